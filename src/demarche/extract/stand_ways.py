"""How far one has come from a matter, and what is said of it by other words than verbs of wanting.

"They are against it", "in favour of it", "opposed to it"; "it would not help"; "the time has come
for it".
"""

from dataclasses import dataclass, replace

from demarche.codebook.issues import IssueBook
from demarche.codebook.words import CueBook
from demarche.extract.doers import subject_of
from demarche.extract.stand_words import is_must, is_negated
from demarche.extract.trees import Tree, has_word, kin

AHEAD = frozenset({"will", "would", "'ll", "’ll", "could"})
DOING = AHEAD | {"can", "does", "do", "ca"}
RESPONSES = frozenset(
    "respond response retaliate retaliation react reaction consequences answer punish".split()
)
LEANING = frozenset(
    "come comes came coming speak speaks spoke spoken stand stands stood be been remain remains "
    "remained vote votes voted".split()
)  # verbs by which one is for or against: "came out against it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Who is for or against a matter, as far as one sentence tells."""

    issue: str
    sign: int  # 1 or -1, 0: he takes no side
    holder: int | None  # word that names whose stand it is; none: the speaker's
    by: int  # word by which it is told
    top: int  # topmost word passed on the way
    deed: bool  # taken by doing, not by saying
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stand as it stands at one step of the way."""

    holder: int | None
    by: int
    deed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far one has come from the topic: the word reached, the sign, who holds it there."""

    token: int
    sign: int
    held: Held | None
    valued: bool  # whether any word on the way has said something of the thing
    stopped: bool = False


def leaning(tree: Tree, way: Way, book: IssueBook, cues: CueBook) -> Way | None:
    """ "They are against it", "in favour of it", "came out against it", "in support of it"."""
    at = way.token
    if way.stopped or way.held is not None:
        return None
    against = not way.valued and has_word(tree, at, ("against",), "case")
    backed = tree.words[at] in book.nouns and has_word(tree, at, ("in", "for"), "case")
    backed = backed and book.nouns[tree.words[at]].sign > 0 and way.valued
    above = tree.heads[at]
    subjects = kin(tree, at, "nsubj") if kin(tree, at, "cop") else ()
    if not subjects and above >= 0 and tree.rels[at] == "obl" and tree.words[above] in LEANING:
        subject = subject_of(tree, above, cues)
        subjects = () if subject is None else (subject,)
    if not subjects or not (against or backed):
        return None
    sign = -way.sign if against else way.sign
    if is_negated(tree, at, cues):
        sign = 0 if against else -sign
    held = Held(holder=subjects[0], by=at, deed=False)
    return replace(way, sign=sign, held=held, valued=True)


def said_of(
    tree: Tree, way: Way, below: int, above: int, book: IssueBook, cues: CueBook
) -> Way | None:
    """ "They are opposed to it", "it would not help", "would answer an attack": for or against."""
    word, negated = tree.words[above], is_negated(tree, above, cues)
    sign = -way.sign if negated else way.sign
    disposed = kin(tree, above, "nsubj:pass") if word in book.averse | book.eager else ()
    if disposed and disposed[0] != below:
        if negated and word in book.averse:
            sign = 0  # "is not opposed to it"
        elif word in book.averse:
            sign = -sign
        held = Held(holder=disposed[0], by=above, deed=False)
        return replace(way, token=above, sign=sign, held=held, valued=True)
    if tree.rels[below] == "nsubj" and word in book.helps | book.harms:
        if not has_word(tree, above, DOING, "aux"):
            return None  # "sanctions helped": told, not thought
        sign = sign if word in book.helps else -sign
        held = Held(holder=None, by=above, deed=False)
        return replace(way, token=above, sign=sign, held=held, valued=True)
    if word in RESPONSES and has_word(tree, above, AHEAD, "aux") and not negated:
        against = has_word(tree, below, ("to", "against", "for"), "case") or word == "answer"
        itself = against and not way.valued and tree.words[below] not in book.carriers
        subject = subject_of(tree, above, cues) if itself else None
        if subject is not None and tree.rels[below] in ("obl", "obj"):
            held = Held(holder=subject, by=above, deed=False)
            return replace(way, token=above, sign=-way.sign, held=held, valued=True)
    return None


def there_is(
    tree: Tree, way: Way, below: int, above: int, book: IssueBook, cues: CueBook
) -> Way | None:
    """ "There can be no vote", "the time has come for a vote": the speaker's stand on it."""
    held = Held(holder=None, by=above, deed=False)
    if tree.rels[below] == "nsubj" and kin(tree, above, "expl"):
        negated = is_negated(tree, above, cues)
        if not has_word(tree, above, AHEAD | {"can", "must", "should"}, "aux"):
            return None  # "there is no truce" only tells
        if not (negated or way.valued or is_must(tree, above, book)):
            return None
        sign = -way.sign if negated and not way.valued else way.sign
        return replace(way, token=above, sign=sign, held=held, valued=True)
    timely = has_word(tree, above, ("time",), "nsubj") and not is_negated(tree, above, cues)
    if timely and tree.rels[below] in ("obl", "advcl", "xcomp"):
        return replace(way, token=above, held=held, valued=True)
    return None
