"""Which quantities of a text count things: no durations, ages, lengths or parts of a word.

"A year-old conflict" and "two weeks" are times, "a six-point plan" is a plan, "155mph" a speed.
"From 30 to 300" is a change: two counts. Units that stand apart ("20 km") are told by their noun
(figures.py).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from demarche.extract.numbers import Number, find_numbers
from demarche.extract.times import find_times
from demarche.records import TimeMention

# After a preposition the capital is a place's: "in Homs, 45, and in Idlib, 20, were killed".
_AGE_BEFORE = re.compile(
    r"(?<!\b[Ii]n\s)(?<!\b[Aa]t\s)(?<!\b[Nn]ear\s)(?<!\b[Ff]rom\s)(?<!\b[Aa]round\s)\b[A-Z]\w+,\s$"
)
_AGE_AFTER = re.compile(r",|\)|\.$")
_OLDEST = 120.0  # years; no one is known to have been older than 122
_ONE = re.compile(r"\s(?:of|to|thing|by|and|point|another)\b", re.I)


def find_counts(text: str, times: Sequence[TimeMention] | None = None) -> tuple[Number, ...]:
    """Return the numbers of `text` that can count something, in order.

    `times` are the time expressions of the text, as for find_numbers.
    """
    times = find_times(text, None) if times is None else times
    return tuple(
        number
        for found in find_numbers(text, times)
        for number in _apart(found)
        if not any(time.span.overlaps(number.numeral) for time in times)
        and not _measures(text, number)
        and not _is_age(text, number)
    )


def _apart(number: Number) -> Iterator[Number]:
    """Yield the two ends of a change, else the number; "250-strong" is 250, a half 50 percent."""
    for one in number.ends or (number,):
        counted = _as_percent(one) if one.unit == "share" else one
        yield replace(counted, attached=None) if one.attached == "strong" else counted


def _as_percent(number: Number) -> Number:
    low, value, high = map(_percent, (number.low, number.value, number.high))
    return replace(number, low=low, value=value, high=high, unit="percent")


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _measures(text: str, number: Number) -> bool:
    """Say whether a number is part of a word, negative, or a "one" that counts nothing."""
    if number.attached is not None or text.startswith(("-", "\u2011"), number.span.end):
        return not text.startswith("-strong", number.span.end)
    if number.value == 1 and _ONE.match(text, number.numeral.end):
        return True
    ends = (number.low, number.value, number.high)
    return number.unit is None and any(end is not None and end < 0 for end in ends)


def _is_age(text: str, number: Number) -> bool:
    """Say whether a number is somebody's age: "Petrov, 45,", "under the age of 5"."""
    if re.search(r"\bage of\s", number.span.of(text)):
        return True
    return (
        number.value is not None
        and number.value <= _OLDEST
        and number.qualifier is None
        and _AGE_BEFORE.search(text[max(0, number.span.start - 40) : number.span.start]) is not None
        and _AGE_AFTER.match(text, number.span.end) is not None
    )
