"""How alike two sentences are in meaning: the same claim in other words, across pages.

A sentence's vector is the mean of its words' in the likeness head, of unit length, in signed bytes:
128 of them, small enough to keep with every sentence.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from demarche.reader.decode import Floats, Range

LARGEST = 127


def sentence_vectors(words: Floats, sentences: Sequence[Range]) -> tuple[bytes, ...]:
    """Return the vector of each sentence of a window whose words the head gives as [W, D]."""
    return tuple(_bytes_of(words[start:end].mean(axis=0)) for start, end in sentences)


def _bytes_of(vector: Floats) -> bytes:
    unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
    # No value of a unit vector over 128 numbers comes near 1, so a third of the range is enough.
    return np.clip(np.round(unit * 3 * LARGEST), -LARGEST, LARGEST).astype(np.int8).tobytes()


def likeness(one: bytes, two: bytes) -> float:
    """Return the cosine of two sentence vectors, -1 to 1; 0 where one of them is empty."""
    left, right = _numbers(one), _numbers(two)
    length = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / length if length else 0.0


def _numbers(vector: bytes) -> NDArray[np.float32]:
    return np.frombuffer(vector, np.int8).astype(np.float32)
