"""Crisis files: what was read from the pages, in one DuckDB file."""

from demarche.store.crisis_file import Store, StoreInfo, open_store

__all__ = ["Store", "StoreInfo", "open_store"]
