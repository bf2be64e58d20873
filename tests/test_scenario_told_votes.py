"""What a body's rule makes of a vote as a page tells it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.codebook.councils import load_councils
from demarche.records import Ballot, VoteResult
from demarche.scenario.rules import Tally, decide_tally
from demarche.scenario.told_votes import RuleSays, rule_says
from tests.made_records import day
from tests.made_votes import page_of, vote

BOOK = load_councils()
PAGE = page_of("june.txt", "They voted.", published="2012-06-20")
COUNCIL, RIGHTS = "UN Security Council", "UN Human Rights Council"


def says(
    body: str,
    yes: int | None,
    no: int | None = None,
    *,
    against: tuple[str, ...] = (),
    result: VoteResult | None = None,
) -> RuleSays | None:
    members: dict[str, Ballot] = dict.fromkeys(against, "no")
    told = vote(PAGE, "They voted", members=members, body=body, yes=yes, result=result)
    return rule_says(replace(told, no=no), day("2012-06-20"), BOOK)


@given(st.integers(0, 15), st.integers(0, 15))
def test_it_never_differs_from_what_the_whole_tally_gives(yes: int, no: int) -> None:
    found = says(COUNCIL, yes)
    if found and yes + no <= 15:
        rule = BOOK.rule("unsc", day("2012-06-20").end)
        assert decide_tally(rule, Tally(yes=yes, no=no)).outcome in (found.outcome, "open")


@pytest.mark.parametrize(
    ("body", "yes", "no", "against", "outcome"),
    [
        (RIGHTS, 41, None, ("RUS", "CHN", "CUB"), "adopted"),  # six seats left at most
        (RIGHTS, 8, 33, (), "failed"),
        (RIGHTS, 20, None, ("CUB",), None),  # 26 others may have been against
        (COUNCIL, 11, 2, ("RUS", "CHN"), "vetoed"),
        (COUNCIL, 9, None, ("RUS",), "vetoed"),
        (COUNCIL, 8, 2, ("RUS",), "failed"),  # a no below nine yes is no veto
        (COUNCIL, 14, 1, ("IND",), "adopted"),
        (COUNCIL, 14, 1, (), None),  # whose no it was is not told
        (COUNCIL, 15, None, (), "adopted"),
        (COUNCIL, 18, None, (), None),  # more than there are seats
        ("UN General Assembly", 107, 12, (), "adopted"),
        ("UN General Assembly", 107, None, (), None),
        ("Regional Council", 40, 2, (), None),
        (COUNCIL, None, 2, ("RUS",), None),
    ],
)
def test_what_follows_is_said_and_nothing_else(
    body: str, yes: int | None, no: int | None, against: tuple[str, ...], outcome: str | None
) -> None:
    found = says(body, yes, no, against=against)
    assert (found and found.outcome) == outcome


def test_what_the_page_tells_is_not_said_again_and_what_it_has_otherwise_is() -> None:
    assert says(COUNCIL, 13, 2, against=("RUS", "CHN"), result="vetoed") is None
    assert says(COUNCIL, 13, 2, against=("RUS", "CHN"), result="blocked") is None
    wrong = says(COUNCIL, 8, 2, against=("RUS", "CHN"), result="vetoed")
    assert wrong is not None
    assert (wrong.outcome, wrong.against_page) == ("failed", True)


def test_another_matter_with_another_outcome_is_named() -> None:
    found = says("UN General Assembly", 90, 60)
    assert found is not None
    assert "two thirds" in found.why or "important" in found.why.lower()
