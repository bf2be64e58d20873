"""Rules for expressions that need the page's date, and for those that name no date at all.

"two weeks ago" is as coarse as its unit: the ISO week two weeks back, not a day. "the day after"
and "that week" point at the story, not at the page's date, and stay unresolved rather than
guessed. Durations ("two hours", "16-month") have a value and no days.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from demarche.extract import periods
from demarche.extract.numerals import read_numeral
from demarche.extract.periods import SEASON, Stretch
from demarche.extract.time_calendar import read_clock
from demarche.extract.time_grammar import (
    ABOUT,
    AMOUNT,
    CLOCK,
    NUMBER,
    PART,
    SHORT_UNIT,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAY_SHORT,
    Meaning,
    Rule,
    Setting,
    before,
    compiled,
    read_part,
    read_weekday,
)

_PART_VALUES = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def _singular(unit: str) -> str:
    unit = unit.lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")


def _with_part(at: date, part: str | None) -> Stretch:
    whole = periods.day(at)
    return replace(whole, value=whole.value + _PART_VALUES[part.lower()]) if part else whole


def weekday_near(at: date, weekday: int, *, future: bool) -> date:
    """Return the last such weekday up to `at`, or the first from `at` on; `at` itself counts."""
    away = (weekday - at.weekday()) % 7
    return at + timedelta(days=away if future else away - 7 if away else 0)


def _weekday(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve a weekday. "Last" and "next" count from the page's own ISO week."""
    if setting.anchor is None:
        return None
    wanted, which = read_weekday(match["weekday"]), (match["which"] or match["week"] or "").lower()
    monday = setting.anchor - timedelta(days=setting.anchor.weekday())
    in_week = monday + timedelta(days=wanted)
    if which in ("following", "the following", "the previous", "the next"):
        return None
    if which == "next" or (which == "next week"):
        at = in_week + timedelta(days=7)
    elif which == "last" and match["week"] is None:
        at = weekday_near(setting.anchor - timedelta(days=1), wanted, future=False)
    elif which == "last week":
        at = in_week - timedelta(days=7)
    elif which in ("this", "this week"):
        at = in_week
    else:
        ahead = setting.future or "coming" in which
        at = weekday_near(setting.anchor, wanted, future=ahead and "past" not in which)
    return _with_part(at, match["part"])


_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def _deictic_day(match: re.Match[str], setting: Setting) -> Meaning:
    if setting.anchor is None:
        return None
    words = match["day"].lower()
    if words.startswith("the day before"):
        return periods.day(setting.anchor - timedelta(days=2))
    if words.startswith("the day after"):
        return periods.day(setting.anchor + timedelta(days=2))
    part = match["part"] or ("night" if "night" in words else None)
    if words.startswith("this "):
        return _with_part(setting.anchor, part or words.removeprefix("this "))
    return _with_part(setting.anchor + timedelta(days=_DAYS[words]), part)


def _named_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "this week", "later this month", "early next year", "last summer"."""
    anchor = setting.anchor
    if anchor is None:
        return None
    unit = _singular(match["unit"])
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"].lower().split()[-1])
    lead = (match["lead"] or "").lower()
    if unit in SEASON.split("|"):
        return periods.season(_season_year(anchor, unit, step), unit)
    if unit == "weekend":
        found = periods.weekend(periods.shift(anchor, "week", step or 0))
    else:
        found = periods.unit_of(periods.shift(anchor, unit, step or 0), unit)
    if step is None and lead.startswith("earlier"):
        return replace(found, end=anchor, precision="interval")
    if step is None and lead.startswith("later"):
        return replace(found, start=anchor, precision="interval")
    part = read_part(lead.removesuffix(" in") if lead not in ("", "earlier", "later") else None)
    return periods.part_of(found, part)


def _season_year(anchor: date, name: str, step: int | None) -> int:
    start = periods.season(anchor.year, name).start
    assert start is not None
    if step is None:
        return anchor.year
    if step == -1:
        return anchor.year - (start >= anchor.replace(day=1) or start.month + 2 >= anchor.month)
    return anchor.year + (start <= anchor)


def _latest_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the weekend" and "the summer": the one that is, or the last one that was."""
    if setting.anchor is None:
        return None
    unit = match["unit"].lower()
    if unit == "weekend":
        ahead = (
            setting.future or setting.anchor.weekday() >= 4
        )  # from Friday on, the one that comes
        return periods.weekend(setting.anchor - timedelta(days=0 if ahead else 7))
    this = periods.season(setting.anchor.year, unit)
    assert this.start is not None
    back = match["lead"].lower() == "the" and this.start > setting.anchor and not setting.future
    return periods.season(setting.anchor.year - 1, unit) if back else this


def _the_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "later in the week", "the end of the year", "this year's end", "year-end"."""
    if setting.anchor is None:
        return None
    found = periods.unit_of(setting.anchor, _singular(match["unit"]))
    lead = match["lead"].lower()
    if lead.startswith("earlier"):
        return replace(found, end=setting.anchor, precision="interval")
    if lead.startswith("later"):
        return replace(found, start=setting.anchor, precision="interval")
    return periods.part_of(found, read_part(lead.removesuffix(" in")))


def _count(words: str) -> float | None:
    """Return how many "a", "two", "15" are; None for "several", "a few"."""
    words = words.lower()
    if words in ("a", "an", "the"):
        return 1.0
    return 2.0 if words == "a couple of" else read_numeral(words)


def _ago(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "two weeks ago", "nearly 15 months ago", "three days from now"."""
    unit, count = _singular(match["unit"]), _count(match["amount"])
    ahead = match["way"].lower() not in ("ago", "back", "previously")
    if count is None:
        return "FUTURE_REF" if ahead else "PAST_REF"
    if setting.anchor is None:
        return None
    if unit in ("second", "minute", "hour"):
        return periods.day(setting.anchor)
    if match["half"] or not count.is_integer():
        smaller = {"year": ("month", 12), "decade": ("year", 10), "week": ("day", 7)}
        unit, many = smaller.get(unit, (unit, 1))
        count = int(count * many) + (many // 2 if match["half"] else 0)
    step = int(count) if ahead else -int(count)
    there = periods.shift(setting.anchor, "week" if unit == "weekend" else unit, step)
    return periods.unit_of(there, unit)


def _window(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the past two weeks" and "the next three years": days up to, or from, the page's."""
    amount = match["amount"] or "the"
    length, unit, count = _length(amount, match["unit"]), _singular(match["unit"]), _count(amount)
    if setting.anchor is None or count is None or unit in ("second", "minute", "hour"):
        return length
    ahead = match["which"].lower() in ("next", "coming", "following")
    try:
        there = periods.shift(setting.anchor, unit, int(count) if ahead else -int(count))
    except (OverflowError, ValueError):
        return length
    ends = (setting.anchor, there) if ahead else (there, setting.anchor)
    return Stretch(length, *ends, "interval")


_LETTERS = {"second": ("PT", "S"), "minute": ("PT", "M"), "hour": ("PT", "H"), "day": ("P", "D"),
            "week": ("P", "W"), "fortnight": ("P", "W"), "weekend": ("P", "WE"),
            "month": ("P", "M"), "quarter": ("P", "Q"), "year": ("P", "Y"), "decade": ("P", "DE"),
            "century": ("P", "CE")}  # fmt: skip


def _length(amount: str, unit: str, *, half: bool = False) -> str:
    """Return the TIMEX3 value of a duration: P2D, PT3H, PXY where the number is not told."""
    unit, count = _singular(unit), _count(amount)
    head, letter = _LETTERS[unit]
    if count is None:
        return f"{head}X{letter}"
    count = count * 2 if unit == "fortnight" else count + 0.5 * half
    return f"{head}{count:g}{letter}" if count < 1e6 else f"{head}{int(count)}{letter}"


def _duration(match: re.Match[str], _: Setting) -> Meaning:
    return _length(match["amount"] or "a", match["unit"], half=bool(match["half"]))


def _is_duration(match: re.Match[str]) -> bool:
    """Leave out rates ("$3 a day", "twice a week") and shares ("three-quarters", "a second")."""
    unit = match["unit"].lower()
    if match["amount"].lower() not in ("a", "an"):
        return unit != "quarter" or "-quarters" not in match[0].lower()
    if unit in ("quarter", "second"):
        return False
    return not re.search(r"[\d%]\s$|times\s$|twice\s$|once\s$", before(match))


def _bare_length(match: re.Match[str], _: Setting) -> Meaning:
    return _length("several", match["unit"])


def _refers(value: str) -> Rule:
    words = {
        "PRESENT_REF": r"now|currently|at present|nowadays|these days|at the moment|right now",
        "PAST_REF": r"(?:more |most |only )?recently|lately|recent times|the past"
                    r"|in the past|long ago|not long ago|years ago|months ago|weeks ago|days ago",
        "FUTURE_REF": r"(?:very )?soon|shortly|the (?:near |foreseeable )?future",
    }  # fmt: skip
    return Rule(compiled(words[value]), lambda _, __: value)


def _unresolved(_: re.Match[str], __: Setting) -> Meaning:
    return None


def _repeated(match: re.Match[str], _: Setting) -> Meaning:
    got = match.groupdict()
    if got.get("weekday"):
        return f"XXXX-WXX-{read_weekday(got['weekday']) + 1}"
    return _length("a", got["unit"])


def _clock_of_day(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "3 p.m. Friday" and "Friday at 14:30 GMT"."""
    if setting.anchor is None:
        return None
    words = match["on"].lower()
    if words in _DAYS:
        return read_clock(match, setting.anchor + timedelta(days=_DAYS[words]))
    wanted = read_weekday(words)
    return read_clock(match, weekday_near(setting.anchor, wanted, future=setting.future))


_DAY_PART = rf"(?: (?P<part>{PART}))?"
_ANY_UNIT = rf"{SHORT_UNIT}|{UNIT}"
_ON = rf"(?P<on>{WEEKDAY}|yesterday|today|tomorrow)"
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"(?:(?:late|early|earlier|later)(?: on)? )?"
                  rf"(?:(?P<which>last|next|this past|past|this coming|coming|this|the following"
                  rf"|following|the previous|the next) )?(?P<weekday>{WEEKDAY})"
                  rf"(?:,? (?:of )?(?P<week>last week|next week|this week))?{_DAY_PART}"),
         _weekday, needs="weekday"),
    Rule(compiled(rf"(?:(?:late|early|earlier|later)(?: on)? )?(?P<day>yesterday|today|tomorrow"
                  rf"|tonight|last night|this (?:morning|afternoon|evening)"
                  r"|the day before yesterday"
                  rf"|the day after tomorrow){_DAY_PART}"), _deictic_day, needs="deictic"),
    Rule(compiled(rf"{CLOCK},? (?:on )?{_ON}"), _clock_of_day, needs="clock"),
    Rule(compiled(rf"{_ON},? (?:at )?{CLOCK}"), _clock_of_day, needs="clock"),
    Rule(compiled(rf"(?:(?P<lead>earlier|later|early|late|mid|the beginning of|the start of"
                  rf"|the middle of|the end of|earlier in|later in|late in|early in)[- ])?"
                  rf"(?P<which>this|last|next|this past|this coming|the current|the coming)"
                  rf" (?P<unit>{UNIT}|{SEASON})"), _named_unit, needs="unit"),
    Rule(compiled(r"(?P<lead>earlier in|later in|early in|late in|the end of|the beginning of"
                  r"|the start of|the middle of) the (?P<unit>day|week|month|quarter|year|decade"
                  r"|century)"), _the_unit, needs="unit"),
    Rule(compiled(rf"{ABOUT}(?P<amount>{AMOUNT}|{NUMBER} more) (?P<unit>{_ANY_UNIT})s?"
                  rf"(?P<half> and a half)?(?: or (?:so|two))? (?P<way>ago|back|previously"
                  r"|from now|hence)"), _ago, needs="ago"),
    Rule(compiled(rf"(?:the )?(?P<which>past|last|next|coming|following) "
                  rf"(?P<amount>{NUMBER}|{VAGUE}"
                  rf"|few|several) (?P<unit>{_ANY_UNIT})s?"), _window, needs="unit"),
    Rule(compiled(r"(?:the|this) (?P<which>past|coming)(?P<amount>) (?P<unit>week|month|year|decade"
                  r"|century)"), _window, needs="unit"),
    Rule(compiled(rf"(?:that|the same|the following|the previous|the next|the preceding|the other)"
                  rf" (?:{_ANY_UNIT}|{PART}|{SEASON})"), _unresolved, needs="unit"),
    Rule(compiled(rf"(?:the|{ABOUT}{AMOUNT})[ -](?:{_ANY_UNIT})s?[ -](?:after|before|earlier|later"
                  rf"|afterwards)"), _unresolved, needs="unit"),
    Rule(compiled(r"(?:year-(?:earlier|ago)|(?:the|a) year-(?:earlier|ago) (?:period|quarter))"),
         _unresolved, needs="unit"),
    Rule(compiled(rf"{ABOUT}(?P<amount>{AMOUNT})(?: more| full| consecutive| straight)?[ -]"
                  rf"(?P<unit>{_ANY_UNIT})(?:s|s?['\u2019])?(?P<half> and a half)?"
                  r"(?:-old|-long| old| or (?:so|two))?"),
         _duration, _is_duration, needs="unit"),
    Rule(compiled(r"(?P<unit>day|week|month|year|decade|century)s?-(?:old|long)"),
         lambda match, _: _length("a", match["unit"]), needs="unit"),
    Rule(compiled(r"(?:(?<=for )|(?<=in )|(?<=within )|(?<=after )|(?<=over ))(?:many |the )?"
                  r"(?P<unit>hours|days|weeks|months|years|decades|centuries)"),
         _bare_length, needs="unit"),
    Rule(compiled(r"(?:the )?(?:past |last )?(?:recent|coming|past) "
                  r"(?P<unit>hours|days|weeks|months"
                  r"|years|decades)"), _bare_length, needs="unit"),
    Rule(compiled(rf"(?P<lead>the|this) (?P<unit>weekend|{SEASON})"), _latest_unit, needs="unit"),
    Rule(compiled(rf"(?:every|each) (?:(?P<weekday>{WEEKDAY_SHORT})|(?P<unit>{_ANY_UNIT}))"),
         _repeated),
    Rule(compiled(rf"(?P<weekday>{WEEKDAY[:-3]})s)"), _repeated, needs="weekday"),
    _refers("PRESENT_REF"), _refers("PAST_REF"), _refers("FUTURE_REF"),
)  # fmt: skip
