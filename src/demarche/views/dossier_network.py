"""Who has to do with whom: parties as points, what passes between them as lines.

The layout is that of Fruchterman and Reingold (1991), from a circle and with a fixed number of
steps, so that the same crisis always gives the same drawing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from demarche.views.dossier_labels import Label, place_labels
from demarche.views.dossier_rows import Row, Tables, ViewRow

WIDTH, HEIGHT, EDGE = 720, 440, 34  # pixels; what stays free of points at each edge
PARTIES = 28  # points: past these the lines can no longer be told apart
STEPS = 200  # of the layout; it stands still after some hundred with this many points
DOT, DOT_MAX = 3.0, 11.0  # radius of a party with one event, the most
LINE, LINE_MAX = 1.0, 6.0  # width of a line of one event, the most

Places = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Node:
    """One party."""

    row: Row
    x: float
    y: float
    radius: float
    label: Label | None
    events: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What passes between two parties."""

    one: Node
    other: Node
    width: float
    kind: str  # cooperation, conflict or both
    keys: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Network:
    """The whole drawing."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[Row, ...]


def draw_network(tables: Tables, rows: Iterable[ViewRow]) -> Network | None:
    """Draw the rows of the view `network`; None where there are none."""
    found = [row for row in rows if {row["one_id"], row["other_id"]} <= tables.by_id.keys()]
    if not found:
        return None
    weight: Counter[str] = Counter()
    for row in found:
        weight[row["one_id"]] += row["events"]
        weight[row["other_id"]] += row["events"]
    order = sorted(weight, key=lambda id: (-weight[id], id))
    shown = order[:PARTIES]
    index = {id: n for n, id in enumerate(shown)}
    inner = [row for row in found if row["one_id"] in index and row["other_id"] in index]
    pairs = [(index[row["one_id"]], index[row["other_id"]]) for row in inner]
    places = _fitted(lay_out(len(shown), pairs))
    unit = min(DOT * 1.6, DOT_MAX / sqrt(weight[order[0]]))
    marks = [
        (float(x), float(y), round(max(DOT, unit * sqrt(weight[id])), 1))
        for id, (x, y) in zip(shown, places, strict=True)
    ]
    names = [tables.by_id[id].record.name for id in shown]
    labels = place_labels(marks, names, (WIDTH, HEIGHT))
    nodes = tuple(
        Node(tables.by_id[id], round(x, 1), round(y, 1), r, label, weight[id])
        for id, (x, y, r), label in zip(shown, marks, labels, strict=True)
    )
    most = max((row["events"] for row in inner), default=1)
    edges = tuple(
        _edge(row, (nodes[a], nodes[b]), most, tables)
        for row, (a, b) in zip(inner, pairs, strict=True)
    )
    left_out = tuple(tables.by_id[id] for id in order[PARTIES:])
    return Network(WIDTH, HEIGHT, nodes, edges, left_out)


def _edge(row: ViewRow, ends: tuple[Node, Node], most: int, tables: Tables) -> Edge:
    cooperation, conflict = row["cooperation"], row["conflict"]
    kind = "both" if cooperation and conflict else "conflict" if conflict else "cooperation"
    one, other = ends
    words = f"{cooperation} of cooperation, {conflict} of conflict"
    return Edge(
        one=one,
        other=other,
        width=round(LINE + (LINE_MAX - LINE) * (row["events"] - 1) / max(most - 1, 1), 1),
        kind=kind,
        keys=tables.keys(row["records"]),
        title=f"{one.row.record.name} and {other.row.record.name}: {words}",
    )


def lay_out(count: int, pairs: Sequence[tuple[int, int]]) -> Places:
    """Return places about the origin: joined points draw near, all points keep apart."""
    angles = 2 * np.pi * np.arange(count) / max(count, 1)
    at: Places = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    joined = np.zeros((count, count))
    for one, other in pairs:
        joined[one, other] = joined[other, one] = 1.0
    ideal = sqrt(4.0 / max(count, 1))
    for step in range(STEPS):
        apart = at[:, None, :] - at[None, :, :]
        far = np.maximum(np.linalg.norm(apart, axis=2), 1e-3)
        force = ideal**2 / far**2 - joined * far / ideal  # away, and together
        moved = (apart * force[:, :, None]).sum(axis=1) - 0.6 * at  # and to the middle
        length = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        heat = 0.2 * (1 - step / STEPS)
        at = at + moved / length * np.minimum(length, heat)
    return at


def _fitted(at: Places) -> Places:
    """Stretch places to the drawing."""
    low, high = at.min(axis=0), at.max(axis=0)
    room = np.array([WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE])
    size = np.maximum(high - low, 1e-9)
    placed: Places = EDGE + (at - low) / size * room
    return placed if len(at) > 1 else np.array([[WIDTH / 2, HEIGHT / 2]])
