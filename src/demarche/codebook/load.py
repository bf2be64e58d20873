"""The whole codebook: the data files of this folder, or of an analyst's own, checked.

Each file can be edited by hand; what is wrong in one is answered with its name, the entry and
what was expected there. A folder of one's own need not have all files: those it does not have are
the shipped ones. first_names.csv holds the first names of office holders in Wikidata (CC0)
that at least three persons bear, 98 in a hundred of them of one gender. offices.csv is large and
wanted by few: it is read apart (demarche.codebook.offices), as are rules, members and votes of
councils (demarche.codebook.councils).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.checks import (
    cut,
    entries_of,
    one_of,
    read_rows,
    read_toml,
    strings_of,
    table_of,
    unreadable,
    wrong,
)
from demarche.codebook.issues import IssueBook, load_issues
from demarche.codebook.kinds import KindBook, load_kinds
from demarche.codebook.listed import Listed, Person, persons_of, read_listed
from demarche.codebook.measures import MeasureBook, load_measures
from demarche.codebook.meetings import MeetingBook, load_meetings
from demarche.codebook.phrases import PhraseTable, make_table
from demarche.codebook.votes import VoteBook, load_votes
from demarche.codebook.words import CueBook, EventBook, load_cues, load_events
from demarche.errors import OptionError
from demarche.records import EntityKind

HERE = Path(__file__).parent
FILES = (
    "bodies.toml", "cameo.csv", "councils.toml", "countries.csv", "cues.toml", "entities.csv",
    "events.toml", "first_names.csv", "groups.toml", "issues.toml", "measures.toml",
    "meetings.toml", "members.csv", "offices.csv", "places.toml", "sectors.toml", "tallies.csv",
    "titles.toml", "types.toml", "vetoes.csv", "votes.toml",
)  # fmt: skip

# A folder with files of a codebook of one's own, or where they are by name; None: the shipped.
Own = Path | Mapping[str, Path] | None
State = tuple[str, Path, int, int]  # name, path, time of the last change in ns, size

Gender = Literal["male", "female"]
TitleKind = Literal["office", "rank", "role"]
TermKind = Literal[
    "state",
    "adjective",
    "people",
    "capital",
    "seat",
    "body",
    "title",
    "group",
    "qualifier",
    "person",
]
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


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that says which part of a group is meant: "Western" powers."""

    name: str


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a phrase may stand for, and in what role."""

    kind: TermKind
    entry: Country | Body | Title | Group | Qualifier | Person


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """How personal names are written: words around and inside them, spellings of one name."""

    honorifics: Mapping[str, Gender | None]  # as printed, "Mr."
    particles: frozenset[str]
    loose: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]  # country codes
    given: Mapping[str, str]  # spelling -> the spelling that stands for all
    family: Mapping[str, str]


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


def with_list(own: Path | None, entities: Path | None) -> Own:
    """Return a codebook of one's own with a list of entities in place of any that it has.

    Raises OptionError as `load_codebook` does.
    """
    if entities is None:
        return own
    return {**({} if own is None else _own_files(own)), "entities.csv": entities}


def own_states(own: Own) -> tuple[State, ...] | None:
    """Return the files of a codebook of one's own as they are now, None where there is none.

    Raises OptionError as `load_codebook` does.
    """
    return None if own is None else tuple(_state(*file) for file in _own_files(own).items())


def _state(name: str, path: Path) -> State:
    """Return by what a file is told from another and from its own later self."""
    try:
        facts = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return name, path, facts.st_mtime_ns, facts.st_size


@cache
def _load(own: tuple[State, ...] | None) -> Codebook:
    """Return a codebook; `own` are the files put in the place of the shipped."""
    replaced = {name: path for name, path, _, _ in own or ()}
    paths = {name: replaced.get(name, HERE / name) for name in FILES}
    sectors = {str(code): str(text) for code, text in read_toml(paths["sectors.toml"]).items()}
    countries = {country.code: country for country in _countries(paths["countries.csv"])}
    listed = _entities(paths["entities.csv"], set(countries), set(sectors))
    persons = persons_of(listed)
    bodies = _by_name(
        *_listed_bodies(listed),
        *_bodies(paths["bodies.toml"], set(sectors), set(countries)),
    )
    titles_path, groups_path = paths["titles.toml"], paths["groups.toml"]
    title_rules, group_rules = read_toml(titles_path), read_toml(groups_path)
    titles = {title.name: title for title in _titles(titles_path, title_rules, set(sectors))}
    groups = {group.name: group for group in _groups(groups_path, group_rules, set(sectors))}
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
        genders=_genders(paths["first_names.csv"]),
        names=_name_rules(titles_path, title_rules, set(countries)),
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
        terms=make_table(
            [
                *_person_terms(persons),
                *_country_terms(countries),
                *_body_terms(bodies),
                *_word_terms(titles, groups),
                *((word, Term("qualifier", Qualifier(word))) for word in sorted(qualifiers)),
            ]
        ),
        cues=load_cues(paths["cues.toml"]),
        events=load_events(paths["events.toml"]),
        kinds=load_kinds(paths["types.toml"], paths["cameo.csv"]),
        issues=load_issues(paths["issues.toml"]),
        measures=load_measures(paths["measures.toml"]),
        meetings=load_meetings(paths["meetings.toml"]),
        votes=load_votes(paths["votes.toml"]),
        own=replaced,
        version=_version([path for path in replaced.values() if path.parent != HERE]),
    )


def codebook_files(own: Own = None) -> dict[str, Path]:
    """Return where each file of a codebook is, by name: among one's `own`, else with the program.

    Raises OptionError when `own` is a folder that is not there, has none of these files or one of
    an unknown name.
    """
    found = {} if own is None else _own_files(own)
    return {name: found.get(name, HERE / name) for name in FILES}


def _own_files(own: Path | Mapping[str, Path]) -> dict[str, Path]:
    """Return the files of one's own, by name and in the order of FILES."""
    given = _listed(own) if isinstance(own, Path) else own
    unknown = sorted(name for name in given if name not in FILES)
    if unknown:
        raise OptionError(
            f"{given[unknown[0]]}: not the name of a file of a codebook, so it would not be read; "
            f"expected {', '.join(FILES)}: rename it or take it away"
        )
    found = {name: given[name] for name in FILES if name in given}
    if not found:
        raise OptionError(
            f"{own}: no file of a codebook found, expected a folder with one or more of "
            f"{', '.join(FILES)}; copy those that you want to change"
        )
    return found


def _listed(folder: Path) -> Mapping[str, Path]:
    """Return the lists of a folder by name; other files, such as notes, are let be."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise unreadable(folder, error) from error
    if folder.resolve() == HERE:  # holds a list that has no place in a codebook of one's own
        return {path.name: path for path in files if path.name in FILES}
    return {
        path.name: path
        for path in files
        if path.suffix in (".toml", ".csv") and not path.name.startswith((".", "~"))
    }


def _version(own: Sequence[Path]) -> str:
    if not own:
        return CODEBOOK_VERSION
    changed = b"".join(path.read_bytes() for path in own)
    return f"{CODEBOOK_VERSION}+{blake2b(changed, digest_size=4).hexdigest()}"


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


def _person_terms(persons: Mapping[str, Person]) -> Iterator[tuple[str, Term]]:
    for person in persons.values():
        yield from ((name, Term("person", person)) for name in (person.name, *person.aliases))


def _word_terms(
    titles: Mapping[str, Title], groups: Mapping[str, Group]
) -> Iterator[tuple[str, Term]]:
    for title in titles.values():
        yield from ((word, Term("title", title)) for word in (title.name, *title.words))
    for group in groups.values():
        yield from ((word, Term("group", group)) for word in (group.name, *group.words))


def _country_terms(countries: Mapping[str, Country]) -> Iterator[tuple[str, Term]]:
    for country in countries.values():
        for kind, phrases in (
            ("state", (country.name, *country.aliases)),
            ("adjective", country.adjectives),
            ("people", country.people),
            ("capital", country.capitals),
            ("seat", country.seats),
        ):
            for phrase in phrases:
                yield phrase, Term(kind, country)  # type: ignore[arg-type]


def _body_terms(bodies: Mapping[str, Body]) -> Iterator[tuple[str, Term]]:
    for body in bodies.values():
        for phrase in (body.name, *body.aliases, *body.bare):
            yield phrase, Term("body", body)
        for phrase in body.seats:
            yield phrase, Term("seat", body)


# ---------------------------------------------------------------- one file each


def _countries(path: Path) -> Iterator[Country]:
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


def _bodies(path: Path, sectors: set[str], countries: set[str]) -> Iterator[Body]:
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


def _titles(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Title]:
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


def _flag(path: Path, where: str, row: Mapping[str, Any], key: str) -> bool:
    """Return a line that is true or false; no line is false."""
    value = row.get(key, False)
    if not isinstance(value, bool):
        raise wrong(path, where, f"{key} {value!r}", "true or false")
    return value


def _groups(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Group]:
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


def _name_rules(path: Path, rules: Mapping[str, Any], countries: set[str]) -> NameRules:
    names = table_of(path, rules, "names")
    honorifics: dict[str, Gender | None] = {}
    for word in strings_of(path, "[names]", names, "male"):
        honorifics[word] = "male"
    for word in strings_of(path, "[names]", names, "female"):
        honorifics[word] = "female"
    honorifics.update(dict.fromkeys(strings_of(path, "[names]", names, "neutral")))
    family_first = frozenset(strings_of(path, "[names]", names, "family_first"))
    if family_first - countries:
        found = ", ".join(sorted(family_first - countries))
        raise wrong(path, "[names] family_first", found, "codes of countries.csv")
    return NameRules(
        honorifics=honorifics,
        particles=frozenset(strings_of(path, "[names]", names, "particles")),
        loose=frozenset(strings_of(path, "[names]", names, "loose")),
        suffixes=frozenset(strings_of(path, "[names]", names, "suffixes")),
        family_first=family_first,
        given=_spellings(path, names, "variants"),
        family=_spellings(path, names, "family_variants"),
    )


def _spellings(path: Path, names: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """Return spellings of names with the first of their list, which stands for all."""
    lists = names.get(key)
    if not isinstance(lists, list) or not all(lists):
        found = f"{key} with an empty list" if isinstance(lists, list) else f"{key} = {lists!r}"
        raise wrong(path, "[names]", found, "a list of lists of spellings, none empty")
    rows = [strings_of(path, "[names]", {key: row}, key) for row in lists]
    return {spelling: row[0] for row in rows for spelling in row}


def _word_sets(
    path: Path, rules: Mapping[str, Any], table: str, keys: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    row = table_of(path, rules, table)
    return {key: frozenset(strings_of(path, f"[{table}]", row, key)) for key in keys}


def _genders(path: Path) -> Mapping[str, Gender]:
    genders: dict[str, Gender] = {}
    for number, row in read_rows(path, ("name", "gender")):
        if row["gender"] == "male":
            genders[row["name"]] = "male"
        elif row["gender"] == "female":
            genders[row["name"]] = "female"
        else:
            where = f"line {number} ({row['name']})"
            raise wrong(path, where, f"gender {row['gender']!r}", "male or female")
    return genders
