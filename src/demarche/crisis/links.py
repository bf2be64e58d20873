"""Which records of several pages, or of one, speak of one thing.

Two items are compared when they share a block, and judged by who, what, when, where and the words
they are told in: a few things keep them apart whatever else speaks for them, else evidence is added
up. All is done on columns of many items at once, since a crisis of 10,000 pages
has some millions of pairs; each judgement is a function of two items alone.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

import numpy as np

from demarche.crisis.columns import (
    Columns,
    Flags,
    Floats,
    Ints,
    mixed,
    mixed_on,
    number_of,
    rare_words,
    shared,
    word_number,
)
from demarche.crisis.deeds import DEEDS, TALKS, deed_of
from demarche.crisis.items import SLACK, UNDATED, country_in, is_known, stretches
from demarche.crisis.look_alikes import other_act, other_attack, other_count
from demarche.records import Item, ItemKind, Link

# How many of an item's words it is sought by, alone and with each party: of 58 marked pairs of one
# thing whose evidence suffices, 55 share a block with 4 and 7 (53 with 3 and 5, 57 with 6 and 10).
ALONE, WITH_PARTY = 4, 7
PARTIES = 3  # of an item, by which it is sought

# Evidence for one thing, in logits: fitted on the marked pairs of wires of 1997, 2005 and 2006 (the
# best pair of records on two places of one thing, against those on places of two and all other
# pairs of those wires, which count a fiftieth), rounded, then put right by reading 120 links; those
# of "other kind" to "other talks" were set by reading 100 links of 75 other wires, the last three
# by reading 130 incidents of 225 more.
WEIGHTS = {
    "always": -3.2, "words of the shorter": 2.2, "words in common": 0.3, "rare words": 0.28,
    "no word in common": -5.0, "actor": 1.1, "other actor": -0.9, "recipient": 1.6,
    "other recipient": -0.6, "type": 1.1, "same days": 1.3, "number": 1.2, "other numbers": -0.3,
    "place": 2.5, "one page": -0.9, "pages apart": -0.85, "event": -1.9, "figure": 0.7,
    "statement": -1.9, "words of a statement": 2.0, "speaker": 0.9,
    "twice on a page": -0.8, "other type of event": -1.2,
    "other kind": -2.5, "one deed": 2.5, "other stage": -1.2, "recalled": -1.0,
    "other measure": -2.5, "other talks": -2.0,
    "other act": -3.0, "other attack": -1.5, "other count": -1.5,
}  # fmt: skip
# The likeness of two sentences' vectors adds nothing beside their words: on the 300 pairs of the
# score `likeness` words alone tell the same claim from another in 0.996 of cases, with it in 0.997,
# and from a near one in 0.805 and 0.806.
FEW_WORDS = 3  # one of two words in common says little
MOST_WORDS, MOST_RARE_WORDS = 8, 6  # more in common add nothing
NAMED = 3.0  # plans of one key
COPIED = 9.0  # the same words in copies of one text
LINKED = 0.0  # least logit of a link
# Pairs weighed at once: some 100 MB.
AT_ONCE = 100_000


# ---------------------------------------------------------------- blocks


def block_keys(item: Item) -> list[int]:
    """Return the keys, as numbers, of which two items share one if they may be linked.

    Of what belongs to a stretch of days: its kind with an actor and a recipient, with a party and a
    word, or with a rarer word alone. A plan, and what has a name of its own, is sought by that.
    """
    kind = number_of("deed" if item.kind in DEEDS else item.kind)
    if item.kind in ("plan", "compliance"):
        return [mixed(kind, number_of(item.about or ""))]
    parties, others = _sought(item.actors), _sought(item.recipients)
    if item.kind == "position":
        ends = [mixed(party, number_of(item.about or "")) for party in parties]
    else:
        words = {word_number(word) for word in item.words}
        rare = sorted({word_number(word) for word in rare_words(item.words)})
        often = sorted(words.difference(rare))
        best = (rare + often)[:WITH_PARTY]
        ends = [mixed(*sorted((one, other)), 1) for one, other in _sides(item, parties, others)]
        ends += [mixed(party, word) for party in parties or others for word in best]
        ends += rare[:ALONE]
    starts = [mixed(kind, number_of(days)) for days in stretches(item)]
    found = {mixed_on(start, end) for start in starts for end in ends}
    return [*found, mixed(kind, number_of(item.copies), *map(number_of, item.words))]


def _sides(item: Item, parties: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return each actor with each recipient; of talks, any two parties."""
    if deed_of(item) == TALKS:
        return combinations(sorted({*parties, *others})[: PARTIES + 1], 2)
    return product(parties, others)


def _sought(keys: Sequence[str]) -> list[int]:
    """Return by what parties are sought: hashes of their countries, else of their keys."""
    names = {country_in(key) or key for key in keys if country_in(key) or is_known(key)}
    return [number_of(name) for name in sorted(names)[:PARTIES]]


# ---------------------------------------------------------------- judgement


def _kinds(*kinds: ItemKind) -> Ints:
    return np.array([number_of(kind) for kind in kinds], np.int64)


DONE = _kinds(*DEEDS)
LASTING = _kinds("plan", "compliance")  # belong to no stretch of days
COUNTED = _kinds("figure")
# Those that are called otherwise are two; so are those in two places, or said by two persons.
CALLED = _kinds("plan", "compliance", "vote", "figure", "position")
PLACED = _kinds("meeting", "vote", "figure")
SPOKEN = _kinds("statement", "position")
STANDS = _kinds("position")  # about two countries are two
SAID = _kinds("statement")  # two of one man with other numbers in them are two


def apart(columns: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair of rows whether it is two things, whatever else speaks for one."""
    c, kind = columns, columns.kind[one]
    near = _near(c, one, other) | _recalled(c, one, other)
    deeds = np.isin(kind, DONE) & np.isin(c.kind[other], DONE)
    persons = _apart(c.actor_persons, one, other)
    states = _apart(c.actor_states, one, other) & ~_meet(c.actors, one, other)
    found = (
        ((kind != c.kind[other]) & ~deeds)
        | (c.sentence[one] == c.sentence[other])
        | (~near & ~np.isin(kind, LASTING))
        | (np.isin(kind, COUNTED) & ~_same_number(c.figures, one, other))
        | (np.isin(kind, CALLED) & _differ(c.about, one, other))
        | (np.isin(kind, PLACED) & _differ(c.place, one, other))
        | (np.isin(kind, SPOKEN) & (persons | states))
        | (np.isin(kind, STANDS) & _apart(c.recipients, one, other))
        | (np.isin(kind, SAID) & _other_numbers(c, one, other))
        | (_are_talks(c, one, other) & (persons | _other_sides(c, one, other)))
        | (np.sign(c.stance[one]) * np.sign(c.stance[other]) < 0)
    )
    return np.asarray(found, bool)


def _far(columns: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair of rows whether it is apart by kind or days already."""
    near = _near(columns, one, other) | _recalled(columns, one, other)
    lasting = np.isin(columns.kind, LASTING)[one]
    return np.asarray(~comparable(columns, one, other) | ~(near | lasting), bool)


def comparable(columns: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair of rows whether what is known of the two speaks for or against one thing.

    A statement and an event of another place have no common measure.
    """
    done = np.isin(columns.kind, DONE)
    same = columns.kind[one] == columns.kind[other]
    return np.asarray(same | (done[one] & done[other]), bool)


def _near(c: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether its days may be the same."""
    near = (c.begin[one] <= c.end[other] + SLACK) & (c.begin[other] <= c.end[one] + SLACK)
    return np.asarray(near, bool)


def _recalled(c: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether it is of pages of the same weeks, one of which recalls a thing.

    It names the day, the other does not.
    """
    apart = np.abs(c.published[one] - c.published[other])
    sides = (c.undated[one] & c.background[other]) | (c.undated[other] & c.background[one])
    return np.asarray(sides & (apart <= UNDATED), bool)


def judge(columns: Columns, one: Ints, other: Ints) -> Floats:
    """Return for each pair of rows the evidence that they are one thing, in logits."""
    found = evidence(columns, one, other)
    total = np.zeros(len(one))
    for name, values in found.items():
        total += WEIGHTS[name] * values
    lasting = np.isin(columns.kind[one], LASTING)
    total[lasting] = NAMED
    total[_copied(columns, one, other)] = COPIED
    return total


def evidence(columns: Columns, one: Ints, other: Ints) -> dict[str, Floats]:
    """Return for each pair of rows what speaks for or against one thing, by its name in WEIGHTS."""
    c = columns
    common = shared(c.words, one, other)
    shorter = np.maximum(np.minimum(c.word_count[one], c.word_count[other]), FEW_WORDS)
    numbers = shared(c.numbers, one, other)
    parties, parties_apart = _parties(c, one, other)
    kind, kinds = c.kind[one], c.kind[other]
    event = number_of("event")
    deed = (c.deed[one] == c.deed[other]) & (c.deed[one] != 0)
    measure = (kind == number_of("measure")) | (kinds == number_of("measure"))
    said = c.kind[one] == number_of("statement")
    # Of a figure its number does not count; of a measure its kind says what another word would.
    told_as = measure & deed & (parties["actor"] + parties["recipient"] >= 1)
    unlike = (common <= numbers * (kind == number_of("figure"))) & ~told_as
    found = {
        "always": np.ones(len(one)),
        "words of the shorter": common / shorter,
        "words in common": np.minimum(common, MOST_WORDS),
        "no word in common": unlike,
        "rare words": np.minimum(shared(c.rare, one, other), MOST_RARE_WORDS),
        **parties,
        "type": c.type[one] == c.type[other],
        "same days": c.exact[one] & c.exact[other] & (c.begin[one] == c.begin[other]),
        "number": numbers > 0,
        "other numbers": _other_numbers(c, one, other),
        "place": (c.place[one] == c.place[other]) & (c.place[one] != 0),
        "event": (kind == event) | (kinds == event),
        "figure": c.kind[one] == number_of("figure"),
        "statement": said,
        "words of a statement": said * common / shorter,
        "speaker": said * parties["actor"],
        "other attack": other_attack(c, one, other, common / shorter) & (parties["recipient"] < 1),
        "other count": other_count(c, one, other, common - numbers),
        "other act": other_act(c, one, other, parties["actor"], common / shorter),
        "twice on a page": said & (c.document[one] == c.document[other]),
        "other type of event": (kind == event) & (kinds == event) & (c.type[one] != c.type[other]),
        "one page": c.document[one] == c.document[other],
        "other kind": kind != kinds,
        "one deed": (kind != kinds) & deed,
        "other measure": measure & ~deed,
        "other talks": parties_apart,
        "other stage": measure & _differ(c.stage, one, other),
        "recalled": ~_near(c, one, other),
        "pages apart": np.log1p(np.abs(c.published[one] - c.published[other])),
    }
    return {name: np.asarray(values, np.float64) for name, values in found.items()}


def _other_numbers(c: Columns, one: Ints, other: Ints) -> Flags:
    several = (c.number_count[one] > 0) & (c.number_count[other] > 0)
    return np.asarray(several & (shared(c.numbers, one, other) == 0), bool)


def _meet(parties: Ints, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether it has one of these parties in common."""
    left, right = parties.take(one, axis=0), parties.take(other, axis=0)
    found = np.zeros(len(one), bool)
    for mine in left.T:  # most rows have one party or two, and those stand first
        rows = np.flatnonzero(mine)
        for theirs in right[rows].T:
            found[rows] |= mine[rows] == theirs
    return found


def _apart(parties: Ints, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether both have such parties and none in common."""
    both = (parties[one][:, 0] != 0) & (parties[other][:, 0] != 0)
    return np.asarray(both & ~_meet(parties, one, other), bool)


def _party(keys: Ints, states: Ints, one: Ints, other: Ints) -> tuple[Floats, Flags]:
    """Return 1 for one party in common, a half for one of one state; and whether they differ."""
    same, kin = _meet(keys, one, other), _meet(states, one, other)
    differ = _apart(keys, one, other) & ~kin
    return np.where(same, 1.0, np.where(kin, 0.5, 0.0)), differ


def _parties(c: Columns, one: Ints, other: Ints) -> tuple[dict[str, Floats | Flags], Flags]:
    """Return for each pair whether it has actor and recipient in common, or others.

    Of talks all are parties, whoever is named first: the recipient is the second in common; and
    whether it is of talks that have no two parties in common.
    """
    actor, other_actor = _party(c.actors, c.actor_states, one, other)
    recipient, other_recipient = _party(c.recipients, c.recipient_states, one, other)
    mutual = np.flatnonzero(_are_talks(c, one, other))
    left, right = one[mutual], other[mutual]
    keys = _in_common(c.actors, c.recipients, left, right)
    states = _in_common(c.actor_states, c.recipient_states, left, right)
    actor[mutual] = np.where(keys > 0, 1.0, np.where(states > 0, 0.5, 0.0))
    recipient[mutual] = np.where(keys > 1, 1.0, np.where(states > 1, 0.5, 0.0))
    other_actor[mutual] &= states == 0
    other_recipient[mutual] &= states < 2
    lone = np.zeros(len(one), bool)
    lone[mutual] = (keys < 2) & (states < 2)
    return {
        "actor": actor,
        "other actor": other_actor,
        "recipient": recipient,
        "other recipient": other_recipient,
    }, lone


def _are_talks(c: Columns, one: Ints, other: Ints) -> Flags:
    talks = number_of(TALKS)
    return np.asarray((c.deed[one] == talks) & (c.deed[other] == talks), bool)


def _other_sides(c: Columns, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether both name two states or more and share one, or few of the many."""
    states = np.concatenate([c.actor_states, c.recipient_states], axis=1)
    ordered = np.sort(states, axis=1)
    first = np.concatenate([ordered[:, :1] != 0, ordered[:, 1:] != ordered[:, :-1]], axis=1)
    count = (first & (ordered != 0)).sum(axis=1)
    found = (count[one] > 1) & (count[other] > 1)
    at = np.flatnonzero(found)
    sides = (one[at], other[at]), (other[at], one[at])
    common = np.minimum(*(_in_common(c.actor_states, c.recipient_states, *pair) for pair in sides))
    found[at] = (common < 2) | (2 * common < np.maximum(count[one[at]], count[other[at]]))
    return np.asarray(found, bool)


def _in_common(actors: Ints, recipients: Ints, one: Ints, other: Ints) -> Ints:
    """Return how many parties, on whichever side, each pair has in common."""
    left = np.concatenate([actors[one], recipients[one]], axis=1)
    right = np.concatenate([actors[other], recipients[other]], axis=1)
    same = (left[:, :, None] == right[:, None, :]) & (left != 0)[:, :, None]
    return np.asarray(same.any(axis=2).sum(axis=1), np.int64)


def _differ(values: Ints, one: Ints, other: Ints) -> Flags:
    left, right = values[one], values[other]
    return np.asarray((left != right) & (left != 0) & (right != 0), bool)


def _same_number(figures: Floats, one: Ints, other: Ints) -> Flags:
    left, right = figures[one][:, :, None], figures[other][:, None, :]
    return np.asarray((left == right).any(axis=(1, 2)))


# ---------------------------------------------------------------- links


def find_links(ids: Sequence[str], columns: Columns, one: Ints, other: Ints) -> list[Link]:
    """Return the links among pairs of rows; `ids` are those of the rows' records."""
    logits = weigh(columns, one, other)
    kept = logits >= LINKED
    one, other, logits = one[kept], other[kept], logits[kept]
    scores = np.round(1 / (1 + np.exp(-logits)), 4).tolist()
    reasons = _reasons(columns, one, other)
    found = []
    for a, b, score, reason in zip(one.tolist(), other.tolist(), scores, reasons, strict=True):
        first, second = sorted((ids[a], ids[b]))
        found.append(Link(one=first, other=second, score=score, reason=reason))
    return found


def weigh(columns: Columns, one: Ints, other: Ints) -> Floats:
    """Return for each pair of rows the evidence for one thing, minus infinity for two things."""
    found = [
        _weighed(columns, one[at : at + AT_ONCE], other[at : at + AT_ONCE])
        for at in range(0, len(one), AT_ONCE)
    ]
    return np.concatenate([*found, np.empty(0)])


def _weighed(columns: Columns, one: Ints, other: Ints) -> Floats:
    logits = np.full(len(one), -np.inf)
    kept = np.flatnonzero(~_far(columns, one, other))  # cheap, and most pairs of a long chain
    kept = kept[~apart(columns, one[kept], other[kept])]
    logits[kept] = judge(columns, one[kept], other[kept])
    return logits


def _reasons(columns: Columns, one: Ints, other: Ints) -> list[str]:
    """Say in words what each pair has in common."""
    found = evidence(columns, one, other) if len(one) else {}
    copied = _copied(columns, one, other).tolist()
    told = {
        "actor": "same actor", "recipient": "same recipient", "type": "same type",
        "same days": "same day", "place": "same place", "number": "same number",
    }  # fmt: skip
    common = shared(columns.words, one, other).tolist()
    reasons = []
    for at, copy in enumerate(copied):
        parts = [words for name, words in told.items() if found[name][at] == 1]
        words = ", ".join([*parts, f"{common[at]} words in common"])
        reasons.append(f"copies of one text, {words}" if copy else words)
    return reasons


def _copied(c: Columns, one: Ints, other: Ints) -> Flags:
    same = (c.copies[one] == c.copies[other]) & (c.told[one] == c.told[other])
    return np.asarray(same & (c.document[one] != c.document[other]), bool)
