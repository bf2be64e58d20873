"""Numerals: every spelled number comes back, and where one ends and the next begins."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from demarche.extract.numerals import find_numerals, read_numeral

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(n: int, joint: str = " ") -> str:
    """Spell a number below a million; `joint` stands between hundreds and the rest."""
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    scale, word = (1_000, "thousand") if n >= 1_000 else (100, "hundred")
    rest = n % scale
    link = joint if rest < 100 else " "
    return f"{spell(n // scale, joint)} {word}" + (link + spell(rest, joint) if rest else "")


def test_every_number_below_ten_thousand_comes_back() -> None:
    wrong = [n for n in range(10_000) if read_numeral(spell(n)) != n]
    assert wrong == []
    assert [n for n in range(0, 10_000, 7) if read_numeral(spell(n, " and ")) != n] == []


@given(st.integers(min_value=0, max_value=999_999), st.sampled_from([" ", " and "]))
@example(999_999, " and ")
@example(100_001, " and ")
@example(200_000, " ")
@settings(max_examples=300, deadline=None)
def test_every_number_below_a_million_comes_back(n: int, joint: str) -> None:
    words = spell(n, joint)
    assert read_numeral(words) == n
    assert read_numeral(words.upper()) == n
    (found,) = find_numerals(f"They counted {words} houses.")
    assert found.value == n
    assert found.span.of(f"They counted {words} houses.") == words


@given(st.text(alphabet="0123456789 ,.-/andtwohuresxkm½", max_size=40))
@settings(max_examples=200, deadline=None)
def test_numerals_stand_in_order_apart_and_are_finite(text: str) -> None:
    found = find_numerals(text)
    assert all(one.span.end <= two.span.start for one, two in zip(found, found[1:], strict=False))
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in found)
    assert all(abs(one.value) < float("inf") for one in found)
    assert found == find_numerals(text)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,200", 1200),
        ("9.5 million", 9_500_000),
        ("two hundred and six", 206),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("4 hundred million", 400_000_000),
        ("six crore", 60_000_000),
        ("40k", 40_000),
        ("one and a half", 1.5),
        ("five and a half million", 5_500_000),
        ("3 million and a half", 3_500_000),
        ("two thirds", 2 / 3),
        ("a quarter", 0.25),
        ("three twenty-fifths", 0.12),
        ("2½", 2.5),
        ("3/4", 0.75),
        ("minus five point nought two", -5.02),
        ("2.998×10−8", 2.998e-8),
        ("one in five", 0.2),
        ("two out of three", 2 / 3),
        ("1" * 400, None),
        ("sundry", None),
        ("twenty thirty", None),
    ],
)
def test_numerals_are_read(words: str, number: float | None) -> None:
    assert read_numeral(words) == (None if number is None else pytest.approx(number))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between two hundred and three hundred huts", [200, 300]),
        ("between two thousand and five people", [2000, 5]),
        ("Twenty thirty-year loans", [20, 30]),
        ("In 2031 two million left", [2031, 2_000_000]),
        ("three hundred and two hundred", [300, 200]),
        ("no one and nobody else; this one, which one?", []),
        ("one of the camps", [1]),
        ("a fifteen-day truce in five in-camps", [15, 5]),
    ],
)
def test_where_a_number_ends(text: str, values: list[float]) -> None:
    assert [one.value for one in find_numerals(text)] == values
