"""Sentence vectors: the network learns those of the weights that it began with.

The starting weights were made to give sentences of like meaning like vectors (mean of all pieces,
Reimers and Gurevych 2019). Learning to read bends them away; this keeps what they knew, in fewer
numbers and for sentences inside a paragraph.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Item, pad
from training.network import Batch, Network

SHARP = 20.0  # weight of the squared differences of cosines, which are some hundredths


def find_loss(network: Network, teacher: Network, items: Sequence[Item], words: Tensor) -> Tensor:
    """Return how far the cosines of all pairs of sentences are from the teacher's.

    `words` [B, W, LIKENESS] is what the likeness head gives.
    """
    sentences = [
        (row, start, end)
        for row, item in enumerate(items)
        for start, end in _runs(item.window.sentence)
        if end - start > 3
    ]
    if len(sentences) < 2:
        return torch.zeros(())
    own = F.normalize(torch.stack([words[row, a:b].mean(0) for row, a, b in sentences]), dim=-1)
    taught = _teach(teacher, [_pieces(items[row], a, b) for row, a, b in sentences])
    return SHARP * ((own @ own.T - taught @ taught.T) ** 2).mean()


def _runs(sentence: Sequence[int]) -> list[tuple[int, int]]:
    starts = [at for at, one in enumerate(sentence) if at == 0 or one != sentence[at - 1]]
    return list(zip(starts, [*starts[1:], len(sentence)], strict=True))


def _pieces(item: Item, start: int, end: int) -> list[int]:
    """Return the undisturbed pieces of a sentence, as a window of its own."""
    window = item.window
    own = window.pieces[window.first[start] : window.last[end - 1] + 1]
    return [window.pieces[0], *own, window.pieces[-1]]


@torch.no_grad()
def _teach(teacher: Network, rows: Sequence[Sequence[int]]) -> Tensor:
    """Return the teacher's unit vectors of sentences, [S, D]."""
    pieces = pad(rows, 0)
    none = torch.zeros_like(pieces)
    batch = Batch(
        pieces=pieces, cases=none, quotes=none, roles=none, first=none, last=none, sentence=none
    )
    there = (pieces > 0).float()[..., None]
    return F.normalize((teacher.encoder.read_pieces(batch) * there).sum(1) / there.sum(1), dim=-1)


def start_teacher(network: Network) -> Network:
    """Make freshly started weights the teacher: without the features that they did not have."""
    for feature in (network.encoder.cases, network.encoder.quotes, network.encoder.roles):
        feature.weight.data.zero_()
    return network.eval()
