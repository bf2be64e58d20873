"""Fixed subsets of the development parts, for the gate: every n-th item, the same each time.

A subset is a mapping of file names to bytes, written out in the format of the file it is cut from.
"""

import io
import json
import tarfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from evals.files import read_folder, read_text

Files = Mapping[str, bytes]


def blocks(path: Path, *, every: int) -> Files:
    """Return every n-th block (between empty lines) of a column file."""
    found = [block for block in read_text(path).split("\n\n") if block.strip()]
    kept = "\n\n".join(found[::every]) + "\n\n"
    return {path.name.removesuffix(".gz"): kept.encode()}


def rows(path: Path, *, every: int) -> Files:
    """Return the head of a table and every n-th row."""
    head, *lines = read_text(path).rstrip("\n").split("\n")
    return {path.name: "\n".join([head, *lines[::every], ""]).encode()}


def lines(path: Path, *, every: int) -> Files:
    """Return every n-th line of a file without a head, such as JSON Lines."""
    kept = "".join(f"{line}\n" for line in read_text(path).splitlines()[::every])
    return {path.name.removesuffix(".gz"): kept.encode()}


def articles(path: Path, *, every: int) -> Files:
    """Return every n-th article of a PolNeAR folder, with all annotators' marks."""
    files = read_folder(path)
    texts = [name for name in files if name.endswith(".txt")][::every]
    stems = {PurePosixPath(name).stem for name in texts}
    marks = [
        name
        for name in files
        if name.endswith(".ann") and PurePosixPath(name).stem.rpartition("_")[0] in stems
    ]
    return {name: files[name] for name in (*texts, *marks)}


def html_pages(path: Path, *, every: int) -> Files:
    """Return every n-th HTML page, and the gold (JSON) of these pages only."""
    files = read_folder(path)
    pages = [name for name in files if not name.endswith(".json")][::every]
    stems = {PurePosixPath(name).name.split(".")[0] for name in pages}
    kept = {name: files[name] for name in pages}
    for name in set(files) - kept.keys():
        if name.endswith(".json"):
            kept[name] = json.dumps(_of_pages(json.loads(files[name]), stems)).encode()
    return kept


def _of_pages(gold: object, stems: set[str]) -> object:
    if isinstance(gold, dict):
        return {key: value for key, value in gold.items() if key in stems}
    if isinstance(gold, list):
        return [row for row in gold if row["html_file"] in stems]
    raise ValueError(f"gold is a {type(gold).__name__}; expected an object or a list of pages")


def members(path: Path, *, ending: str, every: int) -> Files:
    """Return every n-th file of a folder whose name ends so."""
    files = read_folder(path)
    kept = sorted(name for name in files if name.endswith(ending))[::every]
    return {name: files[name] for name in kept}


def xml_articles(path: Path, *, every: int) -> Files:
    """Return every n-th article of an XML file."""
    root = ElementTree.fromstring(read_text(path))
    for article in [article for at, article in enumerate(root) if at % every]:
        root.remove(article)
    return {path.name.removesuffix(".gz"): ElementTree.tostring(root, encoding="utf-8")}


def whole(path: Path) -> Files:
    """Return a file as it is."""
    return {path.name: path.read_bytes()}


def digest(files: Files) -> str:
    """Return a hash of names and contents, whatever their order."""
    parts = (f"{name} {sha256(data).hexdigest()}" for name, data in sorted(files.items()))
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def write_subset(files: Files, origin: Path, folder: Path) -> Path:
    """Write a subset in the format of the file that it was cut from; return the file."""
    if not origin.name.endswith(".tar.gz"):
        ((name, data),) = files.items()
        (folder / name).write_bytes(data)
        return folder / name
    with tarfile.open(folder / origin.name, "w:gz", compresslevel=1) as archive:
        for name, data in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return folder / origin.name


# Steps that leave each task a few hundred items (or some fifteen pages): seconds a task.
SUBSETS: Mapping[str, Callable[[Path], Files]] = {
    "body-html": partial(html_pages, every=6),
    "body-text": partial(html_pages, every=6),
    "meta": partial(html_pages, every=4),
    "lines": whole,
    "syntax": partial(blocks, every=10),
    "attribution": partial(articles, every=14),
    "relations": partial(rows, every=1),
    "events": partial(rows, every=2),
    "names": partial(blocks, every=5),
    "entities": partial(members, ending=".conllu", every=6),
    "coref": partial(members, ending=".conllu", every=6),
    "likeness": whole,
    "time": partial(members, ending=".tml", every=6),
    "time-cases": partial(members, ending="DateTimeModel.json", every=1),
    "quantities": whole,
    "number-cases": partial(members, ending="Model.json", every=1),
    "places": partial(xml_articles, every=5),
    "places-gwn": partial(xml_articles, every=3),
    "metonymy": partial(xml_articles, every=15),
    "figures": whole,
    "offices": whole,
    "copies": partial(lines, every=8),
    "backtest": whole,
}
