"""Which records of several pages, or of one, speak of one thing.

Two items are compared when they share a block, and judged by who, what, when, where, the words and
the likeness of their sentences: a few things keep them apart whatever else speaks for them, else
evidence is added up. All is done on columns of many items at once, since a crisis of 10,000 pages
has some millions of pairs; each judgement is a function of two items alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from demarche.crisis.items import SLACK, country_in, is_known, stretches, window
from demarche.records import Item, ItemKind, Link

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Words that stand in more than 6 % of 2,452 wires, names of places left out: an item is sought by
# them only together with a party.
COMMON_WORDS = frozenset(
    """
    adding agency agreed agreement area areas attack authorities back bank based become billion
    capital central chief city close come commission committee company conference continue control
    cooperation council countries country current daily december decision department deputy despite
    development died director dollars due earlier east economic efforts eight elections end exchange
    expected far final first five force forces foreign former found four free general give good
    government group half head held help high hit home important international issue issues january
    key killed largest leader leaders led left level local long main major march market meanwhile
    media meet meeting member members men military million minister ministry month months move
    national nations need north november number october office official officials old open
    parliament party past peace people place points police political possible power president press
    prices prime process province public region right run second secretary security see senior set
    seven situation six south southern spokesman state statement states strong support talks team
    third three top total trade troops two un union united violence visit war win won work world
    """.split()
)

# How many of an item's words it is sought by, alone and with each party. With 3 and 5 of the pairs
# of one thing that are marked on wires of 2005 and 2006 none is lost that would be linked.
ALONE, WITH_PARTY = 3, 5
PARTIES = 3  # of an item, by which it is sought

WORD_BITS, NUMBER_BITS, MOST_PARTIES = 512, 128, 6
SPREAD, LARGEST = 0x9E3779B97F4A7C15, (1 << 62) - 1  # an odd number; what a BIGINT holds

# Evidence for one thing, in logits: fitted on the marked pairs of wires of 1997, 2005 and 2006 (the
# best pair of records on two places of one thing, against those on places of two and all other
# pairs of those wires, which count a fiftieth), then rounded.
WEIGHTS = {
    "always": -2.6, "likeness": 0.0, "words of the shorter": 1.7, "words in common": 0.12,
    "rare words": 0.28, "actor": 1.5, "other actor": -1.0, "recipient": 1.4,
    "other recipient": -0.8, "type": 1.1, "same days": 1.2, "number": 1.5, "other numbers": -1.1,
    "place": 1.9, "event": -1.7, "figure": 0.9, "one page": -0.7, "pages apart": -0.75,
    "statement": -1.8, "words of a statement": 1.0, "likeness of a statement": 0.9,
    "speaker": 0.7,
}  # fmt: skip
MOST_WORDS, MOST_RARE_WORDS = 8, 6  # more in common add nothing
NAMED = 3.0  # plans of one key
COPIED = 9.0  # the same words in copies of one text
LINKED = 0.75  # least logit of a link
# Pairs weighed at once: some 100 MB.
AT_ONCE = 100_000


# ---------------------------------------------------------------- blocks


def block_keys(item: Item) -> list[int]:
    """Return the keys, as numbers, of which two items share one if they may be linked.

    Of what belongs to a stretch of days: its kind with an actor and a recipient, with a party and a
    word, or with a rarer word alone. A plan, and what has a name of its own, is sought by that.
    """
    kind = _hash(item.kind)
    if item.kind in ("plan", "compliance"):
        return [_mixed(kind, _hash(item.about or ""))]
    parties, others = _sought(item.actors), _sought(item.recipients)
    if item.kind == "position":
        ends = [_mixed(party, _hash(item.about or "")) for party in parties]
    else:
        words = [_hash(word) for word in item.words]
        rare = sorted(_hash(word) for word in _rare(item.words))
        often = sorted(set(words).difference(rare))
        best = (rare + often)[:WITH_PARTY]
        ends = [_mixed(one, other, 1) for one in parties for other in others]
        ends += [_mixed(party, word) for party in parties or others for word in best]
        ends += rare[:ALONE]
    found = {_mixed(kind, _hash(days), end) for days in stretches(item) for end in ends}
    return [*found, _mixed(kind, _hash(item.copies), *map(_hash, item.words))]


def _mixed(*numbers: int) -> int:
    """Return one number of several, in their order."""
    found = 0
    for number in numbers:
        found = (found * SPREAD + number) & LARGEST
    return found


def _sought(keys: Sequence[str]) -> list[int]:
    """Return by what parties are sought: hashes of their countries, else of their keys."""
    names = {country_in(key) or key for key in keys if country_in(key) or is_known(key)}
    return [_hash(name) for name in sorted(names)[:PARTIES]]


# ---------------------------------------------------------------- columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Items side by side, one row each; texts as numbers, 0 for none."""

    kind: Ints
    document: Ints
    sentence: Ints  # equal for what stands in one sentence of one page
    copies: Ints
    told: Ints  # hash of kind and words
    type: Ints
    about: Ints
    place: Ints
    begin: Ints  # window of days; nothing known: all days
    end: Ints
    exact: Flags  # known to a day or two
    published: Ints
    actors: Ints  # [n, MOST_PARTIES]
    actor_states: Ints
    actor_persons: Ints
    recipients: Ints
    recipient_states: Ints
    words: Bits  # [n, WORD_BITS / 64]
    rare: Bits  # those of them that are not COMMON_WORDS
    word_count: Ints
    numbers: Bits
    number_count: Ints
    figures: Floats  # [n, 3]: low, value, high; NaN for none
    stance: Floats
    vectors: NDArray[np.int8]  # [n, D]

    def take(self, rows: Ints) -> "Columns":
        """Return some rows, in this order."""
        return Columns(**{item.name: getattr(self, item.name)[rows] for item in fields(self)})


def stack(parts: Sequence[Columns]) -> Columns:
    """Return the rows of several columns, one after the other; there is one at least."""
    size = max(part.vectors.shape[1] for part in parts)
    wide = [replace(part, vectors=_widened(part.vectors, size)) for part in parts]
    names = [item.name for item in fields(Columns)]
    return Columns(**{name: np.concatenate([getattr(p, name) for p in wide]) for name in names})


def _widened(vectors: NDArray[np.int8], size: int) -> NDArray[np.int8]:
    return np.pad(vectors, ((0, 0), (0, size - vectors.shape[1])))


def columns_of(items: Sequence[Item]) -> Columns:
    """Return items as columns, in their order."""
    days = [window(item) for item in items]
    numbers = [[word for word in item.words if word[0].isdigit()] for item in items]
    return Columns(
        kind=_hashes([item.kind for item in items]),
        document=_hashes([item.document_id for item in items]),
        sentence=np.array([_sentence(item) for item in items], np.int64),
        copies=_hashes([item.copies for item in items]),
        told=np.array([_mixed(*map(_hash, (i.kind, i.type, *i.words))) for i in items], np.int64),
        type=_hashes([item.type for item in items]),
        about=_hashes([item.about for item in items]),
        place=_hashes([item.place for item in items]),
        begin=np.array([day[0].toordinal() if day else 0 for day in days], np.int64),
        end=np.array([day[1].toordinal() if day else 2**31 for day in days], np.int64),
        exact=np.array([_is_exact(item) for item in items], bool),
        published=np.array(
            [i.published.toordinal() if i.published else 0 for i in items], np.int64
        ),
        actors=_parties([_known(item.actors) for item in items]),
        actor_states=_parties([_states(item.actors) for item in items]),
        actor_persons=_parties([_persons(item.actors) for item in items]),
        recipients=_parties([_known(item.recipients) for item in items]),
        recipient_states=_parties([_states(item.recipients) for item in items]),
        words=_bits([item.words for item in items], WORD_BITS),
        rare=_bits([_rare(item.words) for item in items], WORD_BITS),
        word_count=np.array([len(item.words) for item in items], np.int64),
        numbers=_bits(numbers, NUMBER_BITS),
        number_count=np.array(list(map(len, numbers)), np.int64),
        figures=np.array([(i.low, i.value, i.high) for i in items], np.float64).reshape(-1, 3),
        stance=np.array([item.stance for item in items], np.float64),
        vectors=_vectors(items),
    )


@lru_cache(maxsize=262_144)
def _hash(text: str) -> int:
    """Return a number of a text, 1 or more, the same on every machine."""
    data = text.encode("utf-8", "surrogatepass")
    return (crc32(data) << 30 | crc32(data, 0x9E3779B9) >> 2) + 1


def _hashes(texts: Sequence[str | None]) -> Ints:
    return np.array([0 if text is None else _hash(text) for text in texts], np.int64)


def _sentence(item: Item) -> int:
    """Return a number of the sentence that an item stands in, its own where there is none."""
    data = item.vector or item.id.encode("utf-8", "surrogatepass")
    return _mixed(_hash(item.document_id), crc32(data))


def _is_exact(item: Item) -> bool:
    known = item.first is not None and item.last is not None
    return known and (item.last - item.first).days <= 2  # type: ignore[operator]


def _known(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if is_known(key)]


def _persons(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if is_known(key) and key.split(":")[1] == "person"]


def _states(keys: Sequence[str]) -> list[str]:
    return sorted({code for key in keys if (code := country_in(key))})


def _parties(rows: Sequence[Sequence[str]]) -> Ints:
    found = np.zeros((len(rows), MOST_PARTIES), np.int64)
    for at, row in enumerate(rows):
        for place, key in enumerate(row[:MOST_PARTIES]):
            found[at, place] = _hash(key)
    return found


def _bits(rows: Sequence[Sequence[str]], size: int) -> Bits:
    """Return sets of words as bits, each word one of `size`, [n, size / 64]."""
    owners = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    hashes = np.array([_hash(word) for row in rows for word in row], np.int64)
    flags = np.zeros((len(rows), size), bool)
    flags[owners, hashes % size] = True
    return np.packbits(flags, axis=1).view(np.uint64)


def _rare(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in COMMON_WORDS]


def _vectors(items: Sequence[Item]) -> NDArray[np.int8]:
    size = max((len(item.vector or b"") for item in items), default=0)
    joined = b"".join((item.vector or b"").ljust(size, b"\0") for item in items)
    return np.frombuffer(joined, np.int8).reshape(len(items), size)


# ---------------------------------------------------------------- judgement


def _kinds(*kinds: ItemKind) -> Ints:
    return np.array([_hash(kind) for kind in kinds], np.int64)


LASTING = _kinds("plan", "compliance")  # belong to no stretch of days
COUNTED = _kinds("figure")
# Those that are called otherwise are two; so are those in two places, or said by two persons.
CALLED = _kinds("plan", "compliance", "vote", "figure", "position")
PLACED = _kinds("meeting", "vote", "figure")
SPOKEN = _kinds("statement", "position")
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
    alike = likenesses(c.vectors, one, other)
    said = c.kind[one] == _hash("statement")
    found = {
        "always": np.ones(len(one)),
        "likeness": alike,
        "words of the shorter": common / shorter,
        "words in common": np.minimum(common, MOST_WORDS),
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
        "event": c.kind[one] == _hash("event"),
        "figure": c.kind[one] == _hash("figure"),
        "statement": said,
        "words of a statement": said * common / shorter,
        "likeness of a statement": said * alike,
        "speaker": said * actor,
        "one page": c.document[one] == c.document[other],
        "pages apart": np.log1p(np.abs(c.published[one] - c.published[other])),
    }
    return {name: np.asarray(values, np.float64) for name, values in found.items()}


def likenesses(vectors: NDArray[np.int8], one: Ints, other: Ints) -> Floats:
    """Return the cosine of the sentences of each pair, 0 where one has no vector."""
    left, right = vectors[one].astype(np.float32), vectors[other].astype(np.float32)
    length = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return np.asarray(np.einsum("ij,ij->i", left, right) / np.maximum(length, 1e-9), np.float64)


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


def compare(one: Item, other: Item) -> Link | None:
    """Return the link of two items, None where they are two things or nothing says they are one."""
    columns = columns_of((one, other))
    found = find_links((one.id, other.id), columns, np.array([0]), np.array([1]))
    return found[0] if found else None


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
