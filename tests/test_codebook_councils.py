"""Rules and members of councils: who sat there when, and what is wrong with an edited file."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.api import check_codebook, copy_codebook
from demarche.codebook.councils import load_councils
from demarche.codebook.files import HERE
from demarche.errors import OptionError

BOOK = load_councils()
SITTING = st.dates(date(1946, 1, 17), date(2026, 12, 31))


def codes(council: str, on: str, kind: str | None = None) -> set[str]:
    """Return the members on a day."""
    seats = BOOK.members(council, date.fromisoformat(on))
    return {seat.country for seat in seats if kind in (None, seat.kind)}


@given(SITTING)
def test_the_security_council_is_full_on_every_day_that_is_known(day: date) -> None:
    seats = BOOK.members("unsc", day)
    assert len({seat.country for seat in seats}) == len(seats) == BOOK.rule("unsc", day).seats
    assert sum(seat.kind == "permanent" for seat in seats) == 5
    assert all(seat.source for seat in seats)


@given(st.dates(date(2006, 6, 19), date(2026, 12, 31)))
def test_the_human_rights_council_lacks_one_member_at_most(day: date) -> None:
    seats = BOOK.members("unhrc", day)
    assert len({seat.country for seat in seats}) == len(seats)
    assert len(seats) in (46, 47)


def test_no_elected_member_of_the_security_council_is_elected_again_at_once() -> None:
    terms = [seat for seat in BOOK.seats["unsc"] if seat.kind == "elected" and seat.end]
    ends = {(seat.country, seat.end + timedelta(days=1)) for seat in terms if seat.end}
    assert len(terms) > 350
    assert not ends & {(seat.country, seat.start) for seat in terms}


def test_members_of_the_years_of_the_syria_votes() -> None:
    five = {"CHN", "FRA", "GBR", "RUS", "USA"}
    staying = {"COL", "DEU", "IND", "PRT", "ZAF"}
    first = {"AZE", "GTM", "MAR", "PAK", "TGO"}
    assert codes("unsc", "2011-10-04") == five | staying | {"BIH", "BRA", "GAB", "LBN", "NGA"}
    assert codes("unsc", "2012-07-19") == five | staying | first
    assert codes("unsc", "2013-09-27") == five | first | {"ARG", "AUS", "LUX", "KOR", "RWA"}
    assert len(codes("unhrc", "2012-06-01")) == 47
    assert {"RUS", "CHN", "CUB", "ECU", "UGA"} <= codes("unhrc", "2012-06-01")


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        ("1971-10-24", "TWN", "CHN"),
        ("1971-10-25", "CHN", "TWN"),
        ("1991-12-23", "SUN", "RUS"),
        ("1991-12-24", "RUS", "SUN"),
        ("1990-05-21", "YMD", "YEM"),
        ("1990-05-22", "YEM", "YMD"),
        ("2017-12-31", "ITA", "NLD"),
        ("2018-01-01", "NLD", "ITA"),
    ],
)
def test_seats_change_hands_on_the_day(day: str, there: str, gone: str) -> None:
    assert there in codes("unsc", day)
    assert gone not in codes("unsc", day)


def test_the_council_grew_in_1966() -> None:
    assert [(BOOK.rule("unsc", date(year, 6, 1)).seats, len(codes("unsc", f"{year}-06-01")))
            for year in (1965, 1966)] == [(11, 11), (15, 15)]  # fmt: skip


def test_what_is_not_known_is_not_said() -> None:
    assert BOOK.members("unsc", date(2027, 6, 1)) == ()  # half of it is elected, no more
    assert BOOK.members("unga", date(2012, 6, 1)) == ()
    with pytest.raises(OptionError, match="no rule known for 2005-01-01"):
        BOOK.members("unhrc", date(2005, 1, 1))
    with pytest.raises(OptionError, match="found body 'nato', expected one of unsc, unhrc, unga"):
        BOOK.rule("nato", date(2012, 1, 1))
    with pytest.raises(OptionError, match="found matter 'veto', expected one of substantive"):
        BOOK.rule("unsc", date(2012, 1, 1), "veto")


def test_vetoes_and_tallies_are_there() -> None:
    both = [veto for veto in BOOK.vetoes if veto.by == {"CHN", "RUS"}]
    assert [veto.draft for veto in both][:4] == [
        "S/2007/14",
        "S/2008/447",
        "S/2011/612",
        "S/2012/77",
    ]
    assert [year.year for year in BOOK.tallies] == list(range(2000, 2020))


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("councils.toml", 'majority = "count"\nneeded = 9', 'majority = "most"', "majority 'most'"),
        ("councils.toml", "needed = 9\n", "", "needed None found, a number"),
        ("councils.toml", "veto = true", 'veto = "yes"', "veto 'yes' found, true or false"),
        ("councils.toml", "since = 1966-01-01", 'since = "1966"', "since '1966' found"),
        ("councils.toml", 'body = "UN Security Council"', 'body = "UNSC"', "body 'UNSC'"),
        ("members.csv", "unsc,FRA,1946-01-17", "unsc,FRX,1946-01-17", "country 'FRX'"),
        ("members.csv", "unsc,FRA,1946-01-17", "unsc,FRA,1946-13-17", "'1946-13-17' found"),
        ("members.csv", "unsc,FRA", "nato,FRA", "council 'nato'"),
        ("members.csv", "permanent", "standing", "seat 'standing'"),
        ("members.csv", "1947-12-31", "1945-12-31", "end 1945-12-31 before start"),
        ("tallies.csv", "2000,50", "2000,fifty", "something else than numbers"),
        ("vetoes.csv", ",SUN", ",Russia", "by 'Russia'"),
    ],
)
def test_a_mistake_in_an_edited_file_is_named(
    name: str, old: str, new: str, found: str, tmp_path: Path
) -> None:
    text = (HERE / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError, match=found) as told:
        check_codebook(tmp_path)
    assert str(told.value).startswith(name)


def test_a_council_of_ones_own_needs_a_rule_and_members(tmp_path: Path) -> None:
    copy_codebook(tmp_path)
    rules = tmp_path / "councils.toml"
    own = (
        '\n[[rule]]\nname = "Twins"\ncouncil = "twins"\nbody = "African Union"\nmatter = "all"\n'
        'since = 2000-01-01\nseats = 2\nmajority = "count"\nneeded = 2\nveto = false\n'
        'source = "its statute"\n'
    )
    text = rules.read_text("utf-8")
    rules.write_text(text.replace("\n# Said beside", own + "\n# Said beside"), "utf-8")
    with (tmp_path / "members.csv").open("a", encoding="utf-8") as file:
        file.write("twins,FRA,2000-01-01,,elected,its list\ntwins,DEU,2001-01-01,,elected,list\n")
    assert "councils.toml" in check_codebook(tmp_path)
    book = load_councils(tmp_path)
    assert [s.country for s in book.members("twins", date(2001, 1, 1))] == ["DEU", "FRA"]
