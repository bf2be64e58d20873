-- The entity that a figure's counting body is: one of its page with that name, "the" left out.
WITH body AS (
    SELECT id AS figure_id, document_id,
        regexp_replace(lower(strip_accents(body)), '^the ', '') AS name
    FROM figures WHERE body IS NOT NULL
),
called AS (
    SELECT id, document_id, unnest(list_append(aliases, name)) AS name FROM page_entities
)
SELECT body.figure_id, min(names.name) AS name, any_value(names.aliases) AS aliases
FROM body
JOIN called ON called.document_id = body.document_id
    AND regexp_replace(lower(strip_accents(called.name)), '^the ', '') = body.name
JOIN names ON names.page_entity_id = called.id
GROUP BY body.figure_id
