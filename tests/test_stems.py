"""Forms of one word have one stem; other words have another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.codebook.stems import stem


@pytest.mark.parametrize(
    "forms",
    [
        "supply supplies supplied supplying",
        "deliver delivers delivered delivery deliveries",
        "violate violates violated violating violation violations",
        "cancel cancels cancelled canceled cancelling",
        "cooperate cooperation cooperates",
        "develop development developing",
        "programme program programmes",
        "ship shipped shipping shipment",
        "arm arms armed arming",
    ],
)
def test_forms_of_one_word(forms: str) -> None:
    assert len({stem(word) for word in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("arm", "army"), ("town", "tow"), ("violence", "violation"), ("port", "part")],
)
def test_other_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text("abcdeginorsty", max_size=12))
def test_a_stem_begins_its_word_and_is_never_empty(word: str) -> None:
    made = stem(word)
    assert bool(made) == bool(word)
    assert word.startswith(made[:2])
