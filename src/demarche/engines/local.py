"""Reads pages with processes of this machine.

Each worker loads the reader once and is handed one page at a time; its readings come back as they
are done, so their order is not the pages' order: what is made of them must not depend on it (the
store does not). A page on which a worker dies is refused, and another worker takes its place.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from demarche.codebook.files import Own
from demarche.codebook.load import load_codebook
from demarche.codebook.offices import load_offices
from demarche.errors import ReaderError
from demarche.options import MAX_WORKERS, SMALL_BATCH
from demarche.pipeline import read_or_reject, read_pages
from demarche.reader import load_reader
from demarche.reader.threads import count_cores
from demarche.records import Page, Reader, Reading, Rejected

LoadReader = Callable[[], Reader]
Outcomes = Generator[Reading | Rejected, None, None]

# One thread of onnxruntime a process: the pages are the parallel part.
load_single_threaded = partial(load_reader, threads=1)

# Seconds a worker has to end when it is told to; ending takes milliseconds, unless it is deep in
# a call of the network, which takes at most about a second.
PATIENCE = 2.0

BLAS_THREADS = "OPENBLAS_NUM_THREADS"  # read by numpy's library of products when it is loaded


def read_with_processes(
    pages: Iterable[Page | Rejected],
    workers: int | None = None,
    *,
    load: LoadReader = load_single_threaded,
    codebook: Own = None,
) -> Outcomes:
    """Read pages with `workers` processes; None chooses by the number of pages and of cores.

    `load` makes the reader; with more than one worker it is called in each of them, so it must be
    a function of a module (or a partial of one). `codebook` is an analyst's own, as for
    `load_codebook`. Closing the generator ends the workers. Raises ReaderError when the reader
    cannot be loaded, OptionError
    when the codebook cannot.
    """
    load_codebook(codebook)  # a mistake in it is told once, here
    load_offices(codebook)
    pages = iter(pages)
    if workers is None:
        first = list(islice(pages, SMALL_BATCH))
        pages = chain(first, pages)
        workers = 1 if len(first) < SMALL_BATCH else min(count_cores(), MAX_WORKERS)
    if workers == 1:
        yield from read_pages(pages, load(), load_codebook(codebook))
    else:
        yield from _read_apart(pages, workers, _Task(load, codebook))


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker is started with."""

    load: LoadReader
    codebook: Own


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that reads pages, and our end of the line to it."""

    process: BaseProcess
    line: Connection


def _read_apart(pages: Iterator[Page | Rejected], workers: int, task: _Task) -> Outcomes:
    """Keep every worker busy with one page, and yield what they send.

    A worker gets a page only after its answer to the last was taken, so that both ends never
    write at once; it gets it before that answer is yielded, so that it does not wait for us.
    """
    busy: dict[Connection, tuple[_Worker, Page]] = {}
    try:
        for item in pages:
            if isinstance(item, Rejected):
                yield item
            elif len(busy) < workers:
                _give(busy, _hire(task), item)
            else:
                worker, outcome = _receive(busy)
                _give(busy, worker or _hire(task), item)
                yield outcome
        while busy:
            worker, outcome = _receive(busy)
            if worker:
                worker.line.close()  # it has nothing left to do and ends by itself
            yield outcome
    finally:
        _end(worker for worker, _ in busy.values())


def _give(busy: dict[Connection, tuple[_Worker, Page]], worker: _Worker, page: Page) -> None:
    """Send a page to an idle worker; if it is dead, `_receive` will find that out."""
    with suppress(BrokenPipeError, ConnectionResetError):
        worker.line.send(page)
    busy[worker.line] = worker, page


def _receive(
    busy: dict[Connection, tuple[_Worker, Page]],
) -> tuple[_Worker | None, Reading | Rejected]:
    """Wait for an answer; return the worker, idle now (None if it died), and the answer."""
    line = next(line for line in wait(list(busy)) if isinstance(line, Connection))
    worker, page = busy.pop(line)
    try:
        outcome: Reading | Rejected | ReaderError = line.recv()
    except (EOFError, ConnectionResetError):
        worker.process.join()
        line.close()
        return None, _died(page, worker.process.exitcode)
    if isinstance(outcome, ReaderError):
        line.close()
        raise outcome
    return worker, outcome


def _work(line: Connection, task: _Task) -> None:
    """Answer pages with readings until the line is closed: the whole life of a worker."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            reader = task.load()
        except ReaderError as error:
            line.recv()
            line.send(error)
            return
        codebook = load_codebook(task.codebook)
        while True:
            line.send(read_or_reject(line.recv(), reader, codebook))


def _hire(task: _Task) -> _Worker:
    """Start a worker that leaves Ctrl-C to this process."""
    spawn = multiprocessing.get_context("spawn")  # fork is unsafe beside onnxruntime's threads
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_work, args=(theirs, task), daemon=True)
    # Python starts this helper of its own with the first process, and lets interrupts through
    # again when it has; started beforehand, it leaves them held.
    resource_tracker.ensure_running()
    with _interrupts_held(), _one_thread_each():
        process.start()
    theirs.close()  # else we should not see the end of the worker
    return _Worker(process, ours)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back meanwhile; a process started here never sees it, from its first line."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let a process started here multiply on one thread: as many as there are cores would, in each
    worker, wait for one another (300 wires took twice as long)."""
    before = os.environ.get(BLAS_THREADS)
    os.environ[BLAS_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[BLAS_THREADS]
        else:
            os.environ[BLAS_THREADS] = before


def _end(workers: Iterable[_Worker]) -> None:
    """End workers that are in the middle of a page."""
    workers = list(workers)
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join(PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.line.close()


def _died(page: Page, exitcode: int | None) -> Rejected:
    return Rejected(
        path=page.path,
        document_id=None,
        stage="reader",
        reason="worker died",
        detail=f"the process that read the page ended with code {exitcode}; it may have run out "
        "of memory; the page was left out, read it alone with --workers 1",
    )
