"""Figures over time: a line a body, bounds as such, copies once, nothing averaged."""

from dataclasses import replace

from demarche.records import Period
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_rows import build_tables
from demarche.views.dossier_series import BodyLine, SeriesPanel, draw_series
from tests.dossier_crisis import CRISIS, OBSERVED, OFFICIAL_TOLL, RANGE

TABLES = build_tables(CRISIS)
AXIS = find_axis(document.published for document in CRISIS.documents)


def panel() -> SeriesPanel:
    found = draw_series(TABLES, CRISIS.views["series"], AXIS)
    assert found is not None
    return found


def line(body: str) -> BodyLine:
    return next(line for line in panel().charts[0].lines if line.body == body)


def test_each_body_has_its_own_line_and_sign() -> None:
    (chart,) = panel().charts
    assert [one.body for one in chart.lines] == ["Joint Observer Office", "Velmar health ministry"]
    assert len({one.shape for one in chart.lines}) == 2


def test_bounds_are_drawn_as_such() -> None:
    before, more, between = line("Joint Observer Office").points
    assert (before.open, more.open, between.open) == ("up", "up", "")
    assert more.row.record.id == OBSERVED.id
    assert between.row.record.id == RANGE.id
    assert between.top < between.y  # upwards is less
    assert between.label == "12,000–15,000"
    assert more.y < before.y  # 11,000 stands above 9,000


def test_a_figure_of_a_copied_page_is_drawn_once() -> None:
    assert sum(len(one.points) for one in panel().charts[0].lines) == 4
    assert panel().charts[0].count == 4


def test_what_only_the_page_dates_says_so() -> None:
    (point,) = line("Velmar health ministry").points
    assert point.by_page
    assert "date of the page" in point.title
    assert point.row.record.id == OFFICIAL_TOLL.id
    assert line("Joint Observer Office").points[0].by_page is False


def test_numbers_are_on_the_scale() -> None:
    steps = dict((label, y) for y, label in panel().charts[0].steps)
    (point,) = line("Velmar health ministry").points
    assert steps["5,000"] < point.y < steps["0"]


def test_series_beyond_the_room_are_named() -> None:
    rows = [
        {**row, "series": f"{row['series']} {n}"}
        for n in range(9)
        for row in CRISIS.views["series"]
    ]
    found = draw_series(TABLES, rows, AXIS)
    assert found is not None
    assert len(found.charts) == 6
    assert len(found.charts[0].lines[0].rows) > 1


def test_without_figures_there_is_no_panel() -> None:
    stray = replace(CRISIS, figures=())
    assert draw_series(build_tables(stray), CRISIS.views["series"], AXIS) is None


def test_a_page_without_a_date_gives_figures_beside_the_chart() -> None:
    nothing = Period(start=None, end=None, precision="unknown", basis="not stated")
    undated = [
        replace(one, published=nothing) if one.publisher == "Bulletin of Norland" else one
        for one in CRISIS.documents
    ]
    tables = build_tables(replace(CRISIS, documents=tuple(undated)))
    found = draw_series(tables, CRISIS.views["series"], AXIS)
    assert found is not None
    office = next(one for one in found.charts[0].lines if one.body == "Joint Observer Office")
    assert (len(office.points), office.aside) == (2, 1)


def test_one_number_of_one_day_is_one_mark_and_bodies_beyond_the_signs_are_named() -> None:
    twice = [*CRISIS.views["series"], *CRISIS.views["series"]]
    found = draw_series(TABLES, twice, AXIS)
    assert found is not None
    assert sum(len(one.points) for one in found.charts[0].lines) == 4
    assert [len(point.keys) for one in found.charts[0].lines for point in one.points] == [2] * 4
    bodies = [{**row, "who": f"Body {n}"} for n in range(9) for row in CRISIS.views["series"]]
    crowded = draw_series(TABLES, bodies, AXIS)
    assert crowded is not None
    assert len(crowded.charts[0].lines) + len(crowded.charts[0].more) == 9
    assert len(crowded.charts[0].more) == 3


def test_without_any_day_the_figures_are_listed_all_the_same() -> None:
    found = draw_series(TABLES, CRISIS.views["series"], None)
    assert found is not None
    assert found.charts == ()
    assert sum(len(group.figures) for group in found.alone) > 4
