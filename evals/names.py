"""Score names on IOB2: exact spans of PER, ORG and LOC; other types are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from demarche.reader import load_reader
from demarche.records import Name, Paragraph, Reader
from evals.files import column_blocks, read_text
from evals.measures import Counts, compare, total

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}

# Sentences handed to the reader at once; only memory depends on it.
BATCH = 256


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's words and their IOB2 tags."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision and recall over the names of the file, and their n."""
    return measure(list(sentences_of(read_text(path))), load_reader())


def measure(sentences: Sequence[Tagged], reader: Reader) -> dict[str, float]:
    """Read each sentence as a paragraph of its own and compare the names."""
    if not sentences:
        raise ValueError("no sentence to score: expected columns with IOB2 tags")
    counts = Counts()
    for start in range(0, len(sentences), BATCH):
        batch = sentences[start : start + BATCH]
        annotations = reader([Paragraph(text=" ".join(one.words)) for one in batch])
        counts += total(
            compare(set(names_of(one.tags)), set(on_tokens(one.words, read.names)))
            for one, read in zip(batch, annotations, strict=True)
        )
    return {
        **counts.figures(),
        "n": counts.gold,
    }


def on_tokens(
    words: Sequence[str], names: Sequence[Name]
) -> Iterator[tuple[int, int, str] | tuple[str, Name]]:
    """Yield the reader's names as first token, token after the last, kind.

    A name whose edges are no edges of tokens is an answer all the same, and a wrong one.
    """
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))[:-1]
    first = {start: number for number, start in enumerate(starts)}
    after = {
        start + len(word): number + 1
        for number, (start, word) in enumerate(zip(starts, words, strict=True))
    }
    for name in names:
        if name.span.start in first and name.span.end in after:
            yield first[name.span.start], after[name.span.end], KINDS[name.kind]
        else:
            yield "off the tokens", name


def names_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans that IOB2 tags mark, of the three kinds only."""
    starts = [place for place, tag in enumerate(tags) if tag.startswith("B-")]
    for start in starts:
        kind = tags[start][2:]
        end = start + 1
        while end < len(tags) and tags[end] == f"I-{kind}":
            end += 1
        if kind in KINDS.values():
            yield start, end, kind


def sentences_of(text: str) -> Iterator[Tagged]:
    """Yield sentences of lines `number word tag ...` or `word tag`."""
    for rows in column_blocks(text):
        numbered = len(rows[0]) > 2 and rows[0][0] == "1"
        place = (1, 2) if numbered else (0, 1)
        filled = [row for row in rows if len(row) > place[1]]
        if filled:
            yield Tagged(
                words=tuple(row[place[0]] for row in filled),
                tags=tuple(row[place[1]] for row in filled),
            )
