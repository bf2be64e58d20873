"""Who did what to whom: every event is in a cell or counted beside the matrix."""

from demarche.views.dossier_dyads import ACTORS, lay_out_dyads
from demarche.views.dossier_rows import build_tables
from tests.dossier_crisis import CRISIS, SOLD, UNSOLD

TABLES = build_tables(CRISIS)


def test_a_number_leads_to_its_events_and_copies_count_once() -> None:
    dyads = lay_out_dyads(TABLES, CRISIS.views["dyads"])
    assert dyads is not None
    columns = [row.record.name for row in dyads.recipients]
    tarn = next(line for line in dyads.lines if line.actor.record.name == "Tarn")
    cell = tarn.cells[columns.index("Velmar")]
    assert cell is not None
    assert (cell.events, cell.cooperation, cell.conflict, cell.happened) == (2, 2, 0, 0)
    assert {row.record.id for row in cell.rows} == {SOLD.id, UNSOLD.id}
    karsin = next(line for line in dyads.lines if line.actor.record.name == "Karsin")
    expelled = karsin.cells[columns.index("Velmar")]
    assert expelled is not None
    assert (expelled.conflict, expelled.happened) == (2, 1)


def test_no_event_is_lost_where_the_matrix_ends() -> None:
    ids = [row.record.id for row in TABLES.kinds["entities"]]
    rows = [
        {"actor_id": one, "recipient_id": other, "events": 1, "happened": 0, "cooperation": 1,
         "conflict": 0, "records": []}
        for one in ids for other in ids if one != other
    ]  # fmt: skip
    dyads = lay_out_dyads(TABLES, rows)
    assert dyads is not None
    inside = sum(cell.events for line in dyads.lines for cell in line.cells if cell)
    assert inside + dyads.left_out == len(rows)
    assert len(dyads.lines) == ACTORS
    assert dyads.more
    assert lay_out_dyads(TABLES, []) is None
