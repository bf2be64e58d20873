"""What a dispute is about, in a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.crisis.dispute_labels import MOST_WORDS, clause, label, stand_label
from demarche.crisis.judged import Judged

JUDGED = Judged(kind="fact", matter="arming: BRD", reason="told and denied", score=0.7)


@given(st.text(alphabet="ab ,.\"'-;:", min_size=1))
def test_a_clause_is_words_of_the_claim_in_their_order(told: str) -> None:
    words = clause(told).removesuffix(" ...").split()
    assert len(words) <= MOST_WORDS
    rest = iter("".join(told.replace('"', "").split()))
    assert all(letter in rest for letter in "".join(words))


@pytest.mark.parametrize(
    ("told", "short"),
    [
        ("that Brodia is arming the rebels, which it denies", "Brodia is arming the rebels"),
        ("Brodia of arming the rebels in the hills", "Brodia arming the rebels in the hills"),
        ("he has seen the boats but not the crews", "Ada Brandt has seen the boats"),
        ("The port is shut; nobody may leave", "The port is shut"),
        ("no, never, said she", "no, never, said she"),
    ],
)
def test_a_claim_is_cut_to_its_first_clause(told: str, short: str) -> None:
    assert clause(told, "Ada Brandt") == short


def test_a_dispute_is_about_its_claim_and_else_about_its_matter() -> None:
    assert label(JUDGED, "", "the port is shut") == "the port is shut"
    assert label(JUDGED, "", None) == "arming: BRD"


def test_a_stand_is_told_by_the_sentence_of_its_issue() -> None:
    assert stand_label("RUS", "cease-fire") == "Russia: The fighting should stop."
    assert stand_label("the rebels", "plan:port accord") == "the rebels: port accord"
