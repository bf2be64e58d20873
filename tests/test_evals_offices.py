"""The scorer of dated offices, on made facts with known answers."""

from datetime import date
from pathlib import Path

import pytest

from demarche.codebook.load import load_codebook
from demarche.codebook.offices import Term, make_table, parse_edge
from evals.offices import Fact, measure, score


def term(person: str, start: str, end: str = "") -> Term:
    return Term(
        of="FRA", title="president", at=None, person=person, aliases=(), wikidata=None,
        start=parse_edge(start), end=parse_edge(end) if end else None, note=None,
        source="a list", as_of=date(2020, 1, 1), followed=None,
    )  # fmt: skip


TABLE = make_table(
    [
        term("Ada Brandt", "2001-01-05", "2005-01-05"),
        term("Bea Maria Costa", "2005-01-05"),
    ],
    load_codebook(),
)


def fact(on: str, person: str, of: str = "FRA") -> Fact:
    return Fact(of, "president", date.fromisoformat(on), person)


def test_right_several_last_known_and_none() -> None:
    facts = [
        fact("2003-01-01", "Brandt"),
        fact("2005-01-05", "Bea Costa"),
        fact("2024-01-01", "Carla Diaz"),
        fact("1999-01-01", "Ada Brandt"),
    ]
    figures = measure(facts, TABLE)
    assert figures == {
        "right": 0.5, "wrong": 0, "several": 0.25, "last_known": 0.25, "none": 0.25, "n": 4
    }  # fmt: skip


def test_another_certain_person_is_wrong_and_scores_nothing() -> None:
    figures = measure([fact("2003-01-01", "Carla Diaz")], TABLE)
    assert (figures["right"], figures["wrong"]) == (0, 1)


def test_a_table_that_knows_nothing_scores_nothing() -> None:
    figures = measure([fact("2003-01-01", "Ada Brandt")], make_table([], load_codebook()))
    assert (figures["right"], figures["none"]) == (0, 1)


def test_no_fact_is_an_error() -> None:
    with pytest.raises(ValueError, match="no fact"):
        measure([], TABLE)


def test_a_file_of_facts_is_read_with_names_of_countries(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(
        "of,title,on,person\n"
        "France,president,2012-06-01,Hollande\n"
        "Ruritania,king,2012-06-01,Rudolf\n",
        "utf-8",
    )
    figures = score(path)
    assert (figures["right"], figures["none"], figures["n"]) == (0.5, 0.5, 2)
