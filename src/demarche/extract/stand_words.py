"""What the words above a thing do to it, and by which of them it hangs, by issues.toml."""

from demarche.codebook.issues import IssueBook, Operator
from demarche.codebook.words import CueBook
from demarche.extract.doers import STEPS
from demarche.extract.topics import NOUNS, has_particle
from demarche.extract.trees import Tree, has_word, kin

CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "csubj", "conj"})
WHETHER = frozenset({"if", "whether"})
UNLESS = frozenset({"if", "unless", "whether", "until", "once", "provided", "lest"})
# Prepositions that bring in what a noun is about.
MATTER = frozenset({"for", "on", "of", "to", "against", "over", "about"})
# Prepositions after which a noun tells when, where or why something else was.
SETTING = frozenset(
    "due because after before since during despite following amid over about under between "
    "through until within near ahead in_response according prior besides except beyond".split()
)
OBJECT = frozenset({"obj", "iobj", "xcomp", "ccomp", "csubj"})


def verb_operator(tree: Tree, below: int, above: int, book: IssueBook) -> Operator | None:
    """Return what a verb does to what hangs on it, if it hangs there as its matter."""
    rel, deprel = tree.rels[below], tree.deprels[below]
    found = book.verbs.get(tree.words[above], ())
    if rel in ("xcomp", "ccomp") and _is_noun(tree, below):
        return None  # "calling it a step": what it is called is not what is wanted
    told = rel == "ccomp" and bool(kin(tree, below, "nsubj", "nsubj:pass", "expl"))
    for operator in found:
        if operator.deed and told:
            continue  # "announced that it had": said, not done
        if operator.particle is None:
            if rel in OBJECT or deprel == "nsubj:pass":
                return operator
            if not operator.deed and _as_object(tree, below):
                return operator
            if operator.sign < 0 and has_word(tree, below, ("from",), "mark", "case"):
                return operator  # "prevent them from halting it"
            if rel == "nsubj" and operator.deed and not kin(tree, above, "obj"):
                return operator  # "talks resumed", "sanctions should continue"
        elif _by_particle(tree, below, above, operator.particle, deed=operator.deed):
            return operator
    return None


def _is_noun(tree: Tree, token: int) -> bool:
    """Say whether a complement is a name for something, no clause of its own."""
    nominal = tree.annotation.tokens[token].upos in NOUNS
    return nominal and not kin(tree, token, "cop", "nsubj", "mark")


def _by_particle(tree: Tree, below: int, above: int, particle: str, *, deed: bool) -> bool:
    rel, deprel = tree.rels[below], tree.deprels[below]
    if rel in ("obl", "nmod", "advcl", "xcomp", "obj", "ccomp") and has_word(
        tree, below, (particle,), "case", "mark"
    ):
        return True
    on_verb = has_word(tree, above, (particle,), "compound", "advmod", "obl", "case")
    if on_verb:
        return rel in OBJECT or deprel == "nsubj:pass" or rel == "obl"
    # "called on them to halt it", "accused them of halting it": the particle brings in another
    return not deed and rel in ("xcomp", "ccomp", "advcl") and has_particle(tree, above, particle)


def _as_object(tree: Tree, below: int) -> bool:
    """Say whether a clause is the matter of a verb whatever the parse calls it: "urged X to go"."""
    return tree.rels[below] == "advcl" and has_word(tree, below, ("to",), "mark")


def is_must(tree: Tree, verb: int, book: IssueBook) -> bool:
    """Say whether a verb stands under "must", "should" or "ought"."""
    return has_word(tree, verb, book.must, "aux")


def is_negated(tree: Tree, token: int, cues: CueBook) -> bool:
    """Say whether a word is negated, by itself or by its subject."""
    if has_word(tree, token, cues.negations, "advmod", "det", "cc"):
        return True
    return any(
        tree.words[child] in cues.negations or has_word(tree, child, ("no", "neither"), "det")
        for child in kin(tree, token, "nsubj")
    )


def is_asked(tree: Tree, token: int) -> bool:
    """Say whether a word stands in a question or condition further up: "asked if it was ready"."""
    for _ in range(STEPS):
        if tree.heads[token] < 0 or tree.rels[token] not in CLAUSES:
            return False
        if has_word(tree, token, UNLESS, "mark"):
            return True
        if kin(tree, token, "mark") and not has_word(tree, token, ("to", "that"), "mark"):
            return False
        token = tree.heads[token]
    return False


def noun_between(tree: Tree, below: int, above: int, book: IssueBook) -> int | None:
    """Return the object to which a phrase belongs that the parse hangs on the verb.

    "set a date for the vote", "broke the ban on talks".
    """
    joined = tree.rels[below] == "obl" and has_word(tree, below, MATTER, "case")
    purpose = tree.rels[below] == "advcl" and has_word(tree, below, ("to",), "mark")
    if not (joined or purpose):
        return None
    nouns = [each for each in kin(tree, above, "obj") if each < below]
    word = tree.words[nouns[-1]] if nouns else ""
    if word in book.nouns or (joined and word in book.carriers):
        return nouns[-1]
    return None


def is_setting(tree: Tree, below: int) -> bool:
    """Say whether a phrase tells when or why, not of what: "due to the halt", "after talks"."""
    if tree.rels[below] not in ("nmod", "obl"):
        return False
    cases = kin(tree, below, "case")
    return any(tree.words[each] in SETTING for each in cases)


def above_of(tree: Tree, token: int) -> tuple[int, int]:
    """Return the word by which a token hangs, of coordinated ones the first, and on what."""
    for _ in range(STEPS):
        if tree.rels[token] != "conj" or tree.heads[token] < 0:
            break
        token = tree.heads[token]
    return token, tree.heads[token]


def is_condition(tree: Tree, token: int) -> bool:
    """Say whether a clause is a condition or a question: "if it is", "whether it was"."""
    marks = UNLESS if tree.rels[token] == "advcl" else WHETHER
    return has_word(tree, token, marks, "mark")


def deemed_sign(tree: Tree, below: int, above: int, book: IssueBook) -> int:
    """Return the sign of what somebody calls a thing: "finds it illegal" -1; 0: he does not."""
    if (
        tree.rels[below] not in ("obj", "nsubj:pass", "nsubj")
        or tree.words[above] not in book.deems
    ):
        return 0
    called = {tree.words[each] for each in kin(tree, above, "xcomp", "obl", "advcl")}
    if called & book.bad:
        return -1
    return 1 if called & book.good else 0
