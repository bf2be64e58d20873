"""Which mentions of states, bodies, places and groups on a page are one and the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from demarche.codebook.load import Codebook
from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members, names_by_passage, person_at, profile
from demarche.extract.sights import Sight

# Words for any organisation: "the group said" after one was named.
ANY_BODY = frozenset(
    {"group", "organization", "organisation", "body", "agency", "movement", "party", "bloc"}
)


def link_by_key(
    actors: Sequence[Actor], links: Links, codebook: Codebook
) -> tuple[Links, tuple[Actor, ...]]:
    """Return `links` with states, bodies, places and groups, by their key; countries filled in.

    A group without a country is the page's only group of that word with one, where that is the
    country that the page speaks of most.
    """
    people, named = members(links, actors), names_by_passage(actors, links)
    placed = [_with_owner(actor, people, named) for actor in actors]
    whose: dict[str, set[str]] = {}
    for actor in placed:
        if actor.form == "group" and actor.key and (owner := _owner_of(actor, named)):
            whose.setdefault(actor.key, set()).add(owner)
    main = _main_country(placed)
    links = dict(links)
    first: dict[str, int] = {}
    for at, actor in enumerate(placed):
        if actor.key is None:
            continue
        key = actor.key
        if actor.form == "group":
            only = whose.get(key, set())
            owner = _owner_of(actor, named)
            gone = owner.isdigit() and any(one.past for one in people[int(owner)])
            if len(only) == 1 and owner.isdigit() and not gone:
                owner = ""  # "Petrov's government" is the government, where there is no other
            bare = not (owner or actor.narrowed) and (
                actor.text == key.removeprefix(f"{actor.kind} ")
            )
            party = actor.kind != "population" or actor.sector == "OPP"
            if bare and party and len(only) == 1 and only <= main and not actor.indefinite:
                placed[at] = actor = replace(actor, country=next(iter(only)))
                owner = next(iter(only))
            key = f"{key} {actor.text} {owner} {actor.narrowed}"
            placed[at] = replace(actor, text=_group_name(actor, codebook))
        links[at] = first.setdefault(key, at)
    return links, tuple(placed)


def _main_country(actors: Sequence[Actor]) -> set[str]:
    """Return the country that is named most, all of them where several are."""
    counts = Counter(actor.country for actor in actors if actor.country)
    most = max(counts.values(), default=0)
    return {country for country, count in counts.items() if country and count == most}


def _with_owner(
    actor: Actor,
    people: Mapping[int, Sequence[Actor]],
    named: Mapping[int, list[tuple[int, Actor]]],
) -> Actor:
    """Return a group with the country of the person it belongs to: "Petrov's government"."""
    if actor.form != "group" or actor.country:
        return actor
    owner = person_at(actor, named)
    return actor if owner is None else replace(actor, country=profile(people[owner]).country)


def _owner_of(actor: Actor, named: Mapping[int, list[tuple[int, Actor]]]) -> str:
    """Return whose a group is: a country, the number of a person, or "" where nothing tells."""
    person = None if actor.country else person_at(actor, named)
    return actor.country or ("" if person is None else str(person))


def _group_name(actor: Actor, codebook: Codebook) -> str:
    """Return what a group is called: "Syrian rebels", "UN Security Council diplomats"."""
    country = codebook.countries.get(actor.country or "")
    whose = "" if country is None else (*country.adjectives, country.name)[0]
    return " ".join(filter(None, (actor.narrowed, whose, actor.text)))


def link_bodies(
    actors: Sequence[Actor], links: Links, sights: Sequence[Sight]
) -> tuple[Links, tuple[Actor, ...]]:
    """Return `links` and mentions with "the council", "the group" for a body named before."""
    links, found = dict(links), list(actors)
    covered = {(a.passage, t) for a in actors for t in range(a.core[0], a.core[1] + 1)}
    bodies = [
        (at, a) for at, a in enumerate(actors) if a.kind in ("organ", "organisation", "armed group")
        and a.form in ("codebook", "organisation") and at in links
    ]  # fmt: skip
    for sight in sights:
        for token, word in enumerate(sight.tree.words):
            before = sight.tree.words[token - 1] if token else ""
            if before != "the" or (sight.number, token) in covered or not word.isalpha():
                continue
            target = _body_called(word, sight.number, token, bodies)
            if target is not None and sight.tree.annotation.tokens[token].upos in ("NOUN", "PROPN"):
                links[len(found)] = links[target]
                found.append(
                    replace(
                        actors[target],
                        passage=sight.number,
                        first=token,
                        last=token,
                        core=(token, token),
                        form="nominal",
                    )
                )
    return links, tuple(found)


def _body_called(
    word: str, passage: int, token: int, bodies: Sequence[tuple[int, Actor]]
) -> int | None:
    """Return the mention of the latest body before a token whose name ends in `word`."""
    earlier = [(at, a) for at, a in bodies if (a.passage, a.first) < (passage, token)]
    for at, actor in reversed(earlier):
        if actor.text.lower().split()[-1] == word and " " in actor.text:
            return at
    # A word for any body reaches back one paragraph at most.
    near = [at for at, a in earlier if a.passage >= passage - 1 and _is_called(a, word)]
    return near[-1] if near else None


def _is_called(body: Actor, word: str) -> bool:
    """Say whether a word for any body may mean one; of those of the codebook, for parties alone."""
    named = body.form == "organisation" or (word == "party" and body.sector == "PTY")
    return named and word in ANY_BODY
