-- What has a date, with its precision, told by one record or by several.
SELECT * FROM told_together WHERE coalesce(held."start", held."end") IS NOT NULL
