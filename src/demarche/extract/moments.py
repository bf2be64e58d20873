"""When an act was, by the words of its own clause; else, of one told as past, before the page."""

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import (
    Tree,
    has_word,
    phrase,
    sentence_span,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import Document, Factuality, Period, TimeMention
from demarche.spans import Span

LOOKS_AHEAD: dict[Factuality, bool] = {
    "happened": False, "alleged": False, "denied": False,
    "planned": True, "called for": True, "conditional": True,
}  # fmt: skip
REMEMBERED = 256  # sentences: more than a page's, whose acts come one after the other
AFTER = frozenset({"after", "following", "despite", "since"})
PRESENT = frozenset({"is", "are", "am", "'s", "\u2019s", "be", "do", "does"})


def when_told(
    document: Document, tree: Tree, token: int, factuality: Factuality, *, own: bool = False
) -> Period | None:
    """Return the time nearest to an act's word in its clause, else none or "before the page".

    `token` is the word that governs the act; its factuality says which way a time looks. With
    `own`, times of the clauses inside it do not count.
    """
    published = document.published
    told = time_beside(document, tree, token, factuality, own=own)
    if told is not None:
        return told
    if factuality != "happened" or not is_past(tree, token) or published.end is None:
        return None
    return Period(
        start=None,
        end=published.end,
        precision="before",
        basis=f"told as past, without a date; page: {published.basis}",
    )


def time_beside(
    document: Document, tree: Tree, token: int, factuality: Factuality, *, own: bool = False
) -> Period | None:
    """Return the time that stands nearest to a word in its clause, if there is one."""
    inside = subtree(tree, token, lambda at: not (own and _is_another(tree, token, at)))
    clause = span_of(tree, inside)
    sentence = sentence_span(tree, token)
    words = sentence.of(tree.annotation.text)
    ahead = LOOKS_AHEAD.get(factuality)
    known = {tree.starts[at] for at in inside}
    times = [
        time
        for time in _times(words, anchor_of(document), ahead)
        if time.period is not None
        and clause.covers(time.span.shift(sentence.start))
        and not _of_a_noun(tree, token, time.span.shift(sentence.start))
        and (not own or _starts_in(time.span.shift(sentence.start), known))
    ]
    here = tree.annotation.tokens[token].span.start - sentence.start
    nearest = min(times, key=lambda time: abs(time.span.start - here), default=None)
    return None if nearest is None else nearest.period


def _of_a_noun(tree: Tree, token: int, time: Span) -> bool:
    """Say whether a time is the year of another noun: "accused him of the 1992 raid"."""
    years = [at for at in tokens_in(tree, time) if dates_a_noun(tree, at)]
    return bool(years) and all(tree.heads[at] != token for at in years)


@lru_cache(maxsize=REMEMBERED)
def _times(words: str, anchor: date | None, ahead: bool | None) -> tuple[TimeMention, ...]:
    """Return the times of a sentence, which is asked for once for each of its acts."""
    return find_times(words, anchor, future=ahead)


def _is_another(tree: Tree, token: int, at: int) -> bool:
    """Say whether a word opens a clause of its own, or tells after what an act was done."""
    if tree.rels[at] in ("acl", "advcl", "ccomp", "parataxis"):
        return True
    behind = at > token and tree.rels[at] in ("obl", "nmod")
    return behind and has_word(tree, at, AFTER, "case")


_YEAR = re.compile(r"1[89]\d\d|20\d\d")
# What tells where and when somebody says what he says: "speaking in the city on Friday".
_SPEAKING = frozenset(("speaking", "addressing", "talking", "writing", "appearing", "arriving"))
# Clauses that say something else than their governor, which may be dated otherwise.
_ASIDE = ("acl", "advcl", "parataxis", "ccomp")


def own_clause(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the words of a verb's clause, with those of the verbs it is joined to by "and".

    Clauses that hang on it, or that it hangs on, are others; a noun that it tells of is of it, with
    what dates that: "the plan of 22 January in which".
    """
    top = verb
    while tree.heads[top] >= 0 and tree.rels[top] in ("conj", "xcomp"):
        top = tree.heads[top]
    told_of = phrase(tree, tree.heads[top]) if tree.rels[top] == "acl" else ()
    own = subtree(tree, top, lambda at: tree.rels[at] not in _ASIDE or tree.words[at] in _SPEAKING)
    return tuple(sorted({*own, *told_of}))


def dates_a_noun(tree: Tree, token: int) -> bool:
    """Say whether a word is a year before a noun that it dates: "the 1992 murder"."""
    above = tree.heads[token]
    noun = above > token and tree.annotation.tokens[above].upos == "NOUN"
    return noun and _YEAR.fullmatch(tree.words[token]) is not None


def _starts_in(span: Span, starts: Collection[int]) -> bool:
    """Say whether a word that starts at one of these places stands in a span."""
    return any(span.start <= start < span.end for start in starts)


def may_be_one(some: Period | None, other: Period | None) -> bool:
    """Say whether two times may be the same: one is not told, or they share a day."""
    if some is None or other is None:
        return True
    starts = some.start is None or other.end is None or some.start <= other.end
    return starts and (other.start is None or some.end is None or other.start <= some.end)


def closer_of(some: Period | None, other: Period | None) -> Period | None:
    """Return the time that has a beginning, of two the first."""
    if some is not None and some.start is None and other is not None and other.start is not None:
        return other
    return some or other


def is_past(tree: Tree, token: int) -> bool:
    """Say whether a finite verb tells of the past: no -s or -ing form, no present auxiliary."""
    if tree.annotation.tokens[token].upos != "VERB":
        return False
    word = tree.words[token]
    had = has_word(tree, token, ("had", "was", "were", "has", "have"), "aux")
    present = has_word(tree, token, PRESENT, "aux")
    return had or not (present or word.endswith(("s", "ing")))
