"""Disputes between two claims: who asserts and who denies, and two readings of one text."""

from demarche.codebook.opposites import load_opposites
from demarche.crisis.claims import ACT
from demarche.crisis.dispute_readings import (
    judge_conditions,
    judge_readings,
    judge_stands,
    other_side,
    stand_keys,
)
from demarche.crisis.judged import Judged
from demarche.records import DisputeKind, Item

# Days between two pages of which one may still answer the other.
APART = 120
# Days between two pages that tell and deny one act, where it is known by its parties alone.
ONE_ACT = 7
# Topics that an assertion and its denial share; fewer where an opposite says what it is about.
SHARED = 2
# Where the denial is only a "not" in what is said, which may turn another word.
MORE_SHARED = 3


def judge_claims(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements, or of a statement and what a page tells itself."""
    for answer, claim in ((one, other), (other, one)):
        if answer.answers == claim.id and answer.document_id == claim.document_id:
            return _answered(answer, claim)
    judges = (_acts, _meeting, judge_readings, judge_conditions, judge_stands)
    return next((found for judge in judges if (found := judge(one, other))), None)


def _acts(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two tellings of an act, of which one says that it is not so."""
    acts = [act for act in acts_of(one) if other_side(act) in other.senses]
    if not acts or one.party == other.party or one.published is None or other.published is None:
        return None
    if abs((one.published - other.published).days) > ONE_ACT:
        return None
    told = one if acts[0].endswith("+") else other
    kind: DisputeKind = "denial" if told.party is None else "fact"
    return Judged(kind=kind, reason=f"told and denied: {acts[0][4:-2]}", score=0.6)


def acts_of(item: Item) -> tuple[str, ...]:
    """Return who does what to whom by an event, and whether it says so or not so."""
    return tuple(sense for sense in item.senses if sense.startswith(ACT))


def _meeting(one: Item, other: Item) -> Judged | None:
    if not _may_meet(one, other):
        return None
    if one.asserts and other.asserts:
        return _opposed(one, other)
    if one.asserts is other.asserts or None in (one.asserts, other.asserts):
        return None
    claim, denial = (one, other) if one.asserts else (other, one)
    return _denied(claim, denial)


def _answered(answer: Item, claim: Item) -> Judged:
    if answer.asserts is False:
        return Judged(kind=_kind(claim), reason="named and denied on the same page", score=0.9)
    return Judged(kind="interpretation", reason="one sees it otherwise beside it", score=0.7)


def _kind(claim: Item) -> DisputeKind:
    """Return denial where the page itself tells the act, fact where somebody claims it."""
    return "fact" if claim.kind == "statement" else "denial"


def _may_meet(one: Item, other: Item) -> bool:
    """Say whether two claims are of two parties, near in time, and not both settled at home."""
    if one.party == other.party or one.id == other.id:
        return False
    if one.document_id == other.document_id:
        return True
    if one.copies == other.copies or (one.answered and other.answered):
        return False
    if not _known(one.party) or not _known(other.party):
        return False
    if one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) <= APART


def _known(party: str | None) -> bool:
    """Say whether it is known for whom somebody speaks."""
    return party is not None and not party.startswith("?")


def _denied(claim: Item, denial: Item) -> Judged | None:
    """Return the dispute of an assertion with a denial of the like, by whom it is about."""
    shared = set(claim.topics) & set(denial.topics)
    senses = _sides(claim) & _sides(denial)
    if denial.party is None or not _is_about(claim, denial, bool(senses)):
        return None
    outright = denial.type in ("deny", "reject")
    apart = claim.document_id != denial.document_id
    if len(shared) + len(senses) < (SHARED if outright else MORE_SHARED) or not shared:
        return None
    if apart and (not outright or (claim.kind == "event" and len(shared) < MORE_SHARED)):
        return None
    if not outright and not senses and (claim.kind == "event" or denial.party not in claim.named):
        return None
    words = ", ".join(sorted(senses) + sorted(shared))
    return Judged(kind=_kind(claim), reason=f"asserted and denied: {words}", score=0.8)


def _is_about(claim: Item, denial: Item, sided: bool) -> bool:
    """Say whether a claim is about who denies it, or both about a third and on one question."""
    third = {*claim.named} & {*denial.named} - {claim.party, denial.party}
    return denial.party in claim.named or (sided and bool(third))


def _sides(item: Item) -> set[str]:
    """Return the sides of opposites that an item takes."""
    names = {one.name for one in load_opposites().opposites}
    return {sense for sense in item.senses if sense[:-2] in names}


def _opposed(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two assertions that take opposite sides about one party.

    Of two pages, what the one party says of the other must meet what that says of itself.
    """
    sides = {sense[:-2] for sense in _sides(one) if other_side(sense) in other.senses}
    if not sides or "event" in (one.kind, other.kind):
        return None
    charge, answer = (one, other) if _charges(one, other, sides) else (other, one)
    if one.document_id == other.document_id:
        if not (one.party in other.named or other.party in one.named):
            return None
        if "?" in (one.party or "")[:1] + (other.party or "")[:1]:
            return None
    elif not _charges(charge, answer, sides) or answer.party not in answer.named:
        return None
    shared = set(one.topics) & set(other.topics)
    if not shared and not _told_of_both(sides):
        return None
    words = ", ".join((*sorted(sides), *sorted(shared)))
    return Judged(kind="fact", reason=f"opposite claims: {words}", score=0.7)


def _charges(charge: Item, answer: Item, sides: set[str]) -> bool:
    """Say whether a claim takes the second side of an opposite about who takes the first."""
    taken = any(f"{side} -" in charge.senses for side in sides)
    return taken and answer.party is not None and answer.party in charge.named


def _told_of_both(sides: set[str]) -> bool:
    """Say whether one of some opposites only stands where its words say what it is about."""
    return any(one.about for one in load_opposites().opposites if one.name in sides)


def claim_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a claim: its page and, where it may be met on another, whom it is about.

    Only what is denied, or takes a side, is looked for beyond its page; by party, what it is about
    and the stretches of APART days that it may meet.
    """
    keys = [f"answered {id}" for id in (item.id, item.answers) if id is not None]
    if item.asserts is not None or item.senses:
        keys.append(f"page {item.document_id}")
    keys.extend(stand_keys(item))
    if item.published is not None:
        week = item.published.toordinal() // ONE_ACT
        keys.extend(f"{act[:-2]} {at}" for act in acts_of(item) for at in (week, week + 1))
    if item.asserts is None or item.published is None:
        return tuple(keys)
    parties = {item.party, *item.named} - {None}
    about = {sense[:-2] for sense in item.senses} | set(item.topics)
    stretch = item.published.toordinal() // APART
    keys.extend(
        f"{party} {word} {at}"
        for party in sorted(one for one in parties if one)
        for word in sorted(about)
        for at in (stretch, stretch + 1)
    )
    return tuple(keys)
