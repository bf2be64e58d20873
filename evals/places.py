"""Score the choice of places on LGL, GWN or GeoVirus files (XML): the names' spans are given.

Only gold with an id of GeoNames or with coordinates counts. An answer is right when it has the
same id or lies within 161 km (100 miles, the field's measure). A country is right by its id alone
where the file has ids: a town within 161 km of a country's middle is not that country.
`in_gazetteer` is the share for which the right place is among those that the table has under the
name: what a perfect choice would reach.
"""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.codebook.gazetteer import Gazetteer, Spot, load_gazetteer
from demarche.codebook.load import load_codebook
from demarche.extract.places import distance, resolve_places, spots_named
from demarche.spans import Span
from evals.files import read_text

NEAR = 161.0  # kilometres


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One place name of a document, with what it means where the file says so."""

    span: Span
    id: int | None = None
    point: tuple[float, float] | None = None
    use: str = ""  # GWN: Literal, Metonymic, ...


@dataclass(frozen=True, slots=True)
class Marked:
    """One document with its place names."""

    text: str
    golds: tuple[Gold, ...]


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Return the documents of a file, packed or not; names that are not in the text are left out.

    Raises ValueError when it is not such a file.
    """
    try:
        root = ElementTree.fromstring(read_text(path))
    except ElementTree.ParseError as error:
        raise ValueError(f"{path.name}: not XML ({error}); expected LGL or GWN") from error
    if root.tag != "articles":
        raise ValueError(f"{path.name}: <{root.tag}> found, <articles> expected, as in LGL or GWN")
    return tuple(_marked(article) for article in root)


def _marked(article: ElementTree.Element) -> Marked:
    text = article.findtext("text") or ""
    golds = (*map(_toponym, article.iter("toponym")), *map(_location, article.iter("location")))
    return Marked(text, tuple(gold for gold in golds if gold.span.end <= len(text)))


def _toponym(mark: ElementTree.Element) -> Gold:
    """Return a mark of LGL, which has a `gaztag`, or of GWN."""
    place = mark.find("gaztag")
    if place is not None:
        number, latitude, longitude = place.get("geonameid"), "lat", "lon"
    else:
        place = mark
        number, latitude, longitude = mark.findtext("geonamesID"), "latitude", "longitude"
    return Gold(
        span=Span(_whole(mark, "start"), _whole(mark, "end")),
        id=int(number) if number else None,
        point=_point(place, latitude, longitude),
        use=mark.findtext("type") or "",
    )


def _location(mark: ElementTree.Element) -> Gold:
    """Return a mark of GeoVirus, whose offsets count from one."""
    return Gold(
        span=Span(_whole(mark, "start") - 1, _whole(mark, "end") - 1),
        point=_point(mark, "lat", "lon"),
    )


def _whole(mark: ElementTree.Element, name: str) -> int:
    return int(mark.findtext(name) or 0)


def _point(mark: ElementTree.Element, north: str, east: str) -> tuple[float, float] | None:
    latitude, longitude = mark.findtext(north), mark.findtext(east)
    return (float(latitude), float(longitude)) if latitude and longitude else None


def is_right(gold: Gold, spot: Spot | None, countries: frozenset[int]) -> bool:
    """Say whether an answer is right; `countries` are the ids of countries."""
    if spot is None:
        return False
    if gold.id is not None and (gold.id == spot.id or gold.id in countries):
        return gold.id == spot.id
    if gold.point is None or spot.latitude is None or spot.longitude is None:
        return False
    return distance(gold.point, (spot.latitude, spot.longitude)) <= NEAR


def country_ids(table: Gazetteer) -> frozenset[int]:
    """Return the GeoNames ids of the countries."""
    return frozenset(spot.id for spot in table.countries.values() if spot.id)


def answers(path: Path) -> Iterator[tuple[Marked, Gold, Spot | None]]:
    """Yield each gold that counts with the program's choice."""
    codebook = load_codebook()
    for marked in read_marked(path):
        chosen = resolve_places(marked.text, [gold.span for gold in marked.golds], codebook)
        for gold, spot in zip(marked.golds, chosen, strict=True):
            if gold.id is not None or gold.point is not None:
                yield marked, gold, spot


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return accuracy, the share that is in the table, and the number of names.

    `pages` is not used: the documents stand in the file. Raises ValueError.
    """
    table, codebook = load_gazetteer(), load_codebook()
    countries = country_ids(table)
    right = held = n = 0
    for marked, gold, spot in answers(path):
        n += 1
        right += is_right(gold, spot, countries)
        named = spots_named(gold.span.of(marked.text), codebook)
        held += any(is_right(gold, each, countries) for each in named)
    return {"accuracy": right / max(1, n), "in_gazetteer": held / max(1, n), "n": n}
