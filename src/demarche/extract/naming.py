"""Personal names: their parts, and whether two of them can be one person's.

Newspapers spell one name in many ways (Sergei, Sergey; al-Assad, Assad; Gaddafi, Qadhafi). Names
are brought to folded parts first, then compared part by part with strict thresholds.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.name_rules import Gender, NameRules
from demarche.codebook.phrases import fold

Likeness = Literal["same", "compatible", "different"]

# Chosen on a few spelling pairs of ministers' names, not on a marked set: 90 keeps Lukashevich
# and Lukashevitch (96) together; what it lets through wrongly (Medvedev, Medvedeva: 94) is held
# apart by the given names.
FAMILY_RATIO = 90
# Nicolas and Nicholas have 93, Maria and Mario 80, Andrei and Andrej 83 (one ending, see ENDINGS).
GIVEN_RATIO = 92
# Below these lengths one letter is a fifth of the name: Blair and Blain, Juan and Joan.
FAMILY_LETTERS = 6
GIVEN_LETTERS = 5
# Endings and vowels of romanisation are levelled only in words this long: Lee is not Li.
LEVEL_LETTERS = 4

ENDINGS = re.compile(r"(?:yy|iy|ii|ij|yi|y|i|j)$")
LEVELS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("aa", "a"), ("dj", "j"), ("y", "i"))
DOUBLES = re.compile(r"([b-df-hj-np-tv-z])\1")
# "Al Gore", but "Al Hamad": a short Albert or the Arabic article, as the other names will tell.
AL = "al"
AL_AND_ONE = re.compile(r"Al [^\W\d_][\w'`\u2019]*$")
VOWELS = frozenset("aeiou")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@lru_cache(maxsize=65536)
def name_parts(name: str) -> tuple[str, ...]:
    """Return the folded parts of a personal name, loose particles and suffixes left out.

    "Walid al-Mu'allem" -> ("walid", "mualem"); "A.K. Petrov" -> ("a", "k", "petrov").
    """
    rules = load_codebook().names
    spaced = INITIALS.sub(lambda match: match.group().replace(".", " "), name)
    words = re.split(r"[\s\-\u2010-\u2015]+", fold(spaced).replace("'", "").replace("`", ""))
    words = [word.strip('.,;:"()') for word in words]
    words = [word for word in words if word and word not in rules.suffixes]
    kept = [word for at, word in enumerate(words) if word not in rules.loose or not words[at + 1 :]]
    if AL_AND_ONE.match(name):
        kept = words
    return tuple(_level(word, rules, last=at == len(kept) - 1) for at, word in enumerate(kept))


def _level(word: str, rules: NameRules, *, last: bool) -> str:
    """Return one part in the spelling that stands for all its spellings."""
    chosen = (rules.family if last else rules.given).get(word, word)
    chosen = rules.given.get(chosen, chosen) if chosen == word else chosen
    if len(chosen) >= LEVEL_LETTERS:
        for found, level in LEVELS:
            chosen = chosen.replace(found, level)
        chosen = ENDINGS.sub("i", chosen)
    return DOUBLES.sub(r"\1", chosen)


def family_of(parts: tuple[str, ...], country: str | None = None) -> str:
    """Return the family name among the parts: the last, or the first where that is the custom."""
    if country in load_codebook().names.family_first and len(parts) > 1:
        return parts[0]
    return parts[-1]


def compare_names(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness:
    """Say whether two names (as parts) are the same, can be one person's, or are two people's.

    Same: both have a given name and all agrees. Compatible: one of them says less ("Petrov",
    "A. Petrov") and nothing contradicts. Different: given or family names differ.
    """
    if not a or not b:
        return "different"
    if (a[0] == AL) != (b[0] == AL):
        return _compare_with_al(a, b) if a[0] == AL else _compare_with_al(b, a)
    if a == b or (len(a) > 1 and sorted(a) == sorted(b)):
        return "same" if len(a) > 1 else "compatible"
    if len(a) == 1 or len(b) == 1:
        return _compare_short(a, b) if len(a) == 1 else _compare_short(b, a)
    if _inside(a, b) or _inside(b, a):
        return "compatible"
    if not (_family_alike(a, b) and _given_alike(a[0], b[0])):
        return "different"
    if not all(x[0] == y[0] for x, y in zip(a[1:-1], b[1:-1], strict=False)):
        return "different"
    return "same" if len(a[0]) > 1 and len(b[0]) > 1 else "compatible"


def _compare_with_al(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Compare "Al" and a name with another, whose given name it may shorten or leave out."""
    if len(other) > 1 and given_names().get(other[0]) == "female":
        return "different"
    return compare_names(one[1:], other)


def _compare_short(short: tuple[str, ...], full: tuple[str, ...]) -> Likeness:
    """Compare a single part with a name: it may be its family name or stand at its start."""
    word = short[0]
    if _alike(word, full[-1], FAMILY_RATIO, FAMILY_LETTERS) or word in full[:1]:
        return "compatible"
    return "different"


def _inside(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Say whether one name is a run of parts of the other: "Suu Kyi" in "Aung San Suu Kyi"."""
    steps = range(len(full) - len(short) + 1)
    return len(short) < len(full) and any(full[at : at + len(short)] == short for at in steps)


def _family_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two full names can have one family name.

    Where all given names are equal, a vowel too many inside it is a slip: Millon is Million.
    """
    one, other = sorted((a[-1], b[-1]), key=len)
    if _alike(one, other, FAMILY_RATIO, FAMILY_LETTERS):
        return True
    near = len(other) >= FAMILY_LETTERS and one[:1] + one[-1:] == other[:1] + other[-1:]
    return near and a[:-1] == b[:-1] and one in _with_one_vowel_less(other)


def _with_one_vowel_less(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at, letter in enumerate(word) if letter in VOWELS}


def _given_alike(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    if a == b:
        return True
    genders = given_names()
    if {genders.get(a), genders.get(b)} == {"male", "female"}:
        return False
    return _alike(a, b, GIVEN_RATIO, GIVEN_LETTERS)


@cache
def given_names() -> Mapping[str, Gender]:
    """Return the codebook's first names as parts, with their gender."""
    codebook = load_codebook()
    return {
        _level(name, codebook.names, last=False): gender
        for name, gender in codebook.genders.items()
    }


def _alike(a: str, b: str, ratio: int, letters: int) -> bool:
    if a == b:
        return True
    if min(len(a), len(b)) < letters or a[0] != b[0]:
        return False
    # Two letters swapped are a slip of the pen: Tandja, Tanjda.
    swapped = sorted(a) == sorted(b) and OSA.distance(a, b) == 1
    return swapped or fuzz.ratio(a, b, score_cutoff=ratio) >= ratio


def gender_of(name: str, codebook: Codebook) -> Gender | None:
    """Return the gender of a full name's given name, where the codebook is sure."""
    words = fold(name).replace("-", " ").split()
    return codebook.genders.get(words[0]) if len(words) > 1 else None
