"""Which fields of a record refer to entities: told by their types, so that no kind is missed."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from demarche.records import Reference
from demarche.serial import optional


@cache
def referring(cls: Any) -> tuple[str, ...]:
    """Return the fields of a dataclass that hold references, or parts that do."""
    hints = get_type_hints(cls)
    return tuple(item.name for item in fields(cls) if _holds_reference(hints[item.name]))


@cache
def needed(cls: Any) -> frozenset[str]:
    """Return those of these fields that cannot be empty: one reference or part, and never None."""
    hints = get_type_hints(cls)
    return frozenset(name for name in referring(cls) if isinstance(hints[name], type))


def _holds_reference(annotation: Any) -> bool:
    annotation = optional(annotation) or annotation
    inner = get_args(annotation)[:1]
    kind = inner[0] if inner else annotation
    if kind is Reference:
        return True
    return isinstance(kind, type) and is_dataclass(kind) and bool(referring(kind))
