"""When things held: a list of dated entries, and the strip that draws them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from demarche.records import Period
from demarche.views.dossier_words import MONTHS, period_words

WIDTH, GUTTER, MARGIN, TOP = 720, 84, 8, 26  # about pixels of a half screen; names in the gutter
DOT, DOT_MIN, DOT_MAX = 3.5, 1.5, 7.0  # radius of one record, the least, the most
BAR, GAP = 6, 4  # height of a bar and space between rows: two rows stay apart at phone width
HEAD, SECOND = 9, 15  # room above the dots of a lane, and down to its second line of dots
ROWS = 7  # bars of a lane beyond this many rows are left to the list: the strip fits a screen
PADDING = 0.04  # of the window on either side, so that no mark touches the edge
SHORTEST = 13  # days of a window at least: one day's pages do not stretch over the whole strip
TRIM = 0.08  # share of dates on either side that may stand outside the window
FAR = 3  # the window leaves dates out only where all of them would make it this much longer
OPEN = 60  # length of a bar of which only one end is known


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
            first, last = _ends(item.period)
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


def _ends(period: Period) -> tuple[date, date]:
    """Return the first and last day, an open end standing for the other."""
    known = period.start or period.end
    assert known is not None, "callers leave out periods without any day"
    return period.start or known, period.end or known


def _window(entries: Sequence[Entry]) -> tuple[date, date]:
    """Return the days that hold nearly all records: one far date must not squash the rest."""
    days = sorted(
        day for entry in entries for _ in entry.items for day in _ends(entry.period)
    )  # fmt: skip
    cut = int(len(days) * TRIM)
    first, last = days[cut], days[len(days) - 1 - cut]
    if days[-1] - days[0] <= FAR * max(last - first, timedelta(SHORTEST)):
        first, last = days[0], days[-1]
    length = (last - first).days
    pad = max(1, round(length * PADDING), (SHORTEST - length + 1) // 2)
    return _moved(first, -pad), _moved(last, pad)


def _moved(day: date, days: int) -> date:
    """Move a day, but never out of the calendar, nor to its very edges."""
    first, last = date.min.toordinal() + 1, date.max.toordinal() - 1
    return date.fromordinal(min(max(day.toordinal() + days, first), last))


def draw_strip(entries: Sequence[Entry], lanes: Sequence[str]) -> Strip | None:
    """Lay the entries out: dots for days, bars for longer or open periods; None without any."""
    if not entries:
        return None
    window = _window(entries)
    y, drawn, crowded = float(TOP), [], 0
    for name in lanes:
        mine = [(entry, [i for i in entry.items if i.lane == name]) for entry in entries]
        mine = [(entry, items) for entry, items in mine if items]
        if not mine:
            continue
        lane, left = _draw_lane(name, y, mine, window)
        drawn.append(lane)
        y += lane.height
        crowded += left
    return Strip(WIDTH, y + 2, tuple(drawn), _ticks(*window), crowded)


def _x(day: date, window: tuple[date, date]) -> float:
    first, last = window
    share = (day - first).days / ((last - first).days + 1)
    return round(GUTTER + share * (WIDTH - GUTTER - MARGIN), 1)


def _draw_lane(
    name: str, y: float, mine: Sequence[tuple[Entry, list[Item]]], window: tuple[date, date]
) -> tuple[Lane, int]:
    level = y + HEAD + DOT_MAX
    inside = [
        (entry, items)
        for entry, items in mine
        if _ends(entry.period)[1] >= window[0] and _ends(entry.period)[0] <= window[1]
    ]
    points = [pair for pair in inside if _is_point(pair[0].period)]
    scale = _dot_scale(points, window)
    dots = [
        _shape(entry, group, ((left + right) / 2, level + below), 0, scale * sqrt(len(group)))
        for entry, items in points
        for left, right in (_sides(entry.period, window),)
        for group, below in zip(_split(items), (0, SECOND), strict=True)
        if group
    ]
    base = level + DOT_MAX + GAP + (SECOND if any(dot.hollow for dot in dots) else 0)
    long = [pair for pair in inside if not _is_point(pair[0].period)]
    bars, rows, left = _bars(long, base, window)
    height = base - y + rows * (BAR + GAP) + 2 * GAP
    earlier = sum(_ends(entry.period)[1] < window[0] for entry, _ in mine)
    later = sum(_ends(entry.period)[0] > window[1] for entry, _ in mine)
    return Lane(name, y, height, (*dots, *bars), earlier, later), left


def _sides(period: Period, window: tuple[date, date]) -> tuple[float, float]:
    start, end = _ends(period)
    left = _x(max(start, window[0]), window)
    right = _x(min(end, window[1]) + timedelta(1), window)
    if period.start is None:
        left = max(float(GUTTER), right - OPEN)
    if period.end is None:
        right = min(float(WIDTH), left + OPEN)
    return left, right


def _bars(
    found: Sequence[tuple[Entry, list[Item]]], base: float, window: tuple[date, date]
) -> tuple[list[Shape], int, int]:
    """Pack bars into rows, first fit: the bars, the rows used, how many found no room."""
    bars: list[Shape] = []
    rows: list[float] = []  # where the last bar of each row ends
    left_over = 0
    for entry, items in ((entry, half) for entry, all in found for half in _split(all) if half):
        left, right = _sides(entry.period, window)
        row = next((n for n, last in enumerate(rows) if last + GAP < left), len(rows))
        if row >= ROWS:
            left_over += 1
            continue
        rows[row : row + 1] = [right]
        top = base + row * (BAR + GAP)
        bars.append(_shape(entry, items, (left, top), max(right - left, BAR), 0))
    return bars, len(rows), left_over


def _is_point(period: Period) -> bool:
    return period.start is not None and period.start == period.end


def _split(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Divide what is so from what is only said or planned: they are never drawn as one."""
    return [i for i in items if not i.claimed], [i for i in items if i.claimed]


def _dot_scale(points: Sequence[tuple[Entry, list[Item]]], window: tuple[date, date]) -> float:
    """Return the radius of a dot of one record, such that full days do not run together."""
    most = max((len(half) for _, items in points for half in _split(items)), default=1)
    day = _x(window[0] + timedelta(1), window) - _x(window[0], window)
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
    )


def _ticks(first: date, last: date) -> tuple[tuple[float, str], ...]:
    """Return where the axis is labelled: days, months or years, at most a dozen."""
    span = (last - first).days
    if span <= 70:  # up to ten weeks: days of the month can be told apart
        step = next(n for n in (1, 2, 5, 7, 10) if span / n <= 12 or n == 10)
        days = [first + timedelta(n) for n in range(1, span + 1, step)]
        return tuple((_x(d, (first, last)), f"{d.day} {MONTHS[d.month - 1][:3]}") for d in days)
    months = span // 30 + 1
    step = next(
        (n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= 12), (months // 120 + 1) * 12
    )
    found: list[tuple[float, str]] = []
    month = (first.year * 12 + first.month) // step * step + (step if step > 1 else 0)
    while month // 12 <= last.year and (day := date(month // 12, month % 12 + 1, 1)) <= last:
        words = str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
        if day >= first:
            found.append((_x(day, (first, last)), words))
        month += step
    return tuple(found)
