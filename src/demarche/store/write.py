"""Readings into tables. Every function here runs inside the caller's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from posixpath import normpath
from typing import Any

import duckdb
import pyarrow as pa

from demarche.pages.document import normal_url
from demarche.records import Document, Entity, Reading, Rejected
from demarche.serial import to_plain
from demarche.store.schema import (
    CLAIMS,
    DOCUMENTS,
    ENTITY_MEMBERS,
    MERGED,
    META,
    ORIGINALS,
    PAGE_TABLES,
    REJECTED,
    SKETCHES,
    Table,
)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A reading on its way into the file, with the moment it was read."""

    reading: Reading
    read_at: datetime


def address_of(document: Document) -> str:
    """Return what two versions of one page have in common: normalised url, else its path.

    Beyond what a document's id does, http and https, with and without www, are one address: a
    publisher that moves has not put out a second page.
    """
    if document.url is None:
        return normpath(document.path)
    before, _, after = normal_url(document.url).partition("://")
    return (after or before).removeprefix("www.")


def add_readings(
    connection: duckdb.DuckDBPyConnection, arrivals: Sequence[Arrival], read_with: str
) -> list[str]:
    """Add readings; those that are there already, read with the same versions, change nothing.

    Of several versions of one page the one read last stands (of those read at one moment the one
    published last), whatever order they come in. Returns the ids of the documents added.
    """
    first = {arrival.reading.document.id: arrival for arrival in reversed(arrivals)}
    known = _known(connection, first)
    fresh = [arrival for id, arrival in first.items() if known.get(id) != read_with]
    delete_documents(connection, [id for id in first if id in known and known[id] != read_with])
    insert(connection, DOCUMENTS, [_document_row(arrival, read_with) for arrival in fresh])
    readings = [arrival.reading for arrival in fresh]
    for name, table in PAGE_TABLES.items():
        insert(connection, table, _placed(readings, name))
    insert(connection, REJECTED, [row for reading in readings for row in _rejected_rows(reading)])
    mark_superseded(connection, {address_of(reading.document) for reading in readings})
    return [reading.document.id for reading in readings]


def add_rejected(connection: duckdb.DuckDBPyConnection, refused: Sequence[Rejected]) -> None:
    """Add rows of pages that gave no reading, each once."""
    rows = [to_plain(item) | {"position": 0} for item in refused]
    insert(connection, REJECTED, rows, unless_there=True)


def drop_refusals(connection: duckdb.DuckDBPyConnection, paths: Collection[str]) -> None:
    """Take out refusals of pages that could be read by now."""
    query = "DELETE FROM rejected WHERE document_id IS NULL AND path IN (SELECT unnest(?))"
    connection.execute(query, [list(paths)])


def delete_documents(connection: duckdb.DuckDBPyConnection, ids: Collection[str]) -> None:
    """Take documents out with all that was read from them.

    Merged entities that rest on them go too (their evidence quotes the page); the page entities
    of other pages stand for themselves until entities are merged anew.
    """
    if not ids:
        return
    gone = [list(ids)]
    connection.execute(
        "DELETE FROM merged WHERE id IN (SELECT entity_id FROM entity_members WHERE member_id IN "
        "(SELECT id FROM page_entities WHERE document_id IN (SELECT unnest(?))))",
        gone,
    )
    connection.execute("DELETE FROM entity_members WHERE entity_id NOT IN (SELECT id FROM merged)")
    connection.execute(
        "DELETE FROM resembling WHERE one IN (SELECT unnest($1)) OR other IN (SELECT unnest($1))",
        gone,
    )
    for table in (*PAGE_TABLES.values(), REJECTED, ORIGINALS, SKETCHES, CLAIMS):
        connection.execute(
            f"DELETE FROM {table.name} WHERE document_id IN (SELECT unnest(?))", gone
        )
    connection.execute("DELETE FROM documents WHERE id IN (SELECT unnest(?))", gone)
    forget_across(connection, ids)


def forget_across(connection: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> None:
    """Take out all that rests on some pages together with others; it is made anew later."""
    gone = [list(document_ids)]
    of_page = "WHERE document_id IN (SELECT unnest($1))"
    records = f"(SELECT id FROM items {of_page})"
    numbers = f"(SELECT number FROM items {of_page})"
    for query in (
        f"DELETE FROM link_blocks WHERE number IN {numbers}",
        f"DELETE FROM dispute_blocks WHERE number IN {numbers}",
        f"DELETE FROM links WHERE one IN {records} OR other IN {records}",
        "DELETE FROM incidents WHERE list_has_any(documents, $1)",
        "DELETE FROM disputes WHERE list_has_any([e.document_id FOR e IN evidence], $1)",
        f"DELETE FROM items {of_page}",
        f"DELETE FROM built {of_page}",
    ):
        connection.execute(query, gone)


def mark_superseded(connection: duckdb.DuckDBPyConnection, addresses: Collection[str]) -> None:
    """Point each version of these pages at the one that came after it."""
    connection.execute(
        """
        UPDATE documents SET superseded_by = version.newer
        FROM (
            SELECT id, lead(id) OVER (
                PARTITION BY address
                ORDER BY read_at, coalesce(published."start", DATE '0001-01-01'), id
            ) AS newer
            FROM documents WHERE address IN (SELECT unnest(?))
        ) AS version
        WHERE documents.id = version.id
            AND documents.superseded_by IS DISTINCT FROM version.newer""",
        [list(addresses)],
    )


def replace_entities(connection: duckdb.DuckDBPyConnection, merged: Sequence[Entity]) -> None:
    """Put these merged entities in the place of those in the file."""
    connection.execute("DELETE FROM merged")
    connection.execute("DELETE FROM entity_members")
    insert_entities(connection, merged)


def insert_entities(connection: duckdb.DuckDBPyConnection, merged: Sequence[Entity]) -> None:
    """Insert merged entities with what they were merged of."""
    insert(connection, MERGED, [to_plain(entity) for entity in merged])
    members = [
        {"member_id": member, "entity_id": entity.id}
        for entity in merged
        for member in entity.members
    ]
    insert(connection, ENTITY_MEMBERS, members)


def set_versions(connection: duckdb.DuckDBPyConnection, versions: dict[str, str]) -> None:
    """Note the versions of what writes the file from now on."""
    connection.execute("DELETE FROM meta WHERE key IN (SELECT unnest(?))", [list(versions)])
    insert(connection, META, [{"key": key, "value": value} for key, value in versions.items()])


def insert(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    rows: Sequence[Row],
    *,
    unless_there: bool = False,
) -> None:
    """Append rows, keyed by column, through Arrow; with `unless_there` equal rows only once."""
    if not rows:
        return
    connection.register("incoming", _arrow(rows, table.arrow))
    query = f"INSERT INTO {table.name} SELECT * FROM incoming"
    if unless_there:
        query += f" EXCEPT SELECT * FROM {table.name}"
    connection.execute(query)
    connection.unregister("incoming")


def _known(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, str]:
    """Return which of these documents are in the file, and what they were read with."""
    query = "SELECT id, read_with FROM documents WHERE id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [list(ids)]).fetchall())


def _document_row(arrival: Arrival, read_with: str) -> Row:
    read_at = arrival.read_at
    if read_at.tzinfo is not None:
        read_at = read_at.astimezone(UTC).replace(tzinfo=None)
    document = arrival.reading.document
    row: Row = to_plain(document)
    return row | {
        "address": address_of(document),
        "read_at": read_at,
        "read_with": read_with,
        "superseded_by": None,
    }


def _placed(readings: Iterable[Reading], kind: str) -> list[Row]:
    return [
        to_plain(record) | {"document_id": reading.document.id, "position": position}
        for reading in readings
        for position, record in enumerate(getattr(reading, kind))
    ]


def _rejected_rows(reading: Reading) -> list[Row]:
    """Return a reading's rejected rows; all of them name its document, so that they go with it."""
    owner = reading.document.id
    return [
        to_plain(replace(item, document_id=owner)) | {"position": position}
        for position, item in enumerate(reading.rejected)
    ]


def _arrow(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        # Half of a surrogate pair, as JSON Lines can smuggle in, is no text that a file can hold.
        return pa.Table.from_pylist([_encodable(row) for row in rows], schema=schema)


def _encodable(value: Any) -> Any:
    """Return the value with lone surrogates as U+FFFD: one code point for one, so spans hold."""
    if isinstance(value, str):
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in value)
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value
