"""Reading the files of a codebook: what is wrong in one is told with file and entry."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeGuard, TypeVar, get_args

from demarche.errors import OptionError

Book = TypeVar("Book")


def wrong(path: Path, where: str, found: str, expected: str) -> OptionError:
    """Return the error for an entry of a file: what was found and what was expected there."""
    return OptionError(f"{path.name}, {where}: {found} found, {expected} expected; correct {path}")


def unreadable(path: Path, error: OSError) -> OptionError:
    """Return the error for a file that may not be read."""
    return OptionError(
        f"{path}: cannot be read ({error.strerror}), expected a codebook file; see to its rights "
        "or give another"
    )


def read_text(path: Path) -> str:
    """Return the text of a file, without the mark that Excel and Notepad put before it.

    Raises OptionError.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        found = f"a byte that is no UTF-8 at position {error.start}"
        raise wrong(path, "the file", found, "text in UTF-8 (in Excel: CSV UTF-8)") from error


def read_toml(path: Path) -> Mapping[str, Any]:
    """Return the content of a TOML file. Raises OptionError."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise wrong(path, "the file", str(error), "TOML in UTF-8") from error


def read_book(path: Path, make: Callable[[Mapping[str, Any]], Book]) -> Book:
    """Return what `make` makes of a TOML file; a mistake is told with the file, in plain words.

    `make` need not name the file in its own errors. Raises OptionError.
    """
    raw = read_toml(path)
    shipped = f"the form of the shipped {path.name}"
    try:
        return make(raw)
    except OptionError as error:
        raise OptionError(f"{path}: {error}; correct it or compare with the original") from error
    except KeyError as error:
        found = f"no section or line {error.args[0]!r}"
        raise wrong(path, "the file", found, shipped) from error
    except (TypeError, AttributeError, IndexError, ValueError) as error:
        found = "a list where a section must be, or a word where a list must be,"
        raise wrong(path, "the file", found, shipped) from error


def only(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    """Refuse lines of a name that is not known: a misspelt one would do nothing.

    Raises OptionError, without the file (see `read_book`).
    """
    unknown = [name for name in table if name not in known]
    if unknown:
        raise OptionError(f"{where}: {unknown[0]!r} found, expected one of {', '.join(known)}")


def strings(words: object, where: str) -> tuple[str, ...]:
    """Return a list of words; a bare word, which would be taken apart into letters, is refused.

    Raises OptionError, without the file (see `read_book`).
    """
    if not _are_words(words):
        raise OptionError(
            f"{where}: {words!r} found, expected a list of words in quotation marks, none empty"
        )
    return tuple(words)


def _are_words(words: object) -> TypeGuard[list[str]]:
    return isinstance(words, list) and all(isinstance(w, str) and w.strip() for w in words)


def known_name(value: object, choices: Any, what: str) -> Any:
    """Return a value of a Literal type, `what` it is for the error.

    Raises OptionError for another, without the file.
    """
    if value not in get_args(choices):
        raise OptionError(f"{what} {value!r} found, expected one of {', '.join(get_args(choices))}")
    return value


def table_of(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return a section of a file. Raises OptionError when it is not there."""
    table = data.get(name)
    if not isinstance(table, dict):
        wanted = f"a section of that name, as in the shipped {path.name}"
        raise wrong(path, f"[{name}]", "nothing" if table is None else repr(table), wanted)
    return table


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a CSV file with their lines. Raises OptionError."""
    reader = csv.reader(read_text(path).splitlines())
    heading = next(reader, [])
    if tuple(heading) != columns:
        found = ", ".join(heading) or "nothing"
        raise wrong(path, "line 1", found, f"the columns {', '.join(columns)}")
    for values in filter(None, reader):
        if len(values) != len(columns):
            wanted = f"{len(columns)} columns divided by commas"
            raise wrong(path, f"line {reader.line_num}", "another number of columns", wanted)
        yield reader.line_num, dict(zip(columns, values, strict=True))


def entries_of(
    path: Path, data: Mapping[str, Any], key: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the sections [[key]], each with its place in words. Raises OptionError."""
    seen: set[str] = set()
    rows = data.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise wrong(path, key, "something else than sections", f"sections [[{key}]]")
    for number, row in enumerate(rows, 1):
        name = row.get("name")
        where = f"[[{key}]] {number} ({name})"
        if not isinstance(name, str) or not name.strip():
            raise wrong(path, where, "no name", "a name line")
        if name in seen:
            raise wrong(path, where, "the name a second time", "each name once")
        seen.add(name)
        yield where, row


def strings_of(path: Path, where: str, row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of words, empty where there is none. Raises OptionError."""
    values = row.get(key, [])
    if not _are_words(values):
        raise wrong(path, where, f"{key} = {values!r}", "a list of words in quotation marks")
    return tuple(values)


def one_of(
    path: Path, where: str, row: Mapping[str, Any], key: str, allowed: set[str] | tuple[str, ...]
) -> Any:
    """Return a value that must be one of those allowed. Raises OptionError."""
    if not isinstance(row.get(key), str) or row[key] not in allowed:
        raise wrong(path, where, f"{key} {row.get(key)!r}", f"one of {', '.join(sorted(allowed))}")
    return row[key]


def cut(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that are divided by |."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
