"""Whom an issue is about where a stand is told: sanctions on whom, whose leader, arms to whom.

First the words by the matter itself ("sanctions ON CHAD", "CHAD'S nuclear work", "recognised
CHAD"), then those of the clause that tells the stand ("threatened CHAD with sanctions", "urged CHAD
to halt enrichment"), else the state that the page is clearly about.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from demarche.codebook.issues import Issue
from demarche.codebook.words import CueBook
from demarche.extract.doers import RELATIVE, subject_of
from demarche.extract.participants import PRONOUNS, Side, find_sides
from demarche.extract.roles import with_case
from demarche.extract.stand_ways import Stand
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


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Whom an issue is about where a stand is told, and whom it cannot be about."""

    whom: Entity | None  # None: the words of the clause do not say
    words: Side | None
    barred: tuple[Entity, ...]
    open: bool  # the page may say it elsewhere; a plan says itself what it is about


def find_target(
    ground: Ground, topic: Topic, stand: Stand, actor: Entity, issue: Issue | None, cues: CueBook
) -> About:
    """Return whom an issue is about by the words of the stand's own clause."""
    if issue is None:
        return About(whom=None, words=None, barred=(), open=False)
    barred = tuple(_barred(ground, topic, stand, actor, issue))
    for heads in _named(ground.tree, topic, stand, issue, cues):
        for side in _sides(ground, heads, leader=topic.of_leader):
            found = _whole(ground, side.entity)
            if not any(is_same_state(found, each) for each in barred):
                return About(whom=found, words=side, barred=barred, open=False)
    return About(whom=None, words=None, barred=barred, open=True)


def by_the_page(
    issue: str, about: About, told: Sequence[tuple[str, About]], entities: Iterable[Entity]
) -> Entity | None:
    """Return whom an issue is about where its clause does not say, by the rest of the page.

    `told` are the issues of the page's stands with whom they are about. First what is told of the
    same issue, then of others; where nobody is told at all, the state that the page is about.
    """
    named = [(each, one.whom) for each, one in told if one.whom is not None]
    free = [(each, whom) for each, whom in named if not _is_barred(whom, about)]
    same = [whom.id for each, whom in free if each == issue]
    # Of one that several issues of the page are about, so is this: not of whom one recognises.
    ranked = Counter(same or (id for _, id in {(each, whom.id) for each, whom in free}))
    (first, often), (_, less) = (*ranked.most_common(2), ("", 0), ("", 0))[:2]
    if often >= LEADING * less and often >= (1 if same else 2):
        return next(whom for _, whom in free if whom.id == first)
    return None if named else leading_state(entities, {each.country for each in about.barred})


def _is_barred(whom: Entity, about: About) -> bool:
    return any(is_same_state(whom, each) for each in about.barred)


def _barred(
    ground: Ground, topic: Topic, stand: Stand, actor: Entity, issue: Issue
) -> Iterator[Entity]:
    """Yield those whom an issue is not about: who is for doing it to others, whose troops go."""
    if issue.outward and (stand.sign > 0 or issue.id == "talks"):
        yield actor
    if issue.of_doer:
        if stand.deed:
            yield actor
        tree, things = ground.tree, (topic.token, *kin(ground.tree, topic.token, "obj", "nmod"))
        for thing in things:
            yield from (side.entity for side in _sides(ground, kin(tree, thing, *OWNED)))


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


def _sides(ground: Ground, heads: Sequence[int], *, leader: bool = False) -> Sequence[Side]:
    """Return those that an issue can be about: no body of many states; a leader without state."""
    sides = find_sides(
        ground.tree, ground.passage, ground.at, ground.entities, heads, role="sufferer"
    )
    kinds = ("armed group", "person") if leader else ("armed group",)
    return [side for side in sides if side.entity.country or side.entity.kind in kinds]


def _named(
    tree: Tree, topic: Topic, stand: Stand, issue: Issue, cues: CueBook
) -> Iterator[Sequence[int]]:
    """Yield words that may name the target, the surest first."""
    token = topic.token
    yield _towards(tree, token, issue.towards)
    if topic.verb and not issue.of_doer:
        yield _all(tree, kin(tree, token, "obj", "nsubj:pass", "iobj"))
    way = list(_way(tree, token, stand))
    if issue.whose:
        parts = kin(tree, token, "obj", "nmod") if topic.verb else kin(tree, token, "nmod")
        owners = [_owning(tree, thing) for thing in (token, *parts)]
        if any(tree.words[each] in PRONOUNS for found in owners for each in found):
            yield from _doers(tree, token, way, stand, cues)  # "urged Chad to halt ITS work"
        yield from owners
    for word in way:
        yield _towards(tree, word, issue.towards)
    for below, word in zip((token, *way), way, strict=False):
        if has_word(tree, below, WITH, "case"):  # "threatened THEM with sanctions"
            yield _all(tree, kin(tree, word, "obj"))
    if issue.whose:
        yield from _doers(tree, token, way, stand, cues)


def _doers(
    tree: Tree, token: int, way: Sequence[int], stand: Stand, cues: CueBook
) -> Iterator[Sequence[int]]:
    """Yield who does what is done with the matter, but for him who only speaks of it."""
    for word in (token, *way):
        if tree.annotation.tokens[word].upos == "VERB":
            doer = subject_of(tree, word, cues)
            speaks = doer is None or (doer == stand.holder and not stand.deed)
            yield () if doer is None or speaks else _all(tree, (doer,))


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
