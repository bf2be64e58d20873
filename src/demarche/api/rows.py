"""The answer to a question, as the caller wants to have it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:  # slow to import, and wanted only by those who ask for them
    import pandas as pd
    import pyarrow as pa

# Rows that a notebook shows: a screen of them.
NOTEBOOK_ROWS = 20


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to one question; nothing is fetched before it is asked for."""

    relation: duckdb.DuckDBPyRelation

    @property
    def columns(self) -> list[str]:
        """The names of the columns in order."""
        return list(self.relation.columns)

    def df(self) -> "pd.DataFrame":
        """Return the rows as a pandas data frame."""
        frame: pd.DataFrame = self.relation.df()
        return frame

    def arrow(self) -> "pa.Table":
        """Return the rows as an Arrow table."""
        return self.relation.to_arrow_table()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        rows: list[dict[str, Any]] = self.arrow().to_pylist()
        return rows

    def __len__(self) -> int:
        return len(self.relation)

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook."""
        shown = self.relation.limit(NOTEBOOK_ROWS).df().to_html(index=False, na_rep="")
        return f"{shown}<p>{len(self)} rows</p>"
