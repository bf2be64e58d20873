"""Pages about sport or markets, where a state is a team or an economy."""

from demarche.codebook.words import load_events
from demarche.extract.subjects import acts_anywhere, is_elsewhere
from demarche.extract.trees import grow
from tests.fakes import entity, plain

SPORT = "Arland beat Borland in the final match of the league after their striker scored a goal. "
POLITICS = "Arland asked Borland to withdraw its troops from the valley before talks could begin. "


def test_a_report_on_a_match_is_elsewhere_and_one_on_troops_is_not() -> None:
    book = load_events()
    assert is_elsewhere([grow(plain(SPORT * 6))], book)
    assert not is_elsewhere([grow(plain(POLITICS * 6))], book)


def test_of_a_few_words_nothing_is_said() -> None:
    assert not is_elsewhere([grow(plain(SPORT))], load_events())
    assert not is_elsewhere([], load_events())


def test_a_state_does_not_act_there_and_a_body_does() -> None:
    assert not acts_anywhere(entity("Arland"))
    assert not acts_anywhere(entity("fans", "population"))
