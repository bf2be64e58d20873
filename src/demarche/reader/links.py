"""Which mentions of a page are one and the same thing: a mention-ranking scorer over features.

Each mention asks the mentions before it, and itself ("I am new"), and goes to the best (Denis and
Baldridge 2008; one hidden layer as in Clark and Manning 2016). What it knows of them stands in
link_features.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from demarche.reader.link_features import (
    Facts,
    Floats,
    Integers,
    candidates,
    in_order,
    number_mentions,
    pair_features,
    see_mentions,
    single_features,
)
from demarche.reader.threads import one_thread_a_product
from demarche.records import Annotation

Place = tuple[int, int]  # paragraph, number of the mention in it

WEIGHTS = Path(__file__).with_name("links.npz")  # made by training/links.py
# Added to the score of every link against "I am new". Without it the scorer, trained on mentions
# of which two thirds are alone, links too little: on GUM dev 0.655, with 0.5 0.665.
LEAN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """The weights: one hidden layer over a pair, one over a mention alone."""

    pair: Floats  # [H, F]
    pair_bias: Floats  # [H]
    one: Floats  # [H, S]
    two: Floats  # [H, S]
    link: Floats  # [H]
    link_bias: Floats  # []
    alone: Floats  # [H, S]
    alone_bias: Floats  # [H]
    new: Floats  # [H]
    new_bias: Floats  # []


@cache
def load_scorer() -> Scorer:
    """Return the shipped weights."""
    with np.load(WEIGHTS) as stored:
        return Scorer(**{name: stored[name].astype(np.float32) for name in stored.files})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A page's mentions with all that does not hang on the pair."""

    facts: Facts
    scorer: Scorer
    ones: Floats  # [M, H]
    twos: Floats  # [M, H]
    new: Floats  # [M] score of being mentioned for the first time


def _ask(annotations: Sequence[Annotation]) -> _Asked:
    facts, scorer = number_mentions(see_mentions(annotations)), load_scorer()
    alone = single_features(facts)
    new = np.maximum(alone @ scorer.alone.T + scorer.alone_bias, 0) @ scorer.new + scorer.new_bias
    return _Asked(facts, scorer, alone @ scorer.one.T, alone @ scorer.two.T, new)


def _antecedent(asked: _Asked, at: int, before: Integers) -> int | None:
    """Return which of the mentions `before` one goes back to, None when it is new."""
    if not len(before):
        return None
    scorer = asked.scorer
    own = np.full(len(before), at, np.int64)
    pairs = pair_features(asked.facts, own, before) @ scorer.pair.T + scorer.pair_bias
    hidden = np.maximum(pairs + asked.ones[at] + asked.twos[before], 0)
    scores = hidden @ scorer.link + scorer.link_bias
    best = int(scores.argmax())
    return int(before[best]) if scores[best] + LEAN > asked.new[at] else None


def link_mentions(annotations: Sequence[Annotation]) -> list[list[Place]]:
    """Return the things that the mentions of a page's paragraphs stand for.

    Each is the list of its mentions as (paragraph, number of the mention in it), in order; one that
    is mentioned once has one. Every mention is in exactly one thing.
    """
    asked = _ask(annotations)
    one, two = candidates(asked.facts)
    starts = np.searchsorted(one, np.arange(len(asked.new) + 1))
    owners: list[int] = []
    things: dict[int, list[Place]] = {}
    for at, place in enumerate(_places(annotations)):
        before = _antecedent(asked, at, two[starts[at] : starts[at + 1]])
        owners.append(at if before is None else owners[before])
        things.setdefault(owners[at], []).append(place)
    return list(things.values())


def find_antecedents(
    annotations: Sequence[Annotation], wanted: Iterable[Place]
) -> dict[Place, tuple[Place, ...]]:
    """Return for some mentions of a page those that each goes back to, the nearest first.

    The same as the earlier mentions of its thing along the best links, without asking the others.
    """
    with one_thread_a_product():
        return _antecedents(annotations, wanted)


def _antecedents(
    annotations: Sequence[Annotation], wanted: Iterable[Place]
) -> dict[Place, tuple[Place, ...]]:
    asked, places = _ask(annotations), _places(annotations)
    index = {place: at for at, place in enumerate(places)}
    one, two = candidates(asked.facts)
    starts = np.searchsorted(one, np.arange(len(places) + 1))
    known: dict[int, int | None] = {}
    chains: dict[Place, tuple[Place, ...]] = {}
    for place in wanted:
        chain: list[Place] = []
        at: int | None = index[place]
        while at is not None:
            if at not in known:
                known[at] = _antecedent(asked, at, two[starts[at] : starts[at + 1]])
            at = known[at]
            if at is not None:
                chain.append(places[at])
        chains[place] = tuple(chain)
    return chains


def _places(annotations: Sequence[Annotation]) -> list[Place]:
    """Return where each mention of a page stands, in the order of the text."""
    return [(number, at) for number, one in enumerate(annotations) for at in in_order(one)]
