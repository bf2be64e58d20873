"""The command line: each command parses, calls one public function and prints.

Data goes to stdout, progress, summaries and errors to stderr. The exit code is 0, 1 for an error
that the message explains, 2 for a wrong command line, 130 after Ctrl-C.
"""

import io
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from demarche import api
from demarche.cli import codebooks
from demarche.cli.asking import counts, explain, info, show, sql
from demarche.cli.correcting import correct
from demarche.cli.options import Tools
from demarche.cli.printing import emit, say
from demarche.cli.reading import forget, read
from demarche.cli.scenarios import bargain, vote
from demarche.cli.writing import dossier, export
from demarche.errors import DemarcheError


def version() -> None:
    """Print the versions of program, reader and codebook."""
    emit([f"demarche {api.program_version()}\n"])
    emit(f"{name} {number}\n" for name, number in api.versions().items())


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

COMMANDS = (
    read, show, info, explain, sql, dossier, export, counts, vote, bargain, forget, correct,
    version,
)  # fmt: skip
CODEBOOK_COMMANDS = (codebooks.check, codebooks.copy, codebooks.offices)
for command in COMMANDS:
    app.command()(command)
for codebook_command in CODEBOOK_COMMANDS:
    codebook_app.command()(codebook_command)


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
