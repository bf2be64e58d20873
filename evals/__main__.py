"""`python -m evals TASK FILE [--pages DIR] [--limit N] [--errors] [--json]`: score one file."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from demarche.errors import DemarcheError
from evals.tasks import TASKS, lister, scorer

COUNTS = frozenset({"n", "wrong_merges", "splits"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Score a file, print its figures; return the exit code."""
    asked = parse(arguments)
    path = Path(asked.file)
    try:
        figures = figures_of(asked, path)
        errors = list(lister(asked.task)(path, pages=asked.pages)) if asked.errors else []
    except (DemarcheError, OSError, ValueError) as error:
        print(f"{asked.task}: {error}", file=sys.stderr)
        return 1
    for line in errors:
        print(line)
    Console().print(table(f"{asked.task}: {path.name}", figures))
    if asked.json:
        print(json.dumps(figures))
    return 0


def figures_of(asked: argparse.Namespace, path: Path) -> dict[str, float]:
    """Run the scorer that was asked for."""
    if asked.limit is None:
        return scorer(asked.task)(path, pages=asked.pages)
    from evals.speed import score  # here, since it imports the whole program, the others a part

    return score(path, pages=asked.pages, limit=asked.limit)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line; a wrong one ends in SystemExit."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("task", choices=[task.name for task in TASKS])
    parser.add_argument("file", help="file of the task's format")
    parser.add_argument("--pages", type=Path, help="folder of the pages that the file speaks of")
    parser.add_argument("--limit", type=int, help="speed only: how many pages")
    parser.add_argument("--errors", action="store_true", help="list what is missed or wrong")
    parser.add_argument("--json", action="store_true", help="figures as JSON on the last line")
    asked = parser.parse_args(arguments)
    if asked.limit is not None and (asked.task != "speed" or asked.limit < 1):
        parser.error("--limit is for speed only, 1 or more")
    return asked


def table(title: str, figures: dict[str, float]) -> Table:
    """Lay figures out for the terminal; counts without decimals."""
    rows = Table("figure", "value", title=title)
    rows.columns[1].justify = "right"
    for key, value in figures.items():
        rows.add_row(key, shown(key, value))
    return rows


def shown(key: str, value: float) -> str:
    """Return a figure for people: counts whole, fractions with four digits."""
    counted = key in COUNTS or key.startswith("n_")
    return f"{value:.0f}" if counted else f"{value:.4f}"


if __name__ == "__main__":
    sys.exit(main())
