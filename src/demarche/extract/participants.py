"""The sides of an act: which nouns stand for political actors, and as what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demarche.extract.entities import PageEntities
from demarche.extract.trees import Tree, has_word, kin, phrase, span_of
from demarche.records import Entity, Participant, Passage, Reference
from demarche.spans import Span

POLITICAL = frozenset({"state", "government", "organ", "organisation", "armed group", "population"})
# Kinds that are political only where a state or a political sector is known of them.
PERHAPS = frozenset({"person", "organisation"})
# PLOVER sectors that report, teach, heal and trade: their acts are no politics.
UNPOLITICAL = frozenset({"JRN", "EDU", "MED", "BUS", "AGR", "ELI"})
# What can suffer an act without being a political actor itself.
SUFFERING = frozenset({"place", "vessel", "person"})
OWNED_DEEP = 3  # steps from a thing to whom it belongs; deeper ones say where or what for
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
    suffering: bool = False,
    through: bool = False,
) -> tuple[Side, ...]:
    """Return the political parties that noun heads stand for, each entity once.

    A head that is no political actor itself may belong to one ("Syrian positions", "the capital
    of Chad"): then that one is the party. With `suffering`, any person, place or vessel counts;
    with `through`, so does any person or organisation, and one that any preposition joins to the
    head ("a complaint against Chad"): for acts that the network vouches for.
    """
    found: dict[str, Side] = {}
    for head in heads:
        side = _side(tree, passage, at, entities, head, suffering=suffering, through=through)
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
    suffering: bool,
    through: bool,
) -> Side | None:
    mention = passage.place(span_of(tree, _mention(tree, head)))
    entity = entities.at(at, passage.words(head, head))
    if entity is None and tree.annotation.tokens[head].upos == "PROPN":
        entity = entities.at(at, mention)
    for beside in kin(tree, head, "appos", "flat"):  # "the organisation Red Dawn"
        entity = entity or entities.at(at, passage.words(beside, beside))
    if entity is not None:
        if is_political(entity) or (suffering and entity.kind in SUFFERING):
            return Side(entity, mention)
        if through and entity.kind in PERHAPS and entity.sector not in UNPOLITICAL:
            return Side(entity, mention)
        if entity.kind not in ("place", "other", "document"):
            return None
    for owner in _owners(tree, head, through=through):
        entity = entities.at(at, passage.words(owner, owner))
        owns = tree.annotation.tokens[owner].deprel == "nmod:poss"  # "the envoy's offer"
        if entity is not None and is_political(entity) and (owns or entity.kind in POLITICAL):
            return Side(entity, mention)
    return None


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
        if child not in owners and (through or has_word(tree, child, ("of", "in"), "case")):
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
