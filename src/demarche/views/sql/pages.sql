-- The pages a question looks at: those that stand and, with a day given, had surely been published
-- by then. `text_id` is equal for copies of one text, which count once.
SELECT document.*, coalesce(copied."first", document.id) AS text_id
FROM current_documents AS document
LEFT JOIN (SELECT "first", unnest(documents) AS document_id FROM copies) AS copied
    ON copied.document_id = document.id
WHERE $known::DATE IS NULL OR document.published."end" <= $known::DATE
