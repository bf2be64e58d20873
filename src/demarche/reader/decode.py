"""Scores to annotations: legal trees, spans and tags, whatever the numbers are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast

import numpy as np
from numpy.typing import NDArray

from demarche.reader.network import Network, Scores
from demarche.reader.trees import best_heads
from demarche.records import Attribution, Mention, MentionKind, Token
from demarche.spans import Span, trim

Floats = NDArray[np.float32]
Range = tuple[int, int]  # words, end exclusive

NOT_HEADS = frozenset({"PUNCT", "ADP", "CCONJ", "SCONJ", "AUX", "PART"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A run of words under one label."""

    label: str
    words: Range
    score: float


# ---------------------------------------------------------------- syntax


def decode_tokens(
    network: Network, scores: Scores, words: Sequence[Span], sentences: Sequence[Range]
) -> tuple[Token, ...]:
    """Return the words with part of speech, head and relation; one tree a sentence."""
    heads: list[int] = []
    for start, end in sentences:
        arcs = np.concatenate(
            (scores.arcs[start:end, start:end], scores.arcs[start:end, -1:]), axis=1
        )
        heads += [head + start if head >= 0 else -1 for head in best_heads(arcs)]
    deprels = label_arcs(network, scores, heads)
    upos = network.labels["upos"]
    return tuple(
        Token(span=span, upos=upos[tag], head=head, deprel=deprel)
        for span, tag, head, deprel in zip(words, scores.upos.tolist(), heads, deprels, strict=True)
    )


def label_arcs(network: Network, scores: Scores, heads: Sequence[int]) -> list[str]:
    """Return the relation of each word to its head; `root` exactly where there is no head."""
    weights, labels = network.weights, network.labels["deprels"]
    tips = np.concatenate((scores.label_tip, weights["label_root"][None]))
    hidden = gelu(scores.label_tail + tips[np.asarray(heads, np.int64)])
    found = hidden @ weights["label"].T + weights["label_bias"]
    root = labels.index("root")
    roots = np.asarray(heads) < 0
    found[~roots, root] = -np.inf
    found[roots] = -np.inf
    found[roots, root] = 0
    return [labels[at] for at in found.argmax(axis=1).tolist()]


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit of `x` (Hendrycks and Gimpel 2016), by tanh."""
    # The network was trained with the exact form; the two differ by at most 0.0005.
    unit: Floats = 0.5 * x * (1 + np.tanh(0.7978846 * (x + 0.044715 * x * x * x)))
    return unit


# ---------------------------------------------------------------- tags


def best_tags(emissions: Sequence[Floats], moves: Floats, labels: Sequence[str]) -> list[list[int]]:
    """Return the best legal sequence of BIO tags for each of several [W, C] scores (Viterbi 1967).

    `moves` [C, C] are the learned scores of one tag after another; an I- after anything but its
    own B- or I- is not allowed, nor at the start. All windows are gone through at once, the
    longest first, so that those still going at a word are the first few.
    """
    order = sorted(range(len(emissions)), key=lambda number: -len(emissions[number]))
    lengths = [len(emissions[number]) for number in order]
    if not lengths or not lengths[0]:
        return [[] for _ in emissions]
    padded = np.zeros((len(order), lengths[0], len(labels)), np.float32)
    for row, number in enumerate(order):
        padded[row, : lengths[row]] = emissions[number]
    allowed = moves + illegal_moves(tuple(labels))
    opening = np.array([-np.inf if label.startswith("I-") else 0 for label in labels])
    score = padded[:, 0] + opening
    back = np.zeros(padded.shape, np.int64)
    going = len(order)
    for at in range(1, lengths[0]):
        while lengths[going - 1] <= at:
            going -= 1
        ahead = score[:going, :, None] + allowed
        back[:going, at] = ahead.argmax(axis=1)
        score[:going] = ahead.max(axis=1) + padded[:going, at]
    found: list[list[int]] = [[] for _ in emissions]
    for row, number in enumerate(order):
        found[number] = _trace(back[row, : lengths[row]], int(score[row].argmax()))
    return found


def _trace(back: NDArray[np.int64], last: int) -> list[int]:
    """Return the tags that lead to the last one, from [W, C] of which tag came before which."""
    rows: list[list[int]] = back.tolist()
    tags = [last]
    for row in rows[:0:-1]:
        tags.append(row[tags[-1]])
    return tags[::-1] if rows else []


@cache
def illegal_moves(labels: tuple[str, ...]) -> Floats:
    """Return [C, C]: minus infinity where an I- tag would follow another kind, else zero."""
    illegal = np.zeros((len(labels), len(labels)), np.float32)
    for to, label in enumerate(labels):
        if label.startswith("I-"):
            for frm, before in enumerate(labels):
                if before[2:] != label[2:]:
                    illegal[frm, to] = -np.inf
    return illegal


def find_runs(tags: Sequence[int], scores: Floats, labels: Sequence[str]) -> list[Tagged]:
    """Return the labelled runs of a tag sequence; the score is the mean probability of its tags."""
    sure = softmax(scores)[np.arange(len(tags)), list(tags)] if len(tags) else np.zeros(0)
    starts = [at for at, tag in enumerate(tags) if labels[tag].startswith("B-")]
    runs = []
    for start in starts:
        end = start + 1
        while end < len(tags) and labels[tags[end]].startswith("I-"):
            end += 1
        label = labels[tags[start]][2:]
        runs.append(Tagged(label=label, words=(start, end), score=float(sure[start:end].mean())))
    return runs


def softmax(scores: Floats) -> Floats:
    """Return probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast(Floats, shifted / shifted.sum(axis=-1, keepdims=True))


# ---------------------------------------------------------------- attribution


def tag_attributions(network: Network, scores: Sequence[Scores]) -> list[list[int]]:
    """Return the tags of sources, cues and contents of each window."""
    labels = network.labels["attribution"]
    return best_tags([each.attribution for each in scores], network.weights["moves"], labels)


def decode_attributions(
    network: Network, scores: Scores, tags: Sequence[int], words: Sequence[Span], text: str
) -> tuple[Attribution, ...]:
    """Return the attributions of a paragraph, one a cue.

    Spans come from the tags; links by nearness, which is right in 98 % (content to cue) and 99 %
    (source to cue) of cases in PolNeAR. A source or content without a cue gives nothing. A cue
    without a content of its own is given all the same: half of them are right, and two thirds of
    their sources.
    """
    labels = network.labels["attribution"]
    runs = find_runs(tags, scores.attribution, labels)
    by_label = {
        label: [run for run in runs if run.label == label] for label in ("source", "cue", "content")
    }
    cues = by_label["cue"]
    if not cues:
        return ()
    sources: dict[int, Tagged] = {}
    for number, cue in enumerate(cues):
        near = min(by_label["source"], key=lambda run: gap(run.words, cue.words), default=None)
        if near is not None and nearest(near, cues) == number:
            sources[number] = near
    contents: dict[int, list[Tagged]] = {}
    for run in by_label["content"]:
        contents.setdefault(nearest(run, cues), []).append(run)
    return tuple(
        _attribution(cue, sources.get(number), contents.get(number, ()), words=words, text=text)
        for number, cue in enumerate(cues)
    )


def _attribution(
    cue: Tagged,
    source: Tagged | None,
    content: Sequence[Tagged],
    *,
    words: Sequence[Span],
    text: str,
) -> Attribution:
    def span(run: Tagged) -> Span:
        first, end = run.words
        return trim(Span(words[first].start, words[end - 1].end), text)

    parts = [cue, *content, *([source] if source else [])]
    return Attribution(
        source=span(source) if source else None,
        cue=span(cue),
        content=tuple(span(run) for run in content),
        score=float(np.mean([part.score for part in parts])),
    )


def nearest(run: Tagged, cues: Sequence[Tagged]) -> int:
    """Return the number of the cue with the fewest words between it and `run`; first of equals."""
    return min(range(len(cues)), key=lambda number: gap(run.words, cues[number].words))


def gap(one: Range, two: Range) -> int:
    """Return the number of words between two ranges, 0 when they touch or overlap."""
    return max(0, one[0] - two[1], two[0] - one[1])


# ---------------------------------------------------------------- mentions


def decode_mentions(
    network: Network, scores: Scores, tokens: Sequence[Token]
) -> tuple[Mention, ...]:
    """Return the mentions, outer before inner; each is found at its head word."""
    labels = network.labels["mentions"]
    kinds = scores.mentions.argmax(axis=1)
    found = []
    for head in np.flatnonzero(kinds).tolist():
        if not _may_head(tokens[head]):
            continue
        first, last = int(scores.left[head]), int(scores.right[head])
        while first < head and tokens[first].upos in ("PUNCT", "CCONJ", "ADP"):
            first += 1
        while last > head and tokens[last].upos in ("PUNCT", "CCONJ", "ADP"):
            last -= 1
        kind = cast(MentionKind, labels[int(kinds[head])])
        sure = float(scores.mentions[head, kinds[head]])
        found.append(Mention(first=first, last=last, head=head, kind=kind, score=sure))
    return tuple(sorted(found, key=lambda mention: (mention.first, -mention.last)))


def _may_head(token: Token) -> bool:
    """Say whether a word can head a mention; a determiner can where it stands for a noun."""
    if token.upos == "DET":
        return not token.deprel.startswith("det")
    return token.upos not in NOT_HEADS


def divide(ranges: Sequence[Range], sizes: Sequence[int], limit: int) -> list[Range]:
    """Return runs of whole sentences of at most `limit` pieces; a longer sentence is cut.

    `sizes` are the pieces of each word.
    """
    runs: list[Range] = []
    for start, end in ranges:
        for first, last in pairwise([*_cuts(start, end, sizes, limit), end]):
            size = sum(sizes[first:last])
            if runs and runs[-1][1] == first and sum(sizes[runs[-1][0] : last]) <= limit:
                runs[-1] = (runs[-1][0], last)
            elif size:
                runs.append((first, last))
    return runs


def _cuts(start: int, end: int, sizes: Sequence[int], limit: int) -> list[int]:
    """Return where pieces of a sentence begin so that none is over the limit."""
    cuts, size = [start], 0
    for at in range(start, end):
        if size + sizes[at] > limit and size:
            cuts.append(at)
            size = 0
        size += sizes[at]
    return cuts
