"""Names on a drawing, put where they cover neither marks nor each other."""

from collections.abc import Sequence
from dataclasses import dataclass

LETTER, HEIGHT = 6.2, 13  # of a 12-pixel face: mean width of a letter, room of a line

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands and to which side it runs."""

    x: float
    y: float
    anchor: str  # start, middle, end


def place_labels(
    marks: Sequence[tuple[float, float, float]], names: Sequence[str], size: tuple[float, float]
) -> list[Label | None]:
    """Return a place for each mark's name, None where there is none free.

    `marks` are x, y and radius, those that matter most first; the drawing has this `size`.
    """
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for x, y, r in marks]
    labels: list[Label | None] = []
    for mark, name in zip(marks, names, strict=True):
        found = None
        for label in _choices(mark):
            box = _box(label, LETTER * len(name))
            if _inside(box, size) and not any(_touch(box, other) for other in taken):
                found = label
                taken.append(box)
                break
        labels.append(found)
    return labels


def _choices(mark: tuple[float, float, float]) -> list[Label]:
    """Return the places around a mark: right, left, above, below, then the four corners."""
    x, y, r = mark
    gap = r + 3
    above, below = y - gap, y + gap + 9
    return [
        Label(x + gap, y + 4, "start"), Label(x - gap, y + 4, "end"),
        Label(x, above, "middle"), Label(x, below, "middle"),
        Label(x + r, above, "start"), Label(x - r, above, "end"),
        Label(x + r, below, "start"), Label(x - r, below, "end"),
    ]  # fmt: skip


def _box(label: Label, width: float) -> Box:
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return (left, label.y - HEIGHT + 3, left + width, label.y + 3)


def _inside(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
