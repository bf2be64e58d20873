"""Questions, tables and the dossier."""
