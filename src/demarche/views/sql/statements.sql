SELECT statement.id, statement.said AS held, page.published,
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
    list_concat(coalesce(names.aliases, []), coalesce(behalf.aliases, []),
        coalesce(addressee.aliases, []), coalesce(target.aliases, []), [names.name,
        statement.source_text, behalf.name, statement.on_behalf_of.name, addressee.name,
        statement.addressee.name, target.name, statement.target.name]) AS parties
FROM statements AS statement
JOIN pages AS page ON page.id = statement.document_id
LEFT JOIN names ON names.page_entity_id = statement.source.id
LEFT JOIN names AS behalf ON behalf.page_entity_id = statement.on_behalf_of.id
LEFT JOIN names AS addressee ON addressee.page_entity_id = statement.addressee.id
LEFT JOIN names AS target ON target.page_entity_id = statement.target.id
LEFT JOIN names AS site ON site.page_entity_id = statement.place.id
