"""Our own sentences for the relation head: every template can be filled, and says what it is."""

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from training.corpora import Tree, name_tags, read_marks
from training.labels import NAMES, RELATIONS
from training.pairs import pairs_of, relation_example, scene_example, swap_states
from training.phrases import SCENES, Fillers, fill_template, read_scenes, read_templates

CLASSES = {"state", "capital", "adj", "body", "person", "group", "people", "force", "press"}


@pytest.fixture
def fillers(tmp_path: Path) -> Fillers:
    offices = tmp_path / "offices.csv"
    offices.write_text("country,position,person\nNOR,Minister,Ada Brandt\n", encoding="utf-8")
    return Fillers(offices, random.Random(1))


def test_every_template_has_a_known_type_and_one_slot_a_party() -> None:
    templates = read_templates()
    assert len(set(templates)) == len(templates)
    for kind, text in templates:
        assert kind in (*RELATIONS, "NONE")
        slots = re.findall(r"\{([ar]):([a-z|]+)\}", text)
        assert sorted(party for party, _ in slots) == ["a", "r"], text
        assert all(set(kinds.split("|")) <= CLASSES for _, kinds in slots), text
        assert text.count("{") == 2


def test_no_type_is_rare() -> None:
    counts = Counter(kind for kind, _ in read_templates())
    assert min(counts[kind] for kind in (*RELATIONS, "NONE")) >= 100


def test_filled_templates_are_examples_of_their_type(fillers: Fillers) -> None:
    for kind, text in read_templates():
        example = relation_example(fill_template(text, fillers), kind)
        assert example is not None, text
        (pair,) = example.pairs
        assert pair.relation == (None if kind == "NONE" else RELATIONS.index(kind))
        assert pair.exists == (kind != "NONE")
        assert pair.actor[0] < pair.actor[1]
        assert pair.recipient[0] < pair.recipient[1]


def test_a_sentence_begins_with_a_capital(fillers: Fillers) -> None:
    assert fill_template("{a:force} fired on {r:people}.", fillers)[3].isupper()


# ---------------------------------------------------------------- names


def test_marked_names_lie_apart_and_have_a_known_kind() -> None:
    marks = read_marks()
    assert len(marks) > 4000
    for name, ranges in marks.items():
        ends = [0, *(end for _, end, _ in ranges)]
        assert all(
            before <= start < end for before, (start, end, _) in zip(ends, ranges, strict=False)
        ), name
        assert {kind for _, _, kind in ranges} <= {"person", "organization", "place"}, name


def test_marks_become_tags_and_other_words_have_none() -> None:
    tree = Tree(
        document="", name="s-1", words=("There", "Peter", "Falk", "met", "France"),
        upos=("X",) * 5, proper=(False,) * 5, heads=(-1,) * 5, deprels=("dep",) * 5,
        entities=("",) * 5,
    )  # fmt: skip
    tags = name_tags(tree, {"s-1": ((1, 3, "person"), (4, 5, "place"))})
    assert [NAMES[tag] for tag in tags] == ["O", "B-person", "I-person", "O", "B-place"]
    assert name_tags(tree, {}) == [0] * 5


# ---------------------------------------------------------------- scenes


def test_every_scene_numbers_its_slots_and_relates_known_parties() -> None:
    scenes = read_scenes()
    assert len({text for text, _ in scenes}) == len(scenes)
    for text, listed in scenes:
        slots = re.findall(r"\{(\d):([a-z|]+)\}", text)
        assert [number for number, _ in slots] == [str(at) for at in range(1, len(slots) + 1)]
        assert len(slots) > 1, text
        assert all(set(kinds.split("|")) <= CLASSES for _, kinds in slots), text
        for (actor, recipient), kind in listed.items():
            assert actor != recipient, text
            assert {actor, recipient} <= {number for number, _ in slots}, text
            assert kind in (*RELATIONS, "?"), text


def test_no_relation_of_a_scene_is_lost_in_reading_it() -> None:
    for line in SCENES.read_text(encoding="utf-8").splitlines():
        listed = line.partition("\t")[2]
        assert listed == "NONE" or all(
            re.fullmatch(r"\d>\d ([A-Z]+|\?)", each) for each in listed.split("; ")
        ), line


def test_unlisted_pairs_are_unrelated_and_open_ones_left_out(fillers: Fillers) -> None:
    template = "{1:state} met {2:state} after {3:group} had shelled {4:people}, it said."
    listed = {("1", "2"): "CONSULT", ("3", "4"): "ASSAULT", ("1", "3"): "?"}
    example = scene_example(fill_template(template, fillers), listed)
    assert example is not None
    related = {(pair.actor, pair.recipient): pair for pair in example.pairs}
    order = sorted({words for pair in related for words in pair})
    found = {
        (order.index(one) + 1, order.index(two) + 1): pair for (one, two), pair in related.items()
    }
    assert found[1, 2].relation == RELATIONS.index("CONSULT")
    assert found[3, 4].relation == RELATIONS.index("ASSAULT")
    assert (2, 1) not in found, "the way back of a mutual relation is left open"
    assert (1, 3) not in found, "a question mark leaves a pair open"
    unrelated = {pair for pair in found if not found[pair].exists}
    assert unrelated == {*permutations((1, 2, 3, 4), 2)} - {(1, 2), (2, 1), (3, 4), (1, 3)}


def test_slots_of_one_sentence_are_filled_differently(fillers: Fillers) -> None:
    for text, _ in read_scenes():
        marked = fill_template(text, fillers)
        words = [match[2].lower() for match in re.finditer(r"<(\d)>(.*?)</\1>", marked)]
        assert len(set(words)) == len(words), marked


def test_other_states_take_the_place_of_marked_ones(fillers: Fillers) -> None:
    marked = "<s>France</s> told the envoy of <t>the rebels</t> that Chad was closed."
    swapped = swap_states(marked, fillers)
    assert swapped != marked
    assert re.sub(r"<s>.*?</s>", "<s>France</s>", swapped) == marked


# ---------------------------------------------------------------- pairs


def test_one_marked_pair_gets_unrelated_ones_and_a_scene_does_not() -> None:
    marked = relation_example("<s>Chad</s> shelled a town of <t>the rebels</t>.", "ASSAULT")
    assert marked is not None
    first, back, *near = pairs_of(marked, random.Random(3))
    assert first == marked.pairs[0]
    assert (back.actor, back.recipient, back.exists) == (first.recipient, first.actor, False)
    assert not any(pair.exists for pair in near)
    scene = scene_example(
        "<1>Chad</1> shelled <2>rebels</2>.", {("1", "2"): "ASSAULT", ("2", "1"): "?"}
    )
    assert scene is not None
    (only,) = pairs_of(scene, random.Random(3))
    assert only.exists


def test_parties_of_a_sentence_without_an_event_are_unrelated() -> None:
    marked = relation_example("<s>Chad</s> borders <t>Niger</t>.", "AGREE")
    assert marked is not None
    assert not any(pair.exists for pair in pairs_of(replace(marked, quad=0), random.Random(3)))
