"""Shifts of a party's stand, and disputes of votes and claims of compliance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from demarche.crisis.dispute_labels import stand_label
from demarche.crisis.items import country_in
from demarche.crisis.judged import Between, Judged, are_copies
from demarche.records import Item

# Days from the last telling of a stand to the first of its opposite: half a year. Of turns over
# longer gaps that were read none was one: they were stands on other talks or other sanctions.
ONE_ROUND = 183
# Of a shift: of six that were read one is right, since each rests on two stances found by rule.
MOST_SURE = 0.3
KEPT_OR_NOT = 0.7  # by reasoning: the wires have too few verdicts and counts of votes
# Days within which two claims of compliance speak of one state of things.
AT_ONCE = 31
PLAN = "plan:"
KEPT = frozenset(("keeps", "breaks"))


def find_shifts(positions: Iterable[Item]) -> Iterator[Between]:
    """Yield where a party's stand on an issue turned, one pair of positions a turn.

    Not of every two positions of opposite sign: a stand told on a hundred pages that turned once is
    one shift. The stands of a day count together, and a single telling that all before and after
    contradict is taken for a slip of the pen or of the program.
    """
    stands: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in positions:
        if item.about is not None and item.stance and _day(item) != date.min:
            for party in _parties(item):
                stands[party, item.about].append(item)
    for (party, issue), told in sorted(stands.items()):
        turns = {
            (before[-1].id, after[0].id): (before[-1], after[0])
            for same in _about_one(told, party)
            for before, after in pairwise(_runs(same))
        }
        for before, after in turns.values():
            if (_day(after) - _day(before)).days <= ONE_ROUND:
                yield _turn(before, after, party, issue)


def _about_one(told: Sequence[Item], party: str) -> Iterator[list[Item]]:
    """Yield the stands on an issue that are about one country, or do not say about whom.

    To be for talks with the one and against talks with the other is no turn.
    """
    about = [(item, _towards(item, party)) for item in told]
    for country in sorted({country for _, whom in about for country in whom}) or ("",):
        yield [item for item, whom in about if not whom or country in whom]


def _towards(item: Item, party: str) -> set[str]:
    """Return whom a stand is about: its target, else whom its sentence names. A plan is one."""
    if (item.about or "").startswith(PLAN):
        return set()
    return _countries(item.recipients) or {*item.named} - {party}


def _runs(told: Iterable[Item]) -> list[list[Item]]:
    """Return positions on one side after the other, in time; days with both sides even left out."""
    by_day: dict[date, list[Item]] = defaultdict(list)
    for item in told:
        by_day[_day(item)].append(item)
    runs: list[list[Item]] = []
    for _, items in sorted(by_day.items()):
        sign = sum(item.stance or 0.0 for item in items)
        side = sorted((one for one in items if (one.stance or 0.0) * sign > 0), key=_firmness)
        if side and runs and (runs[-1][0].stance or 0.0) * sign > 0:
            runs[-1].extend(side)
        elif side:
            runs.append(side)
    return _without_slips(runs)


def _firmness(item: Item) -> tuple[float, str]:
    return -abs(item.stance or 0.0), item.id


def _without_slips(runs: list[list[Item]]) -> list[list[Item]]:
    """Return runs without those of one telling between two others, joined over the gap."""
    kept: list[list[Item]] = []
    for at, run in enumerate(runs):
        slip = len(run) == 1 and 0 < at < len(runs) - 1
        if not slip and kept and (kept[-1][0].stance or 0.0) * (run[0].stance or 0.0) > 0:
            kept[-1] = [*kept[-1], *run]
        elif not slip:
            kept.append(run)
    return kept


def _turn(before: Item, after: Item, party: str, issue: str) -> Between:
    a, b = sorted((before.id, after.id))
    old, new = before.stance or 0.0, after.stance or 0.0
    reason = f"from {old:+.1f} on {_day(before)} to {new:+.1f} on {_day(after)}"
    score = min(abs(old), abs(new), MOST_SURE)
    judged = Judged(
        kind="shift", matter=f"{issue}: {party}", about=stand_label(party, issue), reason=reason,
        score=score,
    )  # fmt: skip
    return Between(a=a, b=b, judged=judged)


def _parties(item: Item) -> set[str]:
    """Return for whom those who act stand."""
    return _countries(item.actors)


def _countries(keys: Iterable[str]) -> set[str]:
    """Return the countries of parties, else their keys."""
    return {country_in(key) or key for key in keys}


def _day(item: Item) -> date:
    """Return the day for which an item speaks, the first of all days where none is known."""
    return item.last or item.published or date.min


def judge_votes(one: Item, other: Item) -> Judged | None:
    """Return what two counts of votes of one member and result are: settled by their days.

    `value` is how many votes are told of at once, `recipients` the members told of. Two vetoes told
    of in July and three in September only seem to contradict each other. On one day nothing is
    said: they may be counts since two different days.
    """
    if one.type != other.type or are_copies(one, other):
        return None
    members = {*one.recipients} & {*other.recipients}
    if not members:
        return None
    if not one.value or not other.value or one.value == other.value:
        return None
    early, late = sorted((one, other), key=_told)
    if max(one.value, other.value) < 2 or _told(early)[0] == date.min:
        return None
    if early.published == late.published or _told(early)[1] > _told(late)[1]:
        return None
    told = f"{early.value:g} and {late.value:g} {one.type}"
    reason = f"told on {early.published} and on {late.published}"
    return Judged(
        kind="apparent", matter=f"{told}: {', '.join(sorted(members))}", about=told, reason=reason,
        score=KEPT_OR_NOT,
    )  # fmt: skip


def _told(vote: Item) -> tuple[date, float]:
    return vote.published or date.min, vote.value or 0.0


def judge_compliance(one: Item, other: Item) -> Judged | None:
    """Return the dispute of two verdicts on whether one party keeps one plan.

    `type` is the verdict, `actors` who gives it, `recipients` whom it is about.
    """
    if one.about is None or one.about != other.about or {one.type, other.type} != KEPT:
        return None
    if are_copies(one, other):
        return None
    about = {*one.recipients} & {*other.recipients}
    if not about or _parties(one) == _parties(other):
        return None
    if abs((_day(one) - _day(other)).days) > AT_ONCE:
        return None
    return Judged(
        kind="fact", matter=f"{one.about}: {', '.join(sorted(about))}", about=one.about,
        reason="kept by one word, broken by another", score=KEPT_OR_NOT,
    )  # fmt: skip


def step_keys(item: Item) -> tuple[str, ...]:
    """Return the keys of a vote or a verdict: on what, and about whom."""
    if item.kind == "vote":
        return tuple(f"vote {item.type} {member}" for member in item.recipients)
    if item.about is None:
        return ()
    return tuple(f"{item.kind} {item.about} {party}" for party in item.recipients)
