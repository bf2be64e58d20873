"""Figures that are part of another in their sentence: "108 people, including 49 children"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from demarche.extract.trees import Tree, sentence_span, tokens_in
from demarche.records import Figure
from demarche.spans import Span

# Right before the part: "including 49", "among them at least 49", "of whom 49".
_INTRODUCED = re.compile(
    r"\b(?:including|among (?:them|those|whom|the \w+)|of (?:whom|them|which|those)"
    r"|(?:most|some) of them)(?: were| are| is)?,?(?: (?:the|at least|an additional|up to))?\s*$",
    re.I,
)
# Right after the part: "49 of them children", "49 of whom were children".
_OF_THEM = re.compile(r"\s(?:\w+\s)?of (?:them|whom|which|those)\b", re.I)
# Between the part and the whole: "49 of the 108 victims".
_OF_THE = re.compile(
    r"\s(?:\w+\s){0,2}?of (?:the|its|their|those|these|all|\w+['\u2019]s)(?:\s\w+)?\s", re.I
)
# Between two parts of one whole: "49 children and 34 women".
_NEXT = re.compile(r"[^.;:]{0,40}?(?:,|\band|\bor)(?: also)?\s", re.I)
# Before the whole, where it opens the clause: "Of the 108 victims, 49 were children".
_OPENING = re.compile(r"\b(?:of|among) (?:the|those|these|its|their|some|about)(?:\s\w+)?\s$", re.I)


def with_parts(figures: Sequence[tuple[Span, Figure]], tree: Tree) -> list[Figure]:
    """Return figures of one paragraph, each part with the id of its whole.

    `figures` have the spans of their numbers in the paragraph, in order. A part is of its whole's
    sentence and unit and no larger; it belongs to no series.
    """
    whole_of: dict[str, Figure] = {}
    for at, (span, figure) in enumerate(figures):
        sentence = _sentence(tree, span)
        others = [
            (where, other)
            for where, other in figures
            if other.id != figure.id
            and sentence.covers(where)
            and _same_kind(figure, other)
            and 0 < _size(figure) <= _size(other)
        ]
        found = _whole(tree.annotation.text, span, others, sentence)
        if found is None and at:
            before, last = figures[at - 1]
            joined = _NEXT.fullmatch(tree.annotation.text, before.end, span.start)
            fits = whole_of.get(last.id)
            if joined and fits is not None and any(other.id == fits.id for _, other in others):
                found = fits
        if found is not None and whole_of.get(found.id) != figure:
            whole_of[figure.id] = found
    return [
        replace(figure, subset_of=whole_of[figure.id].id, series=None)
        if figure.id in whole_of
        else figure
        for _, figure in figures
    ]


def _whole(
    text: str, part: Span, others: Sequence[tuple[Span, Figure]], sentence: Span
) -> Figure | None:
    """Return the figure that a number is said to be part of."""
    before = [other for where, other in others if where.end <= part.start]
    said = _INTRODUCED.search(text[max(sentence.start, part.start - 48) : part.start])
    if before and (said or _OF_THEM.match(text, part.end)):
        return before[-1]
    for where, other in others:
        if part.end <= where.start and _OF_THE.fullmatch(text, part.end, where.start):
            return other
        lead = text[max(sentence.start, where.start - 32) : where.start]
        opens = _OPENING.search(lead) and where.start - sentence.start < len(lead) + 1
        if where.end <= part.start and opens and "," in text[where.end : part.start]:
            return other
    return None


def _sentence(tree: Tree, span: Span) -> Span:
    inside = tokens_in(tree, span)
    if not inside:
        return span
    return sentence_span(tree, inside[0])


def _same_kind(one: Figure, other: Figure) -> bool:
    """Say whether both are amounts of one currency, or both counts; shares are parts of nothing."""
    amounts = [figure.unit for figure in (one, other) if _is_amount(figure)]
    return len(amounts) == 0 or (len(amounts) == 2 and amounts[0] == amounts[1] != "percent")


def _is_amount(figure: Figure) -> bool:
    return figure.unit == "percent" or (len(figure.unit) == 3 and figure.unit.isupper())


def _size(figure: Figure) -> float:
    """Return the number a figure is compared by: its value, else its upper, else its lower end."""
    ends = (figure.value, figure.high, figure.low)
    return next(end for end in ends if end is not None)
