"""What is marked of a crisis (docs/marking.md), and our own marks on wires.

The marks hold wires' ids and places (code points of the wire), no text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from demarche.spans import Span
from evals.parties import Party, make_party

GOLD = Path(__file__).with_name("gold")
PLAN = "plan:"


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a page."""

    page: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionMark:
    """Where an actor stands; any of `actors` and `issues` is right, and without sign any sign."""

    actors: tuple[Party, ...]
    issues: tuple[str, ...]
    sign: int | None
    place: Place
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureMark:
    """A measure; any of `by`, `target` and `status` is right, and anything where one is empty."""

    kind: str
    by: tuple[Party, ...]
    target: tuple[Party, ...]
    status: tuple[str, ...]
    place: Place
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeMark:
    """Two places that contradict each other; marks of one matter share a group."""

    group: str
    kind: str
    a: Place
    b: Place
    may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMark:
    """Two places that tell of one thing, or of two that look alike."""

    same: bool
    about: str
    a: Place
    b: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """All that is marked, by page where whole pages were marked, with how to read the pages."""

    positions: Mapping[str, tuple[PositionMark, ...]]
    measures: Mapping[str, tuple[MeasureMark, ...]]
    disputes: tuple[DisputeMark, ...]
    pairs: tuple[PairMark, ...]
    read: frozenset[str]  # pages that were read whole for disputes
    folder: Path | None  # where the pages lie; none: they are lines of a file of wires
    pages: tuple[str, ...]  # all pages, by file name or id


# ---------------------------------------------------------------- our own marks


def wire_marks() -> Marks:
    """Return our own marks on wires."""
    wires = json.loads((GOLD / "crisis_wires.json").read_text("utf-8"))
    rows = _lines("crisis.jsonl")
    return Marks(
        positions={
            row["wire"]: tuple(_position(row["wire"], each) for each in row["positions"])
            for row in rows
        },
        measures={
            row["wire"]: tuple(_measure(row["wire"], each) for each in row["measures"])
            for row in rows
        },
        disputes=tuple(
            DisputeMark(
                group=row["group"],
                kind=row["kind"],
                a=place_of(row["a"]),
                b=place_of(row["b"]),
                may=row.get("may", False),
            )
            for row in _lines("crisis_disputes.jsonl")
        ),
        pairs=tuple(
            PairMark(
                same=row["same"], about=row["about"], a=place_of(row["a"]), b=place_of(row["b"])
            )
            for row in _lines("crisis_pairs.jsonl")
        ),
        read=frozenset(wires["marked"] + wires["read"]),
        folder=None,
        pages=tuple(chain.from_iterable(wires.values())),
    )


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


def place_of(row: Mapping[str, Any], page: str = "wire") -> Place:
    """Return the place of a marked row; `page` is the field that holds its page."""
    return Place(row[page], Span(row["start"], row["end"]))


def _position(wire: str, row: Mapping[str, Any]) -> PositionMark:
    issue = row["issue"]
    return PositionMark(
        actors=(make_party(row["actor"]),),
        issues=(PLAN if issue.startswith(PLAN) else issue,),
        sign=row["sign"],
        place=Place(wire, Span(row["start"], row["end"])),
        may=row.get("may", False),
    )


def _measure(wire: str, row: Mapping[str, Any]) -> MeasureMark:
    return MeasureMark(
        kind=row["kind"],
        by=tuple(map(make_party, row["by"])),
        target=tuple(map(make_party, row["target"])),
        status=tuple(row["status"]),
        place=Place(wire, Span(row["start"], row["end"])),
        may=row.get("may", False),
    )
