"""Pairs into groups: what is joined to what is joined to something is joined to that."""

from collections.abc import Iterable


def joined(many: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers below `many` in groups, sorted in each and by the first of each.

    Numbers that a pair names are in one group, whatever the order of the pairs (union-find).
    """
    parents = list(range(many))
    for one, other in pairs:
        roots = sorted((root(parents, one), root(parents, other)))
        parents[roots[1]] = roots[0]
    groups: dict[int, list[int]] = {}
    for at in range(many):
        groups.setdefault(root(parents, at), []).append(at)
    return list(groups.values())


def root(parents: list[int], at: int) -> int:
    """Return the number that stands for the group of `at`; the way to it is made shorter."""
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at
