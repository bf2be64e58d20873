"""Crises in memory for tests of exports: any pages, and one with a meeting made by hand."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from demarche.records import Entity, Event, Participant, Reading, Reference
from demarche.store import Store, open_store
from tests.made_records import (
    day,
    document,
    entity,
    event,
    evidence,
    merge_fireflies,
)

NOON = datetime(2031, 5, 10, 12, 30, 5)
SENTENCE = "Rufus Firefly and Gloria Teasdale met Ambassador Trentino and an aide in Geneva."


def filled(pages: Sequence[Reading]) -> Store:
    """Return a crisis in memory with these pages."""
    store = open_store(":memory:", create=True)
    for page in pages:
        store.add(page, NOON)
    store.refresh(merge_fireflies)
    return store


def party(who: Entity, country: str | None, sector: str | None) -> Participant:
    """Return an entity as a side of an event."""
    reference = Reference(id=who.id, name=who.name)
    return Participant(entity=reference, country=country, sector=sector, mention=who.name)


def meeting(**changes: Any) -> Reading:
    """Return a page of 9 May 2031: two French met one Italian in Geneva on 8 May."""
    page = document("meeting.txt", SENTENCE, published=day("2031-05-09"))
    firefly, teasdale = entity(page, "Rufus Firefly"), entity(page, "Gloria Teasdale")
    trentino = replace(entity(page, "Ambassador Trentino"), titles=("ambassador", "envoy"))
    geneva = replace(
        entity(page, "Geneva"), kind="place", country="CHE", feature="city", division="Geneva",
        geonames=2660646, latitude=46.202, longitude=6.146,
    )  # fmt: skip
    act = replace(
        event(page, firefly, "met", trentino, when=day("2031-05-08")),
        event="CONSULT",
        quad=1,
        mode="visit",
        cameo="042",
        contexts=("diplomatic", "executive"),
        actors=(party(firefly, "FRA", "GOV"), party(teasdale, "FRA", None)),
        recipients=(party(trentino, "ITA", "GOV"),),
        place=Reference(id=geneva.id, name=geneva.name),
        evidence=(evidence(page, SENTENCE), evidence(page, "met")),
    )
    return Reading(
        document=page,
        entities=(firefly, teasdale, trentino, geneva),
        events=(replace(act, **changes),),
    )


def pairs(act: Event) -> int:
    """Return how many pairs of actor and recipient an event has."""
    return max(len(act.actors), 1) * max(len(act.recipients), 1)


def a_row_a_pair(
    rows_of: Callable[..., list[dict[str, str]]], one: Reading, other: Reading, *, all: bool
) -> list[dict[str, str]]:
    """Hold a table of events to its law: a whole row a pair, in whatever order pages were read.

    `all` asks for events of every factuality, else for those told as done. Returns the rows.
    """
    wanted = {"factualities": None} if all else {}
    rows = rows_of([one, other], **wanted)
    acts = [
        act
        for act in (*one.events, *other.events)
        if all or act.factuality in ("happened", "alleged")
    ]
    assert len(rows) == sum(map(pairs, acts)) == len({row["Event ID"] for row in rows})
    for row in rows:
        assert None not in row
        assert None not in row.values()
    assert rows_of([other, one], **wanted) == rows
    return rows
