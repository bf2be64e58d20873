"""Score the relation of a given pair in wires' sentences marked by us (evals/marked_pairs.py).

These are of another make than the marked relations: the sentences are whole and plain, the pairs
stand where they stand, and the marks of those scored were kept back from training. The figures are
those of `relations`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from demarche.reader import load_network, relation_types
from evals.marked import wires_by_id
from evals.marked_pairs import MarkedSentence, sentences_for
from evals.relations import Pair, measure


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return macro, micro, quad and binary F1, the interval of the first, and n per class."""
    texts = {key: row["text"] for key, row in wires_by_id(path).items()}
    pairs = list(pairs_of(sentences_for("measuring"), texts))
    given = [(pair.sentence, pair.source, pair.target) for pair in pairs]
    return measure([pair.gold for pair in pairs], relation_types(load_network(), given))


def pairs_of(marked: Iterable[MarkedSentence], texts: Mapping[str, str]) -> Iterator[Pair]:
    """Yield the related pairs of the marked sentences whose texts are given, open ones left out."""
    for sentence in marked:
        if sentence.text not in texts:
            continue
        words = sentence.span.of(texts[sentence.text])
        parties = [party.shift(-sentence.span.start) for party in sentence.parties]
        for (actor, recipient), kind in sentence.listed.items():
            if kind != "?":
                yield Pair(words, parties[actor - 1], parties[recipient - 1], kind)
