-- Places with coordinates, with the records that happen, count or take place there.
WITH there AS (
    SELECT id, document_id, place.id AS place_id FROM events WHERE place IS NOT NULL
    UNION ALL SELECT id, document_id, place.id FROM figures WHERE place IS NOT NULL
    UNION ALL SELECT id, document_id, place.id FROM meetings WHERE place IS NOT NULL
    UNION ALL SELECT id, document_id, place.id FROM statements WHERE place IS NOT NULL
),
placed AS (
    SELECT names.id, names.name, median(entity.latitude) AS latitude,
        median(entity.longitude) AS longitude,
        mode(entity.feature ORDER BY entity.feature) AS feature,
        mode(entity.country ORDER BY entity.country) AS country
    FROM page_entities AS entity
    JOIN pages AS page ON page.id = entity.document_id
    JOIN names ON names.page_entity_id = entity.id
    WHERE entity.latitude IS NOT NULL AND entity.longitude IS NOT NULL
    GROUP BY names.id, names.name
)
SELECT placed.*, count(there.id) AS records_there,
    list(there.id ORDER BY there.id) FILTER (there.id IS NOT NULL) AS records
FROM placed
LEFT JOIN names ON names.id = placed.id
LEFT JOIN (SELECT there.* FROM there JOIN pages AS page ON page.id = there.document_id) AS there
    ON there.place_id = names.page_entity_id
GROUP BY ALL
ORDER BY records_there DESC, placed.name, placed.id
