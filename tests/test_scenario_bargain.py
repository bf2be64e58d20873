"""Means, medians and the bargaining model, by examples worked out by hand."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demarche.errors import OptionError
from demarche.scenario.bargain import (
    MOST_ROUNDS,
    Party,
    bargain,
    compromise,
    expected_utility,
    play_round,
    prevails,
    risk_exponents,
    weighted_median,
)

NUMBERS = st.floats(-1, 1).map(lambda x: round(x, 3))
SHARES = st.floats(0.05, 1).map(lambda x: round(x, 3))
PARTIES = st.lists(st.tuples(NUMBERS, SHARES, SHARES), min_size=1, max_size=6).map(
    lambda rows: [
        Party(name=f"P{at}", position=x, salience=s, capability=c)
        for at, (x, s, c) in enumerate(rows)
    ]
)

# Three actors on a line, all of weight 1.
A, B, C = (Party(name=name, position=x) for name, x in (("A", 0.0), ("B", 1.0), ("C", 0.25)))


@given(PARTIES)
def test_mean_and_median_lie_between_the_positions(parties: list[Party]) -> None:
    positions = [party.position for party in parties]
    for value in (compromise(parties), weighted_median(parties)):
        assert min(positions) - 1e-9 <= value <= max(positions) + 1e-9


@given(PARTIES, st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_only_shares_of_capability_matter(parties: list[Party], factor: float) -> None:
    scaled = [replace(party, capability=party.capability * factor) for party in parties]
    assert compromise(scaled) == pytest.approx(compromise(parties))
    assert risk_exponents(scaled) == pytest.approx(risk_exponents(parties), abs=1e-6)


@given(PARTIES)
def test_two_positions_share_one_certainty(parties: list[Party]) -> None:
    first, last = parties[0].position, parties[-1].position
    assume(first != last)
    assert prevails(parties, first, last) + prevails(parties, last, first) == pytest.approx(1)


@given(PARTIES)
def test_the_experiment_stays_within_the_positions_and_ends(parties: list[Party]) -> None:
    made = bargain("sanctions", parties)
    low, high = (pick(party.position for party in parties) for pick in (min, max))
    assert 2 <= len(made.experiment) <= MOST_ROUNDS + 1
    for now in made.experiment:
        assert all(low - 1e-9 <= position <= high + 1e-9 for position in now)


@given(PARTIES)
def test_risks_lie_between_a_half_and_two(parties: list[Party]) -> None:
    assume(len({party.position for party in parties}) > 1)
    assert all(0.5 - 1e-9 <= risk <= 2 + 1e-9 for risk in risk_exponents(parties))


def test_the_compromise_by_hand() -> None:
    # (1 x 0.9 x 2 + (-1) x 0.6 x 1 + 0 x 0.3 x 4) / (1.8 + 0.6 + 1.2) = 1.2 / 3.6
    parties = [
        Party(name="A", position=1, salience=0.9, capability=2),
        Party(name="B", position=-1, salience=0.6, capability=1),
        Party(name="C", position=0, salience=0.3, capability=4),
    ]
    assert compromise(parties) == pytest.approx(1 / 3)
    assert weighted_median(parties) == pytest.approx(0.5)  # 1.8 of 3.6 lies at or below 0
    heavier = [replace(parties[0], capability=3), *parties[1:]]
    assert weighted_median(heavier) == 1


def test_the_start_values_by_hand() -> None:
    parties = [A, B, C]
    # A over B: A leans 1, C leans 0.75 - 0.25 = 0.5, B leans 1 the other way: 1.5 of 2.5.
    assert prevails(parties, 0.0, 1.0) == pytest.approx(0.6)
    # Risk 1, B cares wholly: 0.6 x 2 + 0.4 x (-2) = 0.4, the status quo 0.
    assert expected_utility(parties, 0, 1, 1.0) == pytest.approx(0.4)
    # B as A sees it: 0.4 x 2 + 0.6 x (-2) = -0.4.
    assert expected_utility(parties, 1, 0, 1.0) == pytest.approx(-0.4)
    # If B cares by half: 0.5 x 0.4 + 0.5 x 2 = 1.2.
    half = [A, replace(B, salience=0.5), C]
    # A over B is then 1.5 of 2, so 0.75 x 2 - 0.25 x 2 = 1, and 0.5 x 1 + 0.5 x 2 = 1.5.
    assert prevails(half, 0.0, 1.0) == pytest.approx(0.75)
    assert expected_utility(half, 0, 1, 1.0) == pytest.approx(1.5)


def test_what_others_expect_makes_the_exponent() -> None:
    # Two of equal weight: each prevails over the other evenly, and expects nothing of it.
    assert prevails([A, B], 0.0, 1.0) == 0.5
    assert risk_exponents([A, B]) == [1.0, 1.0]
    # With C at 0.25 most is expected of challenging B: R = 1, exponent (2/3) / (4/3) = 1/2.
    risks = risk_exponents([A, B, C])
    assert risks[1] == pytest.approx(0.5)
    assert max(risks) == pytest.approx(2)


def test_nobody_moves_where_all_agree_or_all_are_even() -> None:
    same = (A, replace(C, position=0.0))
    assert play_round(same, 1) == (same, [])
    assert play_round((A, B), 1) == ((A, B), [])


def test_the_weak_move_towards_the_strong_and_the_trace_says_how() -> None:
    strong = replace(A, capability=5)
    made = bargain("sanctions", [strong, B, C])
    assert made.experiment[0] == (0.0, 1.0, 0.25)
    assert made.experiment_end < made.mean
    assert made.experiment[-1][0] == 0.0
    assert {offer.to for offer in made.offers} <= {"B", "C"}
    assert {offer.kind for offer in made.offers} <= {"conflict", "compromise", "capitulation"}
    assert made.offers[0].round == 1


def test_a_bargain_wants_weights_that_can_be() -> None:
    with pytest.raises(OptionError, match="no actor with a position"):
        bargain("sanctions", [])
    with pytest.raises(OptionError, match="no actor with a position"):
        bargain("sanctions", [replace(A, salience=0)])
    with pytest.raises(OptionError, match="A: salience 2"):
        bargain("sanctions", [replace(A, salience=2)])
    with pytest.raises(OptionError, match="stands twice"):
        bargain("sanctions", [A, A])
