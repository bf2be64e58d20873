"""`demarche dossier` and `export`: the crisis as files for others."""

from pathlib import Path
from typing import Annotated

import typer

from demarche import api
from demarche.cli.options import CrisisFile, Factualities, OwnCodebook
from demarche.cli.printing import emit, say


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
    """Write the dossier, one HTML file, and a brief of one page."""
    page = brief or output.with_suffix(".md")
    with api.open_crisis(crisis) as opened:
        made = [opened.vote(one, on=on or opened.day_after(), body=body) for one in text or ()]
        say(f"written to {opened.dossier(output, title=title, brief=page, forecasts=made)}, {page}")


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
    """Write the crisis in a form that other tools read. See docs/exports.md."""
    with api.open_crisis(crisis) as opened:
        if output is None and form in api.ONE_FILE:
            lines = opened.lines(form, factualities=factuality, codebook=codebook)
            emit(f"{line}\n" for line in lines)
        else:
            path = output or Path(f"{crisis.stem}-{form}")
            files = opened.export(path, format=form, factualities=factuality, codebook=codebook)
            say(f"written to {', '.join(map(str, files))}")
