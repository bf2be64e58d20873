"""The whole codebook: the data files of this folder, or of an analyst's own, checked.

Each file can be edited by hand; what is wrong in one is answered with its name, the entry and
what was expected there. A folder of one's own need not have all files: those it does not have are
the shipped ones. first_names.csv holds the first names of office holders in Wikidata (CC0)
that at least three persons bear, 98 in a hundred of them of one gender.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.kinds import KindBook, load_kinds
from demarche.codebook.phrases import PhraseTable, make_table
from demarche.codebook.words import CueBook, EventBook, load_cues, load_events
from demarche.errors import OptionError
from demarche.records import EntityKind

HERE = Path(__file__).parent
FILES = (
    "bodies.toml", "cameo.csv", "countries.csv", "cues.toml", "events.toml", "first_names.csv",
    "groups.toml", "places.toml", "sectors.toml", "titles.toml", "types.toml",
)  # fmt: skip

Gender = Literal["male", "female"]
TitleKind = Literal["office", "rank", "role"]
TermKind = Literal[
    "state", "adjective", "people", "capital", "seat", "body", "title", "group", "qualifier"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office, rank or role that stands before or instead of a name."""

    name: str
    words: tuple[str, ...]
    sector: str
    kind: TitleKind
    called: tuple[str, ...]
    gender: Gender | None


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
    entry: Country | Body | Title | Group | Qualifier


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
    """Words by which a capital is told from the government that sits there."""

    local: frozenset[str]
    party: frozenset[str]
    motion: frozenset[str]
    city: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All of it, ready to look up."""

    countries: Mapping[str, Country]  # by code
    bodies: Mapping[str, Body]  # by name
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
    version: str  # of the program's codebook, with a hash of the files put in their place


def load_codebook(own: Path | None = None) -> Codebook:
    """Return the codebook, with the files of an analyst's `own` folder in place of the shipped.

    Files are read once, and again when they have changed. Raises OptionError when there is no such
    folder or no file of a codebook in it, or when an entry is not what it must be.
    """
    if own is None:
        return _load(None, 0)
    return _load(own, max(path.stat().st_mtime_ns for path in codebook_files(own).values()))


@cache
def _load(own: Path | None, changed: int) -> Codebook:
    """Return a codebook; `changed` is when its youngest file was, in nanoseconds."""
    paths = codebook_files(own)
    sectors = {str(code): str(text) for code, text in _toml(paths["sectors.toml"]).items()}
    countries = {country.code: country for country in _countries(paths["countries.csv"])}
    bodies = {
        body.name: body for body in _bodies(paths["bodies.toml"], set(sectors), set(countries))
    }
    titles_path, groups_path = paths["titles.toml"], paths["groups.toml"]
    title_rules, group_rules = _toml(titles_path), _toml(groups_path)
    titles = {title.name: title for title in _titles(titles_path, title_rules, set(sectors))}
    groups = {group.name: group for group in _groups(groups_path, group_rules, set(sectors))}
    qualifiers = _strings(groups_path, "[qualifiers]", group_rules["qualifiers"], "words")
    places_path = paths["places.toml"]
    places = _toml(places_path)
    return Codebook(
        countries=countries,
        bodies=bodies,
        titles=titles,
        groups=groups,
        sectors=sectors,
        genders=_genders(paths["first_names.csv"]),
        names=_name_rules(titles_path, title_rules, set(countries)),
        modifiers=Modifiers(
            **_word_sets(titles_path, title_rules, "modifiers", ("other_office", "past", "plain"))
        ),
        places=PlaceWords(
            **_word_sets(places_path, places, "capitals", ("local", "party", "motion", "city"))
        ),
        calendar=_word_sets(places_path, places, "calendar", ("words",))["words"],
        terms=make_table(
            [
                *_country_terms(countries),
                *_body_terms(bodies),
                *_word_terms(titles, groups),
                *((word, Term("qualifier", Qualifier(word))) for word in qualifiers),
            ]
        ),
        cues=load_cues(paths["cues.toml"]),
        events=load_events(paths["events.toml"]),
        kinds=load_kinds(paths["types.toml"], paths["cameo.csv"]),
        version=_version(own, paths),
    )


def codebook_files(own: Path | None = None) -> dict[str, Path]:
    """Return where each file of a codebook is, by name: in the folder `own`, else with the program.

    Raises OptionError when `own` is no folder or has none of these files.
    """
    if own is None:
        return {name: HERE / name for name in FILES}
    found = {name: own / name for name in FILES if (own / name).is_file()}
    if not found:
        raise OptionError(
            f"{own}: no file of a codebook found, expected a folder with one or more of "
            f"{', '.join(FILES)}; copy those that you want to change"
        )
    return {name: found.get(name, HERE / name) for name in FILES}


def _version(own: Path | None, paths: Mapping[str, Path]) -> str:
    if own is None:
        return CODEBOOK_VERSION
    changed = b"".join(path.read_bytes() for path in paths.values() if path.parent != HERE)
    return f"{CODEBOOK_VERSION}+{blake2b(changed, digest_size=4).hexdigest()}"


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
        for phrase in (body.name, *body.aliases):
            yield phrase, Term("body", body)
        for phrase in body.seats:
            yield phrase, Term("seat", body)


# ---------------------------------------------------------------- one file each


def _countries(path: Path) -> Iterator[Country]:
    for number, row in _rows(path, COUNTRY_COLUMNS):
        where = f"line {number} ({row['name'] or row['code']})"
        code = row["code"]
        if len(code) != 3 or not code.isupper():
            raise _wrong(path, where, f"code {code!r}", "three capital letters, as ISO 3166-1")
        if not row["name"]:
            raise _wrong(path, where, "no name", "the country's usual English name")
        if row["until"] and not row["until"].isdigit():
            raise _wrong(path, where, f"until {row['until']!r}", "a year, or nothing")
        adjectives = _cut(row["adjectives"])
        yield Country(
            code=code,
            name=row["name"],
            aliases=_cut(row["aliases"]),
            adjectives=adjectives,
            people=_cut(row["people"])
            or tuple(_people(word) for word in adjectives if not word.isupper()),
            capitals=_cut(row["capital"]),
            seats=_cut(row["seats"]),
            until=int(row["until"]) if row["until"] else None,
        )


def _people(adjective: str) -> str:
    """Return what the people are called: Syrian -> Syrians, Togolese -> Togolese."""
    return adjective if adjective.endswith(NO_PLURAL) else adjective + "s"


def _bodies(path: Path, sectors: set[str], countries: set[str]) -> Iterator[Body]:
    for where, row in _entries(path, _toml(path), "body"):
        country = row.get("country")
        if country is not None and country not in countries:
            raise _wrong(path, where, f"country {country!r}", "a code of countries.csv")
        yield Body(
            name=row["name"],
            aliases=_strings(path, where, row, "aliases"),
            kind=_one_of(path, where, row, "kind", BODY_KINDS),
            sector=_one_of(path, where, row, "sector", sectors),
            country=country,
            seats=_strings(path, where, row, "seats"),
        )


def _titles(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Title]:
    for where, row in _entries(path, rules, "title"):
        if row.get("gender") not in (None, "male", "female"):
            raise _wrong(path, where, f"gender {row['gender']!r}", "male, female or no gender line")
        yield Title(
            name=row["name"],
            words=_strings(path, where, row, "words"),
            sector=_one_of(path, where, row, "sector", sectors),
            kind=_one_of(path, where, row, "kind", ("office", "rank", "role")),
            called=_strings(path, where, row, "called"),
            gender=row.get("gender"),
        )


def _groups(path: Path, rules: Mapping[str, Any], sectors: set[str]) -> Iterator[Group]:
    for where, row in _entries(path, rules, "group"):
        if not isinstance(row.get("plural"), bool):
            raise _wrong(path, where, f"plural {row.get('plural')!r}", "true or false")
        yield Group(
            name=row["name"],
            words=_strings(path, where, row, "words"),
            kind=_one_of(path, where, row, "kind", GROUP_KINDS),
            sector=_one_of(path, where, row, "sector", sectors),
            plural=row["plural"],
            fixed=row.get("fixed", False) is True,
        )


def _name_rules(path: Path, rules: Mapping[str, Any], countries: set[str]) -> NameRules:
    names = rules["names"]
    honorifics: dict[str, Gender | None] = {}
    for word in _strings(path, "[names]", names, "male"):
        honorifics[word] = "male"
    for word in _strings(path, "[names]", names, "female"):
        honorifics[word] = "female"
    honorifics.update(dict.fromkeys(_strings(path, "[names]", names, "neutral")))
    family_first = frozenset(_strings(path, "[names]", names, "family_first"))
    if family_first - countries:
        found = ", ".join(sorted(family_first - countries))
        raise _wrong(path, "[names] family_first", found, "codes of countries.csv")
    return NameRules(
        honorifics=honorifics,
        particles=frozenset(_strings(path, "[names]", names, "particles")),
        loose=frozenset(_strings(path, "[names]", names, "loose")),
        suffixes=frozenset(_strings(path, "[names]", names, "suffixes")),
        family_first=family_first,
        given={spelling: row[0] for row in names["variants"] for spelling in row},
        family={spelling: row[0] for row in names["family_variants"] for spelling in row},
    )


def _word_sets(
    path: Path, rules: Mapping[str, Any], table: str, keys: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    return {key: frozenset(_strings(path, f"[{table}]", rules[table], key)) for key in keys}


def _genders(path: Path) -> Mapping[str, Gender]:
    genders: dict[str, Gender] = {}
    for number, row in _rows(path, ("name", "gender")):
        if row["gender"] == "male":
            genders[row["name"]] = "male"
        elif row["gender"] == "female":
            genders[row["name"]] = "female"
        else:
            where = f"line {number} ({row['name']})"
            raise _wrong(path, where, f"gender {row['gender']!r}", "male or female")
    return genders


# ---------------------------------------------------------------- reading and checking


def _wrong(path: Path, where: str, found: str, expected: str) -> OptionError:
    return OptionError(f"{path.name}, {where}: {found} found, {expected} expected; correct {path}")


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _wrong(path, "the file", "nothing", "a codebook file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, "the file", str(error), "TOML in UTF-8") from error


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise _wrong(path, "the file", "nothing", "a codebook file") from error
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != columns:
        raise _wrong(path, "line 1", str(reader.fieldnames), f"the columns {', '.join(columns)}")
    for row in reader:
        if None in row or None in row.values():
            wanted = f"{len(columns)} columns divided by commas"
            raise _wrong(path, f"line {reader.line_num}", "another number of columns", wanted)
        yield reader.line_num, row


def _entries(path: Path, data: Mapping[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    seen: set[str] = set()
    for number, row in enumerate(data.get(key, ()), 1):
        name = row.get("name")
        where = f"[[{key}]] {number} ({name})"
        if not isinstance(name, str) or not name:
            raise _wrong(path, where, "no name", "a name line")
        if name in seen:
            raise _wrong(path, where, "the name a second time", "each name once")
        seen.add(name)
        yield where, row


def _strings(path: Path, where: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise _wrong(path, where, f"{key} = {values!r}", "a list of words in quotation marks")
    return tuple(values)


def _one_of(
    path: Path, where: str, row: Mapping[str, Any], key: str, allowed: set[str] | tuple[str, ...]
) -> Any:
    if row.get(key) not in allowed:
        raise _wrong(path, where, f"{key} {row.get(key)!r}", f"one of {', '.join(sorted(allowed))}")
    return row[key]


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
