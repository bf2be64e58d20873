"""Copies into the file: pages that are new are compared with the sketches of all.

Runs inside the caller's transaction.
"""

from typing import Any

import duckdb

from demarche.crisis.copies import Issue, group_copies
from demarche.crisis.shingles import Likeness, find_likenesses, sketch_of_text
from demarche.serial import from_json, to_plain
from demarche.store.load import rows_of
from demarche.store.schema import COPIES, RESEMBLING, SKETCHES
from demarche.store.write import insert

# Documents sketched at once; bounds the memory (a text of some kilobytes each), not the result.
AT_ONCE = 1000

_UNSKETCHED = "SELECT id FROM documents WHERE id NOT IN (SELECT document_id FROM sketches)"

_BODIES = """
    SELECT id, text,
        [block.span FOR block IN blocks IF block.kind = 'body'] AS bodies
    FROM documents WHERE id IN (SELECT unnest(?))"""

_ISSUES = """
    SELECT id, publisher, published FROM current_documents
    WHERE id IN (SELECT one FROM resembling UNION SELECT other FROM resembling)
    ORDER BY id"""


def refresh_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the groups of copies up to the pages that stand.

    The table then holds what `find_copies` makes of them. Versions that were replaced are compared
    too, since they may come to stand again, and are in no group.
    """
    fresh = _sketch(connection)
    if fresh:
        _compare(connection, fresh)
    issues = [from_json(Issue, row) for row in rows_of(connection, _ISSUES)]
    places = {issue.id: at for at, issue in enumerate(issues)}
    pairs = connection.sql("SELECT * FROM resembling").fetchall()
    likenesses = [
        Likeness(places[one], places[other], shared, (one_size, other_size))
        for one, other, shared, one_size, other_size in pairs
        if one in places and other in places
    ]
    groups = group_copies(issues, likenesses)
    connection.execute("DELETE FROM copies")
    insert(connection, COPIES, [to_plain(copies) for copies in groups])


def _sketch(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Sketch the documents that have no sketch; return their ids."""
    ids = sorted(row[0] for row in connection.sql(_UNSKETCHED).fetchall())
    for first in range(0, len(ids), AT_ONCE):
        rows = rows_of(connection, _BODIES, [ids[first : first + AT_ONCE]])
        sketches = [
            {"document_id": row["id"], "shingles": sketch_of_text(_paragraphs(row))} for row in rows
        ]
        insert(connection, SKETCHES, sketches)
    return set(ids)


def _paragraphs(row: dict[str, Any]) -> list[str]:
    text: str = row["text"]
    return [text[span["start"] : span["end"]] for span in row["bodies"]]


def _compare(connection: duckdb.DuckDBPyConnection, fresh: set[str]) -> None:
    """Add the pairs of documents, one of them fresh, that have much text in common."""
    table = connection.sql("FROM sketches ORDER BY document_id").to_arrow_table()
    ids, sketches = (column.to_pylist() for column in table.columns)
    new = [at for at, id in enumerate(ids) if id in fresh]
    pairs = [
        {
            "one": ids[like.one],
            "other": ids[like.other],
            "shared": like.shared,
            "one_size": like.sizes[0],
            "other_size": like.sizes[1],
        }
        for like in find_likenesses(sketches, None if len(new) == len(ids) else new)
    ]
    insert(connection, RESEMBLING, pairs)
