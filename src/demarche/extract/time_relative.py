"""Rules for expressions that need the page's date, and for those that name no date at all.

"two weeks ago" is as coarse as its unit: the ISO week two weeks back, not a day. "the day after"
and "that week" point at the story, not at the page's date, and stay unresolved rather than
guessed; "two days later" has the distance as its value, and no days.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from demarche.extract import periods
from demarche.extract.periods import SEASON, Stretch
from demarche.extract.time_calendar import nearest, read_clock
from demarche.extract.time_grammar import (
    ABOUT,
    AMOUNT,
    ANY_UNIT,
    CLOCK,
    DAY,
    MONTH,
    NUMBER,
    PART,
    PART_VALUES,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAY_SHORT,
    Meaning,
    Rule,
    Setting,
    before,
    compiled,
    read_day,
    read_month,
    read_part,
    read_weekday,
)
from demarche.extract.time_lengths import length, read_count, singular


def _with_part(at: date, part: str | None) -> Stretch:
    whole = periods.day(at)
    return replace(whole, value=whole.value + PART_VALUES[part.lower()]) if part else whole


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
    if which in ("following", "the following", "the previous", "previous"):
        return None
    if "coming" in which:
        at = weekday_near(setting.anchor + timedelta(days=1), wanted, future=True)
        return _with_part(at, match["part"])
    if which == "next" or (which == "next week"):
        at = in_week + timedelta(days=7)
    elif which == "last" and match["week"] is None:
        at = weekday_near(setting.anchor - timedelta(days=1), wanted, future=False)
    elif which == "last week":
        at = in_week - timedelta(days=7)
    elif which in ("this", "this week"):
        at = in_week
    else:
        at = weekday_near(setting.anchor, wanted, future=setting.future and "past" not in which)
    return _with_part(at, match["part"])


def _weekday_and_day(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "Monday 13th": the last day, or the next, that is both; within a year or so."""
    anchor, number = setting.anchor, read_day(match["day"])
    if anchor is None:
        return None
    wanted, sign = read_weekday(match["weekday"]), 1 if setting.future else -1
    at = weekday_near(anchor, wanted, future=setting.future)
    weeks = (at + timedelta(weeks=sign * step) for step in range(60))
    return next((periods.day(there) for there in weeks if there.day == number), None)


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


# Up to Tuesday "this weekend" is the one just gone, if no verb looks ahead.
_STILL_LAST_WEEKEND = 1


def _named_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "this week", "later this month", "early next year", "last summer"."""
    anchor = setting.anchor
    if anchor is None:
        return None
    unit = singular(match["unit"])
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(match["which"].lower().split()[-1])
    lead = (match["lead"] or "").lower()
    if unit in SEASON.split("|"):
        return periods.season(_season_year(anchor, unit, step), unit)
    if unit == "weekend":
        told = step is None and not setting.future and anchor.weekday() <= _STILL_LAST_WEEKEND
        found = periods.weekend(periods.shift(anchor, "week", -1 if told else step or 0))
    else:
        found = periods.unit_of(periods.shift(anchor, unit, step or 0), unit)
    if step is None and lead.startswith("earlier"):
        return replace(found, end=anchor, precision="interval")
    if step is None and lead.startswith("later"):
        return replace(found, start=anchor, precision="interval")
    part = read_part(lead.removesuffix(" in") if lead not in ("", "earlier", "later") else None)
    return periods.part_of(found, part)


def _after_next(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "the week after next" and "the year before last"."""
    if setting.anchor is None:
        return None
    unit, step = match["unit"].lower(), 2 if match["lead"].lower().endswith("next") else -2
    return periods.unit_of(periods.shift(setting.anchor, unit, step), unit)


def _the_next(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "will rise in the next year"; "the next year it fell" points into the story."""
    unit = match["unit"].lower()
    anaphoric = unit in ("week", "month", "year") and not setting.future
    if setting.anchor is None or anaphoric:
        return None
    return periods.unit_of(periods.shift(setting.anchor, unit, 1), unit)


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


def _to_date(_: re.Match[str], setting: Setting) -> Meaning:
    if setting.anchor is None:
        return None
    whole = periods.year(setting.anchor.year)
    return replace(whole, end=setting.anchor, precision="interval")


def _the_unit(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "later in the week", "the end of the year", "this year's end", "year-end"."""
    if setting.anchor is None:
        return None
    found = periods.unit_of(setting.anchor, singular(match["unit"]))
    lead = match["lead"].lower()
    if lead.startswith("earlier"):
        return replace(found, end=setting.anchor, precision="interval")
    if lead.startswith("later"):
        return replace(found, start=setting.anchor, precision="interval")
    return periods.part_of(found, read_part(lead.removesuffix(" in")))


def _ago(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "two weeks ago", "nearly 15 months ago", "three days from now"."""
    return _away(match, setting, ahead=match["way"].lower() not in ("ago", "back", "previously"))


def _is_window(match: re.Match[str]) -> bool:
    """Tell "the last two hours" from "it will last two hours"."""
    verb = r"(?:\b(?:will|to|not|can|could|would|should|may|might|must)|n['\u2019]t)\s$"
    return match["which"].lower() != "last" or not re.search(verb, before(match), re.I)


def _away(match: re.Match[str], setting: Setting, *, ahead: bool) -> Meaning:
    """Return the unit so many units from the page's day, back or ahead."""
    unit, count = singular(match["unit"]), read_count(match["amount"])
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
    """Resolve "the past two weeks" and "the next three years": up to the page's day or after."""
    amount = match["amount"] or "the"
    value, unit, count = length(amount, match["unit"]), singular(match["unit"]), read_count(amount)
    if setting.anchor is None or count is None or unit in ("second", "minute", "hour"):
        return value
    ahead = match["which"].lower() in ("next", "coming", "following", "upcoming")
    if unit == "quarter" and count >= 1:
        ends = periods.quarters(setting.anchor, int(count) if ahead else -int(count))
        return Stretch(value, *ends, "interval")
    try:
        there = periods.shift(setting.anchor, unit, int(count) if ahead else -int(count))
    except (OverflowError, ValueError):
        return value
    ends = (setting.anchor + timedelta(days=1), there) if ahead else (there, setting.anchor)
    return Stretch(value, *ends, "interval")


# "The first visit in two years" looks back, whatever its verb.
_FIRST_IN = re.compile(
    r"\b(?:first|second|third|last|only|most|least|[a-z]{2,}est|time|times)\b[^.!?]{0,40}$", re.I
)


def _in_so_long(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "will be back in two weeks"; "built in two weeks" is a length."""
    if setting.future and setting.anchor and not _FIRST_IN.search(before(match, 60)):
        return _away(match, setting, ahead=True)
    return length(match["amount"], match["unit"], half=bool(match["half"]))


def _from_day(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "two days after tomorrow", and "more than a week before today" as open."""
    count = read_count(match["amount"])
    if setting.anchor is None or count is None or not count.is_integer():
        return None
    sign = -1 if match["way"].lower() == "before" else 1
    start = setting.anchor + timedelta(days=_DAYS[match["day"].lower()])
    there = periods.day(periods.shift(start, singular(match["unit"]), sign * int(count)))
    bound = (match["bound"] or "").lower()
    if bound == "more than":
        if sign < 0:
            return replace(there, start=None, precision="before")
        return replace(there, end=None, precision="after")
    if bound == "less than":
        return periods.interval(*sorted((periods.day(start), there), key=lambda one: one.value))
    return there


def _within(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "will be back within two weeks": from the page's day on; else a length."""
    value, count = length(match["amount"], match["unit"]), read_count(match["amount"])
    if not setting.future or setting.anchor is None or count is None or not count.is_integer():
        return value
    there = periods.shift(setting.anchor, singular(match["unit"]), int(count))
    return Stretch(value, setting.anchor, there, "interval")


def _distance(match: re.Match[str], _: Setting) -> Meaning:
    """Read "two days later": how far it is from a day of the story, which stays unresolved."""
    return length(match["amount"], match["unit"])


def _unresolved(_: re.Match[str], __: Setting) -> Meaning:
    return None


def _clock_of_day(match: re.Match[str], setting: Setting) -> Meaning:
    """Resolve "3 p.m. Friday" and "Friday at 14:30 GMT"."""
    if setting.anchor is None:
        return None
    if match["month"]:
        number = read_day(match["day"])
        there = nearest(read_month(match["month"]), number, setting)
        return read_clock(match, there) if there else None
    words = match["on"].lower()
    if words in _DAYS:
        return read_clock(match, setting.anchor + timedelta(days=_DAYS[words]))
    wanted = read_weekday(words)
    return read_clock(match, weekday_near(setting.anchor, wanted, future=setting.future))


_DAY_PART = rf"(?: (?P<part>{PART}))?"
_ON = (rf"(?:(?P<on>{WEEKDAY}|yesterday|today|tomorrow)|(?:{WEEKDAY_SHORT},? )?"
       rf"(?P<month>{MONTH}) (?P<day>{DAY}))")  # fmt: skip
RULES: tuple[Rule, ...] = (
    Rule(compiled(rf"(?:(?:late|early|earlier|later)(?: on)? )?"
                  rf"(?:(?P<which>last|next|this past|past|this (?:up)?coming|(?:up)?coming|this"
                  rf"|(?:the )?following|(?:the )?previous) )?(?P<weekday>{WEEKDAY})"
                  rf"{_DAY_PART}(?:,? (?:of )?(?P<week>last week|next week|this week))?"),
         _weekday, needs="weekday"),
    Rule(compiled(rf"(?P<week>last week|next week|this week),? (?:on )?(?P<which>)"
                  rf"(?P<weekday>{WEEKDAY_SHORT}){_DAY_PART}"), _weekday, needs="weekday"),
    Rule(compiled(r"(?P<lead>the (?P<unit>week|month|year|weekend) (?:after next|before last))"),
         _after_next, needs="unit"),
    Rule(compiled(rf"(?P<weekday>{WEEKDAY_SHORT}),? (?:the )?(?P<day>(?:3[01]|[12]?\d)"
                  r"(?:st|nd|rd|th)(?-i:(?!\s[A-Z]))|(?:3[01]|[12]?\d)(?=[.,;!?)]|$))"),
         _weekday_and_day, needs="weekday"),
    Rule(compiled(rf"(?:(?:late|early|earlier|later)(?: on)? )?(?P<day>yesterday|today|tomorrow"
                  rf"|tonight|last night|this (?:morning|afternoon|evening)"
                  r"|the day before yesterday"
                  rf"|the day after tomorrow){_DAY_PART}"), _deictic_day, needs="deictic"),
    Rule(compiled(rf"{CLOCK},? (?:on )?{_ON}"), _clock_of_day, needs="clock"),
    Rule(compiled(rf"{_ON},? (?:at )?{CLOCK}"), _clock_of_day, needs="clock"),
    Rule(compiled(rf"(?:(?P<lead>earlier|later|early|late|mid|(?:the )?(?:beginning|start"
                  rf"|middle|end) of|earlier in|later in|late in|early in)[- ])?"
                  rf"(?P<which>this|last|next|this past|this coming|the current|the coming)"
                  rf" (?:calendar )?(?P<unit>{UNIT}|{SEASON})"), _named_unit, needs="unit"),
    Rule(compiled(r"(?P<lead>earlier in|later in|early in|late in|(?:the )?(?:end|beginning"
                  r"|start|middle) of) the (?P<unit>day|week|month|quarter|year|decade"
                  r"|century)"), _the_unit, needs="unit"),
    Rule(compiled(r"(?P<lead>end of) (?P<unit>month|quarter|year)"), _the_unit, needs="unit"),
    Rule(compiled(r"(?:the )?year to date"), _to_date, needs="unit"),
    Rule(compiled(rf"{ABOUT}(?P<amount>{AMOUNT}|{NUMBER} more) (?P<unit>{ANY_UNIT})s?"
                  rf"(?P<half> and a half)?(?: or (?:so|two))? (?P<way>ago|back|previously"
                  r"|from now|hence)"), _ago, needs="ago"),
    Rule(compiled(rf"(?:the )?(?P<which>past|last|next|coming|following) "
                  rf"(?P<amount>{NUMBER}|{VAGUE}"
                  rf"|few|several|couple(?: of)?) (?P<unit>{ANY_UNIT})s?(?: or so)?"),
         _window, _is_window, needs="unit"),
    Rule(compiled(rf"(?:the )?(?P<which>previous) (?P<amount>{NUMBER}) (?P<unit>quarter)s"),
         _window, needs="unit"),
    Rule(compiled(rf"(?:the )?(?P<amount>{NUMBER}) (?P<which>past|last|next|coming|upcoming"
                  rf"|previous) (?P<unit>{UNIT})s"), _window, needs="unit"),
    Rule(compiled(r"(?:the|this) (?P<which>past|coming)(?P<amount>) (?P<unit>week|month|year|decade"
                  r"|century)"), _window, needs="unit"),
    Rule(compiled(r"the next (?P<unit>week|month|quarter|year|decade|century|fortnight)"),
         _the_next, needs="unit"),
    Rule(compiled(rf"(?:that|the same|the following|the previous|the next|the preceding|the other)"
                  rf" (?:{ANY_UNIT}|{PART}|{SEASON})"), _unresolved, needs="unit"),
    Rule(compiled(rf"the (?:{ANY_UNIT})s? (?:after|before|earlier|later|afterwards)"),
         _unresolved, needs="unit"),
    Rule(compiled(rf"{ABOUT}(?P<amount>{AMOUNT}) (?P<unit>{ANY_UNIT})s?"
                  r" (?:(?:earlier|later|afterwards)(?! (?:this|in)\b)"
                  r"|(?:after|before)(?=[.,;:!?)]|$))"),
         _distance, needs="later"),
    Rule(compiled(rf"(?:(?P<bound>more than|less than) )?(?P<amount>{AMOUNT}) (?P<unit>{UNIT})s?"
                  r" (?P<way>after|before|from) (?P<day>today|tomorrow|yesterday)"),
         _from_day, needs="from day"),
    Rule(compiled(rf"(?<=within )(?:the )?(?:next )?(?P<amount>{AMOUNT}) (?P<unit>{UNIT})s?"),
         _within, needs="unit"),
    Rule(compiled(rf"(?<=\bin )(?P<amount>{AMOUNT}) (?P<unit>{ANY_UNIT})s?"
                  r"(?P<half> and a half)?"), _in_so_long, needs="unit"),
    Rule(compiled(rf"(?P<lead>the|this) (?P<unit>weekend|{SEASON})(?! of\b)"),
         _latest_unit, needs="unit"),
)  # fmt: skip
