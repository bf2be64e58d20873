"""Scorers of quantities and of number cases, on cases with known answers."""

import json
import math
from pathlib import Path

import pytest

from evals import number_cases, quantities
from evals.number_cases import PARTS, read_skipped, read_value, right
from evals.quantities import Quantity, match, read_marked


def marked(value: str, change: str = "=") -> dict[str, str]:
    return {"value": value, "change": change, "unit": "-"}


def test_marked_values_are_read_with_ranges_minus_and_powers() -> None:
    assert read_marked(marked("12.0", "up")) == Quantity((12.0,), "=")
    assert read_marked(marked("9.0-2.0")) == Quantity((2.0, 9.0), "=")
    assert read_marked(marked("-260", "down")) == Quantity((-260.0,), "=")
    assert read_marked(marked("1.99E-29", "~")) == Quantity((1.99e-29,), "~")
    with pytest.raises(ValueError, match="many"):
        read_marked(marked("many"))


def test_an_answer_meets_one_quantity_and_the_bound_counts_apart() -> None:
    gold = [Quantity((5.0,), "="), Quantity((5.0,), ">"), Quantity((1.0, 2.0), "=")]
    assert match(gold, gold) == (3, 3)
    assert match(gold, [Quantity((5.0,), ">")]) == (1, 1)
    assert match(gold, [Quantity((5.0,), "~"), Quantity((1.0,), "=")]) == (1, 0)


def score_quantities(folder: Path, *rows: tuple[str, list[dict[str, str]]]) -> dict[str, float]:
    path = folder / "q.json"
    path.write_text(json.dumps([{"text": text, "quantities": q} for text, q in rows]), "utf-8")
    return quantities.score(path)


def test_quantities_all_right_half_right_and_all_wrong(tmp_path: Path) -> None:
    text = "More than 40 huts and about 3 barns burned."
    both = [marked("40", ">"), marked("3.0", "~")]
    assert score_quantities(tmp_path, (text, both)) == {
        "value_f1": 1.0, "value_bound_f1": 1.0, "value_precision": 1.0, "value_recall": 1.0, "n": 2,
    }  # fmt: skip
    exact = score_quantities(tmp_path, (text, [marked("40"), marked("3")]))
    assert (exact["value_f1"], exact["value_bound_f1"]) == (1.0, 0.0)
    wrong = score_quantities(tmp_path, (text, [marked("41", ">")]), ("No number here.", []))
    assert (wrong["value_f1"], wrong["value_bound_f1"], wrong["n"]) == (0.0, 0.0, 1)
    assert score_quantities(tmp_path, ("Nothing.", []))["value_f1"] == 0.0


def case(text: str, *results: tuple[str, str]) -> dict[str, object]:
    found = [{"Text": words, "Resolution": {"value": value}} for words, value in results]
    return {"Input": text, "Results": found}


def test_values_and_ranges_of_cases() -> None:
    assert read_value("12.5") == (12.5,)
    assert read_value("[20,30)") == (20.0, 30.0)
    assert read_value("(,5]") == (-math.inf, 5.0)


def test_a_case_is_right_with_all_words_and_values_and_no_more() -> None:
    wanted = case("three or 4", ("Three", "3"), ("4", "4"))
    assert right(wanted, [("three", (3.0,)), ("4", (4.0,))])
    assert not right(wanted, [("three", (3.0,))])
    assert not right(wanted, [("three", (3.0,)), ("4", (5.0,))])
    assert not right(wanted, [("or three", (3.0,)), ("4", (4.0,))])
    assert not right(case("three"), [("three", (3.0,))])


def test_parts_are_scored_apart_and_all_wrong_is_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(number_cases, "SKIPPED", tmp_path / "none.json")
    monkeypatch.setattr(number_cases, "read_skipped", lambda: {"NumberModel.json": {1}})
    numbers = [case("twelve", ("twelve", "12")), case("skipped", ("a", "1")), case("none")]
    ranges = [case("at least 5 huts", ("at least 5", "[6,)"))]
    (tmp_path / "cases").mkdir()
    for name, rows in zip(PARTS, (numbers, ranges), strict=True):
        (tmp_path / "cases" / name).write_text(json.dumps(rows), "utf-8-sig")
    figures = number_cases.score(tmp_path / "cases")
    assert figures == {"number": 1.0, "range": 0.0, "n_skipped": 1, "n": 3}


def test_every_case_left_out_has_a_reason_and_a_place_of_its_own(tmp_path: Path) -> None:
    entries = json.loads(number_cases.SKIPPED.read_text("utf-8"))
    assert sum(map(len, read_skipped().values())) == sum(len(each["cases"]) for each in entries)
    bare = tmp_path / "bare.json"
    bare.write_text('[{"file": "NumberModel.json", "cases": [1], "reason": ""}]', "utf-8")
    with pytest.raises(ValueError, match="no reason"):
        read_skipped(bare)
