-- What has a date, with its precision; what has none is among the incidents only.
SELECT * FROM told_together WHERE coalesce(held."start", held."end") IS NOT NULL
