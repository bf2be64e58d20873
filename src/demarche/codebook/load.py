"""The whole codebook: the data files of this folder, or of an analyst's own, checked.

Each file can be edited by hand; what is wrong in one is answered with its name, the entry and
what was expected there. offices.csv is large and wanted by few: it is read apart
(demarche.codebook.offices), as are rules, members and votes of councils
(demarche.codebook.councils).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from demarche.codebook.checks import read_toml, strings_of, table_of
from demarche.codebook.entries import (
    Body,
    Country,
    Group,
    Title,
    read_bodies,
    read_countries,
    read_groups,
    read_titles,
)
from demarche.codebook.files import FILES, HERE, Own, State, own_states, version_with
from demarche.codebook.issues import IssueBook, load_issues
from demarche.codebook.kinds import KindBook, load_kinds
from demarche.codebook.listed import Listed, Person, persons_of, read_listed
from demarche.codebook.measures import MeasureBook, load_measures
from demarche.codebook.meetings import MeetingBook, load_meetings
from demarche.codebook.name_rules import Gender, NameRules, read_genders, read_name_rules
from demarche.codebook.phrases import PhraseTable
from demarche.codebook.terms import Term, make_terms
from demarche.codebook.votes import VoteBook, load_votes
from demarche.codebook.words import CueBook, EventBook, load_cues, load_events


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifiers:
    """Words before a title: what they make of the office."""

    other_office: frozenset[str]
    past: frozenset[str]
    plain: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words by which a capital is told from the government that sits there, and known cities."""

    local: frozenset[str]
    motion: frozenset[str]
    city: frozenset[str]
    seated: frozenset[str]
    addressed: frozenset[str]
    alone: frozenset[str]  # cities, as printed, that are named without their country


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All of it, ready to look up."""

    countries: Mapping[str, Country]  # by code
    bodies: Mapping[str, Body]  # by name
    persons: Mapping[str, Person]  # of entities.csv, by name
    titles: Mapping[str, Title]  # by name
    groups: Mapping[str, Group]  # by name
    sectors: Mapping[str, str]  # code -> meaning
    genders: Mapping[str, Gender]  # first name, folded
    names: NameRules
    modifiers: Modifiers
    places: PlaceWords
    calendar: frozenset[str]  # months and weekdays
    terms: PhraseTable[Term]
    cues: CueBook
    events: EventBook
    kinds: KindBook
    issues: IssueBook
    measures: MeasureBook
    meetings: MeetingBook
    votes: VoteBook
    own: Mapping[str, Path]  # files put in the place of the shipped, by name
    version: str  # of the program's codebook, with a hash of the files put in their place


def load_codebook(own: Own = None) -> Codebook:
    """Return the codebook, with an analyst's `own` files in place of the shipped.

    `own` is a folder, or a mapping of names of files to where they are. Files are read once, and
    again when one has changed. Raises OptionError when there is no such folder, no file of a
    codebook in it or one of an unknown name, or when an entry is not what it must be.
    """
    return _load(own_states(own))


@cache
def _load(own: tuple[State, ...] | None) -> Codebook:
    """Return a codebook; `own` are the files put in the place of the shipped."""
    replaced = {name: path for name, path, _, _ in own or ()}
    paths = {name: replaced.get(name, HERE / name) for name in FILES}
    sectors = {str(code): str(text) for code, text in read_toml(paths["sectors.toml"]).items()}
    countries = {country.code: country for country in read_countries(paths["countries.csv"])}
    listed = _entities(paths["entities.csv"], set(countries), set(sectors))
    persons = persons_of(listed)
    bodies = _by_name(
        *_listed_bodies(listed),
        *read_bodies(paths["bodies.toml"], set(sectors), set(countries)),
    )
    titles_path, groups_path = paths["titles.toml"], paths["groups.toml"]
    title_rules, group_rules = read_toml(titles_path), read_toml(groups_path)
    titles = {title.name: title for title in read_titles(titles_path, title_rules, set(sectors))}
    groups = {group.name: group for group in read_groups(groups_path, group_rules, set(sectors))}
    qualifiers = _word_sets(groups_path, group_rules, "qualifiers", ("words",))["words"]
    places_path = paths["places.toml"]
    places = read_toml(places_path)
    return Codebook(
        countries=countries,
        bodies=bodies,
        persons=persons,
        titles=titles,
        groups=groups,
        sectors=sectors,
        genders=read_genders(paths["first_names.csv"]),
        names=read_name_rules(titles_path, title_rules, set(countries)),
        modifiers=Modifiers(
            **_word_sets(titles_path, title_rules, "modifiers", ("other_office", "past", "plain"))
        ),
        places=PlaceWords(
            **_word_sets(
                places_path,
                places,
                "capitals",
                ("local", "motion", "city", "seated", "addressed"),
            ),
            **_word_sets(places_path, places, "cities", ("alone",)),
        ),
        calendar=_word_sets(places_path, places, "calendar", ("words",))["words"],
        terms=make_terms(
            countries=countries.values(),
            bodies=bodies.values(),
            persons=persons.values(),
            titles=titles.values(),
            groups=groups.values(),
            qualifiers=qualifiers,
        ),
        cues=load_cues(paths["cues.toml"]),
        events=load_events(paths["events.toml"]),
        kinds=load_kinds(paths["types.toml"], paths["cameo.csv"]),
        issues=load_issues(paths["issues.toml"]),
        measures=load_measures(paths["measures.toml"]),
        meetings=load_meetings(paths["meetings.toml"]),
        votes=load_votes(paths["votes.toml"]),
        own=replaced,
        version=version_with([path for path in replaced.values() if path.parent != HERE]),
    )


def _entities(path: Path, countries: set[str], sectors: set[str]) -> tuple[Listed, ...]:
    """Return a list of entities; one's own adds to the shipped one and stands before it."""
    own = read_listed(path, countries, sectors)
    shipped = HERE / "entities.csv"
    if path == shipped:
        return own
    names = {row.name for row in own}
    more = read_listed(shipped, countries, sectors)
    return (*own, *(row for row in more if row.name not in names))


def _by_name(*bodies: Body) -> dict[str, Body]:
    """Return bodies by name; of two with one name the first, with what the other is called too."""
    found: dict[str, Body] = {}
    for body in bodies:
        known = found.get(body.name)
        found[body.name] = (
            replace(known, aliases=(*known.aliases, *body.aliases), seats=body.seats)
            if known
            else body
        )
    return found


def _listed_bodies(rows: Sequence[Listed]) -> Iterator[Body]:
    for row in rows:
        if row.kind != "person":
            yield Body(
                name=row.name,
                aliases=row.aliases,
                kind=row.kind,
                sector=row.sector or "",
                country=row.country,
                seats=(),
            )


def _word_sets(
    path: Path, rules: Mapping[str, Any], table: str, keys: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    row = table_of(path, rules, table)
    return {key: frozenset(strings_of(path, f"[{table}]", row, key)) for key in keys}
