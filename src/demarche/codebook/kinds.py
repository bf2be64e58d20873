"""What an event may be further: types.toml and cameo.csv, ready to look up."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from demarche.codebook.words import noun_forms, verb_forms
from demarche.errors import OptionError
from demarche.records import EventType

HERE = Path(__file__).parent

Entry = tuple[frozenset[str], ...]  # the forms of each of its words; all must be there
QUADS = (1, 2, 3, 4)
LEAST, MOST = -10.0, 10.0  # of an intensity


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One of the sixteen types."""

    quad: int
    cameo: str  # root code, two digits
    meaning: str
    by_matter: bool  # its modes are told by what it is about as much as by the word that bears it


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A finer kind of one type, with the words that tell it."""

    mode: str | None  # None where CAMEO has a code and PLOVER no mode
    cameo: str
    contexts: tuple[str, ...]
    words: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindBook:
    """types.toml and cameo.csv."""

    types: Mapping[EventType, Kind]
    modes: Mapping[EventType, tuple[Mode, ...]]
    contexts: Mapping[str, tuple[Entry, ...]]  # of several words
    context_words: Mapping[str, frozenset[str]]  # form of a word that tells alone -> contexts
    intensities: Mapping[str, float]  # of CAMEO codes, -10 to 10


def load_kinds(types: Path = HERE / "types.toml", codes: Path = HERE / "cameo.csv") -> KindBook:
    """Read both files; the shipped ones once.

    Raises OptionError when one cannot be read, names an unknown type, context or CAMEO code, or
    leaves one of the sixteen types out.
    """
    if (types, codes) == (HERE / "types.toml", HERE / "cameo.csv"):
        return _shipped()
    return _read(types, codes)


@cache
def _shipped() -> KindBook:
    return _read(HERE / "types.toml", HERE / "cameo.csv")


def _read(types: Path, codes: Path) -> KindBook:
    try:
        raw = tomllib.loads(types.read_text(encoding="utf-8"))
        intensities = dict(_intensities(codes))
        contexts = {name: _entries(words) for name, words in raw["contexts"].items()}
        kinds = {_event(row["name"]): _kind(row, intensities) for row in _rows(raw, "type", "name")}
        modes: dict[EventType, list[Mode]] = {event: [] for event in kinds}
        for row in _rows(raw, "mode", "type"):
            modes[_event(row["type"])].append(_mode(row, intensities, contexts))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{types}: {error}; expected a readable list of types") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise OptionError(
            f"{types}: {error!r} found, expected the form of types.toml; compare with the original"
        ) from error
    missing = [event for event in get_args(EventType) if event not in kinds]
    if missing:
        raise OptionError(f"{types}: no [[type]] {', '.join(missing)}; put it back")
    return KindBook(
        types=kinds,
        modes={event: tuple(found) for event, found in modes.items()},
        contexts={
            name: tuple(entry for entry in entries if len(entry) > 1)
            for name, entries in contexts.items()
        },
        context_words=_by_form(contexts),
        intensities=intensities,
    )


def _by_form(contexts: Mapping[str, Sequence[Entry]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, entries in contexts.items():
        for entry in entries:
            for form in entry[0] if len(entry) == 1 else ():
                found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


def _rows(raw: Mapping[str, Any], key: str, name: str) -> Iterator[Mapping[str, Any]]:
    for row in raw.get(key, ()):
        if not isinstance(row.get(name), str):
            raise OptionError(f"types.toml: a [[{key}]] without {name} found; give it one")
        yield row


def _event(name: str) -> EventType:
    if name not in get_args(EventType):
        known = ", ".join(get_args(EventType))
        raise OptionError(f"types.toml: type {name!r} found, expected one of {known}")
    event: EventType = name  # type: ignore[assignment]
    return event


def _kind(row: Mapping[str, Any], codes: Mapping[str, float]) -> Kind:
    if row["quad"] not in QUADS:
        raise OptionError(
            f"types.toml, type {row['name']}: quad {row['quad']!r} found, expected 1 to 4"
        )
    return Kind(
        quad=row["quad"],
        cameo=_code(row["name"], row["cameo"], codes),
        meaning=row["meaning"],
        by_matter=row.get("by_matter", False) is True,
    )


def _mode(
    row: Mapping[str, Any], codes: Mapping[str, float], contexts: Mapping[str, object]
) -> Mode:
    where = f"{row['type']} {row.get('mode', '')}".strip()
    unknown = [name for name in row.get("contexts", ()) if name not in contexts]
    if unknown:
        raise OptionError(
            f"types.toml, mode {where}: context {unknown[0]!r} found, expected one of [contexts]"
        )
    return Mode(
        mode=row.get("mode"),
        cameo=_code(where, row["cameo"], codes),
        contexts=tuple(row.get("contexts", ())),
        words=_entries(row["words"]),
    )


def _code(where: str, code: str, codes: Mapping[str, float]) -> str:
    if code not in codes:
        raise OptionError(
            f"types.toml, {where}: CAMEO code {code!r} found, expected one of cameo.csv"
        )
    return code


def _entries(words: Sequence[str]) -> tuple[Entry, ...]:
    return tuple(tuple(map(_forms, entry.split())) for entry in words)


def _forms(word: str) -> frozenset[str]:
    irregular = _irregular()
    return verb_forms(word, irregular) | noun_forms(word, irregular)


@cache
def _irregular() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = tomllib.loads((HERE / "events.toml").read_text("utf-8"))[
        "irregular"
    ]
    return found


def _intensities(path: Path) -> Iterator[tuple[str, float]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            try:
                value = float(row["intensity"])
            except (KeyError, TypeError, ValueError):
                value = float("nan")
            if not LEAST <= value <= MOST:
                raise OptionError(
                    f"{path}: {row} found, expected the columns code and intensity (-10 to 10)"
                )
            yield row["code"], value
