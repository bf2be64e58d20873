"""For when a figure holds, and since when it counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.extract.figure_setting import Setting, clause_tokens, sentence_of
from demarche.extract.numbers import Number
from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import Tree, ancestors
from demarche.records import Period, TimeMention
from demarche.spans import Span

# "Next month's election" dates the election, not the count.
_OWNS = re.compile(r"['\u2019]s?\s")
# How far before a time "since" may stand: "since the uprising began in March 2011".
_SINCE = re.compile(r"\bsince\b[^,.;]{0,60}$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The day or days a figure holds for, whether the clause says so, and where it begins."""

    as_of: Period | None
    stated: bool
    since: Period | None


def find_dates(setting: Setting, number: Number) -> Dates:
    """Return a figure's dates: the nearest time in its clause, else the page's own date."""
    text = setting.passage.annotation.text
    tokens = setting.tree.annotation.tokens
    sentence = sentence_of(setting, number.numeral)
    own = [tokens[at].span for at in clause_tokens(setting, number.numeral)]
    starts = [
        (time, sentence.start + match.start())
        for time in setting.times
        if sentence.covers(time.span)
        and (match := _SINCE.search(text[sentence.start : time.span.start]))
    ]
    near = [
        (abs(time.span.start - number.span.start), time.period)
        for time in setting.times
        if time.period is not None
        and time.period.precision != "after"
        and time not in [start for start, _ in starts]
        and not _OWNS.match(text, time.span.end)
        and any(time.span.overlaps(word) for word in own)
    ]
    stated = min(near, key=lambda one: one[0])[1] if near else None
    return Dates(
        as_of=stated or _published(setting),
        stated=bool(near),
        since=_since(setting, number, starts),
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
