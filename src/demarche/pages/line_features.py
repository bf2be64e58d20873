"""What can be seen of a line of a dump and of its neighbours, as numbers.

The likelihood that a line is the story's is a logistic function of these; the weights are in
`line_weights.toml`. After jusText (Pomikálek 2011) and boilerpipe (Kohlschütter et al. 2010):
length, full stops and the neighbours tell more than any word does.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from demarche.pages.lines import SENTENCE_END, Line, normalise
from demarche.pages.phrases import Marks

INNER_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"'“‘«(\[]*\w|[。、]")
SYMBOL = re.compile(r"[|»›@©>]|https?:|www\.")
QUOTES = "\"'“‘«"

FEATURES = (
    "one", "log_words", "log_words_squared", "prose", "full_stop", "inner_stops", "lower",
    "capitals", "digits", "bullet", "indent", "quote", "symbol", "close", "twice",
    "end", "drop", "credit", "caption",
    "before_prose", "before_2_prose", "before_log_words", "before_2_log_words", "before_bullet",
    "after_prose", "after_2_prose", "after_log_words", "after_2_log_words", "after_bullet",
    "density", "wide_density", "mass", "place", "place_in_words",
    "in_stretch", "short_in_stretch", "prose_outside", "far_before", "far_after",
)  # fmt: skip


def line_features(lines: Sequence[Line], marked: Sequence[Marks]) -> NDArray[np.float64]:
    """Return one row of FEATURES for each line and its marks: shape (lines, features)."""
    if not lines:
        return np.zeros((0, len(FEATURES)))
    marks = np.array(
        [[mark.end, mark.drop, mark.credit, mark.caption] for mark in marked], dtype=float
    )
    own = _own_features(lines)
    prose = np.array([line.prose for line in lines]) & (marks[:, :2].sum(axis=1) == 0)
    beside = _beside(lines, prose)
    around = _around(lines, prose)
    stretch = _stretch_features(lines, marks)
    return np.column_stack([own, marks, beside, around, stretch])


def _own_features(lines: Sequence[Line]) -> NDArray[np.float64]:
    """Return what is seen of each line alone: "one" to "twice" of FEATURES."""
    normal = [normalise(line.text) for line in lines]
    times = Counter(normal)
    # Where paragraphs stand without blank lines between them, a missing one says nothing.
    spaced = 2 * sum(line.gap > 0 for line in lines) > len(lines)
    return np.array(
        [
            [
                1.0,
                math.log1p(min(len(line.words), 80)),
                math.log1p(min(len(line.words), 80)) ** 2,
                line.prose,
                bool(SENTENCE_END.search(line.text)),
                min(3, len(INNER_STOP.findall(line.text))),
                line.lower,
                _share(line, str.isupper),
                _share(line, str.isdigit),
                line.bullet,
                0 if line.prose else min(line.indent, 8),
                line.text[0] in QUOTES,
                bool(SYMBOL.search(line.text)),
                spaced and line.gap == 0,
                times[words] > 1,
            ]
            for line, words in zip(lines, normal, strict=True)
        ],
        dtype=float,
    )


def _share(line: Line, test: Callable[[str], bool]) -> float:
    """Return the share of words, single letters left out, that pass `test`."""
    hits = sum(test(word) and (len(word) > 1 or word.isdigit()) for word in line.words)
    return hits / max(1, len(line.words))


def _beside(lines: Sequence[Line], prose: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what is seen of two lines before and two after."""
    count = len(lines)
    logs = np.array([math.log1p(min(len(line.words), 80)) for line in lines])
    bullets = np.array([line.bullet for line in lines], dtype=float)

    def shifted(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
        padded = np.concatenate([np.zeros(2), values, np.zeros(2)])
        return padded[2 + by : 2 + by + count]

    columns = []
    for near, far in ((-1, -2), (1, 2)):
        columns += [shifted(prose.astype(float), near), shifted(prose.astype(float), far)]
        columns += [shifted(logs, near), shifted(logs, far), shifted(bullets, near)]
    return np.column_stack(columns)


def _around(lines: Sequence[Line], prose: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how much of the words around a line are prose, and where on the page it stands."""
    words = np.array([len(line.words) for line in lines], dtype=float)
    sums = np.concatenate([[0.0], np.cumsum(words)])
    prose_sums = np.concatenate([[0.0], np.cumsum(words * prose)])
    places = np.arange(len(lines))

    def window(reach: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        low, high = np.maximum(0, places - reach), np.minimum(len(lines), places + reach + 1)
        return prose_sums[high] - prose_sums[low], sums[high] - sums[low]

    near, near_all = window(6)
    wide, wide_all = window(15)
    total = max(1.0, prose_sums[-1])
    return np.column_stack(
        [
            near / np.maximum(1, near_all),
            wide / np.maximum(1, wide_all),
            wide / total,
            prose_sums[:-1] / total,
            sums[:-1] / max(1.0, sums[-1]),
        ]
    )


def _stretch_features(lines: Sequence[Line], marks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where each line stands to the longest stretch of prose."""
    # In words: an end phrase breaks the stretch unless forty words follow, a menu item unless
    # eight; the figures were set by hand once and not searched over.
    values = [
        -40 if mark[0] else -12 if mark[1]
        else len(line.words) if line.prose
        else -8 if len(line.words) < 12 else 0
        for line, mark in zip(lines, marks, strict=True)
    ]  # fmt: skip
    first, last = best_run(values)
    places = np.arange(len(lines))
    inside = (places >= first) & (places <= last)
    prose = np.array([line.prose for line in lines])
    return np.column_stack(
        [
            inside,
            inside & ~prose,
            ~inside & prose,
            np.clip((first - places) / 10, 0, 1),
            np.clip((places - last) / 10, 0, 1),
        ]
    ).astype(float)


def best_run(values: Sequence[float]) -> tuple[int, int]:
    """Return first and last index of the run with the largest sum; (0, -1) if none is positive.

    >>> best_run([-1, 2, -1, 3, -5, 1])
    (1, 3)
    """
    best, first, last = 0.0, 0, -1
    running, start = 0.0, 0
    for place, value in enumerate(values):
        if running <= 0:
            running, start = 0.0, place
        running += value
        if running > best:
            best, first, last = running, start, place
    return first, last
