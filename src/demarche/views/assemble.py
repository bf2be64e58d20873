"""A crisis file's content as the dossier wants it: every reference under its merged name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from demarche.codebook.issues import load_issues
from demarche.records import TOLD, Copies, Dispute, Incident
from demarche.store import Store
from demarche.store.names import renamed, with_merged_names
from demarche.views.by_rule import results_by_rule
from demarche.views.dossier import Dossier
from demarche.views.questions import VIEWS, Day, ask, rows_of, view

T = TypeVar("T")


def assemble_dossier(store: Store, *, title: str | None = None) -> Dossier:
    """Return all that a crisis file holds; without a title the file's name is the title."""
    names = store.names()
    readings = [with_merged_names(reading, names) for reading in store.readings()]
    told: dict[str, Any] = {
        kind: tuple(one for reading in readings for one in getattr(reading, kind)) for kind in TOLD
    }
    return Dossier(
        documents=tuple(reading.document for reading in readings),
        entities=store.entities(),
        incidents=tuple(renamed(one, names) for one in store.across(Incident)),
        disputes=store.across(Dispute),
        rejected=(*(row for reading in readings for row in reading.rejected), *store.refusals()),
        title=title or Path(store.path).stem.replace("-", " ").replace("_", " "),
        made=made_with(store.info().versions),
        views=chart_rows(store),
        issues={issue.id: issue.sentence for issue in load_issues().issues.values()},
        by_rule=results_by_rule(store),
        texts={id: one.first for one in store.across(Copies) for id in one.documents},
        **told,
    )


def chart_rows(store: Store, *, as_known_on: Day = None) -> dict[str, list[dict[str, Any]]]:
    """Return the rows that charts are drawn from, by the name of the question or view."""
    views = {name: rows_of(view(store, name, as_known_on=as_known_on)) for name in VIEWS}
    return {**views, "series": rows_of(ask(store, "series", as_known_on=as_known_on))}


def made_with(versions: Mapping[str, str]) -> str:
    """Return the versions of program, reader and codebook in one line."""
    parts = [f"{name} {versions[name]}" for name in ("reader", "codebook") if name in versions]
    return ", ".join([f"Demarche {versions.get('program', 'unknown')}", *parts])
