"""`demarche codebook`: lists and types to be edited, and the offices that are known."""

from pathlib import Path
from typing import Annotated

import typer

from demarche import api
from demarche.cli.options import Form
from demarche.cli.printing import emit_table, say
from demarche.views import tables


def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="a file of a codebook, or a folder")],
) -> None:
    """Say what is wrong with an edited codebook, if anything."""
    say(f"{path}: {', '.join(api.check_codebook(path))}: nothing wrong")


def copy(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where the files go")],
) -> None:
    """Write the program's codebook to a folder, to be edited and given with --codebook."""
    files = api.copy_codebook(folder)
    say(f"{len(files)} files written to {folder}; keep those that you change")


def offices(
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
