"""What the program makes of the example pages, kept in the repository so that changes are seen.

    python -m tests.golden        writes tests/golden/*.jsonl and docs/cli.md anew

The difference is then read line by line before it is committed.
"""

import json
import os
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import demarche
from demarche.cli import main as run_command

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
GOLDEN = ROOT / "tests" / "golden"
CLI_PAGE = ROOT / "docs" / "cli.md"

COMMANDS = (
    "read", "show", "info", "explain", "sql", "dossier", "export", "counts", "vote", "bargain",
    "correct", "forget", "codebook check", "codebook copy", "codebook offices", "version",
)  # fmt: skip


def examples() -> list[Path]:
    """Return the folders of example pages."""
    return sorted(path for path in EXAMPLES.glob("*") if path.is_dir())


def golden_path(folder: Path) -> Path:
    """Return where the records of a folder of pages are kept."""
    return GOLDEN / f"{folder.name}.jsonl"


def records_of(folder: Path) -> Iterator[str]:
    """Yield what the program reads from a folder of pages, a record a line.

    Left out is what changes without the records, and what makes a difference hard to read:
    versions, scores (they move with the processor's arithmetic), hashes, the texts of documents
    and all but the first evidence.
    """
    meta = folder / "pages.csv"
    with (
        chdir(ROOT),  # paths are part of ids: the same from wherever this is run
        demarche.read(folder.relative_to(ROOT), meta=meta if meta.exists() else None) as crisis,
    ):
        for line in crisis.lines():
            yield json.dumps(_stable(json.loads(line)), ensure_ascii=False)


def cli_page() -> str:
    """Return the documentation of the command line, made from its help."""
    parts = ["# Command line\n", "Made from `demarche --help` by `make golden`.\n", _help()]
    for command in COMMANDS:
        parts.append(f"## {command}\n")
        parts.append(_help(*command.split()))
    return "\n".join(parts)


def write() -> Iterator[Path]:
    """Write all that is kept anew and yield the files."""
    CLI_PAGE.write_text(cli_page(), encoding="utf-8")
    yield CLI_PAGE
    GOLDEN.mkdir(exist_ok=True)
    for folder in examples():
        path = golden_path(folder)
        path.write_text("".join(f"{line}\n" for line in records_of(folder)), encoding="utf-8")
        yield path


def _help(*command: str) -> str:
    printed = StringIO()
    # The width of help is that of the terminal: a fixed one, wherever it is made.
    with patch.dict(os.environ, {"COLUMNS": "100"}), redirect_stdout(printed), suppress(SystemExit):
        run_command([*command, "--help"])
    return f"```\n{printed.getvalue().strip()}\n```\n"


def _stable(record: dict[str, object]) -> dict[str, object]:
    """Return a record without what changes though nothing is read differently."""
    left_out = ("text", "blocks", "sha256", "evidence", "members", "made_by", "score")
    return {name: value for name, value in record.items() if name not in left_out}


if __name__ == "__main__":
    for written in write():
        os.write(1, f"{written.relative_to(ROOT)}\n".encode())
