"""A paragraph in which a step of diplomacy may be told, and what votes, meetings and measures ask.

Who a noun stands for, what statement a word is in, whether and when it was, and the quotations.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from demarche.codebook.load import Codebook
from demarche.codebook.measures import MeasureBook
from demarche.extract.candidates import cue_in
from demarche.extract.entities import PageEntities
from demarche.extract.factuality import Judgement, is_aside, judge_statements, judge_words
from demarche.extract.innermost import innermost
from demarche.extract.participants import Role, Side, find_sides
from demarche.extract.trees import Tree, sentence_span, span_of, subtree
from demarche.records import Document, Entity, Evidence, Passage, Reference, Statement, evidence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One paragraph of a page, with what was found in it before."""

    document: Document
    at: int  # index of the passage
    passage: Passage
    tree: Tree
    entities: PageEntities
    statements: tuple[Statement, ...]  # those of which a fragment lies in the paragraph
    book: Codebook


def scenes_of(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    book: Codebook,
) -> Iterator[Scene]:
    """Yield the paragraphs of a page in their order."""
    for at, (passage, tree) in enumerate(zip(passages, entities.grown(passages), strict=True)):
        yield Scene(
            document=document,
            at=at,
            passage=passage,
            tree=tree,
            entities=entities,
            statements=tuple(
                each
                for each in statements
                if any(passage.span.overlaps(fragment) for fragment in each.fragments)
            ),
            book=book,
        )


def sides_of(scene: Scene, heads: Iterable[int], role: Role = "actor") -> tuple[Side, ...]:
    """Return the parties that noun heads stand for, each entity once."""
    return find_sides(
        scene.tree, scene.passage, scene.at, scene.entities, heads, role=role, vouched=True
    )


def references(sides: Iterable[Side]) -> tuple[Reference, ...]:
    """Return sides as a record points to them."""
    return tuple(Reference(id=side.entity.id, name=side.entity.name) for side in sides)


def reference(entity: Entity | None) -> Reference | None:
    """Return an entity as a record points to it."""
    return None if entity is None else Reference(id=entity.id, name=entity.name)


def ids_of(sides: Iterable[Side]) -> frozenset[str]:
    """Return the ids of the entities of sides."""
    return frozenset(side.entity.id for side in sides)


def statement_around(scene: Scene, token: int) -> Statement | None:
    """Return the innermost statement in whose content a word stands."""
    return innermost(scene.statements, scene.passage.words(token, token))


def judge(
    scene: Scene, token: int, *, actors: Iterable[str] = (), recipients: Iterable[str] = ()
) -> Judgement:
    """Judge whether what a word tells was done, by its own words and the statements around it."""
    word = scene.passage.words(token, token)
    around = sorted(
        (len(fragment), number)
        for number, each in enumerate(scene.statements)
        for fragment in each.fragments
        if fragment.covers(word)
    )
    cues = scene.book.cues
    told = [scene.statements[number] for _, number in around]
    held = [(each, *cue_in(each, scene.passage, scene.tree, cues)) for each in told]
    stop = held[0][2] if held else None
    words = judge_words(scene.tree, token, cues, stop)
    if is_aside(scene.tree, token, stop):
        return words
    return judge_statements(
        words,
        [(statement, cue) for statement, cue, _ in held],
        conflict=False,
        actors=actors,
        recipients=recipients,
    )


def quoted(
    scene: Scene, judged: int, words: Iterable[int], sides: Iterable[Side]
) -> tuple[Evidence, ...]:
    """Return a step's evidence: the sentence, the words that bear it, its parties."""
    sentence = scene.passage.place(sentence_span(scene.tree, judged))
    trigger = scene.passage.place(span_of(scene.tree, words))
    mentions = dict.fromkeys(side.mention for side in sides)
    return tuple(evidence_of(scene.document, span) for span in (sentence, trigger, *mentions))


def with_evidence(first: Sequence[Evidence], more: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return two records' evidence as one, no span twice."""
    return tuple({each.span: each for each in (*first, *more)}.values())


def conditions_of(scene: Scene, tokens: Collection[int]) -> str | None:
    """Return the clause that says on what a step depends, in the page's words.

    `tokens` are the words that bear and govern the step; the clause hangs on one of them.
    """
    tree, book = scene.tree, scene.book.measures
    for token in tokens:
        sentence = tree.sentence[token]
        for at in (at for at in subtree(tree, token) if tree.sentence[at] == sentence):
            if not _opens_condition(tree, at, book):
                continue
            below = at
            while tree.heads[below] >= 0 and tree.heads[below] not in tokens:
                below = tree.heads[below]
            last = max(subtree(tree, below))
            if below != at or last > at:
                span = scene.passage.words(at, max(at, _without_mark(tree, last)))
                return " ".join(span.of(scene.document.text).split())
    return None


def _opens_condition(tree: Tree, at: int, book: MeasureBook) -> bool:
    """Say whether a word opens a condition: "if" of a clause, the "as" of "as long as"."""
    word = tree.words[at]
    if word in book.condition_marks and tree.rels[at] == "mark":
        return True
    return any(
        word == phrase[0] and tree.words[at : at + len(phrase)] == phrase
        for phrase in book.condition_phrases
    )


def _without_mark(tree: Tree, last: int) -> int:
    return last - 1 if tree.rels[last] == "punct" else last
