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
        for label, box in _choices(mark, LETTER * len(name)):
            if _inside(box, size) and not any(_touch(box, other) for other in taken):
                found = label
                taken.append(box)
                break
        labels.append(found)
    return labels


def _choices(mark: tuple[float, float, float], width: float) -> list[tuple[Label, Box]]:
    """Return the places around a mark: right, left, above, below."""
    x, y, r = mark
    half, gap = HEIGHT / 2, r + 3
    return [
        (Label(x + gap, y + 4, "start"), (x + gap, y - half, x + gap + width, y + half)),
        (Label(x - gap, y + 4, "end"), (x - gap - width, y - half, x - gap, y + half)),
        (Label(x, y - gap, "middle"), (x - width / 2, y - gap - 10, x + width / 2, y - gap + 2)),
        (
            Label(x, y + gap + 9, "middle"),
            (x - width / 2, y + gap, x + width / 2, y + gap + 11),
        ),
    ]


def _inside(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
