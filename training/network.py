"""The network: a MiniLM encoder with case and quotation features, and one head a task.

Heads read one vector a word, the mean of its first and last piece. What a head gives is kept
separable where it can be (an arc's label, a pair's relation), so that the run time can finish it
for the few arcs and pairs that it needs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from demarche.reader.pieces import CASES, QUOTES, ROLES
from training.labels import ATTRIBUTION, MENTIONS, NAMES, PARTIES, QUADS, RELATIONS, UPOS

ARC = 256  # width of the arc scorers: 128 lost 0.3 LAS in a short run, 400 gained nothing
LABEL = 128  # width of the hidden layer that labels arcs
PAIR = 256  # width of the pair scorer
PAIR_HEADS = 4  # looks at the sentence that a pair may take at once
FAR = -1e4  # score of what is not allowed; safe in half precision
# Most that an inner unit may say: one in ten thousand says more, up to 25, and in 8 bits those few
# would take the precision of all the others.
MOST = 4.0
ARCS = ("upos", "arcs", "label_tail", "label_tip")
TREE = (*ARCS, "mentions", "left", "right", "names")
PAIRED = ("actor", "recipient", "key", "value")
HEADS = (*TREE, "attribution", "parties", "quad", *PAIRED, "likeness")
LIKENESS = 128  # width of a sentence's vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Windows as tensors: B windows of T pieces and W words."""

    pieces: Tensor  # [B, T] vocabulary numbers, 0 is padding
    cases: Tensor  # [B, T]
    quotes: Tensor  # [B, T]
    roles: Tensor  # [B, T]
    first: Tensor  # [B, W] first piece of each word
    last: Tensor  # [B, W]
    sentence: Tensor  # [B, W] number of the word's sentence, -1 is padding


class Drop(nn.Module):
    """Dropout whose masks are cut from one pool, at drawn places.

    Drawing a number for each value costs a tenth of a step on a CPU. The pool is made anew from
    the random state every `LIFE` masks.
    """

    SIZE = 1 << 22
    LIFE = 50

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.pool = torch.empty(0)
        self.cuts = 0

    def forward(self, x: Tensor) -> Tensor:
        """Return x with a share of its values at zero and the others scaled up, when training."""
        if not self.training or not self.share:
            return x
        if self.cuts % self.LIFE == 0 or self.pool.numel() < x.numel():
            size = max(self.SIZE, 2 * x.numel())
            self.pool = torch.bernoulli(torch.full((size,), 1 - self.share)) / (1 - self.share)
        self.cuts += 1
        start = int(torch.randint(self.pool.numel() - x.numel() + 1, ()))
        return x * self.pool[start : start + x.numel()].view_as(x)


class Layer(nn.Module):
    """One layer of a BERT encoder, post-norm."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.norm_inner = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Drop(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return x [B, P, D] after attention under mask [B, 1, 1, P] and the inner layer."""
        b, t, d = x.shape
        # Flat, so that the exported product adds its bias itself, without another pass.
        qkv = self.qkv(x.reshape(b * t, d)).view(b, t, 3, self.heads, d // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm_attention(
            x + self.dropout(self.out(attended.transpose(1, 2).reshape(b, t, d)))
        )
        inner = F.gelu(self.up(x)).clamp(max=MOST)
        return self.norm_inner(x + self.dropout(self.down(inner)))


class Encoder(nn.Module):
    """Pieces and features to one vector a word, [B, W, width]."""

    def __init__(self, shape: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        width = shape["hidden_size"]
        self.words = nn.Embedding(shape["vocab_size"], width)
        self.places = nn.Embedding(shape["max_position_embeddings"], width)
        self.cases = nn.Embedding(CASES, width)
        self.quotes = nn.Embedding(QUOTES, width)
        self.roles = nn.Embedding(ROLES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, shape["num_attention_heads"], shape["intermediate_size"], dropout)
            for _ in range(shape["num_hidden_layers"])
        )
        self.dropout = Drop(dropout)
        nn.init.normal_(self.cases.weight, std=0.02)
        nn.init.normal_(self.quotes.weight, std=0.02)
        nn.init.normal_(self.roles.weight, std=0.02)
        self.roles.weight.data[0] = 0

    def forward(self, batch: Batch) -> Tensor:
        """Return a vector a word [B, W, D]: the mean of its first and last piece."""
        x = self.read_pieces(batch)
        return (take(x, batch.first) + take(x, batch.last)) * 0.5

    def read_pieces(self, batch: Batch) -> Tensor:
        """Return a vector a word piece [B, T, D]."""
        places = torch.arange(batch.pieces.shape[1], device=batch.pieces.device)
        x = self.words(batch.pieces) + self.places(places)
        x = x + self.cases(batch.cases) + self.quotes(batch.quotes) + self.roles(batch.roles)
        x = self.dropout(self.norm(x))
        mask = torch.where(batch.pieces[:, None, None, :] > 0, 0.0, FAR)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def take(x: Tensor, index: Tensor) -> Tensor:
    """Return rows of `x` [B, T, D] by `index` [B, W]: [B, W, D]."""
    return torch.gather(x, 1, index[..., None].expand(-1, -1, x.shape[-1]))


class Arcs(nn.Module):
    """Scores of one word pointing at another, or at the root in the last column: [B, W, W + 1]."""

    def __init__(self, width: int, dropout: float = 0.33) -> None:
        super().__init__()
        self.tail = nn.Linear(width, ARC)
        self.tip = nn.Linear(width, ARC)
        self.root = nn.Parameter(torch.zeros(ARC))
        self.inner = nn.Linear(ARC, ARC, bias=False)
        self.prior = nn.Linear(ARC, 1, bias=False)
        self.dropout = Drop(dropout)
        nn.init.normal_(self.root, std=0.02)

    def forward(self, words: Tensor) -> Tensor:
        """Return for words [B, W, D] the score of each as head of each, root last [B, W, W + 1]."""
        tail = self.dropout(F.gelu(self.tail(words)))
        tip = self.dropout(F.gelu(self.tip(words)))
        root = self.root.expand(words.shape[0], 1, ARC)
        tip = torch.cat((tip, root), dim=1)
        return (self.inner(tail) @ tip.transpose(1, 2)) / ARC**0.5 + self.prior(tip).transpose(1, 2)


class Pairs(nn.Module):
    """What a pair of word ranges needs; `score` finishes it.

    Each word [B, W, D] is projected as actor, recipient, key and value [B, W, PAIR].
    """

    def __init__(self, width: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.actor = nn.Linear(width, PAIR)
        self.recipient = nn.Linear(width, PAIR)
        self.key = nn.Linear(width, PAIR)
        self.value = nn.Linear(width, PAIR)
        self.query = nn.Linear(2 * PAIR, PAIR)
        self.hidden = nn.Linear(4 * PAIR, PAIR)
        self.relation = nn.Linear(PAIR, len(RELATIONS))
        self.exists = nn.Linear(PAIR, 1)
        self.dropout = Drop(dropout)

    def score(
        self, actor: Tensor, recipient: Tensor, key: Tensor, value: Tensor, mask: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return relation scores [P, R], existence [P] and where each pair looks [P, W].

        `actor` and `recipient` [P, D] are means over their ranges; `key`, `value` [P, W, D] and
        `mask` [P, W] (true: in the sentence) are those of the pair's window.
        """
        p, w, d = key.shape
        both = torch.cat((actor, recipient), dim=-1)
        query = self.query(both).view(p, PAIR_HEADS, 1, d // PAIR_HEADS)
        keys = key.view(p, w, PAIR_HEADS, -1).transpose(1, 2)
        values = value.view(p, w, PAIR_HEADS, -1).transpose(1, 2)
        scores = (query * keys).sum(-1) / (d // PAIR_HEADS) ** 0.5
        look = torch.softmax(scores.masked_fill(~mask[:, None], FAR), dim=-1)
        context = (look[..., None] * values).sum(2).reshape(p, d)
        seen = torch.cat((both, actor * recipient, context), dim=-1)
        hidden = self.dropout(F.gelu(self.hidden(self.dropout(seen))))
        return self.relation(hidden), self.exists(hidden).squeeze(-1), look.mean(1)


class Network(nn.Module):
    """Encoder and heads. `forward` gives every output by name; padding is not masked out."""

    def __init__(self, shape: dict[str, int], deprels: tuple[str, ...]) -> None:
        super().__init__()
        width = shape["hidden_size"]
        self.deprels = deprels
        self.encoder = Encoder(shape)
        self.dropout = Drop(0.2)
        self.upos = nn.Linear(width, len(UPOS))
        self.arcs = Arcs(width)
        self.label_tail = nn.Linear(width, LABEL)
        self.label_tip = nn.Linear(width, LABEL)
        self.label_root = nn.Parameter(torch.zeros(LABEL))
        self.label = nn.Linear(LABEL, len(deprels))
        self.mentions = nn.Linear(width, len(MENTIONS))
        self.left = Arcs(width)
        self.right = Arcs(width)
        self.names = nn.Linear(width, len(NAMES))
        self.attribution = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 7))
        self.moves = nn.Parameter(torch.zeros(len(ATTRIBUTION), len(ATTRIBUTION)))
        self.parties = nn.Linear(width, len(PARTIES))
        self.quad = nn.Linear(width, len(QUADS))
        self.pairs = Pairs(width)
        self.likeness = nn.Linear(width, LIKENESS)

    def forward(self, batch: Batch, heads: Sequence[str] = HEADS) -> dict[str, Tensor]:
        """Return the outputs of the named heads, by name; all of them unless told."""
        words = self.dropout(self.encoder(batch))
        parts = dict(self.named_children()) | dict(self.pairs.named_children())
        return {name: parts[name](words) for name in heads}

    def label_arcs(self, tail: Tensor, tip: Tensor) -> Tensor:
        """Return label scores of arcs from the two words' projections, [..., labels]."""
        return self.label(F.gelu(tail + tip))


def start_from(folder: Path, deprels: tuple[str, ...]) -> Network:
    """Return a network whose encoder has the weights of a BERT folder (safetensors, config)."""
    shape = json.loads((folder / "config.json").read_text())
    network = Network(shape, deprels)
    found = load_file(folder / "model.safetensors")
    encoder = network.encoder
    encoder.words.weight.data = found["embeddings.word_embeddings.weight"]
    # BERT adds a token-type vector to each position; with one type it is part of the position.
    kind = found["embeddings.token_type_embeddings.weight"][0]
    encoder.places.weight.data = found["embeddings.position_embeddings.weight"] + kind
    _copy(encoder.norm, found, "embeddings.LayerNorm")
    for number, layer in enumerate(encoder.layers):
        stem = f"encoder.layer.{number}"
        parts = [f"{stem}.attention.self.{part}" for part in ("query", "key", "value")]
        layer.qkv.weight.data = torch.cat([found[f"{part}.weight"] for part in parts])
        layer.qkv.bias.data = torch.cat([found[f"{part}.bias"] for part in parts])
        _copy(layer.out, found, f"{stem}.attention.output.dense")
        _copy(layer.norm_attention, found, f"{stem}.attention.output.LayerNorm")
        _copy(layer.up, found, f"{stem}.intermediate.dense")
        _copy(layer.down, found, f"{stem}.output.dense")
        _copy(layer.norm_inner, found, f"{stem}.output.LayerNorm")
    return network


def load_run(run: Path, start: Path, *, whole: bool = True) -> Network:
    """Return the averaged weights of a run, ready to be used; `start` gives their shape.

    Unless `whole`, heads that the run has not learned yet are left as they begin.
    """
    state = torch.load(run / "last.pt", weights_only=True)
    network = start_from(start, tuple(state["deprels"]))
    network.load_state_dict(state["average"], strict=whole)
    return network.eval()


def _copy(part: nn.Module, found: dict[str, Tensor], stem: str) -> None:
    part.weight.data, part.bias.data = found[f"{stem}.weight"], found[f"{stem}.bias"]
