"""Entities across pages in a crisis file are what reading all pages at once makes of them, and only
what is new is written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.crisis.corrections import make_correction
from demarche.crisis.entities import merge_entities
from demarche.records import Correction, Entity, Reading, Who, make_id
from demarche.store import Store, open_store, write
from tests.made_crisis import NOON
from tests.made_records import day, document
from tests.test_crisis_entities import held, page_entity, some_entities
from tests.test_store import contents

few = settings(max_examples=6, deadline=None)  # each opens two stores, 0.2 s each

PEOPLE = ("Ada Brandt", "Brandt", "Otto Brandt", "Sergei Orlov", "Orlov", "Kim", "rebels")
people = st.sampled_from([Who(kind="person", name=name, pages=()) for name in PEOPLE])
corrections = st.lists(
    st.builds(
        lambda deed, who, value: make_correction(
            deed,
            made=NOON,
            who=who if deed in ("merge", "split") else who[:1],
            edit=("country", f'"{value}"') if deed == "edit" else None,
        ),
        st.sampled_from(["reject", "edit", "merge", "split"]),
        st.lists(people, min_size=2, max_size=2, unique=True),
        st.sampled_from(["FRA", "AUT"]),
    ),
    max_size=2,
)


def readings(entities: Sequence[Entity]) -> list[Reading]:
    """Return pages with these entities, each on the one that its evidence names."""
    pages: dict[str, list[Entity]] = {}
    for entity in entities:
        pages.setdefault(entity.evidence[0].document_id, []).append(entity)
    return [page(name, found) for name, found in sorted(pages.items())]


def page(name: str, entities: Sequence[Entity]) -> Reading:
    made = document(name, f"Nobody is named on {name}.", published=day("2031-05-09"))
    placed = (
        replace(
            entity,
            id=make_id("entity", made.id, entity.id),
            evidence=tuple(
                replace(item, document_id=made.id, path=name) for item in entity.evidence
            ),
        )
        for entity in entities
    )
    return Reading(document=made, entities=tuple(placed))


def crisis(*batches: Sequence[Reading], made: Sequence[Correction] = ()) -> Store:
    """Return a crisis that these pages came to one batch after the other."""
    store = open_store(":memory:", create=True)
    store.correct(add=made)
    for number, batch in enumerate(batches):
        for reading in batch:
            store.add(reading, NOON + timedelta(hours=number))
        store.refresh()
    return store


@few
@given(some_entities, corrections, st.integers(0, 4))
def test_pages_that_come_later_leave_what_all_at_once_leave(
    entities: list[Entity], made: list[Correction], cut: int
) -> None:
    pages = readings(entities)
    with crisis(pages[:cut], pages[cut:], made=made) as store:
        before = contents(store)
        store.refresh(merge_entities)
        assert contents(store) == before


@few
@given(some_entities, corrections)
def test_corrections_taken_back_and_pages_forgotten_leave_no_trace(
    entities: list[Entity], made: list[Correction]
) -> None:
    pages = readings(entities)
    with crisis(pages) as store, crisis(pages[1:]) as less:
        before = contents(store)
        store.correct(add=made)
        store.correct(take_back=[one.id for one in made])
        assert contents(store) == before
        for reading in pages[:1]:
            store.forget(reading.document.id)
        store.refresh()
        assert contents(store) == contents(less)


def test_only_entities_that_a_new_page_changes_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    insert = write.insert

    def watch(connection: Any, table: Any, rows: Any, **options: Any) -> None:
        written.extend(row["name"] for row in rows)
        insert(connection, table, rows, **options)

    old = [page_entity(1, "Ada Brandt"), page_entity(1, "Otto Orlov"), page_entity(2, "Brandt")]
    with crisis(readings(old)) as store:
        monkeypatch.setattr("demarche.store.merged.insert", watch)
        store.refresh()
        assert written == []
        for reading in readings([page_entity(3, "Orlov"), page_entity(3, "Kim Jae-ho")]):
            store.add(reading, NOON)
        store.refresh()
        assert sorted(written) == ["Kim Jae-ho", "Otto Orlov"]


def test_a_page_read_by_another_reader_gives_its_entities_anew() -> None:
    (reading,) = readings([page_entity(1, "Ada Brandt", "DEU")])
    with crisis([reading]) as store:
        (ada,) = reading.entities
        store._versions = {"reader": "other"}
        store.add(replace(reading, entities=(replace(ada, country="AUT"),)), NOON)
        store.refresh()
        (entity,) = store.entities()
        assert (entity.country, entity.members) == ("AUT", (ada.id,))


def test_who_is_told_apart_by_an_office_is_so_in_the_file() -> None:
    father = held(page_entity(1, "George Bush"), "George H. W. Bush")
    son = held(page_entity(2, "George Bush"), "George W. Bush")
    with crisis(readings([father, son, page_entity(3, "George W. Bush")])) as store:
        assert sorted(len(entity.members) for entity in store.entities()) == [1, 2]


def test_the_evidence_of_an_entity_is_that_of_its_parts() -> None:
    pages = readings([page_entity(1, "Ada Brandt"), page_entity(2, "Ada Brandt")])
    with crisis(pages) as store:
        (entity,) = store.entities()
        parts = [part for reading in pages for part in reading.entities]
        assert set(entity.evidence) == {item for part in parts for item in part.evidence}
        assert set(entity.members) == {part.id for part in parts}
