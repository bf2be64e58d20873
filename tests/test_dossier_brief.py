"""The brief: one page, every line with its record, page, publisher and date."""

import re

from hypothesis import given
from hypothesis import strategies as st

from demarche.views.dossier_brief import plain, render_brief
from demarche.views.dossier_rows import Dossier, build_tables
from tests.dossier_crisis import CRISIS

CITED = re.compile(r"\(\[([A-Z]\d+)\]\(d\.html#(\w+)\), p\. (\d+), [^)]+ 20\d\d\)")
BRIEF = render_brief(CRISIS, link="d.html")
LINES = [line for line in BRIEF.splitlines() if line.startswith("- ")]


def test_every_line_cites_and_each_citation_is_true() -> None:
    tables = build_tables(CRISIS)
    assert len(LINES) > 10
    for line in LINES:
        cited = CITED.findall(line)
        assert cited, line
        for key, id, page in cited:
            assert tables.by_id[id].key == key
            assert int(page) in [number for number, _, _ in tables.by_id[id].pages]


def test_it_fits_on_a_page() -> None:
    assert len(BRIEF.splitlines()) <= 60
    assert len(CITED.sub("", BRIEF).split()) < 500


def test_it_tells_what_moved_who_disputes_and_who_stopped_it() -> None:
    assert "Tarn has moved: Sanctions should be imposed, widened or kept. From ▼" in BRIEF
    assert "RC/2031/12: vetoed, against: Tarn, 18 June 2031" in BRIEF
    assert "whether Tarn sells arms to Velmar" in BRIEF
    assert "deliveries by Karsin towards Velmar: halted" in BRIEF
    assert "Velmar, six-step plan: keeps, says Tarn" in BRIEF


def test_an_empty_crisis_gives_a_head_alone() -> None:
    empty = Dossier(documents=(), entities=(), rejected=(), title="Nothing", made="demarche")
    assert render_brief(empty).splitlines()[0] == "# Nothing"
    assert "- " not in render_brief(empty)


@given(st.text(max_size=60))
def test_words_of_a_page_make_no_markup(words: str) -> None:
    shown = plain(words)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[`*_\[\]<>#|]", re.sub(r"\\\\", "", shown))
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(words.split())
