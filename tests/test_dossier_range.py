"""What a drawing shows where a few values lie far out."""

from hypothesis import given
from hypothesis import strategies as st

from demarche.views.dossier_range import trimmed

VALUES = st.lists(st.integers(-500, 500), min_size=1, max_size=30).map(sorted)


@given(VALUES)
def test_the_ends_are_values_and_few_lie_outside(values: list[int]) -> None:
    low, high = trimmed(values, trim=0.1, far=3, least=4)
    assert low in values
    assert high in values
    assert sum(low <= value <= high for value in values) >= 0.8 * len(values)


def test_only_what_lies_far_out_is_left_out() -> None:
    assert trimmed([*range(20), 40], trim=0.1, far=3, least=4) == (0, 40)
    assert trimmed([*range(20), 400], trim=0.1, far=3, least=4) == (2, 18)
    assert trimmed([*[7] * 20, 12], trim=0.1, far=3, least=4) == (7, 12)
