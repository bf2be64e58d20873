"""A crisis file's content as the dossier wants it: every reference under its merged name."""

from collections.abc import Mapping
from pathlib import Path

from demarche.store import Store
from demarche.store.names import with_merged_names
from demarche.views.dossier import Dossier


def assemble_dossier(store: Store, *, title: str | None = None) -> Dossier:
    """Return all that a crisis file holds; without a title the file's name is the title."""
    names = store.names()
    readings = [with_merged_names(reading, names) for reading in store.readings()]
    return Dossier(
        documents=tuple(reading.document for reading in readings),
        entities=store.entities(),
        statements=tuple(one for reading in readings for one in reading.statements),
        events=tuple(one for reading in readings for one in reading.events),
        figures=tuple(one for reading in readings for one in reading.figures),
        rejected=(*(row for reading in readings for row in reading.rejected), *store.refusals()),
        title=title or Path(store.path).stem.replace("-", " ").replace("_", " "),
        made=made_with(store.info().versions),
    )


def made_with(versions: Mapping[str, str]) -> str:
    """Return the versions of program, reader and codebook in one line."""
    parts = [f"{name} {versions[name]}" for name in ("reader", "codebook") if name in versions]
    return ", ".join([f"Demarche {versions.get('program', 'unknown')}", *parts])
