"""Pairs that were marked by reading: every line names its own parties and means what it says."""

import gzip
import json
import tarfile
from functools import partial
from itertools import permutations
from pathlib import Path

import pytest

from demarche.spans import Span
from evals.marked_pairs import part_of, read_marked_sentences, sentences_for
from training.corpora import Example
from training.labels import RELATIONS
from training.marked_pairs import read_marked_pairs

LINES = 5000  # sentences that are marked at least


def test_every_line_marks_ranges_of_its_sentence() -> None:
    sentences = read_marked_sentences()
    assert len(sentences) > LINES
    places = {(each.text, each.span) for each in sentences}
    assert len(places) == len(sentences), "no sentence is marked twice"
    for each in sentences:
        assert all(each.span.covers(party) and len(party) for party in each.parties), each
        assert len(set(each.parties)) == len(each.parties) > 1, each
        assert set(each.listed.values()) <= {*RELATIONS, "?"}, each
        assert all(one != two for one, two in each.listed), each


def test_a_pair_of_a_party_that_is_not_there_is_named(tmp_path: Path) -> None:
    marks = tmp_path / "marks.tsv"
    marks.write_text("w-2\t0\t20\t0-4 9-12\t1>3 ASSAULT\n", encoding="utf-8")
    with pytest.raises(ValueError, match="of 2 parties"):
        read_marked_sentences(marks)


def test_what_is_measured_or_fitted_on_is_not_learned(data: Path) -> None:
    parts = {part: sentences_for(part) for part in ("measuring", "fitting", "training")}
    texts = [{each.text for each in sentences} for sentences in parts.values()]
    assert sum(map(len, texts)) == len(set.union(*texts)), "no text is in two parts"
    assert sum(map(len, parts.values())) == len(read_marked_sentences())
    assert all(parts.values())
    marks = data / "marks.tsv"
    for number in range(40):
        key = f"w-{number}"
        with gzip.open(data / "wires/wires.jsonl.gz", "wt", encoding="utf-8") as wires:
            wires.write(json.dumps({"id": key, "text": "Zembla met Grenoble."}) + "\n")
        marks.write_text(f"{key}\t0\t20\t0-6 11-19\t1>2 CONSULT\n", encoding="utf-8")
        assert bool(read_marked_pairs(data, marks)) == (part_of(key) == "training")


TEXT = (
    "A dull first line.\n\nIt rained. Zembla's troops shelled Ruritania after talks with Grenoble."
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "wires").mkdir()
    (tmp_path / "events").mkdir()
    (tmp_path / "attribution").mkdir()
    with tarfile.open(tmp_path / "attribution/polnear-train.tar.gz", "w:gz"):
        pass
    with gzip.open(tmp_path / "wires/wires.jsonl.gz", "wt", encoding="utf-8") as wires:
        wires.write(json.dumps({"id": "w-2", "text": TEXT}) + "\n")
    with gzip.open(tmp_path / "events/actor-target-tags-train.txt.gz", "wt") as tags:
        tags.write("Zembla B-S\nfired O\n")
    classed = tmp_path / "events/pentacode-sentences-train.tsv"
    classed.write_text("sentence\tpenta\nIt rained.\t0\n", encoding="utf-8")
    return tmp_path


def test_a_paragraph_has_all_pairs_of_its_marked_sentence_but_the_open_ones(data: Path) -> None:
    names = ("Zembla's troops", "Zembla", "Ruritania", "Grenoble")
    parties = [Span(TEXT.index(name), TEXT.index(name) + len(name)) for name in names]
    marked = " ".join(f"{party.start}-{party.end}" for party in parties)
    begin = TEXT.index("Zembla")
    line = f"w-2\t{begin}\t{len(TEXT)}\t{marked}\t1>3 ASSAULT; 2>4 CONSULT; 3>4 ?\n"
    (data / "marks.tsv").write_text(line, encoding="utf-8")
    (example,) = read_marked_pairs(data, data / "marks.tsv")
    assert example.complete
    assert example.words[:3] == ("It", "rained", ".")
    assert example.sentence[3] == 1
    words = partial(_words_of, example)
    found = {(words(pair.actor), words(pair.recipient)): pair.relation for pair in example.pairs}
    whole, state, other, city = ("Zembla 's troops", "Zembla", "Ruritania", "Grenoble")
    assert found[whole, other] == RELATIONS.index("ASSAULT")
    assert found[state, city] == RELATIONS.index("CONSULT")
    left_open = {
        (other, city),  # marked so
        (state, other),  # inside a related party
        (whole, city),  # around one
        (city, state),  # the way back of what both do
        (city, whole),
        (whole, state),  # one inside the other
        (state, whole),
    }
    related = {(whole, other), (state, city)}
    assert found.keys() == {*permutations((whole, state, other, city), 2)} - left_open
    assert {pair for pair in found if found[pair] is None} == found.keys() - related


def _words_of(example: Example, words: tuple[int, int]) -> str:
    return " ".join(example.words[slice(*words)])
