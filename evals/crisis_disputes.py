"""Score disputes by their two sides on marked pages.

A marked dispute is found when one that the program finds has a record that stands on its one side
and a record that stands on its other, either way around. What is found on pages that were read
whole is right when it joins a side of one mark with the other side of the same mark or of another
of its group, also of marks with `may`. Disputes that the program calls apparent are shown as
settled, so they are left out, as are those with a side on another page. `kind` is the share of
right kinds among the marks that are found.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.crisis_found import Found, FoundDispute, marks_and_found
from evals.crisis_marks import DisputeMark, Marks, Place

Sides = tuple[list[Place], list[Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Marks that were found, with the kinds found at their place, marks missed; what is wrong."""

    right: Mapping[DisputeMark, frozenset[str]]
    missed: tuple[DisputeMark, ...]
    joined: tuple[FoundDispute, ...]
    wrong: tuple[FoundDispute, ...]


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall, kind and n."""
    return measure(*marks_and_found(path, pages))


def measure(marks: Marks, found: Found) -> dict[str, float]:
    """Score the disputes found on marked pages."""
    judged = judge(marks.disputes, found.disputes, marks.read)
    n, given = len(judged.right) + len(judged.missed), len(judged.joined) + len(judged.wrong)
    recall = len(judged.right) / n if n else 0.0
    precision = len(judged.joined) / given if given else 0.0
    kinds = sum(mark.kind in told for mark, told in judged.right.items())
    return {
        "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
        "precision": precision,
        "recall": recall,
        "kind": kinds / len(judged.right) if judged.right else 0.0,
        "n_found": given,
        "n": n,
    }


def judge(
    marks: Sequence[DisputeMark], found: Iterable[FoundDispute], read: frozenset[str]
) -> Judged:
    """Hold disputes against marks; precision only where both sides are on a page of `read`."""
    groups: dict[str, Sides] = defaultdict(lambda: ([], []))
    for mark in marks:
        groups[mark.group][0].append(mark.a)
        groups[mark.group][1].append(mark.b)
    told = [each for each in found if each.kind != "apparent" and _on(each, read)]
    right = {
        mark: frozenset(each.kind for each in told if _joins(each, [mark.a], [mark.b]))
        for mark in marks
        if not mark.may
    }
    joined = [each for each in told if any(_joins(each, *sides) for sides in groups.values())]
    return Judged(
        right={mark: kinds for mark, kinds in right.items() if kinds},
        missed=tuple(mark for mark, kinds in right.items() if not kinds),
        joined=tuple(joined),
        wrong=tuple(each for each in told if each not in joined),
    )


def _on(found: FoundDispute, read: frozenset[str]) -> bool:
    """Say whether both sides have a place on these pages."""
    return all(any(place.page in read for place in side) for side in (found.a, found.b))


def _joins(found: FoundDispute, a: Sequence[Place], b: Sequence[Place]) -> bool:
    """Say whether one side stands on one of `a` and the other on one of `b`."""
    there = stands_on(found.a, a) and stands_on(found.b, b)
    return there or (stands_on(found.b, a) and stands_on(found.a, b))


def stands_on(some: Iterable[Place], others: Iterable[Place]) -> bool:
    """Say whether one of some places shares a code point of its page with one of others."""
    marked = tuple(others)
    return any(
        one.page == other.page and one.span.overlaps(other.span) for one in some for other in marked
    )


def errors(path: Path, *, pages: Path | None = None) -> Iterator[str]:
    """Yield a line for every dispute that was missed or that no mark has."""
    marks, found = marks_and_found(path, pages)
    judged = judge(marks.disputes, found.disputes, marks.read)
    for mark in judged.missed:
        yield f"missed {mark.group} ({mark.kind}): {_where([mark.a])} against {_where([mark.b])}"
    for each in judged.wrong:
        yield f"unmarked {each.kind}, {each.about}: {_where(each.a)} against {_where(each.b)}"


def _where(places: Sequence[Place]) -> str:
    return ", ".join(f"{each.page} {each.span.start}-{each.span.end}" for each in places)
