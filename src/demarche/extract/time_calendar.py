"""Rules for days of the calendar: 6 July 2012, 22/06/2012, March 3, the 18th, 14:30 GMT.

Where the year is left out it is taken from the page's date: the last such day up to it, or the
next one when the words look ahead.
"""

import re
from datetime import date

from demarche.extract import periods
from demarche.extract.periods import Stretch
from demarche.extract.time_grammar import (
    CLOCK,
    DAY,
    MONTH,
    SPELLED_DAYS,
    TO,
    WEEKDAY_SHORT,
    YEAR,
    Meaning,
    Rule,
    Setting,
    compiled,
    read_day,
    read_month,
)

# A date without a year up to this many days ahead of the page is meant ahead even where no "will"
# stands near it ("a debate opens Feb. 1"). Swept on TimeBank:
# 100 and 130 days are best, 60 and 180 lose one in four hundred values.
_DAYS_AHEAD = 100
# What counts as over may be a bare noun ("ahead of the 3 May talks"): a date of the next weeks is
# not that of last year, which a page would name. A judgement, not a count.
_DAYS_AHEAD_DONE = 45
# Where the words look ahead only a date just gone is still the nearer reading.
_DAYS_AHEAD_TOLD = 300


def dated(year: int, month: int, number: int) -> date | None:
    """Return a day, or None where the calendar has none: 30 February."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def nearest(month: int, number: int, setting: Setting) -> date | None:
    """Return the day of a year that the words leave out."""
    anchor = setting.anchor
    if anchor is None:
        return None
    found = [d for y in (-1, 0, 1) if (d := dated(anchor.year + y, month, number))]
    told = _DAYS_AHEAD_TOLD if setting.future else _DAYS_AHEAD
    reach = _DAYS_AHEAD_DONE if setting.done else told
    return max((d for d in found if (d - anchor).days <= reach), default=None)


def _day_of(match: re.Match[str], setting: Setting) -> Meaning:
    """Return the day, or the days from one to another, of a date in words."""
    got = match.groupdict()
    month, last_month = read_month(got["month"]), got.get("month2")
    year = int(got["year"]) if got.get("year") else None
    number = read_day(got["day"])
    first = dated(year, month, number) if year else nearest(month, number, setting)
    if first is None:
        return None
    if not got.get("day2"):
        return periods.day(first)
    to_month = read_month(last_month) if last_month else month
    if last_month and to_month < month and year:
        first = dated(first.year - 1, month, number) or first
    to_year = first.year + (to_month < first.month)
    last = dated(to_year, to_month, read_day(got["day2"]))
    if last is None or last < first:
        return periods.day(first)
    return periods.interval(periods.day(first), periods.day(last))


def _iso(match: re.Match[str], _: Setting) -> Meaning:
    found = dated(*(int(match[name]) for name in ("y", "m", "d")))
    if found is None:
        return None
    if match["clock"] is None:
        return periods.day(found)
    return Stretch(f"{found.isoformat()}T{match['clock']}", found, found, "hour")


# A year of two digits is read up to this many years after the page's.
_SHORT_YEARS_AHEAD = 20


def _numeric(match: re.Match[str], setting: Setting) -> Meaning:
    """Read 22/06/2012 day first, and month first only where day first cannot be."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        latest = setting.anchor.year + _SHORT_YEARS_AHEAD if setting.anchor else 2049
        year += latest // 100 * 100 - 100 * (year > latest % 100)
    found = dated(year, second, first) or dated(year, first, second)
    return periods.day(found) if found else None


def _is_numeric_date(match: re.Match[str]) -> bool:
    first, second = sorted((int(match["a"]), int(match["b"])))
    return 1 <= first <= 12 and second <= 31


def _week_of(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the week of April 10": the week that holds the day."""
    month = read_month(match["month"] or match["month2"])
    number = read_day(match["day"] or match["day2"])
    year = int(match["year"]) if match["year"] else None
    found = dated(year, month, number) if year else nearest(month, number, setting)
    return periods.week(found) if found else None


def _day_of_month(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "on the 18th": the last one, or the next where the words look ahead."""
    anchor, number = setting.anchor, read_day(match["day"])
    if anchor is None:
        return None
    steps = (0, 1, 2) if setting.future else (0, -1, -2)
    there = (periods.shift(anchor.replace(day=1), "month", step) for step in steps)
    days = (found for at in there if (found := dated(at.year, at.month, number)))
    sign = 1 if setting.future else -1
    return next((periods.day(at) for at in days if (at - anchor).days * sign >= 0), None)


def _week_of_day(match: re.Match[str], setting: Setting) -> Meaning:
    found = _day_of_month(match, setting)
    return periods.week(found.start) if isinstance(found, Stretch) and found.start else None


def _day_of_near_month(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the 21st of this month"."""
    if setting.anchor is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["step"].lower()]
    there = periods.shift(setting.anchor.replace(day=1), "month", step)
    found = dated(there.year, there.month, read_day(match["day"]))
    return periods.day(found) if found else None


def _spelled_day(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "the second of August" and "March eighth"."""
    month, number = read_month(match["month"]), read_day(match["spelled"])
    year = int(match["year"]) if match["year"] else None
    found = dated(year, month, number) if year else nearest(month, number, setting)
    return periods.day(found) if found else None


def read_clock(match: re.Match[str], at: date) -> Stretch:
    """Return the hour of a day that a CLOCK match names, with the value to the minute."""
    if match["named"]:
        hour, minute = (12 if match["named"].lower() == "noon" else 0), "00"
    elif match["military"]:
        hour, minute = int(match["military"][:2]), match["military"][2:]
    elif match["hour24"]:
        hour, minute = int(match["hour24"]), match["minute24"]
    else:
        late = match["half"].lower().startswith("p")
        hour, minute = int(match["hour"]) % 12 + 12 * late, match["minute"] or "00"
    return Stretch(f"{at.isoformat()}T{hour:02}:{minute}", at, at, "hour")


def _days_first(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "3-9 May 2012" and "28 June to 3 July": the month of the first day may be left out."""
    to_month = read_month(match["month2"])
    month = read_month(match["month"]) if match["month"] else to_month
    number = read_day(match["day2"])
    year = int(match["year"]) if match["year"] else None
    last = dated(year, to_month, number) if year else nearest(to_month, number, setting)
    if last is None:
        return None
    first = dated(last.year - (month > to_month), month, read_day(match["day"]))
    if first is None or first > last:
        return periods.day(last)
    return periods.interval(periods.day(first), periods.day(last))


_WEEKDAY_BEFORE = rf"(?:{WEEKDAY_SHORT},? )?"
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"{_WEEKDAY_BEFORE}(?P<y>{YEAR})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)"
                  r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"),
         _iso, needs="digit"),
    Rule(compiled(rf"(?P<a>\d{{1,2}})(?P<mark>[/.])(?P<b>\d{{1,2}})(?P=mark)(?P<y>{YEAR}|\d\d)"),
         _numeric, _is_numeric_date, needs="digit"),
    Rule(compiled(rf"(?P<a>\d{{1,2}})-(?P<b>\d{{1,2}})-(?P<y>{YEAR})"),
         _numeric, _is_numeric_date, needs="digit"),
    Rule(compiled(rf"(?P<day>{DAY})[-/](?P<month>{MONTH})[-/](?P<year>{YEAR})"),
         _day_of, needs="month"),
    Rule(compiled(rf"(?P<month>{MONTH})[-/](?P<day>{DAY})[-/](?P<year>{YEAR})"),
         _day_of, needs="month"),
    Rule(compiled(rf"(?P<year>{YEAR})[-/](?P<month>{MONTH})[-/](?P<day>{DAY})"),
         _day_of, needs="month"),
    Rule(compiled(rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH}) (?P<day>{DAY})"
                  rf"(?:{TO}(?:(?P<month2>{MONTH}) )?(?P<day2>{DAY}))?(?: ?,? (?P<year>{YEAR}))?"),
         _day_of, needs="month"),
    Rule(compiled(rf"(?<=between )(?P<month>{MONTH}) (?P<day>{DAY}) and (?P<day2>{DAY})"
                  rf"(?:,? (?P<year>{YEAR}))?"), _day_of, needs="month"),
    Rule(compiled(rf"(?<=between )(?P<day>{DAY}) and (?P<day2>{DAY})(?: of)? (?P<month2>{MONTH})"
                  rf"(?P<month>)(?:,? (?P<year>{YEAR}))?"),
         lambda match, setting: _days_first(match, setting), needs="month"),
    Rule(compiled(rf"{_WEEKDAY_BEFORE}(?:the )?(?P<day>{DAY})(?: of)? (?P<month>{MONTH})"
                  rf"(?:,? (?P<year>{YEAR}))?"), _day_of, needs="month"),
    Rule(compiled(rf"(?P<day>{DAY})(?: (?P<month>{MONTH}))?{TO}(?P<day2>{DAY})"
                  rf"(?: of)? (?P<month2>{MONTH})(?:,? (?P<year>{YEAR}))?"),
         lambda match, setting: _days_first(match, setting), needs="month"),
    Rule(compiled(rf"(?P<day>{DAY})(?= and {DAY}(?: of)? (?P<month>{MONTH})"
                  rf"(?:,? (?P<year>{YEAR}))?\b)"), _day_of, needs="month"),
    Rule(compiled(rf"(?:the )?week (?:of|beginning|starting|commencing|ending)(?: on)?(?: the)?"
                  rf" (?:(?P<month>{MONTH}) (?P<day>{DAY})|(?P<day2>{DAY})(?: of)? "
                  rf"(?P<month2>{MONTH}))(?:,? (?P<year>{YEAR}))?"), _week_of, needs="month"),
    Rule(compiled(r"(?:the )?week of the (?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))"
                  r"(?=[.,;!?)]|$)"), _week_of_day, needs="nth"),
    Rule(compiled(r"(?:the )?(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th)) (?:of )?"
                  r"(?P<step>last|this|next) month"), _day_of_near_month, needs="nth"),
    Rule(compiled(r"(?<=on )the (?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))(?=[.,;!?)]|$)"),
         _day_of_month, needs="nth"),
    Rule(compiled(rf"(?:the )?(?P<spelled>{SPELLED_DAYS}) of (?P<month>{MONTH})"
                  rf"(?:,? (?:of )?(?P<year>{YEAR}))?"), _spelled_day, needs="month"),
    Rule(compiled(rf"(?P<month>{MONTH}) (?:the )?(?P<spelled>{SPELLED_DAYS})"
                  rf"(?:(?:,)? (?P<year>{YEAR})|(?=[.,;!?)]|$))"),
         _spelled_day, needs="month"),
    Rule(compiled(CLOCK), lambda match, setting:
         None if setting.anchor is None else read_clock(match, setting.anchor), needs="clock"),
)  # fmt: skip
