"""Whether a page is about sport or markets: there a state is a team or an economy, not an actor.

"Borland beat Arland", "the dollar attacked the yen": the words of politics without politics. What
an office holder or a body does on such a page is politics all the same.
"""

from collections.abc import Collection, Iterable, Sequence

from demarche.codebook.words import EventBook
from demarche.extract.trees import Tree
from demarche.records import Entity

# Shares of a page's words from which it is about that. Of 150 wires on all subjects, the longer
# reports on sport have 0.024 to 0.071 of its words, five or more of them different, as no political
# one has; reports on share and currency prices have 0.109 to 0.204 of theirs, political ones at
# most 0.067.
SPORT = 0.02
MARKETS = 0.09
KINDS = 5  # different words of the list: "a goal" said over and over makes no match
FEWEST = 100  # words; of a shorter page a share says little
OFFICIAL = frozenset({"GOV", "IGO", "LEG", "JUD", "COP", "OPP", "REB", "SPY", "PTY"})


def is_elsewhere(trees: Iterable[Tree], book: EventBook) -> bool:
    """Say whether the paragraphs of a page are about sport or markets."""
    words = [word for tree in trees for word in tree.words if word[:1].isalpha()]
    if len(words) < FEWEST:
        return False
    return _has_share(words, book.sport, SPORT) or _has_share(words, book.markets, MARKETS)


def _has_share(words: Sequence[str], listed: Collection[str], share: float) -> bool:
    """Say whether so large a share of words is listed, and enough different ones."""
    found = [word for word in words if word in listed]
    return len(found) >= share * len(words) and len(set(found)) >= KINDS


def acts_anywhere(entity: Entity) -> bool:
    """Say whether an entity's acts are politics on any page: an office holder's, a body's."""
    return entity.sector in OFFICIAL and entity.kind not in ("state", "population")
