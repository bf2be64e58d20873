"""Pages out of their tables in what it takes to see what they claim: a narrow query a kind."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import duckdb

from demarche.crisis.stories import Counted, Done, Held, Named, Said, Story
from demarche.spans import Span

Part = TypeVar("Part")
Row = Mapping[str, Any]

_WANTED = "document_id IN (SELECT unnest(?))"
_WHOLE = 'evidence[1]."start" AS first, evidence[1]."end" AS last'
# The country of an entity may be told on another page; the last word is the analyst's.
_COUNTRY = """CASE WHEN merged.made_by.kind = 'analyst' THEN merged.country
                ELSE coalesce(page.country, merged.country) END"""
_NAMED = f"""
        FROM page_entities AS page
        LEFT JOIN entity_members AS member ON member.member_id = page.id
        LEFT JOIN merged ON merged.id = member.entity_id
        WHERE {_WANTED}"""
_SIDES = "[[p.entity.id, p.country] FOR p IN {side}] AS {side}"
# A record may stand in the tables twice, of two versions of a page of one path.
_QUERIES = {
    "texts": "SELECT id AS document_id, text FROM documents WHERE id IN (SELECT unnest(?))",
    # The last of several rows with one id stands for all of them.
    "entities": f"""
        SELECT DISTINCT ON (document_id, page.id) document_id, page.id, page.kind, page.name,
            {_COUNTRY} AS country,
            [[e."start", e."end"] FOR e IN page.evidence] AS places {_NAMED}
        ORDER BY page.id, page.position DESC""",
    "said": f"""
        SELECT DISTINCT ON (document_id, id) document_id, id, source.id AS source, source_country,
            on_behalf_of.id AS on_behalf_of, target.id AS target, cue, act, mode, content,
            reported_by, [[f."start", f."end"] FOR f IN fragments] AS fragments, {_WHOLE}
        FROM statements WHERE {_WANTED} AND len(evidence) > 0 ORDER BY id""",
    "done": f"""
        SELECT DISTINCT ON (document_id, id) document_id, id, event, factuality, attributed_to,
            {_SIDES.format(side="actors")}, {_SIDES.format(side="recipients")}, {_WHOLE}
        FROM events WHERE {_WANTED} AND len(evidence) > 0 ORDER BY id""",
    "counted": f"""
        SELECT DISTINCT ON (document_id, id) document_id, id, attributed_to, counted AS what, unit,
            evidence[-1]."start" AS first, evidence[-1]."end" AS last
        FROM figures WHERE {_WANTED} AND len(evidence) > 0 ORDER BY id""",
    "held": f"""
        SELECT DISTINCT ON (document_id, id) document_id, id, {_WHOLE}
        FROM positions WHERE {_WANTED} AND len(evidence) > 0 ORDER BY id""",
    "sentences": f"""
        SELECT DISTINCT document_id, span."start" AS first, span."end" AS last
        FROM sentences WHERE {_WANTED} ORDER BY 1, 2""",
}

_COUNTRIES = f"""
    SELECT document_id, bit_xor(hash(concat_ws('|', page.id, page.position, {_COUNTRY})))
    {_NAMED} GROUP BY document_id"""


def countries_of(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]
) -> dict[str, int]:
    """Return for each of these documents a hash of the countries of its entities."""
    return dict(connection.execute(_COUNTRIES, [list(document_ids)]).fetchall())


def load_stories(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]
) -> Iterator[tuple[str, Story]]:
    """Yield these documents' ids, each with its story; all of them are in memory at once."""
    if not document_ids:
        return
    found = {name: _by_page(connection, query, document_ids) for name, query in _QUERIES.items()}
    for document_id, rows in found["texts"].items():
        parts = {name: by_page[document_id] for name, by_page in found.items() if name != "texts"}
        yield document_id, _story(str(rows[0]["text"]), parts)


def _by_page(
    connection: duckdb.DuckDBPyConnection, query: str, document_ids: Sequence[str]
) -> Mapping[str, list[Row]]:
    table = connection.sql(query, params=[list(document_ids)]).to_arrow_table()
    found: dict[str, list[Row]] = defaultdict(list)
    for row in table.to_pylist():
        found[row.pop("document_id")].append(row)
    return found


def _story(text: str, parts: Mapping[str, list[Row]]) -> Story:
    return Story(
        text=text,
        entities=[Named(**{**row, "places": _spans(row["places"])}) for row in parts["entities"]],
        said=[
            Said(**{**_whole(row), "fragments": _spans(row["fragments"])}) for row in parts["said"]
        ],
        done=[
            Done(
                **{**_whole(row), **{side: _sides(row[side]) for side in ("actors", "recipients")}}
            )
            for row in parts["done"]
        ],
        counted=[Counted(**_whole(row)) for row in parts["counted"]],
        held=[Held(**_whole(row)) for row in parts["held"]],
        sentences=[Span(row["first"], row["last"]) for row in parts["sentences"]],
    )


def _whole(row: Row) -> dict[str, Any]:
    rest = {name: value for name, value in row.items() if name not in ("first", "last")}
    return {**rest, "whole": Span(row["first"], row["last"])}


def _spans(pairs: Sequence[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


def _sides(pairs: Sequence[Sequence[str | None]]) -> list[tuple[str, str | None]]:
    return [(str(id), country) for id, country in pairs]
