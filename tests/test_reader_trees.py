"""Arc scores to dependency trees."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.reader.trees import best_heads


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for start in range(len(heads)):
        at, steps = start, 0
        while at >= 0 and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if at >= 0:
            return False
    return True


def best_by_trying(scores: np.ndarray) -> float:
    """Return the score of the best tree of a small sentence, by trying all."""
    n = len(scores)
    choices = itertools.product(range(-1, n), repeat=n)
    return max(total(scores, heads) for heads in choices if is_tree(list(heads)))


def total(scores: np.ndarray, heads: tuple[int, ...] | list[int]) -> float:
    return sum(float(scores[at, head]) for at, head in enumerate(heads))


@given(st.integers(1, 25), st.integers(0, 10**6))
def test_heads_are_always_a_tree_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(best_heads(scores))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10**6))
def test_no_tree_under_the_same_root_column_scores_more(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    scores[:, n] -= 3  # roots are rarely liked, as in a trained network
    found = best_heads(scores)
    if found.count(-1) == 1 and (scores.argmax(axis=1) == n).sum() <= 1:
        liked = [at for at in range(n) if scores[at].argmax() == n] or [int(scores[:, n].argmax())]
        kept = scores.copy()
        kept[[at for at in range(n) if at not in liked], n] = -1e6
        assert total(scores, found) == pytest.approx(best_by_trying(kept), abs=1e-4)


def test_a_word_never_governs_itself() -> None:
    scores = np.eye(3, 4, dtype=np.float32) * 100
    assert all(head != at for at, head in enumerate(best_heads(scores)))
