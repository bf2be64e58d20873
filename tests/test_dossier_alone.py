"""Figures that no series takes up are answers too: by kind, the heaviest first, copies once."""

from dataclasses import replace
from typing import Any

import pytest

from demarche.records import Statement
from demarche.views.describe import NOBODY
from demarche.views.dossier_alone import OTHERS, draw_alone, group_alone, kind_of
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_rows import Tables, build_tables
from tests.dossier_crisis import CRISIS
from tests.dossier_sample import FIGURES, SAMPLE

TABLES = build_tables(CRISIS)


def with_counted(counted: str, **fields: Any) -> Tables:
    first = replace(FIGURES[1], counted=counted, **fields)
    return build_tables(replace(SAMPLE, figures=(first, *FIGURES[2:])))


def test_every_figure_stands_in_a_line_or_alone() -> None:
    drawn = {row["id"] for row in CRISIS.views["series"]}
    alone = {key for group in group_alone(TABLES, drawn) for key in group.keys}
    lines = set(TABLES.keys(drawn))
    copied = {row.key for row in TABLES.kinds["figures"]} - lines - alone
    assert alone
    assert not alone & lines
    assert copied == {TABLES.by_id[id].key for id in _copied()}


def _copied() -> list[str]:
    """Return the figures of pages that copy another."""
    later = {id for id, first in CRISIS.texts.items() if id != first}
    return [one.id for one in CRISIS.figures if one.evidence[0].document_id in later]


@pytest.mark.parametrize(
    ("counted", "kind"),
    [
        ("people killed", "dead"),
        ("lives taken", "dead"),
        ("villagers wounded", "wounded"),
        ("refugees", "refugees"),
        ("gardens", None),
    ],
)
def test_the_kind_is_the_codebooks(counted: str, kind: str | None) -> None:
    tables = with_counted(counted)
    assert kind_of(tables.by_id[FIGURES[1].id], tables) == kind


def test_a_part_counts_what_its_whole_counts_and_says_of_what() -> None:
    whole = replace(FIGURES[2], counted="people killed", unit="persons")
    part = replace(FIGURES[1], counted="children", subset_of=whole.id)
    tables = build_tables(replace(SAMPLE, figures=(part, whole)))
    (group,) = group_alone(tables, ())
    assert group.name == "dead"
    assert {one.row.record.id: one.part_of for one in group.figures} == {
        part.id: tables.by_id[whole.id], whole.id: None,
    }  # fmt: skip


def test_the_larger_number_of_as_many_texts_stands_first_and_others_last() -> None:
    groups = group_alone(with_counted("people killed"), ())
    assert groups[-1].name == OTHERS
    for group in groups:
        assert [one.weight for one in group.figures] == sorted(one.weight for one in group.figures)


def test_numbers_are_drawn_with_their_bounds() -> None:
    tables = with_counted("people killed", value=None, low=40.0)
    axis = find_axis(document.published for document in tables.documents)
    chart = draw_alone(group_alone(tables, ()), axis)
    assert chart is not None
    signs = [one.sign for track in chart.tracks for one in track.signs]
    assert ("↑", "40") in {(one.sign, one.word) for one in signs}
    assert all(one.row in tables.by_id for one in signs)


def test_who_counts_is_the_speaker_where_nobody_is_named() -> None:
    (said, *_) = (one for one in SAMPLE.statements if isinstance(one, Statement) and one.source)
    told = with_counted("people killed", attributed_to=said.id, body=None)
    who = {one.row.record.id: one.who for g in group_alone(told, ()) for one in g.figures}
    assert said.source is not None
    assert who[FIGURES[1].id] == said.source.name
    assert NOBODY in who.values()
