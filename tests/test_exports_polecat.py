import csv
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.exports.polecat import polecat_lines
from demarche.records import Reading
from tests.made_crisis import a_row_a_pair, filled, meeting
from tests.made_records import entity, readings

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\t"
    "Actor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\t"
    "Wikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\t"
    "Primary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\t"
    "GeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
    "Story Organizations\tStory Locations\tLanguage\tVersion"
)
NEVER_KNOWN = {
    "Actor COW", "Wikipedia Actor ID", "Recipient COW", "Wikipedia Recipient ID", "District",
}  # fmt: skip


def rows_of(pages: Sequence[Reading], **options: Any) -> list[dict[str, str]]:
    with filled(pages) as store:
        return list(csv.DictReader(polecat_lines(store, **options), delimiter="\t"))


def test_the_header_is_that_of_polecat() -> None:
    with filled([]) as store:
        assert list(polecat_lines(store)) == [HEADER]


def test_a_row_a_pair() -> None:
    page = meeting()
    first, second = rows_of([page])
    assert {column for column, cell in first.items() if cell == "None"} == NEVER_KNOWN | {
        "Actor Title", "Story Organizations",
    }  # fmt: skip
    assert {column: cell for column, cell in first.items() if cell != "None"} == {
        "Event ID": f"{page.events[0].id}-1",
        "Event Date": "2031-05-08",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Intensity": "1.9",
        "Quad Code": "VERBAL COOPERATION",
        "Contexts": "diplomatic; executive",
        "Actor Name": "Rufus Firefly",
        "Actor Country": "France",
        "Primary Actor Sector": "GOV",
        "Actor Sectors": "GOV",
        "Actor Name Raw": "Rufus Firefly",
        "Recipient Name": "Ambassador Trentino",
        "Recipient Country": "Italy",
        "Primary Recipient Sector": "GOV",
        "Recipient Sectors": "GOV",
        "Recipient Title": "ambassador; envoy",
        "Recipient Name Raw": "Ambassador Trentino",
        "Placename": "Geneva",
        "City": "Geneva",
        "Province": "Geneva",
        "Latitude": "46.202",
        "Longitude": "6.146",
        "GeoNames ID": "2660646",
        "Feature Type": "PPL",
        "Country": "Switzerland",
        "Raw Placename": "Geneva",
        "Source": "The Freedonia Post",
        "Publication Date": "2031-05-09",
        "Story People": "Rufus Firefly; Gloria Teasdale; Ambassador Trentino",
        "Story Locations": "Geneva",
        "Language": "en",
        "Version": "Demarche 0",
    }
    assert second["Event ID"] == f"{page.events[0].id}-2"
    assert (second["Actor Name"], second["Actor Sectors"]) == ("Gloria Teasdale", "None")


@pytest.mark.parametrize(
    ("quad", "words"),
    [(2, "MATERIAL COOPERATION"), (3, "VERBAL CONFLICT"), (4, "MATERIAL CONFLICT")],
)
def test_quads_in_words(quad: int, words: str) -> None:
    assert {row["Quad Code"] for row in rows_of([meeting(quad=quad)])} == {words}


def test_a_missing_side_is_none_throughout() -> None:
    page = meeting(actors=(), recipients=(), mode=None, contexts=(), place=None)
    (row,) = rows_of([page])
    assert row["Event ID"] == page.events[0].id
    for column in ("Actor Name", "Recipient Name", "Actor Title", "Event Mode", "Contexts"):
        assert row[column] == "None"
    assert (row["Placename"], row["Country"], row["Raw Placename"]) == ("None", "None", "None")


def test_a_place_that_the_sentence_does_not_name_has_no_raw_name() -> None:
    act = meeting().events[0]
    row = rows_of([meeting(evidence=act.evidence[1:])])[0]
    assert (row["Placename"], row["Raw Placename"]) == ("Geneva", "None")


def test_who_is_not_named_is_not_among_the_people_of_a_story() -> None:
    page = meeting()
    aide = entity(page.document, "an aide")
    aide = replace(aide, made_by=replace(aide.made_by, name="entity by office"))
    row = rows_of([replace(page, entities=(*page.entities, aide))])[0]
    assert row["Story People"] == "Rufus Firefly; Gloria Teasdale; Ambassador Trentino"


@pytest.mark.parametrize("factuality", ["denied", "did not happen", "called for", "conditional"])
def test_what_is_not_told_as_done_is_left_out_unless_asked_for(factuality: str) -> None:
    page = meeting(factuality=factuality)
    assert rows_of([page]) == []
    assert len(rows_of([page], factualities=None)) == 2


@settings(max_examples=5, deadline=None)
@given(readings("a"), readings("b"), st.booleans())
def test_as_many_rows_as_pairs_in_whatever_order(one: Reading, other: Reading, all: bool) -> None:
    rows = a_row_a_pair(rows_of, one, other, all=all)
    for row in rows:
        assert "" not in row.values()
