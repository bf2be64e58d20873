"""What makes a record comparable: keys, words and the days in which it can have been."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from demarche.crisis.items import (
    SLACK,
    Seen,
    content_words,
    country_in,
    entity_key,
    is_known,
    make_item,
    stretches,
    window,
)
from tests.made_items import item

DAYS = st.dates(date(2029, 1, 1), date(2031, 12, 31))
SEEN = Seen(id="e1", kind="event", document_id="d1", type="CONSULT")
PAGE = date(2031, 5, 9)


@given(DAYS, st.integers(0, 60), DAYS, st.integers(0, 60))
def test_things_that_can_have_been_on_one_day_share_a_stretch(
    one: date, long: int, other: date, wide: int
) -> None:
    first = item(first=one, last=one + timedelta(days=long))
    second = item(first=other, last=other + timedelta(days=wide))
    latest, earliest = max(one, other), min(first.last, second.last)  # type: ignore[type-var]
    if (latest - earliest).days <= SLACK:  # type: ignore[operator]
        assert set(stretches(first)) & set(stretches(second))


def test_a_state_its_government_and_a_body_of_many_names() -> None:
    state = entity_key("x1", "state", "Freedonia", "FRD", "entity across pages")
    assert state == entity_key("x2", "government", "government", "FRD", "entity by group")
    man = entity_key("x3", "person", "Émile Chicolini", "FRD", "entity by name")
    assert man == "FRD:person:emile chicolini"
    assert country_in(man) == "FRD"
    assert is_known(man)


def test_who_is_not_known_by_name_is_nobody_else() -> None:
    one = entity_key("x1", "person", "the minister", "FRD", "entity by description")
    other = entity_key("x2", "person", "the minister", "FRD", "entity by description")
    assert one != other
    assert not is_known(one)
    assert country_in(one) == "FRD"


def test_a_thing_without_a_day_is_sought_before_its_page() -> None:
    found = make_item(SEEN, {}, "d1", PAGE)
    days = window(found)
    assert days is not None
    assert days[1] == PAGE
    assert days[0] < PAGE - timedelta(days=20)


def test_a_planned_thing_without_a_day_is_sought_after_its_page_too() -> None:
    seen = Seen(id="e1", kind="event", document_id="d1", type="CONSULT", factuality="planned")
    days = window(make_item(seen, {}, "d1", PAGE))
    assert days is not None
    assert days[1] > PAGE + timedelta(days=20)


def test_the_day_of_the_page_is_no_day_of_the_thing() -> None:
    seen = Seen(
        id="s1", kind="statement", document_id="d1", type="say", start=PAGE, end=PAGE, supposed=True
    )
    found = make_item(seen, {}, "d1", PAGE)
    assert (found.first, found.last) == (None, PAGE)


def test_words_are_those_that_say_what_it_is_about() -> None:
    assert content_words("The 3,000 centrifuges at Zürich were, it said, not running.") == (
        "3,000", "centrifuges", "running", "zurich",
    )  # fmt: skip


def test_keys_take_the_place_of_the_entities_of_the_page() -> None:
    seen = Seen(id="e1", kind="event", document_id="d1", type="X", actors=("x2", None, "x1", "x3"))
    found = make_item(seen, {"x1": "FRD:state:", "x2": "FRD:state:", "x3": "A:b:c"}, "d1", PAGE)
    assert found.actors == ("A:b:c", "FRD:state:")
