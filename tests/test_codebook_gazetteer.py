"""The table of places: what stands in it, and by what names it is found."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.codebook import gazetteer
from demarche.codebook.gazetteer import (
    DEGREE,
    KINDS,
    NOWHERE,
    TABLE,
    Gazetteer,
    bare_key,
    joined,
    load_gazetteer,
    place_key,
    planes,
)
from demarche.codebook.load import load_codebook


@pytest.fixture(scope="module")
def table() -> Gazetteer:
    return load_gazetteer()


ROWS = st.integers(0, len(load_gazetteer()) - 1)


# ---------------------------------------------------------------- laws


@given(ROWS)
def test_a_spot_is_found_by_its_own_name(row: int) -> None:
    table = load_gazetteer()
    spot = table.spot(row)
    assert spot in table.find(spot.name)
    assert spot in table.find(spot.name.upper())


@given(ROWS)
def test_what_is_found_has_no_one_more_populous_after_it(row: int) -> None:
    table = load_gazetteer()
    found = [spot.population for spot in table.find(table.spot(row).name)]
    assert found == sorted(found, reverse=True)


def test_every_point_is_on_the_globe(table: Gazetteer) -> None:
    known = table.latitudes != NOWHERE
    assert (known == (table.longitudes != NOWHERE)).all()
    assert (abs(table.latitudes[known]) <= 90 * DEGREE).all()
    assert (abs(table.longitudes[known]) <= 180 * DEGREE).all()
    county = table.kinds == KINDS.index("county")
    assert known[~county].all()
    assert (table.populations >= 0).all()


def test_keys_are_sorted_and_lead_to_rows(table: Gazetteer) -> None:
    keys = table.keys.text.split(b"\n")[:-1]
    assert keys == sorted(keys)
    assert len(keys) == len(table.rows)
    assert table.rows.min() >= 0
    assert set(table.rows.tolist()) == set(range(len(table)))


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_come_back_from_their_bytes(numbers: list[int]) -> None:
    assert joined(planes(np.array(numbers, np.int32)), np.int32).tolist() == numbers


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(name: str) -> None:
    assert place_key(place_key(name)) == place_key(name)


def test_all_countries_of_today_are_there(table: Gazetteer) -> None:
    today = {c.code for c in load_codebook().countries.values() if c.until is None}
    assert today - table.countries.keys() == set()


def test_every_capital_of_the_codebook_is_in_its_country(table: Gazetteer) -> None:
    lost = [
        (country.name, capital)
        for country in load_codebook().countries.values()
        for capital in country.capitals[:1]
        if country.until is None
        and not any(spot.country == country.code for spot in table.find(capital))
    ]
    assert lost == []


# ---------------------------------------------------------------- examples


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Raqqa", "Raqqa"),
        ("Saint-Étienne", "St. Etienne"),
        ("Mt Vernon", "Mount Vernon"),
        ("The Hague", "Hague"),
        ("U.S.", "US"),
        ("Washington, D. C.", "Washington DC"),
        ("Sana'a", "SANAA"),
        ("Malmö", "Malmo"),
        ("Łódź", "Lodz"),
        ("Homs province", "Homs governorate"),
    ],
)
def test_spellings_of_one_name_find_the_same(table: Gazetteer, one: str, other: str) -> None:
    assert table.find(one) == table.find(other) != ()


@pytest.mark.parametrize(
    ("name", "kind", "country", "near"),
    [
        ("Tripoli", "capital", "LBY", (32.9, 13.2)),
        ("Tripoli", "city", "LBN", (34.4, 35.8)),
        ("Idlib province", "division", "SYR", (35.9, 36.6)),
        ("Texas", "division", "USA", (31, -97)),
        ("Ukraine", "country", "UKR", (49, 32)),
        ("Golan Heights", "region", "SYR", (33, 35.8)),
        ("Red Sea", "water", None, (20, 38)),
        ("Africa", "region", None, (7.2, 21.1)),
    ],
)
def test_places_are_where_they_are(
    table: Gazetteer, name: str, kind: str, country: str | None, near: tuple[float, float]
) -> None:
    (spot,) = [each for each in table.find(name) if (each.kind, each.country) == (kind, country)]
    assert (spot.latitude, spot.longitude) == pytest.approx(near, abs=0.8)


def test_a_word_for_a_division_finds_no_city(table: Gazetteer) -> None:
    assert {spot.kind for spot in table.find("Homs")} >= {"division", "city"}
    assert {spot.kind for spot in table.find("Homs province")} == {"division"}
    assert {spot.kind for spot in table.find("the city of Homs")} == {"city"}


def test_what_is_not_in_the_table_is_not_found(table: Gazetteer) -> None:
    assert table.find("Ruritania") == ()
    assert table.find("province") == ()
    assert table.find("") == ()
    assert table.find("...") == ()


def test_an_article_is_taken_off_only_where_something_is_left() -> None:
    assert bare_key("al raqqa") == "raqqa"
    assert bare_key("al") == "al"
    assert bare_key("alma ata") == "alma ata"


def test_the_file_is_small_and_soon_read() -> None:
    assert TABLE.stat().st_size < 8_000_000
    gazetteer.load_gazetteer.cache_clear()
    begin = time.perf_counter()
    load_gazetteer()
    assert time.perf_counter() - begin < 2  # half a second asked for, on a machine that is at rest
