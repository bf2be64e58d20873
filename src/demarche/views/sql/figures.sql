SELECT figure.id, figure.as_of AS held, page.published, figure.low, figure.value, figure.high,
    figure.qualifier, figure.counted AS what, figure.unit, figure.body AS who,
    teller.who AS said_by, coalesce(site.name, figure.place.name) AS place,
    figure.since."start" AS since, figure.series, figure.subset_of,
    page.path AS page, page.publisher, figure.evidence[1]."start" AS "start",
    figure.evidence[1]."end" AS "end", figure.evidence[1].quote AS quote, figure.score,
    figure.attributed_to, figure.document_id,
    list_concat(coalesce(teller.parties, []), [figure.body]) AS parties
FROM figures AS figure
JOIN pages AS page ON page.id = figure.document_id
LEFT JOIN tellers AS teller ON teller.id = figure.attributed_to
LEFT JOIN names AS site ON site.page_entity_id = figure.place.id
