"""When a page was put out: stated, told by a weekday, bounded by what it tells, or unknown.

Never a search for any date in the text: a date counts as the page's only where pages put it, in
a line of its own near the top, in a line that says so, or in the dateline of the story.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demarche.pages.dates import WrittenDate, find_dates
from demarche.pages.lines import read_lines
from demarche.records import Page, Period, PublishedBasis

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"(?<!next )(?<!last )\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_SHORT_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(published|posted|issued|released|date)\b", re.IGNORECASE)
_UPDATED = re.compile(r"\b(updated|modified|revised|edited)\b", re.IGNORECASE)
# A clock with its zone: 0017 GMT, 14:05 UTC, T23:10:00Z.
_WORLD_CLOCK = re.compile(r"\b(\d\d?)[:.h]?(\d\d)(?::\d\d)?(?:\s?(?:GMT|UTC)\b|Z\b)")
_YEAR = re.compile(
    r"\b(?:in|since|of|during|late|early|mid|until|from|by|year)[ -]((?:19|20)\d\d)\b(?![-/])",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(will|would|shall|until|till|by|before|due|next|deadline|scheduled|expected|plans?"
    r"|planned|from now|expires?|upcoming)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:will|(?:is|are) (?:to|due to|scheduled to|set to|expected to))\s(?:(?!\b(?:had|would|was"
    r"|were|said|after|until|by|before)\b)[^.;:]){1,80}\bon\s(?:\w+day,?\s)?(?:the\s)?$"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'A-Z])")
_BRITISH = re.compile(
    r"\b\w*(?:isation|ising|ised|colour|labour|defence|centre|favour|honour)\w*\b"
)
_AMERICAN = re.compile(r"\w(?:ization|izing|ized|olor|abor|efense|enter|avor|onor)\b")

DATE_LINE_WORDS = 25  # a line with more words that bears a date is a sentence about something
NEAR_ENOUGH = timedelta(days=365)  # a day to come that is further off says little of the page's own
DATELINE_REACH = 60  # characters; "ST. PETERSBURG, Russia, June 22, 2012 (Agency) -" has 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a page was put out, and how that is known."""

    period: Period
    basis: PublishedBasis


def find_published(
    said: str | None, around: Sequence[str], body: Sequence[str], *, above: int = 0
) -> Published:
    """Return when a page was put out.

    `said` is what its sender or its HTML header says (ISO); `around` the lines that are not the
    story's, the first `above` of which stand above it; `body` the paragraphs.
    """
    story = "\n".join(body)
    if (stated := _from_header(said, body)) is not None:
        return stated
    if (line := _date_line(around, above, body)) is not None:
        return _from_line(line, story, [*around, *body])
    return _inferred(body)


def states_date(page: Page) -> bool:
    """Say whether a plain-text page states its date in a line of its own or a dateline.

    An HTML page is taken to state one when it has a date in its header or a time element.
    """
    if page.form == "html":
        head = r"<time\b[^>]*datetime|published_time|datePublished|name=.(?:pub)?date"
        return bool(re.search(head, page.content, re.IGNORECASE))
    lines = [line.text for line in read_lines(page.content[:20_000])]
    first_prose = next((at for at, line in enumerate(lines) if len(line.split()) > 30), len(lines))
    return _date_line(lines[:first_prose], first_prose, lines[first_prose:]) is not None


def _from_header(said: str | None, body: Sequence[str]) -> Published | None:
    if not said:
        return None
    found = find_dates(said)
    if found:
        return _from_line(said, "\n".join(body), [said])
    try:
        day = date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None
    return _on(day, "stated", f"stated: {said.strip()}")


def _date_line(around: Sequence[str], above: int, body: Sequence[str]) -> str | None:
    """Return the line that says when the page was put out, if there is one."""
    ranked: list[tuple[int, int, str]] = []
    for place, line in enumerate(around):
        if not find_dates(line) or len(line.split()) > DATE_LINE_WORDS:
            continue
        labelled = 2 if _PUBLISHED.search(line) else 1 if _UPDATED.search(line) else 0
        if place < above:
            ranked.append((labelled == 2, place, line))
        elif labelled == 2:  # below the story only a label tells it from the dates of teasers
            ranked.append((False, -place - 1, line))
    if ranked:
        return max(ranked)[2]
    head = body[0][:DATELINE_REACH] if body else ""
    dateline = re.match(r"[^.!?]*?[A-Z]{3,}.*?(?:--|–|—|-|:)\s", head)
    return head if dateline and find_dates(head) else None


def _from_line(line: str, story: str, page: Sequence[str]) -> Published:
    """Return the date of a date line, settled by weekdays where it is open."""
    written = _chosen(line)
    day, reason = _settle(written, line, story, page)
    words = " ".join(line.split())
    if day is None:
        first, last = min(written.days), max(written.days)
        basis = f"'{words}' can be read month first or day first; nothing on the page settles it"
        period = Period(start=first, end=last, precision="interval", basis=basis)
        return Published(period=period, basis="inferred")
    local = _local_day(day, line, story)
    if local != day:
        reason = (
            f"'{words}' is world time; the story speaks of {WEEKDAYS[local.weekday()]}, the "
            "publisher's own day then"
        )
        return _on(local, "weekday", reason)
    return _on(day, "stated", f"stated: '{words}'{reason}")


def _chosen(line: str) -> WrittenDate:
    """Return the date after a word such as 'published', else the first that is no update's."""
    dates = find_dates(line)
    if label := _PUBLISHED.search(line):
        return next((one for one in dates if one.span.start >= label.end()), dates[0])
    return dates[0]


def _settle(
    written: WrittenDate, line: str, story: str, page: Sequence[str]
) -> tuple[date | None, str]:
    """Return the day meant by a written date, with the reason if there was a choice."""
    if len(written.days) == 1:
        number = re.match(r"(\d\d?)[/.-]", written.text)
        first_is_day = number is not None and int(number.group(1)) == written.days[0].day
        only = first_is_day and written.days[0].day > 12
        return written.days[0], f", day first: {written.days[0].day} is no month" if only else ""
    month_first, day_first = written.days
    named = {match.group(1).lower() for match in _SHORT_WEEKDAY.finditer(line)}
    beside = [day for day in written.days if f"{day:%a}".lower() in named]
    if len(beside) == 1:
        return beside[0], f", read by its weekday {WEEKDAYS[beside[0].weekday()]}"
    for other in (one for text in page for one in find_dates(text)):
        if len(other.days) == 1 and (number := re.match(r"(\d\d?)[/.-]", other.text)):
            if int(number.group(1)) == other.days[0].day:
                return day_first, f", day first as in '{other.text}' on the page"
            return month_first, f", month first as in '{other.text}' on the page"
    spoken = Counter(match.group(1).title() for match in _WEEKDAY.finditer(story))
    hits = [day for day in written.days if spoken[WEEKDAYS[day.weekday()]]]
    if len(hits) == 1:
        return hits[0], f", the reading that falls on the story's {WEEKDAYS[hits[0].weekday()]}"
    british, american = len(_BRITISH.findall(story)), len(_AMERICAN.findall(story))
    if british != american:
        day = day_first if british > american else month_first
        return day, f", by the {'British' if british > american else 'American'} spelling"
    return None, ""


def _local_day(day: date, line: str, story: str) -> date:
    """Return the publisher's own day for a stamp in world time, told by the story's weekdays."""
    clock = _WORLD_CLOCK.search(line)
    spoken = Counter(match.group(1).title() for match in _WEEKDAY.finditer(story))
    if clock is None or not spoken or spoken[WEEKDAYS[day.weekday()]]:
        return day
    # No zone is more than twelve hours behind world time, or fourteen before it.
    beside = day - timedelta(days=1) if int(clock.group(1)) < 12 else day + timedelta(days=1)
    most = max(spoken.values())
    return beside if spoken[WEEKDAYS[beside.weekday()]] == most else day


def _inferred(body: Sequence[str]) -> Published:
    """Return the bounds that dates told as past and as to come set, or unknown."""
    told: list[tuple[date, str]] = []
    promised: list[tuple[date, str]] = []
    for sentence in (part for block in body for part in _SENTENCE.split(block)):
        if _AHEAD.search(sentence):
            promised += _promised(sentence)
            continue
        told += [(one.days[-1], one.text) for one in find_dates(sentence) if len(one.days) == 1]
        told += [
            (date(int(match.group(1)), 1, 1), match.group()) for match in _YEAR.finditer(sentence)
        ]
    if not told:
        basis = "the page states no date, and nothing in it is dated"
        period = Period(start=None, end=None, precision="unknown", basis=basis)
        return Published(period=period, basis="unknown")
    day, words = max(told)
    basis = f"the page states no date; it tells of '{words}' as past, so it is not older"
    later = [one for one in promised if day <= one[0] <= day + NEAR_ENOUGH]
    if not later:
        period = Period(start=day, end=None, precision="after", basis=basis)
        return Published(period=period, basis="inferred")
    last, ahead = min(later)
    basis += f", and of '{ahead}' as to come, so it is not younger"
    period = Period(start=day, end=last, precision="interval", basis=basis)
    return Published(period=period, basis="inferred")


def _promised(sentence: str) -> Iterator[tuple[date, str]]:
    """Yield the days that a verb of the future puts ahead: "will vote on 3 May 2012".

    What was promised in the past ("said then it would") sets no bound, nor does a deadline.
    """
    for one in find_dates(sentence):
        if len(one.days) == 1 and _WILL.search(sentence[: one.span.start]):
            yield one.days[0], one.text


def _on(day: date, basis: PublishedBasis, reason: str) -> Published:
    period = Period(start=day, end=day, precision="day", basis=reason)
    return Published(period=period, basis=basis)
