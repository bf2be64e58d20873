"""Where a paragraph speaks of an issue: the words of issues.toml, with what must stand by them."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.codebook.issues import IssueBook, IssueCue
from demarche.extract.entities import PageEntities
from demarche.extract.trees import LEAVING, Tree, has_word, kin
from demarche.records import Passage

NEAR = 3  # words before a noun that may belong to it though the tree has them elsewhere
NOUNS = frozenset({"NOUN", "PROPN"})
STATE = "@state"  # stands in issues.toml for any state as an object
OBJECTS = ("obj", "nsubj:pass", "obl", "iobj")
# Heads of states and of what is called a regime, where the page's entities do not tell them.
LEADERS = frozenset({"leader", "president", "regime", "ruler", "dictator", "king"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A paragraph with all that is known of it."""

    at: int  # index of the passage
    passage: Passage
    tree: Tree
    entities: PageEntities


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A word that names what an issue is about."""

    token: int
    issue: str
    sign: int  # whether it is what the issue affirms (1) or the contrary (-1)
    verb: bool
    bound: bool = False  # counts only under "must"
    of_leader: bool = False  # of somebody who is to go
    words_only: bool = False  # doing it is no stand


def find_topics(ground: Ground, book: IssueBook) -> Iterator[Topic]:
    """Yield the words of a paragraph that name an issue, for each issue by the most exact cue."""
    tree, cues = ground.tree, book.cues
    for token, word in enumerate(tree.words):
        if word not in cues:
            continue
        seen: set[str] = set()
        for cue in cues[word]:
            if cue.issue not in seen and _fits(ground, token, cue):
                seen.add(cue.issue)
                yield Topic(
                    token=token,
                    issue=cue.issue,
                    sign=cue.sign,
                    verb=cue.verb,
                    bound=cue.bound,
                    of_leader=cue.of_leader,
                    words_only=cue.words_only,
                )


def _fits(ground: Ground, token: int, cue: IssueCue) -> bool:
    tree = ground.tree
    upos = tree.annotation.tokens[token].upos
    if cue.verb:
        return (
            upos == "VERB"
            and (cue.particle is None or has_particle(tree, token, cue.particle))
            and _has_object(ground, token, cue)
            and (not cue.of_leader or _of_leader(ground, token))
        )
    if upos not in NOUNS:
        return False
    if cue.beside:
        near = {*_phrase_words(tree, token), *_words_before(tree, token)}
        if not all(near & each for each in cue.beside):
            return False
    return not cue.of_leader or _of_leader(ground, token)


def has_particle(tree: Tree, token: int, particle: str) -> bool:
    """Say whether a verb has its particle, or joins something by that preposition."""
    if has_word(tree, token, (particle,), "compound", "advmod"):
        return True
    if token > 0 and tree.words[token - 1] == particle:  # "test fired"
        return True
    return any(
        has_word(tree, child, (particle,), "case", "mark")
        for child in kin(tree, token, "obl", "advcl", "xcomp", "obj")
    )


def _has_object(ground: Ground, token: int, cue: IssueCue) -> bool:
    if not cue.beside:
        return True
    tree = ground.tree
    objects = kin(tree, token, *OBJECTS)
    if not objects:
        objects = kin(tree, token, "nsubj")  # "the troops withdrew"
    for child in objects:
        words = {tree.words[child], *_words_of(tree, child)}
        if any(STATE in each for each in cue.beside) and _is_state(ground, child):
            words.add(STATE)
        if all(words & each for each in cue.beside):
            return True
    return False


def _is_state(ground: Ground, token: int) -> bool:
    entity = ground.entities.at(ground.at, ground.passage.words(token, token))
    return entity is not None and entity.kind == "state"


def _phrase_words(tree: Tree, token: int) -> Iterator[str]:
    """Yield the words that belong to a noun, two steps deep."""
    for child in tree.children[token]:
        if tree.rels[child] not in LEAVING:
            yield tree.words[child]
            for further in tree.children[child]:
                if tree.rels[further] not in LEAVING:
                    yield tree.words[further]


def _words_of(tree: Tree, token: int) -> Iterator[str]:
    """Yield the words before an object that belong to it, and of what it is a part."""
    for child in kin(tree, token, "compound", "amod", "conj"):
        yield tree.words[child]
    for child in kin(tree, token, "nmod"):
        if has_word(tree, child, ("of",), "case"):
            yield tree.words[child]
            yield from (tree.words[each] for each in kin(tree, child, "compound"))


def _words_before(tree: Tree, token: int) -> Iterator[str]:
    """Yield the words right before a noun that no verb divides from it."""
    for before in range(token - 1, max(token - NEAR, 0) - 1, -1):
        upos = tree.annotation.tokens[before].upos
        if tree.sentence[before] != tree.sentence[token] or upos in ("VERB", "AUX", "ADP"):
            return
        yield tree.words[before]


def _of_leader(ground: Ground, token: int) -> bool:
    """Say whether a word is told of somebody who governs: his departure, that he should go."""
    tree = ground.tree
    named = kin(tree, token, "nsubj", "nsubj:pass", "nmod", "nmod:poss", "obj", "compound")
    if tree.rels[token] == "xcomp" and tree.heads[token] >= 0:  # "told him to go"
        named += kin(tree, tree.heads[token], "obj")
    for child in named:
        if tree.words[child] in LEADERS:
            return True
        entity = ground.entities.at(ground.at, ground.passage.words(child, child))
        if entity is not None and entity.kind == "person":
            return entity.sector in (None, "GOV", "MIL")
    return False
