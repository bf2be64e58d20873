"""Scores to names of persons, organizations and places."""

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

import numpy as np

from demarche.codebook.load import load_codebook
from demarche.reader.decode import Range, Tagged, best_tags, find_runs
from demarche.reader.network import Network, Scores
from demarche.records import Mention, Name, NameKind, Token
from demarche.spans import Span

NAMED = frozenset({"person", "organization", "place"})
NOT_AT_EDGES = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "AUX", "PRON"})
_ADDRESS = re.compile(r"@|://|^www\.", re.IGNORECASE)


def decode_names(
    network: Network,
    scores: Scores,
    text: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
) -> tuple[Name, ...]:
    """Return the names of persons, organizations and places, in order.

    The tags say where; a name must hold a proper noun, and what is no word of it at its edges is
    left off. A mention with a proper noun for a head that the tags passed over adds its name.
    """
    labels = network.labels["names"]
    free = np.zeros((len(labels), len(labels)), np.float32)
    runs = find_runs(best_tags(scores.names, free, labels), scores.names, labels)
    tagged = [run for run in (_trimmed(run, tokens) for run in runs) if run is not None]
    taken = {at for run in tagged for at in range(*run.words)}
    for mention in mentions:
        if (
            mention.kind in NAMED
            and tokens[mention.head].upos == "PROPN"
            and mention.head not in taken
        ):
            run = Tagged(label=mention.kind, words=_proper(tokens, mention), score=mention.score)
            if not taken & set(range(*run.words)):
                tagged.append(run)
                taken.update(range(*run.words))
    found = (_name(run, tokens, text) for run in sorted(tagged, key=lambda run: run.words))
    return tuple(name for name in found if name is not None)


def _name(run: Tagged, tokens: Sequence[Token], text: str) -> Name | None:
    """Return a run as a name: no addresses of web or post, and a state's name is a place."""
    span = Span(tokens[run.words[0]].span.start, tokens[run.words[1] - 1].span.end)
    words = span.of(text)
    if _ADDRESS.search(words):
        return None
    kind = "place" if words.lower() in state_names() else run.label
    return Name(span=span, kind=cast(NameKind, kind), score=run.score)


@cache
def state_names() -> frozenset[str]:
    """Return the names of states in lower case, from the codebook."""
    countries = load_codebook().countries.values()
    return frozenset(
        name.lower() for country in countries for name in (country.name, *country.aliases)
    )


def _trimmed(run: Tagged, tokens: Sequence[Token]) -> Tagged | None:
    """Return a tagged name without articles and marks at its edges; None without a proper noun."""
    start, end = run.words
    while start < end and tokens[start].upos in NOT_AT_EDGES:
        start += 1
    while end > start and tokens[end - 1].upos in NOT_AT_EDGES:
        end -= 1
    if not any(token.upos == "PROPN" for token in tokens[start:end]):
        return None
    return Tagged(label=run.label, words=(start, end), score=run.score)


def _proper(tokens: Sequence[Token], mention: Mention) -> Range:
    """Return the run of proper nouns around a mention's head, within the mention."""
    start = end = mention.head
    while start > mention.first and tokens[start - 1].upos == "PROPN":
        start -= 1
    while end < mention.last and tokens[end + 1].upos == "PROPN":
        end += 1
    return start, end + 1
