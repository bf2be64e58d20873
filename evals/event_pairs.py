"""Score events on pairs of parties marked by reading (training/marked_pairs.tsv), those kept back.

A marked pair is found when an event of its sentence has its type and its parties: words of the
event's actors, or another mention of one of them there, overlap the marked actor's, and so for the
recipients; of types that both sides do alike, the sides may be changed over. An event is wrong when
no marked pair is it. Left out of the count: pairs that the marks leave open, the events about them,
and events without a recipient, which the marks do not hold. Each wire is read whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from demarche.pipeline import read_or_reject
from demarche.reader import load_reader
from demarche.records import Event, Reading
from evals.event_set import RECIPROCAL, flat, sides_of
from evals.marked import any_overlap, page_of, wires_by_id
from evals.marked_pairs import MarkedSentence, sentences_for

YIELDING = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the marks do not tell them apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one marked sentence."""

    sentence: MarkedSentence
    right: tuple[Event, ...]
    wrong: tuple[Event, ...]
    found: tuple[tuple[int, int], ...]  # marked pairs
    missed: tuple[tuple[int, int], ...]


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision and recall of events, and pair_f1 whatever the type."""
    return measure(list(read_sentences(path, sentences_for("measuring"))))


def read_sentences(
    path: Path, marked: Iterable[MarkedSentence]
) -> Iterator[tuple[MarkedSentence, Reading]]:
    """Yield the marked sentences of the wires in `path`, each with the reading of its wire.

    Wires without a paragraph of a story are refused, and left out here.
    """
    rows, reader = wires_by_id(path), load_reader()
    inside = sorted((each for each in marked if each.text in rows), key=lambda each: each.text)
    for key, sentences in groupby(inside, key=lambda each: each.text):
        reading = read_or_reject(page_of(rows[key]), reader)
        if isinstance(reading, Reading):
            yield from ((sentence, reading) for sentence in sentences)


def measure(sentences: Sequence[tuple[MarkedSentence, Reading]]) -> dict[str, float]:
    """Score readings of marked sentences. Raises ValueError when there is none."""
    outcomes = [compare(*each) for each in sentences]
    marked = sum(len(each.found) + len(each.missed) for each in outcomes)
    if not marked:
        raise ValueError("no marked pair found: expected wires with the ids of the marks")
    untyped = [compare(*each, typed=False) for each in sentences]
    return _figures(outcomes) | {"pair_f1": _figures(untyped)["f1"], "n": marked}


def _figures(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return precision over events, recall over marked pairs, and their harmonic mean."""
    right, wrong, found, missed = (
        sum(len(getattr(each, name)) for each in outcomes)
        for name in ("right", "wrong", "found", "missed")
    )
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    whole = precision + recall
    f1 = 2 * precision * recall / whole if whole else 0.0
    return {"f1": f1, "precision": precision, "recall": recall}


def compare(sentence: MarkedSentence, reading: Reading, *, typed: bool = True) -> Outcome:
    """Compare a marked sentence with the events of its wire that stand in it."""
    events = [
        each
        for each in reading.events
        if each.recipients and sentence.span.covers(each.evidence[1].span)
    ]
    related = {pair: kind for pair, kind in sentence.listed.items() if kind != "?"}
    fits = {
        (pair, at)
        for pair, kind in related.items()
        for at, event in enumerate(events)
        if not typed or YIELDING.get(event.event, event.event) == kind
        if is_about(event, sentence, reading, pair)
    }
    found = {pair for pair, _ in fits}
    right = {at for _, at in fits}
    wrong = [
        event
        for at, event in enumerate(events)
        if at not in right
        and not any(is_about(event, sentence, reading, pair) for pair in _left_open(sentence))
    ]
    return Outcome(
        sentence=sentence,
        right=tuple(events[at] for at in sorted(right)),
        wrong=tuple(wrong),
        found=tuple(sorted(found)),
        missed=tuple(sorted(related.keys() - found)),
    )


def _left_open(sentence: MarkedSentence) -> list[tuple[int, int]]:
    return [pair for pair, kind in sentence.listed.items() if kind == "?"]


def is_about(
    event: Event, sentence: MarkedSentence, reading: Reading, pair: tuple[int, int]
) -> bool:
    """Say whether an event is between the parties of a pair, for mutual types in either order."""
    actor, recipient = ([sentence.parties[number - 1]] for number in pair)
    sides = sides_of(event, sentence.span, reading)
    actors, recipients = flat(sides[: len(event.actors)]), flat(sides[len(event.actors) :])
    if any_overlap(actor, actors) and any_overlap(recipient, recipients):
        return True
    everyone = flat(sides)
    joined = any_overlap(actor, everyone) and any_overlap(recipient, everyone)
    return event.event in RECIPROCAL and len(sides) > 1 and joined
