-- Figures of one series by who counts and date. A figure that copies of one text repeat is one row.
WITH counted AS (
    SELECT figure.id, figure.as_of AS held, page.published, figure.series, figure.counted AS what,
        figure.unit, figure.low, figure.value, figure.high, figure.qualifier,
        coalesce(body.name, figure.body, teller.who) AS who, teller.who AS said_by,
        coalesce(site.name, figure.place.name) AS place, page.path AS page, page.publisher,
        figure.evidence[1]."start" AS "start", figure.evidence[1].quote AS quote, figure.score,
        figure.document_id, page.text_id,
        list_concat(coalesce(teller.parties, []), coalesce(body.aliases, []), [figure.body])
            AS parties
    FROM figures AS figure
    JOIN pages AS page ON page.id = figure.document_id
    LEFT JOIN counting_bodies AS body ON body.figure_id = figure.id
    LEFT JOIN tellers AS teller ON teller.id = figure.attributed_to
    LEFT JOIN names AS site ON site.page_entity_id = figure.place.id
    WHERE figure.series IS NOT NULL
)
SELECT *, row_number() OVER (
        PARTITION BY text_id, quote, low, value, high, series
        ORDER BY published."end" NULLS LAST, page, "start", id
    ) AS "copy",
    count(*) OVER (PARTITION BY text_id, quote, low, value, high, series) AS copies
FROM counted
QUALIFY "copy" = 1
