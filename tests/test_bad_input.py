"""Bad input through the command line: answered in a line, and the other pages are read."""

import json
import os
import signal
from pathlib import Path

import duckdb
import pytest

from tests.command import Run, runner, start
from tests.toy_pages import BRIDGE, ROAD, write_pages

MENUS = "\n".join(f"{word}\n" for word in ("Home", "World", "Sport", "Contact us", "Log in")) * 4

BAD_FILES = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "no-article.html": b"<html><head><title>Shop</title></head><body><nav><a href='/'>Home</a>"
    b"</nav></body></html>",
    "menus.txt": MENUS.encode(),
    "list.jsonl": b'{"id": "1", "text": \n',
}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def rejected(run: Run, path: Path) -> dict[str, dict[str, str]]:
    """Return the refused pages of a crisis file by file name."""
    code, out, _ = run("show", path, "rejected", "--format", "json")
    assert code == 0
    rows = [row for row in json.loads(out) if row["document_id"] is None]
    return {Path(row["page"].partition("#")[0]).name: row for row in rows}


def pages_read(run: Run, path: Path) -> set[str]:
    """Return the names of the pages in a crisis file."""
    code, out, _ = run("show", path, "documents", "--format", "json")
    assert code == 0
    return {Path(row["page"]).name for row in json.loads(out)}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_page_is_refused_with_its_reason_and_the_others_are_read(
    name: str, tmp_path: Path, run: Run
) -> None:
    pages, path = write_pages(tmp_path / "pages"), tmp_path / "c.duckdb"
    (pages / name).write_bytes(BAD_FILES[name])
    code, out, err = run("read", pages, "-o", path)
    assert (code, out) == (0, "")
    assert "Traceback" not in err
    assert pages_read(run, path) == {"road.txt", "bridge.txt"}
    row = rejected(run, path)[name]
    assert row["reason"]
    assert row["reason"] != "failed", row["detail"]
    assert len(row["detail"]) > len(row["reason"])
    assert f"refused {pages / name}" in err


def test_fifty_megabytes_are_refused_unread(tmp_path: Path, run: Run) -> None:
    pages, path = write_pages(tmp_path / "pages"), tmp_path / "c.duckdb"
    (pages / "large.txt").write_bytes(b"The road is long. " * (50_000_000 // 18))
    code, _, err = run("read", pages, "-o", path)
    assert code == 0
    assert pages_read(run, path) == {"road.txt", "bridge.txt"}
    assert "MB" in rejected(run, path)["large.txt"]["detail"]
    assert "pages refused: 1" in err


@pytest.mark.parametrize(
    "content",
    [
        ROAD.replace("hills", "h\u00fcgel").encode("latin-1"),
        ROAD.replace("hills", "\u201chills\u201d").encode("cp1252"),
        b"\xef\xbb\xbf" + ROAD.encode(),
        ROAD.encode("utf-16"),
        ROAD.replace("hills", "h@lls").encode().replace(b"@", b"\xff\xfe\xfd"),
    ],
    ids=["latin-1", "cp1252", "byte-order mark", "utf-16", "broken utf-8"],
)
def test_odd_encodings_are_read(content: bytes, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "c.duckdb"
    (tmp_path / "odd.txt").write_bytes(content)
    code, _, err = run("read", tmp_path / "odd.txt", "-o", path)
    assert code == 0, err
    _, out, _ = run("show", path, "statements", "--format", "json")
    assert "the road is open" in {row["what"] for row in json.loads(out)}


def test_a_missing_path_is_refused_and_the_others_are_read(tmp_path: Path, run: Run) -> None:
    pages, path = write_pages(tmp_path / "pages"), tmp_path / "c.duckdb"
    code, _, err = run("read", tmp_path / "gone", pages, tmp_path / "*.none", "-o", path)
    assert code == 0
    assert pages_read(run, path) == {"road.txt", "bridge.txt"}
    assert f"refused {tmp_path / 'gone'}: " in err
    assert "pages refused: 2" in err


def test_nothing_read_is_an_error(tmp_path: Path, run: Run) -> None:
    code, _, err = run("read", tmp_path / "gone", "-o", tmp_path / "c.duckdb")
    assert code == 1
    assert "pages read: 0" in err
    code, _, err = run("read", "-o", tmp_path / "c.duckdb")
    assert (code, err.count("\n")) == (1, 1)
    assert "no page to read" in err
    code, _, err = run("read", "--from", tmp_path / "gone.txt", "-o", tmp_path / "c.duckdb")
    assert (code, err.count("\n")) == (1, 1)
    assert "gone.txt" in err


def test_an_output_that_cannot_be_written_is_said_before_anything_is_read(
    tmp_path: Path, run: Run
) -> None:
    pages = write_pages(tmp_path / "pages")
    for output in (tmp_path / "none" / "c.duckdb", tmp_path):
        code, _, err = run("read", pages, "-o", output)
        assert (code, err.count("\n")) == (1, 1)
        assert err.startswith(f"demarche: {output}: ")
        assert "pages read" not in err


def test_a_dossier_that_cannot_be_written_is_an_error(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "c.duckdb"
    run("read", write_pages(tmp_path / "pages"), "-o", path)
    code, _, err = run("dossier", path, "-o", tmp_path / "none" / "dossier.html")
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot be written" in err


@pytest.mark.parametrize(
    "command",
    [["read", "PAGES", "-o"], ["show", "statements"], ["info"], ["sql", "SELECT 1"], ["dossier"]],
    ids=lambda command: command[0],
)
def test_another_kind_of_file_is_left_alone(command: list[str], tmp_path: Path, run: Run) -> None:
    other = tmp_path / "notes.txt"
    other.write_text(BRIDGE * 20, encoding="utf-8")
    pages = write_pages(tmp_path / "pages")
    name, *rest = (str(pages) if word == "PAGES" else word for word in command)
    arguments = [name, *rest, other] if name == "read" else [name, other, *rest]
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith(f"demarche: {other}: not a DuckDB file")
    assert err.count("\n") == 1
    assert other.read_text("utf-8") == BRIDGE * 20


def test_a_file_of_another_program_or_version_is_named(tmp_path: Path, run: Run) -> None:
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE notes (text VARCHAR)")
    code, _, err = run("info", foreign)
    assert (code, err.count("\n")) == (1, 1)
    assert "another program" in err
    path = tmp_path / "c.duckdb"
    run("read", write_pages(tmp_path / "pages"), "-o", path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
    for arguments in (["info", path], ["read", tmp_path / "pages", "-o", path]):
        code, _, err = run(*arguments)
        assert (code, err.count("\n")) == (1, 1)
        assert "format 999" in err


def test_a_file_that_is_not_there_is_named(tmp_path: Path, run: Run) -> None:
    code, _, err = run("show", tmp_path / "none.duckdb", "events")
    assert (code, err.count("\n")) == (1, 1)
    assert "none.duckdb: no such file" in err


def test_a_worker_interrupted_while_it_starts_says_nothing_and_reads_on(
    tmp_path: Path, run: Run
) -> None:
    lines, path = tmp_path / "pages.jsonl", tmp_path / "c.duckdb"
    lines.write_text(
        "".join(json.dumps({"id": str(n), "text": ROAD}) + "\n" for n in range(2)),
        encoding="utf-8",
    )
    reading = start(
        "read", lines, "-o", path, "--workers", "2",
        program="from demarche.cli import Tools, main\n"
        "from tests.toy_reader import load_interrupted_reader\n"
        "main(tools=Tools(load=load_interrupted_reader))",
    )  # fmt: skip
    _, said = reading.communicate(timeout=120)
    assert (reading.returncode, "Traceback" in said.decode()) == (0, False), said.decode()
    assert pages_read(run, path) == {"pages.jsonl#0", "pages.jsonl#1"}


@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_keeps_what_was_read_and_the_file_sound(
    workers: int, tmp_path: Path, run: Run
) -> None:
    lines, path = tmp_path / "pages.jsonl", tmp_path / "c.duckdb"
    texts = (BRIDGE, ROAD, ROAD.replace("waited", "wait"), ROAD.replace("lorries", "carts wait"))
    texts = tuple(text.replace("waited", "stood") for text in texts)
    lines.write_text(
        "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)),
        encoding="utf-8",
    )
    waiting = start(
        "read", lines, "-o", path, "--workers", str(workers),
        program="from demarche.cli import Tools, main\n"
        "from tests.toy_reader import load_waiting_reader\n"
        "main(tools=Tools(load=load_waiting_reader))",
    )  # fmt: skip
    assert waiting.stderr
    assert waiting.stdout
    for _ in range(workers):
        assert waiting.stderr.readline() == b"waiting\n"
    os.killpg(waiting.pid, signal.SIGINT)  # to the whole group, as a terminal does
    said = waiting.stderr.read().decode()
    waiting.stderr.close()
    waiting.stdout.close()
    assert waiting.wait(60) == 130
    assert "Traceback" not in said
    assert "interrupted; what was read before is kept" in said
    kept = pages_read(run, path)
    assert f"pages read: {len(kept)}" in said
    assert kept <= {"pages.jsonl#0", "pages.jsonl#1"}
    assert len(kept) > 2 - workers  # of two workers, the last answer may still be on its way
