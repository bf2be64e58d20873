"""Undated pages, dated by the offices that they give people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche import pipeline
from demarche.extract.entities import find_entities
from demarche.records import Annotation, Block, Page, Paragraph, Period
from tests.fakes import lay_out
from tests.test_dated_offices import LAVROV, said

SARKOZY = said("French/ADJ President/PROPN Nicolas/PROPN Sarkozy/PROPN", Nicolas_Sarkozy="person")
HOLLANDE = said(
    "French/ADJ President/PROPN Francois/PROPN Hollande/PROPN", Francois_Hollande="person"
)
JUPPE = said(
    "French/ADJ Foreign/PROPN Minister/PROPN Alain/PROPN Juppe/PROPN", Alain_Juppe="person"
)
CLINTON = said(
    "American/ADJ Secretary/PROPN of/ADP State/PROPN Hillary/PROPN Clinton/PROPN",
    Hillary_Clinton="person",
)
OBAMA = said("President/PROPN Barack/PROPN Obama/PROPN", Barack_Obama="person")
EVERY = (SARKOZY, HOLLANDE, JUPPE, CLINTON, OBAMA, LAVROV)


def dated(*annotations: Annotation) -> Period | None:
    return find_entities(*lay_out(*annotations, published=None)).published


@given(st.lists(st.sampled_from(EVERY), max_size=4))
def test_an_interval_has_its_ends_in_order_and_a_reason(page: list[Annotation]) -> None:
    period = dated(*page)
    if period is not None:
        assert period.start is not None
        assert period.end is not None
        assert period.start <= period.end
        assert period.precision == "interval"
        assert period.basis.startswith("offices that the page tells of: ")
        assert dated(*reversed(page)) is not None


def test_two_offices_bound_a_page_to_the_days_of_both() -> None:
    period = dated(SARKOZY, JUPPE)
    assert period is not None
    assert (period.start, period.end) == (date(2011, 2, 27), date(2012, 5, 15))
    assert "Alain Juppé, foreign minister of FRA" in period.basis


def test_an_office_whose_state_is_not_told_counts_by_its_holder() -> None:
    period = dated(OBAMA, CLINTON)
    assert period is not None
    assert (period.start, period.end) == (date(2009, 1, 21), date(2013, 2, 1))


@pytest.mark.parametrize(
    "page", [(SARKOZY,), (SARKOZY, HOLLANDE), (SARKOZY, LAVROV), ()],
    ids=["one alone", "never at once", "one without an office", "nobody"],
)  # fmt: skip
def test_what_does_not_bound_a_page_leaves_it_undated(page: tuple[Annotation, ...]) -> None:
    assert dated(*page) is None


def test_a_dated_page_keeps_its_date() -> None:
    page = lay_out(SARKOZY, JUPPE, published=date(2031, 5, 9))
    assert find_entities(*page).published is None


def test_the_document_has_the_interval_as_inferred(monkeypatch: pytest.MonkeyPatch) -> None:
    document, passages = lay_out(SARKOZY, JUPPE, published=None)
    blocks = tuple(Block(kind="body", span=passage.span) for passage in passages)
    document = replace(document, blocks=blocks)
    monkeypatch.setattr(pipeline, "make_document", lambda page: (document, ()))
    by_text = {one.text: one for one in (SARKOZY, JUPPE)}

    def reader(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        return tuple(by_text[paragraph.text] for paragraph in paragraphs)

    page = Page(path="p.txt", form="text", content=document.text, sha256="0" * 64)
    found = pipeline.read_page(page, reader).document
    assert found.published_basis == "inferred"
    assert found.published.start == date(2011, 2, 27)
