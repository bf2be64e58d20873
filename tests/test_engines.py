"""Reading with processes: the same readings as in one, whatever happens to a worker."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from demarche.engines.local import read_with_processes
from demarche.errors import ReaderError
from demarche.pipeline import read_pages
from demarche.records import Annotation, Page, Paragraph, Reading, Rejected
from tests.toy_reader import load_toy_reader, toy_reader

Read = Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]

REFUSED = Rejected(path="gone.txt", document_id=None, stage="pages", reason="missing", detail="")


def page(number: int, word: str = "open") -> Page:
    """Return a small page that differs from the others."""
    return Page(
        path=f"page-{number}.txt",
        form="text",
        content=f"A road in the hills\n\nAnna Example said road {number} is {word}. "
        f"The hills are quiet and the village at the end of road {number} waits for news.\n",
        sha256=f"{number:064x}",
        published="2001-02-03",
    )


def load_deadly_reader() -> Read:
    """Return a reader that kills its process at the word `deadly`."""

    def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        if any("deadly" in paragraph.text for paragraph in paragraphs):
            os.kill(os.getpid(), signal.SIGKILL)
        return toy_reader(paragraphs)

    return read


def load_nothing(message: str) -> Read:
    """Fail as a missing network file does."""
    raise ReaderError(message)


def by_path(outcomes: Sequence[Reading | Rejected]) -> dict[str, Reading | Rejected]:
    """Return outcomes by their page."""
    return {one.path if isinstance(one, Rejected) else one.document.path: one for one in outcomes}


def test_two_processes_give_the_readings_of_one() -> None:
    pages = [*(page(number) for number in range(5)), REFUSED]
    alone = list(read_pages(pages, toy_reader))
    apart = list(read_with_processes(pages, 2, load=load_toy_reader))
    assert by_path(apart) == by_path(alone)
    assert any(isinstance(one, Reading) and one.statements for one in apart)


def test_few_pages_stay_in_this_process() -> None:
    loaded: list[int] = []

    def load() -> Read:
        loaded.append(os.getpid())
        return toy_reader

    assert len(list(read_with_processes([page(1), page(2)], load=load))) == 2
    assert loaded == [os.getpid()]


def test_a_page_that_kills_its_worker_is_refused_and_the_others_are_read() -> None:
    pages = [page(1), page(2, "deadly"), page(3), page(4)]
    outcomes = by_path(list(read_with_processes(pages, 2, load=load_deadly_reader)))
    assert {path for path, one in outcomes.items() if isinstance(one, Reading)} == {
        "page-1.txt",
        "page-3.txt",
        "page-4.txt",
    }
    refused = outcomes["page-2.txt"]
    assert isinstance(refused, Rejected)
    assert (refused.stage, refused.reason) == ("reader", "worker died")
    assert "code -9" in refused.detail


def test_a_reader_that_cannot_be_loaded_is_an_error_not_a_refused_page() -> None:
    load = partial(load_nothing, "the network file is missing")
    with pytest.raises(ReaderError, match="the network file is missing"):
        list(read_with_processes([page(1), page(2)], 2, load=load))


def test_stopping_early_leaves_no_process_behind() -> None:
    outcomes = read_with_processes(map(page, range(20)), 2, load=load_toy_reader)
    next(iter(outcomes))
    outcomes.close()  # type: ignore[attr-defined]  # a generator, as Ctrl-C would close it
    assert multiprocessing.active_children() == []
