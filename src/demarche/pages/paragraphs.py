"""Paragraphs whose line break was lost: "he warned.Russia said" is two."""

import re
from itertools import pairwise

from demarche.spans import Span, trim

# A sentence ends and the next begins without a space: two lower-case letters, a digit or a
# closing mark before the full stop, a capital after it. Between them may stand quotation marks.
_LOST = re.compile(
    r"(?<![./@])"
    r"(?:[^\W\d_A-Z]{2}|\d|[)\]”’\"'])"
    r"[.!?](?P<marks>[\"”’'“‘)\]]*)"
    r"(?=[A-Z][^\W\d_]|[AI]\s|\[[A-Z])"
)
_ABBREVIATION = re.compile(
    r"\b(?:mr|mrs|ms|dr|gen|col|lt|sgt|capt|maj|sen|rep|gov|rev|hon|prof|st|jr|sr|vs|inc|ltd|corp"
    r"|co|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|no|adm|amb|dept|ave|www)$",
    re.IGNORECASE,
)
_NET = re.compile(r"^(?:com|net|org|co|gov|edu|info|tv|js|io)\b", re.IGNORECASE)
_OPENING = "“‘"


def split_paragraphs(span: Span, text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a line: itself, or its parts where line breaks were lost."""
    cuts = [span.start]
    line = span.of(text)
    for match in _LOST.finditer(line):
        stop = match.start("marks") - 1
        before = re.search(r"\w*$", line[:stop])
        if (before and _ABBREVIATION.search(before.group())) or _NET.match(line[match.end() :]):
            continue
        cuts.append(span.start + match.start("marks") + _closing(line, match.span("marks")))
    cuts.append(span.end)
    parts = (trim(Span(start, end), text) for start, end in pairwise(cuts))
    return tuple(part for part in parts if len(part))


def _closing(line: str, marks: tuple[int, int]) -> int:
    """Return how many of the marks after a full stop close what stands before them.

    A straight mark closes when it makes the number of its kind so far even.
    """
    for place in range(*marks):
        mark = line[place]
        opens = mark in _OPENING or (mark == '"' and line.count(mark, 0, place) % 2 == 0)
        if opens:
            return place - marks[0]
    return marks[1] - marks[0]
