"""What the program finds in marked pages: read once into a crisis, for all scorers of it.

A record stands on marked words when one of its places shares a code point with them: of a record
whose first place is its whole sentence or statement, one of the places inside that (cue, source,
content, trigger, parties, number).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from demarche.api import Crisis, read
from demarche.spans import Span
from evals.crisis_marks import Marks, Place, wire_marks
from evals.crisis_pages import page_marks
from evals.marked import wires_by_id
from evals.parties import Party, found_party

if TYPE_CHECKING:
    from demarche.engines.local import LoadReader

# Tables whose records have first their whole sentence as evidence, and after it what bears them.
WHOLE_FIRST = ("statements", "events", "figures", "votes", "meetings", "measures", "compliance")
OTHERS = ("plans", "positions")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPosition:
    """Where an actor stands, as found; `sign` is 0 for no side."""

    actor: Party
    issue: str
    sign: int
    place: Place
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeasure:
    """A measure as found."""

    kind: str
    by: tuple[Party, ...]
    target: tuple[Party, ...]
    status: str
    place: Place
    words: str


T = TypeVar("T", FoundPosition, FoundMeasure)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDispute:
    """A dispute as found, with the places of its two sides."""

    kind: str
    about: str
    a: tuple[Place, ...]
    b: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was found in the pages, by file name or wire id."""

    positions: Mapping[str, tuple[FoundPosition, ...]]
    measures: Mapping[str, tuple[FoundMeasure, ...]]
    disputes: tuple[FoundDispute, ...]
    places: Mapping[str, tuple[Place, ...]]  # of each record but entities, by id
    incidents: tuple[tuple[str, frozenset[str]], ...]  # kind, ids of records


@cache
def marks_and_found(path: Path, pages: Path | None) -> tuple[Marks, Found]:
    """Return the marks for a file and what is found in their pages; read once a process.

    Raises FileNotFoundError where the pages are not there, ValueError where none can be read.
    """
    marks = page_marks(path, pages) if path.suffix == ".json" else wire_marks()
    with TemporaryDirectory() as folder:
        if marks.folder is not None:
            place, names = marks.folder, marks.pages
        else:
            place, names = Path(folder), (_only(path, marks.pages, Path(folder)),)
        with read_in(place, names) as crisis:
            return marks, found_in(crisis)


@contextmanager
def read_in(
    folder: Path, names: Sequence[str], load: "LoadReader | None" = None
) -> Iterator[Crisis]:
    """Read files of a folder by their names alone, with the shipped reader or what `load` makes.

    Ids are made of paths and decide between equals: read so, the same pages have the same ids and
    figures wherever the folder lies.
    """
    with chdir(folder):
        crisis = read(names, load=load)
    with crisis:
        yield crisis


def _only(wires: Path, ids: tuple[str, ...], folder: Path) -> str:
    """Write the wires of these ids to a file of their own, with their dates; return its name."""
    rows = wires_by_id(wires)
    there = [rows[id] for id in sorted(ids) if id in rows]
    if not there:
        raise ValueError(f"{wires}: no marked wire; expected wires with the ids of evals/gold")
    lines = (json.dumps({**row, "published": _day(row["published"])}) for row in there)
    file = folder / "wires.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return file.name


def _day(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


# ---------------------------------------------------------------- the tables of a crisis


def found_in(crisis: Crisis) -> Found:
    """Return what a crisis holds, by the names of its pages."""
    pages = {
        row["id"]: row["path"].rpartition("#")[2].rpartition("/")[2]
        for row in crisis.sql("SELECT id, path FROM current_documents").rows()
    }
    parties = _parties(crisis)
    places = {
        row["id"]: _places(row["evidence"], pages, inner=table in WHOLE_FIRST)
        for table in (*WHOLE_FIRST, *OTHERS)
        for row in crisis.sql(f"SELECT id, evidence FROM {table}").rows()
    }
    sides = places | {
        row["id"]: _places(row["evidence"], pages, inner=False)
        for row in crisis.sql("SELECT id, evidence FROM page_entities").rows()
    }
    disputes = crisis.sql("SELECT kind, about, a, b FROM disputes").rows()
    incidents = crisis.sql("SELECT kind, members FROM incidents").rows()
    return Found(
        positions=_by_page(
            pages,
            [
                _position(row, pages, parties)
                for row in crisis.sql("SELECT * FROM positions").rows()
            ],
        ),
        measures=_by_page(
            pages,
            [_measure(row, pages, parties) for row in crisis.sql("SELECT * FROM measures").rows()],
        ),
        disputes=tuple(
            FoundDispute(
                kind=row["kind"],
                about=row["about"],
                a=sides.get(row["a"], ()),
                b=sides.get(row["b"], ()),
            )
            for row in disputes
        ),
        places=places,
        incidents=tuple((row["kind"], frozenset(row["members"])) for row in incidents),
    )


def _by_page(pages: Mapping[str, str], found: list[T]) -> Mapping[str, tuple[T, ...]]:
    return {
        page: tuple(each for each in found if each.place.page == page) for page in pages.values()
    }


def _places(
    evidence: list[dict[str, Any]], pages: Mapping[str, str], *, inner: bool
) -> tuple[Place, ...]:
    """Return where a record stands on pages that stand; its first place only where it must be."""
    rows = evidence[1:] if inner and len(evidence) > 1 else evidence
    return tuple(
        Place(pages[row["document_id"]], Span(row["start"], row["end"]))
        for row in rows
        if row["document_id"] in pages
    )


def _parties(crisis: Crisis) -> dict[str, Party]:
    """Return, by the ids of page entities and of merged ones, who they are."""
    fields = "id, name, aliases, offices, country"
    merged = {row["id"]: _party(row) for row in crisis.sql(f"SELECT {fields} FROM entities").rows()}
    own = {
        row["id"]: _party(row) for row in crisis.sql(f"SELECT {fields} FROM page_entities").rows()
    }
    members = crisis.sql("SELECT member_id, entity_id FROM entity_members").rows()
    joined = {row["member_id"]: merged[row["entity_id"]] for row in members}
    return own | joined | merged


def _party(row: Mapping[str, Any]) -> Party:
    bodies = (office["of"] for office in row["offices"])
    return found_party((row["name"], *row["aliases"], *bodies), row["country"])


def _who(reference: Mapping[str, Any], parties: Mapping[str, Party]) -> Party:
    """Return whom a reference means, under its own name as well."""
    known = parties.get(reference["id"], Party(None, frozenset()))
    return Party(known.code, known.names | found_party([reference["name"]], None).names)


def _position(
    row: Mapping[str, Any], pages: Mapping[str, str], parties: Mapping[str, Party]
) -> FoundPosition:
    actor, stance = _who(row["actor"], parties), row["stance"] or 0.0
    first = row["evidence"][0]
    return FoundPosition(
        actor=Party(row["country"] or actor.code, actor.names),
        issue=row["issue"],
        sign=(stance > 0) - (stance < 0),
        place=Place(pages.get(first["document_id"], ""), Span(first["start"], first["end"])),
        words=first["quote"],
    )


def _measure(
    row: Mapping[str, Any], pages: Mapping[str, str], parties: Mapping[str, Party]
) -> FoundMeasure:
    first = row["evidence"][0]
    return FoundMeasure(
        kind=row["kind"],
        by=tuple(_who(each, parties) for each in row["by"]),
        target=tuple(_who(each, parties) for each in row["target"]),
        status=row["status"],
        place=Place(pages.get(first["document_id"], ""), Span(first["start"], first["end"])),
        words=first["quote"],
    )
