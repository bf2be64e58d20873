"""Rules for dates that name a place in the calendar: 6 July 2012, March, 2008, the 1990s.

Where the year is left out it is taken from the page's date: the last such day or month up to it,
or the next one when the words look ahead.
"""

import re
from datetime import date

from demarche.extract import periods
from demarche.extract.numerals import SMALL, read_numeral
from demarche.extract.periods import SEASON, Stretch
from demarche.extract.time_grammar import (
    CLOCK,
    DAY,
    EARLY,
    MONTH,
    MONTH_NAME,
    SPOKEN_YEAR,
    TO,
    WEEKDAY_SHORT,
    YEAR,
    Meaning,
    Rule,
    Setting,
    before,
    compiled,
    read_month,
    read_part,
)

# A date without a year up to this many days ahead of the page is meant ahead even where no "will"
# stands near it ("a debate opens Feb. 1"), a bare month up to so many months. Swept on TimeBank:
# 100 and 130 days are best, 60 and 180 lose one in four hundred values; three months beat 0 to 2.
_DAYS_AHEAD, _MONTHS_AHEAD = 100, 3
# Where the words look ahead only a date just gone is still the nearer reading.
_DAYS_AHEAD_TOLD, _MONTHS_AHEAD_TOLD = 300, 9


def _number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


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
    reach = _DAYS_AHEAD_TOLD if setting.future else _DAYS_AHEAD
    return max((d for d in found if (d - anchor).days <= reach), default=None)


def _day_of(match: re.Match[str], setting: Setting) -> Meaning:
    """Return the day, or the days from one to another, of a date in words."""
    got = match.groupdict()
    month, last_month = read_month(got["month"]), got.get("month2")
    year = int(got["year"]) if got.get("year") else None
    number = _number(got["day"])
    first = dated(year, month, number) if year else nearest(month, number, setting)
    if first is None:
        return None
    if not got.get("day2"):
        return periods.day(first)
    to_month = read_month(last_month) if last_month else month
    if last_month and to_month < month and year:
        first = dated(first.year - 1, month, number) or first
    to_year = first.year + (to_month < first.month)
    last = dated(to_year, to_month, _number(got["day2"]))
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


def _numeric(match: re.Match[str], _: Setting) -> Meaning:
    """Read 22/06/2012 day first, and month first only where day first cannot be."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if year < 100:
        year += 1900 if year >= 50 else 2000
    found = dated(year, second, first) or dated(year, first, second)
    return periods.day(found) if found else None


def _is_numeric_date(match: re.Match[str]) -> bool:
    first, second = sorted((int(match["a"]), int(match["b"])))
    return 1 <= first <= 12 and second <= 31


def _month_year(match: re.Match[str], setting: Setting) -> Meaning:
    year, last = int(match["year"]), periods.month(int(match["year"]), read_month(match["month"]))
    if match["from"] is None:
        return periods.part_of(last, read_part(match["part"]))
    first = read_month(match["from"])
    start = periods.month(year - (first > read_month(match["month"])), first)
    return periods.interval(start, last)


# Names of months that are also words or given names need one of these right before them.
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|during|for|through|throughout|to|and|between|before"
    r"|after|early|late|mid|last|next|this|past|every|each|end|start)[\s-])$", re.I)  # fmt: skip
_DOUBTFUL = frozenset({"march", "april", "may", "june", "august"})


def _is_month(match: re.Match[str]) -> bool:
    if match["month"].lower() not in _DOUBTFUL or match["which"] or match["part"]:
        return True
    name_follows = re.match(r"\s(?-i:[A-Z])", match.string[match.end() :])
    return _MONTH_CUE.search(before(match)) is not None and not name_follows


def _bare_month(match: re.Match[str], setting: Setting) -> Meaning:
    anchor = setting.anchor
    if anchor is None:
        return None
    number, which = read_month(match["month"]), (match["which"] or "").lower()
    ahead = (number - anchor.month) % 12
    near = ahead <= (_MONTHS_AHEAD_TOLD if setting.future else _MONTHS_AHEAD)
    if which in ("next", "coming", "this coming") or (not which and near):
        year = anchor.year + (number < anchor.month if which != "next" else number <= anchor.month)
    elif which == "this":
        year = anchor.year
    else:
        year = anchor.year - (number > anchor.month if not which else number >= anchor.month)
    return periods.part_of(periods.month(year, number), read_part(match["part"]))


def _month_of_year(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "July last year"."""
    if setting.anchor is None:
        return None
    year = setting.anchor.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    found = periods.month(year, read_month(match["month"]))
    return periods.part_of(found, read_part(match["part"]))


# "resolution 1973", "flight 1904", "$ 1990": numbers of four digits that are no years.
_NOT_YEAR_BEFORE = re.compile(
    r"(?:\b(?:resolutions?|no\.?|number|numbers|flight|article|section|route|room|page|chapter"
    r"|case|bill|law|act|decree|document|boeing|mig|highway|about|some|around|nearly|almost|over"
    r"|than|least|most|exactly|only|up to|roughly|approximately|another)\s|[#$€£%]\s?)$",
    re.I,
)  # fmt: skip
_YEAR_CUE = re.compile(
    r"\b(?:in|since|until|till|by|from|during|before|after|early|late|mid|of|year|fiscal|the|for"
    r"|to|and|between|through|or|end|summer|winter|spring|autumn|fall)[\s-]$|[(,]\s?$"
    r"|['\u2019]s\s$",
    re.I,
)
_COUNTED_NEXT = re.compile(
    r"\s(?:(?-i:[a-z-])+\s)?(?:people|men|women|children|troops|police|dead|wounded|personnel|staff"
    r"|percent|per\scent|million|billion|(?-i:[a-z])+(?:ers|ors|ees|ists|ians|ies|ans|ants|ents"
    r"|miles|metres|meters|kilometers|kilometres|feet|tons|tonnes|points|dollars|euros|times))\b"
    r"|\s?%", re.I)  # fmt: skip


def _is_year(match: re.Match[str]) -> bool:
    """Tell "in 2000" from "2000 people": no number word before, nothing countable after it."""
    lead = before(match, 20)
    if _NOT_YEAR_BEFORE.search(lead):
        return False
    if match["part"] or match["fiscal"]:
        return True
    counted = _COUNTED_NEXT.match(match.string, match.end())
    return counted is None or (_YEAR_CUE.search(lead) is not None and lead[-5:] == " the ")


def _year(match: re.Match[str], _: Setting) -> Meaning:
    return periods.part_of(periods.year(int(match["year"])), read_part(match["part"]))


def _years(match: re.Match[str], _: Setting) -> Meaning:
    """Read 2008-2010, 1967-68 and "from 2008 to 2010"."""
    first, last = match["first"], match["last"]
    last = first[: 4 - len(last)] + last
    if int(last) <= int(first):
        return None
    return periods.interval(periods.year(int(first)), periods.year(int(last)))


def _is_span_of_years(match: re.Match[str]) -> bool:
    first, last = match["first"], match["last"]
    later = int(first[: 4 - len(last)] + last) > int(first)
    return later and not _NOT_YEAR_BEFORE.search(before(match, 20))


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
            "nineties")  # fmt: skip


def _decade(match: re.Match[str], _: Setting) -> Meaning:
    words = match["decade"].lower()
    if words in _DECADES:
        first = 1920 + 10 * _DECADES.index(words)
    else:
        digits = re.sub(r"\D", "", words)
        first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return periods.part_of(periods.decade(first), read_part(match["part"]))


def _century(match: re.Match[str], _: Setting) -> Meaning:
    number = read_ordinal(match["number"])
    return None if number is None else periods.century(100 * (number - 1))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4,
             "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21}  # fmt: skip


def read_ordinal(words: str) -> int | None:
    """Return 3 for "third" and "3rd", 4 for the last of four, None for other words."""
    return _ORDINALS.get(words.lower()) or (_number(words) if words[0].isdigit() else None)


def _fraction_of_year(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "the third quarter", "the second half of 2011", "last year's first quarter"."""
    number, unit, anchor = read_ordinal(match["number"]), match["unit"].lower(), setting.anchor
    if number is None:
        return None
    build, most = (periods.quarter, 4) if unit == "quarter" else (periods.half, 2)
    number = min(number, most)
    if match["year"]:
        return build(int(match["year"]), number)
    if anchor is None:
        return None
    which = (match["which"] or "").lower()
    if which:
        return build(anchor.year + {"last": -1, "this": 0, "next": 1}[which], number)
    this_year = build(anchor.year, number)
    assert this_year.start is not None
    ahead = this_year.start > anchor and not setting.future
    return build(anchor.year - 1, number) if ahead else this_year


def _season_of_year(match: re.Match[str], _: Setting) -> Meaning:
    return periods.part_of(
        periods.season(int(match["year"]), match["season"].lower()), read_part(match["part"])
    )


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


def read_year(words: str) -> int | None:
    """Return the year that digits or words stand for: 1994, "nineteen ninety-four"."""
    if words.isdigit():
        return int(words)
    high, _, low = re.sub(r"[\s-]+", " ", words.lower()).partition(" ")
    if high != "two":
        tens = read_numeral(low)
        return None if tens is None else int((read_numeral(high) or 0) * 100 + tens)
    whole = read_numeral(words)
    return None if whole is None else int(whole)


def _spoken_year(match: re.Match[str], setting: Setting) -> Meaning:
    year = read_year(match["spoken"])
    if year is None:
        return None
    if match["month"]:
        return periods.month(year, read_month(match["month"]))
    return periods.season(year, match["season"].lower()) if match["season"] else periods.year(year)


_WEEKDAY_BEFORE = rf"(?:{WEEKDAY_SHORT},? )?"
_FRACTION = r"(?P<number>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))"
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)"
                  r"(?:[T ](?P<clock>\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"),
         _iso, needs="digit"),
    Rule(compiled(rf"(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y>{YEAR}|\d\d)"),
         _numeric, _is_numeric_date, needs="digit"),
    Rule(compiled(rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH}) (?P<day>{DAY})"
                  rf"(?:{TO}(?:(?P<month2>{MONTH}) )?(?P<day2>{DAY}))?(?:,? (?P<year>{YEAR}))?"),
         _day_of, needs="month"),
    Rule(compiled(rf"(?<=between )(?P<month>{MONTH}) (?P<day>{DAY}) and (?P<day2>{DAY})"
                  rf"(?:,? (?P<year>{YEAR}))?"), _day_of, needs="month"),
    Rule(compiled(rf"(?<=between )(?P<day>{DAY}) and (?P<day2>{DAY}) (?P<month2>{MONTH})"
                  rf"(?P<month>)(?:,? (?P<year>{YEAR}))?"),
         lambda match, setting: _days_first(match, setting), needs="month"),
    Rule(compiled(rf"{_WEEKDAY_BEFORE}(?:the )?(?P<day>{DAY})(?: of)? (?P<month>{MONTH})"
                  rf"(?:,? (?P<year>{YEAR}))?"), _day_of, needs="month"),
    Rule(compiled(rf"(?P<day>{DAY})(?: (?P<month>{MONTH}))?{TO}(?P<day2>{DAY})"
                  rf" (?P<month2>{MONTH})(?:,? (?P<year>{YEAR}))?"),
         lambda match, setting: _days_first(match, setting), needs="month"),
    Rule(compiled(rf"{EARLY}(?:(?P<from>{MONTH}){TO})?(?P<month>{MONTH})(?:,| of)? "
                  rf"(?P<year>{YEAR})"), _month_year, needs="month"),
    Rule(compiled(rf"{EARLY}(?:(?P<which>last|next|this|this past|this coming|coming|past) )?"
                  rf"(?P<month>{MONTH_NAME})"), _bare_month, _is_month, needs="month"),
    Rule(compiled(rf"{EARLY}(?P<month>{MONTH}),? (?:of )?(?P<which>last|this|next) year"),
         _month_of_year, needs="month"),
    Rule(compiled(rf"{EARLY}(?:(?P<fiscal>(?:the )?(?:fiscal year|calendar year|fiscal|year))"
                  rf"(?: of)? )?(?P<year>{YEAR})"),
         _year, _is_year, needs="digit"),
    Rule(compiled(rf"(?P<first>{YEAR}){TO}"
                  rf"(?P<last>{YEAR}|\d\d)"), _years, _is_span_of_years, needs="digit"),
    Rule(compiled(rf"(?:the )?{EARLY}(?:the )?(?P<decade>(?:1[5-9]|20)\d0['\u2019]?s"
                  r"|['\u2019][2-9]0s"
                  rf"|{'|'.join(_DECADES[2:])})"), _decade, needs="spoken"),
    Rule(compiled(r"(?:the )?(?:early |mid-|late )?(?P<number>\d\d?th|21st|eighteenth|nineteenth"
                  r"|twentieth|twenty-first)[- ]century"), _century, needs="unit"),
    Rule(compiled(rf"(?:the |(?P<which>last|this|next) year['\u2019]s )?(?:fiscal )?{_FRACTION}[- ]"
                  rf"(?P<unit>quarter|half)(?:,? (?:of )?(?:fiscal )?(?P<year>{YEAR}))?"),
         _fraction_of_year,
         lambda match: match["unit"].lower() == "quarter" or bool(match["year"] or match["which"]),
         needs="unit"),
    Rule(compiled(rf"(?:the )?{EARLY}(?:the )?(?P<season>{SEASON}) (?:of )?(?P<year>{YEAR})"),
         _season_of_year, needs="season"),
    Rule(compiled(rf"(?:the year |(?P<month>{MONTH_NAME}) (?:of )?"
                  rf"|(?:the )?(?P<season>{SEASON}) (?:of )?)?(?P<spoken>{SPOKEN_YEAR})"),
         _spoken_year, needs="spoken"),
    Rule(compiled(rf"(?:the year |(?P<month>{MONTH_NAME}) (?:of )?"
                  rf"|(?:the )?(?P<season>{SEASON}) (?:of )?)(?P<spoken>two thousand"
                  rf"(?:(?: and)? {SMALL})?)"), _spoken_year, needs="spoken"),
    Rule(compiled(CLOCK), lambda match, setting:
         None if setting.anchor is None else read_clock(match, setting.anchor), needs="clock"),
)  # fmt: skip


def _days_first(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "3-9 May 2012" and "28 June to 3 July": the month of the first day may be left out."""
    to_month = read_month(match["month2"])
    month = read_month(match["month"]) if match["month"] else to_month
    number = _number(match["day2"])
    year = int(match["year"]) if match["year"] else None
    last = dated(year, to_month, number) if year else nearest(to_month, number, setting)
    if last is None:
        return None
    first = dated(last.year - (month > to_month), month, _number(match["day"]))
    if first is None or first > last:
        return periods.day(last)
    return periods.interval(periods.day(first), periods.day(last))
