"""Time expressions in English news: where they stand and which days they mean.

    find_times("It met on Friday, two weeks after ...", date(2012, 7, 6))

gives mentions with TIMEX3 values and, where the days are known, a Period. Expressions that need
the page's date stay unresolved without it; those that point into the story ("the day after")
stay unresolved always: no value is better than a wrong one. The rules are in time_calendar.py
and time_relative.py; here the longest of the rules that match wins, neighbours are joined to
ranges ("between 3 May and 9 June"), and the words around say which way an expression looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.extract import periods, time_calendar, time_lengths, time_relative, time_reports
from demarche.extract.periods import Stretch
from demarche.extract.time_grammar import (
    MONTHS,
    NEEDS,
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
    *time_reports.RULES,
    *time_relative.RULES,
    *time_lengths.RULES,
)

# A text without any of these holds no time expression; most sentences of news do not, and this
# one pass spares trying the rules on them.
_ANY_TIME = re.compile(
    r"\d{4}|\d[:/.]\d|'\d0s|\u2019\d0s|\b(?:seconds?|minutes?|hours?|days?|weeks?|weekends?"
    r"|fortnights?"
    r"|months?|quarters?|half|years?|decades?|century|centuries|morning|afternoon|evening|night"
    r"|spring|summer|autumn|fall|winter|now|currently|current|present|nowadays|moment|recent(?:ly)?|lately"
    r"|past|long|soon|shortly|future|yesterday|today|tonight|tomorrow|noon"
    r"|midnight|nineteen|eighteen|thousand|daily|weekly|monthly|yearly|annually|everyday|period"
    r"|[a-z]+ties|[ap]\.?m\b|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    + "|".join((*MONTHS, *(f"{day}s?" for day in WEEKDAYS)))
    + r")\b|\b\d{1,2}[ap]m\b",
    re.I,
)


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
    month looks: False back from the anchor, True ahead, None by the words before it ("will",
    "scheduled for"); the anchor's own day counts either way. A mention's span leaves out the
    preposition, its period heeds it: "since March 2011" is open towards the end.
    """
    text = plain_letters(text)
    if _ANY_TIME.search(text) is None:
        return ()
    found = _join_ranges(text, _longest(text, anchor, future=future), anchor)
    return tuple(_mention(text, one, anchor) for one in found)


def _longest(text: str, anchor: date | None, *, future: bool | None) -> list[_Found]:
    """Return what the rules match, the longest first come, the earlier rule where equal."""
    around = {need: tuple(_regions(text, pattern)) for need, pattern in NEEDS.items()}
    matches = [
        (match.start() - match.end(), order, match)
        for order, rule in enumerate(_RULES)
        for start, end in around[rule.needs]
        for match in rule.pattern.finditer(text, start, end)
        if rule.fits is None or rule.fits(match)
    ]
    kept: list[_Found] = []
    for _, order, match in sorted(matches, key=lambda item: (item[0], item[1])):
        span = Span(*match.span())
        if any(span.overlaps(other.span) for other in kept):
            continue
        ahead = _looks_ahead(text, span.start) if future is None else future
        kept.append(_Found(span, _meaning(_RULES[order], match, Setting(anchor, ahead))))
    return sorted(kept, key=lambda one: one.span)


# No time expression is longer, in characters; the rules are tried this far around the words that
# they cannot do without, which halves the time a document takes.
_LONGEST = 70


def _regions(text: str, needed: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text around needed words, whole words each; None needs nothing."""
    if needed is None:
        yield 0, len(text)
        return
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


_BLANK = re.compile(r"\s")


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
    r"\b(?:said|says|told|was|were|had|has|have|did|met|held|added|reported|announced|after|since"
    r"|made|took|began|came|went|left|gave|rejected|agreed|accused|killed)\b|[.!?;]\s",
    re.I,
)  # fmt: skip


def _looks_ahead(text: str, at: int) -> bool:
    """Say whether the last verb before `at` speaks of what is to come."""
    near = text[max(0, at - _REACH) : at]
    ahead = max((match.start() for match in _AHEAD.finditer(near)), default=-1)
    return ahead > max((match.start() for match in _BEHIND.finditer(near)), default=-1)


_OPENER = re.compile(r"\b(?:between|from)\s(?:the\s|about\s|around\s)?$", re.I)
_JOINT = re.compile(r"\s(?:and|to|until|till|through)\s(?:the\s)?|\s?[-\u2013\u2014]\s?", re.I)


def _join_ranges(text: str, found: Sequence[_Found], anchor: date | None) -> list[_Found]:
    """Join "between A and B" and "from A to B" to one interval."""
    joined: list[_Found] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and _JOINT.fullmatch(text[last.span.end : one.span.start]):
            opener = _OPENER.search(text[max(0, last.span.start - 16) : last.span.start])
            whole = _range(text, last, one) if opener else None
            if whole is not None:
                joined[-1] = _Found(Span(last.span.start, one.span.end), whole)
                continue
        joined.append(one)
    return joined


# Expressions that the page's date places, whatever they are joined to.
_OWN_YEAR = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|now|this|last|next|ago|past|coming)\b", re.I
)


def _range(text: str, first: _Found, last: _Found) -> Stretch | None:
    """Return the interval of two expressions; a month or day before takes the last one's year."""
    end = last.meaning
    if not isinstance(end, Stretch) or end.end is None:
        return None
    words = first.span.of(text)
    again = [] if _OWN_YEAR.search(words) else _longest(words, end.end, future=False)
    start = again[0].meaning if again else first.meaning
    if not isinstance(start, Stretch) or start.start is None or start.start > end.end:
        return None
    return periods.interval(start, end)


# Left-open and right-open stretches: "since 2008", "by Friday", "until next week". "After" and
# "before" only at the end of a phrase: "after Friday's vote" is after the vote, not the day.
_LEAD = re.compile(r"\b(since|until|till|by|before|after)\s(?:the\s|at\sleast\s|about\s)?$", re.I)
_PHRASE_END = re.compile(r"\s*(?:[,.;:!?)]|$|\s(?:and|but|or)\b)")


def _bounded(text: str, span: Span, stretch: Stretch) -> Stretch:
    """Return a stretch as the preposition before it means it."""
    lead = _LEAD.search(text[max(0, span.start - 24) : span.start])
    if lead is None or stretch.start is None or stretch.end is None:
        return stretch
    word = lead[1].lower()
    if word == "since":
        return replace(stretch, end=None, precision="after")
    if word in ("until", "till", "by"):
        return replace(stretch, start=None, precision="before")
    if not _PHRASE_END.match(text, span.end):
        return stretch
    if word == "after":
        return replace(stretch, start=stretch.end + timedelta(days=1), end=None, precision="after")
    end = stretch.start - timedelta(days=1)
    return replace(stretch, start=None, end=end, precision="before")


def _mention(text: str, found: _Found, anchor: date | None) -> TimeMention:
    words, meaning = found.span.of(text), found.meaning
    if not isinstance(meaning, Stretch):
        return TimeMention(span=found.span, text=words, value=meaning, period=None)
    bounded = _bounded(text, found.span, meaning)
    period = Period(
        start=bounded.start,
        end=bounded.end,
        precision=bounded.precision,
        basis=_basis(words, meaning, anchor),
    )
    return TimeMention(span=found.span, text=words, value=meaning.value, period=period)


_STANDS_ALONE = re.compile(r"(?:1[5-9]|20)\d\d|\d[./]\d\d?[./]\d\d|['\u2019]\d0s|ties\b", re.I)


def _basis(words: str, meaning: Stretch, anchor: date | None) -> str:
    """Say in words what a stretch was resolved against."""
    if anchor is None or _STANDS_ALONE.search(words):
        return f"'{words}' as written"
    if meaning.end is not None and meaning.end < anchor:
        return f"'{words}' before {anchor}"
    if meaning.start is not None and meaning.start > anchor:
        return f"'{words}' after {anchor}"
    return f"'{words}' on a page of {anchor}"
