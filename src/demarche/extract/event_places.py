"""Where an act was: the place that its own clause names after "in", "at" or "near".

A place may hang on the word that bears the act, on a noun between ("at a stadium in Homs", "during
a visit to Chad"), on whoever suffers it ("killed two guards in Homs"), or on the verb that the act
is subject or purpose of ("the talks ended in Geneva", "flew to Geneva for talks"). No other word of
a sentence places an act: "the government in Homs" only says which one.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache

from demarche.codebook.forms import all_verb_forms
from demarche.codebook.gazetteer import CITY_WORDS, DIVISION_WORDS
from demarche.extract.entities import PageEntities
from demarche.extract.trees import Tree, has_word, kin
from demarche.records import Entity, EventType, Passage, Reference

LOCAL = frozenset({"in", "at", "near", "outside", "inside", "across", "throughout"})
# What joins a place to the thing that lies in it, beside LOCAL: "the town of Homs".
PART = LOCAL | {"of"}
# Nouns under these say on what occasion an act was; they may say where ("during a stay"). What is
# "on" something is about it, save a journey.
OCCASION = frozenset({"during", "at"})
GOING = frozenset({"visit", "trip", "tour", "journey", "mission"})
# Who is told by where they sit: "fought the government in Homs" may be anywhere.
SEATED = frozenset({"state", "government", "organ", "organisation"})
# By "to" these verbs tell where what they were done for was.
MOVING = ("arrive", "fly", "travel", "go", "come", "head", "gather", "return")
SPOT_WORDS = CITY_WORDS | DIVISION_WORDS | {"capital", "camp", "port", "airport"}
# Types whose victims are where the act is ("wounded two men in Homs").
SUFFERED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
DEEP = 3  # nouns between an act and its place; a judgement, as in participants.py


def place_of(
    at: int,
    passage: Passage,
    tree: Tree,
    entities: PageEntities,
    *,
    event: EventType,
    bearers: Collection[int],
    parties: Collection[str],
) -> Reference | None:
    """Return the first place or state, no party to the act, that its words are said to be in.

    `bearers` are the words that bear the act, the one that decides over it first; `parties` are ids
    of entities.
    """

    def stays(token: int) -> bool:
        entity = entities.at(at, passage.words(token, token))
        return entity is None or entity.kind not in SEATED

    for token in dict.fromkeys(_spots(tree, event, bearers, stays)):
        entity = entities.at(at, passage.words(token, token))
        if entity is None or entity.id in parties:
            continue
        if _lies(entity, has_word(tree, token, ("at",), "case")):
            return Reference(id=entity.id, name=entity.name)
    return None


def _lies(entity: Entity, at: bool) -> bool:
    """Say whether one can be in an entity; "at" a state something is only thrown or said."""
    return entity.kind == "place" or (entity.kind == "state" and not at)


def _spots(
    tree: Tree, event: EventType, bearers: Collection[int], stays: Callable[[int], bool]
) -> Iterator[int]:
    """Yield the words that may name where an act is, the nearest first.

    `stays` says of a word for who suffers that it does not itself stand for a seat of power.
    """
    for bearer in bearers:
        for child in kin(tree, bearer, "obl", "nmod"):
            yield from _below(tree, child, LOCAL)
    for bearer in bearers:
        for child in kin(tree, bearer, "obl", "nmod"):
            if tree.words[child] in GOING and has_word(tree, child, ("on", "during"), "case"):
                yield from _of_noun(tree, child, LOCAL | {"to"}, DEEP)
            elif has_word(tree, child, OCCASION, "case"):
                yield from _of_noun(tree, child, LOCAL, DEEP)
        for child in kin(tree, bearer, "obj", "nsubj:pass"):
            person = event in SUFFERED and tree.annotation.tokens[child].upos == "NOUN"
            if person and stays(child):
                yield from _of_noun(tree, child, LOCAL, 1)
        for child in kin(tree, bearer, "obl", "nmod"):
            named = tree.annotation.tokens[child].upos == "PROPN"
            if event == "CONSULT" and named and has_word(tree, child, ("with",), "case"):
                yield from _of_noun(tree, child, LOCAL, 1)
    for bearer in bearers:
        yield from _above(tree, bearer, bearers)


def _below(tree: Tree, token: int, cases: Collection[str]) -> Iterator[int]:
    """Yield a noun that one of these prepositions opens, or what it is part of."""
    if not has_word(tree, token, cases, "case"):
        return
    yield from _of_noun(tree, token, PART, DEEP)
    yield token
    if tree.words[token] in SPOT_WORDS:  # "in the Chadian capital"
        yield from kin(tree, token, "amod", "nmod:poss", "compound")


def _of_noun(tree: Tree, noun: int, cases: Collection[str], deep: int) -> Iterator[int]:
    """Yield the places that a noun is said to be in, those nearer to it first."""
    for child in kin(tree, noun, "nmod"):
        if has_word(tree, child, cases, "case"):
            if deep > 1:
                yield from _of_noun(tree, child, PART, deep - 1)
            yield child


@cache
def _moving() -> frozenset[str]:
    return all_verb_forms(MOVING)


def _above(tree: Tree, bearer: int, bearers: Collection[int]) -> Iterator[int]:
    """Yield the places of the word that an act is subject, object or purpose of."""
    over = tree.heads[bearer]
    if over < 0 or over in bearers:
        return
    rel = tree.rels[bearer]
    noun = tree.annotation.tokens[bearer].upos == "NOUN"
    purpose = (rel in ("obl", "nmod") and has_word(tree, bearer, ("for",), "case")) or (
        rel in ("advcl", "xcomp") and has_word(tree, bearer, ("to",), "mark")
    )
    if purpose and has_word(tree, over, LOCAL, "case"):  # "is in Homs for talks"
        yield over
    moving = purpose and tree.words[over] in _moving()
    if moving or (noun and rel == "nsubj"):
        for child in kin(tree, over, "obl"):
            yield from _below(tree, child, LOCAL | {"to"} if moving else LOCAL)
