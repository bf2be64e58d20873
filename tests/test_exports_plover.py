import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from demarche.exports.plover import plover_lines
from demarche.records import Reading
from tests.made_crisis import SENTENCE, filled, meeting
from tests.made_records import day, entity, readings, statement


def lines_of(pages: Sequence[Reading], **options: Any) -> list[dict[str, Any]]:
    with filled(pages) as store:
        return [json.loads(line) for line in plover_lines(store, **options)]


def test_a_line_an_event_with_all_its_parties() -> None:
    page = meeting()
    (line,) = lines_of([page])
    parties = [*line.pop("source"), *line.pop("recipient")]
    ids = [party.pop("identifier_id") for party in parties]
    assert len(set(ids)) == 3
    assert parties == [
        {
            "code": code,
            "sector": sector,
            "actor_text": name,
            "identifier_text": name,
            "office": office,
        }
        for code, sector, name, office in [
            ("FRA", "GOV", "Rufus Firefly", []),
            ("FRA", None, "Gloria Teasdale", []),
            ("ITA", "GOV", "Ambassador Trentino", ["ambassador", "envoy"]),
        ]
    ]
    assert line["event_loc"].pop("id") not in ids
    assert [place["quote"] for place in line.pop("evidence")] == [SENTENCE, "met"]
    assert line == {
        "id": page.events[0].id,
        "date": "2031-05-08",
        "enddate": "2031-05-08",
        "event": ["CONSULT"],
        "mode": "visit",
        "context": ["diplomatic", "executive"],
        "quad_code": 1,
        "event_scale": 1.9,
        "eventCode": "042",
        "event_loc": {
            "name": "Geneva", "cc3": "CHE", "lat": 46.202, "lon": 6.146, "geonames": 2660646,
        },
        "event_text": ["met"],
        "when": {
            "start": "2031-05-08", "end": "2031-05-08", "precision": "day", "basis": "stated",
        },
        "factuality": "happened",
        "attributed_to": None,
        "text": SENTENCE,
        "text_info": {"start": 0, "end": len(SENTENCE)},
        "cite_info": {
            "citation": page.document.id,
            "publication": "The Freedonia Post",
            "title": SENTENCE.removesuffix("."),
            "url": None,
            "language": "en",
            "path": "meeting.txt",
            "published": {
                "start": "2031-05-09", "end": "2031-05-09", "precision": "day", "basis": "stated",
            },
        },
        "coder": "Demarche 0",
        "comment": "a test needs it",
        "score": 0.7,
    }  # fmt: skip


def test_what_an_event_lacks_is_null_and_its_date_that_of_the_page() -> None:
    page = meeting(when=None, mode=None, place=None, recipients=(), evidence=(), contexts=())
    (line,) = lines_of([page])
    assert line["date"] == "2031-05-09"
    assert line["recipient"] == line["context"] == line["evidence"] == []
    for field in ("enddate", "when", "mode", "event_loc", "text", "text_info"):
        assert line[field] is None


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [("2031-05-01", "2031-05-07", "2031-05-01"), (None, "2031-05-07", "2031-05-07")],
)
def test_a_period_has_its_first_known_day_and_its_last(
    start: str | None, end: str, date: str
) -> None:
    first = day(start).start if start else None
    when = replace(day(end), start=first, precision="week" if start else "before")
    (line,) = lines_of([meeting(when=when)])
    assert (line["date"], line["enddate"]) == (date, end)


def test_an_organisation_of_states_has_a_code_though_it_has_no_country() -> None:
    firefly = meeting().events[0].actors[0]
    union = replace(firefly, country=None, sector="IGO")
    (line,) = lines_of([meeting(actors=(union, replace(union, sector="REB")))])
    assert [party["code"] for party in line["source"]] == ["IGO", None]


@pytest.mark.parametrize(
    ("factuality", "context"),
    [
        ("alleged", []),
        ("planned", ["future"]),
        ("conditional", ["hypothetical"]),
        ("called for", ["hypothetical"]),
        ("denied", ["negation"]),
        ("did not happen", ["negation"]),
    ],
)
def test_all_events_are_there_and_say_whether_they_took_place(
    factuality: str, context: list[str]
) -> None:
    page = meeting(factuality=factuality, contexts=())
    (line,) = lines_of([page])
    assert (line["factuality"], line["context"]) == (factuality, context)
    assert lines_of([page], factualities=frozenset({"happened"})) == []


def test_who_says_so() -> None:
    page = meeting()
    speaker = entity(page.document, "Gloria Teasdale")
    said = statement(page.document, speaker, "met", "Ambassador Trentino")
    act = replace(page.events[0], attributed_to=said.id)
    nameless = replace(said, source=None, source_text="a senior official")
    for stands, source in ((said, "Gloria Teasdale"), (nameless, "a senior official")):
        (line,) = lines_of([replace(page, statements=(stands,), events=(act,))])
        assert line["attributed_to"] == {"id": said.id, "source": source}


@settings(max_examples=5, deadline=None)
@given(readings("a"), readings("b"))
def test_as_many_lines_as_events_in_whatever_order(one: Reading, other: Reading) -> None:
    with filled([one, other]) as store:
        lines = list(plover_lines(store))
    events = {event.id: event for event in (*one.events, *other.events)}
    assert len(lines) == len(events)
    for text in lines:
        assert "\n" not in text
        line = json.loads(text)
        event = events.pop(line["id"])
        assert len(line["source"]) == len(event.actors)
        assert len(line["recipient"]) == len(event.recipients)
        assert line["text"] == (event.evidence[0].quote if event.evidence else None)
    with filled([other, one]) as store:
        assert list(plover_lines(store)) == lines
