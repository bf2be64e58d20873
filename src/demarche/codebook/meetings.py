"""The words that tell of meetings: meetings.toml, by form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.codebook.checks import known_name, only, read_book, strings
from demarche.codebook.forms import all_noun_forms, all_verb_forms
from demarche.records import MeetingKind

HERE = Path(__file__).parent
SECTIONS = {
    "parts": ("attending", "holding", "inviting", "including", "invitations"),
    "away": ("verbs", "nouns", "refusing"),
    "outcome": ("verbs",),
    "press": ("nouns", "conferences"),
    "beside": ("nouns",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingBook:
    """meetings.toml, by inflected form in lower case."""

    nouns: Mapping[str, MeetingKind]
    verbs: Mapping[str, MeetingKind]
    attending: frozenset[str]
    holding: frozenset[str]
    inviting: frozenset[str]
    including: frozenset[str]
    invitations: frozenset[str]
    away: frozenset[str]
    absences: frozenset[str]
    refusing: frozenset[str]
    outcomes: frozenset[str]
    press: frozenset[str]
    press_conferences: frozenset[tuple[str, ...]]
    beside: frozenset[str]


def load_meetings(path: Path = HERE / "meetings.toml") -> MeetingBook:
    """Read meetings.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, names an unknown kind, lacks a list or has
    anything but a list of words where one must be.
    """
    return _shipped() if path == HERE / "meetings.toml" else read_book(path, _make)


@cache
def _shipped() -> MeetingBook:
    return read_book(HERE / "meetings.toml", _make)


def _make(raw: Mapping[str, Any]) -> MeetingBook:
    only(raw, ("nouns", "verbs", *SECTIONS), "the file")
    words = {
        (section, name): strings(raw[section][name], f"[{section}] {name}")
        for section, names in SECTIONS.items()
        for name in names
    }
    for section, names in SECTIONS.items():
        only(raw[section], names, f"[{section}]")
    return MeetingBook(
        nouns=_kinds(raw["nouns"], "nouns", all_noun_forms),
        verbs=_kinds(raw["verbs"], "verbs", all_verb_forms),
        attending=all_verb_forms(words["parts", "attending"]),
        holding=all_verb_forms(words["parts", "holding"]),
        inviting=all_verb_forms(words["parts", "inviting"]),
        including=all_verb_forms(words["parts", "including"]),
        invitations=all_noun_forms(words["parts", "invitations"]),
        away=all_verb_forms(words["away", "verbs"]),
        absences=all_noun_forms(words["away", "nouns"]),
        refusing=all_verb_forms(words["away", "refusing"]),
        outcomes=all_verb_forms(words["outcome", "verbs"]),
        press=all_noun_forms(words["press", "nouns"]),
        press_conferences=frozenset(tuple(each.split()) for each in words["press", "conferences"]),
        beside=all_noun_forms(words["beside", "nouns"]),
    )


def _kinds(
    raw: Mapping[str, Any], section: str, forms: Callable[[Iterable[str]], frozenset[str]]
) -> dict[str, MeetingKind]:
    found: dict[str, MeetingKind] = {}
    for name, words in raw.items():
        kind: MeetingKind = known_name(name, MeetingKind, f"[{section}]: kind")
        for form in forms(strings(words, f"[{section}] {name}")):
            found.setdefault(form, kind)
    return found
