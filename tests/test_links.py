"""Two records are one by who, what, when and where; some are two whatever else is alike."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demarche.crisis.columns import columns_of, pack, unpack
from demarche.crisis.items import content_words
from demarche.crisis.links import block_keys, find_links
from demarche.records import Item
from tests.made_items import compare, item, items

FIREFLY, TRENTINO = "FRD:person:rufus firefly", "SYL:person:ambassador trentino"
FREEDONIA, SYLVANIA = "FRD:state:", "SYL:state:"
VECTORS = (bytes(range(1, 9)), bytes(range(9, 17)))


def told(words: str, **given: Any) -> Item:
    """Return an event of 9 May 2031 between Freedonia and Sylvania, told in these words."""
    fields: dict[str, Any] = {
        "kind": "event",
        "type": "CONSULT",
        "factuality": "happened",
        "actors": (FREEDONIA,),
        "recipients": (SYLVANIA,),
        "words": content_words(words),
        "vector": VECTORS[0],
    }
    return item(**(fields | given))


def are_one(one: Item, other: Item) -> bool:
    return compare(one, other) is not None


def on(day: date) -> dict[str, date]:
    return {"first": day, "last": day, "published": day}


def test_one_act_in_other_words_is_one() -> None:
    one = told("Freedonia and Sylvania opened talks on the disputed island of Marx")
    other = told("Talks between Freedonia and Sylvania on the island of Marx began")
    assert are_one(one, other)
    assert set(block_keys(one)) & set(block_keys(other))


def test_a_denied_act_may_be_the_one_that_happened() -> None:
    words = "Sylvania shelled the northern border bridge of Freedonia"
    assert are_one(told(words), told(words, factuality="denied"))


def test_two_conferences_in_one_city_three_months_apart_are_two() -> None:
    words = "the foreign ministers of eleven states met in Geneva for a peace conference"
    one = told(words, kind="meeting", place="CHE:place:geneva", **on(date(2031, 5, 9)))
    other = told(words, kind="meeting", place="CHE:place:geneva", **on(date(2031, 8, 9)))
    assert not are_one(one, other)
    assert not set(block_keys(one)) & set(block_keys(other))


def test_two_meetings_of_the_same_men_on_two_days_are_two() -> None:
    men = {"kind": "meeting", "actors": (FIREFLY, TRENTINO), "recipients": ()}
    words = "Firefly and Trentino met for an hour of talks on the treaty"
    one, other = (told(words, **men, **on(date(2031, 5, day))) for day in (9, 13))
    assert not are_one(one, other)


def test_talks_told_as_event_and_as_meeting_are_one() -> None:
    one = told("Freedonia and Sylvania opened talks on the disputed island of Marx")
    other = told(
        "Talks between Sylvania and Freedonia on the island of Marx began",
        kind="meeting",
        type="talks",
        actors=(SYLVANIA, FREEDONIA),
        recipients=(),
    )
    assert are_one(one, other)
    assert set(block_keys(one)) & set(block_keys(other))


def test_a_statement_is_no_event() -> None:
    words = "Sylvania shelled the northern border bridge of Freedonia"
    assert not are_one(told(words), told(words, kind="statement", type="say"))


def test_talks_with_others_are_other_talks() -> None:
    words = "the premier of Freedonia met for an hour of talks on the island of Marx"
    one = told(words, actors=(FREEDONIA,), recipients=(SYLVANIA,))
    other = told(words, actors=(FREEDONIA,), recipients=("OST:state:",))
    assert not are_one(one, other)
    firefly = told(words, actors=(FREEDONIA,), recipients=(FIREFLY,))
    trentino = told(words, actors=(FREEDONIA,), recipients=(TRENTINO,))
    assert not are_one(firefly, trentino)


def test_what_one_page_dates_another_of_those_weeks_may_recall_without_a_day() -> None:
    words = "Sylvania shelled the northern border bridge of Freedonia by night"
    dated = told(words, first=date(2030, 8, 2), last=date(2030, 8, 2))
    recalled = told(words, first=None, last=date(2031, 5, 20), published=date(2031, 5, 20))
    later = told(words, first=None, last=date(2031, 8, 20), published=date(2031, 8, 20))
    assert are_one(dated, recalled)
    assert set(block_keys(dated)) & set(block_keys(recalled))
    assert not are_one(dated, later)


def test_a_planned_thing_is_not_what_was_before_its_page() -> None:
    words = "Freedonia and Sylvania hold talks on the disputed island of Marx"
    held = told(words, **on(date(2031, 5, 2)))
    planned = told(words, first=None, last=None, factuality="planned")
    assert not are_one(held, planned)


def test_one_number_of_two_things_is_two_figures() -> None:
    ten = {"kind": "figure", "type": "", "value": 10.0, "actors": (), "recipients": ()}
    assert not are_one(told("10 wounded by the shells", **ten), told("elected in 10 seats", **ten))


def test_sanctions_that_are_wanted_are_not_those_in_force() -> None:
    words = "sanctions on the trade of Sylvania with the island"
    wanted = told(words, kind="measure", type="sanctions", factuality="proposed")
    adopted = told(words, kind="measure", type="sanctions", factuality="adopted")
    inquiry = told(words, kind="measure", type="inquiry", factuality="adopted")
    same, other, another = (
        compare(adopted, one)
        for one in (replace(adopted, id="x", document_id="x"), wanted, inquiry)
    )
    assert same is not None
    assert other is None or other.score < same.score
    assert another is None or another.score < same.score


def test_one_meeting_in_two_cities_is_two() -> None:
    words = "Firefly and Trentino met for an hour of talks on the treaty"
    one = told(words, kind="meeting", place="CHE:place:geneva")
    other = told(words, kind="meeting", place="AUT:place:vienna")
    assert not are_one(one, other)


def test_two_texts_of_six_points_are_two() -> None:
    plan = {"kind": "plan", "type": "plan"}
    one = told("the six-point plan", **plan, about="trentino plan")
    other = told("the six-point plan", **plan, about="paris six-point resolution")
    assert not are_one(one, other)
    later = told("the envoy's plan", **plan, about="trentino plan", **on(date(2031, 9, 9)))
    assert are_one(one, later)


def test_counts_that_differ_are_two_figures() -> None:
    words = "guards were killed on the border of Sylvania since March"
    count = {"kind": "figure", "type": "guards killed", "about": "dead (guards)"}
    assert are_one(told(words, value=40.0, **count), told(words, value=40.0, **count))
    assert not are_one(told(words, value=40.0, **count), told(words, value=60.0, **count))
    other = told(words, value=40.0, **count | {"about": "wounded (guards)"})
    assert not are_one(told(words, value=40.0, **count), other)


def test_two_men_who_say_the_same_make_two_statements() -> None:
    said = {"kind": "statement", "type": "say", "recipients": ()}
    words = "the treaty of Sylvania has been broken by the other side"
    assert are_one(told(words, **said, actors=(FIREFLY,)), told(words, **said, actors=(FIREFLY,)))
    assert not are_one(
        told(words, **said, actors=(FIREFLY,)), told(words, **said, actors=(TRENTINO,))
    )


def test_two_things_one_man_says_on_one_day_are_two() -> None:
    said = {"kind": "statement", "type": "say", "recipients": (), "actors": (FIREFLY,)}
    one = told("the treaty of Sylvania has been broken by the other side", **said)
    other = told("wheat would be cheap this winter", **said, vector=VECTORS[1])
    assert not are_one(one, other)


def test_of_many_who_condemn_a_deed_each_does() -> None:
    """Whoever of them is known by no name may be anybody."""
    some = {"actors": (":population:#1",), "recipients": (SYLVANIA,)}
    event, said = ({**some, "type": "ACCUSE"}, {**some, "kind": "statement", "type": "accuse"})
    leaders = "leaders of all faiths voiced anger over the shelling of the border bridge"
    premier = "the premier called the shelling of the border bridge by Sylvania a crime"
    for parts in (event, said):
        one = told(leaders, **parts)
        assert not are_one(one, told(premier, **{**parts, "actors": (TRENTINO,)}))
        assert are_one(one, told(leaders, **{**parts, "actors": (TRENTINO,)}))


def test_one_man_who_speaks_on_two_days_speaks_of_two_things_unless_he_says_the_same() -> None:
    said = {"kind": "statement", "type": "say", "recipients": (), "actors": (FIREFLY,)}
    words = "Firefly said the treaty on the island gives Sylvania no right to the bridge"
    topics = ("treati", "island", "right", "bridg")
    summit = told(words, **said, topics=topics)
    again = {**said, **on(date(2031, 5, 16)), "first": None}
    wheat = "Firefly said the treaty on the island sets the winter price of wheat"
    other = told(wheat, **again, topics=("treati", "wheat", "winter", "price"))
    assert not are_one(replace(summit, first=None), other)
    assert are_one(replace(summit, first=None), told(words, **again, topics=topics))
    assert are_one(summit, replace(other, **on(date(2031, 5, 9)))), "a part of what was said"


def test_two_attacks_of_a_war_are_one_by_what_is_their_own() -> None:
    attack = {"type": "ASSAULT", "actors": (SYLVANIA,), "recipients": ()}
    words = "Sylvania fired shells at fighters near the border camp on the river by night"
    one = told(words, **attack)
    later = {**attack, **on(date(2031, 5, 12)), "first": None}
    other = "shells from Sylvania killed fighters near the border camp who slept in tents of guards"
    assert not are_one(replace(one, first=None), told(other, **later))
    camp = "FRD:place:camp"
    assert are_one(replace(one, first=None, place=camp), told(other, **later, place=camp))


def test_a_small_number_and_a_word_make_no_figure() -> None:
    figure = {"kind": "figure", "actors": (), "recipients": (), "first": None}
    asked = "17 supported the idea"
    lost = "17 of the staff are missing, with the idea"
    small = {"value": 17.0, **figure}
    assert not are_one(told(asked, type="voters", **small), told(lost, type="missing", **small))
    assert are_one(told(asked, type="voters", **small), told(lost, type="voters", **small))


def test_talks_of_two_states_are_not_those_of_six() -> None:
    words = "talks on the nuclear plant of the island of Marx were held"
    six = tuple(f"{code}:state:" for code in ("FRD", "SYL", "OST", "CAV", "ALB", "BRD"))
    meeting = {"kind": "meeting", "type": "talks", "recipients": ()}
    two = told(words, **meeting, actors=(FREEDONIA, SYLVANIA))
    assert not are_one(two, told(words, **meeting, actors=six))
    assert are_one(two, told(words, **meeting, actors=six[:3]))


def test_two_records_of_one_sentence_are_two() -> None:
    words = "Freedonia signed the treaty and recalled its envoy from Sylvania"
    one = told(words, document_id="d")
    assert not are_one(one, told(words, document_id="d"))
    assert are_one(one, told(words))


def test_copies_of_one_text_are_linked_by_their_words_alone() -> None:
    bare = {"actors": (), "recipients": (), "first": None, "last": None, "vector": None}
    one = told("They left.", copies="c", **bare)
    assert are_one(one, told("They left.", copies="c", **bare))
    assert not are_one(one, told("They left.", copies="d", **bare))


@given(items(), items())
def test_the_order_of_two_is_without_effect(one: Item, other: Item) -> None:
    assert compare(one, other) == compare(other, one)


@given(st.lists(items(), min_size=2, max_size=5))
def test_what_else_is_compared_is_without_effect(found: list[Item]) -> None:
    one, other = np.triu_indices(len(found), 1)
    ids = [one.id for one in found]
    together = find_links(ids, columns_of(found), one, other)
    apart = [compare(found[a], found[b]) for a, b in zip(one, other, strict=True)]
    assert together == [link for link in apart if link]


@given(items(), st.integers(0, 400))
def test_things_that_cannot_have_been_on_one_day_are_never_one(one: Item, days: int) -> None:
    if one.kind in ("plan", "compliance") or one.first is None or one.published is None:
        return
    other = item(
        **{
            **{name: getattr(one, name) for name in one.__slots__},
            "id": "other",
            "document_id": "other",
            "copies": "other",
            **on(max(one.first, one.last or one.first, one.published) + timedelta(days=days + 2)),
        }
    )
    assert not are_one(one, other)


@given(st.lists(items(), max_size=4))
def test_columns_come_back_out_of_a_file_as_they_were(found: list[Item]) -> None:
    columns = columns_of(found)
    back = unpack(pack(columns))
    for name in (field.name for field in fields(columns)):
        np.testing.assert_array_equal(getattr(back, name), getattr(columns, name))
