"""Rules for lengths ("two hours", "16-month"), repetitions ("every Monday") and vague times.

A length has a TIMEX3 value and no days. "Now", "recently" and "soon" have the values PRESENT_REF,
PAST_REF and FUTURE_REF: near the page's date, on no day that could be told.
"""

import re

from demarche.extract.numerals import read_numeral
from demarche.extract.time_grammar import (
    ABOUT,
    AMOUNT,
    ANY_UNIT,
    MONTH_NAME,
    NUMBER,
    PART,
    PART_VALUES,
    WEEKDAY,
    WEEKDAY_SHORT,
    Meaning,
    Rule,
    Setting,
    before,
    compiled,
    read_month,
    read_weekday,
)

_LETTERS = {"second": ("PT", "S"), "minute": ("PT", "M"), "hour": ("PT", "H"), "day": ("P", "D"),
            "night": ("P", "D"), "week": ("P", "W"), "fortnight": ("P", "W"),
            "weekend": ("P", "WE"), "month": ("P", "M"), "quarter": ("P", "M"),
            "year": ("P", "Y"), "decade": ("P", "DE"), "century": ("P", "CE")}  # fmt: skip
# What half of a unit is in the next smaller one: "a year and a half" is P1Y6M.
_HALVES = {"minute": "30S", "hour": "30M", "day": "T12H", "year": "6M", "decade": "5Y",
           "century": "50Y"}  # fmt: skip


def singular(unit: str) -> str:
    """Return a unit's name without its plural ending, in lower case."""
    unit = unit.lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")


def read_count(words: str) -> float | None:
    """Return how many "a", "two", "15", "2 1/2" are; None for "several", "a few"."""
    words = words.lower()
    if words in ("a", "an", "the", "one", "another", "all", "an additional"):
        return 1.0
    if words in ("a couple of", "couple of", "couple"):
        return 2.0
    if words.endswith(("1/2", "\u00bd")):
        return float(re.sub(r"\D.*", "", words)) + 0.5
    return read_numeral(words)


def length(amount: str, unit: str, *, half: bool = False) -> str:
    """Return the TIMEX3 value of a duration: P2D, PT3H, PXY where the number is not told."""
    unit, count = singular(unit), read_count(amount)
    head, letter = _LETTERS[unit]
    if count is None:
        return f"{head}X{letter}"
    if half or (count % 1 == 0.5 and ("/" in amount or "\u00bd" in amount)):
        whole = f"{head}{int(count)}{letter}"
        return f"{whole}{_HALVES[unit]}" if unit in _HALVES else f"{head}{int(count)}.5{letter}"
    count *= {"fortnight": 2, "quarter": 3}.get(unit, 1)
    return f"{head}{count:g}{letter}" if count < 1e6 else f"{head}{int(count)}{letter}"


_HALF = re.compile(r"\sand\s(?:a\s)?half\b", re.I)


def _duration(match: re.Match[str], _: Setting) -> Meaning:
    return length(match["amount"], match["unit"], half=bool(_HALF.search(match[0])))


# "five trains a week", "$5 million a year": how often or how much, no time.
_RATE = re.compile(
    rf"(?:[\d%]|\b{NUMBER}|million|billion|thousand|hundred|dozen|times|twice|once)"
    r"(?:\s(?-i:[a-z]+s))?\s$",
    re.I,
)


def _is_duration(match: re.Match[str]) -> bool:
    """Leave out rates ("$3 a day", "twice a week") and shares ("three-quarters", "a second")."""
    unit = match["unit"].lower()
    if match["amount"].lower() not in ("a", "an"):
        return unit != "quarter" or "-quarters" not in match[0].lower()
    if unit in ("quarter", "second"):
        return False
    return not _RATE.search(before(match, 24))


def _bare_length(match: re.Match[str], _: Setting) -> Meaning:
    return length("several", match["unit"])


def _old(match: re.Match[str], _: Setting) -> Meaning:
    return length("a", match["unit"])


def _refers(value: str, words: str) -> Rule:
    return Rule(compiled(words), lambda _, __: value)


def _repeated(match: re.Match[str], _: Setting) -> Meaning:
    got = match.groupdict()
    if got.get("weekday"):
        return f"XXXX-WXX-{read_weekday(got['weekday']) + 1}" + PART_VALUES.get(
            (got.get("part") or "").lower().removesuffix("s"), ""
        )
    if got["unit"].lower() == "weekend" and not got["amount"]:
        return "XXXX-WXX-WE"
    return length(got["amount"] or ("two" if got["other"] else "a"), got["unit"])


def _month_each(match: re.Match[str], _: Setting) -> Meaning:
    return f"XXXX-{read_month(match['month']):02}"


_ADVERBS = {"daily": "P1D", "everyday": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y",
            "annually": "P1Y"}  # fmt: skip


def _often(match: re.Match[str], _: Setting) -> Meaning:
    return _ADVERBS[match["often"].lower()]


def _is_adverb(match: re.Match[str]) -> bool:
    """Tell "it meets weekly" from "the Daily News" and "a weekly meeting"."""
    return re.match(r"\s?(?:[.,;:!?)]|$)", match.string[match.end() :]) is not None


_LONG_UNITS = r"hours|days|weeks|months|quarters|years|decades"
_SOON_FOLLOWED = re.compile(r"\s(?:as|after|before|afterwards?|thereafter)\b", re.I)
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"(?:the (?:first |last |next )?(?={AMOUNT} \w+s\b))?"
                  rf"{ABOUT}(?:{NUMBER}(?: or | to |-))?"
                  rf"(?P<amount>{AMOUNT}|another|an additional|\d+ 1/2|\d+\u00bd)"
                  r"(?: more| full| consecutive| straight| additional| trading| working"
                  r"| and a half)?[ -]"
                  rf"(?P<unit>{ANY_UNIT})(?:s|s?['\u2019])?(?: and (?:a )?half)?"
                  r"(?:-old|-long| old| or (?:so|two))?"),
         _duration, _is_duration, needs="unit"),
    Rule(compiled(rf"(?P<amount>{NUMBER}|1) (?P<unit>nights|(?<=\b1 )night)"),
         _duration, needs="unit"),
    Rule(compiled(r"(?P<unit>day|week|month|year|decade|century)s?-(?:old|long)"),
         _old, needs="unit"),
    Rule(compiled(r"(?:(?<=for )|(?<=in )|(?<=within )|(?<=after )|(?<=over )|(?<=follows ))"
                  r"(?:many |the )?"
                  r"(?P<unit>hours|days|weeks|months|years|decades|centuries)"
                  rf"(?: or (?:{_LONG_UNITS}))?"), _bare_length, needs="unit"),
    Rule(compiled(rf"(?:the )?(?:past |last )?(?:recent|coming|past) (?P<unit>{_LONG_UNITS})"
                  rf"(?: and (?:{_LONG_UNITS}))?"), _bare_length, needs="unit"),
    Rule(compiled(rf"(?:the )?(?:first|early) (?P<unit>{_LONG_UNITS})"),
         _bare_length, needs="unit"),
    Rule(compiled(r"all (?P<unit>day|night|week|month|year)"), _old, needs="unit"),
    Rule(compiled(rf"(?:every|each) (?P<other>other )?(?:(?P<weekday>{WEEKDAY_SHORT})"
                  rf"(?: (?P<part>{PART}))?|(?P<amount>{NUMBER} )?(?P<unit>{ANY_UNIT})s?)"),
         _repeated),
    Rule(compiled(rf"(?P<weekday>{WEEKDAY[:-3]})s)"), _repeated, needs="weekday"),
    Rule(compiled(rf"(?P<weekday>{WEEKDAY}) (?P<part>(?:{PART})s)"), _repeated, needs="weekday"),
    Rule(compiled(rf"(?:every|each) (?P<month>{MONTH_NAME})"), _month_each, needs="month"),
    Rule(compiled(r"(?P<often>daily|everyday|weekly|monthly|yearly|annually)"),
         _often, _is_adverb),
    _refers("PRESENT_REF", r"now|right now|currently|at present|(?:to|till) date(?=[.,;:!?)]|$)"
                           r"|at the present time|nowadays"
                           r"|these days|at the moment|at this time|this moment|current"
                           r"|(?:this|the present) (?:\w+ )?moment|at the minute"),
    _refers("PAST_REF", r"(?:more |most |only )?recently|recent|lately|recent times|the past"
                        r"|long ago|not long ago|years ago|months ago|weeks ago|days ago"),
    Rule(compiled(r"(?:very )?soon|shortly"), lambda _, __: "FUTURE_REF",
         lambda match: not _SOON_FOLLOWED.match(match.string, match.end())
         and not re.search(r"\b(?:as|how|too|no|so)\s$", before(match), re.I)),
    _refers("FUTURE_REF", r"the (?:near |foreseeable )?future|future (?:years|quarters|months)"
                          r"|the (?:near|short) term"),
    _refers("PXX", r"(?:some time|a while|a long time)(?! ago)"),
)  # fmt: skip
