"""Quotation marks and their pairing: where somebody's very words stand on a page.

Knows curly, straight, low, angled, doubled ('' and ``) and single marks. A mark without its partner
never takes in more than its own paragraph: it either opens a quotation that runs on to the next
paragraph, or it is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from demarche.spans import Span, trim

# Doubled marks first: '' is one mark. A prime or an apostrophe inside a word is no mark.
LEFT, RIGHT, LEFT_ANGLE, RIGHT_ANGLE = "\u2018", "\u2019", "\u2039", "\u203a"  # single ones
MARK = re.compile(f"''|``|[\"“”„‟«»]|[{LEFT}{RIGHT}'{LEFT_ANGLE}{RIGHT_ANGLE}]")
OPENING = frozenset({*"“„‟«", LEFT, LEFT_ANGLE, "``"})
CLOSING = frozenset({*"”»", RIGHT_ANGLE})
# The mark that closes what another opened; writers mix them, so straight marks go with all.
FAMILY = dict.fromkeys(("'", LEFT, RIGHT, LEFT_ANGLE, RIGHT_ANGLE), "single")

SPEECH_WORDS = 4
TITLE_WORDS = 8
"""Fewer words than the first, without a stop, are a scare quote; up to the second, all of them
with capitals, a title. A judgement, not a count: to be set anew from a marked set."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; spans count in the text searched."""

    span: Span  # with the marks
    inner: Span  # without the marks, trimmed
    closed: bool  # false: the closing mark is missing, it may go on in the next paragraph


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    family: str  # single, double
    opens: bool
    closes: bool


@lru_cache(maxsize=64)  # one page: each statement of a paragraph asks for its quotations again
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quotations of one paragraph, in order, never overlapping.

    A mark that opens while another quotation of its family is open leaves the earlier one
    unpaired: the earlier is passed over. One open at the end of the paragraph runs to the end if
    what precedes it can bring in speech (start, colon, comma, end of a sentence).
    """
    found: list[Quotation] = []
    opened: _Mark | None = None
    for mark in _marks(text):
        if opened is None:
            opened = mark if mark.opens else None
        elif mark.family != opened.family:
            continue
        elif mark.closes:
            found.append(_quotation(text, opened.span, mark.span))
            opened = None
        elif mark.opens:
            opened = mark
    if opened is not None and _brings_in_speech(text, opened.span.start):
        found.append(_quotation(text, opened.span, None))
    return tuple(quotation for quotation in found if len(quotation.inner))


def _quotation(text: str, opening: Span, closing: Span | None) -> Quotation:
    end = closing.start if closing else len(text)
    inner = trim(Span(opening.end, end), text)
    whole = Span(opening.start, closing.end if closing else max(inner.end, opening.end))
    return Quotation(whole, inner, closing is not None)


def _marks(text: str) -> Iterator[_Mark]:
    """Yield the marks of a text with what each may do, judged by its neighbours."""
    for match in MARK.finditer(text):
        sign = match.group()
        before = text[match.start() - 1] if match.start() else " "
        after = text[match.end()] if match.end() < len(text) else " "
        family = FAMILY.get(sign, "double")
        if family == "single" and before.isalnum() and after.isalnum():
            continue  # an apostrophe
        opens = _may_open(sign, before, after)
        closes = _may_close(sign, before, after)
        if opens or closes:
            yield _Mark(Span(match.start(), match.end()), family, opens, closes)


def _may_open(sign: str, before: str, after: str) -> bool:
    if sign in OPENING:
        return not after.isspace() or sign in "“„«"
    if sign in CLOSING:
        return False
    if FAMILY.get(sign) == "single":
        return (before.isspace() or before in '([—\u2013-“"') and after.isalpha()
    return not after.isspace() and not before.isalnum()


def _may_close(sign: str, before: str, after: str) -> bool:
    if sign in CLOSING:
        return True
    if sign in OPENING:
        return False
    if FAMILY.get(sign) == "single":
        return not before.isspace() and not after.isalnum()
    return not before.isspace() or after.isspace()


def _brings_in_speech(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in ":,.;!?—\u2013"


def is_speech(text: str, quotation: Quotation) -> bool:
    """Say whether a quotation is whole enough to be a statement by itself.

    It stands at the head of a sentence, begins with a capital and has some words, or ends like a
    sentence. Scare quotes ("so-called ...") are short and stand inside a sentence; a run of
    capitalised words is a title.
    """
    inner = quotation.inner.of(text)
    words = re.findall(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*", inner)
    if not words or not _heads_a_sentence(text, quotation.span.start):
        return False
    if not words[0][0].isupper() or (len(words) < SPEECH_WORDS and inner[-1] not in ".!?,"):
        return False
    long = [word for word in words if len(word) > 3]
    titled = all(word[0].isupper() for word in long)
    return len(words) > 1 and not (titled and len(words) <= TITLE_WORDS and inner[-1] not in "!?")


def _heads_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in '.!?:"”\u2019'


def in_quotations(span: Span, quotations: tuple[Quotation, ...], text: str) -> float:
    """Return the share of a span's letters and digits that stand in quotation marks (0 to 1)."""
    total = _letters(span.of(text))
    if not total:
        return 0.0
    inside = 0
    for quotation in quotations:
        first = max(span.start, quotation.span.start)
        inside += _letters(text[first : max(first, min(span.end, quotation.span.end))])
    return inside / total


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))
