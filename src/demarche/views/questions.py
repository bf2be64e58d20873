"""The questions one puts to a crisis file, each an SQL file that gives flat, readable rows.

All take the same filters: `actor`, part of a name or alias of who speaks, acts or is acted upon
(case and accents do not matter); `since` and `until`, the days between which it held, both
included (when something was said, happened or was counted; the page's date where that is not
known; a period with an open end holds on all days on that side); `as_known_on`, a day: what pages
told that had surely been published by then; `limit`, the most rows. Rows come as a DuckDB relation
(`.df()`, `.to_arrow_table()`, `.fetchall()`), by time, page and place on the page. Pages that a
newer version has replaced are out. Raises OptionError for a filter that cannot be meant, StoreError
when the file cannot be read.

A file of sql/ gives the columns shown and those that only filter and sort: `held` and `published`,
the periods of the record and of its page; `parties`, names of all who have a part in it; `start`,
its place on the page. That of votes has besides what the rule of the body gives (`by_rule`), which
no page tells. Parts that several files use are named in PARTS and stand before each query.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from duckdb import DuckDBPyRelation

from demarche.errors import OptionError
from demarche.store import Store
from demarche.views.by_rule import results_by_rule

Day = date | str | None  # ISO text or a date

# Files that other files use under this name, in the order in which they use each other.
PARTS: Mapping[str, str] = {
    "pages": "pages", "tellers": "tellers", "sides": "sides", "plan_names": "plan_names",
    "counting_bodies": "counting_bodies", "records": "records", "told_together": "told_together",
    "dyads": "dyads", "positions_told": "positions",
}  # fmt: skip
VIEWS = ("dyads", "map", "network", "stands")  # tables over all records: no filter but the day

_BY_TIME = '"when" NULLS LAST, page, "start", id'
_TOLD = 'id, "when", precision, * EXCLUDE (id, "when", precision, held, published, period, parties)'
_WHOLE = '* EXCLUDE (held, published, period, parties, precision, "start")'


@dataclass(frozen=True, slots=True)
class Question:
    """What is shown of the rows of a file of sql/, and in which order."""

    columns: str = _TOLD
    order: str = _BY_TIME
    has_parties: bool = True


_HIDING = _TOLD.removesuffix(")")
QUESTIONS: Mapping[str, Question] = {
    "documents": Question(f'{_HIDING}, "start")'),
    "statements": Question(),
    "events": Question(),
    "figures": Question(),
    "entities": Question(_WHOLE, "mentions DESC, who, id"),
    "rejected": Question(
        _WHOLE, '"when" NULLS LAST, page, "start", reason, detail', has_parties=False
    ),
    "votes": Question(),
    "meetings": Question(),
    "measures": Question(),
    "plans": Question(),
    "compliance": Question(),
    "positions": Question(f"{_HIDING}, text_id)"),
    "disputes": Question(f'{_HIDING}, "start")', f"settled, kind, {_BY_TIME}"),
    "incidents": Question(f'{_HIDING}, "start")', f"pages DESC, {_BY_TIME}"),
    "timeline": Question(f'{_HIDING}, "start")'),
    "series": Question(
        f'{_HIDING}, "start", "copy", text_id)', f"series, who NULLS LAST, {_BY_TIME}"
    ),
}

_FILTERED = """
SELECT {columns} FROM (
    SELECT *, coalesce(period."start", period."end") AS "when", period.precision AS precision FROM (
        SELECT *, CASE WHEN coalesce(held."start", held."end") IS NULL THEN published ELSE held
            END AS period
        FROM (
{rows}
        )
    )
)
WHERE ($since::DATE IS NULL OR coalesce(period."end", CASE WHEN period."start" IS NOT NULL
        THEN 'infinity'::DATE END) >= $since::DATE)
    AND ($until::DATE IS NULL OR coalesce(period."start", CASE WHEN period."end" IS NOT NULL
        THEN '-infinity'::DATE END) <= $until::DATE)
    AND ($actor::VARCHAR IS NULL OR len(list_filter(
        parties, lambda name: contains(strip_accents(lower(name)), strip_accents(lower($actor)))
    )) > 0)
ORDER BY {order} LIMIT $limit
"""


def ask(
    store: Store,
    kind: str,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    as_known_on: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return the rows of one kind, a key of QUESTIONS, that the filters leave.

    Raises OptionError for `actor` where nobody has a part: what was cut was not read.
    """
    question = QUESTIONS.get(kind)
    if question is None:
        raise OptionError(f"found {kind!r}, expected one of {', '.join(QUESTIONS)}")
    if actor is not None and not question.has_parties:
        raise OptionError("what was rejected was not read and has no actor; leave --actor out")
    first, last, known = read_day(since), read_day(until), read_day(as_known_on)
    if first and last and last < first:
        raise OptionError(f"until {last} lies before since {first}; give the earlier day first")
    if limit is not None and limit < 1:
        raise OptionError(f"a limit of {limit} rows; give 1 or more, or none for all rows")
    query = _FILTERED.format(columns=question.columns, rows=read_sql(kind), order=question.order)
    filters = {"actor": actor or None, "since": first, "until": last, "limit": limit}
    more = _ruled(store) if kind == "votes" else {}
    return store.sql(_opening(kind) + query, {**filters, "known": known, **more})


def _ruled(store: Store) -> dict[str, list[str]]:
    """Return ids of votes, and in their order the results that only the rule of the body gives."""
    found = results_by_rule(store)
    return {"ruled": [*found], "by_rule": [says.outcome for says in found.values()]}


def view(store: Store, name: str, *, as_known_on: Day = None) -> DuckDBPyRelation:
    """Return a table over all records, one of VIEWS. Raises OptionError for another."""
    if name not in VIEWS:
        raise OptionError(f"found {name!r}, expected one of {', '.join(VIEWS)}")
    query = f"{_opening(name)}SELECT * FROM (\n{read_sql(name)})"
    return store.sql(query, {"known": read_day(as_known_on)})


def near_names(store: Store, actor: str) -> tuple[str, ...]:
    """Return up to three names of the file that are like one that nobody there has."""
    query = "SELECT DISTINCT name FROM entities ORDER BY name"
    names = [name for (name,) in store.sql(query).fetchall()]
    parts = {part: name for name in names for part in name.casefold().split()}
    parts |= {name.casefold(): name for name in names}
    near = get_close_matches(actor.casefold(), parts, n=6)
    return tuple(dict.fromkeys(parts[part] for part in near))[:3]


def rows_of(relation: DuckDBPyRelation) -> list[dict[str, Any]]:
    """Return the rows of an answer as dictionaries."""
    rows: list[dict[str, Any]] = relation.to_arrow_table().to_pylist()
    return rows


@cache
def read_sql(name: str) -> str:
    """Return a file of sql/."""
    return (files("demarche.views") / "sql" / f"{name}.sql").read_text("utf-8")


@cache
def _opening(name: str) -> str:
    """Return the parts that a file of sql/ uses, and those that they use, as a WITH clause."""
    wanted = _words(name) | {"pages"}  # with its day: the same filters for all
    for part, file in reversed(list(PARTS.items())):
        if part in wanted:
            wanted |= _words(file)
    parts = (f"{part} AS (\n{read_sql(PARTS[part])})" for part in PARTS if part in wanted)
    return f"WITH {', '.join(parts)}\n"


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", read_sql(name)))


def read_with(store: Store) -> dict[str, int]:
    """Return what read the pages that stand: versions in a line, with how many pages."""
    query = "SELECT read_with, count(*) FROM current_documents GROUP BY ALL ORDER BY ALL"
    return dict(store.sql(query).fetchall())


def read_day(value: Day) -> date | None:
    """Return a day as written, or as it is. Raises OptionError for what is no day."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise OptionError(f"found {value!r}, expected a day such as 2012-05-25") from None
