"""Mentions of possible political actors in a passage: names, states, bodies, groups, offices.

Two sources are used side by side, since each misses what the other has: the reader's names and
mentions, and the codebook with runs of proper nouns.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from demarche.codebook.entries import Body, Country, Group, Title
from demarche.codebook.listed import Person
from demarche.codebook.load import Codebook
from demarche.codebook.name_rules import Gender
from demarche.codebook.terms import TermKind
from demarche.extract.metonymy import acts_as_state
from demarche.extract.naming import gender_of
from demarche.extract.people import find_people
from demarche.extract.sights import FUNCTION_WORDS, POSSESSIVES, Named, Phrase, Sight
from demarche.extract.titles import Zone, narrow_group, read_left, read_right, sector_of
from demarche.records import EntityKind

Form = Literal["name", "codebook", "organisation", "place", "office", "group", "nominal", "pronoun"]

# Which meaning of a phrase is looked at first; capital and people are told apart by the sentence.
PHRASE_ORDER: tuple[TermKind, ...] = (
    "body", "state", "seat", "capital", "adjective", "people", "title", "group",
)  # fmt: skip
# Verbs, by their beginnings, after which forces leave a place.
LEAVING = ("withdr", "pull", "evacuat", "expel", "remov", "redeploy", "recall")
LEAVING_REACH = 5  # words; a judgement
# How sure each way of finding a mention is: an order that was set by judgement, not measured.
CODEBOOK_SCORE = 0.95
GROUP_SCORE = 0.8
OFFICE_SCORE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One mention of somebody or something that may act."""

    passage: int
    first: int  # tokens of the whole phrase, both included
    last: int
    core: tuple[int, int]  # tokens of the name or the head word, both included
    form: Form
    text: str  # the name, or what an unnamed one is called
    kind: EntityKind
    key: str | None = None  # identity the codebook gives it
    country: str | None = None
    body: str | None = None  # international body that an office is in
    sector: str | None = None
    titles: tuple[str, ...] = ()
    title: Title | None = None
    changed: bool = False
    past: bool = False
    narrowed: str = ""  # the word that makes another office of its title: "council" president
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    owner: int | None = None  # token of its possessor
    apposed: bool = False  # something is told of it right after: "Brandt, a teacher"
    described: bool = False  # by an adjective that makes another office of it: "spiritual leader"
    score: float = 1.0


def find_actors(sight: Sight, codebook: Codebook) -> tuple[Actor, ...]:
    """Return the mentions of a passage, nested ones included, in the order of the text."""
    people = tuple(_people(sight, codebook))
    inside = {at for actor in people for at in range(actor.core[0], actor.core[1] + 1)}
    titled = {at for actor in people for at in range(actor.first, actor.last + 1)}
    found = list(people)
    claimed = {
        at for name in _unknown_names(sight, inside) for at in range(name.first, name.last + 1)
    }
    seen: set[int] = set()
    for phrase in sight.phrases:
        if phrase is None or phrase.first in seen or phrase.first in inside:
            continue
        seen.add(phrase.first)
        part = phrase.first in titled or phrase.last in claimed
        found.extend(_from_phrase(sight, phrase, part, codebook))
    found.extend(_other_names(sight, inside))
    return tuple(sorted(found, key=lambda actor: (actor.first, -actor.last, actor.core)))


def _people(sight: Sight, codebook: Codebook) -> Iterator[Actor]:
    for person in find_people(sight, codebook):
        zone = person.zone
        text = words_of(sight, person.first, person.last).replace("- ", "-")  # wires: "al- Maliki"
        phrase = sight.phrases[person.first]
        term = phrase.get("person") if phrase else None
        listed = term.entry if term and isinstance(term.entry, Person) else None
        yield Actor(
            passage=sight.number,
            first=zone.first,
            last=person.last,
            core=(person.first, person.last),
            form="name",
            text=listed.name if listed else text,
            kind="person",
            country=(listed and listed.country) or zone.country,
            body=zone.body if zone.body in codebook.bodies else None,
            sector=(listed and listed.sector) or sector_of(zone),
            titles=zone.titles,
            title=zone.title,
            changed=zone.changed,
            past=zone.past,
            narrowed=zone.narrowed,
            gender=zone.gender or gender_of(text, codebook),
            apposed=_is_apposed(sight, person.first, person.last),
            definite=True,
            score=person.score,
        )


def _is_apposed(sight: Sight, first: int, last: int) -> bool:
    """Say whether an apposition hangs on a name."""
    tree = sight.tree
    return any(
        tree.rels[child] == "appos" for at in range(first, last + 1) for child in tree.children[at]
    )


def _from_phrase(sight: Sight, phrase: Phrase, part: bool, codebook: Codebook) -> Iterator[Actor]:
    """Yield what a codebook phrase mentions.

    An office or group that is part of a title or of a longer name stays with that.
    """
    entry = next(
        (term.entry for kind in PHRASE_ORDER if (term := phrase.get(kind))),
        None,
    )
    if isinstance(entry, Country):
        yield _country(sight, phrase, entry, codebook)
    elif isinstance(entry, Body):
        yield _body(sight, phrase, entry)
    elif isinstance(entry, Title) and not part:
        yield from _office(sight, phrase, entry, codebook)
    elif isinstance(entry, Group) and not part:
        yield from _group(sight, phrase, entry, codebook)


def _country(sight: Sight, phrase: Phrase, country: Country, codebook: Codebook) -> Actor:
    """Return the mention of a state, of its capital as a place, or of its people."""
    kind: EntityKind = "state"
    key, text, sector = f"state {country.code}", country.name, "GOV"
    body = phrase.get("seat")
    if phrase.get("capital") and not phrase.get("state"):
        if not acts_as_state(sight, phrase, codebook.places):
            text = words_of(sight, phrase.first, phrase.last)
            kind, key, sector = "place", f"place {text.lower()}", ""
        elif body and isinstance(body.entry, Body):
            return _body(sight, phrase, body.entry)
    elif _is_people(sight, phrase):
        kind, text, sector = "population", country.people[0], "CVL"
        key = f"people {country.code}"
    return Actor(
        passage=sight.number,
        first=phrase.first,
        last=phrase.last,
        core=(phrase.first, phrase.last),
        form="codebook",
        text=text,
        kind=kind,
        key=key,
        country=country.code,
        sector=sector or None,
        plural=kind == "population",
        definite=True,
        score=CODEBOOK_SCORE,
    )


def _is_people(sight: Sight, phrase: Phrase) -> bool:
    """Say whether a demonym stands for people: "the French said", not "French troops"."""
    if not phrase.get("people") or phrase.get("state"):
        return False
    token = sight.tree.annotation.tokens[phrase.last]
    if not phrase.get("adjective"):
        return True
    before = sight.words[phrase.first - 1].lower() if phrase.first else ""
    return (
        before == "the"
        and sight.tree.rels[phrase.last] in ("nsubj", "obj", "obl", "conj")
        and (token.upos in ("NOUN", "PROPN", "ADJ"))
    )


def _body(sight: Sight, phrase: Phrase, body: Body) -> Actor:
    itself = _itself(sight, phrase, body, key=f"body {body.name}")
    return replace(itself, country=body.country)


def _itself(sight: Sight, phrase: Phrase, entry: Body | Group, *, key: str) -> Actor:
    """Return an entry of the codebook that is one thing in the world, whoever names it."""
    return Actor(
        passage=sight.number,
        first=phrase.first,
        last=phrase.last,
        core=(phrase.first, phrase.last),
        form="codebook",
        text=entry.name,
        kind=entry.kind,
        key=key,
        sector=entry.sector,
        definite=True,
        score=CODEBOOK_SCORE,
    )


def _office(sight: Sight, phrase: Phrase, title: Title, codebook: Codebook) -> Iterator[Actor]:
    """Yield an office, rank or role that stands without a name: "the French president"."""
    tokens = sight.tree.annotation.tokens
    after = sight.phrases[phrase.last + 1] if phrase.last + 1 < len(tokens) else None
    if tokens[phrase.last].upos not in ("NOUN", "PROPN") or _is_modifier(sight, phrase):
        return
    if after and after.get("title", "group") and tokens[phrase.last].deprel != "nsubj":
        return
    head = words_of(sight, phrase.first, phrase.last).lower()
    start = Zone(first=phrase.first, titles=(head,), title=title, gender=title.gender)
    zone, last = read_right(sight, phrase.last, start)
    zone = read_left(sight, phrase.first - 1, zone, codebook)
    whole = words_of(sight, zone.first, last)
    yield Actor(
        passage=sight.number,
        first=zone.first,
        last=last,
        core=(phrase.first, phrase.last),
        form="office",
        text=whole,
        kind="person",
        country=zone.country,
        body=zone.body if zone.body in codebook.bodies else None,
        sector=sector_of(zone),
        titles=zone.titles,
        title=title,
        changed=zone.changed,
        past=zone.past,
        narrowed=zone.narrowed,
        gender=zone.gender,
        definite=zone.article == "definite" or (zone.article is None and head.istitle()),
        indefinite=zone.article == "indefinite",
        owner=zone.owner,
        described=_is_described(sight, zone.first, phrase.first, codebook),
        score=OFFICE_SCORE,
    )


def _is_described(sight: Sight, first: int, head: int, codebook: Codebook) -> bool:
    """Say whether an adjective stands before an office that is no country's and no plain word."""
    return any(
        sight.tree.annotation.tokens[at].upos == "ADJ"
        and not sight.phrases[at]
        and sight.words[at].lower() not in codebook.modifiers.plain | codebook.modifiers.past
        for at in range(first, head)
    )


def _group(sight: Sight, phrase: Phrase, group: Group, codebook: Codebook) -> Iterator[Actor]:
    """Yield a group or unnamed body with whose it is: "Syrian rebels", "Petrov's government"."""
    tokens = sight.tree.annotation.tokens
    following = phrase.last + 1
    after = sight.phrases[following] if following < len(tokens) else None
    if tokens[phrase.last].upos not in ("NOUN", "PROPN", "PRON") or (
        after and after.get("title", "group") and sight.tree.heads[phrase.last] > phrase.last
    ):
        return
    if group.fixed:
        yield _fixed(sight, phrase, group)
        return
    start = Zone(first=phrase.first, sector=group.sector)
    zone = read_left(sight, phrase.first - 1, start, codebook)
    narrowed = narrow_group(sight, zone, phrase, group)
    last = phrase.last
    if not (group.sector == "MIL" and _is_leaving(sight, zone.first, last)):
        zone, last = read_right(sight, last, zone, also=_places_it_in(group))
    owner = next((at for at in (zone.owner, _possessor(sight, zone.first, last)) if at), None)
    yield Actor(
        passage=sight.number,
        first=zone.first,
        last=last,
        core=(phrase.first, phrase.last),
        form="group",
        text=f"{zone.body} {group.name}" if zone.body else group.name,
        kind=group.kind,
        key=f"{group.kind} {group.name}",
        country=zone.country,
        narrowed=narrowed,
        sector=_sector_of_group(group, zone),
        plural=group.plural,
        definite=zone.article == "definite",
        indefinite=zone.article == "indefinite",
        owner=owner,
        score=GROUP_SCORE,
    )


def _sector_of_group(group: Group, zone: Zone) -> str | None:
    """Return a group's sector: that of the body or side it belongs to, where that tells more.

    Leaders are anybody's ("rebel leaders"), troops a state's unless they are rebels'.
    """
    if zone.side == "IGO" or (zone.side and group.sector == "GOV"):
        return zone.side
    return "REB" if group.sector == "MIL" and zone.side == "REB" else group.sector


def _fixed(sight: Sight, phrase: Phrase, group: Group) -> Actor:
    """Return a group that is one thing by itself: "the West", "the international community"."""
    return replace(_itself(sight, phrase, group, key=f"group {group.name}"), plural=group.plural)


def _places_it_in(group: Group) -> frozenset[str]:
    """Return prepositions that say whose a group is: "rebels in Mali", but not "reporters in"."""
    return frozenset() if group.sector in ("JRN", "IGO", "ELI") else frozenset({"in", "from"})


def _is_modifier(sight: Sight, phrase: Phrase) -> bool:
    """Say whether a word for a person only says what kind of thing follows: "refugee camp"."""
    token = sight.tree.annotation.tokens[phrase.last]
    return token.deprel in ("compound", "amod") and token.head > phrase.last


def _is_leaving(sight: Sight, first: int, last: int) -> bool:
    """Say whether forces are told to leave: "from Arland" says where they were, not whose."""
    before = sight.tree.words[max(0, first - LEAVING_REACH) : first]
    from_there = sight.tree.words[last + 1 : last + 2] == ("from",)
    return from_there and any(word.startswith(LEAVING) for word in before)


def _possessor(sight: Sight, first: int, last: int) -> int | None:
    """Return the token of a named possessor: "Petrov regime", "regime of Ivan Petrov"."""
    after = last + 2
    if sight.words[last + 1 : after] == ("of",) and after < len(sight.words):
        name = next((n for n in sight.names if n.first == after and n.kind == "person"), None)
        if name:
            return name.last
    at = first - 1
    if at > 0 and sight.words[at] in POSSESSIVES:
        at -= 1
    return at if at >= 0 and sight.words[at][:1].isupper() and at != first else None


def _unknown_names(sight: Sight, inside: set[int]) -> Iterator[Named]:
    """Yield the reader's names that are neither persons nor made up of codebook phrases."""
    for name in sight.names:
        tokens = range(name.first, name.last + 1)
        known = all(_is_listed(sight, at) or sight.words[at] in POSSESSIVES for at in tokens)
        if name.kind != "person" and not known and not inside.intersection(tokens):
            yield name


def _is_listed(sight: Sight, at: int) -> bool:
    """Say whether a token is the codebook's, as more than a word for a part of the world."""
    phrase = sight.phrases[at]
    return phrase is not None and any(term.kind != "qualifier" for term in phrase.terms)


def _other_names(sight: Sight, inside: set[int]) -> Iterator[Actor]:
    """Yield the reader's names of organizations and places that the codebook does not have."""
    for name in _unknown_names(sight, inside):
        first, last = _bare_name(sight, name)
        if first > last:
            continue
        adjective = sight.phrases[first]
        term = adjective.get("adjective", "state") if adjective else None
        text = words_of(sight, first, last)
        is_place = name.kind == "place"
        yield Actor(
            passage=sight.number,
            first=first,
            last=last,
            core=(first, last),
            form="place" if is_place else "organisation",
            text=text,
            kind="place" if is_place else "organisation",
            key=f"{'place' if is_place else 'organisation'} {text.lower()}",
            country=term.entry.code if term and isinstance(term.entry, Country) else None,
            definite=True,
            score=name.score,
        )


def _bare_name(sight: Sight, name: Named) -> tuple[int, int]:
    """Return the tokens of a name without "the", "of" and their like at its edges."""
    first, last = name.first, name.last
    while first <= last and sight.words[first].lower() in FUNCTION_WORDS:
        first += 1
    while last >= first and sight.words[last].lower() in FUNCTION_WORDS:
        last -= 1
    return first, last


def words_of(sight: Sight, first: int, last: int) -> str:
    """Return tokens `first` to `last` as printed, line breaks and runs of spaces made one space."""
    tokens = sight.tree.annotation.tokens
    text = sight.tree.annotation.text[tokens[first].span.start : tokens[last].span.end]
    return " ".join(text.split())
