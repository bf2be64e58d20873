"""Score events found in bare sentences against marked pairs: who, whom and what, unaided.

A pair counts as found when one event has the head word of the marked source in a mention of its
actor, that of the target in one of its recipient, and the type (CONCEDE and RETREAT are YIELD).
Rows without both marks are left out. Events that a sentence has beyond the marked one are counted,
not judged: the marks name one pair a sentence.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.extract.entities import find_entities
from demarche.extract.events import find_events
from demarche.extract.statements import find_statements
from demarche.pipeline import read_passages
from demarche.reader import load_reader
from demarche.records import Annotation, Event, Paragraph, Reader, Reading
from demarche.spans import Span
from evals.documents import bare_document
from evals.files import read_text
from evals.relations import root, without_marks

# Sentences handed to the reader at once; only memory depends on it.
BATCH = 256


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, its marked source and target, and the type by the gold."""

    sentence: str
    source: Span
    target: Span
    gold: str


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return recall, pair_recall (of any type), events per_sentence, and n."""
    return measure(list(rows_of(read_text(path))), load_reader())


def measure(rows: Sequence[Marked], reader: Reader) -> dict[str, float]:
    """Read each sentence as a page of its own and look for its pair. Raises ValueError on none."""
    if not rows:
        raise ValueError("no sentence to score: expected marked_sentence with both marks")
    whole = pair = events = 0
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        annotations = reader([Paragraph(text=row.sentence) for row in batch])
        for row, annotation in zip(batch, annotations, strict=True):
            reading = read_sentence(row.sentence, annotation)
            found = reading.events
            same = [event for event in found if joins(event, reading, row, annotation)]
            pair += bool(same)
            whole += any(root(event.event) == root(row.gold) for event in same)
            events += len(found)
    n = len(rows)
    return {"recall": whole / n, "pair_recall": pair / n, "per_sentence": events / n, "n": n}


def rows_of(table: str) -> Iterator[Marked]:
    """Yield the rows of a tab-separated file whose sentences have both marks."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t"):
        sentence, spans = without_marks(row["marked_sentence"])
        if len(spans) == 2:
            yield Marked(sentence, spans["s"], spans["t"], row["gold_root"].strip())


def read_sentence(sentence: str, annotation: Annotation) -> Reading:
    """Return what is read from a sentence as a page without a date."""
    document = bare_document("sentence", sentence)
    passages = read_passages(document, lambda _: (annotation,))
    entities = find_entities(document, passages)
    statements = find_statements(document, passages, entities)
    events = find_events(document, passages, entities, statements)
    return Reading(document=document, entities=entities.entities, events=events)


def joins(event: Event, reading: Reading, row: Marked, annotation: Annotation) -> bool:
    """Say whether the heads of the marked parties stand in an actor and a recipient of an event.

    A party stands in its words in the event and in its other mentions ("they", "the rebels").
    """
    words = [each.span for each in event.evidence[2:]]
    mentions = {entity.id: entity.evidence for entity in reading.entities}
    places = [
        [span, *(each.span for each in mentions[side.entity.id])]
        for span, side in zip(words, (*event.actors, *event.recipients), strict=True)
    ]
    actors, recipients = places[: len(event.actors)], places[len(event.actors) :]
    source, target = (head_of(annotation, span) for span in (row.source, row.target))
    return any(span.covers(source) for spans in actors for span in spans) and any(
        span.covers(target) for spans in recipients for span in spans
    )


def head_of(annotation: Annotation, span: Span) -> Span:
    """Return the word of a span whose head lies outside it, the first of several."""
    inside = [at for at, token in enumerate(annotation.tokens) if token.span.overlaps(span)]
    for at in inside:
        if annotation.tokens[at].head not in inside:
            return annotation.tokens[at].span
    return span
