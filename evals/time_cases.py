"""Score time expressions on the unit cases of a date recognizer for assistants (JSON).

A case is a text, the day it was written on, and the expressions in it, each with one or more
readings (the last such day and the next). A case is right when every expression is found and
nothing else. An expression is found when

- its words are the same, in any letter case, once prepositions and articles before them are taken
  off both ("since March" is "March" here, the preposition is in the period), and
- its days are those of one of the readings. Their ends of ranges are exclusive, ours not; a range
  to a month or year ends for them where that begins, for us with its last day, and "after 3 May"
  begins for them with that day, for us with the next: both are right. A day counted off by
  weeks, months or years may be answered by the week, month or year that holds it. A part of a
  unit (early, mid, late: halves there, thirds here; earlier and later: up to the day of asking
  and from it on) must overlap theirs. Where a reading has no days (lengths, repetitions,
  seasons, "now") the TIMEX values are compared; a day that no calendar has must be found and
  left open.

What the program is not for is left out by rules kept in skipped_times.toml, a reason each; how
many cases each rule leaves out is part of the figures (n_skipped_...).
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from demarche.extract import periods
from demarche.extract.times import find_times
from demarche.records import Period, TimeMention
from evals.files import read_folder

SKIPPED = Path(__file__).with_name("skipped_times.toml")
CASES = "DateTimeModel.json"  # the file of an archive that is scored

_LEAD = re.compile(
    r"^(?:(?:no later than|in|on|at|from|between|during|since|until|till|before|after|by|around"
    r"|about|within|for|of|as early as|as late as|starting|beginning|sometime|the|an?(?= ?\d))"
    r"\s+)+",
    re.I,
)
_PART = re.compile(r"\b(?:early|earlier|late|later|mid|middle|start|beginning|end)\b", re.I)
_COUNTED = re.compile(r"\b(?:weeks?|fortnights?|months?|quarters?|years?|decades?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """One reading of an expression: days where it has any, its TIMEX value, part of a unit."""

    timex: str
    start: date | None
    end: date | None  # exclusive for a range, the day itself for a day
    kind: str
    part: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """An expression of a case: its words as they stand in the text, and its readings."""

    text: str
    readings: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the day it is read on, and what should be found in it."""

    text: str
    written: date | None
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """A rule of skipped_times.toml: cases any of whose expressions match all its patterns."""

    name: str
    reason: str
    words: re.Pattern[str] | None  # in the words of an expression, case as written
    timex: re.Pattern[str] | None  # in "type timex" of a reading
    text: re.Pattern[str] | None  # in the whole text


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of a JSON file, or of the file CASES of a folder or an archive."""
    data = path.read_bytes() if path.suffix == ".json" else read_folder(path)[CASES]
    for case in json.loads(data.decode("utf-8-sig")):
        stamp = case.get("Context", {}).get("ReferenceDateTime")
        yield Case(
            text=case["Input"],
            written=date.fromisoformat(stamp[:10]) if stamp else None,
            wanted=tuple(_wanted(case["Input"], one) for one in case["Results"]),
        )


def _wanted(text: str, result: dict[str, Any]) -> Wanted:
    kind = (result.get("TypeName") or result.get("Typename") or "").removeprefix("datetimeV2.")
    values = (result.get("Resolution") or {}).get("values") or []
    words = text[result["Start"] : result["End"] + 1] if "Start" in result else result["Text"]
    return Wanted(words, tuple(_answer(kind, value) for value in values))


def _answer(kind: str, value: dict[str, str]) -> Answer:
    only = value.get("value")
    start, end = _day(only or value.get("start")), _day(only or value.get("end"))
    mod = value.get("Mod") or value.get("mod") or ""
    part = any(name in mod for name in ("start", "mid", "end"))
    return Answer(value.get("timex") or "", start, end, kind, part)


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat((words or "")[:10])
    except ValueError:
        return None


def read_skips(path: Path = SKIPPED) -> tuple[Skip, ...]:
    """Return the rules that leave cases out."""
    rows = tomllib.loads(path.read_text("utf-8"))["skip"]
    return tuple(
        Skip(
            name=row["name"],
            reason=row["reason"],
            words=_pattern(row.get("words")),
            timex=_pattern(row.get("timex")),
            text=_pattern(row.get("text")),
        )
        for row in rows
    )


def _pattern(words: str | None) -> re.Pattern[str] | None:
    return re.compile(words, re.VERBOSE) if words else None


def skipped_by(case: Case, skips: Sequence[Skip]) -> Skip | None:
    """Return the first rule that leaves a case out, if any does."""
    return next((skip for skip in skips if _applies(skip, case)), None)


def _applies(skip: Skip, case: Case) -> bool:
    if skip.text is not None and not skip.text.search(case.text):
        return False
    if skip.words is None and skip.timex is None:
        return True
    return any(
        (skip.words is None or skip.words.search(one.text) is not None)
        and (
            skip.timex is None
            or any(skip.timex.search(f"{answer.kind} {answer.timex}") for answer in one.readings)
        )
        for one in case.wanted
    )


def is_right(case: Case, found: Sequence[TimeMention]) -> bool:
    """Say whether exactly the expressions of a case were found, with the days of a reading."""
    left = list(found)
    for one in case.wanted:
        hit = next((mention for mention in left if _same(one, mention, case.written)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def _same(wanted: Wanted, mention: TimeMention, written: date | None) -> bool:
    if _bare(wanted.text) != _bare(mention.text):
        return False
    return any(_means(answer, wanted.text, mention, written) for answer in wanted.readings)


def _bare(words: str) -> str:
    return _LEAD.sub("", words, count=1).casefold().strip(" .,")


def _means(answer: Answer, words: str, mention: TimeMention, written: date | None) -> bool:
    if (answer.start is None and answer.end is None) or answer.timex == "PRESENT_REF":
        no_such_day = answer.kind == "date" and mention.value is None
        return no_such_day or mention.value == _in_smaller_units(answer.timex)
    period = mention.period
    if period is None:
        return False
    if answer.kind in ("date", "datetimerange"):
        return answer.start is not None and _is_day(answer.start, words, period)
    if answer.part or _PART.search(words):
        return _overlaps(answer, period)
    return period.start in _starts(answer) and period.end in _ends(answer, written)


def _in_smaller_units(timex: str) -> str:
    """Return P1.5Y as P1Y6M and PT1.5H as PT1H30M, as they are written here."""
    return re.sub(r"\.5Y$", "Y6M", re.sub(r"\.5H$", "H30M", timex))


def _is_day(day: date, words: str, period: Period) -> bool:
    if (period.start, period.end) == (day, day):
        return True
    if not _COUNTED.search(words) or period.start is None or period.end is None:
        return False
    return period.precision != "interval" and period.start <= day <= period.end


def _starts(answer: Answer) -> set[date | None]:
    """Return the first days that a range may have: "after 3 May" begins there with that day."""
    if answer.start is None or answer.end is not None:
        return {answer.start}
    return {answer.start, answer.start + timedelta(days=1)}


def _ends(answer: Answer, written: date | None) -> set[date | None]:
    """Return the last days that a range may have: its end is exclusive, or begins a unit."""
    end = answer.end
    if end is None:
        return {None}
    ends: set[date | None] = {end - timedelta(days=1)}
    if answer.timex.startswith("(") or answer.start is None or end == written:
        ends |= {end}
        if end.day == 1:
            ends |= {periods.unit_of(end, unit).end for unit in ("month", "quarter")}
        if (end.month, end.day) == (1, 1):
            ends.add(periods.year(end.year).end)
    return ends


def _overlaps(answer: Answer, period: Period) -> bool:
    if not (period.start and period.end and answer.start and answer.end):
        return (period.start is None) == (answer.start is None)
    return period.start < answer.end and answer.start <= period.end


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the share of right cases, and how many were scored and left out, by reason.

    `pages` is not used: the texts stand in the file.
    """
    skips = read_skips()
    right = n = 0
    out: Counter[str] = Counter()
    for case in read_cases(path):
        skip = skipped_by(case, skips)
        if skip is not None:
            out[skip.name] += 1
            continue
        n += 1
        right += is_right(case, find_times(case.text, case.written))
    return {
        "accuracy": right / max(1, n),
        "n": n,
        "n_skipped": out.total(),
        **{f"n_skipped_{skip.name}": out[skip.name] for skip in skips},
    }
