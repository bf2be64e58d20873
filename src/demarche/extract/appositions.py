"""Somebody described and named side by side is one person: "the youth, Ivan Petrov", "deputy
superintendent of police Ivan Petrov".

Titles that lead straight to a name are read with it already (see `titles`); here are those with
words between, and descriptions that no list has.
"""

from collections.abc import Iterator, Sequence

from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members, profile
from demarche.extract.pronouns import head_of
from demarche.extract.sights import Sight

DESCRIBED = ("office", "nominal")
# What may follow a name that only tells who was described: the end of the apposition, or the verb.
DETERMINERS = frozenset("a an the his her its their our my your this that another one".split())
# Words after which somebody else is told of, whatever the tree says.
ADDING = frozenset("and or nor but as with including like plus".split())
ENDS = frozenset({",", ".", ")", "who", "whom", "whose", ";"})


def link_appositions(actors: Sequence[Actor], links: Links, sights: Sequence[Sight]) -> Links:
    """Return `links` with unnamed persons joined to the name that stands beside them."""
    links = dict(links)
    for at, beside in _pairs(actors, links, sights):
        moved, stays = links[at], links[beside]
        if moved == stays:
            continue
        grouped = members(links, actors)
        if not _can_be_one([actors[at]], grouped[stays]):
            continue
        if _can_be_one(grouped[moved], grouped[stays]):
            links = {index: stays if number == moved else number for index, number in links.items()}
        elif any(actor.form == "name" for actor in grouped[moved]):
            links[at] = stays  # what stands beside a name is surer than an office elsewhere
    return links


def _pairs(
    actors: Sequence[Actor], links: Links, sights: Sequence[Sight]
) -> Iterator[tuple[int, int]]:
    """Yield (description, name), by index, where both are one phrase."""
    described: dict[int, list[int]] = {}
    named: dict[int, list[int]] = {}
    for at in sorted(links):
        actor = actors[at]
        if actor.kind == "person" and not actor.plural:
            if actor.form in DESCRIBED:
                described.setdefault(actor.passage, []).append(at)
            elif actor.form == "name":
                named.setdefault(actor.passage, []).append(at)
    for passage, found in described.items():
        for at in found:
            for other in named.get(passage, ()):
                if _is_beside(actors[at], actors[other], sights[passage]):
                    yield at, other


def _is_beside(description: Actor, name: Actor, sight: Sight) -> bool:
    """Say whether a description stands right before a name, or the tree has them in apposition."""
    gap = sight.words[description.last + 1 : name.first]
    if description.last < name.first and not gap:
        return _in_one_phrase(description, name, sight)
    if description.last < name.first and gap == (",",):
        after = sight.words[name.last + 1 : name.last + 2]
        told = not after or after[0] in ENDS or _is_verb(sight, name.last + 1)
        opens = _is_determined(description, sight) or _opens(description, sight)
        # "The envoy of the minister, Ivan Petrov": whose envoy is not told again.
        within = sight.tree.rels[head_of(description, sight)] == "nmod"
        return told and opens and not within and not _is_listed(name, sight)
    return _in_apposition(description, name, sight)


def _in_one_phrase(description: Actor, name: Actor, sight: Sight) -> bool:
    """Say whether two that touch are no object and subject: "X told the envoy Ivan Petrov left"."""
    rels = sight.tree.rels
    subject = rels[head_of(name, sight)] in ("nsubj", "csubj")
    return not (subject and rels[head_of(description, sight)] in ("obj", "iobj", "obl"))


def _in_apposition(description: Actor, name: Actor, sight: Sight) -> bool:
    """Say whether the tree makes one the apposition of the other, with no verb between."""
    tree = sight.tree
    between = range(min(description.last, name.last) + 1, max(description.first, name.first))
    if any(_is_verb(sight, at) or tree.words[at] in ADDING for at in between):
        return False
    for one, other in ((description, name), (name, description)):
        head = head_of(one, sight)
        apart = one.first > other.last or other.first > one.last
        if tree.rels[head] == "appos" and other.first <= tree.heads[head] <= other.last and apart:
            return not _is_listed(one, sight)
    return False


def _is_determined(actor: Actor, sight: Sight) -> bool:
    first = sight.words[actor.first].lower()
    return actor.definite or actor.indefinite or first in DETERMINERS


def _opens(actor: Actor, sight: Sight) -> bool:
    """Say whether a phrase without an article opens its sentence, as agencies write offices."""
    start = sight.tree.annotation.sentences[sight.tree.sentence[actor.first]][0]
    return actor.first - start <= 1


def _is_verb(sight: Sight, at: int) -> bool:
    return sight.tree.annotation.tokens[at].upos in ("VERB", "AUX")


def _is_listed(actor: Actor, sight: Sight) -> bool:
    """Say whether a mention is one of several that are counted up."""
    head = head_of(actor, sight)
    return sight.tree.rels[head] == "conj" or any(
        sight.tree.rels[child] == "conj" for child in sight.tree.children[head]
    )


def _can_be_one(described: Sequence[Actor], named: Sequence[Actor]) -> bool:
    """Say whether a description without a name can be the named one."""
    one, other = profile(described), profile(named)
    if one.parts or not all(actor.form in DESCRIBED for actor in described):
        return False
    genders = {one.gender, other.gender} - {None}
    countries = {one.country, other.country} - {None}
    return len(genders) < 2 and len(countries) < 2
