"""How members would vote: what each kind of evidence does, and which is heeded."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.codebook.councils import load_councils
from demarche.scenario.evidence import Draft, Known, PastVote, Stance, parse_text
from demarche.scenario.rates import base_rates
from demarche.scenario.rules import STATES, State, likeliest
from demarche.scenario.stands import Stand, find_stands

BOOK = load_councils()
DAY = date(2012, 7, 19)
SEATS = BOOK.members("unsc", DAY)
RATES = base_rates(BOOK, [seat.country for seat in SEATS if seat.kind == "permanent"], DAY)
CODES = [seat.country for seat in SEATS]
ISSUES = ("sanctions", "observers", "transition")


def stands(text: str = "sanctions", known: Known | None = None, **draft: Any) -> dict[str, Stand]:
    """Return the stands on a text, by country."""
    issues = parse_text(text) if text else {}
    made = find_stands(
        Draft(council="unsc", on=DAY, issues=issues, **draft), SEATS, known or Known(), RATES
    )
    return {stand.country: stand for stand in made}


def said(country: str, issue: str, value: float, *, days: int = 30, **more: Any) -> Stance:
    """Return a position stated some days before the vote."""
    return Stance(
        country=country, issue=issue, value=value, when=DAY - timedelta(days=days),
        words="its words", **more,
    )  # fmt: skip


def cast(
    ballots: dict[str, State], text: str | None = None, *, days: int = 60, **more: Any
) -> PastVote:
    """Return an earlier vote; without text it is not known what stood in it."""
    fields: dict[str, Any] = {
        "council": "unsc",
        "when": DAY - timedelta(days=days),
        "name": "S/2012/1",
        "ballots": ballots,
        "issues": None if text is None else parse_text(text),
    }
    return PastVote(**fields | more)


STANCES = st.builds(
    said,
    st.sampled_from(CODES),
    st.sampled_from(ISSUES),
    st.floats(-1, 1),
    days=st.integers(-40, 800),
    condition=st.sampled_from([None, "if it must"]),
)
VOTES = st.builds(
    cast,
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(STATES), max_size=4),
    st.sampled_from([None, "sanctions", "observers", "-sanctions", "sanctions,transition"]),
    days=st.integers(-40, 800),
    council=st.sampled_from(["unsc", "unhrc"]),
)
KNOWN = st.builds(
    Known,
    votes=st.lists(VOTES, max_size=4).map(tuple),
    stances=st.lists(STANCES, max_size=5).map(tuple),
)


@given(KNOWN, st.sampled_from(["sanctions", "observers,sanctions", "-transition", ""]))
def test_chances_add_up_and_every_member_has_its_words(known: Known, text: str) -> None:
    for stand in stands(text, known).values():
        assert sum(stand.chances.values()) == pytest.approx(1)
        assert set(stand.chances) == set(STATES)
        assert stand.evidence[-1].kind == "assumed"
        assert stand.known == (len(stand.evidence) > 1)


@given(KNOWN)
def test_nothing_of_the_day_itself_or_later_is_used(known: Known) -> None:
    early = Known(
        votes=tuple(vote for vote in known.votes if vote.when < DAY),
        stances=tuple(stance for stance in known.stances if stance.when < DAY),
    )
    assert stands("sanctions,observers", known) == stands("sanctions,observers", early)


@given(KNOWN, st.randoms())
def test_the_order_of_what_is_known_does_not_matter(known: Known, random: Any) -> None:
    mixed = list(known.stances)
    random.shuffle(mixed)
    whole = stands("sanctions,observers", known)
    for country, stand in stands(
        "sanctions,observers", replace(known, stances=tuple(mixed))
    ).items():
        assert stand.chances == pytest.approx(whole[country].chances)


@given(st.sampled_from(CODES), st.floats(-1, 1), st.floats(-1, 1))
def test_who_is_more_in_favour_is_likelier_to_vote_yes(who: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    yes = [
        stands("sanctions", Known(stances=(said(who, "sanctions", value),)))[who].chances["yes"]
        for value in (low, high)
    ]
    assert yes[0] <= yes[1] + 1e-12


def test_without_evidence_all_is_assumed_and_says_so() -> None:
    for stand in stands().values():
        assert not stand.known
        assert stand.chances["yes"] > 0.9
        assert stand.evidence[0].words.startswith("assumed: yes 9")


def test_a_text_that_denies_an_issue_turns_the_positions_round() -> None:
    known = Known(stances=(said("RUS", "arms-supplies", 1.0),))
    assert stands("arms-supplies", known)["RUS"].chances["yes"] > 0.9
    assert stands("-arms-supplies", known)["RUS"].chances["yes"] < 0.5


def test_a_text_is_taken_by_what_a_member_likes_least_of_it() -> None:
    known = Known(stances=(said("RUS", "sanctions", -1), said("RUS", "observers", 1)))
    both, kind = stands("observers,sanctions", known)["RUS"], stands("observers", known)["RUS"]
    assert both.issue == "sanctions"
    assert both.chances == stands("sanctions", known)["RUS"].chances
    assert kind.chances["yes"] > 0.9


def test_permanent_members_say_no_where_elected_ones_abstain() -> None:
    found = stands(
        known=Known(stances=(said("RUS", "sanctions", -1), said("PAK", "sanctions", -1)))
    )
    assert likeliest(found["RUS"].chances) == "no"
    assert likeliest(found["PAK"].chances) == "abstain"


def test_sponsors_and_given_ballots() -> None:
    found = stands(sponsors=frozenset({"FRA"}), given={"CHN": "abstain"})
    assert found["FRA"].chances["yes"] > 0.98
    assert found["FRA"].evidence[0].words == "submits the text"
    assert found["CHN"].chances["abstain"] == 1
    assert found["CHN"].evidence[0].words == "taken for certain: abstain"


def test_a_condition_halves_a_position_and_time_does_too() -> None:
    def weight(**more: Any) -> float:
        found = stands(known=Known(stances=(said("RUS", "sanctions", -1, **more),)))
        return found["RUS"].evidence[0].weight

    assert weight(condition="if the other side does too") == pytest.approx(weight() / 2)
    assert weight(days=30 + 365) == pytest.approx(weight() / 2)


def test_many_positions_weigh_no_more_than_three() -> None:
    many = tuple(replace(said("RUS", "sanctions", -1, days=1), words=str(n)) for n in range(20))
    found = stands(known=Known(stances=many))["RUS"]
    assert sum(one.weight for one in found.evidence if one.kind == "position") == pytest.approx(7.5)


def test_a_no_to_an_unknown_text_speaks_against_the_next() -> None:
    known = Known(votes=(cast({"RUS": "no", "PAK": "yes"}),))
    found = stands(known=known)
    assert likeliest(found["RUS"].chances) == "no"
    assert found["RUS"].evidence[0].words == "voted no on S/2012/1 (2012-05-20)"
    assert found["PAK"].chances["yes"] > 0.98
    mixed = Known(votes=(cast({"RUS": "no"}, days=90), cast({"RUS": "yes"}, days=20)))
    assert 0.5 < stands(known=mixed)["RUS"].chances["yes"] < 0.8


def test_a_no_is_laid_to_what_the_member_has_spoken_against() -> None:
    no = cast({"RUS": "no"}, "observers,sanctions")
    against = said("RUS", "sanctions", -1, days=70)
    found = stands(
        "observers", Known(votes=(no, replace(no, when=date(2012, 1, 1)), against and no))
    )
    split = found["RUS"].chances["yes"]
    cleared = stands("observers", Known(votes=(no,), stances=(against,)))["RUS"].chances["yes"]
    assert cleared > 0.75 > split
    affirmed = Known(votes=(cast({"RUS": "yes"}, "observers", days=100), no))
    assert stands("sanctions", affirmed)["RUS"].chances["no"] > 0.3
    assert stands("observers", affirmed)["RUS"].chances["yes"] > 0.8


def test_a_no_to_an_unknown_text_is_not_laid_to_what_the_member_has_affirmed() -> None:
    known = Known(votes=(cast({"RUS": "no", "CHN": "no"}),), stances=(said("RUS", "observers", 1),))
    found = stands("observers", known)
    assert found["RUS"].chances["yes"] > 0.8
    assert found["CHN"].chances["no"] > 0.3  # of whom it is not known what it was against
    assert stands("sanctions", known)["RUS"].chances["no"] > 0.3


def test_a_vote_elsewhere_counts_half() -> None:
    here, there = (
        stands(known=Known(votes=(cast({"RUS": "no"}, "sanctions", council=council),)))["RUS"]
        for council in ("unsc", "unhrc")
    )
    assert there.evidence[0].weight == pytest.approx(here.evidence[0].weight / 2)


def test_a_likely_split_makes_others_abstain_but_no_permanent_member_veto() -> None:
    known = Known(stances=(said("RUS", "sanctions", -1),))
    calm, split = stands(), stands(known=known)
    assert split["AZE"].chances["abstain"] > 2 * calm["AZE"].chances["abstain"]
    assert split["USA"].chances["no"] == pytest.approx(calm["USA"].chances["no"])
    assert "split with a chance of" in split["AZE"].evidence[0].words


def test_a_yes_to_the_opposite_speaks_against() -> None:
    known = Known(votes=(cast({"RUS": "yes"}, "-sanctions"),))
    found = stands(known=known)["RUS"]
    assert likeliest(found.chances) == "no"
    assert "voted yes on the opposite" in found.evidence[0].words


def test_a_text_without_issues_goes_by_the_votes_before() -> None:
    found = stands("", Known(votes=(cast({"RUS": "no"}, "sanctions"),)))
    assert likeliest(found["RUS"].chances) == "no"
    assert found["RUS"].issue is None
