"""Train the scorer of coreference links on GUM, read by the shipped reader file.

    python -m training.links --data ../shared/data --to src/demarche/reader/links.npz

It learns from the gold mentions with the trees and kinds that the reader sees, so it is trained
after the export. Three minutes on one core; the seed decides everything.
"""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demarche.reader import load_network
from demarche.reader.link_features import (
    Facts,
    candidates,
    number_mentions,
    pair_features,
    see_mentions,
    single_features,
)
from evals.coref import with_gold
from evals.gum import documents_of, read_document

HIDDEN = 48  # units: 96 gained nothing on the development part
EPOCHS = 10
RATE = 2e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The mentions of a document, M in number, and P pairs of them."""

    alone: Tensor  # [M, S] features of each
    one: Tensor  # [P]
    two: Tensor  # [P], the one before
    pairs: np.ndarray  # [P, F] features, half precision: there are two million pairs
    thing: Tensor  # [M] number of what it stands for


class Scorer(nn.Module):
    """One hidden layer over a pair of mentions, one over a mention alone."""

    def __init__(self, pair: int, single: int) -> None:
        super().__init__()
        self.pair = nn.Linear(pair, HIDDEN)
        self.one = nn.Linear(single, HIDDEN, bias=False)
        self.two = nn.Linear(single, HIDDEN, bias=False)
        self.link = nn.Linear(HIDDEN, 1)
        self.alone = nn.Linear(single, HIDDEN)
        self.new = nn.Linear(HIDDEN, 1)
        self.dropout = nn.Dropout(0.2)

    def forward(self, page: Page) -> tuple[Tensor, Tensor]:
        """Return the score of every pair [P] and of being new [M]."""
        pairs = torch.from_numpy(page.pairs.astype(np.float32))
        hidden = self.pair(pairs) + self.one(page.alone)[page.one] + self.two(page.alone)[page.two]
        link = self.link(self.dropout(F.relu(hidden)))
        new = self.new(self.dropout(F.relu(self.alone(page.alone))))
        return link.squeeze(-1), new.squeeze(-1)


def find_loss(scorer: Scorer, page: Page) -> Tensor:
    """Return the negative log of what a mention gives to all its right antecedents, or to "new"."""
    link, new = scorer(page)
    count = len(page.thing)
    most = torch.full((count,), -1e9).scatter_reduce(0, page.one, link.detach(), "amax")
    most = torch.maximum(most, new.detach())
    links, news = torch.exp(link - most[page.one]), torch.exp(new - most)
    right = (page.thing[page.one] == page.thing[page.two]).float()
    zeros = torch.zeros(count)
    everything = zeros.index_add(0, page.one, links) + news
    found = zeros.index_add(0, page.one, links * right)
    found = torch.where(zeros.index_add(0, page.one, right) > 0, found, news)
    return (torch.log(everything) - torch.log(found + 1e-9)).mean()


def read_pages(path: Path) -> list[Page]:
    """Return the documents of a GUM archive with their gold mentions, as the reader reads them."""
    network = load_network()
    pages = []
    for document in documents_of(path):
        read = with_gold(document, read_document(network, document))
        facts = number_mentions(see_mentions(read))
        entity = {mention.words: mention.entity for mention in document.mentions}
        places = sorted(entity, key=lambda words: (words[0], words[1], -words[2]))
        numbers: dict[str, int] = {}
        things = [numbers.setdefault(entity[words], len(numbers)) for words in places]
        pages.append(_page(facts, things))
    return pages


def _page(facts: Facts, things: Sequence[int]) -> Page:
    one, two = candidates(facts)
    return Page(
        alone=torch.from_numpy(single_features(facts)),
        one=torch.from_numpy(one),
        two=torch.from_numpy(two),
        pairs=pair_features(facts, one, two).astype(np.float16),
        thing=torch.tensor(things),
    )


def train(pages: list[Page], seed: int) -> Scorer:
    """Return a scorer trained on the pages, one a step, the rate falling in a line."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    scorer = Scorer(pages[0].pairs.shape[1], pages[0].alone.shape[1])
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * len(pages)
    for epoch in range(EPOCHS):
        draw.shuffle(pages)
        total = 0.0
        for number, page in enumerate(pages):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - (epoch * len(pages) + number) / steps)
            loss = find_loss(scorer, page)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(pages):.4f}", flush=True)
    return scorer


def main() -> None:
    """Parse the command line, train, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    scorer = train(read_pages(options.data / "gum/gum-train.tar.gz"), options.seed)
    state = {name: value.numpy() for name, value in scorer.state_dict().items()}
    np.savez_compressed(
        options.to,
        pair=state["pair.weight"],
        pair_bias=state["pair.bias"],
        one=state["one.weight"],
        two=state["two.weight"],
        link=state["link.weight"][0],
        link_bias=state["link.bias"][0],
        alone=state["alone.weight"],
        alone_bias=state["alone.bias"],
        new=state["new.weight"][0],
        new_bias=state["new.bias"][0],
    )


if __name__ == "__main__":
    main()
