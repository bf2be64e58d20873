"""Which place a name means: Tripoli of Libya or of Lebanon, Paris or Paris in Texas.

Every place that bears the name is a candidate. What decides, the strongest first: a division or
country right after the name ("Paris, Texas") or before it ("the Syrian town of Douma"); countries
and divisions that the page names; how near a candidate lies to the other places of the page; how
many live there. A name means the same place throughout a page unless the words at it say otherwise.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, exp, hypot, log10, radians

from demarche.codebook.gazetteer import Spot, load_gazetteer, place_key
from demarche.codebook.load import Codebook, Country
from demarche.codebook.phrases import find_phrases
from demarche.spans import Span

KILOMETRES = 111.2  # of a degree of latitude

# Weights, set on LGL and GWN by trying halves and doubles of each; the unit is a tenfold
# population.
POPULATION = 1.0
OTHER_NAME = 1.0  # what a name that is not the place's first one costs
COUNTRY = 4.0  # a candidate that is a country, an old word for "Georgia said"
DIVISION = 1.0
SAID = 12.0  # by the words at the name
NAMED_COUNTRY = 2.0
NAMED_DIVISION = 3.0
NEAR = 2.0
REACH = 150.0  # kilometres over which nearness falls to a third
HOME = 3.0
ROUNDS = 3  # after three nothing moves on LGL
MOST = 60  # candidates of one name that are looked at, the most populous first

# "Paris, Texas", "Springfield (Ill.)", "Vienna in Virginia".
AFTER = re.compile(r"\s*(?:,|\(|\bin\b|\bof\b)\s*((?:[^\W\d_][\w.'\u2019-]*\s*){1,4})")
# "the Syrian town of Douma", "Syria's Aleppo", "Illinois city of Springfield".
BEFORE = re.compile(
    r"((?:[^\W\d_][\w.-]*\s+){0,2}[^\W\d_][\w.-]*?)(?:['\u2019]s)?\s+"
    r"(?:(?:[a-z-]+\s+){0,2}(?:city|town|village|port|capital|district|province|region|suburb|state)"
    r"(?:\s+of)?\s+)?$"
)
WINDOW = 60  # characters before and after a name that are looked at


@dataclass(frozen=True, slots=True)
class _Context:
    """What a page says of where it plays."""

    countries: Mapping[str, float]  # code -> how much it is named, 0 to 1
    divisions: Mapping[tuple[str | None, str], float]
    points: Sequence[tuple[str, Spot]]  # key of the name, choice so far
    home: Spot | None


def resolve_places(
    text: str, spans: Sequence[Span], codebook: Codebook, *, home: Spot | None = None
) -> tuple[Spot | None, ...]:
    """Return the place that each name of a page means, in the order given.

    `spans` are the names of places and countries in `text`, adjectives and peoples included;
    `home` is where the page was written or put out. A name that is not in the table has None.
    """
    keys = [place_key(span.of(text)) for span in spans]
    spots = {
        key: spots_named(span.of(text), codebook) for key, span in zip(keys, spans, strict=True)
    }
    said = [
        _said_at(text, span, spots[key], codebook) for key, span in zip(keys, spans, strict=True)
    ]
    hints: dict[str, set[Spot]] = defaultdict(set)
    for key, one in zip(keys, said, strict=True):
        hints[key].update(one)
    named = _countries_named(text, codebook)
    chosen: dict[str, Spot] = {}
    for _ in range(ROUNDS):
        context = _context(chosen, hints, named, home)
        chosen = {
            key: _best(key, spots[key], hints[key], context) for key in sorted(spots) if spots[key]
        }
    context = _context(chosen, hints, named, home)
    return tuple(
        _best(key, spots[key], set(one), context) if one else chosen.get(key)
        for key, one in zip(keys, said, strict=True)
    )


def spots_named(name: str, codebook: Codebook) -> tuple[Spot, ...]:
    """Return all places that a name may mean; an adjective or a people means its country."""
    table = load_gazetteer()
    countries = (
        table.countries.get(term.entry.code)
        for hit in find_phrases(name, codebook.terms)
        if len(hit.span) == len(name)
        for term in hit.entries
        if isinstance(term.entry, Country) and term.kind in ("state", "adjective", "people")
    )
    found = [spot for spot in countries if spot]
    found += [spot for spot in table.find(name) if spot not in found]
    return tuple(dict.fromkeys(found))[:MOST]


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points, on a sphere laid flat: right within a hundredth
    up to some hundred kilometres, and never short where far is what counts.
    """
    east = (one[1] - other[1] + 180) % 360 - 180
    return KILOMETRES * hypot(one[0] - other[0], east * cos(radians((one[0] + other[0]) / 2)))


def _said_at(
    text: str, span: Span, spots: Sequence[Spot], codebook: Codebook
) -> frozenset[Spot]:
    """Return the candidates that lie in the division or country named beside the name."""
    if not spots:
        return frozenset()
    after = AFTER.match(text[span.end : span.end + WINDOW])
    before = BEFORE.search(text[max(0, span.start - WINDOW) : span.start])
    around = [*_wholes(after[1], codebook, ahead=True)] if after else []
    around += [*_wholes(before[1], codebook, ahead=False)] if before else []
    for whole in around:
        inside = frozenset(spot for spot in spots if _lies_in(spot, whole))
        if inside:
            return inside
    return frozenset()


def _wholes(words: str, codebook: Codebook, *, ahead: bool) -> Iterator[Spot]:
    """Yield divisions and countries that a run of words starts with, or ends with."""
    parts = words.split()
    for length in range(min(4, len(parts)), 0, -1):
        name = " ".join(parts[:length] if ahead else parts[-length:]).rstrip(",;)")
        if name[:1].isupper():
            kinds = ("division", "country", "county")
            yield from (spot for spot in spots_named(name, codebook) if spot.kind in kinds)


def _lies_in(spot: Spot, whole: Spot) -> bool:
    if spot.country != whole.country or spot == whole or spot.kind == "country":
        return False
    if whole.kind == "country":
        return True
    return spot.division == whole.division and spot.kind != "division"


def _countries_named(text: str, codebook: Codebook) -> Counter[str]:
    """Count the countries that a page names, by name, adjective or people."""
    return Counter(
        term.entry.code
        for hit in find_phrases(text, codebook.terms)
        for term in hit.entries
        if isinstance(term.entry, Country) and term.kind in ("state", "adjective", "people")
    )


def _context(
    chosen: Mapping[str, Spot],
    hints: Mapping[str, set[Spot]],
    named: Counter[str],
    home: Spot | None,
) -> _Context:
    countries: Counter[str] = Counter(named)
    divisions: Counter[tuple[str | None, str]] = Counter()
    for key in sorted(chosen):
        spot = chosen[key]
        if spot.country:
            countries[spot.country] += 1
        if spot.division:
            divisions[spot.country, spot.division] += 2 if spot.kind == "division" else 1
    return _Context(
        {code: count / (count + 2) for code, count in countries.items()},
        {place: count / (count + 2) for place, count in divisions.items()},
        [(key, chosen[key]) for key in sorted(chosen) if chosen[key].kind != "country"],
        home,
    )


def _best(key: str, spots: Sequence[Spot], said: set[Spot], context: _Context) -> Spot:
    return max(
        spots,
        key=lambda spot: (
            _worth(spot, key, context) + SAID * (spot in said),
            spot.population,
            spot.id or 0,
            spot.name,
        ),
    )


def _worth(spot: Spot, key: str, context: _Context) -> float:
    worth = POPULATION * log10(spot.population + 100)
    worth -= OTHER_NAME * (place_key(spot.name) != key)
    worth += COUNTRY * (spot.kind == "country") + DIVISION * (spot.kind == "division")
    worth += NAMED_COUNTRY * context.countries.get(spot.country or "", 0.0)
    if spot.division:
        worth += NAMED_DIVISION * context.divisions.get((spot.country, spot.division), 0.0)
    worth += NEAR * _nearness(spot, key, context.points)
    if context.home:
        worth += HOME * _closeness(spot, context.home)
    return worth


def _nearness(spot: Spot, key: str, points: Sequence[tuple[str, Spot]]) -> float:
    """Say, from 0 to 1, how much of the page plays near a candidate."""
    near = sum(_closeness(spot, other) for name, other in points if name != key)
    return near / (near + 1)


def _closeness(spot: Spot, other: Spot) -> float:
    if spot.latitude is None or other.latitude is None:
        return 0.0
    assert spot.longitude is not None and other.longitude is not None
    here, there = (spot.latitude, spot.longitude), (other.latitude, other.longitude)
    return exp(-distance(here, there) / REACH)
