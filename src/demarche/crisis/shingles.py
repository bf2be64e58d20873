"""Which pages have words in common, by hashed shingles: exact counts, not estimates.

A shingle is a run of words. A page's sketch is the set of its shingles, each as a hash of four
bytes, so it is about four bytes a word and is kept with the page: pages that come later are
compared with sketches alone. Pairs are looked up by their rarest shingles (Chaudhuri, Ganti and
Kaushik, "A primitive operator for similarity joins", 2006): what is common to many pages, such as
an outlet's standing lines, makes no work, and no pair is missed.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from demarche.codebook.phrases import fold
from demarche.records import Document

# Of 3, 4 and 5 words: with 3, reports made by one form (the day's prices) come near to copies; with
# 5, a tenth of all words changed leaves 0.59 of a page, with 4 it leaves 0.66.
SHINGLE_WORDS = 4

# Share of the smaller page's shingles that the other has. All pairs of the 2,452 wires were looked
# through: of a day, from 0.5 upwards nearly all are leads of one story (34 of 36), between 0.4 and
# 0.5 most are stories of their own that share a background (9 of 11).
CONTAINED = 0.5

# Shingles in common, 11 words: two pages of one line each are no copies for a turn of phrase.
LEAST_SHARED = 8

# Pairs of equal shingles held at once, of whole pages: 4 million are some 100 MB.
AT_ONCE = 4_000_000

WORDS = re.compile(r"\w+")
# Odd multipliers of 64 bits, from splitmix64: the first spreads a word's hash, the second joins.
SPREAD, STEP = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x9E3779B97F4A7C15)

HALF, MASK = np.uint64(32), np.uint64(0xFFFFFFFF)  # a hash and its page in one number

Hashes = NDArray[np.uint32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Two pages with words in common: their places in what was given, `one` before `other`."""

    one: int
    other: int
    shared: int  # shingles that both have
    sizes: tuple[int, int]  # shingles of each

    @property
    def contained(self) -> float:
        """Share of the smaller page that the other has too, 0 to 1."""
        return self.shared / min(self.sizes)


def sketch_of(document: Document) -> bytes:
    """Return the sketch of a document's body, see `sketch_of_text`."""
    bodies = (block.span.of(document.text) for block in document.blocks if block.kind == "body")
    return sketch_of_text(bodies)


def sketch_of_text(paragraphs: Iterable[str]) -> bytes:
    """Return the sorted hashes of the shingles of a text, four bytes each.

    Letter case, accents and marks are without effect. A text of fewer words gives no bytes.
    """
    words = [_word_hash(word) for text in paragraphs for word in WORDS.findall(text)]
    hashes = np.array(words, np.uint64)
    many = len(words) - SHINGLE_WORDS + 1
    if many < 1:
        return b""
    runs = np.zeros(many, np.uint64)
    for at in range(SHINGLE_WORDS):
        runs = runs * STEP + hashes[at : at + many] * SPREAD
    return np.unique((runs >> np.uint64(32)).astype("<u4")).tobytes()


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    plain = fold(word).encode("utf-8", "surrogatepass")
    return crc32(plain) << 32 | crc32(plain, 0x9E3779B9)


def find_likenesses(
    sketches: Sequence[bytes], fresh: Collection[int] | None = None
) -> list[Likeness]:
    """Return the pairs of pages of which the smaller is CONTAINED in the other, sorted.

    `fresh` are the places of pages that were not compared before: only pairs with one of them are
    returned, all by default.
    """
    pages = [np.frombuffer(sketch, "<u4") for sketch in sketches]
    new = np.full(len(pages), fresh is None)
    new[list(fresh or ())] = True
    found: list[Likeness] = []
    for smaller, larger in _candidates(pages, new):
        found += _counted(pages, smaller, larger)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Common:
    """The shingles that several pages have, one after the other; for each the pages that do."""

    owners: Places  # pages, sorted within a shingle
    starts: Places  # where the owners of each shingle begin
    counts: Places  # how many they are

    @property
    def numbers(self) -> Places:
        """For each of `owners`, the number of its shingle."""
        return np.repeat(np.arange(len(self.starts)), self.counts)


def _common(pages: Sequence[Hashes], new: Flags) -> _Common:
    """Return the shingles that a new page has in common with any other."""
    sizes = np.array([len(page) for page in pages], np.int64)
    hashes = np.concatenate([*pages, np.empty(0, np.uint32)])
    owners = np.repeat(np.arange(len(pages), dtype=np.uint64), sizes)
    if not new.all():
        wanted = np.unique(hashes[np.repeat(new, sizes)])
        keep = _inside(hashes, wanted)
        hashes, owners = hashes[keep], owners[keep]
    entries = np.sort((hashes.astype(np.uint64) << HALF) | owners)
    hashes = entries >> HALF
    edges = np.flatnonzero(np.diff(hashes)) + 1
    starts = np.concatenate([np.zeros(min(len(hashes), 1), np.int64), edges])
    counts = np.diff(starts, append=len(hashes))
    several = np.repeat(counts > 1, counts)
    counts = counts[counts > 1]
    owned = (entries[several] & MASK).astype(np.int64)
    return _Common(owned, np.cumsum(counts) - counts, counts)


def _inside(hashes: Hashes, among: Hashes) -> Flags:
    """Say of each hash whether it is among others, which are sorted."""
    if not len(among):
        return np.zeros(len(hashes), bool)
    inside: Flags = among[np.minimum(np.searchsorted(among, hashes), len(among) - 1)] == hashes
    return inside


def _candidates(pages: Sequence[Hashes], new: Flags) -> Iterator[tuple[Places, Places]]:
    """Yield batches of pairs, the smaller page first, that share one of its rarest shingles."""
    sizes = np.array([len(page) for page in pages], np.int64)
    common = _common(pages, new)
    mine, numbers = _rarest(common, sizes)
    ends = np.cumsum(common.counts[numbers])
    cuts = np.searchsorted(ends, np.arange(AT_ONCE, ends[-1] if len(ends) else 0, AT_ONCE))
    cuts = np.unique(np.searchsorted(mine, mine[cuts]))  # no page in two batches
    for page, shingle in zip(np.split(mine, cuts), np.split(numbers, cuts), strict=True):
        counts = common.counts[shingle]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        smaller = np.repeat(page, counts)
        larger = common.owners[np.repeat(common.starts[shingle], counts) + within]
        more = sizes[larger] - sizes[smaller]
        fits = ((more > 0) | ((more == 0) & (larger > smaller))) & (new[larger] | new[smaller])
        pairs = np.unique(smaller[fits] * len(pages) + larger[fits])
        yield pairs // len(pages), pairs % len(pages)


def _rarest(common: _Common, sizes: Places) -> tuple[Places, Places]:
    """Return pages and shingles: of each page so many of its rarest that a copy has one of them.

    Of the shingles that a page has in common with any other, a copy lacks only what is more than
    the part of the page that makes it one.
    """
    order = np.lexsort((np.repeat(common.counts, common.counts), common.owners))
    pages, numbers = common.owners[order], common.numbers[order]
    had = np.bincount(pages, minlength=len(sizes))
    wanted = had - np.ceil(CONTAINED * sizes).astype(np.int64) + 1
    within = np.arange(len(pages)) - np.repeat(np.cumsum(had) - had, had)
    kept = within < wanted[pages]
    return pages[kept], numbers[kept]


def _counted(pages: Sequence[Hashes], smaller: Places, larger: Places) -> Iterator[Likeness]:
    """Yield the pairs that share enough; pairs are sorted by the smaller page."""
    if not len(smaller):
        return
    cuts = np.flatnonzero(np.diff(smaller)) + 1
    for mine, others in zip(np.split(smaller, cuts), np.split(larger, cuts), strict=True):
        page = pages[mine[0]]
        sizes = np.array([len(pages[other]) for other in others])
        inside = _inside(np.concatenate([pages[other] for other in others]), page)
        shared = np.add.reduceat(inside.astype(np.int64), np.cumsum(sizes) - sizes)
        enough = (shared >= CONTAINED * len(page)) & (shared >= LEAST_SHARED)
        for other, count in zip(others[enough].tolist(), shared[enough].tolist(), strict=True):
            one, two = sorted((int(mine[0]), other))
            yield Likeness(one, two, count, (len(pages[one]), len(pages[two])))
