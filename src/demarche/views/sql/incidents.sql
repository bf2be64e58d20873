SELECT * FROM told_together WHERE id IN (SELECT id FROM incidents)
