"""The lines of a plain-text dump, hard wraps undone. What each line is: see `dump.py`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demarche.spans import Span, trim

# Scripts without spaces count as a word every two characters, the mean length of theirs.
WORD = re.compile(r"[぀-ヿ㐀-鿿]{1,2}|[^\W぀-ヿ㐀-鿿]+")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
BULLET = re.compile(r"^\s*(?:[•·▪◦●*‣–-]|\d{1,2}[.)])\s")
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a dump, or several that a hard wrap had divided."""

    span: Span  # trimmed of white space, in the page's text
    text: str
    words: tuple[str, ...]
    lower: float  # share of words that do not begin with a capital or a digit
    prose: bool  # reads like a sentence: long enough, mostly lower case, with a full stop
    bullet: bool
    indent: int
    gap: int  # blank lines before it


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that hold something, hard wraps undone."""
    lines: list[Line] = []
    run: list[Span] = []
    gap = 0
    for raw in _split(text):
        if len(trim(raw, text)):
            run.append(raw)
            continue
        if run:
            lines.extend(_unwrap(run, text, gap=gap))
            run, gap = [], 0
        gap += 1
    return (*lines, *_unwrap(run, text, gap=gap))


def make_line(span: Span, text: str, *, gap: int = 0) -> Line:
    """Describe the words of `span` as one line."""
    raw = span.of(text)
    words = tuple(WORD.findall(raw))
    lower = sum(_is_lower(word) for word in words) / max(1, len(words))
    span = trim(span, text)
    # Eight words with two in five in lower case: headlines in capitals and menus fall out.
    prose = len(words) >= 8 and lower >= 0.4 and bool(SENTENCE_END.search(span.of(text)))
    return Line(
        span=span,
        text=span.of(text),
        words=words,
        lower=lower,
        prose=prose,
        bullet=bool(BULLET.match(raw)),
        indent=len(raw) - len(raw.lstrip()),
        gap=gap,
    )


def normalise(text: str) -> str:
    """Return the words of `text` in lower case with single spaces, to compare headlines by."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _is_lower(word: str) -> bool:
    first = word[0]
    return first.islower() or (first.isalpha() and first.upper() == first.lower())


def _split(text: str) -> Iterator[Span]:
    """Yield each line of `text` without its line break."""
    start = 0
    for match in LINE_BREAK.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _unwrap(run: Sequence[Span], text: str, *, gap: int) -> Iterator[Line]:
    """Yield the lines of a run without blank ones, those joined that a wrap had divided."""
    start = None
    for span, goes_on in zip(run, _goes_on([span.of(text) for span in run]), strict=True):
        start = span.start if start is None else start
        if not goes_on:
            yield make_line(Span(start, span.end), text, gap=gap)
            start, gap = None, 0


# Editors, mail programs and agency wires wrap lines at widths of this range.
WRAP_WIDTHS = range(50, 101)


def _goes_on(lines: Sequence[str]) -> list[bool]:
    """Say for each line of a run whether the next one continues it.

    Wrapping is greedy: a line ends where the next word would no longer have fitted. A list of
    headlines has one longest line too, but no sentences that are broken over two lines: hence
    two in five of the line ends must be such.
    """
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines), default=0)
    if len(lines) < 3 or width not in WRAP_WIDTHS:
        return [False] * len(lines)
    full = [
        len(line) + 1 + len(following.split()[0]) > width and not BULLET.match(following)
        for line, following in pairwise(lines)
    ]
    broken = sum(
        is_full and not SENTENCE_END.search(line)
        for is_full, line in zip(full, lines, strict=False)
    )
    wrapped = broken >= max(1, 0.4 * len(full))
    return [is_full and wrapped for is_full in full] + [False]
