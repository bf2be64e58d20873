"""What pages make together, kept in the file: items, links, incidents, disputes.

A page's items are made again when what they rest on has changed: its reading, its corrections, the
entities across pages that it names, its copies. New items are compared with those that share a
block with them, new and old; links between old ones stand. Incidents are made again where the links
that connect them, or their items, have changed. So the tables hold what they would had all pages
been read at once.

Runs inside the caller's transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa

from demarche.crisis import links
from demarche.crisis.incidents import Telling, components, group_rows, make_incident
from demarche.crisis.items import entity_key, make_item
from demarche.crisis.links import Columns, Ints, columns_of, find_links, stack
from demarche.records import Incident, Item, Link
from demarche.serial import field_names, to_plain
from demarche.store.schema import INCIDENTS, ITEMS, LINK_BLOCKS, LINKS, Table
from demarche.store.seen import load_seen, load_tellings
from demarche.store.write import forget_across, insert

# Raised when other items, links or incidents come of the same records: what stands is made again.
VERSION = 1

# Pages made into items at once: bounds the memory, some 2 KB an item, not the result.
PAGES_AT_ONCE = 500
# Rows of blocks joined at once; pairs are found twice or more, so it bounds the memory.
BLOCKS_AT_ONCE = 500_000
# Connected groups of items made into incidents at once.
COMPONENTS_AT_ONCE = 10_000

# Each page entity's key across pages is by the entity that it belongs to.
_ENTITIES = """
    SELECT id, kind, name, country, made_by.name AS rule FROM entities
    UNION ALL
    SELECT id, kind, name, country, made_by.name FROM page_entities
    WHERE id NOT IN (SELECT member_id FROM entity_members)"""
_PAGE_KEYS = """
    CREATE OR REPLACE TEMP TABLE page_keys AS
    SELECT DISTINCT page.document_id, page.id, keyed.key FROM page_entities AS page
    LEFT JOIN entity_members AS membership ON membership.member_id = page.id
    JOIN keyed ON keyed.id = coalesce(membership.entity_id, page.id)
    WHERE page.document_id IN (SELECT id FROM current_documents)"""

# A corrected page is made again with every change of the corrections.
_STANDING = """
    CREATE OR REPLACE TEMP TABLE standing AS
    SELECT document.id AS document_id, coalesce(copied.id, document.id) AS copies,
        coalesce(published."end", published."start") AS published,
        hash(
            {version}, document.read_at, document.read_with, published, copied.id, known.keys,
            CASE WHEN changed.rows IS NOT NULL THEN hash(
                changed.rows, (SELECT list(c.id ORDER BY c.id) FROM corrections AS c)
            ) END
        )::VARCHAR AS signature
    FROM current_documents AS document
    LEFT JOIN (SELECT id, unnest(documents) AS document_id FROM copies) AS copied
        ON copied.document_id = document.id
    LEFT JOIN (
        SELECT document_id, bit_xor(hash(id, key)) AS keys FROM page_keys GROUP BY document_id
    ) AS known ON known.document_id = document.id
    LEFT JOIN (
        SELECT document_id, bit_xor(hash(id)) AS rows FROM originals GROUP BY document_id
    ) AS changed ON changed.document_id = document.id"""

_PAIRS = """
    SELECT DISTINCT new.number AS one, old.number AS other
    FROM {table} AS new JOIN {table} AS old ON new.key = old.key AND old.number < new.number
    WHERE new.number >= {first} AND new.key % {parts} = {part}"""

_CONNECTED = """
    SELECT one.number AS one, other.number AS other, score,
        hash(links.one, links.other, score, a.signature, b.signature) AS signature
    FROM links JOIN items AS one ON one.id = links.one JOIN items AS other ON other.id = links.other
    JOIN built AS a ON a.document_id = one.document_id
    JOIN built AS b ON b.document_id = other.document_id"""


@dataclass(frozen=True, slots=True)
class Fresh:
    """The items made in this run: numbers from `first` on, in order."""

    first: int
    ids: tuple[str, ...]
    columns: Columns


def refresh_across(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring items, links and incidents up to the pages, entities, copies and corrections."""
    _find_keys(connection)
    connection.execute(_STANDING.format(version=VERSION))
    stale = _column(
        connection,
        "SELECT document_id FROM standing EXCEPT SELECT document_id FROM built "
        "SEMI JOIN standing USING (document_id, signature) ORDER BY 1",
    )
    gone = _column(
        connection,
        "SELECT document_id FROM built WHERE document_id NOT IN (SELECT document_id FROM standing)",
    )
    forget_across(connection, [*stale, *gone])
    fresh = _add_items(connection, stale)
    if fresh is not None:
        _add_links(connection, fresh)
    _refresh_incidents(connection, fresh)


def _column(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in connection.sql(query).fetchall()]


def _find_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of the keys across pages of all page entities."""
    rows = connection.sql(_ENTITIES).fetchall()
    keyed = {"id": [row[0] for row in rows], "key": [entity_key(*row) for row in rows]}
    schema = pa.schema([("id", pa.string()), ("key", pa.string())])
    connection.register("keyed", pa.table(keyed, schema=schema))
    connection.execute(_PAGE_KEYS)
    connection.unregister("keyed")


# ---------------------------------------------------------------- items


def _add_items(connection: duckdb.DuckDBPyConnection, pages: Sequence[str]) -> Fresh | None:
    """Make the items of pages; None where there are none."""
    first = connection.sql("SELECT coalesce(max(number), 0) + 1 FROM items").fetchall()[0][0]
    ids: list[str] = []
    columns: list[Columns] = []
    for at in range(0, len(pages), PAGES_AT_ONCE):
        chunk = pages[at : at + PAGES_AT_ONCE]
        items = list(_items_of(connection, chunk))
        if items:
            _insert_items(connection, items, first + len(ids))
            columns.append(columns_of(items))
            ids += (item.id for item in items)
    connection.execute(
        "INSERT INTO built SELECT document_id, signature FROM standing "
        "WHERE document_id NOT IN (SELECT document_id FROM built)"
    )
    return Fresh(first, tuple(ids), stack(columns)) if columns else None


def _items_of(connection: duckdb.DuckDBPyConnection, pages: Sequence[str]) -> Iterator[Item]:
    seen = load_seen(connection, pages)
    wanted = "document_id IN (SELECT unnest(?))"
    keys: dict[str, str] = dict(
        connection.execute(f"SELECT id, key FROM page_keys WHERE {wanted}", [pages]).fetchall()
    )
    rows = connection.execute(
        f"SELECT document_id, copies, published FROM standing WHERE {wanted}", [pages]
    ).fetchall()
    known: dict[str, tuple[str, date | None]] = {id: (copies, day) for id, copies, day in rows}
    for one in seen:
        yield make_item(one, keys, *known[one.document_id])


def _insert_items(connection: duckdb.DuckDBPyConnection, items: Sequence[Item], first: int) -> None:
    names = field_names(Item)
    columns = {name: [getattr(item, name) for item in items] for name in names}
    numbers = list(range(first, first + len(items)))
    _append(connection, ITEMS, columns | {"number": numbers})
    keys: list[int] = []
    owners: list[int] = []
    for number, item in zip(numbers, items, strict=True):
        found = links.block_keys(item)
        keys += found
        owners += [number] * len(found)
    _append(connection, LINK_BLOCKS, {"key": keys, "number": owners})


def _append(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, Sequence[object]]
) -> None:
    connection.register("incoming", pa.table(dict(columns), schema=table.arrow))
    connection.execute(f"INSERT INTO {table.name} SELECT * FROM incoming")
    connection.unregister("incoming")


# ---------------------------------------------------------------- links


def _add_links(connection: duckdb.DuckDBPyConnection, fresh: Fresh) -> None:
    one, other = _pairs(connection, LINK_BLOCKS, fresh.first)
    numbers = np.unique(np.concatenate([one, other]))
    ids, columns = _columns(connection, numbers, fresh)
    for at in range(0, len(one), links.AT_ONCE * 10):
        batch = slice(at, at + links.AT_ONCE * 10)
        rows = np.searchsorted(numbers, one[batch]), np.searchsorted(numbers, other[batch])
        found = find_links(ids, columns, *rows)
        fields = {name: [getattr(link, name) for link in found] for name in field_names(Link)}
        _append(connection, LINKS, fields)


def _pairs(connection: duckdb.DuckDBPyConnection, table: Table, first: int) -> tuple[Ints, Ints]:
    """Return the numbers of items that share a block, one of the two new, each pair once."""
    rows = connection.sql(f"SELECT count(*) FROM {table.name}").fetchall()[0][0]
    parts = rows // BLOCKS_AT_ONCE + 1
    codes = np.empty(0, np.int64)
    for part in range(parts):
        query = _PAIRS.format(table=table.name, first=first, parts=parts, part=part)
        found = connection.sql(query).fetchnumpy()
        codes = np.union1d(codes, found["one"] << 32 | found["other"])
    return codes >> 32, codes & 0xFFFFFFFF


def _columns(
    connection: duckdb.DuckDBPyConnection, numbers: Ints, fresh: Fresh | None
) -> tuple[list[str], Columns]:
    """Return the ids and columns of items by their numbers, which are sorted."""
    first = fresh.first if fresh is not None else 2**62
    parts: list[Columns] = []
    ids: list[str] = []
    for items in _load_items(connection, numbers[numbers < first]):
        parts.append(columns_of(items))
        ids += (item.id for item in items)
    if fresh is not None:
        rows = numbers[numbers >= first] - first
        parts.append(fresh.columns.take(rows))
        ids += (fresh.ids[row] for row in rows.tolist())
    return ids, stack(parts or [columns_of(())])


def _load_items(
    connection: duckdb.DuckDBPyConnection, numbers: Ints, at_once: int = 20_000
) -> Iterator[list[Item]]:
    """Yield batches of items by their numbers, which are sorted."""
    names = field_names(Item)
    columns = ", ".join(f'"{name}"' for name in names)
    for at in range(0, len(numbers), at_once):
        connection.register("wanted_numbers", pa.table({"number": numbers[at : at + at_once]}))
        query = f"SELECT {columns} FROM items WHERE number IN (FROM wanted_numbers) ORDER BY number"
        table = connection.sql(query).to_arrow_table()
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        yield [_item(names, row) for row in rows]
        connection.unregister("wanted_numbers")


def _item(names: Sequence[str], row: Sequence[object]) -> Item:
    values = (tuple(value) if isinstance(value, list) else value for value in row)
    found: dict[str, object] = dict(zip(names, values, strict=True))
    return Item(**found)  # type: ignore[arg-type]


# ---------------------------------------------------------------- incidents


def _refresh_incidents(connection: duckdb.DuckDBPyConnection, fresh: Fresh | None) -> None:
    """Make the incidents anew whose links or items have changed."""
    found = connection.sql(_CONNECTED).fetchnumpy()
    one, other, signatures = (found[name] for name in ("one", "other", "signature"))
    numbers, rows = np.unique(np.concatenate([one, other]), return_inverse=True)
    one, other = rows[: len(one)], rows[len(one) :]
    labels = components(len(numbers), one, other)
    names = _named(labels, one, signatures)
    there = set(_column(connection, "SELECT DISTINCT component FROM incidents"))
    gone = there - set(names.values())
    connection.execute("DELETE FROM incidents WHERE component IN (SELECT unnest(?))", [list(gone)])
    new = np.array([label for label, name in names.items() if name not in there], np.int64)
    for chosen in np.array_split(new, len(new) // COMPONENTS_AT_ONCE + 1):
        kept = np.isin(labels[one], chosen)
        among = np.flatnonzero(np.isin(labels, chosen))
        linked = [
            np.searchsorted(among, one[kept]).tolist(),
            np.searchsorted(among, other[kept]).tolist(),
            found["score"][kept].tolist(),
        ]
        ids, columns = _columns(connection, numbers[among], fresh)
        groups = group_rows(columns, ids, list(zip(*linked, strict=True)))
        components_of = {ids[at]: names[int(labels[among[at]])] for at in range(len(ids))}
        members = [([ids[row] for row in group.members], group.score) for group in groups]
        _insert_incidents(connection, members, components_of)


def _named(labels: Ints, one: Ints, signatures: np.ndarray) -> dict[int, str]:
    """Return for each component, by its label, a hash of all its links."""
    sums = np.zeros(len(labels), np.uint64)
    np.add.at(sums, labels[one], signatures.astype(np.uint64))
    used = np.unique(labels[one])
    return dict(zip(used.tolist(), (f"{int(value):016x}" for value in sums[used]), strict=True))


def _insert_incidents(
    connection: duckdb.DuckDBPyConnection,
    groups: Sequence[tuple[Sequence[str], float]],
    components_of: Mapping[str, str],
) -> None:
    ids = [id for members, _ in groups for id in members]
    tellings = {one.id: one for one in load_tellings(connection, ids)}
    made: list[tuple[Incident, str]] = []
    for members, score in groups:
        told: list[Telling] = [tellings[id] for id in members if id in tellings]
        if len(told) > 1:
            made.append((make_incident(told, score), components_of[members[0]]))
    rows = [to_plain(incident) | {"component": component} for incident, component in made]
    insert(connection, INCIDENTS, rows)
