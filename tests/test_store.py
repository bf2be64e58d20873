"""What goes into a crisis file comes out; how it got in leaves no trace."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import StoreError
from demarche.records import TOLD, Reading, Rejected
from demarche.store import Store, open_store
from demarche.store.schema import FORMAT
from tests.dossier_crisis import STORE as CRISIS_STORE
from tests.made_records import TEXT, merge_fireflies, readings, sanctions, talks

NOON = datetime(2031, 5, 10, 12, tzinfo=UTC)
MEMORY = ":memory:"
TABLES = ("documents", "page_entities", "statements", "events", "figures", "rejected", "entities",
    "entity_members", "copies", "sketches", "resembling")  # fmt: skip

few = settings(max_examples=4, deadline=None)  # each opens one or two stores, 0.2 s each
# One version a path: two readings of the same bytes are the same.
pages = st.lists(readings("abc"), max_size=4, unique_by=lambda reading: reading.document.id)


def contents(store: Store) -> dict[str, list[str]]:
    """Return all rows but for the moment of reading, in no order."""
    rows = {name: store.sql(f"FROM {name}").to_arrow_table().to_pylist() for name in TABLES}
    return {
        name: sorted(repr({k: v for k, v in row.items() if k != "read_at"}) for row in table)
        for name, table in rows.items()
    }


def filled(batches: Sequence[Sequence[Reading]]) -> Store:
    store = open_store(MEMORY, create=True)
    for number, batch in enumerate(batches):
        for reading in batch:
            store.add(reading, NOON + timedelta(hours=number))
        store.refresh(merge_fireflies)
    return store


def standing(added: Sequence[Reading]) -> list[Reading]:
    """Return which readings should stand: of each path the one published last, then by id."""

    def age(reading: Reading) -> tuple[Any, str]:
        start = reading.document.published.start
        return ((start is not None and start.toordinal()) or 1, reading.document.id)

    newest = {reading.document.path: reading for reading in sorted(added, key=age)}
    return [newest[path] for path in sorted(newest)]


@few
@given(pages)
def test_readings_come_back_as_they_were_and_once_more_change_nothing(
    added: list[Reading],
) -> None:
    with filled([added]) as store:
        assert list(store.readings()) == standing(added)
        before, moments = contents(store), store.sql("SELECT id, read_at FROM documents").fetchall()
        for reading in added:
            assert store.readings_of(reading.document.id) == reading
            store.add(reading, NOON + timedelta(days=1))
        store.refresh(merge_fireflies)
        assert contents(store) == before
        assert store.sql("SELECT id, read_at FROM documents").fetchall() == moments


@few
@given(pages, st.randoms())
def test_the_order_of_pages_leaves_no_trace(added: list[Reading], chance: Any) -> None:
    shuffled = chance.sample(added, len(added))
    with filled([added]) as one, filled([shuffled]) as other:
        assert contents(one) == contents(other)


@few
@given(st.lists(readings("abcd"), max_size=4, unique_by=lambda reading: reading.document.path))
def test_pages_added_later_are_as_if_read_at_once(added: list[Reading]) -> None:
    with filled([added]) as once, filled([added[:2], added[2:]]) as later:
        assert contents(once) == contents(later)


@few
@given(pages)
def test_a_forgotten_page_leaves_no_trace(added: list[Reading]) -> None:
    with filled([added[1:]]) as store:
        before = contents(store)
        for reading in added[:1]:
            store.add(reading, NOON)
            store.refresh(merge_fireflies)
            assert store.forget(reading.document.id) == 1
        store.refresh(merge_fireflies)
        assert contents(store) == before


@few
@given(st.lists(TEXT | st.text("\ud800\udfff a", max_size=4), min_size=1, max_size=3))
def test_text_that_is_none_keeps_its_length(words: list[str]) -> None:
    page = talks()
    text = " ".join(words)
    with filled([[replace(page, document=replace(page.document, text=text))]]) as store:
        (kept,) = store.readings()
        assert len(kept.document.text) == len(text)
        half = {sign for sign in text if "\ud800" <= sign <= "\udfff"}
        assert not half & set(kept.document.text)
        assert kept.statements == page.statements


# ---------------------------------------------------------------- versions of a page


def test_a_new_version_replaces_the_old_one_which_is_kept() -> None:
    old = talks(url="https://www.post.example/a?utm_source=x")
    new = talks(url="http://post.example/a/#top", more=" Correction: 41.")
    with filled([[old], [new]]) as store:
        assert [reading.document.id for reading in store.readings()] == [new.document.id]
        assert store.readings_of(old.document.id) == old
        rows = store.sql("SELECT id, superseded_by FROM documents").fetchall()
        assert dict(rows) == {old.document.id: new.document.id, new.document.id: None}
        info = store.info()
        assert (info.counts["documents"], info.superseded) == (1, 1)
        assert info.counts["statements"] == 1
        members = store.sql("SELECT member_id FROM entity_members").fetchall()
        assert members == [(new.entities[0].id,)]


@pytest.mark.parametrize("turn", [1, -1])
def test_the_version_read_last_stands_whatever_its_id(turn: int) -> None:
    versions = [talks(), talks(more=" Correction: 41.")][::turn]
    with filled([[version] for version in versions]) as store:
        assert list(store.readings()) == versions[1:]


def test_the_old_version_stands_again_when_the_new_one_is_forgotten() -> None:
    old, new = talks(), talks(more=" Correction: 41.")
    with filled([[old], [new]]) as store:
        store.forget(new.document.id)
        assert list(store.readings()) == [old]


def test_reading_an_old_version_again_does_not_bring_it_back() -> None:
    old, new = talks(), talks(more=" Correction: 41.")
    with filled([[old], [new], [old]]) as store:
        assert list(store.readings()) == [new]


def test_pages_of_two_addresses_do_not_replace_each_other() -> None:
    one, other = talks(url="https://post.example/a?id=1"), talks(url="https://post.example/a?id=2")
    with filled([[one, other]]) as store:
        assert store.info().counts["documents"] == 2


def test_another_version_of_the_reader_replaces_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with open_store(path, create=True, versions={"reader": "1"}) as store:
        store.add(talks(), NOON)
    bare = replace(talks(), statements=(), figures=())
    with open_store(path, versions={"reader": "1"}) as store:
        store.add(bare, NOON)
        assert store.info().counts["statements"] == 1
    with open_store(path, versions={"reader": "2"}) as store:
        store.add(bare, NOON)
        assert store.info().counts["statements"] == 0
        assert store.info().versions["reader"] == "2"


# ---------------------------------------------------------------- forgetting, refusals, counts


def test_nothing_of_a_forgotten_page_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    with open_store(path, create=True) as store:
        store.add(talks(), NOON)
        store.add(sanctions(), NOON)
        store.refresh(merge_fireflies)
        assert store.forget("talks.txt") == 1
        rows = [str(store.sql(f"FROM {name}").fetchall()) for name in TABLES]
        assert not any("Rufus" in row or "guards" in row for row in rows)
        assert {entity.name for entity in store.entities()} == {
            "President Firefly",
            "Émile Chicolini",
        }
    assert not path.with_suffix(".duckdb.wal").exists()


def test_a_path_stands_for_all_its_versions_however_it_is_written() -> None:
    with filled([[talks()], [talks(more=" Correction: 41.")], [sanctions()]]) as store:
        assert store.forget("./talks.txt") == 2
        assert list(store.readings()) == [sanctions()]


def test_forgetting_what_is_not_there_says_so() -> None:
    with filled([[talks()]]) as store, pytest.raises(StoreError, match=r"no document 'x.*show"):
        store.forget("x.txt")


def refusal(path: str = "talks.txt", reason: str = "empty") -> Rejected:
    return Rejected(path=path, document_id=None, stage="pages", reason=reason, detail="0 bytes")


def test_a_refused_page_is_one_row_until_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    for _ in range(2):
        with open_store(path, create=True) as store:
            store.reject(refusal())
            store.reject(refusal("other.txt"))
            assert store.info().refused == {"empty": 2}
    with open_store(path) as store:
        store.add(talks(), NOON)
        assert store.info().refused == {"empty": 1}
        assert store.info().cut == {"teaser": 1}
        assert store.refusals() == [refusal("other.txt")]


def test_counts_and_versions() -> None:
    with filled([[talks(), sanctions()]]) as store:
        info = store.info()
    assert {kind: count for kind, count in info.counts.items() if count} == {
        "documents": 2, "entities": 2, "statements": 2, "events": 1, "figures": 1, "rejected": 1,
    }  # fmt: skip
    assert info.versions["format"] == str(FORMAT)
    assert "program" in info.versions


def test_every_kind_is_counted() -> None:
    found = {kind: count for kind, count in CRISIS_STORE.info().counts.items() if count}
    assert set(found) == {"documents", "entities", *TOLD, "incidents", "disputes"}
    assert (found["votes"], found["incidents"], found["disputes"]) == (2, 2, 3)


def test_entities_not_merged_yet_stand_for_themselves() -> None:
    with filled([[talks()]]) as store:
        store.add(sanctions(), NOON)
        assert [entity.name for entity in store.entities()].count("President Firefly") == 1
        assert store.info().counts["entities"] == 3
        store.refresh(merge_fireflies)
        firefly = store.names()[talks().entities[0].id]
        assert firefly.name == "President Firefly"
        assert firefly == store.names()[sanctions().entities[0].id]


def test_moments_are_kept_in_utc() -> None:
    with open_store(MEMORY, create=True) as store:
        store.add(talks(), datetime(2031, 5, 10, 14, tzinfo=timezone(timedelta(hours=2))))
        assert store.sql("SELECT read_at FROM documents").fetchall() == [
            (datetime(2031, 5, 10, 12),)
        ]


@pytest.mark.usefixtures("commented_tables")
def test_columns_say_what_they_are() -> None:
    with open_store(MEMORY, create=True) as store:
        query = "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL"
        own = f"{query} AND table_name IN (SELECT table_name FROM duckdb_tables())"
        assert store.sql(own).fetchall() == []
        quote = "SELECT comment FROM duckdb_columns() WHERE table_name = $1 AND column_name = $2"
        found = store.sql(quote, ["statements", "cue"]).fetchall()
        assert found == [("the words that attribute, such as 'said' or 'according to'",)]
