"""Score the mentions of entities, named, nominal and pronominal, on GUM: gold words given."""

from collections.abc import Sequence
from pathlib import Path

from demarche.reader import load_network
from demarche.records import Annotation
from evals.gum import GumDocument, documents_of, read_document
from evals.measures import Counts, compare, total


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return F1 of span and type, F1 of the span alone, and n, the mentions of the gold."""
    network = load_network()
    documents = list(documents_of(path))
    return measure([(one, read_document(network, one)) for one in documents])


def measure(read: Sequence[tuple[GumDocument, Sequence[Annotation]]]) -> dict[str, float]:
    """Compare each document's mentions with what was read in its paragraphs."""
    typed = total(compare(_gold(one), _found(given)) for one, given in read)
    spans: Counts = total(
        compare({item[:-1] for item in _gold(one)}, {item[:-1] for item in _found(given)})
        for one, given in read
    )
    return {
        **typed.figures(),
        "span_f1": spans.f1,
        "n": typed.gold,
    }


def _gold(document: GumDocument) -> set[tuple[int, int, int, str]]:
    return {(*mention.words, mention.kind) for mention in document.mentions}


def _found(annotations: Sequence[Annotation]) -> set[tuple[int, int, int, str]]:
    return {
        (number, mention.first, mention.last, mention.kind)
        for number, annotation in enumerate(annotations)
        for mention in annotation.mentions
    }
