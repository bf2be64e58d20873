"""Why a record stands: its words in their paragraph, what made it, and what hangs together."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from rich.text import Text

from demarche.codebook.councils import load_councils
from demarche.errors import StoreError
from demarche.records import (
    TOLD,
    Copies,
    Dispute,
    Document,
    Event,
    Evidence,
    Incident,
    Meeting,
    MemberVote,
    Participant,
    Period,
    Position,
    Record,
    Reference,
    Statement,
    Told,
    Vote,
)
from demarche.scenario.told_votes import rule_says
from demarche.spans import Span, hull
from demarche.store import Store
from demarche.store.names import with_merged_names
from demarche.views.describe import describe
from demarche.views.tables import counted, printable

# An entity can stand on every page; this many of its paragraphs, and this many of the records
# that refer to it, fit on a terminal and show what it is. All of them are in the dossier.
SHOWN = 8

# What pages make together.
_ACROSS = ("incidents", "disputes", "copies")
_TABLES = ("documents", *TOLD, "entities", "page_entities", *_ACROSS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A record's words within their paragraph."""

    path: str
    title: str | None
    published: Period
    paragraph: str
    mark: Span  # code points in the paragraph


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A record that this one refers to or that refers to it, and as what."""

    role: str  # source, actor, place, reported in, member, one side, other side, page, ...
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of one record, of a document, or of what pages make together."""

    record: Record | Document | Copies | Incident | Dispute
    words: tuple[Words, ...]
    refers_to: tuple[RelatedRecord, ...]
    referred_by: tuple[RelatedRecord, ...]
    left_out: int  # paragraphs and links beyond those shown
    counts: Mapping[str, int] = field(default_factory=dict)  # of a document: kind -> its records


def explain(store: Store, id: str) -> Explanation:
    """Explain one record, document, incident, dispute or group of copies.

    `id` may be cut short as long as it fits one only. Raises StoreError when it fits none or
    several.
    """
    table, full = find_id(store, id)
    if table == "documents":
        return _explain_document(store, full)
    if table in ("entities", "page_entities"):
        return _explain_entity(store, full)
    if table in _ACROSS:
        return _explain_across(store, table, full)
    owner = store.sql(f"SELECT document_id FROM {table} WHERE id = ?", [full]).fetchall()
    reading = with_merged_names(store.readings_of(owner[0][0]), store.names())
    records = {record.id: record for record in reading.told()}
    record = records[full]
    return _explanation(
        record,
        words=[words_of(reading.document, record.evidence[0])],
        refers_to=[
            RelatedRecord(role, to, name or describe(records[to]))
            for role, to, name in references(record)
            if name or to in records
        ],
        referred_by=_referring(records.values(), full),
    )


def explanation_text(explanation: Explanation) -> Text:
    """Return an explanation for the terminal; marked words also stand in [[ ]], for pipes."""
    text = Text()
    for words, style in _parts(explanation):
        text.append(printable(words), style)
    return text


def _parts(explanation: Explanation) -> Iterator[tuple[str, str]]:
    """Yield an explanation in pieces with their style."""
    record = explanation.record
    yield f"{type(record).__name__} {record.id}\n", "bold"
    if isinstance(record, Document):
        yield from _document_parts(record, explanation.counts)
        return
    yield f"{describe(record)}\n", ""
    when = period_of(record)
    if when is not None:
        yield f"when: {_day(when)}\n", ""
    if isinstance(record, Vote):
        yield from _ruled(record, explanation.words)
    for words in explanation.words:
        yield f"\n{words.path}", "bold"
        yield f"\n{words.title or 'no title'}, published {_day(words.published)}\n", ""
        yield from _marked(words)
        yield "\n", ""
    if not isinstance(record, Copies):
        made = record.made_by
        yield f"\nmade by {made.kind} {made.name} {made.version}, score {record.score:.2f}\n", ""
        yield f"because {made.reason}\n", ""
    sides = (("refers to", explanation.refers_to), ("referred to by", explanation.referred_by))
    for heading, links in sides:
        yield f"\n{heading}\n" if links else "", "bold"
        for link in links:
            yield f"  {link.role}: {link.text} ({link.id})\n", ""
    if explanation.left_out:
        yield f"\n{explanation.left_out} more in the dossier\n", ""


def _ruled(vote: Vote, words: tuple[Words, ...]) -> Iterator[tuple[str, str]]:
    """Yield what the rule of the body makes of a vote whose result no page tells so."""
    says = rule_says(vote, words[0].published if words else None, load_councils())
    if says is not None:
        told = "the page tells of another outcome" if says.against_page else "which no page says"
        yield f"by the rule of the body: {says.outcome}, {told} ({says.why})\n", ""


def _document_parts(document: Document, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    yield f"{document.title or 'no title'}\n", ""
    yield f"\n{document.path}\n", "bold"
    yield f"address: {document.url or 'not known'}\n", ""
    yield f"published {_day(document.published)}, known by: {document.published_basis}\n", ""
    yield f"outlet: {document.publisher or 'not known'}\n", ""
    yield f"holds: {counted(counts)}\n", ""


def period_of(record: Record | Copies | Incident | Dispute) -> Period | None:
    """Return when a record held by its own words, None where it tells no time."""
    for name in ("said", "when", "as_of"):
        found = getattr(record, name, None)
        if isinstance(found, Period):
            return found
    return None


def words_of(document: Document, evidence: Evidence) -> Words:
    """Return evidence within the paragraph or paragraphs that it stands in."""
    span = evidence.span
    around = hull([span, *(block.span for block in document.blocks if block.span.overlaps(span))])
    return Words(
        path=document.path,
        title=document.title,
        published=document.published,
        paragraph=around.of(document.text),
        mark=span.shift(-around.start),
    )


def references(record: Told) -> Iterator[tuple[str, str, str | None]]:
    """Yield what a record refers to: role, id and, for an entity, its name."""
    for item in fields(record):
        value = getattr(record, item.name)
        for one in value if isinstance(value, tuple) else (value,):
            found = _entity_of(one)
            if found is not None:
                yield _role(record, item.name), found.id, found.name
    for name, role in _WITHIN.items():
        if getattr(record, name, None):
            yield role, getattr(record, name), None
    if isinstance(record, Position):
        yield from (("rests on", id, None) for id in record.records)


_WITHIN = {"reported_by": "reported in", "subset_of": "part of", "attributed_to": "stands in"}


def _entity_of(value: object) -> Reference | None:
    """Return the entity that a field's value, or one of its values, refers to."""
    if isinstance(value, Participant):
        return value.entity
    if isinstance(value, MemberVote):
        return value.member
    return value if isinstance(value, Reference) else None


def _role(record: Told, name: str) -> str:
    """Return what an entity is to a record, by the field that holds it."""
    if isinstance(record, Statement) and name == "target":
        return f"target, named in the {record.target_in}"
    if isinstance(record, Event | Meeting | Vote) and name != "absent":
        return name.removesuffix("s")
    return name.replace("_", " ")


def find_id(store: Store, id: str) -> tuple[str, str]:
    """Return the table and the full id of the one record that an id or its beginning fits."""
    every = " UNION ALL ".join(f"SELECT '{table}' AS place, id FROM {table}" for table in _TABLES)
    found = store.sql(
        f"SELECT place, id FROM ({every}) WHERE starts_with(id, ?) ORDER BY id, place LIMIT 4",
        [id],
    ).fetchall()
    fitting = [row for row in found if row[1] == id] or found
    if not fitting:
        raise StoreError(
            f"{store.path}: no record {id!r}; `demarche show {store.path} statements` (or "
            "another kind: events, figures, incidents, disputes, entities, documents, ...) lists "
            "the ids; a number such as F15 is a dossier's own, the id stands under “why” in its row"
        )
    if len({row[1] for row in fitting}) > 1:
        some = ", ".join(row[1] for row in fitting[:3])
        raise StoreError(
            f"{store.path}: several records begin with {id!r}, such as {some}; give more of the id"
        )
    return fitting[0]


def _explain_document(store: Store, id: str) -> Explanation:
    """Explain a page, a superseded one included: what it is, and how many records it gave."""
    reading = store.readings_of(id)
    kinds = ("entities", *TOLD, "rejected")
    return Explanation(
        record=reading.document,
        words=(),
        refers_to=(),
        referred_by=(),
        left_out=0,
        counts={kind: len(getattr(reading, kind)) for kind in kinds},
    )


def _explain_entity(store: Store, id: str) -> Explanation:
    """Explain an entity, of one page or across pages, as what it is across pages."""
    entity = next((one for one in store.entities() if id in (one.id, *one.members)), None)
    if entity is None:
        raise StoreError(
            f"{store.path}: the entity {id!r} stands on a page that a newer version has replaced"
        )
    names = store.names()
    # Evidence is in the order of the pages; more pages than are shown need not be fetched.
    pages = list(dict.fromkeys(one.document_id for one in entity.evidence))[:SHOWN]
    readings = {page: with_merged_names(store.readings_of(page), names) for page in pages}
    words = [
        words_of(readings[one.document_id].document, one)
        for one in entity.evidence
        if one.document_id in readings
    ]
    records = [record for reading in readings.values() for record in reading.told()]
    return _explanation(
        entity,
        words=list({(one.path, one.paragraph): one for one in reversed(words)}.values())[::-1],
        refers_to=[],
        referred_by=_referring(records, entity.id),
    )


def _explain_across(store: Store, table: str, id: str) -> Explanation:
    """Explain what pages make together: its members or sides, with their words."""
    record = _load_across(store, table, id)
    if isinstance(record, Copies):
        copies = [store.readings_of(id).document for id in record.documents]
        return _explanation(
            record,
            words=[],
            refers_to=[
                RelatedRecord("page", one.id, f"{one.path}, {_day(one.published)}")
                for one in copies
            ],
            referred_by=[],
        )
    pages = list(dict.fromkeys(one.document_id for one in record.evidence))[:SHOWN]
    readings = {page: store.readings_of(page) for page in pages}
    names = store.names()
    told: dict[str, Record] = {
        one.id: one
        for reading in readings.values()
        for one in (*with_merged_names(reading, names).told(), *reading.entities)
    }
    sides = _sides(record)
    explained = _explanation(
        record,
        words=[
            words_of(readings[one.document_id].document, one)
            for one in record.evidence
            if one.document_id in readings
        ],
        refers_to=[RelatedRecord(role, id, describe(told[id])) for role, id in sides if id in told],
        referred_by=[],
    )
    return replace(explained, left_out=len(sides) - len(explained.refers_to))


def _load_across(store: Store, table: str, id: str) -> Copies | Incident | Dispute:
    if table == "copies":
        return next(one for one in store.across(Copies) if one.id == id)
    if table == "incidents":
        return next(one for one in store.across(Incident) if one.id == id)
    return next(one for one in store.across(Dispute) if one.id == id)


def _sides(record: Incident | Dispute) -> list[tuple[str, str]]:
    """Return the ids of the records that an incident or a dispute is made of, and as what."""
    if isinstance(record, Dispute):
        return [("one side", record.a), ("other side", record.b)]
    return [("member", id) for id in record.members]


def _explanation(
    record: Record | Copies | Incident | Dispute,
    *,
    words: list[Words],
    refers_to: list[RelatedRecord],
    referred_by: list[RelatedRecord],
) -> Explanation:
    """Return an explanation of a length that a terminal can show."""
    return Explanation(
        record=record,
        words=tuple(words[:SHOWN]),
        refers_to=tuple(refers_to[:SHOWN]),
        referred_by=tuple(referred_by[:SHOWN]),
        left_out=sum(max(0, len(one) - SHOWN) for one in (words, refers_to, referred_by)),
    )


def _referring(records: Iterable[Told], id: str) -> list[RelatedRecord]:
    """Return the records that refer to the one with this id, and as what."""
    return [
        RelatedRecord(role, record.id, describe(record))
        for record in records
        for role, to, _ in references(record)
        if to == id
    ]


def _marked(words: Words) -> tuple[tuple[str, str], ...]:
    """Return a paragraph on one line as parts with their style, the marked one in [[ ]]."""
    before = _one_line(words.paragraph[: words.mark.start])
    marked = _one_line(words.mark.of(words.paragraph))
    after = _one_line(words.paragraph[words.mark.end :])
    return ((before, ""), (f"[[{marked}]]", "bold green"), (after, ""))


def _one_line(text: str) -> str:
    """Return text with each run of white space as one space."""
    return re.sub(r"\s+", " ", text)


def _day(period: Period) -> str:
    """Return which days a period is, with the reason."""
    if period.start is None and period.end is None:
        return f"on an unknown day ({period.basis})"
    if period.start is None:
        return f"before {period.end} ({period.basis})"
    if period.end is None:
        return f"after {period.start} ({period.basis})"
    days = sorted({str(period.start), str(period.end)})
    return f"{' to '.join(days)} ({period.basis})"
