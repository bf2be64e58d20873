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

from demarche.codebook.entries import Country
from demarche.codebook.gazetteer import CITIES, DIVISION_WORDS, Spot, load_gazetteer, place_key
from demarche.codebook.load import Codebook
from demarche.codebook.phrases import find_phrases
from demarche.codebook.terms import TermKind
from demarche.spans import Span

KILOMETRES = 111.2  # of a degree of latitude

# Weights, by judgement; the unit is a tenfold population. Half or double of any one moves the
# figures on LGL and GWN by 0.03 at most; those of nearness and countries were raised after that.
POPULATION = 1.0
OTHER_NAME = 2.0  # what a name that is not the place's first one costs
KIND: Mapping[str, float] = {
    "country": 4.0, "capital": 2.0, "division": 1.0, "region": 6.0, "water": 6.0, "mountain": 5.0,
    "island": 5.0, "site": 5.0, "county": 2.0,
}  # fmt: skip
SAID = 12.0  # by the words at the name
NAMED_COUNTRY = 3.0
NAMED_DIVISION = 3.0
NEAR = 4.0
REACH = 150.0  # kilometres over which nearness falls to a third
HOME = 3.0
ALONE = 4.0  # the best-known city of a name that needs no country beside it
TWIN = 2.0  # what a division costs that has a city of its own name
KNOWN = 100_000  # people of a city that is meant though the page speaks of other countries only
FAINT = 0.2  # nearness below which nothing else of the page is near
POINTS = frozenset({"city", "capital", "county", "division", "site"})  # small enough to be near
# What of the codebook's words for a country tells that a page is about it.
NAMING: tuple[TermKind, ...] = ("state", "adjective", "people", "capital")
ROUNDS = 4  # one alone loses 0.12 on LGL, more than four gain nothing
ACRONYM = 3  # letters
MOST = 60  # candidates of one name that are looked at, the most populous first

# "Paris, Texas", "Springfield (Ill.)", "Vienna in Virginia".
AFTER = re.compile(r"\s*(?:,|\(|\bin\b|\bof\b)\s*((?:[^\W\d_][\w.'\u2019-]*\s*){1,4})")
SETTLED = (
    "city", "town", "village", "port", "capital", "district", "province", "region", "suburb",
)  # fmt: skip
# "the Syrian town of Douma", "Illinois city of Springfield", "Syria's Aleppo".
BEFORE = re.compile(
    r"((?:[^\W\d_][\w.-]*\s+){0,2}[^\W\d_][\w.-]*?)(?:['\u2019]s?)?\s+"
    rf"(?:[a-z-]+\s+){{0,2}}(?:{'|'.join(SETTLED)})"
    r"(?:\s+of)?\s+$"
    r"|((?:[^\W\d_][\w.-]*\s+){0,2}[^\W\d_][\w.-]*?)['\u2019]s\s+$"
)
# "Washington state", "the province of Idlib".
KIND_AFTER = re.compile(rf"\s+(?:{'|'.join(sorted(DIVISION_WORDS))})\b")
KIND_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(DIVISION_WORDS))})\s+of\s+$")
WINDOW = 60  # characters before and after a name that are looked at


@dataclass(frozen=True, slots=True)
class _Context:
    """What a page says of where it plays."""

    named: Counter[tuple[str, str]]  # (key, country) as the text names countries
    countries: Counter[str]
    divisions: Counter[tuple[str | None, str]]
    chosen: Mapping[str, Spot]  # by key, the choices so far
    home: Spot | None
    alone: frozenset[str]  # keys of cities that need no country beside their name


def resolve_places(
    text: str, spans: Sequence[Span], codebook: Codebook, *, home: Spot | None = None
) -> tuple[Spot | None, ...]:
    """Return the place that each name of a page means, in the order given.

    `spans` are the names of places and countries in `text`, adjectives and peoples included;
    `home` is where the page was written or put out. A name that is not in the table has None.
    """
    names = [span.of(text) for span in spans]
    meant = {name: spots_named(name, codebook) for name in sorted(set(names))}
    spots = _by_key(meant)
    said = [
        _said_at(text, span, meant[name], codebook) for span, name in zip(spans, names, strict=True)
    ]
    hints: dict[str, frozenset[Spot]] = defaultdict(frozenset)
    for _, name, one in sorted(zip(spans, names, said, strict=True), key=lambda row: row[0]):
        hints[place_key(name)] = hints[place_key(name)] or one  # the first time tells for the page
    named = _countries_named(text, codebook)
    alone = frozenset(map(place_key, codebook.places.alone))
    chosen: dict[str, Spot] = {}
    for _ in range(ROUNDS):
        context = _context(chosen, named, home, alone)
        before = chosen
        chosen = {key: _best(key, spots[key], hints[key], context) for key in spots}
        if chosen == before:
            break
    context = _context(chosen, named, home, alone)
    found: list[Spot | None] = []
    for name, one in zip(names, said, strict=True):
        key = place_key(name)
        best = _best(key, spots[key], one, context) if one else chosen.get(key)
        known = best and (one or hints[key] or _is_likely(best, key, context))
        found.append(best if known and meant[name] else None)
    return tuple(found)


def _is_likely(spot: Spot, key: str, context: _Context) -> bool:
    """Say whether the page bears a choice out, where a smaller place of that name may be meant.

    A village that is not in the table often has a namesake at the other end of the world.
    """
    if spot.kind not in ("city", "county") or key in context.alone:
        return True
    if _country_count(spot, key, context) or _nearness(spot, key, context) > FAINT:
        return True
    if context.home and _closeness(spot, context.home) > FAINT:
        return True
    if spot.kind == "county" or not _is_first(spot, key):
        return False
    return spot.population >= KNOWN or not context.countries.keys() - {spot.country}


def _by_key(meant: Mapping[str, Sequence[Spot]]) -> dict[str, tuple[Spot, ...]]:
    """Return the candidates by key: "WASHINGTON" and "Washington" mean one place on a page."""
    spots: dict[str, dict[Spot, None]] = defaultdict(dict)
    for name, candidates in meant.items():
        spots[place_key(name)].update(dict.fromkeys(candidates))
    return {key: tuple(spots[key]) for key in sorted(spots) if spots[key]}


def places_of(
    text: str, things: Sequence[Sequence[Span]], codebook: Codebook, *, home: Spot | None = None
) -> tuple[Spot | None, ...]:
    """Return one place for each thing on a page, of which each has its mentions in `text`.

    It is the place that most of its mentions mean, the earlier ones where they are even; a thing
    whose mentions are not in the table has None.
    """
    spans = [span for mentions in things for span in mentions]
    spots = iter(resolve_places(text, spans, codebook, home=home))
    found = []
    for mentions in things:
        counts = Counter(spot for _, spot in zip(mentions, spots, strict=False) if spot)
        found.append(counts.most_common(1)[0][0] if counts else None)
    return tuple(found)


def spots_named(name: str, codebook: Codebook) -> tuple[Spot, ...]:
    """Return all places that a name may mean; an adjective or a people means its country.

    "England" and "English" are the part alone and not also the country that they may stand for;
    letters such as "EU" or "SA" are no town, and what has no capital letter is no name.
    """
    if name == name.lower():
        return ()
    table = load_gazetteer()
    countries = (
        table.countries.get(term.entry.code)
        for hit in find_phrases(name, codebook.terms)
        if len(hit.span) == len(name)
        for term in hit.entries
        if isinstance(term.entry, Country) and term.kind in ("state", "adjective", "people")
    )
    found = dict.fromkeys([*(spot for spot in countries if spot), *table.find(name)])
    key = place_key(name)
    parts = {spot.country for spot in found if spot.kind == "division"}
    short = name.isupper() and len(name) <= ACRONYM
    return tuple(
        spot
        for spot in found
        if not (spot.kind == "country" and spot.country in parts and not _is_first(spot, key))
        and not (short and spot.kind in ("city", "capital"))
    )[:MOST]


def _is_first(spot: Spot, key: str) -> bool:
    """Say whether a key is that of a place's first name."""
    return place_key(spot.name) == key


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points, the globe laid flat between them.

    Right to a hundredth up to some hundred kilometres, which is all that is asked of it.
    """
    east = (one[1] - other[1] + 180) % 360 - 180
    return KILOMETRES * hypot(one[0] - other[0], east * cos(radians((one[0] + other[0]) / 2)))


def _said_at(text: str, span: Span, spots: Sequence[Spot], codebook: Codebook) -> frozenset[Spot]:
    """Return the candidates that lie in the division or country named beside the name."""
    if not spots:
        return frozenset()
    start = text[max(0, span.start - WINDOW) : span.start]
    led = _is_led(start)
    if KIND_AFTER.match(text, span.end) or (led and KIND_BEFORE.search(start)):
        divisions = frozenset(spot for spot in spots if spot.kind in ("division", "county"))
        if divisions:
            return divisions
    after = AFTER.match(text[span.end : span.end + WINDOW])
    before = BEFORE.search(start) if led else None
    around = [*_wholes(after[1], codebook, ahead=True)] if after else []
    around += [*_wholes(before[1] or before[2], codebook, ahead=False)] if before else []
    key = place_key(span.of(text))
    kinds = {spot.kind for spot in spots if _is_first(spot, key) and not _has_twin(spot, spots)}
    for name, whole in around:
        if whole.kind in kinds and _is_first(whole, place_key(name)):
            continue  # one more in a list: "Georgia, Oklahoma", "Iraq, Iran"
        inside = frozenset(spot for spot in spots if _lies_in(spot, whole))
        if inside:
            return inside
    return frozenset()


def _is_led(start: str) -> bool:
    """Say whether BEFORE or KIND_BEFORE may match what stands before a name, by its last word.

    They look from every place for what they seldom find.
    """
    words = start.split()
    if not words or not start[-1].isspace():
        return False
    return words[-1] in ("of", *SETTLED) or words[-1].endswith(("'s", "\u2019s"))


def _wholes(words: str, codebook: Codebook, *, ahead: bool) -> Iterator[tuple[str, Spot]]:
    """Yield divisions and countries that a run of words starts with, or ends with, as named."""
    parts = words.split()
    for length in range(min(4, len(parts)), 0, -1):
        name = " ".join(parts[:length] if ahead else parts[-length:]).rstrip(",;)")
        if name[:1].isupper():
            kinds = ("division", "country", "county")
            found = spots_named(name, codebook)
            yield from ((name, spot) for spot in found if spot.kind in kinds)


def _lies_in(spot: Spot, whole: Spot) -> bool:
    if spot.country != whole.country or spot == whole or spot.kind == "country":
        return False
    if whole.kind == "country":
        return True
    return spot.division == whole.division and spot.kind != "division"


def _countries_named(text: str, codebook: Codebook) -> Counter[tuple[str, str]]:
    """Count the countries that a page names, by capital too, with the key of the words."""
    return Counter(
        (place_key(hit.span.of(text)), term.entry.code)
        for hit in find_phrases(text, codebook.terms)
        for term in hit.entries
        if isinstance(term.entry, Country) and term.kind in NAMING
    )


def _context(
    chosen: Mapping[str, Spot],
    named: Counter[tuple[str, str]],
    home: Spot | None,
    alone: frozenset[str],
) -> _Context:
    countries: Counter[str] = Counter()
    for (_, code), count in named.items():
        countries[code] += count
    divisions: Counter[tuple[str | None, str]] = Counter()
    for spot in chosen.values():
        if spot.country:
            countries[spot.country] += 1
        if spot.division:
            divisions[spot.country, spot.division] += 1
    return _Context(named, countries, divisions, chosen, home, alone)


def _best(key: str, spots: Sequence[Spot], said: frozenset[Spot], context: _Context) -> Spot:
    if len(spots) == 1:
        return spots[0]
    cities = [spot for spot in spots if spot.kind in CITIES] if key in context.alone else []
    known = max(cities, key=lambda spot: spot.population, default=None)
    return max(
        spots,
        key=lambda spot: (
            _worth(spot, key, context)
            + SAID * (spot in said)
            + ALONE * (spot == known)
            - TWIN * _has_twin(spot, spots),
            spot.population,
            spot.id or 0,
            spot.name,
        ),
    )


def _has_twin(spot: Spot, spots: Sequence[Spot]) -> bool:
    """Say whether a division has a city of the same name: by "in Najaf" the city is meant."""
    return spot.kind == "division" and any(
        other.kind in CITIES and (other.country, other.division) == (spot.country, spot.division)
        for other in spots
    )


def _worth(spot: Spot, key: str, context: _Context) -> float:
    worth = POPULATION * log10(spot.population + 100)
    worth += KIND.get(spot.kind, 0.0) - OTHER_NAME * (not _is_first(spot, key))
    worth += NAMED_COUNTRY * _share(_country_count(spot, key, context))
    worth += NAMED_DIVISION * _share(_division_count(spot, key, context))
    worth += NEAR * _nearness(spot, key, context)
    if context.home:
        worth += HOME * _closeness(spot, context.home)
    return worth


def _share(count: float) -> float:
    """Return a count as 0 to 1: the first says most."""
    return count / (count + 1)


def _country_count(spot: Spot, key: str, context: _Context) -> int:
    """Count the other names on the page that are of a candidate's country, or in it."""
    if not spot.country:
        return 0
    own = context.chosen.get(key)
    counted = context.countries[spot.country] - context.named[key, spot.country]
    return counted - (own is not None and own.country == spot.country)


def _division_count(spot: Spot, key: str, context: _Context) -> int:
    """Count the other names on the page that are of a candidate's division, or in it."""
    if not spot.division:
        return 0
    own, place = context.chosen.get(key), (spot.country, spot.division)
    return context.divisions[place] - (own is not None and (own.country, own.division) == place)


def _nearness(spot: Spot, key: str, context: _Context) -> float:
    """Say, from 0 to 1, how much of the page plays near a candidate."""
    others = (context.chosen[name] for name in sorted(context.chosen) if name != key)
    return _share(sum(_closeness(spot, other) for other in others if other.kind in POINTS))


def _closeness(spot: Spot, other: Spot) -> float:
    if spot.latitude is None or other.latitude is None:
        return 0.0
    assert spot.longitude is not None
    assert other.longitude is not None
    here, there = (spot.latitude, spot.longitude), (other.latitude, other.longitude)
    return exp(-distance(here, there) / REACH)
