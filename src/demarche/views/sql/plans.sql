SELECT plan.id, plan."when" AS held, page.published, plan.name AS what, plan.key,
    authors.who, len(plan.provisions) AS provisions,
    array_to_string([coalesce(p."order" || '. ', '') || p.text
        || CASE WHEN len(p.obligors) > 0
            THEN ' (' || array_to_string([o.name for o in p.obligors], ', ') || ')' ELSE '' END
        for p in plan.provisions], '; ') AS terms,
    teller.who AS said_by, page.path AS page, page.publisher,
    plan.evidence[1]."start" AS "start", plan.evidence[1]."end" AS "end",
    plan.evidence[1].quote AS quote, plan.score, plan.attributed_to, plan.document_id,
    coalesce(authors.parties, []) AS parties
FROM plans AS plan
JOIN pages AS page ON page.id = plan.document_id
LEFT JOIN sides AS authors ON authors.id = plan.id AND authors.side = 'authors'
LEFT JOIN tellers AS teller ON teller.id = plan.attributed_to
