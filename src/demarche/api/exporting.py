"""The crisis in the formats of other tools, as lines or as files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, get_args

from demarche.codebook.load import Codebook, load_codebook
from demarche.errors import OptionError, StoreError
from demarche.exports.events import AS_DONE
from demarche.exports.jsonl import export_lines
from demarche.exports.tables import export_tables
from demarche.records import Factuality
from demarche.store import Store

ExportFormat = Literal[
    "jsonl", "csv", "parquet", "plover", "polecat", "icews", "gdelt", "annotations"
]
ONE_FILE = ("jsonl", "plover", "polecat", "icews", "annotations")  # formats of one file each


def format_lines(
    store: Store,
    format: ExportFormat,
    factualities: Iterable[str] | None,
    codebook: str | Path | None,
) -> Iterator[str]:
    """Yield a format of one file as lines: see `Crisis.lines`. Raises OptionError."""
    from demarche.exports import icews, plover, polecat, web_annotations

    if format not in ONE_FILE:
        known = ", ".join(ONE_FILE)
        raise OptionError(f"found format {format!r}, expected one that is one file: {known}")
    wanted, book = asked_factualities(factualities), own_codebook(codebook)
    done = wanted or AS_DONE
    if format == "annotations":
        return web_annotations.annotation_lines(store, factualities=wanted)
    if format == "plover":
        return plover.plover_lines(store, factualities=wanted, codebook=book)
    if format == "polecat":
        return polecat.polecat_lines(store, factualities=done, codebook=book)
    if format == "icews":
        return icews.icews_lines(store, factualities=done, codebook=book)
    return export_lines(store, factualities=wanted)


def write_format(
    store: Store,
    path: str | Path,
    format: ExportFormat,
    factualities: Iterable[str] | None,
    codebook: str | Path | None,
) -> tuple[Path, ...]:
    """Write a format: see `Crisis.export`. Raises StoreError, OptionError."""
    if format not in get_args(ExportFormat):
        known = ", ".join(get_args(ExportFormat))
        raise OptionError(f"found format {format!r}, expected one of {known}")
    if format in ONE_FILE:
        return (write_lines(path, format_lines(store, format, factualities, codebook)),)
    wanted, book = asked_factualities(factualities), own_codebook(codebook)
    if format == "csv" or format == "parquet":
        return export_tables(store, path, format, factualities=wanted)
    return _write_gdelt(store, Path(path), wanted or AS_DONE, book)


def asked_factualities(names: Iterable[str] | None) -> frozenset[Factuality] | None:
    """Return the factualities asked for, None for none in particular. Raises OptionError."""
    if names is None:
        return None
    known: dict[str, Factuality] = {name: name for name in get_args(Factuality)}
    asked = list(names)
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise OptionError(f"found factuality {unknown[0]!r}, expected one of {', '.join(known)}")
    return frozenset(known[name] for name in asked) or None


def own_codebook(own: str | Path | None) -> Codebook | None:
    """Return a codebook of one's own, None for the shipped one. Raises OptionError."""
    return None if own is None else load_codebook(Path(own))


def write_lines(path: str | Path, lines: Iterable[str]) -> Path:
    """Write lines to a file and return its path. Raises StoreError."""
    return write_text(path, (f"{line}\n" for line in lines))


def write_text(path: str | Path, parts: Iterable[str]) -> Path:
    """Write text to a file and return its path. Raises StoreError."""
    path = Path(path)
    try:
        with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
            file.writelines(parts)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); give another path"
        ) from error
    return path


def _write_gdelt(
    store: Store, folder: Path, factualities: frozenset[Factuality], codebook: Codebook | None
) -> tuple[Path, ...]:
    """Write GDELT's two tables under the endings that its own files have."""
    from demarche.exports import gdelt

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be made ({error.strerror}); give another path"
        ) from error
    tables = {
        "events.export.CSV": gdelt.gdelt_event_lines(
            store, factualities=factualities, codebook=codebook
        ),
        "events.mentions.CSV": gdelt.gdelt_mention_lines(store, factualities=factualities),
    }
    return tuple(write_lines(folder / name, lines) for name, lines in tables.items())
