"""Questions give readable rows: right names, right order, right filters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from demarche.errors import OptionError
from demarche.records import Period, Reading, Reference, Rejected, make_id
from demarche.store import Store, open_store
from demarche.views import questions
from tests.dossier_crisis import AGAINST, ALL, COPY, KEPT, TALKS, H, page_readings
from tests.dossier_crisis import STORE as CRISIS_STORE
from tests.made_records import day, merge_fireflies, sanctions, talks
from tests.made_votes import page_of, stored, vote

NOON = datetime(2031, 5, 10, 12)
KINDS = tuple(questions.QUESTIONS)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """Two pages in which Firefly is one person under two names, an old version, a refusal."""
    with open_store(":memory:", create=True) as opened:
        opened.add(replace_text(), datetime(2031, 5, 1))
        opened.add(sanctions(), NOON)
        opened.add(talks(), NOON)
        opened.reject(
            Rejected(
                path="dump.bin", document_id=None, stage="pages", reason="binary", detail="zeros"
            )
        )
        opened.refresh(merge_fireflies)
        yield opened


def replace_text() -> Any:
    """Return an older version of the talks, with a statement that no longer stands."""
    return talks(more=" It is said.")


def rows(store: Store, kind: str, **filters: Any) -> list[dict[str, Any]]:
    return questions.rows_of(questions.ask(store, kind, **filters))


def test_statements_by_time_with_merged_names(store: Store) -> None:
    found = [(row["when"], row["who"], row["what"]) for row in rows(store, "statements")]
    assert found == [
        (date(2031, 5, 2), "President Firefly", "talks had failed"),
        (date(2031, 5, 9), "Émile Chicolini", "it was a mistake"),  # undated: the page's day
    ]


def test_a_row_leads_back_to_the_words(store: Store) -> None:
    (row,) = rows(store, "statements", actor="firefly")
    text = talks().document.text
    assert (row["page"], row["cue"], row["act"]) == ("talks.txt", "said", "say")
    assert text[row["start"] : row["end"]] == row["quote"] == "talks had failed"
    assert row["id"] == talks().statements[0].id
    assert row["who_id"] in {entity.id for entity in store.entities()}


def test_events_name_both_sides(store: Store) -> None:
    (row,) = rows(store, "events")
    assert (row["who"], row["event"], row["to_whom"]) == (
        "President Firefly", "SANCTION", "Émile Chicolini",
    )  # fmt: skip
    assert (row["when"], row["factuality"]) == (date(2031, 5, 8), "happened")


def test_two_names_of_one_party_are_named_once() -> None:
    page = sanctions()
    first = page.events[0]
    both = replace(first, actors=(*first.actors, replace(first.actors[0], mention="he")))
    with open_store(":memory:", create=True) as opened:
        opened.add(replace(page, events=(both,)), NOON)
        (row,) = rows(opened, "events")
        assert row["who"] == "President Firefly"


def test_figures_have_bounds(store: Store) -> None:
    (row,) = rows(store, "figures")
    assert (row["low"], row["value"], row["high"]) == (40.0, None, None)
    assert (row["qualifier"], row["what"]) == ("more than", "guards")
    assert row["when"] == date(2031, 5, 3)


def test_entities_are_merged_and_counted(store: Store) -> None:
    found = {row["who"]: row for row in rows(store, "entities")}
    assert set(found) == {"President Firefly", "Émile Chicolini"}
    firefly = found["President Firefly"]
    assert (firefly["pages"], firefly["mentions"], firefly["statements"]) == (2, 2, 1)
    assert "Rufus Firefly" in firefly["aliases"]


def test_documents_and_what_was_rejected(store: Store) -> None:
    found = [(row["page"], row["statements"], row["events"]) for row in rows(store, "documents")]
    assert found == [("talks.txt", 1, 0), ("sanctions.txt", 1, 1)]
    lost = [(row["page"], row["reason"]) for row in rows(store, "rejected")]
    assert lost == [("talks.txt", "teaser"), ("dump.bin", "binary")]


@pytest.mark.parametrize(
    ("kind", "actor", "pages"),
    [
        ("statements", "RUFUS", ["talks.txt"]),  # an alias from the page
        ("statements", "President", ["talks.txt"]),  # the merged name, from another page
        ("statements", "emile", ["sanctions.txt"]),  # without its accent
        ("statements", "nobody", []),
        ("statements", "%", []),  # no wildcards
        ("events", "chicolini", ["sanctions.txt"]),  # as recipient
        ("events", "rufus", ["sanctions.txt"]),  # as actor, by a name of the other page
        ("documents", "chicolini", ["sanctions.txt"]),
        ("figures", "firefly", []),
        ("entities", "rufus", ["sanctions.txt"]),
    ],
)
def test_actor_is_part_of_any_name(store: Store, kind: str, actor: str, pages: list[str]) -> None:
    assert [row["page"] for row in rows(store, kind, actor=actor)] == pages


@pytest.mark.parametrize(
    ("since", "until", "pages"),
    [
        ("2031-05-02", None, ["talks.txt", "sanctions.txt"]),
        ("2031-05-03", None, ["sanctions.txt"]),
        (None, date(2031, 5, 2), ["talks.txt"]),
        ("2031-05-02", "2031-05-02", ["talks.txt"]),
        ("2031-05-10", None, []),
    ],
)
def test_days_are_those_on_which_it_held(
    store: Store, since: Any, until: Any, pages: list[str]
) -> None:
    found = rows(store, "statements", since=since, until=until)
    assert [row["page"] for row in found] == pages


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2031-04-30", None, 1),
        ("2031-05-01", None, 0),
        (None, "2031-04-01", 1),
        (None, "2031-03-31", 0),
    ],
)
def test_a_period_counts_on_each_of_its_days(since: Any, until: Any, found: int) -> None:
    april = Period(
        start=date(2031, 4, 1), end=date(2031, 4, 30), precision="month", basis="in April"
    )
    page = talks()
    said = replace(page.statements[0], said=april)
    with open_store(":memory:", create=True) as opened:
        opened.add(replace(page, statements=(said,)), NOON)
        assert len(rows(opened, "statements", since=since, until=until)) == found


def test_an_open_period_counts_up_to_its_known_end() -> None:
    before = replace(day("2031-04-30"), start=None, precision="before")
    page = talks()
    said = replace(page.statements[0], said=before)
    with open_store(":memory:", create=True) as opened:
        opened.add(replace(page, statements=(said,)), NOON)
        assert len(rows(opened, "statements", until="2001-01-01")) == 1
        assert rows(opened, "statements", since="2031-05-01") == []
        (row,) = rows(opened, "statements", until="2031-04-30")
        assert (row["when"], row["precision"]) == (date(2031, 4, 30), "before")


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_gives_the_first_rows(store: Store, kind: str) -> None:
    assert rows(store, kind, limit=1) == rows(store, kind)[:1]


def test_an_empty_crisis_gives_no_rows() -> None:
    with open_store(":memory:", create=True) as empty:
        assert [rows(empty, kind) for kind in KINDS] == [[]] * len(KINDS)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"limit": 0}, "a limit of 0 rows; give 1 or more"),
        ({"since": "May 2031"}, "found 'May 2031', expected a day such as"),
        ({"since": "2031-05-02", "until": "2031-05-01"}, "lies before since 2031-05-02"),
    ],
)
def test_filters_that_cannot_be_meant_are_refused(
    store: Store, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        questions.ask(store, "statements", **filters)


def test_what_was_rejected_has_no_actor(store: Store) -> None:
    with pytest.raises(OptionError, match="has no actor"):
        questions.ask(store, "rejected", actor="Firefly")


# ---------------------------------------------------------------- votes, positions, disputes, ...


def told(kind: str, **filters: Any) -> list[dict[str, Any]]:
    """Return the rows of the crisis that is made up for the dossier."""
    return rows(CRISIS_STORE, kind, **filters)


def test_votes_name_the_members_with_their_ballots() -> None:
    first, second = told("votes")
    assert (first["result"], second["result"]) == ("adopted", "vetoed")
    assert (second["members"], second["yes"], second["no"]) == ("Tarn (no)", 9, 1)
    assert told("votes", actor="tarn") == [second]


def test_votes_name_the_result_that_only_the_rule_gives() -> None:
    page = page_of("may.txt", "The council called for it by 41 votes.", published="2012-06-01")
    council = "UN Human Rights Council"
    counted = vote(page, "by 41 votes", members={"RUS": "no"}, body=council, yes=41)
    told_so = vote(page, "called", members={}, body=council, yes=41, result="adopted")
    with stored(Reading(document=page, votes=(counted, told_so))) as crisis:
        found = {row["id"]: (row["result"], row["by_rule"]) for row in rows(crisis, "votes")}
    assert found == {counted.id: (None, "adopted"), told_so.id: ("adopted", None)}


def test_meetings_tell_who_stayed_away() -> None:
    (row,) = told("meetings")
    assert (row["who"], row["absent"], row["place"]) == ("Karsin, Norland", "Tarn", "Ostra")
    assert told("meetings", actor="Tarn") == [row]


def test_measures_plans_and_claims_have_their_parties() -> None:
    statuses = [(row["who"], row["to_whom"], row["status"]) for row in told("measures")]
    assert ("Karsin", "Velmar", "halted") in statuses
    (plan,) = told("plans")
    assert plan["terms"].startswith("1. pull its guns out of Brel (Velmar); 2. ")
    claims = {(row["who"], row["verdict"], row["assessor"]) for row in told("compliance")}
    assert claims == {
        ("Velmar", "keeps", "Tarn"), ("Velmar", "breaks", "Joint Observer Office")
    }  # fmt: skip


def test_positions_are_dated_and_bear_words() -> None:
    found = told("positions", actor="Tarn", since="2031-07-01")
    assert [(row["issue"], row["stance"]) for row in found] == [("sanctions", 0.6)]
    assert "no longer stand in the way" in found[0]["quote"]


def test_disputes_have_both_sides_words_and_settled_ones_come_last() -> None:
    found = told("disputes")
    assert [row["settled"] for row in found] == [False, False, True]
    shelling = next(row for row in found if row["kind"] == "fact")
    assert (shelling["who"], shelling["against"]) == ("Irena Voss", "Velmar")
    assert "shelled the town" in shelling["says"]


def test_series_count_copies_once() -> None:
    found = told("series")
    assert [row["who"] for row in found] == [
        *["Joint Observer Office"] * 3, "Velmar health ministry",
    ]  # fmt: skip
    assert [row["copies"] for row in found if row["low"] == 11000] == [2]
    assert len([row for row in told("figures") if row["low"] == 11000]) == 2


def test_a_counting_body_has_no_names_of_another_within_its_name() -> None:
    page = next(one for one in page_readings() if one.document.id == H.id)
    office = next(one for one in page.entities if one.name == "Joint Observer Office")
    within = replace(
        office, id=make_id("entity", "within"), name="Observer Office", aliases=("The Watch",)
    )
    for entities in ((within, *page.entities), (*page.entities, within)):
        with open_store(":memory:", create=True) as opened:
            opened.add(replace(page, entities=entities), NOON)
            assert "Joint Observer Office" in {row["who"] for row in rows(opened, "series")}
            assert rows(opened, "series", actor="the watch") == []


def test_incidents_by_pages_and_the_timeline_by_days() -> None:
    assert [row["pages"] for row in told("incidents")] == [2, 1]
    timeline = told("timeline")
    assert timeline[0]["precision"] == "month"
    assert timeline[0]["first_published"] == date(2031, 6, 5)
    days = [row["when"] for row in timeline]
    assert None not in days
    assert days == sorted(days)


def test_the_timeline_has_what_one_page_alone_tells() -> None:
    found = {row["id"]: row for row in told("timeline")}
    assert {row["id"] for row in told("incidents")} < set(found)
    assert (found[TALKS.id]["records"], found[TALKS.id]["pages"]) == ([TALKS.id], 1)
    members = {id for row in told("incidents") for id in row["records"]}
    assert members.isdisjoint(found)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "rejected"])
def test_as_known_on_leaves_out_what_was_published_later(kind: str) -> None:
    allowed = {"pages/archive.txt", "pages/courier.txt"}
    found = told(kind, as_known_on="2031-06-10")
    assert {row["page"] for row in found} <= allowed
    assert told(kind, as_known_on="2031-06-04") == []
    assert told(kind, as_known_on="2031-12-31") == told(kind)


def test_a_dispute_is_known_when_both_sides_are() -> None:
    assert [row["kind"] for row in told("disputes", as_known_on="2031-06-07")] == ["fact"]
    assert told("disputes", as_known_on="2031-06-06") == []


def test_an_incident_is_told_by_the_pages_that_were_out() -> None:
    (row,) = told("incidents", as_known_on="2031-06-06")
    assert (row["what"], row["pages"]) == ("the shelling of Brel", 1)


def test_tables_over_all_records() -> None:
    stands = questions.rows_of(questions.view(CRISIS_STORE, "stands"))
    tarn = next(row for row in stands if row["name"] == "Tarn")
    assert (tarn["first_stance"], tarn["last_stance"], tarn["told"]) == (-1.0, 0.6, 2)
    early = questions.rows_of(questions.view(CRISIS_STORE, "stands", as_known_on="2031-06-20"))
    assert [row["last_stance"] for row in early if row["name"] == "Tarn"] == [-1.0]
    dyads = questions.rows_of(questions.view(CRISIS_STORE, "dyads"))
    network = questions.rows_of(questions.view(CRISIS_STORE, "network"))
    assert sum(row["events"] for row in network) == sum(row["events"] for row in dyads)
    places = questions.rows_of(questions.view(CRISIS_STORE, "map"))
    assert {row["name"] for row in places} == {"Brel", "Ostra", "Velmar"}
    with pytest.raises(OptionError, match="found 'weather', expected one of dyads"):
        questions.view(CRISIS_STORE, "weather")


@pytest.mark.parametrize(
    ("kind", "actor", "id"),
    [
        ("timeline", "norland", TALKS.id),  # the second who took part
        ("timeline", "tarn", TALKS.id),  # who stayed away
        ("timeline", "velmar", KEPT.id),  # of whom it is said that it keeps a plan
    ],
)
def test_actor_is_anybody_with_a_part_in_what_is_told(kind: str, actor: str, id: str) -> None:
    assert id in {row["id"] for row in told(kind, actor=actor)}


@pytest.mark.parametrize("field", ["addressee", "target", "on_behalf_of"])
def test_who_is_spoken_to_or_of_has_a_part_in_a_statement(field: str) -> None:
    page = sanctions()
    (said,) = page.statements
    firefly = Reference(id=page.entities[0].id, name=page.entities[0].name)
    dated = replace(said, said=day("2031-05-09"))
    told_of = replace(dated, **{field: firefly})
    for one, count in ((told_of, 1), (dated, 0)):
        with open_store(":memory:", create=True) as opened:
            opened.add(replace(page, statements=(one,)), NOON)
            opened.refresh()
            for kind in ("timeline", "statements"):
                found = [row["id"] for row in rows(opened, kind, actor="firefly")]
                assert found.count(said.id) == count


def test_actor_of_a_dispute_is_anybody_of_either_side() -> None:
    found = told("disputes", actor="velmar")
    assert "whether Tarn sells arms to Velmar" in {row["what"] for row in found}


# ---------------------------------------------------------------- tables do not depend on order


def at_odds() -> list[Reading]:
    """Return the pages of the crisis, with two of one day that see one thing in two ways."""
    found = {reading.document.id: reading for reading in page_readings()}
    herald, evening = found[H.id], found[COPY.id]
    first = next(one for one in herald.positions if one.id == AGAINST.id)
    turned = replace(
        first, id=make_id("position", "other"), stance=0.4,
        evidence=(replace(first.evidence[0], quote="in other words"),),
    )  # fmt: skip
    found[H.id] = replace(
        herald, positions=(*herald.positions, turned),
        entities=tuple(_seen_as(one, "OPP", "town") for one in herald.entities),
    )  # fmt: skip
    found[COPY.id] = replace(
        evening, entities=tuple(_seen_as(one, "GOV", "city") for one in evening.entities)
    )
    return list(found.values())


def _seen_as(one: Any, sector: str, feature: str) -> Any:
    # What no state has in common with a place of its name.
    return replace(one, sector=sector, feature=feature if one.latitude else None)


def tables(readings: list[Reading]) -> dict[str, list[dict[str, Any]]]:
    with open_store(":memory:", create=True) as opened:
        for reading in readings:
            opened.add(reading, NOON)
            opened.flush()
        opened.refresh()
        return {name: questions.rows_of(questions.view(opened, name)) for name in questions.VIEWS}


@pytest.fixture(scope="module")
def seen() -> dict[str, list[dict[str, Any]]]:
    return tables(at_odds())


@settings(max_examples=1, deadline=None)  # each fills a store, 3 s
@given(st.permutations(range(len(ALL))))
@example(list(reversed(range(len(ALL)))))
def test_tables_are_the_same_in_whatever_order_pages_come(
    seen: dict[str, list[dict[str, Any]]], order: list[int]
) -> None:
    pages = at_odds()
    assert tables([pages[at] for at in order]) == seen


def test_stands_of_one_day_count_by_their_mean(seen: dict[str, list[dict[str, Any]]]) -> None:
    (tarn,) = (row for row in seen["stands"] if row["name"] == "Tarn")
    assert (tarn["first_stance"], tarn["last_stance"]) == (-0.3, 0.6)


def test_a_question_that_there_is_not() -> None:
    with pytest.raises(OptionError, match="found 'pages', expected one of documents"):
        questions.ask(CRISIS_STORE, "pages")


def test_a_misspelt_actor_is_near_the_names_there_are(store: Store) -> None:
    assert "Émile Chicolini" in questions.near_names(store, "Chicollini")
    assert questions.near_names(store, "Zzyzx") == ()
