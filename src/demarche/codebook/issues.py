"""What actors take a stand on: issues.toml, made ready to look up by inflected form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal

from demarche.codebook.checks import only, read_book, strings
from demarche.codebook.forms import (
    by_verb_form,
    irregular_forms,
    noun_forms,
    split_particle,
    verb_forms,
)
from demarche.errors import OptionError

HERE = Path(__file__).parent
Sign = Literal[1, -1]
LISTS = ("nouns", "against", "verbs", "undoing", "must")
FLAGS = ("of_leader", "words_only", "whose", "outward", "of_doer")
LINES = ("name", "sentence", "definition", "towards", *FLAGS, *LISTS)
# The lists of [stands]: of verbs, whether doing so is a word or a deed, and for or against.
DEEDS: Mapping[str, tuple[bool, Sign]] = {
    "wants": (False, 1), "opposes": (False, -1), "keeps": (True, 1), "ends": (True, -1),
}  # fmt: skip
PLAIN = (
    "good", "bad", "eager", "averse", "carriers", "papers", "acts", "guesses", "deems", "suffers",
    "light", "must", "need", "helps", "harms",
)  # fmt: skip
Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A sentence that actors affirm or deny."""

    id: str
    sentence: str
    definition: str
    towards: Words  # prepositions that bring in whom it is about
    whose: bool  # it is about whose it is, or who does it
    outward: bool  # who is for it is for doing it to another
    of_doer: bool  # what is done with is his who does it: "withdrew ITS troops"


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCue:
    """A word that names an issue's matter, with what must stand with it."""

    issue: str
    sign: Sign  # whether it is what the sentence affirms or the contrary
    verb: bool
    particle: str | None  # of a verb
    beside: tuple[Words, ...]  # of each set one must stand in the phrase, of a verb in its object's
    bound: bool  # counts only under "must"
    of_leader: bool  # told of somebody who is to go
    words_only: bool  # only words take a side: "held talks" does not, "called for talks" does


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word by which a stand is taken on the thing that it governs."""

    sign: Sign
    deed: bool  # the stand is taken by doing it, not by speaking of it
    particle: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """The words by which plans are known, and by which they are kept or broken."""

    heads: Mapping[str, str]  # form of a noun for a plan -> the word that its key has
    diplomatic: Words
    made: Words
    provides: Words
    keeps: Words
    breaks: Words
    keeping: Words
    breaking: Words
    parts: Words
    asked: Words
    promised: Words
    failed: Words
    partly: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueBook:
    """issues.toml, by inflected form in lower case."""

    issues: Mapping[str, Issue]  # by id
    cues: Mapping[str, tuple[IssueCue, ...]]  # the most exact first
    verbs: Mapping[str, tuple[Operator, ...]]  # those with a particle first
    nouns: Mapping[str, Operator]
    good: Words
    bad: Words
    eager: Words  # adjectives: "ready to", "willing to"
    averse: Words
    carriers: Words
    papers: Words  # of carriers, those that say something: what they urge, their makers urge
    acts: Words  # nouns whose owner does what they name: "their recall of the envoy"
    guesses: Words  # verbs that, negated, take no side: "did not expect"
    deems: Words  # verbs by which one calls a thing good or bad
    suffers: Words  # verbs whose subject the thing befalls
    helps: Words  # verbs for the good that a thing would do
    harms: Words  # verbs for the ill
    light: Words  # verbs that take a side only with a noun that does: "had an objection"
    must: Words
    need: Words
    plans: PlanWords


def load_issues(path: Path = HERE / "issues.toml") -> IssueBook:
    """Read issues.toml, once, or an analyst's own file of its form.

    Raises OptionError when the file cannot be read, an issue has no sentence or a line of an
    unknown name, two have one name, or anything but a list of words stands where one must be.
    """
    return _shipped() if path == HERE / "issues.toml" else read_book(path, _make)


@cache
def _shipped() -> IssueBook:
    return read_book(HERE / "issues.toml", _make)


def _make(raw: Mapping[str, Any]) -> IssueBook:
    only(raw, ("issue", "stands", "plans", "irregular"), "the file")
    irregular = {**irregular_forms(), **raw.get("irregular", {})}
    issues: dict[str, Issue] = {}
    cues: dict[str, list[IssueCue]] = {}
    for number, entry in enumerate(raw["issue"], 1):
        issue = _issue(entry, f"[[issue]] {number} ({entry.get('name')})")
        if issue.id in issues:
            raise OptionError(f"[[issue]] {number}: the name {issue.id!r} a second time")
        issues[issue.id] = issue
        for form, cue in _cues(entry, irregular):
            cues.setdefault(form, []).append(cue)
    stands = raw["stands"]
    nouns = tuple(f"{name}_nouns" for name in DEEDS)
    only(stands, (*DEEDS, *nouns, *PLAIN), "[stands]")
    return IssueBook(
        issues=issues,
        cues={form: tuple(sorted(found, key=_looseness)) for form, found in cues.items()},
        verbs=_operators(stands, irregular),
        nouns=_noun_operators(stands, irregular),
        plans=_plan_words(raw["plans"], irregular),
        **{name: _plain(stands, name, irregular) for name in PLAIN},
    )


def _plan_words(raw: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> PlanWords:
    only(raw, ("heads", "words"), "[plans]")
    names = [field.name for field in fields(PlanWords) if field.name != "heads"]
    only(raw["words"], names, "[plans.words]")
    heads = {
        form: key
        for key, nouns in raw["heads"].items()
        for noun in strings(nouns, f"[plans.heads] {key}")
        for form in noun_forms(noun, irregular)
    }
    return PlanWords(
        heads=heads,
        **{
            name: frozenset(
                form
                for word in strings(raw["words"][name], f"[plans.words] {name}")
                for form in (*verb_forms(word, irregular), *noun_forms(word, irregular))
            )
            for name in names
        },
    )


def _issue(entry: Mapping[str, Any], where: str) -> Issue:
    only(entry, LINES, where)
    for line in ("name", "sentence", "definition"):
        strings([entry.get(line)], f"{where}, {line}")
    for flag in FLAGS:
        if not isinstance(entry.get(flag, False), bool):
            raise OptionError(f"{where}: {flag} {entry[flag]!r} found, expected true or false")
    return Issue(
        id=entry["name"],
        sentence=entry["sentence"],
        definition=entry["definition"],
        towards=frozenset(strings(entry.get("towards", []), f"{where}, towards")),
        whose=entry.get("whose", False),
        outward=entry.get("outward", False),
        of_doer=entry.get("of_doer", False),
    )


def _looseness(cue: IssueCue) -> tuple[int, bool]:
    """Return by what the cues of one word are sorted: those that ask for most come first."""
    return -len(cue.beside), cue.particle is None


def _cues(
    entry: Mapping[str, Any], irregular: Mapping[str, list[str]]
) -> Iterator[tuple[str, IssueCue]]:
    """Yield the cues of an issue by the form of their own word."""
    for name in LISTS:
        sign: Sign = -1 if name in ("against", "undoing") else 1
        for words in strings(entry.get(name, []), f"{entry['name']}, {name}"):
            verb = name not in ("nouns", "against")
            made = _verb_cues(words, irregular) if verb else _noun_cues(words, irregular)
            for form, particle, beside in made:
                yield (
                    form,
                    IssueCue(
                        issue=entry["name"],
                        sign=sign,
                        verb=verb,
                        particle=particle,
                        beside=beside,
                        bound=name == "must",
                        of_leader=entry.get("of_leader", False),
                        words_only=entry.get("words_only", False),
                    ),
                )


Made = Iterator[tuple[str, str | None, tuple[Words, ...]]]


def _noun_cues(words: str, irregular: Mapping[str, list[str]]) -> Made:
    """Yield "arms|weapon sale|delivery" for each form of its last words."""
    *others, last = words.lower().split()
    beside = tuple(_any_form(other, irregular) for other in others)
    for form in _any_form(last, irregular):
        yield form, None, beside


def _verb_cues(words: str, irregular: Mapping[str, list[str]]) -> Made:
    """Yield "pull out|withdraw + troop|force" for each form of its verbs."""
    verbs, plus, nouns = (side.strip() for side in words.lower().partition("+"))
    if plus and not (verbs and nouns):
        raise OptionError(f"{words!r} found, expected VERB|VERB + NOUN|NOUN")
    objects = tuple(_any_form(noun, irregular) for noun in nouns.split())
    for entry in verbs.split("|"):
        verb, particle = split_particle(entry.strip())
        for form in verb_forms(verb, irregular):
            yield form, particle, objects


def _any_form(words: str, irregular: Mapping[str, list[str]]) -> Words:
    return frozenset(form for word in words.split("|") for form in noun_forms(word, irregular))


def _operators(
    stands: Mapping[str, Any], irregular: Mapping[str, list[str]]
) -> dict[str, tuple[Operator, ...]]:
    return by_verb_form(
        (
            (entry, Operator(sign=sign, deed=deed, particle=split_particle(entry)[1]))
            for name, (deed, sign) in DEEDS.items()
            for entry in strings(stands[name], f"[stands] {name}")
        ),
        irregular,
    )


def _noun_operators(
    stands: Mapping[str, Any], irregular: Mapping[str, list[str]]
) -> dict[str, Operator]:
    return {
        form: Operator(sign=sign, deed=deed, particle=None)
        for name, (deed, sign) in DEEDS.items()
        for noun in strings(stands[f"{name}_nouns"], f"[stands] {name}_nouns")
        for form in noun_forms(noun, irregular)
    }


def _plain(stands: Mapping[str, Any], name: str, irregular: Mapping[str, list[str]]) -> Words:
    words: Iterable[str] = strings(stands[name], f"[stands] {name}")
    if name in ("need", "light", "guesses", "deems", "suffers", "helps", "harms"):
        return frozenset(form for word in words for form in verb_forms(word, irregular))
    return frozenset(form for word in words for form in (word, *noun_forms(word, irregular)))
