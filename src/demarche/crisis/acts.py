"""Which records of a page the same words tell: an event, and the meeting or measure made of it.

Reading makes several records of one place: "met" is an event and a meeting, "demanded" a statement
and a request. They are one act, told once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from demarche.crisis.items import Seen
from demarche.records import ItemKind

# In this order each record looks for the act that its words bear; an event begins its own.
ORDER: tuple[ItemKind, ...] = ("event", "meeting", "vote", "measure", "statement")
# Least share of the words of both that two records have in common: "aid" is not what "offered
# economic aid" tells where "offered" is an event as well, "sanctions" is where "impose sanctions"
# is a measure. Shares from 0.2 to 0.4 part no two of 140 such pairs otherwise.
SHARED = 0.3


@dataclass(slots=True)
class _Act:
    """Words that bear an act, and its records."""

    start: int
    end: int
    type: str
    members: list[Seen] = field(default_factory=list)


def find_acts(page: Iterable[Seen]) -> dict[str, str]:
    """Return for each record of a page that is not the only one of its act a name of the act."""
    acts: list[_Act] = []
    borne = [seen for seen in page if seen.borne and seen.kind in ORDER]
    for seen in sorted(borne, key=lambda one: (ORDER.index(one.kind), one.borne or (), one.id)):
        _place(seen, acts)
    return {
        seen.id: f"{seen.document_id} {act.start} {act.end}"
        for act in acts
        if len(act.members) > 1
        for seen in act.members
    }


def _place(seen: Seen, acts: list[_Act]) -> None:
    start, end = seen.borne or (0, 0)
    fitting = [
        (_share(act, start, end), -at)
        for at, act in enumerate(acts)
        if _fits(seen, act, start, end)
    ]
    share, at = max(fitting, default=(0.0, 0))
    if share >= SHARED:
        acts[-at].members.append(seen)
    else:
        acts.append(_Act(start, end, seen.type, [seen]))


def _fits(seen: Seen, act: _Act, start: int, end: int) -> bool:
    """Say whether a record may be of an act.

    Two events are one if they differ in their parties alone; a statement is that event which is
    made by saying it. What an analyst has put on another day is another.
    """
    first = act.members[0]
    if start >= act.end or act.start >= end or not _may_be_of_one_day(seen, first):
        return False
    if seen.kind == "event":
        return (act.start, act.end, act.type) == (start, end, seen.type)
    if seen.kind == "statement":
        return first.kind == "event" and first.told_in == seen.id
    return all(other.kind != seen.kind for other in act.members)


def _may_be_of_one_day(one: Seen, other: Seen) -> bool:
    if one.supposed or other.supposed:
        return True
    first = max(filter(None, (one.start, other.start)), default=None)
    last = min(filter(None, (one.end, other.end)), default=None)
    return first is None or last is None or first <= last


def _share(act: _Act, start: int, end: int) -> float:
    common = min(act.end, end) - max(act.start, start)
    return common / (max(act.end, end) - min(act.start, start))
