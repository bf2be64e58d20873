"""Numbers with their bounds, and what is not read as a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.numbers import Number, find_numbers


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_numbers_in_order_inside_it(text: str) -> None:
    numbers = find_numbers(text)
    assert list(numbers) == sorted(numbers, key=lambda one: one.span)
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in numbers)
    assert all(one.span.covers(one.numeral) for one in numbers)


@given(st.integers(min_value=3_000, max_value=10**9))
@settings(max_examples=40, deadline=None)
def test_a_number_with_separators_comes_back(n: int) -> None:
    (found,) = find_numbers(f"They fed {n:,} villagers.")
    assert found.value == n
    assert found.qualifier is None


@given(st.integers(min_value=11, max_value=10**6), st.integers(min_value=1, max_value=10**6))
@settings(max_examples=40, deadline=None)
def test_a_range_keeps_both_ends_and_no_middle(low: int, more: int) -> None:
    (found,) = find_numbers(f"between {low:,} and {low + more:,} villagers")
    assert (found.low, found.value, found.high) == (low, None, low + more)


@pytest.mark.parametrize(
    ("text", "low", "value", "high", "qualifier"),
    [
        ("more than 9,000 people", 9000, None, None, "more than"),
        ("at least 37 villagers", 37, None, None, "at least"),
        ("40,000 or more refugees", 40_000, None, None, "or more"),
        ("up to 300 observers", None, None, 300, "up to"),
        ("fewer than twenty tanks", None, None, 20, "fewer than"),
        ("some 15,000 lives", None, 15_000, None, "some"),
        ("about a dozen envoys", None, 12, None, "about a dozen"),
        ("41 countries", None, 41, None, None),
        ("between 900 and more than 1,400 men", 900, None, 1400, "between and more than"),
        ("10 to 12 million people", 10_000_000, None, 12_000_000, "to"),
        ("10-12 soldiers", 10, None, 12, "to"),
        ("two or three trucks", 2, None, 3, "or"),
        ("dozens of boats", 24, None, None, "dozens"),
        ("hundreds of thousands of people", 200_000, None, None, "hundreds of thousands"),
        ("tens of thousands fled", 20_000, None, None, "tens of thousands"),
        ("several hundred marchers", 200, None, None, "several hundred"),
    ],
)
def test_bounds(
    text: str, low: float | None, value: float | None, high: float | None, qualifier: str | None
) -> None:
    (found,) = find_numbers(text)
    assert (found.low, found.value, found.high) == (low, value, high)
    assert found.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "value", "attached", "unit"),
    [
        ("a year-old war, 16-month talks", 16, "month", None),
        ("winds of 155mph", 155, "mph", None),
        ("seven hours of talks", 7, None, None),
        ("two-thirds of the members", 2 / 3, None, "share"),
        ("a sixfold rise", 6, "fold", None),
        ("US $ 40 was paid", 40, None, "USD"),
        ("it froze at minus-26 degrees", -26, None, None),
        ("in some 1,200 huts", 1200, None, None),
        ("In Homs 37 people died", 37, None, None),
        ("A medic told Radio Sham 37 villagers died", 37, None, None),
        ("On that day 37 houses burned", 37, None, None),
    ],
)
def test_quantities_that_are_no_counts_are_given_too(
    text: str, value: float, attached: str | None, unit: str | None
) -> None:
    (found,) = find_numbers(text)
    assert found.value == pytest.approx(value)
    assert (found.attached, found.unit) == (attached, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It met in 2008 and on 3 May 2009 at 10:30.",
        "Under resolution 2042 and Article 41, No. 7 stands.",
        "the Group of 20 after 9/11",
        "The Galaxy Note 20 and the Nasdaq 100",
        "They won 3-2.",
        "Ajax 3-0 at home",
        "the 4x100m relay",
        "a policy of zero tolerance",
        "the 21st round, the second half",
        "an F-16 over sector B12",
        "16-18 Harbour Road",
    ],
)
def test_dates_and_names_are_no_quantities(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("from $200 to $4 million", 200, 4_000_000),
        ("between 5% and 6%", 5, 6),
        ("fell from 208 pounds to 193", 193, 208),
        ("$1 million to 2 million", 1_000_000, 2_000_000),
        ("at least 20 and at most 100 huts", 20, 100),
        ("more than 30 but fewer than 40 huts", 30, 40),
        ("between two hundred and three hundred huts", 200, 300),
        ("four to five thousand huts", 4000, 5000),
        ("5k-20k huts", 5000, 20_000),
    ],
)
def test_ranges_of_any_wording_have_the_lesser_end_first(
    text: str, low: float, high: float
) -> None:
    (found,) = find_numbers(text)
    assert (found.low, found.value, found.high) == (low, None, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("no more than 40 huts", None, 40),
        ("not fewer than 40 huts", 40, None),
        ("well over 40 huts", 40, None),
        ("40 or more than 90 huts", None, None),
        ("up to about 40 huts", None, 40),
    ],
)
def test_bounds_of_several_words(text: str, low: float | None, high: float | None) -> None:
    found = find_numbers(text)[0]
    assert (found.low, found.high) == (low, high)


def test_a_rise_and_a_level_are_no_range() -> None:
    found = find_numbers("shares rose by five pence to 781 pence")
    assert [one.value for one in found] == [5, 781]


def test_a_percentage_and_a_level_are_no_range() -> None:
    found: tuple[Number, ...] = find_numbers("shares fell 2 percent to 1,300 points")
    assert [(one.value, one.unit) for one in found] == [(2, "percent"), (1300, None)]
