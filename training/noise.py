"""Windows disturbed for training: words hidden, letter case lost.

The corpora are small beside the network: after the fifth stage its loss on what it was trained on
was a third of that on the development parts (trees 0.28 against 0.73, attributions 0.10 against
0.24). A word that it cannot see it must find out from the others. And real pages have headlines in
capitals and posts without any.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from demarche.reader.pieces import Window
from training.batches import Item

LOWER, UPPER, LETTERS = 0, 2, range(4)  # cases of words with letters; see reader.pieces
CASELESS = 0.04  # share of windows in small letters, and share in capitals


def disturb(items: Sequence[Item], draw: random.Random, hidden: float, mask: int) -> list[Item]:
    """Return the items with a share of `hidden` words as the piece `mask`, and some caseless."""
    return [replace(item, window=_window(item.window, draw, hidden, mask)) for item in items]


def _window(window: Window, draw: random.Random, hidden: float, mask: int) -> Window:
    pieces, cases = list(window.pieces), window.cases
    for first, last in zip(window.first, window.last, strict=True):
        if draw.random() < hidden:
            pieces[first : last + 1] = [mask] * (last + 1 - first)
    luck = draw.random()
    if luck < 2 * CASELESS:
        one = LOWER if luck < CASELESS else UPPER
        cases = tuple(one if case in LETTERS else case for case in cases)
    return replace(window, pieces=tuple(pieces), cases=cases)
