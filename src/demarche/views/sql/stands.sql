-- Who stands where on which issue about whom: a row for each side, issue and target, first and last
-- stand, and all between. Stands that do not say about whom belong to the one target that the issue
-- has, if it has but one. A state stands for those that speak for it, its opposition and its rebels
-- do not. What is dated within a stretch of days counts as of its middle; the stance of a day is the
-- mean of its stands (rounded: the sum of fractions depends on their order), and the record given for
-- it the one nearest to that. What has no day comes before all days, and counts where nothing else
-- does. Copies count once.
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
            PARTITION BY text_id, quote, who, issue, about
            ORDER BY published."end" NULLS LAST, page, dated.id
        ) AS copy
    FROM dated
    LEFT JOIN (
        SELECT names.id, mode(entity.sector ORDER BY entity.sector) AS name
        FROM page_entities AS entity JOIN names ON names.page_entity_id = entity.id
        GROUP BY names.id
    ) AS sector ON sector.id = dated.who_id
    QUALIFY copy = 1
),
state AS (
    SELECT country, max_by(name, (len(evidence), name)) AS name FROM (
        SELECT country, name, evidence, kind FROM entities
        UNION ALL SELECT country, name, evidence, kind FROM page_entities
    ) WHERE kind = 'state' AND country IS NOT NULL GROUP BY country
),
sole AS (
    SELECT issue, min(about) AS about FROM stand GROUP BY issue HAVING count(DISTINCT about) = 1
),
sided AS (
    SELECT stand.* EXCLUDE (about), coalesce(stand.country, stand.who) AS side,
        state.name AS state_name, coalesce(stand.about, sole.about) AS about
    FROM stand
    LEFT JOIN state ON state.country = stand.country
    LEFT JOIN sole ON sole.issue = stand.issue
),
of_day AS (
    SELECT *, round(avg(stance) OVER (PARTITION BY side, issue, about, day), 6) AS stance_of_day
    FROM sided
)
SELECT side, coalesce(any_value(state_name), side) AS name, issue, about, count(*) AS told,
    arg_min(stance_of_day, (day IS NULL, day, id)) FILTER (stance IS NOT NULL) AS first_stance,
    min(day) AS first_day,
    arg_max(stance_of_day, (day IS NOT NULL, day, id)) FILTER (stance IS NOT NULL) AS last_stance,
    max(day) AS last_day,
    arg_min(id, (day IS NULL, day, abs(stance - stance_of_day), id)) FILTER (stance IS NOT NULL)
        AS first_record,
    arg_max(id, (day IS NOT NULL, day, -abs(stance - stance_of_day), id))
        FILTER (stance IS NOT NULL) AS last_record,
    min(stance) AS lowest, max(stance) AS highest, list(id ORDER BY day NULLS FIRST, id) AS records
FROM of_day
GROUP BY side, issue, about
ORDER BY name, issue, about
