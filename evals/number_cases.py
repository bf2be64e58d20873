"""Score numbers on unit cases (NumberModel.json, NumberRangeModel.json of the cases' archive).

A case is right when the program finds the same words with the same values, all of them and no
more. Numbers: every numeral of the input, by find_numerals; one with a unit right at its digits
counts as none there. Ranges: the quantities that have a lower or an upper end or are said to
equal something, by find_numbers, with both ends; whether an end belongs to the range ("[20,30)")
is not compared. Cases of the skip list (number_cases_skipped.json: places in the file from 0,
with a reason each) are counted, and left out.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from demarche.extract.numbers import find_numbers
from demarche.extract.numerals import find_numerals
from evals.files import read_folder

SKIPPED = Path(__file__).with_name("number_cases_skipped.json")
# Words in lower case, and what they mean: a value, or two ends (infinite where open).
Found = tuple[str, tuple[float, ...]]


def numerals(text: str) -> list[Found]:
    """Return the numerals of a text with their words."""
    apart = (one for one in find_numerals(text) if not one.glued)
    return [(one.span.of(text).lower(), (one.value,)) for one in apart]


def ranges(text: str) -> list[Found]:
    """Return the quantities of a text that are bounded, with their words."""
    found: list[Found] = []
    for one in find_numbers(text):
        words = one.span.of(text).lower()
        if one.low is not None or one.high is not None:
            low = -math.inf if one.low is None else one.low
            found.append((words, (low, math.inf if one.high is None else one.high)))
        elif one.value is not None and "equal" in (one.qualifier or ""):
            found.append((words, (one.value, one.value)))
    return found


def read_value(value: str) -> tuple[float, ...]:
    """Read "12.5" as one value, "[20,30)" and "(,5]" as two ends."""
    if value[0] not in "([":
        return (float(value),)
    low, high = value[1:-1].split(",")
    return (float(low) if low else -math.inf, float(high) if high else math.inf)


def right(case: Mapping[str, Any], found: Sequence[Found]) -> bool:
    """Say whether what was found is what the case wants, in order."""
    wanted = [
        (one["Text"].lower(), read_value(one["Resolution"]["value"])) for one in case["Results"]
    ]
    return len(wanted) == len(found) and all(
        words == other and _equal(values, others)
        for (words, values), (other, others) in zip(wanted, found, strict=True)
    )


def _equal(values: tuple[float, ...], others: tuple[float, ...]) -> bool:
    pairs = zip(values, others, strict=False)
    return len(values) == len(others) and all(math.isclose(a, b, rel_tol=1e-9) for a, b in pairs)


def read_skipped(path: Path = SKIPPED) -> dict[str, frozenset[int]]:
    """Return the places of the cases left out, by file.

    Raises ValueError for an entry without a reason.
    """
    places: dict[str, set[int]] = {}
    for entry in json.loads(path.read_text("utf-8")):
        if not entry.get("reason"):
            raise ValueError(
                f"{path.name}: an entry of {entry.get('file')} has no reason; give one"
            )
        places.setdefault(entry["file"], set()).update(entry["cases"])
    return {name: frozenset(found) for name, found in places.items()}


PARTS: Mapping[str, tuple[str, Callable[[str], list[Found]]]] = {
    "NumberModel.json": ("number", numerals),
    "NumberRangeModel.json": ("range", ranges),
}


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the share of right cases by part, and how many were left out; `pages` is not used."""
    files, skipped, figures, left_out = read_folder(path), read_skipped(), {}, 0
    n = 0
    for name, (key, find) in PARTS.items():
        cases = json.loads(files[name].decode("utf-8-sig"))
        without = skipped.get(name, frozenset())
        kept = [case for place, case in enumerate(cases) if place not in without]
        hits = sum(right(case, find(case["Input"])) for case in kept)
        figures[key] = hits / max(1, len(kept))
        n, left_out = n + len(kept), left_out + len(cases) - len(kept)
    return {**figures, "n_skipped": left_out, "n": n}
