SELECT meeting.id, meeting."when" AS held, page.published, meeting.kind, meeting.name AS what,
    participants.who, invited.who AS invited, absent.who AS absent,
    coalesce(host.name, meeting.host.name) AS host,
    coalesce(site.name, meeting.place.name) AS place,
    meeting.factuality, meeting.outcome, teller.who AS said_by,
    page.path AS page, page.publisher, meeting.evidence[1]."start" AS "start",
    meeting.evidence[1]."end" AS "end", meeting.evidence[1].quote AS quote, meeting.score,
    meeting.attributed_to, meeting.document_id,
    list_concat(participants.parties, invited.parties, absent.parties, host.aliases,
        [host.name, meeting.host.name]) AS parties
FROM meetings AS meeting
JOIN pages AS page ON page.id = meeting.document_id
LEFT JOIN sides AS participants
    ON participants.id = meeting.id AND participants.side = 'participants'
LEFT JOIN sides AS invited ON invited.id = meeting.id AND invited.side = 'invited'
LEFT JOIN sides AS absent ON absent.id = meeting.id AND absent.side = 'absent'
LEFT JOIN names AS host ON host.page_entity_id = meeting.host.id
LEFT JOIN names AS site ON site.page_entity_id = meeting.place.id
LEFT JOIN tellers AS teller ON teller.id = meeting.attributed_to
