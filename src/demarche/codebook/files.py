"""Which files a codebook has, and where they are: the shipped ones, or an analyst's own.

A folder of one's own need not have all files: those it does not have are the shipped ones.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.checks import unreadable
from demarche.errors import OptionError

HERE = Path(__file__).parent
FILES = (
    "bodies.toml", "cameo.csv", "councils.toml", "countries.csv", "cues.toml", "entities.csv",
    "events.toml", "first_names.csv", "groups.toml", "issues.toml", "measures.toml",
    "meetings.toml", "members.csv", "offices.csv", "places.toml", "sectors.toml", "tallies.csv",
    "titles.toml", "types.toml", "vetoes.csv", "votes.toml",
)  # fmt: skip
# A folder with files of a codebook of one's own, or where they are by name; None: the shipped.
Own = Path | Mapping[str, Path] | None
State = tuple[str, Path, int, int]  # name, path, time of the last change in ns, size


def with_list(own: Path | None, entities: Path | None) -> Own:
    """Return a codebook of one's own with a list of entities in place of any that it has.

    Raises OptionError as `load_codebook` does.
    """
    if entities is None:
        return own
    return {**({} if own is None else _own_files(own)), "entities.csv": entities}


def own_states(own: Own) -> tuple[State, ...] | None:
    """Return the files of a codebook of one's own as they are now, None where there is none.

    Raises OptionError as `load_codebook` does.
    """
    return None if own is None else tuple(_state(*file) for file in _own_files(own).items())


def _state(name: str, path: Path) -> State:
    """Return by what a file is told from another and from its own later self."""
    try:
        facts = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return name, path, facts.st_mtime_ns, facts.st_size


def codebook_files(own: Own = None) -> dict[str, Path]:
    """Return where each file of a codebook is, by name: among one's `own`, else with the program.

    Raises OptionError when `own` is a folder that is not there, has none of these files or one of
    an unknown name.
    """
    found = {} if own is None else _own_files(own)
    return {name: found.get(name, HERE / name) for name in FILES}


def _own_files(own: Path | Mapping[str, Path]) -> dict[str, Path]:
    """Return the files of one's own, by name and in the order of FILES."""
    given = _listed(own) if isinstance(own, Path) else own
    unknown = sorted(name for name in given if name not in FILES)
    if unknown:
        raise OptionError(
            f"{given[unknown[0]]}: not the name of a file of a codebook, so it would not be read; "
            f"expected {', '.join(FILES)}: rename it or take it away"
        )
    found = {name: given[name] for name in FILES if name in given}
    if not found:
        raise OptionError(
            f"{own}: no file of a codebook found, expected a folder with one or more of "
            f"{', '.join(FILES)}; copy those that you want to change"
        )
    return found


def _listed(folder: Path) -> Mapping[str, Path]:
    """Return the lists of a folder by name; other files, such as notes, are let be."""
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise unreadable(folder, error) from error
    if folder.resolve() == HERE:  # holds a list that has no place in a codebook of one's own
        return {path.name: path for path in files if path.name in FILES}
    return {
        path.name: path
        for path in files
        if path.suffix in (".toml", ".csv") and not path.name.startswith((".", "~"))
    }


def version_with(own: Sequence[Path]) -> str:
    """Return the version of the program's codebook, with a hash of the files put in its place."""
    if not own:
        return CODEBOOK_VERSION
    changed = b"".join(path.read_bytes() for path in own)
    return f"{CODEBOOK_VERSION}+{blake2b(changed, digest_size=4).hexdigest()}"
