"""Score time expressions on TimeML files against TIMEX3 annotations.

Relaxed: spans overlap, one to one. Strict: spans are equal. Value: as relaxed, but a match counts
only when the value is equal too (TempEval-3). The document's creation time is given and not
scored. Weekday accuracy: among gold expressions that are a bare weekday and a day, the share with
the right day.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from demarche.extract.time_grammar import WEEKDAYS
from demarche.extract.times import find_times
from demarche.records import TimeMention
from demarche.spans import Span
from evals.files import read_folder

_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'\bvalue="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Marked:
    """One TimeML document: its text, its own date, the spans and values of its TIMEX3 marks."""

    text: str
    written: date | None
    times: tuple[tuple[Span, str], ...]


def read_timeml(content: str) -> Marked:
    """Read one TimeML document."""
    created = re.search(r"<DCT>.*?</DCT>", content, re.S)
    stamp = _VALUE.search(created[0]) if created else None
    written = date.fromisoformat(stamp[1][:10]) if stamp else None
    body = re.search(r"<TEXT>(.*?)</TEXT>", content, re.S)
    text, times, opened = "", [], []
    for piece in re.split(r"(<[^>]*>)", body[1] if body else ""):
        if piece.startswith("<TIMEX3"):
            value = _VALUE.search(piece)
            opened.append((len(text), value[1] if value else ""))
        elif piece == "</TIMEX3>" and opened:
            start, value_ = opened.pop()
            times.append((Span(start, len(text)), value_))
        elif not _TAG.fullmatch(piece):
            text += unescape(piece)
    return Marked(text, written, tuple((span, value) for span, value in times if len(span)))


def _documents(path: Path) -> Iterator[Marked]:
    if path.suffix == ".tml":
        yield read_timeml(path.read_text("utf-8"))
        return
    for name, data in read_folder(path).items():
        if name.endswith(".tml"):
            yield read_timeml(data.decode("utf-8"))


def count_matches(gold: Marked, found: tuple[TimeMention, ...]) -> tuple[int, int, int]:
    """Return how many gold marks are met: relaxed, strictly, relaxed with the right value."""
    left = list(found)
    relaxed = strict = value = 0
    for span, wanted in gold.times:
        hit = next((one for one in left if one.span.overlaps(span)), None)
        if hit is None:
            continue
        left.remove(hit)
        relaxed += 1
        strict += hit.span == span
        value += hit.value == wanted
    return relaxed, strict, value


def _weekdays(gold: Marked, found: tuple[TimeMention, ...]) -> tuple[int, int]:
    right = n = 0
    for span, wanted in gold.times:
        if span.of(gold.text).lower() in WEEKDAYS and re.fullmatch(r"\d{4}-\d\d-\d\d", wanted):
            n += 1
            right += any(one.span.overlaps(span) and one.value == wanted for one in found)
    return right, n


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return the figures of the task `time` on a TimeML file, a folder or an archive of them.

    `pages` is not used: the documents stand in the file.
    """
    sums = dict.fromkeys(("gold", "found", "relaxed", "strict", "value", "right", "days"), 0)
    words, seconds = 0, 0.0
    for gold in _documents(path):
        begin = time.perf_counter()
        found = find_times(gold.text, gold.written)
        seconds += time.perf_counter() - begin
        words += len(gold.text.split())
        counts = (len(gold.times), len(found), *count_matches(gold, found), *_weekdays(gold, found))
        sums = {key: sums[key] + count for key, count in zip(sums, counts, strict=True)}
    both = max(1, sums["gold"] + sums["found"])
    return {
        "relaxed_f1": 2 * sums["relaxed"] / both,
        "strict_f1": 2 * sums["strict"] / both,
        "value_f1": 2 * sums["value"] / both,
        "weekday_accuracy": sums["right"] / max(1, sums["days"]),
        "seconds_per_1000_words": 1000 * seconds / max(1, words),
        "n": sums["gold"],
    }
