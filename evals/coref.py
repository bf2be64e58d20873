"""Score coreference on GUM: the mean of MUC, B-cubed and CEAF-phi4 F1, mentions exact.

Singletons are left out of gold and answer; counts are added up over documents. With gold mentions
(spans only; their kinds and heads are the reader's) and end to end.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from demarche.reader import link_mentions, load_network
from demarche.records import Annotation, Mention, MentionKind
from evals.gum import GumDocument, Range, documents_of, read_document

Entities = Sequence[frozenset[Hashable]]


@dataclass(frozen=True, slots=True)
class Shares:
    """Numerators and denominators of recall and precision, to be added up."""

    recall: float = 0.0
    gold: float = 0.0
    precision: float = 0.0
    answered: float = 0.0

    def __add__(self, other: "Shares") -> "Shares":
        return Shares(
            self.recall + other.recall,
            self.gold + other.gold,
            self.precision + other.precision,
            self.answered + other.answered,
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 when both are."""
        if not self.recall or not self.precision:
            return 0.0
        recall, precision = self.recall / self.gold, self.precision / self.answered
        return 2 * recall * precision / (recall + precision)


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return conll_f1 (end to end), gold_conll_f1, the three parts of the latter, and n."""
    network = load_network()
    read = [(one, read_document(network, one)) for one in documents_of(path)]
    whole = [(entities_of(one), linked(given)) for one, given in read]
    told = [
        (gold, linked(with_gold(one, given)))
        for (one, given), (gold, _) in zip(read, whole, strict=True)
    ]
    parts = measure(told)
    return {
        "conll_f1": measure(whole)["conll_f1"],
        "gold_conll_f1": parts["conll_f1"],
        **{f"gold_{name}": value for name, value in parts.items() if name != "conll_f1"},
        "n": sum(len(entity) for gold, _ in whole for entity in gold if len(entity) > 1),
    }


def measure(documents: Sequence[tuple[Entities, Entities]]) -> dict[str, float]:
    """Return conll_f1 and its parts muc, b3, ceaf over pairs of gold and answered entities."""
    pairs = [(_several(gold), _several(answer)) for gold, answer in documents]
    found = {
        name: sum((part(gold, answer) for gold, answer in pairs), Shares()).f1
        for name, part in (("muc", muc), ("b3", b3), ("ceaf", ceaf))
    }
    return {"conll_f1": sum(found.values()) / len(found), **found}


def _several(entities: Entities) -> Entities:
    return [entity for entity in entities if len(entity) > 1]


def muc(gold: Entities, answer: Entities) -> Shares:
    """Count links: mentions less the pieces that the other side cuts an entity into (MUC-6)."""
    return Shares(*_links(gold, answer), *_links(answer, gold))


def _links(ones: Entities, others: Entities) -> tuple[float, float]:
    of = {mention: number for number, entity in enumerate(others) for mention in entity}
    kept = sum(len(one) - len({of.get(m, (m,)) for m in one}) for one in ones)
    return float(kept), float(sum(len(one) - 1 for one in ones))


def b3(gold: Entities, answer: Entities) -> Shares:
    """Count for each mention the share of its entity that the other side has (Bagga 1998)."""
    return Shares(*_shares(gold, answer), *_shares(answer, gold))


def _shares(ones: Entities, others: Entities) -> tuple[float, float]:
    of = {mention: number for number, entity in enumerate(others) for mention in entity}
    total = 0.0
    for one in ones:
        together = Counter(of[mention] for mention in one if mention in of)
        total += sum(count * count for count in together.values()) / len(one)
    return total, float(sum(map(len, ones)))


def ceaf(gold: Entities, answer: Entities) -> Shares:
    """Align entities one to one by their likeness phi4, at best (Luo 2005)."""
    like = np.array(
        [[2 * len(one & two) / (len(one) + len(two)) for two in answer] for one in gold]
    ).reshape(len(gold), len(answer))
    rows, columns = linear_sum_assignment(like, maximize=True)
    best = float(like[rows, columns].sum())
    return Shares(best, float(len(gold)), best, float(len(answer)))


# ---------------------------------------------------------------- documents


def entities_of(document: GumDocument) -> list[frozenset[Hashable]]:
    """Return the entities of a document by the gold, each the places of its mentions."""
    found: dict[str, set[Hashable]] = {}
    for mention in document.mentions:
        found.setdefault(mention.entity, set()).add(mention.words)
    return [frozenset(words) for words in found.values()]


def linked(annotations: Sequence[Annotation]) -> list[frozenset[Hashable]]:
    """Return the entities that the reader makes of the mentions of a document."""
    return [
        frozenset(
            (paragraph, mention.first, mention.last)
            for paragraph, number in entity
            for mention in [annotations[paragraph].mentions[number]]
        )
        for entity in link_mentions(annotations)
    ]


def with_gold(document: GumDocument, annotations: Sequence[Annotation]) -> list[Annotation]:
    """Return the annotations with the spans of the gold as their mentions."""
    spans: dict[int, list[Range]] = {}
    for words in sorted({mention.words for mention in document.mentions}):
        spans.setdefault(words[0], []).append(words)
    return [
        replace(one, mentions=tuple(_mention(one, words) for words in spans.get(number, ())))
        for number, one in enumerate(annotations)
    ]


def _mention(annotation: Annotation, words: Range) -> Mention:
    """Return a span as a mention: its head by the reader's tree, its kind by what it saw there."""
    _, first, last = words
    inside = range(first, last + 1)
    head = next((at for at in inside if annotation.tokens[at].head not in inside), last)
    kind: MentionKind = next((m.kind for m in annotation.mentions if m.head == head), "abstract")
    return Mention(first=first, last=last, head=head, kind=kind, score=1.0)
