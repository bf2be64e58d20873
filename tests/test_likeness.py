"""Sentence vectors: how they are kept and compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.likeness import likeness, sentence_vectors

SEEDS = st.integers(0, 10_000)


def made(seed: int, words: int = 6) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=(words, 128)).astype(np.float32)


@given(SEEDS, SEEDS)
def test_likeness_is_the_cosine_of_the_means_to_two_places(one: int, two: int) -> None:
    first, second = made(one), made(two)
    (left,), (right,) = (sentence_vectors(words, [(0, 6)]) for words in (first, second))
    a, b = first.mean(axis=0), second.mean(axis=0)
    exact = float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
    assert likeness(left, right) == pytest.approx(exact, abs=0.02)
    assert likeness(left, right) == likeness(right, left)
    assert likeness(left, left) == pytest.approx(1)


def test_one_vector_a_sentence_of_its_own_words_and_of_any_length() -> None:
    words = made(3)
    vectors = sentence_vectors(words, [(0, 2), (2, 6)])
    assert [len(vector) for vector in vectors] == [128, 128]
    assert vectors[0] == sentence_vectors(10 * words[:2], [(0, 2)])[0]


def test_an_empty_vector_is_like_nothing() -> None:
    nothing = sentence_vectors(np.zeros((2, 128), np.float32), [(0, 2)])[0]
    assert likeness(nothing, nothing) == 0
