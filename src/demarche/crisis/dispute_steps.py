"""Disputes of positions, votes and claims of compliance."""

from datetime import date

from demarche.crisis.judged import Judged
from demarche.records import Item

# Distance of two stances (-1 to 1) from which one is no longer a shade of the other.
MOVED = 1.0
# Days within which two claims of compliance speak of one state of things.
AT_ONCE = 31
KEPT = frozenset(("keeps", "breaks"))


def judge_positions(one: Item, other: Item) -> Judged | None:
    """Return the shift of one party on one issue between two days, None where there is none."""
    if one.about is None or one.about != other.about or not _parties(one) & _parties(other):
        return None
    if one.stance is None or other.stance is None or one.stance * other.stance >= 0:
        return None
    early, late = sorted((one, other), key=_day)
    if abs(one.stance - other.stance) < MOVED or _day(early) in (date.min, _day(late)):
        return None
    return Judged(
        kind="shift",
        about=one.about,
        reason=f"from {early.stance:+.1f} on {_day(early)} to {late.stance:+.1f} on {_day(late)}",
        score=min(abs(one.stance), abs(other.stance)),
    )


def _parties(item: Item) -> set[str]:
    """Return for whom those who act stand: a key across pages begins with the country."""
    return {key.partition(":")[0] or key for key in item.actors}


def _day(item: Item) -> date:
    """Return the day for which an item speaks, the first of all days where none is known."""
    return item.last or item.published or date.min


def judge_votes(one: Item, other: Item) -> Judged | None:
    """Return what two counts of votes of one member and result are: settled by their days.

    `value` is how many votes are told of at once, `recipients` the members told of. Two vetoes told
    of in July and three in September only seem to contradict each other; on one day they do.
    """
    if one.type != other.type or not {*one.recipients} & {*other.recipients}:
        return None
    if not one.value or not other.value or one.value == other.value:
        return None
    early, late = sorted((one, other), key=_told)
    if max(one.value, other.value) < 2 or _told(early)[0] == date.min:
        return None
    told = f"{early.value:g} and {late.value:g} {one.type}"
    if early.published == late.published:
        return Judged(kind="figure", about=told, reason="two counts of one day", score=0.6)
    if _told(early)[1] < _told(late)[1]:
        reason = f"told on {early.published} and on {late.published}"
        return Judged(kind="apparent", about=told, reason=reason, score=0.7)
    return None


def _told(vote: Item) -> tuple[date, float]:
    return vote.published or date.min, vote.value or 0.0


def judge_compliance(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two verdicts on whether one party keeps one plan.

    `type` is the verdict, `actors` who gives it, `recipients` whom it is about.
    """
    if one.about is None or one.about != other.about or {one.type, other.type} != KEPT:
        return None
    if not {*one.recipients} & {*other.recipients} or _parties(one) == _parties(other):
        return None
    if abs((_day(one) - _day(other)).days) > AT_ONCE:
        return None
    return Judged(
        kind="fact", about=one.about, reason="kept by one word, broken by another", score=0.7
    )


def step_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a position, vote or verdict: on what, and by whom or about whom."""
    if item.kind == "vote":
        return tuple(f"vote {item.type} {member}" for member in item.recipients)
    if item.about is None:
        return ()
    who = _parties(item) if item.kind == "position" else item.recipients
    return tuple(f"{item.kind} {item.about} {party}" for party in sorted(who))
