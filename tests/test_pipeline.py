"""The stages in order, and what happens to pages on which one of them fails."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from demarche.errors import PageError
from demarche.pipeline import read_page, read_pages
from demarche.records import Annotation, Page, Paragraph, Reading, Rejected
from tests.toy_reader import toy_reader

TEXT = """Norway and Iceland at odds over a road

Feb. 3, 2001

Anna Example said the road is open. The road leads through the hills to the village of Corby.

Norway condemned Iceland. Its ministry gave no reason for the letter that was sent on that day.

The road was closed for 12 days, and 40 lorries waited at the border between the two countries.
"""


@pytest.fixture
def page() -> Page:
    return Page(path="road.txt", form="text", content=TEXT, sha256="0" * 64, published="2001-02-03")


def test_the_same_page_gives_the_same_reading(page: Page) -> None:
    assert read_page(page, toy_reader) == read_page(page, toy_reader)


def test_records_stand_where_they_say(page: Page) -> None:
    reading = read_page(page, toy_reader)
    text = reading.document.text
    records = (*reading.entities, *reading.statements, *reading.events, *reading.figures)
    assert {type(record).__name__ for record in records} >= {"Entity", "Statement", "Event"}
    for record in records:
        for evidence in record.evidence:
            assert text[evidence.start : evidence.end] == evidence.quote
            assert evidence.document_id == reading.document.id


def test_the_speaker_of_a_statement_is_an_entity_of_the_page(page: Page) -> None:
    reading = read_page(page, toy_reader)
    statement = next(one for one in reading.statements if one.cue == "said")
    assert statement.source is not None
    assert statement.source.name == "Anna Example"
    assert statement.source.id in {entity.id for entity in reading.entities}
    assert statement.content == "the road is open"


def test_the_reader_is_given_the_paragraphs_of_the_body_alone(page: Page) -> None:
    seen: list[str] = []

    def listening(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        seen.extend(paragraph.text for paragraph in paragraphs)
        return toy_reader(paragraphs)

    document = read_page(page, listening).document
    body = [block.span for block in document.blocks if block.kind == "body"]
    assert seen == [span.of(document.text) for span in body]
    assert [text.split()[0] for text in seen] == ["Anna", "Norway", "The"]


def test_a_page_in_another_language_is_kept_and_refused() -> None:
    content = (
        "Die Straße ist offen\n\nDie Ministerin sagte am Freitag, dass die Straße nach Korb "
        "wieder offen sei. Der Nachbar hatte sie vor zwölf Tagen geschlossen, ohne einen Grund "
        "zu nennen. Die Lastwagen warten noch immer an der Grenze zwischen den beiden Ländern.\n"
    )
    foreign = Page(path="strasse.txt", form="text", content=content, sha256="1" * 64)
    reading = read_page(foreign, toy_reader)
    assert reading.document.text == content
    assert not reading.entities
    assert [(row.stage, row.reason) for row in reading.rejected] == [("reader", "language")]


def test_what_the_reader_did_not_see_whole_is_a_row_with_its_place(page: Page) -> None:
    def cutting(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        first, *others = toy_reader(paragraphs)
        return (replace(first, cut=(first.tokens[1].span,)), *others)

    whole, cut = read_page(page, toy_reader), read_page(page, cutting)
    assert not [row for row in whole.rejected if row.reason == "cut"]
    (row,) = (row for row in cut.rejected if row.reason == "cut")
    assert (row.stage, row.document_id) == ("reader", cut.document.id)
    assert f"(at {cut.document.text.index('Example')})" in row.detail
    assert cut.statements == whole.statements


def test_a_bad_page_is_a_row_and_the_others_are_read(page: Page) -> None:
    empty = replace(page, path="empty.txt", content="")
    gone = Rejected(path="gone", document_id=None, stage="pages", reason="missing", detail="none")
    with pytest.raises(PageError):
        read_page(empty, toy_reader)
    first, second, third = read_pages([empty, gone, page], toy_reader)
    assert isinstance(first, Rejected)
    assert (first.path, first.stage) == ("empty.txt", "pages")
    assert second is gone
    assert isinstance(third, Reading)


def test_a_fault_on_one_page_does_not_stop_the_batch(page: Page) -> None:
    def faulty(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        if any("fault" in paragraph.text for paragraph in paragraphs):
            raise ZeroDivisionError("by the fault")
        return toy_reader(paragraphs)

    bad = replace(page, path="bad.txt", content=TEXT.replace("no reason", "no fault"))
    first, second = read_pages([bad, page], faulty)
    assert isinstance(first, Rejected)
    assert (first.stage, first.reason) == ("reader", "failed")
    assert "ZeroDivisionError" in first.detail
    assert "by the fault" in first.detail
    assert isinstance(second, Reading)


def test_ctrl_c_goes_through(page: Page) -> None:
    def interrupted(_: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(read_pages([page], interrupted))
