"""When things held: a list of dated entries, and the strip that draws them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from demarche.records import Period
from demarche.views.dossier_axis import TOP, WIDTH, Axis, ends, is_point
from demarche.views.dossier_words import period_words

DOT, DOT_MIN, DOT_MAX = 3.5, 1.5, 7.0  # radius of one record, the least, the most
BAR, GAP = 6, 4  # height of a bar and space between rows: two rows stay apart at phone width
HEAD, SECOND = 9, 15  # room above the dots of a lane, and down to its second line of dots
ROWS = 7  # bars of a lane beyond this many rows are left to the list: the strip fits a screen


@dataclass(frozen=True, slots=True)
class Item:
    """One record with its period: what the time views need of it."""

    key: str
    row: str
    lane: str
    words: str
    period: Period | None
    claimed: str | None  # "alleged", "planned", ...: None when the page says that it is so
    by: str | None  # on whose word, if not the page's own


@dataclass(frozen=True, slots=True)
class Entry:
    """All records of one and the same period."""

    id: str
    words: str
    period: Period
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A dot (no width) or a bar of the strip."""

    x: float
    y: float
    width: float
    radius: float
    hollow: bool
    open: bool  # a period without a known beginning or end
    entry: str
    title: str
    keys: tuple[str, ...]  # numbers of its records


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the strip, with its name."""

    name: str
    y: float
    height: float
    shapes: tuple[Shape, ...]
    earlier: int  # periods before the window: they stand in the list only, like the later ones
    later: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole drawing."""

    width: int
    height: float
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    crowded: int  # bars that found no row: they stand in the list only


def dated_entries(items: Iterable[Item]) -> tuple[Entry, ...]:
    """Group dated items by period, in the order of time, wide periods after narrow ones."""
    groups: dict[tuple[date, date, str], list[Item]] = defaultdict(list)
    for item in items:
        words = period_words(item.period)
        if item.period is not None and (item.period.start or item.period.end):
            first, last = ends(item.period)
            groups[first, last, words].append(item)
    entries: list[Entry] = []
    for (_, _, words), found in sorted(groups.items(), key=lambda pair: pair[0]):
        period = found[0].period
        assert period is not None, "only items with a period are grouped"
        entries.append(Entry(f"t-{len(entries) + 1}", words, period, tuple(found)))
    return tuple(entries)


def undated(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items that no period is known for."""
    return tuple(i for i in items if not i.period or not (i.period.start or i.period.end))


def draw_strip(entries: Sequence[Entry], lanes: Sequence[str], axis: Axis | None) -> Strip | None:
    """Lay the entries out: dots for days, bars for longer or open periods; None without any."""
    if not entries or axis is None:
        return None
    y, drawn, crowded = float(TOP), [], 0
    for name in lanes:
        mine = [(entry, [i for i in entry.items if i.lane == name]) for entry in entries]
        mine = [(entry, items) for entry, items in mine if items]
        if not mine:
            continue
        lane, left = _draw_lane(name, y, mine, axis)
        drawn.append(lane)
        y += lane.height
        crowded += left
    return Strip(WIDTH, y + 2, tuple(drawn), axis.ticks(), crowded)


def _draw_lane(
    name: str, y: float, mine: Sequence[tuple[Entry, list[Item]]], axis: Axis
) -> tuple[Lane, int]:
    level = y + HEAD + DOT_MAX
    inside = [(entry, items) for entry, items in mine if not axis.side(entry.period)]
    points = [pair for pair in inside if is_point(pair[0].period)]
    scale = _dot_scale(points, axis)
    dots = [
        _shape(entry, group, ((left + right) / 2, level + below), 0, scale * sqrt(len(group)))
        for entry, items in points
        for left, right in (axis.sides(entry.period),)
        for group, below in zip(_split(items), (0, SECOND), strict=True)
        if group
    ]
    base = level + DOT_MAX + GAP + (SECOND if any(dot.hollow for dot in dots) else 0)
    long = [pair for pair in inside if not is_point(pair[0].period)]
    bars, rows, left = _bars(long, base, axis)
    height = base - y + rows * (BAR + GAP) + 2 * GAP
    sides = Counter(axis.side(entry.period) for entry, _ in mine)
    return Lane(name, y, height, (*dots, *bars), sides[-1], sides[1]), left


def _bars(
    found: Sequence[tuple[Entry, list[Item]]], base: float, axis: Axis
) -> tuple[list[Shape], int, int]:
    """Pack bars into rows, first fit: the bars, the rows used, how many found no room."""
    bars: list[Shape] = []
    rows: list[float] = []  # where the last bar of each row ends
    left_over = 0
    for entry, items in ((entry, half) for entry, all in found for half in _split(all) if half):
        left, right = axis.sides(entry.period)
        row = next((n for n, last in enumerate(rows) if last + GAP < left), len(rows))
        if row >= ROWS:
            left_over += 1
            continue
        rows[row : row + 1] = [right]
        top = base + row * (BAR + GAP)
        bars.append(_shape(entry, items, (left, top), max(right - left, BAR), 0))
    return bars, len(rows), left_over


def _split(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Divide what is so from what is only said or planned: they are never drawn as one."""
    return [i for i in items if not i.claimed], [i for i in items if i.claimed]


def _dot_scale(points: Sequence[tuple[Entry, list[Item]]], axis: Axis) -> float:
    """Return the radius of a dot of one record, such that full days do not run together."""
    most = max((len(half) for _, items in points for half in _split(items)), default=1)
    day = axis.x(axis.first + timedelta(1)) - axis.x(axis.first)
    room = min(DOT_MAX, max(DOT, 0.8 * day))  # neighbours may touch, not cover each other
    return min(DOT, room / sqrt(most))


def _shape(
    entry: Entry, items: Sequence[Item], at: tuple[float, float], width: float, radius: float
) -> Shape:
    named = Counter(item.words for item in items).most_common(4)
    more = len(items) - sum(count for _, count in named)
    title = "; ".join(f"{words} ({n})" if n > 1 else words for words, n in named)
    return Shape(
        x=round(at[0], 1),
        y=round(at[1], 1),
        width=round(width, 1),
        radius=round(max(radius, DOT_MIN), 1) if radius else 0,
        hollow=all(item.claimed for item in items),
        open=entry.period.start is None or entry.period.end is None,
        entry=entry.id,
        title=f"{entry.words}: {title}" + (f"; {more} more" if more else ""),
        keys=tuple(item.key for item in items),
    )
