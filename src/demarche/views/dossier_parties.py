"""Who has a part in a record, and whom a statement speaks of."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from demarche.records import (
    Compliance,
    Dispute,
    Entity,
    Event,
    Figure,
    Incident,
    Measure,
    Meeting,
    Plan,
    Position,
    Record,
    Reference,
    Statement,
    Vote,
)

AnyRecord = Record | Incident | Dispute


def party_finder(
    entities: Iterable[Entity], statements: Iterable[Statement], told: Iterable[Record]
) -> Callable[[AnyRecord], tuple[str, ...]]:
    """Return a function from a record to the ids of those who speak, act, receive, vote, ...

    Who has a part in an incident or a dispute has it in one of its records, all of them `told`.
    """
    sources = {one.id: one.source for one in statements}
    by_name = {
        name.casefold(): entity.id for entity in entities for name in (*entity.aliases, entity.name)
    }
    records = {record.id: record for record in told}

    def of_record(record: AnyRecord) -> tuple[str, ...]:
        if isinstance(record, Incident | Dispute):
            found = (of_record(records[id]) for id in members_of(record) if id in records)
            return tuple(dict.fromkeys(id for ids in found for id in ids))
        ids = [reference.id for reference in references(record) if reference]
        if isinstance(record, Entity):
            ids.append(record.id)
        if isinstance(record, Figure):
            said_by = sources.get(record.attributed_to or "")
            body = by_name.get((record.body or "").casefold())
            ids.extend(id for id in (said_by and said_by.id, body) if id)
        return tuple(dict.fromkeys(ids))

    return of_record


def members_of(record: Incident | Dispute) -> tuple[str, ...]:
    """Return the ids of the records that one across pages is made of."""
    return record.members if isinstance(record, Incident) else (record.a, record.b)


def references(record: Record) -> Iterator[Reference | None]:
    """Yield who has a part in a record by what the record itself says."""
    match record:
        case Statement():
            yield record.source
        case Event():
            yield from (p.entity for p in (*record.actors, *record.recipients))
        case Vote():
            yield from (record.body, *(one.member for one in record.members))
        case Meeting():
            sides = (*record.participants, *record.invited, *record.absent)
            yield from (record.host, *(p.entity for p in sides))
        case Measure():
            yield from (*record.by, *record.target)
        case Plan():
            yield from record.authors
            yield from (who for provision in record.provisions for who in provision.obligors)
        case Compliance():
            yield from (record.party, record.assessor)
        case Position():
            yield from (record.actor, record.target, record.via)


def find_abouts(
    entities: Iterable[Entity], statements: Iterable[Statement]
) -> dict[str, tuple[str, ...]]:
    """Return for each statement's id the ids of the entities that it names, its source left out."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entity in entities:
        for evidence in entity.evidence:
            mentions[evidence.document_id].append((evidence.start, evidence.end, entity.id))
    for found in mentions.values():
        found.sort()
    about = {}
    for statement in statements:
        own = statement.source.id if statement.source else None
        named = dict.fromkeys(id for id in _named_in(statement, mentions) if id != own)
        about[statement.id] = tuple(named)
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
