import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.exports.events import tab_line
from demarche.exports.icews import icews_lines
from demarche.records import Reading
from tests.made_crisis import a_row_a_pair, filled, meeting
from tests.made_records import readings

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)


def rows_of(pages: Sequence[Reading], **options: Any) -> list[dict[str, str]]:
    with filled(pages) as store:
        return list(csv.DictReader(icews_lines(store, **options), delimiter="\t"))


def test_the_header_is_that_of_icews() -> None:
    with filled([]) as store:
        assert list(icews_lines(store)) == [HEADER]


def test_a_row_a_pair() -> None:
    page = meeting()
    first, second = rows_of([page])
    assert first == {
        "Event ID": f"{page.events[0].id}-1",
        "Event Date": "2031-05-08",
        "Source Name": "Rufus Firefly",
        "Source Sectors": "GOV",
        "Source Country": "France",
        "Event Text": "meets, visits, hosts, calls, negotiates or mediates",
        "CAMEO Code": "042",
        "Intensity": "1.9",
        "Target Name": "Ambassador Trentino",
        "Target Sectors": "GOV",
        "Target Country": "Italy",
        "Story ID": page.document.id,
        "Sentence Number": "",
        "Publisher": "The Freedonia Post",
        "City": "Geneva",
        "District": "",
        "Province": "Geneva",
        "Country": "Switzerland",
        "Latitude": "46.202",
        "Longitude": "6.146",
    }
    assert second["Event ID"] == f"{page.events[0].id}-2"
    assert (second["Source Name"], second["Source Sectors"]) == ("Gloria Teasdale", "")


def test_an_event_of_one_pair_keeps_its_id_and_a_missing_side_is_empty() -> None:
    page = meeting(recipients=(), actors=meeting().events[0].actors[:1])
    (row,) = rows_of([page])
    assert row["Event ID"] == page.events[0].id
    assert (row["Target Name"], row["Target Sectors"], row["Target Country"]) == ("", "", "")


@pytest.mark.parametrize(("code", "written"), [("04", "040"), ("042", "042"), ("0871", "0871")])
def test_codes_have_three_digits_at_least(code: str, written: str) -> None:
    assert {row["CAMEO Code"] for row in rows_of([meeting(cameo=code)])} == {written}


@pytest.mark.parametrize(("factuality", "count"), [("alleged", 2), ("denied", 0), ("planned", 0)])
def test_what_is_not_told_as_done_is_left_out_unless_asked_for(factuality: str, count: int) -> None:
    page = meeting(factuality=factuality)
    assert len(rows_of([page])) == count
    assert len(rows_of([page], factualities=None)) == 2
    assert len(rows_of([page], factualities=frozenset({factuality}))) == 2


def test_an_event_without_a_date_has_that_of_its_page() -> None:
    assert rows_of([meeting(when=None)])[0]["Event Date"] == "2031-05-09"


def test_a_country_that_nobody_knows_is_written_by_its_code() -> None:
    firefly = meeting().events[0].actors[0]
    (row,) = rows_of([meeting(actors=(replace(firefly, country="FRD"),))])
    assert row["Source Country"] == "FRD"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(), min_size=2, max_size=4))
def test_no_cell_breaks_a_line(cells: list[str]) -> None:
    line = tab_line(cells)
    assert len(line.splitlines()) <= 1
    (row,) = csv.reader([line], delimiter="\t")
    assert row == [" ".join(cell.replace("\0", " ").split()) for cell in cells]


@settings(max_examples=5, deadline=None)
@given(readings("a"), readings("b"), st.booleans())
def test_as_many_rows_as_pairs_in_whatever_order(one: Reading, other: Reading, all: bool) -> None:
    a_row_a_pair(rows_of, one, other, all=all)
