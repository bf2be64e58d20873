"""Pages: what is found, decoded and taken apart."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.errors import OptionError, PageError
from demarche.pages import find_pages, make_document, read_meta
from demarche.pages.decode import decode_page
from demarche.pages.document import body_texts, take_apart
from demarche.pages.language import is_english
from demarche.pages.paragraphs import split_paragraphs
from demarche.pages.titles import clean_title
from demarche.records import Document, Page, Rejected
from demarche.spans import Span

STORY = (
    "The foreign minister of Ruritania said on Monday that his government would not attend the "
    "talks in the capital.",
    "His counterpart replied that the invitation had been sent to all of the parties, and that "
    "it would stand until the end of the week.",
    "“We have heard them,” she said.",
    "The talks are to begin on Thursday, when the envoys of nine states are expected to meet.",
)
HEADLINE = "Ruritania stays away from talks in the capital"


def text_page(*lines: str, **said: str) -> Page:
    """Return a plain-text page of lines divided by blank ones."""
    return Page(path="a.txt", form="text", content="\n\n".join(lines), sha256="0", **said)


def kinds(document: Document, kind: str) -> list[str]:
    """Return the texts of the blocks of one kind."""
    return [block.span.of(document.text) for block in document.blocks if block.kind == kind]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .A\n\r\t“”\"'•19é", max_size=300))
def test_blocks_are_ordered_trimmed_parts_of_the_unchanged_text(content: str) -> None:
    page = Page(path="a.txt", form="text", content="The talks will begin.\n" + content, sha256="0")
    document = take_apart(page)
    assert document.text == page.content
    ends = 0
    for block in document.blocks:
        words = block.span.of(document.text)
        assert ends <= block.span.start
        assert words
        assert words == words.strip()
        ends = block.span.end


def test_a_dump_is_taken_apart_into_story_and_page() -> None:
    document, rejected = make_document(
        text_page(
            "Skip to main content",
            HEADLINE,
            "By Ann Example",
            "June 4, 2018",
            "• Minister will not travel",
            *STORY[:2],
            "Why the envoys may fail\nWho are the nine states?",
            *STORY[2:],
            "Ann Example and Bob Sample contributed to this report.",
            "Part of complete coverage on",
            "The queen of Ruritania opened a new bridge over the river in the south on Friday.",
        )
    )
    assert body_texts(document) == STORY
    assert document.title == HEADLINE
    assert document.byline == "Ann Example"
    assert kinds(document, "dateline") == ["June 4, 2018"]
    assert kinds(document, "teaser")[:2] == [
        "• Minister will not travel",
        "Why the envoys may fail",
    ]
    assert {row.reason for row in rejected} == {"teaser", "boilerplate"}


def test_what_stands_above_a_repeated_headline_is_not_the_story() -> None:
    banner = "Ruritania is at war today. Find the embassy of your country on the list of embassies."
    document = take_apart(text_page(banner, f"Home News {HEADLINE}", HEADLINE, *STORY))
    assert body_texts(document) == STORY


def test_a_hard_wrapped_dump_is_joined_to_paragraphs() -> None:
    first = (
        "The minister said that the envoys of nine states\nwould meet in the capital on Thursday"
    )
    content = f"{first}, and\nthat he would not be there.\nThe envoys did not reply to the minister"
    document = take_apart(
        text_page(content + " on the\nday after he had spoken to them at length.")
    )
    assert len(body_texts(document)) == 2
    assert body_texts(document)[0].endswith("be there.")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "They must go, he warned.Russia said no.",
            ["They must go, he warned.", "Russia said no."],
        ),
        ('It took lives."They know," he said.', ["It took lives.", '"They know," he said.']),
        ("He said “it is over.”The talks ended.", ["He said “it is over.”", "The talks ended."]),
        ("Mr.Smith of the U.S.Navy wrote to news.Example.Com on it.", None),
    ],
)
def test_lost_line_breaks_divide_paragraphs(line: str, parts: list[str] | None) -> None:
    found = [span.of(line) for span in split_paragraphs(Span(0, len(line)), line)]
    if parts is None:
        assert found[0].startswith("Mr.Smith of the U.S.Navy")
    else:
        assert found == parts


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("Home\nNews\nSport\nWeather\nWorld news\nContact\n", "only-menus"),
        ("Home", "no-article"),
        (
            "Der Außenminister sagte am Montag, dass seine Regierung nicht an den Gesprächen in "
            "der Hauptstadt teilnehmen werde, weil die Einladung zu spät gekommen sei.",
            "language",
        ),
    ],
)
def test_pages_without_an_english_story_are_refused(content: str, reason: str) -> None:
    with pytest.raises(PageError) as refused:
        make_document(Page(path="a.txt", form="text", content=content, sha256="0"))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \n", "empty"),
        (b"%PDF-1.4 talks", "binary"),
        (bytes(range(256)) * 9, "binary"),
    ],
)
def test_bytes_that_are_no_page_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(PageError) as refused:
        decode_page(data)
    assert refused.value.reason == reason


def test_english_is_told_from_other_scripts_with_english_names() -> None:
    assert is_english(STORY)
    assert not is_english(["the Kindle for PC では、設定を変更することができません。" * 3])
    assert not is_english(["2 3 4"])
    assert is_english(["President Ada Brandt vowed on Tuesday to visit seven ports"])


def test_a_single_line_is_told_by_words_that_other_languages_have_too() -> None:
    assert is_english(["Hadi Masri was sworn in as Arland's prime minister here Monday."])
    assert not is_english(["In Arland starten am 12. die Gespräche an Bord"])


def test_encodings_are_told_and_line_breaks_kept() -> None:
    text = "Détente “soon”\r\nnow"
    assert decode_page(text.encode()) == text
    assert decode_page(b"\xef\xbb\xbf" + text.encode()) == text
    assert decode_page(text.encode("cp1252")) == text
    assert decode_page(b"\xff\xfe" + text.encode("utf-16-le")) == text


def test_a_batch_goes_on_after_bad_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("\n".join(STORY), encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(b"\x00")
    rows = [json.dumps({"id": "x", "text": STORY[0], "published": "2018-06-04"}), "{broken", "[]"]
    (tmp_path / "d.jsonl").write_text("\n".join(rows), encoding="utf-8")
    found = list(find_pages([str(tmp_path), str(tmp_path / "none.txt")], publisher="Gazette"))
    pages = [one for one in found if isinstance(one, Page)]
    assert [Path(page.path).name for page in pages] == ["b.txt", "d.jsonl#x"]
    assert [page.publisher for page in pages] == ["Gazette", "Gazette"]
    assert pages[1].published == "2018-06-04"
    reasons = [one.reason for one in found if isinstance(one, Rejected)]
    assert reasons == ["empty", "json", "json", "missing"]


def test_a_date_for_all_pages_does_not_overrule_one_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(["4 June 2018", *STORY]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    pages = list(find_pages([str(tmp_path)], published="2020-01-01"))
    days = [make_document(page)[0].published.start for page in pages if isinstance(page, Page)]
    assert [str(day) for day in days] == ["2018-06-04", "2020-01-01"]


def test_a_page_list_speaks_of_single_pages(tmp_path: Path) -> None:
    table = tmp_path / "pages.csv"
    table.write_text("path,published,publisher\na.txt,2018-06-04,\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(STORY[0], encoding="utf-8")
    (page,) = find_pages([str(tmp_path / "a.txt")], meta=read_meta(str(table)))
    assert isinstance(page, Page)
    assert (page.published, page.publisher) == ("2018-06-04", None)
    table.write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(OptionError, match="path"):
        read_meta(str(table))


def test_ids_depend_on_place_and_bytes_only() -> None:
    def made(path: str, url: str | None = None, digest: str = "0") -> str:
        page = Page(path=path, url=url, form="text", content="\n".join(STORY), sha256=digest)
        return take_apart(page).id

    assert made("a/./b.txt") == made("a/b.txt") != made("a/c.txt")
    assert made("x", "HTTP://News.test/a/?utm_source=x#top") == made("y", "http://news.test/a")
    assert made("a", digest="1") != made("a")


@pytest.mark.parametrize(
    ("title", "headings", "clean"),
    [
        ("Talks fail again - The Daily Gazette", (), "Talks fail again"),
        ("Opinion | Talks fail again | Gazette", (), "Talks fail again"),
        ("Talks fail again | By Ann", ("Talks fail again",), "Talks fail again"),
        ("North - south talks fail", (), "North - south talks fail"),
    ],
)
def test_outlets_are_cut_off_titles(title: str, headings: tuple[str, ...], clean: str) -> None:
    url = "https://www.gazette.example/a"
    assert clean_title(title, headings, site="The Daily Gazette", url=url) == clean


def test_html_gives_story_title_and_date() -> None:
    html = (
        "<html><head><title>x</title>"
        '<meta property="og:title" content="{0} | Gazette">'
        '<meta property="article:published_time" content="2018-06-04T23:30:00-05:00"></head>'
        "<body><nav><a href='/'>Home</a></nav><article><h1>{0}</h1>{1}</article>"
        "<footer>Copyright 2019 Gazette</footer></body></html>"
    ).format(HEADLINE, "".join(f"<p>{line}</p>" for line in STORY * 2))
    page = Page(
        path="a.html", url="https://gazette.example/a", form="html", content=html, sha256="0"
    )
    document, _ = make_document(page)
    assert document.title == HEADLINE
    assert set(body_texts(document)) == set(STORY)
    assert str(document.published.start) == "2018-06-04"
    assert document.published_basis == "stated"


def test_html_without_an_article_is_refused() -> None:
    page = Page(path="a.html", form="html", content="<html><body></body></html>", sha256="0")
    with pytest.raises(PageError) as refused:
        make_document(page)
    assert refused.value.reason == "no-article"
