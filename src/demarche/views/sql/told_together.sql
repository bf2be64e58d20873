-- Incidents with those of their records that stand on pages the question looks at; what one place of
-- a page alone tells is an incident as well, of the records that its words make.
WITH member AS (SELECT id, unnest(members) AS record_id FROM every_incident)
SELECT incident.id, incident."when" AS held, min_by(record.published,
        (record.published."end", record.page, record."start")) AS published,
    incident.kind, incident.name AS what, incident.place.name AS place,
    count(DISTINCT record.text_id) AS pages, incident.disputed,
    string_agg(DISTINCT record.publisher, '; ' ORDER BY record.publisher) AS publishers,
    min(record.published."end") AS first_published, list(DISTINCT record.id ORDER BY record.id) AS records,
    min_by(record.quote, (record.published."end", record.page, record."start")) AS quote,
    min_by(record.page, (record.published."end", record.page, record."start")) AS page,
    incident.score, 0 AS "start", flatten(list(record.parties)) AS parties
FROM every_incident AS incident
JOIN member ON member.id = incident.id
JOIN records AS record ON record.id = member.record_id
GROUP BY ALL
