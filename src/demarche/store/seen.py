"""Records out of their tables in what it takes to compare them: a narrow query a kind.

A crisis of 10,000 pages has some 400,000 records; making each whole, evidence and all, costs
minutes, these columns seconds.
"""

from collections.abc import Iterator, Mapping, Sequence

import duckdb
import pyarrow as pa

from demarche.crisis.incidents import Telling
from demarche.crisis.items import Seen
from demarche.records import Evidence, Period, Reference
from demarche.serial import from_json

# For each kind of record, its columns of Seen beside id, document_id, vector. `days` is its Period,
# `told_in` the statement that it stands in.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "statements": {
        "kind": "'statement'",
        "type": "act",
        "days": "said",
        "actors": "[source.id, on_behalf_of.id]",
        "recipients": "[target.id, addressee.id]",
        "place": "place.id",
        "told_in": "id",
        "text": "content",
    },
    "events": {
        "kind": "'event'",
        "type": "event",
        "factuality": "factuality",
        "days": '"when"',
        "actors": "[p.entity.id FOR p IN actors]",
        "recipients": "[p.entity.id FOR p IN recipients]",
        "place": "place.id",
        "told_in": "attributed_to",
    },
    "figures": {
        "kind": "'figure'",
        "type": "counted",
        "days": "as_of",
        "place": "place.id",
        "about": "series",
        "told_in": "attributed_to",
        "body": "body",
        "low": "low",
        "value": "value",
        "high": "high",
    },
    "votes": {
        "kind": "'vote'",
        "type": "coalesce(result, 'vote')",
        "factuality": "factuality",
        "days": '"when"',
        "actors": "[body.id]",
        "recipients": "[m.member.id FOR m IN members]",
        "about": "coalesce(symbol, text)",
        "value": '"count"',
        "told_in": "attributed_to",
    },
    "meetings": {
        "kind": "'meeting'",
        "type": '"kind"',
        "factuality": "factuality",
        "days": '"when"',
        "actors": "list_append([p.entity.id FOR p IN participants], host.id)",
        "recipients": "[p.entity.id FOR p IN list_concat(invited, absent)]",
        "place": "place.id",
        "about": "name",
        "told_in": "attributed_to",
    },
    "measures": {
        "kind": "'measure'",
        "type": '"kind"',
        "factuality": "status",
        "days": '"when"',
        "actors": '[r.id FOR r IN "by"]',
        "recipients": "[r.id FOR r IN target]",
        "told_in": "attributed_to",
    },
    "plans": {
        "kind": "'plan'",
        "type": "'plan'",
        "days": '"when"',
        "actors": "[r.id FOR r IN authors]",
        "about": '"key"',
        "told_in": "attributed_to",
    },
    "compliance": {
        "kind": "'compliance'",
        "type": "verdict",
        "days": "as_of",
        "actors": "[assessor.id]",
        "recipients": "[party.id]",
        "about": "plan",
        "told_in": "attributed_to",
    },
    "positions": {
        "kind": "'position'",
        "type": "'position'",
        "days": '"when"',
        "actors": "[actor.id]",
        "recipients": "[target.id]",
        "about": "issue",
        "stance": "stance",
        "told_in": "attributed_to",
    },
}
_DEFAULTS: dict[str, str] = {
    "factuality": "NULL", "actors": "[]", "recipients": "[]", "place": "NULL", "about": "NULL",
    "low": "NULL", "value": "NULL", "high": "NULL", "stance": "NULL",
    "body": "NULL",
    "text": "coalesce(evidence[1].quote, '')",
}  # fmt: skip

# Records of pages given as the table `wanted`. Where no time stands beside the words, the basis of
# the page's own day begins with "no".
_SEEN = """
    SELECT told.* EXCLUDE (days, told_in, stands), days."start" AS "start", days."end" AS "end",
        coalesce(days.basis LIKE 'no %', FALSE) AS supposed, teller.source.id AS speaker,
        sentence.vector AS vector
    FROM ({told}) AS told
    LEFT JOIN (SELECT id, source FROM statements WHERE document_id IN (FROM wanted)) AS teller
        ON teller.id = told_in
    ASOF LEFT JOIN (
        SELECT document_id, span."start" AS "start", vector FROM sentences
        WHERE document_id IN (FROM wanted)
    ) AS sentence ON sentence.document_id = told.document_id AND stands >= sentence."start"
    ORDER BY told.id"""


def load_seen(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str], at_once: int = 20_000
) -> Iterator[Seen]:
    """Yield the records of these pages, by id; those that are in the tables twice, once."""
    connection.execute("CREATE OR REPLACE TEMP TABLE wanted (id VARCHAR)")
    connection.execute("INSERT INTO wanted SELECT unnest(?)", [list(document_ids)])
    told = " UNION ALL BY NAME ".join(_query(table) for table in _COLUMNS)
    last = None
    result = connection.sql(_SEEN.format(told=told)).to_arrow_table()
    for batch in result.to_batches(at_once):
        columns = [column.to_pylist() for column in batch.columns]
        names = batch.schema.names
        for row in zip(*columns, strict=True):
            seen = Seen(**dict(zip(names, row, strict=True)))
            if seen.id != last:
                yield seen
            last = seen.id


# How each kind is named in a line.
_NAMES: Mapping[str, str] = {
    "statements": "concat_ws(': ', coalesce(source.name, source_text), content)",
    "events": """concat_ws(
        ' ', array_to_string([p.entity.name FOR p IN actors], ', ') || ':', "trigger",
        nullif('→ ' || array_to_string([p.entity.name FOR p IN recipients], ', '), '→ '))""",
    "votes": "concat_ws(': ', body.name, coalesce(text, symbol, evidence[1].quote))",
    "meetings": "coalesce(name, evidence[1].quote)",
    "measures": "what",
    "plans": "name",
}
_PERIODS = {"statements": "said", "figures": "as_of", "compliance": "as_of"}
_PLACED = ("statements", "events", "figures", "meetings")


def load_tellings(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Iterator[Telling]:
    """Yield records as members of an incident; one that is in the tables twice may come twice."""
    connection.execute("CREATE OR REPLACE TEMP TABLE wanted (id VARCHAR)")
    connection.register("incoming", pa.table({"id": pa.array(ids, pa.string())}))
    connection.execute("INSERT INTO wanted FROM incoming")
    connection.unregister("incoming")
    told = " UNION ALL BY NAME ".join(_telling(table) for table in _COLUMNS)
    query = f"""
        SELECT told.*, items.copies, documents.publisher FROM ({told}) AS told
        JOIN items USING (id, document_id) JOIN documents ON documents.id = document_id"""
    for batch in connection.sql(query).to_arrow_table().to_batches(10_000):
        for row in batch.to_pylist():
            row["when"] = row["when"] and from_json(Period, row["when"])
            row["place"] = row["place"] and Reference(**row["place"])
            row["evidence"] = row["evidence"] and Evidence(**row["evidence"])
            yield Telling(**row)


def _telling(table: str, wanted: str = "id IN (FROM wanted)") -> str:
    """Return the query of a table's records as tellings, without publisher and copies."""
    kind = _COLUMNS[table]["kind"]
    name = _NAMES.get(table, "evidence[1].quote")
    when = _PERIODS.get(table, '"when"')
    place = "place" if table in _PLACED else "NULL"
    return (
        f"SELECT id, {kind} AS kind, document_id, coalesce({name}, '') AS name, "
        f'{when} AS "when", {place} AS place, evidence[1] AS evidence, score FROM {table} '
        f"WHERE {wanted}"
    )


def tellings_view() -> str:
    """Return the query of all records of pages that stand, in what they have in common."""
    standing = "document_id IN (SELECT id FROM current_documents)"
    return " UNION ALL BY NAME ".join(_telling(table, standing) for table in _COLUMNS)


def _query(table: str) -> str:
    columns = {**_DEFAULTS, **_COLUMNS[table]}
    picked = ", ".join(f'{value} AS "{name}"' for name, value in columns.items())
    return (
        f'SELECT id, document_id, evidence[1]."start" AS stands, {picked} FROM {table} '
        "WHERE document_id IN (FROM wanted)"
    )
