"""Imports go one way: a module imports only from rows above its own, or from its own package."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "demarche"

ROWS = (
    {"errors", "spans", "options"},
    {"records"},
    {"serial"},
    {"codebook"},
    {"pages"},
    {"reader"},
    {"extract"},
    {"pipeline"},
    {"crisis"},
    {"store"},
    {"exports"},
    {"engines"},
    {"scenario"},
    {"views"},
    {"correcting"},
    {"api"},
    {"web"},
    {"cli", "__init__"},
    {"__main__"},
)
ROW = {name: number for number, row in enumerate(ROWS) for name in row}

# Heavy or single-purpose libraries, and the only packages that may import them.
ONLY_IN = {
    "onnxruntime": {"reader"},
    "tokenizers": {"reader"},
    "trafilatura": {"pages"},
    "htmldate": {"pages"},
    "typer": {"cli"},
}
NOWHERE = {"torch", "selenium", "resiliparse", "evals", "training", "tests", "<relative>"}


def imports(code: str) -> Iterator[str]:
    """Yield the full names that a module imports, wherever in it the import stands.

    `from a.b import c` is a.b.c: c may be a module.
    """
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            yield from (f"{dots}{node.module}.{alias.name}" for alias in node.names)


def row_name(path: Path) -> str:
    """Return what stands in ROWS for a file: its package, or its own name."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def upward(name: str, imported: list[str]) -> list[str]:
    """Return the imports that go from a module against the rows."""
    parts = [one.split(".") for one in imported if one.startswith("demarche.")]
    return [
        ".".join(one) for one in parts if one[1] != name and ROW.get(one[1], len(ROWS)) >= ROW[name]
    ]


def misplaced(name: str, imported: list[str]) -> list[str]:
    """Return the imports of libraries that do not belong in a module."""
    tops = {one.split(".")[0] or "<relative>" for one in imported}
    return sorted(
        top for top in tops if top in NOWHERE or (top in ONLY_IN and name not in ONLY_IN[top])
    )


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    name, imported = row_name(path), list(imports(path.read_text("utf-8")))
    assert name in ROW, f"{name} has no row: say in ROWS where it stands"
    assert upward(name, imported) == []
    assert misplaced(name, imported) == []


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package."""
    parts = ("demarche", *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def longest_module(name: str, modules: set[str]) -> str:
    """Return the module that an imported name is or stands in, itself where there is none."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def find_cycle(edges: dict[str, set[str]]) -> set[str]:
    """Return the modules that import each other, and those that import such ones."""
    left = dict(edges)
    while free := {module for module, ends in left.items() if not ends & left.keys() - {module}}:
        left = {module: ends for module, ends in left.items() if module not in free}
    return set(left)


def test_no_module_imports_itself_around_a_corner() -> None:
    code = {module_name(path): path.read_text("utf-8") for path in FILES}
    edges = {
        module: {longest_module(name, set(code)) for name in imports(text)}
        for module, text in code.items()
    }
    assert find_cycle(edges) == set()


def test_the_check_sees_what_is_forbidden() -> None:
    code = "def late():\n    import torch\n    from demarche.store import load\n"
    assert upward("reader", list(imports(code))) == ["demarche.store.load"]
    assert misplaced("reader", list(imports(code))) == ["torch"]
    assert upward("views", list(imports("from demarche.views.tables import rows"))) == []
    assert upward("crisis", list(imports("from demarche import store"))) == ["demarche.store"]
    assert misplaced("store", list(imports("from . import load"))) == ["<relative>"]
    assert misplaced("store", list(imports("import onnxruntime as ort"))) == ["onnxruntime"]
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}) == {"a", "b", "c"}
