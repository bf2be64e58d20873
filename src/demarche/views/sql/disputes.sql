-- Both sides stand on pages that the question looks at. One that is apparent only is settled.
-- What disputes the same thing of the same party is one matter, in the words of its surest pair;
-- copies of one text that contradict copies of another count once.
WITH told AS (
    SELECT dispute.*, one, other FROM disputes AS dispute
    JOIN records AS one ON one.id = dispute.a
    JOIN records AS other ON other.id = dispute.b
    QUALIFY row_number() OVER (
        PARTITION BY dispute.kind, dispute.matter,
            least((one.text_id, one.quote), (other.text_id, other.quote)),
            greatest((one.text_id, one.quote), (other.text_id, other.quote))
        ORDER BY one.published, one.page, other.published, other.page, dispute.id
    ) = 1
)
SELECT id, "when" AS held, one.published, kind, kind = 'apparent' AS settled, about AS what,
    coalesce(one.said_by, one.who) AS who, one.quote AS says,
    coalesce(other.said_by, other.who) AS against, other.quote AS but_says,
    count(*) OVER matter AS pairs, list(id) OVER matter AS disputes,
    one.page AS page, other.page AS other_page, one.publisher,
    other.publisher AS other_publisher, a, a_kind, b, b_kind,
    made_by.reason AS why, score, one."start" AS "start",
    flatten(list(list_concat(one.parties, other.parties)) OVER matter) AS parties
FROM told
WINDOW matter AS (
    PARTITION BY kind, matter
    ORDER BY score DESC, one.published, one.page, other.published, other.page, id
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
)
QUALIFY row_number() OVER matter = 1
