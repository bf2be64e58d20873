-- On whose word a record stands that stands inside a statement.
SELECT statement.id, coalesce(names.name, statement.source_text) AS who,
    list_concat(coalesce(names.aliases, []), [names.name, statement.source_text]) AS parties
FROM statements AS statement
LEFT JOIN names ON names.page_entity_id = statement.source.id
