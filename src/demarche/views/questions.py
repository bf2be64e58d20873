"""The questions one puts to a crisis file, each a function that gives flat, readable rows.

All take the same filters: `actor`, part of a name or alias of who speaks, acts or is acted upon
(case and accents do not matter); `since` and `until`, the days between which it held, both
included (when something was said, happened or was counted; the page's date where that is not
known; a period with an open end holds on all days on that side); `limit`, the most rows. Rows come
as a DuckDB relation (`.df()`, `.to_arrow_table()`, `.fetchall()`), by time, page and place on the
page. Pages that a newer version has replaced are out. Raises OptionError for a filter that cannot
be meant, StoreError when the file cannot be read.
"""

from datetime import date

from duckdb import DuckDBPyRelation

from demarche.errors import OptionError
from demarche.store import Store

# Each query gives the columns shown, then those that only filter and sort: parties (names of all
# who have a part in it), first_day and last_day. An open period is listed at the end that is known,
# with "before" or "after" as its precision, and is kept for every day on its open side.
_DOCUMENTS = """
    SELECT page.id, coalesce(page.published."start", page.published."end") AS "when",
        page.published.precision, page.published_basis, page.publisher, page.title, page.byline,
        page.language, page.path AS page, page.url,
        (SELECT count(*) FROM statements WHERE document_id = page.id) AS statements,
        (SELECT count(*) FROM events WHERE document_id = page.id) AS events,
        (SELECT count(*) FROM figures WHERE document_id = page.id) AS figures,
        page.read_at, 0 AS "start",
        (SELECT flatten(list(names.aliases)) FROM page_entities AS entity
            JOIN names ON names.page_entity_id = entity.id
            WHERE entity.document_id = page.id) AS parties,
        {first_day} AS first_day, {last_day} AS last_day
    FROM current_documents AS page"""

_STATEMENTS = """
    SELECT statement.id, {day} AS "when",
        coalesce({period}.precision, page.published.precision) AS precision,
        coalesce(names.name, statement.source_text) AS who, statement.source_kind, statement.act,
        statement.mode, statement.manner, statement.cue, statement.content AS what,
        coalesce(behalf.name, statement.on_behalf_of.name) AS on_behalf_of,
        coalesce(addressee.name, statement.addressee.name) AS addressee,
        coalesce(target.name, statement.target.name) AS target, statement.source_country,
        coalesce(site.name, statement.place.name) AS place, statement.reported_by,
        page.path AS page, page.publisher,
        statement.evidence[1]."start" AS "start", statement.evidence[1]."end" AS "end",
        statement.evidence[1].quote AS quote, statement.score, names.id AS who_id,
        statement.document_id,
        list_concat(coalesce(names.aliases, []), [names.name, statement.source_text]) AS parties,
        {first_day} AS first_day, {last_day} AS last_day
    FROM statements AS statement
    JOIN current_documents AS page ON page.id = statement.document_id
    LEFT JOIN names ON names.page_entity_id = statement.source.id
    LEFT JOIN names AS behalf ON behalf.page_entity_id = statement.on_behalf_of.id
    LEFT JOIN names AS addressee ON addressee.page_entity_id = statement.addressee.id
    LEFT JOIN names AS target ON target.page_entity_id = statement.target.id
    LEFT JOIN names AS site ON site.page_entity_id = statement.place.id"""

# Two names of one party (Moscow, Russia) are named once, where they first stand.
_EVENTS = """
    WITH part AS (
        SELECT id, 'actor' AS side, unnest(actors) AS party, generate_subscripts(actors, 1) AS nth
        FROM events
        UNION ALL
        SELECT id, 'recipient', unnest(recipients), generate_subscripts(recipients, 1) FROM events
    ),
    named AS (
        SELECT part.id, side, coalesce(names.name, part.party.entity.name) AS name,
            min(nth) AS nth, flatten(list(list_concat(
                coalesce(names.aliases, []), [part.party.entity.name, part.party.mention]
            ))) AS aliases
        FROM part LEFT JOIN names ON names.page_entity_id = part.party.entity.id
        GROUP BY ALL
    ),
    sides AS (
        SELECT id, string_agg(name, ', ' ORDER BY nth) FILTER (side = 'actor') AS who,
            string_agg(name, ', ' ORDER BY nth) FILTER (side = 'recipient') AS to_whom,
            list_concat(list(name), flatten(list(aliases))) AS parties
        FROM named GROUP BY id
    )
    SELECT event.id, {day} AS "when",
        coalesce({period}.precision, page.published.precision) AS precision, sides.who,
        event.event, sides.to_whom, event.factuality, event.trigger, event.mode,
        array_to_string(event.contexts, '; ') AS contexts, event.quad, event.cameo,
        coalesce(site.name, event.place.name) AS place,
        coalesce(speaker.name, statement.source_text) AS said_by,
        page.path AS page, page.publisher, event.evidence[1]."start" AS "start",
        event.evidence[1]."end" AS "end", event.evidence[1].quote AS quote, event.score,
        event.attributed_to, event.document_id,
        sides.parties, {first_day} AS first_day, {last_day} AS last_day
    FROM events AS event
    JOIN current_documents AS page ON page.id = event.document_id
    LEFT JOIN sides ON sides.id = event.id
    LEFT JOIN names AS site ON site.page_entity_id = event.place.id
    LEFT JOIN statements AS statement ON statement.id = event.attributed_to
    LEFT JOIN names AS speaker ON speaker.page_entity_id = statement.source.id"""

_FIGURES = """
    SELECT figure.id, {day} AS "when",
        coalesce({period}.precision, page.published.precision) AS precision, figure.low,
        figure.value, figure.high, figure.qualifier, figure.counted AS what, figure.unit,
        figure.body AS who, coalesce(speaker.name, statement.source_text) AS said_by,
        coalesce(site.name, figure.place.name) AS place, figure.since."start" AS since,
        figure.series, figure.subset_of,
        page.path AS page, page.publisher, figure.evidence[1]."start" AS "start",
        figure.evidence[1]."end" AS "end", figure.evidence[1].quote AS quote, figure.score,
        figure.attributed_to, figure.document_id,
        list_concat(coalesce(speaker.aliases, []),
            [figure.body, speaker.name, statement.source_text]) AS parties,
        {first_day} AS first_day, {last_day} AS last_day
    FROM figures AS figure
    JOIN current_documents AS page ON page.id = figure.document_id
    LEFT JOIN statements AS statement ON statement.id = figure.attributed_to
    LEFT JOIN names AS speaker ON speaker.page_entity_id = statement.source.id
    LEFT JOIN names AS site ON site.page_entity_id = figure.place.id"""

_ENTITIES = """
    WITH across AS (
        SELECT * FROM entities
        UNION ALL
        SELECT * EXCLUDE (document_id, position) FROM page_entities
        WHERE id NOT IN (SELECT member_id FROM entity_members)
    ),
    met AS (
        SELECT names.id, count(DISTINCT page.id) AS pages, min(page.path) AS page,
            list_distinct(flatten(list(names.aliases))) AS parties,
            min({day}) AS day, min({first_day}) AS first_day, max({last_day}) AS last_day
        FROM names
        JOIN page_entities AS entity ON entity.id = names.page_entity_id
        JOIN current_documents AS page ON page.id = entity.document_id
        GROUP BY names.id
    ),
    spoken AS (
        SELECT names.id, count(*) AS statements FROM statements AS statement
        JOIN current_documents AS page ON page.id = statement.document_id
        JOIN names ON names.page_entity_id = statement.source.id GROUP BY names.id
    )
    SELECT across.id, across.name AS who, across.kind, across.country, across.sector,
        array_to_string(across.titles, '; ') AS titles,
        array_to_string([office.title || coalesce(' of ' || office."of", '')
            || coalesce(' from ' || office."start", '') || coalesce(' to ' || office."end", '')
            || coalesce(' (' || office.certainty || ')', '') for office in across.offices], '; ')
            AS offices,
        array_to_string(across.aliases, '; ') AS aliases, met.day AS "when", met.pages,
        len(across.evidence) AS mentions, coalesce(spoken.statements, 0) AS statements,
        met.page, across.score, across.evidence[1]."start" AS "start",
        list_concat([across.name], met.parties) AS parties, met.first_day, met.last_day
    FROM across JOIN met ON met.id = across.id LEFT JOIN spoken ON spoken.id = across.id"""

_REJECTED = """
    SELECT rejected.path AS page, rejected.stage, rejected.reason, rejected.detail,
        rejected.document_id, {day} AS "when",
        rejected.position AS "start", [rejected.path] AS parties,
        {first_day} AS first_day, {last_day} AS last_day
    FROM rejected LEFT JOIN current_documents AS page ON page.id = rejected.document_id
    WHERE rejected.document_id IS NULL
        OR rejected.document_id NOT IN (SELECT id FROM documents)
        OR page.id IS NOT NULL"""

_FILTERED = """
    SELECT * EXCLUDE (parties, first_day, last_day{hidden}) FROM ({rows})
    WHERE ($since::DATE IS NULL OR last_day >= $since::DATE)
        AND ($until::DATE IS NULL OR first_day <= $until::DATE)
        AND ($actor::VARCHAR IS NULL OR len(list_filter(
            parties,
            lambda name: contains(strip_accents(lower(name)), strip_accents(lower($actor)))
        )) > 0)
    ORDER BY {order} LIMIT $limit"""

_BY_TIME = '"when" NULLS LAST, page, "start", id'

# Records of one kind are dated by their own period, and by the page where that says nothing.
_DAY = 'coalesce({0}."start", {0}."end")'
_FIRST = """CASE WHEN coalesce({0}."start", {0}."end") IS NOT NULL
    THEN coalesce({0}."start", '-infinity'::DATE) END"""
_LAST = """CASE WHEN coalesce({0}."start", {0}."end") IS NOT NULL
    THEN coalesce({0}."end", 'infinity'::DATE) END"""
_PUBLISHED = "page.published"

Day = date | str | None  # ISO text or a date


def documents(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return the pages that stand, with how many records each gave; `actor`: named on it."""
    rows = _dated(_DOCUMENTS, _PUBLISHED)
    query = _FILTERED.format(rows=rows, hidden=', "start"', order=_BY_TIME)
    return _ask(store, query, actor, (since, until), limit)


def statements(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return who said what; `actor`: the source; the days: when it was said."""
    rows = _dated(_STATEMENTS, "statement.said")
    query = _FILTERED.format(rows=rows, hidden="", order=_BY_TIME)
    return _ask(store, query, actor, (since, until), limit)


def events(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return who did what to whom; `actor`: on either side; the days: when it happened."""
    rows = _dated(_EVENTS, 'event."when"')
    query = _FILTERED.format(rows=rows, hidden="", order=_BY_TIME)
    return _ask(store, query, actor, (since, until), limit)


def figures(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return how many of what; `actor`: who counts or says so; the days: for which it holds."""
    rows = _dated(_FIGURES, "figure.as_of")
    query = _FILTERED.format(rows=rows, hidden="", order=_BY_TIME)
    return _ask(store, query, actor, (since, until), limit)


def entities(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return who and what the pages speak of, most mentioned first; the days: of the pages."""
    order = "mentions DESC, who, id"
    rows = _dated(_ENTITIES, _PUBLISHED)
    query = _FILTERED.format(rows=rows, hidden=', "start"', order=order)
    return _ask(store, query, actor, (since, until), limit)


def rejected(
    store: Store,
    *,
    actor: str | None = None,
    since: Day = None,
    until: Day = None,
    limit: int | None = None,
) -> DuckDBPyRelation:
    """Return what was cut or refused, by page; the days: of the page, as far as it has a date.

    Raises OptionError for `actor`: what was cut was not read, so it has none.
    """
    if actor is not None:
        raise OptionError("what was rejected was not read and has no actor; leave --actor out")
    order = '"when" NULLS LAST, page, "start", reason, detail'
    rows = _dated(_REJECTED, _PUBLISHED)
    query = _FILTERED.format(rows=rows, hidden=', "start"', order=order)
    return _ask(store, query, actor, (since, until), limit)


def _dated(query: str, period: str) -> str:
    """Return a query dated by a period, and by the page where that has no day."""
    wanted = {"day": _DAY, "first_day": _FIRST, "last_day": _LAST}
    days = {
        name: f"coalesce({part.format(period)}, {part.format(_PUBLISHED)})"
        for name, part in wanted.items()
    }
    return query.format(period=period, **days)


def read_with(store: Store) -> dict[str, int]:
    """Return what read the pages that stand: versions in a line, with how many pages."""
    query = "SELECT read_with, count(*) FROM current_documents GROUP BY ALL ORDER BY ALL"
    return dict(store.sql(query).fetchall())


def _ask(
    store: Store, query: str, actor: str | None, days: tuple[Day, Day], limit: int | None
) -> DuckDBPyRelation:
    since, until = map(read_day, days)
    if since and until and until < since:
        raise OptionError(f"until {until} lies before since {since}; give the earlier day first")
    if limit is not None and limit < 1:
        raise OptionError(f"a limit of {limit} rows; give 1 or more, or none for all rows")
    filters = {"actor": actor or None, "since": since, "until": until, "limit": limit}
    return store.sql(query, filters)


def read_day(value: Day) -> date | None:
    """Return a day as written, or as it is. Raises OptionError for what is no day."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise OptionError(f"found {value!r}, expected a day such as 2012-05-25") from None
