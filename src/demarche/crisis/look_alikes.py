"""What tells two things apart that look alike: two statements on a topic, two attacks of a war.

Each of these speaks for two things; what else a pair has in common may outweigh it.
"""

import numpy as np

from demarche.crisis.columns import Columns, Flags, Floats, Ints, number_of, shared

STATEMENT, FIGURE = number_of("statement"), number_of("figure")
# Types of events that are done by saying so.
BY_WORDS = np.array(
    [number_of(type) for type in ("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN")],
    np.int64,
)
ATTACK = number_of("ASSAULT")
# Least share of the words, or topics, of the shorter of two tellings of one statement; and least
# number of topics in common where one man may have spoken twice. By reading 90 linked statements.
ALIKE, TOPICS = 0.7, 2
SMALL = 100  # numbers below it stand in many reports


def other_act(c: Columns, one: Ints, other: Ints, actor: Floats | Flags, words: Floats) -> Flags:
    """Say of each pair of what is said, or done by saying so, whether it is two acts by its words.

    Of one actor (`actor` is 1) two acts are told in words of other things; of one day a word in
    common is enough, since a page tells a part of what was said. Where no actor is known to be one,
    what is not told alike is two: of many who condemn a deed, each does.
    """
    shorter = np.minimum(c.topic_count[one], c.topic_count[other])
    common = shared(c.topics, one, other)
    said = (c.kind[one] == STATEMENT) & (c.kind[other] == STATEMENT)
    done = np.isin(c.type[one], BY_WORDS) & np.isin(c.type[other], BY_WORDS)
    unlike = common < ALIKE * shorter
    twice = np.where(c.end[one] == c.end[other], common == 0, unlike | (common < TOPICS))
    known = said & (shorter > 0) & np.where(actor == 1, twice, unlike)
    strangers = (said | done) & (actor == 0) & (words < ALIKE)
    return np.asarray(known | strangers, bool)


def other_attack(c: Columns, one: Ints, other: Ints, words: Floats) -> Flags:
    """Say of each pair of attacks, told on two days, whether they share nothing of their own.

    In a war the same men attack day after day: a place, a number, the same words tell which it was.
    """
    attacks = (c.type[one] == ATTACK) & (c.type[other] == ATTACK)
    place = (c.place[one] == c.place[other]) & (c.place[one] != 0)
    own = place | (shared(c.numbers, one, other) > 0) | (words >= ALIKE)
    return np.asarray(attacks & (c.published[one] != c.published[other]) & ~own, bool)


def other_count(c: Columns, one: Ints, other: Ints, common: Ints) -> Flags:
    """Say of each pair of figures whether a small number and a word are all they have in common."""
    large = (np.abs(c.figures[one]) >= SMALL) | (np.abs(c.figures[other]) >= SMALL)
    small = (c.kind[one] == FIGURE) & (c.kind[other] == FIGURE) & ~large.any(axis=1)
    return np.asarray(small & (c.type[one] != c.type[other]) & (common <= 1), bool)
