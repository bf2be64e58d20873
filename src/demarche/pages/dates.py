"""Full calendar dates in text: day, month and year. Anything vaguer is `extract/times.py`'s."""

import re
from dataclasses import dataclass
from datetime import date

from demarche.spans import Span

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_PATTERNS = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?",
        rf"{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}",
        rf"{_DAY}(?:\sof)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}{_YEAR}",
        rf"(?P<first>\d\d?)(?P<mark>[/.-])(?P<second>\d\d?)(?P=mark){_YEAR}",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written, with the days it can mean: two when 6/7/2012 leaves it open."""

    span: Span
    text: str
    days: tuple[date, ...]  # month first, then day first


def find_dates(text: str) -> tuple[WrittenDate, ...]:
    """Return the full dates of `text` in order.

    >>> [found.days for found in find_dates("Published 22/06/2012")]
    [(datetime.date(2012, 6, 22),)]
    """
    if not _HAS_YEAR.search(text):
        return ()
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            days = _days(match.groupdict())
            if days and not any(span.overlaps(other.span) for other in found):
                found.append(WrittenDate(span=span, text=match.group(), days=days))
    return tuple(sorted(found, key=lambda one: one.span))


def _days(parts: dict[str, str | None]) -> tuple[date, ...]:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        both = (_day(year, first, second), _day(year, second, first))
        return tuple(dict.fromkeys(day for day in both if day))
    month = parts["month"] or ""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day = _day(year, number, int(parts["day"] or 0))
    return (day,) if day else ()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
