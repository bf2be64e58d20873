"""Score quantities in news sentences (NewsQuant): their values, and their values with bounds.

A quantity is matched by its value, a range by both of its ends, whichever of them is said first;
each answer meets one quantity at most. With the bound, the word for it must agree too: = about
(~), more than (>), less than (<). The corpus also marks changes as up and down: they count as =.
Values count as equal within a millionth, or when they agree in four decimals ("two thirds").
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from demarche.extract.numbers import Number, find_numbers
from evals.measures import Counts, total

Bound = Literal["=", "~", ">", "<"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value (a range has two ends, the smaller first) and its bound."""

    ends: tuple[float, ...]
    bound: Bound

    def same_value(self, other: "Quantity") -> bool:
        """Say whether both values are equal."""
        pairs = zip(self.ends, other.ends, strict=False)
        return len(self.ends) == len(other.ends) and all(
            math.isclose(one, two, rel_tol=1e-6) or round(one, 4) == round(two, 4)
            for one, two in pairs
        )


_RANGE = re.compile(r"(-?[\d.]+(?:E-?\d+)?)-(-?[\d.]+(?:E-?\d+)?)")
_LOOSE = re.compile(
    r"\b(?:about|around|some|roughly|approx\w*|nearly|nearing|almost|estimated|close to|circa"
    r"|barely|perhaps|maybe|probably|or so|odd|as (?:few|little|low) as|something like"
    r"|in the region of)\b|~|\u2248"
)


def read_marked(row: dict[str, str]) -> Quantity:
    """Read a marked quantity; raises ValueError where its value is none."""
    value, change = row["value"], row["change"]
    bound: Bound = change if change in ("~", ">", "<") else "="  # type: ignore[assignment]
    span = _RANGE.fullmatch(value)
    ends = sorted(map(float, span.groups())) if span else [float(value)]
    return Quantity(tuple(ends), bound)


def quantity_of(number: Number) -> Quantity:
    """Return what the program found as a quantity."""
    ends = tuple(end for end in (number.low, number.value, number.high) if end is not None)
    if len(ends) == 2:
        return Quantity(ends, "=")
    if number.low is not None or number.high is not None:
        return Quantity(ends, "<" if number.low is None else ">")
    return Quantity(ends, "~" if _LOOSE.search(number.qualifier or "") else "=")


def match(gold: Sequence[Quantity], found: Sequence[Quantity]) -> tuple[int, int]:
    """Return how many quantities are met by value, and how many of these by bound too."""
    left, loose = list(found), []
    for one in gold:
        same = [other for other in left if one.same_value(other)]
        if not _take(left, [other for other in same if one.bound == other.bound]):
            loose.append(one)
    by_value = sum(_take(left, [other for other in left if one.same_value(other)]) for one in loose)
    by_bound = len(gold) - len(loose)
    return by_bound + by_value, by_bound


def _take(left: list[Quantity], fitting: Sequence[Quantity]) -> bool:
    """Take the first that fits out of those left; say whether there was one."""
    if fitting:
        left.remove(fitting[0])
    return bool(fitting)


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the figures of the task `quantities`; `pages` is not used."""
    values, bounds = [], []
    for row in json.loads(path.read_text("utf-8")):
        gold = [read_marked(each) for each in row["quantities"]]
        found = [quantity_of(number) for number in find_numbers(row["text"])]
        by_value, by_bound = match(gold, found)
        values.append(Counts(by_value, len(found), len(gold)))
        bounds.append(Counts(by_bound, len(found), len(gold)))
    value, bound = total(values), total(bounds)
    return {
        "value_f1": value.f1,
        "value_bound_f1": bound.f1,
        "value_precision": value.precision,
        "value_recall": value.recall,
        "n": value.gold,
    }
