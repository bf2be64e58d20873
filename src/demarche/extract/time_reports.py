"""Rules for the periods that a text reports on: the latest quarter, the year-earlier period.

Such words point back at a quarter named before ("fell in the third quarter ... a year earlier"),
so they are read against the last one named in the text, and stay unresolved where there is none.
"The latest quarter" alone is the last one that had ended on the page's day, "for the year" the
page's own.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from demarche.extract import periods
from demarche.extract.numerals import read_numeral
from demarche.extract.periods import Stretch
from demarche.extract.time_calendar import dated, nearest
from demarche.extract.time_grammar import (
    DAY,
    MONTH,
    NUMBER,
    YEAR,
    Meaning,
    Rule,
    Setting,
    compiled,
    read_day,
    read_month,
)
from demarche.extract.time_years import read_ordinal

_ORDINAL = r"(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))"
# How far back, in characters, the quarter or the months a report speaks of may be named.
_REACH = 1500
_NAMED = re.compile(
    rf"\b(?P<number>{_ORDINAL})[-\s]quarter\b|\b(?P<count>{NUMBER})\smonths\b"
    rf"|\b(?:quarter|period)\sended\s(?P<month>{MONTH})\s(?P<day>{DAY})",
    re.I,
)
_ENDED = re.compile(rf"\s(?:that\s)?end(?:ed|ing|s)\s(?P<month>{MONTH})\s(?P<day>{DAY})", re.I)


def _quarter_before(match: re.Match[str], setting: Setting) -> Meaning:
    """Return the quarter, or the length in months, last named before a match."""
    near = match.string[max(0, match.start() - _REACH) : match.start()]
    named = None
    for named in _NAMED.finditer(near):  # noqa: B007 - the last one is wanted
        pass
    if named is None or setting.anchor is None:
        return None
    if named["count"]:
        count = read_numeral(named["count"])
        return None if count is None else f"P{count:g}M"
    if named["month"]:
        found = _quarter_ended(named, setting)
    else:
        found = latest_quarter(read_ordinal(named["number"]) or 1, setting.anchor)
    return replace(found, by=named[0]) if isinstance(found, Stretch) else found


def latest_quarter(number: int, anchor: date) -> Stretch:
    """Return the last first, second, ... quarter that had begun on the page's day."""
    found = periods.quarter(anchor.year, number)
    assert found.start is not None
    return periods.quarter(anchor.year - 1, number) if found.start > anchor else found


def _quarter_ended(match: re.Match[str], setting: Setting) -> Meaning:
    """Return the calendar quarter that holds the middle of three months up to a day."""
    end = nearest(read_month(match["month"]), read_day(match["day"]), setting)
    return None if end is None else periods.unit_of(end - timedelta(days=45), "quarter")


def _year_back(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "a year earlier": the quarter of the year before, or after months told that year."""
    named = _quarter_before(match, setting)
    if isinstance(named, str) and setting.anchor is not None:
        return periods.year(setting.anchor.year - 1)
    return _year_before(named)


def _year_before(found: Meaning) -> Meaning:
    """Return the same quarter of the year before; a length in months stays what it is."""
    if not isinstance(found, Stretch) or found.start is None:
        return found
    before = periods.unit_of(periods.shift(found.start, "year", -1), "quarter")
    return replace(before, by=found.by)


def _latest(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the latest quarter", "the most recent fiscal year", "its current quarter"."""
    unit, anchor = match["unit"].lower(), setting.anchor
    if anchor is None:
        return None
    if match["which"].lower() == "current":
        return periods.unit_of(anchor, unit) if unit != "period" else None
    named = _quarter_before(match, setting) if unit in ("quarter", "period") else None
    if named is not None or unit == "period":
        return named
    return periods.unit_of(periods.shift(anchor, unit, -1), unit)


def _the_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the quarter", "for the year", "the year ended June 30"; bare "the week" is open."""
    unit, anchor = match["unit"].lower(), setting.anchor
    ended = _ENDED.match(match.string, match.end())
    if ended is not None and unit == "year":
        return _year_ended(ended, setting)
    if ended is not None and unit == "quarter":
        return _quarter_ended(ended, setting)
    if unit == "quarter":
        found = _quarter_before(match, setting)
        return found if isinstance(found, Stretch) else None
    lead = match.string[max(0, match.start() - 12) : match.start()].lower()
    told = lead.endswith((" for ", " so far in ", "rest of ")) or bool(match["whole"])
    follows = re.match(
        r"\s(?:that|when|after|before|since|in\swhich)\b", match.string[match.end() :]
    )
    return periods.unit_of(anchor, unit) if anchor and told and not follows else None


def _is_whole(match: re.Match[str]) -> bool:
    """Leave "the year 2011" to the calendar."""
    return not re.match(r"\s(?:of\s)?\d", match.string[match.end() :])


def _year_ended(ended: re.Match[str], setting: Setting) -> Meaning:
    number = read_day(ended["day"])
    written = re.match(rf",?\s({YEAR})\b", ended.string[ended.end() :])
    month = read_month(ended["month"])
    end = dated(int(written[1]), month, number) if written else nearest(month, number, setting)
    if end is None:
        return "P1Y"
    return Stretch("P1Y", periods.shift(end, "year", -1) + timedelta(days=1), end, "year")


def _year_ago(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the year-earlier period" and "the year-ago third quarter"."""
    if setting.anchor is None:
        return None
    if match["number"]:
        return _year_before(latest_quarter(read_ordinal(match["number"]) or 1, setting.anchor))
    if match["count"]:
        count = read_numeral(match["count"])
        return None if count is None else f"P{count:g}M"
    if (match["unit"] or "").lower() == "period":
        return _year_before(_quarter_before(match, setting))
    return _year_back(match, setting)


# A year back from figures is the year back of their own quarter: "$3 million, up from $2 million
# a year earlier".
_FIGURES = re.compile(
    r"(?:million|billion|cents|percent|%|share|loss|profit|earnings|income|from|compared\swith"
    r"|versus|than)\b[^.!?]{0,60}$|[%\d]\W{0,3}$",
    re.I,
)


def _in_comparison(match: re.Match[str]) -> bool:
    near = match.string[max(0, match.start() - 100) : match.start()]
    return _FIGURES.search(near) is not None and _named_near(match)


def _named_near(match: re.Match[str]) -> bool:
    return _NAMED.search(match.string, max(0, match.start() - _REACH), match.start()) is not None


def _year_of_quarter(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the 1988 period" and "the 1988 quarter" by the quarter named before."""
    named = _quarter_before(match, setting)
    if not isinstance(named, Stretch) or named.start is None:
        return periods.year(int(match["year"])) if match["unit"].lower() == "period" else None
    quarter = periods.unit_of(named.start.replace(year=int(match["year"])), "quarter")
    return replace(quarter, by=named.by)


def _numbered(match: re.Match[str], _: Setting) -> Meaning:
    """Read "the 1988 second quarter"."""
    return periods.quarter(int(match["year"]), read_ordinal(match["number"]) or 1)


def _year_end(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "year-end" and "year's end": the last third of the page's year."""
    if setting.anchor is None:
        return None
    whole = periods.year(setting.anchor.year)
    return replace(periods.part_of(whole, "late"), value=whole.value)


RULES: tuple[Rule, ...] = (
    Rule(compiled(r"(?:(?:the|its|their|his|our) )?(?P<which>latest|most recent|current)"
                  r" (?:fiscal )?(?P<unit>quarter|period|year|month|week|decade|century)"),
         _latest, needs="unit"),
    Rule(compiled(r"(?:the|its|their) (?:fiscal )?(?P<whole>full |whole |entire )?"
                  r"(?P<unit>quarter|year|month|week)(?!-)"), _the_unit, _is_whole, needs="unit"),
    Rule(compiled(rf"(?:(?:the|a) )?(?:comparable |corresponding |same )?year-(?:ago|earlier)"
                  rf"(?: (?:(?P<unit>period|quarter)|(?P<number>{_ORDINAL})[- ]quarter"
                  rf"|(?P<count>{NUMBER}) months))?"), _year_ago, needs="unit"),
    Rule(compiled(r"a year (?:earlier|ago)"),
         _year_back, _in_comparison, needs="unit"),
    Rule(compiled(rf"(?:the )?(?P<year>{YEAR}) (?P<unit>period|quarter)"),
         _year_of_quarter, needs="unit"),
    Rule(compiled(rf"(?:the )?(?P<year>{YEAR}) (?P<number>{_ORDINAL})[- ]quarter"),
         _numbered, needs="unit"),
    Rule(compiled(r"(?:the )?year(?:['\u2019]s |[- ])end"), _year_end, needs="unit"),
)  # fmt: skip
