"""Look up many phrases in a text at once: the longest phrase at each place, left to right."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar

from demarche.spans import Span

# "U.S." and "D.R.C." are one word, as is "G20"; every other mark is a word of its own.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+|[^\w\s]")
APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
# Letters that do not fall apart into a plain letter and an accent, as the press writes them.
PLAIN_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a",
    "ħ": "h", "ŋ": "n",
}  # fmt: skip
# A page has some 800 different words and pages of one crisis share most of them.
REMEMBERED_WORDS = 65536

# A word in capitals that is longer may be a headline's ("MCDONALD").
LONGEST_ACRONYM = 4

Entry = TypeVar("Entry")
Row: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Hit(Generic[Entry]):
    """A phrase found: code points of the text, and everything it may stand for."""

    span: Span
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[Entry]):
    """Phrases by their first two words, the longest first, as (folded words, words, meanings).

    Those of one word stand under it and None, and again behind the longer ones of each pair: few
    of the hundreds that begin with "the" need a look.
    """

    by_first: Mapping[str, Mapping[str | None, tuple[Row[Entry], ...]]]


@lru_cache(maxsize=REMEMBERED_WORDS)
def fold(text: str) -> str:
    """Return text without accents and case, apostrophes straight: "Türkiye" -> "turkiye"."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def make_table(phrases: Iterable[tuple[str, Entry]]) -> PhraseTable[Entry]:
    """Return a table of (phrase, entry) pairs; one phrase may have several entries."""
    entries: dict[tuple[str, ...], list[Entry]] = {}
    for phrase, entry in phrases:
        found = entries.setdefault(tuple(WORD.findall(phrase)), [])
        if entry not in found:
            found.append(entry)
    by_first: dict[str, list[Row[Entry]]] = {}
    for words, found in entries.items():
        folded = tuple(map(fold, words))
        by_first.setdefault(folded[0], []).append((folded, words, tuple(found)))
    return PhraseTable({first: _by_second(rows) for first, rows in by_first.items()})


def _by_second(rows: Iterable[Row[Entry]]) -> dict[str | None, tuple[Row[Entry], ...]]:
    ordered = sorted(rows, key=lambda row: (-len(row[1]), row[1]))
    seconds = {row[0][1] if len(row[0]) > 1 else None for row in ordered} | {None}
    return {
        second: tuple(row for row in ordered if len(row[0]) == 1 or row[0][1] == second)
        for second in seconds
    }


def find_phrases(text: str, table: PhraseTable[Entry]) -> tuple[Hit[Entry], ...]:
    """Return the phrases of `table` in `text`, longest first at each place, none overlapping.

    A listed word in lower case stands for any case; one with a capital needs a capital ("West");
    one all in capitals needs all of them ("US" is not "us").
    """
    places = list(WORD.finditer(text))
    words = [place.group() for place in places]
    folded = tuple(map(fold, words))
    by_first = table.by_first
    hits = []
    free = 0  # where the words begin that no phrase has taken
    for at in [at for at, word in enumerate(folded) if word in by_first]:
        if at < free:
            continue
        entries: tuple[Entry, ...] = ()
        length = 0
        rows = by_first[folded[at]]
        second = folded[at + 1] if at + 1 < len(folded) else None
        for low, phrase, meant in rows.get(second) or rows[None]:
            end = at + len(low)
            if len(low) >= length and folded[at:end] == low and _fits(phrase, words[at:end]):
                entries, length = entries + meant, len(low)
        if length:
            free = at + length
            hits.append(Hit(Span(places[at].start(), places[free - 1].end()), entries))
    return tuple(hits)


def _fits(phrase: tuple[str, ...], words: Sequence[str]) -> bool:
    """Say whether words, alike but for case and accents, have the letter case asked for."""
    return all(_cased(listed, word) for listed, word in zip(phrase, words, strict=True))


def _cased(listed: str, word: str) -> bool:
    if len(listed) > 1 and listed.isupper():
        return word.isupper()
    if any(letter.isupper() for letter in listed[1:]):  # an acronym: "LeT" is not "Let"
        return word == listed or (word.isupper() and len(word) > LONGEST_ACRONYM)
    return listed[0].islower() or not word[0].islower()
