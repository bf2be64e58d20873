"""One entity per person, state, body or group, across the pages given.

Names are blocked (a dictionary from each spelling and each spelling less one letter), compared
only within blocks, and joined by union-find; so the work grows with the number of names, and the
order of the pages never matters. Unnamed persons never merge: the French president of one page
may be another man than the one of the next.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.holders import BEST_FIRST
from demarche.codebook.load import load_codebook
from demarche.codebook.phrases import fold
from demarche.crisis.corrections import edited_entity, regroup
from demarche.extract.naming import compare_names, family_of, given_names, name_parts
from demarche.records import Correction, Entity, Evidence, MadeBy, Office, make_id

Parts = tuple[str, ...]
Value = TypeVar("Value", bound=str)

NAMED = ("entity by codebook", "entity by name")
GROUP = "entity by group"
# Half of one country on one page, another country's on the next.
COMPASS = frozenset({"north", "south", "east", "west"})


def merge_entities(
    page_entities: Sequence[Entity], corrections: Sequence[Correction] = ()
) -> tuple[Entity, ...]:
    """Return the entities of several pages with the same ones merged, sorted by id.

    Every page entity is in `members` of exactly one of them, unless a correction rejects it; the
    order of the input is without effect, and an entity given twice counts once. Raises RecordError
    when the value of a correction does not fit its field.
    """
    by_id = {entity.id: entity for entity in page_entities}
    entities = [by_id[key] for key in sorted(by_id)]
    parents = list(range(len(entities)))
    for one, other in (*_same_thing(entities), *_same_person(entities)):
        _join(parents, one, other)
    groups: dict[int, list[Entity]] = {}
    for at, entity in enumerate(entities):
        groups.setdefault(_root(parents, at), []).append(entity)
    together = regroup(list(groups.values()), corrections) if corrections else groups.values()
    members = [sorted(group, key=lambda entity: entity.id) for group in together]
    edits = [one for one in corrections if one.kind == "entity" and one.deed == "edit"]
    merged = [edited_entity(_merged(group), group, edits) for group in members]
    return tuple(sorted(merged, key=lambda entity: entity.id))


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _join(parents: list[int], one: int, other: int) -> None:
    roots = sorted((_root(parents, one), _root(parents, other)))
    parents[roots[1]] = roots[0]


def _chained(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs that join all members of each group."""
    for group in groups:
        yield from ((group[0], at) for at in group[1:])


# ---------------------------------------------------------------- states, bodies, groups, places


def _same_thing(entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yield pairs of entities other than persons that are one by kind, name and country."""
    found: dict[Hashable, list[int]] = {}
    spots: dict[Hashable, set[Hashable]] = {}  # of places by name, where they lie
    for at, entity in enumerate(entities):
        key = _thing_key(entity)
        if key is not None:
            found.setdefault(key, []).append(at)
        if entity.kind == "place" and entity.latitude is not None:
            spots.setdefault((entity.kind, fold(entity.name)), set()).add(key)
    yield from _chained(found.values())
    for name, lying in spots.items():  # a place without coordinates is the only one of its name
        if len(lying) == 1 and name in found:
            yield found[next(iter(lying))][0], found[name][0]


def _thing_key(entity: Entity) -> Hashable | None:
    """Return what is equal for two mentions of one thing, None when it is nothing in particular.

    A group is one across pages when a country or a body says whose it is.
    """
    if entity.kind == "person":
        return None
    if entity.kind == "state" and entity.country:
        return entity.kind, entity.country
    if entity.kind == "place" and entity.latitude is not None:
        return entity.kind, entity.geonames, entity.latitude, entity.longitude
    if entity.made_by.name in NAMED:
        return None if fold(entity.name) in COMPASS else (entity.kind, fold(entity.name))
    if entity.made_by.name == GROUP and (entity.country or _of_a_body(entity.name)):
        return entity.kind, fold(entity.name), entity.country
    return None


@cache
def _body_leads() -> tuple[str, ...]:
    """Return how the name of a group begins that is a body's."""
    bodies = load_codebook().bodies.values()
    return tuple(f"{name} " for body in bodies for name in (body.name, *body.aliases))


def _of_a_body(name: str) -> bool:
    """Say whether a group is told to be a body's: "UN monitors", but not "Islamist militants"."""
    return name.startswith(_body_leads())


# ---------------------------------------------------------------- persons


def _same_person(entities: Sequence[Entity]) -> Iterator[tuple[int, int]]:
    """Yield pairs of persons that are one."""
    by_parts: dict[Parts, list[int]] = {}
    for at, entity in enumerate(entities):
        if entity.kind == "person":
            by_parts.setdefault(_known_as(entity), []).append(at)
    by_parts.pop((), None)
    full = {parts: found for parts, found in by_parts.items() if _is_full(parts)}
    yield from _chained(full.values())
    cluster = _cluster(sorted(full))
    for parts, first in cluster.items():
        yield full[first][0], full[parts][0]
    short = {parts: found for parts, found in by_parts.items() if parts not in full}
    yield from _attach(short, full, cluster, entities)


def _known_as(entity: Entity) -> Parts:
    """Return the parts of a person's name, or of the name of the one who holds his office.

    A name and an office together tell two men of one name apart; an office without a name is its
    holder only where that is certain. Nothing for who has no name and is not known by an office.
    """
    parts = name_parts(entity.name) if entity.made_by.name in NAMED else ()
    sure = {"certain", "possible"} if parts and not _is_full(parts) else {"certain"}
    holders = {office.holder for office in entity.offices if office.certainty in sure}
    holder = holder_parts(holders.pop() or "") if len(holders) == 1 else ()
    return holder if _is_full(holder) else parts


def holder_parts(name: str) -> Parts:
    """Return the parts of a holder's name without what tells a monarch: "Abdullah II of Jordan"."""
    words = name.split(" of ")[0].split()
    return name_parts(" ".join(word for word in words if not word.isupper() or "." in word))


def _is_full(parts: Parts) -> bool:
    """Say whether a name has a given name spelt out beside the family name."""
    return len(parts) > 1 and len(parts[0]) > 1


def _cluster(names: Sequence[Parts]) -> dict[Parts, Parts]:
    """Return each full name with the first of its cluster; a name that fits two stays alone.

    "George Petrov" fits both "George A. Petrov" and "George B. Petrov", who are two.
    """
    blocks: dict[Hashable, list[Parts]] = {}
    for parts in names:
        for key in set(_block_keys(parts)):
            blocks.setdefault(key, []).append(parts)
    near: dict[Parts, set[Parts]] = {}
    for block in blocks.values():
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                if compare_names(one, other) == "same":
                    near.setdefault(one, set()).add(other)
                    near.setdefault(other, set()).add(one)
    doubtful = {parts for parts, found in near.items() if _in_conflict(sorted(found))}
    index = {parts: at for at, parts in enumerate(names)}
    parents = list(range(len(names)))
    for one in sorted(near):
        for other in sorted(near[one]):
            if one not in doubtful and other not in doubtful:
                _join(parents, index[one], index[other])
    return {parts: names[_root(parents, at)] for parts, at in index.items()}


def _block_keys(parts: Parts) -> Iterator[Hashable]:
    """Yield the keys under which a name meets its other spellings: one letter less, any order."""
    given, family = parts[0], parts[-1]
    yield "pair", given, family
    yield "parts", tuple(sorted(parts))
    yield from (("family", given, less) for less in _less_one(family))
    yield from (("given", less, family) for less in _less_one(given))


def _less_one(word: str) -> Iterator[str]:
    """Yield a word and all words that it becomes when one letter is left out."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _in_conflict(names: Sequence[Parts]) -> bool:
    """Say whether two of some names are two people's."""
    return any(
        compare_names(one, other) == "different"
        for at, one in enumerate(names)
        for other in names[at + 1 :]
    )


def _attach(
    short: Mapping[Parts, Sequence[int]],
    full: Mapping[Parts, Sequence[int]],
    cluster: Mapping[Parts, Parts],
    entities: Sequence[Entity],
) -> Iterator[tuple[int, int]]:
    """Yield pairs that join a surname, or initials with one, to the only person it can be."""
    people: dict[Hashable, set[Parts]] = {}
    countries: dict[Parts, set[str]] = {}
    for parts, found in full.items():
        first = cluster[parts]
        known = {entities[at].country for at in found} - {None}
        countries.setdefault(first, set()).update(code for code in known if code)
        for family in _families(parts, known):
            people.setdefault(family, set()).add(first)
            people.setdefault((parts[0][0], family), set()).add(first)
    for parts, found in short.items():
        key = parts[-1] if len(parts) == 1 else (parts[0][0], parts[-1])
        possible = people.get(key, set())
        target = next(iter(possible)) if len(possible) == 1 else None
        if target and len(parts) > 1 and compare_names(parts, target) == "different":
            target = None
        rest: dict[str, list[int]] = {}
        for at in found:
            country = entities[at].country
            if target and parts[-1] != target[0] and _goes_by_given_name(entities[at]):
                continue
            fits = not country or not (target and countries[target])
            if target and (fits or country in countries[target]):
                yield full[target][0], at
            elif country:
                rest.setdefault(country, []).append(at)
        if len(possible) < 2:
            yield from _chained(rest.values())


@cache
def _given_name_titles() -> frozenset[str]:
    """Return the words of titles whose holders go by a given name."""
    titles = [title for title in load_codebook().titles.values() if title.by_given]
    return frozenset(word for title in titles for word in (title.name, *title.words))


def _goes_by_given_name(entity: Entity) -> bool:
    """Say whether a person is a monarch: "King Hussein" is nobody of the family Hussein."""
    return not _given_name_titles().isdisjoint(entity.titles)


def _families(parts: Parts, countries: Iterable[str | None]) -> set[str]:
    """Return the words by which a person may be called alone.

    The first part counts where family names come first, or where it is no known given name.
    """
    names = {parts[-1], *(family_of(parts, country) for country in countries)}
    if parts[0] not in given_names():
        names.add(parts[0])
    return names


# ---------------------------------------------------------------- the record


def _merged(members: Sequence[Entity]) -> Entity:
    """Return the record of page entities that are one; `members` are sorted by id."""
    ids = tuple(entity.id for entity in members)
    name = _name(members)
    aliases = {alias for entity in members for alias in (entity.name, *entity.aliases)}
    titles = Counter(title for entity in members for title in entity.titles)
    located = next((one for one in members if one.latitude is not None), members[0])
    return Entity(
        id=make_id("entity", *ids),
        kind=_commonest(entity.kind for entity in members) or members[0].kind,
        name=name,
        country=_commonest(entity.country for entity in members),
        sector=_commonest(entity.sector for entity in members),
        titles=tuple(sorted(titles, key=lambda title: (-titles[title], title))),
        offices=_offices(members),
        feature=located.feature,
        division=located.division,
        geonames=located.geonames,
        latitude=located.latitude,
        longitude=located.longitude,
        aliases=tuple(sorted(aliases - {name})),
        members=ids,
        evidence=_evidence(members),
        made_by=MadeBy(
            kind="rule",
            name=members[0].made_by.name if len(members) == 1 else "entity across pages",
            version=CODEBOOK_VERSION,
            reason=members[0].made_by.reason if len(members) == 1 else _reason(members),
        ),
        score=max(entity.score for entity in members),
    )


def _offices(members: Sequence[Entity]) -> tuple[Office, ...]:
    """Return the offices of all pages by their first day, each term once, the surest basis of it.

    What a page says is surer than the table alone.
    """
    every = sorted(
        (office for entity in members for office in entity.offices),
        key=lambda o: (o.start or date.max, o.of or "", o.title, _doubt(o), o.basis),
    )
    terms = {(o.title, o.of, o.holder, o.start, o.end): o for o in reversed(every)}
    return tuple(reversed(terms.values()))


def _doubt(office: Office) -> int:
    """Return how unsure the table is of an office."""
    return BEST_FIRST.index(office.certainty) if office.certainty else len(BEST_FIRST)


def _reason(members: Sequence[Entity]) -> str:
    names = sorted({entity.name for entity in members})
    return f"{len(members)} page entities joined by name: {', '.join(names)}"


def _name(members: Sequence[Entity]) -> str:
    """Return a person's fullest name, else the most frequent; ties by the alphabet."""
    named = [entity for entity in members if entity.made_by.name in NAMED]
    counts = Counter(entity.name for entity in named or members)
    if members[0].kind != "person":
        return min(counts, key=lambda name: (-counts[name], -len(name), name))
    return min(counts, key=lambda name: (-_spelt_out(name), -counts[name], -len(name), name))


def _spelt_out(name: str) -> int:
    """Return how many parts of a personal name are more than an initial."""
    return sum(len(part) > 1 for part in name_parts(name))


def _commonest(values: Iterable[Value | None]) -> Value | None:
    """Return the most frequent value that is not None; ties by the alphabet."""
    counts = Counter(value for value in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _evidence(members: Sequence[Entity]) -> tuple[Evidence, ...]:
    """Return the union of the evidence, by document and place."""
    found = {item for entity in members for item in entity.evidence}
    return tuple(sorted(found, key=lambda item: (item.document_id, item.start, item.end)))
