"""The words around numbers: counted.toml, made ready to look up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demarche.errors import OptionError

HERE = Path(__file__).parent
_LISTS = ("persons", "states", "harm", "telling", "life_verbs", "voting", "not_counted", "counting")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountBook:
    """counted.toml: word lists in lower case; what each is for stands in the file."""

    persons: frozenset[str]
    states: frozenset[str]
    harm: frozenset[str]
    telling: frozenset[str]  # harm included
    life_verbs: frozenset[str]
    voting: frozenset[str]
    not_counted: frozenset[str]
    counting: frozenset[str]
    irregular: Mapping[str, str]  # plural to singular


@cache
def load_counted(path: Path = HERE / "counted.toml") -> CountBook:
    """Read the lists.

    Raises OptionError when one is missing or is not a string of words.
    """
    raw = tomllib.loads(path.read_text("utf-8"))
    for name in _LISTS:
        if not isinstance(raw.get(name), str):
            raise OptionError(
                f"{path}: {name} is {raw.get(name)!r}, expected words divided by blanks; "
                "put the list back or take it from the original file"
            )
    words = {name: frozenset(raw[name].split()) for name in _LISTS}
    words["telling"] |= words["harm"]
    return CountBook(irregular=dict(raw.get("irregular", {})), **words)
