"""The words around numbers: counted.toml, made ready to look up."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.errors import OptionError

HERE = Path(__file__).parent
_LISTS = (
    "persons", "states", "harm", "telling", "life_verbs", "voting", "not_counted", "counting",
    "anybody", "situations", "sites", "acts", "sending", "leaving",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of counted things under one name: what series of figures are made of."""

    name: str
    nouns: frozenset[str]  # singular
    verbs: frozenset[str]  # every form
    of_persons: bool  # the verbs say so of persons alone
    owned: bool  # it is somebody's: British troops are none of France's
    over_time: bool  # it happens over time: a number means nothing without its start


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
    anybody: frozenset[str]
    situations: frozenset[str]
    sites: frozenset[str]
    acts: frozenset[str]
    sending: frozenset[str]
    leaving: frozenset[str]
    categories: Mapping[str, Category]  # in the order in which their verbs are tried
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
    categories = {
        name: _category(name, entry, path) for name, entry in raw.get("categories", {}).items()
    }
    return CountBook(irregular=dict(raw.get("irregular", {})), categories=categories, **words)


def _category(name: str, entry: Mapping[str, Any], path: Path) -> Category:
    unknown = sorted(entry.keys() - {"nouns", "verbs", "of_persons", "over_time", "owned"})
    if unknown:
        raise OptionError(
            f"{path}: category {name} has {', '.join(unknown)}; expected nouns, verbs, of_persons, "
            "over_time or owned; mend its name"
        )
    return Category(
        name=name,
        nouns=frozenset(entry.get("nouns", "").split()),
        verbs=frozenset(entry.get("verbs", "").split()),
        of_persons=bool(entry.get("of_persons", False)),
        over_time=bool(entry.get("over_time", False)),
        owned=bool(entry.get("owned", False)),
    )
