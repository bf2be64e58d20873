"""The scorers of the pages stage, on cases whose scores are known."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from demarche.spans import Span
from evals import body_text, lines, meta
from evals.body_html import averages, read_benchmark, shares, shingles


def test_shingles_are_four_tokens_counted() -> None:
    assert shingles("a b c d a b c d")[("a", "b", "c", "d")] == 2
    assert shingles("a b") == {("a", "b"): 1}
    assert shingles("...") == {}


def test_half_of_the_answer_right_and_all_of_the_gold_found() -> None:
    assert shares("a b c d e", "a b c d e f g") == (0.5, 1.0)
    assert averages([(0.5, 1.0), (1.0, 0.5)]) == (0.75, 0.75, 0.75)


@pytest.mark.parametrize("answer", ["", "v w x y z"])
def test_nothing_found_and_nothing_right_score_zero(answer: str) -> None:
    assert shares("a b c d e", answer) == (0.0, 0.0)
    assert averages([shares("a b c d e", answer)]) == (0.0, 0.0, 0.0)


def test_words_are_counted_without_regard_to_case_or_order() -> None:
    assert shares("The talks fail", "fail the", body_text.words) == (1.0, pytest.approx(2 / 3))


def test_the_benchmark_is_read_from_a_folder(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "k.html.gz").write_bytes(gzip.compress(b"<p>x</p>"))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"k": {"articleBody": "x"}}))
    assert list(read_benchmark(tmp_path)) == [("<p>x</p>", "x")]


def test_titles_and_dates() -> None:
    assert meta.same_title("Talks  fail", "Talks fail")
    assert not meta.same_title(None, "Talks fail")
    assert meta.days_off(date(2018, 6, 4), "2018-06-05") == 1
    assert meta.days_off(None, "2018-06-05") is None
    assert meta.days_off(date(2018, 6, 4), "unknown") is None


def test_lines_are_counted_by_half_of_their_characters() -> None:
    text = "Menu\n\nFirst line\nSecond line\nCopyright"
    kinds = {1: "boilerplate", 2: "blank", 3: "body", 4: "body", 5: "boilerplate"}
    found = lines.count_lines(text, [Span(6, 16), Span(17, 21), Span(29, 38)], kinds)
    assert (found.right, found.answered, found.gold) == (1, 2, 2)
    assert lines.count_lines(text, [], kinds).f1 == 0.0


def test_a_marked_page_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="--pages"):
        lines.find_page("a.txt", tmp_path / "gold" / "lines.json", None)
