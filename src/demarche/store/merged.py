"""Entities across pages into the file: which page entities are one is found anew over all pages
that stand, so the result is that of reading them at once; only what that changes is written.

Runs inside the caller's transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.phrases import fold
from demarche.crisis.entities import Alike, entity_id, make_entity, merge_groups
from demarche.crisis.grouping import Sight, group_entities
from demarche.records import Correction, Entity
from demarche.serial import from_json, to_plain
from demarche.store.load import load_rows, values_of
from demarche.store.schema import ENTITY_MEMBERS, MERGED
from demarche.store.write import insert, insert_entities

Groups = Mapping[str, Sequence[str]]  # id of an entity across pages -> ids of its parts, sorted

# Page entities made into records at once; bounds the memory (some 5 KB each), not the result.
AT_ONCE = 10_000

# The last of several rows with one id stands for all of them, as in `merge_entities`.
_STANDING = """
    SELECT * FROM page_entities WHERE document_id IN (SELECT id FROM current_documents)
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY position DESC) = 1"""

# Only of persons do titles and offices say who they are.
_SIGHTS = f"""
    SELECT kind, name, country, made_by.name AS rule, geonames, latitude, longitude,
        CASE WHEN kind = 'person' THEN titles ELSE [] END AS titles,
        CASE WHEN kind = 'person'
            THEN [struct_pack(holder := o.holder, certainty := o.certainty) FOR o IN offices]
            ELSE [] END
            AS held,
        list(id) AS ids
    FROM ({_STANDING}) GROUP BY ALL"""

_ALIKE = f"""
    SELECT entity_id, count(*) AS count, min(id) AS id, kind, name, country, sector, titles,
        offices, feature, division, geonames, latitude, longitude, aliases,
        arg_min(made_by, id) AS made_by, max(score) AS score
    FROM ({_STANDING}) JOIN changed ON id = member_id
    GROUP BY entity_id, kind, name, country, sector, titles, offices, feature, division,
        geonames, latitude, longitude, aliases, made_by.name
    ORDER BY entity_id, id"""


def refresh_entities(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> tuple[Sequence[Entity], Sequence[Entity]]:
    """Bring the entities across pages up to the pages that stand and to the corrections.

    The tables then hold what `merge_entities` makes of all page entities. Returns the entities that
    corrections speak of, across pages as corrected, and the page entities that those were made of
    or that were rejected. Raises RecordError when the value of a correction does not fit its field.
    """
    seen = load_sights(connection)
    groups = group_entities(seen)
    named = _named(seen, corrections)
    touched = [group for group in groups if not named.isdisjoint(group)] if named else []
    page_entities = load_members(connection, list(chain.from_iterable(touched)))
    by_id = {entity.id: entity for entity in page_entities}
    merged = merge_groups([[by_id[id] for id in group] for group in touched], corrections)
    left = (group for group in groups if named.isdisjoint(group))
    _write(connection, {entity_id(group): group for group in left}, merged)
    return merged, page_entities


def load_sights(connection: duckdb.DuckDBPyConnection) -> dict[Sight, list[str]]:
    """Return the ids of the page entities that stand, by what they are seen as."""
    table = connection.sql(_SIGHTS).to_arrow_table()
    columns = {name: values_of(table.column(name)) for name in table.column_names}
    ids, titles = columns.pop("ids"), columns.pop("titles")
    holders = [tuple((o["holder"], o["certainty"]) for o in found) for found in columns.pop("held")]
    rows = zip(*columns.values(), strict=True)
    seen: dict[Sight, list[str]] = {}
    for row, title, holder, found in zip(rows, titles, holders, ids, strict=True):
        sight = Sight(**dict(zip(columns, row, strict=True)), titles=title, holders=holder)
        seen.setdefault(sight, []).extend(found)
    return seen


def _named(seen: Mapping[Sight, Sequence[str]], corrections: Sequence[Correction]) -> set[str]:
    """Return the ids of the page entities whose names corrections speak of."""
    names = {(who.kind, fold(who.name)) for correction in corrections for who in correction.who}
    return {
        id
        for sight, ids in seen.items()
        if names and (sight.kind, fold(sight.name)) in names
        for id in ids
    }


def load_members(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[Entity]:
    """Return page entities that stand, by id."""
    if not ids:
        return []
    wanted = f"({_STANDING}) WHERE id IN (SELECT unnest(?)) ORDER BY id"
    return load_rows(connection, Entity, wanted, [list(ids)])


def _write(
    connection: duckdb.DuckDBPyConnection, groups: Groups, corrected: Sequence[Entity]
) -> None:
    """Write the entities of `groups` that are not in the file yet; take out those of no group."""
    rows = connection.execute(
        "SELECT id, made_by.kind = 'rule' AND made_by.version = ? FROM merged", [CODEBOOK_VERSION]
    ).fetchall()
    # An edit leaves the id as it was, so what an analyst made is made anew.
    there = {id for id, as_read in rows if as_read and id in groups}
    gone = [id for id, _ in rows if id not in there]
    connection.execute("DELETE FROM merged WHERE id IN (SELECT unnest(?))", [gone])
    connection.execute("DELETE FROM entity_members WHERE entity_id IN (SELECT unnest(?))", [gone])
    insert_entities(connection, corrected)
    fresh = {id: group for id, group in groups.items() if id not in there}
    with _members(connection, fresh):
        alike = connection.sql(_ALIKE).to_arrow_table()
        for batch in _made(alike, fresh):
            insert(connection, MERGED, [to_plain(entity) for entity in batch])
        connection.execute("INSERT INTO entity_members SELECT member_id, entity_id FROM changed")


@contextmanager
def _members(connection: duckdb.DuckDBPyConnection, groups: Groups) -> Iterator[None]:
    """Let queries see which page entity is in which group, as the table `changed`."""
    parts = {
        "member_id": list(chain.from_iterable(groups.values())),
        "entity_id": [id for id, group in groups.items() for _ in group],
    }
    connection.register("changed", pa.table(parts, schema=ENTITY_MEMBERS.arrow))
    try:
        yield
    finally:
        connection.unregister("changed")


def _made(alike: pa.Table, groups: Groups) -> Iterator[list[Entity]]:
    """Yield batches of entities without their evidence, which the view of them gathers."""
    rows = chain.from_iterable(batch.to_pylist() for batch in alike.to_batches(AT_ONCE))
    entities = (
        make_entity(groups[id], [_alike(row) for row in found], ())
        for id, found in groupby(rows, key=itemgetter("entity_id"))
    )
    while batch := list(islice(entities, AT_ONCE)):
        yield batch


def _alike(row: dict[str, Any]) -> Alike:
    plain = {name: value for name, value in row.items() if name not in ("entity_id", "count")}
    return Alike(from_json(Entity, plain | {"members": [], "evidence": []}), row["count"])
