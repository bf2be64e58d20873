"""Arc scores to dependency trees: one root a sentence, no cycles."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def best_heads(scores: Floats) -> list[int]:
    """Return the head of each of n words, -1 for the one root, from [n, n + 1] arc scores.

    The last column is the root. Takes each word's best head, and searches the best tree (Chu and
    Liu 1965, Edmonds 1967) only where that gives no tree; several roots are tried one by one.
    """
    n = len(scores)
    exact: Doubles = scores.astype(np.float64)
    exact[np.arange(n), np.arange(n)] = -np.inf
    greedy = exact.argmax(axis=1)
    roots = np.flatnonzero(greedy == n)
    if len(roots) == 1 and _is_tree(greedy, n):
        return [int(head) if head < n else -1 for head in greedy]
    # The strongest few roots; with one root fixed, the rest is the best tree under it.
    candidates = roots if len(roots) else np.argsort(-exact[:, n])[:1]
    trees = [
        _tree_under(exact, int(root)) for root in candidates[np.argsort(-exact[candidates, n])][:3]
    ]
    best = max(trees, key=lambda heads: sum(exact[at, head] for at, head in enumerate(heads)))
    return [head if head < n else -1 for head in best]


def _is_tree(heads: NDArray[np.int64], root: int) -> bool:
    """Say whether following heads from every word ends at the root."""
    at = np.arange(len(heads))
    ends = np.append(heads, root)
    for _ in range(len(heads).bit_length() + 1):
        ends = ends[ends]
    return bool((ends[at] == root).all())


def _tree_under(scores: Doubles, root: int) -> list[int]:
    """Return the best heads with `root` as the only word under the root column."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[:n, :n] = scores[:, :n]
    square[root, :] = -np.inf
    square[root, n] = scores[root, n]
    heads = _edmonds(square, n)
    return heads[:n]


def _edmonds(scores: Doubles, root: int) -> list[int]:
    """Return the head of each node of the best tree under `root`; scores[node, head]."""
    n = len(scores)
    heads = scores.argmax(axis=1)
    heads[root] = root
    cycle = _find_cycle(heads, root)
    if not cycle:
        return [int(head) for head in heads]
    ring = np.asarray(cycle, np.int64)
    inside = np.zeros(n, bool)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    m = len(outside)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    # The cycle becomes node m: the best arc out of it, and the best arc into it that breaks it.
    leave = scores[np.ix_(outside, ring)]
    small[:m, m] = leave.max(axis=1)
    kept = scores[ring, heads[ring]]
    enter = scores[np.ix_(ring, outside)] - kept[:, None]
    small[m, :m] = enter.max(axis=0)
    new_root = int(np.flatnonzero(outside == root)[0])
    found = _edmonds(small, new_root)
    result = heads.copy()
    for at in range(m):
        if at != new_root:
            head = found[at]
            result[outside[at]] = cycle[int(leave[at].argmax())] if head == m else outside[head]
    into = found[m]
    breaker = cycle[int(enter[:, into].argmax())]
    result[breaker] = outside[into]
    return [int(head) for head in result]


def _find_cycle(heads: NDArray[np.int64], root: int) -> list[int]:
    """Return the nodes of one cycle, or nothing."""
    state = np.zeros(len(heads), np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at) :]
        state[path] = 2
    return []
