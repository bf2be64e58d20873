"""`python -m evals.report`: score all development parts and write docs/scores.md."""

import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from demarche.errors import DemarcheError
from demarche.reader import READER_VERSION
from evals.__main__ import shown
from evals.gate import worse
from evals.subsets import digest
from evals.tasks import TASKS, Task, pages_beside, scorer, shared_folder, task_file

PAGE = Path(__file__).parent.parent / "docs" / "scores.md"


def main() -> int:
    """Score every task, write the page; return 1 when a task could not be scored."""
    shared, figures, failed = shared_folder(), {}, {}
    # Speed goes first: its peak of memory is that of the whole process up to then.
    for task in sorted(TASKS, key=lambda task: task.name != "speed"):
        path = task_file(task, shared)
        try:
            figures[task.name] = scorer(task.name)(path, pages=pages_beside(path))
        except (DemarcheError, OSError, ValueError) as error:
            failed[task.name] = str(error)
        print(task.name, figures.get(task.name) or failed[task.name])
    hashes = {task.file: file_hash(task_file(task, shared)) for task in TASKS}
    PAGE.write_text("\n".join(lines_of(figures, failed, hashes)) + "\n", "utf-8")
    print(PAGE)
    return 1 if failed else 0


def lines_of(
    figures: Mapping[str, Mapping[str, float]],
    failed: Mapping[str, str],
    hashes: Mapping[str, str],
) -> Iterator[str]:
    """Yield the lines of the page, in Markdown."""
    yield "# Scores\n"
    yield "Written by `make scores`; not edited by hand. Development parts only: a figure here says"
    yield "how the program does on texts it was not trained on, but was looked at with.\n"
    yield f"- date: {datetime.now(UTC).date().isoformat()}"
    yield f"- demarche {version('demarche')}, reader {READER_VERSION}"
    yield from (f"- {name}: {digest}" for name, digest in reader_files())
    yield "\n| task | figure | value | goal | |\n|---|---|---:|---:|---|"
    for task in TASKS:
        if task.name in failed:
            yield f"| {task.name} | not scored | | | {failed[task.name]} |"
        else:
            yield from rows_of(task, figures[task.name])
    yield "\n| task | development part | sha256, first 16 digits |\n|---|---|---|"
    yield from (f"| {task.name} | {task.file} | {hashes[task.file]} |" for task in TASKS)


def rows_of(task: Task, figures: Mapping[str, float]) -> Iterator[str]:
    """Yield a table row for each figure: the task's own first, then what the scorer adds."""
    others = [key for key in figures if key not in task.figures]
    for key in (*task.figures, *others):
        goal = task.goals.get(key)
        verdict = "" if goal is None else "missed" if worse(key, figures[key], goal) else "reached"
        shown_goal = "" if goal is None else shown(key, goal)
        yield f"| {task.name} | {key} | {shown(key, figures[key])} | {shown_goal} | {verdict} |"


def reader_files() -> Iterator[tuple[str, str]]:
    """Yield name and hash of the network files in the package."""
    for entry in sorted(files("demarche.reader").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".onnx"):
            yield entry.name, sha256(entry.read_bytes()).hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Return the first 16 digits of a file's sha256, or a folder's, a dash when it is not there."""
    if path.is_dir():
        return digest({file.name: file.read_bytes() for file in path.iterdir()})
    return sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else "-"


if __name__ == "__main__":
    sys.exit(main())
