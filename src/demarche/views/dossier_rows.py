"""What a dossier holds, as numbered rows that refer to each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from demarche.records import (
    Compliance,
    Dispute,
    Document,
    Entity,
    Event,
    Figure,
    Incident,
    Measure,
    Meeting,
    Period,
    Plan,
    Position,
    Reference,
    Rejected,
    Statement,
    Vote,
)
from demarche.scenario.forecast import Forecast
from demarche.scenario.told_votes import RuleSays
from demarche.views.dossier_parties import AnyRecord, find_abouts, members_of, party_finder
from demarche.views.dossier_words import slug

# The letter that the numbers of a kind begin with.
LETTERS: Mapping[str, str] = {
    "statements": "S", "events": "E", "figures": "F", "votes": "V", "meetings": "G",
    "measures": "M", "plans": "L", "compliance": "C", "positions": "P", "incidents": "I",
    "disputes": "D", "entities": "N",
}  # fmt: skip
ACROSS = ("incidents", "disputes")  # made of records; they have no words of their own

ViewRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that one dossier shows. References in the records carry merged entities' ids.

    `views` are the rows of the tables over all records that its charts are drawn from, by the name
    of the question or view (see `views.questions`); `issues` the sentences that positions are for
    or against, by the issue's id; `by_rule` what a body's rule gives where a page does not say it.
    """

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    votes: tuple[Vote, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    measures: tuple[Measure, ...] = ()
    plans: tuple[Plan, ...] = ()
    compliance: tuple[Compliance, ...] = ()
    positions: tuple[Position, ...] = ()
    incidents: tuple[Incident, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    rejected: tuple[Rejected, ...]
    title: str
    made: str  # versions of the program and the reader
    views: Mapping[str, Sequence[ViewRow]] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    forecasts: tuple[Forecast, ...] = ()  # of votes that somebody asked about
    by_rule: Mapping[str, RuleSays] = field(default_factory=dict)  # of votes, by id
    texts: Mapping[str, str] = field(default_factory=dict)  # document id -> equal for copies


# "act": the event is the saying itself ("Voss accused Karsin"), so the page vouches for it.
Voice = Literal["page", "told", "act"]


@dataclass(frozen=True, slots=True)
class Row:
    """A record in its table, with what the filters look at."""

    record: Any  # a Record, an Incident or a Dispute; templates read the fields of each
    key: str  # the number it goes by in this dossier: S12, E3, F7, N4
    pages: tuple[tuple[int, str, int], ...]  # page number, anchor of its words, how often
    parties: tuple[str, ...]  # keys of the entities it is about
    types: tuple[str, ...]  # tokens of the type filter
    voice: Voice  # on whose word it stands
    period: Period | None  # when it held, by the page's date where that is not known
    known: date | None  # by this day it had surely been published
    of: tuple[str, ...] = ()  # keys of the records that an incident or a dispute is made of

    @property
    def days(self) -> str:
        """First and last day for the date filter, an open end empty; empty when not known."""
        if self.period is None or not (self.period.start or self.period.end):
            return ""
        return f"{self.period.start or ''}/{self.period.end or ''}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of all kinds, each kind in the order of the pages."""

    documents: tuple[Document, ...]  # in the order of publication: page 1 is the first
    kinds: Mapping[str, tuple[Row, ...]]  # by the keys of LETTERS; entities by their weight
    by_id: Mapping[str, Row]
    about: Mapping[str, tuple[Row, ...]]  # id of a statement -> entities its content names
    texts: Mapping[str, str]  # id of a document -> id of its text, equal for copies
    together: Mapping[str, tuple[str, ...]]  # id of a record -> those in one incident with it

    def all(self) -> Iterator[Row]:
        """Yield every row, table by table."""
        for rows in self.kinds.values():
            yield from rows

    def told(self) -> Iterator[Row]:
        """Yield the rows of records that stand on words of a page."""
        for kind, rows in self.kinds.items():
            if kind not in ACROSS:
                yield from rows

    def keys(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the numbers of records by their ids, as far as the dossier has them."""
        return tuple(self.by_id[id].key for id in ids if id in self.by_id)


def build_tables(dossier: Dossier) -> Tables:
    """Number the pages and the records, and find out which entities each row is about."""
    documents = tuple(sorted(dossier.documents, key=_published))
    numbers = {document.id: n for n, document in enumerate(documents, 1)}
    published = {document.id: document.published for document in documents}
    keys: dict[str, tuple[str, AnyRecord]] = {}
    for kind, letter in LETTERS.items():
        for number, record in enumerate(_in_order(dossier, kind, numbers), 1):
            keys[record.id] = (f"{letter}{number}", record)
    said = {statement.id: statement for statement in dossier.statements}
    for entity in dossier.entities:  # a dispute may be about what one page says of an entity
        keys |= {member: keys[entity.id] for member in entity.members}
    told = [r for kind in LETTERS if kind not in ACROSS for r in getattr(dossier, kind)]
    parties = party_finder(dossier.entities, dossier.statements, told)
    rows = {
        id: Row(
            record=record,
            key=key,
            pages=_pages(record, numbers, keys),
            parties=tuple(keys[party][0] for party in parties(record) if party in keys),
            types=_types(record),
            voice=_voice(record, said),
            period=_period(record, published),
            known=_known(record, published, keys),
            of=_of(record, keys),
        )
        for id, (key, record) in keys.items()
    }
    rows |= {member: rows[e.id] for e in dossier.entities for member in e.members}
    kinds: dict[str, list[Row]] = {kind: [] for kind in LETTERS}
    kind_of = {letter: kind for kind, letter in LETTERS.items()}
    for row in dict.fromkeys(rows.values()):
        kinds[kind_of[row.key[0]]].append(row)
    about = {
        id: tuple(rows[one] for one in found)
        for id, found in find_abouts(dossier.entities, dossier.statements).items()
    }
    return Tables(
        documents=documents,
        kinds={kind: tuple(found) for kind, found in kinds.items()},
        by_id=rows,
        about=about,
        texts=dossier.texts,
        together={id: one.members for one in dossier.incidents for id in one.members},
    )


def _published(document: Document) -> tuple[date, str]:
    day = document.published.end or document.published.start
    return (day or date.max, document.path)


def _in_order(dossier: Dossier, kind: str, numbers: Mapping[str, int]) -> Sequence[AnyRecord]:
    """Return a kind's records in the order of the pages, those across pages by time."""
    records: Sequence[AnyRecord] = getattr(dossier, kind)
    if kind == "entities":
        return _by_weight(dossier)
    if kind in ACROSS:
        return sorted(records, key=_when)
    return sorted(records, key=lambda record: _place(record, numbers))


def _when(record: Any) -> tuple[date, str]:
    day = (record.when.start or record.when.end) if record.when else None
    return (day or date.max, record.id)


def _place(record: Any, numbers: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Where a record stands: page, then position; one without evidence comes last."""
    if not record.evidence:
        return (len(numbers) + 1, 0, 0, record.id)
    first = record.evidence[0]
    page = numbers.get(first.document_id, len(numbers) + 1)
    return (page, first.start, first.end, record.id)


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


def _pages(
    record: AnyRecord, numbers: Mapping[str, int], keys: Mapping[str, tuple[str, AnyRecord]]
) -> tuple[tuple[int, str, int], ...]:
    """Return the pages a record stands on, each with the anchor of its words there."""
    if isinstance(record, Entity):
        counts = Counter(e.document_id for e in record.evidence if e.document_id in numbers)
        found = ((numbers[id], f"w-{record.id}-{id}", n) for id, n in counts.items())
        return tuple(sorted(found))
    if isinstance(record, Incident | Dispute):
        members = [keys[id][1] for id in members_of(record) if id in keys]
        places = [_pages(one, numbers, keys)[:1] for one in members]
        by_page = {place[0]: place for found in reversed(places) for place in found}
        return tuple(by_page[number] for number in sorted(by_page))
    first = next((e for e in record.evidence if e.document_id in numbers), None)
    return ((numbers[first.document_id], f"w-{record.id}", 1),) if first else ()


def _of(record: AnyRecord, keys: Mapping[str, tuple[str, AnyRecord]]) -> tuple[str, ...]:
    if not isinstance(record, Incident | Dispute):
        return ()
    return tuple(keys[id][0] for id in members_of(record) if id in keys)


def _types(record: AnyRecord) -> tuple[str, ...]:
    """Return the tokens by which the filter of types finds a record."""
    named: dict[str, str]
    match record:
        case Statement():
            named = {"act": record.act}
        case Event():
            named = {"event": record.event, "standing": record.factuality}
        case Entity() | Incident() | Dispute():
            named = {type(record).__name__.lower(): record.kind}
        case Vote():
            named = {"result": record.result or "result not told"}
        case Meeting():
            named = {"meeting": record.kind, "standing": record.factuality}
        case Measure():
            named = {"measure": record.kind, "status": record.status}
        case Compliance():
            named = {"verdict": record.verdict}
        case Position():
            named = {"issue": record.issue}
        case _:
            named = {}
    return tuple(f"{prefix}-{slug(value)}" for prefix, value in named.items())


def _voice(record: AnyRecord, said: Mapping[str, Statement]) -> Voice:
    """Say on whose word a record stands: what is said inside a statement is told."""
    if isinstance(record, Entity | Statement | Incident | Dispute) or record.attributed_to is None:
        return "page"
    statement = said.get(record.attributed_to)
    if isinstance(record, Event) and statement is not None and len(record.evidence) > 1:
        trigger = record.evidence[1].span
        if not any(fragment.covers(trigger) for fragment in statement.fragments):
            return "act"
    return "told"


def _period(record: AnyRecord, published: Mapping[str, Period]) -> Period | None:
    """Return when a record held; where that is not known, when its page was put out."""
    own: Period | None = period_of(record)
    if own is not None and (own.start or own.end):
        return own
    return published.get(record.evidence[0].document_id) if record.evidence else None


def _known(
    record: AnyRecord,
    published: Mapping[str, Period],
    keys: Mapping[str, tuple[str, AnyRecord]],
) -> date | None:
    """Return by when a record had surely been published, a dispute with both its sides."""
    if isinstance(record, Incident | Dispute):
        found = [_known(keys[id][1], published, keys) for id in members_of(record) if id in keys]
        days = [day for day in found if day]
        if isinstance(record, Dispute):
            return max(days) if days and len(days) == len(found) else None
        return min(days, default=None)
    pages = {published[one.document_id] for one in record.evidence if one.document_id in published}
    return min((page.end for page in pages if page.end), default=None)


def period_of(record: AnyRecord) -> Period | None:
    """Return the period that a record itself has, under whatever name."""
    match record:
        case Entity():
            return None
        case Statement():
            return record.said
        case Figure() | Compliance():
            return record.as_of
        case _:
            return record.when
