"""Which records of several pages, or of one, speak of one thing.

Two items are compared when they share a block, and judged by who, what, when, where and the words
they are told in: a few things keep them apart whatever else speaks for them, else evidence is added
up. All is done on columns of many items at once, since a crisis of 10,000 pages
has some millions of pairs; each judgement is a function of two items alone.
"""

from collections.abc import Sequence

import numpy as np

from demarche.crisis.columns import (
    Bits,
    Columns,
    Flags,
    Floats,
    Ints,
    mixed,
    number_of,
    rare_words,
    word_number,
)
from demarche.crisis.items import SLACK, country_in, is_known, stretches
from demarche.records import Item, ItemKind, Link

# How many of an item's words it is sought by, alone and with each party: of 58 marked pairs of one
# thing whose evidence suffices, 55 share a block with 4 and 7 (53 with 3 and 5, 57 with 6 and 10).
ALONE, WITH_PARTY = 4, 7
PARTIES = 3  # of an item, by which it is sought

# Evidence for one thing, in logits: fitted on the marked pairs of wires of 1997, 2005 and 2006 (the
# best pair of records on two places of one thing, against those on places of two and all other
# pairs of those wires, which count a fiftieth), rounded, then put right by reading 120 links.
WEIGHTS = {
    "always": -3.2, "words of the shorter": 2.2, "words in common": 0.3, "rare words": 0.28,
    "no word in common": -5.0, "actor": 1.1, "other actor": -0.9, "recipient": 1.6,
    "other recipient": -0.6, "type": 1.1, "same days": 1.3, "number": 1.2, "other numbers": -0.3,
    "place": 2.5, "one page": -0.9, "pages apart": -0.85, "event": -1.9, "figure": 0.7,
    "statement": -1.9, "words of a statement": 2.0, "speaker": 0.9,
    "twice on a page": -0.8, "other type of event": -1.2,
}  # fmt: skip
# The likeness of two sentences' vectors adds nothing beside their words: on the 300 pairs of the
# score `likeness` words alone tell the same claim from another in 0.996 of cases, with it in 0.997,
# and from a near one in 0.805 and 0.806.
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
    kind = number_of(item.kind)
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
        ends = [mixed(one, other, 1) for one in parties for other in others]
        ends += [mixed(party, word) for party in parties or others for word in best]
        ends += rare[:ALONE]
    found = {mixed(kind, number_of(days), end) for days in stretches(item) for end in ends}
    return [*found, mixed(kind, number_of(item.copies), *map(number_of, item.words))]


def _sought(keys: Sequence[str]) -> list[int]:
    """Return by what parties are sought: hashes of their countries, else of their keys."""
    names = {country_in(key) or key for key in keys if country_in(key) or is_known(key)}
    return [number_of(name) for name in sorted(names)[:PARTIES]]


# ---------------------------------------------------------------- judgement


def _kinds(*kinds: ItemKind) -> Ints:
    return np.array([number_of(kind) for kind in kinds], np.int64)


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
    near = (c.begin[one] <= c.end[other] + SLACK) & (c.begin[other] <= c.end[one] + SLACK)
    persons = _apart(c.actor_persons, one, other)
    states = _apart(c.actor_states, one, other) & ~_meet(c.actors, one, other)
    found = (
        (kind != c.kind[other])
        | (c.sentence[one] == c.sentence[other])
        | (~near & ~np.isin(kind, LASTING))
        | (np.isin(kind, COUNTED) & ~_same_number(c.figures, one, other))
        | (np.isin(kind, CALLED) & _differ(c.about, one, other))
        | (np.isin(kind, PLACED) & _differ(c.place, one, other))
        | (np.isin(kind, SPOKEN) & (persons | states))
        | (np.isin(kind, STANDS) & _apart(c.recipients, one, other))
        | (np.isin(kind, SAID) & _other_numbers(c, one, other))
        | (np.sign(c.stance[one]) * np.sign(c.stance[other]) < 0)
    )
    return np.asarray(found, bool)


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
    common = _shared(c.words, one, other)
    shorter = np.maximum(np.minimum(c.word_count[one], c.word_count[other]), 1)
    numbers = _shared(c.numbers, one, other)
    actor, other_actor = _party(c.actors, c.actor_states, one, other)
    recipient, other_recipient = _party(c.recipients, c.recipient_states, one, other)
    said = c.kind[one] == number_of("statement")
    found = {
        "always": np.ones(len(one)),
        "words of the shorter": common / shorter,
        "words in common": np.minimum(common, MOST_WORDS),
        "no word in common": common == 0,
        "rare words": np.minimum(_shared(c.rare, one, other), MOST_RARE_WORDS),
        "actor": actor,
        "other actor": other_actor,
        "recipient": recipient,
        "other recipient": other_recipient,
        "type": c.type[one] == c.type[other],
        "same days": c.exact[one] & c.exact[other],
        "number": numbers > 0,
        "other numbers": _other_numbers(c, one, other),
        "place": (c.place[one] == c.place[other]) & (c.place[one] != 0),
        "event": c.kind[one] == number_of("event"),
        "figure": c.kind[one] == number_of("figure"),
        "statement": said,
        "words of a statement": said * common / shorter,
        "speaker": said * actor,
        "twice on a page": said & (c.document[one] == c.document[other]),
        "other type of event": (c.kind[one] == number_of("event")) & (c.type[one] != c.type[other]),
        "one page": c.document[one] == c.document[other],
        "pages apart": np.log1p(np.abs(c.published[one] - c.published[other])),
    }
    return {name: np.asarray(values, np.float64) for name, values in found.items()}


def _shared(bits: Bits, one: Ints, other: Ints) -> Ints:
    common = np.bitwise_count(bits[one] & bits[other]).sum(axis=1)
    return np.asarray(common, np.int64)


def _other_numbers(c: Columns, one: Ints, other: Ints) -> Flags:
    several = (c.number_count[one] > 0) & (c.number_count[other] > 0)
    return np.asarray(several & (_shared(c.numbers, one, other) == 0), bool)


def _meet(parties: Ints, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether it has one of these parties in common."""
    left, right = parties[one][:, :, None], parties[other][:, None, :]
    return np.asarray(((left == right) & (left != 0)).any(axis=(1, 2)))


def _apart(parties: Ints, one: Ints, other: Ints) -> Flags:
    """Say of each pair whether both have such parties and none in common."""
    both = (parties[one][:, 0] != 0) & (parties[other][:, 0] != 0)
    return np.asarray(both & ~_meet(parties, one, other), bool)


def _party(keys: Ints, states: Ints, one: Ints, other: Ints) -> tuple[Floats, Flags]:
    """Return 1 for one party in common, a half for one of one state; and whether they differ."""
    same, kin = _meet(keys, one, other), _meet(states, one, other)
    differ = _apart(keys, one, other) & ~kin
    return np.where(same, 1.0, np.where(kin, 0.5, 0.0)), differ


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
    kept = np.flatnonzero(~apart(columns, one, other))
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
    common = _shared(columns.words, one, other).tolist()
    reasons = []
    for at, copy in enumerate(copied):
        parts = [words for name, words in told.items() if found[name][at] == 1]
        words = ", ".join([*parts, f"{common[at]} words in common"])
        reasons.append(f"copies of one text, {words}" if copy else words)
    return reasons


def _copied(c: Columns, one: Ints, other: Ints) -> Flags:
    same = (c.copies[one] == c.copies[other]) & (c.told[one] == c.told[other])
    return np.asarray(same & (c.document[one] != c.document[other]), bool)
