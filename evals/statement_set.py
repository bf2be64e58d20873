"""Score statements on our own marked sentences: found, by whom, and what is done by saying it.

A statement is found when its cue overlaps a marked one, or, where a mark has no cue, its content
does. Its speaker is right when the entity that it is attributed to is named, somewhere in the wire,
by the words marked as the speaker's fullest name.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from demarche.extract.speakers import PRONOUNS
from demarche.extract.statements import cue_place
from demarche.records import Statement
from demarche.spans import Span
from evals.marked import MarkedStatement, Sentence, any_overlap, read_marked
from evals.measures import Counts


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return f1, precision, recall; act, and speakers by name, by pronoun, in other words."""
    return measure(read_marked(path))


def measure(sentences: Iterable[Sentence]) -> dict[str, float]:
    """Score readings of marked sentences. Raises ValueError when there is none."""
    marked = found = right = acts = 0
    speakers: dict[str, list[bool]] = {"name": [], "pronoun": [], "other": []}
    for sentence in sentences:
        statements = statements_in(sentence)
        marked += len(sentence.statements)
        found += len(statements)
        pairs = matched(sentence.statements, statements)
        right += len(pairs)
        acts += sum(mark.act == statement.act for mark, statement in pairs)
        for mark, statement in pairs:
            if mark.source is not None and mark.speaker is not None:
                kind = kind_of_source(mark, sentence)
                speakers[kind].append(is_speaker(mark.speaker, statement, sentence))
    if not marked:
        raise ValueError("no marked statement found: expected wires with the ids of evals/gold")
    counts = Counts(right, found, marked)
    return {
        **counts.figures(),
        "act": acts / right if right else 0.0,
        **{f"speaker_{kind}": sum(of) / len(of) for kind, of in speakers.items() if of},
        **{f"n_{kind}": len(of) for kind, of in speakers.items()},
        "n": marked,
    }


def statements_in(sentence: Sentence) -> list[Statement]:
    """Return the statements whose cue, or first fragment without one, is in a marked sentence."""
    return [
        each
        for each in sentence.reading.statements
        if sentence.span.overlaps(cue_place(each) or each.fragments[0])
    ]


def matched(
    marks: Sequence[MarkedStatement], statements: Sequence[Statement]
) -> list[tuple[MarkedStatement, Statement]]:
    """Pair each mark with the first statement that is it; each statement is used once."""
    left = list(statements)
    pairs = []
    for mark in marks:
        hit = next((each for each in left if _is_same(mark, each)), None)
        if hit is not None:
            pairs.append((mark, hit))
            left.remove(hit)
    return pairs


def _is_same(mark: MarkedStatement, statement: Statement) -> bool:
    cue = cue_place(statement)
    if mark.cue is not None:
        return cue is not None and mark.cue.overlaps(cue)
    return mark.content is not None and any_overlap([mark.content], statement.fragments)


def kind_of_source(mark: MarkedStatement, sentence: Sentence) -> str:
    """Return how a mark's source is put: by a name, by a pronoun, or in other words."""
    text = sentence.reading.document.text
    words = mark.source.of(text) if mark.source else ""
    if words.lower() in PRONOUNS:
        return "pronoun"
    return "name" if any(word[:1].isupper() for word in words.split()[-1:]) else "other"


def is_speaker(speaker: Span, statement: Statement, sentence: Sentence) -> bool:
    """Say whether a statement's source is named by the words at `speaker`, here or elsewhere."""
    if statement.source is None:
        return False
    reading = sentence.reading
    entity = next(each for each in reading.entities if each.id == statement.source.id)
    words = speaker.of(reading.document.text)
    places = list(_everywhere(words, reading.document.text))
    return any_overlap(places, [each.span for each in entity.evidence])


def _everywhere(words: str, text: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)
