"""Records as plain values and back: the one place where foreign data becomes a record.

Generic over the annotations of the dataclasses in records/, so a new field needs no line here.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from demarche.errors import RecordError

T = TypeVar("T")
Parser = Callable[[object, str], Any]  # value, where it stands -> the typed value


def to_plain(value: Any) -> Any:
    """Return a record as dictionaries and lists; dates stay dates, as databases want them."""
    kind: Any = type(value)
    if kind is str or value is None:  # most leaves; asked first since all of a page passes here
        return value
    if kind is tuple:
        return [to_plain(item) for item in value]
    names = _field_names(kind)
    if names:
        return {name: to_plain(getattr(value, name)) for name in names}
    return value


def to_json(value: Any) -> Any:
    """Return a record as JSON values: dictionaries, lists, text, numbers, ISO dates, None.

    Bytes are written as hexadecimal digits.
    """
    return _iso(to_plain(value))


def from_json(cls: type[T], value: object) -> T:
    """Return the record of class `cls` that `value` describes; `from_json(to_json(x)) == x`.

    Dates may be ISO text or dates, tuples lists or tuples, floats whole numbers.
    Raises RecordError, which names the place, when a field is missing, unknown or of another type.
    """
    annotation: Any = cls
    record: T = parser(annotation)(value, cls.__name__.lower())
    return record


def field_names(cls: type) -> tuple[str, ...]:
    """Return the names of a dataclass's fields in order, nothing for any other class."""
    return tuple(item.name for item in fields(cls)) if is_dataclass(cls) else ()


def optional(annotation: Any) -> Any | None:
    """Return T of an annotation `T | None`, None for any other."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return None
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    return kinds[0] if len(kinds) == 1 else None


@cache
def parser(annotation: Any) -> Parser:
    """Return the function that checks and builds a value of this annotation."""
    inner = optional(annotation)
    if inner is not None:
        parse = parser(inner)
        return lambda value, place: None if value is None else parse(value, place)
    if is_dataclass(annotation) and isinstance(annotation, type):
        return _record_parser(annotation)
    if get_origin(annotation) is Literal:
        return _choice_parser(get_args(annotation))
    if get_origin(annotation) is tuple:
        return _tuple_parser(get_args(annotation))
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    raise TypeError(f"no rule to read {annotation!r}; add one to demarche.serial")


def _record_parser(cls: type) -> Parser:
    hints = get_type_hints(cls)
    parsers = {item.name: parser(hints[item.name]) for item in fields(cls)}
    required = {
        item.name
        for item in fields(cls)
        if item.default is MISSING and item.default_factory is MISSING
    }

    def parse(value: object, place: str) -> Any:
        if not isinstance(value, dict):
            raise _unfit(value, place, f"an object with the fields of {cls.__name__}")
        missing, unknown = required - value.keys(), value.keys() - parsers.keys()
        if missing or unknown:
            raise RecordError(
                f"{place}: missing {_listed(missing)}, unknown {_listed(unknown)}; "
                f"{cls.__name__} has the fields {', '.join(parsers)}"
            )
        return cls(**{name: parsers[name](item, f"{place}.{name}") for name, item in value.items()})

    return parse


def _choice_parser(choices: tuple[object, ...]) -> Parser:
    def parse(value: object, place: str) -> Any:
        # True == 1, so the type is compared too.
        if not any(value == choice and type(value) is type(choice) for choice in choices):
            raise _unfit(value, place, f"one of {', '.join(map(str, choices))}")
        return value

    return parse


def _tuple_parser(inner: tuple[Any, ...]) -> Parser:
    if len(inner) == 2 and inner[1] is Ellipsis:
        parse_item = parser(inner[0])

        def parse_any(value: object, place: str) -> Any:
            if not isinstance(value, list | tuple):
                raise _unfit(value, place, "a list")
            return tuple(parse_item(item, f"{place}[{i}]") for i, item in enumerate(value))

        return parse_any
    parsers = [parser(kind) for kind in inner]

    def parse_fixed(value: object, place: str) -> Any:
        if not isinstance(value, list | tuple) or len(value) != len(parsers):
            raise _unfit(value, place, f"a list of {len(parsers)}")
        pairs = enumerate(zip(parsers, value, strict=True))
        return tuple(parse(item, f"{place}[{i}]") for i, (parse, item) in pairs)

    return parse_fixed


def _text(value: object, place: str) -> str:
    if isinstance(value, str):
        return value
    raise _unfit(value, place, "text")


def _whole(value: object, place: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise _unfit(value, place, "a whole number")


def _number(value: object, place: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        return float(value)
    raise _unfit(value, place, "a finite number")


def _flag(value: object, place: str) -> bool:
    if isinstance(value, bool):
        return value
    raise _unfit(value, place, "true or false")


def _day(value: object, place: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(_text(value, place))
    except ValueError:
        raise _unfit(value, place, "an ISO date such as 2012-05-25") from None


def _moment(value: object, place: str) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(_text(value, place))
    except ValueError:
        raise _unfit(value, place, "an ISO date and time such as 2012-05-25T18:00:00") from None


def _bytes(value: object, place: str) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        return bytes.fromhex(_text(value, place))
    except ValueError:
        raise _unfit(value, place, "bytes as hexadecimal digits") from None


_field_names = cache(field_names)

_SIMPLE: dict[Any, Parser] = {
    str: _text, int: _whole, float: _number, bool: _flag, date: _day, datetime: _moment,
    bytes: _bytes,
}  # fmt: skip


def _iso(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _iso(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_iso(item) for item in value]
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(map(str, names))) or "nothing"


def _unfit(value: object, place: str, expected: str) -> RecordError:
    found = repr(value)
    # 60 characters show what a value is without printing a page's text into a terminal.
    shown = found if len(found) <= 60 else found[:57] + "..."
    return RecordError(f"{place}: found {shown}, expected {expected}")
