"""How the dated offices are compiled: which position is which office, and what rows become."""

from pathlib import Path

import pytest

from training.compile_offices import Row, compile_rows
from training.office_titles import Post, post_of

HEAD = "country,position,person,wikidata,gender,start,end"
LEADERS = (
    "countryid,country,position,positionLabel,officeholder,officeholderLabel,start_year,end_year"
)
ADDED = "of,title,at,person,aliases,wikidata,start,end,note,source,as_of"


@pytest.mark.parametrize(
    ("country", "position", "title"),
    [
        ("FRA", "Minister of Europe and Foreign Affairs", "foreign minister"),
        ("IND", "Minister of Foreign Affairs", "foreign secretary"),
        ("IND", "Minister of External Affairs", "foreign minister"),
        ("CHN", "Premier of the State Council", "prime minister"),
        ("USA", "Secretary of State", "secretary of state"),
        ("GBR", "Secretary of State for Defence", "secretary of defense"),
        ("AUT", "Federal Chancellor", "chancellor"),
        ("BIH", "Chairman of the Presidency", "president"),
        ("DNK", "monarch", "queen"),
    ],
)
def test_positions_become_titles(country: str, position: str, title: str) -> None:
    assert post_of(country, position, "female") == Post(country, title)


@pytest.mark.parametrize(
    ("country", "position"),
    [
        ("FRA", "Deputy Prime Minister"),
        ("FRA", "Vice President"),
        ("USA", "Secretary of State of Ohio"),
        ("USA", "Secretary of the Interior"),
        ("AUS", "Premier of Victoria"),
        ("AUS", "Minister for Defence and Space Industries"),
        ("SDN", "Minister of State for Foreign Affairs"),
        ("UN", "Permanent Representative to the United Nations"),
        ("POL", "ambassador to Bulgaria"),
    ],
)
def test_other_positions_are_left_out(country: str, position: str) -> None:
    assert post_of(country, position, "male") is None


def test_representatives_are_kept_with_where_they_are() -> None:
    post = post_of("RUS", "Permanent Representative to NATO", "male")
    assert post == Post("RUS", "ambassador", "North Atlantic Treaty Organization")


def compiled(
    folder: Path, *rows: str, leaders: tuple[str, ...] = (), added: tuple[str, ...] = ()
) -> list[Row]:
    """Compile presidents of France from rows `person,item,start,end` and what was added."""
    data = folder / "offices"
    data.mkdir()
    cells = [row.split(",") for row in rows]
    lines = [f"FRA,President,{who},{item},,{start},{end}" for who, item, start, end in cells]
    (data / "offices.csv").write_text("\n".join([HEAD, *lines, ""]), "utf-8")
    (data / "leaders-2021.csv").write_text("\n".join([LEADERS, *leaders, ""]), "utf-8")
    by_hand = folder / "added.csv"
    by_hand.write_text("\n".join([ADDED, *added, ""]), "utf-8")
    return compile_rows(folder, by_hand)


def dates(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(row.person, row.start, row.end) for row in rows]


def test_a_term_told_twice_ends_where_another_begins(tmp_path: Path) -> None:
    rows = compiled(
        tmp_path,
        "Ada,Q1,2001-05-02,2003-05-02",
        "Ada,Q1,2001-05-02,2005-05-02",
        "Bea,Q2,2005-05-02,",
    )
    assert dates(rows) == [("Ada", "2001-05-02", "2005-05-02"), ("Bea", "2005-05-02", "")]


def test_ends_that_nobody_follows_are_none_if_one_row_has_none(tmp_path: Path) -> None:
    rows = compiled(tmp_path, "Ada,Q1,2001-05-02,2003-05-02", "Ada,Q1,2001-05-02,")
    assert dates(rows) == [("Ada", "2001-05-02", "")]


def test_ends_that_differ_are_days_between(tmp_path: Path) -> None:
    rows = compiled(tmp_path, "Ada,Q1,2001-05-02,2003-05-02", "Ada,Q1,2001-05,2004-05-02")
    assert dates(rows) == [("Ada", "2001-05-02", "2003-05-02..2004-05-02")]


def test_the_first_of_january_is_a_year_unless_another_ends_there(tmp_path: Path) -> None:
    rows = compiled(
        tmp_path, "Ada,Q1,2001-01-01,2004-12-31", "Bea,Q2,2005-01-01,2009-12-31", "Cid,Q3,2011,"
    )
    assert dates(rows) == [
        ("Ada", "2001", "2004-12-31"),
        ("Bea", "2005-01-01", "2009"),
        ("Cid", "2011", ""),
    ]


def test_rows_that_end_before_they_start_are_left_out(tmp_path: Path) -> None:
    assert compiled(tmp_path, "Ada,Q1,2005-05-02,2004-05-02", "Ada,Q1,2014s,") == []


def test_the_reach_is_the_newest_day_of_the_country(tmp_path: Path) -> None:
    rows = compiled(tmp_path, "Ada,Q1,2001-05-02,2005-05-02", "Bea,Q2,2006,")
    assert {row.as_of for row in rows} == {"2005-05-02"}


def test_leaders_stand_only_where_the_first_source_has_nobody(tmp_path: Path) -> None:
    leaders = (
        "Q1,France,Q9,President of France,Q5,Eva,2017,",
        "Q2,Iceland,Q8,Prime Minister of Iceland,Q6,Fay,2017,",
    )
    rows = compiled(tmp_path, "Ada,Q1,2001-05-02,", leaders=leaders)
    assert [(row.of, row.person) for row in rows] == [("FRA", "Ada"), ("ISL", "Fay")]


@pytest.mark.parametrize(
    ("added", "kept"),
    [
        ("2001-05-03,2005-05-02", ("2001-05-02", "", "2005-05-02")),  # the end it had not yet
        ("2001-05-20,2005-05-02", ("2001-05-20", "", "2005-05-02")),  # another start: as added
    ],
)
def test_what_was_added_ends_a_row_or_replaces_it(
    tmp_path: Path, added: str, kept: tuple[str, str, str]
) -> None:
    line = f"FRA,president,,Ada Brandt,,,{added},,by hand,2020-01-01"
    (row,) = compiled(tmp_path, "Ada Brandt,Q1,2001-05-02,", added=(line,))
    assert (row.start, row.note, row.end) == kept
    assert row.wikidata == "Q1"
    assert row.source.endswith("by hand")
