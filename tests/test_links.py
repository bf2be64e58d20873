"""Coreference links on made annotations: the scorer's own weights, no network."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.reader.links import (
    candidates,
    link_mentions,
    number_mentions,
    pair_features,
    see_mentions,
    single_features,
)
from demarche.records import Annotation, Mention, MentionKind, Token
from demarche.spans import Span

Word = tuple[str, str, int, str]  # shape, part of speech, head in the sentence, relation


def annotation(
    words: Sequence[Word], mentions: Sequence[tuple[int, int, int, MentionKind]]
) -> Annotation:
    """Return one sentence with mentions (first, last, head, kind)."""
    text = " ".join(shape for shape, *_ in words)
    starts = accumulate((len(shape) + 1 for shape, *_ in words), initial=0)
    return Annotation(
        text=text,
        tokens=tuple(
            Token(span=Span(start, start + len(shape)), upos=upos, head=head, deprel=deprel)
            for start, (shape, upos, head, deprel) in zip(starts, words, strict=False)
        ),
        sentences=((0, len(words)),),
        mentions=tuple(
            Mention(first=first, last=last, head=head, kind=kind, score=1.0)
            for first, last, head, kind in mentions
        ),
    )


ARRIVED = annotation(
    [
        ("Maria", "PROPN", 2, "nsubj"), ("Okoro", "PROPN", 0, "flat"),
        ("arrived", "VERB", -1, "root"), ("in", "ADP", 4, "case"), ("Geneva", "PROPN", 2, "obl"),
        (".", "PUNCT", 2, "punct"),
    ],
    [(0, 1, 0, "person"), (4, 4, 4, "place")],
)  # fmt: skip
MET = annotation(
    [
        ("She", "PRON", 1, "nsubj"), ("met", "VERB", -1, "root"), ("rebels", "NOUN", 1, "obj"),
        ("in", "ADP", 4, "case"), ("Geneva", "PROPN", 1, "obl"), (".", "PUNCT", 1, "punct"),
    ],
    [(0, 0, 0, "person"), (2, 2, 2, "person"), (4, 4, 4, "place")],
)  # fmt: skip


def test_a_pronoun_goes_to_the_person_and_a_name_to_its_like() -> None:
    things = link_mentions([ARRIVED, MET])
    assert sorted(things) == [[(0, 0), (1, 0)], [(0, 1), (1, 2)], [(1, 1)]]


def test_no_mention_no_thing() -> None:
    assert link_mentions([]) == []
    assert link_mentions([annotation([("Yes", "INTJ", -1, "root")], [])]) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([ARRIVED, MET]), max_size=12))
def test_every_mention_is_in_one_thing_and_all_stands_in_order(page: list[Annotation]) -> None:
    things = link_mentions(page)
    members = [place for thing in things for place in thing]
    assert sorted(members) == [
        (number, at) for number, one in enumerate(page) for at in range(len(one.mentions))
    ]
    assert all(thing == sorted(thing) for thing in things)
    assert things == sorted(things)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([ARRIVED, MET]), max_size=12))
def test_a_paragraph_without_mentions_changes_nothing(page: list[Annotation]) -> None:
    silent = annotation([("Yes", "INTJ", -1, "root")], [])
    assert link_mentions([*page, silent]) == link_mentions(page)


def test_features_of_a_pair_do_not_depend_on_the_other_pairs() -> None:
    page = [ARRIVED, MET, ARRIVED]
    facts = number_mentions(see_mentions(page))
    one, two = candidates(facts)
    whole = pair_features(facts, one, two)
    assert (two < one).all()
    assert whole.shape == (len(one), whole.shape[1])
    for at in range(len(one)):
        alone = pair_features(facts, one[at : at + 1], two[at : at + 1])
        assert np.array_equal(alone[0], whole[at])
    assert len(single_features(facts)) == len(facts.place)
