"""Disputes in the file: found between new items and those that share a block with them.

Runs inside the caller's transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import duckdb
import numpy as np

from demarche.codebook.opposites import load_opposites
from demarche.crisis.columns import Flags, Ints, number_of
from demarche.crisis.dispute_labels import label
from demarche.crisis.dispute_offices import find_two_offices
from demarche.crisis.dispute_steps import find_shifts
from demarche.crisis.disputes import CLAIMING, Met, dispute_of
from demarche.crisis.incidents import Telling
from demarche.crisis.judged import Judged
from demarche.records import Dispute, Entity, Evidence, MadeBy, Period, SideKind, make_id
from demarche.serial import to_plain
from demarche.store.items import VERSION, Fresh, load_items, pairs_of
from demarche.store.load import load_rows
from demarche.store.schema import DISPUTE_BLOCKS, DISPUTES
from demarche.store.seen import load_tellings
from demarche.store.write import insert

# Pairs of items judged before their disputes are written.
AT_ONCE = 50_000

# Persons whom pages give two titles or more, of those that exclude each other.
_IN_TWO_OFFICES = """
    SELECT id FROM merged WHERE kind = 'person' AND len(list_intersect(titles, $1)) > 1"""

# Without their evidence: that of a head of state stands on every page.
_PERSONS = """(
    SELECT merged.*, members, [] AS evidence FROM merged JOIN (
        SELECT entity_id AS id, list(member_id ORDER BY member_id) AS members
        FROM entity_members WHERE entity_id IN (SELECT unnest(?)) GROUP BY entity_id
    ) USING (id)
) ORDER BY id"""

_MARK = """
    UPDATE incidents SET disputed = NOT disputed WHERE disputed != (id IN (
        SELECT id FROM (SELECT id, unnest(members) AS member FROM incidents)
        WHERE member IN (SELECT unnest([a, b]) FROM disputes WHERE kind != 'apparent')
    ))"""


def add_disputes(connection: duckdb.DuckDBPyConnection, fresh: Fresh) -> None:
    """Add the disputes that new items are a side of."""
    _insert(connection, fresh.within)
    for one, other in pairs_of(connection, DISPUTE_BLOCKS, fresh.first):
        open_yet = ~_claims_of_one_page(fresh, one, other)
        one, other = one[open_yet], other[open_yet]
        for at in range(0, len(one), AT_ONCE):
            pairs = np.stack([one[at : at + AT_ONCE], other[at : at + AT_ONCE]], axis=1)
            _insert(connection, _judged(connection, pairs))


def _claims_of_one_page(fresh: Fresh, one: Ints, other: Ints) -> Flags:
    """Say of each pair of numbers whether it was judged when the items of a page were made."""
    found = other >= fresh.first
    c, left, right = fresh.columns, one[found] - fresh.first, other[found] - fresh.first
    kinds = [number_of(kind) for kind in CLAIMING]
    claim = np.isin(c.kind[left], kinds) & np.isin(c.kind[right], kinds)
    found[found] = claim & (c.document[left] == c.document[right])
    return found


def _judged(connection: duckdb.DuckDBPyConnection, pairs: Ints) -> list[Met]:
    """Return the disputes among pairs of items, given by their numbers, [n, 2]."""
    numbers = np.unique(pairs)
    items = [item for batch in load_items(connection, numbers) for item in batch]
    by_number = dict(zip(numbers.tolist(), items, strict=True))
    found = []
    for first, second in pairs.tolist():
        judged = dispute_of(by_number[first], by_number[second])
        if judged is not None:
            found.append((by_number[first], by_number[second], judged))
    return found


def _insert(connection: duckdb.DuckDBPyConnection, found: Sequence[Met]) -> None:
    ids = sorted({item.id for one, other, _ in found for item in (one, other)})
    tellings = {one.id: one for one in load_tellings(connection, ids)}
    rows = []
    for one, other, judged in found:
        a, b = sorted((one, other), key=lambda item: (item.published or date.max, item.id))
        rows.append(to_plain(_of_tellings(tellings[a.id], tellings[b.id], judged)))
    insert(connection, DISPUTES, rows)


@dataclass(frozen=True, slots=True)
class _Side:
    """A record as the side of a dispute."""

    id: str
    kind: SideKind
    evidence: tuple[Evidence, ...]


def _of_tellings(a: Telling, b: Telling, judged: Judged) -> Dispute:
    claim = next((side for side in (a, b) if side.id == judged.claim), None)
    sides = [_Side(one.id, one.kind, (one.evidence,) if one.evidence else ()) for one in (a, b)]
    about = label(judged, *(_claimed(claim) if claim else ("", None)))
    return _dispute(sides[0], sides[1], judged, about, _between(a.when, b.when))


def _claimed(claim: Telling) -> tuple[str, str]:
    """Return who claims what by a telling: a statement is named by its speaker and its content."""
    if claim.kind != "statement":
        return "", claim.name
    who, _, content = claim.name.partition(": ")
    return (who, content) if content else ("", who)


def _dispute(a: _Side, b: _Side, judged: Judged, about: str, when: Period | None) -> Dispute:
    return Dispute(
        id=make_id("dispute", a.id, b.id, judged.kind),
        kind=judged.kind,
        about=about,
        matter=judged.matter,
        a=a.id,
        a_kind=a.kind,
        b=b.id,
        b_kind=b.kind,
        when=when,
        evidence=(*a.evidence, *b.evidence),
        made_by=MadeBy(kind="rule", name="dispute", version=str(VERSION), reason=judged.reason),
        score=judged.score,
    )


def _between(one: Period | None, other: Period | None) -> Period | None:
    """Return the days from the first side of a dispute to the second."""
    days = [
        day for when in (one, other) if when for day in (when.start, when.end) if day is not None
    ]
    if not days:
        return None
    first, last = min(days), max(days)
    return Period(
        start=first,
        end=last,
        precision="day" if first == last else "interval",
        basis="the days of both sides",
    )


def refresh_turns(connection: duckdb.DuckDBPyConnection) -> None:
    """Find anew what is found among all records of a kind at once: shifts, and two offices."""
    connection.execute("DELETE FROM disputes WHERE a_kind IN ('position', 'entity')")
    numbers = connection.sql("SELECT number FROM items WHERE kind = 'position' ORDER BY number")
    found = list(find_shifts(chain.from_iterable(load_items(connection, _only(numbers)))))
    ids = {id for shift in found for id in (shift.a, shift.b)}
    tellings = {one.id: one for one in load_tellings(connection, sorted(ids))}
    shifts = [_told_first(tellings[one.a], tellings[one.b], one.judged) for one in found]
    offices = list(_two_offices(connection))
    insert(connection, DISPUTES, [to_plain(dispute) for dispute in (*shifts, *offices)])


def _told_first(one: Telling, other: Telling, judged: Judged) -> Dispute:
    a, b = sorted((one, other), key=_day)
    return _of_tellings(a, b, judged)


def _day(telling: Telling) -> tuple[date, str]:
    when = telling.when
    return (when and (when.end or when.start)) or date.max, telling.id


def _only(numbers: duckdb.DuckDBPyRelation) -> Ints:
    return np.array([row[0] for row in numbers.fetchall()], np.int64)


def _two_offices(connection: duckdb.DuckDBPyConnection) -> Iterator[Dispute]:
    titles = sorted(load_opposites().offices)
    persons = [row[0] for row in connection.execute(_IN_TWO_OFFICES, [titles]).fetchall()]
    if not persons:
        return
    merged = load_rows(connection, Entity, _PERSONS, [persons])
    members = sorted({member for entity in merged for member in entity.members})
    titled = "id IN (SELECT unnest(?)) AND list_has_any(titles, ?)"
    rows = load_rows(connection, Entity, f"page_entities WHERE {titled}", [members, titles])
    pages = {one.id: one for one in rows}
    published: dict[str, date | None] = dict(
        connection.sql(
            'SELECT id, coalesce(published."end", published."start") FROM current_documents'
        ).fetchall()
    )
    for two in find_two_offices(merged, pages, published):
        one, other = (_Side(id, "entity", pages[id].evidence[:1]) for id in (two.a, two.b))
        yield _dispute(one, other, two.judged, label(two.judged, "", None), None)


def mark_disputed(connection: duckdb.DuckDBPyConnection) -> None:
    """Say of each incident whether a record of it is a side of a dispute that is not settled."""
    connection.execute(_MARK)
