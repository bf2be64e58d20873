"""Pairs of parties with the relation between them, marked in real sentences or written by us."""

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from demarche.reader.words import find_words
from demarche.spans import Span
from training.corpora import Example, Pair, plain_example
from training.labels import MUTUAL, RELATIONS
from training.phrases import Fillers, fill_template, read_scenes, read_templates

_ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def read_relations(path: Path, fillers: Fillers | None = None) -> list[Example]:
    """Return one example a marked pair; repeated sentences are repeated examples.

    With `fillers` each comes a second time with other states in it, where its parties are states:
    what Iran suffers in eight hundred sentences is no knowledge about Iran.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    marked = [
        (row["marked_sentence"], _ROOTS.get(row["gold_root"], row["gold_root"])) for row in rows
    ]
    if fillers is not None:
        others = [(swap_states(text, fillers), root) for text, root in marked]
        marked += [
            other for other, given in zip(others, marked, strict=True) if other[0] != given[0]
        ]
    examples = (relation_example(text, root) for text, root in marked)
    return [example for example in examples if example is not None]


def swap_states(marked: str, fillers: Fillers) -> str:
    """Put another state, capital or adjective for each one that is marked as a party."""
    used: set[str] = set()

    def party(match: re.Match[str]) -> str:
        mark, words = match[1], match[2]
        kind = fillers.kind_of(words)
        return match[0] if kind is None else f"<{mark}>{fillers.fill_other(kind, used)}</{mark}>"

    return re.sub(r"<([st])>(.*?)</\1>", party, marked)


def relation_example(marked: str, root: str) -> Example | None:
    """Return a sentence with <s> and <t> marks as an example of `root`; NONE is no relation."""
    text, marks = strip_marks(marked)
    if set(marks) != {"s", "t"}:
        return None
    words = find_words(text)
    actor, recipient = (covered(words, marks[name]) for name in "st")
    if not (actor[0] < actor[1] > 0 < recipient[1]):
        return None
    return plain_example(text, words, pairs=(_pair(actor, recipient, root),))


def _pair(actor: tuple[int, int], recipient: tuple[int, int], root: str) -> Pair:
    relation = None if root == "NONE" else RELATIONS.index(root)
    return Pair(actor=actor, recipient=recipient, relation=relation, exists=root != "NONE")


def scene_example(marked: str, listed: dict[tuple[str, str], str]) -> Example | None:
    """Return a sentence with numbered parties and all its pairs; one left open is left out.

    The mutual relations are listed one way and hold both ways: the way back is left out too.
    """
    text, marks = strip_marks(marked)
    words = find_words(text)
    ranges = {name: covered(words, span) for name, span in marks.items()}
    if not all(start < end for start, end in ranges.values()):
        return None
    pairs = [
        _pair(ranges[one], ranges[two], kind)
        for one in ranges
        for two in ranges
        if one != two
        and (kind := listed.get((one, two), "NONE")) != "?"
        and ((one, two) in listed or listed.get((two, one)) not in MUTUAL)
    ]
    return plain_example(text, words, pairs=tuple(pairs), complete=True)


def read_phrases(offices: Path, seed: int, fills: int) -> list[Example]:
    """Return each of our own templates, filled `fills` times."""
    fillers = Fillers(offices, random.Random(seed))
    examples = (
        relation_example(fill_template(text, fillers), root)
        for root, text in read_templates()
        for _ in range(fills)
    )
    return [example for example in examples if example is not None]


def read_scene_examples(offices: Path, seed: int, fills: int) -> list[Example]:
    """Return each of our own sentences with several parties, filled `fills` times."""
    fillers = Fillers(offices, random.Random(seed))
    examples = (
        scene_example(fill_template(text, fillers), listed)
        for text, listed in read_scenes()
        for _ in range(fills)
    )
    return [example for example in examples if example is not None and example.pairs]


def strip_marks(marked: str) -> tuple[str, dict[str, Span]]:
    """Return a sentence without its marks (<s>, <t>, <1>), and the spans that they stood around."""
    text, marks, opened = "", {}, {}
    for part in re.split(r"(</?[st1-9]>)", marked):
        if not re.fullmatch(r"</?[st1-9]>", part):
            text += part
        elif part[1] == "/":
            marks[part[2]] = Span(opened.get(part[2], 0), len(text))
        else:
            opened[part[1]] = len(text)
    return text, marks


def covered(words: Sequence[Span], span: Span) -> tuple[int, int]:
    """Return the range of words (end exclusive) that share a code point with a span."""
    inside = [at for at, word in enumerate(words) if word.overlaps(span)]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def pairs_of(example: Example, draw: random.Random) -> list[Pair]:
    """Return the pairs of an example; to one that does not name them all, some that are unrelated.

    Added: the marked pair turned round, unless its type is mutual; the actor or the recipient
    with some other word. In a sentence marked as having no event, its parties are not related.
    """
    pairs = [replace(pair, exists=pair.exists and example.quad != 0) for pair in example.pairs]
    if example.complete or not pairs:
        return pairs
    (pair,) = pairs
    if pair.relation is not None and RELATIONS[pair.relation] not in MUTUAL:
        pairs.append(_unrelated(pair.recipient, pair.actor))
    for _ in range(2):
        other = draw.randrange(len(example.words))
        if not any(start <= other < end for start, end in (pair.actor, pair.recipient)):
            near = (other, other + 1)
            ends = (pair.actor, near) if draw.random() < 0.5 else (near, pair.recipient)
            pairs.append(_unrelated(*ends))
    return pairs


def _unrelated(actor: tuple[int, int], recipient: tuple[int, int]) -> Pair:
    return Pair(actor=actor, recipient=recipient, relation=None, exists=False)
