"""What pages make together, kept in the file: items, links, incidents, disputes.

A page's items are made again when what they rest on has changed: its reading, its corrections, the
entities across pages that it names, its copies. New items are compared with those that share a
block with them, new and old; what was found between old ones stands. Incidents are made again where
the links that connect them, or their items, have changed. So the tables hold what they would had
all pages been read at once.

Runs inside the caller's transaction.
"""

from collections.abc import Mapping, Sequence

import duckdb
import numpy as np

from demarche.crisis.columns import Ints
from demarche.crisis.incidents import Telling, components, group_rows, make_incident
from demarche.crisis.links import AT_ONCE, find_links
from demarche.records import Incident, Link
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

_CONNECTED = """
    SELECT one.number AS one, other.number AS other, score,
        hash(concat_ws('|', links.one, links.other, score, a.signature, b.signature))
        AS signature
    FROM links JOIN items AS one ON one.id = links.one JOIN items AS other ON other.id = links.other
    JOIN built AS a ON a.document_id = one.document_id
    JOIN built AS b ON b.document_id = other.document_id"""


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
    one, other = pairs_of(connection, LINK_BLOCKS, fresh.first)
    numbers = np.unique(np.concatenate([one, other]))
    ids, columns = columns_by_number(connection, numbers, fresh)
    for at in range(0, len(one), PAIRS_AT_ONCE):
        batch = slice(at, at + PAIRS_AT_ONCE)
        rows = np.searchsorted(numbers, one[batch]), np.searchsorted(numbers, other[batch])
        found = find_links(ids, columns, *rows)
        fields = {name: [getattr(link, name) for link in found] for name in field_names(Link)}
        append(connection, LINKS, fields)


# ---------------------------------------------------------------- incidents


def _refresh_incidents(connection: duckdb.DuckDBPyConnection, fresh: Fresh | None) -> None:
    """Make the incidents anew whose links or items have changed."""
    found = connection.sql(_CONNECTED).fetchnumpy()
    one, other, signatures = (found[name] for name in ("one", "other", "signature"))
    numbers, rows = np.unique(np.concatenate([one, other]), return_inverse=True)
    one, other = rows[: len(one)], rows[len(one) :]
    labels = components(len(numbers), one, other)
    names = _named(labels, one, signatures)
    there = set(column(connection, "SELECT DISTINCT component FROM incidents"))
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
        ids, columns = columns_by_number(connection, numbers[among], fresh)
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
