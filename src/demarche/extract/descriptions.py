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


def _is_description(actor: Actor) -> bool:
    return (
        actor.form in DESCRIBED
        and actor.kind == "person"
        and actor.definite
        and not actor.indefinite
        and not actor.plural
        and not actor.past
        and OTHERS.search(actor.text) is None
    )


def _agree(description: Sequence[Actor], person: Sequence[Actor]) -> bool:
    """Say whether nothing known of a description speaks against its being a person."""
    one, other = profile(description), profile(person)
    return not (
        (one.gender and other.gender and one.gender != other.gender)
        or (one.country and other.country and one.country != other.country)
    )
