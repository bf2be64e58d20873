"""A number where it stands: its paragraph with all that is looked at to make a figure of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.codebook.counted import load_counted
from demarche.codebook.words import CueBook
from demarche.extract.counted import Counted
from demarche.extract.entities import PageEntities
from demarche.extract.numbers import Number
from demarche.extract.trees import (
    Tree,
    ancestors,
    is_verbal,
    kin,
    phrase,
    sentence_span,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import Document, Passage, Statement, TimeMention
from demarche.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One paragraph of a page, with what was found in it before."""

    document: Document
    at: int  # index of the passage
    passage: Passage
    tree: Tree
    times: tuple[TimeMention, ...]  # spans of the paragraph
    statements: Sequence[Statement]
    entities: PageEntities
    cues: CueBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that is to be a figure, and what it counts."""

    number: Number
    counted: Counted


def sentence_of(setting: Setting, numeral: Span) -> Span:
    """Return the sentence around a number, the paragraph where no word of the tree is in it."""
    inside = tokens_in(setting.tree, numeral)
    if not inside:
        return Span(0, len(setting.passage.annotation.text))
    return sentence_span(setting.tree, inside[0])


_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj"})


def own_clause(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the words of the clause that holds a token, without the clauses inside it."""

    def closes(at: int) -> bool:
        return tree.rels[at] in _CLAUSES or (tree.rels[at] == "conj" and is_verbal(tree, at))

    top = token
    for above in ancestors(tree, token):
        if closes(top) and is_verbal(tree, top):
            break
        top = above
    return subtree(tree, top, lambda child: not closes(child))


def clause_tokens(setting: Setting, numeral: Span) -> tuple[int, ...]:
    """Return the words of a number's own clause, none where it is no word of the tree."""
    inside = tokens_in(setting.tree, numeral)
    return own_clause(setting.tree, inside[0]) if inside else ()


def reach_of(setting: Setting, count: Count) -> set[int]:
    """Return the words that may say where and when: the clause, and the clauses bound up with it.

    "The blast in Aden, which killed 12"; "killed 4 and wounded 12 in Aden"; "a blast in Aden,
    killing 12"; "12 people killed in Aden".
    """
    tree = setting.tree
    own = clause_tokens(setting, count.number.numeral)
    reach = set(own)
    for at in own:
        told = tree.rels[at] not in ("conj", "acl") and count.counted.telling
        reach.update(
            part
            for child in kin(tree, at, "conj", "acl")
            if told and child not in reach and tree.words[child] in load_counted().telling
            for part in own_clause(tree, child)
        )
    top = next((at for at in own if tree.heads[at] not in own), None)
    if top is None or tree.heads[top] < 0:
        return reach
    over = tree.heads[top]
    if tree.rels[top] == "acl":
        reach.update(phrase(tree, over))
    elif count.counted.telling and (
        tree.rels[top] == "conj" or (tree.rels[top] == "advcl" and tree.words[top].endswith("ing"))
    ):
        reach.update(own_clause(tree, over))
    return reach


def clause_of(setting: Setting, numeral: Span) -> Span:
    """Return the clause around a number, the sentence where the parse gives none that covers it."""
    sentence = sentence_of(setting, numeral)
    tokens = setting.tree.annotation.tokens
    own = [at for at in clause_tokens(setting, numeral) if tokens[at].upos != "PUNCT"]
    if not own:
        return sentence
    clause = span_of(setting.tree, own)
    return clause if clause.covers(numeral) and sentence.covers(clause) else sentence
