"""The tasks votes and backtest: the files they read, and their figures on cases with known ones."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from demarche.codebook.councils import TALLY_COLUMNS, load_councils
from demarche.scenario.rules import State
from evals import backtest, votes
from evals.backtest import Guess, Held, brier, measure
from evals.sheets import read_sheet
from evals.vote_files import FailedDraft, code_of, failed_drafts, outcomes, vetoes
from training.compile_votes import year_rows

BOOK = load_councils()
FOLDER = Path(os.environ.get("SHARED", "../shared")) / "data" / "votes"
SYRIA = Path(__file__).parent.parent / "evals" / "gold" / "syria_votes.toml"
needs_votes = pytest.mark.skipif(not FOLDER.exists(), reason="shared votes absent: not scored")

SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>result</t></is></c></row>
<row r="2"><c r="A2"><v>2012</v></c></row>
<row r="3"><c r="B3" t="inlineStr"><is><t>9-2-4</t></is></c></row>
</sheetData></worksheet>"""
STRINGS = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<si><r><t>ye</t></r><r><t>ar</t></r></si></sst>"""


def test_a_sheet_is_read_by_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", SHEET)
        book.writestr("xl/sharedStrings.xml", STRINGS)
    assert list(read_sheet(path)) == [
        {"year": "2012", "result": ""},
        {"year": "", "result": "9-2-4"},
    ]
    path.write_text("no book")
    with pytest.raises(ValueError, match=r"found no \.xlsx"):
        list(read_sheet(path))


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("USSR", "1955-12-01", "SUN"),
        ("Russian Federation", "1991-12-01", "SUN"),
        ("Russian Federation", "2012-12-01", "RUS"),
        ("China", "1955-12-01", "TWN"),
        ("China", "1972-12-01", "CHN"),
        ("Bolivia (Plurinational State of)", "2018-12-01", "BOL"),
    ],
)
def test_a_seat_is_its_holders_of_the_time(name: str, day: str, code: str) -> None:
    assert code_of(name, date.fromisoformat(day)) == code


def test_an_unknown_seat_is_an_error() -> None:
    with pytest.raises(ValueError, match="'Freedonia' found"):
        code_of("Freedonia", date(2012, 1, 1))


def draft(yes: int, noes: tuple[str, ...], *, year: int = 2012) -> FailedDraft:
    """Return a failed draft; the yes are of nobody in particular."""
    ballots: dict[str, State] = {f"E{number}": "yes" for number in range(yes)}
    ballots |= dict.fromkeys(noes, "no")
    return FailedDraft(draft="S/1", year=year, tally=(yes, len(noes), 0), ballots=ballots)


def test_a_reason_is_right_when_the_other_file_tells_it() -> None:
    by_russia = {"S/1": frozenset({"RUS"})}
    assert votes.explained(draft(9, ("RUS",)), by_russia, BOOK)
    assert votes.explained(draft(8, ("RUS",)), {}, BOOK)
    assert votes.explained(draft(6, ("SUN",), year=1955), {}, BOOK)
    assert votes.explained(draft(7, ("SUN",), year=1955), {"S/1": frozenset({"SUN"})}, BOOK)
    # Wrong ones: the table has no veto, has one where votes were lacking, or nobody stopped it.
    assert not votes.explained(draft(9, ("RUS",)), {}, BOOK)
    assert not votes.explained(draft(8, ("RUS",)), by_russia, BOOK)
    assert not votes.explained(draft(9, ("TGO",)), {}, BOOK)


@needs_votes
def test_the_rules_explain_all_votes_of_the_record() -> None:
    figures = votes.score(FOLDER)
    assert (figures["n_failed"], figures["n_adopted"]) == (53, 833)
    assert figures["failed_explained"] == figures["adopted_explained"] == 1
    assert figures["rejected_explained"] == 1


@needs_votes
def test_of_the_failed_drafts_42_lacked_votes_and_11_were_vetoed() -> None:
    stopped = {symbol for veto in vetoes(FOLDER) for symbol in veto.drafts}
    reasons = [
        "veto" if one.draft in stopped and one.tally[0] >= (7 if one.year < 1966 else 9) else "few"
        for one in failed_drafts(FOLDER)
    ]
    assert (reasons.count("few"), reasons.count("veto")) == (42, 11)


@needs_votes
def test_the_members_of_the_record_are_the_codebooks() -> None:
    for one in failed_drafts(FOLDER):
        members = {seat.country for seat in BOOK.members("unsc", date(one.year, 12, 1))}
        # Yemen's seat was Democratic Yemen's until May 1990, when its one draft here was voted on.
        assert one.ballots.keys() - members <= {"YMD", "YEM"}, one


@needs_votes
def test_the_codebooks_tables_are_what_is_compiled() -> None:
    tallies = [tuple(getattr(year, name) for name in TALLY_COLUMNS) for year in BOOK.tallies]
    assert tallies == year_rows(outcomes(FOLDER))
    assert sorted(
        (veto.when, sorted(veto.by)) for veto in BOOK.vetoes if len(veto.by) > 1
    ) == sorted((veto.when, sorted(veto.by)) for veto in vetoes(FOLDER) if len(veto.by) > 1)
    assert len(BOOK.vetoes) == len(list(vetoes(FOLDER)))


@needs_votes
def test_two_tallies_in_a_cell_are_two_texts() -> None:
    found = [text for text in outcomes(FOLDER) if text.when == date(2016, 10, 8)]
    assert [(text.symbol, text.yes, text.vetoed_by) for text in found] == [
        ("S/2016/846", 11, ("RUS",)),
        ("S/2016/847", 4, ()),
    ]


# ---------------------------------------------------------------- backtest

HELD = Held(
    name="a text",
    council="unsc",
    when=date(2012, 7, 19),
    issues={},
    sponsors=frozenset(),
    ballots={seat.country: "yes" for seat in BOOK.members("unsc", date(2012, 7, 19))},
)


def guess(state: State, *, passes: bool) -> Guess:
    """Return a guess that all members are in one state for certain."""
    return Guess(
        held=HELD, passes=passes, chances={member: {state: 1.0} for member in HELD.ballots}
    )


def test_a_right_and_a_wrong_guess_have_known_figures() -> None:
    assert dict(measure([guess("yes", passes=True)], BOOK)) == {
        "outcome": 1,
        "votes": 1,
        "brier": 0,
    }
    assert dict(measure([guess("no", passes=False)], BOOK)) == {
        "outcome": 0,
        "votes": 0,
        "brier": 2,
    }
    assert brier({"yes": 0.5, "no": 0.5}, "yes") == pytest.approx(0.5)
    with pytest.raises(ValueError, match="no vote to score"):
        dict(measure([], BOOK))


def test_the_votes_on_syria_are_those_of_the_record() -> None:
    figures = backtest.score(SYRIA)
    assert figures["n"] == 7
    assert figures["always_outcome"] == pytest.approx(4 / 7)
    assert figures["always_votes"] == pytest.approx(93 / 105)  # 88.6 %
    assert figures["last_outcome"] == pytest.approx(3 / 7)


def test_the_forecasts_beat_those_who_know_less() -> None:
    figures = backtest.score(SYRIA)
    for other in ("always", "last"):
        assert figures["outcome"] > figures[f"{other}_outcome"]
        assert figures["votes"] > figures[f"{other}_votes"]
        assert figures["brier"] < figures[f"{other}_brier"]
