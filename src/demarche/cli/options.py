"""Arguments and options that several commands have, and what they are given from outside."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # slow to import, and wanted by `read` alone
    from demarche.engines.local import LoadReader

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
