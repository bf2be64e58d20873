"""Look up many phrases in a text at once: the longest phrase at each place, left to right."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from demarche.spans import Span

# "U.S." and "D.R.C." are one word, as is "G20"; every other mark is a word of its own.
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+|[^\w\s]")
APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
# A page has some 800 different words and pages of one crisis share most of them.
REMEMBERED_WORDS = 65536

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Hit(Generic[Entry]):
    """A phrase found: code points of the text, and everything it may stand for."""

    span: Span
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[Entry]):
    """Phrases by their first word, the longest first: (words as listed, what they stand for)."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Entry, ...]], ...]]


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
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
    for words, found in entries.items():
        by_first.setdefault(fold(words[0]), []).append((words, tuple(found)))
    return PhraseTable(
        {
            first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))
            for first, rows in by_first.items()
        }
    )


def find_phrases(text: str, table: PhraseTable[Entry]) -> tuple[Hit[Entry], ...]:
    """Return the phrases of `table` in `text`, longest first at each place, none overlapping.

    A listed word in lower case stands for any case; one with a capital needs a capital ("West");
    one all in capitals needs all of them ("US" is not "us").
    """
    words = [(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]
    hits = []
    at = 0
    while at < len(words):
        entries: tuple[Entry, ...] = ()
        length = 0
        for phrase, meant in table.by_first.get(fold(words[at][0]), ()):
            if len(phrase) >= length and _matches(phrase, words, at):
                entries, length = entries + meant, len(phrase)
        if length:
            span = Span(words[at][1], words[at + length - 1][2])
            hits.append(Hit(span, entries))
        at += max(length, 1)
    return tuple(hits)


def _matches(phrase: tuple[str, ...], words: list[tuple[str, int, int]], at: int) -> bool:
    """Say whether `phrase` stands at word `at`, with the letter case it asks for."""
    if at + len(phrase) > len(words):
        return False
    return all(_same_word(listed, words[at + step][0]) for step, listed in enumerate(phrase))


def _same_word(listed: str, word: str) -> bool:
    """Say whether a word of the page is the listed one."""
    if fold(listed) != fold(word):
        return False
    if len(listed) > 1 and listed.isupper():
        return word.isupper()
    return listed[0].islower() or not word[0].islower()
