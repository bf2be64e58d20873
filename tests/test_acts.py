"""Records of a page that the same words tell are of one act."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from demarche.crisis.acts import find_acts
from demarche.crisis.items import Seen


def seen(id: str, kind: Any, at: int, to: int, **more: Any) -> Seen:
    return Seen(**{"id": id, "kind": kind, "document_id": "d", "type": "", **more}, borne=(at, to))


SEEN = st.builds(
    lambda id, kind, start, long: seen(id, kind, start, start + long),
    id=st.text("abcdef", min_size=1, max_size=2),
    kind=st.sampled_from(("event", "meeting", "vote", "measure", "statement", "figure")),
    start=st.integers(0, 9),
    long=st.integers(1, 6),
)


@given(st.lists(SEEN, max_size=8, unique_by=lambda one: one.id), st.randoms())
def test_an_act_has_two_records_at_least_in_whatever_order_they_come(
    page: list[Seen], chance: Any
) -> None:
    acts = find_acts(page)
    assert acts == find_acts(chance.sample(page, len(page)))
    named = list(acts.values())
    assert all(named.count(act) > 1 for act in named)


def test_talks_are_an_event_a_meeting_and_a_measure() -> None:
    page = [
        seen("e", "event", 20, 25, type="CONSULT"),
        seen("m", "meeting", 20, 25),
        seen("n", "measure", 12, 25),
        seen("x", "event", 40, 45, type="CONSULT"),
    ]
    assert set(find_acts(page)) == {"e", "m", "n"}
    assert len(set(find_acts(page).values())) == 1


def test_an_event_towards_two_is_one_act_and_two_types_are_two() -> None:
    page = [
        seen("e1", "event", 20, 25, type="ACCUSE"),
        seen("e2", "event", 20, 25, type="ACCUSE"),
        seen("e3", "event", 20, 25, type="REJECT"),
    ]
    assert set(find_acts(page)) == {"e1", "e2"}


def test_a_statement_is_the_event_of_saying_it_and_not_what_it_tells() -> None:
    page = [
        seen("s", "statement", 9, 17),
        seen("e1", "event", 9, 17, type="REQUEST", told_in="s"),
        seen("e2", "event", 30, 37, type="RETREAT", told_in="s"),
        seen("n", "measure", 30, 45),
    ]
    acts = find_acts(page)
    assert acts["s"] == acts["e1"]
    assert acts["e2"] == acts["n"] != acts["s"]


def test_what_was_put_on_another_day_is_another_act() -> None:
    may, june = date(2031, 5, 9), date(2031, 6, 9)
    page = [
        seen("e", "event", 20, 25, start=june, end=june),
        seen("m", "meeting", 20, 25, start=may, end=may),
    ]
    assert find_acts(page) == {}


def test_words_that_share_little_are_two_acts() -> None:
    page = [seen("e", "event", 20, 23, type="AID"), seen("n", "measure", 3, 23)]
    assert find_acts(page) == {}
