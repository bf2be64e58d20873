"""How far the network is believed when it says that two parties are related.

It answers for every pair. Since it learned real sentences with all their pairs, its score is the
best sign of all; a word that may bear an act vouches for it, and the tree may speak against it.
"""

from collections.abc import Iterator

from demarche.codebook.words import CueBook, EventBook
from demarche.extract.participants import PRONOUNS
from demarche.extract.sights import LIKELY
from demarche.extract.trees import Tree, ancestors, is_agent, kin
from demarche.records import EventType, Relation

# Least score of a relation on a word that is not listed: of such, below it, 8 of 34 were right.
UNLISTED = 0.7
# The same on a listed verb, to which the tree gives other parties: from 0.4 to it 4 of 18 were so.
OTHERWISE = 0.5

# Verbs by which several go to what a third holds: no meeting of theirs ("A and B attended").
ATTENDING = ("attend", "join", "boycott", "skip")
JOINING = ("conj", "flat", "appos", "compound")  # from a name on to the one it stands with
# A subject or owner that may be the speaker himself ("said it had left", "its departure").
SPEAKING = PRONOUNS | {"we", "i", "us", "our", "my", "who", "which", "that"}
STEPS = 4  # from a name up to the head of its phrase: titles, coordination, apposition

# The event that a political statement is, by its act (PLOVER: promising is intent to cooperate,
# denying turns a charge down).
EVENT_OF_ACT: dict[str, EventType] = {
    "accuse": "ACCUSE",
    "deny": "REJECT",
    "demand": "REQUEST",
    "promise": "AGREE",
    "threaten": "THREATEN",
    "reject": "REJECT",
    "endorse": "SUPPORT",
}
# Types that are done by speaking, perhaps of what the other does ("wants Chad to withdraw").
SPOKEN = frozenset(EVENT_OF_ACT.values())


def is_believed(relation: Relation, tree: Tree, events: EventBook, cues: CueBook) -> bool:
    """Say whether a relation between the phrases of two heads is believed.

    Never where the recipient stands under the actor ("Annan, the envoy of the League"), where the
    tree has it the other way round ("he was killed by rebels" as his act), nor where the actor
    only says something of others ("he said that the rebels stormed the town").
    """
    mentions = tree.annotation.mentions
    actor, recipient = heads = mentions[relation.actor].head, mentions[relation.recipient].head
    above = {recipient, *ancestors(tree, recipient)}
    together = actor in conjuncts_above(tree, recipient)  # "A and B signed"
    if actor in above and not together:
        return False
    if relation.trigger in (*standing_with(tree, actor), *standing_with(tree, recipient)):
        return False  # "Chad's head of state, Idriss Deby"
    least = LIKELY if tree.annotation.tokens[relation.trigger].upos == "NOUN" else OTHERWISE
    if not may_bear(tree.words[relation.trigger], events, cues):
        least = UNLISTED
    if relation.score < least or _is_turned(relation, tree, heads, events):
        return False
    if together:  # "A and B attended" is no meeting of theirs
        return not tree.words[relation.trigger].startswith(ATTENDING)
    acting = _acting_verbs(tree, actor)
    below = {*above, relation.trigger, *ancestors(tree, relation.trigger)}
    return not any(_tells_of_others(tree, verb, below, cues) for verb in acting)


def conjuncts_above(tree: Tree, token: int) -> Iterator[int]:
    """Yield the words that a word is coordinated to; a cycle ends the walk."""
    seen = {token}
    while tree.rels[token] == "conj" and tree.heads[token] >= 0:
        token = tree.heads[token]
        if token in seen:
            return
        seen.add(token)
        yield token


def _acting_verbs(tree: Tree, actor: int) -> list[int]:
    """Return the words that an actor is subject, agent or owner of, itself or coordinated."""
    found = (tree.heads[at] for at in standing_with(tree, actor) if _acts(tree, at))
    return [over for over in found if over >= 0]


def standing_with(tree: Tree, at: int) -> Iterator[int]:
    """Yield a word and those that it is a conjunct, an apposition or a part of, upwards."""
    for _ in range(STEPS):
        yield at
        if tree.rels[at] not in JOINING or tree.heads[at] < 0:
            return
        at = tree.heads[at]


def _acts(tree: Tree, at: int) -> bool:
    deprel = tree.annotation.tokens[at].deprel
    subject = tree.rels[at] in ("nsubj", "csubj") and not deprel.endswith(":pass")
    return subject or deprel == "nmod:poss" or is_agent(tree, at)


def _is_turned(relation: Relation, tree: Tree, heads: tuple[int, int], events: EventBook) -> bool:
    """Say whether a verb has the recipient for its subject or agent, and not the actor."""
    verb, (actor, recipient) = relation.trigger, heads
    if relation.type in SPOKEN or relation.type in events.reciprocal:
        return False
    if tree.annotation.tokens[verb].upos != "VERB":
        return False
    return verb in _acting_verbs(tree, recipient) and verb not in _acting_verbs(tree, actor)


def _tells_of_others(tree: Tree, verb: int, below: set[int], cues: CueBook) -> bool:
    """Say whether a verb is of saying and the way down from it enters a clause of others."""
    listed = cues.verbs.get(tree.words[verb], ())
    if not listed or any(cue.act in EVENT_OF_ACT for cue in listed):
        return False
    clauses = [at for at in kin(tree, verb, "ccomp", "parataxis") if at in below]
    subjects = [at for clause in clauses for at in kin(tree, clause, "nsubj", "nsubj:pass")]
    return any(tree.words[at] not in SPEAKING for at in subjects)


def may_bear(word: str, events: EventBook, cues: CueBook) -> bool:
    """Say whether a word in lower case may bear an act, by the event list or as a political cue.

    Of light verbs ("has", "made"), and of verbs that bear an act only with their noun ("take
    hostages"), only those that are listed otherwise too.
    """
    listed = (events.verbs, events.nouns, events.undoing, events.open)
    return any(word in each for each in listed) or any(
        cue.act in EVENT_OF_ACT for cue in cues.verbs.get(word, ())
    )
