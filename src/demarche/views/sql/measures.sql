SELECT measure.id, measure."when" AS held, page.published, measure.kind, measure.status,
    doers.who, targets.who AS to_whom, measure.what, measure.conditions, teller.who AS said_by,
    page.path AS page, page.publisher, measure.evidence[1]."start" AS "start",
    measure.evidence[1]."end" AS "end", measure.evidence[1].quote AS quote, measure.score,
    measure.attributed_to, measure.document_id,
    list_concat(doers.parties, targets.parties) AS parties
FROM measures AS measure
JOIN pages AS page ON page.id = measure.document_id
LEFT JOIN sides AS doers ON doers.id = measure.id AND doers.side = 'by'
LEFT JOIN sides AS targets ON targets.id = measure.id AND targets.side = 'target'
LEFT JOIN tellers AS teller ON teller.id = measure.attributed_to
