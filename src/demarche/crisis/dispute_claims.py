"""Disputes between two claims: who asserts and who denies, and claims that exclude each other."""

from collections.abc import Iterator
from functools import cache

from demarche.codebook.opposites import load_opposites
from demarche.crisis.claim_words import OF_A_TEXT
from demarche.crisis.claims import ACT, BEHIND, OUTRIGHT, is_known_party
from demarche.crisis.dispute_readings import (
    TURNED,
    judge_readings,
    other_side,
    reading_keys,
)
from demarche.crisis.judged import Judged, are_within
from demarche.records import DisputeKind, Item

# Days between two pages of which one may still answer the other: a season. A page that does not
# say its day may be some months off as well.
APART = 120
# Days between two pages that tell and deny one act, where it is known by its parties alone.
ONE_ACT = 7
# Topics and sides that an assertion shares with its denial.
SHARED = 2
# The same where the denial is only a "not" in what is said, which may turn another word.
MORE_SHARED = 3
# The act of a statement by which it is known to be a charge, and not only told.
CHARGE = "accuse"
ANY = "any"
# Share of the shorter claim's topics that it has in common with its denial, on no question that has
# a name: below, two long sentences meet by chance.
COVERED = 1 / 3
# How sure a dispute is: the share of right ones among those that were read, on the marked wires of
# Iran and 330 others: denied by name 11 of 13, denied in words 8 of 10, opposite claims 17 of 21,
# rounded. Known by its parties alone there were two, one of them right: less by reasoning.
BY_NAME, DENIED, OPPOSED, BY_PARTIES = 0.85, 0.8, 0.8, 0.6


def judge_claims(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two statements, or of a statement and what a page tells itself."""
    return (
        _denied_by_name(one, other)
        or _denied_by_name(other, one)
        or _acts(one, other)
        or _claims(one, other)
        or _reversed(one, other)
        or judge_readings(one, other)
        or _set_against(one, other)
        or _set_against(other, one)
    )


def _answers(answer: Item, claim: Item) -> bool:
    return answer.answers == claim.id and answer.document_id == claim.document_id


def _denied_by_name(answer: Item, claim: Item) -> Judged | None:
    if answer.asserts is not False or not _answers(answer, claim):
        return None
    matter = _matter(claim, answer, _names_of(_sides(claim, True)))
    reason = "named and denied on the same page"
    return Judged(kind=_kind(claim), matter=matter, claim=claim.id, reason=reason, score=BY_NAME)


def _set_against(answer: Item, claim: Item) -> Judged | None:
    if not _answers(answer, claim):
        return None
    matter = _matter(claim, answer, set())
    reason = "one sees it otherwise beside it"
    kind: DisputeKind = "interpretation" if OF_A_TEXT in claim.senses else "fact"
    return Judged(kind=kind, matter=matter, claim=claim.id, reason=reason, score=OPPOSED)


def _kind(claim: Item) -> DisputeKind:
    """Return denial where the page itself tells the act, fact where somebody claims it."""
    return "fact" if claim.kind == "statement" else "denial"


# ---------------------------------------------------------------- acts


def _acts(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two tellings of an act, of which one says that it is not so.

    Where a page itself tells both, it is at odds with itself.
    """
    if one.kind != "event" or other.kind != "event":
        return None
    itself = one.party is None and one.document_id == other.document_id
    if one.party == other.party and not itself:
        return None
    acts = [act for act in _acts_of(one) if other_side(act) in other.senses]
    if not acts or not are_within(one, other, ONE_ACT):
        return None
    told = one if acts[0].endswith("+") else other
    kind: DisputeKind = "denial" if told.party is None else "fact"
    if one.party == other.party:
        kind = "internal"
    matter, reason = acts[0][len(ACT) : -2], "an act told and denied"
    return Judged(kind=kind, matter=matter, claim=told.id, reason=reason, score=BY_PARTIES)


def _acts_of(item: Item) -> Iterator[str]:
    """Yield who does what to whom by an event, and whether it says so or not so."""
    return (sense for sense in item.senses if sense.startswith(ACT))


# ---------------------------------------------------------------- claims


def _claims(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two claims of two parties, near in time.

    Of two pages both must leave the question open: a charge that its page answers is told on a
    hundred pages, and so is the answer. And it must be known for whom he speaks who answers.
    """
    if one.asserts is None or other.asserts is None or one.party == other.party:
        return None
    if not (one.asserts or other.asserts):
        return None
    together = one.document_id == other.document_id
    if together and _overlap(one, other):
        return None
    if not together and not _may_meet(one, other):
        return None
    if one.asserts and other.asserts:
        return _opposed(one, other, together) or (_blamed(one, other) if together else None)
    claim, denial = (one, other) if one.asserts else (other, one)
    return _denied(claim, denial, together)


def _overlap(one: Item, other: Item) -> bool:
    """Say whether one of two claims of a page is told within the other: it is passed on there."""
    return one.start < other.end and other.start < one.end


def _may_meet(one: Item, other: Item) -> bool:
    if one.copies == other.copies:
        return False
    return one.party is not None and other.party is not None and are_within(one, other, APART)


def _denied(claim: Item, denial: Item, together: bool) -> Judged | None:
    """Return the dispute of an assertion with a denial of the like.

    It is about who denies it, or both are about a third and on one question.
    """
    if denial.party is None:
        return None
    sides = _sides(claim, together) & _sides(denial, together)
    named = denial.party in claim.named
    third = {*claim.named} & {*denial.named} - {claim.party, denial.party}
    if not named and not (sides and third):
        return None
    shared = {*claim.topics} & {*denial.topics}
    outright = denial.type in OUTRIGHT
    if not shared or len(shared) + len(sides) < (SHARED if outright else MORE_SHARED):
        return None
    if not sides and len(shared) < COVERED * min(len(claim.topics), len(denial.topics)):
        return None
    if not outright and not (together and named and (sides or claim.kind == "statement")):
        return None
    if not together and not _is_open(claim, denial, sides):
        return None
    reason = f"asserted and denied: {', '.join((*sorted(sides), *sorted(shared)))}"
    matter = _matter(claim, denial, _names_of(sides))
    return Judged(kind=_kind(claim), matter=matter, claim=claim.id, reason=reason, score=DENIED)


def _is_open(claim: Item, denial: Item, sides: set[str]) -> bool:
    """Say whether two pages leave open what the one claims and the other denies, and for whom.

    On no question that has a name, it must be a charge.
    """
    if not (is_known_party(claim.party) and is_known_party(denial.party)):
        return False
    return bool(sides) or (claim.type == CHARGE and not claim.answered and not denial.answered)


def questions(one: Item, other: Item) -> set[str]:
    """Return the questions on which two claims of a page answer each other, ANY for no name."""
    own = [{side[:-2] for side in _sides(item, True)} for item in (one, other)]
    return own[0] & own[1] or own[0] | own[1] or {ANY}


def _opposed(one: Item, other: Item, together: bool) -> Judged | None:
    """Return the dispute of two assertions that take opposite sides about one party.

    Of two pages, what the one party says of the other must meet what that says of itself.
    """
    sides = {
        side[:-2] for side in _sides(one, together) if other_side(side) in _sides(other, together)
    }
    if not sides or "event" in (one.kind, other.kind):
        return None
    if together:
        named = one.party in other.named or other.party in one.named
        doubtful = (one.party or "").startswith("?") or (other.party or "").startswith("?")
        if not named or doubtful:
            return None
    elif not (_charges(one, other, sides) or _charges(other, one, sides)):
        return None
    shared = {*one.topics} & {*other.topics}
    least = 1 if together else SHARED  # one word is in every report of a crisis
    meet = len(shared) >= least or (not together and _of_one_thing(one, other))
    if not meet and not sides & _told_of():
        return None
    reason = f"opposite claims: {', '.join((*sorted(sides), *sorted(shared)))}"
    charge = one if any(f"{side} -" in one.senses for side in sides) else other
    answer = other if charge is one else one
    matter = _matter(charge, answer, sides)
    return Judged(kind="fact", matter=matter, claim=charge.id, reason=reason, score=OPPOSED)


def _reversed(one: Item, other: Item) -> Judged | None:
    """Return the shift of a party that on one page tells of a thing's state both ways.

    "Earlier he had said that the talks were cancelled." Only of states that the page says what
    they are of, and that can only be compared within it.
    """
    if one.document_id != other.document_id or not (one.asserts and other.asserts):
        return None
    if one.party != other.party or not is_known_party(one.party) or _overlap(one, other):
        return None
    sides = {side[:-2] for side in _sides(one, True) if other_side(side) in _sides(other, True)}
    if not sides & _told_of() - _names(False) or {*one.topics}.isdisjoint(other.topics):
        return None
    reason = "one party on both sides"
    return Judged(
        kind="shift", matter=_matter(one, other, sides), claim=one.id, reason=reason, score=TURNED
    )


def _of_one_thing(one: Item, other: Item) -> bool:
    """Say whether two parties speak of each other, or both of a third."""
    third = {*one.named} & {*other.named} - {one.party, other.party}
    return bool(third) or (one.party in other.named and other.party in one.named)


def _charges(charge: Item, answer: Item, sides: set[str]) -> bool:
    """Say whether a claim takes the second side of an opposite about who takes the first."""
    about = answer.party in charge.named and answer.party in answer.named
    return (
        about
        and is_known_party(answer.party)
        and any(f"{side} -" in charge.senses for side in sides)
    )


def _blamed(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two on who is behind a thing: who is named names another.

    Within a page, whose story says what the thing is.
    """
    if "event" in (one.kind, other.kind) or not (
        is_known_party(one.party) and is_known_party(other.party)
    ):
        return None
    if BEHIND not in one.senses or BEHIND not in other.senses:
        return None
    if (other.party in one.named) == (one.party in other.named):
        return None
    charge, answer = (one, other) if other.party in one.named else (other, one)
    return Judged(
        kind="fact", matter=_matter(charge, answer, {BEHIND[:-2]}), claim=charge.id,
        reason="each names another as behind it", score=BY_PARTIES,
    )  # fmt: skip


def _matter(claim: Item, answer: Item, names: set[str]) -> str:
    """Return the key of what is in dispute: the question, by name or by words, and who answers.

    Equal for all pairs on one question about one party, on whatever page and by whomever it is
    charged.
    """
    words = {*claim.topics} & {*answer.topics} or {*claim.topics} or {*claim.named} or {claim.id}
    about = answer.party or ""
    return f"{', '.join(sorted(names or words))}: {about}"


def _names_of(sides: set[str]) -> set[str]:
    return {side[:-2] for side in sides}


def _sides(item: Item, together: bool) -> set[str]:
    """Return the sides of opposites that an item takes.

    Not together, those that its page does not answer and that can be compared between pages.
    """
    names = _names(True) if together else _names(False).difference(item.answered)
    return {sense for sense in item.senses if sense[:-2] in names}


@cache
def _names(together: bool) -> frozenset[str]:
    opposites = load_opposites().opposites
    return frozenset(one.name for one in opposites if together or not one.local)


@cache
def _told_of() -> frozenset[str]:
    """Return the opposites that only stand where the words say what they are about."""
    return frozenset(one.name for one in load_opposites().opposites if one.about)


# ---------------------------------------------------------------- keys


def claim_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a claim: its page, and by what it may be met on another.

    Beyond its page it is met by whom it is about and the sides that it takes, a charge and what is
    denied outright also by their topics; in the stretch of APART days before or after it.
    """
    keys = [f"answered {id}" for id in (item.id, item.answers) if id is not None]
    if item.asserts is not None or item.senses:
        keys.append(f"page {item.document_id}")
    keys.extend(reading_keys(item))
    if item.published is not None:
        keys.extend(_in_stretches(item, _acts_keys(item), ONE_ACT))
        if item.kind == "statement" and item.asserts is not None and item.party is not None:
            keys.extend(_in_stretches(item, _met_by(item), APART))
    return tuple(keys)


def _acts_keys(item: Item) -> list[str]:
    return [act[:-2] for act in _acts_of(item)] if item.kind == "event" else []


def _met_by(item: Item) -> list[str]:
    """Return the parties of a claim, each with what it says of them."""
    words = {side[:-2] for side in _sides(item, False)}
    charged = item.type == CHARGE or (item.type in OUTRIGHT and not item.asserts)
    if charged and not item.answered:
        words |= {*item.topics}
    parties = sorted({*item.named, item.party or ""} - {""})
    return [f"{party} {word}" for party in parties for word in sorted(words)]


def _in_stretches(item: Item, keys: list[str], days: int) -> Iterator[str]:
    """Yield keys with the two stretches of days of which two pages so near share one."""
    at = item.published.toordinal() // days if item.published else 0
    return (f"{key} {stretch}" for key in keys for stretch in (at, at + 1))
