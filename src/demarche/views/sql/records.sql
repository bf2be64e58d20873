-- Every record of the pages in what lists of several kinds show of it: whose it is, its words, and
-- all who have a part in it.
WITH record AS (
    SELECT id, 'statement' AS kind, document_id, source AS who, source_text AS who_text,
        attributed_to, said AS held, evidence
    FROM (SELECT *, reported_by AS attributed_to FROM statements)
    UNION ALL
    SELECT id, 'event', document_id, actors[1].entity, NULL, attributed_to, "when", evidence
    FROM events
    UNION ALL
    SELECT id, 'figure', document_id, NULL, body, attributed_to, as_of, evidence FROM figures
    UNION ALL
    SELECT id, 'vote', document_id, body, NULL, attributed_to, "when", evidence FROM votes
    UNION ALL
    SELECT id, 'meeting', document_id, participants[1].entity, NULL, attributed_to, "when", evidence
    FROM meetings
    UNION ALL
    SELECT id, 'measure', document_id, "by"[1], NULL, attributed_to, "when", evidence
    FROM measures
    UNION ALL
    SELECT id, 'plan', document_id, authors[1], name, attributed_to, "when", evidence FROM plans
    UNION ALL
    SELECT id, 'compliance', document_id, assessor, NULL, attributed_to, as_of, evidence
    FROM compliance
    UNION ALL
    SELECT id, 'position', document_id, actor, NULL, attributed_to, "when", evidence
    FROM positions
    UNION ALL
    SELECT id, 'entity', document_id, NULL, name, NULL, NULL, evidence FROM page_entities
),
party AS (
    SELECT id, flatten(list(parties ORDER BY side)) AS parties FROM sides GROUP BY id
)
SELECT record.id, record.kind, record.document_id, page.text_id, page.publisher, page.path AS page,
    page.published, record.held, coalesce(names.name, record.who.name, record.who_text) AS who,
    teller.who AS said_by, record.evidence[1].quote AS quote,
    record.evidence[1]."start" AS "start",
    list_concat(coalesce(names.aliases, []), coalesce(teller.parties, []),
        coalesce(party.parties, []), [names.name, record.who.name, record.who_text]) AS parties
FROM record
JOIN pages AS page ON page.id = record.document_id
LEFT JOIN names ON names.page_entity_id = record.who.id
LEFT JOIN tellers AS teller ON teller.id = record.attributed_to
LEFT JOIN party ON party.id = record.id
