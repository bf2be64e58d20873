"""What commands print: data to stdout, all else to stderr."""

import io
import os
import sys
from collections.abc import Iterable, Sequence

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from demarche import api
from demarche.views import tables

# A pipe has no width: wide enough that no column of `show` is squeezed to a few letters.
PIPE_WIDTH = 160


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
