"""The axis of days that all charts of the dossier share: one day stands at one place in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from demarche.records import Period
from demarche.views.dossier_range import trimmed
from demarche.views.dossier_words import MONTHS

WIDTH, GUTTER, MARGIN, TOP = 760, 150, 8, 26  # about pixels of a half screen; names in the gutter
PADDING = 0.04  # of the window on either side, so that no mark touches the edge
SHORTEST = 13  # days of a window at least: one day's pages do not stretch over the whole chart
TRIM = 0.08  # share of dates on either side that may stand outside the window
FAR = 3  # the window leaves dates out only where all of them would make it this much longer
OPEN = 60  # length of a bar of which only one end is known


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that are drawn, both included, and where."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Return where a day begins."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(GUTTER + share * (WIDTH - GUTTER - MARGIN), 1)

    def sides(self, period: Period) -> tuple[float, float]:
        """Return where a period begins and ends, as far as it is drawn."""
        start, end = ends(period)
        left = self.x(max(start, self.first))
        right = self.x(min(end, self.last) + timedelta(1))
        if period.start is None:
            left = max(float(GUTTER), right - OPEN)
        if period.end is None:
            right = min(float(WIDTH), left + OPEN)
        return left, right

    def side(self, period: Period) -> int:
        """Say where a period lies: -1 before the drawn days, 1 after them, 0 among them."""
        start, end = ends(period)
        return -1 if end < self.first else int(start > self.last)

    @property
    def extent(self) -> str:
        """First and last day with the places where the drawn days begin and end, for the script."""
        return f"{self.first} {self.last} {GUTTER} {WIDTH - MARGIN}"

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """Return where the axis is labelled: days, months or years, at most a dozen."""
        first, last = self.first, self.last
        span = (last - first).days
        if span <= 70:  # up to ten weeks: days of the month can be told apart
            step = next(n for n in (1, 2, 5, 7, 10) if span / n <= 12 or n == 10)
            days = [first + timedelta(n) for n in range(1, span + 1, step)]
            return tuple((self.x(d), f"{d.day} {MONTHS[d.month - 1][:3]}") for d in days)
        months = span // 30 + 1
        step = next(
            (n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= 12), (months // 120 + 1) * 12
        )
        found: list[tuple[float, str]] = []
        month = (first.year * 12 + first.month) // step * step + (step if step > 1 else 0)
        while month // 12 <= last.year and (day := date(month // 12, month % 12 + 1, 1)) <= last:
            words = str(day.year) if step >= 12 else f"{MONTHS[day.month - 1][:3]} {day.year}"
            if day >= first:
                found.append((self.x(day), words))
            month += step
        return tuple(found)


def ends(period: Period) -> tuple[date, date]:
    """Return the first and last day, an open end standing for the other."""
    known = period.start or period.end
    assert known is not None, "callers leave out periods without any day"
    return period.start or known, period.end or known


def is_point(period: Period) -> bool:
    """Say whether a period is one day."""
    return period.start is not None and period.start == period.end


def find_axis(*groups: Iterable[Period | None]) -> Axis | None:
    """Return the days that hold nearly all periods of each group, pages and records say.

    One far date must not squash the rest. None where no period has a day.
    """
    found = [window for group in groups if (window := _window(group))]
    if not found:
        return None
    first, last = min(start for start, _ in found), max(end for _, end in found)
    length = (last - first).days
    pad = max(1, round(length * PADDING), (SHORTEST - length + 1) // 2)
    return Axis(_moved(first, -pad), _moved(last, pad))


def _window(periods: Iterable[Period | None]) -> tuple[date, date] | None:
    dated = [period for period in periods if period and (period.start or period.end)]
    days = sorted(day.toordinal() for period in dated for day in ends(period))
    if not days:
        return None
    first, last = trimmed(days, trim=TRIM, far=FAR, least=SHORTEST)
    return date.fromordinal(int(first)), date.fromordinal(int(last))


def _moved(day: date, days: int) -> date:
    """Move a day, but never out of the calendar, nor to its very edges."""
    first, last = date.min.toordinal() + 1, date.max.toordinal() - 1
    return date.fromordinal(min(max(day.toordinal() + days, first), last))
