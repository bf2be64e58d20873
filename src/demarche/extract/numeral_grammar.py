"""The grammar of spelled numbers: number words, and how they add up.

A number is read from a run of atoms (number words and digits): groups below a thousand with their
scales, each smaller than the one before, then a fraction. Where the words do not go on as one
number, it ends ("twenty thirty" is two). The patterns that find the runs are in numerals.py.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.spans import Span

UNITS = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9, "trillion": 1e12,
    "quadrillion": 1e15, "mil": 1e6, "mln": 1e6, "bln": 1e9, "bn": 1e9, "tln": 1e12, "tn": 1e12,
}  # fmt: skip
DOZENS = frozenset({"dozen", "dozens", "dz", "dzs", "doz", "dozs"})
# Letters that stand for a scale right after digits: "€2m", "$3bn", "40k"; capitals also after a
# blank ("8 B people").
LETTERS = {
    "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "b": 1e9, "bn": 1e9,
    "bln": 1e9, "tn": 1e12, "tln": 1e12,
}  # fmt: skip
DENOMINATORS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "fifteenth": 15, "sixteenth": 16, "twentieth": 20, "thirtieth": 30, "fiftieth": 50,
    "hundredth": 100, "thousandth": 1_000, "millionth": 10**6, "billionth": 10**9,
    "trillionth": 10**12,
}  # fmt: skip
# Only after tens ("three twenty-firsts"): alone they are no parts.
ENDINGS = {"first": 1, "second": 2} | {
    word: n for word, n in DENOMINATORS.items() if 3 <= n <= 9 and word != "quarter"
}
GLYPHS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5,
    "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8,
    "⅞": 7 / 8,
}  # fmt: skip
VALUES = UNITS | TEENS | TENS


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or a run of digits that is part of a numeral."""

    span: Span
    word: str  # lower case; empty for digits
    value: float | None  # of digits, fractions and glyphs
    link: str  # what joins it to the atom before: "", "-", "and", "and a", "a"
    part: bool = False  # digits that are a fraction
    scaled: bool = False  # digits with a letter for their scale


_Read = tuple[float, int]  # a value, and the place after its last atom


@dataclass(frozen=True, slots=True)
class Parse:
    """The grammar over the atoms of a run.

    Each rule takes the place where it begins and gives what it read and the place after it.
    """

    atoms: Sequence[Atom]
    apart: bool  # "and" joins two numbers, after "between"

    def word(self, at: int) -> str:
        """Return the word at a place, nothing for digits and past the end."""
        return self.atoms[at].word if at < len(self.atoms) else ""

    def link(self, at: int) -> str:
        """Return what joins a place to the one before."""
        return self.atoms[at].link if at < len(self.atoms) else "end"

    def number(self, at: int) -> tuple[float, int, bool] | None:
        """Return value, end and whether it is a share for the longest number that starts here."""
        part = self.part(at)
        if part is not None:
            return self.scaled(part[0], part[1], share=True)
        whole = self.cardinal(at)
        if whole is None:
            return None
        value, end, scale = whole
        decimal = self.decimals(end)
        if decimal is not None:
            return value + decimal[0], decimal[1], False
        more = self.part(end) if self.joins_part(end) else None
        if more is None:
            return value, end, False
        fraction, after, _ = self.scaled(more[0], more[1], share=True)
        if after > more[1]:  # "five and a half million", "one billion and a quarter million"
            times = fraction / more[0]
            return (value * times if scale == 1 else value) + fraction, after, False
        return value + fraction * scale, after, False

    def joins_part(self, at: int) -> bool:
        """Say whether a fraction at `at` adds to the number before it."""
        if at >= len(self.atoms):
            return False
        return self.link(at).startswith("and") or (
            self.atoms[at].part and self.atoms[at - 1].value is not None
        )

    def scaled(self, value: float, end: int, *, share: bool) -> tuple[float, int, bool]:
        """Multiply a fraction by the scale after it: "half a million", "a third of a million"."""
        if self.link(end) in ("", "a", "an", "-"):
            if self.word(end) in DOZENS:
                return value * 12, end + 1, False
            if self.word(end) in SCALES:
                return value * SCALES[self.word(end)], end + 1, False
        return value, end, share

    def part(self, at: int) -> _Read | None:
        """Return a fraction: ½, 3/4, "half", "a third", "two thirds", "three twenty-fifths"."""
        if at >= len(self.atoms):
            return None
        atom = self.atoms[at]
        if atom.part:
            return None if atom.value is None else (atom.value, at + 1)
        singular = self.denominator(at)
        article = at == 0 or atom.link.endswith("a") or atom.word in ("half", "quarter")
        if singular is not None and article:
            return 1 / singular[0], singular[1]
        return self.long_part(at)

    def long_part(self, at: int) -> _Read | None:
        """Return "two thirds": the first whole number that a denominator follows."""
        for middle in range(at + 1, min(len(self.atoms), at + 12)):
            bottom = self.denominator(middle)
            if bottom is None or self.link(middle) not in ("", "-"):
                continue
            top = self.exact(at, middle)
            if top is None:
                continue
            plural = self.atoms[bottom[1] - 1].word.endswith("s")
            if not plural and top != 1:
                return None
            ands = [n for n in range(at + 1, middle) if self.link(n) == "and"]
            if ands and (self.exact(ands[-1], middle) or math.inf) < bottom[0]:
                return None  # "a hundred and three quarters" is a hundred and a part
            return top / bottom[0], bottom[1]
        return None

    def exact(self, at: int, end: int) -> float | None:
        """Return the number that the words from `at` to `end` are, if they are just one."""
        read = Parse(self.atoms[at:end], self.apart).cardinal(0)
        spelled = bool(self.atoms[at].word)
        return read[0] if read is not None and spelled and read[1] == end - at else None

    def denominator(self, at: int) -> _Read | None:
        """Return the number that "thirds" or "twenty-fifths" divides by."""
        word = self.word(at)
        if word in TENS and at and self.link(at) in ("", "-") and self.link(at + 1) in ("", "-"):
            ending = ENDINGS.get(self.word(at + 1).removesuffix("s"))
            return None if ending is None else (TENS[word] + ending, at + 2)
        number = DENOMINATORS.get(word.removesuffix("s") if word != "halves" else "half")
        return None if number is None else (number, at + 1)

    def cardinal(self, at: int) -> tuple[float, int, float] | None:
        """Return a whole number (or digits), its end and the last scale in it."""
        total, limit, end = 0.0, math.inf, at
        while end < len(self.atoms) and (end == at or self.goes_on(at, end)):
            group = self.group(end, first=end == at)
            if group is None:
                break
            value, after = group
            scale = 1.0
            while self.word(after).removesuffix("s") in SCALES and (
                after == end or self.link(after) in ("", "-")
            ):
                scale *= SCALES[self.word(after).removesuffix("s")]
                after += 1
            if scale >= limit or value * scale >= limit:
                break
            total, end = total + value * scale, after
            if scale == 1:
                return total, end, 1.0 if limit == math.inf else limit
            limit = scale
        return None if end == at else (total, end, limit if limit < math.inf else 1.0)

    def goes_on(self, first: int, at: int) -> bool:
        """Say whether the atom at `at` may add to the number before it."""
        digits_only = self.atoms[at].value is not None and bool(self.atoms[first].word)
        return not digits_only and self.adds(at)

    def adds(self, at: int) -> bool:
        """Say whether a whole number may go on here: "and" may bring in a fraction instead."""
        if self.link(at) == "and":
            part = None if self.apart else self.long_part(at)
            return not self.apart and (part is None or part[0] >= 1)
        return self.link(at) == ""

    def group(self, at: int, *, first: bool) -> _Read | None:
        """Return a number below a thousand, or digits; "a" before a scale is one."""
        atom = self.atoms[at]
        if atom.value is not None:
            after = at + 1
            if self.word(after) == "hundred" and self.link(after) in ("", "-"):
                return self.below_hundred(atom.value * 100, after + 1)
            if self.word(after) in DOZENS and self.link(after) in ("", "-"):
                return atom.value * 12, after + 1
            return None if atom.part else (atom.value, after)
        if first and atom.word in DOZENS - {"dozens"} and atom.link.endswith(("a", "an")):
            return 12.0, at + 1
        if atom.word == "hundred" and (not first or atom.link.endswith(("a", "an"))):
            return self.below_hundred(100.0, at + 1)
        if atom.word == "hundred" and self.word(at + 1) in SCALES:  # "hundred thousand"
            return 100.0, at + 1
        if first and atom.word in SCALES and atom.link.endswith(("a", "an")):
            return 1.0, at
        small = self.small(at)
        if small is None:
            return None
        value, after = small
        if self.link(after) in ("", "-"):
            if self.word(after) == "hundred":
                return self.below_hundred(value * 100, after + 1)
            if self.word(after) in DOZENS:
                return value * 12, after + 1
        return value, after

    def below_hundred(self, hundreds: float, at: int) -> _Read:
        """Add "six" of "two hundred and six", unless it opens the next hundred."""
        joined = self.link(at) == "-" or self.adds(at)
        small = self.small(at) if joined else None
        if small is None or self.word(small[1]) in ("hundred", "point"):
            return hundreds, at
        if self.word(small[1]) in DOZENS:
            return hundreds + 12 * small[0], small[1] + 1
        return hundreds + small[0], small[1]

    def small(self, at: int) -> _Read | None:
        """Return a number below a hundred: "twenty-one", "twelve"."""
        word = self.word(at)
        if word in TENS and self.link(at + 1) in ("", "-"):
            unit = UNITS.get(self.word(at + 1), 0)
            if unit:
                return float(TENS[word] + unit), at + 2
        return (float(VALUES[word]), at + 1) if word in VALUES else None

    def decimals(self, at: int) -> _Read | None:
        """Return what "point nought four" or "point seventy-one" adds."""
        if self.word(at) != "point" or self.link(at) != "":
            return None
        digits, end = "", at + 1
        while self.word(end) in UNITS and self.link(end) == "":
            digits += str(UNITS[self.word(end)])
            end += 1
        if not digits:
            small = self.small(end)
            if small is None:
                return None
            digits, end = str(int(small[0])), small[1]
        return float(f"0.{digits}"), end
