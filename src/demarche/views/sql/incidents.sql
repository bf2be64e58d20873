SELECT * FROM told_together
