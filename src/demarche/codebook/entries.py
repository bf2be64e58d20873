"""Countries, bodies, titles and groups: what an entry of each has, and reading their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from demarche.codebook.checks import (
    cut,
    entries_of,
    one_of,
    read_rows,
    read_toml,
    strings_of,
    wrong,
)
from demarche.codebook.name_rules import Gender
from demarche.records import EntityKind

TitleKind = Literal["office", "rank", "role"]
BODY_KINDS = ("organisation", "organ", "armed group")
GROUP_KINDS = ("government", "organ", "armed group", "population", "organisation")
COUNTRY_COLUMNS = ("code", "name", "aliases", "adjectives", "people", "capital", "seats", "until")
# Adjectives that are the name of the people as they stand (the Irish, the French, the Japanese);
# all others take an s (Syrians, Iraqis, Greeks) unless the file says otherwise.
NO_PLURAL = ("sh", "nch", "tch", "ese", "ss", "yz", "be", "bé", "tho", "sy", "ois", "Motswana")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, of today or of the past."""

    code: str  # ISO 3166-1 alpha-3, or the former code of a state that is no more
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]  # names of its people, plural
    capitals: tuple[str, ...]  # cities that stand for the state when they act
    seats: tuple[str, ...]  # houses and streets that stand for its government
    until: int | None  # year in which it ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An international body, an organ with a name of its own, a movement or an armed group."""

    name: str
    aliases: tuple[str, ...]
    kind: EntityKind
    sector: str
    country: str | None
    seats: tuple[str, ...]
    bare: tuple[str, ...] = ()  # names that other states' bodies have, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office, rank or role that stands before or instead of a name."""

    name: str
    words: tuple[str, ...]
    sector: str
    kind: TitleKind
    called: tuple[str, ...]
    gender: Gender | None
    by_given: bool = False  # its holders go by a given name: "King Hussein"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A word for people or an unnamed body, of whatever country."""

    name: str
    words: tuple[str, ...]
    kind: EntityKind
    sector: str
    plural: bool
    fixed: bool  # one thing in the world by itself: "the West"


def read_countries(path: Path) -> Iterator[Country]:
    """Yield the countries of countries.csv. Raises OptionError."""
    for number, row in read_rows(path, COUNTRY_COLUMNS):
        where = f"line {number} ({row['name'] or row['code']})"
        code = row["code"]
        if len(code) != 3 or not code.isupper():
            raise wrong(path, where, f"code {code!r}", "three capital letters, as ISO 3166-1")
        if not row["name"].strip():
            raise wrong(path, where, "no name", "the country's usual English name")
        if row["until"] and not row["until"].isdigit():
            raise wrong(path, where, f"until {row['until']!r}", "a year, or nothing")
        adjectives = cut(row["adjectives"])
        yield Country(
            code=code,
            name=row["name"],
            aliases=cut(row["aliases"]),
            adjectives=adjectives,
            people=cut(row["people"])
            or tuple(_people(word) for word in adjectives if not word.isupper()),
            capitals=cut(row["capital"]),
            seats=cut(row["seats"]),
            until=int(row["until"]) if row["until"] else None,
        )


def _people(adjective: str) -> str:
    """Return what the people are called: Syrian -> Syrians, Togolese -> Togolese."""
    return adjective if adjective.endswith(NO_PLURAL) else adjective + "s"


def read_bodies(path: Path, sectors: set[str], countries: set[str]) -> Iterator[Body]:
    """Yield the bodies of bodies.toml. Raises OptionError."""
    for where, row in entries_of(path, read_toml(path), "body"):
        country = row.get("country")
        if country is not None and (not isinstance(country, str) or country not in countries):
            raise wrong(path, where, f"country {country!r}", "a code of countries.csv")
        yield Body(
            name=row["name"],
            aliases=strings_of(path, where, row, "aliases"),
            kind=one_of(path, where, row, "kind", BODY_KINDS),
            sector=one_of(path, where, row, "sector", sectors),
            country=country,
            seats=strings_of(path, where, row, "seats"),
            bare=strings_of(path, where, row, "bare"),
        )


def read_titles(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Title]:
    """Yield the titles of titles.toml, of which `rules` are the tables. Raises OptionError."""
    for where, row in entries_of(path, rules, "title"):
        if row.get("gender") not in (None, "male", "female"):
            raise wrong(path, where, f"gender {row['gender']!r}", "male, female or no gender line")
        yield Title(
            name=row["name"],
            words=strings_of(path, where, row, "words"),
            sector=one_of(path, where, row, "sector", sectors),
            kind=one_of(path, where, row, "kind", ("office", "rank", "role")),
            called=strings_of(path, where, row, "called"),
            gender=row.get("gender"),
            by_given=_flag(path, where, row, "by_given"),
        )


def read_groups(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Group]:
    """Yield the groups of groups.toml, of which `rules` are the tables. Raises OptionError."""
    for where, row in entries_of(path, rules, "group"):
        if not isinstance(row.get("plural"), bool):
            raise wrong(path, where, f"plural {row.get('plural')!r}", "true or false")
        yield Group(
            name=row["name"],
            words=strings_of(path, where, row, "words"),
            kind=one_of(path, where, row, "kind", GROUP_KINDS),
            sector=one_of(path, where, row, "sector", sectors),
            plural=row["plural"],
            fixed=row.get("fixed", False) is True,
        )


def _flag(path: Path, where: str, row: Mapping[str, Any], key: str) -> bool:
    """Return a line that is true or false; no line is false."""
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise wrong(path, where, f"{key} {value!r}", "true or false")
    return value
