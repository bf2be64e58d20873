"""How far a measure has come, by the words that govern it, from the nearest outwards.

"imposed sanctions" is adopted, "called on them to impose sanctions" proposed, "rejected calls for
sanctions" refused, "vowed not to halt the supplies" in force. What stands nearest sets the state;
each word further out turns it, until one tells that the measure stands: it is broken or kept, or
its end is only spoken of.
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
MEANT = frozenset({"proposed", "threatened", "promised", "announced"})
# Modals that leave a deed to the future, and those that only wish for it or think of it.
WILL = frozenset({"will", "shall", "'ll", "\u2019ll", "wo"})
WISHED = frozenset({"should", "must", "ought", "may", "might", "could", "can", "would", "'d"})
# Words that open what is only supposed or lies ahead.
OPENING = frozenset({"if", "unless", "whether", "once", "until", "before"})
IF = frozenset({"if", "unless"})
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
    stands: bool = False  # told of one that stands, whatever is said of its keeping or its end


def progress_of(tree: Tree, bearer: Bearer, book: MeasureBook, cues: CueBook) -> Progress:
    """Return the state that the words around a bearer give a measure."""
    state: MeasureStatus | None = None
    levels: list[Level] = []
    for level in _levels(tree, bearer, book, cues):
        told = _shaded(tree, level, book, cues)
        if (
            told == "in force"
            and (state is None or state in STANDING)
            and _is_kept(tree, level, book)
        ):
            return Progress(status=told, levels=(*levels, level), stands=True)
        turned = told if state is None else _turned(state, told, finite=level.finite)
        if state in MEANT and told in OVER and not level.verb:
            turned = state  # "the expiry of an ultimatum"
        if state in MEANT and told == "adopted" and _is_taken_up(tree, level, book):
            turned = told
        if turned != state or level.verb:
            levels.append(level)
        if turned in STANDING and (level.status in OVER or state in OVER):
            return Progress(status="in force", levels=tuple(levels), stands=True)
        state = turned
    if state is None:
        state = _by_adjective(tree, bearer, book) or _in_a_condition(tree, bearer)
    negated = has_word(tree, bearer.token, ("no",), "det") and not bearer.verb
    if negated and state is not None:
        state = NEGATED[state]
    return Progress(status=state, levels=tuple(levels))


def _levels(tree: Tree, bearer: Bearer, book: MeasureBook, cues: CueBook) -> Iterator[Level]:
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
        rel = tree.rels[below]
        if rel in ("parataxis", "root"):
            return
        supposed = _supposed(tree, below, above, cues)
        if supposed is not None and _status_above(tree, below, above, book, cues) is None:
            yield Level(token=above, status=supposed, verb=False, finite=False, below=below)
            return
        if rel == "advcl" and _is_blamed(tree, below, above, book):
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
                # What is done with it is not known: "used the truce to regroup". What may come of
                # something is only thought of: "could result in sanctions".
                ahead = rel != "obl" or has_word(tree, below, RESULTS, "case")
                if ahead and _auxiliaries(tree, above) & WISHED and not is_definite(tree, below):
                    yield Level(
                        token=above, status="proposed", verb=False, finite=False, below=below
                    )
                return
        else:
            status = book.status_nouns.get(tree.words[above]) if rel != "nsubj" else None
            if tree.deprels[below] == "nmod:poss" and status in MEANT:
                return  # "the peacekeepers' efforts"
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
    return "proposed" if _auxiliaries(tree, above) & (WILL | WISHED) else None


def is_definite(tree: Tree, noun: int) -> bool:
    """Say whether a noun means something that is known: "the truce", "their sanctions"."""
    return has_word(tree, noun, DEFINITE, "det") or bool(kin(tree, noun, "nmod:poss"))


def _is_blamed(tree: Tree, below: int, above: int, book: MeasureBook) -> bool:
    """Say whether a deed is what somebody is blamed for: "criticised them for imposing it"."""
    return tree.words[above] in book.blaming and has_word(tree, below, ("for", "of"), "mark")


def _is_kept(tree: Tree, level: Level, book: MeasureBook) -> bool:
    """Say whether a word tells that the measure stands: "broke the truce", "keep the ban".

    Who is to keep what is not known yet ("agreed to observe a truce") takes it up.
    """
    word = tree.words[level.token]
    if word in book.breaking:
        return tree.words[level.below] not in book.status_nouns  # not of a "vow" or a "demand"
    new = has_word(tree, level.below, ("a", "an", "any"), "det")
    return word in book.watching or (word in book.keeping and not new)


def _is_taken_up(tree: Tree, level: Level, book: MeasureBook) -> bool:
    """Say whether an offer, a call or a plan is accepted: "accepted their offer of a truce"."""
    return tree.words[level.token] in book.accepting and tree.words[level.below] in book.offers


def _auxiliaries(tree: Tree, token: int) -> frozenset[str]:
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


def _shaded(tree: Tree, level: Level, book: MeasureBook, cues: CueBook) -> MeasureStatus:
    """Return a level's status with its own negation, modal and condition."""
    status, token = level.status, level.token
    if not level.verb:
        return NEGATED[status] if has_word(tree, token, ("no",), "det") else status
    words = _auxiliaries(tree, token)
    negated = has_word(tree, token, cues.negations, "advmod")
    supposed = has_word(tree, token, OPENING, "mark")
    if tree.words[token] in book.breaking:
        return "in force"  # broken or not, it stands
    if status in OVER and not negated:
        ahead = words & (WISHED | WILL) or _is_to_be(tree, token)
        return "in force" if supposed or ahead else status
    if negated and has_word(tree, token, ("yet",), "advmod") and status not in OVER:
        return "proposed"
    if status not in STANDING:
        return NEGATED[status] if negated else status
    if supposed:
        return "proposed"
    if negated:
        return "refused"
    if status == "in force" and tree.words[token] in book.keeping:
        return status
    return _of_modals(tree, token, book, cues) or status


def _of_modals(tree: Tree, token: int, book: MeasureBook, cues: CueBook) -> MeasureStatus | None:
    """Return what a deed is that is told under a modal or as a purpose, None for one told as done.

    "Said they would send it" is as much as "will send it", "the text would impose it" is not.
    """
    words = _auxiliaries(tree, token)
    if words & WILL:
        return "announced"
    if words & {"would", "'d"} and _is_said(tree, token, book, cues):
        return "announced"
    if words & WISHED:
        return "proposed"
    if _is_to_be(tree, token):
        return "announced"
    if _is_purpose(tree, token) and not _is_decided(tree, token, book):
        return "proposed"
    return None


def _is_said(tree: Tree, verb: int, book: MeasureBook, cues: CueBook) -> bool:
    """Say whether a clause is what somebody said that he would do, without an "if"."""
    above = tree.heads[verb]
    if tree.rels[verb] != "ccomp" or above < 0:
        return False
    if any(has_word(tree, each, IF, "mark") for each in kin(tree, verb, "advcl")):
        return False
    if any(tree.words[each] in book.carriers for each in kin(tree, verb, "nsubj")):
        return False
    return any(cue.act == "say" for cue in cues.verbs.get(tree.words[above], ()))


def _is_to_be(tree: Tree, verb: int) -> bool:
    """Say whether a verb stands under "is to": "the sanctions are to be lifted in May"."""
    if not has_word(tree, verb, ("to",), "mark", "aux"):
        return False
    above = tree.heads[verb]
    being = {"is", "are", "was", "were"}
    if tree.rels[verb] == "xcomp" and above >= 0:
        return tree.words[above] in being
    return has_word(tree, verb, being, "cop", "aux", "aux:pass")


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
    if state in MEANT and told in OVER:
        return state if told == "suspended" else "refused"  # "put off the vote", "dropped the plan"
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
    if state in ("announced", "promised") and told in ("proposed", "threatened"):
        return told  # "hopes that they will send it"
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


def _in_a_condition(tree: Tree, bearer: Bearer) -> MeasureStatus | None:
    """Return the state of one that only a condition names: "unless there are new sanctions"."""
    if bearer.verb or is_definite(tree, bearer.token):
        return None
    verbs = (at for at in ancestors(tree, bearer.token) if kin(tree, at, "nsubj", "nsubj:pass"))
    clause = next(verbs, None)
    return "proposed" if clause is not None and has_word(tree, clause, IF, "mark") else None
