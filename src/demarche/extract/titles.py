"""What stands around a name or an office: titles, honorifics, whose they are."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from demarche.codebook.entries import Body, Country, Group, Title
from demarche.codebook.forms import all_verb_forms
from demarche.codebook.load import Codebook
from demarche.codebook.name_rules import Gender
from demarche.extract.sights import HYPHENS, POSSESSIVES, Phrase, Sight, glued

Article = Literal["definite", "indefinite"]

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
POSSESSORS = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "any", "no", "each", "every"})
# Prepositions between an office and what it is held in, or sent to.
HOLDING = frozenset({"of", "for"})
SENT_TO = frozenset({"to", "in", "at", "on", "with", "from"})

# What turns a state into an opinion of it: a "pro-Russian" speaker is no Russian one.
STANCES = frozenset({"pro", "anti"})
# Which of several governments or parliaments, one after the other or side by side.
WHICH_GOVERNMENT = frozenset(
    "new next future incoming former previous past interim transitional provisional caretaker "
    "unity rival parallel shadow permanent rebel insurgent guerrilla".split()
)
# Whose forces some are, where no country says it.
WHOSE_FORCES = frozenset({"coalition", "alliance", "allied", "multinational", "mercenary"})
LED = frozenset({"led", "backed"})  # as in "NATO-led"
# Verbs that take "of" themselves: what follows it is not the office's.
WITH_OF = (
    "assure", "inform", "accuse", "convince", "remind", "warn", "notify", "advise", "suspect",
    "deprive",
)  # fmt: skip
# Nouns before an office that leave it the state's: "state president", "the country's premier", "the
# 66-year-old president".
OF_THE_STATE = frozenset(
    "state government cabinet country nation republic territory kingdom island year time".split()
)
# Which of those who held an office one after the other: "the 38th president", "the last king".
WHICH_ONE = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|last|next|previous"
)
# Modifiers of an envoy who is sent to a state rather than by one ("Special Envoy for Chad").
SENT = frozenset({"special", "joint", "peace", "personal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What was read around a name or a head word."""

    first: int  # leftmost token that belongs to the phrase
    titles: tuple[str, ...] = ()  # as printed in lower case, with their modifiers
    title: Title | None = None  # the one nearest to the name
    changed: bool = False  # another office by its modifier: deputy, vice
    past: bool = False
    narrowed: str = ""  # the word that makes another office of it: "council" president
    country: str | None = None
    body: str | None = None  # international body, or the qualifier of a group
    sector: str | None = None  # of the head word, else of the body or group the office is in
    side: str | None = None  # sector of the body or group alone
    gender: Gender | None = None
    article: Article | None = None
    owner: int | None = None  # token of a possessor that is no codebook phrase


def narrow_group(sight: Sight, zone: Zone, phrase: Phrase, group: Group) -> str:
    """Return the words that make a group another than the one usually meant; "" where none do.

    "new" government, "US-led" troops, "coalition" soldiers.
    """
    words = sight.tree.words
    inside = words[zone.first : phrase.last + 1]
    if group.sector == "MIL" and group.plural:
        before = zone.first - 1
        if before > 1 and words[before] in LED and words[before - 1] in HYPHENS:
            return "".join(sight.words[before - 2 : zone.first])
        return " ".join(word for word in inside if word in WHOSE_FORCES)
    if group.plural or (group.kind != "government" and group.sector != "LEG"):
        return ""
    which = " ".join(word for word in inside if word in WHICH_GOVERNMENT)
    token = sight.tree.annotation.tokens[phrase.last]
    alone = token.deprel != "compound" or token.head < phrase.last  # not "a government offer"
    return which or ("another" if zone.article == "indefinite" and alone else "")


def with_phrase(zone: Zone, phrase: Phrase, *, held: bool = True) -> Zone:
    """Return `zone` with what a state, body or group beside it says."""
    term = phrase.get("adjective", "state", "seat", "body", "group", "qualifier", "capital")
    entry = term.entry if term else None
    if not held or entry is None:
        return zone
    if isinstance(entry, Country):
        return replace(zone, country=zone.country or entry.code)
    if isinstance(entry, Body):
        return replace(
            zone,
            country=zone.country or entry.country,
            body=zone.body or entry.name,
            sector=zone.sector or entry.sector,
            side=zone.side or entry.sector,
        )
    if isinstance(entry, Group):
        side = zone.side or entry.sector
        return replace(zone, sector=zone.sector or entry.sector, side=side)
    return replace(zone, body=zone.body or entry.name)


def read_left(sight: Sight, at: int, zone: Zone, codebook: Codebook) -> Zone:
    """Return `zone` with what stands left of token `at`, that token included."""
    while at >= 0:
        step = _step(sight, at, zone, codebook)
        if step is None:
            return zone
        zone, at = step
    return zone


def _step(sight: Sight, at: int, zone: Zone, codebook: Codebook) -> tuple[Zone, int] | None:
    """Read one word or phrase to the left; None where the phrase around the name begins."""
    word, phrase = sight.words[at].lower(), sight.phrases[at]
    if sight.words[at] in codebook.names.honorifics:
        gender = codebook.names.honorifics[sight.words[at]]
        return replace(zone, first=at, gender=zone.gender or gender), at - 1
    preposition = sight.tree.annotation.tokens[at].upos == "ADP" and sight.words[at].islower()
    if word in codebook.modifiers.other_office and zone.title and not preposition:
        return _prefixed(replace(zone, changed=True), word, at), at - 1
    if phrase and (term := phrase.get("title")) and isinstance(term.entry, Title):
        return _titled(sight, phrase, term.entry, zone), phrase.first - 1
    if zone.article:
        return None
    if word == "and" and zone.title:
        return _joined(sight, at, zone, codebook)
    if word in POSSESSIVES and zone.title:
        return _owned(sight, at, zone)
    if phrase and _is_stance(sight, phrase):
        return replace(zone, first=phrase.first - 2), phrase.first - 3
    if phrase and (zone.title or zone.sector) and not _capital_only(phrase):
        return replace(with_phrase(zone, phrase), first=phrase.first), phrase.first - 1
    if word in DEFINITE | POSSESSORS:
        return replace(zone, article="definite"), -1
    if word in INDEFINITE:
        return replace(zone, article="indefinite"), -1
    return _modified(sight, at, zone, codebook)


def _joined(sight: Sight, at: int, zone: Zone, codebook: Codebook) -> tuple[Zone, int] | None:
    """Read an office before "and": "Foreign Minister and chief negotiator Ada Brandt" is one.

    With an article or an owner it is somebody else's ("the king and Prime Minister Ada Brandt"),
    so it is in the plural and after "between".
    """
    phrase = sight.phrases[at - 1] if at else None
    if not phrase or not phrase.get("title") or sight.words[at - 1].endswith("s"):
        return None
    both = read_left(sight, at - 1, zone, codebook)
    before = sight.words[both.first - 1].lower() if both.first else ""
    return None if both.article or before == "between" else (both, -1)


def _is_stance(sight: Sight, phrase: Phrase) -> bool:
    """Say whether a state is one that somebody is for or against: "pro-Russian rebels"."""
    at = phrase.first - 2
    return (
        at >= 0
        and sight.words[at].lower() in STANCES
        and sight.words[at + 1] in HYPHENS
        and glued(sight, at)
        and glued(sight, at + 1)
    )


def _capital_only(phrase: Phrase) -> bool:
    return all(term.kind in ("capital", "people") for term in phrase.terms)


def _prefixed(zone: Zone, word: str, at: int) -> Zone:
    """Put a word before the last title read."""
    if not zone.titles:
        return replace(zone, first=at)
    return replace(zone, first=at, titles=(f"{word} {zone.titles[0]}", *zone.titles[1:]))


def _titled(sight: Sight, phrase: Phrase, title: Title, zone: Zone) -> Zone:
    text = " ".join(sight.words[phrase.first : phrase.last + 1]).lower().replace(" - ", "-")
    return replace(
        zone,
        first=phrase.first,
        titles=(text, *zone.titles),
        title=zone.title or title,
        gender=zone.gender or title.gender,
    )


def _owned(sight: Sight, at: int, zone: Zone) -> tuple[Zone, int] | None:
    """Read "Russia's" or "Petrov's" before an office."""
    owner = sight.phrases[at - 1] if at else None
    if owner and owner.get("state", "seat", "body", "capital", "group", "adjective"):
        zone = with_phrase(zone, owner)
        zone = replace(zone, first=owner.first, article="definite")
        return zone, owner.first - 1 if owner.get("group") else -1
    if at and sight.words[at - 1][:1].isupper():
        return replace(zone, first=at + 1, article="definite", owner=at - 1), -1
    if at and sight.tree.annotation.tokens[at - 1].upos == "NOUN":
        zone = replace(_narrowed(zone, sight.words[at - 1]), article="definite")
        return zone if owner else replace(zone, first=_start_of(sight, at - 1)), -1
    return None


def _start_of(sight: Sight, noun: int) -> int:
    """Return the first token of a noun with its article."""
    before = sight.words[noun - 1].lower() if noun else ""
    return noun - (before in DEFINITE | POSSESSORS | INDEFINITE)


def _narrowed(zone: Zone, word: str) -> Zone:
    """Return a zone with a noun before its office, which may make it no office of the state."""
    plain = zone.narrowed or not zone.title or word.lower() in OF_THE_STATE
    return zone if plain else replace(zone, narrowed=word.lower())


def _modified(sight: Sight, at: int, zone: Zone, codebook: Codebook) -> tuple[Zone, int] | None:
    """Read an adjective, a noun or a hyphen before a title that was read already."""
    word = sight.words[at].lower()
    if not zone.title and not zone.sector:
        return None
    if word in codebook.modifiers.past:
        return _prefixed(replace(zone, past=True), word, at), at - 1
    if word in codebook.modifiers.plain:
        return replace(zone, first=at), at - 1
    if word in HYPHENS and at and glued(sight, at - 1):
        return zone, at - 1
    if WHICH_ONE.fullmatch(word) and zone.title:
        return replace(_narrowed(zone, word), first=at), at - 1
    upos = sight.tree.annotation.tokens[at].upos
    if upos == "NUM" and glued(sight, at):  # "66-year-old", "five-time"
        return replace(zone, first=at), at - 1
    if upos == "ADJ" and word.isalpha():
        return replace(zone, first=at), at - 1
    if upos == "NOUN" and word == sight.words[at] and word.isalpha():
        return replace(_narrowed(zone, word), first=at), at - 1
    if any(name.kind == "organization" and name.first <= at <= name.last for name in sight.names):
        return _narrowed(zone, word), -1
    return None


def read_right(
    sight: Sight, at: int, zone: Zone, also: frozenset[str] = frozenset()
) -> tuple[Zone, int]:
    """Return `zone` with "of Syria", "for the Foreign Ministry" after token `at`, and the end.

    `also` are further prepositions after which a state says whose the thing is.
    """
    last = at
    while last + 2 < len(sight.words):
        word = sight.words[last + 1].lower()
        if word not in HOLDING | SENT_TO:
            break
        start = last + 2
        while start < len(sight.words) and sight.words[start].lower() in DEFINITE | POSSESSORS:
            start += 1
        reached = _phrases_from(sight, start)
        if not reached:
            break
        if (thing := _possessed(sight, reached[-1].last)) is not None:
            above = sight.tree.heads[at]
            told = above >= 0 and sight.tree.words[above] in _takes_of()
            if told or sight.tree.heads[thing] != at:  # "assured the minister of Arland's support"
                break
            zone = _narrowed(zone, sight.words[thing])
        for phrase in reached:
            if not phrase.get("title"):
                place = word in also and phrase.get("state", "capital")
                held = word == "of" or (word == "for" and not _is_sent(zone, phrase))
                zone = with_phrase(zone, phrase, held=held or bool(place))
        last = reached[-1].last
    return zone, last


@cache
def _takes_of() -> frozenset[str]:
    return all_verb_forms(WITH_OF)


def _possessed(sight: Sight, owner: int) -> int | None:
    """Return the token of what belongs to a state that ends at a token: "of Arland's SUPPORT"."""
    if owner + 2 >= len(sight.words) or sight.words[owner + 1] not in POSSESSIVES:
        return None
    head = sight.tree.heads[owner]
    return head if head > owner else owner + 2


def _is_sent(zone: Zone, phrase: Phrase) -> bool:
    """Say whether "for" tells where an envoy is sent: "special envoy for Cyprus"."""
    envoy = zone.title is not None and zone.title.sector == "IGO" and zone.title.kind == "office"
    return envoy and phrase.get("state", "capital") is not None


def _phrases_from(sight: Sight, at: int) -> tuple[Phrase, ...]:
    """Return the run of codebook phrases that starts at a token: "Syrian", "Foreign Ministry"."""
    found: list[Phrase] = []
    while at < len(sight.words) and (phrase := sight.phrases[at]):
        if phrase.get("title"):
            break
        found.append(phrase)
        at = phrase.last + 1
    return tuple(found)


def reach_over(sight: Sight, at: int) -> int | None:
    """Return where an office ends whose "to Syria" stands right before token `at` + 1.

    "UN envoy to Syria Kofi Annan": given the token of "Syria", the token of "envoy".
    """
    phrase = sight.phrases[at] if at >= 0 else None
    while phrase and phrase.get("state", "body", "capital", "adjective", "group"):
        before = phrase.first - 1
        if before >= 0 and sight.words[before].lower() in DEFINITE:
            before -= 1
        if before > 0 and sight.words[before].lower() in HOLDING | SENT_TO:
            office = sight.phrases[before - 1]
            return before - 1 if office and office.get("title") else None
        phrase = sight.phrases[before] if before >= 0 else None
    return None


def sector_of(zone: Zone) -> str | None:
    """Return the sector of an office holder: the body's where the title could be anybody's.

    An envoy or representative is of a state where the words name one and no body; with "special"
    or "peace" the state is oftener the one that he is sent to.
    """
    title = zone.title
    if title is None:
        return None
    if zone.past:
        return "ELI"
    sent = any(word in SENT for words in zone.titles for word in words.split())
    if title.sector == "IGO" and "diplomat" in title.called and zone.country and not zone.body:
        return "IGO" if sent else "GOV"
    open_title = title.kind == "role" or "official" in title.called or title.name == "head"
    return zone.sector if open_title and zone.sector and title.sector == "GOV" else title.sector
