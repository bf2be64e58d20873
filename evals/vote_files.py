"""The folder of votes of the Security Council: failed drafts, outcomes of meetings, vetoes.

Three files by others: cleaned_data_unsc.xlsx has 53 failed drafts with the members' ballots (its
tallies in the order for, abstain, against), sample_2000_2019.xlsx what meetings of 2000 to 2019 led
to (tallies for-against-abstain), unsc_vetoes_1946_sept2022.csv the vetoed drafts; of the last only
the columns member_veto1..3 are trusted.
"""

import ast
import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from demarche.codebook.load import load_codebook
from demarche.scenario.rules import State
from evals.sheets import read_sheet

FAILED = "cleaned_data_unsc.xlsx"
OUTCOMES = "sample_2000_2019.xlsx"
VETOES = "unsc_vetoes_1946_sept2022.csv"

# Spellings of these files that are none of the codebook's.
SPELT = {
    "USSR": "SUN",
    "UK": "GBR",
    "Libyan Arab Republic": "LBY",
    "United Republic of Tanzania": "TZA",
    "Ukranian Soviet Socialist Republic": "UKR",
    "Democratic Yemen": "YMD",
    "Cote d' Ivoire": "CIV",
    "Côte d'Ivoire": "CIV",
}
STATES: Mapping[str, State] = {"In Favor": "yes", "Abstain": "abstain", "Against": "no"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SYMBOL = re.compile(r"S/[\w/.]*\w")
TALLY = re.compile(r"(S/(?:RES/)?[\d/]*\d)(?:\s*\(\d+\))?((?:(?!S/).)*?)(\d+)-(\d+)-(\d+)", re.S)
BY = {"USA": "USA", "United States": "USA", "Russian Federation": "RUS", "China": "CHN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedDraft:
    """A draft that was not adopted, with the ballots as far as the file has them."""

    draft: str
    year: int
    tally: tuple[int, int, int]  # yes, no, abstain
    ballots: Mapping[str, State]  # by country code of the seat's holder in that year


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was put to a vote at one meeting."""

    when: date
    symbol: str
    yes: int
    no: int
    abstain: int
    adopted: bool
    vetoed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A draft that permanent members stopped."""

    when: date
    drafts: tuple[str, ...]  # symbols
    by: tuple[str, ...]  # country codes, sorted


def failed_drafts(folder: Path) -> Iterator[FailedDraft]:
    """Yield the failed drafts with the members' ballots."""
    for row in read_sheet(folder / FAILED):
        yes, abstain, no = ast.literal_eval(row["For,Abstain,Against"])
        year = int(row["Year"])
        ballots = {
            code_of(name, date(year, 12, 1)): state
            for column, state in STATES.items()
            for name in ast.literal_eval(row[column])
        }
        symbol = SYMBOL.search(row["Voting On"])
        draft = symbol[0] if symbol else row["Voting On"].strip()
        yield FailedDraft(draft=draft, year=year, tally=(yes, no, abstain), ballots=ballots)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Yield all texts that have a tally; a cell may hold two."""
    for row in read_sheet(folder / OUTCOMES):
        for symbol, between, yes, no, abstain in TALLY.findall(row["result"]):
            vetoed = "vetoed" in between
            yield Outcome(
                when=_day(row["date"], int(row["year"])),
                symbol=symbol,
                yes=int(yes),
                no=int(no),
                abstain=int(abstain),
                adopted="RES" in symbol,
                vetoed_by=tuple(
                    sorted({code for name, code in BY.items() if vetoed and name in between})
                ),
            )


def vetoes(folder: Path) -> Iterator[Veto]:
    """Yield the vetoed drafts by date."""
    with (folder / VETOES).open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            month, day, year = map(int, row["date"].split("/"))
            when = date(year, month, day)
            members = (row[f"member_veto{number}"].strip() for number in (1, 2, 3))
            yield Veto(
                when=when,
                drafts=tuple(SYMBOL.findall(row["draft"])),
                by=tuple(sorted(code_of(name, when) for name in members if name)),
            )


def code_of(name: str, when: date) -> str:
    """Return the code of whoever held a seat under this name then; these files know no successors.

    Raises ValueError for a name that is not known.
    """
    plain = re.sub(r"\s*\(.*\)$", "", name)
    code = SPELT.get(plain) or _codes().get(plain)
    if code is None:
        raise ValueError(f"{name!r} found, expected a name of countries.csv")
    if code == "CHN" and when < date(1971, 10, 25):
        return "TWN"
    return "SUN" if code == "RUS" and when < date(1991, 12, 24) else code


@cache
def _codes() -> dict[str, str]:
    countries = load_codebook().countries.values()
    return {name: land.code for land in countries for name in (land.name, *land.aliases)}


def _day(words: str, year: int) -> date:
    """Return a day as the file writes it: "19 July", "2 Sep."."""
    found = re.match(r"\s*(\d+)\s*([A-Za-z]{3})", words)
    if not found:
        raise ValueError(f"{words!r} found, expected a day and a month")
    return date(year, MONTHS.index(found[2].lower()) + 1, int(found[1]))
