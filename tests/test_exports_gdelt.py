"""GDELT's tables: its columns, its codes, and words that can be found at the offsets."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.codebook.kinds import load_kinds
from demarche.codebook.load import load_codebook
from demarche.exports.events import dyads_of, told_events
from demarche.exports.gdelt import (
    EVENT_COLUMNS,
    MENTION_COLUMNS,
    TYPE_CODES,
    gdelt_event_lines,
    gdelt_mention_lines,
)
from demarche.records import (
    Block,
    Document,
    Event,
    Reading,
    Reference,
    make_id,
)
from demarche.spans import Span
from tests.made_crisis import filled, party
from tests.made_records import (
    MADE_BY,
    day,
    document,
    entity,
    evidence,
    readings,
)

LEAD = "Sylvania and its army shelled Freedonia and its doctors near Spaulding on Friday."
SECOND = "\U0001f600 The press of Freedonia later marched."
TEXT = f"Shells fall\n\n{LEAD}\n\n{SECOND}"
Row = dict[str, str]


def page(published: str = "2031-05-09") -> Document:
    made = document("shells.txt", TEXT, published=day(published))
    return replace(
        made,
        url="https://www.fenmail.com/news/1",
        blocks=(
            Block(kind="title", span=Span(0, 11)),
            Block(kind="body", span=span_of(LEAD)),
            Block(kind="body", span=span_of(SECOND)),
        ),
    )


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def act(on: Document, sentence: str, trigger: str, **fields: Any) -> Event:
    sides = (*fields["actors"], *fields["recipients"])
    words = (sentence, trigger, *(side.mention for side in sides))
    usual: dict[str, Any] = {
        "id": make_id("event", on.id, trigger),
        "mode": None,
        "contexts": (),
        "trigger": trigger,
        "when": None,
        "place": None,
        "factuality": "happened",
        "attributed_to": None,
        "evidence": tuple(evidence(on, each) for each in words),
        "made_by": MADE_BY,
        "score": 0.87,
    }
    return Event(**usual | fields)


def shells(published: str = "2031-05-09") -> Reading:
    """A page on which a state and its army shell a state and its doctors; its press marches."""
    on = page(published)
    names = ("Sylvania", "army", "Freedonia", "doctors", "Spaulding", "press")
    sylvania, army, freedonia, doctors, spaulding, press = (entity(on, name) for name in names)
    spaulding = replace(spaulding, kind="place")
    shelling = act(
        on, LEAD, "shelled",
        event="ASSAULT", quad=4, cameo="19", when=day("2031-05-08"),
        actors=(party(sylvania, "SYR", "GOV"), party(army, "SYR", "MIL")),
        recipients=(party(freedonia, "IRQ", None), party(doctors, None, "MED")),
        place=Reference(id=spaulding.id, name=spaulding.name),
    )  # fmt: skip
    march = act(
        on, SECOND, "marched",
        event="PROTEST", quad=3, cameo="1411", factuality="alleged",
        actors=(party(press, "IRQ", "JRN"),), recipients=(),
    )  # fmt: skip
    denied = replace(march, id=make_id("event", on.id, "denied"), factuality="denied")
    return Reading(
        document=on,
        entities=(sylvania, army, freedonia, doctors, spaulding, press),
        events=(shelling, march, denied),
    )


def read(lines: Iterator[str], columns: tuple[str, ...]) -> list[Row]:
    rows = list(csv.reader(lines, delimiter="\t"))
    return [dict(zip(columns, row, strict=True)) for row in rows]


def event_rows(pages: Sequence[Reading], **options: Any) -> list[Row]:
    with filled(pages) as store:
        return read(gdelt_event_lines(store, **options), EVENT_COLUMNS)


def mention_rows(pages: Sequence[Reading], **options: Any) -> list[Row]:
    with filled(pages) as store:
        return read(gdelt_mention_lines(store, **options), MENTION_COLUMNS)


def told(row: Row) -> Row:
    """Return what a row has a value for."""
    return {column: cell for column, cell in row.items() if cell}


def test_columns_are_those_of_gdelt() -> None:
    assert len(set(EVENT_COLUMNS)) == len(EVENT_COLUMNS) == 61
    assert len(set(MENTION_COLUMNS)) == len(MENTION_COLUMNS) == 16
    # Places by which programs that know the files without a header read them, counted from 0.
    places = {
        0: "GlobalEventID", 1: "Day", 5: "Actor1Code", 15: "Actor2Code", 25: "IsRootEvent",
        26: "EventCode", 30: "GoldsteinScale", 34: "AvgTone", 35: "Actor1Geo_Type",
        43: "Actor2Geo_Type", 51: "ActionGeo_Type", 56: "ActionGeo_Lat", 60: "SOURCEURL",
    }  # fmt: skip
    assert {place: EVENT_COLUMNS[place] for place in places} == places


def test_every_type_is_one_of_ours() -> None:
    assert TYPE_CODES.keys() <= load_codebook().sectors.keys()


def test_a_pair_is_a_row_with_gdelts_codes() -> None:
    rows = event_rows([shells()])
    names = [(row["Actor1Name"], row["Actor2Name"]) for row in rows]
    assert names == [
        ("Sylvania", "Freedonia"), ("Sylvania", "doctors"),
        ("army", "Freedonia"), ("army", "doctors"),
        ("press", ""),
    ]  # fmt: skip
    found = told(rows[3])
    assert 0 < int(found.pop("GlobalEventID")) < 2**63
    assert found == {
        "Day": "20310508", "MonthYear": "203105", "Year": "2031", "FractionDate": "2031.3507",
        "Actor1Code": "SYRMIL", "Actor1Name": "army", "Actor1CountryCode": "SYR",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "HLH", "Actor2Name": "doctors", "Actor2Type1Code": "HLH",
        "IsRootEvent": "1", "EventCode": "190", "EventBaseCode": "190", "EventRootCode": "19",
        "QuadClass": "4", "GoldsteinScale": "-10.0",
        "NumMentions": "1", "NumSources": "1", "NumArticles": "1",
        "ActionGeo_Fullname": "Spaulding",
        "DATEADDED": "20310510123005", "SOURCEURL": "https://www.fenmail.com/news/1",
    }  # fmt: skip


def test_a_row_without_a_recipient_or_a_date() -> None:
    row = event_rows([shells()])[-1]
    assert (row["Actor1Code"], row["Actor1Type1Code"], row["Actor2Code"]) == ("IRQMED", "MED", "")
    assert (row["Day"], row["IsRootEvent"]) == ("20310509", "0")
    codes = [row[name] for name in ("EventCode", "EventBaseCode", "EventRootCode")]
    assert codes == ["1411", "141", "14"]


def test_mentions_lead_to_the_words() -> None:
    rows = mention_rows([shells()])
    words = [
        tuple(
            TEXT[int(row[column]) :].split()[0] if row[column] else ""
            for column in ("Actor1CharOffset", "ActionCharOffset", "Actor2CharOffset")
        )
        for row in rows
    ]
    assert words == [
        ("Sylvania", "shelled", "Freedonia"), ("Sylvania", "shelled", "doctors"),
        ("army", "shelled", "Freedonia"), ("army", "shelled", "doctors"),
        ("press", "marched.", ""),
    ]  # fmt: skip
    first = told(rows[0])
    assert {name: cell for name, cell in first.items() if not name.endswith(("Offset", "ID"))} == {
        "EventTimeDate": "20310510123005", "MentionTimeDate": "20310510123005",
        "MentionType": "1", "MentionSourceName": "fenmail.com",
        "MentionIdentifier": "https://www.fenmail.com/news/1",
        "InRawText": "1", "Confidence": "87", "MentionDocLen": str(len(TEXT)),
    }  # fmt: skip


def test_mentions_lead_to_the_events() -> None:
    ids = [row["GlobalEventID"] for row in mention_rows([shells()])]
    assert ids == [row["GlobalEventID"] for row in event_rows([shells()])]
    assert len(set(ids)) == len(ids)


def test_a_page_without_an_address_is_cited_by_its_path() -> None:
    reading = shells()
    reading = replace(reading, document=replace(reading.document, url=None))
    (row, *_) = mention_rows([reading])
    assert (row["MentionType"], row["MentionIdentifier"]) == ("2", "shells.txt")
    assert row["MentionSourceName"] == "The Freedonia Post"
    assert event_rows([reading])[0]["SOURCEURL"] == "shells.txt"


def test_a_broken_address_stops_nothing() -> None:
    reading = shells()
    reading = replace(reading, document=replace(reading.document, url="http://[fenmail"))
    assert mention_rows([reading])[0]["MentionSourceName"] == "The Freedonia Post"


def test_what_was_denied_is_left_out_unless_asked_for() -> None:
    assert len(event_rows([shells()])) == 5
    assert len(event_rows([shells()], factualities=frozenset({"denied"}))) == 1
    assert len(event_rows([shells()], factualities=None)) == 6
    assert len(mention_rows([shells()], factualities=None)) == 6


@pytest.mark.parametrize(
    ("cameo", "code", "base", "root"),
    [("04", "040", "040", "04"), ("046", "046", "046", "04"), ("1823", "1823", "182", "18")],
)
def test_codes_have_as_many_digits_as_gdelt_writes(
    cameo: str, code: str, base: str, root: str
) -> None:
    reading = shells()
    reading = replace(reading, events=(replace(reading.events[0], cameo=cameo),))
    row = event_rows([reading])[0]
    assert [row[f"Event{name}"] for name in ("Code", "BaseCode", "RootCode")] == [code, base, root]
    assert row["GoldsteinScale"] == str(load_kinds().intensities[code])


def test_the_scale_is_that_of_the_code_that_is_written() -> None:
    reading = shells()
    reading = replace(reading, events=(replace(reading.events[0], cameo="13"),))
    assert event_rows([reading])[0]["GoldsteinScale"] == "-4.4"  # of 130; the root has -6


def test_a_state_as_the_place_is_a_country() -> None:
    reading = shells()
    state = replace(reading.entities[4], kind="state")
    reading = replace(reading, entities=(*reading.entities[:4], state, reading.entities[5]))
    row = event_rows([reading])[0]
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"]) == ("1", "Spaulding")


@pytest.mark.parametrize(
    ("feature", "country", "type"),
    [("city", "USA", "3"), ("capital", "DEU", "4"), ("division", "USA", "2"),
     ("division", "DEU", "5"), ("country", "DEU", "1"), ("water", None, "")],
)  # fmt: skip
def test_a_place_has_its_type_and_where_it_lies(
    feature: str, country: str | None, type: str
) -> None:
    reading = shells()
    lying = replace(
        reading.entities[4], feature=feature, country=country, latitude=-1.5, longitude=2.25
    )
    reading = replace(reading, entities=(*reading.entities[:4], lying, reading.entities[5]))
    row = event_rows([reading])[0]
    assert row["ActionGeo_Type"] == type
    assert (row["ActionGeo_Lat"], row["ActionGeo_Long"]) == ("-1.5", "2.25")


def test_names_cannot_break_a_row() -> None:
    reading = shells()
    tricky = reading.events[0].actors[0]
    tricky = replace(tricky, entity=Reference(id="x", name='"Duke"\tof\nSylvania'))
    reading = replace(reading, events=(replace(reading.events[0], actors=(tricky,)),))
    assert [row["Actor1Name"] for row in event_rows([reading])] == ['"Duke" of Sylvania'] * 2


@settings(max_examples=5, deadline=None)
@given(st.lists(readings("abc"), max_size=3, unique_by=lambda each: each.document.id), st.randoms())
def test_one_row_a_pair_in_whatever_order_pages_were_read(
    pages: list[Reading], chance: Any
) -> None:
    with filled(pages) as one, filled(chance.sample(pages, len(pages))) as other:
        pairs = sum(len(list(dyads_of(each))) for each in told_events(one))
        for lines, columns in (
            (gdelt_event_lines, EVENT_COLUMNS),
            (gdelt_mention_lines, MENTION_COLUMNS),
        ):
            found = list(lines(one, factualities=None))
            assert len("\n".join(found).splitlines()) == len(found) == pairs
            assert {line.count("\t") for line in found} <= {len(columns) - 1}
            assert len({line.split("\t")[0] for line in found}) == pairs
            assert found == list(lines(other, factualities=None))
