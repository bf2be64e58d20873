"""Which page entities are one person, state, body, group or place, across the pages given.

Names are blocked (a dictionary from each spelling and each spelling less one letter), compared
only within blocks, and joined by union-find; so the work grows with the number of names, and the
order of the pages never matters. What many pages call alike is compared once. Unnamed persons never
merge: the French president of one page may be another man than the one of the next.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from demarche.codebook.load import load_codebook
from demarche.codebook.phrases import fold
from demarche.crisis.joining import joined
from demarche.extract.naming import compare_names, family_of, given_names, name_parts
from demarche.records import Certainty, Entity, EntityKind

Parts = tuple[str, ...]

NAMED = ("entity by codebook", "entity by name")
GROUP = "entity by group"
# Half of one country on one page, another country's on the next.
COMPASS = frozenset({"north", "south", "east", "west"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All of a page entity that says who or what it is; many pages see the same."""

    kind: EntityKind
    name: str
    country: str | None
    rule: str  # name of what made it
    geonames: int | None
    latitude: float | None
    longitude: float | None
    titles: tuple[str, ...]
    holders: tuple[tuple[str | None, Certainty | None], ...]  # of its offices, and how sure


def sight_of(entity: Entity) -> Sight:
    """Return what a page entity is seen as; only of persons titles and offices say who they are."""
    person = entity.kind == "person"
    return Sight(
        kind=entity.kind,
        name=entity.name,
        country=entity.country,
        rule=entity.made_by.name,
        geonames=entity.geonames,
        latitude=entity.latitude,
        longitude=entity.longitude,
        titles=entity.titles if person else (),
        holders=tuple((o.holder, o.certainty) for o in entity.offices if person),
    )


def group_entities(seen: Mapping[Sight, Sequence[str]]) -> list[list[str]]:
    """Return the ids of page entities that are one, sorted, group by group.

    `seen` has the ids of the entities by what they are seen as; each id is in one group.
    """
    sights = list(seen)
    pairs = [*_same_thing(sights), *_same_person(sights)]
    one = {at for pair in pairs for at in pair}  # sights whose entities are one; others stand alone
    groups: list[list[str]] = []
    for group in joined(len(sights), pairs):
        ids = [id for at in group for id in seen[sights[at]]]
        groups += [sorted(ids)] if group[0] in one else [[id] for id in ids]
    return groups


def _chained(groups: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield pairs that join all sights of each group; one with itself joins its entities."""
    for group in groups:
        yield from ((group[0], at) for at in group)


# ---------------------------------------------------------------- states, bodies, groups, places


def _same_thing(sights: Sequence[Sight]) -> Iterator[tuple[int, int]]:
    """Yield pairs of sights other than persons that are one by kind, name and country."""
    found: dict[Hashable, list[int]] = {}
    spots: dict[Hashable, set[Hashable]] = {}  # of places by name, where they lie
    for at, sight in enumerate(sights):
        key = _thing_key(sight)
        if key is not None:
            found.setdefault(key, []).append(at)
        if sight.kind == "place" and sight.latitude is not None:
            spots.setdefault((sight.kind, fold(sight.name)), set()).add(key)
    yield from _chained(found.values())
    for name, lying in spots.items():  # a place without coordinates is the only one of its name
        if len(lying) == 1 and name in found:
            yield found[next(iter(lying))][0], found[name][0]


def _thing_key(sight: Sight) -> Hashable | None:
    """Return what is equal for two mentions of one thing, None when it is nothing in particular.

    A group is one across pages when a country or a body says whose it is.
    """
    if sight.kind == "person":
        return None
    if sight.kind == "state" and sight.country:
        return sight.kind, sight.country
    if sight.kind == "place" and sight.latitude is not None:
        return sight.kind, sight.geonames, sight.latitude, sight.longitude
    if sight.rule in NAMED:
        return None if fold(sight.name) in COMPASS else (sight.kind, fold(sight.name))
    if sight.rule == GROUP and (sight.country or _of_a_body(sight.name)):
        return sight.kind, fold(sight.name), sight.country
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


def _same_person(sights: Sequence[Sight]) -> Iterator[tuple[int, int]]:
    """Yield pairs of persons that are one."""
    by_parts: dict[Parts, list[int]] = {}
    for at, sight in enumerate(sights):
        if sight.kind == "person":
            by_parts.setdefault(_known_as(sight), []).append(at)
    by_parts.pop((), None)
    full = {parts: found for parts, found in by_parts.items() if _is_full(parts)}
    yield from _chained(full.values())
    cluster = _cluster(sorted(full))
    for parts, first in cluster.items():
        yield full[first][0], full[parts][0]
    short = {parts: found for parts, found in by_parts.items() if parts not in full}
    yield from _attach(short, full, cluster, sights)


def _known_as(sight: Sight) -> Parts:
    """Return the parts of a person's name, or of the name of the one who holds his office.

    A name and an office together tell two men of one name apart; an office without a name is its
    holder only where that is certain. Nothing for who has no name and is not known by an office.
    """
    parts = name_parts(sight.name) if sight.rule in NAMED else ()
    sure = {"certain", "possible"} if parts and not _is_full(parts) else {"certain"}
    holders = {holder for holder, certainty in sight.holders if certainty in sure}
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
    given, family = (Counter(parts[at] for parts in names) for at in (0, -1))
    for parts in names:
        alone = given[parts[0]] == 1, family[parts[-1]] == 1
        for key in set(_block_keys(parts, *alone)):
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
    pairs = (
        (index[one], index[other])
        for one in near.keys() - doubtful
        for other in near[one] - doubtful
    )
    groups = joined(len(names), pairs)
    return {names[at]: names[group[0]] for group in groups for at in group}


def _block_keys(parts: Parts, only_given: bool, only_family: bool) -> Iterator[Hashable]:
    """Yield the keys under which a name meets its other spellings: one letter less, any order.

    Whose given name, or family name, nobody else has meets none by it.
    """
    given, family = parts[0], parts[-1]
    yield "parts", tuple(sorted(parts))
    if not only_given:
        yield from (("family", given, less) for less in _less_one(family))
    if not only_family:
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
    sights: Sequence[Sight],
) -> Iterator[tuple[int, int]]:
    """Yield pairs that join a surname, or initials with one, to the only person it can be."""
    people: dict[Hashable, set[Parts]] = {}
    countries: dict[Parts, set[str]] = {}
    for parts, found in full.items():
        first = cluster[parts]
        known = {sights[at].country for at in found} - {None}
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
            country = sights[at].country
            if target and parts[-1] != target[0] and _goes_by_given_name(sights[at]):
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


def _goes_by_given_name(sight: Sight) -> bool:
    """Say whether a person is a monarch: "King Hussein" is nobody of the family Hussein."""
    return not _given_name_titles().isdisjoint(sight.titles)


def _families(parts: Parts, countries: Iterable[str | None]) -> set[str]:
    """Return the words by which a person may be called alone.

    The first part counts where family names come first, or where it is no known given name.
    """
    names = {parts[-1], *(family_of(parts, country) for country in countries)}
    if parts[0] not in given_names():
        names.add(parts[0])
    return names
