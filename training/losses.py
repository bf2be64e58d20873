"""One loss a task. Labels are -100 where there is none to learn from."""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.network import FAR, Network

IGNORE = -100


def classes(scores: Tensor, labels: Tensor) -> Tensor:
    """Return the cross-entropy of [..., C] scores against [...] labels."""
    return F.cross_entropy(scores.flatten(0, -2), labels.flatten(), ignore_index=IGNORE)


def arcs(scores: Tensor, sentence: Tensor, targets: Tensor) -> Tensor:
    """Return the loss of pointing: targets are word indices, W for the root.

    A word may point only into its own sentence or at the root.
    """
    return classes(within_sentence(scores, sentence), targets)


def within_sentence(scores: Tensor, sentence: Tensor) -> Tensor:
    """Return [B, W, W + 1] arc scores with words of other sentences put out of reach."""
    same = sentence[:, :, None] == sentence[:, None, :]
    same = F.pad(same, (0, 1), value=True)
    return scores.masked_fill(~same, FAR)


def labels(network: Network, given: dict[str, Tensor], heads: Tensor, targets: Tensor) -> Tensor:
    """Return the loss of the arcs' labels, each word with its marked head."""
    tip = given["label_tip"]
    root = network.label_root.expand(tip.shape[0], 1, -1)
    tip = torch.cat((tip, root), dim=1)
    index = heads.clamp(min=0)[..., None].expand(-1, -1, tip.shape[-1])
    return classes(network.label_arcs(given["label_tail"], torch.gather(tip, 1, index)), targets)


def chain(emissions: Tensor, moves: Tensor, targets: Tensor) -> Tensor:
    """Return the negative log-likelihood a word of tag sequences under a linear-chain CRF.

    `emissions` [B, W, C], `moves` [C, C] (from, to), `targets` [B, W] with -100 as padding at
    the end only.
    """
    mask = targets != IGNORE
    tags = targets.clamp(min=0)
    gold = torch.gather(emissions, 2, tags[..., None]).squeeze(-1)
    steps = moves[tags[:, :-1], tags[:, 1:]]
    score = (gold * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
    alpha = emissions[:, 0]
    for at in range(1, emissions.shape[1]):
        ahead = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + emissions[:, at]
        alpha = torch.where(mask[:, at, None], ahead, alpha)
    return (torch.logsumexp(alpha, dim=1) - score).sum() / mask.sum()
