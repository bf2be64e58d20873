"""Questions give readable rows: right names, right order, right filters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from demarche.errors import OptionError
from demarche.records import Period, Rejected
from demarche.store import Store, open_store
from demarche.views import questions
from tests.made_records import day, merge_fireflies, sanctions, talks

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
