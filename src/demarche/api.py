"""Reading pages into a crisis file, and asking it, in Python.

Nothing here prints; every function says what it raises.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from html import escape
from pathlib import Path
from shutil import copyfile
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, Self, get_args

import duckdb

from demarche import correcting
from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.councils import load_councils
from demarche.codebook.files import FILES, Own, codebook_files, with_list
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.offices import load_offices
from demarche.errors import OptionError, StoreError
from demarche.exports.events import AS_DONE
from demarche.exports.jsonl import export_lines
from demarche.exports.tables import export_tables
from demarche.reader import READER_VERSION, Device, load_network
from demarche.records import TOLD, Correction, Deed, Factuality, Page, Reading, Rejected
from demarche.store import Store, StoreInfo, open_store
from demarche.store.crisis_file import program_version as program_version
from demarche.views import questions
from demarche.views.counts import By as By
from demarche.views.counts import Every as Every
from demarche.views.counts import count_dyads
from demarche.views.explain import Explanation, explain
from demarche.views.offices import OFFICE_COLUMNS as OFFICE_COLUMNS
from demarche.views.offices import find_owner, office_rows
from demarche.views.run_summary import Summary

if TYPE_CHECKING:  # slow to import, and wanted only by those who ask for them
    import pandas as pd
    import pyarrow as pa

    from demarche.engines.local import LoadReader
    from demarche.scenario.bargain import Bargain
    from demarche.scenario.forecast import Forecast

Paths = str | Path | Sequence[str | Path]
OnPage = Callable[[Reading | Rejected], None]
Kind = Literal[
    "documents", "statements", "events", "figures", "votes", "meetings", "measures", "plans",
    "compliance", "positions", "disputes", "incidents", "timeline", "series", "entities",
    "rejected",
]  # fmt: skip
ExportFormat = Literal[
    "jsonl", "csv", "parquet", "plover", "polecat", "icews", "gdelt", "annotations"
]
ONE_FILE = ("jsonl", "plover", "polecat", "icews", "annotations")  # formats of one file each
RECORDS = (*TOLD, "entities")  # that a summary counts

# Refused pages that a summary names: a screen of them; all are in the table `rejected`.
NAMED = 10

# Rows that a notebook shows: a screen of them.
NOTEBOOK_ROWS = 20


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while pages were read; `crisis` holds those that were read before it."""

    def __init__(self, crisis: "Crisis") -> None:
        super().__init__("interrupted; the pages read before are kept")
        self.crisis = crisis


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to one question; nothing is fetched before it is asked for."""

    relation: duckdb.DuckDBPyRelation

    @property
    def columns(self) -> list[str]:
        """The names of the columns in order."""
        return list(self.relation.columns)

    def df(self) -> "pd.DataFrame":
        """Return the rows as a pandas data frame."""
        frame: pd.DataFrame = self.relation.df()
        return frame

    def arrow(self) -> "pa.Table":
        """Return the rows as an Arrow table."""
        return self.relation.to_arrow_table()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        rows: list[dict[str, Any]] = self.arrow().to_pylist()
        return rows

    def __len__(self) -> int:
        return len(self.relation)

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook."""
        shown = self.relation.limit(NOTEBOOK_ROWS).df().to_html(index=False, na_rep="")
        return f"{shown}<p>{len(self)} rows</p>"


class Crisis:
    """A crisis file, open for questions; close it, or use it in a `with` block.

    While it is open no other process can read pages into the file.
    """

    def __init__(self, store: Store, summary: Summary | None = None) -> None:
        self.store = store
        self.summary = summary  # of the run that has just made it, if any

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    @property
    def documents(self) -> Rows:
        """The pages that stand, with how many records each gave."""
        return self.show("documents")

    @property
    def statements(self) -> Rows:
        """Who said what."""
        return self.show("statements")

    @property
    def events(self) -> Rows:
        """Who did what to whom."""
        return self.show("events")

    @property
    def figures(self) -> Rows:
        """How many of what, on whose count."""
        return self.show("figures")

    @property
    def entities(self) -> Rows:
        """Who and what the pages speak of, across pages."""
        return self.show("entities")

    @property
    def rejected(self) -> Rows:
        """What was cut, could not be read or was refused, and why."""
        return self.show("rejected")

    def show(
        self,
        kind: Kind,
        *,
        actor: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        as_known_on: date | str | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Return records of one kind by time: of an actor, between two days (both included).

        `as_known_on` leaves what pages tell that had surely been published by that day. Raises
        OptionError for a kind or a filter that cannot be meant.
        """
        return Rows(
            questions.ask(
                self.store, kind, actor=actor, since=since, until=until, as_known_on=as_known_on,
                limit=limit,
            )
        )  # fmt: skip

    def sql(self, query: str) -> Rows:
        """Return the rows of one SELECT. Raises StoreError when DuckDB does not take it."""
        return Rows(self.store.sql(query))

    def info(self) -> StoreInfo:
        """Return versions, counts and refusals."""
        return self.store.info()

    def read_with(self) -> dict[str, int]:
        """Return what read the pages that stand: versions in a line, with how many pages."""
        return questions.read_with(self.store)

    def corrections(self) -> tuple[Correction, ...]:
        """Return what analysts put right, in the order in which they did."""
        return self.store.corrections()

    def save_corrections(self, file: str | Path) -> Path:
        """Write the corrections to a file that can be loaded into another crisis.

        Raises StoreError when it cannot be written.
        """
        lines = correcting.correction_lines(self.corrections())
        return _write(file, (f"{line}\n" for line in lines))

    def explain(self, id: str) -> Explanation:
        """Explain one record or page by its id, or by a beginning of it that fits one only.

        Raises StoreError when it fits none or several.
        """
        return explain(self.store, id)

    def dossier(
        self,
        path: str | Path,
        *,
        title: str | None = None,
        brief: str | Path | None = None,
        forecasts: Iterable["Forecast"] = (),
    ) -> Path:
        """Write the dossier, one HTML file, and return its path.

        `brief` is a file for one page of Markdown with its citations, none: it is not written;
        `forecasts` are answers of `vote` that are to stand in it. Raises StoreError when a file
        cannot be written.
        """
        # Here, as in `read`: what one task needs is not imported by all the others.
        from demarche.views.assemble import assemble_dossier
        from demarche.views.dossier import render_dossier
        from demarche.views.dossier_brief import render_brief

        found = replace(assemble_dossier(self.store, title=title), forecasts=tuple(forecasts))
        if brief is not None:
            _write(brief, [render_brief(found, link=Path(path).name)])
        return _write(path, [render_dossier(found)])

    def day_after(self) -> date:
        """Return the day after all pages of known date: by then what they tell was known.

        Raises OptionError when none has a date.
        """
        query = 'SELECT max(published."end") FROM current_documents'
        (last,) = self.store.sql(query).fetchall()[0]
        if last is None:
            raise OptionError("no page has a date that is known; give the day of the vote")
        return date.fromordinal(last.toordinal() + 1)

    def lines(
        self,
        format: ExportFormat = "jsonl",
        *,
        factualities: Iterable[str] | None = None,
        codebook: str | Path | None = None,
    ) -> Iterator[str]:
        """Yield a format of one file as lines, without line ends; by default all records as JSON.

        `factualities` are those of the events wanted, None: as the format has it (what happened or
        is alleged in tables that cannot tell more; all in those that can); records of other kinds
        all stay. `codebook` is a folder with files of a codebook of one's own, whose intensities
        and names the tables of events take. Raises OptionError for a format of several files, a
        factuality that there is not, or a codebook that cannot be read.
        """
        from demarche.exports import icews, plover, polecat, web_annotations

        if format not in ONE_FILE:
            known = ", ".join(ONE_FILE)
            raise OptionError(f"found format {format!r}, expected one that is one file: {known}")
        wanted, book = _factualities(factualities), _codebook(codebook)
        done = wanted or AS_DONE
        if format == "annotations":
            return web_annotations.annotation_lines(self.store, factualities=wanted)
        if format == "plover":
            return plover.plover_lines(self.store, factualities=wanted, codebook=book)
        if format == "polecat":
            return polecat.polecat_lines(self.store, factualities=done, codebook=book)
        if format == "icews":
            return icews.icews_lines(self.store, factualities=done, codebook=book)
        return export_lines(self.store, factualities=wanted)

    def export(
        self,
        path: str | Path,
        *,
        format: ExportFormat = "jsonl",
        factualities: Iterable[str] | None = None,
        codebook: str | Path | None = None,
    ) -> tuple[Path, ...]:
        """Write the crisis in a format: csv, parquet and gdelt to a folder, others to one file.

        `factualities` and `codebook` as in `lines`. Returns the files written. Raises StoreError
        when one cannot be written, OptionError as `lines` and for another format.
        """
        if format not in get_args(ExportFormat):
            known = ", ".join(get_args(ExportFormat))
            raise OptionError(f"found format {format!r}, expected one of {known}")
        if format in ONE_FILE:
            lines = self.lines(format, factualities=factualities, codebook=codebook)
            return (_write(path, (f"{line}\n" for line in lines)),)
        wanted, book = _factualities(factualities), _codebook(codebook)
        if format == "csv" or format == "parquet":
            return export_tables(self.store, path, format, factualities=wanted)
        return _write_gdelt(self.store, Path(path), wanted or AS_DONE, book)

    def counts(
        self,
        *,
        every: Every = "month",
        by: By = "country",
        factualities: Iterable[str] | None = None,
        codebook: str | Path | None = None,
    ) -> Rows:
        """Count events by actor, recipient and stretch of time: see `views.counts`.

        `codebook` is a folder with files of a codebook of one's own, whose intensities are taken.
        Raises OptionError for what cannot be meant and a codebook that cannot be read.
        """
        wanted, book = _factualities(factualities) or AS_DONE, _codebook(codebook)
        table = count_dyads(self.store, every=every, by=by, factualities=wanted, codebook=book)
        return Rows(duckdb.from_arrow(table))

    def vote(
        self,
        text: str,
        *,
        on: date | str,
        body: str = "unsc",
        sponsors: Iterable[str] = (),
        given: Mapping[str, str] | None = None,
        parties: Iterable[str] = (),
        matter: str | None = None,
        seed: int = 1,
        codebook: str | Path | None = None,
    ) -> "Forecast":
        """Return what a body would make of a text on a day, by pages of before it.

        `text` are ids of issues ("sanctions,observers", "-sanctions" for what denies one); `body`
        unsc or unhrc; `given` ballots taken for certain ({"CHN": "abstain"}); `parties` those to
        the dispute; `seed` is for the spread of the chance alone. See docs/scenario.md. Raises
        OptionError for what cannot be meant, and when the members on that day are not known.
        """
        from demarche.scenario.ask import ask_vote

        return ask_vote(
            self.store, body=body, on=_day(on), text=text, sponsors=sponsors, given=given,
            parties=parties, matter=matter, seed=seed, own=_own(codebook),
        )  # fmt: skip

    def bargain(
        self,
        issue: str,
        *,
        on: date | str | None = None,
        weights: Mapping[str, tuple[float, float]] | None = None,
        codebook: str | Path | None = None,
    ) -> "Bargain":
        """Return mean and median of the positions on an issue, and a model of the bargain over it.

        `weights` are salience and capability by country, 1 each where not given; positions are
        those of pages of before `on`. See docs/scenario.md. Raises OptionError when no page tells
        one.
        """
        from demarche.scenario.ask import ask_bargain

        day = date.max if on is None else _day(on)
        return ask_bargain(self.store, issue, on=day, weights=weights, own=_own(codebook))

    def _repr_html_(self) -> str:
        """Return what is in the file, for a notebook."""
        info = self.info()
        rows = "".join(f"<tr><th>{kind}</th><td>{n}</td></tr>" for kind, n in info.counts.items())
        return f"<table><caption>{escape(info.path)}</caption>{rows}</table>"


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


def open_crisis(path: str | Path) -> Crisis:
    """Open a crisis file for questions. Raises StoreError when it cannot be opened."""
    return Crisis(open_store(path, read_only=True))


def forget(path: str | Path, document: str) -> int:
    """Take a page out of a crisis file, by id or path; return how many of its versions went.

    Raises StoreError when there is no such page or the file cannot be written.
    """
    with open_store(path, versions=versions()) as store:
        gone = store.forget(document)
        store.refresh()
    return gone


def correct(
    path: str | Path,
    deed: Deed,
    ids: Sequence[str],
    *,
    changes: Sequence[str] = (),
    names: Sequence[str] = (),
    pages: Sequence[str] = (),
    why: str | None = None,
) -> tuple[Correction, ...]:
    """Correct a crisis file, lastingly: the corrections hold when its pages are read again.

    `deed` is reject (records or entities, by id), edit (one id, with `changes` such as "act=deny"),
    merge (two or more entities) or split (one entity: what pages call one of `names`, or what
    stands on `pages`, leaves it). Raises StoreError when an id fits none or several, or the file
    cannot be written; OptionError for what cannot be meant. Returns the corrections made.
    """
    ids = [ids] if isinstance(ids, str) else ids
    if not ids or (deed == "edit" and not changes):
        raise OptionError(f"nothing to {deed}: give ids, and to edit field=value")
    with open_store(path, versions=versions()) as store:
        if deed == "reject":
            made = correcting.reject(store, ids, why)
        elif deed == "merge":
            made = correcting.merge(store, ids, why)
        elif len(ids) != 1:
            raise OptionError(f"{len(ids)} ids given, expected one to {deed}")
        elif deed == "edit":
            made = correcting.edit(store, ids[0], changes, why)
        elif deed != "split":
            raise OptionError(f"found {deed!r}, expected one of {', '.join(get_args(Deed))}")
        else:
            made = correcting.split(store, ids[0], names, pages, why)
        store.correct(add=made)
    return tuple(made)


def uncorrect(path: str | Path, ids: Sequence[str]) -> int:
    """Take corrections back by id; return how many. Raises StoreError for one that is not there."""
    with open_store(path, versions=versions()) as store:
        there = {one.id for one in store.corrections()}
        unknown = [id for id in ids if id not in there]
        if unknown:
            raise StoreError(
                f"{path}: no correction {unknown[0]!r}; `demarche correct {path} list` lists them"
            )
        return store.correct(take_back=ids)


def load_corrections(path: str | Path, file: str | Path) -> int:
    """Add the corrections of a file to a crisis; return how many were new.

    Those that mean nothing in this crisis wait for the pages that they are about. Raises
    OptionError when the file cannot be read, StoreError when the crisis cannot be written.
    """
    corrections = correcting.read_corrections(file)
    with open_store(path, versions=versions()) as store:
        return store.correct(add=corrections)


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


def _factualities(names: Iterable[str] | None) -> frozenset[Factuality] | None:
    """Return the factualities asked for, None for none in particular."""
    if names is None:
        return None
    known: dict[str, Factuality] = {name: name for name in get_args(Factuality)}
    asked = list(names)
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise OptionError(f"found factuality {unknown[0]!r}, expected one of {', '.join(known)}")
    return frozenset(known[name] for name in asked) or None


def _day(words: date | str) -> date:
    """Return a day as given or written. Raises OptionError."""
    day = questions.read_day(words)
    if day is None:
        raise OptionError("no day given, expected one such as 2012-07-19")
    return day


def _own(folder: str | Path | None) -> Path | None:
    """Return the folder of a codebook of one's own, None for the shipped one."""
    return None if folder is None else Path(folder)


def _codebook(own: str | Path | None) -> Codebook | None:
    """Return a codebook of one's own, None for the shipped one."""
    return None if own is None else load_codebook(Path(own))


def _write_gdelt(
    store: Store, folder: Path, factualities: frozenset[Factuality], codebook: Codebook | None
) -> tuple[Path, ...]:
    """Write GDELT's two tables under the endings that its own files have."""
    from demarche.exports import gdelt

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be made ({error.strerror}); give another path"
        ) from error
    tables = {
        "events.export.CSV": gdelt.gdelt_event_lines(
            store, factualities=factualities, codebook=codebook
        ),
        "events.mentions.CSV": gdelt.gdelt_mention_lines(store, factualities=factualities),
    }
    return tuple(
        _write(folder / name, (f"{line}\n" for line in lines)) for name, lines in tables.items()
    )


def check_codebook(path: str | Path) -> tuple[str, ...]:
    """Check a folder with files of a codebook, or one such file; return the names of those read.

    Raises OptionError, which says what is wrong and where, or that there is nothing to check.
    """
    path = Path(path)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise OptionError(
            f"{path}: cannot be read ({error.strerror}); see to its rights or give another"
        ) from error
    if is_folder:
        _check(path)
        return tuple(name for name in FILES if (path / name).is_file())
    if path.name not in FILES:
        raise OptionError(
            f"{path}: not the name of a file of a codebook; expected {', '.join(FILES)}"
        )
    if not is_file:
        raise OptionError(f"{path}: no such file; give a file or a folder of a codebook")
    _check({path.name: path})
    return (path.name,)


def _check(own: Path | Mapping[str, Path]) -> None:
    """Load all of a codebook of one's own, offices and councils too. Raises OptionError."""
    load_codebook(own)
    load_offices(own)
    load_councils(own)


def offices(
    of: str | None = None,
    *,
    on: str | date | None = None,
    title: str | None = None,
    person: str | None = None,
    codebook: str | Path | None = None,
) -> list[dict[str, Any]]:
    """Return who held which office: rows of a country, body or person, on a day or of all years.

    `of` is a country's code or name, or a body's name; `on` a day: then each row says how sure it
    is (certain, possible, last known) and why, and no row means that nobody is known. Raises
    OptionError when neither `of` nor `person` is given, or either says nothing that is known.
    """
    if not of and not (person or "").strip():
        raise OptionError("found no country and no person; give one of them, or both")
    day = questions.read_day(on)
    own = None if codebook is None else Path(codebook)
    owner = find_owner(load_codebook(own), of) if of else None
    return office_rows(load_offices(own), of=owner, title=title, person=person, on=day)


def copy_codebook(folder: str | Path) -> tuple[Path, ...]:
    """Write the shipped codebook's files to a folder, to be edited; return them.

    Raises StoreError when one is there already or cannot be written.
    """
    folder = Path(folder)
    try:
        there = [name for name in FILES if (folder / name).exists()]
        if there:
            raise StoreError(f"{folder / there[0]} is there already; give another folder")
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(Path(copyfile(path, folder / name)) for name, path in codebook_files().items())
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); give another path"
        ) from error


def _write(path: str | Path, parts: Iterable[str]) -> Path:
    """Write text to a file and return its path."""
    path = Path(path)
    try:
        with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
            file.writelines(parts)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); give another path"
        ) from error
    return path
