"""All that was read from one page, and what was lost of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.records.basics import described
from demarche.records.pages import Document
from demarche.records.steps import Compliance, Measure, Meeting, Plan, Position, Vote
from demarche.records.told import Entity, Event, Figure, Statement
from demarche.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something a stage cut, could not read or refused: losses are data."""

    path: str = described("page it happened on")
    document_id: str | None = described("id of the document, if it came that far")
    stage: str = described("pages, reader, extract, store")
    reason: str = described("short stable code")
    detail: str = described("what was found, what was expected, what to do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document with its vector, by which it is likened to those of other pages."""

    span: Span = described("code points in the document's text")
    vector: bytes = described("see reader.likeness; unit length in signed bytes")


Told = Statement | Event | Figure | Vote | Meeting | Measure | Plan | Compliance | Position
Record = Entity | Told

# Which field of a Reading holds which kind of record, in the order in which they are told.
TOLD: Mapping[str, type[Told]] = {
    "statements": Statement,
    "events": Event,
    "figures": Figure,
    "votes": Vote,
    "meetings": Meeting,
    "measures": Measure,
    "plans": Plan,
    "compliance": Compliance,
    "positions": Position,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one page."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    votes: tuple[Vote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    measures: tuple[Measure, ...] = ()
    plans: tuple[Plan, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    positions: tuple[Position, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def told(self) -> Iterator[Told]:
        """Yield the page's records other than entities, kind by kind, in the order of the page."""
        for name in TOLD:
            yield from getattr(self, name)
