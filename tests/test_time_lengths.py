"""Lengths, repetitions and vague times: a value, and never a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.extract.time_lengths import length, read_count, singular
from demarche.extract.times import find_times

PAGE = date(2031, 5, 9)


@given(st.integers(min_value=1, max_value=900), st.sampled_from(["day", "week", "month", "year"]))
def test_a_length_keeps_its_number_and_unit(count: int, unit: str) -> None:
    assert length(str(count), f"{unit}s") == f"P{count}{unit[0].upper()}"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two hours", "PT2H"),
        ("a year and a half", "P1Y6M"),
        ("two and a half years", "P2Y6M"),
        ("2 1/2 years", "P2Y6M"),
        ("a minute and a half", "PT1M30S"),
        ("several weeks", "PXW"),
        ("the first nine months", "P9M"),
        ("another day", "P1D"),
        ("every Monday", "XXXX-WXX-1"),
        ("each July", "XXXX-07"),
        ("every two weeks", "P2W"),
        ("Friday mornings", "XXXX-WXX-5TMO"),
        ("recently", "PAST_REF"),
        ("current", "PRESENT_REF"),
        ("soon", "FUTURE_REF"),
    ],
)
def test_a_value_without_days(words: str, value: str) -> None:
    (found,) = find_times(f"They talked {words} of it.", PAGE)
    assert (found.text, found.value, found.period) == (words, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 million a year.",
        "There are five trains a week.",
        "They came as soon as they could.",
        "They left soon after the vote.",
        "A second envoy came.",
        "The Daily Mirror said so.",
    ],
)
def test_rates_and_turns_of_phrase_are_no_times(text: str) -> None:
    assert find_times(text, PAGE) == ()


def test_it_meets_weekly() -> None:
    (found,) = find_times("The council meets weekly.", PAGE)
    assert found.value == "P1W"


def test_words_for_counts_and_units() -> None:
    assert (read_count("a couple of"), read_count("several"), read_count("2 1/2")) == (2, None, 2.5)
    assert (singular("centuries"), singular("Days")) == ("century", "day")
