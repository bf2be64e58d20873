"""How much chance there is in a figure: the relation head trained anew with several seeds.

    python -m training.spread --data ../shared/data --start FOLDER --run training/runs/NAME

The encoder of the run is left as it is (one shared checkpoint); only the layers that answer for a
pair begin anew, each time with another seed. Prints the macro F1 of the development pairs, asked
with marks, seed by seed. A minute on two cores.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from demarche.reader.pieces import ask_about
from evals.measures import macro_f1
from training.batches import Item, make_batch, mean_over, number_examples
from training.corpora import Example
from training.labels import RELATIONS
from training.network import Network, Pairs, load_run
from training.pairs import read_relations
from training.train import balance

SEEDS = range(1, 6)
STEPS, BATCH = 600, 32
RATE = 6e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Pairs with the vectors of their windows' words: N pairs, W words, D numbers."""

    words: Tensor  # [N, W, D]
    there: Tensor  # [N, W] false where a window is shorter
    actor: Tensor  # [N, W] ranges as means
    recipient: Tensor
    relation: Tensor  # [N]


@torch.no_grad()
def read_pairs(network: Network, examples: Sequence[Example], tokenizer: Tokenizer) -> Asked:
    """Return marked pairs with the vectors that the frozen encoder gives their words."""
    items = [_marked(item) for item in number_examples(examples, tokenizer)]
    pairs = [item.example.pairs[0] for item in items]
    width = max(len(item.window.first) for item in items)
    parts = [make_batch(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
    wide = [F.pad(network.encoder(part), (0, 0, 0, width - part.first.shape[1])) for part in parts]
    there = [F.pad(part.sentence, (0, width - part.sentence.shape[1]), value=-1) for part in parts]
    return Asked(
        words=torch.cat(wide),
        there=torch.cat(there) >= 0,
        actor=torch.tensor([mean_over(pair.actor, width) for pair in pairs]),
        recipient=torch.tensor([mean_over(pair.recipient, width) for pair in pairs]),
        relation=torch.tensor([pair.relation for pair in pairs]),
    )


def _marked(item: Item) -> Item:
    """Return an example that asks about its marked pair."""
    pair = item.example.pairs[0]
    return replace(item, window=ask_about(item.window, pair.actor, pair.recipient))


def answer(head: Pairs, asked: Asked, rows: Tensor) -> Tensor:
    """Return the scores of the types of some pairs, [n, R]."""
    words = head.dropout(asked.words[rows])
    actor = (asked.actor[rows][:, None] @ head.actor(words)).squeeze(1)
    recipient = (asked.recipient[rows][:, None] @ head.recipient(words)).squeeze(1)
    key, value = head.key(words), head.value(words)
    return head.score(actor, recipient, key, value, asked.there[rows])[0]


def train_head(asked: Asked, seed: int) -> Pairs:
    """Return a head trained from the start on the pairs, the rate falling in a line."""
    torch.manual_seed(seed)
    head = Pairs(asked.words.shape[-1])
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    for step in range(STEPS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        rows = torch.randint(len(asked.relation), (BATCH,))
        loss = F.cross_entropy(
            answer(head, asked, rows), asked.relation[rows], label_smoothing=0.05
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head.eval()


@torch.no_grad()
def score(head: Pairs, asked: Asked) -> float:
    """Return the macro F1 of a head's answers."""
    answers = answer(head, asked, torch.arange(len(asked.relation))).argmax(-1)
    names = [[RELATIONS[at] for at in each.tolist()] for each in (asked.relation, answers)]
    return macro_f1(*names)


def main() -> None:
    """Parse the command line, train a head a seed, print what each reaches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    network = load_run(options.run, options.start)
    folder = options.data / "events"
    train = balance(read_relations(folder / "plover-relations-train.tsv"))
    known = read_pairs(network, train, tokenizer)
    asked = read_pairs(network, read_relations(folder / "plover-relations-dev.tsv"), tokenizer)
    found = [score(train_head(known, seed), asked) for seed in SEEDS]
    print("seeds:", " ".join(f"{value:.3f}" for value in found))
    print(f"mean {sum(found) / len(found):.3f}, from {min(found):.3f} to {max(found):.3f}")


if __name__ == "__main__":
    main()
