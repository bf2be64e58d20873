"""Items in the file: made of the pages whose records, entities or copies have changed.

Runs inside the caller's transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import duckdb
import numpy as np
import pyarrow as pa

from demarche.crisis import disputes, links
from demarche.crisis.acts import find_acts
from demarche.crisis.columns import Columns, Ints, columns_of, number_of, pack, stack, unpack
from demarche.crisis.disputes import Met, with_claims
from demarche.crisis.items import Seen, entity_key, keyed, make_item
from demarche.records import Item
from demarche.serial import field_names
from demarche.store.claims import load_claims, standing_claims
from demarche.store.load import values_of
from demarche.store.schema import DISPUTE_BLOCKS, ITEMS, LINK_BLOCKS, Table
from demarche.store.seen import load_seen
from demarche.store.write import forget_across

# Raised when other items, links, incidents or disputes come of the same records.
VERSION = 3

# Pages made into items at once: bounds the memory, some 2 KB an item, not the result.
PAGES_AT_ONCE = 500
# New rows of blocks joined at once: bounds the memory, since most pairs are found several times.
BLOCKS_AT_ONCE = 500_000

# Each page entity's key across pages is by the entity that it belongs to.
_ENTITIES = """
    SELECT id, kind, name, country, made_by.name AS rule FROM merged
    UNION ALL
    SELECT id, kind, name, country, made_by.name FROM page_entities
    WHERE id NOT IN (SELECT member_id FROM entity_members)"""
_PAGE_KEYS = """
    CREATE OR REPLACE TEMP TABLE page_keys AS
    SELECT DISTINCT page.document_id, page.id, keyed.key FROM page_entities AS page
    LEFT JOIN entity_members AS membership ON membership.member_id = page.id
    JOIN keyed ON keyed.id = coalesce(membership.entity_id, page.id)
    WHERE page.document_id IN (SELECT id FROM current_documents)"""

# Texts are joined before they are hashed: hashes of several values cancel out in a bit_xor.
# A corrected page is made again with every change of the corrections.
_STANDING = """
    CREATE OR REPLACE TEMP TABLE standing AS
    SELECT document.id AS document_id, coalesce(copied.id, document.id) AS copies,
        coalesce(published."end", published."start") AS published,
        hash(
            {version}, document.read_at, document.read_with, published, copied.id,
            CASE WHEN changed.rows IS NOT NULL THEN hash(
                changed.rows, (SELECT list(c.id ORDER BY c.id) FROM corrections AS c)
            ) END
        )::VARCHAR AS signature,
        coalesce(known.keys, 0)::VARCHAR AS keys
    FROM current_documents AS document
    LEFT JOIN (SELECT id, unnest(documents) AS document_id FROM copies) AS copied
        ON copied.document_id = document.id
    LEFT JOIN (
        SELECT document_id, bit_xor(hash(concat_ws('|', id, key))) AS keys
        FROM page_keys GROUP BY document_id
    ) AS known ON known.document_id = document.id
    LEFT JOIN (
        SELECT document_id, bit_xor(hash(id)) AS rows FROM originals GROUP BY document_id
    ) AS changed ON changed.document_id = document.id"""

# What items have of the keys of entities.
_NAMED = """
    SELECT document_id, id, actors, recipients, speaker, place FROM items
    WHERE document_id IN (SELECT unnest(?))"""

_PAIRS = """
    SELECT DISTINCT new.number AS one, old.number AS other
    FROM {table} AS new JOIN {table} AS old ON new.key = old.key AND old.number < new.number
    WHERE new.number BETWEEN {first} AND {last}"""
# The new items in stretches of so many rows of blocks.
_STRETCHES = """
    SELECT min(number), max(number) FROM (
        SELECT number, sum(count(*)) OVER (ORDER BY number) // {at_once} AS stretch
        FROM {table} WHERE number >= {first} GROUP BY number
    ) GROUP BY stretch ORDER BY 1"""


@dataclass(frozen=True, slots=True)
class Fresh:
    """The items made in this run: numbers from `first` on, in order.

    `within` are the disputes among what the items of one page claim.
    """

    first: int
    ids: tuple[str, ...]
    columns: Columns
    within: tuple[Met, ...]


def refresh_items(connection: duckdb.DuckDBPyConnection) -> Fresh | None:
    """Bring the items up to the pages, entities, copies and corrections; return the new ones."""
    _find_keys(connection)
    connection.execute(_STANDING.format(version=VERSION))
    _spare(connection)
    stale = column(
        connection,
        "SELECT document_id FROM standing ANTI JOIN built USING (document_id, signature, keys) "
        "ORDER BY 1",
    )
    gone = column(
        connection,
        "SELECT document_id FROM built WHERE document_id NOT IN (SELECT document_id FROM standing)",
    )
    forget_across(connection, [*stale, *gone])
    return _add_items(connection, stale) if stale else None


def _spare(connection: duckdb.DuckDBPyConnection) -> None:
    """Let the items stand of pages of which only entities have changed that no record names."""
    pages = column(
        connection,
        "SELECT document_id FROM standing JOIN built USING (document_id, signature) "
        "WHERE standing.keys != built.keys ORDER BY 1",
    )
    if not pages:
        return
    keys = _keys_of(connection, pages)
    named = {row[:2]: row[2:] for row in connection.execute(_NAMED, [pages]).fetchall()}
    changed = {
        seen.document_id
        for seen in load_seen(connection, pages)
        if named.get((seen.document_id, seen.id)) != tuple(map(_listed, keyed(seen, keys)))
    }
    spared = sorted(standing_claims(connection, pages) - changed)
    connection.execute(
        "UPDATE built SET keys = standing.keys FROM standing "
        "WHERE built.document_id = standing.document_id "
        "AND built.document_id IN (SELECT unnest(?))",
        [spared],
    )


def _listed(value: tuple[str, ...] | str | None) -> list[str] | str | None:
    return list(value) if isinstance(value, tuple) else value


def _keys_of(connection: duckdb.DuckDBPyConnection, pages: Sequence[str]) -> dict[str, str]:
    """Return the keys across pages of the entities of some pages, by id."""
    query = "SELECT id, key FROM page_keys WHERE document_id IN (SELECT unnest(?))"
    return dict(connection.execute(query, [pages]).fetchall())


def column(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    """Return the only column of a query."""
    return [row[0] for row in connection.sql(query).fetchall()]


def _find_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of the keys across pages of all page entities."""
    rows = connection.sql(_ENTITIES).fetchall()
    keyed = {"id": [row[0] for row in rows], "key": [entity_key(*row) for row in rows]}
    schema = pa.schema([("id", pa.string()), ("key", pa.string())])
    connection.register("keyed", pa.table(keyed, schema=schema))
    connection.execute(_PAGE_KEYS)
    connection.unregister("keyed")


def _add_items(connection: duckdb.DuckDBPyConnection, pages: Sequence[str]) -> Fresh | None:
    """Make the items of pages; None where there are none."""
    first = connection.sql("SELECT coalesce(max(number), 0) + 1 FROM items").fetchall()[0][0]
    ids: list[str] = []
    columns: list[Columns] = []
    within: list[Met] = []
    for at in range(0, len(pages), PAGES_AT_ONCE):
        chunk = pages[at : at + PAGES_AT_ONCE]
        items: list[Item] = []
        for own, met in _items_of(connection, chunk):
            items += own
            within += met
        if items:
            columns.append(columns_of(items))
            _insert_items(connection, items, columns[-1], first + len(ids))
            ids += (item.id for item in items)
    connection.execute(
        "INSERT INTO built SELECT document_id, signature, keys, signature || ' ' || keys "
        "FROM standing "
        "WHERE document_id NOT IN (SELECT document_id FROM built)"
    )
    return Fresh(first, tuple(ids), stack(columns), tuple(within)) if columns else None


def _items_of(
    connection: duckdb.DuckDBPyConnection, pages: Sequence[str]
) -> Iterator[tuple[tuple[Item, ...], list[Met]]]:
    """Yield for each page its items and the disputes among what they claim."""
    wanted = "document_id IN (SELECT unnest(?))"
    keys = _keys_of(connection, pages)
    rows = connection.execute(
        f"SELECT document_id, copies, published FROM standing WHERE {wanted}", [pages]
    ).fetchall()
    known: dict[str, tuple[str, date | None]] = {id: (copies, day) for id, copies, day in rows}
    by_page: dict[str, list[Seen]] = {page: [] for page in pages}
    for seen in load_seen(connection, pages):
        by_page[seen.document_id].append(seen)
    for page, claims in load_claims(connection, pages):
        acts = find_acts(by_page[page])
        items = [make_item(one, keys, *known[page], acts.get(one.id)) for one in by_page[page]]
        yield with_claims(items, claims)


def _insert_items(
    connection: duckdb.DuckDBPyConnection, items: Sequence[Item], columns: Columns, first: int
) -> None:
    rows = {name: [getattr(item, name) for item in items] for name in field_names(Item)}
    numbers = list(range(first, first + len(items)))
    append(connection, ITEMS, rows | {"number": numbers, "columns": pack(columns)})
    _insert_blocks(connection, LINK_BLOCKS, numbers, map(links.block_keys, items))
    dispute_keys = ([number_of(key) for key in disputes.block_keys(item)] for item in items)
    _insert_blocks(connection, DISPUTE_BLOCKS, numbers, dispute_keys)


def _insert_blocks(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    numbers: Iterable[int],
    keys: Iterable[Sequence[int]],
) -> None:
    found = list(keys)
    owners = [number for number, own in zip(numbers, found, strict=True) for _ in own]
    append(connection, table, {"key": list(chain.from_iterable(found)), "number": owners})


def append(
    connection: duckdb.DuckDBPyConnection, table: Table, columns: Mapping[str, Sequence[object]]
) -> None:
    """Append rows that are given column by column."""
    connection.register("incoming", pa.table(dict(columns), schema=table.arrow))
    connection.execute(f"INSERT INTO {table.name} SELECT * FROM incoming")
    connection.unregister("incoming")


# ---------------------------------------------------------------- pairs


def pairs_of(
    connection: duckdb.DuckDBPyConnection, table: Table, first: int
) -> Iterator[tuple[Ints, Ints]]:
    """Yield the numbers of items that share a block, one of the two new, each pair once."""
    query = _STRETCHES.format(table=table.name, first=first, at_once=BLOCKS_AT_ONCE)
    for low, high in connection.sql(query).fetchall():
        pairs = connection.sql(_PAIRS.format(table=table.name, first=low, last=high)).fetchnumpy()
        codes = np.sort(pairs["one"] << 32 | pairs["other"])
        yield codes >> 32, codes & 0xFFFFFFFF


def columns_by_number(
    connection: duckdb.DuckDBPyConnection, numbers: Ints, fresh: Fresh | None
) -> tuple[list[str], Columns]:
    """Return the ids and columns of items by their numbers, which are sorted."""
    first = fresh.first if fresh is not None else 2**62
    old = _rows_of(connection, ("id", "columns"), numbers[numbers < first])
    ids: list[str] = old.column("id").to_pylist()
    parts = [unpack(old.column("columns").to_pylist())]
    if fresh is not None:
        rows = numbers[numbers >= first] - first
        parts.append(fresh.columns.take(rows))
        ids += (fresh.ids[row] for row in rows.tolist())
    return ids, stack(parts)


def load_items(
    connection: duckdb.DuckDBPyConnection, numbers: Ints, at_once: int = 20_000
) -> Iterator[list[Item]]:
    """Yield batches of items by their numbers, which are sorted; vectors are left in the file."""
    names = [name for name in field_names(Item) if name != "vector"]
    for at in range(0, len(numbers), at_once):
        table = _rows_of(connection, names, numbers[at : at + at_once])
        rows = zip(*map(values_of, table.columns), strict=True)
        yield [Item(vector=None, **dict(zip(names, row, strict=True))) for row in rows]


def _rows_of(
    connection: duckdb.DuckDBPyConnection, names: Sequence[str], numbers: Ints
) -> pa.Table:
    """Return some columns of the table of items, by number."""
    connection.register("wanted_numbers", pa.table({"number": numbers}))
    columns = ", ".join(f'"{name}"' for name in names)
    query = f"SELECT {columns} FROM items WHERE number IN (FROM wanted_numbers) ORDER BY number"
    table = connection.sql(query).to_arrow_table()
    connection.unregister("wanted_numbers")
    return table
