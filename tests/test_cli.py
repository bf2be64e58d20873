"""The command line as a user and a pipe see it."""

import csv
import io
import json
import re
import runpy
import sys
from datetime import datetime
from pathlib import Path
from shutil import copy

import pytest

import demarche
from demarche.codebook.files import HERE
from demarche.store import open_store
from tests.command import Run, runner, start
from tests.golden import CLI_PAGE, cli_page
from tests.made_votes import june
from tests.toy_pages import ROAD, write_pages
from tests.toy_reader import load_toy_reader


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a crisis file made of the two toy pages, which is not written to."""
    folder = tmp_path_factory.mktemp("crisis")
    path = folder / "crisis.duckdb"
    demarche.read(write_pages(folder / "pages"), output=path, load=load_toy_reader).close()
    return path


def test_reading_says_on_stderr_what_was_read(tmp_path: Path, run: Run) -> None:
    pages = write_pages(tmp_path / "pages")
    code, out, err = run("read", pages, tmp_path / "none.txt", "-o", tmp_path / "c.duckdb")
    assert code == 0
    assert out == ""
    assert "pages read: 2 in" in err
    assert "pages/s" in err
    assert re.search(r"statements [3-9], events \d", err)
    assert "pages refused: 1" in err
    assert f"refused {tmp_path / 'none.txt'}: " in err
    assert "\x1b" not in err  # no terminal, so nothing that moves a cursor


def test_a_reader_file_that_is_not_there_is_one_line_and_nothing_is_written(
    tmp_path: Path, run: Run
) -> None:
    pages, output = write_pages(tmp_path / "pages"), tmp_path / "c.duckdb"
    code, out, err = run("read", pages, "-o", output, "--reader", tmp_path / "none.onnx")
    assert (code, out) == (1, "")
    assert err.startswith("demarche: no reader file at ")
    assert not output.exists()
    code, _, err = run("read", pages, "-o", output, "--device", "tpu")
    assert code == 2
    assert "'tpu' is not one of" in err


def test_a_list_of_paths_and_a_date_for_all(tmp_path: Path, run: Run) -> None:
    pages = write_pages(tmp_path / "pages")
    (pages / "undated.txt").write_text(
        (pages / "road.txt").read_text("utf-8").replace("February 3, 2001\n\n", ""), "utf-8"
    )
    listed = tmp_path / "list.txt"
    listed.write_text(f"{pages / 'undated.txt'}\n\n{pages / 'bridge.txt'}\n", encoding="utf-8")
    path = tmp_path / "c.duckdb"
    code, _, err = run("read", "--from", listed, "--published", "2001-02-10", "-o", path)
    assert (code, "pages read: 2" in err) == (0, True)
    _, out, _ = run("show", path, "documents", "--format", "json")
    assert {Path(row["page"]).name: row["when"] for row in json.loads(out)} == {
        "undated.txt": "2001-02-10",
        "bridge.txt": "2001-02-09",
    }


def test_show_csv_is_clean_and_whole(crisis: Path, run: Run) -> None:
    code, out, err = run("show", crisis, "statements", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, "")
    assert {row["what"] for row in rows} >= {
        "the road is open",
        "the bridge is safe",
        "the talks were short",
    }
    assert all(row["id"].startswith("s") for row in rows)


def test_show_json_is_one_list(crisis: Path, run: Run) -> None:
    _, out, _ = run("show", crisis, "entities", "--format", "json", "--actor", "anna")
    assert [row["who"] for row in json.loads(out)] == ["Anna Example"]
    _, out, err = run("show", crisis, "entities", "--format", "json", "--actor", "nobody")
    assert "these filters leave no entities" in err
    assert json.loads(out) == []


@pytest.mark.parametrize(
    "kind", ["documents", "statements", "events", "figures", "entities", "rejected"]
)
def test_show_prints_a_table_of_each_kind(kind: str, crisis: Path, run: Run) -> None:
    code, out, err = run("show", crisis, kind)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    if kind == "statements":
        assert "the road is open" in out
        assert "Carl Sample" in out


def test_filters_that_cannot_be_meant_are_one_line(crisis: Path, run: Run) -> None:
    code, out, err = run("show", crisis, "events", "--since", "yesterday")
    assert (code, out) == (1, "")
    assert err == "demarche: found 'yesterday', expected a day such as 2012-05-25\n"


def test_info_says_what_made_the_file(crisis: Path, run: Run) -> None:
    code, out, _ = run("info", crisis)
    assert code == 0
    assert "documents 2" in out
    assert "program" in out
    assert "reader" in out
    assert "codebook" in out


def test_info_names_each_codebook_that_read_pages(tmp_path: Path, run: Run) -> None:
    pages, path = write_pages(tmp_path / "pages"), tmp_path / "c.duckdb"
    own = tmp_path / "own"
    own.mkdir()
    copy(HERE / "cues.toml", own)
    run("read", pages / "road.txt", "-o", path)
    run("read", pages / "bridge.txt", "-o", path, "--codebook", own)
    out = run("info", path)[1]
    assert "written last by: " in out
    assert len(re.findall(r"^read by codebook .*: 1 page$", out, re.M)) == 2


def test_explain_marks_the_words_and_gives_the_reason(crisis: Path, run: Run) -> None:
    _, out, _ = run("show", crisis, "statements", "--format", "json")
    row = next(row for row in json.loads(out) if row["what"] == "the road is open")
    code, out, _ = run("explain", crisis, row["id"][:9])
    assert code == 0
    assert "[[Anna Example said the road is open" in out
    assert "]]" in out
    assert "because" in out
    assert "source: Anna Example" in out
    assert "road.txt" in out


def test_sql_reads_and_never_writes(crisis: Path, run: Run) -> None:
    code, out, _ = run("sql", crisis, "SELECT 1 + 1 AS two", "--format", "csv")
    assert (code, out) == (0, "two\n2\n")
    code, out, err = run("sql", crisis, "DELETE FROM documents")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    _, out, _ = run("sql", crisis, "SELECT count(*) AS n FROM documents", "--format", "csv")
    assert out == "n\n2\n"


def test_export_gives_a_record_a_line(crisis: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("export", crisis, "--format", "jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert {"document", "entity", "statement"} <= {record["kind"] for record in records}
    text = {one["id"]: one["text"] for one in records if one["kind"] == "document"}
    for one in records:
        if one["kind"] in ("statement", "event", "figure"):
            assert text[one["document_id"]][one["start"] : one["end"]] == one["quote"]
    code, out, err = run("export", crisis, "-o", tmp_path / "all.jsonl")
    assert (code, out) == (0, "")
    assert len((tmp_path / "all.jsonl").read_text("utf-8").splitlines()) == len(records)


@pytest.mark.parametrize("form", ["plover", "polecat", "icews", "annotations"])
def test_forms_of_one_file_go_to_stdout_or_to_it(
    form: str, crisis: Path, run: Run, tmp_path: Path
) -> None:
    code, out, err = run("export", crisis, "-f", form)
    assert (code, err) == (0, "")
    code, _, err = run("export", crisis, "-f", form, "-o", tmp_path / form)
    assert (tmp_path / form).read_text("utf-8") == out
    assert str(tmp_path / form) in err


def test_gdelt_is_two_files_with_its_own_endings(crisis: Path, run: Run, tmp_path: Path) -> None:
    code, _, err = run("export", crisis, "-f", "gdelt", "-o", tmp_path / "gdelt")
    assert code == 0
    assert {path.name for path in (tmp_path / "gdelt").iterdir()} == {
        "events.export.CSV", "events.mentions.CSV"
    }  # fmt: skip
    assert "events.export.CSV" in err


def test_a_factuality_that_there_is_not_is_refused(crisis: Path, run: Run) -> None:
    code, out, err = run("export", crisis, "-f", "plover", "--factuality", "hapened")
    assert (code, out) == (1, "")
    assert "'hapened'" in err
    assert "happened" in err


def test_counts_come_as_a_table_or_as_json(crisis: Path, run: Run) -> None:
    code, out, _ = run("counts", crisis, "--by", "entity", "-f", "json")
    assert code == 0
    events = run("show", crisis, "events", "-f", "json")[1]
    assert sum(row["events"] for row in json.loads(out)) >= len(json.loads(events))
    code, out, _ = run("counts", crisis)
    assert "net cooperation" in out


def test_a_codebook_is_copied_checked_and_read_by(tmp_path: Path, run: Run) -> None:
    own = tmp_path / "own"
    assert run("codebook", "copy", own)[0] == 0
    assert run("codebook", "check", own)[0] == 0
    events = own / "events.toml"
    events.write_text(events.read_text("utf-8").replace('"condemn", ', ""), "utf-8")
    for path in own.iterdir():
        if path.name != "events.toml":
            path.unlink()
    assert run("codebook", "check", events)[0] == 0
    pages = write_pages(tmp_path / "pages")
    code, _, err = run("read", pages, "-o", tmp_path / "c.duckdb", "--codebook", own)
    assert code == 0, err
    assert "+" in run("info", tmp_path / "c.duckdb")[1]  # the version tells of files of one's own
    events.write_text(events.read_text("utf-8").replace('event = "AID"', 'event = "HELP"'), "utf-8")
    code, _, err = run("codebook", "check", events)
    assert code == 1
    assert "'HELP' found" in err
    code, _, err = run("read", pages, "-o", tmp_path / "d.duckdb", "--codebook", own)
    assert code == 1
    assert "'HELP' found" in err


def test_dossier_is_written(crisis: Path, run: Run, tmp_path: Path) -> None:
    code, _, err = run("dossier", crisis, "-o", tmp_path / "dossier.html")
    assert code == 0
    assert "dossier.html" in err
    assert "the bridge is safe" in (tmp_path / "dossier.html").read_text("utf-8")
    assert (tmp_path / "dossier.md").read_text("utf-8").startswith("# ")
    code, _, err = run("dossier", crisis, "-o", tmp_path / "d.html", "--brief", tmp_path / "b.md")
    assert (code, (tmp_path / "b.md").exists(), (tmp_path / "d.md").exists()) == (0, True, False)


def test_a_dossier_answers_whether_a_text_would_pass(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "june.duckdb"
    with open_store(path, create=True) as made:
        made.add(june(), datetime(2012, 7, 1))
    asked = ["dossier", path, "-o", tmp_path / "d.html", "--text", "sanctions"]
    assert run(*asked)[0] == 0  # on the day after the last page
    html = (tmp_path / "d.html").read_text("utf-8")
    assert "What if it came to a vote" in html
    assert "Moscow refuses sanctions" in html
    code, _, err = run(*asked, "--on", "someday")
    assert (code, "expected a day" in err) == (1, True)


def test_a_dossier_of_pages_without_a_date_asks_for_the_day(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "none.duckdb"
    open_store(path, create=True).close()
    code, _, err = run("dossier", path, "-o", tmp_path / "d.html", "--text", "sanctions")
    assert (code, "give the day of the vote" in err) == (1, True)


def test_a_correction_is_made_listed_carried_and_taken_back(
    crisis: Path, run: Run, tmp_path: Path
) -> None:
    own, other = (Path(copy(crisis, tmp_path / name)) for name in ("own.duckdb", "other.duckdb"))
    (one,) = json.loads(run("show", own, "statements", "-f", "json", "--limit", "1")[1])
    id = one["id"]
    code, out, err = run("correct", own, "edit", id, "act=deny", "--why", "it reads so")
    assert (code, out) == (0, "")
    assert f"edit statement {id}: " in err
    assert 'act = "deny"' in err
    (row,) = csv.DictReader(io.StringIO(run("correct", own, "list", "-f", "csv")[1]))
    assert (row["deed"], row["why"]) == ("edit", "it reads so")
    assert "made by analyst correction" in run("explain", own, id)[1]
    assert run("correct", own, "save", tmp_path / "ours.jsonl")[0] == 0
    assert "1 corrections taken over" in run("correct", other, "load", tmp_path / "ours.jsonl")[2]
    assert "made by analyst correction" in run("explain", other, id)[1]
    assert run("correct", own, "undo", row["id"])[2] == "1 taken back\n"
    assert "analyst" not in run("explain", own, id)[1]
    code, _, err = run("correct", own, "undo", row["id"])
    assert (code, err.count("\n")) == (1, 1)
    assert "`demarche correct" in err


def test_forget_takes_a_page_out(crisis: Path, run: Run, tmp_path: Path) -> None:
    own = copy(crisis, tmp_path / "own.duckdb")
    code, _, err = run("forget", own, crisis.parent / "pages" / "road.txt")
    assert (code, "taken out (1 version)" in err) == (0, True)
    _, out, _ = run("export", own)
    assert "the road is open" not in out
    assert "the bridge is safe" in out
    code, out, err = run("forget", own, "road.txt")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "no document 'road.txt'" in err


def test_a_page_read_again_changes_nothing_and_a_new_version_replaces_it(
    tmp_path: Path, run: Run
) -> None:
    path, feed = tmp_path / "c.duckdb", tmp_path / "feed.jsonl"

    def read(text: str) -> str:
        line = {"id": "1", "url": "https://post.example/road", "text": text}
        feed.write_text(json.dumps(line) + "\n", encoding="utf-8")
        code, _, err = run("read", feed, "-o", path)
        assert code == 0, err
        return run("export", path)[1]

    first = read(ROAD)
    assert read(ROAD) == first
    second = read(ROAD.replace("is open", "is closed"))
    assert "the road is closed" in second
    assert "the road is open" not in second
    _, out, _ = run("sql", path, "SELECT superseded_by IS NULL AS s FROM documents", "-f", "json")
    assert sorted(row["s"] for row in json.loads(out)) == [False, True]
    _, out, _ = run("info", path)
    assert re.search(r"superseded\D+1\b", out)


def test_version_names_program_reader_and_codebook(run: Run) -> None:
    code, out, _ = run("version")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["demarche", "reader", "codebook"]


def test_the_package_can_be_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["demarche", "version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("demarche", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("demarche ")


def test_wrong_words_are_answered_with_the_right_ones(crisis: Path, run: Run) -> None:
    code, _, err = run("show", crisis, "pages")
    assert code == 2
    assert "statements" in err
    code, _, err = run("raed", crisis)
    assert code == 2
    assert "Did you mean 'read'" in err


def test_page_text_cannot_act_on_the_terminal(tmp_path: Path, run: Run) -> None:
    pages = write_pages(tmp_path / "pages")
    text = (pages / "road.txt").read_text("utf-8")
    (pages / "road.txt").write_text(text.replace("is open", "is \x1b[31mopen\u202e"), "utf-8")
    run("read", pages, "-o", tmp_path / "c.duckdb")
    _, table, _ = run("show", tmp_path / "c.duckdb", "statements")
    _, rows, _ = run("show", tmp_path / "c.duckdb", "statements", "--format", "json")
    id = next(row["id"] for row in json.loads(rows) if "31mopen" in row["what"])
    _, explained, _ = run("explain", tmp_path / "c.duckdb", id)
    for out in (table, explained):
        assert "[31mopen" in out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_a_pipe_that_closes_early_is_no_error(crisis: Path) -> None:
    query = "SELECT range AS number FROM range(200000)"
    program = start("sql", crisis, query, "--format", "csv")
    assert program.stdout
    assert program.stderr
    assert program.stdout.readline() == b"number\n"
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(60) == 0


def test_the_page_on_the_command_line_is_up_to_date() -> None:
    assert CLI_PAGE.read_text("utf-8") == cli_page(), "run `make golden` and read the difference"
