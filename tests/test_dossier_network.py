"""The network: the same crisis gives the same drawing, with every party in it or named."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.views.dossier_network import HEIGHT, PARTIES, WIDTH, draw_network, lay_out
from demarche.views.dossier_rows import build_tables
from tests.dossier_crisis import CRISIS, SOLD

TABLES = build_tables(CRISIS)

graphs = st.integers(1, 20).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
    )
)


@settings(max_examples=25, deadline=None)
@given(graphs)
def test_the_layout_is_finite_and_always_the_same(graph: tuple[int, list[tuple[int, int]]]) -> None:
    at = lay_out(*graph)
    assert at.shape == (graph[0], 2)
    assert np.isfinite(at).all()
    assert (at == lay_out(*graph)).all()


def test_joined_parties_stand_nearer_than_strangers() -> None:
    at = lay_out(6, [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)])
    near = np.linalg.norm(at[0] - at[1])
    assert near < np.linalg.norm(at[:3].mean(axis=0) - at[3:].mean(axis=0))


def test_every_pair_is_a_line_with_its_events() -> None:
    network = draw_network(TABLES, CRISIS.views["network"])
    assert network is not None
    names = {
        frozenset((edge.one.row.record.name, edge.other.row.record.name)): edge
        for edge in network.edges
    }
    arms = names[frozenset(("Tarn", "Velmar"))]
    assert arms.kind == "cooperation"
    assert TABLES.by_id[SOLD.id].key in arms.keys
    assert names[frozenset(("Karsin", "Velmar"))].kind == "conflict"
    for node in network.nodes:
        assert node.x - node.radius >= 0
        assert node.x + node.radius <= WIDTH
        assert node.y - node.radius >= 0
        assert node.y + node.radius <= HEIGHT


def test_parties_beyond_the_room_are_named() -> None:
    ids = [row.record.id for row in TABLES.kinds["entities"]]
    pairs = [(one, other) for n, one in enumerate(ids) for other in ids[n + 1 :]]
    rows = [
        {"one_id": one, "other_id": other, "events": 1, "cooperation": 1, "conflict": 0,
         "records": []}
        for one, other in pairs
    ]  # fmt: skip
    network = draw_network(TABLES, rows)
    assert network is not None
    assert len(network.nodes) + len(network.left_out) == len(ids)
    assert len(network.nodes) == min(len(ids), PARTIES)
    assert draw_network(TABLES, []) is None
