"""What contradicts what, and what only seems to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from demarche.crisis.dispute_steps import find_shifts
from demarche.crisis.disputes import block_keys, dispute_of, with_claims
from demarche.records import Item
from tests.made_items import item, items

MAY, JULY = date(2031, 5, 9), date(2031, 7, 20)


def kind_of(one: Item, other: Item) -> str | None:
    found = dispute_of(one, other)
    return found.kind if found else None


def meet(one: Item, other: Item) -> bool:
    return bool({*block_keys(one)} & {*block_keys(other)})


# ---------------------------------------------------------------- laws


@given(items(), items())
def test_the_order_of_two_is_without_effect(one: Item, other: Item) -> None:
    assert dispute_of(one, other) == dispute_of(other, one)


@given(items())
def test_nothing_contradicts_itself(one: Item) -> None:
    assert dispute_of(one, one) is None
    assert dispute_of(one, replace(one)) is None


@given(items(), items())
def test_what_contradicts_shares_a_key(one: Item, other: Item) -> None:
    # Elsewhere the crisis would never compare them.
    assert dispute_of(one, other) is None or meet(one, other)


@given(items(), items())
def test_a_dispute_is_sure_between_nothing_and_all(one: Item, other: Item) -> None:
    found = dispute_of(one, other)
    assert found is None or (0 <= found.score <= 1 and found.reason and found.matter)


# ---------------------------------------------------------------- claims


def charge(**given: object) -> Item:
    """ALB says that BRD arms somebody."""
    fields = {"type": "accuse", "party": "ALB", "named": ("BRD",), "asserts": True}
    return item(**{**fields, "senses": ("arming +",), "topics": ("arm", "rebel"), **given})


def denial(**given: object) -> Item:
    """BRD denies it."""
    fields = {"type": "deny", "party": "BRD", "named": ("BRD",), "asserts": False}
    return item(**{**fields, "senses": ("arming +",), "topics": ("arm", "sal"), **given})


def test_a_charge_is_denied_on_another_page() -> None:
    assert kind_of(charge(), denial()) == "fact"
    assert meet(charge(), denial())


def test_a_charge_denied_long_after_is_not_that_charge() -> None:
    assert kind_of(charge(), denial(published=date(2032, 1, 1))) is None


def test_what_a_page_tells_itself_is_an_act_denied() -> None:
    page = charge(kind="event", party=None, document_id="d")
    assert kind_of(page, denial(document_id="d")) == "denial"


def test_one_party_does_not_deny_its_own_word() -> None:
    assert kind_of(charge(party="BRD"), denial()) is None


def test_a_third_may_deny_it_too() -> None:
    assert kind_of(charge(), denial(party="CAV")) == "fact"
    assert kind_of(charge(), denial(party="CAV", named=("ALB",))) is None


def test_a_mere_not_of_another_page_denies_nothing() -> None:
    assert kind_of(charge(), denial(type="say")) is None
    together = charge(document_id="d"), denial(type="say", document_id="d", topics=("arm", "rebel"))
    assert kind_of(*together) == "fact"


def test_whose_side_a_man_is_on_must_be_known_on_another_page() -> None:
    assert kind_of(charge(party="?belov"), denial()) is None
    assert kind_of(charge(party="?belov", document_id="d"), denial(document_id="d")) == "fact"


def test_who_is_named_as_behind_it_names_another() -> None:
    fields = {"document_id": "d", "asserts": True, "senses": ("behind it +",)}
    one = item(party="ALB", named=("BRD",), **fields)
    other = item(party="BRD", named=("rebels",), **fields)
    assert kind_of(one, other) == "fact"
    assert kind_of(one, replace(other, party="CAV")) is None


def test_an_act_is_told_and_denied() -> None:
    fields = {"kind": "event", "type": "ASSAULT"}
    told = item(senses=("act ASSAULT ALB>BRD +",), **fields)
    not_so = item(senses=("act ASSAULT ALB>BRD -",), party="ALB", **fields)
    assert kind_of(told, not_so) == "denial"
    assert meet(told, not_so)
    assert kind_of(replace(told, party="BRD"), not_so) == "fact"
    assert kind_of(told, replace(not_so, senses=("act ASSAULT BRD>ALB -",))) is None
    assert kind_of(told, replace(not_so, published=date(2031, 6, 9))) is None


def test_a_page_may_contradict_itself() -> None:
    told = item("event", document_id="d", senses=("act ASSAULT ALB>BRD +",))
    not_so = item("event", document_id="d", senses=("act ASSAULT ALB>BRD -",))
    assert kind_of(told, not_so) == "internal"
    assert kind_of(told, replace(not_so, document_id="e")) is None
    assert kind_of(replace(told, party="ALB"), replace(not_so, party="ALB")) is None


def test_a_party_that_was_against_a_draft_and_is_for_it_has_moved() -> None:
    against = item(type="reject", party="ALB", senses=("stand on draft -",))
    welcome = item(type="endorse", party="ALB", senses=("stand on draft +",))
    assert kind_of(against, welcome) == "shift"
    assert meet(against, welcome)
    assert kind_of(against, replace(welcome, party="BRD")) is None
    assert kind_of(against, replace(welcome, published=JULY)) is None


def test_a_denial_of_something_else_is_no_answer() -> None:
    assert kind_of(charge(), denial(senses=(), topics=("border",))) is None


def test_two_denials_agree() -> None:
    assert kind_of(denial(), denial(party="ALB", named=("BRD", "ALB"))) is None


def test_to_want_different_things_is_no_dispute_of_fact() -> None:
    assert kind_of(charge(asserts=None), denial(asserts=None)) is None


def test_opposite_words_contradict_each_other() -> None:
    peaceful = item(party="BRD", named=("BRD",), asserts=True, senses=("peaceful or military +",))
    bombs = item(party="ALB", named=("BRD",), asserts=True, senses=("peaceful or military -",))
    assert kind_of(peaceful, bombs) == "fact"
    assert meet(peaceful, bombs)
    assert kind_of(peaceful, replace(bombs, senses=("peaceful or military +",))) is None


def test_a_charge_that_its_page_answers_is_not_answered_again_elsewhere() -> None:
    at_home, _ = with_claims([charge(document_id="d"), denial(document_id="d")], ())
    elsewhere, _ = with_claims([charge(document_id="e"), denial(document_id="e")], ())
    assert all(one.answered for one in (*at_home, *elsewhere))
    assert kind_of(at_home[0], elsewhere[1]) is None
    assert kind_of(at_home[0], denial()) is None
    backs = {"senses": ("arming +", "backing +"), "topics": ("rebel", "arm")}
    assert kind_of(replace(at_home[0], **backs), denial(**backs)) == "fact"


def test_what_a_page_alone_explains_is_compared_within_it() -> None:
    there = item(party="ALB", named=("BRD",), asserts=True, senses=("missing or not -",))
    gone = item(party="BRD", named=("BRD",), asserts=True, senses=("missing or not +",))
    topics = {"topics": ("port",)}
    assert kind_of(replace(there, **topics), replace(gone, **topics)) is None
    one_page = {"document_id": "d", **topics}
    assert kind_of(replace(there, **one_page), replace(gone, **one_page)) == "fact"


def test_copies_of_one_text_do_not_contradict_each_other() -> None:
    assert kind_of(charge(copies="c"), denial(copies="c")) is None
    assert kind_of(count(900, copies="c"), count(2000, copies="c")) is None
    two = {"kind": "vote", "type": "vetoed", "recipients": ("ALB:state:",), "copies": "c"}
    assert kind_of(item(value=2.0, **two), item(value=3.0, published=JULY, **two)) is None
    kept = {"kind": "compliance", "about": "p", "recipients": ("CAV:state:",), "copies": "c"}
    verdicts = [
        item(type=verdict, actors=(f"{who}:state:",), **kept)
        for verdict, who in (("keeps", "ALB"), ("breaks", "BRD"))
    ]
    assert kind_of(*verdicts) is None


# ---------------------------------------------------------------- readings, conditions


def test_one_text_is_read_in_two_ways() -> None:
    senses = ("of a text", "what it means")
    fields = {"document_id": "d", "senses": senses, "topics": ("polici",)}
    one = item(party="ALB", asserts=True, start=10, **fields)
    other = item(party="BRD", asserts=False, start=90, **fields)
    assert kind_of(one, other) == "interpretation"
    assert kind_of(one, replace(other, asserts=True)) is None
    assert kind_of(one, replace(other, start=9000)) is None
    assert kind_of(one, replace(other, topics=("port",))) is None


def test_conditions_that_cannot_both_be_had() -> None:
    soft = item(document_id="d", party="ALB", senses=("softer or tougher +",))
    hard = item(document_id="d", party="BRD", senses=("softer or tougher -",))
    assert kind_of(soft, hard) == "conditions"
    assert meet(soft, hard)
    assert kind_of(soft, replace(hard, party="ALB")) is None
    assert kind_of(soft, replace(hard, start=9000)) is None


def test_conditions_of_two_pages_are_those_of_whom_one_names() -> None:
    fields = {"named": ("ALB",), "topics": ("draft",)}
    soft = item(party="ALB", senses=("softer or tougher +",), **fields)
    hard = item(party="BRD", senses=("softer or tougher -",), **fields)
    assert kind_of(soft, hard) == "conditions"
    assert meet(soft, hard)
    assert kind_of(soft, replace(hard, topics=("port",))) is None
    assert kind_of(soft, replace(hard, published=JULY)) is None
    assert kind_of(soft, replace(hard, named=())) is None


def test_a_claim_within_another_is_passed_on_there() -> None:
    fields = {"document_id": "d", "copies": "d", "end": 200}
    assert kind_of(charge(**fields), denial(**{**fields, "start": 300, "end": 400})) == "fact"
    assert kind_of(charge(**fields), denial(**{**fields, "start": 50})) is None


def test_all_pairs_on_one_question_about_one_party_are_one_matter() -> None:
    others = [charge(party=party, topics=("arm", party)) for party in ("ALB", "CAV")]
    matters = {found.matter for each in others if (found := dispute_of(each, denial()))}
    assert matters == {"arming: BRD"}


# ---------------------------------------------------------------- figures


def count(value: float | None, day: date = MAY, **given: object) -> Item:
    fields = {"kind": "figure", "about": "dead | ALB", "value": value, "last": day}
    return item(**{**fields, "published": day, **given})


def test_two_counts_of_one_day_contradict_each_other() -> None:
    assert kind_of(count(900), count(2000)) == "figure"
    assert meet(count(900), count(2000))


def test_counts_that_grew_only_seem_to() -> None:
    assert kind_of(count(900), count(2000, JULY)) == "apparent"
    assert kind_of(count(2000), count(900, JULY)) == "figure"


def test_a_count_that_is_told_again_later_has_grown() -> None:
    assert kind_of(count(900, published=MAY, day=MAY), count(950, published=JULY)) is None
    assert kind_of(count(900), count(2000, published=JULY)) == "apparent"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": None, "low": 900.0}, {"value": 2000.0}),
        ({"value": 1000.0}, {"value": 1040.0}),
        ({"value": None, "high": 900.0}, {"value": None, "low": 100.0, "high": 300.0}),
    ],
    ids=["more than 900, and 2,000", "rounded", "fewer than 900, and 100 to 300"],
)
def test_counts_that_can_both_hold(one: dict[str, float], other: dict[str, float]) -> None:
    assert kind_of(replace(count(None), **one), replace(count(None), **other)) is None


def test_nought_is_of_any_size() -> None:
    assert kind_of(count(0), count(15)) == "figure"
    assert kind_of(count(15), count(900)) is None


def test_two_bodies_of_a_page_contradict_each_other_and_one_counts_two_things() -> None:
    police = count(100, document_id="d", body="police")
    assert kind_of(police, count(900, document_id="d", body="rebels")) == "figure"
    assert kind_of(police, count(900, document_id="d", speaker="ALB:person:belov")) == "figure"
    assert kind_of(police, count(900, document_id="d", body="police")) is None
    assert kind_of(*(count(each, document_id="d") for each in (100, 900))) is None


def test_another_estimate_in_one_sentence_contradicts_the_first() -> None:
    one = count(15, about=None, document_id="d")
    other = count(40, about=None, document_id="d", answers=one.id)
    assert kind_of(one, other) == "figure"
    assert meet(one, other)
    assert kind_of(one, replace(other, answers=None)) is None


def test_a_party_that_names_two_numbers_for_its_own_plan_has_moved() -> None:
    fields = {"kind": "figure", "party": "ALB", "senses": ("intended",), "type": "ships"}
    one, other = item(value=20.0, **fields), item(value=60.0, **fields)
    assert kind_of(one, other) == "shift"
    assert kind_of(one, replace(other, party="BRD")) is None
    assert kind_of(one, replace(other, senses=())) is None


# ---------------------------------------------------------------- positions, votes, compliance


def stand(stance: float, day: date, **given: object) -> Item:
    fields = {"kind": "position", "about": "sanctions", "actors": ("ALB:state:",)}
    return item(**{**fields, "stance": stance, "last": day, "published": day, **given})


def turns(*positions: Item) -> list[frozenset[str]]:
    return [frozenset((one.a, one.b)) for one in find_shifts(positions)]


def test_a_stand_that_turned_is_one_shift_however_often_it_is_told() -> None:
    before = [stand(-1, date(2031, 5, day)) for day in (1, 2, 3)]
    after = [stand(1, date(2031, 7, day)) for day in (1, 2, 3)]
    told = [*before, *after]
    assert turns(*told) == turns(*reversed(told)) == [frozenset((before[-1].id, after[0].id))]


def test_a_slip_is_no_turn() -> None:
    told = [stand(-1, date(2031, 5, day)) for day in (1, 2, 6, 7)]
    assert turns(*told, stand(1, date(2031, 5, 4))) == []
    assert len(turns(*told, stand(1, date(2031, 5, 9)))) == 1


def test_both_sides_on_one_day_say_nothing() -> None:
    assert turns(stand(-1, MAY), stand(1, MAY)) == []


def test_a_stand_towards_another_or_after_a_year_is_no_turn() -> None:
    assert turns(stand(-1, MAY, named=("BRD",)), stand(1, JULY, named=("CAV",))) == []
    assert len(turns(stand(-1, MAY, named=("BRD",)), stand(1, JULY, named=("BRD",)))) == 1
    assert turns(stand(-1, MAY), stand(1, date(2032, 7, 20))) == []


def test_a_minister_speaks_for_his_state() -> None:
    assert len(turns(stand(-1, MAY), stand(1, JULY, actors=("ALB:person:belov",)))) == 1


def test_a_stand_on_another_country_is_no_turn() -> None:
    about = {"cestria": ("CCC:state:",), "delos": ("DDD:state:",), "nobody": ()}
    against = stand(-1, MAY, recipients=about["cestria"])
    assert turns(against, stand(1, JULY, recipients=about["delos"])) == []
    for same in ("cestria", "nobody"):
        assert len(turns(against, stand(1, JULY, recipients=about[same]))) == 1


def test_two_actors_two_stands_no_shift() -> None:
    assert turns(stand(-1, MAY), stand(1, JULY, actors=("BRD:state:",))) == []
    assert turns(stand(-1, MAY), stand(1, JULY, about="elections")) == []
    assert turns(stand(1, MAY), stand(0.5, JULY)) == []
    assert turns(stand(1, MAY), replace(stand(-1, JULY), stance=None)) == []


def test_two_vetoes_in_may_and_three_in_july_are_settled() -> None:
    fields = {"kind": "vote", "type": "vetoed", "recipients": ("ALB:state:",)}
    two, three = item(value=2.0, **fields), item(value=3.0, published=JULY, **fields)
    assert kind_of(two, three) == "apparent"
    assert meet(two, three)
    assert kind_of(replace(two, published=JULY), three) is None
    assert kind_of(two, replace(three, recipients=("BRD:state:",))) is None
    assert kind_of(replace(two, published=JULY), replace(three, published=MAY)) is None


def test_vetoes_of_two_members_are_two_matters() -> None:
    matters = set()
    for country in ("ALB", "BRD"):
        fields = {"kind": "vote", "type": "vetoed", "recipients": (f"{country}:state:",)}
        found = dispute_of(item(value=2.0, **fields), item(value=3.0, published=JULY, **fields))
        matters.add(found and found.matter)
    assert len(matters - {None}) == 2


def test_who_keeps_a_plan_is_disputed_between_two() -> None:
    fields = {"kind": "compliance", "about": "plan:x", "recipients": ("CAV:state:",)}
    keeps = item(type="keeps", actors=("ALB:state:",), **fields)
    breaks = item(type="breaks", actors=("BRD:state:",), **fields)
    assert kind_of(keeps, breaks) == "fact"
    assert meet(keeps, breaks)
    assert kind_of(keeps, replace(breaks, actors=("ALB:person:belov",))) is None
    assert kind_of(keeps, replace(breaks, recipients=("BRD:state:",))) is None
    assert kind_of(keeps, replace(breaks, last=date(2032, 1, 1))) is None
