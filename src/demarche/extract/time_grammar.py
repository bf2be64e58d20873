"""The words of time expressions, as fragments of patterns, and the shape of a rule.

Months and weekdays must be written as names ("May", "FRIDAY"), never "may" or "wed"; all other
words match in any case. The rules themselves are in time_calendar.py (dates that stand by
themselves) and time_relative.py (dates that need the page's date).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from demarche.extract.numerals import SPELLED
from demarche.extract.periods import Stretch

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_FULL_MONTHS = "|".join((*(m.title() for m in MONTHS), *(m.upper() for m in MONTHS)))
MONTH_NAME = rf"(?-i:(?:{_FULL_MONTHS})\b|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
# Abbreviations without a dot, or that are words themselves, count only beside a day or a year.
MONTH = rf"(?-i:(?:{_FULL_MONTHS})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_FULL_DAYS = "|".join((*(d.title() for d in WEEKDAYS), *(d.upper() for d in WEEKDAYS)))
WEEKDAY = rf"(?-i:(?:{_FULL_DAYS})\b)"
# "Sun." and "Sat." are left out: they end sentences and name newspapers.
WEEKDAY_SHORT = rf"(?:{WEEKDAY}|(?-i:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?))"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty first", "twenty second", "twenty third",
    "twenty fourth", "twenty fifth", "twenty sixth", "twenty seventh", "twenty eighth",
    "twenty ninth", "thirtieth", "thirty first",
)  # fmt: skip
# The longest first, or "twenty" would never be read on to "twenty-first".
SPELLED_DAYS = "|".join(word.replace(" ", "[ -]") for word in reversed(_ORDINALS))
YEAR = r"(?:1[5-9]|20)\d\d"
SPOKEN_YEAR = (r"(?:eighteen|nineteen)[ -](?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
               r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?")  # fmt: skip
DASH = r"\s?[-~\u2010-\u2015]\s?"
TO = rf"(?:{DASH}| to | until | till | through )"

UNIT = "day|week|weekend|fortnight|month|quarter|year|decade|century|centuries"
SHORT_UNIT = "second|minute|hour"
ANY_UNIT = rf"{SHORT_UNIT}|{UNIT}"
# Parts of a day, and what TIMEX3 writes for them.
PART_VALUES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}
PART = "|".join(PART_VALUES)
NUMBER = rf"(?:\d{{1,3}}(?:\.\d+)?|{SPELLED})"
VAGUE = r"(?:a few|several|a couple of|many|some|the few|a number of|dozens of|hundreds of)"
AMOUNT = rf"(?:{NUMBER}|{VAGUE}|an?)"
ABOUT = (
    r"(?:(?:nearly|almost|about|around|some|roughly|just over|just under"
    r"|more than|less than|at least|at most|up to|approximately|fewer than) )?"
)
EARLY = r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[- ])?"
CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?"
    r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?= (?:GMT|UTC|EST|EDT|CET|HKT)\b)"
    r"|(?P<named>noon|midnight))"
    r"(?: ?\(?(?-i:GMT|UTC|[ECMP][SD]T|CES?T|BST|local time)\b\)?)?"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is resolved against: the page's date, and whether it looks ahead."""

    anchor: date | None
    future: bool
    done: bool = False  # what is dated is known to be over: the date is not ahead


# A Stretch is resolved; a str is a TIMEX3 value without days (a duration, PRESENT_REF); None is
# an expression that points at something this grammar does not know ("that day").
Meaning = Stretch | str | None


# A rule is tried only around the kind of word that it cannot do without: one cheap look for each
# kind, instead of fifty patterns on every sentence.
Need = Literal["digit", "month", "weekday", "unit", "nth", "quarter", "ago", "later", "from day",
             "clock", "season", "deictic", "spoken", "vague"]  # fmt: skip
NEEDS: dict[Need, re.Pattern[str]] = {
    "digit": re.compile(r"\d\d"),
    "month": re.compile(rf"(?:{_FULL_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"),
    "weekday": re.compile(rf"{_FULL_DAYS}|\b(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"),
    "unit": re.compile(
        r"\b(?:second|minute|hour|day|week|fortnight|month|quarter|period|half|year|decade|centur"
        r"|morning|afternoon|evening|night|spring|summer|autumn|fall|winter)",
        re.I,
    ),
    "deictic": re.compile(
        r"\b(?:yesterday|to(?:day|night|morrow)|last\snight|this|the\sday)\b", re.I
    ),
    "spoken": re.compile(r"ties\b|0['\u2019]?s\b|\b(?:nine|eigh)teen\b|thousand\b", re.I),
    "ago": re.compile(r"\b(?:ago|back|previously|from\snow|hence)\b", re.I),
    "quarter": re.compile(r"[QH][1-4]", re.I),
    "nth": re.compile(r"\d(?:st|nd|rd|th)\b", re.I),
    "later": re.compile(r"\b(?:earlier|later|afterwards|after|before)\b", re.I),
    "from day": re.compile(r"\b(?:after|before|from)\s(?:today|tomorrow|yesterday)\b", re.I),
    "clock": re.compile(r"\d:\d|\d\s?[ap]\.?m\b|\d\s[A-Z]{3}|\b(?:noon|midnight)\b", re.I),
    "season": re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.I),
    "vague": re.compile(
        r"\b(?:now|current|recent|soon|shortly|lately|future|past|present|nowadays|moment"
        r"|minute|date|time|while|ago|term|these|every|each|daily|weekly|monthly|yearly|annually)",
        re.I,
    ),
}


# Without one of these letters, in lower case, a text has nothing of the kind: a look for them costs
# a tenth of the pattern.
PARTS: dict[Need, tuple[str, ...]] = {
    "digit": tuple("0123456789"),
    "month": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "weekday": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "unit": (
        "second", "minute", "hour", "day", "week", "fortnight", "month", "quarter", "period",
        "half", "year", "decade", "centur", "morning", "afternoon", "evening", "night", "spring",
        "summer", "autumn", "fall", "winter",
    ),
    "deictic": ("yesterday", "today", "tonight", "tomorrow", "last", "this", "the"),
    "spoken": ("ties", "0", "teen", "thousand"),
    "ago": ("ago", "back", "previously", "from", "hence"),
    "quarter": ("q", "h"),
    "nth": ("st", "nd", "rd", "th"),
    "later": ("earlier", "later", "after", "before"),
    "from day": ("today", "tomorrow", "yesterday"),
    "clock": (*"0123456789", "noon", "midnight"),
    "season": ("spring", "summer", "autumn", "fall", "winter"),
    "vague": (
        "now", "current", "recent", "soon", "shortly", "lately", "future", "past", "present",
        "moment", "minute", "date", "time", "while", "ago", "term", "these", "every", "each",
        "daily", "weekly", "monthly", "yearly", "annually",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its meaning; where `fits` is given and false, the words are no time."""

    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Setting], Meaning]
    fits: Callable[[re.Match[str]], bool] | None = None
    needs: Need = "vague"


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` between word edges, in any letter case, blanks matching any white space."""
    flexible = pattern.replace(" ?", r"\s?").replace(" ", r"\s")
    return re.compile(rf"(?<![\w$€£/-])(?<!\d[.,])(?:{flexible})(?!\w|[.,]\d|-\d)", re.I)


# Letters that patterns take for i, s and k when case is ignored, and that lower() does not.
_LOOKALIKES = {0x130: "I", 0x131: "i", 0x17F: "s", 0x212A: "K"}


def plain_letters(text: str) -> str:
    """Return `text` with four look-alikes of ASCII letters replaced, one for one."""
    return text if text.isascii() else text.translate(_LOOKALIKES)


def read_month(words: str) -> int:
    """Return the month, 1 to 12, that a name or an abbreviation stands for."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(words.lower()[:3]))


def read_day(words: str) -> int:
    """Return the day of the month of "3", "3rd", "third", "twenty-first"; 0 for other words."""
    plain = re.sub(r"[\s-]", " ", words.lower())
    if plain in _ORDINALS:
        return _ORDINALS.index(plain) + 1
    return int(re.sub(r"\D", "", plain) or 0)


def read_weekday(words: str) -> int:
    """Return the day of the week, Monday 0 to Sunday 6."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(words.lower()[:3]))


def read_part(words: str | None) -> str | None:
    """Return early, mid or late for the words that mark a part of a stretch."""
    if words is None:
        return None
    words = words.lower()
    if "beginning" in words or "start" in words or words == "early":
        return "early"
    return "mid" if "mid" in words else "late"


def before(match: re.Match[str], reach: int = 16) -> str:
    """Return up to `reach` characters right before a match, for a look at the words there."""
    return match.string[max(0, match.start() - reach) : match.start()]
