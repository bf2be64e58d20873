"""For when a figure holds, and since when it counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.extract.figure_setting import Count, Setting, clause_tokens, reach_of, sentence_of
from demarche.extract.numbers import Number
from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import Tree, ancestors
from demarche.records import Period, TimeMention
from demarche.spans import Span

# "Next month's election" dates the election, not the count; "killed in Sunday's blast" both.
_OWNS = re.compile(r"['\u2019]s?\s")
_UP_TO_NOW = re.compile(
    r"(?:the )?(?:last|past) (?:[\w-]+ )?(?:hours|days|weeks|months|years|decades)"
    r"|(?:the )?past (?:day|week|month|year|decade)", re.I)  # fmt: skip
# How far before a time "since" may stand: "since the uprising began in March 2011".
_SINCE = re.compile(r"\bsince\b[^,.;]{0,60}$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The day or days a figure holds for, whether the clause says so, and where it begins."""

    as_of: Period | None
    stated: bool
    since: Period | None


def find_dates(setting: Setting, count: Count) -> Dates:
    """Return a figure's dates: the nearest time in its clause, else the page's own date.

    Of a stretch up to now ("in the past two weeks") the count begins where the stretch does.
    """
    number = count.number
    text = setting.passage.annotation.text
    sentence = sentence_of(setting, number.numeral)
    starts = [
        (time, sentence.start + match.start())
        for time in setting.times
        if sentence.covers(time.span)
        and (match := _SINCE.search(text[sentence.start : time.span.start]))
    ]
    near = [
        (beside, abs(time.span.start - number.span.start), time)
        for beside, time in _nearby(setting, count)
        if time not in [start for start, _ in starts]
        and not (_OWNS.match(text, time.span.end) and _is_ahead(setting, time))
    ]
    since = _since(setting, number, starts)
    if not near:
        return Dates(as_of=_published(setting), stated=False, since=since)
    time = min(near, key=lambda one: one[:2])[2]
    if _UP_TO_NOW.match(time.text) and time.period is not None and time.period.start is not None:
        return Dates(
            as_of=_published(setting), stated=False, since=since or _beginning(time.period)
        )
    return Dates(as_of=time.period, stated=True, since=since)


def _is_ahead(setting: Setting, time: TimeMention) -> bool:
    """Say whether a time lies after the page."""
    page = setting.document.published.end
    start = time.period.start if time.period is not None else None
    return page is not None and start is not None and start > page


def _nearby(setting: Setting, count: Count) -> Iterator[tuple[bool, TimeMention]]:
    """Yield the times of the clause and of those bound up with it (True), that have a period."""
    tokens = setting.tree.annotation.tokens
    own = set(clause_tokens(setting, count.number.numeral))
    reach = reach_of(setting, count)
    for time in setting.times:
        if time.period is None or time.period.precision == "after":
            continue
        words = {at for at in reach if time.span.overlaps(tokens[at].span)}
        if words:
            yield not words & own, time


def _beginning(period: Period) -> Period:
    """Return the first day of a stretch."""
    return Period(
        start=period.start, end=period.start, precision="day", basis=f"start of {period.basis}"
    )


def _published(setting: Setting) -> Period | None:
    published = setting.document.published
    if published.start is None and published.end is None:
        return None
    return Period(
        start=published.start,
        end=published.end,
        precision=published.precision,
        basis=f"no date beside the number; the page's own: {published.basis}",
    )


def _since(
    setting: Setting, number: Number, starts: Sequence[tuple[TimeMention, int]]
) -> Period | None:
    """Return the day, month or year of the nearest "since"; None where it names no time.

    `starts` are times after a "since", with its place in the paragraph.
    """
    own = set(clause_tokens(setting, number.numeral))
    fitting = [time for time, at in starts if _belongs(setting.tree, at, own)]
    if not fitting:
        return None
    time = min(fitting, key=lambda one: abs(one.span.start - number.span.start))
    # Read without the word before it: "since March" is open, March is a month.
    bare = find_times(time.text, anchor_of(setting.document), future=False)
    whole = [one.period for one in bare if one.span == Span(0, len(time.text))]
    return whole[0] if whole else None


_ASIDE = frozenset({"appos", "parataxis", "acl", "amod", "conj", "ccomp"})
_NOT_COUNTED = frozenset({"time", "first", "worst", "bloodiest", "deadliest", "most", "biggest"})


def _belongs(tree: Tree, since: int, own: set[int]) -> bool:
    """Say whether a "since" is of the clause: not "the bloodiest year since 2001" said aside."""
    at = next((n for n, start in enumerate(tree.starts) if start == since), None)
    if at is None or (at and tree.words[at - 1] in _NOT_COUNTED):
        return False
    for above in ancestors(tree, at):
        if above in own:
            return True
        if tree.rels[above] in _ASIDE:
            return False
    return tree.rels[at] == "root"  # a parse that says nothing keeps nothing out
