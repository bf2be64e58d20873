"""What many pages cost is measured on repetitions that are pages of their own."""

from itertools import islice
from pathlib import Path

import pytest

from evals import scale
from tests.made_records import sanctions, talks


def test_a_repetition_is_another_page_with_the_same_records() -> None:
    page, again = talks(), scale.another(talks(), 3)
    assert again == scale.another(page, 3)
    assert again.document.id != page.document.id
    assert len(again.document.text) == len(page.document.text)
    ids = {record.id for record in (*page.entities, *page.told())}
    assert ids.isdisjoint(record.id for record in (*again.entities, *again.told()))
    here = {entity.id for entity in again.entities}
    assert {statement.source.id for statement in again.statements if statement.source} <= here
    places = {item.document_id for entity in again.entities for item in entity.evidence}
    assert places == {again.document.id}
    assert page.document.published.start
    assert again.document.published.start
    passed = again.document.published.start - page.document.published.start
    assert passed.days == 3 * scale.DAYS


def test_names_are_another_persons_in_all_worlds_but_the_first() -> None:
    def names(number: int) -> list[str]:
        return [entity.name for entity in scale.another(talks(), number).entities]

    assert names(0) == names(scale.WORLDS) == [entity.name for entity in talks().entities]
    assert not set(names(0)) & set(names(1))


def test_each_size_gives_a_row_for_all_pages_and_one_for_those_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scale, "ADDED", 1)
    pages = scale.repeated([talks(), sanctions()])
    rows = list(scale.measure(pages, [2, 4], tmp_path / "scale.duckdb"))
    assert [row[:2] for row in rows] == [(2, 2), (3, 1), (4, 4), (5, 1)]
    assert {len(row) for row in rows} == {len(scale.COLUMNS)}
    assert len({reading.document.id for reading in islice(pages, 10)}) == 10
