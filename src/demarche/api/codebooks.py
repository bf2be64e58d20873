"""A codebook of one's own: copying and checking one, and asking it for offices."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

from demarche.codebook.councils import load_councils
from demarche.codebook.files import FILES, codebook_files
from demarche.codebook.load import load_codebook
from demarche.codebook.offices import load_offices
from demarche.errors import OptionError, StoreError
from demarche.views.offices import find_owner, office_rows
from demarche.views.questions import read_day


def copy_codebook(folder: str | Path) -> tuple[Path, ...]:
    """Write the shipped codebook's files to a folder, to be edited; return them.

    Raises StoreError when one is there already or cannot be written.
    """
    folder = Path(folder)
    try:
        there = [name for name in FILES if (folder / name).exists()]
        if there:
            raise StoreError(f"{folder / there[0]} is there already; give another folder")
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(Path(copyfile(path, folder / name)) for name, path in codebook_files().items())
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); give another path"
        ) from error


def check_codebook(path: str | Path) -> tuple[str, ...]:
    """Check a folder with files of a codebook, or one such file; return the names of those read.

    Raises OptionError, which says what is wrong and where, or that there is nothing to check.
    """
    path = Path(path)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:
        raise OptionError(
            f"{path}: cannot be read ({error.strerror}); see to its rights or give another"
        ) from error
    if is_folder:
        _check(path)
        return tuple(name for name in FILES if (path / name).is_file())
    if path.name not in FILES:
        raise OptionError(
            f"{path}: not the name of a file of a codebook; expected {', '.join(FILES)}"
        )
    if not is_file:
        raise OptionError(f"{path}: no such file; give a file or a folder of a codebook")
    _check({path.name: path})
    return (path.name,)


def _check(own: Path | Mapping[str, Path]) -> None:
    """Load all of a codebook of one's own, offices and councils too. Raises OptionError."""
    load_codebook(own)
    load_offices(own)
    load_councils(own)


def offices(
    of: str | None = None,
    *,
    on: str | date | None = None,
    title: str | None = None,
    person: str | None = None,
    codebook: str | Path | None = None,
) -> list[dict[str, Any]]:
    """Return who held which office: rows of a country, body or person, on a day or of all years.

    `of` is a country's code or name, or a body's name; `on` a day: then each row says how sure it
    is (certain, possible, last known) and why, and no row means that nobody is known. Raises
    OptionError when neither `of` nor `person` is given, or either says nothing that is known.
    """
    if not of and not (person or "").strip():
        raise OptionError("found no country and no person; give one of them, or both")
    day = read_day(on)
    own = None if codebook is None else Path(codebook)
    owner = find_owner(load_codebook(own), of) if of else None
    return office_rows(load_offices(own), of=owner, title=title, person=person, on=day)
