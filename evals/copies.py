"""Score copies: are changed versions of a wire found to be its copies, and random pairs not?

Each wire is changed in four ways: its second half cut and a new first line put before the rest; a
fifth of its sentences changed for others; a tenth of its words changed; 160 foreign words added.
What is put in comes from other wires (the first line is a sentence of one, words are drawn one by
one), and a version came out on the day of its wire. All wires and all their versions of one kind
are compared at once. The random pairs are of different wires; what is drawn is the same each time.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from demarche.crisis.copies import find_copies
from demarche.records import Document, Period
from evals.documents import bare_document
from evals.files import read_text
from evals.speed import iso_day

SEED = 2026
PAIRS = 4000
FOREIGN_WORDS = 160
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Source:
    """What is put in is drawn from here."""

    sentences: Sequence[str]
    words: Sequence[str]
    chance: Random


Change = Callable[[str, Source], str]  # a wire's text to that of a version


def source_of(wires: Sequence[Document]) -> Source:
    """Return all sentences and words of the wires, to draw from."""
    return Source(
        [sentence for wire in wires for sentence in SENTENCE_END.split(wire.text)],
        [word for wire in wires for word in wire.text.split()],
        Random(SEED),
    )


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return recall over all versions, that of each kind, false_pairs (a share) and n versions.

    Raises ValueError when there are fewer than two wires.
    """
    rows = [json.loads(line) for line in read_text(path).splitlines() if line.strip()]
    if len(rows) < 2:
        raise ValueError(f"{len(rows)} wires, expected two or more to compare")
    wires = [document(row["id"], row["text"], row.get("published")) for row in rows]
    source = source_of(wires)
    found = {name: recall(wires, source, change) for name, change in KINDS.items()}
    return {
        "recall": sum(found.values()) / len(found),
        "false_pairs": false_pairs(wires, source.chance),
        **found,
        "n": len(wires) * len(found),
    }


def recall(
    wires: Sequence[Document], source: Source, change: Callable[[str, Source], str]
) -> float:
    """Return the share of the wires whose changed version is found to be a copy."""
    versions = [
        document(f"{wire.id} changed", change(wire.text, source), str(wire.published.start))
        for wire in wires
    ]
    group = groups([*wires, *versions])
    pairs = zip(wires, versions, strict=True)
    return sum(group[wire.id] == group[version.id] for wire, version in pairs) / len(wires)


def false_pairs(wires: Sequence[Document], chance: Random) -> float:
    """Return the share of PAIRS random pairs of different wires that are taken for copies."""
    group = groups(wires)
    pairs = [chance.sample(wires, 2) for _ in range(PAIRS)]
    return sum(group[one.id] == group[other.id] for one, other in pairs) / PAIRS


def groups(documents: Sequence[Document]) -> dict[str, str]:
    """Return for each document the id of its group of copies, its own where it has none."""
    alone = {document.id: document.id for document in documents}
    return alone | {id: copies.id for copies in find_copies(documents) for id in copies.documents}


def document(id: str, text: str, published: str | None) -> Document:
    """Return a wire as a document that is all body."""
    day = date.fromisoformat(iso_day(published) or "") if published else None
    return bare_document(
        id, text, Period(start=day, end=day, precision="day", basis="stated") if day else None
    )


# ---------------------------------------------------------------- versions


def half_cut(text: str, source: Source) -> str:
    """Return the first half of the sentences under a line of another wire."""
    sentences = SENTENCE_END.split(text)
    line = source.chance.choice(source.sentences)
    return " ".join([line, *sentences[: max(1, len(sentences) // 2)]])


def sentences_changed(text: str, source: Source) -> str:
    """Return the text with a fifth of its sentences from other wires."""
    sentences = SENTENCE_END.split(text)
    for at in source.chance.sample(range(len(sentences)), round(len(sentences) / 5)):
        sentences[at] = source.chance.choice(source.sentences)
    return " ".join(sentences)


def words_changed(text: str, source: Source) -> str:
    """Return the text with a tenth of its words from other wires."""
    words = text.split()
    for at in source.chance.sample(range(len(words)), round(len(words) / 10)):
        words[at] = source.chance.choice(source.words)
    return " ".join(words)


def words_added(text: str, source: Source) -> str:
    """Return the text with FOREIGN_WORDS words of other wires after it."""
    return " ".join([text, *(source.chance.choice(source.words) for _ in range(FOREIGN_WORDS))])


KINDS: Mapping[str, Change] = {
    "half_cut": half_cut,
    "sentences_changed": sentences_changed,
    "words_changed": words_changed,
    "words_added": words_added,
}
