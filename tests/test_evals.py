"""The scorers on hand-made cases with known answers; none of them loads the network."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.records import Annotation, Attribution, Name, NameKind, Paragraph
from demarche.spans import Span
from evals import __main__ as command
from evals import attribution, events, names, relations, speed, syntax
from evals.files import column_blocks, read_folder
from evals.measures import Counts, compare, macro_f1
from evals.tasks import TASKS, pages_beside, task_file
from tests.toy_reader import toy_reader

LETTERS = st.lists(st.sampled_from("abc"), min_size=1, max_size=12)


# ---------------------------------------------------------------- measures


@given(LETTERS, st.randoms())
def test_macro_f1_is_one_for_the_gold_itself_and_does_not_see_the_order(
    gold: list[str], random: object
) -> None:
    answers = [{"a": "b", "b": "b", "c": "z"}[name] for name in gold]
    assert macro_f1(gold, gold) == 1
    assert macro_f1(gold, ["z"] * len(gold)) == 0
    assert macro_f1(gold[::-1], answers[::-1]) == pytest.approx(macro_f1(gold, answers))


def test_macro_f1_counts_only_classes_of_the_gold() -> None:
    # a: precision 1/1, recall 1/2 -> 2/3; b: precision 1/2, recall 1/1 -> 2/3; z is not in the gold
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert macro_f1(["a", "a", "b"], ["a", "z", "b"]) == pytest.approx((2 / 3 + 1) / 2)


def test_counts() -> None:
    counts = compare({1, 2, 3}, {3, 4}) + compare(set(), {5})
    assert counts == Counts(right=1, answered=3, gold=3)
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert Counts().f1 == 0


# ---------------------------------------------------------------- files


def test_blocks_are_divided_by_lines_without_words() -> None:
    text = "# a comment\n1\t#\tO\n\n \t\n1\tx\tO\r\n2\ty\tO"
    assert list(column_blocks(text)) == [
        [["1", "#", "O"]],
        [["1", "x", "O"], ["2", "y", "O"]],
    ]


# ---------------------------------------------------------------- syntax

CONLLU = """# text = They don't.
1\tThey\tthey\tPRON\t_\t_\t0\troot\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t1\taux:pass\t_\t_
3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_
3.1\tgo\tgo\tVERB\t_\t_\t_\t_\t_\t_
4\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_
"""


def test_syntax_leaves_out_ranges_and_empty_nodes() -> None:
    (sentence,) = syntax.sentences_of(CONLLU)
    assert sentence.words == ("They", "do", "n't", ".")
    assert sentence.gold[0] == ("PRON", -1, "root")
    assert sentence.gold[2] == ("PART", 1, "advmod")


def test_syntax_counts_heads_labels_and_tags_apart() -> None:
    (sentence,) = syntax.sentences_of(CONLLU)
    answer = [("PRON", -1, "root"), ("AUX", 0, "aux"), ("PART", 0, "advmod"), ("X", 0, "punct")]
    figures = syntax.measure([sentence.gold], [answer])
    assert figures == {"uas": 0.75, "las": 0.5, "upos": 0.75, "n": 4}


def test_syntax_of_a_wrong_tree_is_zero_and_a_short_one_is_refused() -> None:
    gold = [[("PRON", -1, "root"), ("VERB", 0, "dep")]]
    wrong = [[("VERB", 1, "root"), ("PRON", -1, "root")]]
    assert syntax.measure(gold, wrong) == {"uas": 0, "las": 0, "upos": 0, "n": 2}
    with pytest.raises(ValueError, match="shorter"):
        syntax.measure(gold, [gold[0][:1]])


# ---------------------------------------------------------------- names

IOB2 = """# text = Anna Ek of Bor Ltd left Bor
1\tAnna\tB-PER\t-\t-
2\tEk\tI-PER\t-\t-
3\tof\tO\t-\t-
4\tBor\tB-ORG\t-\t-
5\tLtd\tI-ORG\t-\t-
6\tleft\tO\t-\t-
7\tBor\tB-LOC\t-\t-
"""


def named(
    *found: tuple[int, int, NameKind],
) -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
    """Return a reader that finds these names in every paragraph."""

    def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        names = tuple(Name(span=Span(a, b), kind=kind, score=1.0) for a, b, kind in found)
        return tuple(
            Annotation(text=one.text, tokens=(), sentences=(), names=names) for one in paragraphs
        )

    return read


def test_names_are_right_when_span_and_kind_are() -> None:
    sentences = list(names.sentences_of(IOB2))
    # Anna Ek | Bor Ltd as a place | Bor
    reader = named((0, 7, "person"), (11, 18, "place"), (24, 27, "place"))
    figures = names.measure(sentences, reader)
    assert figures == pytest.approx({"f1": 2 / 3, "precision": 2 / 3, "recall": 2 / 3, "n": 3})


def test_names_off_the_tokens_are_wrong_and_not_lost() -> None:
    sentences = list(names.sentences_of(IOB2))
    figures = names.measure(sentences, named((0, 6, "person"), (1, 7, "person")))
    assert figures == {"f1": 0, "precision": 0, "recall": 0, "n": 3}
    figures = names.measure(sentences, named((0, 7, "person"), (0, 6, "person")))
    assert figures["precision"] == 0.5


def test_names_of_two_columns_and_other_types() -> None:
    (sentence,) = names.sentences_of("Bor\tB-LOC\nand\tO\nPact\tB-MISC\nBor\tI-LOC\n")
    assert sentence.words == ("Bor", "and", "Pact", "Bor")
    assert list(names.names_of(sentence.tags)) == [(0, 1, "LOC")]


def test_two_names_side_by_side_stay_two() -> None:
    assert list(names.names_of(["B-PER", "B-PER", "I-PER", "I-ORG"])) == [
        (0, 1, "PER"),
        (1, 3, "PER"),
    ]


# ---------------------------------------------------------------- relations


def test_marks_are_taken_out_and_the_spans_kept() -> None:
    table = "marked_sentence\tgold_root\nIn May <t>Bor</t> was hit by <s>Ar's men</s>.\tASSAULT\n"
    (pair,) = relations.pairs_of(table)
    assert pair.sentence == "In May Bor was hit by Ar's men."
    assert (pair.source.of(pair.sentence), pair.target.of(pair.sentence)) == ("Ar's men", "Bor")


def test_parties_may_stand_in_columns_or_be_unnamed() -> None:
    table = (
        "sentence\tsource\ttarget\tgold_root\n"
        "Bor met Ar.\tBor\tAr\tCONSULT\n"
        '"Bor said ""no""."\tBor\ta recipient\tREJECT\n'
    )
    first, second = relations.pairs_of(table)
    assert (first.source, first.target) == (Span(0, 3), Span(8, 10))
    assert second.sentence == 'Bor said "no".'
    assert (second.source, second.target) == (Span(0, 3), Span(0, len(second.sentence)))


def test_relations_by_class_quad_and_side() -> None:
    gold = ["CONCEDE", "RETREAT", "ACCUSE", "REJECT"]
    figures = relations.measure(gold, ["YIELD", "AID", "REJECT", "REJECT"])
    # YIELD 2/3, ACCUSE 0, REJECT 2/3; quads and sides are all right
    assert figures["macro_f1"] == pytest.approx(4 / 9)
    assert figures["micro_f1"] == 0.5
    assert figures["quad_macro_f1"] == figures["binary_macro_f1"] == 1
    assert (figures["n"], figures["n_YIELD"], figures["n_ACCUSE"]) == (4, 2, 1)
    assert figures["macro_f1_low"] <= figures["macro_f1"] <= figures["macro_f1_high"]


def test_relations_all_wrong_are_zero() -> None:
    figures = relations.measure(["AGREE", "AID"], ["ASSAULT", "ASSAULT"])
    keys = ("macro_f1", "micro_f1", "quad_macro_f1", "binary_macro_f1", "macro_f1_high")
    assert [figures[key] for key in keys] == [0, 0, 0, 0, 0]


def test_relations_refuse_unknown_classes_and_missing_answers() -> None:
    with pytest.raises(ValueError, match="unknown class 'NONE'"):
        relations.measure(["AGREE"], ["NONE"])
    with pytest.raises(ValueError, match="2 gold classes and 1 answers"):
        relations.measure(["AGREE", "AID"], ["AGREE"])


# ---------------------------------------------------------------- attribution

ARTICLE = "Head\n\nAnna said rain fell. “Much,” she added, “too much.”\n\nNobody spoke."
BRAT = "\n".join(
    (
        "T1\tSource 6 10\tAnna",
        "T2\tCue 11 15\tsaid",
        "T3\tContent 16 25\train fell",
        "E1\tAttribution:T9 Source:T1 Cue:T2 Content:T3",
        "T9\tAttribution 11 15\tsaid",
        "T4\tSource 35 38\tshe",
        "T5\tCue 39 44\tadded",
        "T6\tContent 46 57;27 34\t“too much.” “Much,”",
        "E2\tAttribution:T8 Source:T4 Cue:T5 Content:T6",
        "T8\tAttribution 39 44\tadded",
        "T7\tDiscuss 0 4\tHead",
        "#1\tAnnotatorNotes T7\ta note",
    )
)


def speaking(*said: Attribution) -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
    """Return a reader that finds these attributions in the paragraph about Anna."""

    def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        return tuple(
            Annotation(
                text=one.text,
                tokens=(),
                sentences=(),
                attributions=said if one.text.startswith("Anna") else (),
            )
            for one in paragraphs
        )

    return read


def said(source: Span | None, cue: Span, *content: Span) -> Attribution:
    """Return an attribution; spans count from the start of Anna's paragraph."""
    return Attribution(source=source, cue=cue, content=content, score=1.0)


FIRST = said(Span(0, 4), Span(5, 9), Span(10, 19))
SECOND = said(Span(29, 32), Span(33, 38), Span(21, 28), Span(40, 51))


def test_the_marks_of_the_test_are_those_meant() -> None:
    first, second = attribution.read_brat(BRAT)
    assert [span.of(ARTICLE) for span in first.content] == ["rain fell"]
    assert [span.of(ARTICLE) for span in second.content] == ["“Much,”", "“too much.”"]


def test_attribution_all_right_is_one() -> None:
    figures = attribution.measure({"a_1": ARTICLE}, {"a_1_x": BRAT}, speaking(FIRST, SECOND))
    assert figures.pop("n") == 2
    assert set(figures.values()) == {1.0}


def test_attribution_counts_spans_starts_and_wholes_apart() -> None:
    short = said(Span(0, 4), Span(5, 9), Span(10, 14))  # "rain" only
    figures = attribution.measure({"a": ARTICLE}, {"a_x": BRAT}, speaking(short, SECOND))
    assert figures["source_f1"] == figures["cue_f1"] == 1
    assert figures["content_f1"] == pytest.approx(2 / 3)
    assert figures["begin_content_f1"] == 1
    assert figures["whole_f1"] == 0.5


def test_attribution_of_nothing_and_of_wrong_spans_is_zero() -> None:
    shifted = said(Span(1, 4), Span(6, 9), Span(11, 19))
    for reader in (speaking(), speaking(shifted)):
        figures = attribution.measure({"a": ARTICLE}, {"a_x": BRAT}, reader)
        assert figures.pop("n") == 2
        assert set(figures.values()) == {0}


def test_every_annotator_counts() -> None:
    one = BRAT.replace("E2\tAttribution", "X2\tAttribution")
    figures = attribution.measure(
        {"a": ARTICLE}, {"a_x": BRAT, "a_y": one}, speaking(FIRST, SECOND)
    )
    assert figures["n"] == 3
    assert figures["cue_f1"] == pytest.approx(2 * 3 / (4 + 3))


def test_edges_of_white_space_are_trimmed_on_both_sides() -> None:
    wide = said(Span(0, 5), Span(4, 10), Span(9, 19))
    figures = attribution.measure({"a": ARTICLE}, {"a_x": BRAT}, speaking(wide, SECOND))
    assert figures["whole_f1"] == 1


def test_paragraphs_end_after_300_tokens() -> None:
    text = "a " * 299 + "b , c\n\n \nnext one"
    first, second = attribution.paragraphs_of(text)
    assert first.of(text).endswith(" a b")
    assert second.of(text) == "next one"


def test_marks_without_text_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected text/b\.txt"):
        attribution.measure({"a": ARTICLE}, {"b_x": BRAT}, speaking())


# ---------------------------------------------------------------- speed and the command


def test_speed_takes_the_first_pages_and_mends_their_days() -> None:
    lines = [json.dumps({"id": str(n), "published": "20060102", "text": "x"}) for n in range(5)]
    pages = [json.loads(line) for line in speed.pages_of("\n".join(lines), 2)]
    assert [page["id"] for page in pages] == ["0", "1"]
    assert pages[0]["published"] == "2006-01-02"
    assert speed.iso_day("2006-01-02T10:00") == "2006-01-02T10:00"
    with pytest.raises(ValueError, match="no page"):
        speed.pages_of("", 2)


def test_memory_is_of_the_right_size() -> None:
    assert 20 < speed.peak_mb(workers=0) < 8_000


def test_the_last_line_of_the_command_is_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fixed(path: Path, *, pages: Path | None = None) -> dict[str, float]:
        return {"f1": 0.5, "n": 2}

    monkeypatch.setattr("evals.__main__.scorer", lambda name: fixed)
    assert command.main(["names", str(tmp_path / "x.iob2"), "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed.splitlines()[-1]) == {"f1": 0.5, "n": 2}
    assert "0.5000" in printed


def test_a_missing_file_is_one_line_and_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def missing(path: Path, *, pages: Path | None = None) -> dict[str, float]:
        return {"n": len(path.read_bytes())}

    monkeypatch.setattr("evals.__main__.scorer", lambda name: missing)
    assert command.main(["names", str(tmp_path / "absent.iob2")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "absent.iob2" in captured.err


def test_folders_are_read_like_archives(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "b.txt").write_bytes(b"B")
    (tmp_path / "a.txt").write_bytes(b"A")
    assert read_folder(tmp_path) == {"a.txt": b"A", "text/b.txt": b"B"}


def test_development_parts_are_where_the_tasks_say(shared: Path) -> None:
    assert [task.file for task in TASKS if not task_file(task, shared).exists()] == []
    assert pages_beside(shared / "gold" / "two-pages-lines.json") == shared / "seeds"
    assert pages_beside(shared / "data" / "x.json") is None


# ---------------------------------------------------------------- events

MARKED = "sentence_id\tmarked_sentence\tgold_root\n"


def events_of(*rows: tuple[str, str]) -> dict[str, float]:
    """Score marked sentences with the toy reader."""
    table = MARKED + "".join(f"{n}\t{text}\t{root}\n" for n, (text, root) in enumerate(rows))
    return events.measure(list(events.rows_of(table)), toy_reader)


def test_an_event_counts_with_its_actor_its_recipient_and_its_type() -> None:
    right = ("<s>France</s> condemned <t>Germany</t>.", "ACCUSE")
    other_type = ("<s>France</s> condemned <t>Germany</t>.", "ASSAULT")
    turned_round = ("<t>France</t> condemned <s>Germany</s>.", "ACCUSE")
    assert events_of(right) == {"recall": 1, "pair_recall": 1, "per_sentence": 1, "n": 1}
    assert events_of(other_type) == {"recall": 0, "pair_recall": 1, "per_sentence": 1, "n": 1}
    assert events_of(turned_round)["pair_recall"] == 0
    assert events_of(right, other_type, turned_round)["recall"] == pytest.approx(1 / 3)


def test_sentences_with_one_mark_are_left_out_of_events() -> None:
    table = MARKED + "0\t<s>France</s> condemned it.\tACCUSE\n"
    assert list(events.rows_of(table)) == []
    with pytest.raises(ValueError, match="both marks"):
        events.measure([], toy_reader)
