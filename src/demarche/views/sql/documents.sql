SELECT page.id, page.published AS held, page.published, page.published_basis, page.publisher,
    page.title, page.byline, page.language, page.path AS page, page.url,
    (SELECT count(*) FROM statements WHERE document_id = page.id) AS statements,
    (SELECT count(*) FROM events WHERE document_id = page.id) AS events,
    (SELECT count(*) FROM figures WHERE document_id = page.id) AS figures,
    page.read_at, 0 AS "start",
    (SELECT flatten(list(names.aliases)) FROM page_entities AS entity
        JOIN names ON names.page_entity_id = entity.id
        WHERE entity.document_id = page.id) AS parties
FROM pages AS page
