"""Corrections over the tables: what was read is put aside, so that it can be put back.

`restore` gives every table as it was read; `lay_over` lays the corrections over it again. Both run
inside the caller's transaction, one after the other, whenever pages or corrections have changed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from demarche.crisis.corrections import (
    STANDS_IN,
    Facts,
    corrected,
    facts_by_member,
    find_record,
    follow,
    without,
)
from demarche.records import TOLD, Correction, Entity, Position, Rejected, Told
from demarche.serial import field_names, from_json, to_json, to_plain
from demarche.store.load import load_rows, rows_of
from demarche.store.schema import (
    CORRECTIONS,
    ORIGINALS,
    PAGE_ENTITIES,
    REJECTED,
    TOLD_TABLES,
    Table,
    quoted,
)
from demarche.store.write import insert

CLASSES: Mapping[str, type[Told]] = {cls.__name__.lower(): cls for cls in TOLD.values()}
TABLES: Mapping[str, Table] = {
    cls.__name__.lower(): TOLD_TABLES[name] for name, cls in TOLD.items()
}
BY_NAME = {table.name: table for table in TABLES.values()}
STAGE = "correction"  # of the rejected rows that corrections make
WAITING = "found nothing"  # the reason of those that are about nothing here


def load_corrections(connection: duckdb.DuckDBPyConnection) -> list[Correction]:
    """Return the corrections in the order in which they were made."""
    return load_rows(connection, Correction, "corrections ORDER BY made, id")


def add_corrections(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction]
) -> int:
    """Add corrections that are not there yet; return how many those were."""
    there = {row[0] for row in connection.sql("SELECT id FROM corrections").fetchall()}
    new = {item.id: item for item in corrections if item.id not in there}
    insert(connection, CORRECTIONS, [to_plain(item) for item in new.values()])
    return len(new)


def drop_corrections(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> int:
    """Take corrections back by id; return how many there were."""
    query = "DELETE FROM corrections WHERE id IN (SELECT unnest(?)) RETURNING 1"
    return len(connection.execute(query, [list(ids)]).fetchall())


def load_waiting(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of the corrections that are about nothing in the file."""
    rows = connection.execute(
        "SELECT regexp_extract(detail, '^correction (\\S+)', 1) FROM rejected "
        "WHERE stage = ? AND reason = ?",
        [STAGE, WAITING],
    ).fetchall()
    return frozenset(row[0] for row in rows)


def forget_corrections(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    """Drop the corrections that quote these documents."""
    gone = set(document_ids)
    quoting = [
        correction.id
        for correction in load_corrections(connection)
        if not gone.isdisjoint(item.document_id for item in correction.evidence)
    ]
    drop_corrections(connection, quoting)


def restore(connection: duckdb.DuckDBPyConnection) -> None:
    """Put every row back as it was read."""
    kept = connection.sql(
        "SELECT table_name, id, document_id, row FROM originals ORDER BY ALL"
    ).fetchall()
    for name, id, document_id, row in kept:
        table = PAGE_ENTITIES if name == PAGE_ENTITIES.name else BY_NAME[name]
        plain = json.loads(row)
        position = plain.pop("position")
        record: Any = from_json(table.classes[0], plain)
        _delete(connection, table, id, document_id)
        placed = {"document_id": document_id, "position": position}
        insert(connection, table, [to_plain(record) | placed])
    connection.execute("DELETE FROM originals")
    connection.execute("DELETE FROM rejected WHERE stage = ?", [STAGE])


def lay_over(
    connection: duckdb.DuckDBPyConnection,
    corrections: Sequence[Correction],
    merged: Sequence[Entity],
    page_entities: Sequence[Entity],
) -> None:
    """Change the tables, as they were read, by the corrections; `merged` heeds them already."""
    about: dict[str, list[Correction]] = {}
    records: dict[str, Told] = {}
    for correction in corrections:
        if correction.kind != "entity":
            record = find_record(correction, _candidates(connection, correction))
            if record is None:
                _tell(connection, correction)
            else:
                about.setdefault(record.id, []).append(correction)
                records[record.id] = record
    after = {id: corrected(records[id], found) for id, found in about.items()}
    for id, found in about.items():
        _change(connection, records[id], after[id], found[-1])
    _let_go(connection, [id for id in about if after[id] is None])
    kept = {member for entity in merged for member in entity.members}
    gone = [entity for entity in page_entities if entity.id not in kept]
    facts = facts_by_member(merged, page_entities, corrections)
    if gone or facts:
        _follow(connection, gone, facts, page_entities)


def _candidates(connection: duckdb.DuckDBPyConnection, correction: Correction) -> Iterator[Told]:
    """Yield the records that a correction may mean: of its id, else those of its page."""
    cls, table = CLASSES[correction.kind], TABLES[correction.kind].name
    standing = "document_id IN (SELECT id FROM current_documents)"
    found = load_rows(connection, cls, f"{table} WHERE id = ? AND {standing}", [correction.record])
    if not found:
        pages = {(item.document_id, item.path) for item in correction.evidence}
        for document_id, path in pages:
            rows = connection.execute(
                "SELECT id FROM current_documents WHERE id = ? OR path = ?", [document_id, path]
            ).fetchall()
            for (page,) in rows:
                found += load_rows(connection, cls, f"{table} WHERE document_id = ?", [page])
    yield from found


def _tell(connection: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    """Keep as a row that a correction finds nothing that it could be about."""
    quote = correction.evidence[0].quote if correction.evidence else correction.record
    row = Rejected(
        path=correction.evidence[0].path if correction.evidence else "",
        document_id=None,
        stage=STAGE,
        reason=WAITING,
        detail=f"correction {correction.id} is about the {correction.kind} {correction.record} "
        f"'{quote}', which no page here gives; it waits for such a page, `demarche correct "
        f"CRISIS undo {correction.id}` takes it back",
    )
    insert(connection, REJECTED, [to_plain(row) | {"position": 0}])


def _let_go(connection: duckdb.DuckDBPyConnection, gone: Sequence[str]) -> None:
    """Let what stood in a rejected record, or rested on it, say so no more."""
    for kind, table in TABLES.items() if gone else ():
        names = [one for one in STANDS_IN if one in field_names(CLASSES[kind])]
        where = [f"{quoted(name)} IN (SELECT unnest($1))" for name in names]
        where += ["list_has_any(records, $1)"] if CLASSES[kind] is Position else []
        source = f"{table.name} WHERE {' OR '.join(where) or 'false'}"
        for record in load_rows(connection, CLASSES[kind], source, [list(gone)] if where else []):
            _put_aside(connection, table, record.id)
            _replace(connection, table, record.id, without(record, gone))


def _follow(
    connection: duckdb.DuckDBPyConnection,
    gone: Sequence[Entity],
    facts: Facts,
    page_entities: Sequence[Entity],
) -> None:
    """Take rejected entities out, and give the records what is now known of the others."""
    gone_ids = frozenset(entity.id for entity in gone)
    pages = {
        entity.evidence[0].document_id
        for entity in page_entities
        if entity.evidence and (entity.id in gone_ids or entity.id in facts)
    }
    dropped: list[str] = []
    for page in sorted(pages):
        for kind, cls in CLASSES.items():
            where = f"{TABLES[kind].name} WHERE document_id = ? ORDER BY position"
            for record in load_rows(connection, cls, where, [page]):
                after = follow(record, facts, gone_ids)
                if after != record:
                    _put_aside(connection, TABLES[kind], record.id)
                    _replace(connection, TABLES[kind], record.id, after)
                if after is None:
                    dropped.append(record.id)
    _let_go(connection, dropped)
    for entity in gone:
        _put_aside(connection, PAGE_ENTITIES, entity.id)
        _replace(connection, PAGE_ENTITIES, entity.id, None)


def _change(
    connection: duckdb.DuckDBPyConnection,
    record: Told,
    after: Told | None,
    correction: Correction,
) -> None:
    table = TABLES[correction.kind]
    _put_aside(connection, table, record.id)
    _replace(connection, table, record.id, after)
    if after is None:
        place = record.evidence[0]
        row = Rejected(
            path=place.path,
            document_id=place.document_id,
            stage=STAGE,
            reason="by the analyst",
            detail=f"{correction.kind} {record.id} '{place.quote}' was rejected: "
            f"{correction.why or 'no reason given'}; correction {correction.id}",
        )
        insert(connection, REJECTED, [to_plain(row) | {"position": 0}])


def _put_aside(connection: duckdb.DuckDBPyConnection, table: Table, id: str) -> None:
    """Keep a row as it was read, unless it is kept already."""
    columns = ", ".join(quoted(column.name) for column in table.columns)
    query = (
        f"SELECT {columns} FROM {table.name} WHERE id = ? AND id NOT IN (SELECT id FROM originals)"
    )
    for row in rows_of(connection, query, [id]):
        document_id, position = row.pop("document_id"), row.pop("position")
        plain = to_json(from_json(table.classes[0], row)) | {"position": position}
        kept = {"table_name": table.name, "id": id, "document_id": document_id}
        insert(connection, ORIGINALS, [kept | {"row": json.dumps(plain)}])


def _replace(
    connection: duckdb.DuckDBPyConnection, table: Table, id: str, record: Told | None
) -> None:
    """Put a record in the place of the row with an id; None takes the row away."""
    query = f"SELECT document_id, position FROM {table.name} WHERE id = ?"
    placed = connection.execute(query, [id]).fetchall()
    for document_id, position in placed:
        _delete(connection, table, id, document_id)
        if record is not None:
            row = to_plain(record) | {"document_id": document_id, "position": position}
            insert(connection, table, [row])


def _delete(connection: duckdb.DuckDBPyConnection, table: Table, id: str, document_id: str) -> None:
    query = f"DELETE FROM {table.name} WHERE id = ? AND document_id = ?"
    connection.execute(query, [id, document_id])
