"""How bodies decide and who sits in them: councils.toml, members.csv, tallies.csv, vetoes.csv.

A rule holds for a council, a matter and some days; a seat is one member's term. What the files do
not tell is not guessed: a day for which they have too few members has none that are known.
tallies.csv has how the Security Council's texts of a year fared, vetoes.csv each vetoed draft: the
base rates of the forecasts are made of them (demarche.scenario.rates).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from demarche.codebook.checks import cut, entries_of, one_of, read_rows, read_toml, wrong
from demarche.codebook.files import Own, State, own_states
from demarche.codebook.load import load_codebook
from demarche.errors import OptionError

HERE = Path(__file__).parent
RULES, MEMBERS, TALLIES, VETOES = "councils.toml", "members.csv", "tallies.csv", "vetoes.csv"

Majority = Literal["count", "more yes than no", "two thirds"]
MAJORITIES = ("count", "more yes than no", "two thirds")
SeatKind = Literal["permanent", "elected"]
SEAT_KINDS = ("permanent", "elected")
MEMBER_COLUMNS = ("council", "country", "start", "end", "seat", "source")
TALLY_COLUMNS = ("year", "texts", "split", "yes", "no", "abstain")
VETO_COLUMNS = ("date", "draft", "by")

# Seats that may be empty on a day for which the members are known: one stands empty while a member
# is suspended or has left and no other is elected yet (Human Rights Council, 2011, 2018, 2022).
EMPTY_SEATS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one council decides one kind of matter."""

    name: str
    council: str
    body: str  # name in bodies.toml
    matter: str
    since: date
    until: date | None
    seats: int | None  # None: not told
    majority: Majority
    needed: int | None  # yes votes, where the majority is a count
    veto: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A rule that is said beside an outcome and not applied."""

    name: str
    council: str
    matter: str
    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member's term."""

    council: str
    country: str  # code
    start: date
    end: date | None
    kind: SeatKind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTally:
    """How the texts fared that were put to a vote in a year and have a tally."""

    year: int
    texts: int
    split: int  # of them not unanimous
    yes: int  # member votes on the split texts
    no: int
    abstain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoedDraft:
    """A draft that had votes enough, and who stopped it."""

    when: date
    draft: str
    by: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilBook:
    """All of it, ready to look up."""

    rules: tuple[Rule, ...]
    warned: tuple[Warned, ...]
    seats: Mapping[str, tuple[Seat, ...]]  # by council
    tallies: tuple[YearTally, ...]
    vetoes: tuple[VetoedDraft, ...]

    def rule(self, council: str, on: date, matter: str | None = None) -> Rule:
        """Return the rule of a day. Raises OptionError when there is none."""
        known = [rule for rule in self.rules if rule.council == council]
        if not known:
            names = ", ".join(dict.fromkeys(rule.council for rule in self.rules))
            raise OptionError(f"found body {council!r}, expected one of {names}")
        held = [r for r in known if r.since <= on and (r.until is None or on <= r.until)]
        if not held:
            raise OptionError(
                f"{known[0].body}: no rule known for {on}, the first is of {known[0].since}"
            )
        fitting = [rule for rule in held if matter is None or rule.matter == matter]
        if not fitting:
            names = ", ".join(rule.matter for rule in held)
            raise OptionError(f"found matter {matter!r}, expected one of {names}")
        return fitting[0]

    def members(self, council: str, on: date) -> tuple[Seat, ...]:
        """Return who sat in a council on a day, permanent members first, none if not known."""
        seats = self.rule(council, on).seats
        sitting = [
            seat
            for seat in self.seats.get(council, ())
            if seat.start <= on and (seat.end is None or on <= seat.end)
        ]
        if seats is None or len(sitting) < seats - EMPTY_SEATS:
            return ()
        return tuple(sorted(sitting, key=lambda seat: (seat.kind != "permanent", seat.country)))


def load_councils(own: Own = None) -> CouncilBook:
    """Return the rules and members, with an analyst's `own` files in place of the shipped.

    `own` is as for `load_codebook`. Raises OptionError when an entry is not what it must be.
    """
    return _load(own_states(own))


@cache
def _load(own: tuple[State, ...] | None) -> CouncilBook:
    replaced = {name: path for name, path, _, _ in own or ()}
    paths = {name: replaced.get(name, HERE / name) for name in (RULES, MEMBERS, TALLIES, VETOES)}
    book = load_codebook(replaced or None)
    # The shipped files may name countries and bodies that one's own lists do not have.
    strict = not replaced or not replaced.keys().isdisjoint(paths)
    countries = set(book.countries) if strict else None
    raw = read_toml(paths[RULES])
    rules = tuple(_rules(paths[RULES], raw, set(book.bodies) if strict else None))
    councils = {rule.council for rule in rules}
    seats = tuple(_seats(paths[MEMBERS], countries, councils))
    return CouncilBook(
        rules=rules,
        warned=tuple(_warned(paths[RULES], raw, councils)),
        seats={name: tuple(s for s in seats if s.council == name) for name in sorted(councils)},
        tallies=tuple(_tallies(paths[TALLIES])),
        vetoes=tuple(_vetoes(paths[VETOES], countries)),
    )


def _rules(path: Path, raw: Mapping[str, Any], bodies: set[str] | None) -> Iterator[Rule]:
    for where, row in entries_of(path, raw, "rule"):
        majority = one_of(path, where, row, "majority", MAJORITIES)
        needed = _whole(path, where, row, "needed")
        if (majority == "count") != (needed is not None):
            raise wrong(
                path, where, f"needed {needed!r}", 'a number with the majority "count" only'
            )
        if bodies is not None and row.get("body") not in bodies:
            raise wrong(path, where, f"body {row.get('body')!r}", "a name of bodies.toml")
        if not isinstance(row.get("veto"), bool):
            raise wrong(path, where, f"veto {row.get('veto')!r}", "true or false")
        since = _day_of(path, where, row, "since")
        if since is None:
            raise wrong(path, where, "no since", "the first day on which it held")
        yield Rule(
            name=row["name"],
            council=_words(path, where, row, "council"),
            body=_words(path, where, row, "body"),
            matter=_words(path, where, row, "matter"),
            since=since,
            until=_day_of(path, where, row, "until"),
            seats=_whole(path, where, row, "seats"),
            majority=majority,
            needed=needed,
            veto=row["veto"],
            source=_words(path, where, row, "source"),
        )


def _warned(path: Path, raw: Mapping[str, Any], councils: set[str]) -> Iterator[Warned]:
    for where, row in entries_of(path, raw, "warning"):
        yield Warned(
            name=row["name"],
            council=one_of(path, where, row, "council", councils),
            matter=_words(path, where, row, "matter"),
            text=_words(path, where, row, "text"),
            source=_words(path, where, row, "source"),
        )


def _words(path: Path, where: str, row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise wrong(path, where, f"{key} {value!r}", "words in quotation marks")
    return value


def _whole(path: Path, where: str, row: Mapping[str, Any], key: str) -> int | None:
    value = row.get(key)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        raise wrong(path, where, f"{key} {value!r}", "a whole number from 1")
    return value


def _day_of(path: Path, where: str, row: Mapping[str, Any], key: str) -> date | None:
    value = row.get(key)
    if value is not None and type(value) is not date:
        raise wrong(path, where, f"{key} {value!r}", "a day such as 1966-01-01, without marks")
    return value


def _seats(path: Path, countries: set[str] | None, councils: set[str]) -> Iterator[Seat]:
    for number, row in read_rows(path, MEMBER_COLUMNS):
        where = f"line {number} ({row['council']} {row['country']})"
        one_of(path, where, row, "council", councils)
        one_of(path, where, row, "seat", SEAT_KINDS)
        if countries is not None and row["country"] not in countries:
            raise wrong(path, where, f"country {row['country']!r}", "a code of countries.csv")
        start = _day(path, where, row["start"])
        end = _day(path, where, row["end"]) if row["end"] else None
        if end is not None and end < start:
            raise wrong(path, where, f"end {end} before start {start}", "an end after the start")
        if not row["source"].strip():
            raise wrong(path, where, "no source", "where the term is told")
        kind: SeatKind = "permanent" if row["seat"] == "permanent" else "elected"
        yield Seat(
            council=row["council"], country=row["country"], start=start, end=end, kind=kind,
            source=row["source"],
        )  # fmt: skip


def _tallies(path: Path) -> Iterator[YearTally]:
    for number, row in read_rows(path, TALLY_COLUMNS):
        if not all(cell.isdecimal() for cell in row.values()):
            raise wrong(path, f"line {number}", "something else than numbers", "whole numbers")
        yield YearTally(**{name: int(cell) for name, cell in row.items()})


def _vetoes(path: Path, countries: set[str] | None) -> Iterator[VetoedDraft]:
    for number, row in read_rows(path, VETO_COLUMNS):
        where = f"line {number} ({row['draft']})"
        by = frozenset(cut(row["by"]))
        if not by or (countries is not None and not by <= countries):
            raise wrong(path, where, f"by {row['by']!r}", "codes of countries.csv divided by |")
        yield VetoedDraft(when=_day(path, where, row["date"]), draft=row["draft"], by=by)


def _day(path: Path, where: str, cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise wrong(path, where, repr(cell), "a day such as 2012-07-19") from error
