"""Copies, updates and cut versions of one text are one group; other texts are not."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.crisis.copies import find_copies
from demarche.crisis.joining import joined
from demarche.crisis.shingles import CONTAINED, LEAST_SHARED, Likeness, find_likenesses, sketch_of
from demarche.records import Block, Document, Period
from demarche.spans import Span
from tests.made_records import document

DAY = date(2031, 5, 9)


def words(seed: int, many: int = 60) -> str:
    """Return a text of made-up words, the same for the same seed."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abdeiklmnorst", k=6)) for _ in range(many))


def page(
    name: str, *bodies: str, day: int | None = 0, publisher: str = "The Courier", teaser: str = ""
) -> Document:
    """Return a page of these body blocks, put out `day` days after DAY (None: nobody knows)."""
    text = "\n\n".join((*bodies, teaser))
    starts = np.cumsum([0, *(len(body) + 2 for body in bodies)]).tolist()
    blocks = [
        Block(kind="body", span=Span(start, start + len(body)))
        for start, body in zip(starts, bodies, strict=False)
    ]
    blocks.append(Block(kind="teaser", span=Span(starts[-1], len(text))))
    on = None if day is None else DAY + timedelta(days=day)
    period = Period(start=on, end=on, precision="day" if on else "unknown", basis="a test")
    made = document(f"{name}.txt", text, published=period)
    return replace(made, id=name, publisher=publisher, blocks=tuple(blocks))


def groups(*pages: Document) -> list[tuple[str, ...]]:
    return sorted(copies.documents for copies in find_copies(pages))


# ---------------------------------------------------------------- laws

SKETCHES = st.lists(
    st.sets(st.integers(0, 30), max_size=24).map(
        lambda found: np.array(sorted(found), "<u4").tobytes()
    ),
    max_size=7,
)


def by_hand(sketches: Sequence[bytes]) -> list[Likeness]:
    """Compare every page with every other."""
    pages = [set(np.frombuffer(sketch, "<u4").tolist()) for sketch in sketches]
    found = []
    for one, page in enumerate(pages):
        for other in range(one + 1, len(pages)):
            shared, least = len(page & pages[other]), min(len(page), len(pages[other]))
            if shared >= max(LEAST_SHARED, CONTAINED * least):
                found.append(Likeness(one, other, shared, (len(page), len(pages[other]))))
    return found


@given(SKETCHES, st.data())
def test_no_pair_is_missed_and_new_pages_are_compared_with_all(
    sketches: list[bytes], data: Any
) -> None:
    every = by_hand(sketches)
    fresh = data.draw(st.sets(st.sampled_from(range(len(sketches))))) if sketches else set()
    new = [like for like in every if {like.one, like.other} & fresh]
    with patch("demarche.crisis.shingles.AT_ONCE", data.draw(st.sampled_from([3, 1000]))):
        assert find_likenesses(sketches) == every
        assert find_likenesses(sketches, fresh) == new


@given(st.lists(st.sampled_from("abcdef"), min_size=2, unique=True), st.randoms())
def test_the_order_of_pages_never_matters(names: list[str], chance: random.Random) -> None:
    text = words(1)
    pages = [page(name, text, words(ord(name), 50), day=at % 3) for at, name in enumerate(names)]
    shuffled = chance.sample(pages, len(pages))
    assert find_copies(pages) == find_copies([*shuffled, shuffled[0]])


@given(st.integers(0, 8), st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=8))
def test_joined_pairs_are_in_one_group(many: int, pairs: list[tuple[int, int]]) -> None:
    pairs = [pair for pair in pairs if max(pair) < many]
    found = joined(many, pairs)
    assert sorted(at for group in found for at in group) == list(range(many))
    assert found == joined(many, [(b, a) for a, b in reversed(pairs)])
    for one, other in pairs:
        assert any({one, other} <= set(group) for group in found)


# ---------------------------------------------------------------- examples


def test_a_wire_in_three_papers_is_one_group_of_three_publishers() -> None:
    pages = [
        page("c", words(1), publisher="The Courier", day=1),
        page("a", f"By our staff. {words(1).upper()}", publisher="The Argus", day=0),
        page("b", words(1), words(2, 20), publisher="The Beacon", day=1),
        page("d", words(3), publisher="The Dispatch"),
    ]
    (copies,) = find_copies(pages)
    assert copies.documents == ("a", "b", "c")
    assert copies.publishers == ("The Argus", "The Beacon", "The Courier")
    assert copies.first == "a"
    assert copies.shared == 1


@pytest.mark.parametrize(
    "other",
    [
        " ".join(words(1).split()[:30]) + " " + words(7, 12),  # half cut, with a new first line
        " ".join(words(1).split()[:48]) + " " + words(7, 12),  # the last fifth of another make
        " ".join("new" if at % 10 == 5 else word for at, word in enumerate(words(1).split())),
        words(7, 80) + " " + words(1) + " " + words(8, 80),
    ],
)
def test_cut_and_changed_versions(other: str) -> None:
    assert groups(page("a", words(1)), page("b", other)) == [("a", "b")]


def test_a_text_without_a_date_can_be_a_copy_and_comes_last() -> None:
    (copies,) = find_copies([page("a", words(1), day=None), page("b", words(1), day=9)])
    assert (copies.documents, copies.first) == (("a", "b"), "b")


def test_pages_far_apart_are_copies_only_when_nearly_all_is_the_same() -> None:
    background = words(1, 60)
    report = page("a", words(2, 40), background, day=0)
    assert groups(report, page("b", words(3, 40), background, day=1)) == [("a", "b")]
    assert groups(report, page("b", words(3, 40), background, day=2)) == []
    assert groups(report, page("b", words(2, 40), background, day=200)) == [("a", "b")]


def test_what_stands_around_the_story_makes_no_copies() -> None:
    teaser = words(9, 200)
    assert groups(page("a", words(1), teaser=teaser), page("b", words(2), teaser=teaser)) == []


def test_a_line_in_common_makes_no_copies() -> None:
    line = words(1, 9)
    assert groups(page("a", line), page("b", line)) == []
    assert groups(page("a", ""), page("b", "")) == []


def test_a_digest_does_not_join_the_stories_that_it_holds() -> None:
    stories = [words(at, 40) for at in (1, 2, 3)]
    alone = [page(name, text) for name, text in zip("abc", stories, strict=True)]
    digest = page("z", *stories)
    assert groups(*alone, digest) == []
    assert groups(*alone, digest, page("y", *stories)) == [("y", "z")]
    # Two leads of one wire are no digest's stories: the one stands in the other.
    assert groups(page("a", words(1, 40)), page("b", words(1, 60)), page("z", words(1, 200))) == [
        ("a", "b", "z")
    ]


def test_spelling_makes_no_difference_to_a_sketch() -> None:
    one = page("a", "The Foreign Minister\u2019s visit to T\u00fcrkiye, he said, went well.")
    other = page("b", 'the foreign minister\'s visit to "Turkiye" he said went well')
    assert sketch_of(one) == sketch_of(other)
    assert len(sketch_of(one)) == 4 * 8
