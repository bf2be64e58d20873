"""Whether a state, body or person of the marks is one that was found.

A mark names it as "usual name|code": an ISO 3166 alpha-3 code, or UN, EU, IAEA for these bodies and
their organs. Without a code, the names decide; a name without a code in which a state's name,
adjective or people stands means that state.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from demarche.codebook.load import load_codebook

# Beginnings of the folded names of bodies, with those of their organs.
BODIES = {
    "UN": ("un ", "united nations", "security council", "unsc"),
    "EU": ("eu ", "european union", "european commission", "eu3", "e3", "european trio"),
    "IAEA": ("iaea", "international atomic energy agency"),
}
# Words of names that say no more than what kind of thing it is.
PLAIN = frozenset(
    "the of and a an s countries country nations leaders government governments powers".split()
    + "officials official state states".split()
)
STEM = 4  # letters by which words of names are alike: West and Western, rebel and rebels


@dataclass(frozen=True, slots=True)
class Party:
    """A state, body or person: its code, if it has one, and the folded names it goes by."""

    code: str | None
    names: frozenset[str]


def make_party(label: str) -> Party:
    """Return the party of a mark."""
    name, _, code = label.partition("|")
    return Party(code or _state_in(fold(name)), frozenset({fold(name)}))


def found_party(names: Iterable[str | None], country: str | None) -> Party:
    """Return the party of an entity by its names (with those of bodies it speaks for) and state."""
    return Party(country, frozenset(fold(name) for name in names if name))


def same_party(marked: Party, found: Party) -> bool:
    """Say whether a party that was found is the marked one."""
    if marked.code in BODIES:
        starts = BODIES[marked.code]
        return any(f"{name} ".startswith(starts) for name in found.names)
    if marked.code and found.code:
        return marked.code == found.code
    return any(_alike(one, other) for one in marked.names for other in found.names)


def any_same(marked: Iterable[Party], found: Iterable[Party]) -> bool:
    """Say whether one of the parties found is one of those marked."""
    there = tuple(found)
    return any(same_party(one, other) for one in marked for other in there)


def fold(name: str) -> str:
    """Return a name's words in small letters, divided by blanks."""
    return " ".join(re.findall(r"\w+", name.replace(".", "").casefold()))


def _alike(one: str, other: str) -> bool:
    """Say whether all telling words of one name begin as words of the other do."""
    some, others = (
        {word[:STEM] for word in name.split() if word not in PLAIN} for name in (one, other)
    )
    return bool(some and others) and (some <= others or others <= some)


def _state_in(name: str) -> str | None:
    """Return the code of the state whose name, adjective or people stands first in a name."""
    words = f" {name} "
    found = [(words.find(f" {term} "), -len(term), code) for term, code in _terms()]
    return min(((at, long, code) for at, long, code in found if at >= 0), default=(0, 0, None))[2]


@cache
def _terms() -> tuple[tuple[str, str], ...]:
    countries = load_codebook().countries
    return tuple(
        (fold(term), code)
        for code, state in countries.items()
        if state.until is None
        for term in (state.name, *state.aliases, *state.adjectives, *state.people)
    )
