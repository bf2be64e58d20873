"""Who stands where: the latest stand, what moved, and what no page says."""

from dataclasses import replace

import pytest

from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_positions import (
    SIDES,
    Stands,
    issue_sentences,
    lay_out_stands,
    stance_sign,
)
from demarche.views.dossier_rows import build_tables
from tests.dossier_crisis import AGAINST, CRISIS, TURNED

TABLES = build_tables(CRISIS)
AXIS = find_axis(document.published for document in CRISIS.documents)


def stands() -> Stands:
    found = lay_out_stands(TABLES, CRISIS.views["stands"], CRISIS.issues, AXIS)
    assert found is not None
    return found


def test_a_shift_has_both_its_stands() -> None:
    ((side, sentence, cell),) = stands().shifts
    assert (side, cell.was, cell.sign, cell.word) == ("Tarn", "▼", "▲", "for")
    assert sentence == CRISIS.issues["sanctions"]
    assert [row.record.id for row in cell.rows] == [AGAINST.id, TURNED.id]
    assert cell.when == "18 June 2031 to 4 July 2031"


def test_a_stand_that_a_copy_repeats_counts_once() -> None:
    line = stands().lines[0]
    tarn = line.cells[stands().sides.index("Tarn")]
    assert tarn is not None
    assert tarn.count == 2


def test_gaps_are_named() -> None:
    arms = next(line for line in stands().lines if line.issue == "arms-supplies")
    assert set(arms.gaps) == {"Tarn", "Velmar"}
    assert [cell is None for cell in arms.cells].count(False) == 1
    assert arms.sentence == CRISIS.issues["arms-supplies"]


def test_an_issue_that_nobody_has_put_in_words_goes_by_its_name() -> None:
    found = lay_out_stands(TABLES, CRISIS.views["stands"], {}, AXIS)
    assert found is not None
    assert {line.sentence for line in found.lines} == {"sanctions", "arms-supplies"}


def test_what_finds_no_column_is_named() -> None:
    rows = [
        {**CRISIS.views["stands"][0], "side": f"s{n}", "name": f"State {n:02}"} for n in range(12)
    ]
    found = lay_out_stands(TABLES, rows, {}, AXIS)
    assert found is not None
    assert len(found.sides) == SIDES
    assert len(found.more_sides) == 12 - SIDES
    assert set(found.lines[0].others) == set(found.more_sides)


def test_stands_over_time_have_a_row_for_each_side() -> None:
    chart = stands().chart
    assert chart is not None
    labels = [track.title for track in chart.tracks]
    assert labels[:2] == [CRISIS.issues["sanctions"], "Tarn"]
    tarn = chart.tracks[1]
    assert [one.sign.word for one in tarn.signs] == ["against", "for"]


@pytest.mark.parametrize(
    ("stance", "word"),
    [(1.0, "for"), (-1.0, "against"), (0.1, "between"), (0.0, "between"), (None, "no side")],
)
def test_a_stance_in_a_word(stance: float | None, word: str) -> None:
    assert stance_sign(stance)[1] == word


def test_nobody_stands_anywhere() -> None:
    assert lay_out_stands(TABLES, [], {}, AXIS) is None


def test_plans_and_drafts_are_issues_in_words() -> None:
    on_plan = replace(TURNED, issue="plan:six-step plan")
    on_draft = replace(TURNED, issue="draft:rc/2031/12")
    words = issue_sentences(replace(CRISIS, positions=(TURNED, on_plan, on_draft)))
    assert words["sanctions"] == CRISIS.issues["sanctions"]
    assert words["plan:six-step plan"] == "The plan “six-step plan” should be taken up and kept."
    assert words["draft:rc/2031/12"] == "The draft “rc/2031/12” should be taken up and kept."
