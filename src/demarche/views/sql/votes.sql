SELECT vote.id, vote."when" AS held, page.published,
    coalesce(body.name, vote.body.name) AS who, vote.text AS what, vote.symbol, vote.result,
    ruled.result AS by_rule,
    vote.yes, vote."no", vote.abstain, vote.absent, vote.not_participating,
    members.who AS members, vote."count", vote.factuality, teller.who AS said_by,
    page.path AS page, page.publisher, vote.evidence[1]."start" AS "start",
    vote.evidence[1]."end" AS "end", vote.evidence[1].quote AS quote, vote.score,
    vote.attributed_to, vote.document_id,
    list_concat(coalesce(members.parties, []), body.aliases, [body.name, vote.body.name])
        AS parties
FROM votes AS vote
JOIN pages AS page ON page.id = vote.document_id
LEFT JOIN sides AS members ON members.id = vote.id AND members.side = 'members'
LEFT JOIN names AS body ON body.page_entity_id = vote.body.id
LEFT JOIN tellers AS teller ON teller.id = vote.attributed_to
LEFT JOIN (
    SELECT unnest($ruled::VARCHAR[]) AS id, unnest($by_rule::VARCHAR[]) AS result
) AS ruled ON ruled.id = vote.id
