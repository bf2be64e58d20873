"""References to a page's entities turned into references to entities across pages."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_type_hints

from demarche.records import TOLD, Reading, Reference
from demarche.serial import optional


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
    found = {name: getattr(record, name) for name in _referring(kind)}
    changes = {name: renamed(value, names) for name, value in found.items() if value}
    return replace(record, **changes) if changes else record


@cache
def _referring(cls: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass that hold references, or parts that do."""
    hints = get_type_hints(cls)
    return tuple(item.name for item in fields(cls) if _holds_reference(hints[item.name]))


def _holds_reference(annotation: Any) -> bool:
    annotation = optional(annotation) or annotation
    inner = get_args(annotation)[:1]
    kind = inner[0] if inner else annotation
    if kind is Reference:
        return True
    return isinstance(kind, type) and is_dataclass(kind) and bool(_referring(kind))
