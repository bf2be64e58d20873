"""Where it happened: places with coordinates on a net of degrees, without coasts or borders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from demarche.views.dossier_labels import Label, place_labels
from demarche.views.dossier_range import trimmed
from demarche.views.dossier_rows import Row, Tables, ViewRow

WIDTH, HEIGHT, EDGE = 720, 400, 26  # pixels; what stays free of marks at each edge
PLACES = 40  # marks at most, those with most records first; the rest is named
TRIM = 0.1  # share of records on either side that may lie outside the map
FAR = 3.0  # the map leaves places out only where all of them would make it this much larger
SMALLEST = 4.0  # degrees across at least: one town is not the world
DOT, DOT_MAX = 2.6, 13.0  # radius of a place of one record, the most
GROWTH = 2.0  # a country may widen the map of the towns so much: its middle says less than theirs
STEPS = (1, 2, 5, 10, 15, 30, 45)  # degrees between the lines of the net


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its mark and name."""

    row: Row
    x: float
    y: float
    radius: float
    label: Label | None
    keys: tuple[str, ...]
    area: bool  # a country or division: the mark stands in its middle


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing."""

    width: int
    height: int
    spots: tuple[Spot, ...]
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    outside: tuple[tuple[Row, int], ...]  # beyond the edges or too many: place, records


@dataclass(frozen=True, slots=True)
class _Frame:
    """Degrees to pixels: equal lengths east and north in the middle of the map."""

    west: float
    south: float
    scale: float  # pixels to a degree of latitude
    squeeze: float  # cosine of the middle latitude

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.scale * self.squeeze
        return round(x, 1), round(HEIGHT - (latitude - self.south) * self.scale, 1)


def draw_map(tables: Tables, rows: Iterable[ViewRow]) -> Map | None:
    """Draw the rows of the view `map` that have records; None where there are none."""
    found = [row for row in rows if row["records_there"] and row["id"] in tables.by_id]
    if not found:
        return None
    frame = _frame(found)
    inside = [row for row in found if _fits(frame.place(row["latitude"], row["longitude"]))]
    shown = inside[:PLACES]
    places = [frame.place(row["latitude"], row["longitude"]) for row in shown]
    most = max(row["records_there"] for row in shown)
    unit = min(DOT * 2, DOT_MAX / sqrt(most))
    radii = [round(max(DOT, unit * sqrt(row["records_there"])), 1) for row in shown]
    marks = [(x, y, r) for (x, y), r in zip(places, radii, strict=True)]
    labels = place_labels(marks, [row["name"] for row in shown], (WIDTH, HEIGHT))
    spots = tuple(
        Spot(
            row=tables.by_id[row["id"]],
            x=x,
            y=y,
            radius=r,
            label=label,
            keys=tables.keys(row["records"]),
            area=_is_area(row),
        )
        for row, (x, y, r), label in zip(shown, marks, labels, strict=True)
    )
    drawn = {spot.row.record.id for spot in spots}
    outside = [row for row in found if tables.by_id[row["id"]].record.id not in drawn]
    return Map(
        width=WIDTH,
        height=HEIGHT,
        spots=spots,
        meridians=_net(frame, east=True),
        parallels=_net(frame, east=False),
        outside=tuple((tables.by_id[row["id"]], row["records_there"]) for row in outside),
    )


def _fits(place: tuple[float, float]) -> bool:
    return 0 <= place[0] <= WIDTH and 0 <= place[1] <= HEIGHT


def _frame(rows: Sequence[ViewRow]) -> _Frame:
    """Return the part of the world that holds nearly all records."""
    south, north = _span(rows, "latitude")
    west, east = _span(rows, "longitude")
    squeeze = max(cos(radians((south + north) / 2)), 0.2)
    room = (WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    scale = min(room[0] / ((east - west) * squeeze), room[1] / (north - south))
    width, height = WIDTH / scale / squeeze, HEIGHT / scale
    return _Frame((west + east - width) / 2, (south + north - height) / 2, scale, squeeze)


def _span(rows: Sequence[ViewRow], column: str) -> tuple[float, float]:
    """Return the degrees that towns lie between, and countries that do not stretch them much."""
    towns = [row for row in rows if not _is_area(row)]
    low, high = _trimmed(towns or rows, column)
    for row in rows if towns else ():
        wider = min(low, row[column]), max(high, row[column])
        if wider[1] - wider[0] <= GROWTH * max(high - low, SMALLEST):
            low, high = wider
    pad = max(0.0, SMALLEST - (high - low)) / 2
    return low - pad, high + pad


def _trimmed(rows: Sequence[ViewRow], column: str) -> tuple[float, float]:
    degrees = sorted(row[column] for row in rows for _ in range(row["records_there"]))
    return trimmed(degrees, trim=TRIM, far=FAR, least=SMALLEST)


def _is_area(row: ViewRow) -> bool:
    return row["feature"] in ("country", "division")


def _net(frame: _Frame, *, east: bool) -> tuple[tuple[float, str], ...]:
    """Return the lines of one direction, five to ten of them, with their degrees."""
    pixels = frame.scale * (frame.squeeze if east else 1)
    size, first = (WIDTH, frame.west) if east else (HEIGHT, frame.south)
    step = next((s for s in STEPS if size / pixels / s <= 10), STEPS[-1])
    signs = "EW" if east else "NS"
    lines = []
    degree = int(first // step + 1) * step
    while (degree - first) * pixels < size:
        at = (degree - first) * pixels
        words = f"{abs(degree)}°{signs[degree < 0] if degree else ''}"
        lines.append((round(at if east else HEIGHT - at, 1), words))
        degree += step
    return tuple(lines)
