"""Score dependencies and parts of speech on CoNLL-U, gold sentences and tokens given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from demarche.reader import load_network, parse_words
from evals.files import column_blocks, read_text

Word = tuple[str, int, str]  # universal tag, head (-1: root), relation with subtype


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its gold analysis."""

    words: tuple[str, ...]
    gold: tuple[Word, ...]


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return uas, las, upos over all words of the file (punctuation included) and their n."""
    sentences = list(sentences_of(read_text(path)))
    answers = parse_words(load_network(), [sentence.words for sentence in sentences])
    return measure([sentence.gold for sentence in sentences], answers)


def measure(gold: Sequence[Sequence[Word]], answers: Sequence[Sequence[Word]]) -> dict[str, float]:
    """Compare analyses word by word.

    Raises ValueError when an answer has another number of sentences or words than the gold.
    """
    pairs = [
        pair
        for one, other in zip(gold, answers, strict=True)
        for pair in zip(one, other, strict=True)
    ]
    if not pairs:
        raise ValueError("no sentence to score: expected CoNLL-U with ten columns")
    heads = [right[1] == given[1] for right, given in pairs]
    labels = [right[1:] == given[1:] for right, given in pairs]
    tags = [right[0] == given[0] for right, given in pairs]
    n = len(pairs)
    return {"uas": sum(heads) / n, "las": sum(labels) / n, "upos": sum(tags) / n, "n": n}


def sentences_of(conllu: str) -> Iterator[Parsed]:
    """Yield sentences; lines of multi-word tokens (1-2) and of empty nodes (1.1) are left out."""
    for rows in column_blocks(conllu):
        words = [row for row in rows if row[0].isdigit()]
        if words:
            yield Parsed(
                words=tuple(row[1] for row in words),
                gold=tuple((row[3], int(row[6]) - 1, row[7]) for row in words),
            )
