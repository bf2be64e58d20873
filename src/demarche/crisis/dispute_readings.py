"""Two readings of one text or meeting, and conditions that cannot both be had."""

from demarche.codebook.load import load_codebook
from demarche.codebook.opposites import load_opposites
from demarche.crisis.claim_words import HALT, MEANING, OF_A_TEXT, STAND
from demarche.crisis.judged import Judged
from demarche.records import Item

# Characters between two readings of a text that a page does not name twice.
NEAR = 900
# Words that say what a dispute is about: a line.
MATTER = 4
# Days within which a party speaks of one text, where nothing says which it is.
ONE_TEXT = 30


def judge_readings(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements on a text, on what they want of it; a party's shift."""
    if one.party is None or other.party is None or not one.senses or not other.senses:
        return None
    if one.party == other.party:
        return _turned(one, other)
    if one.document_id != other.document_id:
        return None
    return _read(one, other) or _wanted(one, other)


def _read(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements of a page that read one text otherwise.

    Both say what it means, and one of them says that it does not.
    """
    if MEANING not in one.senses or MEANING not in other.senses:
        return None
    if OF_A_TEXT not in (*one.senses, *other.senses) or abs(one.start - other.start) > NEAR:
        return None
    if None in (one.asserts, other.asserts) or one.asserts is other.asserts:
        return None
    about = f"what it means: {matter(one, other)}"
    return Judged(kind="interpretation", about=about, reason="two readings of one text", score=0.6)


def _wanted(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements of a page that want of a text what excludes itself."""
    for condition in load_opposites().conditions:
        sides = [
            {sense[-1] for sense in item.senses if sense[:-2] == condition.name}
            for item in (one, other)
        ]
        if all(sides) and sides[0] != sides[1]:
            return Judged(
                kind="conditions",
                about=condition.name,
                reason="what they want excludes itself",
                score=0.6,
            )
    return None


def _turned(one: Item, other: Item) -> Judged | None:
    """Return the shift of a party that was against a text and is for it, or the other way."""
    turned = [stand for stand in _stands(one) if other_side(stand) in other.senses]
    if not turned:
        return None
    if one.published is None or other.published is None:
        return None
    if abs((one.published - other.published).days) > ONE_TEXT:
        return None
    near = one.document_id == other.document_id and abs(one.start - other.start) <= NEAR
    if turned[0].startswith(HALT) and not near:
        return None
    about = f"{turned[0][len(STAND) : -2]}: {called(one.party or '')}"
    return Judged(kind="shift", about=about, reason="against it and for it", score=0.5)


def reading_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of what a party is for or against: whose stand it is, on what, about when."""
    if item.party is None or item.published is None:
        return ()
    at = item.published.toordinal() // ONE_TEXT
    days = (at, at + 1)
    return tuple(f"{item.party} {stand[:-2]} {day}" for stand in _stands(item) for day in days)


def _stands(item: Item) -> tuple[str, ...]:
    return tuple(sense for sense in item.senses if sense.startswith(STAND))


def other_side(sense: str) -> str:
    """Return the other side of an opposite: "arming +" -> "arming -"."""
    return sense[:-1] + ("-" if sense.endswith("+") else "+")


def matter(one: Item, other: Item) -> str:
    """Return what two claims are about: words that both have, else those of one, and parties."""
    words = {*one.words} & {*other.words} or {*one.words} or {*other.words}
    shared = sorted(words, key=lambda word: (-len(word), word))[:MATTER]
    parties = sorted(map(called, {*one.named} & {*other.named} or {*one.named, *other.named}))
    return ": ".join(filter(None, (", ".join(parties), ", ".join(shared)))) or "one claim"


def called(party: str) -> str:
    """Return the name of a state known by its code; any other party as it is."""
    country = load_codebook().countries.get(party)
    return country.name if country else party
