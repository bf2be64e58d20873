"""Stretches of the calendar: a day, an ISO week, a month, ..., with their TIMEX3 values.

A `Stretch` is what a time expression means once it is resolved; `times.py` adds the words and
turns it into a Period. Weeks are ISO weeks (Monday to Sunday), quarters calendar quarters.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demarche.records import Precision


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days `start` to `end`, both included (None: open), with the TIMEX3 value of the words.

    `by` quotes other words of the text that the stretch was read by, where there are any.
    """

    value: str
    start: date | None
    end: date | None
    precision: Precision
    by: str | None = None


# First month of each season of the northern half of the world; news seldom says which half.
_SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9),
            "winter": ("WI", 12)}  # fmt: skip
SEASON = "spring|summer|autumn|fall|winter"


def day(at: date) -> Stretch:
    """Return one day."""
    return Stretch(at.isoformat(), at, at, "day")


def week(at: date) -> Stretch:
    """Return the ISO week that holds `at`."""
    year, number, weekday = at.isocalendar()
    monday = at - timedelta(days=weekday - 1)
    return Stretch(f"{year:04}-W{number:02}", monday, monday + timedelta(days=6), "week")


def weekend(at: date) -> Stretch:
    """Return Saturday and Sunday of the ISO week that holds `at`."""
    whole = week(at)
    assert whole.end is not None
    return Stretch(f"{whole.value}-WE", whole.end - timedelta(days=1), whole.end, "interval")


def week_in(first: date, last: date, number: int) -> Stretch:
    """Return the n-th ISO week of the days `first` to `last`, from the end where n is negative.

    As with ISO years, a week belongs to the month or year that holds its Thursday. Raises
    ValueError where there is no such week.
    """
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    count = (last - thursday).days // 7 + 1
    if not 0 < abs(number) <= count:
        raise ValueError(f"{count} weeks, not {number}")
    return week(thursday + timedelta(weeks=number - 1 if number > 0 else count + number))


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """Return first and last day of `count` months from month `first` of `year` on."""
    last = first + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def month(year: int, number: int) -> Stretch:
    """Return a calendar month."""
    return Stretch(f"{year:04}-{number:02}", *months(year, number, 1), "month")


def quarter(year: int, number: int) -> Stretch:
    """Return a calendar quarter, 1 to 4."""
    return Stretch(f"{year:04}-Q{number}", *months(year, 3 * number - 2, 3), "quarter")


def half(year: int, number: int) -> Stretch:
    """Return half a year, 1 or 2."""
    return Stretch(f"{year:04}-H{number}", *months(year, 6 * number - 5, 6), "interval")


def season(year: int, name: str) -> Stretch:
    """Return a season; the winter of a year begins in its December."""
    letters, first = _SEASONS[name]
    return Stretch(f"{year:04}-{letters}", *months(year, first, 3), "quarter")


def year(number: int) -> Stretch:
    """Return a calendar year."""
    return Stretch(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(first: int) -> Stretch:
    """Return the ten years from `first` (1990 for the nineties) on."""
    return Stretch(f"{first // 10}", date(first, 1, 1), date(first + 9, 12, 31), "decade")


def century(first: int) -> Stretch:
    """Return the hundred years from `first` (1900, by common use) on."""
    return Stretch(f"{first // 100}", date(first, 1, 1), date(first + 99, 12, 31), "interval")


def interval(first: Stretch, last: Stretch) -> Stretch:
    """Return the days from the start of `first` to the end of `last`, in ISO 8601 notation."""
    return Stretch(f"{first.value}/{last.value}", first.start, last.end, "interval")


def quarters(at: date, count: int) -> tuple[date, date]:
    """Return first and last day of so many whole quarters after `at`'s, before it if negative."""
    near = unit_of(shift(at, "quarter", 1 if count > 0 else -1), "quarter")
    far = unit_of(shift(at, "quarter", count), "quarter")
    first, last = (near, far) if count > 0 else (far, near)
    assert first.start is not None
    assert last.end is not None
    return first.start, last.end


_DAYS_IN = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}


def shift(at: date, unit: str, count: int) -> date:
    """Return `at` moved by whole units: nights and days, weekends, weeks, ..., centuries.

    A day that the month reached does not have becomes its last day. Raises OverflowError or
    ValueError where the calendar of `datetime` (years 1 to 9999) ends.
    """
    if unit in _DAYS_IN:
        return at + timedelta(days=count * _DAYS_IN[unit])
    steps = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    total = at.year * 12 + at.month - 1 + count * steps
    there = date(total // 12, total % 12 + 1, 1)
    return there.replace(day=min(at.day, monthrange(there.year, there.month)[1]))


def unit_of(at: date, unit: str) -> Stretch:
    """Return the unit (day, week, month, quarter, year, decade, century) that holds `at`."""
    if unit == "day":
        return day(at)
    if unit in ("week", "fortnight"):
        return week(at)
    if unit == "weekend":
        return weekend(at)
    if unit == "month":
        return month(at.year, at.month)
    if unit == "quarter":
        return quarter(at.year, (at.month + 2) // 3)
    if unit == "decade":
        return decade(at.year // 10 * 10)
    if unit == "century":
        return century(at.year // 100 * 100)
    return year(at.year)


def part_of(stretch: Stretch, part: str | None) -> Stretch:
    """Return the early, middle or late third of a stretch, which keeps the whole's value.

    TIMEX3 marks the part as a modifier beside the value, so the value stays. Days are as good as
    three parts can be: "early July" is its first ten days.
    """
    if part is None or stretch.start is None or stretch.end is None:
        return stretch
    third = max(1, (stretch.end - stretch.start).days // 3)
    if part == "early":
        return replace(stretch, end=stretch.start + timedelta(days=third - 1), precision="interval")
    if part == "mid":
        start = stretch.start + timedelta(days=third)
        end = stretch.end - timedelta(days=third)
        return replace(stretch, start=start, end=end, precision="interval")
    return replace(stretch, start=stretch.end - timedelta(days=third - 1), precision="interval")
