"""How far the network is believed when it says that two parties are related.

It answers for every pair, and on pages unlike its training it is too sure of itself. Two things
that it does not look at vouch for it: that the tree makes the actor the subject, agent or owner of
what the recipient stands under, and that the word it looks at may bear an act.
"""

from demarche.codebook.words import CueBook, EventBook
from demarche.extract.trees import Tree, ancestors, has_word, kin
from demarche.records import EventType, Relation

# Least scores, read off sixty wires and the development pairs of the `events` task. A word that
# bears no act is never enough: six of ten such relations were wrong even near 1.
JOINED = 0.6
APART = 0.9

ACTING = ("nsubj", "obl:agent", "csubj", "nmod:poss")  # not a passive's subject
JOINING = ("conj", "flat", "appos", "compound")  # from a name on to the one it stands with
SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
# Types that are done by speaking, perhaps of what the other does ("wants Chad to withdraw").
SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})
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


def is_believed(
    relation: Relation, tree: Tree, heads: tuple[int, int], events: EventBook, cues: CueBook
) -> bool:
    """Say whether a relation between the phrases of two heads is believed.

    Never where the recipient stands under the actor ("Annan, the envoy of the League"), where the
    tree has it the other way round ("he was killed by rebels" as his act), nor where the actor
    only says something of others ("he said that the rebels stormed the town").
    """
    actor, recipient = heads
    above = {recipient, *ancestors(tree, recipient)}
    if actor in above:
        return False
    if not may_bear(tree.words[relation.trigger], events, cues):
        return False
    acting = _acting_verbs(tree, actor)
    if _is_turned(relation, tree, heads, events):
        return False
    below = {*above, relation.trigger, *ancestors(tree, relation.trigger)}
    if any(_tells_of_others(tree, verb, below, cues) for verb in acting):
        return False
    return relation.score >= (JOINED if any(verb in above for verb in acting) else APART)


def _acting_verbs(tree: Tree, actor: int) -> list[int]:
    """Return the words that an actor is subject, agent or owner of, itself or coordinated."""
    found, at = [], actor
    for _ in range(STEPS):
        over = tree.heads[at]
        if over >= 0 and (tree.annotation.tokens[at].deprel in ACTING or _is_agent(tree, at)):
            found.append(over)
        if tree.rels[at] not in JOINING or over < 0:
            break
        at = over
    return found


def _is_turned(relation: Relation, tree: Tree, heads: tuple[int, int], events: EventBook) -> bool:
    """Say whether a verb has the recipient for its subject or agent, and not the actor."""
    verb, (actor, recipient) = relation.trigger, heads
    if relation.type in SPOKEN or relation.type in events.reciprocal:
        return False
    if tree.annotation.tokens[verb].upos != "VERB":
        return False
    return verb in _acting_verbs(tree, recipient) and verb not in _acting_verbs(tree, actor)


def _is_agent(tree: Tree, at: int) -> bool:
    return tree.rels[at].startswith("obl") and has_word(tree, at, ("by",), "case")


def _tells_of_others(tree: Tree, verb: int, below: set[int], cues: CueBook) -> bool:
    """Say whether a verb is of saying and the way down from it enters a clause of others."""
    listed = cues.verbs.get(tree.words[verb], ())
    if not listed or any(cue.act in EVENT_OF_ACT for cue in listed):
        return False
    clauses = [at for at in kin(tree, verb, "ccomp", "parataxis") if at in below]
    subjects = [at for clause in clauses for at in kin(tree, clause, "nsubj", "nsubj:pass")]
    return any(tree.words[at] not in SPEAKERS for at in subjects)


def may_bear(word: str, events: EventBook, cues: CueBook) -> bool:
    """Say whether a word in lower case may bear an act, by the event list or as a political cue.

    Of light verbs ("has", "made") only those that are listed otherwise too.
    """
    listed = (events.verbs, events.nouns, events.phrases, events.undoing, events.open)
    return any(word in each for each in listed) or any(
        cue.act in EVENT_OF_ACT for cue in cues.verbs.get(word, ())
    )
