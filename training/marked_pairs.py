"""Marked pairs (evals/marked_pairs.py) as examples to learn from.

Open is also a pair with a party that lies inside or around a related one ("Israeli" in "Israeli
troops"). All others are unrelated: that is what no other corpus of real pairs tells.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from demarche.reader.words import find_words
from demarche.spans import Span
from evals.files import read_folder
from evals.marked_pairs import MARKS, MarkedSentence, sentences_for
from training.corpora import (
    MAX_WORDS,
    Example,
    Pair,
    classed_sentences,
    plain_example,
    tagged_sentences,
)
from training.labels import MUTUAL, RELATIONS
from training.pairs import covered

PARAGRAPH = re.compile(r"(?:(?!\n\s*\n).)+", re.DOTALL)

Range = tuple[int, int]


def read_marked_pairs(data: Path, marks: Path = MARKS) -> list[Example]:
    """Return one example a paragraph that holds marked sentences to learn from, all their pairs."""
    marked = defaultdict(list)
    for sentence in sentences_for("training", marks):
        marked[sentence.text].append(sentence)
    texts = _texts(data)
    return [
        example for key, sentences in marked.items() for example in _examples(texts[key], sentences)
    ]


def _texts(data: Path) -> dict[str, str]:
    """Return the texts that sentences are marked in, by their keys."""
    with gzip.open(data / "wires/wires.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    tagged = tagged_sentences(data / "events/actor-target-tags-train.txt.gz")
    classed = classed_sentences(data / "events/pentacode-sentences-train.tsv")
    articles = read_folder(data / "attribution/polnear-train.tar.gz")
    return (
        texts
        | {
            f"polnear:{PurePosixPath(name).stem}": text.decode("utf-8")
            for name, text in articles.items()
            if name.endswith(".txt")
        }
        | {f"tags:{at}": " ".join(word for word, _ in rows) for at, rows in enumerate(tagged)}
        | {f"quads:{at}": sentence for at, (sentence, _) in enumerate(classed)}
    )


def _examples(text: str, sentences: Sequence[MarkedSentence]) -> Iterator[Example]:
    for found in PARAGRAPH.finditer(text):
        paragraph = Span(*found.span())
        inside = [each for each in sentences if paragraph.covers(each.span)]
        words = find_words(found[0]) if inside else ()
        if words and len(words) <= MAX_WORDS:
            pairs = tuple(pair for each in inside for pair in _pairs(each, paragraph.start, words))
            yield plain_example(found[0], words, pairs=pairs, complete=True)


def _pairs(sentence: MarkedSentence, begin: int, words: Sequence[Span]) -> Iterator[Pair]:
    """Yield the pairs of a sentence but the open ones; its paragraph's `words` start at `begin`."""
    ranges = [covered(words, party.shift(-begin)) for party in sentence.parties]
    for one, actor in enumerate(ranges, start=1):
        for two, recipient in enumerate(ranges, start=1):
            if _overlap(actor, recipient):
                continue
            kind = sentence.listed.get((one, two))
            if kind is None and not _is_open((actor, recipient), sentence, ranges):
                yield Pair(actor=actor, recipient=recipient, relation=None, exists=False)
            elif kind not in (None, "?"):
                yield Pair(actor=actor, recipient=recipient, relation=RELATIONS.index(kind))


def _is_open(pair: tuple[Range, Range], sentence: MarkedSentence, ranges: Sequence[Range]) -> bool:
    """Say whether an unlisted pair shares words with a listed one, or turns a mutual one round."""
    for (one, two), kind in sentence.listed.items():
        listed = ranges[one - 1], ranges[two - 1]
        ways = (listed, listed[::-1]) if kind in MUTUAL else (listed,)
        if any(_overlap(pair[0], way[0]) and _overlap(pair[1], way[1]) for way in ways):
            return True
    return False


def _overlap(one: Range, two: Range) -> bool:
    return one[0] < two[1] and two[0] < one[1]
