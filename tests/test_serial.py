"""Records go out as JSON and come back the same; data of another make is refused."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import RecordError
from demarche.records import (
    Annotation,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    Period,
    Reading,
    Rejected,
    Statement,
)
from demarche.serial import from_json, to_json
from demarche.spans import Span
from tests.made_records import any_of

KINDS = [Annotation, Document, Entity, Event, Figure, Reading, Rejected, Statement]


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.__name__)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_record_comes_back_from_json_text(cls: type, data: Any) -> None:
    record = data.draw(any_of(cls))
    assert from_json(cls, json.loads(json.dumps(to_json(record)))) == record


def evidence(**changes: Any) -> dict[str, Any]:
    return {"document_id": "d1", "path": "a", "start": 0, "end": 2, "quote": "ab"} | changes


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (evidence(start="0"), r"evidence\.start: found '0', expected a whole number"),
        (evidence(start=True), r"evidence\.start: found True"),
        (evidence(quote=None), r"evidence\.quote: found None, expected text"),
        (evidence(colour="red"), r"unknown colour; Evidence has the fields document_id, path"),
        ({"path": "a"}, r"missing document_id, end, quote, start"),
        ([1, 2], r"expected an object"),
    ],
)
def test_data_of_another_make_is_refused_with_its_place(value: object, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        from_json(Evidence, value)


def period(**changes: Any) -> dict[str, Any]:
    return {"start": None, "end": None, "precision": "day", "basis": "stated"} | changes


def test_dates_and_closed_choices_are_checked() -> None:
    assert from_json(Period, period(start="2012-02-29")).start is not None
    with pytest.raises(RecordError, match=r"period\.start: found '2012-02-30', expected an ISO"):
        from_json(Period, period(start="2012-02-30"))
    with pytest.raises(RecordError, match=r"period\.precision: found 'eon', expected one of hour"):
        from_json(Period, period(precision="eon"))


def test_a_fault_deep_in_a_list_is_found() -> None:
    rejected = {"path": "a", "document_id": None, "stage": "pages", "reason": "r", "detail": "d"}
    document = {"id": "d1"}
    with pytest.raises(RecordError, match=r"reading\.document: missing blocks"):
        from_json(Reading, {"document": document, "rejected": [rejected]})
    annotation = {"text": "a b", "tokens": [], "sentences": [[0, 1], [1, "2"]]}
    with pytest.raises(RecordError, match=r"annotation\.sentences\[1\]\[1\]: found '2'"):
        from_json(Annotation, annotation)


def test_numbers_that_json_cannot_hold_are_refused() -> None:
    name = {"span": to_json(Span(0, 1)), "kind": "person", "score": float("nan")}
    with pytest.raises(RecordError, match=r"names\[0\]\.score: found nan"):
        from_json(Annotation, {"text": "", "tokens": [], "sentences": [], "names": [name]})


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(RecordError) as caught:
        from_json(Evidence, evidence(start="x" * 5000))
    assert len(str(caught.value)) < 200
