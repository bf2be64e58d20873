"""Scores to annotations: always legal, whatever the numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.decode import best_tags, divide, find_runs, gap, gelu, illegal_moves

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FREE = np.zeros((7, 7), np.float32)


def random_scores(words: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(words, 7)).astype(np.float32)


@given(st.integers(0, 40), st.integers(0, 10**6))
def test_an_inside_tag_follows_its_own_kind(words: int, seed: int) -> None:
    (tags,) = best_tags([random_scores(words, seed)], FREE, LABELS)
    assert len(tags) == words
    before = "O"
    for tag in tags:
        if LABELS[tag].startswith("I-"):
            assert before[2:] == LABELS[tag][2:]
        before = LABELS[tag]


@given(st.integers(1, 5), st.integers(0, 10**6))
def test_no_other_legal_sequence_scores_more(words: int, seed: int) -> None:
    scores = random_scores(words, seed)
    moves = np.random.default_rng(seed + 1).normal(size=(7, 7)).astype(np.float32)
    allowed = moves + illegal_moves(LABELS)
    best = {0: {tag: scores[0, tag] for tag in (0, 1, 3, 5)}}
    for at in range(1, words):
        best[at] = {
            tag: max(value + allowed[frm, tag] for frm, value in best[at - 1].items())
            + scores[at, tag]
            for tag in range(7)
        }
    (tags,) = best_tags([scores], moves, LABELS)
    value = sum(scores[at, tag] for at, tag in enumerate(tags))
    value += sum(moves[a, b] for a, b in zip(tags, tags[1:], strict=False))
    assert value == pytest.approx(max(best[words - 1].values()), abs=1e-4)


@given(st.lists(st.integers(0, 12), max_size=6), st.integers(0, 10**6))
def test_windows_tagged_together_are_tagged_as_alone(sizes: list[int], seed: int) -> None:
    windows = [random_scores(size, seed + at) for at, size in enumerate(sizes)]
    moves = np.random.default_rng(seed).normal(size=(7, 7)).astype(np.float32)
    alone = [best_tags([window], moves, LABELS)[0] for window in windows]
    assert best_tags(windows, moves, LABELS) == alone


def test_runs_begin_at_each_begin_tag() -> None:
    tags = [1, 2, 0, 3, 5, 6, 5]
    runs = find_runs(tags, np.eye(7, dtype=np.float32)[tags], LABELS)
    assert [(run.label, run.words) for run in runs] == [
        ("source", (0, 2)),
        ("cue", (3, 4)),
        ("content", (4, 6)),
        ("content", (6, 7)),
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40), st.integers(20, 60))
def test_windows_divide_the_words_within_the_limit(sizes: list[int], limit: int) -> None:
    sentences = [(at, min(at + 3, len(sizes))) for at in range(0, len(sizes), 3)]
    runs = divide(sentences, sizes, limit)
    assert [at for start, end in runs for at in range(start, end)] == list(range(len(sizes)))
    assert all(sum(sizes[a:b]) <= limit or b - a == 1 for a, b in runs)


def test_windows_keep_sentences_whole_where_they_fit() -> None:
    assert divide([(0, 4), (4, 8), (8, 12)], [1] * 12, 8) == [(0, 8), (8, 12)]


def test_gap_counts_the_words_between() -> None:
    assert gap((0, 2), (2, 4)) == 0
    assert gap((0, 2), (5, 6)) == 3
    assert gap((7, 9), (2, 4)) == 3
    assert gap((0, 5), (2, 3)) == 0


def test_gelu_is_within_a_thousandth_of_the_exact_form() -> None:
    x = np.linspace(-5, 5, 201, dtype=np.float32)
    exact = [0.5 * value * (1 + math.erf(value / math.sqrt(2))) for value in x.tolist()]
    assert gelu(x) == pytest.approx(exact, abs=1e-3)
