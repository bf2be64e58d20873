"""Score the relation of a given pair: 15 PLOVER classes, no "none".

CONCEDE and RETREAT are YIELD. Macro F1 runs over the classes present in the file's gold.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demarche.reader import load_network, relation_types
from demarche.spans import Span
from evals.files import read_text
from evals.measures import macro_f1, macro_f1_of_numbers

QUADS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1",
    "COOPERATE": "2", "AID": "2", "YIELD": "2",
    "REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3",
    "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}  # fmt: skip
YIELDS = {"CONCEDE", "RETREAT"}

# A thousand resamples give the edges of a 95 % interval to about half a point.
RESAMPLES = 1000
SEED = 20120421

_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence without marks, its two parties, and the class by the gold."""

    sentence: str
    source: Span
    target: Span
    gold: str


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return macro, micro, quad and binary F1, the interval of the first, and n per class."""
    pairs = list(pairs_of(read_text(path)))
    given = [(pair.sentence, pair.source, pair.target) for pair in pairs]
    answers = relation_types(load_network(), given)
    return measure([pair.gold for pair in pairs], answers)


def measure(gold: Sequence[str], answers: Sequence[str]) -> dict[str, float]:
    """Compare one class a pair with the gold.

    Raises ValueError when the numbers of items differ or a class is none of the fifteen.
    """
    if not gold or len(gold) != len(answers):
        raise ValueError(f"{len(gold)} gold classes and {len(answers)} answers: nothing to compare")
    roots, given = [root(name) for name in gold], [root(name) for name in answers]
    quads, given_quads = [QUADS[name] for name in roots], [QUADS[name] for name in given]
    low, high = interval(roots, given)
    right = sum(one == other for one, other in zip(roots, given, strict=True))
    return {
        "macro_f1": macro_f1(roots, given),
        "micro_f1": right / len(roots),
        "quad_macro_f1": macro_f1(quads, given_quads),
        "binary_macro_f1": macro_f1(sides(quads), sides(given_quads)),
        "macro_f1_low": low,
        "macro_f1_high": high,
        "n": len(roots),
        **{f"n_{name}": count for name, count in sorted(Counter(roots).items())},
    }


def root(name: str) -> str:
    """Return one of the fifteen classes; raises ValueError for any other word."""
    found = "YIELD" if name in YIELDS else name
    if found not in QUADS:
        raise ValueError(f"unknown class {name!r}; expected one of {', '.join(QUADS)}")
    return found


def sides(quads: Sequence[str]) -> list[str]:
    """Return cooperation (quads 1 and 2) or conflict for each quad."""
    return ["cooperation" if quad in "12" else "conflict" for quad in quads]


def interval(gold: Sequence[str], answers: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the macro F1, pairs drawn with a fixed seed."""
    number = {name: place for place, name in enumerate(QUADS)}
    right = np.array([number[name] for name in gold], dtype=np.int64)
    given = np.array([number[name] for name in answers], dtype=np.int64)
    draw = np.random.default_rng(SEED)
    picks = (draw.integers(0, len(right), len(right)) for _ in range(RESAMPLES))
    figures = [macro_f1_of_numbers(right[pick], given[pick], len(number)) for pick in picks]
    low, high = np.quantile(figures, [0.025, 0.975])
    return float(low), float(high)


def pairs_of(table: str) -> Iterator[Pair]:
    """Yield the pairs of a tab-separated file with `gold_root` and marks, or with columns.

    A party that the sentence does not name (a few rows mark one party only) is the whole sentence.
    """
    for row in csv.DictReader(io.StringIO(table), delimiter="\t"):
        if row.get("marked_sentence"):
            sentence, spans = without_marks(row["marked_sentence"])
        else:
            sentence = row["sentence"]
            found = {"s": find(row["source"], sentence), "t": find(row["target"], sentence)}
            spans = {name: span for name, span in found.items() if span}
        whole = Span(0, len(sentence))
        gold = row["gold_root"].strip()
        yield Pair(sentence, spans.get("s", whole), spans.get("t", whole), gold)


def without_marks(marked: str) -> tuple[str, dict[str, Span]]:
    """Return the sentence without its marks, and the span of each mark's words in it."""
    text, spans, opened, done = "", {}, {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[done : mark.start()]
        done = mark.end()
        closing, name = mark.groups()
        if not closing:
            opened[name] = len(text)
        elif name in opened:
            spans[name] = Span(opened.pop(name), len(text))
    return text + marked[done:], spans


def find(words: str, sentence: str) -> Span | None:
    """Return where words first stand in a sentence, None when they do not."""
    start = sentence.find(words) if words else -1
    return Span(start, start + len(words)) if start >= 0 else None
