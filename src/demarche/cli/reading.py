"""`demarche read` and `forget`: pages into a crisis file, and out of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from demarche import api
from demarche.cli.options import CrisisFile
from demarche.cli.printing import say
from demarche.reader import Device
from demarche.records import Reading, Rejected
from demarche.views.run_summary import summary_lines


def read(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="files, folders, globs; - for JSON Lines"),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="CRISIS", help="the crisis file to write")
    ] = Path("crisis.duckdb"),
    listed: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="a list of paths, one a line")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="when pages were put out that do not say it")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(metavar="NAME", help="who put pages out that do not say it")
    ] = None,
    meta: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="path, published, publisher, title, url of each page"),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="processes; without it the program chooses")
    ] = None,
    reader: Annotated[
        Path | None, typer.Option(metavar="FILE", help="a reader file of your own")
    ] = None,
    device: Annotated[Device, typer.Option(help="where the reader's network runs")] = "cpu",
    codebook: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="files of a codebook of your own: see codebook copy"),
    ] = None,
    entities: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="your list of persons and bodies: see docs/offices.md"),
    ] = None,
) -> None:
    """Read pages into a crisis file. A page that cannot be read does not stop the others."""
    chosen = [*(paths or []), *(api.listed_paths(listed) if listed else [])]
    try:
        with progress() as on_page:
            crisis = api.read(
                chosen, output=output, published=published, publisher=publisher, meta=meta,
                workers=workers, reader=reader, device=device, codebook=codebook, entities=entities,
                load=context.obj.load, on_page=on_page,
            )  # fmt: skip
    except api.Interrupted as stop:
        crisis = stop.crisis
    with crisis:
        finish(crisis, output)


def forget(
    crisis: CrisisFile,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="id or path of a page")],
) -> None:
    """Take a page and all that was read from it out of a crisis file."""
    gone = api.forget(crisis, document)
    say(f"{document}: taken out ({gone} version{'' if gone == 1 else 's'})")


@contextmanager
def progress() -> Iterator[api.OnPage]:
    """Show how many pages are read, on a terminal only; yield what is to be called after each."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("loading the reader", total=None)
        counts = {True: 0, False: 0}

        def on_page(outcome: Reading | Rejected) -> None:
            counts[isinstance(outcome, Reading)] += 1
            bar.update(task, description=f"{counts[True]} pages read, {counts[False]} refused")

        yield on_page


def finish(crisis: api.Crisis, output: Path) -> None:
    """Print what a run has read, and end with its exit code."""
    summary = crisis.summary
    if summary is None:
        return
    for line in summary_lines(summary, str(output)):
        say(line)
    if summary.interrupted:
        raise typer.Exit(130)
    if not summary.pages:
        raise typer.Exit(1)
