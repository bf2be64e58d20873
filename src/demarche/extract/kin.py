"""Relatives are two persons, though they have one family name: "Assad's son Bashar"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from demarche.extract.actors import Actor
from demarche.extract.coreference import Kin
from demarche.extract.sights import POSSESSIVES, Sight

RELATIVES = frozenset(
    "son daughter wife husband widow widower brother sister father mother uncle aunt nephew niece "
    "cousin grandson granddaughter grandfather grandmother stepson stepdaughter stepfather "
    "stepmother fiance fiancee spouse".split()
)
IN_LAW = frozenset({"in-law", "law"})
# Tokens from a possessor to the relative's name: "'s eldest surviving son and heir ,". Judgements,
# as is HIS_REACH.
REACH = 6
POSSESSORS = frozenset({"his", "her"})
HIS_REACH = 10  # from "his": "his 25 - year - old son and party chairman"


def find_kin(actors: Sequence[Actor], sights: Sequence[Sight]) -> Kin:
    """Return for mentions of persons those who are told to be their relatives."""
    named: dict[int, list[int]] = defaultdict(list)
    for at, actor in enumerate(actors):
        if actor.form == "name":
            named[actor.passage].append(at)
    found: dict[int, set[int]] = defaultdict(set)
    for passage, there in named.items():
        for one, other in _related(there, actors, sights[passage]):
            found[one].add(other)
            found[other].add(one)
    return {at: frozenset(others) for at, others in found.items()}


def _related(
    there: Sequence[int], actors: Sequence[Actor], sight: Sight
) -> Iterator[tuple[int, int]]:
    """Yield pairs of names of a passage that stand as "X's son Y" or "Y, son of X"."""
    words = tuple(word.lower() for word in sight.words)
    for one in there:
        for other in there:
            between = words[actors[one].last + 1 : actors[other].first]
            if actors[one].last >= actors[other].first:
                continue
            if _is_of_his(between):
                yield one, other
            if len(between) > REACH:
                continue
            possessed = between[:1] and between[0] in POSSESSIVES and not {".", ";"} & set(between)
            told = between[:1] == (",",) and between[-1:] == ("of",)
            if (possessed or told) and (RELATIVES & set(between) or IN_LAW & set(between)):
                yield one, other


def _is_of_his(between: Sequence[str]) -> bool:
    """Say whether words between two names end in "and his eldest son, the banker"."""
    at = max((at for at, word in enumerate(between) if word in POSSESSORS), default=None)
    if at is None or len(between) - at > HIS_REACH or {".", '"'} & set(between):
        return False
    return bool(RELATIVES & set(between[at:]) or IN_LAW & set(between[at:]))
