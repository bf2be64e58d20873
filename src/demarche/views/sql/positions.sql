SELECT stand.id, stand."when" AS held, page.published,
    coalesce(actor.name, stand.actor.name) AS who, stand.country, stand.issue,
    coalesce(target.name, stand.target.name) AS about, stand.stance,
    stand.condition, coalesce(teller_of.name, stand.via.name) AS via, teller.who AS said_by,
    page.path AS page, page.publisher, stand.evidence[1]."start" AS "start",
    stand.evidence[1]."end" AS "end", stand.evidence[1].quote AS quote, stand.score,
    actor.id AS who_id, page.text_id, stand.attributed_to, stand.document_id,
    list_concat(coalesce(actor.aliases, []), [
        actor.name, stand.actor.name, stand.country, target.name, stand.target.name
    ]) AS parties
FROM positions AS stand
JOIN pages AS page ON page.id = stand.document_id
LEFT JOIN names AS actor ON actor.page_entity_id = stand.actor.id
LEFT JOIN names AS target ON target.page_entity_id = stand.target.id
LEFT JOIN names AS teller_of ON teller_of.page_entity_id = stand.via.id
LEFT JOIN tellers AS teller ON teller.id = stand.attributed_to
