"""Who held which office when: offices.csv, and what it can tell of one day.

A row is one term of office of one person. `start` and `end` are days, months or years, or two days
with two dots between them ("2019-11-04..2020-03-14": some day of these). No end means that none is
recorded, which proves nothing: the person is then the last one known, from when the next begins or
the source ends (`as_of`, its newest day for that country). `at` is with whom an ambassador is
accredited, or the country that an envoy was sent to speak with or about. docs/offices.md says where
the rows are from.

An answer says how sure it is and why; none is given where the file has none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from demarche.codebook.checks import cut, read_rows, wrong
from demarche.codebook.files import Own, State, own_states
from demarche.codebook.listed import read_listed
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.phrases import PLAIN_LETTERS, fold
from demarche.records import Precision

TARGET = Path(__file__).with_name("offices.csv")
LISTED = Path(__file__).with_name("entities.csv")
COLUMNS = (
    "of", "title", "at", "person", "aliases", "wikidata", "start", "end", "note", "source", "as_of",
)  # fmt: skip

Post = tuple[str, str]  # of whom, title

ONE_DAY = timedelta(days=1)
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
DATE_WANTED = "2012, 2012-06, 2012-06-22 or two days with two dots between them"
# The file has some 5,000 different dates.
REMEMBERED_DATES = 16384
WORDS = re.compile(r"[^\W\d_]+")
# Apostrophes inside words are left out ("Mu'allem", "Mataʻafa").
PLAIN = str.maketrans(PLAIN_LETTERS | dict.fromkeys("'ʻʼ", ""))


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or last day of a term: a day, or some day of a stretch."""

    first: date
    last: date
    precision: Precision  # day, month, year or interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One person's time in one office."""

    of: str  # ISO 3166-1 alpha-3 code, or the name of a body
    title: str  # a title's name
    at: str | None  # body or country
    person: str
    aliases: tuple[str, ...]
    wikidata: str | None  # item
    start: Edge
    end: Edge | None  # none recorded
    note: str | None  # "acting", or the office's own name
    source: str
    as_of: date  # how far the source reaches
    followed: date | None  # where no end is recorded: when the next holder begins

    @property
    def key(self) -> str:
        """What tells one person from another: the item, the folded name where there is none."""
        return self.wikidata or fold(self.person)

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the holder."""
        return self.person, *self.aliases


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """All terms of the file, ready to look up."""

    by_office: Mapping[Post, tuple[Term, ...]]  # by start
    by_word: Mapping[str, tuple[Term, ...]]  # by each folded word of the holder's names
    titles: Mapping[str, str]  # folded title as pages write it -> its name

    @property
    def terms(self) -> Iterator[Term]:
        """All terms, by office and start."""
        return (term for terms in self.by_office.values() for term in terms)


# ---------------------------------------------------------------- the file


def load_offices(own: Own = None) -> OfficeTable:
    """Return the offices, of a codebook of one's own if it has them.

    `own` is as for `load_codebook`. The file is read once, and again when it has changed. Raises
    OptionError when a row is not what it must be.
    """
    return _load(own_states(own))


@cache
def _load(own: tuple[State, ...] | None) -> OfficeTable:
    replaced = {name: path for name, path, _, _ in own or ()}
    book = load_codebook(replaced or None)
    # The shipped offices may be of countries, bodies or titles that one's own lists do not have.
    strict = not replaced or TARGET.name in replaced
    listed = tuple(_listed_terms(replaced.get(LISTED.name, LISTED), book))
    terms = _terms(replaced.get(TARGET.name, TARGET), book, strict=strict)
    return make_table((*listed, *(t for t in terms if not _overruled(t, listed))), book)


def _listed_terms(path: Path, book: Codebook) -> Iterator[Term]:
    """Yield the offices of the persons of an own list; what it says holds as long as it says it."""
    for row in read_listed(path, set(book.countries), set(book.sectors)):
        if row.title is None:
            continue
        cells = {
            "of": row.of or "", "at": "", "title": row.title, "person": row.name,
            "start": row.start, "end": row.end, "as_of": row.end or row.start,
        }  # fmt: skip
        mistake = _mistake(cells, book)
        if mistake:
            raise wrong(path, f"line {row.line} ({row.name})", *mistake)
        yield Term(
            of=cells["of"], title=row.title, at=None, person=row.name, aliases=row.aliases,
            wikidata=None, start=parse_edge(row.start),
            end=parse_edge(row.end) if row.end else None, note=None, source=path.name,
            as_of=date.max, followed=None,
        )  # fmt: skip


def _overruled(term: Term, listed: Sequence[Term]) -> bool:
    """Say whether an own list has somebody in a term's office in some of its days."""
    return any(
        own.of == term.of
        and own.title == term.title
        and (own.end is None or term.start.first <= own.end.last)
        and (term.end is None or own.start.first <= term.end.last)
        for own in listed
    )


def make_table(terms: Iterable[Term], book: Codebook) -> OfficeTable:
    """Return terms, in whatever order, ready to look up."""
    offices: dict[Post, list[Term]] = defaultdict(list)
    for term in terms:
        offices[term.of, term.title].append(term)
    by_office = {office: _in_order(offices[office]) for office in sorted(offices)}
    by_word: dict[str, list[Term]] = defaultdict(list)
    for term in sorted((t for found in by_office.values() for t in found), key=_by_start):
        for word in frozenset().union(*map(words_of, term.names)):
            by_word[word].append(term)
    return OfficeTable(
        by_office=by_office,
        by_word={word: tuple(found) for word, found in by_word.items()},
        titles={
            fold(word): title.name
            for title in book.titles.values()
            for word in (*title.words, title.name)
        },
    )


def _in_order(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Return the terms of an office by start, those without an end with who follows them."""
    ordered = sorted(terms, key=_by_start)
    followers = [None if term.end else _follower(term, ordered) for term in ordered]
    return tuple(
        replace(term, followed=day) if day else term
        for term, day in zip(ordered, followers, strict=True)
    )


def _by_start(term: Term) -> tuple[object, ...]:
    end = term.end or Edge(date.max, date.max, "unknown")
    start = term.start.first, term.start.last
    return *start, end.first, end.last, term.key, term.at or "", term.source


def _follower(term: Term, terms: Sequence[Term]) -> date | None:
    """Return when another begins in the same office after a term, at the latest."""
    later = [
        other.start.last
        for other in terms
        if other.start.first > term.start.last and other.key != term.key and other.at == term.at
    ]
    return min(later, default=None)


def words_of(name: str) -> frozenset[str]:
    """Return the folded words of a name, in plain letters; what is not in Latin ones has none."""
    plain = fold(name).translate(PLAIN)
    return frozenset(word for word in WORDS.findall(plain) if word.isascii())


def _terms(path: Path, book: Codebook, *, strict: bool) -> Iterator[Term]:
    """Yield the terms of a file; a row that is not what it must be is refused, or passed over."""
    for number, row in read_rows(path, COLUMNS):
        mistake = _mistake(row, book)
        if mistake and not strict:
            continue
        if mistake:
            where = f"line {number} ({row['of']} {row['title']}, {row['person']})"
            raise wrong(path, where, *mistake)
        yield Term(
            of=row["of"], title=row["title"], at=row["at"] or None, person=row["person"],
            aliases=cut(row["aliases"]), wikidata=row["wikidata"] or None,
            start=parse_edge(row["start"]), end=parse_edge(row["end"]) if row["end"] else None,
            note=row["note"] or None, source=row["source"] or path.name,
            as_of=parse_edge(row["as_of"]).last, followed=None,
        )  # fmt: skip


def _mistake(row: Mapping[str, str], book: Codebook) -> tuple[str, str] | None:
    """Return what was found in a row and what was expected there, None where all is well."""
    if row["of"] not in book.countries and row["of"] not in book.bodies:
        return f"of {row['of']!r}", "a code of countries.csv or a name of bodies.toml"
    if row["at"] and row["at"] not in book.bodies and row["at"] not in book.countries:
        wanted = "a name of bodies.toml, a code of countries.csv, or nothing"
        return f"at {row['at']!r}", wanted
    if row["title"] not in book.titles:
        return f"title {row['title']!r}", "a name of titles.toml"
    if not row["person"].strip():
        return "no person", "the holder's name"
    for key in ("start", "end", "as_of"):
        if not (_is_edge(row[key]) or (key == "end" and not row[key])):
            return f"{key} {row[key]!r}", DATE_WANTED
    if row["end"] and parse_edge(row["end"]).last < parse_edge(row["start"]).first:
        found = f"end {row['end']} before start {row['start']}"
        return found, "an end that is not before the start"
    return None


def _is_edge(cell: str) -> bool:
    try:
        parse_edge(cell)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=REMEMBERED_DATES)
def parse_edge(cell: str) -> Edge:
    """Return a cell with a date at its widest: "2012-06" is some day of that month.

    Raises ValueError for what is no date.
    """
    if ".." in cell:
        first, last = (date.fromisoformat(day) for day in cell.split("..", 1))
        if last < first:
            raise ValueError(f"{cell}: the second day is before the first")
        return Edge(first, last, "interval")
    found = DATE.fullmatch(cell)
    if not found:
        raise ValueError(f"{cell}: no date")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        return Edge(date(year, month, day), date(year, month, day), "day")
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return Edge(date(year, month, 1), following - ONE_DAY, "month")
    return Edge(date(year, 1, 1), date(year, 12, 31), "year")


def written(edge: Edge) -> str:
    """Return a date as the file has it: 2012, 2012-06, 2012-06-22, or two days and two dots."""
    if edge.precision == "interval":
        return f"{edge.first}..{edge.last}"
    return edge.first.isoformat()[: {"year": 4, "month": 7}.get(edge.precision, 10)]
