"""A paragraph's dependency trees, with the steps from word to word that extractors take.

A parse may be wrong in any way: heads out of range count as roots, cycles end a walk.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from demarche.records import Annotation
from demarche.spans import Span, hull

# Relations under which a phrase leaves the thing it names: clauses, appositions, other conjuncts,
# and what belongs to a noun only as a clause's predicate.
LEAVING = frozenset(
    {"acl", "appos", "conj", "cc", "parataxis", "punct", "advcl", "dep", "ccomp"}
    | {"nsubj", "csubj", "cop", "aux", "mark", "expl", "discourse", "vocative"}
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The dependency trees of one paragraph; tokens are known by their index in it."""

    annotation: Annotation
    words: tuple[str, ...]  # in lower case
    heads: tuple[int, ...]  # -1 for a root
    rels: tuple[str, ...]  # relation without subtype
    children: tuple[tuple[int, ...], ...]  # in the order of the text
    sentence: tuple[int, ...]  # index of each token's sentence


def grow(annotation: Annotation) -> Tree:
    """Return the trees of an annotation, with heads that point nowhere made roots."""
    tokens = annotation.tokens
    heads = tuple(
        token.head if 0 <= token.head < len(tokens) and token.head != at else -1
        for at, token in enumerate(tokens)
    )
    children: list[list[int]] = [[] for _ in tokens]
    for at, head in enumerate(heads):
        if head >= 0:
            children[head].append(at)
    sentence = [0] * len(tokens)
    for number, (first, end) in enumerate(annotation.sentences):
        for at in range(max(0, first), min(end, len(tokens))):
            sentence[at] = number
    return Tree(
        annotation,
        tuple(token.span.of(annotation.text).lower() for token in tokens),
        heads,
        tuple(token.deprel.partition(":")[0] for token in tokens),
        tuple(map(tuple, children)),
        tuple(sentence),
    )


def kin(tree: Tree, token: int, *relations: str) -> tuple[int, ...]:
    """Return the dependents of a token under these relations ("nsubj" or "nsubj:pass")."""
    tokens = tree.annotation.tokens
    return tuple(
        child
        for child in tree.children[token]
        if tree.rels[child] in relations or tokens[child].deprel in relations
    )


def has_word(tree: Tree, token: int, words: Iterable[str], *relations: str) -> bool:
    """Say whether a dependent under these relations is one of `words`."""
    return any(tree.words[child] in words for child in kin(tree, token, *relations))


def ancestors(tree: Tree, token: int) -> Iterator[int]:
    """Yield the tokens above a token, nearest first."""
    seen = {token}
    above = tree.heads[token]
    while above >= 0 and above not in seen:
        yield above
        seen.add(above)
        above = tree.heads[above]


def subtree(
    tree: Tree, token: int, keep: Callable[[int], bool] = lambda _: True
) -> tuple[int, ...]:
    """Return a token and all below it, sorted; branches whose top fails `keep` are left out."""
    seen = {token}
    waiting = [token]
    while waiting:
        for child in tree.children[waiting.pop()]:
            if child not in seen and keep(child):
                seen.add(child)
                waiting.append(child)
    return tuple(sorted(seen))


def phrase(tree: Tree, token: int) -> tuple[int, ...]:
    """Return a noun with what belongs to its name: no clauses, appositions or conjuncts."""
    return subtree(tree, token, lambda child: tree.rels[child] not in LEAVING)


def span_of(tree: Tree, tokens: Iterable[int]) -> Span:
    """Return the paragraph span from the first to the last of some tokens (at least one)."""
    return hull(tree.annotation.tokens[token].span for token in tokens)


def tokens_in(tree: Tree, span: Span) -> tuple[int, ...]:
    """Return the tokens that lie wholly inside a span of the paragraph."""
    tokens = tree.annotation.tokens
    at = bisect_left(tokens, span.start, key=lambda token: token.span.start)
    found = []
    while at < len(tokens) and tokens[at].span.start < span.end:
        if tokens[at].span.end <= span.end:
            found.append(at)
        at += 1
    return tuple(found)


def head_in(tree: Tree, span: Span) -> int | None:
    """Return the topmost token of a span: the first whose head lies outside it."""
    inside = tokens_in(tree, span)
    if not inside:
        return None
    within = set(inside)
    tops = [at for at in inside if tree.heads[at] not in within]
    words = [at for at in tops if tree.rels[at] != "punct"]
    return (words or tops or list(inside))[0]


def sentence_span(tree: Tree, token: int) -> Span:
    """Return the paragraph span of the sentence that holds a token."""
    sentences = tree.annotation.sentences
    if not sentences:
        return Span(0, len(tree.annotation.text))
    first, end = sentences[tree.sentence[token]]
    inside = range(max(0, first), min(end, len(tree.words)))
    return span_of(tree, inside if token in inside else (token,))


def conjuncts(tree: Tree, token: int) -> tuple[int, ...]:
    """Return a token and those coordinated with it."""
    found = [token]
    for each in found:
        found.extend(child for child in kin(tree, each, "conj") if child not in found)
    return tuple(found)


def is_verbal(tree: Tree, token: int) -> bool:
    """Say whether a token is a verb, or a clause's predicate of another kind."""
    return tree.annotation.tokens[token].upos in ("VERB", "AUX") or bool(
        kin(tree, token, "nsubj", "cop", "csubj")
    )
