"""Two offices of one man, which he cannot have had at one time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from demarche.crisis.dispute_offices import find_two_offices
from demarche.crisis.entities import merge_entities
from demarche.records import Entity
from tests.made_records import day, document, entity

DAYS = {"a": "2031-05-09", "b": "2031-06-01", "c": "2033-06-01"}


def on(name: str, *titles: str) -> tuple[Entity, date]:
    """Return a man of a page and the page's day: that of the first letter of its name."""
    page = document(f"{name}.txt", "Anton Belov spoke.", published=day(DAYS[name[0]]))
    made = entity(page, "Anton Belov")
    by_name = replace(made.made_by, name="entity by name")
    return replace(made, titles=titles, made_by=by_name), date.fromisoformat(DAYS[name[0]])


def found(*told: tuple[Entity, date]) -> Sequence[frozenset[str]]:
    """Return the titles that contradict each other."""
    page_entities = {one.id: one for one, _ in told}
    published = {one.evidence[0].document_id: when for one, when in told}
    disputes = find_two_offices(
        merge_entities(list(page_entities.values())), page_entities, published
    )
    return [
        frozenset((*page_entities[each.a].titles, *page_entities[each.b].titles))
        for each in disputes
    ]


def test_two_offices_on_two_pages_of_one_season() -> None:
    told = on("a", "deputy foreign minister"), on("b", "spokesman")
    assert found(*told) == [frozenset(("deputy foreign minister", "spokesman"))]
    assert found(*reversed(told)) == found(*told)


def test_an_office_changes_in_two_years() -> None:
    assert found(on("a", "deputy foreign minister"), on("c", "spokesman")) == []


def test_two_words_for_one_office() -> None:
    assert found(on("a", "prime minister"), on("b", "premier")) == []


def test_one_page_with_both_offices_settles_it() -> None:
    assert found(on("a", "spokesman", "judge"), on("b", "spokesman")) == []


def test_a_title_that_many_offices_have() -> None:
    assert found(on("a", "leader"), on("b", "spokesman")) == []


def test_a_former_office_is_none() -> None:
    assert found(on("a", "former president"), on("b", "ambassador")) == []


def test_two_offices_are_one_dispute_however_many_pages_give_them() -> None:
    told = [on(f"a{at}", "spokesman") for at in range(4)]
    told += [on(f"{at}{number}", "judge") for at in "ab" for number in range(4, 8)]
    page_entities = {one.id: one for one, _ in told}
    published = {one.evidence[0].document_id: when for one, when in told}
    disputes = list(
        find_two_offices(merge_entities(list(page_entities.values())), page_entities, published)
    )
    (each,) = disputes
    days = {published[page_entities[id].evidence[0].document_id] for id in (each.a, each.b)}
    assert days == {date.fromisoformat(DAYS["a"])}  # the pages nearest in time
    assert found(*told) == found(*reversed(told))
