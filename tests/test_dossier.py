"""What a reader of the dossier gets, from the file alone: see test_dossier_browser for clicks."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.records import Period
from demarche.spans import Span
from demarche.views.dossier import Dossier, render_dossier
from demarche.views.dossier_axis import find_axis
from demarche.views.dossier_rows import LETTERS
from demarche.views.dossier_text import Mark, cut_segments
from demarche.views.dossier_timeline import Item, dated_entries, draw_strip, undated
from demarche.views.dossier_words import figure_words, number_words, period_words, web_address
from tests.dossier_crisis import CRISIS
from tests.dossier_sample import (
    ACCUSATION,
    DENIAL,
    DOCUMENTS,
    ENTITIES,
    EVENTS,
    EXPELLED,
    FIGURES,
    SAMPLE,
    SHELLED,
    SOIL,
    STATEMENTS,
    TOLL,
    A,
)

VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect"}


PARTS = {"div", "p", "td", "th", "tr", "li", "details", "summary", "caption", "h2", "h3", "q"}


class Tree(HTMLParser):
    """Flat record of a page's tags: name, attributes, text inside without the little numbers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), []))
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)
        if tag in PARTS:
            self.handle_data(" ")  # a new line or a new cell divides words

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.tags[self.open.pop()][0] != tag:
            pass
        if tag in PARTS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        inner = self.tags[self.open[-1]][1].get("class") if self.open else None
        if not (inner or "").startswith("ref "):
            for at in self.open:
                self.tags[at][2].append(data)

    def text(self, id: str) -> str:
        """Return all text inside the element with this id."""
        return next("".join(text) for _, attrs, text in self.tags if attrs.get("id") == id)


@pytest.fixture(scope="module")
def html() -> str:
    return render_dossier(SAMPLE)


@pytest.fixture(scope="module")
def tree(html: str) -> Tree:
    return Tree(html)


def squeeze(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- laws


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, Span, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=40))
    edge = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edge, edge), max_size=8))
    layers = st.sampled_from(["content", "source", "name", "whole"])
    marks = [
        Mark("d", Span(min(pair), max(pair)), f"S{number}", draw(layers))
        for number, pair in enumerate(spans)
    ]
    block = sorted(draw(st.tuples(edge, edge)))
    return text, Span(*block), marks


@settings(max_examples=150, deadline=None)
@given(marked_texts())
def test_segments_join_to_the_text_and_each_mark_keeps_its_words(
    case: tuple[str, Span, list[Mark]],
) -> None:
    text, block, marks = case
    segments = cut_segments(text, block, marks)
    assert "".join(segment.text for segment in segments) == block.of(text)
    for mark in marks:
        words = text[max(mark.span.start, block.start) : min(mark.span.end, block.end)]
        found = [s.text for s in segments if mark.key in (*s.keys, *s.around)]
        assert "".join(found) == words


periods = st.builds(
    lambda start, days, open: Period(
        start=None if open == "start" else start,
        end=None if open == "end" else date.fromordinal(start.toordinal() + days),
        precision="interval",
        basis="",
    ),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)) | st.sampled_from([date.min, date(9980, 1, 1)]),
    st.integers(0, 4000) | st.just(0),
    st.sampled_from(["", "", "start", "end"]),
)
items = st.builds(
    lambda number, lane, period, claimed: Item(
        f"E{number}", f"e{number}", lane, "words", period, claimed, None
    ),
    st.integers(0, 99),
    st.sampled_from(["Pages", "Conflict"]),
    st.none() | periods,
    st.none() | st.just("alleged"),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(items, max_size=25))
def test_every_item_is_listed_once_and_no_mark_leaves_the_strip(found: list[Item]) -> None:
    entries = dated_entries(found)
    listed = [item for entry in entries for item in entry.items] + list(undated(found))
    assert Counter(listed) == Counter(found)
    strip = draw_strip(entries, ("Pages", "Conflict"), find_axis(i.period for i in found))
    assert (strip is None) == (not entries)
    for lane in strip.lanes if strip else ():
        for shape in lane.shapes:
            assert shape.x - shape.radius >= 0
            assert shape.x + max(shape.width, shape.radius) <= strip.width
            assert lane.y <= shape.y <= lane.y + lane.height


# ---------------------------------------------------------------- whole with scripts off


def test_every_link_inside_the_file_leads_somewhere_and_no_id_is_used_twice(tree: Tree) -> None:
    ids = [attrs["id"] for _, attrs, _ in tree.tags if "id" in attrs]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    links = {attrs["href"] for _, attrs, _ in tree.tags if (attrs.get("href") or "")[:1] == "#"}
    assert {link[1:] for link in links} - set(ids) == set()


def test_every_record_has_a_row_that_leads_to_its_words_and_back(tree: Tree) -> None:
    links = {attrs.get("href") for _, attrs, _ in tree.tags}
    ids = {attrs.get("id") for _, attrs, _ in tree.tags}
    for record in (*STATEMENTS, *EVENTS, *FIGURES):
        assert f"#w-{record.id}" in links
        assert f"#{record.id}" in links
    assert {record.id for record in (*STATEMENTS, *EVENTS, *FIGURES, *ENTITIES)} <= ids


def test_the_pages_can_be_read_word_for_word(tree: Tree) -> None:
    for number, document in enumerate(DOCUMENTS, 1):
        shown = squeeze(tree.text(f"page-{number}"))
        bodies = [block.span for block in document.blocks if block.kind == "body"]
        assert bodies
        for body in bodies:
            assert squeeze(body.of(document.text)) in shown


def test_what_was_cut_from_a_page_is_folded_away_but_there(tree: Tree) -> None:
    folded = [
        squeeze("".join(text))
        for tag, attrs, text in tree.tags
        if tag == "details" and attrs.get("class") == "cut"
    ]
    assert any("Ten gardens to see this summer" in words for words in folded)
    assert any(words.startswith("Left out: teaser") for words in folded)
    assert not any("accept a border mission" in words for words in folded)


def test_words_outside_every_block_are_shown_as_unsorted() -> None:
    stray = replace(A, text=A.text + "\nA stray last line")
    html = render_dossier(replace(SAMPLE, documents=(stray, *DOCUMENTS[1:])))
    assert "unsorted" in html
    assert "A stray last line" in html


# ---------------------------------------------------------------- nothing of a page can run


def test_page_text_stays_text(tree: Tree) -> None:
    assert "<script>alert(1)</script>" in tree.text("page-1")
    assert "<b>a massacre</b> & selling it" in tree.text(ACCUSATION.id)
    assert "<img src=x onerror=alert(2)>" in tree.text("refused")
    tags = Counter(tag for tag, _, _ in tree.tags)
    assert tags["script"] == 2
    assert tags["img"] == tags["b"] == tags["iframe"] == 0


def test_only_the_two_own_scripts_and_the_own_style_may_run(tree: Tree, html: str) -> None:
    policy = next(
        attrs["content"] for _, attrs, _ in tree.tags
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        for source in re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL):
            digest = b64encode(sha256(source.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    loaded = [attrs for _, attrs, _ in tree.tags if "src" in attrs or "style" in attrs]
    handlers = [k for _, attrs, _ in tree.tags for k in attrs if k.startswith("on")]
    assert loaded == []
    assert handlers == []


def test_an_address_that_would_run_a_script_is_no_link() -> None:
    bad = replace(A, url="javascript:alert(3)")
    tree = Tree(render_dossier(replace(SAMPLE, documents=(bad, *DOCUMENTS[1:]))))
    addresses = [attrs.get("href") or attrs.get("data-url") or "" for _, attrs, _ in tree.tags]
    assert not any("javascript" in address for address in addresses)
    assert web_address("https://archive.example/a") == "https://archive.example/a"
    assert web_address("http://[broken") is None


# ---------------------------------------------------------------- the analyst's questions


def test_an_alleged_act_does_not_look_like_one_that_happened(html: str, tree: Tree) -> None:
    alleged = squeeze(tree.text(SHELLED.id))
    assert "alleged told in S4, Irena Voss" in alleged
    assert "happened" not in alleged
    assert "happened page’s own voice" in squeeze(tree.text(EXPELLED.id))
    assert re.search(r'class="[^"]*\bclaimed\b[^"]*" data-r="[^"]*"[^>]*>shelled<', html)
    assert re.search(r'class="trigger"[^>]*>expelled<', html)


def test_a_hearsay_act_without_doubt_is_said_to_have_happened() -> None:
    hearsay = replace(SHELLED, factuality="happened")
    events = tuple(hearsay if event is SHELLED else event for event in EVENTS)
    tree = Tree(render_dossier(replace(SAMPLE, events=events)))
    assert "said to have happened told in S4" in squeeze(tree.text(SHELLED.id))
    assert "1 said to have happened" in squeeze(tree.text("overview"))


def test_an_accusation_happened_though_it_is_attributed(tree: Tree) -> None:
    accused = next(event for event in EVENTS if event.event == "ACCUSE")
    assert "happened by saying S10" in squeeze(tree.text(accused.id))


def test_rows_show_source_act_words_and_on_request_the_reason(tree: Tree) -> None:
    row = squeeze(tree.text(SOIL.id))
    for words in ("Irena Voss", "2 June 2031", "reject", "“told reporters”", "not pay for it.”"):
        assert words in row
    assert "The cue and its subject were found." in row
    assert "score 0.87" in row
    assert SOIL.id in row


def test_figures_show_their_bound_and_whose_count_it_is(tree: Tree) -> None:
    row = squeeze(tree.text(TOLL.id))
    assert "at least 9,000" in row
    assert "The Joint Observer Office" in row


def test_the_overview_counts_and_ranks(tree: Tree) -> None:
    words = squeeze(tree.text("overview"))
    assert "3 pages read, from 3 publishers" in words
    assert f"{len(STATEMENTS)} statements" in words
    assert "2 pages were refused: 1 empty, 1 no article" in words
    assert "Karsin Velmar 2 1 COERCE, SANCTION" in words


def test_a_period_is_a_bar_a_day_a_dot_and_the_undated_stand_apart(html: str, tree: Tree) -> None:
    strip = html[html.index("<svg") : html.index("</svg>")]
    dot = r"<title>1 June 2031: Karsin COERCE Velmar</title><circle"
    bar = r"<title>10\N{EN DASH}30 June 2031: Regional Council AGREE[^<]*</title><rect[^>]*hollow"
    assert re.search(dot, strip)
    assert re.search(bar.replace(r"\N{EN DASH}", "\u2013"), strip)
    shelling = next(event for event in EVENTS if event.attributed_to == DENIAL.id)
    late = squeeze(tree.text("undated"))
    assert "Velmar ASSAULT Brel denied as told by Velmar" in late
    assert shelling.when is None


def test_an_empty_crisis_is_a_readable_file() -> None:
    empty = Dossier(
        documents=(), entities=(), statements=(), events=(), figures=(), rejected=(),
        title="Nothing yet", made="demarche",
    )  # fmt: skip
    tree = Tree(render_dossier(empty))
    assert "No page was read." in tree.text("pages")
    assert "No page was refused." in squeeze(tree.text("overview"))


def test_a_record_whose_page_is_gone_still_has_its_row() -> None:
    tree = Tree(render_dossier(replace(SAMPLE, documents=DOCUMENTS[1:])))
    assert "expelled" in tree.text(EXPELLED.id)
    links = {attrs.get("href") for _, attrs, _ in tree.tags}
    assert f"#w-{EXPELLED.id}" not in links


def test_the_same_crisis_in_another_order_gives_the_same_file(html: str) -> None:
    turned = replace(
        SAMPLE, documents=DOCUMENTS[::-1], statements=STATEMENTS[::-1], events=EVENTS[::-1],
        figures=FIGURES[::-1], entities=ENTITIES[::-1],
    )  # fmt: skip
    assert render_dossier(turned) == html


# ---------------------------------------------------------------- the whole crisis


@pytest.fixture(scope="module")
def whole() -> Tree:
    return Tree(render_dossier(CRISIS))


def test_with_all_panels_every_link_leads_somewhere_and_ids_are_unique(whole: Tree) -> None:
    ids = [attrs["id"] for _, attrs, _ in whole.tags if "id" in attrs]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    links = {attrs["href"] for _, attrs, _ in whole.tags if (attrs.get("href") or "")[:1] == "#"}
    assert {link[1:] for link in links} - set(ids) == set()


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        ("disputes", "whether Tarn sells arms to Velmar"),
        ("settled", "differ only because their dates do"),
        ("positions", "Tarn: Sanctions should be imposed, widened or kept. ▼ → ▲ for"),
        ("series", "Velmar health ministry last: 3,000, 20 June 2031"),
        ("measures", "fuel deliveries"),
        ("plans", "pull its guns out of Brel to be done by Velmar"),
        ("compliance", "Joint Observer Office"),
        ("votes", "✕ no: Tarn"),
        ("meetings", "✕ Tarn"),
        ("incidents", "May 2031 to the month the shelling of Brel disputed"),
        ("dyads", "conflict −, cooperation +"),
        ("network", "Velmar and Tarn: 2 of cooperation, 0 of conflict"),
        ("map", "Ostra: 2 records"),
    ],
)
def test_every_panel_answers_in_words(whole: Tree, panel: str, words: str) -> None:
    assert words in squeeze(whole.text(panel))


def test_every_kind_of_record_has_its_rows(whole: Tree) -> None:
    ids = {attrs.get("id") for _, attrs, _ in whole.tags}
    for kind in LETTERS:
        assert {record.id for record in getattr(CRISIS, kind)} <= ids


def test_marks_of_charts_name_records_that_are_there(whole: Tree) -> None:
    keys = {attrs["data-k"] for _, attrs, _ in whole.tags if "data-k" in attrs}
    marked = [attrs["data-keys"] for _, attrs, _ in whole.tags if "data-keys" in attrs]
    named = {key for words in marked for key in (words or "").split() if key != "page"}
    assert named
    assert {key for key in named if not key.isdigit()} <= keys


def test_pages_without_dates_are_shown_all_the_same() -> None:
    nothing = Period(start=None, end=None, precision="unknown", basis="not stated")
    pages = tuple(replace(one, published=nothing) for one in CRISIS.documents)
    tree = Tree(render_dossier(replace(CRISIS, documents=pages)))
    assert "a text that threatened sanctions" in squeeze(tree.text("votes"))
    assert "outside these days" in squeeze(tree.text("series"))


def test_a_panel_without_records_is_not_there(tree: Tree) -> None:
    ids = {attrs.get("id") for _, attrs, _ in tree.tags}
    assert not ids & {"disputes", "positions", "votes", "network", "map"}
    assert {"statements", "events", "figures", "entities"} <= ids


def test_the_file_without_its_data_is_small() -> None:
    empty = Dossier(documents=(), entities=(), rejected=(), title="Nothing", made="demarche")
    assert len(render_dossier(empty).encode()) < 400_000


# ---------------------------------------------------------------- words


def spell(start: date | None, end: date | None, precision: str) -> str:
    return period_words(Period(start=start, end=end, precision=precision, basis=""))


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2031, 6, 5), date(2031, 6, 5), "day", "5 June 2031"),
        (date(2031, 6, 4), date(2031, 6, 10), "week", "week of 4\u201310 June 2031"),
        (date(2031, 5, 1), date(2031, 5, 31), "month", "May 2031"),
        (date(2031, 4, 1), date(2031, 6, 30), "quarter", "quarter 2 of 2031"),
        (date(2031, 1, 1), date(2031, 12, 31), "year", "2031"),
        (date(2030, 1, 1), date(2039, 12, 31), "decade", "2030s"),
        (date(2031, 5, 28), date(2031, 6, 2), "interval", "28 May \u2013 2 June 2031"),
        (None, date(2031, 6, 5), "before", "before 5 June 2031"),
        (date(2031, 6, 5), None, "after", "after 5 June 2031"),
        (None, None, "unknown", "undated"),
    ],
)
def test_periods_are_spelt_at_their_own_grain(
    start: date | None, end: date | None, precision: str, words: str
) -> None:
    assert spell(start, end, precision) == words


@pytest.mark.parametrize(
    ("low", "value", "high", "unit", "qualifier", "words"),
    [
        (None, 2.0, None, "persons", None, "2"),
        (None, 15000.0, None, "persons", "some", "about 15,000"),
        (9000.0, None, 14000.0, "persons", "between", "9,000 to 14,000"),
        (9000.0, None, None, "persons", "more than", "at least 9,000"),
        (None, None, 40.0, "percent", "up to", "at most 40 %"),
        (None, 5e9, None, "USD", None, "USD 5 billion"),
        (None, None, None, "persons", None, "no number"),
    ],
)
def test_figures_are_spelt_with_their_bounds(
    low: float | None, value: float | None, high: float | None, unit: str,
    qualifier: str | None, words: str,
) -> None:  # fmt: skip
    given = replace(TOLL, low=low, value=value, high=high, unit=unit, qualifier=qualifier)
    assert figure_words(given) == words


def test_no_digit_of_a_number_is_lost() -> None:
    assert number_words(1_234_567.0) == "1,234,567"
    assert number_words(2_500_000.0) == "2.5 million"
    assert number_words(3.25) == "3.25"
