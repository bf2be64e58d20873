"""What claims contradict each other in: opposites.toml, made ready to look up by stem."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.codebook.checks import only, read_book, strings
from demarche.codebook.stems import stem

HERE = Path(__file__).parent
SECTIONS = ("stands", "opposite", "condition", "offices", "claims", "readings", "empty")
LINES = ("name", "first", "second", "about", "local", "over", "wish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposite:
    """The two sides of a question of fact. All words are stems."""

    name: str
    first: frozenset[str]
    second: frozenset[str]
    about: frozenset[str]  # one of these must stand by; none: nothing need
    local: bool  # compared within pages only
    over: bool  # the second side holds where words of both stand
    wish: bool  # of a condition: only what is wanted or refused takes a side


@dataclass(frozen=True, slots=True, kw_only=True)
class OppositeBook:
    """opposites.toml, by stem; what each list is for stands in the file."""

    opposites: tuple[Opposite, ...]
    conditions: tuple[Opposite, ...]
    nouns: frozenset[str]
    parts: frozenset[str]
    pronouns: frozenset[str]
    pretences: frozenset[str]
    granted: frozenset[str]
    dismissals: frozenset[str]
    texts: frozenset[str]
    drafts: frozenset[str]
    meanings: frozenset[str]
    tells: frozenset[str]
    wrongly: frozenset[str]
    halting: frozenset[str]
    empty: frozenset[str]
    offices: Mapping[str, int]  # titles by the number of the office that they name


@cache
def load_opposites(path: Path = HERE / "opposites.toml") -> OppositeBook:
    """Read opposites.toml, once, or a file of its form. Raises OptionError."""
    return read_book(path, _made)


def _made(raw: Mapping[str, Any]) -> OppositeBook:
    only(raw, SECTIONS, "the file")
    claims, readings = raw["claims"], raw["readings"]
    return OppositeBook(
        opposites=tuple(_opposites(raw, "opposite")),
        conditions=tuple(_opposites(raw, "condition")),
        nouns=_stems(claims["nouns"]),
        parts=_stems(claims["parts"]),
        pronouns=frozenset(strings(claims["pronouns"], "[claims] pronouns")),
        pretences=_stems(claims["pretences"]),
        granted=_stems(claims["granted"]),
        dismissals=_stems(claims["dismissals"]),
        texts=_stems(readings["texts"]),
        drafts=_stems(readings["drafts"]),
        meanings=_stems(readings["meanings"]),
        tells=_stems(readings["tells"]),
        wrongly=_stems(readings["wrongly"]),
        halting=_stems(raw["stands"]["halting"]),
        empty=_stems(raw["empty"]["words"]),
        offices={
            title: number
            for number, titles in enumerate(raw["offices"]["exclusive"])
            for title in strings(titles, "[offices] exclusive")
        },
    )


def _opposites(raw: Mapping[str, Any], section: str) -> Iterator[Opposite]:
    for number, entry in enumerate(raw[section], 1):
        only(entry, LINES, f"[[{section}]] {number}")
        yield Opposite(
            name=entry["name"],
            first=_stems(entry["first"]),
            second=_stems(entry["second"]),
            about=_stems(entry["about"]),
            local=entry.get("local", False),
            over=entry.get("over", False),
            wish=entry.get("wish", False),
        )


def _stems(words: object) -> frozenset[str]:
    """Return the stems of listed words; a phrase is those of its words, with blanks."""
    found = strings(words, "a list of words")
    return frozenset(" ".join(map(stem, phrase.split())) for phrase in found)
