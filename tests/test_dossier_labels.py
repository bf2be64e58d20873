"""Names on a drawing cover neither marks nor each other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.views.dossier_labels import LETTER, Label, place_labels

SIZE = (700.0, 400.0)
marks = st.lists(
    st.tuples(st.integers(0, 700), st.integers(0, 400), st.integers(2, 12)), max_size=25
)


def box(label: Label, name: str) -> tuple[float, float, float, float]:
    width = LETTER * len(name)
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return (left, label.y - 9, left + width, label.y)


@settings(max_examples=80, deadline=None)
@given(marks)
def test_names_stand_apart_and_inside(found: list[tuple[int, int, int]]) -> None:
    names = [f"Town {n}" for n in range(len(found))]
    placed = place_labels(found, names, SIZE)
    assert len(placed) == len(found)
    boxes = [box(label, name) for label, name in zip(placed, names, strict=True) if label]
    for n, one in enumerate(boxes):
        assert one[0] >= -0.01
        assert one[2] <= SIZE[0] + 0.01
        for other in boxes[n + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]


def test_a_lone_mark_has_its_name_to_the_right() -> None:
    (label,) = place_labels([(100, 100, 4)], ["Brel"], SIZE)
    assert label is not None
    assert (label.anchor, label.x > 100) == ("start", True)
