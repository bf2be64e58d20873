SELECT event.id, event."when" AS held, page.published, actors.who, event.event,
    recipients.who AS to_whom, event.factuality, event.trigger, event.mode,
    array_to_string(event.contexts, '; ') AS contexts, event.quad, event.cameo,
    coalesce(site.name, event.place.name) AS place, teller.who AS said_by,
    page.path AS page, page.publisher, event.evidence[1]."start" AS "start",
    event.evidence[1]."end" AS "end", event.evidence[1].quote AS quote, event.score,
    event.attributed_to, event.document_id,
    list_concat(actors.parties, recipients.parties) AS parties
FROM events AS event
JOIN pages AS page ON page.id = event.document_id
LEFT JOIN sides AS actors ON actors.id = event.id AND actors.side = 'actors'
LEFT JOIN sides AS recipients ON recipients.id = event.id AND recipients.side = 'recipients'
LEFT JOIN names AS site ON site.page_entity_id = event.place.id
LEFT JOIN tellers AS teller ON teller.id = event.attributed_to
