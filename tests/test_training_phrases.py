"""Our own sentences for the relation head: every template can be filled, and says what it is."""

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from training.corpora import Tree, weak_names
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


def test_lists_tell_the_kind_of_some_proper_nouns_and_leave_others_open() -> None:
    words = "There Peter Falk of Zorblax Corp. met Qwerty in France on Monday".split()
    proper = tuple(word[0].isupper() and word != "There" for word in words)
    tree = Tree(
        document="",
        words=tuple(words),
        upos=("X",) * len(words),
        proper=proper,
        heads=(-1,) * len(words),
        deprels=("dep",) * len(words),
        entities=("",) * len(words),
    )
    (example,) = weak_names([tree])
    assert example.names is not None
    told = [NAMES[tag] if tag >= 0 else "?" for tag in example.names]
    assert dict(zip(words, told, strict=True)) == {
        "There": "O", "Peter": "B-person", "Falk": "I-person", "of": "O",
        "Zorblax": "B-organization", "Corp.": "I-organization", "met": "O", "Qwerty": "?",
        "in": "O", "France": "B-place", "on": "O", "Monday": "O",
    }  # fmt: skip


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
