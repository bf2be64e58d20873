"""Our own marked sentences (docs/marking.md), with the readings of the wires that they stand in.

The marks hold wires' ids and places (code points of the wire), no text; the wires are in the shared
data. Each wire is read whole, as a page of its own, since who is meant may stand before.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from demarche.pipeline import read_page
from demarche.reader import load_reader
from demarche.records import Page, Reading
from demarche.spans import Span
from evals.files import read_text

GOLD = Path(__file__).with_name("gold") / "sentences.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedEvent:
    """An act in a marked sentence; spans of the wire."""

    type: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    trigger: Span
    factuality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedStatement:
    """A statement in a marked sentence; spans of the wire, `speaker` the fullest name there."""

    cue: Span | None
    source: Span | None
    speaker: Span | None
    content: Span | None
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A marked sentence and what was read from its wire."""

    span: Span
    events: tuple[MarkedEvent, ...]
    statements: tuple[MarkedStatement, ...]
    reading: Reading


def read_marked(wires: Path, gold: Path = GOLD) -> Iterator[Sentence]:
    """Yield the marked sentences whose wires are in `wires`, each with a fresh reading."""
    rows = wires_by_id(wires)
    reader = load_reader()
    for marks in map(json.loads, gold.read_text("utf-8").splitlines()):
        if marks["wire"] in rows:
            yield Sentence(
                span=Span(marks["start"], marks["end"]),
                events=tuple(_event(each) for each in marks["events"]),
                statements=tuple(_statement(each) for each in marks["statements"]),
                reading=read_page(page_of(rows[marks["wire"]]), reader),
            )


def wires_by_id(wires: Path) -> dict[str, dict[str, str]]:
    """Return the wires of a file (id, published as YYYYMMDD, text) by their ids."""
    return {row["id"]: row for row in map(json.loads, read_text(wires).splitlines())}


def page_of(row: dict[str, str]) -> Page:
    """Return a wire as a page with its date."""
    day = row["published"]
    return Page(
        path=row["id"],
        form="text",
        content=row["text"],
        sha256=sha256(row["text"].encode()).hexdigest(),
        published=f"{day[:4]}-{day[4:6]}-{day[6:]}",
    )


def _event(marks: dict[str, Any]) -> MarkedEvent:
    return MarkedEvent(
        type=marks["type"],
        actors=tuple(Span(*place) for place in marks["actors"]),
        recipients=tuple(Span(*place) for place in marks["recipients"]),
        trigger=Span(*marks["trigger"]),
        factuality=marks["factuality"],
    )


def _statement(marks: dict[str, Any]) -> MarkedStatement:
    places = {
        name: Span(*marks[name]) if marks[name] else None
        for name in ("cue", "source", "speaker", "content")
    }
    return MarkedStatement(act=marks["act"], **places)


def any_overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Say whether one of some spans shares a code point with one of others."""
    return any(one.overlaps(other) for one in some for other in others)
