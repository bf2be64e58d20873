"""Spelled and written numerals: the patterns, and their reading as a number.

    "1,200" -> 1200.0     "9.5 million" -> 9500000.0     "two hundred and six" -> 206.0
    "twenty-one" -> 21.0  "half a million" -> 500000.0   "a dozen" -> 12.0

What a numeral counts, and whether it is a date, is decided elsewhere (numbers.py, times.py).
"""

import re

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
    "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip
# Letters that stand for a scale right after digits: "€2m", "$3bn", "40k".
_LETTERS = {
    "k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000,
    "b": 1_000_000_000, "tn": 1_000_000_000_000,
}  # fmt: skip
_FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
_VALUES = _UNITS | _TEENS | _TENS


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT, _SCALE = _any(_UNITS), "hundred|thousand|million|billion|trillion|dozen"
SMALL = rf"(?:(?:{_any(_TENS)})(?:[ -](?:{_UNIT}))?|{_any(_TEENS)}|{_UNIT})"
SPELLED = (
    rf"(?:(?:an?|{SMALL})(?:[ -](?:{_SCALE}))+"
    rf"(?:(?:(?<=hundred)|(?<=thousand)) and {SMALL}(?: thousand)?"
    rf"|(?<!dozen) {SMALL}(?: hundred)?)*"
    rf"|half an? (?:{_SCALE})|{SMALL})"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
WRITTEN = (
    rf"(?:{DIGITS}(?:[ \u00a0-](?:hundred|thousand|million|billion|trillion|mln|bn)\b"
    rf"|(?:mln|mn|bn|tn|[kmb])\b)?)"
)
NUMERAL = rf"(?:{WRITTEN}|{SPELLED})"
_WRITTEN = re.compile(rf"({DIGITS})[\s-]?([a-z]*)", re.I)
_WORD = re.compile(r"[a-z]+", re.I)


def read_numeral(words: str) -> float | None:
    """Return the number that `words` spell or write, or None where they do not.

    `words` is the whole numeral and nothing else; letter case and the kind of blank between its
    words do not matter.
    """
    words = words.strip().lower()
    written = _WRITTEN.fullmatch(words)
    if written is not None:
        scale = _scale(written[2])
        return None if scale is None else float(written[1].replace(",", "")) * scale
    return _read_spelled(words)


def _scale(word: str) -> int | None:
    return 1 if word == "" else _SCALES.get(word) or _LETTERS.get(word)


def _read_spelled(words: str) -> float | None:
    """Add up spelled words: small numbers gather, "hundred" multiplies, larger scales close."""
    total, gathered, seen = 0.0, 0.0, False
    parts = _WORD.findall(words)
    for place, word in enumerate(parts):
        if word in _VALUES:
            gathered, seen = gathered + _VALUES[word], True
        elif word in ("hundred", "dozen", "score"):
            gathered, seen = (gathered or 1) * _SCALES[word], True
        elif word in _SCALES:
            total, gathered, seen = total + (gathered or 1) * _SCALES[word], 0.0, True
        elif word == "half" and place == 0 and len(parts) > 1:
            gathered = 0.5
        elif word not in ("a", "an", "and"):
            return None
    return total + gathered if seen else None


def read_fraction(words: str) -> float | None:
    """Return "two-thirds", "a quarter", "half" as a share between 0 and 1, else None."""
    parts = _WORD.findall(words.lower())
    if not parts:
        return None
    share = _FRACTIONS.get(parts[-1].removesuffix("s"))
    if share is None:
        return None
    many = _VALUES.get(parts[0], 1) if len(parts) > 1 else 1
    return min(1.0, round(many * share, 4))
