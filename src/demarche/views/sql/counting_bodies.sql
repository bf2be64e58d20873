-- The entity that a figure's counting body is: the one of its page with that name ("the" left
-- out), else the body or group with the longest name in it ("UN estimates" are the UN's).
WITH body AS (
    SELECT id AS figure_id, document_id,
        ' ' || regexp_replace(lower(strip_accents(body)), '^the ', '') || ' ' AS name
    FROM figures WHERE body IS NOT NULL
),
called AS (
    SELECT id, document_id, kind,
        ' ' || regexp_replace(lower(strip_accents(name)), '^the ', '') || ' ' AS name
    FROM (
        SELECT id, document_id, kind, unnest(list_append(aliases, name)) AS name
        FROM page_entities
    )
)
SELECT body.figure_id, arg_max(names.name, (called.name = body.name, length(called.name),
        names.name, names.id)) AS name,
    arg_max(names.aliases, (called.name = body.name, length(called.name), names.name, names.id))
        AS aliases
FROM body
JOIN called ON called.document_id = body.document_id AND (
    called.name = body.name
    OR contains(body.name, called.name)
        AND called.kind IN ('organisation', 'organ', 'government', 'armed group')
)
JOIN names ON names.page_entity_id = called.id
GROUP BY body.figure_id
