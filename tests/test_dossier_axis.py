"""The axis: a day stands at one place in every chart, and no mark leaves the drawing."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.records import Period
from demarche.views.dossier_axis import GUTTER, WIDTH, find_axis, is_point

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
periods = st.builds(
    lambda start, length, open: Period(
        start=None if open == "start" else start,
        end=None if open == "end" else start + timedelta(length),
        precision="interval",
        basis="",
    ),
    days,
    st.integers(0, 900),
    st.sampled_from(["", "", "start", "end"]),
)


def day(number: int, month: int = 6) -> Period:
    when = date(2031, month, number)
    return Period(start=when, end=when, precision="day", basis="")


@settings(max_examples=80, deadline=None)
@given(st.lists(periods, min_size=1, max_size=20))
def test_what_is_among_the_drawn_days_lies_inside_the_drawing(found: list[Period]) -> None:
    axis = find_axis(found)
    assert axis is not None
    for period in found:
        if not axis.side(period):
            left, right = axis.sides(period)
            assert GUTTER <= left <= right <= WIDTH
    assert all(GUTTER <= x <= WIDTH for x, _ in axis.ticks())
    assert len(axis.ticks()) <= 16


@settings(max_examples=60, deadline=None)
@given(st.lists(days, min_size=2, max_size=2, unique=True), st.lists(periods, max_size=5))
def test_a_later_day_stands_further_right(two: list[date], found: list[Period]) -> None:
    first, second = sorted(two)
    axis = find_axis([Period(start=first, end=second, precision="interval", basis=""), *found])
    assert axis is not None
    assert axis.x(first) <= axis.x(second)


def test_one_far_date_does_not_squash_the_rest() -> None:
    near = [day(number) for number in range(1, 29)]
    axis = find_axis([*near, Period(start=date(1950, 1, 1), end=None, precision="after", basis="")])
    assert axis is not None
    assert axis.first.year == 2031
    assert axis.side(Period(start=None, end=date(1950, 1, 1), precision="before", basis="")) == -1


def test_each_group_has_its_say() -> None:
    records = [day(number) for number in range(1, 29)] * 2
    axis = find_axis([day(1, month=9)], records)
    assert axis is not None
    assert axis.last >= date(2031, 9, 1)


def test_without_any_day_there_is_no_axis() -> None:
    assert find_axis([None, Period(start=None, end=None, precision="unknown", basis="")]) is None
    assert is_point(day(3))
    assert not is_point(Period(start=date(2031, 6, 1), end=None, precision="after", basis=""))
