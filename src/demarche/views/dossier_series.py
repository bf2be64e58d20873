"""Figures of one quantity over time, a line for each body that counts; nothing is averaged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor, log10

from demarche.records import Figure
from demarche.views.describe import NOBODY
from demarche.views.dossier_alone import AloneGroup, draw_alone, group_alone
from demarche.views.dossier_axis import WIDTH, Axis
from demarche.views.dossier_rows import Row, Tables, ViewRow
from demarche.views.dossier_tracks import TrackChart
from demarche.views.dossier_weight import heaviest_first
from demarche.views.dossier_words import figure_words, number_words, period_words, short_figure

CHARTS = 6  # series drawn, the heaviest; the figures of others stand alone
HEIGHT, TOP, BOTTOM = 190, 26, 14  # of a chart, and what stays free of marks
ROOM = 1.12  # of the highest number: its mark and arrow stay below the upper edge
# A sign for each body, in words the class of its drawing: told apart by shape, not by colour alone.
SHAPES = ("circle", "square", "triangle", "diamond", "drop", "cross")
ABOVE, BESIDE = 12, 34  # pixels that two numbers must lie apart for both to be written


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a body for some days: where it or its bounds are."""

    row: Row  # the first of the figures that give it
    keys: tuple[str, ...]  # of all of them
    x: float
    left: float  # of the days for which it holds
    right: float
    y: float  # of its value, else of the bound that it has, else of its lower bound
    top: float  # of its upper bound, y where it has none
    open: str  # "up" for more than, "down" for fewer than, else ""
    by_page: bool  # dated by its page alone
    label: str  # its number, empty where another stands there
    title: str


@dataclass(frozen=True, slots=True)
class BodyLine:
    """The figures of one body."""

    body: str
    shape: str
    points: tuple[Point, ...]
    path: str  # joins its figures in order, lower bounds where there is no value
    rows: tuple[Row, ...]  # all of its figures
    latest: Row
    latest_words: str
    aside: int  # figures before or after the days drawn, or without a day


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """One series."""

    name: str
    lines: tuple[BodyLine, ...]
    steps: tuple[tuple[float, str], ...]  # where the scale is labelled
    count: int
    more: tuple[tuple[str, Row, int], ...]  # bodies beyond the signs: name, last figure, how many


@dataclass(frozen=True, slots=True)
class SeriesPanel:
    """All figures: series as lines, and those that stand alone by what they count."""

    width: int
    height: int
    ticks: tuple[tuple[float, str], ...]
    charts: tuple[SeriesChart, ...]
    alone: tuple[AloneGroup, ...]  # of no series, of one with a single figure, or beyond the charts
    points: TrackChart | None  # those that stand alone, along the axis


def draw_series(tables: Tables, rows: Iterable[ViewRow], axis: Axis | None) -> SeriesPanel | None:
    """Draw the rows of the question `series`, and show the other figures; None without figures."""
    groups: dict[str, list[ViewRow]] = defaultdict(list)
    for row in rows:
        if row["id"] in tables.by_id:
            groups[row["series"]].append(row)
    if not tables.kinds["figures"]:
        return None
    several = {key: found for key, found in groups.items() if axis and len(found) > 1}
    told = {key: [tables.by_id[row["id"]] for row in found] for key, found in several.items()}
    order = heaviest_first(tables, told)[:CHARTS]
    drawn = {row["id"] for key in order for row in several[key]}
    alone = group_alone(tables, drawn)
    return SeriesPanel(
        width=WIDTH,
        height=HEIGHT,
        ticks=axis.ticks() if axis else (),
        charts=tuple(_chart(several[key], tables, axis) for key in order if axis),
        alone=alone,
        points=draw_alone(alone, axis),
    )


def series_name(row: ViewRow) -> str:
    """Return what a series counts, and where, in words."""
    what = row["what"]
    place = f", {row['place']}" if row["place"] else ""
    return f"{what}{place}"


def _chart(rows: Sequence[ViewRow], tables: Tables, axis: Axis) -> SeriesChart:
    bodies: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        bodies[row["who"] or NOBODY].append(tables.by_id[row["id"]])
    highest = max(max(_numbers(tables.by_id[row["id"]].record)) for row in rows)
    scale = _Scale(highest * ROOM or 1.0)
    order = sorted(bodies, key=lambda body: (body == NOBODY, -len(bodies[body]), body))
    taken: list[tuple[float, float]] = []
    lines = tuple(
        _line(body, shape, bodies[body], (axis, scale, taken))
        for shape, body in zip(SHAPES, order, strict=False)
    )
    name = max((series_name(row) for row in rows), key=len)
    more = ((body, _latest(bodies[body]), len(bodies[body])) for body in order[len(SHAPES) :])
    return SeriesChart(name, lines, scale.steps(), len(rows), tuple(more))


@dataclass(frozen=True, slots=True)
class _Scale:
    """From nought up to the highest number."""

    highest: float

    def y(self, number: float) -> float:
        share = max(number, 0.0) / self.highest
        return round(HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP), 1)

    def steps(self) -> tuple[tuple[float, str], ...]:
        """Return three to six round numbers with their places."""
        size = 10.0 ** floor(log10(self.highest))
        step = next(s for s in (size / 5, size / 2, size, size * 2) if self.highest / s <= 6)
        count = int(self.highest / step)
        return tuple((self.y(n * step), number_words(round(n * step, 9))) for n in range(count + 1))


def _numbers(figure: Figure) -> list[float]:
    return [n for n in (figure.low, figure.value, figure.high) if n is not None] or [0.0]


def _line(
    body: str,
    shape: str,
    rows: Sequence[Row],
    where: tuple[Axis, _Scale, list[tuple[float, float]]],
) -> BodyLine:
    axis, scale, taken = where
    dated = [row for row in rows if row.period and row.days and not axis.side(row.period)]
    same: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in dated:  # many pages may give one number of one day
        same[row.days, row.record.low, row.record.value, row.record.high].append(row)
    points = sorted(
        (_point(found, axis, scale, body) for found in same.values()),
        key=lambda point: (point.x, point.y),
    )
    written = tuple(_labelled(point, taken) for point in points)
    path = "L".join(f"{point.x} {point.y}" for point in written)
    latest = _latest(rows)
    return BodyLine(
        body=body,
        shape=shape,
        points=written,
        path=f"M{path}" if len(written) > 1 else "",
        rows=tuple(rows),
        latest=latest,
        latest_words=f"{figure_words(latest.record)}, {period_words(latest.period)}",
        aside=len(rows) - len(dated),
    )


def _latest(rows: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: (row.days, row.key))


def _point(rows: Sequence[Row], axis: Axis, scale: _Scale, body: str) -> Point:
    row = rows[0]
    figure: Figure = row.record
    assert row.period is not None, "only dated figures are drawn"
    left, right = axis.sides(row.period)
    both = figure.low is not None and figure.high is not None
    number = _numbers(figure)
    shown = figure.value if figure.value is not None else number[0]
    bounded = figure.value is None and not both
    own = figure.as_of is not None and bool(figure.as_of.start or figure.as_of.end)
    words = figure_words(figure)
    return Point(
        row=row,
        keys=tuple(one.key for one in rows),
        x=round((left + right) / 2, 1),
        left=round(left, 1),
        right=round(right, 1),
        y=scale.y(shown),
        top=scale.y(number[-1]),
        open=("up" if figure.low is not None else "down") if bounded else "",
        by_page=not own,
        label=short_figure(figure),
        title=f"{row.key}, {period_words(row.period)}{'' if own else ' (date of the page)'}: "
        f"{words} {figure.counted}, {body}{f'; {len(rows)} figures' if len(rows) > 1 else ''}",
    )


def _labelled(point: Point, taken: list[tuple[float, float]]) -> Point:
    """Return a point without its number where another number stands already."""
    if any(abs(x - point.x) < BESIDE and abs(y - point.top) < ABOVE for x, y in taken):
        return replace(point, label="")
    taken.append((point.x, point.top))
    return point
