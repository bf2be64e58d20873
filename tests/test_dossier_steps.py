"""Measures and plans over time: a row for each, a sign and a word for each status."""

from typing import get_args

from demarche.records import MeasureStatus, Verdict
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_rows import build_tables
from demarche.views.dossier_steps import (
    STATUS_SIGNS,
    VERDICT_SIGNS,
    draw_compliance,
    draw_measures,
)
from tests.dossier_crisis import CRISIS, HALTED

TABLES = build_tables(CRISIS)
AXIS = find_axis(document.published for document in CRISIS.documents)


def test_every_status_and_verdict_has_its_sign() -> None:
    assert set(STATUS_SIGNS) == set(get_args(MeasureStatus))
    assert set(VERDICT_SIGNS) == set(get_args(Verdict))


def test_a_measure_is_one_row_with_its_statuses_in_time() -> None:
    chart = draw_measures(TABLES, AXIS).chart
    assert chart is not None
    rows = {track.title: track for track in chart.tracks}
    fuel = rows["deliveries: Karsin → Velmar"]
    assert [one.sign.word for one in fuel.signs] == ["threatened", "halted"]
    assert fuel.signs[0].x < fuel.signs[1].x
    assert fuel.signs[1].sign.row == HALTED.id


def test_claims_name_who_makes_them() -> None:
    chart = draw_compliance(TABLES, {"six-step plan": "the six-step plan"}, AXIS).chart
    assert chart is not None
    (row,) = chart.tracks
    assert row.title == "Velmar: the six-step plan"
    words = {one.sign.word for one in row.signs}
    assert words == {"keeps, says Tarn", "breaks, says Joint Observer Office"}
