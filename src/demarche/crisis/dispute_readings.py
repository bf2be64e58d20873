"""Two readings of one text or meeting, and conditions that cannot both be had."""

from demarche.codebook.opposites import load_opposites
from demarche.crisis.judged import Judged
from demarche.records import Item

# Characters between two readings of a text that a page does not name twice.
NEAR = 600


def judge_readings(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements of a page that read one text otherwise.

    One says what it means, and one of them says that it does not.
    """
    if not _apart(one, other) or one.document_id != other.document_id:
        return None
    if not ("of a text" in one.senses and "of a text" in other.senses):
        return None
    if "what it means" not in (*one.senses, *other.senses) or None in (one.asserts, other.asserts):
        return None
    if one.asserts is other.asserts or abs(one.start - other.start) > NEAR:
        return None
    return Judged(kind="interpretation", reason="two readings of one text", score=0.6)


def judge_conditions(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements of a page that want of one text what excludes itself."""
    if not _apart(one, other) or one.document_id != other.document_id:
        return None
    for condition in load_opposites().conditions:
        sides = [
            {sense[-1] for sense in item.senses if sense[:-2] == condition.name}
            for item in (one, other)
        ]
        if all(sides) and sides[0] != sides[1]:
            return Judged(kind="conditions", reason=f"they want {condition.name}", score=0.6)
    return None


def _apart(one: Item, other: Item) -> bool:
    return one.party is not None and other.party is not None and one.party != other.party
