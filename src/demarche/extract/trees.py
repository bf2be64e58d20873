"""A paragraph's dependency trees, with the steps from word to word that extractors take.

A parse may be wrong in any way: heads out of range count as roots, cycles end a walk.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from demarche.records import Annotation
from demarche.spans import Span

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
    deprels: tuple[str, ...]  # relation as it is
    starts: tuple[int, ...]  # of the words, code points of the paragraph
    ends: tuple[int, ...]
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
    deprels = tuple([token.deprel for token in tokens])
    text = annotation.text.lower()
    # Lower case may be longer (a Turkish dotted I): then words are cut out first.
    lowered = text if len(text) == len(annotation.text) else None
    starts = tuple([token.span.start for token in tokens])
    ends = tuple([token.span.end for token in tokens])
    return Tree(
        annotation,
        tuple(
            [
                annotation.text[start:end].lower() if lowered is None else lowered[start:end]
                for start, end in zip(starts, ends, strict=True)
            ]
        ),
        heads,
        tuple([deprel.partition(":")[0] for deprel in deprels]),
        deprels,
        starts,
        ends,
        tuple(map(tuple, children)),
        tuple(sentence),
    )


def kin(tree: Tree, token: int, *relations: str) -> tuple[int, ...]:
    """Return the dependents of a token under these relations ("nsubj" or "nsubj:pass")."""
    rels, deprels = tree.rels, tree.deprels
    return tuple(
        [
            child
            for child in tree.children[token]
            if rels[child] in relations or deprels[child] in relations
        ]
    )


def has_word(tree: Tree, token: int, words: Container[str], *relations: str) -> bool:
    """Say whether a dependent under these relations is one of `words`."""
    rels, deprels = tree.rels, tree.deprels
    for child in tree.children[token]:
        if tree.words[child] in words and (rels[child] in relations or deprels[child] in relations):
            return True
    return False


def is_agent(tree: Tree, token: int) -> bool:
    """Say whether a noun is by whom a thing is done: "shelled by REBELS"."""
    named = tree.rels[token] == "obl" and has_word(tree, token, ("by",), "case")
    return tree.deprels[token] == "obl:agent" or named


def has_agent(tree: Tree, token: int) -> bool:
    """Say whether a participle names by whom a thing is done."""
    return any(is_agent(tree, child) for child in kin(tree, token, "obl"))


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
    if not tree.children[token]:  # most words: asked for every party of every act
        return (token,)
    return subtree(tree, token, lambda child: tree.rels[child] not in LEAVING)


def span_of(tree: Tree, tokens: Iterable[int]) -> Span:
    """Return the paragraph span from the first to the last of some tokens (at least one)."""
    chosen = tuple(tokens)
    return Span(tree.starts[min(chosen)], tree.ends[max(chosen)])


def tokens_in(tree: Tree, span: Span) -> tuple[int, ...]:
    """Return the tokens that lie wholly inside a span of the paragraph."""
    return tuple(range(bisect_left(tree.starts, span.start), bisect_right(tree.ends, span.end)))


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
    first, last = max(0, first), min(end, len(tree.words)) - 1
    if not first <= token <= last:
        first = last = token
    return Span(tree.starts[first], tree.ends[last])


def conjuncts(tree: Tree, token: int) -> tuple[int, ...]:
    """Return a token and those coordinated with it."""
    found = [token]
    for each in found:
        found.extend(child for child in kin(tree, each, "conj") if child not in found)
    return tuple(found)


def with_conjuncts(tree: Tree, tokens: Iterable[int]) -> list[int]:
    """Return tokens, each with those coordinated with it."""
    return [each for token in tokens for each in conjuncts(tree, token)]


def is_verbal(tree: Tree, token: int) -> bool:
    """Say whether a token is a verb, or a clause's predicate of another kind."""
    return tree.annotation.tokens[token].upos in ("VERB", "AUX") or bool(
        kin(tree, token, "nsubj", "cop", "csubj")
    )
