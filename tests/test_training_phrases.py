"""Our own sentences for the relation head: every template can be filled, and says what it is."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from training.corpora import Tree, relation_example, weak_names
from training.labels import NAMES, RELATIONS
from training.phrases import Fillers, fill_template, read_templates

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
        assert (example.quad == 0) == (kind == "NONE")
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
