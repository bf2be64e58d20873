"""Score attribution on PolNeAR: exact character spans of sources, cues and contents.

Paragraph by paragraph (empty lines divide), the first 300 tokens of each. Every annotation file
is gold of its own: an article with five annotators counts five times, and is read once. Each
fragment of a content is a span. A `begin_` figure asks for the start of a span only; `whole_f1`
asks for an attribution as one: cues overlap, source and all fragments in the paragraph equal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from demarche.reader import load_reader
from demarche.records import Annotation, Paragraph, Reader
from demarche.spans import Span, trim
from evals.files import read_folder
from evals.measures import Counts, compare

TOKENS = 300
LABELS = ("source", "cue", "content")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_EMPTY_LINE = re.compile(r"\r?\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution; spans count in the paragraph's text, or in the article's."""

    source: tuple[Span, ...]  # none when nobody is named
    cue: tuple[Span, ...]
    content: tuple[Span, ...]  # in text order

    def spans(self, label: str) -> tuple[Span, ...]:
        """Return the spans of one label."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[label]


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return exact, begin and whole F1, and n, the gold attributions of all annotators."""
    files = read_folder(path)
    texts = {
        PurePosixPath(name).stem: data.decode("utf-8")
        for name, data in files.items()
        if name.endswith(".txt")
    }
    marks = {
        PurePosixPath(name).stem: data.decode("utf-8")
        for name, data in files.items()
        if name.endswith(".ann")
    }
    return measure(texts, marks, load_reader())


def measure(texts: Mapping[str, str], marks: Mapping[str, str], reader: Reader) -> dict[str, float]:
    """Compare what the reader says of each text with each annotator's marks on it.

    `texts` by article name, `marks` (brat stand-off) by article name, `_` and annotator. Raises
    ValueError when there are no marks, or marks without their text.
    """
    if not marks:
        raise ValueError("no annotations: expected text/*.txt and attributions/*_ANNOTATOR.ann")
    exact = dict.fromkeys((*LABELS, "whole"), Counts())
    begin = dict.fromkeys(LABELS, Counts())
    answers: dict[str, list[tuple[Span, list[Said]]]] = {}
    attributions = 0
    for name, brat in sorted(marks.items()):
        article, _, _ = name.rpartition("_")
        if article not in texts:
            raise ValueError(f"marks {name!r} have no text: expected text/{article}.txt")
        if article not in answers:
            answers[article] = list(read_article(texts[article], reader))
        gold = list(read_brat(brat))
        attributions += len(gold)
        for paragraph, said in answers[article]:
            asked = [part for one in gold if (part := within(one, paragraph, texts[article]))]
            for label in LABELS:
                exact[label] += compare(spans_of(asked, label), spans_of(said, label))
                begin[label] += compare(starts_of(asked, label), starts_of(said, label))
            exact["whole"] += compare_whole(asked, said)
    return {
        **{f"{label}_f1": exact[label].f1 for label in LABELS},
        **{f"begin_{label}_f1": begin[label].f1 for label in LABELS},
        "whole_f1": exact["whole"].f1,
        "n": attributions,
    }


def paragraphs_of(text: str) -> Iterator[Span]:
    """Yield the paragraphs of a text, each cut after its first 300 tokens."""
    edges = [0]
    for line in _EMPTY_LINE.finditer(text):
        edges += [line.start(), line.end()]
    edges.append(len(text))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        ends = [token.end() for token in _TOKEN.finditer(text, start, end)]
        if ends:
            yield trim(Span(start, ends[:TOKENS][-1]), text)


def read_article(text: str, reader: Reader) -> Iterator[tuple[Span, list[Said]]]:
    """Yield each paragraph's span in the text and what the reader finds in it."""
    spans = list(paragraphs_of(text))
    given = [Paragraph(text=span.of(text)) for span in spans]
    for span, annotation in zip(spans, reader(given), strict=True):
        yield span, list(said_in(annotation))


def said_in(annotation: Annotation) -> Iterator[Said]:
    """Yield the attributions of a paragraph, spans trimmed of white space."""
    text = annotation.text
    for one in annotation.attributions:
        yield Said(
            source=() if one.source is None else (trim(one.source, text),),
            cue=(trim(one.cue, text),),
            content=tuple(sorted(trim(span, text) for span in one.content)),
        )


def within(said: Said, paragraph: Span, text: str) -> Said | None:
    """Return what of an attribution lies in a paragraph, counted from its start; None: nothing."""
    parts = [tuple(sorted(_clipped(said.spans(label), paragraph, text))) for label in LABELS]
    return Said(*parts) if any(parts) else None


def _clipped(spans: Sequence[Span], paragraph: Span, text: str) -> Iterator[Span]:
    for span in spans:
        start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
        if start < end and (part := trim(Span(start, end), text)):
            yield part.shift(-paragraph.start)


def spans_of(said: Sequence[Said], label: str) -> set[Span]:
    """Return the spans of a label: one that two attributions share counts once."""
    return {span for one in said for span in one.spans(label)}


def starts_of(said: Sequence[Said], label: str) -> set[int]:
    """Return where the spans of a label start."""
    return {span.start for span in spans_of(said, label)}


def compare_whole(gold: Sequence[Said], answers: Sequence[Said]) -> Counts:
    """Count whole attributions, each matched at most once; the cue's paragraph decides."""
    asked = [one for one in gold if one.cue]
    free = list(answers)
    for one in asked:
        match = next((other for other in free if same(one, other)), None)
        if match:
            free.remove(match)
    return Counts(len(answers) - len(free), len(answers), len(asked))


def same(one: Said, other: Said) -> bool:
    """Say whether cues overlap and source and all fragments are equal."""
    overlap = any(left.overlaps(right) for left in one.cue for right in other.cue)
    return overlap and one.source == other.source and one.content == other.content


def read_brat(brat: str) -> Iterator[Said]:
    """Yield the attributions of a brat stand-off file; Discuss, Discard and notes are no events.

    Spans of a split content (`a b;c d`, also several contents) come in text order.
    """
    lines = [line.rstrip("\r").split("\t") for line in brat.split("\n") if "\t" in line]
    spans = {line[0]: _offsets(line[1]) for line in lines if line[0].startswith("T")}
    for line in lines:
        if not (line[0].startswith("E") and line[1].startswith("Attribution")):
            continue
        roles = [role.split(":") for role in line[1].split()]
        by_label = {
            label: tuple(
                sorted(
                    span
                    for role, mark in roles
                    if role.rstrip("0123456789").lower() == label
                    for span in spans[mark]
                )
            )
            for label in LABELS
        }
        yield Said(**by_label)


def _offsets(field: str) -> tuple[Span, ...]:
    """Return the spans of `Label 1 5;8 12`."""
    _, _, numbers = field.partition(" ")
    return tuple(Span(*map(int, pair.split())) for pair in numbers.split(";"))
