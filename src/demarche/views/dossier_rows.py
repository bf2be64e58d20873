"""What a dossier holds, as numbered rows that refer to each other."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from demarche.records import (
    Document,
    Entity,
    Event,
    Figure,
    Record,
    Reference,
    Rejected,
    Statement,
)
from demarche.views.dossier_words import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one dossier shows. References in the records carry merged entities' ids."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    rejected: tuple[Rejected, ...]
    title: str
    made: str  # versions of the program and the reader


# "act": the event is the saying itself ("Voss accused Karsin"), so the page vouches for it.
Voice = Literal["page", "told", "act"]


@dataclass(frozen=True, slots=True)
class Row:
    """A record in its table, with what the filters look at."""

    record: Any  # Entity | Statement | Event | Figure; templates read the fields of each
    key: str  # the number it goes by in this dossier: S12, E3, F7, N4
    pages: tuple[tuple[int, str, int], ...]  # page number, anchor of its words, how often
    parties: tuple[str, ...]  # keys of the entities it is about
    types: tuple[str, ...]  # tokens of the type filter
    voice: Voice  # on whose word it stands


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of all kinds, each kind in the order of the pages."""

    documents: tuple[Document, ...]  # in the order of publication: page 1 is the first
    statements: tuple[Row, ...]
    events: tuple[Row, ...]
    figures: tuple[Row, ...]
    entities: tuple[Row, ...]  # those that most is said of first
    by_id: Mapping[str, Row]
    about: Mapping[str, tuple[Row, ...]]  # id of a statement -> entities its content names

    def all(self) -> tuple[Row, ...]:
        """Return every row, table by table."""
        return (*self.statements, *self.events, *self.figures, *self.entities)


def build_tables(dossier: Dossier) -> Tables:
    """Number the pages and the records, and find out which entities each row is about."""
    documents = tuple(sorted(dossier.documents, key=_published))
    numbers = {document.id: n for n, document in enumerate(documents, 1)}
    keys: dict[str, tuple[str, Record]] = {}
    kinds_in_order: tuple[tuple[str, Sequence[Record]], ...] = (
        ("S", sorted(dossier.statements, key=lambda r: _place(r, numbers))),
        ("E", sorted(dossier.events, key=lambda r: _place(r, numbers))),
        ("F", sorted(dossier.figures, key=lambda r: _place(r, numbers))),
        ("N", _by_weight(dossier)),
    )
    for letter, records in kinds_in_order:
        for number, record in enumerate(records, 1):
            keys[record.id] = (f"{letter}{number}", record)
    said = {statement.id: statement for statement in dossier.statements}
    parties = _party_finder(dossier, {id: key for id, (key, _) in keys.items()})
    rows = {
        id: Row(
            record=record,
            key=key,
            pages=_pages(record, numbers),
            parties=parties(record),
            types=_types(record),
            voice=_voice(record, said),
        )
        for id, (key, record) in keys.items()
    }
    kinds: dict[str, list[Row]] = {letter: [] for letter in "SEFN"}
    for row in rows.values():
        kinds[row.key[0]].append(row)
    statements, events, figures, entities = (tuple(kinds[letter]) for letter in "SEFN")
    about = _abouts(dossier, rows)
    return Tables(documents, statements, events, figures, entities, rows, about)


def _published(document: Document) -> tuple[date, str]:
    day = document.published.end or document.published.start
    return (day or date.max, document.path)


def _place(record: Record, numbers: Mapping[str, int]) -> tuple[int, int, int]:
    """Where a record stands: page, then position; one without evidence comes last."""
    if not record.evidence:
        return (len(numbers) + 1, 0, 0)
    first = record.evidence[0]
    return (numbers.get(first.document_id, len(numbers) + 1), first.start, first.end)


def _by_weight(dossier: Dossier) -> list[Entity]:
    """Entities by how much they say and do, then by how often they are named."""
    weight = Counter(reference.id for reference in _references(dossier))
    return sorted(
        dossier.entities, key=lambda e: (-weight[e.id], -len(e.evidence), e.name.casefold(), e.id)
    )


def _references(dossier: Dossier) -> Iterable[Reference]:
    for statement in dossier.statements:
        if statement.source:
            yield statement.source
    for event in dossier.events:
        for participant in (*event.actors, *event.recipients):
            yield participant.entity


def _pages(record: Record, numbers: Mapping[str, int]) -> tuple[tuple[int, str, int], ...]:
    """Return the pages a record stands on, each with the anchor of its words there."""
    if isinstance(record, Entity):
        counts = Counter(e.document_id for e in record.evidence if e.document_id in numbers)
        found = ((numbers[id], f"w-{record.id}-{id}", n) for id, n in counts.items())
        return tuple(sorted(found))
    first = next((e for e in record.evidence if e.document_id in numbers), None)
    return ((numbers[first.document_id], f"w-{record.id}", 1),) if first else ()


def _types(record: Record) -> tuple[str, ...]:
    match record:
        case Statement():
            return (f"act-{slug(record.act)}",)
        case Event():
            return (f"event-{slug(record.event)}", f"standing-{slug(record.factuality)}")
        case Entity():
            return (f"kind-{slug(record.kind)}",)
        case _:
            return ()


def _voice(record: Record, said: Mapping[str, Statement]) -> Voice:
    """Say on whose word an event or figure stands: what is said inside a statement is told."""
    if isinstance(record, Entity | Statement) or record.attributed_to is None:
        return "page"
    statement = said.get(record.attributed_to)
    if isinstance(record, Event) and statement is not None and len(record.evidence) > 1:
        trigger = record.evidence[1].span
        if not any(fragment.covers(trigger) for fragment in statement.fragments):
            return "act"
    return "told"


def _party_finder(dossier: Dossier, keys: Mapping[str, str]) -> Any:
    """Return a function from a record to the keys of the entities that speak, act or receive."""
    sources = {s.id: s.source for s in dossier.statements}
    by_name = {
        name.casefold(): entity.id
        for entity in dossier.entities
        for name in (*entity.aliases, entity.name)
    }

    def of_record(record: Record) -> tuple[str, ...]:
        ids: list[str | None]
        match record:
            case Statement():
                ids = [record.source.id if record.source else None]
            case Event():
                ids = [p.entity.id for p in (*record.actors, *record.recipients)]
            case Figure():
                said_by = sources.get(record.attributed_to or "")
                ids = [said_by.id if said_by else None, by_name.get((record.body or "").casefold())]
            case Entity():
                ids = [record.id]
        return tuple(dict.fromkeys(keys[id] for id in ids if id is not None and id in keys))

    return of_record


def _abouts(dossier: Dossier, rows: Mapping[str, Row]) -> dict[str, tuple[Row, ...]]:
    """Find the entities that each statement's content names, its own source left out."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in dossier.entities:
        for evidence in entity.evidence:
            mentions[evidence.document_id].append((evidence.start, evidence.end, entity.id))
    for found in mentions.values():
        found.sort()
    about = {}
    for statement in dossier.statements:
        own = statement.source.id if statement.source else None
        named = dict.fromkeys(id for id in _named_in(statement, mentions) if id != own)
        about[statement.id] = tuple(rows[id] for id in named)
    return about


def _named_in(
    statement: Statement, mentions: Mapping[str, Sequence[tuple[int, int, str]]]
) -> Iterable[str]:
    if not statement.evidence:
        return
    there: Sequence[tuple[int, int, str]] = mentions.get(statement.evidence[0].document_id, ())
    for fragment in statement.fragments:
        at = bisect_left(there, (fragment.start, 0, ""))
        while at < len(there) and there[at][0] < fragment.end:
            if there[at][1] <= fragment.end:
                yield there[at][2]
            at += 1
