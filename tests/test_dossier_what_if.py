"""What if it came to a vote: each member with its chances and its words, and what turns it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from demarche.scenario.ask import ask_vote
from demarche.scenario.forecast import Forecast
from demarche.store import Store
from demarche.views.assemble import assemble_dossier
from demarche.views.dossier import render_dossier
from demarche.views.dossier_brief import render_brief
from demarche.views.dossier_rows import build_tables
from demarche.views.dossier_what_if import BAR, WhatIf, lay_out_what_if
from tests.made_votes import THE_DAY, june, stored

SENTENCES = {"sanctions": "Sanctions should be imposed."}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with stored(june()) as made:
        yield made


@pytest.fixture(scope="module")
def made(store: Store) -> Forecast:
    return ask_vote(store, body="unsc", on=THE_DAY, text="sanctions,-observers")


@pytest.fixture(scope="module")
def what_if(store: Store, made: Forecast) -> WhatIf:
    return lay_out_what_if(made, build_tables(assemble_dossier(store)), SENTENCES)


def test_every_member_is_there_with_a_whole_bar(made: Forecast, what_if: WhatIf) -> None:
    assert {line.member.country for line in what_if.lines} == {m.country for m in made.members}
    for line in what_if.lines:
        assert sum(part.width for part in line.bar) == pytest.approx(BAR, abs=2)
        assert [part.x for part in line.bar] == sorted(part.x for part in line.bar)


def test_words_lead_to_their_record_and_the_rest_is_assumed(what_if: WhatIf) -> None:
    lines = {line.member.country: line for line in what_if.lines}
    (told, *_) = lines["RUS"].told
    assert "Moscow refuses sanctions" in " ".join(one.words for one in lines["RUS"].told)
    assert told.row is not None
    assert told.row.record.id
    assert lines["TGO"].told == ()
    assert "Togo" in what_if.unknown


def test_the_text_is_told_in_the_words_of_its_issues(what_if: WhatIf) -> None:
    assert what_if.heading.startswith("UN Security Council, ")
    assert what_if.heading.endswith("Sanctions should be imposed. not: observers")
    assert what_if.pivotal


def test_it_stands_in_the_dossier_where_it_was_asked_for(store: Store, made: Forecast) -> None:
    dossier = assemble_dossier(store)
    assert 'id="what-if"' not in render_dossier(dossier)
    brief = render_brief(replace(dossier, forecasts=(made,)), link="d.html")
    assert "to pass; " in brief
    assert re.search(r"Russia\S* no \(\[[A-Z]\d+\]\(d\.html#\w+\), p\. 1", brief)
    html = render_dossier(replace(dossier, forecasts=(made,)))
    assert 'href="#what-if"' in html
    assert "assumed: no page says" in html


def test_what_no_page_speaks_of_is_marked_as_assumed(store: Store, made: Forecast) -> None:
    silent = ask_vote(store, body="unsc", on=date(2012, 6, 1), text="territory")
    dossier = assemble_dossier(store)
    for forecast, assumed in ((silent, True), (made, False)):
        asked = replace(dossier, forecasts=(forecast,))
        assert ("<strong>All assumed:</strong>" in render_dossier(asked)) == assumed
        assert ("All assumed: the pages that were out before" in render_brief(asked)) == assumed
