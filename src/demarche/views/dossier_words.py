"""Dates, numbers and names in words, as the dossier prints them."""

from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlsplit

from demarche.records import Figure, Participant, Period, Reference, Statement

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
UNDATED = "undated"
UNNAMED = "unnamed"


def day_words(day: date) -> str:
    """Return a day as "5 June 2012"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _range_words(start: date, end: date) -> str:
    if start == end:
        return day_words(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}\u2013{day_words(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} \u2013 {day_words(end)}"
    return f"{day_words(start)} \u2013 {day_words(end)}"


def period_words(period: Period | None) -> str:
    """Return a period at its own grain: "June 2012", "before 5 June 2012", "undated"."""
    if period is None or period.start is None or period.end is None:
        return _open_words(period, "before", "after", day_words)
    start, end = period.start, period.end
    match period.precision:
        case "month":
            return f"{MONTHS[start.month - 1]} {start.year}"
        case "quarter":
            return f"quarter {(start.month + 2) // 3} of {start.year}"
        case "year":
            return f"{start.year}"
        case "decade":
            return f"{start.year}s"
        case "week":
            return f"week of {_range_words(start, end)}"
        case "before" | "after" as side:
            return f"{side} {day_words(end if side == 'before' else start)}"
    return _range_words(start, end)


def short_period(period: Period | None) -> str:
    """Return a period in the fewest letters: "22 Jun 2012", "by 22 Jun 2012", "Feb–Aug 2012"."""
    if period is None or period.start is None or period.end is None:
        return _open_words(period, "by", "from", _short_day)
    start, end = period.start, period.end
    if start == end:
        return _short_day(start)
    last = f"{MONTHS[end.month - 1][:3]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return last
    first = MONTHS[start.month - 1][:3]
    return f"{first}–{last}" if start.year == end.year else f"{first} {start.year}–{last}"


def _open_words(period: Period | None, until: str, since: str, write: Callable[[date], str]) -> str:
    """Return a period of which an end or both are not known."""
    if period is not None and period.end is not None:
        return f"{until} {write(period.end)}"
    if period is not None and period.start is not None:
        return f"{since} {write(period.start)}"
    return UNDATED


def _short_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def number_words(number: float) -> str:
    """Return a number with thousands divided, large round ones with their name."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= size and round(number / size, 3) == number / size:
            return f"{number / size:,.10g} {name}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.10g}"


def figure_words(figure: Figure) -> str:
    """Return a figure's number with its bounds: "9,000 to 14,000", "at least 9,000"."""
    low, value, high = figure.low, figure.value, figure.high
    code = f"{figure.unit} " if len(figure.unit) == 3 and figure.unit.isupper() else ""
    if value is not None:
        words = f"{'about ' if figure.qualifier else ''}{code}{number_words(value)}"
    elif low is not None and high is not None:
        words = f"{code}{number_words(low)} to {number_words(high)}"
    elif low is not None:
        words = f"at least {code}{number_words(low)}"
    elif high is not None:
        words = f"at most {code}{number_words(high)}"
    else:
        return "no number"
    return f"{words} %" if figure.unit == "percent" else words


def short_figure(figure: Figure) -> str:
    """Return a figure's number without its bounds, or a range: "9,000", "9,000–14,000"."""
    low, value, high = figure.low, figure.value, figure.high
    if value is None and low is not None and high is not None:
        return f"{number_words(low)}–{number_words(high)}"
    return number_words(next((n for n in (value, low, high) if n is not None), 0.0))


def excerpt(words: str, longest: int = 90) -> str:
    """Return the beginning of `words`, cut at a space; 90 characters are a line of the list."""
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0] + " \u2026"


def web_address(url: str | None) -> str | None:
    """Return `url` when it is an address of the web, else None: no script may hide in a link."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:
        return None
    return url if scheme in ("http", "https") else None


def slug(words: str) -> str:
    """Return words as one token for a data attribute: "decline to comment" is one."""
    return "-".join(words.lower().split())


def count_words(count: int, one: str, many: str | None = None) -> str:
    """Return "1 page", "3 pages", "1,200 pages"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def names_of(sides: Iterable[Participant | Reference]) -> str:
    """Return the names of parties in a line, each once; empty where there are none."""
    names = (side.entity.name if isinstance(side, Participant) else side.name for side in sides)
    return ", ".join(dict.fromkeys(names))


def speaker_of(statement: Statement) -> str:
    """Return who speaks, by name where that is known."""
    return statement.source.name if statement.source else statement.source_text or UNNAMED
