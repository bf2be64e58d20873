"""How personal names are written, and which first names are a man's or a woman's.

first_names.csv holds the first names of office holders in Wikidata (CC0) that at least three
persons bear, 98 in a hundred of them of one gender.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from demarche.codebook.checks import read_rows, strings_of, table_of, wrong

Gender = Literal["male", "female"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """How personal names are written: words around and inside them, spellings of one name."""

    honorifics: Mapping[str, Gender | None]  # as printed, "Mr."
    particles: frozenset[str]
    loose: frozenset[str]
    suffixes: frozenset[str]
    family_first: frozenset[str]  # country codes
    given: Mapping[str, str]  # spelling -> the spelling that stands for all
    family: Mapping[str, str]


def read_name_rules(path: Path, rules: Mapping[str, Any], countries: set[str]) -> NameRules:
    """Return [names] of titles.toml, of which `rules` are the tables. Raises OptionError."""
    names = table_of(path, rules, "names")
    honorifics: dict[str, Gender | None] = {}
    for word in strings_of(path, "[names]", names, "male"):
        honorifics[word] = "male"
    for word in strings_of(path, "[names]", names, "female"):
        honorifics[word] = "female"
    honorifics.update(dict.fromkeys(strings_of(path, "[names]", names, "neutral")))
    family_first = frozenset(strings_of(path, "[names]", names, "family_first"))
    if family_first - countries:
        found = ", ".join(sorted(family_first - countries))
        raise wrong(path, "[names] family_first", found, "codes of countries.csv")
    return NameRules(
        honorifics=honorifics,
        particles=frozenset(strings_of(path, "[names]", names, "particles")),
        loose=frozenset(strings_of(path, "[names]", names, "loose")),
        suffixes=frozenset(strings_of(path, "[names]", names, "suffixes")),
        family_first=family_first,
        given=_spellings(path, names, "variants"),
        family=_spellings(path, names, "family_variants"),
    )


def _spellings(path: Path, names: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """Return spellings of names with the first of their list, which stands for all."""
    lists = names.get(key)
    if not isinstance(lists, list) or not all(lists):
        found = f"{key} with an empty list" if isinstance(lists, list) else f"{key} = {lists!r}"
        raise wrong(path, "[names]", found, "a list of lists of spellings, none empty")
    rows = [strings_of(path, "[names]", {key: row}, key) for row in lists]
    return {spelling: row[0] for row in rows for spelling in row}


def read_genders(path: Path) -> Mapping[str, Gender]:
    """Return first names with the gender that they tell. Raises OptionError."""
    genders: dict[str, Gender] = {}
    for number, row in read_rows(path, ("name", "gender")):
        if row["gender"] == "male":
            genders[row["name"]] = "male"
        elif row["gender"] == "female":
            genders[row["name"]] = "female"
        else:
            where = f"line {number} ({row['name']})"
            raise wrong(path, where, f"gender {row['gender']!r}", "male or female")
    return genders
