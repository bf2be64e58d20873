"""Time expressions in English news: where they stand and which days they mean.

    find_times("It met on Friday, two weeks after ...", date(2012, 7, 6))

gives mentions with TIMEX3 values and, where the days are known, a Period. Expressions that need
the page's date stay unresolved without it; those that point into the story ("the day after")
stay unresolved always: no value is better than a wrong one. The rules are in time_calendar.py,
time_years.py, time_relative.py, time_lengths.py and time_reports.py; here the longest of the
rules that match wins, neighbours are joined ("between 3 May and 9 June", "two days after 3 May"),
and the words around say which way an expression looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from demarche.extract import (
    periods,
    time_calendar,
    time_lengths,
    time_relative,
    time_reports,
    time_years,
)
from demarche.extract.periods import Stretch
from demarche.extract.time_grammar import (
    MONTHS,
    NEEDS,
    PARTS,
    WEEKDAYS,
    Meaning,
    Rule,
    Setting,
    plain_letters,
)
from demarche.records import Document, Period, TimeMention
from demarche.spans import Span

_RULES: tuple[Rule, ...] = (
    *time_calendar.RULES,
    *time_years.RULES,
    *time_reports.RULES,
    *time_relative.RULES,
    *time_lengths.RULES,
)

# A text without any of these holds no time expression; most sentences of news do not, and this
# one pass spares trying the rules on them.
_ANY_TIME = re.compile(
    r"\d{4}|\d[:/.]\d|\d(?:st|nd|rd|th)\b|'\d0s|\u2019\d0s|\b(?:seconds?|minutes?|hours?|days?|weeks?|weekends?"
    r"|fortnights?"
    r"|months?|quarters?|half|years?|decades?|century|centuries|morning|afternoon|evening|nights?"
    r"|spring|summer|autumn|fall|winter|now|currently|current|present|to\sdate|till\sdate|this\stime|q[1-4]|nowadays|moment|recent(?:ly)?|lately"
    r"|past|long|soon|shortly|future|yesterday|today|tonight|tomorrow|noon"
    r"|midnight|nineteen|eighteen|thousand|daily|weekly|monthly|yearly|annually|everyday|period"
    r"|[a-z]+ties|[ap]\.?m\b|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    + "|".join((*MONTHS, *(f"{day}s?" for day in WEEKDAYS)))
    + r")\b|\b\d{1,2}[ap]m\b",
    re.I,
)


# Texts whose matches are kept: more than the sentences of a page. Events, figures and statements
# ask for those of one sentence with other settings each.
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class _Found:
    """Words a rule matched, with their meaning."""

    span: Span
    meaning: Meaning


def anchor_of(document: Document) -> date | None:
    """Return the page's day, against which "two weeks ago" is read, where it is known to the day.

    A page that is only known to be younger than some day says nothing of two weeks before that.
    """
    published = document.published
    return published.start if published.start == published.end else None


def find_times(
    text: str, anchor: date | None, *, future: bool | None = None
) -> tuple[TimeMention, ...]:
    """Return the time expressions of `text` in order, none overlapping another.

    `anchor` is the day the words were written on. `future` says which way a bare weekday, day or
    month looks: False back from the anchor, for what is known to be over; True ahead; None by the
    words before it ("will", "scheduled for"); the anchor's own day counts either way. A mention's
    span leaves out the preposition, its period heeds it: "since March 2011" is open at its end.
    """
    text = plain_letters(text)
    if not _holds_time(text):
        return ()
    found = _count_off(text, _longest(text, anchor, future=future))
    found = _join_ranges(text, found, anchor)
    return tuple(_mention(text, one, anchor) for one in found)


def _longest(text: str, anchor: date | None, *, future: bool | None) -> list[_Found]:
    """Return what the rules match, the longest first come, the earlier rule where equal."""
    kept: list[_Found] = []
    for order, match in _matches(text):
        span = Span(*match.span())
        if any(span.overlaps(other.span) for other in kept):
            continue
        ahead = _looks_ahead(text, span.start) if future is None else future
        setting = Setting(anchor, ahead, done=future is False)
        kept.append(_Found(span, _meaning(_RULES[order], match, setting)))
    return sorted(kept, key=lambda one: one.span)


@lru_cache(maxsize=REMEMBERED)
def _holds_time(text: str) -> bool:
    return _ANY_TIME.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def _matches(text: str) -> tuple[tuple[int, re.Match[str]], ...]:
    """Return what each rule matches, with the number of the rule: the longest first."""
    low = text.lower()
    around = {
        need: tuple(_regions(text, pattern))
        for need, pattern in NEEDS.items()
        if any(part in low for part in PARTS[need])
    }
    matches = [
        (match.start() - match.end(), order, match)
        for order, rule in enumerate(_RULES)
        for start, end in around.get(rule.needs, ())
        for match in rule.pattern.finditer(text, start, end)
        if rule.fits is None or rule.fits(match)
    ]
    matches.sort(key=lambda item: (item[0], item[1]))
    return tuple((order, match) for _, order, match in matches)


# No time expression is longer, in characters; the rules are tried this far around the words that
# they cannot do without, which halves the time a document takes.
_LONGEST = 70
_BLANK = re.compile(r"\s")


def _regions(text: str, needed: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text around needed words, whole words each."""
    start = end = -1
    for match in needed.finditer(text):
        if match.start() - _LONGEST > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - _LONGEST)
        blank = _BLANK.search(text, min(len(text), match.end() + _LONGEST))
        end = blank.start() if blank else len(text)
    if end >= 0:
        yield start, end


def _meaning(rule: Rule, match: re.Match[str], setting: Setting) -> Meaning:
    try:
        return rule.meaning(match, setting)
    except (OverflowError, ValueError):  # outside of the calendar: "65 million years ago"
        return None


# How far back, in characters, a verb can be and still rule a date. Longer reaches find verbs of
# other clauses (TimeBank: 80 gives the best weekdays and months).
_REACH = 80
_AHEAD = re.compile(
    r"\b(?:will|shall|won['\u2019]t|to be|(?<!been )(?:due|scheduled|expected)"
    r"|planned for|plans? (?:to|for)"
    r"|planning|set (?:to|for)|slated|until|going to|is to|are to|upcoming|invited"
    r"|(?<!due to )(?<!led to )expires?)\b"
    r"|['\u2019]ll\b", re.I)  # fmt: skip
_BEHIND = re.compile(
    r"\b(?<!\bbe )(?:said|says|told|was|were|had|has|(?<!will )(?<!\bto )have|did|met|held|added"
    r"|reported|announced|after|since"
    r"|made|took|began|came|went|left|gave|rejected|agreed|accused|killed)\b|[.!?;]\s",
    re.I,
)  # fmt: skip


def _looks_ahead(text: str, at: int) -> bool:
    """Say whether the last verb before `at` speaks of what is to come."""
    near = text[max(0, at - _REACH) : at]
    ahead = max((match.start() for match in _AHEAD.finditer(near)), default=-1)
    return ahead > max((match.start() for match in _BEHIND.finditer(near)), default=-1)


_OPENER = re.compile(r"\b(between|from)\s(?:the\s|about\s|around\s)?$", re.I)
_JOINT = re.compile(r"\s(?:and|to|until|till|through)\s(?:the\s)?|\s?[-\u2013\u2014]\s?", re.I)


_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def _count_off(text: str, found: Sequence[_Found]) -> list[_Found]:
    """Read "two days after 3 May" and "three weeks from Friday" as the day that they reach."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        whole = _reached(text, last, one) if last is not None else None
        if last is not None and whole is not None:
            joined[-1] = _Found(Span(last.span.start, one.span.end), whole)
        else:
            joined.append(one)
    return joined


def _reached(text: str, count: _Found, start: _Found) -> Stretch | None:
    way = re.fullmatch(
        r"\s(after|from|before)\s(?:the\s)?", text[count.span.end : start.span.start]
    )
    value = _LENGTH.fullmatch(count.meaning) if isinstance(count.meaning, str) else None
    day = start.meaning
    if way is None or value is None or not isinstance(day, Stretch) or day.precision != "day":
        return None
    if day.start is None or day.start != day.end:
        return None
    steps = -int(value[1]) if way[1] == "before" else int(value[1])
    try:
        return periods.day(periods.shift(day.start, _UNITS[value[2]], steps))
    except (OverflowError, ValueError):
        return None


# A dash joins two days or two months by itself: "28 June - 3 July".
_DASH = re.compile(r"\s?[-\u2013\u2014]\s?|\sthrough\s")


def _join_ranges(text: str, found: Sequence[_Found], anchor: date | None) -> list[_Found]:
    """Join "between A and B" and "from A to B" to one interval."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and _are_joined(text, last, one):
            whole = _range(text, last, one, anchor)
            if whole is not None:
                joined[-1] = _Found(Span(last.span.start, one.span.end), whole)
                continue
        joined.append(one)
    return joined


def _are_joined(text: str, last: _Found, one: _Found) -> bool:
    between = text[last.span.end : one.span.start]
    if not _JOINT.fullmatch(between):
        return False
    opener = _OPENER.search(text[max(0, last.span.start - 16) : last.span.start])
    if opener is not None:
        return opener[1].lower() == "between" or between.split()[:1] != ["and"]
    ends = (last.meaning, one.meaning)
    grains = {end.precision for end in ends if isinstance(end, Stretch)}
    if between.strip() == "through":
        return re.search(r"\d{4}$", last.span.of(text)) is not None
    return _DASH.fullmatch(between) is not None and grains in ({"day"}, {"month"})


# Expressions that the page's date places, whatever they are joined to.
_OWN_YEAR = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|now|this|last|next|ago|past|coming)\b", re.I
)


def _range(text: str, first: _Found, last: _Found, anchor: date | None) -> Stretch | None:
    """Return the interval of two expressions; a month or day before takes the last one's year."""
    end = _or_today(last.meaning, anchor)
    if not isinstance(end, Stretch) or end.end is None:
        return None
    words = first.span.of(text)
    again = [] if _OWN_YEAR.search(words) else _longest(words, end.end, future=False)
    start = _or_today(again[0].meaning if again else first.meaning, anchor)
    if not isinstance(start, Stretch) or start.start is None or start.start > end.end:
        return None
    return periods.interval(start, end)


def _or_today(meaning: Meaning, anchor: date | None) -> Meaning:
    """Return the page's day for "now", which ends a range there."""
    return periods.day(anchor) if meaning == "PRESENT_REF" and anchor else meaning


# Left-open and right-open stretches: "since 2008", "by Friday", "until next week". "After" and
# "before" only at the end of a phrase: "after Friday's vote" is after the vote, not the day.
_LEAD = re.compile(
    r"\b(since|until|till|by|before|after|starting|beginning|as\searly\sas|as\slate\sas"
    r"|no\slater\sthan)\s(?:on\s)?(?:the\s|at\sleast\s|about\s)?$",
    re.I,
)
_PHRASE_END = re.compile(r"\s*(?:[,.;:!?)]|$|\s(?:and|but|or)\b)")


def _bounded(text: str, span: Span, stretch: Stretch) -> Stretch:
    """Return a stretch as the preposition before it means it."""
    lead = _LEAD.search(text[max(0, span.start - 24) : span.start])
    if lead is None or stretch.start is None or stretch.end is None:
        return stretch
    word = lead[1].lower()
    if word in ("since", "starting", "beginning") or word.endswith("early as"):
        return replace(stretch, end=None, precision="after")
    if word in ("until", "till", "by") or "late" in word:
        return replace(stretch, start=None, precision="before")
    if not _PHRASE_END.match(text, span.end):
        return stretch
    step = timedelta(days=1)
    if word == "after" and stretch.end < date.max:
        return replace(stretch, start=stretch.end + step, end=None, precision="after")
    if word == "before" and stretch.start > date.min:
        return replace(stretch, start=None, end=stretch.start - step, precision="before")
    return stretch


_ONWARDS = re.compile(r"\s(?:or|and)\s(?:later|after|beyond|onwards?)(?=[.,;:!?)]|$)")


def _mention(text: str, found: _Found, anchor: date | None) -> TimeMention:
    span, meaning = found.span, found.meaning
    if not isinstance(meaning, Stretch):
        return TimeMention(span=span, text=span.of(text), value=meaning, period=None)
    bounded = _bounded(text, span, meaning)
    if onwards := _ONWARDS.match(text, span.end):
        span = Span(span.start, onwards.end())
        bounded = replace(meaning, end=None, precision="after")
    words = span.of(text)
    period = Period(
        start=bounded.start,
        end=bounded.end,
        precision=bounded.precision,
        basis=_basis(words, meaning, anchor),
    )
    return TimeMention(span=span, text=words, value=meaning.value, period=period)


_STANDS_ALONE = re.compile(r"(?:1[5-9]|20)\d\d|\d[./]\d\d?[./]\d\d|['\u2019]\d0s|ties\b", re.I)


def _basis(words: str, meaning: Stretch, anchor: date | None) -> str:
    """Say in words what a stretch was resolved against."""
    if meaning.by is not None:
        return f"'{words}' by '{meaning.by}' before it, on a page of {anchor}"
    if anchor is None or (_STANDS_ALONE.search(words) and not _OWN_YEAR.search(words)):
        return f"'{words}' as written"
    if meaning.end is not None and meaning.end < anchor:
        return f"'{words}' before {anchor}"
    if meaning.start is not None and meaning.start > anchor:
        return f"'{words}' after {anchor}"
    return f"'{words}' on a page of {anchor}"
