"""Reading pages into a crisis file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from demarche.api.crisis import Crisis
from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.files import Own, with_list
from demarche.codebook.load import load_codebook
from demarche.errors import OptionError
from demarche.reader import READER_VERSION, Device, load_network
from demarche.records import TOLD, Page, Reading, Rejected
from demarche.store import Store, open_store
from demarche.views.run_summary import Summary

if TYPE_CHECKING:  # slow to import, and wanted only by those who ask for them
    from demarche.engines.local import LoadReader

Paths = str | Path | Sequence[str | Path]
OnPage = Callable[[Reading | Rejected], None]
RECORDS = (*TOLD, "entities")  # that a summary counts

# Refused pages that a summary names: a screen of them; all are in the table `rejected`.
NAMED = 10


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while pages were read; `crisis` holds those that were read before it."""

    def __init__(self, crisis: Crisis) -> None:
        super().__init__("interrupted; the pages read before are kept")
        self.crisis = crisis


def read(
    paths: Paths,
    *,
    output: str | Path | None = None,
    published: str | None = None,
    publisher: str | None = None,
    meta: str | Path | None = None,
    workers: int | None = 1,
    reader: str | Path | None = None,
    device: Device = "cpu",
    codebook: str | Path | None = None,
    entities: str | Path | None = None,
    load: "LoadReader | None" = None,
    on_page: OnPage | None = None,
) -> Crisis:
    """Read pages into a crisis file, made if it is not there, and open it.

    `paths` are files, folders and globs; "-" is JSON Lines on the standard input. Without
    `output` the crisis is kept in memory. `published`, `publisher` and `meta` (a pages.csv) speak
    for pages that do not say it themselves. `workers` processes read; None chooses a number; above
    one, a script needs the guard `if __name__ == "__main__":`. `reader` is a reader
    file, the shipped one by default, `device` where its network runs; `codebook` is a folder with
    files of a codebook of one's own, `entities` a list of persons and bodies that adds to it and
    stands before it (entities.csv of a codebook); `load` makes another kind of reader. `on_page` is
    called after each page.

    A page that cannot be read is a row of `rejected`. Raises StoreError when the output cannot be
    written, before anything is read; OptionError for settings that cannot be meant; ReaderError
    when the reader cannot be loaded; Interrupted on Ctrl-C, with what was read before it.
    """
    if workers is not None and workers < 1:
        raise OptionError(f"{workers} worker processes asked for; give 1 or more")
    pages = _find(paths, published=published, publisher=publisher, meta=meta)
    # Here, since it is half of the time that the program takes to start, and only this reads.
    from demarche.engines.local import load_single_threaded, read_with_processes

    loading = load or partial(load_single_threaded, reader, device=device)
    own = with_list(*(None if path is None else Path(path) for path in (codebook, entities)))
    store = open_store(output or ":memory:", create=True, versions=versions(reader, own))
    try:
        with closing(read_with_processes(pages, workers, load=loading, codebook=own)) as found:
            summary = _fill(store, found, on_page)
        store.refresh()
    except BaseException:
        store.close()
        raise
    crisis = Crisis(_kept(store, output), summary)
    if summary.interrupted:
        raise Interrupted(crisis)
    return crisis


def versions(reader: str | Path | None = None, codebook: Own = None) -> dict[str, str]:
    """Return the versions of what reads pages, beside the program's own.

    Raises ReaderError when the reader file, the shipped one by default, cannot be read, OptionError
    when a codebook of one's own cannot.
    """
    version = READER_VERSION if reader is None else load_network(reader).version
    book = CODEBOOK_VERSION if codebook is None else load_codebook(codebook).version
    return {"reader": version, "codebook": book}


def listed_paths(path: str | Path) -> list[str]:
    """Return the paths that a file lists, one a line; empty lines are skipped.

    Raises OptionError when the file cannot be read.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{path}: cannot be read as a list of paths ({error})") from error
    return [line.strip() for line in lines if line.strip()]


def _find(
    paths: Paths, *, published: str | None, publisher: str | None, meta: str | Path | None
) -> Iterator[Page | Rejected]:
    """Return the pages under these paths, one by one as they are asked for."""
    from demarche.pages import find_pages, read_meta  # as in `read`

    chosen = [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
    if not chosen:
        raise OptionError("no page to read; give files, folders, globs, or - for JSON Lines")
    given = read_meta(str(meta)) if meta else None
    return find_pages(chosen, published=published, publisher=publisher, meta=given)


def _fill(store: Store, outcomes: Iterable[Reading | Rejected], on_page: OnPage | None) -> Summary:
    """Put what was read into the store until all is read or Ctrl-C."""
    begun, now = monotonic(), datetime.now(UTC)
    records: Counter[str] = Counter(dict.fromkeys(RECORDS, 0))
    refused: list[Rejected] = []
    pages, interrupted = 0, False
    try:
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                store.reject(outcome)
                refused.append(outcome)
            else:
                store.add(outcome, now)
                pages += 1
                records.update({kind: len(getattr(outcome, kind)) for kind in RECORDS})
                refused.extend(row for row in outcome.rejected if row.reason == "language")
            if on_page:
                on_page(outcome)
    except KeyboardInterrupt:
        interrupted = True
    return Summary(
        pages=pages,
        records=dict(records),
        refused=dict(Counter(row.reason for row in refused).most_common()),
        named=tuple(refused[:NAMED]),
        seconds=monotonic() - begun,
        interrupted=interrupted,
    )


def _kept(store: Store, output: str | Path | None) -> Store:
    """Return a store for questions; a file is let go of by the writer and opened for reading."""
    if output is None:
        return store
    store.close()
    return open_store(output, read_only=True)
