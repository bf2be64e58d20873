-- Who stands where on which issue: a row for each side and issue, first and last stand, and all
-- between. A state stands for those that speak for it, its opposition and its rebels do not. What
-- is dated within a stretch of days counts as of its middle. Copies count once.
WITH dated AS (
    SELECT *, CASE WHEN coalesce(held."start", held."end") IS NULL THEN published ELSE held END
        AS period
    FROM positions_told
),
stand AS (
    SELECT dated.* EXCLUDE (country),
        CASE WHEN sector.name IN ('OPP', 'REB') THEN NULL ELSE country END AS country,
        coalesce(period."start" + ((period."end" - period."start") // 2)::INTEGER, period."start",
            period."end") AS day,
        row_number() OVER (
            PARTITION BY text_id, quote, who, issue
            ORDER BY published."end" NULLS LAST, page, dated.id
        ) AS copy
    FROM dated
    LEFT JOIN (
        SELECT names.id, any_value(entity.sector) AS name
        FROM page_entities AS entity JOIN names ON names.page_entity_id = entity.id
        GROUP BY names.id
    ) AS sector ON sector.id = dated.who_id
    QUALIFY copy = 1
),
state AS (
    SELECT country, max_by(name, len(evidence)) AS name FROM (
        SELECT country, name, evidence, kind FROM entities
        UNION ALL SELECT country, name, evidence, kind FROM page_entities
    ) WHERE kind = 'state' AND country IS NOT NULL GROUP BY country
)
SELECT side, coalesce(any_value(state_name), side) AS name, issue, count(*) AS told,
    arg_min(stance, day) AS first_stance, min(day) AS first_day,
    arg_max(stance, day) AS last_stance, max(day) AS last_day,
    min(stance) AS lowest, max(stance) AS highest, list(id ORDER BY day NULLS FIRST, id) AS records
FROM (
    SELECT stand.*, coalesce(stand.country, stand.who) AS side, state.name AS state_name
    FROM stand LEFT JOIN state ON state.country = stand.country
)
GROUP BY side, issue
ORDER BY name, issue
