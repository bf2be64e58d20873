"""Examples to batches: windows of like length together, labels padded with -100."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from demarche.reader.pieces import MAX_PIECES, Window, ask_about, make_window
from training.corpora import Example, Pair
from training.losses import IGNORE
from training.network import Batch
from training.pairs import pairs_of

PIECES = 2200  # word pieces a batch, padding included: some 45 sentences
# Share of the marked windows that ask about a related pair, or of a sentence without one about its
# marked pair; the rest draw any pair.
ASKED = 0.6
BUCKET = 40  # batches that are sorted by length together: little padding, yet other neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An example with its numbers."""

    example: Example
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Pairs of a batch: the row of their window [P], ranges as means [P, W], labels [P]."""

    window: Tensor
    actor: Tensor
    recipient: Tensor
    relation: Tensor
    exists: Tensor


def number_examples(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Item]:
    """Return the examples with their numbers; windows over the limit are left out."""
    items = (
        Item(example=example, window=make_window(example.words, example.sentence, tokenizer))
        for example in examples
    )
    return [item for item in items if len(item.window.pieces) <= MAX_PIECES]


def draw_batches(
    items: Sequence[Item], draw: random.Random, most: int = PIECES
) -> Iterator[list[Item]]:
    """Yield batches for ever: shuffled, then cut from runs of like length."""
    while True:
        order = list(items)
        draw.shuffle(order)
        batches: list[list[Item]] = []
        average = sum(len(item.window.pieces) for item in order) / len(order)
        run = max(1, int(BUCKET * most / average))
        for at in range(0, len(order), run):
            by_length = sorted(order[at : at + run], key=lambda item: len(item.window.pieces))
            batches += cut(by_length, most)
        draw.shuffle(batches)
        yield from batches


def cut(items: Sequence[Item], most: int) -> list[list[Item]]:
    """Cut a sorted run into batches of at most `most` pieces with padding."""
    batches: list[list[Item]] = [[]]
    for item in items:
        if batches[-1] and len(item.window.pieces) * (len(batches[-1]) + 1) > most:
            batches.append([])
        batches[-1].append(item)
    return batches


def make_batch(items: Sequence[Item]) -> Batch:
    """Return the windows of `items` as tensors."""
    windows = [item.window for item in items]
    return Batch(
        pieces=pad([window.pieces for window in windows], 0),
        cases=pad([window.cases for window in windows], 0),
        quotes=pad([window.quotes for window in windows], 0),
        roles=pad([window.roles for window in windows], 0),
        first=pad([window.first for window in windows], 0),
        last=pad([window.last for window in windows], 0),
        sentence=pad([window.sentence for window in windows], -1),
    )


def pad(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Return rows of different lengths as one tensor."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *([fill] * (width - len(row)))] for row in rows])


def labels_of(items: Sequence[Item], name: str) -> Tensor:
    """Return the labels `name`, one a word; -100 where an example has none."""
    rows = [getattr(item.example, name) for item in items]
    width = [len(item.window.first) for item in items]
    return pad(
        [row if row is not None else (IGNORE,) * n for row, n in zip(rows, width, strict=True)],
        IGNORE,
    )


def ask_pairs(
    items: Sequence[Item], draw: random.Random, unmarked: float = 0.0
) -> tuple[list[Item], Pairing]:
    """Return the items that have a pair, and the pairs that each asks about.

    A window with marks asks about the pair that it marks. A share of `unmarked` windows has none
    and asks about all its pairs at once, as the run time does of a page.
    """
    asked: list[Item] = []
    rows: list[tuple[int, Pair]] = []
    for item in items:
        pairs = pairs_of(item.example, draw)
        if not pairs:
            continue
        window = item.window
        if draw.random() >= unmarked:
            given = [pair for pair in pairs if pair in item.example.pairs and pair.exists]
            given = given or list(item.example.pairs)
            pair = draw.choice(given if draw.random() < ASKED else pairs)
            window, pairs = ask_about(window, pair.actor, pair.recipient), [pair]
        rows += [(len(asked), pair) for pair in pairs]
        asked.append(Item(example=item.example, window=window))
    width = max((len(item.window.first) for item in asked), default=0)
    return asked, Pairing(
        window=torch.tensor([row for row, _ in rows]),
        actor=torch.tensor([mean_over(pair.actor, width) for _, pair in rows]),
        recipient=torch.tensor([mean_over(pair.recipient, width) for _, pair in rows]),
        relation=torch.tensor(
            [IGNORE if pair.relation is None else pair.relation for _, pair in rows]
        ),
        exists=torch.tensor([float(pair.exists) for _, pair in rows]),
    )


def mean_over(words: tuple[int, int], width: int) -> list[float]:
    """Return `width` weights whose sum over a window's words is the mean over a range of them."""
    start, end = words
    return [1 / (end - start) if start <= at < end else 0.0 for at in range(width)]
