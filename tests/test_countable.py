"""Which quantities count things."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.countable import find_counts
from demarche.extract.numbers import find_numbers
from demarche.extract.times import find_times
from demarche.spans import Span


@given(st.text(alphabet="0123456789 ,.-/$%andtwohuresxkm", max_size=80))
@settings(max_examples=100, deadline=None)
def test_counts_are_quantities_inside_the_text_with_ends_in_order(text: str) -> None:
    for number in (*find_numbers(text), *find_counts(text)):
        assert 0 <= number.span.start < number.span.end <= len(text)
        assert number.span.covers(number.numeral)
        assert number.low is None or number.high is None or number.low <= number.high
        assert (number.low, number.value, number.high) != (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "It met in 2008 and on 3 May 2009 at 10:30.",
        "the 16-month conflict and two hours of talks",
        "a week-old cease-fire in the year-old war",
        "a 45-year-old man and boys of 16 or 17 years",
        "Aldo Brenk, 45, a baker",
        "children under the age of 5",
        "Under resolution 2042 and Article 41, No. 7 stands.",
        "the Group of 20 and the Group of Eight after 9/11",
        "their six-point plan for the 15-member council",
        "one of the toughest laws, and no one else",
        "the Big Four powers",
        "She rang +1 212 555 0199.",
        "They won 3-2.",
        "the 21st round, the 2nd day",
        "an F-16 and a MiG-29 over sector B12",
        "winds of 155mph over a 7- or 8-inch crust",
        "the second half of a third term",
        "at half-staff",
    ],
)
def test_what_names_dates_or_measures_is_no_count(text: str) -> None:
    assert find_counts(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("about $5 billion in contracts", 5e9, "USD"),
        ("a grant of €2m for camps", 2e6, "EUR"),
        ("9.5 million dollars", 9.5e6, "USD"),
        ("an RM3 million loan", 3e6, "MYR"),
        ("up 15 percent", 15, "percent"),
        ("60 per cent of voters", 60, "percent"),
        ("three-quarters of the members", 75, "percent"),
        ("half the members", 50, "percent"),
        ("one in five members", 20, "percent"),
        ("a 250-strong force", 250, None),
    ],
)
def test_units(text: str, value: float, unit: str | None) -> None:
    (found,) = find_counts(text)
    assert (found.value, found.unit) == (value, unit)


def test_a_change_from_one_number_to_another_is_two_counts_and_one_quantity() -> None:
    text = "It grew from 30 observers; from 30 to 300 by law"
    assert [one.value for one in find_counts(text)] == [30, 30, 300]
    whole = find_numbers(text)[-1]
    assert (whole.low, whole.high, len(whole.ends)) == (30, 300, 2)


def test_times_that_were_found_before_are_heeded() -> None:
    assert find_counts("two huts", ()) == find_counts("two huts")
    (day,) = find_times("in 2011 two huts", None)
    (number,) = find_counts("in 2011 two huts", (day,))
    assert number.value == 2
    whole = replace(day, span=Span(0, len("in 2011 two")))
    assert find_counts("in 2011 two huts", (whole,)) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A group of 300 observers arrived.", [300]),
        ("Observers now number 300.", [300]),
        ("The death toll could top 10,000.", [10_000]),
        ("In Homs, 45, and in Idlib, 20, were killed.", [45, 20]),
        ("Petrov, 45, spoke.", []),
        ("The Group of 20 met.", []),
    ],
)
def test_a_word_for_a_name_or_an_age_may_stand_before_a_count(
    text: str, values: list[float]
) -> None:
    assert [number.value for number in find_counts(text)] == values
