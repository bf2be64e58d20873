"""Whether an act happened: from negation, modality, tense, governing words and who says so.

First the words around the act itself, from the nearest outwards; the nearest that decides, wins.
Then the statements it stands in, innermost first: an act that a speaker tells as done is denied
under a denial, alleged under an accusation, called for under a demand. No wording makes more
certain what a nearer one left open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demarche.codebook.words import Cue, CueBook, Shade
from demarche.extract.trees import Tree, ancestors, has_agent, has_word, kin
from demarche.records import Factuality, Statement

# The relations by which a governing word decides over the act: its complement, its object.
GOVERNED = frozenset({"xcomp", "ccomp", "obj", "nmod", "acl", "obl", "advcl", "conj", "csubj"})
# Prepositions between a governing word and what it leaves open ("efforts towards talks").
OPENING = frozenset({"for", "of", "from", "on", "to", "against", "toward", "towards", "at"})
HAVING = frozenset({"have", "has", "had", "having", "'ve"})
NEVER_CONDITIONS = frozenset({"until", "once", "whether"})
PURPOSE = "an infinitive of purpose: the words do not say that it was done"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A factuality with the words that decided it."""

    factuality: Factuality
    reason: str


HAPPENED = Judgement("happened", "told as done")


def judge_words(tree: Tree, trigger: int, book: CueBook, stop: int | None = None) -> Judgement:
    """Judge an act by the words of its own sentence.

    `stop` is the cue of the statement that the act stands in: words from there outwards are the
    statement's affair (see `judge_statements`).
    """
    own = _own_words(tree, trigger, book)
    if own is not None:
        return own
    below, itself = trigger, True
    for above in ancestors(tree, trigger):
        if above == stop or tree.rels[below] == "parataxis" or _is_asserted(tree, below):
            break
        found = _governed(tree, below, above, book)
        if found is None and itself:
            found = _of_subject(tree, below, above, book)
        if found is not None:
            return found
        itself = itself and tree.rels[below] == "conj"  # "talks and a visit are scheduled"
        below = above
    return HAPPENED


def is_aside(tree: Tree, trigger: int, stop: int | None) -> bool:
    """Say whether an act is told in a clause about a noun, below the cue `stop`.

    "demanded that the men who fled return": the flight is no part of the demand.
    """
    for at in (trigger, *ancestors(tree, trigger)):
        if at == stop:
            return False
        if _is_asserted(tree, at):
            return True
    return False


def _is_asserted(tree: Tree, token: int) -> bool:
    """Say whether a clause tells more of a noun, whatever befalls the noun ("the men who fled").

    One that a mark opens is the noun's matter ("the charge that they fled", "a plan to flee").
    """
    opened = kin(tree, token, "mark", "case") or has_word(tree, token, ("to",), "aux")
    return tree.rels[token] == "acl" and not opened


def _own_words(tree: Tree, token: int, book: CueBook) -> Judgement | None:
    """Judge by what depends on a word itself: not, no, will, may, alleged, if."""
    words = tree.words
    modifiers = kin(tree, token, "advmod", "det", "amod", "aux", "mark", "case", "cc", "compound")
    for child in modifiers:
        if words[child] in book.negations and tree.rels[child] != "cc":
            return Judgement("did not happen", f"negated by '{words[child]}'")
    for subject in kin(tree, token, "nsubj", "obj"):
        if words[subject] in book.negations or has_word(tree, subject, ("no",), "det"):
            return Judgement("did not happen", f"negated with '{words[subject]}'")
    if has_word(tree, token, ("ahead",), "case"):
        return Judgement("planned", "told of ahead of it")
    for child in modifiers:
        if tree.rels[child] == "mark" and words[child] in book.conditions - NEVER_CONDITIONS:
            return Judgement("conditional", f"under '{words[child]}'")
    for child in modifiers:
        if tree.rels[child] == "aux" and words[child] in book.modals:
            return Judgement(book.modals[words[child]], f"with '{words[child]}'")
        if tree.rels[child] in ("amod", "compound") and words[child] in book.shade_adjectives:
            return Judgement(book.shade_adjectives[words[child]], f"called '{words[child]}'")
    return _open_infinitive(tree, token)


def _open_infinitive(tree: Tree, token: int) -> Judgement | None:
    """ "a plan to attack", "came to attack": an infinitive that nothing says was carried out."""
    to = has_word(tree, token, ("to",), "mark", "aux")
    if to and tree.rels[token] in ("advcl", "acl", "root", "parataxis"):
        return Judgement("planned", PURPOSE)
    return None


def _governed(tree: Tree, below: int, above: int, book: CueBook) -> Judgement | None:
    """Judge by a word that governs the act's clause or noun."""
    relation = tree.rels[below]
    if relation not in GOVERNED:
        return None
    words = tree.words
    if relation == "conj":
        return None if _breaks_off(tree, below, above) else _shared(tree, above, book)
    if relation in ("obl", "nmod") and _is_time(tree, below):
        return None
    upos = tree.annotation.tokens[above].upos
    complement = relation in ("xcomp", "ccomp", "obj", "csubj") or (
        relation in ("obl", "advcl", "nmod", "acl")
        and has_word(tree, below, OPENING, "case", "mark")
    )
    if complement and upos == "NOUN" and words[above] in book.shade_nouns:
        return Judgement(book.shade_nouns[words[above]], f"as the matter of a '{words[above]}'")
    if complement and upos != "NOUN":
        shaded = _shaded(tree, above, book)
        if shaded is not None:
            return shaded
    if relation in ("xcomp", "ccomp", "obj", "acl", "csubj"):
        return _own_words(tree, above, book) if relation != "acl" else None
    return _condition(tree, below, book)


def _shaded(tree: Tree, above: int, book: CueBook) -> Judgement | None:
    """Judge an act by a listed word that governs it, and by whether that word is negated."""
    shade = shade_of(tree, above, book)
    if shade is None:
        return None
    negated = _own_words(tree, above, book)
    if negated is not None and negated.factuality == "did not happen":
        return Judgement("did not happen", f"'{tree.words[above]}' is {negated.reason}")
    return Judgement(shade.factuality, f"under '{shade.lemma}'")


def _of_subject(tree: Tree, noun: int, above: int, book: CueBook) -> Judgement | None:
    """Judge an act's noun by what is said of it: "talks ARE SCHEDULED", "talks WILL begin".

    Not where it does something else than come about ("the attack is expected to raise tensions"),
    nor by who planned it ("the attack was planned by them").
    """
    tokens = tree.annotation.tokens
    if tree.rels[noun] != "nsubj" or tokens[noun].upos != "NOUN" or tokens[above].upos == "NOUN":
        return None
    if _comes_about(tree, above, book):
        return _own_words(tree, above, book)
    told = kin(tree, above, "xcomp", "ccomp")
    said = tokens[noun].deprel.endswith(":pass") or kin(tree, above, "cop") or told
    if tree.words[above] not in book.coming or not said or has_agent(tree, above):
        return None
    if all(_comes_about(tree, each, book) for each in told):
        return _shaded(tree, above, book)
    return None


def _comes_about(tree: Tree, verb: int, book: CueBook) -> bool:
    """Say whether a verb only says that its subject comes about: "began", "took place"."""
    for particle in book.beginning.get(tree.words[verb], ()):
        if particle is None and not kin(tree, verb, "obj"):
            return True
        if particle and has_word(tree, verb, (particle,), "obj", "advmod", "compound:prt"):
            return True
    # "are expected to be held"
    return tree.words[verb] == "held" and bool(kin(tree, verb, "aux"))


def _shared(tree: Tree, first: int, book: CueBook) -> Judgement | None:
    """What stands before the first of several coordinated acts holds for the others too."""
    found = _own_words(tree, first, book)
    if found is None or found.factuality == "did not happen":
        return None
    return found


def _breaks_off(tree: Tree, second: int, first: int) -> bool:
    """Say whether the second of two acts is a past form of its own: "would help but denied it"."""
    participle = kin(tree, first, "aux:pass") or has_word(tree, first, HAVING, "aux")
    return tree.words[second].endswith("ed") and not participle


def _is_time(tree: Tree, token: int) -> bool:
    """An act that only gives the time of another ("before the attack") is told as done."""
    return has_word(tree, token, ("before", "after", "since", "during", "following"), "case")


def _condition(tree: Tree, token: int, book: CueBook) -> Judgement | None:
    marks = kin(tree, token, "mark", "case")
    found = [tree.words[m] for m in marks if tree.words[m] in book.conditions - NEVER_CONDITIONS]
    return Judgement("conditional", f"under '{found[0]}'") if found else None


def shade_of(tree: Tree, token: int, book: CueBook) -> Shade | None:
    """Return what a governing word does to the act below it, with its particle if it needs one."""
    for shade in book.shades.get(tree.words[token], ()):
        if shade.particle is None:
            return shade
        if has_word(tree, token, (shade.particle,), "compound:prt", "advmod"):
            return shade
        for child in kin(tree, token, "obl", "advcl", "xcomp"):
            if has_word(tree, child, (shade.particle,), "case", "mark"):
                return shade
    return None


# What an act becomes that a statement tells as done, by the statement's act.
UNDER_ACT: dict[str, Factuality] = {
    "deny": "denied",
    "accuse": "alleged",
    "demand": "called for",
    "promise": "planned",
    "threaten": "planned",
    "predict": "planned",
    "warn": "conditional",
}


def judge_statements(
    words: Judgement,
    around: Sequence[tuple[Statement, Cue | None]],
    *,
    conflict: bool,
    actors: Iterable[str],
    recipients: Iterable[str],
) -> Judgement:
    """Judge an act by the statements it stands in, innermost first.

    `actors` and `recipients` are ids of entities, `conflict` says that the act is hostile. A
    victim who tells of a hostile act alleges it; an actor who says that he did not do it denies
    it; one who says that he will not sign has not signed. What is admitted stays as told.
    """
    judged = words
    for statement, cue in around:
        judged = _under(judged, statement, cue)
        if judged.factuality == "happened" and statement.act == "reject" and not conflict:
            judged = Judgement("did not happen", "in a statement that turns it down")
        source = statement.source.id if statement.source else None
        denied = judged.factuality == "did not happen" and conflict and "negated" in judged.reason
        if denied and source in set(actors):
            judged = Judgement("denied", f"{judged.reason}, as the actor itself says")
        stake = conflict and source in set(recipients) and statement.act in ("say", "warn")
        if judged.factuality == "happened" and stake:
            judged = Judgement("alleged", "told by the side that it is done to")
    return judged


def _under(judged: Judgement, statement: Statement, cue: Cue | None) -> Judgement:
    if statement.act == "deny" and judged.factuality in ("planned", "alleged"):
        return Judgement("denied", "in a statement that is to deny")
    if judged.factuality != "happened":
        return judged
    if cue is not None and cue.conceding:
        return judged
    if statement.mode == "intention" and statement.act == "reject":
        return Judgement("did not happen", f"turned down ('{statement.cue}')")
    if statement.mode == "intention":
        return Judgement("planned", f"intended ('{statement.cue}')")
    if cue is not None and cue.doubtful:
        return Judgement("alleged", f"under '{statement.cue}'")
    if statement.act in UNDER_ACT:
        return Judgement(UNDER_ACT[statement.act], f"in a statement that is to {statement.act}")
    if statement.mode == "belief":
        return Judgement("alleged", f"believed ('{statement.cue}')")
    return judged
