"""Holding what was found on a marked page against its marks: what measures and positions share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from evals.crisis_found import FoundMeasure, FoundPosition
from evals.crisis_marks import MeasureMark, PositionMark
from evals.measures import Counts

Mark = TypeVar("Mark", MeasureMark, PositionMark)
Answer = TypeVar("Answer", FoundMeasure, FoundPosition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Generic[Mark, Answer]):
    """One page: marks that were found, marks that were missed, what is wrong."""

    right: tuple[Mark, ...]
    missed: tuple[Mark, ...]
    wrong: tuple[Answer, ...]

    @property
    def counts(self) -> Counts:
        """Right, answered, marked."""
        right = len(self.right)
        return Counts(right, right + len(self.wrong), right + len(self.missed))


def judge_page(
    marks: Sequence[Mark],
    found: Sequence[Answer],
    *,
    is_right: Callable[[Mark, Answer], bool],
    says_same: Callable[[Answer, Answer], bool],
) -> Judged[Mark, Answer]:
    """Hold answers against marks; of wrong ones that say the same the first counts.

    A mark with `may` excuses what is found and is not asked for.
    """
    firm = [mark for mark in marks if not mark.may]
    right = [mark for mark in firm if any(is_right(mark, each) for each in found)]
    wrong: list[Answer] = []
    for each in found:
        if not any(is_right(mark, each) for mark in marks) and not any(
            says_same(each, other) for other in wrong
        ):
            wrong.append(each)
    return Judged(
        right=tuple(right),
        missed=tuple(mark for mark in firm if mark not in right),
        wrong=tuple(wrong),
    )
