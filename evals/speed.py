"""Measure the whole way, pages to crisis file, through the public API, on two processes.

`peak_mb` is the memory of this process at its highest and of the workers at theirs, added up: a
bound from above, since the peaks need not fall together. Loading is not part of the reader's
sentences per second, but it is part of the pages per second.
"""

import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import demarche
from demarche.errors import PageError
from demarche.pages import find_pages, make_document
from demarche.pipeline import read_passages
from demarche.reader import load_reader
from demarche.records import Document, Page
from evals.files import read_text

WORKERS = 2

# Three hundred wires are about 3,300 sentences: the workers' start is a small part of it.
LIMIT = 300


def score(path: Path, *, pages: Path | None = None, limit: int = LIMIT) -> dict[str, float]:
    """Return rates, memory, loading time and n, the number of pages read."""
    lines = pages_of(read_text(path), limit)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "pages.jsonl"
        source.write_text("\n".join(lines) + "\n", "utf-8")
        started = perf_counter()
        demarche.read(str(source), output=Path(folder) / "speed.duckdb", workers=WORKERS).close()
        seconds = perf_counter() - started
        peak = peak_mb(WORKERS)
        sentences, reading, loading = measure_reader(source)
    return {
        "pages_per_second": len(lines) / seconds,
        "sentences_per_second": sentences / seconds,
        "peak_mb": peak,
        "reader_sentences_per_second": sentences / reading,
        "load_seconds": loading,
        "n": len(lines),
    }


def pages_of(text: str, limit: int) -> list[str]:
    """Return the first pages as JSON Lines; days written YYYYMMDD become ISO dates.

    Raises ValueError when there are none.
    """
    rows = [json.loads(line) for line in text.splitlines()[:limit] if line.strip()]
    if not rows:
        raise ValueError("no page to read: expected JSON Lines with `id` and `text`")
    return [json.dumps({**row, "published": iso_day(row.get("published"))}) for row in rows]


def iso_day(day: str | None) -> str | None:
    """Return YYYY-MM-DD for YYYYMMDD, anything else as it is."""
    compact = day is not None and len(day) == 8 and day.isdigit()
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day and compact else day


def readable(source: Path) -> Iterator[Document]:
    """Yield the documents of a file; pages without a story (tables of prices) are passed over."""
    for page in find_pages([str(source)]):
        if isinstance(page, Page):
            with suppress(PageError):
                yield make_document(page)[0]


def measure_reader(source: Path) -> tuple[int, float, float]:
    """Return sentences read, the seconds it took in one process, the seconds of loading."""
    started = perf_counter()
    reader = load_reader()
    loading = perf_counter() - started
    documents = list(readable(source))
    started = perf_counter()
    passages = [passage for document in documents for passage in read_passages(document, reader)]
    reading = perf_counter() - started
    return sum(len(passage.annotation.sentences) for passage in passages), reading, loading


def peak_mb(workers: int) -> float:
    """Return the peak memory of this process and of its ended workers, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    peaks: Sequence[int] = [
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        workers * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    ]
    return sum(peaks) * unit / 1e6
