"""Copies in a crisis file are what comparing all its pages at once gives."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.crisis.copies import find_copies
from demarche.records import Copies, Document, Reading
from demarche.serial import from_json
from demarche.store import Store, open_store
from tests.made_crisis import NOON
from tests.test_copies import page, words

few = settings(max_examples=6, deadline=None)  # each opens a store, 0.2 s each


def crisis(*batches: list[Document]) -> Store:
    store = open_store(":memory:", create=True)
    for number, batch in enumerate(batches):
        for document in batch:
            store.add(Reading(document=document), NOON + timedelta(hours=number))
        store.refresh()
    return store


def found(store: Store) -> tuple[Copies, ...]:
    rows = store.sql("FROM copies ORDER BY id").to_arrow_table().to_pylist()
    return tuple(from_json(Copies, row) for row in rows)


some_pages = st.lists(
    st.builds(
        lambda name, text, more, day: page(name, words(text, 40), words(more, 30), day=day),
        st.sampled_from("abcdefgh"),
        st.integers(0, 2),
        st.integers(3, 5),
        st.none() | st.integers(0, 3),
    ),
    max_size=7,
    unique_by=lambda document: document.id,
)


@few
@given(some_pages, st.integers(0, 5))
def test_pages_that_come_later_are_grouped_as_if_read_at_once(
    pages: list[Document], cut: int
) -> None:
    with crisis(pages[:cut], pages[cut:]) as store:
        assert found(store) == find_copies(pages)
        for document in pages[:1]:
            store.forget(document.id)
            store.refresh()
        assert found(store) == find_copies(pages[1:])


def test_only_new_pages_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    with crisis([page("a", words(1)), page("b", words(2))]) as store:
        monkeypatch.setattr("demarche.store.copies.sketch_of_text", lambda _: b"")
        store.refresh()
        store.add(Reading(document=page("c", words(1))), NOON)
        store.refresh()
        sizes = store.sql(
            "SELECT octet_length(shingles) FROM sketches ORDER BY document_id"
        ).fetchall()
        assert [size > 0 for (size,) in sizes] == [True, True, False]


def test_a_version_that_was_replaced_is_no_copy_until_it_stands_again() -> None:
    old = page("a", words(1))
    new = replace(page("b", words(1), words(2)), path=old.path)
    other = page("c", words(1))
    with crisis([old], [new], [other]) as store:
        (copies,) = found(store)
        assert copies.documents == ("b", "c")
        store.forget("b")
        store.refresh()
        (copies,) = found(store)
        assert copies.documents == ("a", "c")
