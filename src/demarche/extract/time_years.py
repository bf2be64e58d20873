"""Rules for months, years and their parts: March, early July 2012, 2008, the 1990s, Q3 2019.

Where the year is left out it is taken from the page's date: the last such month up to it, or the
next one when the words look ahead.
"""

import re
from datetime import date, timedelta

from demarche.extract import periods
from demarche.extract.numerals import SMALL, read_numeral
from demarche.extract.periods import SEASON, Stretch
from demarche.extract.time_grammar import (
    EARLY,
    MONTH,
    MONTH_NAME,
    NUMBER,
    SPELLED_DAYS,
    SPOKEN_YEAR,
    TO,
    YEAR,
    Meaning,
    Rule,
    Setting,
    before,
    compiled,
    read_day,
    read_month,
    read_part,
)


def _month_year(match: re.Match[str], setting: Setting) -> Meaning:
    year, last = int(match["year"]), periods.month(int(match["year"]), read_month(match["month"]))
    if match["from"] is None:
        return periods.part_of(last, read_part(match["part"]))
    first = read_month(match["from"])
    start = periods.month(year - (first > read_month(match["month"])), first)
    return periods.interval(start, last)


# A bare month up to this many months ahead of the page is meant ahead even where no "will" stands
# near it; where the words look ahead only a month just gone is the nearer reading. Swept on
# TimeBank: three months beat 0 to 2.
_MONTHS_AHEAD, _MONTHS_AHEAD_TOLD = 3, 9

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
    if not which:
        whole = _month_near(number, anchor, setting)
    elif which == "this":
        whole = periods.month(anchor.year, number)
    elif which == "next":
        whole = periods.month(anchor.year + (number <= anchor.month), number)
    elif which in ("coming", "this coming"):
        whole = periods.month(anchor.year + (number < anchor.month), number)
    else:
        whole = periods.month(anchor.year - (number >= anchor.month), number)
    return periods.part_of(whole, read_part(match["part"]))


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
    r"|than|least|most|exactly|only|up to|roughly|approximately|another)\s|[#$€£%]\s?"
    r"|\d\s[-\u2013]\s)$",
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


# "2000 pieces of ...": after a bare number a word in the plural is what it counts.
_THINGS_NEXT = re.compile(r"\s(?!was\b|is\b|has\b|as\b|its\b|this\b|\w*ss\b)(?-i:[a-z]+s)\b")


def _is_year(match: re.Match[str]) -> bool:
    """Tell "in 2000" from "2000 people": no number word before, nothing countable after it."""
    lead = before(match, 20)
    if _NOT_YEAR_BEFORE.search(lead):
        return False
    if match["part"] or match["fiscal"]:
        return True
    counted = _COUNTED_NEXT.match(match.string, match.end())
    if _THINGS_NEXT.match(match.string, match.end()) and not _YEAR_CUE.search(lead):
        return False
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
    return _ORDINALS.get(words.lower()) or (read_day(words) if words[0].isdigit() else None)


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
    which = (match["which"] or match["of"] or "").lower()
    if which:
        return build(anchor.year + {"last": -1, "next": 1}.get(which, 0), number)
    this_year = build(anchor.year, number)
    assert this_year.start is not None
    ahead = this_year.start > anchor and not setting.future
    return build(anchor.year - 1, number) if ahead else this_year


def _months(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "from March to May" and "Nov-Feb": the last month's year, and the first before it."""
    if setting.anchor is None:
        return None
    last = _month_near(read_month(match["month"]), setting.anchor, setting)
    first = read_month(match["from"])
    assert last.start is not None
    year = last.start.year - (first > last.start.month)
    return periods.interval(periods.month(year, first), last)


def _are_months(match: re.Match[str]) -> bool:
    if re.match(r"\s?,?\s?\d", match.string[match.end() :]):
        return False
    opened = re.search(r"\b(?:from|between)\s$", before(match), re.I) is not None
    return opened or re.search(r"\s(?:to|through|until|till)\s", match[0], re.I) is not None


_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}
_NTH = r"first|second|third|fourth|fifth|last|final|[1-5](?:st|nd|rd|th)"


def _nth(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the first week of March", "the third month of 2021", "last week of this year"."""
    whole = _whole(match, setting)
    if whole is None or whole.start is None or whole.end is None:
        return None
    words = match["which"].lower()
    number = _NTHS.get(words) or read_day(words)
    if match["count"]:
        count = read_numeral(match["count"])
        return _end_of(whole, number, int(count or 0), match["units"].lower())
    unit = match["unit"].lower()
    if unit == "day":
        start = whole.start + timedelta(days=number - 1) if number > 0 else whole.end
        return periods.day(start) if start <= whole.end else None
    if unit == "month":
        month = number if number > 0 else 12
        return periods.month(whole.start.year, month) if whole.precision == "year" else None
    week = periods.week_in(whole.start, whole.end, number)
    assert week.start is not None
    return periods.weekend(week.start) if unit == "weekend" else week


def _end_of(whole: Stretch, number: int, count: int, units: str) -> Meaning:
    """Return the first (1) or last (-1) so many days, weeks or months of a month or year."""
    assert whole.start is not None
    assert whole.end is not None
    if number not in (1, -1) or count < 1:
        return None
    unit, last = units.removesuffix("s"), whole.end
    if unit == "week":
        near, far = (periods.week_in(whole.start, last, n * number) for n in (1, count))
        ends = (near.start, far.end) if number > 0 else (far.start, near.end)
    elif number > 0:
        ends = (whole.start, periods.shift(whole.start, unit, count) - timedelta(days=1))
    else:
        first = periods.shift(last + timedelta(days=1), unit, -count)
        ends = (first, last)
    return Stretch(f"P{count}{unit[0].upper()}", *ends, "interval")


def _whole(match: re.Match[str], setting: Setting) -> Stretch | None:
    """Return the month or year that a week is the first or last of."""
    anchor = setting.anchor
    if match["year2"]:
        return periods.year(int(match["year2"]))
    if match["month"] and match["year"]:
        return periods.month(int(match["year"]), read_month(match["month"]))
    if anchor is None:
        return None
    if match["month"]:
        return _month_near(read_month(match["month"]), anchor, setting)
    step = {"last": -1, "next": 1}.get(match["step"].lower(), 0)
    unit = match["whole"].lower()
    return periods.unit_of(periods.shift(anchor, unit, step), unit)


def _month_near(number: int, anchor: date, setting: Setting) -> Stretch:
    ahead = (number - anchor.month) % 12
    told = _MONTHS_AHEAD_TOLD if setting.future else _MONTHS_AHEAD
    near = ahead <= (0 if setting.done else told)
    year = anchor.year + (number < anchor.month) if near else anchor.year - (number > anchor.month)
    return periods.month(year, number)


def _lettered(match: re.Match[str], setting: Setting) -> Meaning:
    """Read "Q3 2019" and "2019-H2"."""
    year = match["year"] or match["year2"]
    build = periods.quarter if match["letter"] in "Qq" else periods.half
    if year:
        return build(int(year), int(match["number"]))
    return build(setting.anchor.year, int(match["number"])) if setting.anchor else None


def _is_lettered(match: re.Match[str]) -> bool:
    """Tell "Q3" and "2019 H2" from the flu H1 and a question of an interview, "Q1:"."""
    dated_ = bool(match["year"] or match["year2"])
    if match["letter"] in "Hhq":
        return dated_ and (match["letter"] == "q" or match["number"] in "12")
    return dated_ or not match.string.startswith((":", "."), match.end())


def _season_of_year(match: re.Match[str], _: Setting) -> Meaning:
    return periods.part_of(
        periods.season(int(match["year"]), match["season"].lower()), read_part(match["part"])
    )


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


_FRACTION = r"(?P<number>first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th))"
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"{EARLY}(?:(?P<from>{MONTH}){TO})?(?P<month>{MONTH})(?:(?:,| of| in)? |[-/])"
                  rf"(?P<year>{YEAR})"), _month_year, needs="month"),
    Rule(compiled(rf"(?P<from>{MONTH})(?: | ?[-\u2013] ?)(?:to |until |till |through |and )?"
                  rf"(?P<month>{MONTH})"), _months, _are_months, needs="month"),
    Rule(compiled(rf"(?:the )?(?P<which>{_NTH}|{SPELLED_DAYS}|\d\d?(?:st|nd|rd|th))"
                  rf" (?:(?P<count>{NUMBER}) (?P<units>days|weeks|months)"
                  rf"|(?P<unit>day|week|month|weekend))"
                  rf" (?:of|in) (?:(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR}))?"
                  rf"|(?P<year2>{YEAR})|(?P<step>this|last|next|the) (?P<whole>month|year))"),
         _nth, needs="unit"),
    Rule(compiled(rf"(?:(?P<year>{YEAR})[- ]?)?(?P<letter>[QH])(?P<number>[1-4])"
                  rf"(?:(?:[- ]|,? of )(?P<year2>{YEAR}))?"),
         _lettered, _is_lettered, needs="quarter"),
    Rule(compiled(rf"{EARLY}(?:(?P<which>last|next|this|this past|this coming|coming|past) )?"
                  rf"(?P<month>{MONTH_NAME})"), _bare_month, _is_month, needs="month"),
    Rule(compiled(rf"{EARLY}(?P<month>{MONTH}),? (?:of )?(?P<which>last|this|next) year"),
         _month_of_year, needs="month"),
    Rule(compiled(rf"{EARLY}(?:(?P<fiscal>(?:the )?(?:fiscal year|calendar year|fiscal|year))"
                  rf" )?(?P<year>{YEAR})"),
         _year, _is_year, needs="digit"),
    Rule(compiled(rf"(?P<first>{YEAR}){TO}"
                  rf"(?P<last>{YEAR}|\d\d)"), _years, _is_span_of_years, needs="digit"),
    Rule(compiled(rf"(?:the )?{EARLY}(?:the )?(?P<decade>(?:1[5-9]|20)\d0['\u2019]?s"
                  r"|['\u2019][2-9]0s"
                  rf"|{'|'.join(_DECADES[2:])})"), _decade, needs="spoken"),
    Rule(compiled(r"(?:the )?(?:early |mid-|late )?(?P<number>\d\d?th|21st|eighteenth|nineteenth"
                  r"|twentieth|twenty-first)[- ]century"), _century, needs="unit"),
    Rule(compiled(rf"(?:the |(?P<which>last|this|next) year['\u2019]s )?(?:fiscal )?{_FRACTION}[- ]"
                  rf"(?P<unit>quarter|half)(?:,? (?:of )?(?:fiscal )?(?P<year>{YEAR})"
                  r"|(?: of)? (?P<of>last|this|next|the) year)?"),
         _fraction_of_year,
         lambda match: (match["unit"].lower() == "quarter" and match["number"].lower() != "last")
         or bool(match["year"] or match["which"] or match["of"]),
         needs="unit"),
    Rule(compiled(rf"(?:the )?{EARLY}(?:the )?(?P<season>{SEASON}) (?:of )?(?P<year>{YEAR})"),
         _season_of_year, needs="season"),
    Rule(compiled(rf"(?:the year |(?P<month>{MONTH_NAME}) (?:of )?"
                  rf"|(?:the )?(?P<season>{SEASON}) (?:of )?)?(?P<spoken>{SPOKEN_YEAR})"),
         _spoken_year, needs="spoken"),
    Rule(compiled(rf"(?:the year |(?P<month>{MONTH_NAME}) (?:of )?"
                  rf"|(?:the )?(?P<season>{SEASON}) (?:of )?)(?P<spoken>two thousand"
                  rf"(?:(?: and)? {SMALL})?)"), _spoken_year, needs="spoken"),
)  # fmt: skip
