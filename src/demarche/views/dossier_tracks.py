"""Rows of signs along the axis of days: how far measures have come, who stood where, who kept what.

Every sign has its word beside it, so that nothing rests on its shape or colour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from demarche.records import Period
from demarche.views.dossier_axis import TOP, WIDTH, Axis, is_point

LINE = 16  # height of a line of signs: a 12-pixel letter with air
LETTER = 6.1  # width of a 12-pixel letter, the mean of the faces that the style names
SIGN = 15  # room of a sign before its word
LABEL = 23  # letters of a label's line that fit into the gutter
LINES = 5  # lines of a row; signs beyond them are counted, and all are in the table
HEADING = 20  # height of a heading


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing at one time."""

    sign: str  # a single letter, such as ▲
    word: str
    tone: str  # class of its colour
    period: Period | None
    row: str  # id of the record that a click leads to
    keys: tuple[str, ...]
    title: str
    hedged: bool = False  # on somebody's word, or only planned


@dataclass(frozen=True, slots=True)
class Track:
    """A named row of signs; one without signs is a heading."""

    label: str
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnSign:
    """A sign with its place: the word stands after it, or before it where `before`."""

    sign: Sign
    x: float
    y: float
    before: bool
    right: float | None  # end of a period longer than a day


@dataclass(frozen=True, slots=True)
class DrawnTrack:
    """A row with its place."""

    title: str
    label: tuple[str, ...]  # in lines
    heading: bool
    y: float
    height: float
    signs: tuple[DrawnSign, ...]
    aside: str  # what is not drawn, in words


@dataclass(frozen=True, slots=True)
class TrackChart:
    """The whole drawing."""

    width: int
    height: float
    ticks: tuple[tuple[float, str], ...]
    tracks: tuple[DrawnTrack, ...]


def draw_tracks(tracks: Sequence[Track], axis: Axis | None) -> TrackChart | None:
    """Lay out rows of signs; None where no sign has a day."""
    if axis is None or not any(_dated(sign) for track in tracks for sign in track.signs):
        return None
    y, drawn = float(TOP), []
    for track in tracks:
        one = _draw(track, y, axis)
        drawn.append(one)
        y += one.height
    return TrackChart(WIDTH, y + 4, axis.ticks(), tuple(drawn))


def _dated(sign: Sign) -> bool:
    return sign.period is not None and bool(sign.period.start or sign.period.end)


def _draw(track: Track, y: float, axis: Axis) -> DrawnTrack:
    if not track.signs:
        return DrawnTrack(track.label, (track.label,), True, y, HEADING, (), "")
    lines: list[list[tuple[float, float]]] = []  # what is taken of each line
    signs: list[DrawnSign] = []
    sides = {-1: 0, 1: 0}
    undated = crowded = 0
    for sign in track.signs:
        if sign.period is None or not _dated(sign):
            undated += 1
        elif axis.side(sign.period):
            sides[axis.side(sign.period)] += 1
        elif not _place(sign, sign.period, axis, (lines, signs, y)):
            crowded += 1
    label = _lines(track.label)
    aside = _aside({"earlier": sides[-1], "later": sides[1], "undated": undated, "more": crowded})
    last = lines[-1] if len(lines) >= len(label) else []
    beside = not aside or _free(last, (WIDTH - LETTER * len(aside) - SIGN, WIDTH))
    height = (max(len(lines), len(label), 1) + (not beside)) * LINE + 6
    return DrawnTrack(track.label, label, False, y, height, tuple(signs), aside)


def _place(
    sign: Sign,
    period: Period,
    axis: Axis,
    where: tuple[list[list[tuple[float, float]]], list[DrawnSign], float],
) -> bool:
    """Put a sign into the first line with room for it and its word; False where none has."""
    lines, signs, y = where
    left, right = axis.sides(period)
    point = is_point(period)
    x = (left + right) / 2 if point else left
    length = SIGN + LETTER * len(sign.word)
    before = x + length > WIDTH
    taken = (x - length, x + SIGN) if before else (x - SIGN / 2, x + length)
    number = next((n for n, line in enumerate(lines) if _free(line, taken)), len(lines))
    if number >= LINES:
        return False
    if number == len(lines):
        lines.append([])
    lines[number].append(taken)
    end = None if point else round(right, 1)
    at = round(y + 13 + number * LINE, 1)
    signs.append(DrawnSign(sign, round(x, 1), at, before, end))
    return True


def _free(line: Iterable[tuple[float, float]], wanted: tuple[float, float]) -> bool:
    return all(end <= wanted[0] or wanted[1] <= start for start, end in line)


def _lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(label, LABEL, max_lines=2, placeholder=" …")) or (label[:LABEL],)


def _aside(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count)
