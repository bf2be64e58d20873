"""Whose deed a verb tells, and whose a noun's is: subjects through control, owners by name."""

from collections.abc import Iterator

from demarche.codebook.issues import Operator
from demarche.codebook.words import CueBook
from demarche.extract.topics import NOUNS
from demarche.extract.trees import Tree, has_word, kin

RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
OWNED = ("nmod:poss", "compound", "amod")
STEPS = 12  # a tree deeper than that tells nothing certain


def subject_of(tree: Tree, verb: int, cues: CueBook) -> int | None:
    """Return the word for who does what a verb tells, through control, coordination, relatives."""
    shared = False
    for _ in range(STEPS):
        passive = kin(tree, verb, "nsubj:pass", "aux:pass")
        agent = agent_of(tree, verb)
        if shared and kin(tree, verb, "nsubj:pass"):
            return kin(tree, verb, "nsubj:pass")[0]  # "is feared and wants to"
        if passive or agent is not None:
            return agent
        subjects = kin(tree, verb, "nsubj")
        if subjects:
            first = subjects[0]
            return tree.heads[verb] if tree.words[first] in RELATIVE else first
        rel, above = tree.rels[verb], tree.heads[verb]
        if above < 0:
            return None
        if rel == "acl" and tree.annotation.tokens[above].upos in NOUNS | {"PRON"}:
            if has_word(tree, verb, ("to",), "mark"):
                if tree.rels[above] == "obl" and has_word(tree, above, ("with",), "case"):
                    verb = tree.heads[above]  # "met with others to call for it"
                    shared = True
                    continue
                return next(iter(owners_of(tree, above, verb)), None)
            return above if tree.words[verb].endswith("ing") else None
        if rel not in ("xcomp", "conj", "advcl", "parataxis"):
            return None
        turned = rel == "advcl" and has_word(tree, verb, ("for", "of", "from"), "mark")
        if (rel == "xcomp" or turned) and tree.words[above] in cues.control:
            controlled = kin(tree, above, "obj", "iobj", "nsubj:pass")
            if controlled:
                return controlled[0]
            if turned:
                return None
        shared = True
        verb = above
    return None


def agent_of(tree: Tree, verb: int) -> int | None:
    """Return the word for by whom a verb is done, where "by" brings him in."""
    for child in kin(tree, verb, "obl", "obl:agent"):
        if has_word(tree, child, ("by",), "case"):
            return child
    return None


def owners_of(tree: Tree, noun: int, below: int, operator: Operator | None = None) -> Iterator[int]:
    """Yield the words that say whose a call or a refusal is."""
    cases = ("by",) if operator is not None and operator.deed else ("by", "from", "of")
    for child in tree.children[noun]:
        rel, deprel = tree.rels[child], tree.deprels[child]
        if child == below:
            continue
        named = rel in ("amod", "compound") and _is_named(tree, child)
        joined = rel == "nmod" and has_word(tree, child, cases, "case")
        if deprel == "nmod:poss" or named or joined:
            yield child


def makers_of(tree: Tree, paper: int, below: int) -> Iterator[int]:
    """Yield the words that say whose a text is: its owners, and by whom it was "drawn up"."""
    yield from owners_of(tree, paper, below)
    for clause in kin(tree, paper, "acl"):
        agent = agent_of(tree, clause) if clause != below else None
        if agent is not None:
            yield agent


def named_owners(tree: Tree, noun: int) -> list[int]:
    """Return the names that say whose a thing is, as far as they do so for sure."""
    return [each for each in kin(tree, noun, *OWNED) if _owns(tree, each)]


def _owns(tree: Tree, token: int) -> bool:
    """Say whether a word before a noun names whose it is: "US", "Arland's", not "Arland" alone."""
    text = tree.annotation.text[tree.starts[token] : tree.ends[token]]
    if tree.rels[token] == "compound":
        return text.isupper() or text in ("Council", "Nations", "Union")
    return _is_named(tree, token)


def _is_named(tree: Tree, token: int) -> bool:
    return tree.annotation.text[tree.starts[token]].isupper()
