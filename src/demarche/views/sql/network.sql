-- Who has to do with whom, whoever begins.
SELECT least(actor_id, recipient_id) AS one_id, greatest(actor_id, recipient_id) AS other_id,
    sum(events)::BIGINT AS events, sum(cooperation)::BIGINT AS cooperation,
    sum(conflict)::BIGINT AS conflict, list_sort(flatten(list(records))) AS records
FROM dyads
GROUP BY ALL
ORDER BY events DESC, one_id, other_id
