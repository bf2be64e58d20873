"""Numbers with their bounds, and what is not read as a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.numbers import Number, find_numbers
from demarche.extract.numerals import read_fraction, read_numeral


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
    ("words", "number"),
    [
        ("1,200", 1200),
        ("9.5 million", 9_500_000),
        ("two hundred and six", 206),
        ("twenty-one", 21),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("three hundred thousand", 300_000),
        ("40k", 40_000),
        ("sundry", None),
    ],
)
def test_numerals_are_read(words: str, number: float | None) -> None:
    assert read_numeral(words) == number


def test_fractions_are_shares() -> None:
    assert read_fraction("two-thirds") == pytest.approx(2 / 3, abs=1e-3)
    assert read_fraction("a quarter") == 0.25
    assert read_fraction("resort") is None


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
    ("text", "value", "unit"),
    [
        ("about $5 billion in contracts", 5e9, "USD"),
        ("a grant of €2m for camps", 2e6, "EUR"),
        ("9.5 million dollars", 9.5e6, "USD"),
        ("up 15 percent", 15, "percent"),
        ("60 per cent of voters", 60, "percent"),
        ("two-thirds of the members", 66.67, "percent"),
        ("a 250-strong force", 250, None),
    ],
)
def test_units(text: str, value: float, unit: str | None) -> None:
    (found,) = find_numbers(text)
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It met in 2008 and on 3 May 2009 at 10:30.",
        "the 16-month conflict and two hours of talks",
        "a 10-year-old boy in his second year",
        "Under resolution 2042 and Article 41, No. 7 stands.",
        "the Group of 20 and the Group of Eight after 9/11",
        "their six-point plan for the 15-member council",
        "one of the toughest laws, and no one else",
        "the Big Four powers",
        "She rang +1 212 555 0199.",
        "They won 3-2.",
        "the 21st round, the 2nd day",
        "an F-16 and a MiG-29 over sector B12",
    ],
)
def test_what_names_or_dates_is_no_number(text: str) -> None:
    assert find_numbers(text) == ()


def test_a_change_from_one_number_to_another_is_two_numbers() -> None:
    values = [one.value for one in find_numbers("It grew from 30 observers; from 30 to 300 by law")]
    assert values == [30, 30, 300]


def test_a_percentage_and_a_level_are_no_range() -> None:
    found: tuple[Number, ...] = find_numbers("shares fell 2 percent to 1,300 points")
    assert [(one.value, one.unit) for one in found] == [(2, "percent"), (1300, None)]
