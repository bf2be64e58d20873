"""Whether a page is about sport or markets: there a state is a team or an economy, not an actor.

"Borland beat Arland", "the dollar attacked the yen": the words of politics without politics. What
an office holder or a body does on such a page is politics all the same.
"""

from collections.abc import Iterable

from demarche.codebook.words import EventBook
from demarche.extract.trees import Tree
from demarche.records import Entity

# Shares of a page's words from which it is about that. Of 150 wires on all subjects, 19 of 20
# reports on sport have 0.034 to 0.134 of its words, others at most 0.018 but for two short ones; 17
# of 17 on share and currency prices 0.107 to 0.259 of theirs, political ones at most 0.036.
SPORT = 0.03
MARKETS = 0.09
FEWEST = 60  # words; of a shorter page a share says little
OFFICIAL = frozenset({"GOV", "IGO", "LEG", "JUD", "COP", "OPP", "REB", "SPY", "PTY"})


def is_elsewhere(trees: Iterable[Tree], book: EventBook) -> bool:
    """Say whether the paragraphs of a page are about sport or markets."""
    words = [word for tree in trees for word in tree.words if word[:1].isalpha()]
    if len(words) < FEWEST:
        return False
    sport, markets = (sum(word in some for word in words) for some in (book.sport, book.markets))
    return sport >= SPORT * len(words) or markets >= MARKETS * len(words)


def acts_anywhere(entity: Entity) -> bool:
    """Say whether an entity's acts are politics on any page: an office holder's, a body's."""
    return entity.sector in OFFICIAL and entity.kind not in ("state", "population")
