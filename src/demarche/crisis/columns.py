"""Items side by side in columns of numbers, so that millions of pairs can be compared at once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from demarche.codebook.stems import stem
from demarche.crisis.deeds import TALKS, deed_of, stage_of
from demarche.crisis.items import country_in, is_background, is_known, is_undated, window
from demarche.records import Item

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Words are told apart by their hash, so that two share a bit by chance. With 128 word bits the
# precision on the marked pairs of wires falls from 0.96 to 0.94; 256, 512 and 1024 give an F1 of
# 0.68, 0.66 and 0.655. Half or double the bits of numbers, and 3 to 8 parties, give the same pairs.
WORD_BITS, NUMBER_BITS, MOST_PARTIES = 512, 128, 6
SPREAD, LARGEST = 0x9E3779B97F4A7C15, (1 << 62) - 1  # an odd number; what a BIGINT holds


# Words of the news of any state in any year: an item is sought by them only together with a party.
# Begun from those that stand in more than 6 % of 2,452 wires, names of places and what was
# news in their year left out; months, numbers and quarters of the sky are here all or not at all.
COMMON_WORDS = frozenset(
    """
    adding agency agreed agreement april area areas august authorities back based become billion
    central chief city close come commission committee company conference continue control council
    countries country current daily december decision department deputy despite died director due
    earlier east eastern efforts eight end expected far february fifth final first five force forces
    foreign former found four fourth free general give good government group half head held help
    high hit home hundred important international issue issues january july june key killed largest
    leader leaders led left level local long main major march meanwhile media meet meeting member
    members men military million minister ministry month months move national nations need nine
    north northern november number october office official officials old open parliament party past
    peace people place points police political possible power president press prime process province
    public region right run second secretary security see senior september set seven situation six
    south southern spokesman state statement states strong support talks team ten third thousand
    three top total troops two un union united violence war west western win won work world
    """.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Items side by side, one row each; texts as numbers, 0 for none."""

    kind: Ints
    document: Ints
    sentence: Ints  # equal for what stands in one sentence of one page
    copies: Ints
    told: Ints  # hash of kind and words
    act: Ints  # equal for records of one page that the same words tell
    type: Ints
    deed: Ints  # what is done, under one name for all kinds of record
    stage: Ints  # how far it has come
    about: Ints
    place: Ints
    begin: Ints  # window of days; nothing known: all days
    end: Ints
    exact: Flags  # known to a day or two
    undated: Flags  # told without a day
    background: Flags  # recalled, with its day
    published: Ints
    actors: Ints  # [n, MOST_PARTIES]
    actor_states: Ints
    actor_persons: Ints  # of talks, of all parties
    recipients: Ints
    recipient_states: Ints
    words: Bits  # [n, WORD_BITS / 64]
    rare: Bits  # those of them that are not COMMON_WORDS
    word_count: Ints
    topics: Bits  # of what is said: stems of the words that name no party and are not COMMON_WORDS
    topic_count: Ints
    numbers: Bits
    number_count: Ints
    figures: Floats  # [n, 3]: low, value, high; NaN for none
    stance: Floats

    def take(self, rows: Ints) -> "Columns":
        """Return some rows, in this order."""
        return Columns(**{item.name: getattr(self, item.name)[rows] for item in fields(self)})


def stack(parts: Sequence[Columns]) -> Columns:
    """Return the rows of several columns, one after the other; there is one at least."""
    names = [item.name for item in fields(Columns)]
    return Columns(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    )


def pack(columns: Columns) -> list[bytes]:
    """Return each row as bytes, so that a file can keep it and nothing is made of words again."""
    table = np.empty(len(columns.kind), _row())
    for name in _row().names or ():
        table[name] = getattr(columns, name)
    return [row.tobytes() for row in table]


def unpack(rows: Sequence[bytes]) -> Columns:
    """Return the columns of rows as `pack` gives them."""
    table = np.frombuffer(b"".join(rows), _row())
    return Columns(**{name: table[name] for name in _row().names or ()})


@cache
def _row() -> np.dtype[np.void]:
    """Return the layout of a row: each of Columns in order."""
    none = columns_of(())
    parts = {item.name: getattr(none, item.name) for item in fields(Columns)}
    return np.dtype([(name, part.dtype, part.shape[1:]) for name, part in parts.items()])


def columns_of(items: Sequence[Item]) -> Columns:
    """Return items as columns, in their order."""
    days = [window(item) for item in items]
    numbers = [[word for word in item.words if word[0].isdigit()] for item in items]
    topics = [_topics(item) for item in items]
    return Columns(
        kind=_numbers([item.kind for item in items]),
        document=_numbers([item.document_id for item in items]),
        sentence=np.array([_sentence(item) for item in items], np.int64),
        copies=_numbers([item.copies for item in items]),
        told=np.array(
            [mixed(*map(number_of, (i.kind, i.type, *i.words))) for i in items], np.int64
        ),
        act=_numbers([item.act for item in items]),
        type=_numbers([item.type for item in items]),
        deed=_numbers([deed_of(item) for item in items]),
        stage=_numbers([stage_of(item) for item in items]),
        about=_numbers([item.about for item in items]),
        place=_numbers([item.place for item in items]),
        begin=np.array([day[0].toordinal() if day else 0 for day in days], np.int64),
        end=np.array([day[1].toordinal() if day else 2**31 for day in days], np.int64),
        exact=np.array([_is_exact(item) for item in items], bool),
        undated=np.array([is_undated(item) for item in items], bool),
        background=np.array([is_background(item) for item in items], bool),
        published=np.array(
            [i.published.toordinal() if i.published else 0 for i in items], np.int64
        ),
        actors=_parties([_known(item.actors) for item in items]),
        actor_states=_parties([_states(item.actors) for item in items]),
        actor_persons=_parties([_persons(_acting(item)) for item in items]),
        recipients=_parties([_known(item.recipients) for item in items]),
        recipient_states=_parties([_states(item.recipients) for item in items]),
        words=_bits([item.words for item in items], WORD_BITS),
        rare=_bits([rare_words(item.words) for item in items], WORD_BITS),
        word_count=np.array([len(item.words) for item in items], np.int64),
        topics=_bits(topics, WORD_BITS),
        topic_count=np.array(list(map(len, topics)), np.int64),
        numbers=_bits(numbers, NUMBER_BITS),
        number_count=np.array(list(map(len, numbers)), np.int64),
        figures=np.array([(i.low, i.value, i.high) for i in items], np.float64).reshape(-1, 3),
        stance=np.array([item.stance for item in items], np.float64),
    )


def shared(bits: Bits, one: Ints, other: Ints) -> Ints:
    """Return for each pair of rows how many words, as bits, it has in common."""
    common = np.bitwise_count(bits[one] & bits[other]).sum(axis=1)
    return np.asarray(common, np.int64)


@lru_cache(maxsize=65_536)
def word_number(word: str) -> int:
    """Return a number of a word, equal for its forms: "threatens", "threatened"."""
    return number_of(stem(word))


@lru_cache(maxsize=262_144)
def number_of(text: str) -> int:
    """Return a number of a text, 1 or more, the same on every machine."""
    data = text.encode("utf-8", "surrogatepass")
    return (crc32(data) << 30 | crc32(data, 0x9E3779B9) >> 2) + 1


def _numbers(texts: Sequence[str | None]) -> Ints:
    return np.array([0 if text is None else number_of(text) for text in texts], np.int64)


def _sentence(item: Item) -> int:
    """Return a number of the sentence that an item stands in, its own where there is none."""
    data = item.vector or item.id.encode("utf-8", "surrogatepass")
    return mixed(number_of(item.document_id), crc32(data))


def _is_exact(item: Item) -> bool:
    known = item.first is not None and item.last is not None
    return known and (item.last - item.first).days <= 2  # type: ignore[operator]


def _known(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if is_known(key)]


def _topics(item: Item) -> list[str]:
    """Return the topics of an item that are neither parties of it nor in every other report."""
    parties = (key.rpartition(":")[2] for key in (*item.actors, *item.recipients) if is_known(key))
    names = {stem(word) for name in parties for word in name.split()}
    return [topic for topic in item.topics if topic not in names and topic not in _common_stems()]


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(map(stem, COMMON_WORDS))


def _acting(item: Item) -> Sequence[str]:
    return (*item.actors, *item.recipients) if deed_of(item) == TALKS else item.actors


def _persons(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if is_known(key) and ":person:" in key]


def _states(keys: Sequence[str]) -> list[str]:
    return sorted({code for key in keys if (code := country_in(key))})


def _parties(rows: Sequence[Sequence[str]]) -> Ints:
    found = np.zeros((len(rows), MOST_PARTIES), np.int64)
    for at, row in enumerate(rows):
        for place, key in enumerate(row[:MOST_PARTIES]):
            found[at, place] = number_of(key)
    return found


def _bits(rows: Sequence[Sequence[str]], size: int) -> Bits:
    """Return sets of words as bits, each word one of `size`, [n, size / 64]."""
    owners = np.repeat(np.arange(len(rows)), list(map(len, rows)))
    hashes = np.array([word_number(word) for row in rows for word in row], np.int64)
    flags = np.zeros((len(rows), size), bool)
    flags[owners, hashes % size] = True
    return np.packbits(flags, axis=1).view(np.uint64)


def rare_words(words: Sequence[str]) -> list[str]:
    """Return those words that are not in every other report."""
    return [word for word in words if word not in COMMON_WORDS]


def mixed(*numbers: int) -> int:
    """Return one number of several, in their order."""
    found = 0
    for number in numbers:
        found = (found * SPREAD + number) & LARGEST
    return found


def mixed_on(found: int, number: int) -> int:
    """Return what `mixed` gives of the numbers that gave `found`, and one more."""
    return (found * SPREAD + number) & LARGEST
