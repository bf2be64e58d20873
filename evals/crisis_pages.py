"""Marked pages of the form of gold/two-pages-crisis.json, as marks of a crisis.

In that form's words a *dispute* is our fact and *conduct* our denial; what it tells of a meeting,
measure or plan at several places gives pairs of one thing, and its meetings pairs of two.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise
from pathlib import Path
from typing import Any

from evals.crisis_marks import (
    PLAN,
    DisputeMark,
    Marks,
    MeasureMark,
    PairMark,
    PositionMark,
    place_of,
)
from evals.parties import Party, make_party

# Words of the shared form's issues, the ids of ours that they can mean, and 1, or -1 where its
# scale runs against ours: there, to be for a halt of arms is 1, and so is to say that somebody
# props a government up. The first that stands in the issue counts.
ISSUES: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("plan", (PLAN,), 1),
    ("departure", ("leader-departure",), 1),
    ("back", ("support-for-government",), -1),
    ("arms", ("arms-supplies",), -1),
    ("no-fly", ("no-fly-zone", "humanitarian-access", "military-intervention"), 1),
    ("corridor", ("humanitarian-access", "no-fly-zone"), 1),
    ("observer", ("observers",), 1),
    ("format", ("talks",), 1),
    ("talks", ("talks",), 1),
    ("intervention", ("military-intervention",), 1),
    ("sanction", ("sanctions",), 1),
    ("cease", ("cease-fire",), 1),
    ("withdraw", ("withdrawal",), 1),
    ("transition", ("transition",), 1),
    ("election", ("elections",), 1),
    ("recogni", ("recognition",), 1),
    ("account", ("accountability",), 1),
    ("court", ("accountability",), 1),
    ("council", ("council-use",), 1),
    ("support", ("support-for-opposition", "support-for-government"), 1),
)
KINDS = {"dispute": "fact", "conduct": "denial"}
STATUSES = (
    ("turned back", "halted"), ("halt", "halted"), ("suspend", "suspended"), ("force", "in force"),
    ("promise", "promised"), ("propose", "proposed"), ("announce", "announced"),
    ("threat", "threatened"), ("adopt", "adopted"), ("refus", "refused"), ("veto", "vetoed"),
    ("end", "ended"),
)  # fmt: skip


def page_marks(path: Path, pages: Path | None) -> Marks:
    """Return the marks of a JSON file of marked pages.

    The pages lie in `pages`, else beside the file, else in `../seeds` beside its folder. Raises
    FileNotFoundError where they do not.
    """
    marked = json.loads(path.read_text("utf-8"))
    names = tuple(sorted(each["file"] for each in marked["documents"]))
    positions: dict[str, list[PositionMark]] = {name: [] for name in names}
    measures: dict[str, list[MeasureMark]] = {name: [] for name in names}
    for row in marked["positions"]:
        here = positions[row["file"]]
        here.extend(mark for mark in _positions(row) if not any(_once(mark, one) for one in here))
    for row in marked["measures"]:
        measures[row["file"]].append(_measure(row))
    return Marks(
        positions={name: tuple(each) for name, each in positions.items()},
        measures={name: tuple(each) for name, each in measures.items()},
        disputes=tuple(
            DisputeMark(
                group=row["about"],
                kind=KINDS.get(row["kind"], row["kind"]),
                a=place_of(row["a"], "file"),
                b=place_of(row["b"], "file"),
            )
            for row in marked["contradictions"]
        ),
        pairs=tuple(_pairs(marked)),
        read=frozenset(names),
        folder=find_folder(path, names, pages),
        pages=names,
    )


def find_folder(path: Path, names: Sequence[str], pages: Path | None) -> Path:
    """Return the folder that holds the pages; raises FileNotFoundError where none does."""
    folders = [pages] if pages else [path.parent, path.parent.parent / "seeds"]
    for folder in folders:
        if all((folder / name).is_file() for name in names):
            return folder
    looked = ", ".join(map(str, folders))
    raise FileNotFoundError(f"pages {sorted(names)} not found in {looked}; give --pages DIR")


def _parties(label: str) -> tuple[Party, ...]:
    """Return the parties of a label such as "Russia and the West"; brackets only explain."""
    bare = re.sub(r"\s*\([^)]*\)", "", label)
    parts = re.split(r"\s*;\s*|\s+and\s+", bare) if not bare.endswith(" foes") else [bare]
    return tuple(map(make_party, parts))


def _positions(row: Mapping[str, Any]) -> Iterator[PositionMark]:
    """Yield a mark for each party; none where the issue is not one of ours."""
    told = row["issue"].lower()
    issues, scale = next(((ids, scale) for word, ids, scale in ISSUES if word in told), ((), 1))
    sign = None if row["polarity"] is None else scale * round(row["polarity"])
    for party in _parties(row["actor"]) if issues else ():
        yield PositionMark(actors=(party,), issues=issues, sign=sign, place=place_of(row, "file"))


def _once(one: PositionMark, other: PositionMark) -> bool:
    """Say whether two marks of a page say the same: an actor's issue and sign count once there."""
    return (one.actors, one.issues, one.sign) == (other.actors, other.issues, other.sign)


def _measure(row: Mapping[str, Any]) -> MeasureMark:
    told = row["status"].lower()
    return MeasureMark(
        kind=row["type"],
        by=_parties(row["by"]),
        target=_parties(row["target"]),
        status=tuple(name for word, name in STATUSES if word in told),
        place=place_of(row, "file"),
    )


def _pairs(marked: Mapping[str, Any]) -> Iterator[PairMark]:
    """Yield what is told of at several places as one, and meetings of one page as two."""
    for row in chain(marked["meetings"], marked["measures"], marked["plans"]):
        tellings = [place_of(each, "file") for each in (row, *row.get("more", ()))]
        for one, other in pairwise(tellings):
            yield PairMark(same=True, about="told twice", a=one, b=other)
    for one, other in combinations(marked["meetings"], 2):
        a, b = place_of(one, "file"), place_of(other, "file")
        yield PairMark(same=False, about="two meetings", a=a, b=b)
