"""The scorer of the date recognizer's unit cases, on cases with known answers."""

import json
from datetime import date
from pathlib import Path

import pytest

from evals.time_cases import read_cases, read_skips, score, skipped_by

WRITTEN = "2031-05-09T00:00:00"  # a Friday


def result(text: str, words: str, kind: str, *values: dict[str, str]) -> dict[str, object]:
    start = text.index(words)
    return {
        "Text": words.lower(),
        "Start": start,
        "End": start + len(words) - 1,
        "TypeName": f"datetimeV2.{kind}",
        "Resolution": {"values": list(values)},
    }


def case(text: str, *results: dict[str, object]) -> dict[str, object]:
    return {"Input": text, "Context": {"ReferenceDateTime": WRITTEN}, "Results": list(results)}


def day(timex: str, *days: str) -> list[dict[str, str]]:
    return [{"timex": timex, "type": "date", "value": one} for one in days]


def file_of(folder: Path, *cases: dict[str, object]) -> Path:
    path = folder / "cases.json"
    path.write_text("\ufeff" + json.dumps(cases), "utf-8")
    return path


MEET = "They met on Monday."
MONDAY = case(MEET, result(MEET, "Monday", "date", *day("XXXX-WXX-1", "2031-05-05", "2031-05-12")))
SINCE = "They talk since March 2030."
MARCH = case(
    SINCE,
    result(
        SINCE,
        "since March 2030",
        "daterange",
        {"timex": "2030-03", "start": "2030-03-01", "Mod": "since"},
    ),
)
SHIFTS = "It was 2029."
YEAR = case(
    SHIFTS,
    result(
        SHIFTS, "2029", "daterange", {"timex": "2029", "start": "2029-01-01", "end": "2030-01-01"}
    ),
)


def test_one_of_the_readings_is_enough_and_prepositions_count_for_nothing(tmp_path: Path) -> None:
    assert score(file_of(tmp_path, MONDAY, MARCH, YEAR))["accuracy"] == 1.0


def test_wrong_days_wrong_words_and_false_finds_score_zero(tmp_path: Path) -> None:
    wrong_day = case(MEET, result(MEET, "Monday", "date", *day("2031-04-28", "2031-04-28")))
    wrong_words = case(MEET, result(MEET, "met on Monday", "date", *day("x", "2031-05-05")))
    none_wanted = case(MEET)
    missed = case("They met at dusk.", result("They met at dusk.", "dusk", "date", *day("x", "y")))
    figures = score(file_of(tmp_path, wrong_day, wrong_words, none_wanted, missed))
    assert figures["accuracy"] == 0.0
    assert (figures["n"], figures["n_skipped"]) == (4, 0)


def test_nothing_found_where_nothing_is_wanted_is_right(tmp_path: Path) -> None:
    assert score(file_of(tmp_path, case("They may march.")))["accuracy"] == 1.0


def test_a_week_holds_the_day_that_weeks_are_counted_to(tmp_path: Path) -> None:
    text = "It began two weeks ago."
    held = case(text, result(text, "two weeks ago", "date", *day("x", "2031-04-25")))
    outside = case(text, result(text, "two weeks ago", "date", *day("x", "2031-04-30")))
    assert score(file_of(tmp_path, held, outside))["accuracy"] == 0.5


@pytest.mark.parametrize(
    ("text", "words", "kind", "timex", "rule"),
    [
        ("They left at 5 pm.", "5 pm", "time", "T17", "clock"),
        ("They left in the morning.", "in the morning", "timerange", "TMO", "part_of_day"),
        ("They left on monday.", "monday", "date", "XXXX-WXX-1", "lower_case"),
        ("They left at Easter.", "Easter", "date", "2031-04-13", "holiday"),
        ("They left the same week.", "same week", "daterange", "X", "points_into_the_story"),
        ("They left on 7/6.", "7/6", "date", "XXXX-07-06", "two_numbers"),
    ],
)
def test_what_the_program_is_not_for_is_left_out_with_its_reason(
    tmp_path: Path, text: str, words: str, kind: str, timex: str, rule: str
) -> None:
    path = file_of(tmp_path, case(text, result(text, words, kind, {"timex": timex})), MONDAY)
    first, _ = read_cases(path)
    skip = skipped_by(first, read_skips())
    assert skip is not None
    assert skip.name == rule
    assert skip.reason
    figures = score(path)
    assert (figures["n"], figures["n_skipped"], figures[f"n_skipped_{rule}"]) == (1, 1, 1)


def test_a_plain_date_is_never_left_out(tmp_path: Path) -> None:
    cases = read_cases(file_of(tmp_path, MONDAY, MARCH, YEAR))
    assert [skipped_by(one, read_skips()) for one in cases] == [None, None, None]


def test_the_day_of_asking_is_read(tmp_path: Path) -> None:
    (one,) = read_cases(file_of(tmp_path, MONDAY))
    assert one.written == date(2031, 5, 9)
    assert one.wanted[0].text == "Monday"
