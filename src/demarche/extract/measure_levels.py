"""The words that govern a measure, from the nearest outwards, and what each alone makes of it."""

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
MEANT = frozenset({"proposed", "threatened", "promised", "announced"})
# Modals that leave a deed to the future, and those that only wish for it or think of it.
WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})
WISHED = frozenset({"should", "must", "ought", "may", "might", "could", "can", "would", "'d"})
# Words by which a noun means one that is known: what is known stands, or is on the table.
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# Prepositions that join a measure to the verb or noun that deals with it.
DEALING = frozenset({"for", "on", "of", "to", "against", "with", "from", "at", "towards", "toward",
                     "into", "upon"})  # fmt: skip
# Those that join it to a deed ("hit them with sanctions", "agreed on sanctions").
MEANS = frozenset({"with", "on", "to", "into", "from"})
# Those that join it to what it may come of ("could lead to sanctions", but "result from aid").
RESULTS = frozenset({"in", "into", "to"})
# What a verb of no listed state makes of it, by what it does to any act below it.
OF_SHADE: dict[Factuality, MeasureStatus] = {
    "planned": "announced",
    "called for": "proposed",
    "conditional": "proposed",
    "did not happen": "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One word that governs a measure and what it alone would make of it."""

    token: int
    status: MeasureStatus
    verb: bool
    finite: bool  # what is below is a clause of its own, told as a fact ("said that it halted")
    below: int


def find_levels(tree: Tree, bearer: Bearer, book: MeasureBook, cues: CueBook) -> Iterator[Level]:
    """Yield the governing words with their status, nearest first."""
    if bearer.verb:
        own: MeasureStatus = "ended" if bearer.named.undone else "adopted"
        if verb_status(tree, bearer.token, book) == "promised":
            own = "promised"  # "pledged aid"
        yield Level(token=bearer.token, status=own, verb=True, finite=False, below=bearer.token)
        yield from _of_carrier(tree, bearer.token, book)
    else:
        yield from _beside(tree, bearer.token, book)
    below = bearer.token
    for above in ancestors(tree, below):
        level, further = _above(tree, below, above, book, cues)
        if level is not None:
            yield level
        if not further:
            return
        below = above


def _above(
    tree: Tree, below: int, above: int, book: MeasureBook, cues: CueBook
) -> tuple[Level | None, bool]:
    """Return what a word says of the measure below it, and whether words above it may say more."""
    rel = tree.rels[below]
    if rel in ("parataxis", "root"):
        return None, False
    supposed = _supposed(tree, below, above, cues)
    if supposed is not None and _status_above(tree, below, above, book, cues) is None:
        return Level(token=above, status=supposed, verb=False, finite=False, below=below), False
    if rel == "advcl" and _is_blamed(tree, below, above, book):
        return None, False
    if tree.deprels[below] == "acl:relcl" and not _carries(tree, above, book):
        return None, False
    if rel == "conj":  # the word above is a sister: what governs both stands further out
        return None, not kin(tree, below, "nsubj", "nsubj:pass")
    if tree.annotation.tokens[above].upos in ("VERB", "AUX", "ADJ"):
        return _by_verb(tree, below, above, book, cues)
    return _by_noun(tree, below, above, book)


def _by_verb(
    tree: Tree, below: int, above: int, book: MeasureBook, cues: CueBook
) -> tuple[Level | None, bool]:
    rel, status = tree.rels[below], _status_above(tree, below, above, book, cues)
    if not _governs(tree, below, rel, status):
        return None, False
    if status is not None:
        finite = rel == "ccomp" and bool(kin(tree, below, "nsubj", "nsubj:pass"))
        return Level(token=above, status=status, verb=True, finite=finite, below=below), True
    if rel not in ("obj", "obl", "nsubj") or tree.words[above] in book.light:
        return None, True
    # What is done with it is not known: "used the truce to regroup". What may come of something is
    # only thought of: "could result in sanctions".
    ahead = rel != "obl" or has_word(tree, below, RESULTS, "case")
    if ahead and auxiliaries(tree, above) & WISHED and not is_definite(tree, below):
        return Level(token=above, status="proposed", verb=False, finite=False, below=below), False
    return None, False


def _by_noun(tree: Tree, below: int, above: int, book: MeasureBook) -> tuple[Level | None, bool]:
    rel = tree.rels[below]
    status = book.status_nouns.get(tree.words[above]) if rel != "nsubj" else None
    if tree.deprels[below] == "nmod:poss" and status in MEANT:
        return None, False  # "the peacekeepers' efforts"
    if status is not None:
        return Level(token=above, status=status, verb=False, finite=False, below=below), True
    return None, _carries(tree, above, book) or rel in ("compound", "amod")


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
    marks = ["to", "for"]
    if status in OVER or status == "refused":
        marks.append("from")  # "prevents them from sending it"
    elif status in MEANT:
        marks.append("at")  # "aimed at forging a truce"
    return rel in ("advcl", "acl") and has_word(tree, below, marks, "mark", "aux")


def _supposed(tree: Tree, below: int, above: int, cues: CueBook) -> MeasureStatus | None:
    """Return what a clause makes of a measure that is its subject and that it only thinks of.

    "Sanctions would hurt the poor", "imposing them will not help": proposed, or "sanctions are not
    the answer": refused. Of one that is known ("the sanctions would") it tells nothing.
    """
    if tree.rels[below] not in ("nsubj", "csubj") or tree.deprels[below] == "nsubj:pass":
        return None
    if is_definite(tree, below):
        return None
    predicate = tree.annotation.tokens[above].upos == "NOUN" and kin(tree, above, "cop")
    if predicate and has_word(tree, above, cues.negations, "advmod"):
        return "refused"
    return "proposed" if auxiliaries(tree, above) & (WILL | WISHED) else None


def is_definite(tree: Tree, noun: int) -> bool:
    """Say whether a noun means something that is known: "the truce", "their sanctions"."""
    return has_word(tree, noun, DEFINITE, "det") or bool(kin(tree, noun, "nmod:poss"))


def _is_blamed(tree: Tree, below: int, above: int, book: MeasureBook) -> bool:
    """Say whether a deed is what somebody is blamed for: "criticised them for imposing it"."""
    return tree.words[above] in book.blaming and has_word(tree, below, ("for", "of"), "mark")


def auxiliaries(tree: Tree, token: int) -> frozenset[str]:
    """Return a verb's auxiliaries; one joined to another without its own has the other's.

    So has a means: "could hit back by expelling them".
    """
    found = kin(tree, token, "aux")
    joined = tree.rels[token] == "conj" and not kin(tree, token, "nsubj")
    means = tree.rels[token] == "advcl" and has_word(tree, token, ("by",), "mark")
    if not found and (joined or means) and tree.heads[token] >= 0:
        found = kin(tree, tree.heads[token], "aux")
    return frozenset(tree.words[child] for child in found)


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
    if tree.rels[below] == "obj" and any(
        tree.words[c] in book.over for c in kin(tree, above, "xcomp")
    ):
        return "ended"  # "let the sanctions lapse"
    if tree.deprels[below] == "nsubj":
        if has_word(tree, below, ("what", "which"), "det"):
            return "proposed"  # "agree on what sanctions to impose"
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
    saying = any(cue.act == "say" for cue in cues.verbs.get(word, ()))
    told = saying and tree.rels[below] in ("ccomp", "obj", "iobj")
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
    if particle == "to" and any(
        has_word(tree, child, ("to",), "mark") for child in kin(tree, token, "xcomp", "advcl")
    ):
        return True
    return after == particle or has_word(tree, token, (particle,), "compound:prt")
