"""Periods that a text reports on: resolved by the quarter named before, else left open."""

from datetime import date

import pytest

from demarche.extract.times import find_times

PAGE = date(2031, 5, 9)


def value_of(words: str, text: str) -> str | None:
    (value,) = (found.value for found in find_times(text, PAGE) if found.text == words)
    return value


@pytest.mark.parametrize(
    ("words", "text", "value"),
    [
        ("the quarter", "Exports fell in the first quarter. In the quarter two ports shut.",
         "2031-Q1"),
        ("the year-earlier quarter", "It lost in the fourth quarter, unlike the year-earlier "
         "quarter.", "2029-Q4"),
        ("the year-ago third quarter", "Trade beat the year-ago third quarter.", "2029-Q3"),
        ("the 2028 second quarter", "That was in the 2028 second quarter.", "2028-Q2"),
        ("the 2029 period", "First-quarter aid rose; in the 2029 period it fell.", "2029-Q1"),
        ("a year earlier", "First-quarter aid was $3 million, up from $2 million a year earlier.",
         "2030-Q1"),
        ("the latest quarter", "Aid rose in the latest quarter.", "2031-Q1"),
        ("the current quarter", "Aid rises in the current quarter.", "2031-Q2"),
        ("the quarter", "Aid rose in the quarter ended March 31.", "2031-Q1"),
        ("the full year", "They expect a loss for the full year.", "2031"),
    ],
)  # fmt: skip
def test_a_period_of_a_report_is_read_by_the_quarter_named_before(
    words: str, text: str, value: str
) -> None:
    assert value_of(words, text) == value


def test_the_basis_quotes_the_quarter_that_it_was_read_by() -> None:
    text = "Exports fell in the first quarter. In the quarter two ports shut."
    (_, found) = find_times(text, PAGE)
    assert found.period is not None
    assert (
        found.period.basis == "'the quarter' by 'first quarter' before it, on a page of 2031-05-09"
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("the quarter", "Two ports shut in the quarter."),
        ("the latest period", "Aid rose in the latest period."),
        ("the year", "In the year of the talks they met."),
        ("the week", "It was the worst day of the week."),
    ],
)
def test_without_a_quarter_named_before_it_stays_open(words: str, text: str) -> None:
    assert value_of(words, text) is None


def test_a_year_back_in_a_story_is_no_quarter() -> None:
    text = "The third quarter of the city was rebuilt. Fighting began a year earlier."
    assert value_of("a year earlier", text) == "P1Y"
    assert value_of("a year ago", "Fighting began a year ago.") == "2030"


def test_a_year_that_ended_has_its_days() -> None:
    (found, _) = find_times("Aid rose in the year ended March 31, 2030.", PAGE)
    assert found.value == "P1Y"
    assert found.period is not None
    assert (found.period.start, found.period.end) == (date(2029, 4, 1), date(2030, 3, 31))
