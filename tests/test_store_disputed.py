"""Disputes of figures as pages make them: through the file, from words to the list."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from demarche.records import Block, Reading
from demarche.spans import Span
from demarche.store import Store, open_store
from demarche.views import questions
from tests.made_crisis import NOON
from tests.made_records import day, document, figure
from tests.test_copies import words

WIRE = words(1, 60)
Count = tuple[float, str | None]  # how many, and who counts


def page(name: str, *counts: Count, on: str = "2031-05-09", wire: str = "") -> Reading:
    """Return a page that counts the homeless of one storm on one day."""
    lines = [f"{number:g} are homeless, {body} said." for number, body in counts]
    text = " ".join((*lines, wire))
    source = document(f"{name}.txt", text, published=day(on))
    source = replace(source, blocks=(Block(kind="body", span=Span(0, len(text))),))
    made = [
        replace(
            figure(source, line, number, "homeless"),
            low=None, value=number, body=body, series="homeless | storm", as_of=day("2031-05-08"),
        )
        for line, (number, body) in zip(lines, counts, strict=True)
    ]  # fmt: skip
    return Reading(document=source, figures=tuple(made))


def filled(*pages: Reading) -> Store:
    store = open_store(":memory:", create=True)
    for reading in pages:
        store.add(reading, NOON)
    store.refresh()
    return store


def disputed(*pages: Reading) -> Sequence[dict[str, Any]]:
    """Return the list of disputes of these pages."""
    with filled(*pages) as store:
        return questions.rows_of(questions.ask(store, "disputes"))


def test_two_bodies_on_one_page_dispute_a_count() -> None:
    (row,) = disputed(page("a", (100.0, "police"), (900.0, "the rebels")))
    assert row["kind"] == "figure"
    assert {row["who"], row["against"]} == {"police", "the rebels"}
    assert disputed(page("a", (100.0, "police"), (900.0, "the police"))) == []


def test_all_counts_of_one_thing_are_one_matter() -> None:
    (row,) = disputed(page("a", (100.0, "police"), (900.0, "the rebels"), (400.0, "the church")))
    assert (row["pairs"], len(row["disputes"])) == (3, 3)
    assert row["what"] == "how many: homeless, storm"


def test_two_pages_dispute_a_count_and_nought_is_one() -> None:
    (row,) = disputed(page("a", (0.0, "police")), page("b", (15.0, "rebels")))
    assert (row["kind"], row["page"] != row["other_page"]) == ("figure", True)
    assert disputed(page("a", (900.0, "police")), page("b", (950.0, "rebels"))) == []


def test_copies_of_a_count_dispute_it_once_and_not_with_each_other() -> None:
    copies = [page(name, (900.0, "police"), wire=WIRE) for name in "abc"]
    assert len(disputed(*copies, page("d", (100.0, "rebels")))) == 1
    misprint = page("e", (400.0, "police"), wire=WIRE)
    assert disputed(*copies, misprint) == []
