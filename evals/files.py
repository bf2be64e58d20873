"""Reading the data files: plain or gzip texts, folders packed as tar.gz, CoNLL-like columns."""

import gzip
import tarfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path


def read_text(path: Path) -> str:
    """Return a file's text, unpacked when its name ends in .gz."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")


def read_folder(path: Path) -> dict[str, bytes]:
    """Return the files of a folder or of a tar.gz by their path inside it, sorted."""
    if path.is_dir():
        files = (file for file in sorted(path.rglob("*")) if file.is_file())
        return {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    with tarfile.open(path) as archive:
        members = sorted((one for one in archive if one.isfile()), key=lambda one: one.name)
        return {
            member.name.removeprefix("./"): stream.read()
            for member in members
            if (stream := archive.extractfile(member))
        }


def column_blocks(text: str) -> Iterator[list[list[str]]]:
    """Yield the sentences of a tab-separated column file; comments (#, then a space) are dropped.

    A line that is nothing but tabs and blanks divides sentences as an empty one does.
    """
    lines = (line for line in text.split("\n") if not line.startswith("# "))
    for filled, block in groupby(lines, key=lambda line: bool(line.strip())):
        if filled:
            yield [line.rstrip("\r").split("\t") for line in block]
