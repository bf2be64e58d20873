"""Whom an issue is about where a stand is told: sanctions on whom, whose leader, arms to whom.

First the words by the matter itself ("sanctions ON CHAD", "CHAD'S nuclear work", "recognised
CHAD"), then those of the clause that tells the stand ("threatened CHAD with sanctions", "urged CHAD
to halt enrichment"), else the state that the page is clearly about.
"""

from collections.abc import Iterable, Iterator, Sequence

from demarche.codebook.issues import Issue
from demarche.codebook.words import CueBook
from demarche.extract.doers import RELATIVE, subject_of
from demarche.extract.participants import Side, find_sides
from demarche.extract.roles import with_case
from demarche.extract.stands import Stand
from demarche.extract.topics import Ground, Topic
from demarche.extract.trees import Tree, ancestors, conjuncts, has_word, kin
from demarche.records import Entity

LEAST = 3  # mentions of the state that a page is about
LEADING = 1.5  # times as many as of any other state; both judgements, not counts
# What acts and suffers for itself, though it has a country: "arms to the rebels".
ITSELF = frozenset({"armed group", "organisation"})
OWNED = ("nmod:poss", "amod", "compound")
OF = frozenset({"of"})
WITH = frozenset({"with"})


def find_target(
    ground: Ground, topic: Topic, stand: Stand, actor: Entity, issue: Issue | None, cues: CueBook
) -> tuple[Entity | None, Side | None]:
    """Return whom an issue is about and the words that say so, none where the page as a whole does.

    A plan that a page names says itself what it is about: none.
    """
    if issue is None:
        return None, None
    barred = issue.outward and (stand.sign > 0 or issue.id == "talks")
    for heads in _named(ground.tree, topic, stand, issue, cues):
        for side in _sides(ground, heads):
            found = _whole(ground, side.entity)
            if not (barred and is_same_state(found, actor)):
                return found, side
    leading = leading_state(ground.entities.entities, {actor.country} if barred else set())
    return leading, None


def leading_state(entities: Iterable[Entity], but: set[str | None]) -> Entity | None:
    """Return the state that a page is clearly about beside those of some countries, if one is."""
    states = [each for each in entities if each.kind == "state" and each.country not in but]
    ranked = sorted(states, key=lambda state: -len(state.evidence))
    if not ranked or len(ranked[0].evidence) < LEAST:
        return None
    if len(ranked) > 1 and len(ranked[0].evidence) < LEADING * len(ranked[1].evidence):
        return None
    return ranked[0]


def is_same_state(one: Entity, other: Entity) -> bool:
    """Say whether two are one, or of one state."""
    return one.id == other.id or (one.country is not None and one.country == other.country)


def _whole(ground: Ground, entity: Entity) -> Entity:
    """Return the state of a leader, a government or a place, where the page speaks of it."""
    if entity.kind in ITSELF or entity.country is None:
        return entity
    states = (each for each in ground.entities.entities if each.kind == "state")
    return next((each for each in states if each.country == entity.country), entity)


def _sides(ground: Ground, heads: Sequence[int]) -> Sequence[Side]:
    sides = find_sides(
        ground.tree, ground.passage, ground.at, ground.entities, heads, role="sufferer"
    )
    return [side for side in sides if _is_one(side.entity)]


def _is_one(entity: Entity) -> bool:
    """Say whether an entity is a party that an issue can be about: no body of many states."""
    return entity.country is not None or entity.kind in ("armed group", "person")


def _named(
    tree: Tree, topic: Topic, stand: Stand, issue: Issue, cues: CueBook
) -> Iterator[Sequence[int]]:
    """Yield words that may name the target, the surest first."""
    token = topic.token
    yield _towards(tree, token, issue.towards)
    if topic.verb and not issue.of_doer:
        yield _all(tree, kin(tree, token, "obj", "nsubj:pass", "iobj"))
    if issue.whose:
        yield _owning(tree, token)
        for noun in kin(tree, token, "obj", "nmod") if topic.verb else kin(tree, token, "nmod"):
            yield _owning(tree, noun)
    way = list(_way(tree, token, stand))
    for word in way:
        yield _towards(tree, word, issue.towards)
    for below, word in zip((token, *way), way, strict=False):
        if has_word(tree, below, WITH, "case"):  # "threatened THEM with sanctions"
            yield _all(tree, kin(tree, word, "obj"))
    if issue.whose:
        for word in (token, *way):
            verb = tree.annotation.tokens[word].upos == "VERB"
            if verb and (word != stand.by or stand.deed):
                doer = subject_of(tree, word, cues)
                yield () if doer is None else _all(tree, (doer,))


def _way(tree: Tree, token: int, stand: Stand) -> Iterator[int]:
    """Yield the words above the matter up to that by which the stand is told."""
    if token in (stand.by, stand.top):
        return
    for above in ancestors(tree, token):
        yield above
        if above in (stand.by, stand.top):
            return


def _towards(tree: Tree, word: int, cases: frozenset[str]) -> Sequence[int]:
    return _all(tree, with_case(tree, word, cases))


def _owning(tree: Tree, noun: int) -> Sequence[int]:
    return _all(tree, (*kin(tree, noun, *OWNED), *with_case(tree, noun, OF)))


def _all(tree: Tree, heads: Iterable[int]) -> Sequence[int]:
    """Return words with those joined to them."""
    found = dict.fromkeys(each for head in heads for each in conjuncts(tree, head))
    return [each for each in found if tree.words[each] not in RELATIVE]
