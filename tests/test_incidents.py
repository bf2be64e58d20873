"""Records that are linked make one incident unless some of them are apart."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.crisis.columns import columns_of
from demarche.crisis.incidents import (
    Group,
    Linked,
    Telling,
    components,
    group_rows,
    make_incident,
)
from demarche.records import Item, Period
from tests.made_items import compare, items
from tests.made_records import day
from tests.test_links import told

WORDS = "Sylvania shelled the northern border bridge of Freedonia by night"


def grouped(found: list[Item]) -> list[set[str]]:
    """Return the ids of the records of each group that all pairs of items make."""
    pairs = [(a, b, compare(found[a], found[b])) for b in range(len(found)) for a in range(b)]
    ids = [item.id for item in found]
    groups = group_rows(
        columns_of(found), ids, linked([(a, b, link.score) for a, b, link in pairs if link])
    )
    return [{ids[row] for row in group.members} for group in groups]


def linked(links: list[tuple[int, int, float]]) -> Linked:
    """Return links, each with its two rows and score, side by side."""
    one, other = (np.array([link[end] for link in links], np.int64) for end in (0, 1))
    return Linked(one, other, np.array([link[2] for link in links]))


@settings(max_examples=20)
@given(st.lists(items(), max_size=6, unique_by=lambda item: item.id), st.randoms())
def test_groups_do_not_depend_on_the_order_and_hold_each_record_once(
    found: list[Item], chance: Any
) -> None:
    groups = grouped(found)
    shuffled = grouped(chance.sample(found, len(found)))
    assert sorted(map(sorted, groups)) == sorted(map(sorted, shuffled))
    members = [id for group in groups for id in group]
    assert len(members) == len(set(members))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_a_component_is_named_by_its_least_row(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array([pair[at] for pair in pairs], np.int64) for at in (0, 1))
    labels = components(10, one, other)
    assert all(label <= at and labels[label] == label for at, label in enumerate(labels))
    assert (labels[one] == labels[other]).all()


def test_records_of_one_act_go_together_and_are_no_incident_alone() -> None:
    event, meeting = told(WORDS, act="a", type="CONSULT"), told(WORDS, kind="meeting", act="a")
    event, meeting = (replace(one, document_id="d", vector=b"12345678") for one in (event, meeting))
    assert grouped([event, meeting]) == []
    other = told(WORDS, type="CONSULT", vector=b"87654321")
    said = replace(told(WORDS, kind="statement", act="a"), document_id="d", vector=b"12345678")
    (group,) = grouped([event, meeting, other, said])
    assert group == {event.id, meeting.id, other.id, said.id}


def test_two_acts_are_one_by_those_records_that_are_most_alike() -> None:
    said = [told("no more than a word", kind="statement", type="say", act=a) for a in ("a", "b")]
    apart = replace(said[1], words=("other", "things"))
    done = [told(WORDS, act=a) for a in ("a", "b")]
    (group,) = grouped([said[0], apart, *done])
    assert len(group) == 4


def test_a_chain_is_cut_where_two_of_it_are_apart() -> None:
    early = told(WORDS, first=day("2031-05-02").start, last=day("2031-05-02").end)
    vague = told(WORDS, first=None, last=None)
    late = told(WORDS, first=day("2031-05-09").start, last=day("2031-05-09").end)
    assert compare(early, vague)
    assert compare(vague, late)
    (group,) = grouped([early, vague, late])
    assert len(group) == 2


def test_a_group_is_as_sure_as_its_weakest_link() -> None:
    found = [told(WORDS), told(WORDS), told(WORDS)]
    ids = [item.id for item in found]
    links = linked([(0, 1, 0.9), (1, 2, 0.7)])
    assert group_rows(columns_of(found), ids, links) == [Group((0, 1, 2), 0.7)]


def telling(id: str, **given: Any) -> Telling:
    fields: dict[str, Any] = {
        "id": id,
        "kind": "event",
        "name": f"what {id} tells",
        "document_id": f"d{id}",
        "copies": f"d{id}",
        "publisher": "The Freedonia Post",
        "when": None,
        "place": None,
        "evidence": None,
        "score": 0.5,
    }
    return Telling(**(fields | given))


def test_copies_of_one_text_count_once() -> None:
    found = make_incident([telling("a", copies="c"), telling("b", copies="c"), telling("e")], 0.8)
    assert found.independent == 2
    assert found.documents == ("da", "db", "de")


def test_an_incident_is_when_its_most_exact_record_says() -> None:
    month = Period(
        start=day("2031-05-01").start,
        end=day("2031-05-31").end,
        precision="month",
        basis="'in May'",
    )
    supposed = Period(
        start=day("2031-05-12").start,
        end=day("2031-05-12").end,
        precision="day",
        basis="no time stands at the cue",
    )
    told_day = day("2031-05-09")
    found = make_incident(
        [telling("a", when=month), telling("b", when=supposed), telling("c", when=told_day)], 0.8
    )
    assert found.when == told_day


def test_an_incident_is_called_by_what_was_done() -> None:
    found = make_incident([telling("a", kind="statement", score=0.9), telling("b")], 0.8)
    assert (found.kind, found.name) == ("event", "what b tells")


def test_an_incident_is_named_by_its_surest_record_in_a_line() -> None:
    found = make_incident([telling("a"), telling("b", score=0.9, name="one\ntwo " * 40)], 0.8)
    assert found.name.startswith("one two one")
    assert len(found.name) <= 120
