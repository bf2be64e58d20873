"""The kinds of measures and the words that tell how far one has come: measures.toml, by form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from demarche.codebook.checks import known_name, only, read_book, strings
from demarche.codebook.forms import (
    all_noun_forms,
    all_verb_forms,
    by_verb_form,
    irregular_forms,
    split_particle,
)
from demarche.errors import OptionError
from demarche.records import MeasureStatus

HERE = Path(__file__).parent
SECTIONS = (
    "measure", "status", "status_nouns", "status_adjectives", "around", "conditions", "beside",
)  # fmt: skip
FLAGS = ("own", "alone", "mutual", "aimed", "of_target", "of_taker", "hosted", "given")
LINES = (
    "name", "meaning", "issue", "sign", "nouns", "verbs", "phrases", "undone", "within", "towards",
    "plain",
    *FLAGS,
)  # fmt: skip
SIGNS = (-1, 1)
# Lists of [around]: of verbs, and of verbs and nouns.
VERBS = (
    "light", "receiving", "standing", "over", "facing", "keeping", "watching", "blaming",
    "accepting",
)  # fmt: skip
BOTH = ("breaking", "asking")
PLAIN = ("in force", "adopted", "none")
ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureKind:
    """One kind of measure."""

    name: str
    meaning: str
    issue: str | None  # id of the issue on which taking it is a stand
    sign: int  # 1: taking it affirms the issue's sentence, -1: denies it; 0 without an issue
    within: frozenset[str]  # one of these must stand in the sentence; empty: none
    towards: frozenset[str]  # prepositions that bring in its target
    own: bool  # aimed at the doings of whoever takes it
    alone: bool  # it may be told without any party
    mutual: bool  # it takes two
    aimed: bool  # it has a target, named or not: else the state that the page is about
    of_target: bool  # what it is done to belongs to the target, not to the taker
    of_taker: bool  # "of" names who takes it
    hosted: bool  # who turns it down or lets it in is its target
    given: bool  # who receives it or asks for it is its target
    plain: MeasureStatus | None  # status where no word tells another, None: no record


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBy:
    """A noun that names a kind, or a verb that bears it, with the words that it needs."""

    kind: MeasureKind
    needs: frozenset[str]  # one of these in the noun's phrase or as the verb's object; empty: none
    any_object: bool = False  # of a verb: it needs an object, whatever it is
    undone: bool = False  # of a verb: it brings the measure to an end


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureBook:
    """measures.toml, by inflected form in lower case."""

    kinds: Mapping[str, MeasureKind]  # by name
    nouns: Mapping[str, tuple[NamedBy, ...]]
    verbs: Mapping[str, tuple[NamedBy, ...]]
    status_verbs: Mapping[str, tuple[tuple[str | None, MeasureStatus], ...]]  # particle, status
    status_nouns: Mapping[str, MeasureStatus]
    status_adjectives: Mapping[str, MeasureStatus]
    carriers: frozenset[str]  # forms of nouns that a measure is put into
    light: frozenset[str]  # forms of verbs that add nothing
    receiving: frozenset[str]  # forms of verbs whose subject is given it
    asking: frozenset[str]  # forms of verbs and nouns by which a state asks for something itself
    standing: frozenset[str]  # forms of verbs of which a measure that stands is the subject
    over: frozenset[str]  # forms of verbs of which one that is over is the subject
    facing: frozenset[str]  # forms of verbs whose subject it threatens
    keeping: frozenset[str]  # forms of verbs that tell that it stands
    watching: frozenset[str]  # those of them that do so even of "a truce"
    breaking: frozenset[str]  # forms of verbs and nouns that tell that it stands and is broken
    blaming: frozenset[str]  # forms of verbs that leave the deed blamed or praised as it was
    accepting: frozenset[str]  # forms of verbs that take an offer or a call up
    offers: frozenset[str]  # forms of nouns for what is taken up so
    condition_marks: frozenset[str]
    condition_phrases: tuple[tuple[str, ...], ...]
    beside: frozenset[str]  # forms of nouns before which a listed noun names no measure


def load_measures(path: Path = HERE / "measures.toml") -> MeasureBook:
    """Read measures.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, holds an unknown status or line, a sign that is
    neither 1 nor -1, or anything but a list of words where one must be.
    """
    return _shipped() if path == HERE / "measures.toml" else read_book(path, _make)


@cache
def _shipped() -> MeasureBook:
    return read_book(HERE / "measures.toml", _make)


def _make(raw: Mapping[str, Any]) -> MeasureBook:
    only(raw, SECTIONS, "the file")
    kinds: dict[str, MeasureKind] = {}
    nouns: dict[str, tuple[NamedBy, ...]] = {}
    verbs: dict[str, tuple[NamedBy, ...]] = {}
    for number, row in enumerate(raw["measure"], 1):
        where = f"[[measure]] {number} ({row.get('name')})"
        only(row, LINES, where)
        kind = _kind(row, where)
        if kind.name in kinds:
            raise OptionError(f"{where}: the name a second time found, expected each name once")
        kinds[kind.name] = kind
        for entry in strings(row.get("nouns", []), f"{where}, nouns"):
            _file_noun(nouns, kind, entry)
        for entry in strings(row.get("verbs", []), f"{where}, verbs"):
            alone = NamedBy(kind=kind, needs=frozenset(), any_object=not kind.mutual)
            _file(verbs, all_verb_forms([entry]), alone)
        for part in ("phrases", "undone"):
            for entry in strings(row.get(part, []), f"{where}, {part}"):
                _file_phrase(verbs, kind, entry, undone=part == "undone")
    return MeasureBook(
        kinds=kinds,
        nouns=nouns,
        verbs=verbs,
        status_verbs=_status_verbs(raw["status"]),
        status_nouns=_by_form(raw["status_nouns"], "status_nouns", all_noun_forms),
        status_adjectives=_by_form(raw["status_adjectives"], "status_adjectives", frozenset),
        **{
            name: all_noun_forms(strings(raw["around"][name], f"around, {name}"))
            for name in ("carriers", "offers")
        },
        **{name: all_verb_forms(strings(raw["around"][name], f"around, {name}")) for name in VERBS},
        **{
            name: all_verb_forms(words) | all_noun_forms(words)
            for name in BOTH
            for words in (strings(raw["around"][name], f"around, {name}"),)
        },
        condition_marks=frozenset(strings(raw["conditions"]["marks"], "conditions, marks")),
        condition_phrases=tuple(
            tuple(phrase.split())
            for phrase in strings(raw["conditions"]["phrases"], "conditions, phrases")
        ),
        beside=all_noun_forms(strings(raw["beside"]["nouns"], "beside, nouns")),
    )


def _kind(row: Mapping[str, Any], where: str) -> MeasureKind:
    for line in ("name", "meaning"):
        if not isinstance(row.get(line), str) or not row[line].strip():
            raise OptionError(f"{where}: {line} {row.get(line)!r} found, expected words")
    issue = row.get("issue")
    if issue is not None and row.get("sign") not in SIGNS:
        raise OptionError(f"{where}: sign {row.get('sign')!r} found, expected 1 or -1")
    if row.get("plain") not in PLAIN:
        known = ", ".join(PLAIN)
        raise OptionError(f"{where}: plain {row.get('plain')!r} found, expected one of {known}")
    return MeasureKind(
        name=row["name"],
        meaning=row["meaning"],
        issue=issue,
        sign=0 if issue is None else row["sign"],
        within=_all_forms(strings(row.get("within", []), f"{where}, within")),
        towards=frozenset(strings(row.get("towards", []), f"{where}, towards")),
        **_flags(row, where),
        plain=None if row["plain"] == "none" else row["plain"],
    )


def _flags(row: Mapping[str, Any], where: str) -> dict[str, bool]:
    for name in FLAGS:
        if not isinstance(row.get(name, False), bool):
            raise OptionError(f"{where}: {name} {row[name]!r} found, expected true or false")
    return {name: row.get(name, False) for name in FLAGS}


def _file_noun(filed: dict[str, tuple[NamedBy, ...]], kind: MeasureKind, entry: str) -> None:
    """File "arms|weapon + contract|deal" or "withdrawal"."""
    needed, _, heads = (part.strip() for part in entry.rpartition("+"))
    needs = _all_forms([needed]) if needed else frozenset[str]()
    _file(filed, all_noun_forms(heads.split("|")), NamedBy(kind=kind, needs=needs))


def _file_phrase(
    filed: dict[str, tuple[NamedBy, ...]], kind: MeasureKind, entry: str, *, undone: bool
) -> None:
    verbs, _, objects = (part.strip() for part in entry.partition("+"))
    if not verbs or not objects:
        raise OptionError(f"phrase {entry!r} found, expected VERB|VERB + NOUN|NOUN")
    needs = frozenset() if objects == ANY else _all_forms([objects])
    named = NamedBy(kind=kind, needs=needs, any_object=objects == ANY, undone=undone)
    _file(filed, all_verb_forms(verbs.split("|")), named)


def _file(filed: dict[str, tuple[NamedBy, ...]], forms: Iterable[str], named: NamedBy) -> None:
    """File an entry under its forms; those that need more words are tried first."""
    for form in forms:
        known = (*filed.get(form, ()), named)
        filed[form] = tuple(sorted(known, key=lambda each: not each.needs))


def _status_verbs(
    raw: Mapping[str, Any],
) -> dict[str, tuple[tuple[str | None, MeasureStatus], ...]]:
    return by_verb_form(
        (
            (lemma, (split_particle(lemma)[1], known))
            for status, lemmas in raw.items()
            for known in (_status(status, "status"),)
            for lemma in strings(lemmas, f"status, {status}")
        ),
        irregular_forms(),
    )


def _by_form(raw: Mapping[str, Any], where: str, forms: Any) -> dict[str, MeasureStatus]:
    return {
        form: _status(status, where)
        for status, words in raw.items()
        for form in forms(strings(words, f"{where}, {status}"))
    }


def _status(name: str, where: str) -> MeasureStatus:
    status: MeasureStatus = known_name(name, MeasureStatus, f"[{where}]")
    return status


def _all_forms(choices: Iterable[str]) -> frozenset[str]:
    return all_noun_forms(word for choice in choices for word in choice.split("|"))
