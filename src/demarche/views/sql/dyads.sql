-- Who did what to whom: a row for each actor and recipient, with the events behind it. An act that
-- copies of one text repeat counts once.
WITH act AS (
    SELECT event.id, event.event, event.quad, event.factuality, event.attributed_to,
        event.actors, event.recipients, row_number() OVER (
            PARTITION BY page.text_id, event.evidence[1].quote, event.event, event.trigger
            ORDER BY page.published."end" NULLS LAST, page.path, event.id
        ) AS copy
    FROM events AS event JOIN pages AS page ON page.id = event.document_id
    QUALIFY copy = 1
),
actor AS (
    SELECT DISTINCT act.id, sides.entity_id FROM act
    JOIN (SELECT id, unnest(entity_ids) AS entity_id FROM sides WHERE side = 'actors') AS sides
        ON sides.id = act.id
),
recipient AS (
    SELECT DISTINCT act.id, sides.entity_id FROM act
    JOIN (SELECT id, unnest(entity_ids) AS entity_id FROM sides WHERE side = 'recipients') AS sides
        ON sides.id = act.id
)
SELECT actor.entity_id AS actor_id, recipient.entity_id AS recipient_id, count(*) AS events,
    count(*) FILTER (factuality = 'happened') AS happened,
    count(*) FILTER (quad <= 2) AS cooperation, count(*) FILTER (quad > 2) AS conflict,
    list(act.id ORDER BY act.id) AS records
FROM act
JOIN actor ON actor.id = act.id
JOIN recipient ON recipient.id = act.id AND recipient.entity_id <> actor.entity_id
GROUP BY ALL
ORDER BY events DESC, actor_id, recipient_id
