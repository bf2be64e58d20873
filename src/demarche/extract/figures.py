"""Figures: every number in the story that counts something, and how far it reaches.

countable      which numbers of a text count something
counted        what a number counts
figure_bodies  who counts
figure_times   for when, and since when
figure_scope   where, and the series it belongs to
figure_parts   which figures are parts of others
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.countable import find_counts
from demarche.extract.counted import Counted, find_counted, is_measure
from demarche.extract.entities import PageEntities
from demarche.extract.figure_bodies import find_body
from demarche.extract.figure_parts import with_parts
from demarche.extract.figure_scope import find_site, name_series
from demarche.extract.figure_setting import Count, Setting, clause_of
from demarche.extract.figure_times import find_dates
from demarche.extract.innermost import innermost
from demarche.extract.numbers import Number
from demarche.extract.sights import POSSESSIVES
from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import (
    Tree,
    ancestors,
    head_in,
    is_verbal,
    kin,
    phrase,
    span_of,
    tokens_in,
)
from demarche.records import Document, Figure, MadeBy, Passage, Statement, evidence_of, make_id
from demarche.spans import Span

RULES_VERSION = "2"
# Two grades: the tree names the noun, or only its nearness does. A judgement, not a count.
_SCORE_PARSED, _SCORE_NEAR = 0.9, 0.7


def find_figures(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    codebook: Codebook | None = None,
) -> tuple[Figure, ...]:
    """Return the figures of a page's body in the order of the text.

    `codebook` is the shipped one by default.
    """
    cues = (codebook or load_codebook()).cues
    anchor = anchor_of(document)
    figures: list[Figure] = []
    for at, (passage, tree) in enumerate(zip(passages, entities.grown(passages), strict=True)):
        text = passage.annotation.text
        times = find_times(text, anchor)
        numbers = find_counts(text, times)
        if numbers:
            setting = Setting(
                document=document,
                at=at,
                passage=passage,
                tree=tree,
                times=times,
                statements=statements,
                entities=entities,
                cues=cues,
            )
            figures.extend(_of_paragraph(setting, numbers))
    return tuple(figures)


def _of_paragraph(setting: Setting, numbers: Sequence[Number]) -> list[Figure]:
    counts = [count for number in numbers for count in _counts(setting, number)]
    found = [(count.number.span, _figure(setting, count)) for count in counts]
    return with_parts(found, setting.tree)


def _counts(setting: Setting, number: Number) -> Iterator[Count]:
    """Yield the number with what it counts, if an analyst would keep it."""
    times = [time.span for time in setting.times]
    if number.unit is None:
        counted = find_counted(setting.tree, number.numeral, times)
    else:
        counted = _of_amount(setting.tree, number, times)
    if counted is not None and _kept(setting.tree, number, counted):
        yield Count(number=number, counted=counted)


def _figure(setting: Setting, count: Count) -> Figure:
    number, counted, passage = count.number, count.counted, setting.passage
    span = passage.place(number.span)
    clause = clause_of(setting, number.numeral)
    within = innermost(setting.statements, span)
    body, why = find_body(setting, number.numeral, within)
    dates, site = find_dates(setting, count), find_site(setting, count)
    text = setting.document.text
    return Figure(
        id=make_id("figure", setting.document.id, span.start, span.end),
        counted=" ".join(passage.place(words).of(text) for words in counted.words),
        unit=_unit(number, counted),
        low=number.low,
        value=number.value,
        high=number.high,
        qualifier=number.qualifier,
        body=body,
        as_of=dates.as_of,
        since=dates.since,
        place=site.reference,
        subset_of=None,
        series=name_series(setting, count, site, dates),
        attributed_to=None if within is None else within.id,
        evidence=(
            evidence_of(setting.document, passage.place(clause)),
            evidence_of(setting.document, span),
        ),
        made_by=MadeBy(
            kind="rule",
            name="figures",
            version=RULES_VERSION,
            reason=f"{_noun_reason(number, counted)}; {why}",
        ),
        score=_SCORE_PARSED if counted.parsed else _SCORE_NEAR,
    )


# ---------------------------------------------------------------- what is counted


def _unit(number: Number, counted: Counted) -> str:
    if number.unit is not None:
        return number.unit
    return "persons" if counted.persons else counted.noun


def _noun_reason(number: Number, counted: Counted) -> str:
    if number.unit is not None:
        return f"an amount in {number.unit}"
    how = "by the parse" if counted.parsed else "as the next noun"
    return f"the number counts '{counted.noun}' {how}"


# Small numbers with one of these before them speak of things known ("the two sides"), not of a
# count that somebody made. Above ten an exact number is a count whatever stands before it.
_KNOWN = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "my", "your",
                    "both", "all", "top", "other", "first", "last", "next"})  # fmt: skip
_SMALL = 10.0


def _kept(tree: Tree, number: Number, counted: Counted) -> bool:
    """Say whether an analyst would keep this number as a figure."""
    if number.unit is not None:
        return True
    if is_measure(counted.noun):
        return False
    if number.value is None or number.value > _SMALL:
        return True
    if number.value == 1.0:
        return counted.persons and counted.telling
    tokens = tokens_in(tree, number.span)
    before = tree.words[tokens[0] - 1] if tokens and tokens[0] > 0 else ""
    return before not in _KNOWN or counted.telling


_RELATIVES = frozenset({"that", "which", "who"})


def _of_amount(tree: Tree, number: Number, times: Sequence[Span]) -> Counted | None:
    """Return what a sum or a share is of: "in contracts", "of the voters", "a $5 million loan".

    Falls back on subject and verb of the clause ("the ministry spent"), then on the amount's own
    words. A time is none of these ("grew 1.6 percent in October").
    """
    tokens = tokens_in(tree, number.span)
    top = head_in(tree, number.span)
    if top is None or not tokens:
        return None
    head = tree.heads[top]
    if head > tokens[-1] and tree.rels[top] in ("compound", "nummod", "amod", "nmod"):
        return _noun_phrase(tree, head)
    for child in (*kin(tree, top, "nmod", "obl"), *kin(tree, tokens[-1], "nmod", "obl")):
        if child > tokens[-1] and not _is_time(tree, child, times):
            return _noun_phrase(tree, child)
    near = _noun_after_preposition(tree, tokens[-1])
    if near is not None and not _is_time(tree, near, times):
        return _noun_phrase(tree, near)
    for above in ancestors(tree, top):
        subjects = [child for child in kin(tree, above, "nsubj") if child not in tokens]
        if subjects and is_verbal(tree, above):
            subject = subjects[0]
            if tree.words[subject] in _RELATIVES and tree.heads[above] >= 0:
                subject = tree.heads[above]
            phrase_ = _noun_phrase(tree, subject)
            return replace(phrase_, words=(*phrase_.words, tree.annotation.tokens[above].span))
    return Counted((span_of(tree, tokens),), "amount", False, False, False)


def _is_time(tree: Tree, token: int, times: Sequence[Span]) -> bool:
    return any(tree.annotation.tokens[token].span.overlaps(time) for time in times)


def _noun_after_preposition(tree: Tree, last: int) -> int | None:
    """Return the last of the nouns in "... of the voters", "... in arms sales"."""
    if last + 1 >= len(tree.words) or tree.words[last + 1] not in ("of", "in", "worth", "for"):
        return None
    found = None
    for at in range(last + 2, min(len(tree.words), last + 8)):
        upos = tree.annotation.tokens[at].upos
        if upos in ("NOUN", "PROPN"):
            found = at
        elif tree.words[at] in POSSESSIVES:  # "in the firm's account"
            found = None
        elif found is not None or upos not in ("ADJ", "DET", "ADV", "ADP"):
            break
    return found


def _noun_phrase(tree: Tree, noun: int) -> Counted:
    """Return a noun with the words of its phrase up to it."""
    inside = [at for at in phrase(tree, noun) if at <= noun]
    first = noun
    while first - 1 in inside and tree.annotation.tokens[first - 1].upos in (
        "ADJ", "NOUN", "PROPN", "VERB",
    ):  # fmt: skip
        first -= 1
    words = span_of(tree, range(first, noun + 1))
    return Counted((words,), tree.words[noun], False, False, True)
