"""Counts of events by actor, recipient and time."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import OptionError
from demarche.exports.events import AS_DONE
from demarche.records import Period, Reading
from demarche.views.counts import QUADS, TYPES, count_dyads
from tests.made_crisis import NOON, filled, meeting, party
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


def test_two_entities_of_one_name_are_two_rows() -> None:
    page = meeting()
    first, second = (replace(who, name="spokesman") for who in page.entities[:2])
    sides = tuple(party(who, None, None) for who in (first, second))
    with filled([]) as store:
        act = replace(page.events[0], actors=sides)
        store.add(replace(page, entities=(first, second), events=(act,)), NOON)
        rows = count_dyads(store, by="entity").to_pylist()
    assert [row["actor"] for row in rows] == ["spokesman", "spokesman"]
    assert {row["actor_id"] for row in rows} == {first.id, second.id}


def test_who_has_no_country_stands_under_the_sector() -> None:
    page = meeting()
    act = page.events[0]
    union, rebels = (party(page.entities[at], None, code) for at, code in ((0, "IGO"), (1, "REB")))
    act = replace(act, actors=(union, rebels))
    with filled([replace(page, events=(act,))]) as store:
        rows = count_dyads(store).to_pylist()
    assert [row["actor"] for row in rows] == ["IGO", "REB"]


def test_a_country_that_another_page_tells_is_taken() -> None:
    page = meeting()
    who = replace(page.entities[0], country="FRA")
    act = replace(page.events[0], actors=(party(who, None, "GOV"),))
    with filled([replace(page, entities=(who, *page.entities[1:]), events=(act,))]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert row["actor"] == "FRA"


def test_a_code_that_the_codebook_has_not_is_left_out_of_the_mean() -> None:
    first = meeting().events[0]
    other = replace(first, id="e2", cameo="0499")
    with filled([replace(meeting(), events=(first, other))]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert (row["events"], row["intensity"]) == (2, 1.9)
    with filled([meeting(cameo="0499")]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert row["intensity"] is None


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        (date(2031, 7, 1), date(2031, 9, 30), "2031-07"),
        (date(2031, 7, 1), date(2031, 10, 1), None),
        (date(2001, 1, 1), date(2011, 12, 31), None),
        (date(2031, 7, 1), None, None),
    ],
)
def test_an_interval_has_a_period_when_it_is_at_most_a_quarter(
    start: date, end: date | None, period: str | None
) -> None:
    when = Period(start=start, end=end, precision="interval", basis="between")
    with filled([meeting(when=when)]) as store:
        (row,) = count_dyads(store).to_pylist()
    assert row["period"] == period


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
    pairs = [(row["period"], row["actor_id"], row["recipient_id"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    assert (rows == []) == (kept == [])
