"""The rules of voting: laws that hold for any vote, then votes of the record."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demarche.codebook.councils import Rule, load_councils
from demarche.errors import OptionError
from demarche.scenario.rules import STATES, State, Tally, decide, decide_tally, has_majority

BOOK = load_councils()
TODAY = date(2012, 7, 19)
UNSC, PROCEDURAL = BOOK.rule("unsc", TODAY), BOOK.rule("unsc", TODAY, "procedural")
UNHRC = BOOK.rule("unhrc", TODAY)
UNGA, IMPORTANT = BOOK.rule("unga", TODAY), BOOK.rule("unga", TODAY, "important")
RULES = st.sampled_from([UNSC, PROCEDURAL, UNHRC, UNGA, IMPORTANT])
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
ELECTED = tuple(f"E{number}" for number in range(10))
BALLOTS = st.fixed_dictionaries(
    {member: st.sampled_from(STATES) for member in (*PERMANENT, *ELECTED)}
)


def ballots(yes: int, no: int, abstain: int, *, noes: tuple[str, ...] = ()) -> dict[str, State]:
    """Return a tally as ballots of the Council of fifteen; `noes` are among those against."""
    others = [member for member in (*ELECTED, *PERMANENT) if member not in noes]
    states: list[State] = ["no"] * (no - len(noes)) + ["abstain"] * abstain + ["yes"] * yes
    return dict.fromkeys(noes, "no") | dict(zip(others, states, strict=False))  # type: ignore[return-value]


@given(RULES, BALLOTS)
def test_abstaining_absence_and_not_participating_are_one_to_the_rule(
    rule: Rule, cast: Mapping[str, State]
) -> None:
    away = {m: "absent" if state not in ("yes", "no") else state for m, state in cast.items()}
    assert decide(rule, cast, PERMANENT).outcome == decide(rule, away, PERMANENT).outcome  # type: ignore[arg-type]


@given(RULES, BALLOTS, st.sampled_from((*PERMANENT, *ELECTED)))
def test_one_more_yes_never_sinks_a_text(
    rule: Rule, cast: Mapping[str, State], member: str
) -> None:
    assume(decide(rule, cast, PERMANENT).outcome == "adopted")
    assert decide(rule, {**cast, member: "yes"}, PERMANENT).outcome == "adopted"


@given(RULES, BALLOTS)
def test_a_veto_stops_only_what_has_votes_enough(rule: Rule, cast: Mapping[str, State]) -> None:
    made = decide(rule, cast, PERMANENT)
    stopped = rule.veto and any(cast[member] == "no" for member in PERMANENT)
    enough = has_majority(rule, made.tally.yes, made.tally.no)
    assert made.outcome == ("failed" if not enough else "vetoed" if stopped else "adopted")


@given(RULES, BALLOTS)
def test_named_ballots_and_their_tally_decide_alike(rule: Rule, cast: Mapping[str, State]) -> None:
    made = decide(rule, cast, PERMANENT)
    noes = [member for member in PERMANENT if cast[member] == "no"]
    assert decide_tally(rule, made.tally, permanent_noes=noes) == made


@pytest.mark.parametrize(
    ("rule", "tally", "noes", "outcome", "reason"),
    [
        (UNSC, (9, 2, 4), ("CHN", "RUS"), "vetoed", "veto"),
        (UNSC, (8, 2, 5), ("USA",), "failed", "too few votes"),
        (UNSC, (9, 0, 6), (), "adopted", "enough votes"),
        (UNSC, (14, 1, 0), ("E0",), "adopted", "enough votes"),
        (UNSC, (14, 1, 0), ("RUS",), "vetoed", "veto"),
        (PROCEDURAL, (8, 4, 3), (), "failed", "too few votes"),
        (PROCEDURAL, (9, 6, 0), ("GBR",), "adopted", "enough votes"),
    ],
)
def test_vectors_of_the_security_council(
    rule: Rule, tally: tuple[int, int, int], noes: tuple[str, ...], outcome: str, reason: str
) -> None:
    made = decide(rule, ballots(*tally, noes=noes), PERMANENT)
    assert (made.outcome, made.reason) == (outcome, reason)
    assert (made.tally.yes, made.tally.no, made.tally.abstain) == tally


def test_fourteen_pass_a_text_beside_one_that_does_not_participate() -> None:
    cast: dict[str, State] = {**ballots(14, 0, 0), "USA": "not participating"}
    made = decide(UNSC, cast, PERMANENT)
    assert (made.outcome, made.tally.not_participating, str(made.tally)) == (
        "adopted",
        1,
        "14-0-0, 1 not voting",
    )


@pytest.mark.parametrize(
    ("rule", "tally", "outcome"),
    [
        (UNHRC, (41, 3, 2), "adopted"),
        (UNHRC, (8, 33, 6), "failed"),
        (UNHRC, (20, 20, 7), "failed"),  # a tie
        (UNGA, (107, 12, 59), "adopted"),
        (IMPORTANT, (107, 12, 59), "adopted"),
        (IMPORTANT, (80, 40, 20), "adopted"),
        (IMPORTANT, (79, 40, 20), "failed"),
        (UNGA, (79, 40, 20), "adopted"),
        (IMPORTANT, (0, 0, 150), "failed"),
    ],
)
def test_tallies_of_the_other_bodies(rule: Rule, tally: tuple[int, int, int], outcome: str) -> None:
    yes, no, abstain = tally
    assert decide_tally(rule, Tally(yes=yes, no=no, abstain=abstain)).outcome == outcome


def test_seven_of_eleven_pass_a_text_until_1965() -> None:
    old = BOOK.rule("unsc", date(1965, 12, 31))
    assert decide_tally(old, Tally(yes=7, no=4), permanent_noes=()).outcome == "adopted"
    assert decide_tally(old, Tally(yes=6, no=5), permanent_noes=("SUN",)).outcome == "failed"
    assert decide_tally(UNSC, Tally(yes=7, no=4), permanent_noes=()).outcome == "failed"


def test_a_tally_with_noes_that_are_not_named_is_open() -> None:
    made = decide_tally(UNSC, Tally(yes=12, no=2, abstain=1))
    assert (made.outcome, made.reason) == ("open", "noes not named")
    assert "unless one of them is a permanent member's" in made.trace[-1]
    assert decide_tally(UNSC, Tally(yes=8, no=7)).outcome == "failed"  # whoever they are
    assert decide_tally(UNSC, Tally(yes=9, no=0, abstain=6)).outcome == "adopted"


def test_the_trace_tells_rule_count_and_veto() -> None:
    rule, count, veto = decide(UNSC, ballots(9, 2, 4, noes=("RUS", "CHN")), PERMANENT).trace
    assert "9 of 15 yes wanted, and no permanent member against (Charter" in rule
    assert count == "9-2-4: 9 yes, enough"
    assert veto == "against: CHN, RUS; the no of a permanent member stops it"
    _, count, veto = decide(UNSC, ballots(8, 2, 5, noes=("RUS",)), PERMANENT).trace
    assert (count, veto) == (
        "8-2-5: 8 yes, 1 too few",
        "against: RUS; with too few yes this is no veto",
    )


def test_a_party_that_votes_gives_a_warning_and_changes_nothing() -> None:
    cast = ballots(9, 2, 4, noes=("RUS", "CHN"))
    made = decide(UNSC, cast, PERMANENT, parties=("RUS",), warned=BOOK.warned)
    assert made.outcome == "vetoed"
    assert [line.split(":")[0] for line in made.warnings] == ["Article 27(3)"]
    away: dict[str, State] = {**cast, "RUS": "abstain"}
    assert decide(UNSC, away, PERMANENT, parties=("RUS",), warned=BOOK.warned).warnings == ()


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(OptionError, match=r"15 seats"):
        decide_tally(UNSC, Tally(yes=12, no=4))
    with pytest.raises(OptionError, match="expected numbers from 0"):
        decide_tally(UNSC, Tally(yes=-1, no=4))
    with pytest.raises(OptionError, match="found ballot 'maybe'"):
        decide(UNSC, {"RUS": "maybe"}, PERMANENT)  # type: ignore[dict-item]
