"""Files that cannot be opened are answered clearly; what interrupts leaves the file sound."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from demarche.errors import StoreError
from demarche.store import Store, open_store, write
from demarche.store.schema import FORMAT
from tests.made_records import sanctions, talks

NOON = datetime(2031, 5, 10, 12)


def not_duckdb(path: Path) -> None:
    path.write_text("Dear reader, this is a letter. " * 1000)


def empty(path: Path) -> None:
    path.touch()


def pages(path: Path) -> None:
    path.write_text('{"id": "1", "text": "JSON Lines, which DuckDB would open."}\n', "utf-8")


def foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta (name VARCHAR)")


def other_format(path: Path) -> None:
    with open_store(path, create=True):
        pass
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (not_duckdb, r"c\.duckdb: not a DuckDB file; give another path"),
        (empty, r"c\.duckdb: not a DuckDB file"),
        (pages, r"c\.duckdb: not a DuckDB file"),
        (foreign, r"c\.duckdb: a DuckDB file of another program"),
        (
            other_format,
            rf"c\.duckdb: a crisis file of format 99, .* reads format {FORMAT}",
        ),
        (Path.mkdir, r"c\.duckdb: a folder; give the path of a file"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_what_is_no_crisis_file_is_refused_and_left_alone(
    tmp_path: Path, prepare: Any, message: str, create: bool
) -> None:
    path = tmp_path / "c.duckdb"
    prepare(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=message):
        open_store(path, create=create)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_missing_file_is_not_made_by_asking_for_it(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with pytest.raises(StoreError, match=r"no such file; `demarche read PAGES -o .*` makes one"):
        open_store(path)
    with pytest.raises(StoreError, match="no such file"):
        open_store(path, create=True, read_only=True)
    assert not path.exists()
    with pytest.raises(StoreError, match=r"the folder .*nowhere does not exist"):
        open_store(tmp_path / "nowhere" / "c.duckdb", create=True)


def test_a_file_in_use_by_another_process_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    program = f"from demarche.store import open_store\nopen_store({str(path)!r})"
    with open_store(path, create=True):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "StoreError" in done.stderr
    assert "in use by another process" in done.stderr


# ---------------------------------------------------------------- interruptions


def interrupted(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.add(talks(), NOON)
        raise KeyboardInterrupt


def test_ctrl_c_keeps_the_pages_read_so_far(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with pytest.raises(KeyboardInterrupt):
        interrupted(path)
    with open_store(path, read_only=True) as store:
        assert list(store.readings()) == [talks()]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_in_the_middle_of_writing_leaves_no_half_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "c.duckdb"
    insert = write.insert
    calls = []

    def interrupt(connection: Any, table: Any, rows: Any, **options: Any) -> None:
        calls.append(table.name)
        if len(calls) == 3:
            raise error
        insert(connection, table, rows, **options)

    with open_store(path, create=True) as store:
        store.add(talks(), NOON)
        store.flush()
        store.add(sanctions(), NOON)
        monkeypatch.setattr(write, "insert", interrupt)
        with pytest.raises(KeyboardInterrupt):
            store.flush()
        query = "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM page_entities)"
        reader = store._connection.cursor()
        assert reader.sql(query).fetchall() == [(1, 1)]
        assert calls[:3] == ["documents", "page_entities", "statements"]
    with open_store(path, read_only=True) as store:  # leaving the block wrote it whole
        assert len(list(store.readings())) == 2


def test_a_killed_process_leaves_whole_pages(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    program = f"""
import os
from datetime import datetime
from demarche.store import open_store
from tests.made_records import sanctions, talks
store = open_store({str(path)!r}, create=True)
store.add(talks(), datetime(2031, 5, 10))
store.flush()
store.add(sanctions(), datetime(2031, 5, 10))
os._exit(9)
"""
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert done.returncode == 9
    with open_store(path) as store:
        assert list(store.readings()) == [talks()]


# ---------------------------------------------------------------- SQL


@pytest.fixture(scope="module")
def one_page() -> Iterator[Store]:
    """Return a store of one page, which is only asked."""
    with open_store(":memory:", create=True) as store:
        store.add(talks(), NOON)
        yield store


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM documents",
        "SELECT 1; DROP TABLE documents",
        "COPY documents TO 'x.csv'",
        "ATTACH 'y.duckdb'",
        "SET threads = 1",
        "",
    ],
)
def test_only_questions_are_put_to_a_file(query: str, one_page: Store) -> None:
    with pytest.raises(StoreError, match="give one SELECT"):
        one_page.sql(query)
    assert one_page.info().counts["documents"] == 1


def test_a_query_that_cannot_be_understood_is_answered_with_why(one_page: Store) -> None:
    with pytest.raises(StoreError, match=r"cannot be run.*documens"):
        one_page.sql("SELECT * FROM documens")
    with pytest.raises(StoreError, match=r"cannot be run.*syntax"):
        one_page.sql("SELEC 1")
    assert one_page.sql("WITH a AS (SELECT 1 AS n) SELECT n FROM a").fetchall() == [(1,)]


def test_a_read_only_file_takes_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with open_store(path, create=True):
        pass
    store = open_store(path, read_only=True)
    store.add(talks(), NOON)
    with pytest.raises(StoreError, match=r"could not be written.*read-only.*nothing was changed"):
        store.close()
