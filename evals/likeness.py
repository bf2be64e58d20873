"""Score the likeness of sentences: does a pair that makes the same claim get more than others?

The pairs are ours (evals/likeness_pairs.tsv), each of two wires at most two days apart, found by
words in common and judged by reading: 100 make the same claim in other words. The 100 "other" put
another sentence of the second wire in its place: what work across pages meets, two pages on one
matter. The 100 "near" have as many words in common as the same ones and yet claim something else
(another day's prices, another city's outbreak); they have a figure of their own, since a vector of
meaning cannot tell them apart, and names, days and numbers must. Only places in the wires are kept.
"""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from demarche.reader import annotate, likeness, load_network
from evals.files import read_text

Floats = NDArray[np.float64]
PAIRS = Path(__file__).with_name("likeness_pairs.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two sentences and what their claims are to each other: same, other or near."""

    one: str
    two: str
    claim: str


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the areas under the curve over the pairs whose wires are in `path`, and n."""
    pairs = pairs_of(read_text(path), PAIRS.read_text("utf-8"))
    texts = [text for pair in pairs for text in (pair.one, pair.two)]
    vectors = [annotation.vectors[0] for annotation in annotate(load_network(), texts)]
    return measure(
        [pair.claim for pair in pairs],
        [likeness(one, two) for one, two in zip(vectors[::2], vectors[1::2], strict=True)],
    )


def measure(claims: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """Return auc (same against other), near_auc (same against near) and n of the former.

    Raises ValueError when one of the three kinds is missing.
    """
    of = {
        kind: np.array(
            [score for claim, score in zip(claims, scores, strict=True) if claim == kind]
        )
        for kind in ("same", "other", "near")
    }
    if not all(map(len, of.values())):
        found = {kind: len(values) for kind, values in of.items()}
        raise ValueError(f"pairs of each kind: {found}; expected some of all three")
    return {
        "auc": _area(of["same"], of["other"]),
        "near_auc": _area(of["same"], of["near"]),
        "n": len(of["same"]) + len(of["other"]),
    }


def _area(right: Floats, wrong: Floats) -> float:
    """Return the share of couples of a right and a wrong pair in order; ties count half."""
    above = (right[:, None] > wrong).mean() + 0.5 * (right[:, None] == wrong).mean()
    return float(above)


def pairs_of(wires: str, table: str) -> list[Pair]:
    """Return the pairs of a table whose wires are there; places count from the text's start."""
    texts = {row["id"]: row["text"] for row in map(json.loads, wires.splitlines())}
    _, *rows = csv.reader(table.splitlines(), delimiter="\t")
    return [
        Pair(
            one=" ".join(texts[one][int(start) : int(end)].split()),
            two=" ".join(texts[two][int(begin) : int(stop)].split()),
            claim=claim,
        )
        for one, start, end, two, begin, stop, claim in rows
        if one in texts and two in texts
    ]
