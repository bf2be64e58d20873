"""What an event may be further: types.toml and cameo.csv, ready to look up."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from demarche.codebook.checks import known_name, only, read_book, read_text, strings
from demarche.codebook.forms import irregular_forms, noun_forms, verb_forms
from demarche.errors import OptionError
from demarche.records import EventType

HERE = Path(__file__).parent

Entry = tuple[frozenset[str], ...]  # the forms of each of its words; all must be there
QUADS = (1, 2, 3, 4)
LEAST, MOST = -10.0, 10.0  # of an intensity
KEYS = {
    "the file": ("type", "mode", "contexts"),
    "type": ("name", "quad", "cameo", "meaning", "by_matter"),
    "mode": ("type", "mode", "cameo", "contexts", "words"),
}


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

    Raises OptionError when one cannot be read, names an unknown type, context or CAMEO code, has a
    line of a name that it does not know, or leaves one of the sixteen types out.
    """
    if (types, codes) == (HERE / "types.toml", HERE / "cameo.csv"):
        return _shipped()
    return _read(types, codes)


@cache
def _shipped() -> KindBook:
    return _read(HERE / "types.toml", HERE / "cameo.csv")


def _read(types: Path, codes: Path) -> KindBook:
    intensities = _codes(codes)
    return read_book(types, lambda raw: _make(raw, intensities))


def _make(raw: Mapping[str, Any], intensities: Mapping[str, float]) -> KindBook:
    """Return the book of a types.toml as TOML has it. Raises OptionError, without the file."""
    only(raw, KEYS["the file"], "the file")
    if not isinstance(raw.get("contexts"), dict):
        raise OptionError("no section [contexts] found, expected one")
    contexts = {
        name: _entries(f"[contexts] {name}", words) for name, words in raw["contexts"].items()
    }
    kinds = {
        _event("[[type]]", row["name"]): _kind(row, intensities)
        for row in _rows(raw, "type", "name")
    }
    modes: dict[EventType, list[Mode]] = {event: [] for event in get_args(EventType)}
    for row in _rows(raw, "mode", "type"):
        modes[_event("[[mode]]", row["type"])].append(_mode(row, intensities, contexts))
    missing = [event for event in get_args(EventType) if event not in kinds]
    if missing:
        raise OptionError(
            f"no [[type]] {', '.join(missing)} found, expected all sixteen; put it back"
        )
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
    rows = raw.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise OptionError(f"{key} that is no list of sections found, expected [[{key}]]")
    for number, row in enumerate(rows, 1):
        where = f"[[{key}]] {number}"
        if not isinstance(row.get(name), str):
            raise OptionError(f"{where} without {name} found, expected {name} = a word")
        only(row, KEYS[key], f"{where} ({row[name]})")
        yield row


def _event(where: str, name: str) -> EventType:
    event: EventType = known_name(name, EventType, f"{where}: type")
    return event


def _kind(row: Mapping[str, Any], codes: Mapping[str, float]) -> Kind:
    where = f"type {row['name']}"
    if row.get("quad") not in QUADS:
        raise OptionError(f"{where}: quad {row.get('quad')!r} found, expected 1, 2, 3 or 4")
    if not isinstance(row.get("meaning"), str):
        raise OptionError(f"{where}: meaning {row.get('meaning')!r} found, expected words")
    if not isinstance(row.get("by_matter", False), bool):
        raise OptionError(f"{where}: by_matter {row['by_matter']!r} found, expected true or false")
    return Kind(
        quad=row["quad"],
        cameo=_code(where, row.get("cameo"), codes),
        meaning=row["meaning"],
        by_matter=row.get("by_matter", False),
    )


def _mode(
    row: Mapping[str, Any], codes: Mapping[str, float], contexts: Mapping[str, object]
) -> Mode:
    where = f"mode {row['type']} {row.get('mode', '')}".strip()
    if not isinstance(row.get("mode", ""), str):
        raise OptionError(f"{where}: mode {row['mode']!r} found, expected a word")
    named = strings(row.get("contexts", []), f"{where}, contexts")
    unknown = [name for name in named if name not in contexts]
    if unknown:
        known = ", ".join(contexts)
        raise OptionError(
            f"{where}: context {unknown[0]!r} found, expected one of [contexts]: {known}"
        )
    return Mode(
        mode=row.get("mode"),
        cameo=_code(where, row.get("cameo"), codes),
        contexts=named,
        words=_entries(f"{where}, words", row.get("words")),
    )


def _code(where: str, code: object, codes: Mapping[str, float]) -> str:
    if not isinstance(code, str) or code not in codes:
        raise OptionError(
            f"{where}: CAMEO code {code!r} found, expected one of cameo.csv in quotation marks"
        )
    return code


def _entries(where: str, words: object) -> tuple[Entry, ...]:
    return tuple(tuple(map(_forms, entry.split())) for entry in strings(words, where))


def _forms(word: str) -> frozenset[str]:
    irregular = irregular_forms()
    return verb_forms(word, irregular) | noun_forms(word, irregular)


def _codes(path: Path) -> Mapping[str, float]:
    """Return the intensities of the codes of a cameo.csv."""
    text = read_text(path)
    try:
        return dict(_intensities(text))
    except OptionError as error:
        raise OptionError(f"{path}: {error}; correct it") from error
    except csv.Error as error:
        raise OptionError(f"{path}: {error} found, expected CSV; save it as CSV UTF-8") from error


def _intensities(text: str) -> Iterator[tuple[str, float]]:
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    if not {"code", "intensity"} <= set(rows.fieldnames or ()):
        found = ", ".join(rows.fieldnames or ()) or "nothing"
        raise OptionError(f"the columns {found} found, expected code,intensity")
    for row in rows:
        yield _whole_code(row["code"]), _intensity(row["code"], row["intensity"])


def _whole_code(code: str | None) -> str:
    if not re.fullmatch("[0-9]{2,4}", code or ""):
        raise OptionError(f"code {code!r} found, expected 2 to 4 digits, the first 0 included")
    return str(code)


def _intensity(code: str, cell: str | None) -> float:
    try:
        value = float(cell or "")
    except ValueError:
        value = float("nan")
    if not LEAST <= value <= MOST:
        raise OptionError(
            f"code {code}: intensity {cell!r} found, expected a number from -10 to 10"
        )
    return value
