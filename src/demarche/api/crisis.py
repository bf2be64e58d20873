"""A crisis file, open for questions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

import duckdb

from demarche import correcting
from demarche.api.exporting import (
    ExportFormat,
    asked_factualities,
    format_lines,
    own_codebook,
    write_format,
    write_lines,
    write_text,
)
from demarche.api.rows import Rows
from demarche.errors import OptionError
from demarche.exports.events import AS_DONE
from demarche.records import Correction
from demarche.store import Store, StoreInfo, open_store
from demarche.views import questions
from demarche.views.counts import By, Every, count_dyads
from demarche.views.explain import Explanation, explain
from demarche.views.run_summary import Summary

if TYPE_CHECKING:  # slow to import, and wanted only by those who ask for them
    from demarche.scenario.bargain import Bargain
    from demarche.scenario.forecast import Forecast

Kind = Literal[
    "documents", "statements", "events", "figures", "votes", "meetings", "measures", "plans",
    "compliance", "positions", "disputes", "incidents", "timeline", "series", "entities",
    "rejected",
]  # fmt: skip


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

    def near_names(self, actor: str) -> tuple[str, ...]:
        """Return up to three names of entities that are like one that nobody here has."""
        return questions.near_names(self.store, actor)

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
        return write_lines(file, correcting.correction_lines(self.corrections()))

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
            write_text(brief, [render_brief(found, link=Path(path).name)])
        return write_text(path, [render_dossier(found)])

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
        return format_lines(self.store, format, factualities, codebook)

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
        return write_format(self.store, path, format, factualities, codebook)

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
        wanted, book = asked_factualities(factualities) or AS_DONE, own_codebook(codebook)
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


def open_crisis(path: str | Path) -> Crisis:
    """Open a crisis file for questions. Raises StoreError when it cannot be opened."""
    return Crisis(open_store(path, read_only=True))


def _day(words: date | str) -> date:
    """Return a day as given or written. Raises OptionError."""
    day = questions.read_day(words)
    if day is None:
        raise OptionError("no day given, expected one such as 2012-07-19")
    return day


def _own(folder: str | Path | None) -> Path | None:
    """Return the folder of a codebook of one's own, None for the shipped one."""
    return None if folder is None else Path(folder)
