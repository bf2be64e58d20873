"""The gate: fixed subsets, seconds a task, against the floors of evals/floors.json.

`python -m evals.gate` fails when a figure falls below its floor. `--update` raises floors to what
is measured now and never lowers one; `--allow-lower` does, with a reason in the changelog.
Speed depends on the machine and has no floor.
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

from evals.subsets import SUBSETS, digest, write_subset
from evals.tasks import TASKS, Task, pages_beside, scorer, shared_folder, task_file

FLOORS = Path(__file__).with_name("floors.json")

# The int8 kernels of two kinds of processor round differently; that moves single items. A subset
# has a few hundred: half a point is one of 200.
TOLERANCE = 0.005

# Figures of which less is better.
ERRORS = frozenset(
    {"noise", "per_sentence", "peak_mb", "load_seconds", "wrong_merges", "splits", "wrong",
     "false_pairs", "brier"}
)  # fmt: skip


class Floor(TypedDict):
    """The least that a task's figures may be on its subset, and the subset's hash."""

    data: str
    figures: dict[str, float]


def gated() -> tuple[Task, ...]:
    """Return the tasks that have a fixed subset."""
    return tuple(task for task in TASKS if task.name in SUBSETS)


def measure(task: Task, shared: Path) -> Floor:
    """Score a task on its fixed subset."""
    path = task_file(task, shared)
    files = SUBSETS[task.name](path)
    with TemporaryDirectory() as folder:
        figures = scorer(task.name)(
            write_subset(files, path, Path(folder)), pages=pages_beside(path)
        )
    return {"data": digest(files), "figures": {key: figures[key] for key in task.figures}}


def falls(name: str, floor: Floor, now: Floor) -> list[str]:
    """Return one line a figure that is worse than its floor, or that the data have changed."""
    if floor["data"] != now["data"]:
        return [
            f"{name}: the data are not those of the floor ({now['data']}, not {floor['data']}); "
            "restore them, or set the floor anew with --update"
        ]
    return [
        f"{name} {key}: {now['figures'][key]:.4f} is worse than its floor {least:.4f}"
        for key, least in floor["figures"].items()
        if worse(key, now["figures"][key], least, TOLERANCE)
    ]


def worse(key: str, value: float, floor: float, tolerance: float = 0.0) -> bool:
    """Say whether a figure is on the wrong side of its floor by more than the tolerance."""
    return value > floor + tolerance if key in ERRORS else value < floor - tolerance


def raised(old: Floor | None, now: Floor, *, allow_lower: bool = False) -> Floor:
    """Return the floor after an update: each figure the better of both, unless allowed to fall."""
    rounded = {key: rounded_off(key, value) for key, value in now["figures"].items()}
    if old is not None and not allow_lower:
        kept = old["figures"]
        rounded = {
            key: kept[key] if key in kept and worse(key, value, kept[key]) else value
            for key, value in rounded.items()
        }
    return {"data": now["data"], "figures": rounded}


def rounded_off(key: str, value: float) -> float:
    """Return a figure with four digits, rounded to the side on which it still passes."""
    rounding = math.ceil if key in ERRORS else math.floor
    return rounding(value * 10_000) / 10_000


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Return the floors by task; none when the file is not there yet."""
    floors: dict[str, Floor] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return floors


def write_floors(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write the floors, sorted, so that a change of one is a diff of one line."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or update the floors; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument("tasks", nargs="*", help="only these tasks")
    parser.add_argument("--update", action="store_true", help="raise floors to what is measured")
    parser.add_argument("--allow-lower", action="store_true", help="with --update: also lower")
    asked = parser.parse_args(arguments)
    floors, complaints = read_floors(), []
    for task in gated():
        if asked.tasks and task.name not in asked.tasks:
            continue
        now, floor = measure(task, shared_folder()), floors.get(task.name)
        print(task.name, json.dumps(now["figures"]))
        if asked.update:
            floors[task.name] = raised(floor, now, allow_lower=asked.allow_lower)
            floor = floors[task.name]
        complaints += falls(task.name, floor, now) if floor else [f"{task.name}: has no floor yet"]
    if asked.update:
        write_floors(floors)
    for line in complaints:
        print(line, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
