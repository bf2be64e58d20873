"""The scorers of a crisis, on marks and findings made by hand with known answers. No network."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.api import Crisis
from demarche.records import Entity, Measure, Position, Reading, Reference
from demarche.spans import Span
from evals import crisis_disputes, crisis_measures, crisis_pairs, crisis_positions
from evals.crisis_found import (
    Found,
    FoundDispute,
    FoundMeasure,
    FoundPosition,
    found_in,
    read_in,
)
from evals.crisis_marks import (
    GOLD,
    PLAN,
    DisputeMark,
    Marks,
    MeasureMark,
    PairMark,
    Place,
    PositionMark,
    wire_marks,
)
from evals.crisis_pages import page_marks
from evals.parties import Party, found_party, make_party, same_party
from tests.made_crisis import filled
from tests.made_records import MADE_BY, day, document, entity, evidence, statement
from tests.toy_pages import write_pages
from tests.toy_reader import load_toy_reader

NOWHERE = Place("p", Span(0, 1))


def at(start: int, end: int, page: str = "p") -> Place:
    return Place(page, Span(start, end))


# ---------------------------------------------------------------- who is who


@pytest.mark.parametrize(
    ("label", "names", "country"),
    [
        ("Syria (government)|SYR", ["the Damascus regime"], "SYR"),
        ("United Nations|UN", ["U.N. Security Council"], None),
        ("United Nations|UN", ["Ada Brandt", "United Nations"], None),
        ("European Union|EU", ["European Commission"], None),
        ("Western countries|", ["the West"], None),
        ("Syrian towns", ["Homs"], "SYR"),
        ("rebels", ["rebel fighters"], None),
    ],
)  # fmt: skip
def test_one_party_by_many_names(label: str, names: Sequence[str], country: str | None) -> None:
    assert same_party(make_party(label), found_party(names, country))


@pytest.mark.parametrize(
    ("label", "names", "country"),
    [
        ("Syria|SYR", ["Syria"], "LBN"),
        ("United Nations|UN", ["Union of Ruritania"], None),
        ("European Union|EU", ["European powers"], None),
        ("Western countries|", ["Arab countries"], None),
        ("International Atomic Energy Agency|IAEA", ["Iran"], "IRN"),
        ("the countries|", ["the countries"], None),
    ],
)
def test_two_parties(label: str, names: Sequence[str], country: str | None) -> None:
    assert not same_party(make_party(label), found_party(names, country))


# ---------------------------------------------------------------- positions


def stand(who: str, issue: str, sign: int | None, *, may: bool = False) -> PositionMark:
    return PositionMark(
        actors=(make_party(who),), issues=(issue,), sign=sign, place=NOWHERE, may=may
    )


def stood(country: str, issue: str, sign: int) -> FoundPosition:
    return FoundPosition(
        actor=Party(country, frozenset()), issue=issue, sign=sign, place=NOWHERE, words=""
    )


STANDS = {"p": [stand("France|FRA", "talks", 1), stand("Chad|TCD", "sanctions", -1)], "q": []}


@given(st.permutations([stood("FRA", "talks", 1), stood("TCD", "sanctions", -1)]))
def test_all_positions_right_in_any_order_and_twice(found: list[FoundPosition]) -> None:
    figures = crisis_positions.measure(STANDS, {"p": [*found, *found]})
    assert figures == {"f1": 1, "precision": 1, "recall": 1, "sign": 1, "n": 2}


@pytest.mark.parametrize(
    "wrong",
    [stood("FRA", "talks", -1), stood("TCD", "talks", 1), stood("FRA", "elections", 1)],
)
def test_a_position_with_another_sign_actor_or_issue_scores_zero(wrong: FoundPosition) -> None:
    figures = crisis_positions.measure(STANDS, {"p": [wrong]})
    assert (figures["f1"], figures["sign"], figures["n"]) == (0, 0, 2)


def test_positions_on_another_page_or_without_side() -> None:
    there = crisis_positions.measure(STANDS, {"q": [stood("FRA", "talks", 1)]})
    assert (there["precision"], there["recall"]) == (0, 0)
    silent = crisis_positions.measure(STANDS, {"p": [stood("FRA", "talks", 0)]})
    assert (silent["precision"], silent["recall"]) == (0, 0)
    both = [stood("FRA", "talks", 1), stood("FRA", "talks", -1)]
    found = crisis_positions.measure(STANDS, {"p": both, "z": both})
    assert (found["precision"], found["recall"], found["sign"]) == (0.5, 0.5, 1)


def test_a_mark_that_may_be_costs_and_gains_nothing() -> None:
    marks = {"p": [*STANDS["p"], stand("Iran|IRN", "talks", 1, may=True)]}
    right = stood("FRA", "talks", 1)
    with_it = crisis_positions.measure(marks, {"p": [right, stood("IRN", "talks", 1)]})
    assert with_it == crisis_positions.measure(marks, {"p": [right]})
    assert crisis_positions.measure(marks, {"p": [stood("IRN", "talks", -1)]})["f1"] == 0


def test_plans_and_drafts_are_one_issue_and_a_mark_without_sign_takes_any() -> None:
    marks = {"p": [stand("France|FRA", PLAN, None)]}
    for found in (stood("FRA", "plan:x", 1), stood("FRA", "draft:y", -1)):
        assert crisis_positions.measure(marks, {"p": [found]})["f1"] == 1


# ---------------------------------------------------------------- measures


def taken(kind: str, by: str, target: str, status: str = "adopted") -> FoundMeasure:
    def parties(codes: str) -> tuple[Party, ...]:
        return tuple(Party(code, frozenset()) for code in codes.split())

    return FoundMeasure(
        kind=kind, by=parties(by), target=parties(target), status=status, place=NOWHERE, words=""
    )


def step(kind: str, by: str, target: str, *status: str, may: bool = False) -> MeasureMark:
    def parties(labels: str) -> tuple[Party, ...]:
        return tuple(make_party(f"x|{code}") for code in labels.split())

    return MeasureMark(
        kind=kind, by=parties(by), target=parties(target), status=status, place=NOWHERE, may=may
    )


STEPS = {"p": [step("embargo", "FRA GBR", "IRN", "proposed"), step("aid", "USA", "", "halted")]}


def test_measures_are_right_by_family_taker_and_target_and_status_counts_apart() -> None:
    found = [taken("sanctions", "GBR", "IRN"), taken("humanitarian aid", "USA", "TCD", "suspended")]
    figures = crisis_measures.measure(STEPS, {"p": [*found, *found]})
    assert figures == {"f1": 1, "precision": 1, "recall": 1, "status": 0.5, "n": 2}


@pytest.mark.parametrize(
    "wrong",
    [taken("aid", "GBR", "IRN"), taken("sanctions", "USA", "IRN"), taken("sanctions", "FRA", "")],
)
def test_a_measure_of_another_family_taker_or_target_scores_zero(wrong: FoundMeasure) -> None:
    figures = crisis_measures.measure(STEPS, {"p": [wrong]})
    assert (figures["f1"], figures["status"]) == (0, 0)


def test_only_negotiations_may_stand_the_other_way_around() -> None:
    for kind, right in (("negotiations", 1), ("expulsion", 0)):
        marks = {"p": [step(kind, "IRN", "FRA")]}
        assert crisis_measures.measure(marks, {"p": [taken(kind, "FRA", "IRN")]})["f1"] == right


# ---------------------------------------------------------------- disputes


def row(group: str, a: Place, b: Place, *, kind: str = "fact", may: bool = False) -> DisputeMark:
    return DisputeMark(group=group, kind=kind, a=a, b=b, may=may)


def quarrel(a: Place, b: Place, kind: str = "fact") -> FoundDispute:
    return FoundDispute(kind=kind, about="", a=(a,), b=(b,))


def contested(rows: Sequence[DisputeMark], found: Sequence[FoundDispute]) -> dict[str, float]:
    marks = Marks(
        positions={}, measures={}, disputes=tuple(rows), pairs=(), read=frozenset({"p", "q"}),
        folder=None, pages=("p", "q"),
    )  # fmt: skip
    return crisis_disputes.measure(marks, nothing(disputes=tuple(found)))


def nothing(**changes: object) -> Found:
    empty = Found(positions={}, measures={}, disputes=(), places={}, incidents=())
    return replace(empty, **changes)  # type: ignore[arg-type]


ROWS = [row("toll", at(0, 9), at(20, 29)), row("toll", at(40, 49), at(60, 69), kind="figure")]


def test_a_dispute_is_found_either_way_around_by_any_overlap() -> None:
    found = [quarrel(at(28, 35), at(8, 12)), quarrel(at(40, 41), at(0, 99), "figure")]
    figures = contested(ROWS, found)
    assert (figures["precision"], figures["recall"], figures["kind"], figures["n"]) == (1, 1, 1, 2)


@pytest.mark.parametrize(
    "found",
    [
        quarrel(at(0, 9), at(9, 20)),  # one side on nothing marked
        quarrel(at(0, 9), at(0, 9)),  # both on one side
        quarrel(at(0, 9, "q"), at(20, 29, "q")),  # on another page
        quarrel(at(0, 9), at(40, 49)),  # two first sides of one group
    ],
)
def test_sides_that_no_mark_sets_against_each_other_score_zero(found: FoundDispute) -> None:
    figures = contested(ROWS, [found])
    assert (figures["precision"], figures["recall"], figures["n_found"]) == (0, 0, 1)


def test_sides_of_one_group_are_right_but_find_no_mark() -> None:
    figures = contested(ROWS, [quarrel(at(0, 9), at(60, 69))])
    assert (figures["precision"], figures["recall"]) == (1, 0)


def test_apparent_disputes_and_those_of_other_pages_are_left_out() -> None:
    found = [quarrel(at(0, 9), at(20, 29), "apparent"), quarrel(at(0, 9), at(0, 9, "z"))]
    assert contested(ROWS, found)["n_found"] == 0
    maybe = [*ROWS, row("other", at(80, 81), at(90, 91), may=True)]
    figures = contested(maybe, [quarrel(at(80, 81), at(90, 91))])
    assert (figures["precision"], figures["recall"], figures["n"]) == (1, 0, 2)


# ---------------------------------------------------------------- pairs


def pair(a: Place, b: Place, *, same: bool) -> PairMark:
    return PairMark(same=same, about="", a=a, b=b)


ONE, TWO, THREE = at(0, 9), at(20, 29, "q"), at(40, 49, "q")
PAIRS = [pair(ONE, TWO, same=True), pair(ONE, THREE, same=False)]
PLACES = {"s1": (ONE,), "s2": (TWO,), "s3": (THREE,)}


def joined(*members: str, kind: str = "event") -> dict[str, float]:
    found = nothing(places=PLACES, incidents=((kind, frozenset(members)),))
    return crisis_pairs.measure(PAIRS, found)


def test_pairs_joined_and_kept_apart() -> None:
    assert joined("s1", "s2")["f1"] == 1
    everything = joined("s1", "s2", "s3")
    assert (everything["precision"], everything["recall"]) == (0.5, 1)


@pytest.mark.parametrize("members", [("s1", "s3"), ("s1",), ("s2", "s3"), ()])
def test_the_wrong_pair_or_none_joined_scores_zero(members: tuple[str, ...]) -> None:
    assert joined(*members)["f1"] == 0


def test_what_lasts_joins_nothing_and_no_record_joins_itself() -> None:
    assert joined("s1", "s2", kind="position")["f1"] == 0
    found = nothing(places={"s1": (at(0, 99),)}, incidents=(("event", frozenset({"s1", "s9"})),))
    figures = crisis_pairs.measure([pair(at(0, 9), at(20, 29), same=True)], found)
    assert (figures["f1"], figures["found"]) == (0, 1)


def test_a_pair_without_records_is_missed_when_it_is_one_thing_and_right_when_it_is_two() -> None:
    figures = crisis_pairs.measure(PAIRS, nothing())
    assert (figures["f1"], figures["recall"], figures["found"]) == (0, 0, 0)
    assert not any(each.joined for each in crisis_pairs.judge(PAIRS, nothing()))


def test_records_not_found_are_left_out_of_the_figure_of_joining_alone() -> None:
    more = [*PAIRS, pair(at(90, 99), at(80, 89), same=True)]
    found = nothing(places=PLACES, incidents=(("event", frozenset({"s1", "s2"})),))
    figures = crisis_pairs.measure(more, found)
    assert (figures["recall"], figures["f1_found"], figures["found"]) == (0.5, 1, 0.5)


# ---------------------------------------------------------------- a crisis, and the marks


def test_pages_have_the_same_ids_wherever_their_folder_lies(tmp_path: Path) -> None:
    found = []
    for name in ("here", "there"):
        folder = write_pages(tmp_path / name)
        with read_in(folder, ["road.txt", "bridge.txt"], load_toy_reader) as crisis:
            found.append(crisis.sql("SELECT id, path FROM current_documents ORDER BY path").rows())
    assert found[0] == found[1]
    assert [row["path"] for row in found[0]] == ["bridge.txt", "road.txt"]


TEXT = "Rufus Firefly said that sanctions on Sylvania must be kept."


def told() -> Reading:
    page = document("wires.jsonl#w1", TEXT, published=day("2031-05-03"))
    firefly: Entity = replace(entity(page, "Rufus Firefly"), country="FRA")
    sylvania = replace(entity(page, "Sylvania"), kind="state", country="ITA")
    words = evidence(page, "sanctions on Sylvania must be kept")
    common = {
        "when": None, "attributed_to": None, "evidence": (words,), "made_by": MADE_BY, "score": 1.0,
    }  # fmt: skip
    position = Position(
        id="p1", actor=Reference(id=firefly.id, name=firefly.name), country=None,
        issue="sanctions", stance=0.6, condition=None, via=None, records=(), **common,
    )  # fmt: skip
    measure = Measure(
        id="m1", kind="sanctions", what="sanctions", by=(), status="in force", conditions=None,
        target=(Reference(id=sylvania.id, name=sylvania.name),), **common,
    )  # fmt: skip
    return Reading(
        document=page,
        entities=(firefly, sylvania),
        statements=(statement(page, firefly, "said", "sanctions on Sylvania must be kept"),),
        positions=(position,),
        measures=(measure,),
    )


def test_a_crisis_gives_its_records_by_page_and_place() -> None:
    with Crisis(filled([told()])) as crisis:
        found = found_in(crisis)
    (position,), (measure,) = found.positions["w1"], found.measures["w1"]
    assert (position.actor.code, position.issue, position.sign) == ("FRA", "sanctions", 1)
    assert [each.code for each in measure.target] == ["ITA"]
    said = [places for id, places in found.places.items() if id.startswith("s")]
    assert said == [(at(14, 18, "w1"),)], "a statement's first place is the whole of it"
    assert found.places["m1"] == (at(24, 58, "w1"),), "an only place stands for itself"


def test_marks_are_places_and_labels_that_hold_together() -> None:
    marks = wire_marks()
    assert set(marks.positions) == set(marks.measures) <= marks.read <= set(marks.pages)
    sides = [place for each in (*marks.disputes, *marks.pairs) for place in (each.a, each.b)]
    assert {place.page for place in sides} <= set(marks.pages)
    assert {each.page for mark in marks.disputes for each in (mark.a, mark.b)} <= marks.read
    for page, of_page in marks.positions.items():
        assert {mark.place.page for mark in of_page} <= {page}
    assert all(len(place.span) for place in sides)


def test_marks_hold_no_text_of_the_wires() -> None:
    keys = {"a", "about", "actor", "b", "by", "end", "group", "issue", "kind", "may", "measures"}
    keys |= {"positions", "same", "sign", "start", "status", "target", "wire"}

    def keys_of(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys_of, value.values()))
        return set().union(*map(keys_of, value)) if isinstance(value, list) else set()

    for name in ("crisis.jsonl", "crisis_disputes.jsonl", "crisis_pairs.jsonl"):
        for line in (GOLD / name).read_text("utf-8").splitlines():
            assert keys_of(json.loads(line)) <= keys


def test_marked_pages_of_the_shared_form(tmp_path: Path) -> None:
    def words(start: int) -> dict[str, object]:
        return {"file": "a.txt", "start": start, "end": start + 5}

    marked = {
        "documents": [{"file": "a.txt"}],
        "positions": [
            {"actor": "France and the West", "issue": "Firefly plan", "polarity": 1, **words(0)},
            {"actor": "France (Firefly)", "issue": "arms to rebels", "polarity": 1, **words(9)},
            {"actor": "France", "issue": "the weather", "polarity": 1, **words(9)},
        ],
        "measures": [
            {"type": "arms delivery", "by": "France", "target": "Sylvania; rebels",
             "status": "turned back", "more": [words(40)], **words(20)},
        ],
        "meetings": [words(0), words(60)],
        "plans": [],
        "contradictions": [
            {"a": words(0), "b": words(9), "about": "x", "kind": "dispute"},
            {"a": words(0), "b": words(9), "about": "y", "kind": "conduct"},
        ],
    }  # fmt: skip
    path = tmp_path / "marked.json"
    path.write_text(json.dumps(marked), "utf-8")
    with pytest.raises(FileNotFoundError, match="--pages"):
        page_marks(path, None)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    marks = page_marks(path, None)
    assert [(mark.issues, mark.sign) for mark in marks.positions["a.txt"]] == [
        ((PLAN,), 1), ((PLAN,), 1), (("arms-supplies",), -1),
    ]  # fmt: skip
    (measure,) = marks.measures["a.txt"]
    assert (measure.status, len(measure.target), measure.by[0].code) == (("halted",), 2, "FRA")
    assert [mark.kind for mark in marks.disputes] == ["fact", "denial"]
    assert sorted(mark.same for mark in marks.pairs) == [False, True]
