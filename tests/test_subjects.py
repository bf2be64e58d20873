"""Pages about sport or markets, where a state is a team or an economy."""

import pytest

from demarche.codebook.words import load_events
from demarche.extract.subjects import FEWEST, acts_anywhere, is_elsewhere
from demarche.extract.trees import grow
from tests.fakes import entity, plain

SPORT = (
    "Arland beat Borland in the final match of the league after their striker scored a goal, "
    "to the joy of the coach. "
)
POLITICS = "Arland asked Borland to withdraw its troops from the valley before talks could begin. "


def is_sport(text: str) -> bool:
    return is_elsewhere([grow(plain(text))], load_events())


def test_a_report_on_a_match_is_elsewhere_and_one_on_troops_is_not() -> None:
    assert is_sport(SPORT * 6)
    assert not is_sport(POLITICS * 10)


@pytest.mark.parametrize(
    "told",
    [
        "A team of the United Nations met a team of Arland about the death penalty. ",
        "The season of talks ended at the club of creditors: banks owe it a billion dollars. ",
        "The goal of the talks, as of all talks on this matter, was the goal of peace. ",
        "The stadium held a rally, where fans met an Olympic champion. ",
    ],
)
def test_two_or_three_words_of_sport_make_no_match(told: str) -> None:
    assert not is_sport((told + POLITICS) * 8)


def test_of_a_few_words_nothing_is_said() -> None:
    assert not is_sport(SPORT)
    assert len((SPORT * 4).split()) < FEWEST
    assert not is_sport(SPORT * 4)
    assert not is_elsewhere([], load_events())


def test_a_state_does_not_act_there_and_a_body_does() -> None:
    assert not acts_anywhere(entity("Arland"))
    assert not acts_anywhere(entity("fans", "population"))
