"""What an event may be further: types.toml and cameo.csv, ready to look up."""

import csv
import re
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
KEYS = {
    "the file": ("type", "mode", "contexts"),
    "type": ("name", "quad", "cameo", "meaning", "by_matter"),
    "mode": ("type", "mode", "cameo", "contexts", "words"),
}
WORDS = "a list of words in quotation marks, none empty"


class _FaultError(Exception):
    """What is wrong within a file; who reads the file adds its path."""


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
    try:
        return _make(tomllib.loads(types.read_text(encoding="utf-8-sig")), intensities)
    except OSError as error:
        raise OptionError(
            f"{types}: cannot be read ({error.strerror}); give another file"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{types}: {error} found, expected TOML in UTF-8; correct it") from error
    except _FaultError as fault:
        raise OptionError(f"{types}: {fault}; correct it or compare with the original") from fault


def _make(raw: Mapping[str, Any], intensities: Mapping[str, float]) -> KindBook:
    """Return the book of a types.toml as TOML has it. Raises _FaultError."""
    _only(raw, "the file", "the file")
    if not isinstance(raw.get("contexts"), dict):
        raise _FaultError("no section [contexts] found, expected one")
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
        raise _FaultError(
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
        raise _FaultError(f"{key} that is no list of sections found, expected [[{key}]]")
    for number, row in enumerate(rows, 1):
        where = f"[[{key}]] {number}"
        if not isinstance(row.get(name), str):
            raise _FaultError(f"{where} without {name} found, expected {name} = a word")
        _only(row, key, f"{where} ({row[name]})")
        yield row


def _only(row: Mapping[str, Any], key: str, where: str) -> None:
    """Refuse lines of a name that is not known: a misspelt one would do nothing."""
    unknown = [name for name in row if name not in KEYS[key]]
    if unknown:
        raise _FaultError(f"{where}: {unknown[0]!r} found, expected one of {', '.join(KEYS[key])}")


def _event(where: str, name: str) -> EventType:
    if name not in get_args(EventType):
        known = ", ".join(get_args(EventType))
        raise _FaultError(f"{where}: type {name!r} found, expected one of {known}")
    event: EventType = name  # type: ignore[assignment]
    return event


def _kind(row: Mapping[str, Any], codes: Mapping[str, float]) -> Kind:
    where = f"type {row['name']}"
    if row.get("quad") not in QUADS:
        raise _FaultError(f"{where}: quad {row.get('quad')!r} found, expected 1, 2, 3 or 4")
    if not isinstance(row.get("meaning"), str):
        raise _FaultError(f"{where}: meaning {row.get('meaning')!r} found, expected words")
    if not isinstance(row.get("by_matter", False), bool):
        raise _FaultError(f"{where}: by_matter {row['by_matter']!r} found, expected true or false")
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
        raise _FaultError(f"{where}: mode {row['mode']!r} found, expected a word")
    named = _strings(f"{where}, contexts", row.get("contexts", []))
    unknown = [name for name in named if name not in contexts]
    if unknown:
        known = ", ".join(contexts)
        raise _FaultError(
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
        raise _FaultError(
            f"{where}: CAMEO code {code!r} found, expected one of cameo.csv in quotation marks"
        )
    return code


def _strings(where: str, words: object) -> tuple[str, ...]:
    """Return a list of words; a bare word would be taken apart into letters, so it is refused."""
    if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
        raise _FaultError(f"{where}: {words!r} found, expected {WORDS}")
    return tuple(words)


def _entries(where: str, words: object) -> tuple[Entry, ...]:
    return tuple(tuple(map(_forms, entry.split())) for entry in _strings(where, words))


def _forms(word: str) -> frozenset[str]:
    irregular = _irregular()
    return verb_forms(word, irregular) | noun_forms(word, irregular)


@cache
def _irregular() -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = tomllib.loads((HERE / "events.toml").read_text("utf-8"))[
        "irregular"
    ]
    return found


def _codes(path: Path) -> Mapping[str, float]:
    """Return the intensities of the codes of a cameo.csv."""
    try:
        return dict(_intensities(path))
    except OSError as error:
        raise OptionError(
            f"{path}: cannot be read ({error.strerror}); give another file"
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise OptionError(
            f"{path}: {error} found, expected CSV in UTF-8; save it as CSV UTF-8"
        ) from error
    except _FaultError as fault:
        raise OptionError(f"{path}: {fault}; correct it") from fault


def _intensities(path: Path) -> Iterator[tuple[str, float]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:  # Excel begins a file with a BOM
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        if not {"code", "intensity"} <= set(rows.fieldnames or ()):
            found = ", ".join(rows.fieldnames or ()) or "nothing"
            raise _FaultError(f"the columns {found} found, expected code,intensity")
        for row in rows:
            yield _whole_code(row["code"]), _intensity(row["code"], row["intensity"])


def _whole_code(code: str | None) -> str:
    if not re.fullmatch("[0-9]{2,4}", code or ""):
        raise _FaultError(f"code {code!r} found, expected 2 to 4 digits, the first 0 included")
    return str(code)


def _intensity(code: str, cell: str | None) -> float:
    try:
        value = float(cell or "")
    except ValueError:
        value = float("nan")
    if not LEAST <= value <= MOST:
        raise _FaultError(
            f"code {code}: intensity {cell!r} found, expected a number from -10 to 10"
        )
    return value
