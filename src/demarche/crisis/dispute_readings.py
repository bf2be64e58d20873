"""Two readings of one text or meeting, and conditions that cannot both be had."""

from demarche.codebook.opposites import load_opposites
from demarche.crisis.judged import Judged
from demarche.records import Item

# Characters between two readings of a text that a page does not name twice.
NEAR = 600
# Days within which a party speaks of one text, where nothing says which it is.
ONE_TEXT = 30


def judge_readings(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements of a page that read one text otherwise.

    One says what it means, and one of them says that it does not.
    """
    if not _apart(one, other) or one.document_id != other.document_id:
        return None
    told = (*one.senses, *other.senses)
    if told.count("what it means") < 2 or "of a text" not in told:
        return None
    if None in (one.asserts, other.asserts):
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


def judge_stands(one: Item, other: Item) -> Judged | None:
    """Return the shift of a party that was against a text and is for it, or the other way."""
    if one.party is None or one.party != other.party or one.published is None:
        return None
    if other.published is None or not any(other_side(it) in other.senses for it in _stands(one)):
        return None
    if abs((one.published - other.published).days) > ONE_TEXT:
        return None
    return Judged(kind="shift", reason="against a text and for it", score=0.5)


def _apart(one: Item, other: Item) -> bool:
    return one.party is not None and other.party is not None and one.party != other.party


def stand_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of what a party is for or against: whose stand it is, on what, about when."""
    if item.party is None or item.published is None:
        return ()
    stretch = item.published.toordinal() // ONE_TEXT
    return tuple(
        f"{item.party} {stand[:-2]} {at}"
        for stand in _stands(item)
        for at in (stretch, stretch + 1)
    )


def _stands(item: Item) -> tuple[str, ...]:
    return tuple(sense for sense in item.senses if sense.startswith("stand on "))


def other_side(sense: str) -> str:
    """Return the other side of an opposite: "arming +" -> "arming -"."""
    return sense[:-1] + ("-" if sense.endswith("+") else "+")
