"""Words that bear a measure: nouns that name one, verbs with their objects, verbs alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.codebook.measures import MeasureBook, NamedBy
from demarche.extract.roles import with_case
from demarche.extract.trees import Tree, conjuncts, has_word, kin, phrase

MEANS = frozenset({"with"})
REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A word that bears a measure; tokens are those of the paragraph."""

    token: int
    words: tuple[int, ...]  # those that name it, in order: verb and object, noun and its needs
    objects: tuple[int, ...]  # of a verb: what it is done with
    named: NamedBy
    verb: bool


def find_bearers(tree: Tree, book: MeasureBook) -> tuple[Bearer, ...]:
    """Return the words of a paragraph that bear a measure, in order."""
    found: list[Bearer] = []
    for token, word in enumerate(tree.words):
        if word in book.verbs and tree.annotation.tokens[token].upos == "VERB":
            found.extend(_from_verb(tree, token, book))
    taken = {(at, each.named.kind.name) for each in found for at in each.words}
    taken |= {  # "pledged 20 million dollars in aid"
        (at, each.named.kind.name)
        for each in found
        for noun in each.objects
        for at in phrase(tree, noun)
    }
    for token, word in enumerate(tree.words):
        if word in book.nouns and tree.annotation.tokens[token].upos in ("NOUN", "PROPN"):
            for bearer in _from_noun(tree, token, book):
                if not any((at, bearer.named.kind.name) in taken for at in bearer.words):
                    found.append(bearer)
    inside = {at for each in found for at in each.words if at != each.token}
    kept = (
        each for each in found if (each.verb or each.token not in inside) and _is_within(tree, each)
    )
    return tuple(sorted(kept, key=lambda each: each.token))


def _is_within(tree: Tree, bearer: Bearer) -> bool:
    """Say whether the sentence has a word that the kind asks for."""
    wanted, sentence = bearer.named.kind.within, tree.sentence[bearer.token]
    return not wanted or any(
        word in wanted and tree.sentence[at] == sentence for at, word in enumerate(tree.words)
    )


def _from_verb(tree: Tree, token: int, book: MeasureBook) -> Iterator[Bearer]:
    """Yield the first kind that the verb bears with its objects."""
    if tree.rels[token] in ("amod", "compound", "case"):
        return
    objects = objects_of(tree, token)
    with_it, doing = with_case(tree, token, MEANS), kin(tree, token, "xcomp")
    for named in book.verbs[tree.words[token]]:
        done_with = objects
        means = (*with_it, *doing) if named.kind.given else doing
        needed = _needed(tree, objects, named, book)
        if named.needs and not needed:  # "supplied them WITH ARMS", "stopped ENRICHING"
            needed, done_with = _needed(tree, means, named, book), means
        if named.needs and not needed:
            continue
        if named.any_object and not [at for at in objects if tree.words[at] not in REFLEXIVES]:
            continue  # "they armed themselves"
        yield Bearer(
            token=token,
            words=tuple(sorted({token, *(needed or objects[:1])})),
            objects=done_with,
            named=named,
            verb=True,
        )
        return


def objects_of(tree: Tree, token: int) -> tuple[int, ...]:
    """Return what a verb is done with: objects, subjects of a passive, the noun it stands beside.

    "the arms sold to them": of a participle beside a noun, that noun.
    """
    found = [*kin(tree, token, "obj", "nsubj:pass")]
    bare = tree.rels[token] == "acl" and not kin(tree, token, "obj", "nsubj")
    if (
        bare
        and not tree.words[token].endswith("ing")
        and not has_word(tree, token, ("to",), "mark")
    ):
        found.append(tree.heads[token])
    return tuple(noun for first in found if first >= 0 for noun in conjuncts(tree, first))


def _needed(
    tree: Tree, objects: Sequence[int], named: NamedBy, book: MeasureBook
) -> tuple[int, ...]:
    """Return the words of the objects' phrases that the entry asks for."""
    return tuple(
        at
        for noun in objects
        for at in phrase(tree, noun)
        if tree.words[at] in named.needs
        and (at == noun or (tree.words[noun] not in book.beside and _is_close(tree, noun, at)))
    )


def _is_close(tree: Tree, noun: int, at: int) -> bool:
    """Say whether a word says of what kind a thing is, not where or whose it is."""
    if tree.heads[at] != noun:
        return tree.rels[at] in ("compound", "amod") and _is_close(tree, noun, tree.heads[at])
    return tree.rels[at] != "nmod" or has_word(tree, at, ("of",), "case")


def _from_noun(tree: Tree, token: int, book: MeasureBook) -> Iterator[Bearer]:
    if _is_beside(tree, token, book):
        return
    inside = (*phrase(tree, token), *_right_behind(tree, token))
    for named in book.nouns[tree.words[token]]:
        needed = [at for at in inside if at != token and tree.words[at] in named.needs]
        if named.needs and not needed:
            continue
        yield Bearer(
            token=token,
            words=tuple(sorted({token, *needed[:1]})),
            objects=(),
            named=named,
            verb=False,
        )
        return


def _right_behind(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the phrase after a noun that the tree gives to its verb: "deny access TO SITES"."""
    above = tree.heads[token]
    if above < 0 or tree.rels[token] != "obj":
        return ()
    behind = (at for at in kin(tree, above, "obl") if token < at <= token + 4)
    return tuple(each for at in behind for each in phrase(tree, at))


def _is_beside(tree: Tree, token: int, book: MeasureBook) -> bool:
    """Say whether a noun only says what another is about: "sanctions committee", "aid worker"."""
    above = tree.heads[token]
    if tree.rels[token] in ("compound", "amod", "flat") and above > token:
        return tree.words[above] in book.beside
    return False
