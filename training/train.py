"""Train all heads together, from the starting weights to `training/runs/NAME/last.pt`.

    python -m training.train --data ../shared/data --start FOLDER --run NAME --steps 2000 \
        [--stage 4 --after RUN --trees RUN]

One step is one batch of one task. Resumes from the run's last checkpoint; the seed and the step
decide everything, so a resumed run sees the batches that an unbroken one would have seen.
The log is one JSON object a line.
"""

import json
import math
import pickle
import random
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from demarche.reader.pieces import number_of
from training import likeness, losses
from training.batches import (
    PIECES,
    Item,
    Pairing,
    ask_pairs,
    draw_batches,
    labels_of,
    make_batch,
    number_examples,
)
from training.corpora import (
    Example,
    Pair,
    read_marks,
    read_names,
    read_parties,
    read_polnear,
    read_quads,
    read_trees,
    read_wires,
    tree_examples,
)
from training.labels import PARTIES
from training.likeness import start_teacher
from training.losses import IGNORE
from training.marked_pairs import read_marked_pairs
from training.network import ARCS, PAIRED, TREE, Batch, Network, load_run, start_from
from training.noise import disturb
from training.pairs import read_phrases, read_relations, read_scene_examples
from training.phrases import Fillers
from training.silver import add_trees, label_all, usable_before

# Share of the steps, by stage. The first stage learns to read; the second sharpens what the first
# leaves weakest, with half as large batches for pairs, which are few; the third adds sentences of
# our own, the fourth sentences with several parties, and trees for all of these; the fifth sharpens
# relations again, which the many sentences of the fourth had dulled; the sixth hides words, and
# learns from unmarked wires what the network before it sees in them; the seventh, short, sharpens
# relations once more; the eighth adds real sentences whose pairs are all marked; the ninth reads
# these often enough to learn which pairs are related; the tenth, short, sharpens trees and
# attributions, which that had dulled.
STAGES = {
    1: {
        "syntax": 0.36,
        "attribution": 0.46,
        "relations": 0.09,
        "parties": 0.04,
        "quads": 0.02,
        "names": 0.03,
    },
    2: {
        "syntax": 0.40,
        "attribution": 0.10,
        "relations": 0.40,
        "parties": 0.04,
        "quads": 0.01,
        "names": 0.05,
    },
    3: {
        "syntax": 0.38,
        "attribution": 0.24,
        "relations": 0.16,
        "phrases": 0.13,
        "parties": 0.03,
        "quads": 0.01,
        "names": 0.05,
    },
    4: {
        "syntax": 0.30,
        "attribution": 0.30,
        "relations": 0.13,
        "phrases": 0.08,
        "scenes": 0.10,
        "parties": 0.03,
        "quads": 0.01,
        "names": 0.05,
    },
    5: {
        "syntax": 0.22,
        "attribution": 0.18,
        "relations": 0.42,
        "phrases": 0.04,
        "scenes": 0.04,
        "parties": 0.02,
        "names": 0.08,
    },
    6: {
        "syntax": 0.34,
        "attribution": 0.26,
        "wires": 0.14,
        "relations": 0.10,
        "phrases": 0.04,
        "scenes": 0.06,
        "parties": 0.02,
        "quads": 0.01,
        "names": 0.03,
    },
    7: {
        "syntax": 0.28,
        "attribution": 0.22,
        "relations": 0.44,
        "parties": 0.02,
        "names": 0.04,
    },
    8: {
        "syntax": 0.26,
        "attribution": 0.20,
        "wires": 0.10,
        "relations": 0.14,
        "marked": 0.17,
        "phrases": 0.03,
        "scenes": 0.05,
        "names": 0.05,
    },
    9: {
        "syntax": 0.22,
        "attribution": 0.17,
        "wires": 0.08,
        "relations": 0.12,
        "marked": 0.30,
        "phrases": 0.02,
        "scenes": 0.04,
        "names": 0.05,
    },
    10: {
        "syntax": 0.41,
        "attribution": 0.36,
        "wires": 0.06,
        "relations": 0.06,
        "marked": 0.08,
        "names": 0.03,
    },
}
# Learning rates of the encoder and of the heads.
RATES = {
    1: (1.5e-4, 1e-3),
    2: (1.0e-4, 6e-4),
    3: (1.2e-4, 6e-4),
    4: (1.2e-4, 5e-4),
    5: (8e-5, 4e-4),
    6: (1.5e-4, 6e-4),
    7: (6e-5, 3e-4),
    8: (1.2e-4, 5e-4),
    9: (1.0e-4, 4e-4),
    10: (5e-5, 2.5e-4),
}
# Stages in which marked pairs come a second time, with other states.
SWAPPED = range(4, 11)
FILLS = {"phrases": 3, "scenes": 6}  # times that each of our own templates is filled
FEW_FILLS = {8: 1, 9: 1, 10: 1}  # in stages that have real sentences with all their pairs
# Word pieces a batch, where not the usual number.
PIECES_OF = {"relations": 1000, "marked": 1000, "phrases": 1000, "scenes": 1000}
UNMARKED = 0.5  # share of windows that ask about pairs without marks, from UNMARKED_FROM on
UNMARKED_FROM = {1: 1.0, 2: 1.0, 3: 5 / 9}  # share of the schedule
# From this stage on marked pairs are learned in earnest: as large batches as others, most windows
# asking about all their pairs at once, and whether a pair is related weighing more than its type.
# Of the marked pairs one in forty is, and the mean over so many easy ones would say nothing.
EARNEST = 9
UNMARKED_PAIRS = 0.85
EXISTENCE, EXISTENCE_IN_EARNEST = 0.5, 4.0
SILVER = 0.5  # weight of the trees that a network gave, beside what the sentence is there for
# Tasks whose sentences get them: political ones that stand alone. Paragraphs with attributions or
# names keep their trees without (4 to 12 of 1,970 articles and prepositions of wires mistagged).
PLANTED = ("relations", "phrases", "scenes", "parties", "quads")
LABELLED = ("wires", "marked")  # tasks whose paragraphs get trees and attributions
DISTURBED = range(6, 11)  # stages that hide words
HIDDEN = {
    "wires": 0.15,
    "relations": 0.05,
    "marked": 0.05,
    "phrases": 0.05,
    "scenes": 0.05,
}  # share of words
HIDDEN_ELSEWHERE = 0.12
WARM_UP = 0.06  # share of the steps in which the rates rise
AVERAGE = 0.995  # the shipped weights are a running mean of the last few hundred steps
CHECKPOINT = 100  # steps


def read_corpora(data: Path, seed: int, stage: int) -> dict[str, list[Example]]:
    """Return the training examples of each task of a stage."""
    offices = data / "offices/offices.csv"
    ewt = read_trees(data / "syntax/en_ewt-train.conllu.gz")
    gum = read_trees(data / "gum/gum-train.tar.gz")
    corpora = {
        "syntax": [
            *tree_examples(ewt, entities=False, seed=seed + stage, marks=read_marks()),
            *tree_examples(gum, entities=True, seed=seed + stage),
        ],
        "attribution": [
            example
            for example in read_polnear(
                data / "attribution/polnear-train.tar.gz",
                random.Random(seed) if stage in DISTURBED else None,
            )
            if any(example.attribution or ()) or len(example.words) < 60
        ],
        "relations": balance(
            read_relations(
                data / "events/plover-relations-train.tsv",
                Fillers(offices, random.Random(seed)) if stage in SWAPPED else None,
            )
        ),
        "parties": with_classes(
            [
                with_parties(example)
                for example in read_parties(data / "events/actor-target-tags-train.txt.gz")
            ],
            read_quads(data / "events/pentacode-sentences-train.tsv"),
        ),
        "quads": read_quads(data / "events/pentacode-sentences-train.tsv"),
        "phrases": read_phrases(offices, seed, FEW_FILLS.get(stage, FILLS["phrases"])),
        "scenes": read_scene_examples(offices, seed, FEW_FILLS.get(stage, FILLS["scenes"])),
        "names": read_names(data / "entities/re3d-train.txt.gz"),
        "wires": read_wires(data / "wires/wires.jsonl.gz"),
        "marked": read_marked_pairs(data),
    }
    return {task: corpora[task] for task in STAGES[stage]}


def plant(
    corpora: dict[str, list[Example]], network: Network, tokenizer: Tokenizer, options: Namespace
) -> dict[str, list[Example]]:
    """Give sentences of the planted tasks the trees that `network` sees, wires all labels.

    It takes minutes, so what it sees is kept in the run's folder.
    """
    before = usable_before(corpora["syntax"])
    planted = dict(corpora)
    for task, examples in corpora.items():
        if task not in (*PLANTED, *LABELLED):
            continue
        kept = options.run / f"{task}.{sha256(pickle.dumps(examples)).hexdigest()[:12]}.pickle"
        if not kept.exists():
            seen = (
                label_all(examples, network, tokenizer)
                if task in LABELLED
                else add_trees(examples, network, tokenizer, before, random.Random(options.seed))
            )
            kept.write_bytes(pickle.dumps(seen))
        planted[task] = pickle.loads(kept.read_bytes())
    return planted


def balance(examples: Sequence[Example]) -> list[Example]:
    """Repeat the examples of rare relations: the square root of how much rarer they are."""
    counts: dict[int | None, int] = {}
    for example in examples:
        kind = example.pairs[0].relation
        counts[kind] = counts.get(kind, 0) + 1
    most = max(counts.values())
    return [
        example
        for example in examples
        for _ in range(round(math.sqrt(most / counts[example.pairs[0].relation])))
    ]


def with_parties(example: Example) -> Example:
    """Add the pair of the first tagged actor and recipient, of unknown type."""
    ranges: dict[str, tuple[int, int]] = {}
    tags = [PARTIES[tag] for tag in example.parties or ()]
    for at, tag in enumerate(tags):
        if tag.startswith("B-") and tag[2:] not in ranges:
            end = at + 1
            while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                end += 1
            ranges[tag[2:]] = (at, end)
    if "actor" not in ranges or "recipient" not in ranges:
        return example
    pair = Pair(actor=ranges["actor"], recipient=ranges["recipient"], relation=None)
    return replace(example, pairs=(pair,))


def with_classes(examples: Sequence[Example], classed: Sequence[Example]) -> list[Example]:
    """Give examples the class of the same sentence where one is marked; tokens may differ."""
    classes = {"".join(example.words).lower(): example.quad for example in classed}
    return [
        replace(example, quad=classes.get("".join(example.words).lower())) for example in examples
    ]


def find_deprels(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the dependency labels of the corpora, sorted."""
    return tuple(sorted({label for example in examples for label in example.deprels or ()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What losses depend on beside the network and the batch."""

    unmarked: float  # share of pairs that are asked about without marks
    existence: float  # weight of whether a pair is related, beside its type
    hidden: float  # share of words that are hidden
    mask: int  # the piece in their place
    teacher: Network  # gives sentences their vectors


def find_loss(
    task: str, network: Network, items: Sequence[Item], draw: random.Random, setting: Setting
) -> Tensor:
    """Return the loss of a batch of `task`."""
    seen = items
    if setting.hidden:
        items = disturb(items, draw, setting.hidden, setting.mask)
    if task in ("relations", "marked", "phrases", "scenes"):
        return _pairs(network, items, draw, setting)
    batch = make_batch(items)
    if task == "syntax":
        return _syntax(network, batch, network(batch, TREE), items)
    if task == "wires":
        given = network(batch, (*ARCS, "attribution", "likeness"))
        tags = losses.chain(given["attribution"], network.moves, labels_of(items, "attribution"))
        alike = likeness.find_loss(network, setting.teacher, seen, given["likeness"])
        return SILVER * tags + _silver(network, batch, given, items) + alike
    given = network(batch, ("quad", *_arcs(items)) if task == "quads" else (task,))
    if task == "attribution":
        return losses.chain(given["attribution"], network.moves, labels_of(items, "attribution"))
    if task == "parties":
        found = losses.classes(given["parties"], labels_of(items, "parties"))
        return found + 0.5 * _pairs(network, items, draw, setting)
    if task == "names":
        return losses.classes(given["names"], labels_of(items, "names"))
    word = (batch.sentence >= 0).float()[..., None]
    scores = (given["quad"] * word).sum(1) / word.sum(1)
    found = F.cross_entropy(scores, torch.tensor([item.example.quad for item in items]))
    return found + _silver(network, batch, given, items)


def _syntax(
    network: Network, batch: Batch, given: dict[str, Tensor], items: Sequence[Item]
) -> Tensor:
    width = batch.sentence.shape[1]
    total = _trees(network, batch, given, items)
    mentions = labels_of(items, "mentions")
    if (mentions > IGNORE).any():
        total = total + 2 * losses.classes(given["mentions"], mentions)
        for side, name in enumerate(("left", "right")):
            bounds = [[b[side] for b in item.example.bounds or ()] for item in items]
            index = torch.tensor([row + [IGNORE] * (width - len(row)) for row in bounds])
            index = torch.where(mentions > 0, index, IGNORE)
            total = total + losses.arcs(given[name], batch.sentence, index)
    names = labels_of(items, "names")
    if (names > IGNORE).any():
        total = total + losses.classes(given["names"], names)
    return total


def _silver(
    network: Network, batch: Batch, given: dict[str, Tensor], items: Sequence[Item]
) -> Tensor:
    """Return the loss of the trees that a network gave; zero where it gave none."""
    if not _arcs(items):
        return torch.zeros(())
    return SILVER * _trees(network, batch, given, items)


def _arcs(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the heads that trees are learned with, none where no example has a tree."""
    return ARCS if any(item.example.heads for item in items) else ()


def _trees(
    network: Network, batch: Batch, given: dict[str, Tensor], items: Sequence[Item]
) -> Tensor:
    width = batch.sentence.shape[1]
    heads = labels_of(items, "heads")
    heads = torch.where(heads == -1, width, heads)
    labels = {label: number for number, label in enumerate(network.deprels)}
    rows = [[labels[label] for label in item.example.deprels or ()] for item in items]
    targets = torch.tensor([row + [IGNORE] * (width - len(row)) for row in rows])
    total = losses.classes(given["upos"], labels_of(items, "upos"))
    total = total + losses.arcs(given["arcs"], batch.sentence, heads)
    return total + losses.labels(network, given, heads, targets)


def _pairs(
    network: Network, items: Sequence[Item], draw: random.Random, setting: Setting
) -> Tensor:
    asked, pairing = ask_pairs(items, draw, setting.unmarked)
    if not asked:
        return torch.zeros((), requires_grad=True)
    batch = make_batch(asked)
    given = network(batch, (*PAIRED, *_arcs(asked)))
    of = pairing.window
    relation, exists, _ = network.pairs.score(
        (pairing.actor[:, None] @ given["actor"][of]).squeeze(1),
        (pairing.recipient[:, None] @ given["recipient"][of]).squeeze(1),
        given["key"][of],
        given["value"][of],
        within_sentences(batch.sentence[of], pairing),
    )
    total = setting.existence * F.binary_cross_entropy_with_logits(exists, pairing.exists)
    if (pairing.relation != IGNORE).any():
        total = total + F.cross_entropy(
            relation, pairing.relation, ignore_index=IGNORE, label_smoothing=0.05
        )
    return total + _silver(network, batch, given, asked)


def within_sentences(sentence: Tensor, pairing: Pairing) -> Tensor:
    """Return which words a pair may look at [P, W]: those of its sentences, as at run time.

    `sentence` [P, W] has the number of each word's sentence; a party may reach over several.
    """
    inside = (pairing.actor > 0) | (pairing.recipient > 0)
    first = sentence.masked_fill(~inside, sentence.shape[1]).amin(1, keepdim=True)
    last = sentence.masked_fill(~inside, -1).amax(1, keepdim=True)
    return (sentence >= first) & (sentence <= last)


def pieces_of(task: str, stage: int) -> int:
    """Return the word pieces of a batch."""
    return PIECES if is_in_earnest(task, stage) else PIECES_OF.get(task, PIECES)


def is_in_earnest(task: str, stage: int) -> bool:
    """Say whether a task is the marked pairs, in a stage that learns them in earnest."""
    return task == "marked" and stage >= EARNEST


def draw_tasks(stage: int, steps: int, seed: int) -> list[str]:
    """Return the task of each step, in the shares of the stage."""
    shares = STAGES[stage]
    return random.Random(seed).choices(list(shares), weights=list(shares.values()), k=steps)


def rate_at(step: int, steps: int) -> float:
    """Return the factor of the learning rates: up in a line, then down in a line to 2 %."""
    rise = WARM_UP * steps
    return step / rise if step < rise else max(0.02, (steps - step) / (steps - rise))


def unmarked_at(step: int, options: Namespace) -> float:
    """Return the share of windows that ask about pairs without marks, by stage and step."""
    return UNMARKED if step >= UNMARKED_FROM.get(options.stage, 0.0) * options.steps else 0.0


def setting_at(
    task: str, step: int, options: Namespace, tokenizer: Tokenizer, teacher: Network
) -> Setting:
    """Return what the losses of a step depend on."""
    hidden = HIDDEN.get(task, HIDDEN_ELSEWHERE) if options.stage in DISTURBED else 0.0
    earnest = is_in_earnest(task, options.stage)
    return Setting(
        unmarked=UNMARKED_PAIRS if earnest else unmarked_at(step, options),
        existence=EXISTENCE_IN_EARNEST if earnest else EXISTENCE,
        hidden=hidden,
        mask=number_of("[MASK]", tokenizer),
        teacher=teacher,
    )


def train(
    network: Network,
    streams: dict[str, Iterator[list[Item]]],
    options: Namespace,
    setting: Callable[[str, int], Setting],
) -> None:
    """Run the steps that are left of a run and leave its checkpoint."""
    folder = options.run
    folder.mkdir(parents=True, exist_ok=True)
    # 12 million weights, which the corpora with their million words would bend.
    network.encoder.words.weight.requires_grad_(False)
    rates = RATES[options.stage]
    parts = {True: [], False: []}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            parts[name.startswith("encoder.")].append(weight)
    optimizer = torch.optim.AdamW(
        [
            {"params": parts[part], "lr": rate}
            for part, rate in zip((True, False), rates, strict=True)
        ],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    begin = _resume(folder, network, optimizer, average)
    tasks = draw_tasks(options.stage, options.steps, options.seed)
    for task in tasks[:begin]:
        next(streams[task])
    seen, clock, running = 0, time.monotonic(), dict.fromkeys(STAGES[options.stage], 0.0)
    log = (folder / "log.jsonl").open("a", encoding="utf-8")
    end = min(options.steps, options.until or options.steps)
    for step in range(begin, end):
        items = next(streams[tasks[step]])
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * rate_at(step + 1, options.steps)
        torch.manual_seed(options.seed * 1_000_003 + step)
        draw = random.Random(options.seed + step)
        loss = find_loss(tasks[step], network, items, draw, setting(tasks[step], step))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parts[True] + parts[False], 1.0)
        optimizer.step()
        _average(average, network, min(AVERAGE, (step + 1) / (step + 10)))
        seen += sum(len(item.window.pieces) for item in items)
        running[tasks[step]] = 0.9 * running[tasks[step]] + 0.1 * loss.item()
        if (step + 1) % CHECKPOINT == 0 or step + 1 == end:
            _save(folder, network, optimizer, average, step + 1)
            speed = round(seen / (time.monotonic() - clock))
            losses_now = {task: round(value, 3) for task, value in running.items()}
            log.write(
                json.dumps({"step": step + 1, "pieces_per_second": speed, **losses_now}) + "\n"
            )
            log.flush()


@torch.no_grad()
def _average(average: dict[str, Tensor], network: Network, keep: float) -> None:
    for name, value in network.state_dict().items():
        if value.dtype.is_floating_point and name != "encoder.words.weight":
            average[name].lerp_(value, 1 - keep)


def _save(
    folder: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, Tensor],
    step: int,
) -> None:
    state = {
        "step": step,
        "network": network.state_dict(),
        "average": average,
        "optimizer": optimizer.state_dict(),
        "deprels": network.deprels,
    }
    torch.save(state, folder / "next.pt")
    (folder / "next.pt").replace(folder / "last.pt")


def _resume(
    folder: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    average: dict[str, Tensor],
) -> int:
    if not (folder / "last.pt").exists():
        return 0
    state = torch.load(folder / "last.pt", weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    average.update(state["average"])
    return state["step"]


def main() -> None:
    """Parse the command line and train."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="folder of the starting weights")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--until", type=int, help="step to stop at, of a schedule of --steps")
    parser.add_argument("--stage", type=int, choices=STAGES, default=1)
    parser.add_argument("--after", type=Path, help="run whose weights to begin with")
    parser.add_argument("--trees", type=Path, help="run that gives trees to what has none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpora = read_corpora(options.data, options.seed, options.stage)
    if options.trees is not None:
        before = load_run(options.trees, options.start, whole=False)
        options.run.mkdir(parents=True, exist_ok=True)
        corpora = plant(corpora, before, tokenizer, options)
    network = start_from(options.start, find_deprels(corpora["syntax"]))
    if options.after is not None:
        before = torch.load(options.after / "last.pt", weights_only=True)
        network.load_state_dict(before["average"], strict=False)
    streams = {
        task: draw_batches(
            number_examples(examples, tokenizer),
            random.Random(f"{options.seed} {task}"),
            pieces_of(task, options.stage),
        )
        for task, examples in corpora.items()
    }
    teacher = start_teacher(start_from(options.start, network.deprels))
    train(
        network,
        streams,
        options,
        lambda task, step: setting_at(task, step, options, tokenizer, teacher),
    )


if __name__ == "__main__":
    main()
