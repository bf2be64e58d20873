"""The plans of a page: what each provides, whose it is, and who is said to keep it.

plan_names  mentions of plans and their keys
plans       one record a key, with its provisions in the order of the page
compliance  claims that somebody keeps a plan or does not
"""

from collections.abc import Iterator, Sequence

from demarche.codebook.issues import IssueBook
from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.entities import PageEntities
from demarche.extract.innermost import innermost
from demarche.extract.participants import find_sides
from demarche.extract.plan_names import Named, find_plan_names, plan_phrase
from demarche.extract.times import anchor_of, find_times
from demarche.extract.topics import Ground
from demarche.extract.trees import conjuncts, has_word, is_verbal, kin, span_of, subtree
from demarche.records import (
    Document,
    MadeBy,
    Passage,
    Period,
    Plan,
    Provision,
    Reference,
    Statement,
    evidence_of,
    make_id,
)
from demarche.spans import Span

RULES_VERSION = "1"
NAMED = 0.8  # how sure of a plan that the page names: a judgement, not a count
NOT = frozenset({"not", "n't", "never", "no"})
COMPLEMENTS = ("xcomp", "ccomp", "obj", "advcl", "obl")
# Words that open a provision and are no part of it.
OPENING = frozenset({"mark", "cc", "case", "punct"})


def make_grounds(entities: PageEntities, passages: Sequence[Passage]) -> tuple[Ground, ...]:
    """Return the paragraphs of a page with their trees and entities."""
    trees = entities.grown(passages)
    return tuple(
        Ground(at=at, passage=passage, tree=tree, entities=entities)
        for at, (passage, tree) in enumerate(zip(passages, trees, strict=True))
    )


def find_plans(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    *,
    codebook: Codebook | None = None,
) -> tuple[Plan, ...]:
    """Return the plans that a page names, in the order of first mention, one for each key.

    `codebook` is the shipped one by default. Never raises on a wrong parse.
    """
    book = (codebook or load_codebook()).issues
    named = find_plan_names(make_grounds(entities, passages), book)
    keys = dict.fromkeys(each.key for each in named if each.key is not None)
    return tuple(
        _plan(document, key, [each for each in named if each.key == key], statements, book)
        for key in keys
    )


def _plan(
    document: Document,
    key: str,
    mentions: Sequence[Named],
    statements: Sequence[Statement],
    book: IssueBook,
) -> Plan:
    spans = [_span(each) for each in mentions]
    provided = [found for each in mentions for found in _provisions(each, book)]
    authors = {author.id: author.name for each in mentions for author in each.authors}
    names = [span.of(document.text) for span, each in zip(spans, mentions, strict=True)]
    fullest = max(names, key=lambda name: (name != name.lower(), len(name), -names.index(name)))
    around = innermost(statements, spans[0])
    return Plan(
        id=make_id("plan", document.id, key),
        key=key,
        name=fullest,
        authors=tuple(Reference(id=id, name=name) for id, name in authors.items()),
        when=next(filter(None, (_when(document, each, book) for each in mentions)), None),
        provisions=tuple(
            Provision(
                text=span.of(document.text),
                obligors=obligors,
                order=number if len(provided) > 1 else None,
            )
            for number, (span, obligors) in enumerate(provided, 1)
        ),
        attributed_to=around.id if around is not None else None,
        evidence=tuple(
            evidence_of(document, span) for span in (*spans, *(span for span, _ in provided))
        ),
        made_by=MadeBy(
            kind="rule",
            name="plan",
            version=RULES_VERSION,
            reason=f"named by whose it is, where it was made or its own name: {key!r}",
        ),
        score=NAMED,
    )


def _span(named: Named) -> Span:
    return named.ground.passage.words(*plan_phrase(named.ground, named.token))


def _when(document: Document, named: Named, book: IssueBook) -> Period | None:
    """Return when a plan was made, if a clause about it says so: "agreed in Arland on June 30"."""
    tree = named.ground.tree
    for clause in kin(tree, named.token, "acl"):
        if tree.words[clause] in book.plans.made:
            words = span_of(tree, subtree(tree, clause)).of(tree.annotation.text)
            times = find_times(words, anchor_of(document), future=False)
            found = next((time.period for time in times if time.period is not None), None)
            if found is not None:
                return found
    return None


# ---------------------------------------------------------------- what a plan provides

Provided = tuple[Span, tuple[Reference, ...]]


def _provisions(named: Named, book: IssueBook) -> Iterator[Provided]:
    """Yield what a mention of a plan says that it provides, in the order of the words."""
    tree, token = named.ground.tree, named.token
    verb = tree.heads[token]
    if verb < 0:
        return
    if tree.rels[token] == "nsubj" and tree.words[verb] in book.plans.provides:
        yield from _of_verb(named.ground, verb)
    elif tree.rels[token] == "obl" and has_word(tree, token, ("under",), "case"):
        acts = sorted(conjuncts(tree, verb)) if is_verbal(tree, verb) else ()
        for head in acts:
            yield _provision(named.ground, head, (), {*acts, token})
    for clause in kin(tree, token, "acl"):
        relative = tree.deprels[clause] == "acl:relcl"
        if tree.words[clause] in book.plans.provides and (
            relative or tree.words[clause].endswith("ing")
        ):
            yield from _of_verb(named.ground, clause)


def _of_verb(ground: Ground, verb: int) -> Iterator[Provided]:
    """Yield the provisions that depend on "calls for", "includes", "demands that"."""
    tree = ground.tree
    if has_word(tree, verb, NOT, "advmod"):
        return
    complements = [child for child in kin(tree, verb, *COMPLEMENTS) if child > verb]
    clauses = [child for child in complements if is_verbal(tree, child)]
    # "calls for all sides to lay down arms": the sides are no provision, they do what is provided
    heads = clauses or [child for child in complements if tree.rels[child] in ("obj", "obl")][:1]
    asked = (
        ()
        if not clauses
        else [child for child in complements if child not in clauses and child < clauses[0]]
    )
    acts = sorted(act for head in heads for act in conjuncts(tree, head))
    for act in acts:
        yield _provision(ground, act, tuple(asked), set(acts))


def _provision(ground: Ground, head: int, asked: Sequence[int], others: set[int]) -> Provided:
    """Return the words of one provision and who is to see to it."""
    tree = ground.tree
    subjects = kin(tree, head, "nsubj")
    apart = (others | set(subjects)) - {head}
    tokens = subtree(
        tree,
        head,
        lambda child: (
            child not in apart
            and not (tree.heads[child] == head and tree.rels[child] in OPENING)
            and not (tree.heads[child] == head and tree.rels[child] == "aux")
        ),
    )
    first = next(each for each in tokens if tree.words[each] not in ("then", "also"))
    span = ground.passage.words(first, tokens[-1])
    doers = (*subjects, *asked)
    sides = find_sides(
        tree, ground.passage, ground.at, ground.entities, doers, role="actor", vouched=True
    )
    return span, tuple(Reference(id=s.entity.id, name=s.entity.name) for s in sides)
