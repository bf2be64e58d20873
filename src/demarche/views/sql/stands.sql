-- Who stands where on which issue: a row for each side and issue, first and last stand, and all
-- between. A state speaks for its men: its own name stands for them. Copies count once.
WITH stand AS (
    SELECT told.*, coalesce(held."start", held."end", published."start", published."end")
            AS day,
        row_number() OVER (
            PARTITION BY text_id, quote, who, issue ORDER BY published."end" NULLS LAST, page, id
        ) AS copy
    FROM positions_told AS told
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
