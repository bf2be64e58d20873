"""Opening a crisis file, and saying plainly why one cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from demarche.errors import StoreError
from demarche.store.schema import FORMAT, ddl


def connect(path: Path, *, create: bool, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Return a connection to the crisis file at `path`, made first when `create` and not there.

    The path ":memory:" is a crisis that lives as long as the connection.

    Raises StoreError when there is none, when it is another kind of file or of another format,
    when another process holds it, or when it cannot be written.
    """
    new = not path.exists()
    if new and (read_only or not create):
        raise StoreError(f"{path}: no such file; `demarche read PAGES -o {path}` makes one")
    if new and not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} does not exist; make it first")
    if not new and not _is_duckdb(path):
        raise _other_file(path)
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise _cannot_open(path, error) from error
    try:
        if new:
            _make(connection)
        _check(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Do all or nothing: whatever goes wrong inside, Ctrl-C included, the file is as before.

    Raises StoreError when the file cannot be written (disk full, memory, rights).
    """
    try:
        connection.begin()
        yield
        connection.commit()
    except duckdb.Error as error:
        _roll_back(connection)
        raise StoreError(f"{path}: could not be written: {error}; nothing was changed") from error
    except BaseException as error:
        _roll_back(connection)
        if isinstance(error, RuntimeError) and "interrupted" in str(error):
            raise KeyboardInterrupt from error  # how DuckDB reports Ctrl-C inside a query
        raise


def _make(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    connection.execute(";\n".join(ddl()))  # at once: four times as fast as one by one
    connection.execute("INSERT INTO meta VALUES ('format', ?)", [str(FORMAT)])
    connection.commit()


def _check(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    query = "SELECT column_name FROM duckdb_columns() WHERE table_name = 'meta' ORDER BY 1"
    found = connection.sql(query).fetchall()
    if found != [("key",), ("value",)]:
        raise StoreError(
            f"{path}: a DuckDB file of another program (it has no table `meta` with key and "
            "value); give the path of a file that `demarche read` made"
        )
    versions = connection.sql("SELECT value FROM meta WHERE key = 'format'").fetchall()
    version = versions[0][0] if versions else "none"
    if version != str(FORMAT):
        raise StoreError(
            f"{path}: a crisis file of format {version}, this program reads format {FORMAT}; "
            "read the pages again into a new file, or use the version of Demarche that made it"
        )


def _cannot_open(path: Path, error: duckdb.Error) -> StoreError:
    """Return DuckDB's own words, shortened, with what to do about it."""
    found = str(error).splitlines()[0]
    if path.is_dir():
        return StoreError(f"{path}: a folder; give the path of a file, such as {path}/c.duckdb")
    if "lock" in found or isinstance(error, duckdb.ConnectionException):
        return StoreError(
            f"{path}: in use by another process or opened twice ({found}); close it there first"
        )
    if "not a valid DuckDB" in found:
        return _other_file(path)
    if "version number" in found or isinstance(error, duckdb.SerializationException):
        return StoreError(
            f"{path}: written by another version of DuckDB, this is {duckdb.__version__} ({found})"
        )
    return StoreError(f"{path}: cannot be opened ({found}); check that it may be read and written")


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.rollback()
    except duckdb.Error:
        # No transaction is open: it failed to begin, or DuckDB has ended it on the error.
        return


def _other_file(path: Path) -> StoreError:
    return StoreError(
        f"{path}: not a DuckDB file; give another path, it has been left as it was (pages are read "
        "into a crisis file by `demarche read PAGES -o c.duckdb`)"
    )


def _is_duckdb(path: Path) -> bool:
    """Say whether a file begins as DuckDB's do: DuckDB itself opens some others as JSON."""
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return True  # then what DuckDB says is the reason
