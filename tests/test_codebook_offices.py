"""Dated offices: who held one on a day, how sure that is, and what is wrong with an edited file."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.api import check_codebook, offices
from demarche.codebook.files import HERE
from demarche.codebook.holders import SLACK, held_by, holders, terms_called
from demarche.codebook.load import load_codebook
from demarche.codebook.offices import (
    COLUMNS,
    OfficeTable,
    Term,
    load_offices,
    make_table,
    parse_edge,
    words_of,
    written,
)
from demarche.errors import OptionError
from tests.command import Run, runner

TABLE = load_offices()
TERMS = list(TABLE.terms)
ANY_TERM = st.sampled_from(TERMS)
ANY_DAY = st.dates(date(1990, 1, 1), date(2026, 12, 31))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def term(person: str, start: str, end: str = "", **other: str) -> Term:
    """Return a term of an office of Freedonia's neighbour, which is France here."""
    return Term(
        of="FRA",
        title=other.get("title", "president"),
        at=other.get("at"),
        person=person,
        aliases=(),
        wikidata=None,
        start=parse_edge(start),
        end=parse_edge(end) if end else None,
        note=None,
        source="a list",
        as_of=parse_edge(other.get("as_of", "2020-01-01")).last,
        followed=None,
    )


def table(*terms: Term) -> OfficeTable:
    return make_table(terms, load_codebook())


def answer(made: OfficeTable, on: str, **asked: str) -> list[tuple[str, str]]:
    """Return persons and how sure they are."""
    found = holders(made, "FRA", asked.get("title", "president"), date.fromisoformat(on))
    return [(one.term.person, one.certainty) for one in found]


def last_day(held: Term) -> date:
    """Return the last day on which a term certainly or probably runs."""
    if held.end:
        return held.end.first
    return held.followed - timedelta(days=1) if held.followed else held.as_of


# ---------------------------------------------------------------- laws


@given(ANY_TERM, st.floats(0, 1))
def test_a_day_inside_a_term_gives_its_holder(held: Term, share: float) -> None:
    first, last = min(held.start.last, last_day(held)), last_day(held)
    day = first + share * (last - first)
    found = holders(TABLE, held.of, held.title, day, held.at)
    assert held.key in [one.term.key for one in found]


@given(ANY_TERM, ANY_DAY)
def test_whoever_is_certain_is_alone_and_in_office(held: Term, day: date) -> None:
    found = holders(TABLE, held.of, held.title, day)
    assert len({one.term.key for one in found}) == len(found)
    for one in found:
        assert one.basis.startswith(one.term.source)
        assert one.term.start.first - SLACK <= day
        assert one.term.end is None or day <= one.term.end.last + SLACK
        if one.certainty == "certain":
            assert len(found) == 1
            assert one.term.start.last <= day


@given(ANY_TERM, ANY_DAY, st.integers())
def test_the_order_of_the_rows_never_matters(held: Term, day: date, seed: int) -> None:
    office = list(TABLE.by_office[held.of, held.title])
    random.Random(seed).shuffle(office)
    assert holders(table(*office), held.of, held.title, day) == holders(
        TABLE, held.of, held.title, day
    )


@given(ANY_TERM, ANY_DAY)
def test_a_person_has_the_offices_that_say_so_and_no_others(held: Term, day: date) -> None:
    if words_of(held.person):
        assert held in terms_called(TABLE, held.person)
    for one in held_by(TABLE, held.person, day):
        assert one in holders(TABLE, one.term.of, one.term.title, day, one.term.at)


@given(st.text(max_size=8).filter(lambda text: text not in load_codebook().countries), ANY_DAY)
def test_of_an_unknown_country_nothing_is_known(country: str, day: date) -> None:
    assert holders(TABLE, country, "president", day) == ()


@given(ANY_DAY, st.sampled_from([4, 7, 10]))
def test_a_date_reads_as_it_is_written(day: date, length: int) -> None:
    cell = day.isoformat()[:length]
    assert written(parse_edge(cell)) == cell
    assert parse_edge(cell).first <= day <= parse_edge(cell).last


# ---------------------------------------------------------------- what a table says


def test_a_handover_and_the_days_beside_it_give_both() -> None:
    made = table(term("Ada", "2007-05-16", "2012-05-15"), term("Bea", "2012-05-15", "2017-05-14"))
    assert answer(made, "2012-05-13") == [("Ada", "certain")]
    for day, likelier in (("14", "Ada"), ("15", "Ada"), ("16", "Bea")):
        both = answer(made, f"2012-05-{day}")
        assert sorted(both) == [("Ada", "possible"), ("Bea", "possible")]
        assert both[0][0] == likelier
    assert answer(made, "2012-05-17") == [("Bea", "certain")]


def test_a_year_at_an_edge_makes_the_whole_year_possible() -> None:
    made = table(term("Ada", "2004", "2006-03"))
    assert answer(made, "2003-12-31") == []
    assert answer(made, "2004-07-01") == [("Ada", "possible")]
    assert answer(made, "2005-07-01") == [("Ada", "certain")]
    assert answer(made, "2006-03-31") == [("Ada", "possible")]
    assert answer(made, "2006-04-01") == []


def test_without_an_end_one_is_the_last_known() -> None:
    made = table(term("Ada", "2004-01-05"), term("Bea", "2009-01-05"))
    assert answer(made, "2007-01-01") == [("Ada", "last known")]
    assert answer(made, "2010-01-01") == [("Bea", "certain")]
    assert answer(made, "2020-01-02") == [("Bea", "last known")]


def test_who_follows_after_the_source_ends_takes_nothing_from_before() -> None:
    made = table(
        term("Ada", "2004-01-05", as_of="2015-01-01"),
        term("Bea", "2018-01-05", as_of="2020-01-01"),
    )
    assert answer(made, "2014-01-01") == [("Ada", "certain")]
    assert answer(made, "2016-01-01") == [("Ada", "last known")]


def test_who_ended_is_not_the_last_known() -> None:
    made = table(term("Ada", "2004-01-05", "2010-01-01"))
    assert answer(made, "2015-01-01") == []


def test_two_rows_of_one_person_are_one_answer() -> None:
    made = table(term("Ada", "2004-01-05", "2008-01-05"), term("Ada", "2008-01-05", "2012-01-05"))
    assert answer(made, "2008-01-05") == [("Ada", "certain")]


def test_an_ambassador_is_asked_for_by_where_he_is() -> None:
    made = table(
        term("Ada", "2004-01-05", "2008-01-05", title="ambassador", at="United Nations"),
        term("Bea", "2004-01-05", "2008-01-05", title="ambassador", at="European Union"),
    )
    assert answer(made, "2006-01-01", title="UN ambassador") == [("Ada", "certain")]
    assert answer(made, "2006-01-01", title="ambassador") == [
        ("Ada", "possible"),
        ("Bea", "possible"),
    ]


# ---------------------------------------------------------------- the shipped file


@pytest.mark.parametrize(
    ("of", "title", "on", "person"),
    [
        ("RUS", "foreign minister", "2012-06-22", "Sergey Lavrov"),
        ("FRA", "president", "2012-04-19", "Nicolas Sarkozy"),
        ("FRA", "president", "2012-06-01", "François Hollande"),
        ("IND", "external affairs minister", "2012-06-22", "S. M. Krishna"),
        ("CHN", "premier", "2012-06-22", "Wen Jiabao"),
        ("USA", "foreign minister", "2012-06-22", "Hillary Clinton"),
        ("GBR", "defense minister", "2012-06-22", "Philip Hammond"),
        ("IRN", "head of state", "2012-06-22", "Ali Khamenei"),
        ("DEU", "prime minister", "2012-06-22", "Angela Merkel"),
        ("RUS", "permanent representative", "2012-06-22", "Vitaly Churkin"),
        ("Arab League", "secretary general", "2012-06-22", "Nabil Elaraby"),
        ("United Nations", "UN chief", "2012-06-22", "Ban Ki-moon"),
        ("International Criminal Court", "chief prosecutor", "2013-06-22", "Fatou Bensouda"),
    ],
)
def test_known_holders_are_certain(of: str, title: str, on: str, person: str) -> None:
    (found,) = holders(TABLE, of, title, date.fromisoformat(on))
    assert (found.term.person, found.certainty) == (person, "certain")


def test_after_the_sources_end_the_answer_is_the_last_known() -> None:
    (found,) = holders(TABLE, "TUR", "president", date(2023, 6, 1))
    assert found.certainty == "last known"
    assert "nothing newer known" in found.basis


def test_an_envoy_is_sent_to_one_country() -> None:
    (annan,) = holders(TABLE, "United Nations", "special envoy", date(2012, 6, 22), "SYR")
    assert (annan.term.person, annan.certainty) == ("Kofi Annan", "certain")
    everyone = holders(TABLE, "United Nations", "special envoy", date(2012, 6, 22))
    assert annan.term in [one.term for one in everyone]
    assert "certain" not in [one.certainty for one in everyone]


def test_part_of_a_name_is_enough_and_every_word_of_it_must_be_there() -> None:
    (lavrov,) = held_by(TABLE, "Lavrov", date(2012, 6, 22))
    assert (lavrov.term.of, lavrov.term.title) == ("RUS", "foreign minister")
    assert lavrov in held_by(TABLE, "sergei lavrov", date(2012, 6, 22))
    assert held_by(TABLE, "Igor Lavrov", date(2012, 6, 22)) == ()
    assert terms_called(TABLE, "") == ()
    assert terms_called(TABLE, "Store") == terms_called(TABLE, "Støre") != ()


# ---------------------------------------------------------------- a file of one's own

ROW = {"of": "FRA", "title": "president", "person": "Ada", "start": "2001", "as_of": "2020-01-01"}


def own(folder: Path, **cells: str) -> Path:
    row = dict.fromkeys(COLUMNS, "") | ROW | cells
    path = folder / "offices.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{','.join(row[c] for c in COLUMNS)}\n", "utf-8")
    return path


def test_offices_of_ones_own_take_the_place_of_the_shipped(tmp_path: Path) -> None:
    own(tmp_path, end="2015-01-05")
    assert check_codebook(tmp_path) == ("offices.csv",)
    (row,) = offices("France", on="2010-01-01", codebook=tmp_path)
    assert row["person"] == "Ada"


def test_countries_of_ones_own_need_not_be_those_of_the_offices(tmp_path: Path) -> None:
    lines = (HERE / "countries.csv").read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("ISL,")]
    (tmp_path / "countries.csv").write_text("".join(kept), "utf-8")
    assert check_codebook(tmp_path) == ("countries.csv",)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"of": "FRN"}, "of 'FRN'"),
        ({"at": "Nowhere"}, "at 'Nowhere'"),
        ({"title": "chieftain"}, "title 'chieftain'"),
        ({"person": " "}, "no person"),
        ({"start": "June 2001"}, "start 'June 2001'"),
        ({"start": ""}, "start ''"),
        ({"end": "2001-02-30"}, "end '2001-02-30'"),
        ({"end": "2003-01-01..2002-01-01"}, "end '2003-01-01..2002-01-01'"),
        ({"end": "2000"}, "end 2000 before start 2001"),
        ({"as_of": ""}, "as_of ''"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    path = own(tmp_path, **cells)
    with pytest.raises(OptionError) as caught:
        check_codebook(path)
    assert str(path) in str(caught.value)
    assert "line 2" in str(caught.value)
    assert said in str(caught.value)


# ---------------------------------------------------------------- the command


def test_the_command_says_who_and_why(run: Run) -> None:
    code, out, _ = run("codebook", "offices", "--country", "RUS", "--on", "2012-06-22")
    assert code == 0
    (line,) = [line for line in out.splitlines() if "foreign minister" in line]
    assert "Sergey Lavrov" in line
    assert "certain" in line


def test_the_command_takes_names_of_countries_and_bodies(run: Run) -> None:
    _, of_nato, _ = run("codebook", "offices", "--country", "nato", "-f", "csv")
    assert "Anders Fogh Rasmussen" in of_nato
    _, of_france, _ = run("codebook", "offices", "--country", "France", "--title", "president")
    assert {"Nicolas Sarkozy", "François Hollande"} <= set(map(str.strip, of_france.split("│")))


def test_a_person_is_found_in_every_country(run: Run) -> None:
    _, out, _ = run("codebook", "offices", "--person", "Lavrov", "--on", "2012-06-22", "-f", "json")
    assert '"of": "RUS", "title": "foreign minister"' in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--country", "RUX"), "near it: RUS"),
        (("--country", "RUS", "--on", "June"), "'June'"),
        (("--title", "president"), "no country and no person"),
    ],
)
def test_what_cannot_be_meant_is_told(run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run("codebook", "offices", *words)
    assert (code, out) == (1, "")
    assert said in err


def test_where_nobody_is_known_the_command_says_so(run: Run) -> None:
    code, _, err = run("codebook", "offices", "--country", "RUS", "--title", "pope")
    assert code == 0
    assert "nobody known" in err
