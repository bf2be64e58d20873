"""What is imported is declared, what is declared is pinned, and the pins name no address."""

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
DECLARED = set(PROJECT["project"]["dependencies"])
DEV = set(PROJECT["project"]["optional-dependencies"]["dev"])
PINS = (ROOT / "requirements.txt").read_text("utf-8")


def libraries(folder: Path) -> set[str]:
    """Return the libraries that the modules of a folder import, Python's own left out."""
    names = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"demarche", "evals", "tests", "training", "docs"}


def test_what_the_package_imports_is_declared() -> None:
    assert libraries(ROOT / "src") - DECLARED == set()


def test_what_is_declared_is_used() -> None:
    # DuckDB makes its data frames with pandas, trafilatura finds dates with htmldate and cleans
    # pages with lxml-html-clean, an extra of lxml that pip leaves out when lxml is pinned bare:
    # they are named for their versions to be pinned on purpose, though they are not imported here
    indirect = {"pandas", "htmldate", "lxml-html-clean"}
    assert DECLARED - libraries(ROOT / "src") <= indirect


def test_what_scorers_and_tests_import_is_declared() -> None:
    assert libraries(ROOT / "evals") - DECLARED - DEV == set()
    own = {path.stem for path in (ROOT / "tests").glob("*.py")}
    assert libraries(ROOT / "tests") - DECLARED - DEV - own == set()


def test_everything_declared_is_pinned_with_a_hash() -> None:
    pinned = set(re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", PINS, re.M))
    build = set(PROJECT["build-system"]["requires"])
    assert (DECLARED | DEV | build) - pinned == set()
    assert len(pinned) == len(re.findall(r"^\S+==", PINS, re.M)), "a pin has no hash"


def test_pins_hold_nothing_but_names_versions_and_hashes() -> None:
    line = re.compile(r"[\w.-]+==[\w.]+(?: ; [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    assert [row for row in PINS.splitlines() if not line.fullmatch(row)] == []


def test_names_to_pin_are_those_declared() -> None:
    wanted = {
        row
        for row in (ROOT / "requirements.in").read_text("utf-8").splitlines()
        if row and not row.startswith("#")
    }
    assert wanted == DECLARED | DEV | set(PROJECT["build-system"]["requires"])


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
