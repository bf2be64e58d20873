"""Quantities in running text with their bounds: 12, some 15,000, between 90 and 140, $5 billion.

All quantities are given, durations, lengths and ages too; what is a date, a name ("resolution
2042", "Group of 20") or a label is not. Which of them count things that an analyst keeps is said
by countable.py, what is counted is found by figures.py.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from demarche.extract.number_names import find_names, names_something
from demarche.extract.number_units import SIGNED, UNIT_AFTER, unit_after, unit_of_sign
from demarche.extract.numerals import SMALL, Numeral, find_numerals, read_numeral
from demarche.extract.time_grammar import plain_letters
from demarche.extract.times import find_times
from demarche.records import TimeMention
from demarche.spans import Span


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity as the words tell it.

    Exact: `value` only. "about 40": value and qualifier. "more than 40": low; "up to 40": high;
    a range: low and high, never low above high. `span` takes in qualifier, currency and percent;
    `numeral` is the last numeral alone. `unit` is an ISO 4217 code, "percent", "share" (of one:
    "two thirds" is 0.667) or None. `attached` is what a hyphen or no blank joins to it: "year-old",
    "mph". `ends` are the two numbers of a range that may be a change ("from 30 to 300").
    """

    span: Span
    numeral: Span
    low: float | None
    value: float | None
    high: float | None
    qualifier: str | None
    unit: str | None
    attached: str | None = None
    ends: tuple["Number", ...] = ()


_LOW = (
    r"(?:(?:more|greater|larger|bigger|higher|better)(?: or equal)? than(?: or equal to)?"
    r"|at least(?: or equal to)?|(?:no|not) (?:fewer|less|lower|smaller) than|upwards? of"
    r"|in excess of|over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|topp(?:ed|ing)"
    r"|a minimum of|equal to or (?:more|greater|higher) than|(?<![<>=])>\s?=?|\u2265)"
)
_HIGH = (
    r"(?:(?:fewer|less|lower|smaller)(?: or equal)? than(?: or equal to)?|up to|at most"
    r"|(?:no|not) (?:more|greater|higher) than|as (?:many|much|high) as|a maximum of|under|below"
    r"|equal to or (?:fewer|less|lower) than|(?<![<>=])<\s?=?|\u2264|sub-)"
)
_ABOUT = (
    r"(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|(?:an )?estimated"
    r"|close to|nearing|circa|perhaps|maybe|probably|as (?:few|little|low) as|barely|~|\u2248"
    r"|in the region of|something like)"
)
_EXACT = r"(?:exactly|precisely|equals?(?: to)?|equal to|equaling(?: to)?)"
_HOW_FAR = "(?:well|just|slightly|far)"
_QUALIFIER = rf"(?:{_HOW_FAR} )?(?:{_LOW}|{_HIGH}|{_ABOUT}|{_EXACT})"
_AROUND = rf"(?:(?:{_ABOUT}|{_EXACT}|{_HOW_FAR})\s?)?"
_IS_LOW = re.compile(rf"{_AROUND}{_LOW}(?:\s?{_QUALIFIER})?", re.I)
_IS_HIGH = re.compile(rf"{_AROUND}{_HIGH}(?:\s?{_QUALIFIER})?", re.I)


def _blanks(pattern: str) -> str:
    """Let each blank of a pattern match any white space."""
    return pattern.replace(" ", r"\s+")


_OPENERS = r"(?:between|(?:rang(?:e|es|ed|ing) |anywhere |starting )?from)"
_BEFORE = re.compile(
    _blanks(
        rf"(?:(?<![\w-])(?P<opener>{_OPENERS}) )?"
        rf"(?:(?:(?<![\w-])|(?=[<>~]))(?P<qualifier>{_QUALIFIER}(?: {_QUALIFIER})?)(?:(?<=\W)\s*| )"
        rf"(?:the )?(?:age of )?)?"
        rf"(?P<sign>{SIGNED})?$"
    ),
    re.I,
)
_POST = (
    r"or (?:more|greater|higher|above|over)(?: than)?|and (?:more|above|over|up)\b"
    r"|or (?:equal(?: to)?)\b|or so|-odd|-plus|\+|or (?:fewer|less|lower|under|below)(?: than)?"
)
_AFTER = re.compile(
    rf"(?:{UNIT_AFTER})?"
    + _blanks(rf"(?:\s?(?P<post>(?:{_POST}))(?!\w|\s(?:than|to)\b|\s\S*\d))?")
    + r"(?:[-\u2010\u2011](?P<attached>[a-z][a-z-]*)?(?=\W|$)(?!\d)|(?P<old>\syears?[\s-]old\b))?",
    re.I,
)
_DASHES = ("-", "\u2013")
_POST_LOW = re.compile(r"(?:or|and) (?:more|greater|higher|above|over|up)\b|-plus|\+", re.I)
_POST_HIGH = re.compile(r"or (?:fewer|less|lower|under|below)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One numeral with the words that belong to it."""

    start: int
    end: int
    numeral: Numeral
    opener: str
    opened: int  # where the opener stands
    qualifier: str
    unit: str | None
    signed: bool  # the unit is a sign before the number
    post: str
    attached: str | None

    @property
    def bound(self) -> Literal["low", "high"] | None:
        """Which end the words before or after make of the number."""
        if self.post.startswith("or equal"):
            return "high" if _IS_HIGH.fullmatch(self.qualifier) else "low"
        if _POST_LOW.match(self.post) or (self.qualifier and _IS_LOW.fullmatch(self.qualifier)):
            return "low"
        if _POST_HIGH.match(self.post) or (self.qualifier and _IS_HIGH.fullmatch(self.qualifier)):
            return "high"
        return None


def find_numbers(text: str, times: Sequence[TimeMention] | None = None) -> tuple[Number, ...]:
    """Return the quantities of `text` in order, none overlapping another.

    `times` are the time expressions of the text (looked for where not given): a number inside one
    is a quantity only where it tells a length of time.
    """
    text = plain_letters(text)
    times = find_times(text, None) if times is None else times
    numerals = find_numerals(text)
    names = find_names(text) if numerals else ()
    kept = [one for one in numerals if _counts(text, one, times, names)]
    # What is left of a score or code cut at its dash, "0" of "Ajax 3-0", is none either.
    cut = {
        one.span.end + 1 for one in {*numerals} - {*kept} if text.startswith(_DASHES, one.span.end)
    }
    amounts = [_amount(text, one) for one in kept if one.span.start not in cut]
    words = [*_open_numbers(text), *_folds(text)]
    found = [
        one
        for one in _joined(text, amounts)
        if not any(one.span.overlaps(other.span) for other in words)
    ]
    return tuple(sorted((*found, *words), key=lambda one: one.span))


_TIME_UNIT = re.compile(
    r"(?:\s?(?:to|or|and|-|\u2013)\s?[\w.]+)?[\s-]?(?:\w+[\s-])?"
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|weekends?|fortnights?|months?|quarters?"
    r"|years?|decades?|centuries|century)\b", re.I)  # fmt: skip


def _counts(
    text: str, numeral: Numeral, times: Sequence[TimeMention], names: Sequence[Span]
) -> bool:
    """Say whether a numeral is outside of names and dates."""
    for time in times:
        if time.span.overlaps(numeral.span) and not _TIME_UNIT.match(text, numeral.span.end):
            # "below 1500" is no year, "by 1500" is one
            bounded = time.span == numeral.span and _bounded(text, numeral.span.start)
            return bounded and not names_something(text, numeral, names)
    return not names_something(text, numeral, names)


def _bounded(text: str, at: int) -> bool:
    """Say whether words for a bound stand right before `at`."""
    before = _BEFORE.search(text[max(0, at - 64) : at])
    words = _lower(before["qualifier"]) if before else ""
    return bool(words and (_IS_LOW.fullmatch(words) or _IS_HIGH.fullmatch(words)))


# "Handed over three drafts" is no "more than three".
_PHRASAL = re.compile(
    r"\b(?:hand|turn|tak|took|carr|roll|sign|win|won|pull|knock|fl[ey]|rul|sprea)\w*\sover$",
    re.I,
)
_GLUED = re.compile(r"[^\W\d_]+(?:/[a-z]+)?")


def _amount(text: str, numeral: Numeral) -> _Amount:
    """Gather the words before and after a numeral that belong to it."""
    begin = max(0, numeral.span.start - 64)
    # Both patterns match nothing too.
    before = cast(re.Match[str], _BEFORE.search(text[begin : numeral.span.start]))
    glued = _GLUED.match(text, numeral.span.end) if numeral.glued else None
    after = cast(re.Match[str], _AFTER.match(text, glued.end() if glued else numeral.span.end))
    named = [name for name in ("qualifier", "sign") if before[name]]
    qualifier = before["qualifier"]
    if qualifier and _PHRASAL.search(text, max(0, begin - 16), begin + before.end("qualifier")):
        named, qualifier = named[1:], None
    starts = [before.start(name) for name in named]
    unit = unit_of_sign(before["sign"]) or unit_after(after["after"])
    attached = glued[0] if glued else after["attached"]
    return _Amount(
        start=begin + min(starts) if starts else numeral.span.start,
        end=max(after.end("after"), after.end("post"), numeral.span.end),
        numeral=numeral,
        opener=_lower(before["opener"]),
        opened=begin + before.start("opener"),
        qualifier=_lower(qualifier),
        unit="share" if unit is None and numeral.share else unit,
        signed=before["sign"] is not None,
        post=_lower(after["post"]),
        attached=_lower(attached) or ("year-old" if after["old"] else None),
    )


def _lower(words: str | None) -> str:
    """Return words in lower case with single blanks; no words as an empty string."""
    return " ".join((words or "").lower().split())


_JOINT = re.compile(r"\s+(?:and|to|or|through)\s+|\s?[-\u2010-\u2014~]\s?|\s+to-", re.I)
_UNIT_BETWEEN = re.compile(r"\s+(?P<unit>[a-z][^\s,;()]*)(?P<joint>\s+to\s+)", re.I)
_NEXT_WORD = re.compile(r"\s+(?P<word>[^\s,;()]{1,20}?)[.,;]?(?=\s|$)")
_BOTH = re.compile(r"\s*,?\s*(?:and|but|or)?\s*", re.I)
_MOVED = re.compile(
    r"\b(?:fell|fall|falls|falling|rose|rise|rises|risen|rising|gained|gains?|lost|loses?|losing"
    r"|dropped|drops?|climbed|climbs?|jumped|slid|slipped|eased|added|adds|plunged|surged|grew"
    r"|tumbled|advanced|edged|up|down|increased|decreased|declined|cut|raised|lowered)"
    r"(?:\s(?:up|down))?\s$", re.I)  # fmt: skip


def _joined(text: str, amounts: Sequence[_Amount]) -> Iterator[Number]:
    """Yield the numbers of amounts, two neighbours as a range where the words join them."""
    at = 0
    while at < len(amounts):
        pair = amounts[at : at + 2]
        if len(pair) == 2:
            joint = text[pair[0].end : pair[1].start]
            whole = _range(text, pair[0], pair[1], joint)
            if whole is not None or re.fullmatch(r"[-\u2013]", joint):
                at += 2  # without a whole: a score, a code, a vote ("3-2")
                if whole is not None:
                    yield whole
                continue
        yield _single(text, amounts[at])
        at += 1


def _range(text: str, first: _Amount, last: _Amount, joint: str) -> Number | None:
    """Return the range of two amounts, or None where they are two numbers."""
    if {first.bound, last.bound} == {"low", "high"} and _BOTH.fullmatch(joint):
        low, high = (first, last) if first.bound == "low" else (last, first)
        if low.numeral.value < high.numeral.value and _same_unit(first, last):
            return _span_of_two(text, first, last, (low, high), joint.strip(" ,"))
        return None
    change = first.opener.endswith("from")
    between = _UNIT_BETWEEN.fullmatch(joint)
    if between is not None and not _repeats(text, between["unit"], last, change=change):
        return None
    if between is None and _JOINT.fullmatch(joint) is None:
        return None
    word = (between["joint"] if between else joint).strip().lower().removesuffix("-")
    if (word == "and" and first.opener != "between") or not _same_unit(first, last):
        return None
    before = text[max(0, first.start - 24) : first.start]
    before = before.removesuffix("by ") if between is not None else before
    if first.opener == "" and _MOVED.search(before):
        return None  # "fell 2 percent to 1 percent", "rose $2 to $28"
    start, end = _shared_scale(text, first, last), last.numeral.value
    if start == end or (start > end and not change):
        return None
    if word == "or" and (end > 2 * start or last.qualifier):
        return None
    word = word if word.isalpha() else "to"
    scaled = replace(first, numeral=replace(first.numeral, value=start))
    low, high = (scaled, last) if start < end else (last, scaled)
    return _span_of_two(text, scaled, last, (low, high), word)


def _same_unit(first: _Amount, last: _Amount) -> bool:
    """Say whether two amounts can be of one unit; a sign or the last word may stand for both."""
    units = first.unit, last.unit
    shared = first.unit is None or (last.unit is None and first.signed)
    return (units[0] == units[1] or shared) and not (first.attached and not last.attached)


def _repeats(text: str, unit: str, last: _Amount, *, change: bool) -> bool:
    """Say whether the unit said before is said again after, or left out."""
    after = _NEXT_WORD.match(text, last.end)
    stem = unit.lower().removesuffix("s")
    if after is None:
        return change
    word = after["word"].lower()
    left_out = change and word in ("by", "in", "on", "this", "and", "over")
    return word.removesuffix("s") == stem or left_out


def _span_of_two(
    text: str, first: _Amount, last: _Amount, ends: tuple[_Amount, _Amount], joint: str
) -> Number:
    words = (first.opener, first.qualifier, joint, last.qualifier, last.post)
    low, high = ends
    change = first.opener.endswith("from") and not first.opener.startswith(("rang", "any"))
    return Number(
        span=Span(first.opened if first.opener else first.start, last.end),
        numeral=last.numeral.span,
        low=low.numeral.value,
        value=None,
        high=high.numeral.value,
        qualifier=" ".join(filter(None, words)),
        unit=last.unit or first.unit,
        attached=last.attached,
        ends=(_single(text, first), _single(text, last)) if change else (),
    )


_SCALED = re.compile(r"hundred|thousand|million|billion|trillion|lakh|crore|[kmb]n?$", re.I)


def _shared_scale(text: str, first: _Amount, last: _Amount) -> float:
    """Give "10" of "10 to 12 million" the scale that is said once."""
    value = first.numeral.value
    scaled = _SCALED.search(last.numeral.span.of(text))
    if scaled is None or _SCALED.search(first.numeral.span.of(text)) or value >= 1000:
        return value
    scale = read_numeral(f"1 {scaled[0]}" if len(scaled[0]) > 2 else f"1{scaled[0]}")
    return value * scale if scale and value * scale < last.numeral.value else value


def _single(text: str, one: _Amount) -> Number:
    """Return one amount as a number."""
    value, bound = one.numeral.value, one.bound
    words = one.numeral.span.of(text)
    loose = re.match(r"(?:an?|half)\s", words, re.I) and not one.numeral.share
    qualifier = " ".join(
        filter(None, (one.qualifier, one.post.lstrip("-"), _lower(words) if loose else ""))
    )
    return Number(
        span=Span(one.start, one.end),
        numeral=one.numeral.span,
        low=value if bound == "low" else None,
        value=value if bound is None else None,
        high=value if bound == "high" else None,
        qualifier=qualifier or None,
        unit=one.unit,
        attached=one.attached,
    )


# Open multitudes: the least that the word can mean. "Hundreds" is at least two hundred.
_MULTITUDES = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000,
               "millions": 2_000_000, "billions": 2_000_000_000, "tens": 20}  # fmt: skip
_OPEN = re.compile(
    r"(?<![\w-])(?<!\bhe\s)(?<!\bit\s)(?<!\bwho\s)"
    r"(?:(?P<first>tens|dozens|scores|hundreds|thousands|millions)\sof\s)?"
    r"(?P<last>dozens|scores|hundreds|thousands|millions|billions)(?![\w-])"
    r"|(?<![\w-])(?P<several>several|a\sfew|many)\s(?P<scale>dozen|hundred|thousand|million"
    r"|billion)(?![\w-])", re.I)  # fmt: skip
_COUNTED_DOZENS = re.compile(r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten))\s$", re.I)


# "Millions of dollars", "several million dollars".
_OF_MONEY = re.compile(rf"(?:\s+of)?{UNIT_AFTER}", re.I)


def _open_numbers(text: str) -> Iterator[Number]:
    """Yield "dozens", "tens of thousands", "several hundred" as lower bounds."""
    for match in _OPEN.finditer(text):
        if not _COUNTED_DOZENS.search(text[max(0, match.start() - 8) : match.start()]):
            span, numeral = Span(*match.span()), Span(*match.span())
            money = _OF_MONEY.match(text, span.end)
            if money is not None:
                span = Span(span.start, money.end())
            unit = unit_after(money["after"]) if money is not None else None
            yield Number(span, numeral, _least(match), None, None, _lower(match[0]), unit)


def _least(match: re.Match[str]) -> float:
    if match["several"]:
        return 2.0 * (read_numeral(f"one {match['scale']}") or 1)
    low = float(_MULTITUDES[match["last"].lower()])
    if match["first"] is None:
        return low
    times = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100}
    return low * times.get(match["first"].lower(), 1000)


_FOLD = re.compile(
    _blanks(rf"(?:(?P<qualifier>{_QUALIFIER}) )?\b(?P<numeral>{SMALL}|\d+)-?fold\b"), re.I
)


def _folds(text: str) -> Iterator[Number]:
    """Yield "sixfold" as six times."""
    if "fold" not in text:
        return
    for match in _FOLD.finditer(text):
        value, qualifier = read_numeral(match["numeral"]), _lower(match["qualifier"])
        low = value if _IS_LOW.fullmatch(qualifier) else None
        span, numeral = Span(*match.span()), Span(*match.span("numeral"))
        exact = value if low is None else None
        yield Number(span, numeral, low, exact, None, qualifier or None, None, "fold")
