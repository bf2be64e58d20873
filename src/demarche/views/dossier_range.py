"""What a drawing shows where a few values lie far out."""

from collections.abc import Sequence


def trimmed(
    values: Sequence[float], *, trim: float, far: float, least: float
) -> tuple[float, float]:
    """Return the lowest and highest of sorted values, or of those that are left without the ends.

    The share `trim` of the values on either side is left out only where the range would be more
    than `far` times as long with them; without them it counts as `least` long at least.
    """
    cut = int(len(values) * trim)
    low, high = values[cut], values[len(values) - 1 - cut]
    if values[-1] - values[0] <= far * max(high - low, least):
        return values[0], values[-1]
    return low, high
