"""Compiling the table of places: what of GeoNames is kept, and our own lists."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demarche.codebook.gazetteer import KINDS, place_key, read_gazetteer
from demarche.codebook.load import load_codebook
from training.compile_places import (
    Row,
    city_rows,
    county_rows,
    cut,
    division_rows,
    keys_of,
    one_capital,
    other_names,
    packed,
    read_list,
)

COUNTRIES = {"AA": {"iso3": "AAA", "capital": "Old Town"}, "US": {"iso3": "USA", "capital": ""}}


def city(name: str, population: int, *others: str, **more: Any) -> Mapping[str, Any]:
    return {
        "name": name,
        "population": population,
        "alternatenames": list(others),
        "countrycode": "AA",
        "admin1code": "01",
        "geonameid": 7,
        "latitude": 1.23456,
        "longitude": -2.0,
        **more,
    }


# ---------------------------------------------------------------- the files of GeoNames


def test_what_is_packed_is_read_again(tmp_path: Path) -> None:
    rows = [
        Row(
            name="Ödön", others=("Al Qaf",), id=5, country="AAA", point=(1.23456, -2), population=9
        ),
        Row(name="Bay County", kind="county", country="USA", division="Ohio"),
    ]
    path = tmp_path / "table.npz"
    np.savez_compressed(path, **packed(rows, frozenset({"AAA"})))
    table = read_gazetteer(path)
    (spot,) = table.find("odon")
    assert (spot.id, spot.name, spot.country, spot.population) == (5, "Ödön", "AAA", 9)
    assert (spot.latitude, spot.longitude) == (1.235, -2.0)
    assert table.find("Qaf") == table.find("al-Qaf") == (spot,)
    (county,) = table.find("Bay County")
    assert (county.latitude, county.longitude, county.id) == (None, None, None)
    assert (county.kind, county.division) == ("county", "Ohio")


def test_a_country_has_one_capital() -> None:
    rows = city_rows(
        [city("Old Town", 500), city("Old Town", 90_000), city("Newby", 800, "Old Town")],
        COUNTRIES,
        {("AA", "01"): "Upland"},
    )
    kept = one_capital(rows)
    assert [(row.population, row.kind) for row in kept if row.kind == "capital"] == [
        (90_000, "capital")
    ]
    assert {row.division for row in kept} == {"Upland"}


def test_a_name_in_another_script_gives_way_to_a_latin_one() -> None:
    cities = [city("Стар", 900, "Stár", "star"), city("Нов", 900)]
    assert [row.name for row in city_rows(cities, COUNTRIES, {})] == ["Stár"]


@pytest.mark.parametrize(
    ("population", "country", "kept"),
    [
        (9_000, "AA", ["Kaley"]),
        (900, "AA", []),
        (900, "SY", ["Kaley"]),
        (9_000, "US", []),
        (900_000, "US", ["Kaley"]),
    ],
)
def test_other_names_are_kept_by_size_and_script(
    population: int, country: str, kept: list[str]
) -> None:
    names = ("Kaley", "KLY", "kaley", "Калей", "Kaley 2", "K" + "a" * 60)
    assert list(other_names(city("Cale", population, *names, countrycode=country))) == kept


def test_a_division_lies_where_its_people_are() -> None:
    cities = [
        city("Big", 300, latitude=10, longitude=0),
        city("Small", 100, latitude=20, longitude=4),
    ]
    named = [{"iso": "AA", "code": "01", "country": "AAA", "name": "Upland", "aliases": "Up|Land"}]
    (row,) = division_rows(named, cities, {})
    assert row.point == pytest.approx((12.5, 1))
    assert (row.population, row.others) == (400, ("Up", "Land"))


def test_a_county_has_the_point_of_its_namesake_in_its_state_only() -> None:
    states = {"OH": {"name": "Ohio"}}
    counties = [{"name": "Bay County", "state": "OH"}, {"name": "Elm County", "state": "OH"}]
    towns = [
        Row(name="Bay", country="USA", division="Ohio", point=(1, 2)),
        Row(name="Elm", country="USA", division="Iowa", point=(3, 4)),
    ]
    assert [row.point for row in county_rows(counties, states, towns)] == [(1, 2), None]


def test_loose_keys_lead_to_one_place_from_any_spelling() -> None:
    row = Row(name="An Nassiriyah")
    assert keys_of(row, loose=False) == {"an nassiriyah"}
    assert keys_of(row, loose=True) >= {"an nassiriyah", "nassiriyah", "nasiriya"}


# ---------------------------------------------------------------- our own lists


def test_divisions_are_of_known_countries_and_stand_once() -> None:
    rows = read_list("divisions.csv")
    known = {country.code for country in load_codebook().countries.values()}
    assert {row["country"] for row in rows} <= known
    assert len({(row["country"], row["code"]) for row in rows}) == len(rows)
    assert len({(row["country"], place_key(row["name"])) for row in rows}) == len(rows)


def test_regions_have_a_point_a_kind_and_a_known_country() -> None:
    rows = read_list("regions.csv")
    known = {country["country"] for country in read_list("countries.csv")} | {""}
    assert {row["kind"] for row in rows} <= set(KINDS)
    assert {row["country"] for row in rows} <= known
    for row in rows:
        assert abs(float(row["latitude"])) <= 90
        assert abs(float(row["longitude"])) <= 180
    names = [(place_key(name), row["country"]) for row in rows for name in _names(row)]
    assert len(set(names)) == len(names)


def _names(row: Mapping[str, str]) -> set[str]:
    """Return the names of a row, those that fold to one key once."""
    return {place_key(name) for name in (row["name"], *cut(row["aliases"]))}
