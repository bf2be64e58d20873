"""Two readings of one text or meeting, and conditions that cannot both be had."""

from demarche.codebook.opposites import load_opposites
from demarche.crisis.claim_words import HALT, MEANING, OF_A_TEXT, STAND
from demarche.crisis.claims import NEAR, is_known_party
from demarche.crisis.dispute_labels import called
from demarche.crisis.judged import Judged, are_within
from demarche.records import Item

# Days within which a party speaks of one text, where nothing says which it is.
ONE_TEXT = 30
# How sure, as in dispute_claims.py: all 5 readings and conditions that were read are right, too few
# to say more; of stands on a text that turned 6 of 8, but which draft is meant is a guess.
READ, TURNED = 0.6, 0.5


def judge_readings(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements on a text, on what they want of it; a party's shift."""
    if one.party is None or other.party is None or not one.senses or not other.senses:
        return None
    if one.party == other.party:
        return _turned(one, other)
    together = one.document_id == other.document_id
    return (together and _read(one, other)) or _wanted(one, other, together) or None


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
    if {*one.topics}.isdisjoint(other.topics):
        return None
    claim, denial = (one, other) if one.asserts else (other, one)
    matter = f"what it means: {denial.party}"
    reason = "two readings of one text"
    return Judged(kind="interpretation", matter=matter, claim=claim.id, reason=reason, score=READ)


def _wanted(one: Item, other: Item, together: bool) -> Judged | None:
    """Return the dispute of two statements that want of a text or of talks what excludes itself.

    Each is known for whom it speaks, and one names the other, or they stand close by; of two pages
    near in time both, and they have a word in common.
    """
    if not (is_known_party(one.party) and is_known_party(other.party)):
        return None
    named = one.party in other.named or other.party in one.named
    if together:
        may_meet = named or abs(one.start - other.start) <= NEAR
    else:
        may_meet = named and _at_one_time(one, other) and bool({*one.topics} & {*other.topics})
    conditions = _conditions(one) & {other_side(side) for side in _conditions(other)}
    if not may_meet or not conditions:
        return None
    name = min(conditions)[:-2]
    parties = ", ".join(sorted((one.party or "", other.party or "")))
    about = f"{name}: {', '.join(sorted(map(called, (one.party or '', other.party or ''))))}"
    reason = "what they want excludes itself"
    return Judged(
        kind="conditions", matter=f"{name}: {parties}", about=about, reason=reason, score=READ
    )


def _conditions(item: Item) -> set[str]:
    names = {condition.name for condition in load_opposites().conditions}
    return {sense for sense in item.senses if sense[:-2] in names}


def _at_one_time(one: Item, other: Item) -> bool:
    return one.copies != other.copies and are_within(one, other, ONE_TEXT)


def _turned(one: Item, other: Item) -> Judged | None:
    """Return the shift of a party that was against a text and is for it, or the other way."""
    turned = [stand for stand in _stands(one) if other_side(stand) in other.senses]
    if not turned:
        return None
    if one.document_id != other.document_id and not _at_one_time(one, other):
        return None
    near = one.document_id == other.document_id and abs(one.start - other.start) <= NEAR
    if turned[0].startswith(HALT) and not near:
        return None
    stand, reason = turned[0][len(STAND) : -2], "against it and for it"
    about = f"{called(one.party or '')}: for or against {stand}"
    return Judged(
        kind="shift", matter=f"{stand}: {one.party}", about=about, reason=reason, score=TURNED
    )


def reading_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of what a party is for or against: whose stand it is, on what, about when.

    What it wants of talks or of a text is met by that of whom it names.
    """
    if item.party is None or item.published is None:
        return ()
    at = item.published.toordinal() // ONE_TEXT
    ends = [f"{item.party} {stand[:-2]}" for stand in _stands(item)]
    if is_known_party(item.party):
        who = sorted({item.party, *item.named})
        ends += [f"{one} {side[:-2]}" for one in who for side in sorted(_conditions(item))]
    return tuple(f"{end} {day}" for end in ends for day in (at, at + 1))


def _stands(item: Item) -> tuple[str, ...]:
    return tuple(sense for sense in item.senses if sense.startswith(STAND))


def other_side(sense: str) -> str:
    """Return the other side of an opposite: "arming +" -> "arming -"."""
    return sense[:-1] + ("-" if sense.endswith("+") else "+")
