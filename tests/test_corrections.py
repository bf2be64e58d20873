"""Corrections: said in ids and names, they hold when pages are read again and leave when undone."""

import json
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche import correcting
from demarche.crisis.corrections import KNOWN_OF, corrected, make_correction, means
from demarche.crisis.entities import merge_entities
from demarche.errors import OptionError, StoreError
from demarche.records import (
    TOLD,
    Correction,
    Entity,
    Meeting,
    Position,
    Reading,
    Reference,
    Statement,
    Told,
    Who,
    make_id,
)
from demarche.serial import field_names, from_json, to_json
from demarche.store import Store, open_store
from demarche.store.names import with_merged_names
from demarche.store.stories import load_stories
from demarche.views.tables import correction_rows
from tests.made_crisis import NOON, party
from tests.made_records import (
    MADE_BY,
    any_of,
    day,
    document,
    entity,
    evidence,
    readings,
    sanctions,
    statement,
    talks,
)
from tests.made_votes import position, vote
from tests.test_crisis_entities import page_entity
from tests.test_store import contents

MAY = day("2031-05-03")
AUT = ["country=AUT"]
FACTS = {"country", "source_country", "sector"}

few = settings(max_examples=5, deadline=None)  # each opens one or two stores, 0.2 s each


def crisis(*pages: Reading) -> Store:
    store = open_store(":memory:", create=True)
    for page in pages or (talks(), sanctions()):
        store.add(page, NOON)
    store.refresh()
    return store


def hall() -> Reading:
    """Return a page on which Rufus Firefly, of no country, and Gloria Teasdale, of France, are
    in a statement (he alone), a vote, a meeting (which he also leaves), and have a position each.
    """
    page = document("hall.txt", "Rufus Firefly said no. Gloria Teasdale left.", published=MAY)
    firefly, teasdale = entity(page, "Rufus Firefly"), entity(page, "Gloria Teasdale")
    place = (evidence(page, "left"),)
    sides = (party(firefly, None, None), party(teasdale, "FRA", None))
    one = position(page, "left", "FRA", "sanctions", 1.0)
    ballots = vote(page, "left", members={"FRE": "no", "FRA": "yes"})
    members = [
        replace(told, member=side.entity, country=side.country)
        for told, side in zip(ballots.members, sides, strict=True)
    ]
    return Reading(
        document=page,
        entities=(firefly, teasdale),
        statements=(statement(page, firefly, "said", "no"),),
        votes=(replace(ballots, members=tuple(members)),),
        meetings=(
            Meeting(
                id=make_id("meeting", page.id), kind="talks", name=None, participants=sides,
                invited=(), absent=sides[:1], host=None, place=None, when=None, outcome=None,
                factuality="happened", attributed_to=None, evidence=place, made_by=one.made_by,
                score=1.0,
            ),
        ),
        positions=tuple(
            replace(one, id=make_id("position", side.mention), actor=side.entity,
                    country=side.country)
            for side in sides
        ),
    )  # fmt: skip


def named(who: Entity) -> Reference:
    return Reference(id=who.id, name=who.name)


def kinds_in(annotation: Any) -> set[Any]:
    """Return the dataclasses of an annotation: itself, and those of its fields."""
    if not is_dataclass(annotation):
        return {kind for inner in get_args(annotation) for kind in kinds_in(inner)}
    hints = get_type_hints(annotation)
    return {annotation}.union(*(kinds_in(hint) for hint in hints.values()))


def fields_of(kind: Any) -> set[str]:
    return {*field_names(kind)}


def entity_named(store: Store, name: str) -> Entity:
    return next(entity for entity in store.entities() if entity.name == name)


def only_statement(store: Store, page: str) -> Statement:
    (reading,) = (reading for reading in store.readings() if reading.document.path == page)
    return reading.statements[0]


# ---------------------------------------------------------------- laws


@given(any_of(Correction))
def test_a_correction_comes_through_a_file_as_it_was(one: Correction) -> None:
    (line,) = correcting.correction_lines([one])
    assert from_json(Correction, json.loads(line)) == one
    assert "\n" not in line


@few
@given(st.lists(readings("abc"), max_size=3, unique_by=lambda page: page.document.path), st.data())
def test_what_is_taken_back_leaves_no_trace(pages: list[Reading], data: Any) -> None:
    pages = [*pages, talks(), sanctions()]
    with crisis(*pages) as store:
        before = contents(store)
        statement = data.draw(st.sampled_from([s for p in pages for s in p.statements]))
        made = [
            *correcting.reject(
                store, [data.draw(st.sampled_from([s.id for s in pages[-1].events]))]
            ),
            *correcting.edit(store, statement.id, ["act=warn", "addressee="]),
            *correcting.edit(store, entity_named(store, "Émile Chicolini").id, ["country=ITA"]),
            *correcting.reject(store, [entity_named(store, "Rufus Firefly").id]),
        ]
        assert store.correct(add=made) == len(made)
        assert contents(store) != before
        again = contents(store)
        store.refresh()  # laid over twice, they are laid over once
        assert contents(store) == again
        assert store.correct(take_back=[one.id for one in made]) == len(made)
        assert contents(store) == before


@st.composite
def crowded(draw: st.DrawFn) -> Reading:
    """Return a page with records of every kind, all of them about its three entities."""
    text = "Rufus Firefly, Gloria Teasdale and Ambassador Trentino."
    page = document("hall.txt", text, published=MAY)
    entities = [entity(page, name) for name in text[:-1].replace(" and", ",").split(", ")]
    known = [named(one) for one in entities]
    place = entities[0].evidence
    told: dict[str, Any] = {
        name: tuple(
            replace(record, id=make_id(name, number), evidence=place)
            for number, record in enumerate(draw(st.lists(any_of(cls), min_size=1, max_size=2)))
        )
        for name, cls in TOLD.items()
    }
    rests = tuple(record.id for record in (*told["statements"], *told["events"]))
    told["positions"] = tuple(replace(one, records=rests) for one in told["positions"])
    drawn = Reading(document=page, entities=tuple(entities), **told)
    return with_merged_names(drawn, Anybody(lambda: draw(st.sampled_from(known))))


class Anybody(dict[str, Reference]):
    """Names in which every id is somebody: whom `anyone` returns."""

    def __init__(self, anyone: Callable[[], Reference]) -> None:
        self.anyone = anyone

    def get(self, id: object, default: object = None) -> Any:
        return self.anyone()


def told_of(store: Store) -> list[Told]:
    return [record for reading in store.readings() for record in reading.told()]


@few
@given(crowded(), st.data())
def test_of_a_rejected_entity_nothing_is_left_in_any_record(page: Reading, data: Any) -> None:
    with crisis(page) as store:
        before = contents(store)
        out = data.draw(st.lists(st.sampled_from(page.entities), min_size=1, unique=True))
        names = {one.name for one in out}
        ids = [one.id for one in store.entities() if one.name in names]
        made = correcting.reject(store, ids)
        store.correct(add=made)
        left = told_of(store)
        found = {part.id for record in left for part in references_in(record)}
        assert found <= {one.id for one in page.entities} - {one.id for one in out}
        there = {record.id for record in left}
        assert {id for one in left if isinstance(one, Position) for id in one.records} <= there
        store.correct(take_back=[one.id for one in made])
        assert contents(store) == before


def references_in(part: Any) -> list[Reference]:
    """Return the references in a record, found in all that it holds."""
    if isinstance(part, Reference):
        return [part]
    inside = part if isinstance(part, tuple) else ()
    if is_dataclass(part):
        inside = tuple(getattr(part, name) for name in field_names(type(part)))
    return [found for each in inside for found in references_in(each)]


@few
@given(crowded(), st.sampled_from(list(TOLD)))
def test_a_crisis_can_be_read_after_any_record_is_rejected(page: Reading, kind: str) -> None:
    with crisis(page) as store:
        gone = {record.id for record in getattr(page, kind)}
        store.correct(add=correcting.reject(store, sorted(gone)))
        left = told_of(store)
        assert {record.id for record in left} == {record.id for record in page.told()} - gone
        assert not [one for one in left if isinstance(one, Position) and gone & set(one.records)]


def by_name(entities: Sequence[Entity]) -> list[list[str]]:
    return sorted(sorted({entity.name, *entity.aliases}) for entity in entities)


@given(st.randoms())
def test_corrected_entities_do_not_hang_on_the_order_of_pages(chance: Any) -> None:
    pages = [
        page_entity(1, "Ada Brandt"), page_entity(2, "Brandt"), page_entity(3, "Otto Orlov"),
        page_entity(4, "Orlov"), page_entity(5, "Ada Brandt"), page_entity(6, "Orloff"),
    ]  # fmt: skip
    corrections = [
        make_correction("split", made=NOON, who=[who("Ada Brandt"), who("Brandt")]),
        make_correction("merge", made=NOON, who=[who("Otto Orlov"), who("Orloff")]),
        make_correction("merge", made=NOON, who=[who("Brandt"), who("Otto Orlov")]),
    ]
    merged = merge_entities(pages, corrections)
    assert by_name(merged) == [["Ada Brandt"], ["Brandt", "Orloff", "Orlov", "Otto Orlov"]]
    shuffled = list(pages)
    chance.shuffle(shuffled)
    assert merge_entities(shuffled, corrections) == merged


def who(name: str, *pages: str) -> Who:
    return Who(kind="person", name=name, pages=pages)


# ---------------------------------------------------------------- entities


def test_a_correction_by_name_holds_for_pages_read_later() -> None:
    same = make_correction("merge", made=NOON, who=[who("Ada Brandt"), who("Otto Orlov")])
    early = [page_entity(1, "Ada Brandt"), page_entity(2, "Otto Orlov")]
    later = [*early, page_entity(3, "Ada Brandt")]
    assert len(merge_entities(early, [same])) == 1
    assert len(merge_entities(later, [same])) == 1
    assert means(who("ADA BRANDT"), later[2])
    assert not means(who("Ada Brandt", "d1"), later[2])


def test_a_split_takes_out_what_one_page_calls_so_and_nothing_else() -> None:
    pages = [page_entity(1, "Ada Brandt"), page_entity(2, "Brandt"), page_entity(3, "Brandt")]
    apart = make_correction("split", made=NOON, who=[who("Ada Brandt"), who("Brandt", "d3")])
    merged = merge_entities(pages, [apart])
    assert sorted(len(entity.members) for entity in merged) == [1, 2]
    alone = next(entity for entity in merged if len(entity.members) == 1)
    assert alone.members == (pages[2].id,)


def test_an_edited_entity_keeps_its_members_and_says_who_edited_it() -> None:
    pages = [page_entity(1, "Ada Brandt"), page_entity(2, "Ada Brandt")]
    edit = make_correction("edit", made=NOON, who=[who("Ada Brandt")], edit=("country", '"AUT"'))
    (entity,) = merge_entities(pages, [edit])
    assert (entity.country, entity.made_by.kind, len(entity.members)) == ("AUT", "analyst", 2)


# ---------------------------------------------------------------- records in a crisis file


def test_a_rejected_record_is_gone_and_told_as_rejected() -> None:
    with crisis() as store:
        id = sanctions().events[0].id
        store.correct(add=correcting.reject(store, [id[:9]], "never happened"))
        assert not [event for reading in store.readings() for event in reading.events]
        (row,) = store.sql("SELECT detail FROM rejected WHERE stage = 'correction'").fetchall()
        assert "never happened" in row[0]
        assert id in row[0]


def test_an_edited_record_has_the_value_and_the_reason() -> None:
    with crisis() as store:
        id = talks().statements[0].id
        made = correcting.edit(store, id, ["act=deny", "said=2031-05", "target="], "reads so")
        store.correct(add=made)
        edited = only_statement(store, "talks.txt")
        assert (edited.act, edited.target, edited.made_by.kind) == ("deny", None, "analyst")
        assert edited.said is not None
        assert (str(edited.said.start), str(edited.said.end)) == ("2031-05-01", "2031-05-31")
        assert "reads so" in edited.made_by.reason


def test_an_event_of_another_type_has_that_types_quad_and_code() -> None:
    with crisis() as store:
        id = sanctions().events[0].id
        made = correcting.edit(store, id, ["event=CONSULT"])
        store.correct(add=made)
        (event,) = (event for reading in store.readings() for event in reading.events)
        assert (event.event, event.quad, event.cameo, event.mode) == ("CONSULT", 1, "04", None)
        store.correct(take_back=[one.id for one in made[:1]])
        (event,) = (event for reading in store.readings() for event in reading.events)
        assert event == sanctions().events[0]  # one edit is one correction


def test_what_stood_in_a_rejected_statement_stands_in_it_no_more() -> None:
    page = talks()
    told = replace(page.figures[0], attributed_to=page.statements[0].id)
    with crisis(replace(page, figures=(told,))) as store:
        store.correct(add=correcting.reject(store, [page.statements[0].id]))
        (reading,) = store.readings()
        assert [figure.attributed_to for figure in reading.figures] == [None]
        store.correct(take_back=[one.id for one in store.corrections()])
        (reading,) = store.readings()
        assert reading.figures == (told,)


def test_a_correction_that_finds_nothing_is_told() -> None:
    with crisis() as store:
        made = correcting.reject(store, [sanctions().events[0].id])
    with crisis(talks()) as store:
        store.correct(add=made)
        assert store.waiting() == {made[0].id}
        assert correction_rows(made, store.waiting())[0]["state"] == "found nothing"
        store.add(sanctions(), NOON)
        store.refresh()
        assert store.waiting() == frozenset()
        assert not [event for reading in store.readings() for event in reading.events]


def test_a_correction_outlasts_another_reading_of_the_page() -> None:
    with crisis(talks()) as store:
        statement = talks().statements[0]
        store.correct(add=correcting.edit(store, statement.id, ["act=deny"]))
        other = replace(statement, id="s" + "0" * 16, act="warn")  # as another reader has it
        store._versions = {"reader": "other"}
        store.add(replace(talks(), statements=(other,)), NOON + timedelta(days=1))
        store.refresh()
        read_again = only_statement(store, "talks.txt")
        assert (read_again.id, read_again.act) == (other.id, "deny")


def test_who_is_corrected_is_corrected_in_the_events_and_statements_too() -> None:
    with crisis() as store:
        firefly = entity_named(store, "President Firefly")
        store.correct(add=correcting.edit(store, firefly.id, ["country=FRA"]))
        (event,) = (event for reading in store.readings() for event in reading.events)
        assert event.actors[0].country == "FRA"
        gone = correcting.reject(store, [entity_named(store, "Émile Chicolini").id])
        store.correct(add=gone)
        (event,) = (event for reading in store.readings() for event in reading.events)
        assert (len(event.actors), event.recipients) == (1, ())
        assert only_statement(store, "sanctions.txt").source is None


def test_a_new_country_goes_wherever_the_country_of_the_entity_stands() -> None:
    page = hall()
    with crisis(page) as store:
        store.correct(add=correcting.edit(store, entity_named(store, "Rufus Firefly").id, AUT))
        (read,) = store.readings()
        assert [one.country for one in read.meetings[0].participants] == ["AUT", "FRA"]
        assert [one.country for one in read.meetings[0].absent] == ["AUT"]
        assert [one.country for one in read.votes[0].members] == ["AUT", "FRA"]
        assert [one.country for one in read.positions] == ["AUT", "FRA"]
        assert [one.source_country for one in read.statements] == ["AUT"]


def test_whose_country_a_record_holds_is_known_of_all_that_hold_one() -> None:
    holding = {kind for cls in TOLD.values() for kind in kinds_in(cls) if FACTS & fields_of(kind)}
    assert {*KNOWN_OF} == holding
    for kind, (_, named) in KNOWN_OF.items():
        assert {*named} == FACTS & fields_of(kind)


def test_an_event_that_goes_with_its_only_party_is_no_ground_of_a_position() -> None:
    page = sanctions()
    act = replace(page.events[0], recipients=())
    firefly, chicolini = page.entities
    stand = replace(hall().positions[1], actor=named(chicolini), records=(act.id,))
    with crisis(replace(page, events=(act,), positions=(stand,))) as store:
        store.correct(add=correcting.reject(store, [entity_named(store, firefly.name).id]))
        (read,) = store.readings()
        assert read.events == ()
        assert [one.records for one in read.positions] == [()]


def test_an_analyst_s_country_is_that_of_a_page_s_claims_too() -> None:
    page = hall()
    firefly = replace(page.entities[0], country="FRA")
    with crisis(replace(page, entities=(firefly, *page.entities[1:]))) as store:

        def country() -> str | None:
            ((_, story),) = load_stories(store._connection, [page.document.id])
            return next(one.country for one in story.entities if one.name == firefly.name)

        assert country() == "FRA"
        for change, there in (("country=AUT", "AUT"), ("country=", None)):
            id = entity_named(store, firefly.name).id
            store.correct(add=correcting.edit(store, id, [change]))
            assert country() == there


def test_corrections_go_from_one_crisis_to_another(tmp_path: Path) -> None:
    file = tmp_path / "ours.jsonl"
    with crisis() as one, crisis(sanctions()) as other:
        two = [entity_named(one, name).id for name in ("Rufus Firefly", "President Firefly")]
        one.correct(add=correcting.merge(one, two, "one man"))
        one.correct(add=correcting.reject(one, [talks().figures[0].id]))
        lines = correcting.correction_lines(one.corrections())
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        made = correcting.read_corrections(file)
        assert other.correct(add=made) == 2
        assert other.correct(add=made) == 0
        other.add(talks(), NOON)
        other.refresh()
        assert contents(other) == contents(one)


def test_a_forgotten_page_takes_the_corrections_that_quote_it_along() -> None:
    with crisis() as store:
        store.correct(add=correcting.reject(store, [talks().figures[0].id]))
        store.forget("talks.txt")
        assert store.corrections() == ()
        assert store.sql("FROM originals").fetchall() == []


# ---------------------------------------------------------------- what cannot be meant


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (["act"], r"found 'act', expected a field and its value"),
        (["acts=deny"], r"found field 'acts', expected one of source,"),
        (["act=denies"], r"found 'denies', expected one of say, deny"),
        (["said=yesterday"], r"found 'yesterday', expected a day, month or year"),
        (["said=2031-05-03/2031-05-01"], r"expected a day, month or year"),
        (["source=Trentino"], r"no entity 'Trentino' on the page .* speaks of: Rufus Firefly"),
    ],
)
def test_an_edit_that_cannot_be_meant_is_refused(changes: list[str], message: str) -> None:
    with crisis() as store, pytest.raises(OptionError, match=message):
        correcting.edit(store, talks().statements[0].id, changes)


@pytest.mark.parametrize(
    ("change", "message"),
    [("stance=5", "from -1 to 1"), ("issue=nonsense", "expected one of .*sanctions")],
)
def test_a_stand_is_on_a_known_issue_and_between_against_and_for(change: str, message: str) -> None:
    page = talks()
    position = Position(
        id=make_id("position", page.document.id),
        actor=Reference(id=page.entities[0].id, name=page.entities[0].name),
        country=None,
        issue="talks",
        stance=-1.0,
        condition=None,
        when=None,
        via=None,
        records=(),
        attributed_to=None,
        evidence=page.statements[0].evidence,
        made_by=MADE_BY,
        score=0.5,
    )
    with crisis(replace(page, positions=(position,))) as store:
        with pytest.raises(OptionError, match=message):
            correcting.edit(store, position.id, [change])
        assert correcting.edit(store, position.id, ["issue=plan:two towns", "stance=0.5"])


def test_entities_that_cannot_be_merged_or_split_are_told() -> None:
    with crisis() as store:
        firefly = entity_named(store, "Rufus Firefly")
        with pytest.raises(OptionError, match="expected two or more different"):
            correcting.merge(store, [firefly.id, firefly.id])
        with pytest.raises(OptionError, match="is no entity but of the kind statement"):
            correcting.merge(store, [firefly.id, talks().statements[0].id])
        with pytest.raises(OptionError, match=r"1 of the 1 parts .* 'Rufus Firefly' on talks.txt"):
            correcting.split(store, firefly.id)
        with pytest.raises(StoreError, match="no record 'zzz'"):
            correcting.reject(store, ["zzz"])


def test_a_file_of_corrections_says_which_line_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "ours.jsonl"
    good = correcting.correction_lines([make_correction("merge", made=NOON, who=[who("A")])])
    file.write_text(f"{good[0]}\n\n{{}}\n", encoding="utf-8")
    with pytest.raises(OptionError, match=r"ours.jsonl, line 3: correction: missing deed"):
        correcting.read_corrections(file)


def test_a_value_that_does_not_fit_changes_nothing() -> None:
    statement = talks().statements[0]
    bad = make_correction("edit", made=NOON, record=statement, edit=("act", '"denies"'))
    with crisis() as store:
        before = contents(store)
        with pytest.raises(Exception, match="denies"):
            store.correct(add=[bad])
        assert contents(store) == before
        assert store.corrections() == ()


def test_edits_go_over_each_other_in_order() -> None:
    statement = talks().statements[0]
    edits = [
        make_correction("edit", made=NOON, record=statement, edit=("act", json.dumps(act)))
        for act in ("deny", "warn")
    ]
    after = corrected(statement, edits)
    assert isinstance(after, Statement)
    assert after.act == "warn"
    assert to_json(after.evidence) == to_json(statement.evidence)


def test_a_correction_holds_for_a_new_version_of_the_page() -> None:
    with crisis(talks()) as store:
        made = correcting.edit(store, talks().statements[0].id, ["act=deny"])
        made += correcting.reject(store, [talks().figures[0].id])
        store.correct(add=made)
        store.add(talks(more=" One word more."), NOON + timedelta(days=1))
        store.refresh()
        (page,) = store.readings()
        assert page.document.text.endswith("more.")
        assert (page.statements[0].act, page.figures) == ("deny", ())


def test_to_reject_one_page_s_entity_is_not_to_reject_another_s() -> None:
    pages = [page_entity(1, "Brandt")]
    gone = make_correction("reject", made=NOON, who=[who("Brandt", "d1")])
    assert merge_entities(pages, [gone]) == ()
    later = merge_entities([*pages, page_entity(2, "Ada Brandt")], [gone])
    assert [entity.name for entity in later] == ["Ada Brandt"]


@pytest.mark.parametrize("change", ["country=Russia", "country=XXX", "sector=BLA", "name="])
def test_an_entity_cannot_have_a_code_or_name_that_is_none(change: str) -> None:
    with crisis() as store, pytest.raises(OptionError, match="found"):
        correcting.edit(store, entity_named(store, "Rufus Firefly").id, [change])
