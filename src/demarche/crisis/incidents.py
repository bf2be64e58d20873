"""Records that are linked, in groups of those that speak of one thing.

Links make chains: A is B, B is C, but A and C are two. So links are taken from the surest on, and
one joins two groups only if no record of the one is apart from one of the other and the evidence
between them speaks for one thing on the whole. The order in which pages came has no part in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from demarche.crisis.columns import Columns, Flags, Floats, Ints
from demarche.crisis.joining import root
from demarche.crisis.links import comparable, weigh
from demarche.records import Evidence, Incident, ItemKind, MadeBy, Period, Reference, make_id

# Least evidence, in logits, that the acts of two groups give on the mean of all pairs: below it
# they are likely two things that a chain of look-alikes connects. On the marked pairs of wires 0
# and -0.5 give an F1 of 0.64, -1 and -2 0.66: of two as good the one that joins less.
ON_THE_WHOLE = -1.0
# Pairs weighed before groups are made of them.
AT_ONCE = 100_000
LONGEST_NAME = 120
# By which kind an incident of several is called, and named: what was done, before who said so.
NAMING: tuple[ItemKind, ...] = (
    "vote", "event", "measure", "meeting", "statement", "figure", "plan", "compliance", "position",
)  # fmt: skip

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
class Linked:
    """Links between rows of columns: the rows at both ends, and the scores."""

    one: Ints
    other: Ints
    score: Floats

    def take(self, places: Ints) -> "Linked":
        """Return some links, in this order."""
        return Linked(self.one[places], self.other[places], self.score[places])


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


def group_rows(columns: Columns, ids: Sequence[str], links: Linked) -> list[Group]:
    """Return the groups of rows, told in two places at least, that links make.

    Rows of one act are together whatever links them. `ids` are the ids of the rows' records: they
    alone decide between links of one score.
    """
    own = -1 - np.arange(len(ids))
    acts = np.unique(np.where(columns.act, columns.act, own), return_inverse=True)[1]
    between = Linked(acts[links.one], acts[links.other], links.score)
    labels = components(len(ids), between.one, between.other)
    of = _by_label(labels[between.one], _surest_first(links, ids))
    rows = _by_label(labels[acts], np.flatnonzero(np.isin(labels[acts], labels[between.one])))
    return [
        group
        for label, part in _evidence(columns, acts, rows)
        for group in _grouped(part, between.take(of[label]))
    ]


def _surest_first(links: Linked, ids: Sequence[str]) -> Ints:
    """Return the places of links from the surest on, those of one score by the ids they link."""
    ranks = np.argsort(np.argsort(np.array(ids)))
    ends = ranks[links.one], ranks[links.other]
    return np.lexsort((np.maximum(*ends), np.minimum(*ends), -links.score))


def _by_label(labels: Ints, places: Ints) -> dict[int, Ints]:
    """Return places by the label that each has, in the order in which they are given."""
    if not len(places):
        return {}
    places = places[np.argsort(labels[places], kind="stable")]
    found, starts = np.unique(labels[places], return_index=True)
    return dict(zip(found.tolist(), np.split(places, starts[1:]), strict=True))


@dataclass(frozen=True, slots=True)
class _Part:
    """What links connect: acts, sorted, with their rows, and the evidence of each act with each.

    `between` is [2, n, n]: evidence in logits, and whether two acts can be compared.
    """

    acts: Ints
    rows: tuple[tuple[int, ...], ...]
    between: Floats


def _evidence(
    columns: Columns, acts: Ints, rows: Mapping[int, Ints]
) -> Iterator[tuple[int, _Part]]:
    """Yield for each component its acts and what speaks for or against any two of them."""
    waiting: list[tuple[int, Ints]] = []
    size = 0
    for label, members in rows.items():
        waiting.append((label, members))
        size += len(members) * (len(members) - 1) // 2
        if size >= AT_ONCE:
            yield from _judged(columns, acts, waiting)
            waiting, size = [], 0
    if waiting:
        yield from _judged(columns, acts, waiting)


def _judged(
    columns: Columns, acts: Ints, waiting: Sequence[tuple[int, Ints]]
) -> Iterator[tuple[int, _Part]]:
    places = [np.triu_indices(len(members), 1) for _, members in waiting]
    pairs = [
        (members[first], members[second])
        for (_, members), (first, second) in zip(waiting, places, strict=True)
    ]
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    logits = weigh(columns, one, other)
    counts = comparable(columns, one, other)
    at = 0
    for (label, members), (first, second) in zip(waiting, places, strict=True):
        here = slice(at, at + len(first))
        at += len(first)
        yield label, _part(members, acts[members], (first, second), logits[here], counts[here])


def _part(
    members: Ints, acts: Ints, pairs: tuple[Ints, Ints], logits: Floats, counts: Flags
) -> _Part:
    """Return a component; of two acts, those two records speak that are most alike."""
    found, place = np.unique(acts, return_inverse=True)
    best = np.full((len(found), len(found)), -np.inf)
    known = np.zeros((len(found), len(found)))
    ends = place[pairs[0][counts]], place[pairs[1][counts]]
    for left, right in (ends, ends[::-1]):
        np.maximum.at(best, (left, right), logits[counts])
        known[left, right] = 1
    rows: list[list[int]] = [[] for _ in found]
    for row, at in zip(members.tolist(), place.tolist(), strict=True):
        rows[at].append(row)
    between = np.stack([np.where(known, best, 0.0), known])
    return _Part(found, tuple(map(tuple, rows)), between)


def _grouped(part: _Part, links: Linked) -> Iterator[Group]:
    """Yield the groups of one component by the links between its acts, surest first.

    What the component holds of evidence is used up: the sums of evidence between two groups, and
    how many pairs were compared, stand in the rows and columns of their first acts.
    """
    between = part.between
    evidence, pairs = between
    parents = list(range(len(part.acts)))
    groups = {at: ([at], 1.0) for at in range(len(part.acts))}
    ends = (np.searchsorted(part.acts, side).tolist() for side in (links.one, links.other))
    for first, second, score in zip(*ends, links.score.tolist(), strict=True):
        left, right = root(parents, first), root(parents, second)
        if left == right:
            continue
        left, right = min(left, right), max(left, right)
        if evidence[left, right] < ON_THE_WHOLE * pairs[left, right]:
            continue
        gone, weakest = groups.pop(right)
        groups[left] = (groups[left][0] + gone, min(groups[left][1], weakest, score))
        parents[right] = left
        between[:, left] += between[:, right]
        between[:, :, left] += between[:, :, right]
    for found, score in groups.values():
        if len(found) > 1:
            yield Group(tuple(sorted(row for at in found for row in part.rows[at])), score)


# ---------------------------------------------------------------- the record


def incident_id(members: Iterable[str]) -> str:
    """Return the id of what several records, by their ids, tell of."""
    return make_id("incident", *sorted(members))


def make_incident(tellings: Sequence[Telling], score: float, *, disputed: bool = False) -> Incident:
    """Return the record of what several records tell of.

    It is named after one of them: of the kinds there are the one that says most in a line, by
    NAMING, of those the surest.
    """
    members = sorted(tellings, key=lambda one: one.id)
    best = min(members, key=lambda one: (NAMING.index(one.kind), -one.score, one.id))
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
