"""Words that attribute and words that bear an act: cues.toml and events.toml, by form.

Each word is filed under its inflected forms (forms.py); a file of one's own may have irregular ones
beside the shipped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from demarche.codebook.checks import known_name, only, read_book, strings
from demarche.codebook.forms import (
    Irregular,
    all_noun_forms,
    all_verb_forms,
    by_verb_form,
    irregular_forms,
    noun_forms,
    split_particle,
    verb_forms,
)
from demarche.errors import OptionError
from demarche.records import EventType, Factuality, SourceLevel, StatementAct, StatementMode

HERE = Path(__file__).parent

# Sections of both files, and lines of their entries: a misspelt one would do nothing.
CUE_SECTIONS = (
    "cue phrases content clausal doubtful conceding shade shade_adjectives shade_nouns modals "
    "logic levels sources irregular"
).split()
EVENT_SECTIONS = (
    "trigger open light undoing never elsewhere victims reciprocal alone placed topical asking "
    "faceless towards irregular"
).split()
ENTRIES = {
    "cue": ("act", "mode", "verbs", "nouns"),
    "trigger": ("event", "verbs", "weak", "nouns", "phrases"),
}
SINGLE = frozenset({"act", "mode", "event"})  # lines of one word, no list
Book = TypeVar("Book")
Phrase = tuple[str | None, frozenset[str], "Trigger"]  # particle, forms of the objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that attributes: what is done by saying it."""

    lemma: str  # with its particle: "rule out"
    particle: str | None
    act: StatementAct
    mode: StatementMode
    clausal: bool  # stands as a cue only with a clause or a quotation
    doubtful: bool  # what follows is held at arm's length
    conceding: bool  # what follows is taken for true


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """What a governing word does to an act below it."""

    factuality: Factuality
    lemma: str
    particle: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueBook:
    """cues.toml, by inflected form in lower case."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Cue]
    according: tuple[tuple[str, ...], ...]
    decline: frozenset[str]
    declined: frozenset[str]
    shades: Mapping[str, tuple[Shade, ...]]
    shade_adjectives: Mapping[str, Factuality]
    shade_nouns: Mapping[str, Factuality]
    modals: Mapping[str, Factuality]
    negations: frozenset[str]
    conditions: frozenset[str]
    beginning: Mapping[str, tuple[str | None, ...]]  # verbs by which an act comes about
    coming: frozenset[str]  # words that shade an act that is their subject
    control: frozenset[str]
    sources: Mapping[
        str, frozenset[str]
    ]  # office, anonymous, document, collective, mute, anonymity
    plurals: frozenset[str]  # plural forms of offices and anonymous heads
    refusing: frozenset[str]  # what a content does under a plain cue: see [content]
    approving: frozenset[str]
    threatening: frozenset[str]
    foretelling: frozenset[str]
    levels: Mapping[SourceLevel, frozenset[str]]  # words that tell a source's rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that bears an act of one type."""

    event: EventType
    lemma: str
    particle: str | None  # of a verb; of a noun, the word that must stand before it
    clear: bool  # false: a word of many meanings
    noun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBook:
    """events.toml, by inflected form in lower case."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]  # particle: the word that must stand before
    phrases: Mapping[str, tuple[Phrase, ...]]
    light: Mapping[str, tuple[str | None, ...]]  # form -> particles it may need
    undoing: Mapping[str, tuple[str | None, ...]]
    undoing_nouns: frozenset[str]
    open: frozenset[str]  # forms of words that may bear an act of any type
    gives: Mapping[EventType, EventType]
    never_before: frozenset[str]
    never_after: frozenset[str]
    topical: frozenset[str]  # forms of verbs whose object is a topic, no party
    asking: frozenset[str]  # forms of verbs that ask whoever stands before an infinitive
    faceless: frozenset[str]  # forms of nouns that act for nobody
    reciprocal: frozenset[EventType]
    accords: frozenset[str]  # forms of nouns for what is signed together
    alone: frozenset[EventType]
    alone_nouns: frozenset[EventType]
    victims: frozenset[str]  # forms of nouns whose owner suffers what they say
    never_infinitive: frozenset[str]  # forms of verbs that bear none with an infinitive
    never_alone: frozenset[str]  # forms of verbs that bear none without an object
    unhurt: frozenset[str]  # objects that what may be violence does none to
    placed: frozenset[EventType]
    visits: frozenset[str]  # forms of words that a place may be the recipient of, as a visit's
    ways: frozenset[str]  # forms of verbs of going somewhere, a visit when an envoy does so
    towards: frozenset[str]
    sport: frozenset[str]  # words of pages that are not about politics
    markets: frozenset[str]


def load_cues(path: Path = HERE / "cues.toml") -> CueBook:
    """Read cues.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, holds an unknown act, mode, factuality or line,
    gives one word to two acts, or has anything but a list of words where one must be.
    """
    return _shipped_cues() if path == HERE / "cues.toml" else _read_cues(path)


@cache
def _shipped_cues() -> CueBook:
    return _read_cues(HERE / "cues.toml")


def _read_cues(path: Path) -> CueBook:
    return _made(path, CUE_SECTIONS, _make_cues)


def load_events(path: Path = HERE / "events.toml") -> EventBook:
    """Read events.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, names an unknown type or line, gives one word
    or phrase to two types, or has anything but a list of words where one must be.
    """
    return _shipped_events() if path == HERE / "events.toml" else _read_events(path)


@cache
def _shipped_events() -> EventBook:
    return _read_events(HERE / "events.toml")


def _read_events(path: Path) -> EventBook:
    return _made(path, EVENT_SECTIONS, _make_events)


def _made(path: Path, sections: list[str], make: Callable[[Mapping[str, Any]], Book]) -> Book:
    """Return the book that `make` makes of a file whose sections and lists are in order."""

    def checked(raw: Mapping[str, Any]) -> Book:
        only(raw, sections, "the file")
        _check_words(raw, "")
        return make(raw)

    return read_book(path, checked)


def _check_words(table: Mapping[str, Any], where: str) -> None:
    """See that all in a table, and in those inside it, are lists of words or single words."""
    for key, value in table.items():
        if key in ENTRIES and not where:
            for number, entry in enumerate(value, 1):
                only(entry, ENTRIES[key], f"[[{key}]] {number}")
                _check_words(entry, f"[[{key}]] {number}, ")
        elif isinstance(value, dict):
            _check_words(value, f"{where}{key}, ")
        elif key in SINGLE or where == "undoing, gives, ":
            strings([value], f"{where}{key}")
        else:
            strings(value, f"{where}{key}")


def _irregular(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the shipped irregular forms with those of a file of one's own."""
    return {**irregular_forms(), **raw.get("irregular", {})}


def _make_cues(raw: Mapping[str, Any]) -> CueBook:
    irregular = _irregular(raw)
    verbs: list[tuple[str, Cue]] = []
    nouns: dict[str, Cue] = {}
    taken: dict[tuple[str, str], str] = {}
    for entry in raw["cue"]:
        for part in ("verbs", "nouns"):
            for lemma in entry[part]:
                _take(taken, (part[:-1], lemma), f"{entry['act']} ({entry['mode']})")
        verbs += ((lemma, _cue(raw, entry, lemma, "verbs")) for lemma in entry["verbs"])
        for lemma in entry["nouns"]:
            cue = _cue(raw, entry, lemma, "nouns")
            nouns.update(dict.fromkeys(noun_forms(lemma, irregular), cue))
    sources = {kind: all_noun_forms(words, irregular) for kind, words in raw["sources"].items()}
    singulars = {*raw["sources"]["office"], *raw["sources"]["anonymous"]}
    return CueBook(
        verbs=by_verb_form(verbs, irregular),
        nouns=nouns,
        according=tuple(tuple(phrase.split()) for phrase in raw["phrases"]["according"]),
        decline=all_verb_forms(raw["phrases"]["decline"], irregular),
        declined=frozenset(raw["phrases"]["declined"]),
        shades=_make_shades(raw["shade"], irregular),
        shade_adjectives=_by_word(raw["shade_adjectives"]),
        shade_nouns=_by_word(raw["shade_nouns"], irregular),
        modals=_by_word(raw["modals"]),
        negations=frozenset(raw["logic"]["negations"]),
        conditions=frozenset(raw["logic"]["conditions"]),
        beginning=_particles(raw["logic"]["beginning"], irregular),
        coming=all_verb_forms(raw["logic"]["coming"], irregular),
        control=all_verb_forms(raw["logic"]["control"], irregular),
        sources=sources,
        plurals=(sources["office"] | sources["anonymous"]) - singulars,
        refusing=all_verb_forms(raw["content"]["refusing"], irregular),
        approving=all_verb_forms(raw["content"]["approving"], irregular),
        threatening=all_verb_forms(raw["content"]["threatening"], irregular),
        foretelling=frozenset(raw["content"]["foretelling"]),
        levels={
            known_name(level, SourceLevel, "level of a source"): frozenset(words)
            for level, words in raw["levels"].items()
        },
    )


def _cue(raw: Mapping[str, Any], entry: dict[str, Any], lemma: str, part: str) -> Cue:
    return Cue(
        lemma=lemma,
        particle=split_particle(lemma)[1],
        act=known_name(entry["act"], StatementAct, "act"),
        mode=known_name(entry["mode"], StatementMode, "mode"),
        clausal=lemma in raw["clausal"]["verbs"],
        doubtful=lemma in raw["doubtful"][part],
        conceding=lemma in raw["conceding"]["verbs"],
    )


def _make_shades(
    raw: Mapping[str, list[str]], irregular: Irregular
) -> dict[str, tuple[Shade, ...]]:
    shades = (
        (lemma, Shade(factuality=factuality, lemma=lemma, particle=split_particle(lemma)[1]))
        for value, lemmas in raw.items()
        for factuality in (known_name(value, Factuality, "factuality"),)
        for lemma in lemmas
    )
    return by_verb_form(shades, irregular)


def _by_word(
    raw: Mapping[str, list[str]], irregular: Irregular | None = None
) -> dict[str, Factuality]:
    return {
        form: known_name(value, Factuality, "factuality")
        for value, words in raw.items()
        for word in words
        for form in ((word,) if irregular is None else noun_forms(word, irregular))
    }


def _make_events(raw: Mapping[str, Any]) -> EventBook:
    irregular = _irregular(raw)
    verbs: dict[str, tuple[Trigger, ...]] = {}
    nouns: dict[str, tuple[Trigger, ...]] = {}
    phrases: dict[str, tuple[Phrase, ...]] = {}
    taken: dict[tuple[str, str], str] = {}
    for entry in raw["trigger"]:
        event = known_name(entry["event"], EventType, "event type")
        for part in ("verbs", "weak", "nouns"):
            for lemma in entry.get(part, ()):
                _take(taken, ("noun" if part == "nouns" else "verb", lemma), event)
                trigger = _trigger(event, lemma, part != "weak", noun=part == "nouns")
                _file_trigger(nouns if part == "nouns" else verbs, trigger, irregular)
        for phrase in entry.get("phrases", ()):
            for pair in _pairs(phrase):
                _take(taken, ("phrase", pair), event)
            _add_phrase(phrases, phrase, event, irregular)
    return EventBook(
        verbs=verbs,
        nouns=nouns,
        phrases=phrases,
        light=_particles(raw["light"]["verbs"], irregular),
        undoing=_particles(raw["undoing"]["verbs"], irregular),
        undoing_nouns=all_noun_forms(raw["undoing"]["nouns"], irregular),
        open=all_verb_forms(raw["open"]["verbs"], irregular)
        | all_noun_forms(raw["open"]["nouns"], irregular),
        gives={
            known_name(old, EventType, "event type"): known_name(new, EventType, "event type")
            for old, new in raw["undoing"]["gives"].items()
        },
        never_before=all_noun_forms(raw["never"]["before"], irregular),
        never_after=all_noun_forms(raw["never"]["after"], irregular),
        topical=all_verb_forms(raw["topical"]["verbs"], irregular),
        asking=all_verb_forms(raw["asking"]["verbs"], irregular),
        faceless=all_noun_forms(raw["faceless"]["nouns"], irregular),
        reciprocal=frozenset(raw["reciprocal"]["events"]),
        accords=all_noun_forms(raw["reciprocal"]["accords"], irregular),
        alone=frozenset(raw["alone"]["events"]),
        alone_nouns=frozenset(raw["alone"]["nouns"]),
        victims=all_noun_forms(raw["victims"]["nouns"], irregular),
        never_infinitive=all_verb_forms(raw["never"]["infinitive"], irregular),
        never_alone=all_verb_forms(raw["never"]["alone"], irregular),
        unhurt=all_noun_forms(raw["never"]["unhurt"], irregular),
        placed=frozenset(raw["placed"]["events"]),
        visits=all_verb_forms(raw["placed"]["visits"], irregular)
        | all_noun_forms(raw["placed"]["visits"], irregular),
        ways=all_verb_forms(raw["placed"]["ways"], irregular),
        towards=frozenset(raw["towards"]["words"]),
        sport=all_noun_forms(raw["elsewhere"]["sport"], irregular),
        markets=all_noun_forms(raw["elsewhere"]["markets"], irregular),
    )


def _trigger(event: EventType, lemma: str, clear: bool, *, noun: bool = False) -> Trigger:
    before, _, _ = lemma.rpartition(" ")
    particle = (before or None) if noun else split_particle(lemma)[1]
    return Trigger(event=event, lemma=lemma, particle=particle, clear=clear, noun=noun)


def _file_trigger(
    filed: dict[str, tuple[Trigger, ...]], trigger: Trigger, irregular: Irregular
) -> None:
    """File a trigger under all forms of its word; those that need a particle come first."""
    if trigger.noun:
        forms = noun_forms(trigger.lemma.rpartition(" ")[2], irregular)
    else:
        forms = verb_forms(split_particle(trigger.lemma)[0], irregular)
    for form in forms:
        known = (*filed.get(form, ()), trigger)
        filed[form] = tuple(sorted(known, key=lambda each: each.particle is None))


def _take(taken: dict[tuple[str, str], str], word: tuple[str, str], kind: str) -> None:
    """Note of what type or act a word is. Raises OptionError when it is of another already."""
    if taken.setdefault(word, kind) != kind:
        raise OptionError(
            f"{word[0]} {word[1]!r} stands under {taken[word]} and {kind}; "
            "expected one for a word: take it out of the other"
        )


def _choices(phrase: str) -> tuple[list[str], list[str]]:
    """Return verbs and objects of "lift|ease + sanction"."""
    verbs, objects = (
        [choice.strip() for choice in side.split("|")] for side in phrase.partition("+")[::2]
    )
    if not all((*verbs, *objects)):
        raise OptionError(f"phrase {phrase!r} found, expected VERB|VERB + NOUN|NOUN")
    return verbs, objects


def _pairs(phrase: str) -> tuple[str, ...]:
    verbs, objects = _choices(phrase)
    return tuple(f"{verb} + {noun}" for verb in verbs for noun in objects)


def _add_phrase(
    phrases: dict[str, tuple[Phrase, ...]],
    phrase: str,
    event: EventType,
    irregular: Irregular,
) -> None:
    """File "lift|ease + sanction" under all forms of its verbs; first those with a particle."""
    verbs, nouns = _choices(phrase)
    objects = all_noun_forms(nouns, irregular)
    for entry in verbs:
        verb, particle = split_particle(entry)
        trigger = _trigger(event, phrase, True)
        for form in verb_forms(verb, irregular):
            known = (*phrases.get(form, ()), (particle, objects, trigger))
            phrases[form] = tuple(sorted(known, key=lambda each: each[0] is None))


def _particles(lemmas: Iterable[str], irregular: Irregular) -> dict[str, tuple[str | None, ...]]:
    found: dict[str, tuple[str | None, ...]] = {}
    for lemma in lemmas:
        verb, particle = split_particle(lemma)
        for form in verb_forms(verb, irregular):
            found[form] = (*found.get(form, ()), particle)
    return found
