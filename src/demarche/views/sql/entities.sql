WITH across AS (
    SELECT * FROM entities
    UNION ALL
    SELECT * EXCLUDE (document_id, position) FROM page_entities
    WHERE id NOT IN (SELECT member_id FROM entity_members)
),
met AS (
    SELECT names.id, count(DISTINCT page.id) AS pages, min(page.path) AS page,
        list_distinct(flatten(list(names.aliases))) AS parties,
        min(coalesce(page.published."start", page.published."end")) AS first_day,
        max(coalesce(page.published."end", page.published."start")) AS last_day,
        bool_or(page.published."start" IS NULL AND page.published."end" IS NOT NULL) AS since_ever,
        bool_or(page.published."end" IS NULL AND page.published."start" IS NOT NULL) AS for_ever
    FROM names
    JOIN page_entities AS entity ON entity.id = names.page_entity_id
    JOIN pages AS page ON page.id = entity.document_id
    GROUP BY names.id
),
spoken AS (
    SELECT names.id, count(*) AS statements FROM statements AS statement
    JOIN pages AS page ON page.id = statement.document_id
    JOIN names ON names.page_entity_id = statement.source.id GROUP BY names.id
)
SELECT across.id, across.name AS who, across.kind, across.country, across.sector,
    array_to_string(across.titles, '; ') AS titles,
    array_to_string([office.title || coalesce(' of ' || office."of", '')
        || coalesce(' from ' || office."start", '') || coalesce(' to ' || office."end", '')
        || coalesce(' (' || office.certainty || ')', '') for office in across.offices], '; ')
        AS offices,
    array_to_string(across.aliases, '; ') AS aliases, met.pages,
    len(across.evidence) AS mentions, coalesce(spoken.statements, 0) AS statements,
    met.page, across.score, across.evidence[1]."start" AS "start",
    list_concat([across.name], met.parties) AS parties,
    {
        'start': CASE WHEN since_ever THEN NULL ELSE met.first_day END,
        'end': CASE WHEN for_ever THEN NULL ELSE met.last_day END,
        'precision': 'interval', 'basis': ''
    } AS held,
    held AS published
FROM across JOIN met ON met.id = across.id LEFT JOIN spoken ON spoken.id = across.id
