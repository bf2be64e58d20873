"""Descriptions of a named person: "the spiritual leader", "the 66-year-old Texan".

What neither office, country nor apposition tells is left to the network's scorer of coreference,
and only where all names that it puts together with a description are one person's of the page.
"""

import re
from collections.abc import Sequence

from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members, profile
from demarche.extract.sights import Sight
from demarche.reader.links import find_antecedents

DESCRIBED = ("office", "nominal")
# By these a description is of somebody else, or of a thing of his: "the ex-dictator's funeral".
AGED = re.compile(r"\bthe \d{2} ?-? ?year ?-? ?old( \w+){0,3}$", re.I)
AGED_REACH = 3  # paragraphs back, which in the press are a sentence or two; a judgement
AGE_TOKENS = 8  # of "the 66 - year - old Texan diplomat"
OTHERS = re.compile(r"['\u2019]s?\s|\b(?:ex|former|late|then)\b", re.I)


def link_descriptions(actors: Sequence[Actor], links: Links, sights: Sequence[Sight]) -> Links:
    """Return `links` with descriptions of one person joined to the person named."""
    grouped = members(links, actors)
    named = {number for number, known in grouped.items() if any(a.form == "name" for a in known)}
    unnamed = {
        number
        for number, known in grouped.items()
        if number not in named and all(map(_is_description, known))
    }
    if not unnamed or not named:
        return links
    at_head = {
        (actor.passage, token): links[at]
        for at, actor in enumerate(actors)
        if at in links and actor.kind == "person"
        for token in range(actor.core[0], actor.core[1] + 1)
    }
    annotations = [sight.passage.annotation for sight in sights]
    numbers = {
        (passage, at): number
        for passage, annotation in enumerate(annotations)
        for at, mention in enumerate(annotation.mentions)
        if (number := at_head.get((sights[passage].number, mention.head))) is not None
    }
    wanted = [place for place, number in numbers.items() if number in unnamed]
    if not wanted:
        return links
    meant: dict[int, set[int]] = {}
    for place, chain in find_antecedents(annotations, wanted).items():
        people = {numbers[one] for one in chain if numbers.get(one) in named}
        meant.setdefault(numbers[place], set()).update(people)
    joined = {
        number: person
        for number, people in meant.items()
        for person in people
        if len(people) == 1 and _agree(grouped[number], grouped[person])
    }
    return {at: joined.get(number, number) for at, number in links.items()}


def link_aged(actors: Sequence[Actor], links: Links, sights: Sequence[Sight]) -> Links:
    """Return `links` with "the 66-year-old Texan" joined to the person told of last.

    An age with "the" is how the press speaks once more of whom it has just named.
    """
    grouped = members(links, actors)
    named = {number for number, known in grouped.items() if any(a.form == "name" for a in known)}
    joined: dict[int, int] = {}
    for at, number in links.items():
        actor = actors[at]
        if number in named or actor.form not in DESCRIBED or not _has_age(actor, sights):
            continue
        before = [other for other in links if _is_told_of(actors[other], actor, sights)]
        if before:
            teller = max(before, key=lambda o: (actors[o].passage, actors[o].first))
            last = links[teller]
            between = range(actors[teller].passage + 1, actor.passage)
            others = any(a.kind == "person" and a.passage in between for a in actors)
            if last in named and not others and _agree(grouped[number], grouped[last]):
                joined[number] = last
    return {at: joined.get(number, number) for at, number in links.items()}


def _has_age(actor: Actor, sights: Sequence[Sight]) -> bool:
    words = sights[actor.passage].words
    start = max(0, actor.last + 1 - AGE_TOKENS)
    return AGED.search(" ".join(words[start : actor.last + 1])) is not None


def _is_told_of(person: Actor, description: Actor, sights: Sequence[Sight]) -> bool:
    """Say whether a person is the subject of a clause before, in this paragraph or those near."""
    near = description.passage - AGED_REACH <= person.passage <= description.passage
    earlier = (person.passage, person.last) < (description.passage, description.first)
    if person.kind != "person" or not near or not earlier:
        return False
    tree = sights[person.passage].tree
    return any(tree.rels[at] == "nsubj" for at in range(person.core[0], person.core[1] + 1))


def _is_description(actor: Actor) -> bool:
    return (
        actor.form in DESCRIBED
        and actor.kind == "person"
        and actor.definite
        and not actor.indefinite
        and not actor.plural
        and not actor.past
        and actor.owner is None
        and OTHERS.search(actor.text) is None
    )


def _titles(known: Sequence[Actor]) -> set[str]:
    """Return the names of somebody's titles, whatever stands before them."""
    return {actor.title.name for actor in known if actor.title}


def _offices(known: Sequence[Actor]) -> set[tuple[str, bool]]:
    """Return the names of somebody's titles, and whether each is a deputy's."""
    return {(actor.title.name, actor.changed) for actor in known if actor.title}


def _agree(description: Sequence[Actor], person: Sequence[Actor]) -> bool:
    """Say whether nothing known of a description speaks against its being a person."""
    one, other = profile(description), profile(person)
    if _titles(description) & _titles(person) and not _offices(description) & _offices(person):
        return False  # "the president" is no vice president
    return not (
        (one.gender and other.gender and one.gender != other.gender)
        or (one.country and other.country and one.country != other.country)
    )
