"""Stems of words, so that "supplies", "supplied" and "supply" are one in a comparison.

Not dictionary forms: a stem need be no word. Endings are taken off in the order of Porter's first
steps ("An algorithm for suffix stripping", 1980), without his measure and with fewer rules: what
is compared are words of a few sentences, where a wrong join needs a second chance word to matter.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from demarche.codebook.forms import irregular_forms

Endings = tuple[tuple[str, str, int], ...]  # ending, what it leaves, letters before it at least

INFLECTED: Endings = (
    ("ies", "y", 2), ("ied", "y", 2), ("sses", "ss", 2), ("ches", "ch", 2), ("shes", "sh", 2),
    ("xes", "x", 2), ("ing", "", 3), ("eed", "ee", 3), ("ed", "", 3), ("ss", "ss", 1),
    ("us", "us", 1), ("is", "is", 1), ("s", "", 2),
)  # fmt: skip
DERIVED: Endings = (
    ("ability", "abl", 3), ("ibility", "ibl", 3), ("isation", "", 3), ("ization", "", 3),
    ("ation", "", 4), ("ition", "", 4), ("ment", "", 4), ("ness", "", 4), ("ivity", "", 4),
    ("ity", "", 4), ("ance", "", 4), ("ence", "", 5), ("ion", "", 4), ("ery", "", 4), ("al", "", 5),
    ("ive", "", 4), ("ate", "", 4), ("at", "", 4), ("er", "", 4), ("or", "", 4), ("ly", "", 5),
    ("y", "i", 3), ("e", "", 3),
)  # fmt: skip
UNDOUBLED = frozenset("bdglmnprt")  # "shipped", "cancelled", "programme"


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a word in lower case: "deliveries", "delivered" -> "deliv"."""
    word = _lemmas().get(word, word)
    return _single(_without(_single(_without(word, INFLECTED)), DERIVED))


@cache
def _lemmas() -> Mapping[str, str]:
    """Return the words of irregular forms: "sold" -> "sell"."""
    return {form: lemma for lemma, forms in irregular_forms().items() for form in forms}


def _without(word: str, endings: Endings) -> str:
    for ending, left, least in endings:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: len(word) - len(ending)] + left
    return word


def _single(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] in UNDOUBLED
    return word[:-1] if doubled else word
