"""Forecasts from a crisis file: what is read of it, what comes out, and the command."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import demarche
from demarche.api import Crisis
from demarche.codebook.councils import load_councils
from demarche.errors import OptionError
from demarche.records import Ballot, Reading
from demarche.scenario.ask import ask_bargain, ask_vote
from demarche.scenario.evidence import parse_given, parse_text, parse_weights, told_day
from demarche.scenario.forecast import Forecast
from demarche.scenario.inputs import known_before
from demarche.store import Store, open_store
from demarche.views.scenarios import as_json, forecast_lines, forecast_rows
from tests.command import Run, runner
from tests.made_records import day
from tests.made_votes import JUNE, NOON, THE_DAY, june, page_of, position, stored, vote

BOOK = load_councils()


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with stored(june()) as made:
        yield made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def ask(store: Store, text: str = "sanctions,observers", **asked: Any) -> Forecast:
    return ask_vote(store, **{"body": "unsc", "on": THE_DAY, "text": text} | asked)


# ---------------------------------------------------------------- what is read of a crisis file


def test_votes_and_positions_of_earlier_pages_are_known(store: Store) -> None:
    known = known_before(store, BOOK, THE_DAY)
    (past,) = known.votes
    assert (past.name, past.when, past.ballots) == (
        "S/2012/77",
        date(2012, 2, 4),
        {"RUS": "no", "CHN": "no"},
    )
    assert sorted((s.country, s.value, str(s.when), s.words) for s in known.stances) == [
        ("IND", 1.0, "2012-06-18", "Delhi wants observers"),
        ("RUS", -1.0, "2012-06-20", "Moscow refuses sanctions"),  # the day of its page
    ]


def test_a_page_of_the_day_of_the_vote_or_later_tells_nothing(store: Store) -> None:
    assert known_before(store, BOOK, date(2012, 6, 20)) == known_before(store, BOOK, date.min)
    assert known_before(store, BOOK, date(2012, 6, 21)).votes


def test_a_page_of_unknown_date_tells_nothing_before_a_day_and_is_counted() -> None:
    page = page_of("may.txt", "Some may want it.", published="2012-05-01")
    undated = replace(page, published=replace(day("2012-05-01"), start=None, end=None))
    told = position(undated, "Some may want it", "RUS", "sanctions", 1.0, when="2012-04-01")
    past = vote(undated, "Some", members={"RUS": "no"}, when="2012-04-02")
    with stored(Reading(document=undated, positions=(told,), votes=(past,)), june()) as crisis:
        known = known_before(crisis, BOOK, THE_DAY)
        assert known.undated == 1
        assert {one.record for one in (*known.votes, *known.stances)}.isdisjoint((told.id, past.id))
        assert any("not known: 1 with votes" in note for note in ask(crisis).notes)
        before = ask_bargain(crisis, "sanctions", on=THE_DAY)
        assert (before.mean, len(before.notes)) == (-1, 1)
        of_any_day = ask_bargain(crisis, "sanctions")
        assert (of_any_day.mean > -1, of_any_day.notes) == (True, ())


def test_what_the_pages_say_nothing_of_is_said_first(store: Store) -> None:
    silent = ask(store, "territory", on=date(2012, 6, 1))  # before any page
    assert silent.assumed
    assert "say nothing of this" in list(forecast_lines(silent))[1]
    assert as_json(silent)["assumed"] is True
    of_votes = ask(store, "territory")
    assert not of_votes.assumed
    assert "stands on territory; what counts for that are earlier votes" in (of_votes.caution or "")
    assert ask(store).caution is None


def test_vetoes_after_the_last_that_is_listed_are_said_to_be_unknown(store: Store) -> None:
    last = max(veto.when for veto in BOOK.vetoes)
    late = ask(store, on=last.replace(year=last.year + 1))
    assert any(f"vetoes are listed until {last}" in note for note in late.notes)
    assert not any("listed until" in note for note in ask(store).notes)


def test_copies_are_told_once_and_one_vote_of_two_pages_is_one() -> None:
    first = june()
    other = page_of("copy.txt", JUNE, published="2012-06-21")
    more = vote(
        other,
        "Moscow and Beijing stopped a text",
        members={"RUS": "no", "FRA": "yes"},
        when="2012-02-04",
        symbol="S/2012/77",
    )
    copy = Reading(
        document=other,
        positions=(position(other, "Moscow refuses sanctions", "RUS", "sanctions", -1.0,
                            when="2012-06-20"),),
        votes=(more,),
    )  # fmt: skip
    with stored(first, copy) as crisis:
        known = known_before(crisis, BOOK, THE_DAY)
    assert len(known.stances) == 2
    (past,) = known.votes
    assert past.ballots == {"RUS": "no", "CHN": "no", "FRA": "yes"}


def test_vetoes_told_without_a_day_are_not_counted_twice() -> None:
    text = "Moscow and Beijing have stopped two texts. They stopped one in February."
    page = page_of("may.txt", text, published="2012-05-01")
    both: dict[str, Ballot] = {"RUS": "no", "CHN": "no"}
    two = replace(vote(page, "Moscow and Beijing have stopped two texts", members=both), count=2)
    february = replace(day("2012-02-01"), end=date(2012, 2, 29), precision="month")
    one = replace(vote(page, "stopped one in February", members=both), when=february)
    russia = replace(vote(page, "Moscow", members={"RUS": "no"}), count=2)  # the same two
    other = page_of("june.txt", text, published="2012-06-01")
    again = replace(vote(other, "Moscow and Beijing have stopped two texts", members=both), count=2)
    exact = vote(other, "stopped one", members=both, when="2012-02-04", symbol="S/2012/77")
    with stored(
        Reading(document=page, votes=(two, one, russia)),
        Reading(document=other, votes=(again, exact)),
    ) as crisis:
        votes = known_before(crisis, BOOK, THE_DAY).votes
    assert [(past.name, told_day(past), past.times) for past in votes] == [
        ("S/2012/77", "2012-02-04", 1),
        ("a text", "by 2012-05-01", 1),  # of the two told of, one is that of February
    ]


def test_each_member_is_told_of_in_words_that_name_it() -> None:
    page = page_of("may.txt", "Moscow stopped two texts.", published="2012-05-01")
    russia = replace(vote(page, "Moscow stopped two texts", members={"RUS": "no"}), count=2)
    other = page_of("june.txt", "Moscow and Beijing stopped a text.", published="2012-06-01")
    both = vote(other, "Moscow and Beijing stopped a text", members={"RUS": "no", "CHN": "no"})
    with stored(
        Reading(document=page, votes=(russia,)), Reading(document=other, votes=(both,))
    ) as crisis:
        found = {member.country: member.evidence[0] for member in ask(crisis).members}
    assert ("Moscow stopped two" in found["RUS"].words, found["RUS"].record) == (True, russia.id)
    assert ("Moscow and Beijing" in found["CHN"].words, found["CHN"].record) == (True, both.id)
    assert "2 times" in found["RUS"].words
    assert "times" not in found["CHN"].words  # its own words tell of one


def test_a_unanimous_tally_gives_everybody_a_ballot() -> None:
    page = page_of("may.txt", "All fifteen agreed.", published="2012-05-01")
    told = vote(page, "All fifteen agreed", members={}, when="2012-04-21", yes=15)
    planned = replace(told, id="v1", factuality="planned")
    elsewhere = vote(page, "All fifteen", members={"FRA": "yes"}, body="A court", when="2012-04-21")
    with stored(Reading(document=page, votes=(told, planned, elsewhere))) as crisis:
        (past,) = known_before(crisis, BOOK, THE_DAY).votes
    assert set(past.ballots.values()) == {"yes"}
    assert len(past.ballots) == 15


def test_a_vote_of_some_day_of_the_year_was_before_its_page() -> None:
    page = page_of("may.txt", "Moscow stopped a text this year.", published="2012-05-01")
    year = replace(day("2012-01-01"), end=date(2012, 12, 31), precision="year")
    told = replace(vote(page, "Moscow stopped a text", members={"RUS": "no"}), when=year)
    with stored(Reading(document=page, votes=(told,))) as crisis:
        (past,) = known_before(crisis, BOOK, THE_DAY).votes
    assert past.when == date(2012, 5, 1)


def test_what_has_no_side_no_country_or_no_day_is_no_position() -> None:
    page = page_of("may.txt", "Some may want it.", published="2012-05-01")
    undated = replace(page, published=replace(day("2012-05-01"), start=None, end=None))
    told = (
        position(page, "Some", "RUS", "sanctions", None),
        position(page, "Some may", None, "sanctions", 1.0),
    )
    dateless = (position(undated, "Some may want it", "RUS", "sanctions", 1.0),)
    for reading in (
        Reading(document=page, positions=told),
        Reading(document=undated, positions=dateless),
    ):
        with stored(reading) as crisis:
            assert known_before(crisis, BOOK, THE_DAY).stances == ()


# ---------------------------------------------------------------- what comes out


def test_the_forecast_names_whom_it_hangs_on_and_of_whom_nothing_is_known(store: Store) -> None:
    made = ask(store)
    assert made.chance == pytest.approx(made.outcomes["adopted"])
    assert sum(made.outcomes.values()) == pytest.approx(1)
    assert sum(made.expected.values()) == pytest.approx(15)
    assert made.chance < 0.5 < made.outcomes["vetoed"]
    assert made.decision.outcome == "vetoed"
    assert [one.country for one in made.pivotal][:2] == ["RUS", "CHN"]
    assert {"RUS", "CHN", "IND"}.isdisjoint(made.unknown)
    assert len(made.unknown) == 12
    russia = next(member for member in made.members if member.country == "RUS")
    assert (russia.name, russia.permanent, russia.issue) == ("Russia", True, "sanctions")
    assert any("Moscow refuses sanctions" in one.words for one in russia.evidence)
    assert all(one.record for one in russia.evidence if one.kind in ("vote", "position"))


def test_a_ballot_given_turns_the_forecast(store: Store) -> None:
    made = ask(store, given={"Russia": "abstain", "CHN": "abstain"})
    assert made.chance > 0.9
    assert made.given == {"RUS": "abstain", "CHN": "abstain"}
    assert ask(store, given={"RUS": "no"}).chance == 0
    assert ask(store, given={"RUS": "no"}, matter="procedural").chance > 0.9


def test_ballots_given_stay_as_they_are(store: Store) -> None:
    made = ask(store, given={"CHN": "no"})
    assert made.other_ballots is None  # whoever else changes, one no of a permanent member stands
    members = BOOK.members("unsc", THE_DAY)
    assert ask(store, given=dict.fromkeys((m.country for m in members), "yes")).chance == 1


def test_plans_and_drafts_of_pages_may_be_asked_for(store: Store) -> None:
    assert set(ask(store, "plan:lindgren plan,-draft:S/2031/4").text) == {
        "plan:lindgren plan",
        "draft:S/2031/4",
    }


def test_the_same_seed_gives_the_same_and_the_chance_needs_none(store: Store) -> None:
    one, same, other = ask(store, seed=1), ask(store, seed=1), ask(store, seed=2)
    assert one == same
    assert one.spread != other.spread
    assert one.chance == other.chance
    assert one.spread.low < one.chance < one.spread.high


def test_without_what_is_refused_a_text_passes() -> None:
    page = page_of("a.txt", "Moscow and Beijing refuse sanctions.", published="2012-06-20")
    refused = tuple(
        position(page, words, country, "sanctions", -1.0, when=f"2012-06-{at}")
        for country in ("RUS", "CHN")
        for at, words in ((18, "Moscow and Beijing"), (19, "Moscow and Beijing refuse sanctions"))
    )
    with stored(Reading(document=page, positions=refused)) as crisis:
        made = ask(crisis)
    assert made.smaller_text is not None
    assert made.smaller_text.drop == ("sanctions",)
    assert made.smaller_text.chance > 0.9
    assert made.other_ballots is not None
    assert set(made.other_ballots.ballots) <= {"RUS", "CHN"}


def test_other_bodies_and_days(store: Store) -> None:
    made = ask(store, body="Human Rights Council", on=date(2012, 7, 6))
    assert (made.body, len(made.members), made.outcomes["vetoed"]) == (
        "UN Human Rights Council",
        47,
        0,
    )
    with pytest.raises(OptionError, match="who sat in the UN General Assembly on 2012-07-19"):
        ask(store, body="unga")
    with pytest.raises(OptionError, match="who sat in the UN Security Council on 2030-01-01"):
        ask(store, on=date(2030, 1, 1))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"body": "the jury"}, "found body 'the jury', expected one of unsc, unhrc, unga"),
        ({"given": {"CHN": "perhaps"}}, "CHN=perhaps found, expected one of yes, no"),
        ({"given": {"JPN": "yes"}}, "found a ballot of JPN, expected members"),
        ({"sponsors": ["Freedonia"]}, "found country 'Freedonia'"),
        ({"text": "sanctions,sanctions"}, "'sanctions' twice found"),
        ({"text": "sanctions,,observers"}, "an empty part"),
        (
            {"text": "sanctionz"},
            "found issue 'sanctionz', expected one of .*nearest is 'sanctions'",
        ),
        ({"text": "observers,-plan"}, "found issue 'plan'"),
    ],
)
def test_what_cannot_be_meant_is_refused(store: Store, asked: dict[str, Any], told: str) -> None:
    with pytest.raises(OptionError, match=told):
        ask(store, **asked)


def test_options_are_read_as_they_are_written() -> None:
    assert parse_text("sanctions, -arms-supplies,+observers") == {
        "sanctions": 1,
        "arms-supplies": -1,
        "observers": 1,
    }
    assert parse_given(["CHN=abstain", "RUS=not participating,USA=yes"]) == {
        "CHN": "abstain",
        "RUS": "not participating",
        "USA": "yes",
    }
    assert parse_given([]) == {}
    assert parse_weights(["RUS=0.8:2"]) == {"RUS": (0.8, 2.0)}
    for read, words in ((parse_given, "CHN"), (parse_weights, "RUS=2"), (parse_weights, "RUS=a:b")):
        with pytest.raises(OptionError, match="found"):
            read([words])


def test_json_and_table_say_the_same(store: Store) -> None:
    made = ask(store, parties=["RUS"])
    told = json.loads(json.dumps(as_json(made)))
    assert told["on"] == "2012-07-19"
    assert told["chance"] == pytest.approx(made.chance, abs=1e-6)
    assert [member["country"] for member in told["members"]] == [
        row["country"] for row in forecast_rows(made)
    ]
    lines = list(forecast_lines(made))
    assert lines[0] == "UN Security Council, 2012-07-19, substantive: sanctions,observers"
    assert any(line.startswith("warning: Article 27(3)") for line in lines)
    assert any(line.startswith("pivotal: RUS (passes") for line in lines)


# ---------------------------------------------------------------- the commands


@pytest.fixture
def crisis_file(tmp_path: Path) -> Path:
    path = tmp_path / "june.duckdb"
    with open_store(path, create=True) as made:
        made.add(june(), NOON)
    return path


def test_the_command_vote(crisis_file: Path, run: Run) -> None:
    asked = ["vote", crisis_file, "--text", "sanctions,observers", "--on", "2012-07-19"]
    code, out, _ = run(*asked, "--sponsor", "FRA,GBR", "--set", "CHN=abstain")
    assert code == 0
    assert "chance to pass" in out
    assert "Moscow refuses sanctions" in out
    code, out, _ = run(*asked, "--format", "json", "--seed", "7")
    told = json.loads(out)
    assert (code, told["spread"]["seed"], told["council"]) == (0, 7, "unsc")
    code, _, err = run("vote", crisis_file, "--text", "sanctions", "--on", "someday")
    assert (code, "expected a day" in err) == (1, True)


def test_the_command_bargain(crisis_file: Path, run: Run) -> None:
    code, out, _ = run("bargain", crisis_file, "--issue", "sanctions", "--weight", "RUS=0.5:2")
    assert (code, "weighted mean -1.000" in out) == (0, True)
    code, out, _ = run("bargain", crisis_file, "--issue", "sanctions", "-f", "json")
    assert json.loads(out)["parties"][0]["name"] == "RUS"
    code, _, err = run("bargain", crisis_file, "--issue", "elections")
    assert (code, "no page tells a country's position on 'elections'" in err) == (1, True)


def test_python_asks_as_the_command_does(crisis_file: Path) -> None:
    with demarche.open(crisis_file) as crisis:
        assert isinstance(crisis, Crisis)
        made = crisis.vote("sanctions", on="2012-07-19", given={"RUS": "no"})
        assert made.chance == 0
        assert crisis.bargain("observers", on="2012-07-19").mean == 1
