"""`python -m evals.scale WIRES [--read CRISIS] [--sizes 1000,3000,10000]`: what many pages cost.

Some wires are read once (kept in the file given with --read, or read anew); their readings are
repeated as other pages: other ids, paths and days, persons of other names in seven of eight
repetitions, a third of the text's words changed, so that the repetitions are no copies. At each
size the crisis is built from nothing, then a hundred pages are added. Reading them comes on top,
and so does writing them, with what each claims by itself (`writing s`).
`cpu s` is the time of all processors, which can be compared on a machine that does other things
too; `peak MB` is this process at its highest so far. Quotes and texts no longer agree, which
nothing measured here looks at.
"""

import argparse
import gc
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

from rich.console import Console
from rich.table import Table

import demarche
from demarche.records import Reading, make_id
from demarche.store import Store, open_store
from evals.files import read_text
from evals.speed import pages_of, peak_mb

WIRES = 300  # every eighth, so that all kinds of pages are among them
STEP = 8
ADDED = 100
WORLDS = 8  # in the first of them persons keep their names
DAYS = 11  # between two repetitions
CHANGED = 0.3  # share of a text's words
SIZES = (1000, 3000, 10_000)

# What is timed on its own: functions as the store calls them.
PARTS = {
    "copies": "demarche.store.crisis_file.refresh_copies",
    "entities": "demarche.store.crisis_file.refresh_entities",
    "items": "demarche.store.across.refresh_items",
    "links": "demarche.store.across._add_links",
    "disputes": "demarche.store.across.add_disputes",
    "incidents": "demarche.store.across._refresh_incidents",
}
COLUMNS = ("pages", "added", "writing s", "crisis s", "cpu s", *PARTS, "file MB", "peak MB")

# What is made across pages.
MADE = (
    "merged", "entity_members", "sketches", "resembling", "copies", "built", "items", "link_blocks",
    "dispute_blocks", "links", "incidents", "disputes",
)  # fmt: skip

LETTERS = "bcdfghjklmnpqrstvwxz"


def main() -> None:
    """Measure each size, print a table."""
    asked = parse()
    with TemporaryDirectory() as folder:
        read = asked.read or Path(folder) / "read.duckdb"
        if not read.exists():
            read_wires(asked.wires, read)
        with open_store(read, read_only=True) as store:
            pages = repeated(list(store.readings()))
        gc.freeze()  # what pages are made of is no part of what is measured
        sizes = [int(size) for size in asked.sizes.split(",")]
        table = Table(*COLUMNS, title="a crisis of many pages")
        for total, added, *figures in measure(pages, sizes, Path(folder) / "scale.duckdb"):
            cells = (f"{figure:.2f}" for figure in figures)
            table.add_row(f"{total:.0f}", f"{added:.0f}", *cells)
        gc.unfreeze()
    Console(width=120).print(table)


def parse() -> argparse.Namespace:
    """Parse the command line; a wrong one ends in SystemExit."""
    parser = argparse.ArgumentParser(prog="python -m evals.scale", description=__doc__)
    parser.add_argument("wires", type=Path, help="JSON Lines of pages")
    parser.add_argument("--read", type=Path, help="crisis file of wires read before, or to keep")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of pages")
    return parser.parse_args()


def read_wires(wires: Path, crisis: Path) -> None:
    """Read every STEP-th page of a file into a crisis file."""
    lines = "\n".join(read_text(wires).splitlines()[::STEP][:WIRES])
    source = crisis.with_suffix(".jsonl")
    source.write_text("\n".join(pages_of(lines, WIRES)) + "\n", "utf-8")
    demarche.read(str(source), output=crisis, workers=1).close()


def measure(
    pages: Iterator[Reading], sizes: Sequence[int], path: Path
) -> Iterator[tuple[float, ...]]:
    """Yield for each size, ascending, a row of COLUMNS for all pages and one for ADDED more."""
    written = 0
    with open_store(path, create=True) as store:
        for size in sizes:
            writing = write(store, islice(pages, size - written))
            unmake(store)
            yield (size, size, writing, *build(store), path.stat().st_size / 1e6, peak_mb(0))
            writing = write(store, islice(pages, ADDED))
            written = size + ADDED
            yield (written, ADDED, writing, *build(store), path.stat().st_size / 1e6, peak_mb(0))


def write(store: Store, pages: Iterable[Reading]) -> float:
    """Write pages into the store; return the seconds without those of making them."""
    seconds = 0.0
    for reading in pages:
        started = perf_counter()
        store.add(reading, datetime(2031, 5, 10, tzinfo=UTC))
        seconds += perf_counter() - started
    started = perf_counter()
    store.flush()
    return seconds + perf_counter() - started


def build(store: Store) -> tuple[float, ...]:
    """Bring the crisis up to the pages; return the seconds, those of processors and of PARTS."""
    spent = dict.fromkeys(PARTS, 0.0)
    with ExitStack() as timers:
        for part, name in PARTS.items():
            timers.enter_context(patch(name, timed(part, spent, pkgutil.resolve_name(name))))
        started, processors = perf_counter(), process_time()
        store.refresh()
        return perf_counter() - started, process_time() - processors, *spent.values()


def timed(part: str, spent: dict[str, float], function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds its seconds to those spent on a part."""

    def run(*arguments: Any) -> Any:
        started = perf_counter()
        try:
            return function(*arguments)
        finally:
            spent[part] += perf_counter() - started

    return run


def unmake(store: Store) -> None:
    """Take out all that was made across pages, so that it is built anew."""
    for table in MADE:
        store._connection.execute(f"DELETE FROM {table}")


def repeated(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings over and over, each time as other pages, without end."""
    for number in count():
        for reading in readings:
            yield another(reading, number)


def another(reading: Reading, number: int) -> Reading:
    """Return a reading as the `number`-th repetition of it: the same each time it is asked for."""
    page = reading.document
    swaps = {page.path: f"{page.path}~{number}"}
    for record in (page, *reading.entities, *reading.told()):
        swaps[record.id] = make_id(type(record).__name__.lower(), record.id, number)
    for entity in reading.entities:
        if entity.kind == "person":
            swaps[entity.name] = shifted(entity.name, number % WORLDS)
    found: Reading = swapped(reading, swaps, timedelta(days=number * DAYS))
    text = reworded(page.text, Random(f"{page.id} {number}"))
    return replace(found, document=replace(found.document, text=text))


def swapped(value: Any, swaps: Mapping[str, str], by: timedelta) -> Any:
    """Return a record with other texts for those that are in `swaps`, and all days later."""
    if isinstance(value, str):
        return swaps.get(value, value)
    if isinstance(value, date):
        return value + by
    if isinstance(value, tuple):
        return tuple(swapped(item, swaps, by) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: swapped(part, swaps, by) for name, part in parts.items()})
    return value


def shifted(word: str, by: int) -> str:
    """Return a word with each consonant the `by`-th after it: as long, and as easy to say."""
    places = {letter: at for at, letter in enumerate(LETTERS)}
    chosen = (
        LETTERS[(places[letter] + by) % len(LETTERS)] if letter in places else letter
        for letter in word.lower()
    )
    return "".join(
        new.upper() if old.isupper() else new for old, new in zip(word, chosen, strict=True)
    )


def reworded(text: str, chance: Random) -> str:
    """Return a text with CHANGED of its words shifted by any number of letters."""

    def change(match: re.Match[str]) -> str:
        word = match.group()
        return shifted(word, chance.randrange(len(LETTERS))) if chance.random() < CHANGED else word

    return re.sub(r"[a-z]+", change, text)


if __name__ == "__main__":
    main()
