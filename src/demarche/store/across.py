"""What pages make together, kept in the file: items, links, incidents, disputes.

A page's items are made again when what they rest on has changed: its reading, its corrections, the
entities across pages that it names, its copies. New items are compared with those that share a
block with them, new and old; what was found between old ones stands. Incidents are made again where
the links that connect them, or their items, have changed. So the tables hold what they would had
all pages been read at once.

Runs inside the caller's transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from demarche.crisis.columns import Ints
from demarche.crisis.incidents import (
    Linked,
    Telling,
    components,
    group_rows,
    incident_id,
    make_incident,
)
from demarche.crisis.links import AT_ONCE, find_links
from demarche.records import Link
from demarche.serial import field_names, to_plain
from demarche.store.disputed import add_disputes, mark_disputed, refresh_turns
from demarche.store.items import Fresh, append, column, columns_by_number, pairs_of, refresh_items
from demarche.store.schema import INCIDENTS, LINK_BLOCKS, LINKS
from demarche.store.seen import load_tellings
from demarche.store.write import insert

# Pairs compared before their links are written.
PAIRS_AT_ONCE = 10 * AT_ONCE
# Connected groups of items made into incidents at once.
COMPONENTS_AT_ONCE = 10_000

_AGAIN = pa.schema([("id", pa.string()), ("component", pa.string())])

_CONNECTED = """
    SELECT one.number AS one, other.number AS other, score,
        hash(concat_ws('|', links.one, links.other, score, a.made, b.made))
        AS signature
    FROM links JOIN items AS one ON one.id = links.one JOIN items AS other ON other.id = links.other
    JOIN built AS a ON a.document_id = one.document_id
    JOIN built AS b ON b.document_id = other.document_id"""

# Records that the same words tell, where one of them is linked: with the first of them.
_OF_ONE_ACT = """
    SELECT least.number AS one, items.number AS other FROM items JOIN (
        SELECT act, min(number) AS number FROM items
        WHERE act IN (
            SELECT act FROM items SEMI JOIN (
                SELECT one AS id FROM links UNION ALL SELECT other FROM links
            ) AS linked USING (id)
        ) GROUP BY act
    ) AS least ON least.act = items.act WHERE items.number != least.number"""


def refresh_across(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring items, links, disputes and incidents up to the pages, entities, copies, corrections."""
    fresh = refresh_items(connection)
    if fresh is not None:
        _add_links(connection, fresh)
        add_disputes(connection, fresh)
    refresh_turns(connection)
    _refresh_incidents(connection, fresh)
    mark_disputed(connection)


def _add_links(connection: duckdb.DuckDBPyConnection, fresh: Fresh) -> None:
    for one, other in pairs_of(connection, LINK_BLOCKS, fresh.first):
        numbers = np.unique(np.concatenate([one, other]))
        ids, columns = columns_by_number(connection, numbers, fresh)
        for at in range(0, len(one), PAIRS_AT_ONCE):
            batch = slice(at, at + PAIRS_AT_ONCE)
            rows = np.searchsorted(numbers, one[batch]), np.searchsorted(numbers, other[batch])
            found = find_links(ids, columns, *rows)
            fields = {name: [getattr(link, name) for link in found] for name in field_names(Link)}
            append(connection, LINKS, fields)


# ---------------------------------------------------------------- incidents


@dataclass(frozen=True, slots=True)
class _Found:
    """An incident before it is a record: ids of its records, score, hash of all connected."""

    members: tuple[str, ...]
    score: float
    component: str


def _refresh_incidents(connection: duckdb.DuckDBPyConnection, fresh: Fresh | None) -> None:
    """Make the incidents anew whose links or items have changed; those that come out so stay."""
    links = connection.sql(_CONNECTED).fetchnumpy()
    acts = connection.sql(_OF_ONE_ACT).fetchnumpy()
    sides = [np.concatenate([links[side], acts[side]]) for side in ("one", "other")]
    numbers, rows = np.unique(np.concatenate(sides), return_inverse=True)
    one, other = np.split(rows, 2)
    labels = components(len(numbers), one, other)
    one, other = one[: len(links["one"])], other[: len(links["one"])]
    names = _named(labels, one, links["signature"])
    there = set(column(connection, "SELECT DISTINCT component FROM incidents"))
    gone = list(there - set(names.values()))
    old = _scores(connection, gone)
    new = np.array([label for label, name in names.items() if name not in there], np.int64)
    for chosen in np.array_split(new, len(new) // COMPONENTS_AT_ONCE + 1):
        kept = np.isin(labels[one], chosen)
        among = np.flatnonzero(np.isin(labels, chosen))
        left, right = (np.searchsorted(among, end[kept]) for end in (one, other))
        linked = Linked(left, right, links["score"][kept])
        ids, columns = columns_by_number(connection, numbers[among], fresh)
        found = []
        for group in group_rows(columns, ids, linked):
            component = names[int(labels[among[group.members[0]]])]
            members = tuple(ids[row] for row in group.members)
            found.append(_Found(members, group.score, component))
        _write_incidents(connection, found, old)
    connection.execute("DELETE FROM incidents WHERE component IN (SELECT unnest(?))", [gone])


def _scores(connection: duckdb.DuckDBPyConnection, parts: Sequence[str]) -> dict[str, float]:
    """Return the scores of the incidents of some components, by id."""
    query = "SELECT id, score FROM incidents WHERE component IN (SELECT unnest(?))"
    return dict(connection.execute(query, [parts]).fetchall())


def _named(labels: Ints, one: Ints, signatures: np.ndarray) -> dict[int, str]:
    """Return for each component, by its label, a hash of all its links."""
    sums = np.zeros(len(labels), np.uint64)
    np.add.at(sums, labels[one], signatures.astype(np.uint64))
    used = np.unique(labels[one])
    return dict(zip(used.tolist(), (f"{int(value):016x}" for value in sums[used]), strict=True))


def _write_incidents(
    connection: duckdb.DuckDBPyConnection, found: Sequence[_Found], old: Mapping[str, float]
) -> None:
    """Write incidents; of `old`, by id with their scores, those found again only get a component.

    Nothing else of them can have changed: with a page, all incidents that rest on it are taken out.
    """
    ids = [incident_id(one.members) for one in found]
    same = {id: one for id, one in zip(ids, found, strict=True) if old.get(id) == one.score}
    again = {"id": list(same), "component": [one.component for one in same.values()]}
    connection.register("again", pa.table(again, schema=_AGAIN))
    connection.execute(
        "UPDATE incidents SET component = again.component FROM again WHERE incidents.id = again.id"
    )
    connection.unregister("again")
    _insert_incidents(
        connection, [one for id, one in zip(ids, found, strict=True) if id not in same]
    )


def _insert_incidents(connection: duckdb.DuckDBPyConnection, found: Sequence[_Found]) -> None:
    ids = [id for one in found for id in one.members]
    tellings = {one.id: one for one in load_tellings(connection, ids)}
    rows = []
    for one in found:
        told: list[Telling] = [tellings[id] for id in one.members if id in tellings]
        if len(told) > 1:
            incident = make_incident(told, one.score)
            rows.append(to_plain(incident) | {"component": one.component})
    insert(connection, INCIDENTS, rows)
