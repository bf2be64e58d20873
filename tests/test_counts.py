"""Counts of events by actor, recipient and time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import OptionError
from demarche.exports.events import AS_DONE
from demarche.records import Reading
from demarche.views.counts import QUADS, TYPES, count_dyads
from tests.made_crisis import filled, meeting
from tests.made_records import day, readings


def test_a_meeting_of_two_countries_is_one_row_however_many_came() -> None:
    with filled([meeting()]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert (row["period"], row["actor"], row["recipient"]) == ("2031-05", "FRA", "ITA")
    assert (row["events"], row["CONSULT"], row["quad_1"], row["net_cooperation"]) == (1, 1, 1, 1)
    assert row["intensity"] == 1.9  # of CAMEO 042


def test_by_name_each_pair_has_its_row_and_the_day_can_be_asked_for() -> None:
    with filled([meeting()]) as store:
        rows = count_dyads(store, by="entity", every="day").to_pylist()
    assert [(row["period"], row["actor"]) for row in rows] == [
        ("2031-05-08", "Gloria Teasdale"),
        ("2031-05-08", "Rufus Firefly"),
    ]


def test_conflict_counts_against_cooperation() -> None:
    threat = {"event": "THREATEN", "quad": 3, "cameo": "138", "id": "e1"}
    with filled([meeting(**threat)]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert (row["THREATEN"], row["quad_3"], row["net_cooperation"]) == (1, 1, -1)


def test_what_was_only_planned_is_not_counted_unless_asked_for() -> None:
    with filled([meeting(factuality="planned", when=day("2031-06-01"))]) as store:
        assert count_dyads(store).num_rows == 0
        (row,) = count_dyads(store, factualities=frozenset({"planned"})).to_pylist()
    assert row["period"] == "2031-06"


def test_a_stretch_that_there_is_not_is_refused() -> None:
    with filled([meeting()]) as store, pytest.raises(OptionError, match="week"):
        count_dyads(store, every="week")  # type: ignore[arg-type]


@settings(max_examples=5, deadline=None)
@given(st.lists(readings("abc"), max_size=3, unique_by=lambda page: page.document.id))
def test_types_and_quads_add_up_and_no_pair_comes_twice(pages: list[Reading]) -> None:
    with filled(pages) as store:
        rows = count_dyads(store, by="entity").to_pylist()
        kept = [e for page in store.readings() for e in page.events if e.factuality in AS_DONE]
    for row in rows:
        assert sum(row[name] for name in TYPES) == row["events"]
        assert sum(row[f"quad_{quad}"] for quad in QUADS) == row["events"]
    pairs = [(row["period"], row["actor"], row["recipient"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert (rows == []) == (kept == [])
