"""The few formulas that several scorers share."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers were right, how many were given, how many the gold has."""

    right: int = 0
    answered: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right, self.answered + other.answered, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """Share of the answers that are right; 0 when there are none."""
        return self.right / self.answered if self.answered else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found; 0 when there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        whole = self.answered + self.gold
        return 2 * self.right / whole if whole else 0.0

    def figures(self) -> dict[str, float]:
        """Return f1, precision and recall by name."""
        return {"f1": self.f1, "precision": self.precision, "recall": self.recall}


def compare(gold: Set[object], answers: Set[object]) -> Counts:
    """Count a set of answers against a set of gold items."""
    return Counts(len(gold & answers), len(answers), len(gold))


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up (micro average)."""
    return sum(counts, Counts())


def macro_f1(gold: Sequence[str], answers: Sequence[str]) -> float:
    """Return the mean F1 over the classes present in the gold; one answer an item."""
    classes = sorted(set(gold))
    number = {name: place for place, name in enumerate(classes)}
    other = len(classes)  # any answer that is no class of the gold
    return macro_f1_of_numbers(
        np.array([number[name] for name in gold], dtype=np.int64),
        np.array([number.get(name, other) for name in answers], dtype=np.int64),
        other,
    )


def macro_f1_of_numbers(
    gold: np.ndarray[tuple[int], np.dtype[np.int64]],
    answers: np.ndarray[tuple[int], np.dtype[np.int64]],
    classes: int,
) -> float:
    """Return the macro F1 of classes given as numbers (n,), below `classes` in the gold."""
    right = np.bincount(gold[gold == answers], minlength=classes)[:classes]
    asked = np.bincount(gold, minlength=classes)[:classes]
    given = np.bincount(answers, minlength=classes + 1)[:classes]
    present = asked > 0
    if not present.any():
        return 0.0
    return float(np.mean(2 * right[present] / (asked[present] + given[present])))
