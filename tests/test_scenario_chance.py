"""The chance of a text: equal to going through all ballots, and what turns it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.codebook.councils import Rule, load_councils
from demarche.scenario.chance import Voter, adopted_if, outcome_chances, together
from demarche.scenario.flips import find_pivots, other_ballots, smaller_text, with_ballot
from demarche.scenario.rates import Link, base_rates, find_links
from demarche.scenario.rules import STATES, Outcome, State, decide

BOOK = load_councils()
UNSC = BOOK.rule("unsc", date(2012, 7, 19))
SMALL = (
    replace(UNSC, seats=4, needed=3),
    replace(UNSC, seats=4, needed=2, veto=False),
    replace(BOOK.rule("unhrc", date(2012, 7, 19)), seats=4),
    replace(BOOK.rule("unga", date(2012, 7, 19), "important"), seats=4),
)
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
TIE = Link(a="CHN", b="RUS", alone=0.25, basis="by hand")

WEIGHTS = st.lists(st.integers(0, 5), min_size=5, max_size=5).filter(any)
SHARES = WEIGHTS.map(lambda found: {s: n / sum(found) for s, n in zip(STATES, found, strict=True)})
FOUR = st.tuples(*[SHARES] * 4).map(
    lambda shares: tuple(
        Voter(country=name, permanent=name in PERMANENT, chances=chances)
        for name, chances in zip(("CHN", "RUS", "AZE", "TGO"), shares, strict=True)
    )
)


def by_hand(rule: Rule, voters: Sequence[Voter], link: Link | None = None) -> dict[Outcome, float]:
    """Return the chances of the outcomes by going through all ballots."""
    sums: dict[Outcome, float] = {"adopted": 0.0, "vetoed": 0.0, "failed": 0.0}
    for states in product(STATES, repeat=len(voters)):
        cast = dict(zip((voter.country for voter in voters), states, strict=True))
        chance = prod(v.chances[state] for v, state in zip(voters, states, strict=True))
        if link and (cast[link.a] == "no") != (cast[link.b] == "no"):
            chance *= link.alone
        sums[decide(rule, cast, PERMANENT).outcome] += chance
    whole = sum(sums.values())
    return {outcome: chance / whole for outcome, chance in sums.items()}


@given(st.sampled_from(SMALL), FOUR)
def test_the_chance_is_that_of_all_ballots(rule: Rule, voters: Sequence[Voter]) -> None:
    found = outcome_chances(rule, voters)
    assert found == pytest.approx(by_hand(rule, voters), abs=1e-9)


@given(FOUR)
def test_linked_members_too(voters: Sequence[Voter]) -> None:
    rule = SMALL[0]
    assert outcome_chances(rule, voters, [TIE]) == pytest.approx(
        by_hand(rule, voters, TIE), abs=1e-9
    )


@given(FOUR, st.lists(st.tuples(st.sampled_from(["CHN", "RUS", "AZE"]), st.sampled_from(STATES))))
def test_a_change_is_that_ballot_given(
    voters: Sequence[Voter], changes: list[tuple[str, State]]
) -> None:
    found = adopted_if(SMALL[0], voters, [TIE], changes)
    assert found == pytest.approx(
        [
            outcome_chances(SMALL[0], with_ballot(voters, *change), [TIE])["adopted"]
            for change in changes
        ]
    )


@given(FOUR)
def test_a_link_of_one_links_nothing(voters: Sequence[Voter]) -> None:
    loose = replace(TIE, alone=1.0)
    assert outcome_chances(SMALL[0], voters, [loose]) == pytest.approx(
        outcome_chances(SMALL[0], voters), abs=1e-9
    )


def voter(country: str, **chances: float) -> Voter:
    return Voter(country=country, permanent=country in PERMANENT, chances=_states(chances))


def _states(chances: Mapping[str, float]) -> dict[State, float]:
    return {state: chances.get(state, 0.0) for state in STATES}


def council(**noes: float) -> tuple[Voter, ...]:
    """Return the Council of fifteen: these members say no with this chance, all others yes."""
    others = [f"E{number}" for number in range(10)]
    return tuple(
        voter(name, no=noes.get(name, 0.0), yes=1 - noes.get(name, 0.0))
        for name in (*PERMANENT, *others)
    )


def test_two_that_move_together_veto_less_often_than_two_that_do_not() -> None:
    voters = council(CHN=0.5, RUS=0.5)
    assert outcome_chances(UNSC, voters)["vetoed"] == pytest.approx(0.75)
    # Together: both no 1, one alone 1/4 twice, both yes 1, of 2.5.
    assert outcome_chances(UNSC, voters, [TIE])["vetoed"] == pytest.approx(1.5 / 2.5)


def test_one_of_whom_much_is_known_draws_the_other_along() -> None:
    found = together(council(CHN=0.2, RUS=0.9), [TIE])
    assert found["CHN"]["no"] > 0.2
    assert sum(found["CHN"].values()) == pytest.approx(1)
    assert found["FRA"]["no"] == 0


def test_pivotal_is_on_whom_it_hangs() -> None:
    pivots = find_pivots(UNSC, council(RUS=0.6), [])
    assert pivots[0].country == "RUS"
    assert (pivots[0].if_yes, pivots[0].if_abstain, pivots[0].if_no) == (1.0, 1.0, 0.0)
    # Any other permanent member could stop it as well, with four tenths left to be stopped.
    assert {pivot.country for pivot in pivots} == set(PERMANENT)
    assert pivots[1].if_no == 0
    assert pivots[1].if_yes == pytest.approx(0.4)


def test_the_smallest_change_of_votes() -> None:
    veto = other_ballots(UNSC, council(CHN=0.9, RUS=0.9), [])
    assert veto is not None
    assert dict(veto.ballots) == {"CHN": "abstain", "RUS": "abstain"}
    short = council(**{f"E{number}": 0.9 for number in range(8)})
    more = other_ballots(UNSC, short, [])
    assert more is not None
    assert set(more.ballots.values()) == {"yes"}
    assert len(more.ballots) == 1  # seven are sure, and of the eight one is expected and one wanted
    passing = other_ballots(UNSC, council(), [])
    assert passing is not None
    assert len(passing.ballots) == 1
    assert set(passing.ballots.values()) == {"no"}
    assert passing.chance == 0


def test_nothing_turns_what_would_take_more_than_six() -> None:
    voters = council(**{f"E{number}": 1.0 for number in range(10)})
    for name in ("FRA", "GBR", "USA"):
        voters = with_ballot(voters, name, "abstain")
    assert other_ballots(UNSC, voters, []) is None  # two yes, seven more wanted


def test_the_smallest_change_of_text_takes_as_little_as_turns_it() -> None:
    chances = {("a", "b"): 0.2, ("a",): 0.4, ("b",): 0.9}
    flip = smaller_text(["a", "b"], 0.2, lambda kept: chances[tuple(kept)])
    assert flip is not None
    assert (flip.drop, flip.chance) == (("a",), 0.9)
    assert smaller_text(["a"], 0.2, lambda kept: 0.9) is None  # a text without issues is no text
    assert smaller_text(["a", "b"], 0.2, lambda kept: 0.3) is None


def test_rates_and_links_are_of_before_the_day() -> None:
    early = base_rates(BOOK, PERMANENT, date(2011, 1, 1))
    assert base_rates(BOOK, PERMANENT, date(2011, 12, 31)) == early
    assert "2001-2010" in early.basis
    assert (
        early.permanent["USA"]["no"] > early.permanent["RUS"]["no"] > early.permanent["FRA"]["no"]
    )
    before, after = (
        find_links(BOOK, PERMANENT, day) for day in (date(2011, 10, 4), date(2011, 10, 5))
    )
    assert [(link.a, link.b) for link in before] == [("CHN", "RUS")]
    assert "vetoed 2 times together in ten years, 2 times alone" in before[0].basis
    assert before[0].alone == pytest.approx(2.5 / 5)
    assert after[0].alone == pytest.approx(2.5 / 7)
    assert find_links(BOOK, PERMANENT, date(2006, 1, 1)) == ()
    assert (
        "none are counted of the years before"
        in base_rates(BOOK, PERMANENT, date(1990, 1, 1)).basis
    )


@pytest.mark.parametrize(
    ("year", "counted", "told"),
    [
        (2020, "2010-2019", "were split"),
        (2023, "2010-2019", "of the ten years before not counted: 2020-2022"),
        (2030, "2010-2019", "none are counted of the years before"),
        (2001, "2000-2009", "not counted: 1991-1999; counted instead: 2001-2009"),
        (1990, "2000-2009", "none are counted of the years before"),
    ],
)
def test_which_years_are_not_counted_is_said(year: int, counted: str, told: str) -> None:
    basis = base_rates(BOOK, PERMANENT, date(year, 6, 1)).basis
    assert f"Security Council {counted} were split" in basis
    assert basis.endswith(told)


@given(FOUR, st.sets(st.sampled_from(["CHN", "RUS", "AZE", "TGO"])))
def test_ballots_given_do_not_change(voters: Sequence[Voter], kept: set[str]) -> None:
    flip = other_ballots(SMALL[0], voters, [TIE], given=kept)
    assert flip is None or kept.isdisjoint(flip.ballots)


@given(st.sampled_from([*PERMANENT, "AZE"]), st.floats(0, 1))
def test_a_prior_adds_up_to_one(country: str, split: float) -> None:
    prior = base_rates(BOOK, PERMANENT, date(2012, 7, 19)).prior(country, split)
    assert sum(prior.values()) == pytest.approx(1)
    assert all(0 < chance < 1 for chance in prior.values())
