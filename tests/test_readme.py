"""The README's map is the tree, and the commands that it and other pages name are there."""

import re
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from demarche.cli import app
from evals.tasks import TASKS

ROOT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/decisions.md", "examples/README.md")
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

# Not worth a line of the map: names that packaging and Python ask for.
UNSAID = {"__init__.py", "__main__.py", "__pycache__", "py.typed"}


def mapped() -> tuple[set[str], set[str]]:
    """Return what the map says stands at the top and in the package."""
    block = next(part for part in README.split("```") if part.lstrip().startswith("src/demarche/"))
    lines = block.strip().split("\n")
    inside = {line.split()[0] for line in lines if line.startswith("  ")}
    return {line.split()[0] for line in lines if not line.startswith(" ")}, inside


def entries(folder: Path) -> set[str]:
    """Return files and folders as the map writes them: a folder ends in a slash."""
    return {
        f"{entry.name}/" if entry.is_dir() else entry.name
        for entry in folder.iterdir()
        if entry.name not in UNSAID
    }


def commands() -> dict[str, set[str]]:
    """Return the CLI's commands and the options of each, with those of the commands under it."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    found = {}
    for name, command in group.commands.items():
        below = command.commands.values() if isinstance(command, TyperGroup) else ()
        parameters = [one for each in (command, *below) for one in each.params]
        found[name] = {option for parameter in parameters for option in parameter.opts}
    return found


def test_the_map_of_the_package_is_the_package() -> None:
    assert mapped()[1] == entries(ROOT / "src" / "demarche")


def test_the_map_of_the_top_is_there() -> None:
    top, _ = mapped()
    assert {name for name in top if not (ROOT / name).is_dir()} == set()
    folders = {f"{path.parent.name}/" for path in ROOT.glob("*/*.py")} | {"docs/", "examples/"}
    assert folders <= top


def test_commands_of_the_readme_are_commands() -> None:
    known = commands()
    used = re.findall(r"^demarche (\w+)(.*)$", README, re.M)
    assert {name for name, _ in used} >= {"read", "show", "dossier"}
    for name, rest in used:
        options = set(re.findall(r"(?<!\S)--?[a-z]+", rest.split("#")[0]))
        assert name in known
        assert options <= known[name], f"demarche {name} has no {options - known[name]}"


def test_every_command_stands_in_the_readme() -> None:
    assert set(commands()) - {"version"} <= set(re.findall(r"demarche (\w+)", README))


@pytest.mark.parametrize("page", PAGES)
def test_targets_links_and_modules_are_there(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
    assert set(re.findall(r"^make ([a-z]+)", text, re.M)) <= targets
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), f"{page} links {link}"
    for name in re.findall(r"`((?:src|tests|evals|docs|training|examples)/[\w./-]+)`", text):
        made_later = name == "docs/scores.md"
        assert made_later or (ROOT / name).exists(), f"{page} names {name}"


def test_tasks_in_the_changelog_are_tasks() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert {task.name for task in TASKS} <= set(re.findall(r"[a-z]+(?:-[a-z]+)?", changelog))


def test_every_target_is_phony_and_helped() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    helped = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.M))
    assert set(phony.split()) == helped
