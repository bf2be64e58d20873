"""The sides of an act: which nouns stand for political actors, and as what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from demarche.extract.entities import PageEntities
from demarche.extract.trees import Tree, has_word, kin, phrase, span_of
from demarche.records import Entity, Participant, Passage, Reference
from demarche.spans import Span

POLITICAL = frozenset({"state", "government", "organ", "organisation", "armed group", "population"})
# Kinds that are political only where a state or a political sector is known of them.
PERHAPS = frozenset({"person", "organisation"})
# PLOVER sectors that report, teach, heal and trade: their acts are no politics.
UNPOLITICAL = frozenset({"JRN", "EDU", "MED", "BUS", "AGR", "ELI"})
# What may be done to whom. The political come in everywhere; to a sufferer, whoever has a name or a
# place, political or not: those released and arrested, towns shelled, refugees fed.
Role = Literal["actor", "recipient", "sufferer"]
BARRED: Mapping[Role, frozenset[str]] = {
    "actor": frozenset({"place", "vessel", "document", "other"}),
    "recipient": frozenset({"place", "vessel", "document", "other"}),
    "sufferer": frozenset({"document", "other"}),
}
OWNED_DEEP = 3  # steps from a thing to whom it belongs; deeper ones say where or what for
OWNING = frozenset({"of", "in", "from", "by"})  # "the request from Chad"
# "the Kremlin-backed plan": who backs a thing, or watches it, does not take it.
BACKED = re.compile(
    r"[-\u2010](?:backed|sponsored|brokered|mandated|mediated|supported|based|monitored|observed)\b"
)
PRONOUNS = frozenset({"it", "its", "they", "them", "their", "he", "him", "his", "she", "her"})


@dataclass(frozen=True, slots=True)
class Side:
    """One party to an act: the entity, and the words that name it (span of the document)."""

    entity: Entity
    mention: Span


def is_political(entity: Entity) -> bool:
    """Say whether an entity can act in politics: a body, a group, a person of office."""
    if entity.sector in UNPOLITICAL:
        return False
    if entity.kind in PERHAPS:
        return bool(entity.country or entity.sector)
    return entity.kind in POLITICAL


def find_sides(
    tree: Tree,
    passage: Passage,
    at: int,
    entities: PageEntities,
    heads: Iterable[int],
    *,
    role: Role,
    vouched: bool = False,
) -> tuple[Side, ...]:
    """Return the parties that noun heads stand for, each entity once.

    A head that is no such party itself may belong to one ("Syrian positions", "the capital of
    Chad"): then that one is the party. `vouched` is for acts that the network sees: then any person
    or organisation may act, and one that any preposition joins to the head is a party too ("a
    complaint against Chad").
    """
    found: dict[str, Side] = {}
    for head in heads:
        side = _side(tree, passage, at, entities, head, role=role, vouched=vouched)
        if side is not None:
            found.setdefault(side.entity.id, side)
    return tuple(found.values())


def _side(
    tree: Tree,
    passage: Passage,
    at: int,
    entities: PageEntities,
    head: int,
    *,
    role: Role,
    vouched: bool,
) -> Side | None:
    mention = passage.place(span_of(tree, _mention(tree, head)))
    entity = entities.at(at, passage.words(head, head))
    if entity is None and tree.annotation.tokens[head].upos == "PROPN":
        entity = entities.at(at, mention)
    for beside in kin(tree, head, "appos", "flat"):  # "the organisation Red Dawn"
        entity = entity or entities.at(at, passage.words(beside, beside))
    if entity is not None:
        if _takes_part(entity, role, vouched=vouched):
            return Side(entity, mention)
        if entity.kind not in ("place", "other", "document"):
            return None
    for owner in _owners(tree, head, through=vouched):
        entity = entities.at(at, passage.words(owner, owner))
        owns = tree.annotation.tokens[owner].deprel == "nmod:poss"  # "the envoy's offer"
        if entity is None:
            continue
        if is_political(entity) and (owns or entity.kind in POLITICAL):
            return Side(entity, mention)
        if role == "sufferer" and entity.kind == "place":  # "the market of Basra"
            return Side(entity, mention)
    return None


def _takes_part(entity: Entity, role: Role, *, vouched: bool) -> bool:
    if is_political(entity):
        return True
    if entity.kind in BARRED[role]:
        return False
    if role == "sufferer":
        return True
    if role == "recipient" and entity.kind == "person":
        return True
    return vouched and entity.kind in PERHAPS and entity.sector not in UNPOLITICAL


def _mention(tree: Tree, head: int) -> tuple[int, ...]:
    """The noun phrase of a head without its preposition."""
    tokens = phrase(tree, head)
    return tuple(t for t in tokens if not (tree.rels[t] == "case" and tree.heads[t] == head))


def _owners(tree: Tree, head: int, *, through: bool, depth: int = 1) -> Sequence[int]:
    """Words that say to whom a thing belongs: possessives, adjectives, names before it, "of".

    With `through`, whatever a preposition joins to it, and the owners of the owners, nearest
    first ("positions in the region of Chad").
    """
    if tree.words[head] in PRONOUNS:
        return ()
    owners = [*kin(tree, head, "nmod:poss"), *kin(tree, head, "amod", "compound")]
    for child in kin(tree, head, "nmod"):
        if child not in owners and (through or has_word(tree, child, OWNING, "case")):
            owners.append(child)
    if through and depth < OWNED_DEEP:
        further = [
            each for owner in owners for each in _owners(tree, owner, through=True, depth=depth + 1)
        ]
        owners += [each for each in further if each not in owners]
    return owners


def participant(side: Side, text: str) -> Participant:
    """Return a side as it stands in an event."""
    return Participant(
        entity=Reference(id=side.entity.id, name=side.entity.name),
        country=side.entity.country,
        sector=side.entity.sector,
        mention=side.mention.of(text),
    )
