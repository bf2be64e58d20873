"""What pages make together is the same in whatever steps and order they come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche import correcting
from demarche.records import (
    Block,
    Entity,
    Event,
    Meeting,
    Period,
    Position,
    Reading,
    Reference,
    Statement,
    make_id,
)
from demarche.serial import from_json
from demarche.spans import Span
from demarche.store import Store, open_store
from tests.made_records import MADE_BY, day, document, entity, event, evidence, figure, statement
from tests.test_copies import words

MADE = ("copies", "items", "links", "incidents", "disputes")
# What only says in which order things came to the file.
OWN = {"number", "component"}
NOON = datetime(2031, 5, 10, 12, tzinfo=UTC)
COPIED = 3
few = settings(max_examples=6, deadline=None)  # each fills three stores, 0.2 s each

PEOPLE = ("Rufus Firefly", "Gloria Teasdale", "Rufus T. Firefly")
DEEDS = ("signed the Sylvania treaty", "shelled the northern border bridge", "expelled two envoys")
CLAIMS = ("the Sylvania treaty was broken", "the border bridge had been shelled by night")


@dataclass(frozen=True)
class Told:
    """One sentence of a page: who did or said what, on a day of May."""

    who: int
    deed: int
    day: int


def page(number: int, told: Sequence[Told], day_of_page: int) -> Reading:
    """Return a page that tells of some deeds, of what was said about them and who stands where.

    Pages whose numbers are COPIED apart are copies of one wire.
    """
    lines = [
        f"{PEOPLE[one.who]} {DEEDS[one.deed]}, while Chicolini said that {CLAIMS[one.deed % 2]}."
        for one in told
    ]
    lines.append(f"More than {100 + number % 2} guards left.")
    lines.append(words(number % COPIED))
    source = document(f"{number}.txt", " ".join(lines), published=day(f"2031-05-{day_of_page:02}"))
    source = replace(source, blocks=(Block(kind="body", span=Span(0, len(source.text))),))
    whos = {one.who: named(source, PEOPLE[one.who]) for one in told}
    speaker = named(source, "Chicolini") if told else None
    events = [acted(source, whos[one.who], DEEDS[one.deed], one, at) for at, one in enumerate(told)]
    statements = [
        said(source, speaker, CLAIMS[one.deed % 2], at) for at, one in enumerate(told) if speaker
    ]
    return Reading(
        document=source,
        entities=tuple(whos.values()) + ((speaker,) if speaker else ()),
        events=tuple(events),
        meetings=tuple(met(source, one) for one in events if one.trigger == DEEDS[0]),
        statements=tuple(statements),
        figures=(figure(source, lines[-2][:-1], 100.0 + number % 2, "guards"),),
        positions=tuple(stood(source, whos[one.who], one, at) for at, one in enumerate(told)),
    )


def named(source: Any, words: str) -> Entity:
    found = entity(source, words)
    return replace(found, made_by=replace(MADE_BY, name="entity by name"))


def acted(source: Any, who: Entity, deed: str, told: Told, at: int) -> Event:
    made = event(source, who, deed, who, when=day(f"2031-05-{told.day:02}"))
    whole = evidence(source, f"{who.name} {deed}")
    id = make_id("event", source.id, at)
    return replace(made, id=id, evidence=(whole, *made.evidence), recipients=())


def met(source: Any, event: Event) -> Meeting:
    """Return the meeting that the words of an event tell of as well."""
    return Meeting(
        id=make_id("meeting", event.id),
        kind="talks",
        name=None,
        participants=event.actors,
        **dict.fromkeys(("invited", "absent"), ()),
        **dict.fromkeys(("host", "place", "outcome", "attributed_to")),
        when=event.when,
        factuality="happened",
        evidence=event.evidence,
        made_by=MADE_BY,
        score=0.7,
    )


def said(source: Any, speaker: Entity, claim: str, at: int) -> Statement:
    made = statement(source, speaker, "said", claim)
    return replace(made, id=make_id("statement", source.id, at))


def stood(source: Any, who: Entity, told: Told, at: int) -> Position:
    when = day(f"2031-05-{told.day:02}")
    return Position(
        id=make_id("position", source.id, at),
        actor=Reference(id=who.id, name=who.name),
        country=None,
        issue="sanctions",
        stance=(-1.0, 0.0, 1.0)[told.deed],
        condition=None,
        when=when,
        via=None,
        records=(),
        attributed_to=None,
        evidence=(evidence(source, f"{who.name} {DEEDS[told.deed]}"),),
        made_by=MADE_BY,
        score=0.7,
    )


TOLD = st.builds(
    Told, who=st.integers(0, 2), deed=st.integers(0, 2), day=st.sampled_from((2, 3, 20))
)
PAGES = st.lists(
    st.tuples(st.lists(TOLD, max_size=3), st.sampled_from((3, 4, 21))), min_size=2, max_size=5
).map(lambda rows: [*(page(at, *row) for at, row in enumerate(rows)), page(2 * COPIED, *rows[0])])


def filled(batches: Iterable[Sequence[Reading]]) -> Store:
    """Return a crisis read in steps."""
    store = open_store(":memory:", create=True)
    numbers = count()
    for batch in batches:
        for reading in batch:
            store.add(reading, NOON + timedelta(minutes=next(numbers)))
        store.refresh()
    return store


def made(store: Store) -> dict[str, list[str]]:
    """Return what pages make together, without the order in which they came."""
    return {
        table: sorted(
            repr({name: value for name, value in row.items() if name not in OWN})
            for row in store.sql(f"FROM {table}").to_arrow_table().to_pylist()
        )
        for table in MADE
    }


@few
@given(PAGES, st.randoms())
def test_steps_and_order_of_reading_leave_no_trace(pages: list[Reading], chance: Any) -> None:
    shuffled = chance.sample(pages, len(pages))
    with filled([pages]) as once, filled([[one] for one in shuffled]) as later:
        assert made(once) == made(later)


@few
@given(PAGES)
def test_a_page_that_is_forgotten_leaves_no_trace(pages: list[Reading]) -> None:
    with filled([pages[1:]]) as without, filled([pages]) as store:
        store.forget(pages[0].document.id)
        store.refresh()
        assert made(store) == made(without)


@few
@given(PAGES)
def test_a_page_that_is_read_anew_counts_as_it_is_read_now(pages: list[Reading]) -> None:
    old = replace(pages[0], events=(), statements=())
    with filled([pages]) as once, open_store(":memory:", create=True) as store:
        store._versions = {"reader": "old"}
        store.add(old, NOON)
        store.refresh()
        store._versions = {}
        for reading in pages:
            store.add(reading, NOON)
        store.refresh()
        assert made(store) == made(once)


def one_deed() -> list[Reading]:
    return [page(at, [Told(at, 0, 2)], 3) for at in (0, 2)]


def test_two_pages_that_tell_of_one_deed_make_one_incident() -> None:
    with filled([one_deed()]) as store:
        (row,) = store.sql("FROM incidents WHERE kind = 'event'").to_arrow_table().to_pylist()
        assert row["independent"] == 2
        assert len(row["members"]) == 4  # the event and the meeting of each page
        assert row["publishers"] == ["The Freedonia Post"]
        assert from_json(Period, row["when"]) == day("2031-05-02")
        assert row["name"].startswith("Rufus")


def joined(store: Store) -> set[str]:
    """Return the ids of all records in incidents."""
    return {id for (id,) in store.sql("SELECT unnest(members) FROM incidents").fetchall()}


def test_a_rejected_record_is_in_no_incident_until_it_is_taken_back() -> None:
    pages = one_deed()
    with filled([pages]) as store:
        before = made(store)
        corrections = correcting.reject(store, [pages[0].events[0].id], "never happened")
        store.correct(add=corrections)
        assert pages[0].events[0].id not in joined(store)
        store.correct(take_back=[one.id for one in corrections])
        assert made(store) == before


def test_an_edited_record_is_compared_as_it_is_now() -> None:
    pages = one_deed()
    with filled([pages]) as store:
        found = correcting.edit(store, pages[0].events[0].id, ["when=2031-05-20"])
        store.correct(add=found)
        assert pages[0].events[0].id not in joined(store)


def test_copies_tell_once_and_a_stand_that_turns_is_a_dispute() -> None:
    wires = [page(at, [Told(0, 0, 2)], 3) for at in (0, COPIED)]
    with filled([[*wires, page(1, [Told(0, 2, 20)], 21)]]) as store:
        query = "SELECT len(documents), independent FROM incidents WHERE kind = 'event'"
        assert store.sql("SELECT len(documents) FROM copies").fetchall() == [(2,)]
        assert store.sql(query).fetchall() == [(2, 1)]
        assert store.sql("SELECT kind FROM disputes").fetchall() == [("shift",)]


def test_pages_without_records_make_nothing() -> None:
    empty = replace(page(0, [], 3), figures=())
    with filled([[empty], [empty]]) as store:
        assert store.sql("FROM items").fetchall() == []
        assert store.sql("SELECT count(*) FROM built").fetchall() == [(1,)]


def test_items_are_made_again_only_where_a_record_names_what_has_changed() -> None:
    named = page(0, [Told(0, 0, 2)], 3)
    beside = replace(named, events=(), meetings=(), positions=())  # there, but in no record
    for first, again in ((named, True), (beside, False)):
        with filled([[first], [page(2, [Told(2, 0, 2)], 3)]]) as store:
            query = "SELECT made = signature || ' ' || keys FROM built WHERE document_id = ?"
            assert store.sql(query, [first.document.id]).fetchall() == [(again,)]
