"""Pairs of parties, and what goes on between them, marked by us by reading real sentences.

`training/marked_pairs.tsv` holds one sentence a line: the text that it stands in, its first and
last place there (from 0, end exclusive), the places of its parties, and all that goes from one
party to another, as `1>2 ASSAULT; 3>1 ?` or NONE; a question mark leaves a pair open. It holds no
words of the texts, which are wires (by their ids), articles (`polnear:` and the name) and sentences
of the tagged (`tags:` and the number) and the classed ones (`quads:`). The marks of one text in
sixteen are kept back for measuring; those of two in sixteen are kept from the network too, from its
ninth stage on, to fit what is decided by its scores (the eighth read each of them about once).
"""

import csv
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from demarche.spans import Span

MARKS = Path(__file__).parent.parent / "training" / "marked_pairs.tsv"
PARTS = ("measuring", "fitting", "fitting", *["training"] * 13)  # of texts, in equal shares


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSentence:
    """A sentence with its parties (places in its text) and what goes on between them."""

    text: str  # the key of the text
    span: Span
    parties: tuple[Span, ...]
    listed: dict[tuple[int, int], str]  # (actor, recipient), from 1 -> type, or ? where left open


def read_marked_sentences(path: Path = MARKS) -> list[MarkedSentence]:
    """Return the marked sentences. Raises ValueError for a pair of a party that is not there."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return [_marked(*row) for row in rows]


def _marked(text: str, start: str, end: str, parties: str, relations: str) -> MarkedSentence:
    spans = tuple(Span(*map(int, party.split("-"))) for party in parties.split())
    listed = {(int(one), int(two)): kind for (one, two), kind in listed_pairs(relations).items()}
    for pair in listed:
        if not all(1 <= number <= len(spans) for number in pair):
            raise ValueError(f"{text} {start}: {pair} of {len(spans)} parties in {relations!r}")
    return MarkedSentence(text=text, span=Span(int(start), int(end)), parties=spans, listed=listed)


def part_of(text: str) -> str:
    """Return what the marks of a text are there for, one of PARTS, by its key."""
    return PARTS[sha256(text.encode()).digest()[0] % len(PARTS)]


def sentences_for(part: str, path: Path = MARKS) -> list[MarkedSentence]:
    """Return the marked sentences that are there for a part of the work."""
    return [each for each in read_marked_sentences(path) if part_of(each.text) == part]


def listed_pairs(listed: str) -> dict[tuple[str, str], str]:
    """Return the type, or "?", of each pair of a list such as `1>2 ASSAULT; 3>1 ?`."""
    relations = re.findall(r"(\d+)>(\d+) ([A-Z]+|\?)", listed)
    return {(actor, recipient): kind for actor, recipient, kind in relations}
