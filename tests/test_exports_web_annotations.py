"""Annotations lead to the words they are about, by quotation and by position."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.exports.web_annotations import AROUND, annotation_lines
from demarche.records import (
    Document,
    Event,
    Participant,
    Reading,
    Record,
    Reference,
    Statement,
    evidence_of,
    make_id,
)
from demarche.spans import Span
from tests.made_crisis import filled
from tests.made_records import (
    MADE_BY,
    day,
    document,
    entity,
    evidence,
    figure,
    readings,
)

SAID = "The envoy said \U0001f600 that talks had failed"
ACT = "Firefly punished the envoy"
TEXT = f"Talks fail.\n\n{SAID}. {ACT}. More than 40 guards left. The envoy wept."
Line = dict[str, Any]


def talks(path: str = "talks.txt", url: str | None = None) -> Reading:
    """A page on which an envoy says something, is punished, and guards leave."""
    on = document(path, TEXT, published=day("2031-05-03"), url=url)
    again = Span(TEXT.rindex("envoy"), TEXT.rindex("envoy") + len("envoy"))
    envoy = entity(on, "envoy")
    envoy = replace(envoy, evidence=(*envoy.evidence, evidence_of(on, again)))
    firefly = entity(on, "Firefly")
    return Reading(
        document=on,
        entities=(envoy, firefly),
        statements=(failed(on, Reference(id=envoy.id, name=envoy.name)),),
        events=(punished(on, firefly.id, envoy.id),),
        figures=(figure(on, "More than 40 guards", 40.0, "guards"),),
    )


def failed(on: Document, envoy: Reference) -> Statement:
    words = (SAID, "envoy", "said", "talks had failed")
    parts = tuple(evidence(on, each) for each in words)
    return Statement(
        id=make_id("statement", on.id, SAID),
        source=envoy,
        source_text="The envoy",
        source_kind="office",
        source_country=None,
        source_level=None,
        on_behalf_of=None,
        addressee=None,
        target=None,
        target_in=None,
        cue="said",
        act="say",
        mode="speech",
        manner="indirect",
        content="talks had failed",
        fragments=(parts[3].span,),
        said=None,
        place=None,
        reported_by=None,
        evidence=(*parts, parts[3]),
        made_by=MADE_BY,
        score=0.8,
    )


def punished(on: Document, actor: str, recipient: str) -> Event:
    def side(id: str, name: str) -> tuple[Participant, ...]:
        who = Reference(id=id, name=name)
        return (Participant(entity=who, country=None, sector=None, mention=name),)

    return Event(
        id=make_id("event", on.id, ACT),
        event="SANCTION",
        mode=None,
        contexts=(),
        quad=4,
        cameo="17",
        trigger="punished",
        actors=side(actor, "Firefly"),
        recipients=side(recipient, "envoy"),
        when=None,
        place=None,
        factuality="happened",
        attributed_to=None,
        evidence=tuple(evidence(on, each) for each in (ACT, "punished", "Firefly", "envoy")),
        made_by=MADE_BY,
        score=0.7,
    )


def annotations(pages: Sequence[Reading]) -> list[Line]:
    with filled(pages) as store:
        return [json.loads(line) for line in annotation_lines(store)]


def said_of(annotation: Line) -> Line:
    """Return the fields that an annotation's last body holds."""
    fields: Line = json.loads(annotation["body"][-1]["value"])
    return fields


def found_by_quote(text: str, selector: Line) -> list[str]:
    """Return the words at each place where a quotation stands between its neighbours."""
    exact, before, after = (selector[name] for name in ("exact", "prefix", "suffix"))
    whole = before + exact + after
    starts = [place for place in range(len(text)) if text.startswith(whole, place)]
    return [text[start + len(before) :][: len(exact)] for start in starts]


def test_each_record_is_an_annotation_of_its_page() -> None:
    reading = talks(url="https://fenmail.com/1")
    found = annotations([reading])
    records: tuple[Record, ...] = (
        *reading.entities, *reading.statements, *reading.events, *reading.figures,
    )  # fmt: skip
    assert [line["id"] for line in found] == [f"urn:demarche:{record.id}" for record in records]
    assert [line["motivation"] for line in found] == ["tagging"] * 2 + ["describing"] * 3
    for line in found:
        assert line["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert line["type"] == "Annotation"
        assert {target["source"] for target in line["target"]} == {"https://fenmail.com/1"}
        assert {body["type"] for body in line["body"]} == {"TextualBody"}


def test_both_selectors_lead_to_the_same_words() -> None:
    reading = talks()
    targets = [target for line in annotations([reading]) for target in line["target"]]
    assert len(targets) == 12
    for target in targets:
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        words = TEXT[position["start"] : position["end"]]
        assert words == quote["exact"]
        assert found_by_quote(TEXT, quote) == [words]


def test_targets_are_the_evidence_in_its_order_each_once() -> None:
    envoy, _, statement, event, figure = annotations([talks()])
    words = {
        line["id"]: [target["selector"][0]["exact"] for target in line["target"]]
        for line in (envoy, statement, event, figure)
    }
    assert list(words.values()) == [
        ["envoy", "envoy"],
        [SAID, "envoy", "said", "talks had failed"],
        [ACT, "punished", "Firefly", "envoy"],
        ["More than 40 guards"],
    ]


def test_neighbours_are_cut_at_the_edges_of_the_text() -> None:
    on = document("a.txt", TEXT, published=day("2031-05-03"))
    ends = (entity(on, "Talks"), replace(entity(on, "wept."), id="other"))
    first, last = (
        line["target"][0]["selector"][0]
        for line in annotations([Reading(document=on, entities=ends)])
    )
    assert (first["prefix"], first["suffix"]) == ("", TEXT[5 : 5 + AROUND])
    assert (last["prefix"], last["suffix"]) == (TEXT[-5 - AROUND : -5], "")


def test_bodies_say_what_was_read() -> None:
    envoy, _, statement, event, figure = map(said_of, annotations([talks()]))
    assert (envoy["kind"], envoy["entity_kind"], envoy["name"]) == ("entity", "person", "envoy")
    assert (statement["kind"], statement["act"], statement["mode"]) == (
        "statement", "say", "speech",
    )  # fmt: skip
    assert (event["kind"], event["event"], event["factuality"]) == (
        "event", "SANCTION", "happened",
    )  # fmt: skip
    assert (figure["kind"], figure["low"], figure["counted"]) == ("figure", 40.0, "guards")


def test_a_tag_is_the_name_and_leads_to_the_entity_across_pages() -> None:
    here, there = talks("a.txt"), talks("b.txt")
    found = annotations([here, there])
    tags = [line for line in found if line["motivation"] == "tagging"]
    assert [line["body"][0]["value"] for line in tags] == ["envoy", "Firefly"] * 2
    assert {line["target"][0]["source"] for line in tags} == {"a.txt", "b.txt"}
    merged = {said_of(line)["merged"]["id"] for line in tags}
    assert len(merged) == 2
    sources = [said_of(line)["source"]["id"] for line in found if "act" in said_of(line)]
    assert set(sources) <= merged


def test_a_record_without_words_is_about_the_page() -> None:
    reading = talks()
    alone = replace(reading, entities=(replace(reading.entities[0], evidence=()),))
    assert annotations([alone])[0]["target"] == [
        {"type": "SpecificResource", "source": "talks.txt"}
    ]


@settings(max_examples=5, deadline=None)
@given(st.lists(readings("abc"), max_size=3, unique_by=lambda each: each.document.id), st.randoms())
def test_one_line_a_record_in_whatever_order_pages_were_read(
    pages: list[Reading], chance: Any
) -> None:
    with filled(pages) as one, filled(chance.sample(pages, len(pages))) as other:
        found = list(annotation_lines(one))
        assert found == list(annotation_lines(other))
        records = sum(
            len(page.entities) + len(page.statements) + len(page.events) + len(page.figures)
            for page in one.readings()
        )
        ids = [json.loads(line)["id"] for line in "\n".join(found).split("\n") if line]
        assert len(set(ids)) == len(ids) == records
