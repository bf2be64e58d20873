-- Both sides stand on pages that the question looks at. One that is apparent only is settled.
SELECT dispute.id, dispute."when" AS held, one.published, dispute.kind,
    dispute.kind = 'apparent' AS settled, dispute.about AS what,
    coalesce(one.said_by, one.who) AS who, one.quote AS says,
    coalesce(other.said_by, other.who) AS against, other.quote AS but_says,
    one.page AS page, other.page AS other_page, one.publisher,
    other.publisher AS other_publisher, dispute.a, dispute.a_kind, dispute.b, dispute.b_kind,
    dispute.made_by.reason AS why, dispute.score, one."start" AS "start",
    list_concat(one.parties, other.parties) AS parties
FROM disputes AS dispute
JOIN records AS one ON one.id = dispute.a
JOIN records AS other ON other.id = dispute.b
-- Copies of one text that contradict copies of another do so once.
QUALIFY row_number() OVER (
    PARTITION BY dispute.kind, dispute.about,
        least((one.text_id, one.quote), (other.text_id, other.quote)),
        greatest((one.text_id, one.quote), (other.text_id, other.quote))
    ORDER BY one.published, one.page, other.published, other.page, dispute.id
) = 1
