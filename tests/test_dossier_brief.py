"""The brief: one page, every line with its record, page, publisher and date."""

import re
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from demarche.records import Reading, Reference, make_id
from demarche.store import open_store
from demarche.views.assemble import assemble_dossier
from demarche.views.dossier_brief import plain, render_brief
from demarche.views.dossier_rows import Dossier, build_tables
from tests.dossier_crisis import AGAINST, CRISIS, TURNED, H, page_readings
from tests.made_records import day

MOVED = "Moved: Tarn"
NOON = datetime(2031, 7, 6, 12)
CITED = re.compile(r"\(\[([A-Z]\d+)\]\(d\.html#(\w+)\), p\. (\d+), [^)]+ 20\d\d\)")
BRIEF = render_brief(CRISIS, link="d.html")
# Tarn takes no side on 1 June, before it is against and then for.
UNDECIDED = replace(
    AGAINST, id=make_id("position", "undecided"), stance=None, when=day("2031-06-01"),
    evidence=(replace(AGAINST.evidence[0], quote="Tarn voted"),),
)  # fmt: skip


def said_earlier() -> Dossier:
    with open_store(":memory:", create=True) as store:
        for page in page_readings():
            own = (replace(UNDECIDED, actor=tarn_of(page)),) if page.document.id == H.id else ()
            store.add(replace(page, positions=(*page.positions, *own)), NOON)
        store.refresh()
        return assemble_dossier(store, title="Brel")


def tarn_of(page: Reading) -> Reference:
    tarn = next(one for one in page.entities if one.name == "Tarn")
    return Reference(id=tarn.id, name=tarn.name)


SAID_EARLIER = said_earlier()
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
    assert "Moved: Tarn, from “against”, " in BRIEF
    assert not set("▲▼◆□") & set(BRIEF)
    assert "RC/2031/12: vetoed, 9 yes, against: Tarn, 18 June 2031" in BRIEF
    assert "whether Tarn sells arms to Velmar" in BRIEF
    assert "deliveries by Karsin towards Velmar: halted" in BRIEF
    assert "Velmar, six-step plan: keeps, says Tarn" in BRIEF


def test_a_shift_cites_the_stands_between_which_it_lies() -> None:
    (line,) = (
        one for one in render_brief(SAID_EARLIER, link="d.html").splitlines() if MOVED in one
    )
    assert [id for _, id, _ in CITED.findall(line)] == [AGAINST.id, TURNED.id]
    tarn = next(row for row in SAID_EARLIER.views["stands"] if row["name"] == "Tarn")
    assert tarn["records"][0] == UNDECIDED.id


def test_incidents_are_told_in_texts() -> None:
    assert "the shelling of Brel: May 2031, in 2 texts, disputed" in BRIEF


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
