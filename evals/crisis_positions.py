"""Score positions by actor, issue and sign on marked pages, whatever words they stand on.

On a page, positions of one actor on one issue with one sign count once. One is right when a mark of
the page has its actor, issue and sign (`evals/parties.py` says which actors are one; plans and
drafts count as one issue). One that only a mark with `may` has is not counted, and one that no mark
has is wrong. A position without side is not counted. `sign` is the share of right signs among the
marks whose actor and issue are found.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.crisis_found import FoundPosition, marks_and_found
from evals.crisis_judged import Judged, judge_page
from evals.crisis_marks import PLAN, PositionMark
from evals.measures import total
from evals.parties import any_same, same_party


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall, sign and n."""
    marks, found = marks_and_found(path, pages)
    return measure(marks.positions, found.positions)


def measure(
    marks: Mapping[str, Sequence[PositionMark]], found: Mapping[str, Sequence[FoundPosition]]
) -> dict[str, float]:
    """Score the positions found on marked pages."""
    sided = {page: [each for each in found.get(page, ()) if each.sign] for page in marks}
    counts = total(judge(of_page, sided[page]).counts for page, of_page in marks.items())
    named = sum(
        any(_named(mark, each) for each in sided[page])
        for page, of_page in marks.items()
        for mark in of_page
        if not mark.may
    )
    return {
        **counts.figures(),
        "sign": counts.right / named if named else 0.0,
        "n": counts.gold,
    }


def judge(
    marks: Sequence[PositionMark], found: Sequence[FoundPosition]
) -> Judged[PositionMark, FoundPosition]:
    """Hold the positions of a page against its marks; those without a side are not counted."""
    sided = [each for each in found if each.sign]
    return judge_page(marks, sided, is_right=is_right, says_same=_once)


def is_right(mark: PositionMark, found: FoundPosition) -> bool:
    """Say whether actor, issue and sign of a position are those of a mark."""
    return _named(mark, found) and mark.sign in (None, found.sign)


def _named(mark: PositionMark, found: FoundPosition) -> bool:
    return any_same(mark.actors, (found.actor,)) and _issue(found.issue) in mark.issues


def _issue(id: str) -> str:
    return PLAN if id.startswith((PLAN, "draft:")) else id


def _once(one: FoundPosition, other: FoundPosition) -> bool:
    """Say whether two wrong positions of a page say the same."""
    return (_issue(one.issue), one.sign) == (_issue(other.issue), other.sign) and same_party(
        one.actor, other.actor
    )


def errors(path: Path, *, pages: Path | None = None) -> Iterator[str]:
    """Yield a line for every position that was missed or is wrong."""
    marks, found = marks_and_found(path, pages)
    for page, of_page in marks.positions.items():
        judged = judge(of_page, found.positions.get(page, ()))
        for mark in judged.missed:
            who = "/".join(sorted(name for party in mark.actors for name in party.names))
            span = mark.place.span
            yield f"missed {page} {span.start}-{span.end} {who} {'/'.join(mark.issues)} {mark.sign}"
        for each in judged.wrong:
            who = each.actor.code or "/".join(sorted(each.actor.names))
            yield f"wrong {page} {who} {each.issue} {each.sign}: {each.words}"
