"""Score events on our own marked sentences: type and both parties, and whether it happened.

An event is right when a mark of its sentence has its type and its parties: one of its actors' words
overlap a marked actor's, or another mention of that actor does ("the envoy, Ada Brandt"), and so
for the recipients, or neither has any. Of types that both sides do alike, the sides may be changed
over.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from demarche.records import Event, Reading
from demarche.spans import Span
from evals.marked import MarkedEvent, Sentence, any_overlap, read_marked
from evals.measures import Counts

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision and recall of events, type_f1 whoever acts, factuality of the right."""
    return measure(read_marked(path))


def measure(sentences: Iterable[Sentence]) -> dict[str, float]:
    """Score readings of marked sentences. Raises ValueError when there is none."""
    marked = found = right = typed = sure = 0
    for sentence in sentences:
        events = events_in(sentence)
        marked += len(sentence.events)
        found += len(events)
        pairs = matched(sentence, events)
        right += len(pairs)
        sure += sum(mark.factuality == event.factuality for mark, event in pairs)
        typed += len(matched(sentence, events, parties=False))
    if not marked:
        raise ValueError("no marked event found: expected wires with the ids of evals/gold")
    counts = Counts(right, found, marked)
    return {
        **counts.figures(),
        "type_f1": Counts(typed, found, marked).f1,
        "factuality": sure / right if right else 0.0,
        "n": marked,
    }


def events_in(sentence: Sentence) -> list[Event]:
    """Return the events whose trigger stands in a marked sentence."""
    events = sentence.reading.events
    return [event for event in events if sentence.span.covers(event.evidence[1].span)]


def matched(
    sentence: Sentence, events: Sequence[Event], *, parties: bool = True
) -> list[tuple[MarkedEvent, Event]]:
    """Pair each mark with the first event that is it; each event is used once."""
    left = list(events)
    pairs = []
    for mark in sentence.events:
        same = (each for each in left if each.event == mark.type)
        fit = (each for each in same if not parties or _same_parties(mark, each, sentence))
        hit = next(fit, None)
        if hit is not None:
            pairs.append((mark, hit))
            left.remove(hit)
    return pairs


def _same_parties(mark: MarkedEvent, event: Event, sentence: Sentence) -> bool:
    sides = sides_of(event, sentence.span, sentence.reading)
    actors, recipients = sides[: len(event.actors)], sides[len(event.actors) :]
    if _both_sides(mark, flat(actors), flat(recipients)):
        return True
    if mark.type not in RECIPROCAL:
        return False
    wanted = (*mark.actors, *mark.recipients)
    joined = sum(any_overlap([one], flat(sides)) for one in wanted)
    return joined >= min(2, len(wanted)) and len(sides) >= min(2, len(wanted))


def sides_of(event: Event, sentence: Span, reading: Reading) -> list[list[Span]]:
    """Return where each actor, then each recipient, is named in a sentence of a reading."""
    words = [each.span for each in event.evidence[2:]]
    ids = [side.entity.id for side in (*event.actors, *event.recipients)]
    return [[span, *_mentions(id, sentence, reading)] for span, id in zip(words, ids, strict=True)]


def flat(sides: Sequence[Sequence[Span]]) -> list[Span]:
    """Return the spans of several parties together."""
    return [span for side in sides for span in side]


def _mentions(id: str, sentence: Span, reading: Reading) -> list[Span]:
    """Return where an entity is mentioned in a sentence of a reading."""
    entity = next(each for each in reading.entities if each.id == id)
    places = (each.span for each in entity.evidence)
    return [place for place in places if sentence.covers(place)]


def _both_sides(mark: MarkedEvent, actors: Sequence[Span], recipients: Sequence[Span]) -> bool:
    neither = not mark.recipients and not recipients
    return any_overlap(mark.actors, actors) and (
        neither or any_overlap(mark.recipients, recipients)
    )
