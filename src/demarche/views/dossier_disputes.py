"""What contradicts what: pairs with both sides' words, and those that only seem to."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.records import (
    Compliance,
    Dispute,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    Measure,
    Plan,
    Position,
    Record,
    Statement,
    Vote,
)
from demarche.views.dossier_rows import Row, Tables
from demarche.views.dossier_words import names_of, speaker_of

SETTLED = "apparent"  # differs only because the dates differ


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: whose word it is, and the words."""

    row: Row
    who: str
    does: str  # what it does by saying it (deny, accuse), or how an act stands; empty: it says so
    words: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A dispute with its sides; a side whose record the dossier lacks is None.

    `beside` are, for each side, those of other disputes on the same matter.
    """

    row: Row
    sides: tuple[Side | None, Side | None]
    beside: tuple[tuple[Side, ...], tuple[Side, ...]] = ((), ())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The dispute, and the records that tell the same matter beside its own."""
        return (self.row, *(side.row for sides in self.beside for side in sides))


@dataclass(frozen=True, slots=True)
class Disputes:
    """Open disputes, those that only seem to be some, and how many there are of each kind."""

    open: tuple[Pair, ...]
    settled: tuple[Pair, ...]
    kinds: tuple[tuple[str, int], ...]


def pair_disputes(tables: Tables) -> Disputes:
    """Return the disputes of a dossier in the order of time, those on one matter as one."""
    documents = {document.id: document for document in tables.documents}
    matters: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for row in tables.kinds["disputes"]:
        matters[row.record.kind, row.record.matter].append(_pair(row, tables, documents))
    pairs = [_joined(told) for told in matters.values()]
    open_ones = tuple(pair for pair in pairs if pair.row.record.kind != SETTLED)
    return Disputes(
        open=open_ones,
        settled=tuple(pair for pair in pairs if pair.row.record.kind == SETTLED),
        kinds=tuple(Counter(pair.row.record.kind for pair in open_ones).most_common()),
    )


def _pair(row: Row, tables: Tables, documents: Mapping[str, Document]) -> Pair:
    dispute: Dispute = row.record
    one, other = (
        _side(quote, tables.by_id[id], tables, documents) if id in tables.by_id else None
        for id, quote in zip((dispute.a, dispute.b), _quotes(dispute), strict=True)
    )
    return Pair(row, (one, other))


def _joined(pairs: Sequence[Pair]) -> Pair:
    """Return the surest pair of a matter, with the words of all others beside its own."""
    first, *others = sorted(pairs, key=lambda pair: -pair.row.record.score)
    if not others:
        return first
    beside: tuple[dict[str, Side], dict[str, Side]] = {}, {}
    for pair in others:
        sides = reversed(pair.sides) if _is_turned(pair, first) else pair.sides
        for side, own, found in zip(sides, first.sides, beside, strict=True):
            if side is not None and (own is None or side.row.record.id != own.row.record.id):
                found[side.row.record.id] = side
    rows = [pair.row for pair in (first, *others)]
    row = replace(
        first.row,
        pages=tuple(sorted({page for row in rows for page in row.pages})),
        parties=tuple(sorted({party for row in rows for party in row.parties})),
        of=tuple(dict.fromkeys(key for row in rows for key in row.of)),
    )
    one, other = (tuple(found.values()) for found in beside)
    return replace(first, row=row, beside=(one, other))


def _is_turned(pair: Pair, first: Pair) -> bool:
    """Say whether a pair names first whom another of its matter names second."""
    whose = [{side.row.record.id, side.who} if side else set() for side in pair.sides]
    own = [{side.row.record.id, side.who} if side else set() for side in first.sides]
    straight = len(whose[0] & own[0]) + len(whose[1] & own[1])
    return len(whose[0] & own[1]) + len(whose[1] & own[0]) > straight


def _quotes(dispute: Dispute) -> tuple[Evidence | None, Evidence | None]:
    """Return the words of a and of b that a dispute itself quotes."""
    if len(dispute.evidence) == 2:
        return dispute.evidence[0], dispute.evidence[1]
    return None, None


def _side(
    quote: Evidence | None, row: Row, tables: Tables, documents: Mapping[str, Document]
) -> Side:
    first = row.record.evidence[0] if row.record.evidence else None
    if isinstance(row.record, Entity) and quote:  # of all its mentions the one that is meant
        first = quote
    return Side(
        row=row,
        who=_who(row.record, tables),
        does=_does(row.record),
        words=_words(row.record, first),
        document=documents.get(first.document_id) if first else None,
    )


def _does(record: Record) -> str:
    if isinstance(record, Statement):
        return "" if record.act == "say" else record.act
    if isinstance(record, Event):
        return "" if record.factuality == "happened" else record.factuality
    return record.verdict if isinstance(record, Compliance) else ""


def _words(record: Record, first: Evidence | None) -> str:
    """Return a side's words: of a statement its content, since others may speak in its sentence."""
    if isinstance(record, Statement):
        return record.content
    return first.quote if first else ""


def _who(record: Record, tables: Tables) -> str:
    """Return on whose word a side stands, the page's own where nobody is named."""
    told = tables.by_id.get(getattr(record, "attributed_to", None) or "")
    if told is not None and not isinstance(record, Statement):
        return speaker_of(told.record)
    match record:
        case Statement():
            return speaker_of(record)
        case Figure():
            return record.body or "the page"
        case Position():
            return record.actor.name
        case Compliance():
            return record.assessor.name if record.assessor else "the page"
        case Measure():
            return names_of(record.by) or "the page"
        case Plan():
            return names_of(record.authors) or "the page"
        case Vote():
            return record.body.name if record.body else "the page"
        case Event() | Entity() | _:
            return "the page"
