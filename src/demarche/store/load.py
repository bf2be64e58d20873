"""Tables back into records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from demarche.records import Document, Entity, Reading, Reference, Rejected
from demarche.serial import field_names, from_json
from demarche.store.schema import ACROSS_TABLES, PAGE_TABLES, quoted

T = TypeVar("T")

# Readings fetched at once: enough that a query a table costs little a page (0.3 ms), few enough
# that a hundred thousand pages can be walked through in some tens of megabytes.
CHUNK = 100


def load_readings(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Iterator[Reading]:
    """Yield the readings of these documents, in the order of the ids."""
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        yield from _load_chunk(connection, chunk)


def current_ids(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the ids of the documents that stand, by path."""
    rows = connection.sql("SELECT id FROM current_documents ORDER BY path, id").fetchall()
    return [row[0] for row in rows]


def load_entities(connection: duckdb.DuckDBPyConnection) -> tuple[Entity, ...]:
    """Return the entities across pages by id: merged ones, and page entities not merged yet."""
    condition = (
        "document_id IN (SELECT id FROM current_documents) "
        "AND id NOT IN (SELECT member_id FROM entity_members)"
    )
    alone = load_rows(connection, Entity, f"page_entities WHERE {condition} ORDER BY id")
    return (*load_rows(connection, Entity, "entities ORDER BY id"), *alone)


def load_page_entities(connection: duckdb.DuckDBPyConnection) -> list[Entity]:
    """Return the entities of each page that stands, by id."""
    where = "document_id IN (SELECT id FROM current_documents)"
    return load_rows(connection, Entity, f"page_entities WHERE {where} ORDER BY id, position")


def load_across(connection: duckdb.DuckDBPyConnection, cls: type[T]) -> tuple[T, ...]:
    """Return what pages make together by id: all Copies, Incidents or Disputes."""
    table = next(table for table in ACROSS_TABLES if cls is table.classes[0])
    return tuple(load_rows(connection, cls, f"{table.name} ORDER BY id"))


def load_refusals(connection: duckdb.DuckDBPyConnection) -> list[Rejected]:
    """Return the rejected rows that belong to no document in the file, by path."""
    where = "document_id IS NULL OR document_id NOT IN (SELECT id FROM documents)"
    return load_rows(connection, Rejected, f"rejected WHERE {where} ORDER BY ALL")


def load_names(connection: duckdb.DuckDBPyConnection) -> dict[str, Reference]:
    """Return for each page entity's id the entity across pages that it is."""
    rows = connection.sql("SELECT page_entity_id, id, name FROM names").fetchall()
    return {page_id: Reference(id=id, name=name) for page_id, id, name in rows}


def load_rows(
    connection: duckdb.DuckDBPyConnection,
    cls: type[T],
    source: str,
    parameters: Sequence[object] = (),
) -> list[T]:
    """Return the records of class `cls` that `FROM source` gives, `parameters` in its places."""
    columns = ", ".join(map(quoted, field_names(cls)))
    rows = rows_of(connection, f"SELECT {columns} FROM {source}", parameters)
    return [from_json(cls, row) for row in rows]


def rows_of(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """Return the rows that a query gives, `parameters` in its places."""
    rows: list[dict[str, Any]] = (
        connection.sql(query, params=list(parameters)).to_arrow_table().to_pylist()
    )
    return rows


def values_of(column: pa.ChunkedArray) -> list[Any]:
    """Return the values of a column, lists as tuples: much faster than list by list."""
    if not pa.types.is_list(column.type):
        values: list[Any] = column.to_pylist()
        return values
    parts = [part for chunk in column.chunks for part in chunk.flatten().to_pylist()]
    rest = iter(parts)
    sizes = pc.list_value_length(column).to_pylist()
    return [None if size is None else tuple(islice(rest, size)) for size in sizes]


def _load_chunk(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Iterator[Reading]:
    documents = _by_page(connection, Document, "documents", ids)
    records: dict[str, dict[str, list[Any]]] = {
        name: _by_page(connection, table.classes[0], table.name, ids)
        for name, table in PAGE_TABLES.items()
    }
    rejected = _by_page(connection, Rejected, "rejected", ids)
    for id in ids:
        found: dict[str, Any] = {name: tuple(pages[id]) for name, pages in records.items()}
        for document in documents[id]:
            yield Reading(document=document, rejected=tuple(rejected[id]), **found)


def _by_page(
    connection: duckdb.DuckDBPyConnection, cls: type[T], table: str, ids: Sequence[str]
) -> dict[str, list[T]]:
    """Return a table's records by document, in the order in which they stood on the page."""
    key, order = ("id", "id") if cls is Document else ("document_id", "position")
    columns = ", ".join(map(quoted, field_names(cls)))
    query = (
        f"SELECT {key} AS page_key, {columns} FROM {table} "
        f"WHERE {key} IN (SELECT unnest(?)) ORDER BY {order}"
    )
    pages: dict[str, list[T]] = defaultdict(list)
    for row in connection.sql(query, params=[list(ids)]).to_arrow_table().to_pylist():
        pages[row.pop("page_key")].append(from_json(cls, row))
    return pages
