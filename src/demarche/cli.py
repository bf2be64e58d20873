"""The command line: each command parses, calls one public function and prints.

Data goes to stdout, progress, summaries and errors to stderr. The exit code is 0, 1 for an error
that the message explains, 2 for a wrong command line, 130 after Ctrl-C.
"""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer
from rich.console import Console, RenderableType
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from demarche import api
from demarche.errors import DemarcheError, OptionError
from demarche.reader import Device
from demarche.records import Reading, Rejected
from demarche.scenario.evidence import parse_given, parse_weights
from demarche.views import scenarios, tables
from demarche.views.explain import explanation_text
from demarche.views.run_summary import summary_lines

if TYPE_CHECKING:  # slow to import, and wanted by `read` alone
    from demarche.engines.local import LoadReader

app = typer.Typer(
    help="Read news pages about a diplomatic crisis into a file that can be questioned.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

codebook_app = typer.Typer(
    help="Copy and check the lists and types that pages are read by.", no_args_is_help=True
)
app.add_typer(codebook_app, name="codebook")

# A pipe has no width: wide enough that no column of `show` is squeezed to a few letters.
PIPE_WIDTH = 160

CrisisFile = Annotated[Path, typer.Argument(metavar="CRISIS", help="the file that `read` made")]
Form = Annotated[
    Literal["table", "csv", "json"], typer.Option("--format", "-f", help="how rows are printed")
]
TableOrJson = Annotated[
    Literal["table", "json"], typer.Option("--format", "-f", help="how the answer is printed")
]
OwnCodebook = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="your own codebook, for intensities and names"),
]
Factualities = Annotated[
    list[str] | None,
    typer.Option(metavar="WHAT", help="happened, denied, alleged, planned, ...; may be repeated"),
]


@dataclass(frozen=True, slots=True)
class Tools:
    """What the commands are given from outside; tests give a reader that is no network."""

    load: "LoadReader | None" = None  # None: the shipped reader


def main(arguments: Sequence[str] | None = None, tools: Tools | None = None) -> NoReturn:
    """Run one command line; ends in SystemExit with the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # pages have letters that a terminal may not
    try:
        app(args=arguments, obj=tools or Tools(), prog_name="demarche")
    except DemarcheError as error:
        say(f"demarche: {' '.join(str(error).split())}")  # one line, also of DuckDB's errors
        sys.exit(1)
    sys.exit(0)


@app.command()
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
    """Read pages into a crisis file; a page that cannot be read does not stop the others."""
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


@app.command()
def show(
    crisis: CrisisFile,
    kind: Annotated[api.Kind, typer.Argument(metavar="KIND", help="what to list")],
    actor: Annotated[
        str | None, typer.Option(metavar="NAME", help="part of the name of who says or does it")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="first day on which it held: 2012-05-25")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="last day on which it held")
    ] = None,
    as_known_on: Annotated[
        str | None, typer.Option(metavar="DAY", help="only what pages told that were out by then")
    ] = None,
    limit: Annotated[int | None, typer.Option(metavar="N", help="the most rows")] = None,
    form: Form = "table",
) -> None:
    """List records of one kind by time."""
    with api.open_crisis(crisis) as opened:
        rows = opened.show(
            kind, actor=actor, since=since, until=until, as_known_on=as_known_on, limit=limit
        )
        emit_rows(rows, form, shown=tables.SHOWN[kind])


@app.command()
def info(crisis: CrisisFile) -> None:
    """Say what is in a crisis file: versions, counts, pages refused."""
    with api.open_crisis(crisis) as opened:
        lines = tables.info_lines(opened.info(), opened.read_with())
        emit(f"{line}\n" for line in lines)


@app.command()
def explain(
    crisis: CrisisFile,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="id of a record or page, or its beginning")
    ],
) -> None:
    """Show why one record stands: its words in their paragraph, what made it and why."""
    with api.open_crisis(crisis) as opened:
        emit([rendered(explanation_text(opened.explain(id)))])


@app.command()
def sql(
    crisis: CrisisFile,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="one SELECT; the file is opened read-only")
    ],
    form: Form = "table",
) -> None:
    """Put a question in SQL (DuckDB) to a crisis file."""
    with api.open_crisis(crisis) as opened:
        emit_rows(opened.sql(query), form)


@app.command()
def dossier(
    crisis: CrisisFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="HTML", help="the file to write")
    ] = Path("dossier.html"),
    title: Annotated[str | None, typer.Option(help="without it the name of the file")] = None,
    brief: Annotated[
        Path | None,
        typer.Option(metavar="MD", help="one page with its citations; by default beside the HTML"),
    ] = None,
    text: Annotated[
        list[str] | None,
        typer.Option(metavar="ISSUES", help="would it pass? as in vote; may be repeated"),
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="day of the vote; else after the last page")
    ] = None,
    body: Annotated[str, typer.Option(metavar="BODY", help="who votes: unsc or unhrc")] = "unsc",
) -> None:
    """Write the dossier, the pages with their records in one HTML file, and a brief of one page."""
    page = brief or output.with_suffix(".md")
    with api.open_crisis(crisis) as opened:
        made = [opened.vote(one, on=on or opened.day_after(), body=body) for one in text or ()]
        say(f"written to {opened.dossier(output, title=title, brief=page, forecasts=made)}, {page}")


@app.command()
def export(
    crisis: CrisisFile,
    form: Annotated[
        api.ExportFormat, typer.Option("--format", "-f", help="one file, or a folder of tables")
    ] = "jsonl",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="without it one file goes to stdout"),
    ] = None,
    factuality: Factualities = None,
    codebook: OwnCodebook = None,
) -> None:
    """Write the crisis in a form that other tools read: see docs/exports.md."""
    with api.open_crisis(crisis) as opened:
        if output is None and form in api.ONE_FILE:
            lines = opened.lines(form, factualities=factuality, codebook=codebook)
            emit(f"{line}\n" for line in lines)
        else:
            path = output or Path(f"{crisis.stem}-{form}")
            files = opened.export(path, format=form, factualities=factuality, codebook=codebook)
            say(f"written to {', '.join(map(str, files))}")


@app.command()
def counts(
    crisis: CrisisFile,
    every: Annotated[api.Every, typer.Option(help="stretch of time of a row")] = "month",
    by: Annotated[api.By, typer.Option(help="what stands for actor and recipient")] = "country",
    factuality: Factualities = None,
    codebook: OwnCodebook = None,
    form: Form = "table",
) -> None:
    """Count events by actor, recipient and time: types, quads, net cooperation, intensity."""
    with api.open_crisis(crisis) as opened:
        rows = opened.counts(every=every, by=by, factualities=factuality, codebook=codebook)
        emit_rows(rows, form, shown=tables.SHOWN["counts"])


@app.command()
def vote(
    crisis: CrisisFile,
    text: Annotated[
        str, typer.Option(metavar="ISSUES", help="issues of the text: sanctions,-arms-supplies")
    ],
    on: Annotated[str, typer.Option(metavar="DAY", help="day of the vote: 2012-07-19")],
    body: Annotated[str, typer.Option(metavar="BODY", help="unsc or unhrc")] = "unsc",
    sponsor: Annotated[
        str | None, typer.Option(metavar="CODES", help="who submits it: FRA,GBR")
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="CODE=VOTE", help="a ballot for certain: CHN=abstain"),
    ] = None,
    party: Annotated[
        str | None, typer.Option(metavar="CODES", help="parties to the dispute, for a warning")
    ] = None,
    matter: Annotated[
        str | None, typer.Option(metavar="MATTER", help="procedural, in the Security Council")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="for the spread of the chance")] = 1,
    codebook: OwnCodebook = None,
    form: TableOrJson = "table",
) -> None:
    """Ask what a body could pass: chance, expected votes, on whom it hangs, what would turn it."""
    with api.open_crisis(crisis) as opened:
        made = opened.vote(
            text, on=on, body=body, sponsors=parts(sponsor), given=parse_given(given or []),
            parties=parts(party), matter=matter, seed=seed, codebook=codebook,
        )  # fmt: skip
    if form == "json":
        emit(scenarios.json_text(made))
    else:
        emit(f"{tables.printable(line)}\n" for line in scenarios.forecast_lines(made))
        emit_table(scenarios.FORECAST_COLUMNS, scenarios.forecast_rows(made), form)


@app.command()
def bargain(
    crisis: CrisisFile,
    issue: Annotated[str, typer.Option(metavar="ISSUE", help="id of the issue: sanctions")],
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="only what pages of before it tell")
    ] = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=S:C", help="salience and capability: RUS=0.8:2"),
    ] = None,
    codebook: OwnCodebook = None,
    form: TableOrJson = "table",
) -> None:
    """Say where positions on an issue meet: mean, median, and a model of bargaining."""
    with api.open_crisis(crisis) as opened:
        weights = parse_weights(weight or [])
        made = opened.bargain(issue, on=on, weights=weights, codebook=codebook)
    if form == "json":
        emit(scenarios.json_text(made))
    else:
        emit(f"{tables.printable(line)}\n" for line in scenarios.bargain_lines(made))
        emit_table(scenarios.BARGAIN_COLUMNS, scenarios.bargain_rows(made), form)


@app.command()
def forget(
    crisis: CrisisFile,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="id or path of a page")],
) -> None:
    """Take a page and all that was read from it out of a crisis file."""
    gone = api.forget(crisis, document)
    say(f"{document}: taken out ({gone} version{'' if gone == 1 else 's'})")


@app.command()
def correct(
    crisis: CrisisFile,
    deed: Annotated[
        Literal["reject", "edit", "merge", "split", "list", "undo", "save", "load"],
        typer.Argument(metavar="DEED", help="reject, edit, merge, split, list, undo, save or load"),
    ],
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT",
            help="ids of records or entities; to edit: an id, then field=value; to undo: ids of "
            "corrections; to save or load: a file",
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="what the part to be split off is called on its pages"),
    ] = None,
    page: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="page on which the part to be split off stands"),
    ] = None,
    why: Annotated[str | None, typer.Option(help="a reason, kept with the correction")] = None,
    form: Form = "table",
) -> None:
    """Put records and entities right; corrections stay when pages are read again."""
    given = items or []
    if deed == "list":
        with api.open_crisis(crisis) as opened:
            rows = tables.correction_rows(opened.corrections(), opened.store.waiting())
        emit_table(tables.SHOWN["corrections"], rows, form)
    elif deed == "undo":
        say(f"{api.uncorrect(crisis, given)} taken back")
    elif deed == "save" or deed == "load":
        _carry(crisis, deed, given)
    else:
        ids, changes = (given[:1], given[1:]) if deed == "edit" else (given, [])
        made = api.correct(
            crisis, deed, ids, changes=changes, names=name or [], pages=page or [], why=why
        )
        for line in tables.correction_lines(made):
            say(line)


def _carry(crisis: Path, deed: Literal["save", "load"], given: Sequence[str]) -> None:
    """Write the corrections of a crisis to a file, or take those of a file over."""
    if len(given) != 1:
        raise OptionError(f"{len(given)} files given, expected one to {deed} corrections")
    if deed == "load":
        say(f"{api.load_corrections(crisis, given[0])} corrections taken over from {given[0]}")
        return
    with api.open_crisis(crisis) as opened:
        say(f"written to {opened.save_corrections(given[0])}")


@codebook_app.command("check")
def codebook_check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="a file of a codebook, or a folder")],
) -> None:
    """Say what is wrong with an edited codebook, if anything."""
    say(f"{path}: {', '.join(api.check_codebook(path))}: nothing wrong")


@codebook_app.command("copy")
def codebook_copy(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the files go")],
) -> None:
    """Write the program's codebook to a folder, to be edited and given with --codebook."""
    files = api.copy_codebook(folder)
    say(f"{len(files)} files written to {folder}; keep those that you change")


@codebook_app.command("offices")
def codebook_offices(
    country: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="code or name of a country, or name of a body: NATO"),
    ] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="who may have held it on that day")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TITLE", help='as pages write it: "foreign minister"')
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="NAME", help="a name, or a part of one: Lavrov")
    ] = None,
    codebook: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="your own codebook, with an offices.csv")
    ] = None,
    form: Form = "table",
) -> None:
    """List who held which office, of a country, body or person; on a day, and how sure that is."""
    rows = api.offices(country, on=on, title=title, person=person, codebook=codebook)
    if not rows:
        say("nobody known")
    shown = tables.SHOWN["held" if on else "offices"]
    emit_table(shown if form == "table" else api.OFFICE_COLUMNS, rows, form)


@app.command()
def version() -> None:
    """Print the versions of program, reader and codebook."""
    emit([f"demarche {api.program_version()}\n"])
    emit(f"{name} {number}\n" for name, number in api.versions().items())


def parts(words: str | None) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in (words or "").split(",") if part.strip()]


def say(text: str) -> None:
    """Print one message to stderr; control characters of paths and pages are made visible."""
    print(tables.printable(text), file=sys.stderr)


def emit(parts: Iterable[str]) -> None:
    """Write to stdout; a reader that has had enough (`head`) is no error."""
    try:
        for part in parts:
            sys.stdout.write(part)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would be written at exit, with a complaint: it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None


def emit_rows(rows: api.Rows, form: str, *, shown: Sequence[str] | None = None) -> None:
    """Print rows; a table in the terminal has the columns `shown`, other forms have all."""
    columns = (shown or rows.columns) if form == "table" else rows.columns
    emit_table(columns, rows.rows(), form)


def emit_table(columns: Sequence[str], rows: Sequence[tables.Row], form: str) -> None:
    """Print these columns of rows as a table, as CSV or as JSON."""
    if form == "csv":
        emit(tables.csv_lines(columns, rows))
    elif form == "json":
        emit(tables.json_lines(rows))
    else:
        emit([rendered(tables.rich_table(columns, rows))])


def rendered(thing: RenderableType) -> str:
    """Return what rich makes of a thing, in colour only if stdout is a terminal."""
    terminal = sys.stdout.isatty()
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=None if terminal else PIPE_WIDTH
    )
    with console.capture() as capture:
        console.print(thing, soft_wrap=not terminal and isinstance(thing, Text))
    return capture.get()


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
