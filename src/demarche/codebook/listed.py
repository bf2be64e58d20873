"""Persons and bodies of an analyst's own list, entities.csv: they add to what the codebook has and
stand before it.

A row is a person or a body; a person with several offices has a row for each. `aliases` are other
names, divided by |; `title` and `of` an office with its `start` and `end`, as in offices.csv, which
stands before that file's terms of the same days. The shipped list has persons whom everybody knows
by what is no name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from demarche.codebook.checks import cut, read_rows, wrong
from demarche.records import EntityKind

COLUMNS = ("name", "aliases", "kind", "country", "sector", "title", "of", "start", "end")
KINDS: tuple[EntityKind, ...] = ("person", "organisation", "organ", "armed group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row: a person or body, for a person perhaps with an office."""

    line: int
    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    country: str | None
    sector: str | None
    title: str | None
    of: str | None  # country or body of the office
    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the list, by all names."""

    name: str
    aliases: tuple[str, ...]
    country: str | None
    sector: str | None


def read_listed(path: Path, countries: set[str], sectors: set[str]) -> tuple[Listed, ...]:
    """Return the rows of a list. Raises OptionError when one is not what it must be."""
    return tuple(_rows(path, countries, sectors))


def _rows(path: Path, countries: set[str], sectors: set[str]) -> Iterator[Listed]:
    for number, row in read_rows(path, COLUMNS):
        where = f"line {number} ({row['name'] or 'no name'})"
        if not row["name"].strip():
            raise wrong(path, where, "no name", "the name by which it is to go")
        for column, allowed in (("kind", KINDS), ("country", countries), ("sector", sectors)):
            given = row[column]
            if given not in allowed and not (column != "kind" and not given):
                some = (
                    ", ".join(allowed) if column == "kind" else f"a code, as in the {column}s file"
                )
                raise wrong(path, where, f"{column} {given!r}", some)
        if row["kind"] != "person" and not row["sector"]:
            raise wrong(path, where, "no sector", "the sector of a body")
        if row["kind"] != "person" and row["title"]:
            raise wrong(path, where, f"title {row['title']!r}", "titles of persons only")
        yield Listed(
            line=number,
            name=row["name"].strip(),
            aliases=cut(row["aliases"]),
            kind=row["kind"],  # type: ignore[arg-type]
            country=row["country"] or None,
            sector=row["sector"] or None,
            title=row["title"] or None,
            of=row["of"] or row["country"] or None,
            start=row["start"],
            end=row["end"],
        )


def persons_of(rows: tuple[Listed, ...]) -> dict[str, Person]:
    """Return the persons of a list by name, the rows of one taken together."""
    found: dict[str, Person] = {}
    for row in rows:
        if row.kind == "person":
            known = found.get(row.name)
            found[row.name] = Person(
                name=row.name,
                aliases=tuple(dict.fromkeys((*(known.aliases if known else ()), *row.aliases))),
                country=(known and known.country) or row.country,
                sector=(known and known.sector) or row.sector,
            )
    return found
