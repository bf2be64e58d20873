"""Reading and asking in Python, as a notebook does."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import demarche
from demarche.codebook.files import HERE
from demarche.errors import OptionError, StoreError
from demarche.records import TOLD, Annotation, Paragraph, Period
from demarche.views.explain import explanation_text
from demarche.views.tables import shown_cell
from tests.made_crisis import filled, meeting
from tests.toy_pages import BRIDGE, ROAD, write_pages
from tests.toy_reader import load_toy_reader, toy_reader


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages")


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[demarche.Crisis]:
    """Return the two toy pages as a crisis in memory, which is only asked."""
    pages = write_pages(tmp_path_factory.mktemp("crisis") / "pages")
    with demarche.read(pages, published="2001-02-10", load=load_toy_reader) as crisis:
        yield crisis


def lines(path: Path) -> list[str]:
    """Return what a crisis file exports."""
    with demarche.open(path) as crisis:
        return list(crisis.lines())


def test_reading_one_by_one_gives_the_file_of_reading_all_at_once(
    pages: Path, tmp_path: Path
) -> None:
    once, twice = tmp_path / "once.duckdb", tmp_path / "twice.duckdb"
    demarche.read(pages, output=once, load=load_toy_reader).close()
    for name in ("road.txt", "bridge.txt", "road.txt"):
        demarche.read(pages / name, output=twice, load=load_toy_reader).close()
    assert lines(once) == lines(twice)
    assert len(lines(once)) > 6


def test_processes_give_the_file_of_one(pages: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.duckdb", tmp_path / "two.duckdb"
    demarche.read(pages, output=one, load=load_toy_reader).close()
    demarche.read(pages, output=two, load=load_toy_reader, workers=2).close()
    assert lines(one) == lines(two)


def test_who_said_what(crisis: demarche.Crisis) -> None:
    said = {(row["who"], row["what"]) for row in crisis.statements.rows()}
    assert {
        ("Anna Example", "the road is open"),
        ("Anna Example", "the bridge is safe"),
        ("Carl Sample", "the talks were short"),
    } <= said


def test_a_person_on_two_pages_is_one(crisis: demarche.Crisis) -> None:
    anna = [row for row in crisis.entities.rows() if row["who"] == "Anna Example"]
    assert len(anna) == 1
    assert anna[0]["pages"] == 2


def test_filters_leave_out_the_others(crisis: demarche.Crisis) -> None:
    rows = crisis.show("statements", actor="sample").rows()
    assert [row["who"] for row in rows] == ["Carl Sample"]
    assert len(crisis.show("statements", since="2001-03-01")) == 0
    assert len(crisis.show("statements", limit=1)) == 1


def test_rows_come_as_pandas_and_arrow(crisis: demarche.Crisis) -> None:
    statements = crisis.statements
    assert list(statements.df().columns) == statements.columns
    assert statements.arrow().num_rows == len(statements) == len(statements.df())


def test_sql_counts_what_is_there(crisis: demarche.Crisis) -> None:
    (row,) = crisis.sql("SELECT count(*) AS n FROM current_documents").rows()
    assert row == {"n": 2}


def test_a_notebook_shows_counts_and_rows(crisis: demarche.Crisis) -> None:
    assert "<th>documents</th><td>2</td>" in crisis._repr_html_()
    shown = crisis.documents._repr_html_()
    assert "road.txt" in shown
    assert "2 rows" in shown


def test_the_summary_says_what_was_read(crisis: demarche.Crisis) -> None:
    summary = crisis.summary
    assert summary is not None
    assert (summary.pages, summary.refused, summary.interrupted) == (2, {}, False)
    assert summary.records["statements"] == len(crisis.statements)
    assert set(summary.records) == {*TOLD, "entities"}


def test_each_page_is_told_to_the_caller(pages: Path) -> None:
    told: list[object] = []
    demarche.read(pages, load=load_toy_reader, on_page=told.append).close()
    assert len(told) == 2


def test_an_explanation_marks_the_words(crisis: demarche.Crisis) -> None:
    row = next(row for row in crisis.statements.rows() if row["what"] == "the road is open")
    explanation = crisis.explain(row["id"][:10])
    (words,) = explanation.words
    assert "the road is open" in words.mark.of(words.paragraph)
    assert words.paragraph.startswith("Anna Example said")
    assert words.path.endswith("road.txt")
    assert [(link.role, link.text) for link in explanation.refers_to] == [
        ("source", "Anna Example")
    ]


def test_an_entity_is_explained_by_those_who_refer_to_it(crisis: demarche.Crisis) -> None:
    anna = next(row for row in crisis.entities.rows() if row["who"] == "Anna Example")
    explanation = crisis.explain(anna["id"])
    assert {words.path.rsplit("/")[-1] for words in explanation.words} == {
        "road.txt",
        "bridge.txt",
    }
    assert {link.text for link in explanation.referred_by if link.role == "source"} == {
        "Anna Example: the road is open",
        "Anna Example: the bridge is safe",
    }


def test_an_id_that_fits_none_or_several_is_an_error(crisis: demarche.Crisis) -> None:
    with pytest.raises(StoreError, match="no record 'nothing'"):
        crisis.explain("nothing")
    with pytest.raises(StoreError, match="several records begin with 's'"):
        crisis.explain("s")


def test_a_forgotten_page_leaves_no_words(pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "crisis.duckdb"
    demarche.read(pages, output=path, load=load_toy_reader).close()
    assert demarche.forget(path, str(pages / "road.txt")) == 1
    assert not [line for line in lines(path) if "road.txt" in line or "road is open" in line]
    assert [line for line in lines(path) if "the bridge is safe" in line]


def test_a_dossier_holds_pages_and_records(crisis: demarche.Crisis, tmp_path: Path) -> None:
    html = crisis.dossier(tmp_path / "dossier.html", title="A road").read_text("utf-8")
    assert "the talks were short" in html
    assert "A road" in html


def test_exports_go_to_files(crisis: demarche.Crisis, tmp_path: Path) -> None:
    (path,) = crisis.export(tmp_path / "all.jsonl")
    assert path.read_text("utf-8").splitlines() == list(crisis.lines())
    tables = crisis.export(tmp_path / "tables", format="csv")
    assert "statements.csv" in {table.name for table in tables}


@pytest.mark.parametrize("form", ["jsonl", "annotations", "csv", "parquet"])
def test_a_factuality_keeps_its_events_and_all_other_records(form: Any, tmp_path: Path) -> None:
    page = meeting()
    planned = replace(page.events[0], id="e2", factuality="planned")
    page = replace(page, events=(*page.events, planned))
    with demarche.Crisis(filled([page])) as crisis:
        whole = crisis.export(tmp_path / "whole", format=form)
        part = crisis.export(tmp_path / "part", format=form, factualities=["planned"])
    lost = [(path.name, rows(path) - rows(other)) for path, other in zip(whole, part, strict=True)]
    assert [name for name, count in lost if count] == [
        "whole" if form in ("jsonl", "annotations") else f"events.{form}"
    ]
    assert sum(count for _, count in lost) == 1


def rows(path: Path) -> int:
    """Return how many rows a file has."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    return len(path.read_text("utf-8").splitlines())


def test_a_document_is_explained_by_what_it_gave(crisis: demarche.Crisis) -> None:
    row = crisis.documents.rows()[0]
    text = str(explanation_text(crisis.explain(row["id"])))
    assert text.startswith(f"Document {row['id']}\n")
    assert f"statements {row['statements']}" in text
    assert row["page"] in text


def test_an_open_bound_is_shown_as_one_and_holds_on_its_open_side() -> None:
    after = Period(start=date(2031, 5, 1), end=None, precision="after", basis="after April")
    with demarche.Crisis(filled([meeting(when=after)])) as crisis:
        assert len(crisis.show("events", since="2040-01-01")) == 1
        assert len(crisis.show("events", until="2031-04-30")) == 0
        (row,) = crisis.events.rows()
        assert shown_cell(row, "when") == "after 2031-05-01"
        assert shown_cell(row | {"precision": "interval"}, "when") == "from 2031-05-01"
        text = str(explanation_text(crisis.explain(row["id"])))
    assert "when: after 2031-05-01 (after April)" in text


def test_a_table_shows_the_end_of_a_page_s_path() -> None:
    shown = [shown_cell({"page": path}, "page") for path in ("/a/b/c.txt", "b/c.txt", "c.jsonl#1")]
    assert shown == ["…/b/c.txt", "b/c.txt", "c.jsonl#1"]


def test_an_own_code_has_the_intensity_of_the_own_codebook(tmp_path: Path) -> None:
    codes = (HERE / "cameo.csv").read_text("utf-8")
    (tmp_path / "cameo.csv").write_text(f"{codes}0499,7.5\n", encoding="utf-8")
    with demarche.Crisis(filled([meeting(cameo="0499")])) as crisis:
        assert [row["intensity"] for row in crisis.counts().rows()] == [None]
        assert [row["intensity"] for row in crisis.counts(codebook=tmp_path).rows()] == [7.5]
        (line,) = crisis.lines("plover", codebook=tmp_path)
    assert '"event_scale": 7.5' in line


def test_ctrl_c_keeps_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "crisis.duckdb"
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text(ROAD, encoding="utf-8")
    second.write_text(BRIDGE, encoding="utf-8")

    def load() -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
        def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
            if any("bridge" in one.text for one in paragraphs):
                raise KeyboardInterrupt
            return toy_reader(paragraphs)

        return read

    with pytest.raises(demarche.Interrupted) as stopped:
        demarche.read([first, second], output=path, load=load)
    with stopped.value.crisis as crisis:
        assert crisis.summary is not None
        assert (crisis.summary.pages, crisis.summary.interrupted) == (1, True)
    with demarche.open(path) as crisis:
        assert [row["page"] for row in crisis.documents.rows()] == [str(first)]


def test_settings_that_cannot_be_meant_are_errors(pages: Path, crisis: demarche.Crisis) -> None:
    with pytest.raises(OptionError, match="0 worker processes"):
        demarche.read(pages, workers=0)
    with pytest.raises(OptionError, match="no page to read"):
        demarche.read([])
    with pytest.raises(OptionError, match="expected one of documents"):
        crisis.show("pages")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="expected one of jsonl, csv"):
        crisis.export("x", format="xml")  # type: ignore[arg-type]


def test_public_names_are_sorted_and_there() -> None:
    assert demarche.__all__ == sorted(demarche.__all__)
    assert all(hasattr(demarche, name) for name in demarche.__all__)
    assert set(demarche.__all__) <= set(dir(demarche))
    assert demarche.StoreError is StoreError
    with pytest.raises(AttributeError, match="'demarche' has no attribute 'reed'"):
        _ = demarche.reed


def test_what_only_reading_needs_is_not_imported_by_a_command_that_asks() -> None:
    program = "import sys, demarche.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    imported = set(done.stdout.split())
    assert "demarche.api" in imported
    assert not imported & {"trafilatura", "onnxruntime", "pandas", "jinja2", "demarche.pipeline"}
