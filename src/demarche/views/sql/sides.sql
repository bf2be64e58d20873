-- Who has which part in a record that has several sides: `who` names them in order, `parties` are
-- all their names. Two names of one party (Moscow, Russia) are named once, where they first stand.
WITH part AS (
    SELECT id, 'actors' AS side, generate_subscripts(actors, 1) AS nth,
        unnest([{'who': p.entity, 'mention': p.mention, 'note': NULL::VARCHAR} for p in actors])
            AS party
    FROM events
    UNION ALL
    SELECT id, 'recipients', generate_subscripts(recipients, 1),
        unnest([{'who': p.entity, 'mention': p.mention, 'note': NULL} for p in recipients])
    FROM events
    UNION ALL
    SELECT id, 'members', generate_subscripts(members, 1),
        unnest([{'who': m.member, 'mention': m.mention, 'note': m.ballot} for m in members])
    FROM votes
    UNION ALL
    SELECT id, 'participants', generate_subscripts(participants, 1),
        unnest([{'who': p.entity, 'mention': p.mention, 'note': NULL} for p in participants])
    FROM meetings
    UNION ALL
    SELECT id, 'invited', generate_subscripts(invited, 1),
        unnest([{'who': p.entity, 'mention': p.mention, 'note': NULL} for p in invited])
    FROM meetings
    UNION ALL
    SELECT id, 'absent', generate_subscripts(absent, 1),
        unnest([{'who': p.entity, 'mention': p.mention, 'note': NULL} for p in absent])
    FROM meetings
    UNION ALL
    SELECT id, 'by', generate_subscripts("by", 1),
        unnest([{'who': r, 'mention': r.name, 'note': NULL} for r in "by"])
    FROM measures
    UNION ALL
    SELECT id, 'target', generate_subscripts(target, 1),
        unnest([{'who': r, 'mention': r.name, 'note': NULL} for r in target])
    FROM measures
    UNION ALL
    SELECT id, 'authors', generate_subscripts(authors, 1),
        unnest([{'who': r, 'mention': r.name, 'note': NULL} for r in authors])
    FROM plans
    UNION ALL
    SELECT id, 'host', 1, {'who': host, 'mention': host.name, 'note': NULL}
    FROM meetings WHERE host IS NOT NULL
    UNION ALL
    SELECT id, 'party', 1, {'who': party, 'mention': party.name, 'note': NULL}
    FROM compliance WHERE party IS NOT NULL
    UNION ALL
    SELECT id, 'addressee', 1, {'who': addressee, 'mention': addressee.name, 'note': NULL}
    FROM statements WHERE addressee IS NOT NULL
    UNION ALL
    SELECT id, 'target', 1, {'who': target, 'mention': target.name, 'note': NULL}
    FROM statements WHERE target IS NOT NULL
    UNION ALL
    SELECT id, 'on_behalf_of', 1, {'who': on_behalf_of, 'mention': on_behalf_of.name, 'note': NULL}
    FROM statements WHERE on_behalf_of IS NOT NULL
),
named AS (
    SELECT part.id, side, coalesce(names.id, part.party.who.id) AS entity_id,
        coalesce(names.name, part.party.who.name) AS name, part.party.note AS note,
        min(nth) AS nth, flatten(list(list_concat(
            coalesce(names.aliases, []), [part.party.who.name, part.party.mention]
        ))) AS aliases
    FROM part LEFT JOIN names ON names.page_entity_id = part.party.who.id
    GROUP BY ALL
)
SELECT id, side,
    string_agg(name || coalesce(' (' || note || ')', ''), ', ' ORDER BY nth) AS who,
    list_concat(list(name), flatten(list(aliases))) AS parties,
    list(entity_id ORDER BY nth) AS entity_ids
FROM named GROUP BY id, side
