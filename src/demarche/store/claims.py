"""What pages claim, kept in the file: made with a page's records, before it is seen among others.

Claims rest on their page and on the countries of its entities, which other pages, or the analyst,
may tell. Where those are not what they were, or records are corrected, claims are made again.
Runs inside the caller's transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from demarche.crisis.claims import Claim, find_claims
from demarche.serial import to_plain
from demarche.spans import Span
from demarche.store.load import rows_of
from demarche.store.schema import CLAIMS
from demarche.store.stories import countries_of, load_stories
from demarche.store.write import insert

# Raised when other claims come of the same page.
VERSION = 1

_CORRECTED = "SELECT DISTINCT document_id FROM originals WHERE document_id IN (SELECT unnest(?))"
_KEPT = "SELECT * FROM claims WHERE document_id IN (SELECT unnest(?))"
_RESTING = "SELECT document_id, countries FROM claims WHERE document_id IN (SELECT unnest(?))"


def add_claims(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    """Make and keep the claims of pages that are new in the file."""
    countries = countries_of(connection, document_ids)
    rows = [
        {
            "document_id": document_id,
            "countries": f"{VERSION} {countries.get(document_id)}",
            "claims": [to_plain(claim) for claim in find_claims(story)],
        }
        for document_id, story in load_stories(connection, document_ids)
    ]
    insert(connection, CLAIMS, rows)


def load_claims(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]
) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Yield these documents' ids, each with what its page claims; all are in memory at once."""
    standing = sorted(standing_claims(connection, document_ids))
    rows = rows_of(connection, _KEPT, [standing])
    kept = {row["document_id"]: row["claims"] for row in rows}
    rest = [id for id in document_ids if id not in kept]
    made = {id: find_claims(story) for id, story in load_stories(connection, rest)}
    for id in document_ids:
        yield id, [_claim(row) for row in kept[id]] if id in kept else made.get(id, ())


def standing_claims(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> set[str]:
    """Return those of these documents whose claims in the file rest on what still holds."""
    countries = countries_of(connection, document_ids)
    corrected = {row[0] for row in connection.execute(_CORRECTED, [document_ids]).fetchall()}
    return {
        id
        for id, basis in connection.execute(_RESTING, [document_ids]).fetchall()
        if basis == f"{VERSION} {countries.get(id)}" and id not in corrected
    }


def _claim(row: Mapping[str, Any]) -> Claim:
    parts: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Claim(**{**parts, "sentence": Span(**row["sentence"])})
