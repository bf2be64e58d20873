"""Labels for sentences that have none, from a network trained before.

The marked pairs, our own templates and the tagged sentences come without trees. A network that
never sees trees for them learns to tell them from the rest and lets their trees go: after 2,200
steps of the third stage 76 of 966 articles and common prepositions of the development pairs had
lost their part of speech, read alone; read after a sentence of a treebank, 2. So the same network
parses them behind such a sentence, and the next stage learns those trees.

Paragraphs of wires get all labels but names so: what the network sees in whole paragraphs, the
next stage must find in disturbed ones (noisy student, Xie et al. 2020).
"""

import random
from collections.abc import Sequence
from dataclasses import replace

import torch
from tokenizers import Tokenizer

from demarche.reader.decode import best_tags
from demarche.reader.trees import best_heads
from training.batches import Item, cut, make_batch, number_examples
from training.corpora import MAX_WORDS, Example
from training.labels import ATTRIBUTION
from training.losses import within_sentence
from training.network import ARCS, Network

PARSED_PIECES = 6000  # word pieces a batch, padding included
BEFORE = range(12, 26)  # words of a sentence that may stand before


def add_trees(
    examples: Sequence[Example],
    network: Network,
    tokenizer: Tokenizer,
    before: Sequence[Example],
    draw: random.Random,
) -> list[Example]:
    """Return the examples with parts of speech, heads and labels as `network` sees them.

    Each is read behind one of the examples `before`. One that is too long for that keeps none.
    """
    once = list(dict.fromkeys(examples))
    joined = [_behind(draw.choice(before), example) for example in once]
    items = number_examples([each for each in joined if each is not None], tokenizer)
    order = sorted(items, key=lambda item: len(item.window.pieces))
    parsed = {
        id(item.example): labels
        for batch in cut(order, PARSED_PIECES)
        if batch
        for item, labels in zip(batch, _parse(network, batch), strict=True)
    }
    whole = {
        example: _own_part(example, parsed[id(both)]) if id(both) in parsed else example
        for example, both in zip(once, joined, strict=True)
    }
    return [whole[example] for example in examples]


def label_all(examples: Sequence[Example], network: Network, tokenizer: Tokenizer) -> list[Example]:
    """Return the examples with trees and attributions as `network` sees them."""
    order = sorted(number_examples(examples, tokenizer), key=lambda item: len(item.window.pieces))
    return [
        replace(item.example, upos=upos, heads=heads, deprels=deprels, attribution=tags)
        for batch in cut(order, PARSED_PIECES)
        if batch
        for item, (upos, heads, deprels), tags in zip(
            batch, _parse(network, batch), _attribute(network, batch), strict=True
        )
    ]


@torch.no_grad()
def _attribute(network: Network, items: Sequence[Item]) -> list[tuple[int, ...]]:
    """Return the attribution tags of each window, one a word."""
    scores = network(make_batch(items), ("attribution",))["attribution"].numpy()
    own = [row[: len(item.window.first)] for row, item in zip(scores, items, strict=True)]
    return [tuple(tags) for tags in best_tags(own, network.moves.detach().numpy(), ATTRIBUTION)]


def usable_before(examples: Sequence[Example]) -> list[Example]:
    """Return the single sentences among windows of a treebank that may stand before another."""
    return [
        example
        for example in examples
        if len(example.words) in BEFORE
        and not any(example.sentence)
        and example.words[-1] in (".", "!", "?")
    ]


def _behind(first: Example, example: Example) -> Example | None:
    if len(first.words) + len(example.words) > MAX_WORDS:
        return None
    sentence = (*first.sentence, *(number + 1 for number in example.sentence))
    return Example(words=first.words + example.words, sentence=sentence)


@torch.no_grad()
def _parse(network: Network, items: Sequence[Item]) -> list[tuple[list[int], list[int], list[str]]]:
    """Return (parts of speech, heads, labels) of each window; the head of a root is -1."""
    batch = make_batch(items)
    given = network(batch, ARCS)
    arcs = within_sentence(given["arcs"], batch.sentence)
    width = batch.sentence.shape[1]
    found = []
    for row, item in enumerate(items):
        count = len(item.window.first)
        columns = [*range(count), width]
        heads = _heads(arcs[row, :count][:, columns], item.example.sentence)
        tips = torch.cat((given["label_tip"][row, :count], network.label_root[None]))
        scores = network.label_arcs(given["label_tail"][row, :count], tips[heads])
        labels = [network.deprels[at] for at in scores.argmax(-1).tolist()]
        found.append((given["upos"][row, :count].argmax(-1).tolist(), heads, labels))
    return found


def _heads(arcs: torch.Tensor, sentence: Sequence[int]) -> list[int]:
    """Return the heads of a window's words, sentence by sentence, from [n, n + 1] scores."""
    heads: list[int] = []
    while len(heads) < len(sentence):
        start = len(heads)
        end = start + sum(number == sentence[start] for number in sentence)
        own = arcs[start:end][:, [*range(start, end), -1]]
        heads += [head + start if head >= 0 else -1 for head in best_heads(own.numpy())]
    return heads


def _own_part(example: Example, parsed: tuple[list[int], list[int], list[str]]) -> Example:
    upos, heads, labels = parsed
    start = len(upos) - len(example.words)
    return replace(
        example,
        upos=tuple(upos[start:]),
        heads=tuple(head - start if head >= 0 else -1 for head in heads[start:]),
        deprels=tuple(labels[start:]),
    )
