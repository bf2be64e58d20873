"""The map: north is up, every place is on it or named beside it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.views.dossier_map import HEIGHT, WIDTH, draw_map
from demarche.views.dossier_rows import build_tables
from tests.dossier_crisis import CRISIS

TABLES = build_tables(CRISIS)
IDS = [row.record.id for row in TABLES.kinds["entities"]]


def row(id: str, latitude: float, longitude: float, count: int) -> dict[str, Any]:
    return {
        "id": id, "name": TABLES.by_id[id].record.name, "latitude": latitude,
        "longitude": longitude, "feature": "city", "records_there": count, "records": [],
    }  # fmt: skip


places = st.lists(
    st.tuples(st.floats(-80, 80), st.floats(-179, 179), st.integers(1, 60)), min_size=1, max_size=9
)


@settings(max_examples=60, deadline=None)
@given(places)
def test_each_place_is_drawn_inside_or_named(found: list[tuple[float, float, int]]) -> None:
    rows = [row(id, *place) for id, place in zip(IDS, found, strict=False)]
    drawn = draw_map(TABLES, rows)
    assert drawn is not None
    for spot in drawn.spots:
        assert 0 <= spot.x <= WIDTH
        assert 0 <= spot.y <= HEIGHT
    there = [spot.row.record.id for spot in drawn.spots] + [
        one.record.id for one, _ in drawn.outside
    ]
    assert sorted(there) == sorted(one["id"] for one in rows)
    assert len(drawn.meridians) <= 12


def test_north_is_up_and_east_is_right() -> None:
    drawn = draw_map(TABLES, CRISIS.views["map"])
    assert drawn is not None
    spots = {spot.row.record.name: spot for spot in drawn.spots}
    assert spots["Ostra"].y < spots["Brel"].y
    assert spots["Ostra"].x > spots["Brel"].x
    assert "22°E" in [words for _, words in drawn.meridians]


def test_places_where_nothing_happens_are_left_out() -> None:
    assert draw_map(TABLES, [row(IDS[0], 1.0, 1.0, 0)]) is None
