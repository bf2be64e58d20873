"""The crisis file: the one thing in the program that has a state."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from posixpath import normpath
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb

from demarche.errors import StoreError
from demarche.records import (
    TOLD,
    Copies,
    Correction,
    Dispute,
    Entity,
    Incident,
    Reading,
    Reference,
    Rejected,
)
from demarche.store import load, overlay, write
from demarche.store.across import refresh_across
from demarche.store.claims import add_claims
from demarche.store.copies import refresh_copies
from demarche.store.files import connect, transaction
from demarche.store.merged import refresh_entities

T = TypeVar("T", Copies, Incident, Dispute)

# What a killed process may lose, against the cost of a transaction (40 ms for one page of 60
# records, 5 ms a page for 64 of them, measured): 64 pages are some five seconds of reading on two
# cores. Ctrl-C loses nothing.
FLUSH_PAGES = 64
FLUSH_SECONDS = 5.0

# From the entities of all pages, and the corrections, to the entities across pages.
Merge = Callable[[Sequence[Entity], Sequence[Correction]], Sequence[Entity]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """What is in a crisis file."""

    path: str
    versions: Mapping[str, str]  # format, program, reader, codebook: what wrote it last
    counts: Mapping[str, int]  # documents, entities, each kind of TOLD, incidents, ..., rejected
    superseded: int  # versions of documents that a newer one has replaced; not in the counts
    refused: Mapping[str, int]  # reason -> pages that gave no document
    cut: Mapping[str, int]  # reason -> rows cut from pages that were read


class Store:
    """An open crisis file; use it in a `with` block, so that what was added is written.

    Pages are written in transactions of whole pages. An exception in the block, Ctrl-C included,
    still writes the pages added before it.
    """

    def __init__(
        self, path: Path, connection: duckdb.DuckDBPyConnection, versions: Mapping[str, str]
    ) -> None:
        self.path = path
        self._connection = connection
        self._versions = versions
        self._arrivals: list[write.Arrival] = []
        self._refused: list[Rejected] = []
        self._refused_paths: set[str] = set()
        self._flushed = monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is still to be written and let go of the file. Closing twice is harmless."""
        try:
            if self._arrivals or self._refused:
                self.flush()
        finally:
            self._connection.close()

    def add(self, reading: Reading, read_at: datetime) -> None:
        """Add a page; one that is there already, read with the same versions, changes nothing.

        `read_at` is when it was read (UTC if it has no zone). Give all pages of one run the same:
        which of two versions of one page stands is then the same in every order of reading.
        """
        self._arrivals.append(write.Arrival(reading, read_at))
        self._flush_when_due()

    def reject(self, rejected: Rejected) -> None:
        """Add a row for a page that could not be read, unless it is there already."""
        self._refused.append(rejected)
        self._refused_paths.add(rejected.path)
        self._flush_when_due()

    def flush(self) -> None:
        """Write the pages added so far, all or none. Raises StoreError when that fails."""
        if self._arrivals or self._refused:
            with transaction(self._connection, self.path):
                self._write()
            self._arrivals.clear()
            self._refused.clear()
        self._flushed = monotonic()

    def refresh(self, merge: Merge | None = None) -> None:
        """Find copies among the pages that stand, merge their entities, lay corrections over.

        Only what changes is written. A `merge` of one's own is given all page entities at once.
        Raises RecordError, with everything left as it was, when a correction cannot be meant.
        """
        self.flush()
        with transaction(self._connection, self.path):
            self._refresh(merge)

    def corrections(self) -> tuple[Correction, ...]:
        """Return the corrections in the order in which they were made."""
        return tuple(overlay.load_corrections(self._connection))

    def waiting(self) -> frozenset[str]:
        """Return the ids of the corrections of records that are about nothing in the file yet."""
        self.flush()
        return overlay.load_waiting(self._connection)

    def correct(
        self,
        merge: Merge | None = None,
        add: Sequence[Correction] = (),
        take_back: Sequence[str] = (),
    ) -> int:
        """Add corrections that are not there yet, take some back by id; then refresh with `merge`.

        Returns how many were added or taken back. Raises as `refresh` does; nothing is changed
        then.
        """
        self.flush()
        with transaction(self._connection, self.path):
            changed = overlay.add_corrections(self._connection, add)
            changed += overlay.drop_corrections(self._connection, take_back)
            self._refresh(merge)
        return changed

    def forget(self, document: str) -> int:
        """Take a page out, by id, or by path or url with all its versions; return how many went.

        Nothing quoted from it remains; call `refresh` afterwards, since entities that were merged
        over it stand apart again. Raises StoreError when there is no such page.
        """
        self.flush()
        query = (
            "SELECT id, address FROM documents WHERE id = $1 OR address = $2 OR address IN "
            "(SELECT address FROM documents WHERE path = $1 OR url = $1)"
        )
        found = dict(self._connection.execute(query, [document, normpath(document)]).fetchall())
        refused = "DELETE FROM rejected WHERE document_id IS NULL AND path = ? RETURNING 1"
        with transaction(self._connection, self.path):
            write.delete_documents(self._connection, list(found))
            overlay.forget_corrections(self._connection, list(found))
            write.mark_superseded(self._connection, set(found.values()))
            rows = self._connection.execute(refused, [document]).fetchall()
        if not found and not rows:
            raise StoreError(
                f"{self.path}: no document {document!r}; `demarche show {self.path} documents` "
                "lists ids and paths"
            )
        self._connection.execute("CHECKPOINT")  # so that the words leave the log as well
        return len(found)

    def readings(self) -> Iterator[Reading]:
        """Yield the pages that stand, by path; references are to entities of the page."""
        self.flush()
        yield from load.load_readings(self._connection, load.current_ids(self._connection))

    def readings_of(self, document_id: str) -> Reading:
        """Return one page, superseded ones included. Raises StoreError when there is none."""
        self.flush()
        for reading in load.load_readings(self._connection, [document_id]):
            return reading
        raise StoreError(f"{self.path}: no document with the id {document_id!r}")

    def refusals(self) -> list[Rejected]:
        """Return the rows of pages that gave no document, by path."""
        self.flush()
        return load.load_refusals(self._connection)

    def entities(self) -> tuple[Entity, ...]:
        """Return the entities across pages; those not merged since they were read, as they are."""
        self.flush()
        return load.load_entities(self._connection)

    def page_entities(self) -> list[Entity]:
        """Return the entities of each page that stands, by id."""
        self.flush()
        return load.load_page_entities(self._connection)

    def names(self) -> dict[str, Reference]:
        """Return for the id of each page's entity the entity across pages that it is."""
        self.flush()
        return load.load_names(self._connection)

    def across(self, cls: type[T]) -> tuple[T, ...]:
        """Return what pages make together, by id: all Copies, Incidents or Disputes."""
        self.flush()
        return load.load_across(self._connection, cls)

    def info(self) -> StoreInfo:
        """Return versions, counts and refusals."""
        self.flush()
        return _info(self._connection, self.path)

    def sql(
        self, query: str, parameters: Mapping[str, Any] | Sequence[Any] | None = None
    ) -> duckdb.DuckDBPyRelation:
        """Return the rows of one SELECT as a DuckDB relation (`.df()`, `.fetchall()`, ...).

        `parameters` are the values of `$name` or `?` in it. The relation can be used as long as
        the store is open. Raises StoreError when the query is not one SELECT, or DuckDB does not
        understand it.
        """
        self.flush()
        try:
            statements = self._connection.extract_statements(query)
            if [item.type for item in statements] != [duckdb.StatementType.SELECT]:
                raise StoreError("give one SELECT (or FROM, WITH, DESCRIBE); nothing else is run")
            return self._connection.sql(query, params=parameters)
        except duckdb.Error as error:
            raise StoreError(f"the query cannot be run: {error}") from error

    def _refresh(self, merge: Merge | None) -> None:
        overlay.restore(self._connection)
        refresh_copies(self._connection)
        corrections = overlay.load_corrections(self._connection)
        if merge is None:
            merged, page_entities = refresh_entities(self._connection, corrections)
        else:
            page_entities = load.load_page_entities(self._connection)
            merged = merge(page_entities, corrections)
            write.replace_entities(self._connection, merged)
        if corrections:
            overlay.lay_over(self._connection, corrections, merged, page_entities)
        refresh_across(self._connection)

    def _flush_when_due(self) -> None:
        waiting = len(self._arrivals) + len(self._refused)
        if waiting >= FLUSH_PAGES or monotonic() - self._flushed >= FLUSH_SECONDS:
            self.flush()

    def _write(self) -> None:
        read_with = ", ".join(f"{key} {value}" for key, value in sorted(self._versions.items()))
        paths = {arrival.reading.document.path for arrival in self._arrivals}
        # Only refusals of earlier runs are out of date; within a run the order must not matter.
        write.drop_refusals(self._connection, paths - self._refused_paths)
        fresh = write.add_readings(self._connection, self._arrivals, read_with)
        add_claims(self._connection, fresh)
        write.add_rejected(self._connection, self._refused)
        write.set_versions(self._connection, dict(self._versions))


def open_store(
    path: str | Path,
    *,
    create: bool = False,
    read_only: bool = False,
    versions: Mapping[str, str] | None = None,
) -> Store:
    """Open the crisis file at `path`; with `create` make it if there is none.

    ":memory:" (to be created) is a crisis without a file, gone when it is closed.

    `versions` names what reads the pages to be added (such as reader and codebook with their
    versions; the program's own is added): a page read anew with other versions is replaced.
    Raises StoreError when the file cannot be opened, and says what to do.
    """
    path = Path(path)
    connection = connect(path, create=create, read_only=read_only)
    return Store(path, connection, {"program": program_version()} | dict(versions or {}))


def program_version() -> str:
    """Return the version of the installed program, "unknown" in a bare source tree."""
    with suppress(PackageNotFoundError):
        return version("demarche")
    return "unknown"


def _info(connection: duckdb.DuckDBPyConnection, path: Path) -> StoreInfo:
    standing = "document_id IN (SELECT id FROM current_documents)"
    sources = {
        "documents": "current_documents",
        "entities": "(SELECT DISTINCT names.id FROM names JOIN page_entities AS page "
        f"ON page.id = names.page_entity_id WHERE page.{standing})",
        **{kind: f"{kind} WHERE {standing}" for kind in TOLD},
        "incidents": "incidents",
        "disputes": "disputes",
        "rejected": f"rejected WHERE {standing} OR document_id IS NULL",
    }
    counts = {name: _count(connection, source) for name, source in sources.items()}
    reasons = Counter(
        {
            (row[0], row[1]): row[2]
            for row in connection.sql(
                "SELECT document_id IS NULL, reason, count(*) FROM rejected "
                f"WHERE {standing} OR document_id IS NULL GROUP BY ALL ORDER BY ALL"
            ).fetchall()
        }
    )
    return StoreInfo(
        path=str(path),
        versions=dict(connection.sql("SELECT key, value FROM meta ORDER BY key").fetchall()),
        counts=counts,
        superseded=_count(connection, "documents") - counts["documents"],
        refused={reason: n for (alone, reason), n in reasons.items() if alone},
        cut={reason: n for (alone, reason), n in reasons.items() if not alone},
    )


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    return int(connection.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0])
