"""How far a measure has come, by the words that govern it, from the nearest outwards.

"imposed sanctions" is adopted, "called on them to impose sanctions" proposed, "rejected calls for
sanctions" refused, "vowed not to halt the supplies" in force. What stands nearest sets the state;
each word further out turns it, until one tells that the measure stands: it is broken or kept, or
its end is only spoken of.
"""

from dataclasses import dataclass

from demarche.codebook.measures import MeasureBook
from demarche.codebook.words import CueBook
from demarche.extract.measure_levels import (
    DONE,
    MEANT,
    OVER,
    STANDING,
    WILL,
    WISHED,
    Level,
    auxiliaries,
    find_levels,
    is_definite,
)
from demarche.extract.measure_words import Bearer
from demarche.extract.trees import Tree, ancestors, has_word, kin
from demarche.records import MeasureStatus

# Words that open what is only supposed or lies ahead.
OPENING = frozenset({"if", "unless", "whether", "once", "until", "before"})
IF = frozenset({"if", "unless"})
BEING = frozenset({"is", "are", "was", "were"})
# What "not" makes of each: "does not want" refuses, "did not rule out" leaves open.
NEGATED: dict[MeasureStatus, MeasureStatus] = {
    "proposed": "refused", "promised": "refused", "announced": "refused", "adopted": "refused",
    "in force": "refused", "refused": "proposed", "halted": "in force", "ended": "in force",
    "suspended": "in force", "vetoed": "proposed", "threatened": "proposed",
}  # fmt: skip


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
    for level in find_levels(tree, bearer, book, cues):
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


def _shaded(tree: Tree, level: Level, book: MeasureBook, cues: CueBook) -> MeasureStatus:
    """Return a level's status with its own negation, modal and condition."""
    status, token = level.status, level.token
    if not level.verb:
        return NEGATED[status] if has_word(tree, token, ("no",), "det") else status
    words = auxiliaries(tree, token)
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
    words = auxiliaries(tree, token)
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
    if tree.rels[verb] == "xcomp" and above >= 0:
        return tree.words[above] in BEING
    return has_word(tree, verb, BEING, "cop", "aux", "aux:pass")


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
