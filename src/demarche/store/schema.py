"""The tables of a crisis file, made from the dataclasses of records/.

A table's columns are the fields of its classes in order: nested records become STRUCTs, tuples
become lists, help lines become column comments. Nothing about a column is written twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyarrow as pa

from demarche.crisis.claims import Claim
from demarche.crisis.incidents import NAMING
from demarche.records import (
    TOLD,
    Copies,
    Correction,
    Dispute,
    Document,
    Entity,
    Incident,
    Item,
    Link,
    Rejected,
    Sentence,
    described,
)
from demarche.serial import optional
from demarche.store.seen import tellings_view

# Raised by one when tables change so that older files can no longer be read.
FORMAT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the store knows of a document beyond the document itself."""

    address: str = described("normalised url or path: two versions of one page share it")
    read_at: datetime = described("when it was read, in UTC")
    read_with: str = described("versions of program, reader and codebook that read it")
    superseded_by: str | None = described("id of the version that replaced it, none: it stands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Which page a record was read from."""

    document_id: str = described("id of the document it was read from")
    position: int = described("place among the records of its kind on that page, from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Where a rejected row stands among those of its page."""

    position: int = described("place among the rejected rows of that page, from 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Which merged entity a page's entity belongs to."""

    member_id: str = described("id of the entity of one page")
    entity_id: str = described("id of the merged entity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketched:
    """What a document is compared by with those that come later."""

    document_id: str = described("id of the document")
    shingles: bytes = described("sorted hashes of the runs of four words of its body, 4 bytes each")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resembling:
    """Two documents of which the shorter stands in the other for a large part."""

    one: str = described("id of the first document, by id")
    other: str = described("id of the second")
    shared: int = described("shingles that both have")
    one_size: int = described("shingles of the first")
    other_size: int = described("shingles of the second")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A row as it was read, before a correction changed it or took it away."""

    table_name: str = described("the table it belongs to")
    id: str = described("id of its record")
    document_id: str = described("id of the document it was read from")
    row: str = described("the whole row as JSON")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An item's own number, by which it is compared."""

    number: int = described("number, unique in this file")
    columns: bytes = described("what it is compared with others for links by: crisis/columns.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A key under which an item is sought: only those that share one are compared."""

    key: int = described("hash of the key")
    number: int = described("number of the item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Out of what a page's items were made: while it is the same, they stand."""

    document_id: str = described("id of the document")
    signature: str = described("hash of its version, copies and corrections")
    keys: str = described("hash of the keys across pages of its entities")
    made: str = described("both as they were when its items were made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What a page claims."""

    document_id: str = described("id of the document")
    countries: str = described("hash of the countries of its entities, on which its claims rest")
    claims: tuple[Claim, ...] = described("what its records claim: crisis/claims.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Out of what an incident was made."""

    component: str = described("hash of all records that links connect, and of the links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of the crisis file itself."""

    key: str = described("format, program, reader, codebook")
    value: str = described("version")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, with the annotation that its types are derived from."""

    name: str
    annotation: Any
    help: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns are the fields of `classes`, in order, but for those of `without`."""

    name: str
    classes: tuple[type, ...]
    help: str
    without: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        every = (column for cls in self.classes for column in columns_of(cls))
        return tuple(column for column in every if column.name not in self.without)

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema of the table's rows."""
        return pa.schema([(column.name, arrow_type(column.annotation)) for column in self.columns])


DOCUMENTS = Table("documents", (Document, Kept), "the pages that were read, each version")
PAGE_ENTITIES = Table("page_entities", (Entity, Placed), "entities as each page has them")
SENTENCES = Table("sentences", (Sentence, Placed), "sentences with their vectors")
_HELP = {
    "statements": "who said what",
    "events": "who did what to whom",
    "figures": "how many, on whose count",
    "votes": "who voted how on what",
    "meetings": "who met whom, and who stayed away",
    "measures": "sanctions, embargoes, missions, deliveries, ..., with how far they have come",
    "plans": "plans and drafts with what they provide",
    "compliance": "who is said to keep or break which plan",
    "positions": "who stands where on which issue",
}
TOLD_TABLES = {name: Table(name, (cls, Placed), _HELP[name]) for name, cls in TOLD.items()}
REJECTED = Table("rejected", (Rejected, Counted), "what was cut, could not be read or was refused")
# Members and evidence stand in the view `entities`, gathered when they are asked for: kept in rows,
# those of a state that every page names would be written anew with each page.
MERGED = Table(
    "merged",
    (Entity,),
    "entities merged across pages, without members and evidence: the view `entities` has these",
    without=("members", "evidence"),
)
ENTITY_MEMBERS = Table("entity_members", (Membership,), "which page entity is which entity")
SKETCHES = Table("sketches", (Sketched,), "what documents are compared by")
RESEMBLING = Table("resembling", (Resembling,), "pairs of documents with much text in common")
COPIES = Table("copies", (Copies,), "groups of pages with the same text")
ITEMS = Table("items", (Item, Numbered), "records made comparable across pages")
LINK_BLOCKS = Table("link_blocks", (Sought,), "what may be linked")
DISPUTE_BLOCKS = Table("dispute_blocks", (Sought,), "what may be in dispute")
LINKS = Table("links", (Link,), "pairs of records that speak of one thing")
CLAIMS = Table("claims", (Claimed,), "what pages claim, each by itself")
BUILT = Table("built", (Built,), "pages whose items are made")
INCIDENTS = Table("incidents", (Incident, Connected), "records that speak of one thing")
DISPUTES = Table("disputes", (Dispute,), "records that contradict each other, or seem to")
ACROSS_TABLES = (COPIES, INCIDENTS, DISPUTES)
CORRECTIONS = Table("corrections", (Correction,), "what the analyst put right")
ORIGINALS = Table("originals", (Original,), "rows as they were read, before a correction")
META = Table("meta", (Fact,), "versions of this file and of what wrote it")

# Hold what was read from each page, with a document_id, by the field of Reading.
PAGE_TABLES = {"entities": PAGE_ENTITIES, **TOLD_TABLES, "sentences": SENTENCES}
TABLES = (
    META, DOCUMENTS, *PAGE_TABLES.values(), REJECTED, MERGED, ENTITY_MEMBERS, SKETCHES, RESEMBLING,
    COPIES, CLAIMS, BUILT, ITEMS, LINK_BLOCKS, DISPUTE_BLOCKS, LINKS, INCIDENTS, DISPUTES,
    CORRECTIONS, ORIGINALS,
)  # fmt: skip


def columns_of(cls: type) -> tuple[Column, ...]:
    """Return a dataclass's fields as columns."""
    hints = get_type_hints(cls)
    return tuple(
        Column(item.name, hints[item.name], item.metadata.get("help", "")) for item in fields(cls)
    )


def ddl() -> Iterator[str]:
    """Yield the SQL statements that make an empty crisis file, in order."""
    for table in TABLES:
        columns = ", ".join(
            f"{quoted(column.name)} {sql_type(column.annotation)}" for column in table.columns
        )
        yield f"CREATE TABLE {table.name} ({columns})"
        yield f"COMMENT ON TABLE {table.name} IS {literal(table.help)}"
        for column in table.columns:
            place = f"{table.name}.{quoted(column.name)}"
            yield f"COMMENT ON COLUMN {place} IS {literal(column.help)}"
    for name, query in _VIEWS.items():
        yield f"CREATE VIEW {name} AS {query}"


def sql_type(annotation: Any) -> str:
    """Return the DuckDB type of an annotation: text, numbers, dates, STRUCTs and lists of them."""
    annotation = _bare(annotation)
    if get_origin(annotation) is tuple:
        return f"{sql_type(get_args(annotation)[0])}[]"
    if is_dataclass(annotation) and isinstance(annotation, type):
        inner = (f"{quoted(c.name)} {sql_type(c.annotation)}" for c in columns_of(annotation))
        return f"STRUCT({', '.join(inner)})"
    return _SQL_TYPES[annotation]


def arrow_type(annotation: Any) -> pa.DataType:
    """Return the Arrow type of an annotation, the twin of `sql_type`."""
    annotation = _bare(annotation)
    if get_origin(annotation) is tuple:
        return pa.list_(arrow_type(get_args(annotation)[0]))
    if is_dataclass(annotation) and isinstance(annotation, type):
        return pa.struct([(c.name, arrow_type(c.annotation)) for c in columns_of(annotation)])
    return _ARROW_TYPES[annotation]


def quoted(name: str) -> str:
    """Return a column name for SQL; always in quotes, since `when` and `end` are SQL words."""
    return f'"{name}"'


def literal(text: str) -> str:
    """Return text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


_SQL_TYPES = {
    str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", date: "DATE",
    datetime: "TIMESTAMP", bytes: "BLOB",
}  # fmt: skip
_ARROW_TYPES = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32(),
    datetime: pa.timestamp("us"), bytes: pa.binary(),
}  # fmt: skip


def _bare(annotation: Any) -> Any:
    """Return an annotation without None; a closed choice becomes the type of its values."""
    inner = optional(annotation)
    if inner is not None:
        annotation = inner
    return type(get_args(annotation)[0]) if get_origin(annotation) is Literal else annotation


# Questions are put to these: pages that stand, and every page entity under its merged name (its
# own where entities were not merged since it was read).
_GATHERED = {
    "members": "coalesce(parts.members, []) AS members",
    "evidence": "coalesce(quoted.evidence, []) AS evidence",
}
_ENTITY_COLUMNS = ", ".join(
    _GATHERED.get(column.name, f"merged.{quoted(column.name)}") for column in columns_of(Entity)
)
_VIEWS = {
    "current_documents": "SELECT * FROM documents WHERE superseded_by IS NULL",
    "names": """
        SELECT page.id AS page_entity_id, coalesce(merged.id, page.id) AS id,
            coalesce(merged.name, page.name) AS name,
            list_concat(coalesce(merged.aliases, []), [page.name], page.aliases) AS aliases
        FROM page_entities AS page
        LEFT JOIN entity_members AS membership ON membership.member_id = page.id
        LEFT JOIN merged ON merged.id = membership.entity_id""",
    "entities": f"""
        SELECT {_ENTITY_COLUMNS}
        FROM merged
        LEFT JOIN (
            SELECT entity_id, list(member_id ORDER BY member_id) AS members
            FROM entity_members GROUP BY entity_id
        ) AS parts ON parts.entity_id = merged.id
        LEFT JOIN (
            SELECT entity_id, list(item ORDER BY item) AS evidence
            FROM (
                SELECT DISTINCT entity_id, unnest(page.evidence) AS item
                FROM entity_members JOIN page_entities AS page ON page.id = member_id
            ) GROUP BY entity_id
        ) AS quoted ON quoted.entity_id = merged.id""",
    "tellings": tellings_view(),
    "every_incident": f"""
        SELECT * EXCLUDE component FROM incidents
        UNION ALL BY NAME
        SELECT arg_min(id, place_in) AS id, arg_min(kind, place_in) AS kind,
            arg_min(name, place_in) AS name, list(id ORDER BY id) AS members,
            [any_value(document_id)] AS documents,
            CASE WHEN any_value(publisher) IS NULL THEN [] ELSE [any_value(publisher)] END
            AS publishers, 1 AS independent, arg_min("when", place_in) AS "when",
            arg_min(place, place_in) AS place, bool_or(disputed) AS disputed,
            list(evidence ORDER BY id) AS evidence, arg_min(score, place_in) AS score
        FROM (
            SELECT told.*, publisher, coalesce(items.act, told.id) AS act,
                told.id IN (SELECT unnest([a, b]) FROM disputes WHERE kind != 'apparent')
                AS disputed, (list_position({list(NAMING)}, told.kind), -told.score, told.id)
                AS place_in
            FROM tellings AS told JOIN documents ON documents.id = told.document_id
            LEFT JOIN items ON items.id = told.id
            ANTI JOIN (SELECT unnest(members) AS id FROM incidents) AS joined
            ON joined.id = told.id
        ) GROUP BY act""",
}
