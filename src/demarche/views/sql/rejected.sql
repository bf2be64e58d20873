SELECT rejected.path AS page, rejected.stage, rejected.reason, rejected.detail,
    rejected.document_id, rejected.position AS "start", [rejected.path] AS parties,
    page.published AS held,
    page.published
FROM rejected LEFT JOIN pages AS page ON page.id = rejected.document_id
WHERE rejected.document_id IS NULL
    OR rejected.document_id NOT IN (SELECT id FROM documents)
    OR page.id IS NOT NULL
