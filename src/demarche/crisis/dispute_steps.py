"""Disputes of positions, votes, measures and claims of compliance."""

from datetime import date

from demarche.crisis.judged import Judged
from demarche.records import Item

# Distance of two stances (-1 to 1) from which one is no longer a shade of the other.
MOVED = 1.0
# Days within which two claims of compliance speak of one state of things.
AT_ONCE = 31


def judge_positions(one: Item, other: Item) -> Judged | None:
    """Return the shift of one actor on one issue between two days, None where there is none.

    Two stances of one day are not told apart in time: then it is an internal contradiction where
    one page has both, and none where two pages understood the actor otherwise.
    """
    if not _same_issue(one, other) or one.actors != other.actors or not one.actors:
        return None
    if one.stance is None or other.stance is None or one.stance * other.stance >= 0:
        return None
    if abs(one.stance - other.stance) < MOVED:
        return None
    early, late = sorted((one, other), key=_day)
    if _day(early) == date.min or _day(early) == _day(late):
        return None
    reason = f"from {early.stance:+.1f} to {late.stance:+.1f} on {one.about}"
    return Judged(kind="shift", reason=reason, score=min(abs(one.stance), abs(other.stance)))


def _day(item: Item) -> date:
    """Return the day for which an item speaks, the first of all days where none is known."""
    return item.last or item.published or date.min


def judge_votes(one: Item, other: Item) -> Judged | None:
    """Return what two counts of votes against the same members are: settled by their days.

    `value` is how many votes are told of at once. Two vetoes told of in July and three in September
    only seem to contradict each other; on one day they do.
    """
    if one.actors != other.actors or not one.actors or one.type != other.type:
        return None
    if one.value is None or other.value is None or one.value == other.value:
        return None
    if one.published is None or other.published is None or max(one.value, other.value) < 2:
        return None
    rows = sorted((item.published, item.value) for item in (one, other) if item.published)
    (early, before), (late, after) = ((day, value or 0.0) for day, value in rows)
    if early == late:
        reason = f"{before:g} against {after:g} told on one day"
        return Judged(kind="figure", reason=reason, score=0.6)
    if before < after:
        reason = f"{before:g} by {early}, {after:g} by {late}"
        return Judged(kind="apparent", reason=reason, score=0.7)
    return None


def judge_compliance(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two verdicts on whether one party keeps one plan.

    `factuality` is the verdict, `speaker` who gives it.
    """
    if not _same_issue(one, other) or one.actors != other.actors or not one.actors:
        return None
    if one.speaker == other.speaker or {one.factuality, other.factuality} != {"keeps", "breaks"}:
        return None
    if abs((_day(one) - _day(other)).days) > AT_ONCE:
        return None
    return Judged(kind="fact", reason=f"kept or broken: {one.about}", score=0.7)


def _same_issue(one: Item, other: Item) -> bool:
    return one.about is not None and one.about == other.about


def step_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a position, vote or verdict: who, and on what."""
    if item.kind == "vote":
        return (f"vote {item.type} {'|'.join(item.actors)}",) if item.actors else ()
    if item.about is None or not item.actors:
        return ()
    return (f"{item.kind} {item.about} {'|'.join(item.actors)}",)
