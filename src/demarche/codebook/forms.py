"""Inflected forms of English words, and lists of words by their forms.

The reader gives no dictionary forms. So each listed word is turned into its inflected forms once,
and a word of the page is looked up as it stands, in lower case. The table of irregular forms stands
in events.toml for all lists; a file of one's own may have further ones.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from demarche.codebook.checks import read_toml

HERE = Path(__file__).parent
VOWELS = "aeiou"
SHORT = re.compile("(?:qu|[^aeiou])*[aeiou][^aeiouwxy]")  # "stop", "quit": the last is doubled

Irregular = Mapping[str, list[str]]  # further forms by dictionary form
Listed = TypeVar("Listed")


def verb_forms(lemma: str, irregular: Irregular) -> frozenset[str]:
    """Return the inflected forms of an English verb: "deny" -> deny, denies, denied, denying."""
    return frozenset({lemma, third_person(lemma), *participles(lemma), *irregular.get(lemma, ())})


def third_person(lemma: str) -> str:
    """Return the -s form, which for a noun is its plural."""
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return f"{lemma[:-1]}ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")


def participles(lemma: str) -> tuple[str, ...]:
    """Return the regular -ed and -ing forms, with the double consonant of either spelling."""
    if lemma.endswith("ie"):
        return f"{lemma}d", f"{lemma[:-2]}ying"
    if lemma.endswith(("ee", "oe", "ye")):  # "agreeing", "eyeing"
        return f"{lemma}d", f"{lemma}ing"
    if lemma.endswith("e"):
        return f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return f"{lemma[:-1]}ied", f"{lemma}ing"
    doubled = lemma + lemma[-1:]
    if SHORT.fullmatch(lemma):
        return f"{doubled}ed", f"{doubled}ing"
    other = (f"{doubled}ed", f"{doubled}ing") if lemma.endswith("l") else ()
    return f"{lemma}ed", f"{lemma}ing", *other


def noun_forms(lemma: str, irregular: Irregular) -> frozenset[str]:
    """Return singular and plural of an English noun."""
    men = {f"{lemma[:-3]}men"} if lemma.endswith("man") else set()
    return frozenset({lemma, third_person(lemma), *men, *irregular.get(lemma, ())})


def split_particle(entry: str) -> tuple[str, str | None]:
    """Return verb and particle of an entry: "rule out" -> "rule", "out"."""
    verb, _, particle = entry.partition(" ")
    return verb, particle or None


@cache
def irregular_forms() -> Irregular:
    """Return the shipped table of irregular forms by dictionary form."""
    found: Irregular = read_toml(HERE / "events.toml")["irregular"]
    return found


def all_verb_forms(lemmas: Iterable[str], irregular: Irregular | None = None) -> frozenset[str]:
    """Return the inflected forms of several verbs, without their particles.

    The table of irregular forms is the shipped one where no other is given.
    """
    table = irregular_forms() if irregular is None else irregular
    return frozenset(form for each in lemmas for form in verb_forms(split_particle(each)[0], table))


def all_noun_forms(lemmas: Iterable[str], irregular: Irregular | None = None) -> frozenset[str]:
    """Return singulars and plurals of several nouns; the table as for verbs."""
    table = irregular_forms() if irregular is None else irregular
    return frozenset(form for lemma in lemmas for form in noun_forms(lemma, table))


def by_verb_form(
    listed: Iterable[tuple[str, Listed]], irregular: Irregular
) -> dict[str, tuple[Listed, ...]]:
    """Return what is listed under verbs by their forms, under those with a particle first."""
    filed: dict[str, tuple[tuple[bool, Listed], ...]] = {}
    for lemma, value in listed:
        verb, particle = split_particle(lemma)
        for form in verb_forms(verb, irregular):
            known = (*filed.get(form, ()), (particle is None, value))
            filed[form] = tuple(sorted(known, key=lambda each: each[0]))
    return {form: tuple(value for _, value in found) for form, found in filed.items()}
