"""Score the joining of what several pages, or places of a page, tell of one thing.

Two marked places are joined when a record that stands on the one and another that stands on the
other are in one incident of the kinds below. Precision and recall are those of joining: a pair of
one thing without a record on both places is missed, and a pair of two things without is right.
`found` is the share of pairs of one thing with a record on both places, `f1_found` the F1 of
joining where all pairs without are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.crisis_disputes import stands_on
from evals.crisis_found import Found, marks_and_found
from evals.crisis_marks import PairMark, Place
from evals.measures import Counts

# What happens once. Positions and plans last: two threats of one man rest on one position.
KINDS = ("statement", "event", "figure", "vote", "meeting", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A pair, whether both its places have records, and whether these are joined."""

    mark: PairMark
    found: bool
    joined: bool


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall, f1_found, found, n_same, n_other and n."""
    marks, found = marks_and_found(path, pages)
    return measure(marks.pairs, found)


def measure(marks: Sequence[PairMark], found: Found) -> dict[str, float]:
    """Score the incidents of a crisis."""
    judged = judge(marks, found)
    same = [each for each in judged if each.mark.same]
    there = sum(each.found for each in same)
    counts = Counts(
        sum(each.joined for each in same), sum(each.joined for each in judged), len(same)
    )
    return {
        **counts.figures(),
        "f1_found": replace(counts, gold=there).f1,
        "found": there / len(same) if same else 0.0,
        "n_same": len(same),
        "n_other": len(judged) - len(same),
        "n": len(judged),
    }


def judge(marks: Sequence[PairMark], found: Found) -> list[Judged]:
    """Say of each pair whether its places have records and are joined."""
    incidents = [members for kind, members in found.incidents if kind in KINDS]
    return [_judged(mark, found, incidents) for mark in marks]


def _judged(mark: PairMark, found: Found, incidents: Sequence[frozenset[str]]) -> Judged:
    some, others = _records(mark.a, found), _records(mark.b, found)
    joined = any(
        (some & members) and (others & members) and len((some | others) & members) > 1
        for members in incidents
    )
    return Judged(mark=mark, found=bool(some and others), joined=joined)


def _records(place: Place, found: Found) -> frozenset[str]:
    """Return the ids of the records that stand on a place."""
    return frozenset(id for id, places in found.places.items() if stands_on(places, [place]))


def errors(path: Path, *, pages: Path | None = None) -> Iterator[str]:
    """Yield a line for every pair that is joined and should not be, or the other way around."""
    marks, found = marks_and_found(path, pages)
    for each in judge(marks.pairs, found):
        mark = each.mark
        if each.joined != mark.same:
            what = "joined" if each.joined else "apart" if each.found else "without record"
            where = " and ".join(
                f"{place.page} {place.span.start}-{place.span.end}" for place in (mark.a, mark.b)
            )
            yield f"{what} {mark.about}: {where}"
