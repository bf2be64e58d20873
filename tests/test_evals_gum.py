"""Scorers on GUM documents and on pairs of sentences, on hand-made cases. No network."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.records import Annotation, Mention, Token
from demarche.spans import Span
from evals import coref, entities, likeness
from evals.gum import documents_of

CONLLU = """# newdoc id = made
# newpar
# sent_id = 1
1\tAnna\t_\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1-person-new-cf1-1-coref
2\tSmith\t_\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)
3\tleft\t_\tVERB\t_\t_\t0\troot\t_\t_
4\ther\t_\tPRON\t_\t_\t5\tnmod:poss\t_\tEntity=(2-place-new-cf2-2-sgl(1-person-giv-cf1-1-ana)
5\thome\t_\tNOUN\t_\t_\t3\tobj\t_\tSpaceAfter=No|Entity=2)

# sent_id = 2
1\tShe\t_\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-1-ana)
2\tsang\t_\tVERB\t_\t_\t0\troot\t_\t_

# newpar
# sent_id = 3
1\tWhy\t_\tADV\t_\t_\t0\troot\t_\t_
"""


def document(tmp_path: Path):
    (tmp_path / "made.conllu").write_text(CONLLU, "utf-8")
    (found,) = documents_of(tmp_path)
    return found


def test_paragraphs_sentences_and_nested_mentions_are_read(tmp_path: Path) -> None:
    found = document(tmp_path)
    assert [[len(s) for s in paragraph] for paragraph in found.paragraphs] == [[5, 2], [1]]
    marked = {(one.words, one.kind, one.entity) for one in found.mentions}
    assert marked == {
        ((0, 0, 1), "person", "1"),
        ((0, 3, 4), "place", "2"),
        ((0, 3, 3), "person", "1"),
        ((0, 5, 5), "person", "1"),
    }


def test_a_folder_without_documents_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="CoNLL-U"):
        list(documents_of(tmp_path))


def answer(*mentions: Mention) -> Annotation:
    tokens = tuple(
        Token(span=Span(2 * at, 2 * at + 1), upos="X", head=at - 1, deprel="dep") for at in range(7)
    )
    return Annotation(text="a " * 7, tokens=tokens, sentences=((0, 7),), mentions=mentions)


def test_a_mention_counts_when_both_ends_are_right_and_its_type_apart(tmp_path: Path) -> None:
    given = answer(
        Mention(first=0, last=1, head=0, kind="person", score=1),
        Mention(first=3, last=4, head=4, kind="object", score=1),
        Mention(first=5, last=6, head=5, kind="person", score=1),
    )
    figures = entities.measure([(document(tmp_path), [given, answer()])])
    assert figures["n"] == 4
    assert figures["f1"] == pytest.approx(2 * 1 / 7)
    assert figures["span_f1"] == pytest.approx(2 * 2 / 7)


# ---------------------------------------------------------------- coreference

GOLD = [frozenset("abc"), frozenset("defg")]


def test_the_gold_itself_scores_one_and_nothing_scores_zero() -> None:
    assert set(coref.measure([(GOLD, GOLD)]).values()) == {1.0}
    assert set(coref.measure([(GOLD, [])]).values()) == {0.0}
    alone = [frozenset(one) for one in "abcdefg"]
    assert set(coref.measure([(GOLD, alone)]).values()) == {0.0}


def test_the_three_measures_on_the_textbook_case() -> None:
    # The example of the CoNLL scorer's paper (Pradhan et al. 2014): f and g's company differ.
    answered = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
    found = coref.measure([(GOLD, answered)])
    assert found["muc"] == pytest.approx(0.4)  # recall 2/5, precision 2/5
    # recall (1/3 * (4 + 1) + 1/4 * (1 + 4)) / 7, precision (2 + 1/2 * 2 + 1/4 * 4) / 8
    recall, precision = (5 / 3 + 5 / 4) / 7, 4 / 8
    assert found["b3"] == pytest.approx(2 * recall * precision / (recall + precision))
    # best: abc with ab (4/5), defg with fghi (1/2)
    recall, precision = 1.3 / 2, 1.3 / 3
    assert found["ceaf"] == pytest.approx(2 * recall * precision / (recall + precision))


@given(st.lists(st.sampled_from("xyz"), min_size=7, max_size=7))
def test_singletons_change_nothing_and_scores_are_shares(owners: list[str]) -> None:
    answered = [
        frozenset(m for m, own in zip("abcdefg", owners, strict=True) if own == name)
        for name in sorted(set(owners))
    ]
    found = coref.measure([(GOLD, answered)])
    assert all(0 <= value <= 1 for value in found.values())
    assert found == coref.measure([([*GOLD, frozenset("q")], [*answered, frozenset("r")])])


def test_gold_mentions_get_heads_and_kinds_from_the_reader(tmp_path: Path) -> None:
    read = answer(Mention(first=0, last=2, head=0, kind="animal", score=1))
    given, _ = coref.with_gold(document(tmp_path), [read, answer()])
    assert [(m.first, m.last, m.head, m.kind) for m in given.mentions] == [
        (0, 1, 0, "animal"), (3, 3, 3, "abstract"), (3, 4, 3, "abstract"), (5, 5, 5, "abstract"),
    ]  # fmt: skip


# ---------------------------------------------------------------- likeness


def test_the_area_is_the_share_of_couples_in_order() -> None:
    claims = ["same", "same", "other", "other", "near"]
    figures = likeness.measure(claims, [0.9, 0.4, 0.4, 0.1, 0.95])
    assert figures == {"auc": 3.5 / 4, "near_auc": 0.0, "n": 4}


def test_a_kind_without_a_pair_is_an_error() -> None:
    with pytest.raises(ValueError, match="near"):
        likeness.measure(["same", "other"], [1, 0])


def test_pairs_are_cut_from_the_wires_that_are_there() -> None:
    wires = "\n".join(
        json.dumps({"id": name, "text": text})
        for name, text in (("a", "It  is.\nNo."), ("b", "So."))
    )
    table = (
        "one\tstart\tend\ttwo\tstart\tend\tclaim\na\t0\t7\tb\t0\t3\tsame\na\t0\t1\tc\t0\t1\tnear"
    )
    (pair,) = likeness.pairs_of(wires, table)
    assert (pair.one, pair.two, pair.claim) == ("It is.", "So.", "same")
