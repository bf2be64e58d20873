"""A page's stated date against what its story tells."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.extract.page_dates import contradictions, find_contradictions
from demarche.pages import make_document
from demarche.pipeline import read_page
from demarche.records import Document, Page, Period
from tests.toy_reader import toy_reader

PAGE = date(2012, 6, 25)  # a Monday
STORY = (
    "Norway and Iceland closed the road, which was opened on 4 May 2012, to all lorries.\n\n"
    "The envoys met on Friday, June 22, and the council will vote on it on 3 July 2012 in Corby."
)


def on(day: date) -> Document:
    page = Page(
        path="road.txt", form="text", content=STORY, sha256="0" * 64, published=day.isoformat()
    )
    return make_document(page)[0]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The road was closed on 4 May 2014.", "the story tells of '4 May 2014' as past"),
        ("They met in 2013.", "the story tells of '2013' as past"),
        ("In March 2014 the road was closed.", "the story tells of 'March 2014' as past"),
        ("The council will vote on 3 May 2009.", "the story tells of '3 May 2009' as to come"),
        (
            "They met on Friday, June 23.",
            "the story has 'Friday, June 23', which was a Saturday in 2012",
        ),
        (
            "They met on Monday 22 June.",
            "the story has 'Monday 22 June', which was a Friday in 2012",
        ),
    ],
)
def test_what_a_page_of_that_day_cannot_say(sentence: str, told: str) -> None:
    assert list(contradictions(sentence, PAGE)) == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met on Friday, June 22.",
        "The road was closed on 4 May 2012.",
        "The road will be open in 2014.",
        "They agreed to meet in 2014.",
        "The council was expected to vote in 2014.",
        "They vowed to close it in 2014.",
        "The 2014 games were awarded to Corby.",
        "The road will replace one built in 2009.",
        "They said in 2009 that it will open in 2010.",
        "They met on Friday, January 6.",  # half a year off it may be of another year
        "They met on Tuesday.",
    ],
)
def test_what_it_can_say(sentence: str) -> None:
    assert list(contradictions(sentence, PAGE)) == []


def test_a_story_that_fits_its_date_has_no_row() -> None:
    assert find_contradictions(on(PAGE)) == ()


@given(st.integers(min_value=1, max_value=60))
def test_the_same_story_some_years_off_is_noticed_and_its_date_kept(years: int) -> None:
    for day in (PAGE.replace(year=PAGE.year - years), PAGE.replace(year=PAGE.year + years)):
        document = on(day)
        (row,) = find_contradictions(document)
        assert (row.stage, row.reason, row.document_id) == ("extract", "date", document.id)
        assert str(day) in row.detail
        assert "July 2012" in row.detail or "May 2012" in row.detail or "June 22" in row.detail
        assert document.published.start == day


def test_a_date_line_with_a_wrong_weekday_is_noticed() -> None:
    page = Page(
        path="road.txt", form="text", content=f"Friday, June 25, 2012\n\n{STORY}", sha256="0" * 64
    )
    (row,) = find_contradictions(make_document(page)[0])
    assert "date line says Friday, which was a Monday" in row.detail
    right = replace(page, content=page.content.replace("Friday, June 25", "Monday, June 25"))
    assert find_contradictions(make_document(right)[0]) == ()


def test_a_page_whose_day_is_not_known_contradicts_nothing() -> None:
    bound = Period(start=PAGE + timedelta(days=900), end=None, precision="after", basis="made up")
    assert find_contradictions(replace(on(PAGE), published=bound)) == ()


def test_the_pipeline_hands_the_row_on() -> None:
    page = Page(
        path="road.txt", form="text", content=STORY, sha256="0" * 64, published="2009-06-25"
    )
    rows = [row for row in read_page(page, toy_reader).rejected if row.reason == "date"]
    assert len(rows) == 1
