"""The scorers of our own marked sentences, on readings made by hand. No network."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from demarche.records import EventType, Factuality, StatementAct
from demarche.spans import Span
from evals import event_pairs, event_set, pair_types, statement_set
from evals.marked import GOLD, MarkedEvent, MarkedStatement, Sentence
from evals.marked_pairs import MarkedSentence
from tests.made_crisis import SENTENCE, meeting
from tests.made_records import evidence, statement


def place(words: str) -> Span:
    start = SENTENCE.index(words)
    return Span(start, start + len(words))


MET = MarkedEvent(
    type="CONSULT",
    actors=(place("Rufus Firefly"), place("Gloria Teasdale")),
    recipients=(place("Trentino"),),
    trigger=place("met"),
    factuality="happened",
)


def read(*marks: MarkedEvent, **changes: object) -> Sentence:
    """Return the sentence of the meeting, with the event that was read changed."""
    page = meeting()
    sides = ("Rufus Firefly", "Gloria Teasdale", "Ambassador Trentino")
    quotes = [evidence(page.document, words) for words in (SENTENCE, "met", *sides)]
    act = replace(page.events[0], evidence=tuple(quotes), **changes)  # type: ignore[arg-type]
    return Sentence(
        span=place(SENTENCE),
        events=marks,
        statements=(),
        reading=replace(page, events=(act,)),
    )


def test_type_and_both_parties_make_an_event_right() -> None:
    found = event_set.measure([read(MET)])
    assert (found["f1"], found["type_f1"], found["factuality"]) == (1, 1, 1)


def test_another_type_is_wrong_and_another_factuality_counts_apart() -> None:
    assert event_set.measure([read(MET, event="AGREE")])["f1"] == 0
    found = event_set.measure([read(MET, factuality="planned")])
    assert (found["f1"], found["factuality"]) == (1, 0)


def test_another_recipient_is_wrong_and_only_the_type_right() -> None:
    geneva = replace(MET, recipients=(place("Geneva"),), actors=(place("an aide"),))
    found = event_set.measure([read(geneva)])
    assert (found["f1"], found["type_f1"]) == (0, 1)


def test_of_a_meeting_the_sides_may_be_changed_over() -> None:
    turned = replace(MET, actors=(place("Trentino"),), recipients=(place("Gloria Teasdale"),))
    assert event_set.measure([read(turned)])["f1"] == 1
    accused = replace(turned, type="ACCUSE")
    assert event_set.measure([read(accused, event="ACCUSE")])["f1"] == 0


def test_nothing_marked_is_an_error() -> None:
    with pytest.raises(ValueError, match="no marked event"):
        event_set.measure([read()])


def pairs(listed: dict[tuple[int, int], str], **changes: object) -> dict[str, float]:
    """Return the figures of the meeting's sentence with these marks between its three parties."""
    reading = read(MET, **changes).reading
    names = ("Rufus Firefly", "Trentino", "Gloria Teasdale")
    parties = tuple(place(name) for name in names)
    marked = MarkedSentence(text="w", span=place(SENTENCE), parties=parties, listed=listed)
    return event_pairs.measure([(marked, reading)])


def test_a_marked_pair_is_found_by_type_and_parties_and_one_that_is_not_is_missed() -> None:
    found = pairs({(1, 2): "CONSULT"})
    assert (found["precision"], found["recall"], found["n"]) == (1, 1, 1)
    assert pairs({(1, 2): "CONSULT", (3, 2): "ASSAULT"})["recall"] == 0.5
    other = pairs({(1, 2): "ACCUSE"})
    assert (other["f1"], other["pair_f1"]) == (0, 1)
    assert pairs({(2, 1): "CONSULT"})["f1"] == 1, "both do it"
    assert pairs({(2, 1): "ACCUSE"}, event="ACCUSE")["f1"] == 0


def test_the_related_pairs_of_a_text_are_given_with_their_places_in_the_sentence() -> None:
    parties = tuple(Span(*bounds) for bounds in ((7, 13), (18, 24), (0, 5)))
    listed = {(1, 2): "CONSULT", (2, 1): "?"}
    marked = MarkedSentence(text="w", span=Span(7, 25), parties=parties, listed=listed)
    (pair,) = pair_types.pairs_of([marked], {"w": "So it: Arland met Estia."})
    assert (pair.sentence, pair.gold) == ("Arland met Estia.", "CONSULT")
    assert (pair.source.of(pair.sentence), pair.target.start) == ("Arland", 11)
    assert not list(pair_types.pairs_of([marked], {}))


def test_an_event_about_an_open_pair_counts_for_nothing() -> None:
    assert pairs({(1, 2): "?", (1, 3): "ASSAULT"})["precision"] == 0
    with pytest.raises(ValueError, match="no marked pair"):
        pairs({(1, 2): "?"})


def test_a_statement_is_found_by_its_cue_and_its_speaker_by_any_mention() -> None:
    page = meeting()
    said = statement(page.document, page.entities[0], "met", "in Geneva")
    whole, cue = said.evidence
    source = evidence(page.document, "Rufus Firefly")
    said = replace(said, evidence=(whole, source, cue, whole), source_text="Rufus Firefly")
    mark = MarkedStatement(
        cue=place("met"),
        source=place("Rufus Firefly"),
        speaker=place("Firefly"),
        content=None,
        act="say",
    )
    sentence = Sentence(
        span=place(SENTENCE),
        events=(),
        statements=(mark, replace(mark, cue=place("Geneva"))),
        reading=replace(page, statements=(said,)),
    )
    found = statement_set.measure([sentence])
    assert (found["precision"], found["recall"], found["act"]) == (1, 0.5, 1)
    assert (found["speaker_name"], found["n_name"]) == (1, 1)


def test_the_marks_are_places_of_known_kinds_and_hold_no_text() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    assert len(rows) == 150
    assert len({(row["wire"], row["start"]) for row in rows}) == 150
    for row in rows:
        for event in row["events"]:
            assert event["type"] in get_args(EventType)
            assert event["factuality"] in get_args(Factuality)
            for start, end in (*event["actors"], *event["recipients"], event["trigger"]):
                assert row["start"] <= start < end <= row["end"]
        for said in row["statements"]:
            assert said["act"] in get_args(StatementAct)
            assert set(said) == {"cue", "source", "speaker", "content", "act"}
