"""Records that are linked, in groups of those that speak of one thing.

Links make chains: A is B, B is C, but A and C are two. So links are taken from the surest on, and
one joins two groups only if no record of the one is apart from one of the other and the evidence
between them speaks for one thing on the whole. The order in which pages came has no part in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.crisis.columns import Columns, Floats, Ints
from demarche.crisis.links import weigh
from demarche.records import Evidence, Incident, ItemKind, MadeBy, Period, Reference, make_id

# Least evidence, in logits, that all pairs of two groups give on the mean: below it they are likely
# two things that a chain of look-alikes connects.
ON_THE_WHOLE = -1.0
# Pairs weighed before groups are made of them.
AT_ONCE = 100_000
LONGEST_NAME = 120

VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One record as a member of an incident: what the incident's own record is made of."""

    id: str
    kind: ItemKind
    name: str
    document_id: str
    copies: str
    publisher: str | None
    when: Period | None
    place: Reference | None
    evidence: Evidence | None
    score: float


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of columns that are one thing, sorted, with the score of the weakest link used."""

    members: tuple[int, ...]
    score: float


def components(size: int, one: Ints, other: Ints) -> Ints:
    """Return for each of `size` rows the least row that it is connected with by pairs of rows."""
    labels = np.arange(size)
    while True:
        left, right = labels[one], labels[other]
        least = labels.copy()
        np.minimum.at(least, left, right)
        np.minimum.at(least, right, left)
        while (least[least] != least).any():
            least = least[least]
        if (least == labels).all():
            return labels
        labels = least


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def group_rows(
    columns: Columns, ids: Sequence[str], links: Sequence[tuple[int, int, float]]
) -> list[Group]:
    """Return the groups of two rows or more that links (two rows and a score) make.

    `ids` are the ids of the rows' records: they alone decide between links of one score.
    """
    one = np.array([link[0] for link in links], np.int64)
    other = np.array([link[1] for link in links], np.int64)
    labels = components(len(ids), one, other).tolist()
    rows: dict[int, list[int]] = {}
    for at in sorted({*one.tolist(), *other.tolist()}):
        rows.setdefault(labels[at], []).append(at)
    of: dict[int, list[tuple[int, int, float]]] = {}
    for link in sorted(links, key=lambda x: (-x[2], *sorted((ids[x[0]], ids[x[1]])))):
        of.setdefault(labels[link[0]], []).append(link)
    return [
        group
        for label, members, between in _evidence(columns, rows)
        for group in _grouped(members, of[label], between)
    ]


def _evidence(
    columns: Columns, rows: Mapping[int, list[int]]
) -> Iterator[tuple[int, list[int], Floats]]:
    """Yield for each component its rows, and the evidence of each of them with each, [n, n]."""
    waiting: list[tuple[int, list[int]]] = []
    size = 0
    for label, members in rows.items():
        waiting.append((label, members))
        size += len(members) * (len(members) - 1) // 2
        if size >= AT_ONCE:
            yield from _judged(columns, waiting)
            waiting, size = [], 0
    if waiting:
        yield from _judged(columns, waiting)


def _judged(
    columns: Columns, waiting: Sequence[tuple[int, list[int]]]
) -> Iterator[tuple[int, list[int], Floats]]:
    places = [np.triu_indices(len(members), 1) for _, members in waiting]
    pairs = [
        (np.array(members)[first], np.array(members)[second])
        for (_, members), (first, second) in zip(waiting, places, strict=True)
    ]
    logits = weigh(
        columns, np.concatenate([a for a, _ in pairs]), np.concatenate([b for _, b in pairs])
    )
    at = 0
    for (label, members), (first, second) in zip(waiting, places, strict=True):
        between = np.zeros((len(members), len(members)))
        between[first, second] = logits[at : at + len(first)]
        at += len(first)
        yield label, members, between + between.T


def _grouped(
    members: list[int], links: Sequence[tuple[int, int, float]], between: Floats
) -> Iterator[Group]:
    """Yield the groups of one component; `between` is used up.

    The sums of evidence between two groups stand in the rows and columns of their first members.
    """
    place = {row: at for at, row in enumerate(members)}
    parents = list(range(len(members)))
    groups = {at: ([row], 1.0) for at, row in enumerate(members)}
    for one, other, score in links:
        left, right = sorted((_root(parents, place[one]), _root(parents, place[other])))
        pairs = len(groups[left][0]) * len(groups[right][0])
        if left == right or between[left, right] / pairs < ON_THE_WHOLE:
            continue
        gone, weakest = groups.pop(right)
        groups[left] = (groups[left][0] + gone, min(groups[left][1], weakest, score))
        parents[right] = left
        between[left] += between[right]
        between[:, left] += between[:, right]
    for found, score in groups.values():
        if len(found) > 1:
            yield Group(tuple(sorted(found)), score)


# ---------------------------------------------------------------- the record


def incident_id(members: Iterable[str]) -> str:
    """Return the id of what several records, by their ids, tell of."""
    return make_id("incident", *sorted(members))


def make_incident(tellings: Sequence[Telling], score: float, *, disputed: bool = False) -> Incident:
    """Return the record of what several records tell of; named after the surest of them."""
    members = sorted(tellings, key=lambda one: one.id)
    best = min(members, key=lambda one: (-one.score, one.id))
    copies = {one.copies for one in members}
    return Incident(
        id=incident_id([one.id for one in members]),
        kind=best.kind,
        name=_clipped(best.name),
        members=tuple(one.id for one in members),
        documents=tuple(sorted({one.document_id for one in members})),
        publishers=tuple(sorted({one.publisher for one in members if one.publisher})),
        independent=len(copies),
        when=_when(members),
        place=_place(members),
        disputed=disputed,
        evidence=tuple(one.evidence for one in members if one.evidence),
        made_by=MadeBy(
            kind="rule",
            name="incident",
            version=VERSION,
            reason=f"{len(members)} records in {len(copies)} texts linked by who, what, when and "
            "where; its score is that of the weakest link",
        ),
        score=score,
    )


def _clipped(name: str) -> str:
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _when(members: Sequence[Telling]) -> Period | None:
    """Return the period that is known best: the shortest, of those the first by day."""
    known = [one.when for one in members if one.when is not None]
    return min(known, key=_exactness, default=None)


def _exactness(when: Period) -> tuple[bool, bool, int, str, str]:
    open_ended = when.start is None or when.end is None
    days = 0 if when.start is None or when.end is None else (when.end - when.start).days
    supposed = when.basis.startswith("no ")
    return open_ended, supposed, days, str(when.start or when.end), when.basis


def _place(members: Sequence[Telling]) -> Reference | None:
    """Return the place that most of the records name, of those the first by name."""
    named = [one.place for one in members if one.place is not None]
    counts = Counter(place.name for place in named)
    key = {place: (-counts[place.name], place.name, place.id) for place in named}
    return min(named, key=lambda place: key[place], default=None)
