"""The scorer of linking persons, on readings made by hand, and the draw of wires. No network."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.records import Document, Entity, Reading
from demarche.spans import Span
from evals import people
from evals.draw import drawn
from evals.marked import wires_by_id
from evals.people import GOLD, MarkedWire, PersonMark
from tests.made_records import MADE_BY, day, document, entity, evidence

FIREFLY, TRENTINO = "Rufus Firefly|SYL", "Gino Trentino|ITA"


def person(page: Document, *mentions: str) -> Entity:
    """Return a person of a page, named by the first of these words and found at all of them."""
    places = tuple(evidence(page, words) for words in mentions)
    made_by = replace(MADE_BY, name="entity by name")
    return replace(entity(page, mentions[0]), evidence=places, made_by=made_by)


def wire(text: str, marks: Sequence[tuple[str, str]], *found: Sequence[str]) -> MarkedWire:
    """Return a page with marks (words, person), and the persons read from it by their mentions."""
    page = document(f"{text}.txt", text, published=day("2031-05-09"))
    return MarkedWire(
        marks=tuple(
            PersonMark(
                span=evidence(page, words).span,
                form="office" if words.islower() else "name",
                person=who,
            )
            for words, who in marks
        ),
        reading=Reading(document=page, entities=tuple(person(page, *each) for each in found)),
    )


MET = "Rufus Firefly met the envoy in Geneva, and Gino Trentino left. Mr Firefly stayed."
MARKS = (
    ("Rufus Firefly", FIREFLY),
    ("envoy", TRENTINO),
    ("Gino Trentino", TRENTINO),
)


@given(st.permutations(["Rufus Firefly met.", "Rufus Firefly left.", "Rufus Firefly sat."]))
def test_one_person_on_many_pages_is_all_right_in_any_order(texts: list[str]) -> None:
    name = "Rufus Firefly"
    found = people.measure([wire(text, [(name, FIREFLY)], [name]) for text in texts])
    assert (found["precision"], found["recall"], found["splits"], found["n"]) == (1, 1, 0, 3)


def test_names_and_offices_are_counted_apart() -> None:
    found = people.measure([wire(MET, MARKS, ["Rufus Firefly"], ["Gino Trentino"])])
    assert (found["precision"], found["recall"]) == (1, 2 / 3)
    assert (found["recall_name"], found["recall_office"]) == (1, 0)
    assert (found["n_name"], found["n_office"]) == (2, 1)
    whole = people.measure([wire(MET, MARKS, ["Rufus Firefly"], ["Gino Trentino", "envoy"])])
    assert (whole["f1"], whole["recall_office"], whole["wrong_merges"]) == (1, 1, 0)


def test_nobody_found_scores_zero_and_so_does_an_office_that_nobody_holds() -> None:
    none = people.measure([wire(MET, MARKS)])
    assert (none["precision"], none["recall"], none["f1"], none["n"]) == (0, 0, 0, 3)
    office = people.measure([wire(MET, MARKS[1:2], ["envoy"])])
    assert (office["precision"], office["recall"], office["splits"]) == (0, 0, 0)


def test_another_name_is_not_that_person() -> None:
    named = wire(MET, [("Rufus Firefly", TRENTINO)], ["Rufus Firefly"])
    marks = replace(named.marks[0], form="office")
    assert people.measure([replace(named, marks=(marks,))])["recall"] == 0


def test_of_a_person_in_two_parts_the_smaller_is_wrong() -> None:
    pages = [
        wire(f"Rufus Firefly {act}.", [("Rufus Firefly", FIREFLY)], ["Rufus Firefly"])
        for act in ("sat", "spoke")
    ]
    apart = wire("The envoy Firefly left.", [("Firefly", FIREFLY)], ["Firefly left"])
    found = people.measure([*pages, apart])
    assert (found["recall"], found["splits"], found["wrong_merges"]) == (2 / 3, 1, 0)


def test_of_two_persons_in_one_entity_the_one_less_often_named_is_wrong() -> None:
    joined = wire(MET, MARKS, ["Gino Trentino", "envoy", "Rufus Firefly"])
    found = people.measure([joined])
    assert (found["precision"], found["recall"], found["wrong_merges"]) == (2 / 3, 2 / 3, 1)


def test_an_entity_stands_only_for_one_whose_name_it_can_have() -> None:
    joined = wire(MET, MARKS, ["Rufus Firefly", "envoy", "Gino Trentino"])
    assert people.measure([joined])["recall"] == 1 / 3  # most marks mean Trentino


def test_a_surname_alone_says_nothing_of_who_it_is() -> None:
    text = "Gino Trentino left. His brother Aldo Trentino stayed, Trentino said."
    marks = [("Aldo Trentino", TRENTINO), ("Trentino said", TRENTINO)]
    page = wire(text, marks, ["Gino Trentino", "Trentino said", "brother"])
    office = tuple(replace(mark, form="name") for mark in page.marks[1:])
    assert people.measure([replace(page, marks=office)])["recall"] == 1
    other = tuple(replace(mark, person="Aldo Trentino|ITA") for mark in office)
    assert people.measure([replace(page, marks=other)])["recall"] == 0


def test_words_inside_a_mark_are_those_of_the_mark_that_they_fit() -> None:
    text = "The son of Rufus Firefly spoke."
    marks = [("son of Rufus Firefly", TRENTINO), ("Rufus Firefly", FIREFLY)]
    found = people.measure([wire(text, marks, ["Rufus Firefly"])])
    assert (found["precision"], found["recall"], found["wrong_merges"]) == (1, 1 / 2, 0)


def test_of_two_persons_at_a_mark_the_closer_words_count() -> None:
    page = wire(MET, MARKS[:1], ["Rufus Firefly met the envoy"], ["Rufus Firefly"])
    (found,) = people.persons_at(page)
    assert found is not None
    assert found.name == "Rufus Firefly"


def test_nothing_marked_is_an_error() -> None:
    with pytest.raises(ValueError, match="no marked person"):
        people.measure([wire(MET, ())])


# ---------------------------------------------------------------- marks and draw


def test_the_marks_are_places_of_two_forms_and_hold_no_text() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert len({row["wire"] for row in rows}) == len(rows) == 60
    marks = [mark for row in rows for mark in row["people"]]
    for row in rows:
        places = [(mark["start"], mark["end"]) for mark in row["people"]]
        assert places == sorted(set(places))
    for mark in marks:
        assert set(mark) == {"start", "end", "form", "person"}
        assert mark["form"] in ("name", "office")
        assert 0 <= mark["start"] < mark["end"]
        assert re.fullmatch(r"[^|]+\|(?:[A-Z]{2,3}|[A-Z][a-z]+)", mark["person"])
    people_marked = {mark["person"] for mark in marks}
    assert len({key.partition("|")[0] for key in people_marked}) == len(people_marked)


def test_marks_lie_on_whole_words_of_the_wires_drawn(shared: Path) -> None:
    wires = wires_by_id(shared / "data/wires/wires.jsonl.gz")
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert [row["wire"] for row in rows] == [wire["id"] for wire in drawn(wires.values())]
    for row in rows:
        text = wires[row["wire"]]["text"]
        for mark in row["people"]:
            words = Span(mark["start"], mark["end"]).of(text)
            assert words == words.strip()
            around = text[max(0, mark["start"] - 1) : mark["end"] + 1]
            assert re.search(rf"(?<!\w){re.escape(words)}(?!\w)", around)


WIRES = [
    {
        "id": str(number),
        "published": "20050101",
        "text": f"President Ada Brandt and Envoy Rosa Lind spoke of peace. word{number} "
        + " ".join(f"filler{number}x{at}" for at in range(100)),
    }
    for number in range(22)
]


@settings(max_examples=10)  # each draw compares all pairs of wires
@given(st.permutations(WIRES))
def test_the_draw_does_not_see_the_order_and_takes_so_many_a_year(
    wires: list[dict[str, str]],
) -> None:
    ids = [wire["id"] for wire in drawn(wires)]
    assert ids == [wire["id"] for wire in drawn(WIRES)]
    assert len(set(ids)) == 20


def test_the_draw_leaves_out_sport_and_what_repeats_another() -> None:
    (one,) = drawn(WIRES[:1])
    assert len(list(drawn([one, {**one, "id": "again"}]))) == 1
    assert list(drawn([{**one, "text": one["text"] + " They won the cup."}])) == []
    assert list(drawn([{**one, "published": "20040101"}])) == []
