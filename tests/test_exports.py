"""Exported lines are complete, lead back to the words, and tell nothing of the reading order."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import StoreError
from demarche.exports.jsonl import export_lines
from demarche.exports.tables import export_tables
from demarche.records import Reading, Rejected
from demarche.store import Store
from docs.generate import json_schema
from tests.made_crisis import filled
from tests.made_records import merge_fireflies, readings, sanctions, talks
from tests.schema_check import faults

SCHEMA = json_schema()


def lines(store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export_lines(store)]


@settings(max_examples=4, deadline=None)
@given(st.lists(readings("abc"), max_size=4, unique_by=lambda page: page.document.id), st.randoms())
def test_the_order_of_reading_does_not_show(pages: list[Reading], chance: Any) -> None:
    with filled(pages) as one, filled(chance.sample(pages, len(pages))) as other:
        assert list(export_lines(one)) == list(export_lines(other))


@settings(max_examples=6, deadline=None)
@given(st.lists(readings("abc"), min_size=1, max_size=2, unique_by=lambda page: page.document.id))
def test_every_line_fulfils_the_schema(pages: list[Reading]) -> None:
    with filled(pages) as store:
        store.reject(Rejected(path="x", document_id=None, stage="pages", reason="r", detail="d"))
        for text in export_lines(store):
            assert "\n" not in text
            line = json.loads(text)
            assert faults(line, SCHEMA["$defs"][line["kind"]], SCHEMA) == []


def test_the_schema_is_not_fulfilled_by_anything() -> None:
    with filled([talks()]) as store:
        line = next(line for line in lines(store) if line["kind"] == "statement")
    schema = SCHEMA["$defs"]["statement"]
    assert faults(line | {"act": "sing"}, schema, SCHEMA)
    assert faults(line | {"start": "0"}, schema, SCHEMA)
    assert faults(line | {"colour": "red"}, schema, SCHEMA)
    assert faults({key: line[key] for key in line if key != "cue"}, schema, SCHEMA)
    assert faults(line | {"source": {"id": "e1"}}, schema, SCHEMA)


def test_lines_come_by_page_and_lead_back_to_the_words() -> None:
    with filled([talks(), sanctions()]) as store:
        found = lines(store)
    kinds = [line["kind"] for line in found]
    assert kinds == [
        "entity", "entity",
        "document", "statement", "event",
        "document", "statement", "figure", "rejected",
    ]  # fmt: skip
    texts = {line["id"]: line["text"] for line in found if line["kind"] == "document"}
    quoted = [place for line in found for place in [line, *line["evidence"]] if place["quote"]]
    assert len(quoted) >= 10
    for place in quoted:
        assert texts[place["document_id"]][place["start"] : place["end"]] == place["quote"]
    assert len({line["id"] for line in found}) == len(found)


def test_references_lead_to_the_merged_entities() -> None:
    with filled([talks(), sanctions()]) as store:
        found = lines(store)
    entities = {line["id"]: line for line in found if line["kind"] == "entity"}
    said = next(line for line in found if line.get("content") == "talks had failed")
    assert said["source"] == {"id": said["source"]["id"], "name": "President Firefly"}
    assert entities[said["source"]["id"]]["entity_kind"] == "person"
    (act,) = [line for line in found if line["kind"] == "event"]
    assert act["actors"][0]["entity"] == said["source"]
    assert act["recipients"][0]["entity"]["id"] in entities
    assert act["when"] == {
        "start": "2031-05-08", "end": "2031-05-08", "precision": "day", "basis": "stated",
    }  # fmt: skip


def test_superseded_pages_are_left_out() -> None:
    old, new = talks(), talks(more=" Correction: 41.")
    with filled([]) as store:
        store.add(old, datetime(2031, 5, 1))
        store.add(new, datetime(2031, 5, 2))
        store.refresh(merge_fireflies)
        ids = {line["document_id"] for line in lines(store)}
    assert ids == {new.document.id}


def test_tables_as_csv(tmp_path: Path) -> None:
    with filled([talks(), sanctions()]) as store:
        files = export_tables(store, tmp_path / "out", "csv")
    assert {file.name for file in files} >= {"documents.csv", "statements.csv", "entities.csv"}
    with (tmp_path / "out" / "statements.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["cue"]: row for row in csv.DictReader(file)}
    assert rows["said"]["content"] == "talks had failed"
    assert json.loads(rows["said"]["evidence"])[0]["quote"] == "talks had failed"
    assert json.loads(rows["replied"]["source"])["name"] == "Émile Chicolini"


def test_tables_as_parquet_keep_their_shape(tmp_path: Path) -> None:
    with filled([talks(), sanctions()]) as store:
        export_tables(store, tmp_path, "parquet")
    (row,) = pq.read_table(tmp_path / "events.parquet").to_pylist()
    assert row["actors"][0]["entity"]["name"] == "President Firefly"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    with filled([talks()]) as store, pytest.raises(StoreError, match=r"file: cannot be written"):
        export_tables(store, blocked, "csv")
