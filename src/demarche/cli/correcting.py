"""`demarche correct`: records and entities put right, lastingly."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from demarche import api
from demarche.cli.options import CrisisFile, Form
from demarche.cli.printing import emit_table, say
from demarche.errors import OptionError
from demarche.views import tables


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
    """Put records and entities right. Corrections stay when pages are read again."""
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
