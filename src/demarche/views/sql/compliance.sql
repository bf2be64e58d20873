SELECT claim.id, claim.as_of AS held, page.published, coalesce(plan.name, claim.plan) AS plan,
    coalesce(party.name, claim.party.name) AS who, claim.verdict,
    coalesce(assessor.name, claim.assessor.name) AS assessor, teller.who AS said_by,
    page.path AS page, page.publisher, claim.evidence[1]."start" AS "start",
    claim.evidence[1]."end" AS "end", claim.evidence[1].quote AS quote, claim.score,
    claim.plan AS key,
    claim.attributed_to, claim.document_id,
    list_concat(party.aliases, assessor.aliases,
        [party.name, claim.party.name, assessor.name, claim.assessor.name]) AS parties
FROM compliance AS claim
JOIN pages AS page ON page.id = claim.document_id
LEFT JOIN plan_names AS plan ON plan.key = claim.plan
LEFT JOIN names AS party ON party.page_entity_id = claim.party.id
LEFT JOIN names AS assessor ON assessor.page_entity_id = claim.assessor.id
LEFT JOIN tellers AS teller ON teller.id = claim.attributed_to
