"""How far a measure has come, by the words that govern it, from the nearest outwards.

"imposed sanctions" is adopted, "called on them to impose sanctions" proposed, "rejected calls for
sanctions" refused, "vowed not to halt the supplies" in force. What stands nearest sets the state;
each word further out turns it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.codebook.measures import MeasureBook
from demarche.codebook.words import CueBook
from demarche.extract.factuality import shade_of
from demarche.extract.measure_words import Bearer
from demarche.extract.trees import Tree, ancestors, has_word, kin, phrase, subtree
from demarche.records import Factuality, MeasureStatus

# States that say that somebody has dealt with it, not only spoken of it.
DONE = frozenset({"adopted", "in force", "suspended", "halted", "ended", "vetoed"})
STANDING = frozenset({"adopted", "in force"})
OVER = frozenset({"suspended", "halted", "ended"})
# Modals that leave a deed to the future, and those that only wish for it or think of it.
WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})
WISHED = frozenset({"should", "must", "ought", "may", "might", "could", "can", "would", "'d"})
# Words that open what is only supposed or lies ahead.
OPENING = frozenset({"if", "unless", "whether", "once", "until", "before"})
# Prepositions that join a measure to the verb or noun that deals with it.
DEALING = frozenset({"for", "on", "of", "to", "against", "with", "from", "at", "towards", "toward",
                     "into", "upon"})  # fmt: skip
# Those that join it to a deed ("hit them with sanctions", "agreed on sanctions").
MEANS = frozenset({"with", "on", "to", "into", "from"})
# What a verb of no listed state makes of it, by what it does to any act below it.
OF_SHADE: dict[Factuality, MeasureStatus] = {
    "planned": "announced",
    "called for": "proposed",
    "conditional": "proposed",
    "did not happen": "refused",
}
# What "not" makes of each: "does not want" refuses, "did not rule out" leaves open.
NEGATED: dict[MeasureStatus, MeasureStatus] = {
    "proposed": "refused", "promised": "refused", "announced": "refused", "adopted": "refused",
    "in force": "refused", "refused": "proposed", "halted": "in force", "ended": "in force",
    "suspended": "in force", "vetoed": "proposed", "threatened": "proposed",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One word that governs a measure and what it alone would make of it."""

    token: int
    status: MeasureStatus
    verb: bool
    finite: bool  # what is below is a clause of its own, told as a fact ("said that it halted")
    below: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A measure's state with the words that made it, nearest first."""

    status: MeasureStatus | None  # None: no word tells
    levels: tuple[Level, ...]


def progress_of(tree: Tree, bearer: Bearer, book: MeasureBook, cues: CueBook) -> Progress:
    """Return the state that the words around a bearer give a measure."""
    state: MeasureStatus | None = None
    levels: list[Level] = []
    for level in _levels(tree, bearer, book, cues):
        told = _shaded(tree, level, book, cues)
        turned = told if state is None else _turned(state, told, finite=level.finite)
        if turned != state or level.verb:
            levels.append(level)
        state = turned
    if state is None:
        state = _by_adjective(tree, bearer, book)
    negated = has_word(tree, bearer.token, ("no",), "det") and not bearer.verb
    if negated and state is not None:
        state = NEGATED[state]
    return Progress(status=state, levels=tuple(levels))


def _levels(tree: Tree, bearer: Bearer, book: MeasureBook, cues: CueBook) -> Iterator[Level]:
    """Yield the governing words with their status, nearest first."""
    if bearer.verb:
        own: MeasureStatus = "ended" if bearer.named.undone else "adopted"
        yield Level(token=bearer.token, status=own, verb=True, finite=False, below=bearer.token)
        yield from _of_carrier(tree, bearer.token, book)
    else:
        yield from _beside(tree, bearer.token, book)
    below = bearer.token
    for above in ancestors(tree, below):
        rel = tree.rels[below]
        if rel in ("parataxis", "root"):
            return
        if tree.deprels[below] == "acl:relcl" and not _carries(tree, above, book):
            return
        if rel == "conj":  # the word above is a sister: what governs both stands further out
            if kin(tree, below, "nsubj", "nsubj:pass"):
                return
        elif tree.annotation.tokens[above].upos in ("VERB", "AUX", "ADJ"):
            status = _status_above(tree, below, above, book, cues)
            if not _governs(tree, below, rel, status):
                return
            if status is not None:
                finite = rel == "ccomp" and bool(kin(tree, below, "nsubj", "nsubj:pass"))
                yield Level(token=above, status=status, verb=True, finite=finite, below=below)
            elif rel in ("obj", "obl", "nsubj") and tree.words[above] not in book.light:
                return  # what is done with it is not known: "used the truce to regroup"
        else:
            status = book.status_nouns.get(tree.words[above]) if rel != "nsubj" else None
            if status is not None:
                yield Level(token=above, status=status, verb=False, finite=False, below=below)
            elif not _carries(tree, above, book) and rel not in ("compound", "amod"):
                return
        below = above


def _carries(tree: Tree, token: int, book: MeasureBook) -> bool:
    """Say whether a noun carries a measure: "a RESOLUTION that imposes", "a ROUND of talks"."""
    return tree.words[token] in book.carriers or tree.words[token] in book.status_nouns


def _governs(tree: Tree, below: int, rel: str, status: MeasureStatus | None) -> bool:
    """Say whether a verb deals with what is below it; a deed with its object, or "with" it."""
    if rel in ("obj", "iobj", "xcomp", "ccomp", "csubj", "nsubj"):
        return True
    if rel == "obl":
        before = tree.words[max(0, min(phrase(tree, below)) - 1) : below]
        if {"exchange", "return"} & {*before, *(tree.words[c] for c in subtree(tree, below))}:
            return False  # "in return for aid": what the other side does
        if status in DONE:
            cases = MEANS | {"in"} if status == "in force" else MEANS
            return has_word(tree, below, cases, "case")
        return has_word(tree, below, DEALING, "case")
    return rel in ("advcl", "acl") and has_word(tree, below, ("to", "for"), "mark", "aux")


def _beside(tree: Tree, token: int, book: MeasureBook) -> Iterator[Level]:
    """Yield participles and clauses beside a noun: "the sanctions imposed on them"."""
    for child in kin(tree, token, "acl"):
        passive = kin(tree, child, "nsubj:pass") or not kin(tree, child, "nsubj", "obj")
        if not passive or tree.words[child].endswith("ing"):
            continue
        status = verb_status(tree, child, book)
        if status is not None:
            yield Level(token=child, status=status, verb=True, finite=False, below=token)
            return


def _of_carrier(tree: Tree, verb: int, book: MeasureBook) -> Iterator[Level]:
    """Yield what befell the thing that carries: "the ship, forced to turn back, carried arms"."""
    for subject in kin(tree, verb, "nsubj"):
        for clause in kin(tree, subject, "acl"):
            for word in (clause, *kin(tree, clause, "xcomp")):
                if verb_status(tree, word, book) in OVER:
                    yield Level(token=word, status="halted", verb=True, finite=False, below=verb)
                    return


def _status_above(
    tree: Tree, below: int, above: int, book: MeasureBook, cues: CueBook
) -> MeasureStatus | None:
    """Return what a verb or adjective makes of the measure below, None where it says nothing."""
    upos = tree.annotation.tokens[above].upos
    word = tree.words[above]
    if upos == "ADJ" and tree.rels[below] in ("nsubj", "csubj"):
        return book.status_adjectives.get(word)
    if tree.deprels[below] == "nsubj":
        asked = tree.rels[above] in ("ccomp", "xcomp") and not kin(tree, above, "aux", "obj")
        if asked and word.endswith("ed"):  # "wants the mission expanded"
            return verb_status(tree, above, book)
        if word in book.standing:
            return "in force"
        return "ended" if word in book.over else None
    if upos in ("VERB", "ADJ"):
        status = verb_status(tree, above, book)
        if status is not None:
            return status
    told = tree.rels[below] == "ccomp" and any(c.act == "say" for c in cues.verbs.get(word, ()))
    if tree.rels[below] in ("xcomp", "ccomp", "advcl", "obj", "acl") and not told:
        shade = shade_of(tree, above, cues)
        return None if shade is None else OF_SHADE.get(shade.factuality)
    return None


def verb_status(tree: Tree, token: int, book: MeasureBook) -> MeasureStatus | None:
    """Return the listed status of a verb, with its particle where it needs one."""
    for particle, status in book.status_verbs.get(tree.words[token], ()):
        if particle is None or _has_particle(tree, token, particle):
            return status
    return None


def _has_particle(tree: Tree, token: int, particle: str) -> bool:
    after = tree.words[token + 1] if token + 1 < len(tree.words) else ""
    return after == particle or has_word(tree, token, (particle,), "compound:prt")


def _shaded(tree: Tree, level: Level, book: MeasureBook, cues: CueBook) -> MeasureStatus:
    """Return a level's status with its own negation, modal and condition."""
    status, token = level.status, level.token
    if not level.verb:
        return NEGATED[status] if has_word(tree, token, ("no",), "det") else status
    words = {tree.words[child] for child in kin(tree, token, "aux")}
    negated = has_word(tree, token, cues.negations, "advmod")
    if status in STANDING:
        if negated:
            return "refused"
        if words & WILL:
            return "announced"
        if words & WISHED or has_word(tree, token, OPENING, "mark"):
            return "proposed"
        if _is_purpose(tree, token) and not _is_decided(tree, token, book):
            return "proposed"
        return status
    supposed = has_word(tree, token, OPENING, "mark")
    if status in OVER and not negated and (supposed or words & (WISHED - {"would"})):
        return "in force"
    return NEGATED[status] if negated else status


def _is_decided(tree: Tree, token: int, book: MeasureBook) -> bool:
    """Say whether an infinitive hangs on a noun that tells its state: "the decision to impose"."""
    above = tree.heads[token]
    return tree.rels[token] == "acl" and above >= 0 and tree.words[above] in book.status_nouns


def _is_purpose(tree: Tree, token: int) -> bool:
    """Say whether a verb is an infinitive that nothing says was carried out."""
    to = has_word(tree, token, ("to",), "mark", "aux")
    return to and tree.rels[token] in ("advcl", "acl", "root", "parataxis")


def _turned(state: MeasureStatus, told: MeasureStatus, *, finite: bool) -> MeasureStatus:
    """Return what a word further out makes of a state."""
    if finite and told in ("announced", "promised") and state in DONE:
        return state  # "announced that it has halted them"
    if told in DONE:
        return _done_to(state, told)
    if state in STANDING:
        return told
    if state in OVER:
        return "in force"
    if state == "vetoed":
        return "refused"
    if told == "refused":
        return "proposed" if state == "refused" else "refused"
    if state == "proposed" and told == "threatened":
        return told
    return state


def _done_to(state: MeasureStatus, told: MeasureStatus) -> MeasureStatus:
    """Return what a deed makes of a state: "vetoed a text that called for sanctions"."""
    if told in STANDING:
        return state
    if told == "vetoed" or state not in OVER:
        return told
    return "in force"


def _by_adjective(tree: Tree, bearer: Bearer, book: MeasureBook) -> MeasureStatus | None:
    words = (tree.words[child] for child in kin(tree, bearer.token, "amod", "compound"))
    found = (book.status_adjectives[word] for word in words if word in book.status_adjectives)
    return None if bearer.verb else next(found, None)
