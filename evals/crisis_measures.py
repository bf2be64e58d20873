"""Score measures by kind, taker and target on marked pages, whatever words they stand on.

On a page, measures of one family of kinds with one taker and target count once. One is right when a
mark of the page has its family of kinds, one of its takers and one of its targets; where a mark
names none, anything is right; of negotiations the two sides may stand either way around. One that
only a mark with `may` has is not counted, and one that no mark has is wrong. `status` is the share
of the right ones with a status that is marked.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evals.crisis_found import FoundMeasure, marks_and_found
from evals.crisis_judged import Judged, judge_page
from evals.crisis_marks import MeasureMark
from evals.measures import total
from evals.parties import Party, any_same

# Words of kinds and their family: the first that stands in a kind counts. Kinds that an analyst
# cannot always tell apart are one: an embargo, a frozen account or a travel ban is a sanction, an
# agency's inspections are its inquiry, a halt of arms is a delivery that is halted.
FAMILIES = (
    ("arms contract", "arms contract"), ("arms embargo", "sanctions"), ("arms", "arms delivery"),
    ("embargo", "sanctions"), ("sanction", "sanctions"), ("asset", "sanctions"),
    ("travel ban", "sanctions"), ("observer", "mission"), ("peacekeep", "mission"),
    ("monitor", "mission"), ("deploy", "mission"), ("inspection", "inquiry"),
    ("inquir", "inquiry"), ("investigat", "inquiry"), ("trial", "inquiry"),
    ("referral", "referral"), ("corridor", "corridor"), ("no-fly", "no-fly zone"),
    ("cease", "cease-fire"), ("truce", "cease-fire"), ("withdraw", "withdrawal"),
    ("suspen", "suspension"), ("freeze", "suspension"), ("negotiat", "negotiations"),
    ("talks", "negotiations"), ("offer", "negotiations"), ("incentive", "negotiations"),
    ("expulsion", "expulsion"), ("recall", "expulsion"), ("release", "release"), ("aid", "aid"),
)  # fmt: skip
ALIKE = {"suspended": "halted", "ended": "halted"}  # statuses that a page hardly tells apart


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall, status and n."""
    marks, found = marks_and_found(path, pages)
    return measure(marks.measures, found.measures)


def measure(
    marks: Mapping[str, Sequence[MeasureMark]], found: Mapping[str, Sequence[FoundMeasure]]
) -> dict[str, float]:
    """Score the measures found on marked pages."""
    judged = {page: judge(of_page, found.get(page, ())) for page, of_page in marks.items()}
    counts = total(each.counts for each in judged.values())
    told = sum(
        any(is_right(mark, one) and _told(mark, one.status) for one in found[page])
        for page, each in judged.items()
        for mark in each.right
    )
    return {
        **counts.figures(),
        "status": told / counts.right if counts.right else 0.0,
        "n": counts.gold,
    }


def judge(
    marks: Sequence[MeasureMark], found: Sequence[FoundMeasure]
) -> Judged[MeasureMark, FoundMeasure]:
    """Hold the measures of a page against its marks."""
    return judge_page(marks, found, is_right=is_right, says_same=_once)


def family(kind: str) -> str:
    """Return the family of a kind, the kind itself where it has none."""
    return next((name for word, name in FAMILIES if word in kind.lower()), kind.lower())


def is_right(mark: MeasureMark, found: FoundMeasure) -> bool:
    """Say whether a measure is of a mark's family, with its taker and target."""
    if family(mark.kind) != family(found.kind):
        return False
    ways = [(found.by, found.target)]
    if family(mark.kind) == "negotiations":
        ways.append((found.target, found.by))
    return any(
        (not mark.by or any_same(mark.by, by))
        and (not mark.target or any_same(mark.target, target))
        for by, target in ways
    )


def _told(mark: MeasureMark, status: str) -> bool:
    """Say whether a status is one of a mark's; a mark without any leaves it open."""
    marked = {ALIKE.get(each, each) for each in mark.status}
    return not marked or ALIKE.get(status, status) in marked


def _once(one: FoundMeasure, other: FoundMeasure) -> bool:
    """Say whether two wrong measures of a page say the same."""
    return family(one.kind) == family(other.kind) and (one.by, one.target) == (
        other.by,
        other.target,
    )


def errors(path: Path, *, pages: Path | None = None) -> Iterator[str]:
    """Yield a line for every measure that was missed or is wrong."""
    marks, found = marks_and_found(path, pages)
    for page, of_page in marks.measures.items():
        judged = judge(of_page, found.measures.get(page, ()))
        for mark in judged.missed:
            span, (by, target) = mark.place.span, map(_names, (mark.by, mark.target))
            yield f"missed {page} {span.start}-{span.end} {mark.kind}: {by} -> {target}"
        for each in judged.wrong:
            by, target = map(_names, (each.by, each.target))
            yield f"wrong {page} {each.kind} {each.status}: {by} -> {target}: {each.words}"


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(each.code or "/".join(sorted(each.names)) for each in parties) or "nobody"
