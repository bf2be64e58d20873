"""What stands first: more texts, more publishers, more records, later, surer."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from demarche.records import Incident, Record
from demarche.views.dossier_rows import Row, Tables, build_tables
from demarche.views.dossier_weight import weigh, weigh_number
from tests.dossier_crisis import CRISIS

TABLES = build_tables(CRISIS)
TOLD = [row for row in TABLES.told() if not row.key.startswith("N")]


@given(st.lists(st.sampled_from(TOLD), min_size=1, max_size=6), st.sampled_from(TOLD))
def test_what_is_told_besides_never_makes_it_lighter(rows: list[Row], more: Row) -> None:
    assert weigh(TABLES, [*rows, more]) <= weigh(TABLES, rows)
    assert weigh(TABLES, [*rows, *rows]) == weigh(TABLES, rows)


def test_copies_are_one_text() -> None:
    figures = TABLES.kinds["figures"]
    texts = {document.id: "one" for document in CRISIS.documents}
    one = build_tables(replace(CRISIS, texts=texts))
    assert weigh(TABLES, figures)[0] < -1
    assert weigh(one, figures)[0] == -1


def test_a_record_has_the_weight_of_its_incident() -> None:
    incident = max(TABLES.kinds["incidents"], key=lambda row: row.record.independent)
    (first, *_) = (TABLES.by_id[id] for id in incident.record.members)
    assert weigh(TABLES, [first]) == weigh(TABLES, [incident])
    assert isinstance(incident.record, Incident)
    assert -weigh(TABLES, [incident])[0] == incident.record.independent


def test_of_equals_the_later_and_then_the_surer_is_first() -> None:
    assert sorted([_row(3, 0.9), _row(5, 0.4), _row(5, 0.8)], key=_alone) == [
        _row(5, 0.8), _row(5, 0.4), _row(3, 0.9),
    ]  # fmt: skip


def test_of_equal_numbers_the_larger_is_first() -> None:
    rows = sorted(
        (row for row in TABLES.kinds["figures"] if row.record.value),
        key=lambda row: weigh_number(TABLES, [row], row.record)[:4],
    )
    for one, other in zip(rows, rows[1:], strict=False):
        if weigh(TABLES, [one])[:3] == weigh(TABLES, [other])[:3]:
            assert one.record.value >= other.record.value


def _row(day: int, score: float) -> Row:
    row = next(row for row in TABLES.kinds["figures"] if not row.record.series)
    assert row.period is not None
    when = replace(row.period, start=date(2031, 6, day), end=date(2031, 6, day))
    record: Record = replace(row.record, score=score)
    return replace(row, record=record, period=when)


def _alone(row: Row) -> object:
    tables: Tables = replace(TABLES, by_id={row.record.id: row}, together={})
    return weigh(tables, [row])
