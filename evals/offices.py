"""Score the dated offices on facts known from elsewhere: who held an office on a day.

A row of facts has a country or body, a title as pages write it, a day and a person. An answer is
right when the person is among those named; wrong when it names one other person and does not say
that this is only the last one known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demarche.codebook.checks import read_rows
from demarche.codebook.holders import Holding, holders
from demarche.codebook.load import load_codebook
from demarche.codebook.offices import OfficeTable, load_offices, words_of
from demarche.errors import OptionError
from demarche.extract.naming import compare_names, name_parts
from demarche.views.offices import find_owner

FACTS = ("of", "title", "on", "person")


@dataclass(frozen=True, slots=True)
class Fact:
    """Who held an office on a day."""

    of: str
    title: str
    on: date
    person: str


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return right, wrong, several, last_known and none as shares of the facts, and n."""
    facts = [
        Fact(_owner(row["of"]), row["title"], date.fromisoformat(row["on"]), row["person"])
        for _, row in read_rows(path, FACTS)
    ]
    return measure(facts, load_offices())


def _owner(asked: str) -> str:
    """Return whose office is meant; of whom the codebook does not know it knows no office."""
    try:
        return find_owner(load_codebook(), asked)
    except OptionError:
        return asked


def measure(facts: Sequence[Fact], table: OfficeTable) -> dict[str, float]:
    """Ask the table for each fact. Raises ValueError when there is none."""
    if not facts:
        raise ValueError("no fact to score: expected rows of a country, a title, a day, a person")
    answers = [holders(table, fact.of, fact.title, fact.on) for fact in facts]
    pairs = list(zip(facts, answers, strict=True))
    return {
        "right": sum(is_right(fact, answer) for fact, answer in pairs) / len(facts),
        "wrong": sum(is_wrong(fact, answer) for fact, answer in pairs) / len(facts),
        "several": sum(len(answer) > 1 for answer in answers) / len(facts),
        "last_known": sum(_is_old(answer) for answer in answers) / len(facts),
        "none": sum(not answer for answer in answers) / len(facts),
        "n": len(facts),
    }


def is_right(fact: Fact, answer: Sequence[Holding]) -> bool:
    """Say whether the person is among those named, in whatever spelling."""
    return any(_same_person(fact.person, name) for holding in answer for name in holding.term.names)


def _same_person(a: str, b: str) -> bool:
    """Say whether two names can be one person's: spelt alike, or one with fewer of the names."""
    words, others = words_of(a), words_of(b)
    if min(len(words), len(others)) > 1 and (words <= others or others <= words):
        return True
    return compare_names(name_parts(a), name_parts(b)) != "different"


def is_wrong(fact: Fact, answer: Sequence[Holding]) -> bool:
    """Say whether one other person is named, and not merely as the last one known."""
    return len(answer) == 1 and not _is_old(answer) and not is_right(fact, answer)


def _is_old(answer: Sequence[Holding]) -> bool:
    return any(holding.certainty == "last known" for holding in answer)
