"""References to a page's entities turned into references to entities across pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from demarche.crisis.referring import referring
from demarche.records import TOLD, Reading, Reference


def with_merged_names(reading: Reading, names: Mapping[str, Reference]) -> Reading:
    """Return the reading with each reference under its merged id and name.

    `names` (from `Store.names`) leads from a page entity's id to the merged entity; what is not
    in it stays as it is. The entities of the reading itself remain those of the page.
    """
    told: dict[str, Any] = {
        name: tuple(renamed(record, names) for record in getattr(reading, name)) for name in TOLD
    }
    return replace(reading, **told)


def renamed(record: Any, names: Mapping[str, Reference]) -> Any:
    """Return a record, or a part of one, with each of its references as `names` has it."""
    if isinstance(record, Reference):
        return names.get(record.id, record)
    if isinstance(record, tuple):
        return tuple(renamed(part, names) for part in record)
    kind: Any = type(record)
    found = {name: getattr(record, name) for name in referring(kind)}
    changes = {name: renamed(value, names) for name, value in found.items() if value}
    return replace(record, **changes) if changes else record
