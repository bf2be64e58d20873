"""Rows of signs: every sign is drawn or counted, and no word covers another."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.records import Period
from demarche.views.dossier_axis import WIDTH, find_axis
from demarche.views.dossier_tracks import LETTER, LINES, DrawnSign, Sign, Track, draw_tracks

FIRST = date(2031, 6, 1)


def sign(offset: int, word: str, length: int = 0) -> Sign:
    start = FIRST + timedelta(offset)
    period = Period(start=start, end=start + timedelta(length), precision="interval", basis="")
    return Sign("○", word, "open", period, f"m{offset}", (f"M{offset}",), word)


signs = st.builds(
    sign, st.integers(0, 60), st.sampled_from(["halted", "in force", "proposed"]), st.integers(0, 9)
)


def words_box(drawn: DrawnSign) -> tuple[float, float]:
    length = LETTER * len(drawn.sign.word)
    return (drawn.x - length, drawn.x) if drawn.before else (drawn.x, drawn.x + length)


@settings(max_examples=80, deadline=None)
@given(st.lists(signs, min_size=1, max_size=14))
def test_signs_are_drawn_apart_or_counted(found: list[Sign]) -> None:
    axis = find_axis(one.period for one in found)
    chart = draw_tracks([Track("fuel", tuple(found))], axis)
    assert chart is not None
    (row,) = chart.tracks
    more = [part for part in row.aside.split(", ") if part.endswith("more")]
    assert len(row.signs) + sum(int(part.split()[0]) for part in more) == len(found)
    for n, one in enumerate(row.signs):
        left, right = words_box(one)
        assert left >= 0
        assert right <= WIDTH
        for other in row.signs[n + 1 :]:
            if one.y == other.y:
                there = words_box(other)
                assert right <= there[0] or there[1] <= left
    assert len({one.y for one in row.signs}) <= LINES


def test_a_row_without_signs_is_a_heading_and_undated_signs_are_counted() -> None:
    undated = Sign("○", "proposed", "open", None, "m", ("M1",), "")
    tracks = [Track("Sanctions"), Track("Karsin", (sign(3, "halted"), undated))]
    chart = draw_tracks(tracks, find_axis([sign(3, "").period]))
    assert chart is not None
    heading, row = chart.tracks
    assert heading.heading
    assert not row.heading
    assert row.aside == "1 undated"


def test_nothing_dated_is_no_chart() -> None:
    undated = Sign("○", "proposed", "open", None, "m", ("M1",), "")
    axis = find_axis([sign(3, "").period])
    assert draw_tracks([Track("Karsin", (undated,))], axis) is None
    assert draw_tracks([Track("Karsin", (sign(3, "halted"),))], None) is None
