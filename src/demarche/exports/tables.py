"""CSV and Parquet: one file a table, for spreadsheets, R and pandas."""

from pathlib import Path
from typing import Literal

import duckdb

from demarche.errors import StoreError
from demarche.records import TOLD, Factuality
from demarche.store import Store
from demarche.store.schema import ACROSS_TABLES, literal

Form = Literal["csv", "parquet"]

_STANDING = "document_id IN (SELECT id FROM current_documents)"
_SOURCES = {
    "documents": "current_documents ORDER BY path, id",
    "entities": "entities ORDER BY id",
    "entity_members": "entity_members ORDER BY ALL",
    "page_entities": f"page_entities WHERE {_STANDING} ORDER BY document_id, position",
    **{name: f"{name} WHERE {_STANDING} ORDER BY document_id, position" for name in TOLD},
    "events": f"events WHERE {_STANDING} AND {{wanted}} ORDER BY document_id, position",
    **{table.name: f"{table.name} ORDER BY id" for table in ACROSS_TABLES},
    "rejected": f"rejected WHERE {_STANDING} OR document_id IS NULL ORDER BY ALL",
}


def export_tables(
    store: Store,
    folder: str | Path,
    form: Form,
    *,
    factualities: frozenset[Factuality] | None = None,
) -> tuple[Path, ...]:
    """Write each table to `folder` (made if need be) and return the files.

    Parquet keeps nested records as they are; CSV holds them as JSON in one cell. `factualities`
    are those of the events wanted, None: all; the other tables are whole. Raises StoreError when a
    file cannot be written.
    """
    folder = Path(folder)
    wanted = _condition(factualities)
    sources = {name: source.format(wanted=wanted) for name, source in _SOURCES.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(
            _write(store, source, folder / f"{name}.{form}") for name, source in sources.items()
        )
    except (OSError, duckdb.Error) as error:
        raise StoreError(
            f"{folder}: cannot be written ({error}); give a folder that you may write to"
        ) from error


def _condition(factualities: frozenset[Factuality] | None) -> str:
    if factualities is None:
        return "true"
    return f"factuality IN ({', '.join(map(literal, sorted(factualities)))})"


def _write(store: Store, source: str, path: Path) -> Path:
    if path.suffix == ".parquet":
        store.sql(f"FROM {source}").to_parquet(str(path))
    else:
        columns = _flat_columns(store, source.partition(" ")[0])
        store.sql(f"SELECT {columns} FROM {source}").to_csv(str(path))
    return path


def _flat_columns(store: Store, name: str) -> str:
    """Return the columns of a table for SELECT, nested ones as JSON."""
    columns = store.sql(f"SELECT column_name, column_type FROM (DESCRIBE {name})").fetchall()
    return ", ".join(
        f'to_json("{column}") AS "{column}"' if "[]" in kind or "STRUCT" in kind else f'"{column}"'
        for column, kind in columns
    )
