-- The name of a plan across pages: the longest that any page gives it.
SELECT key, arg_max(name, (length(name), name)) AS name FROM plans GROUP BY key
