"""What is done by what is said, where the cue only says that it is said.

"Said that they must leave" demands, "said it would never accept" turns down, "said it had not
fired" denies, "warned that it would strike" threatens, "said the plan would fail" foretells.
"""

from collections.abc import Callable

from demarche.codebook.words import CueBook, EventBook
from demarche.extract.trees import Tree, has_word, kin
from demarche.records import StatementAct

DEMANDING = frozenset({"must", "should", "ought"})
OWN = frozenset(
    {"i", "we", "it", "he", "she", "they", "you", "there", "this", "that", "who", "what", "which"}
)
MEANT = frozenset({"will", "would", "shall", "'ll", "\u2019ll", "wo"})
AHEAD = MEANT | {"can", "could", "ca"}
REACTING = frozenset({"act", "react", "respond", "answer"})
NEEDING = frozenset({"need", "needs"})
DONE = frozenset({"did", "has", "have", "had", "was", "were"})
NAMES = frozenset({"PROPN", "PRON"})

Own = Callable[[int], bool]  # whether a word stands for the speaker, or for whom he speaks


def act_of_content(
    tree: Tree, head: int, own: Own, said: StatementAct, cues: CueBook, events: EventBook
) -> tuple[StatementAct, str] | None:
    """Return what a content does by its own words, and why; None where it only tells.

    `head` is the content's topmost word, `said` what the cue does: "say", "warn" or "promise".
    """
    if said == "promise":
        if _is_hostile(tree, head, cues, events):
            return "threaten", "what is promised would be done against somebody"
        return None
    subjects = kin(tree, head, "nsubj", "nsubj:pass", "expl")
    acting = kin(tree, head, "nsubj")
    mine = any(own(at) for at in acting if not _is_passive(tree, at))
    negated = has_word(tree, head, cues.negations, "advmod", "det")
    ahead = has_word(tree, head, AHEAD, "aux")
    if said == "warn":
        if mine and not negated and _is_meant(tree, head, events):
            return "threaten", "what is warned of is the speaker's own act"
        return None
    if not mine and _is_asked(tree, head):
        return "demand", "what is said is that somebody else must act"
    if mine and negated:
        return _refused_or_denied(tree, head, cues, events, ahead=ahead)
    if mine and not ahead and tree.words[head] in cues.approving:
        return "endorse", "what is said is that the speaker is for it"
    others = subjects and not any(map(own, subjects))
    if others and not negated and _is_foretold(tree, head, subjects[0], cues):
        return "predict", "what is said is how things will be"
    return None


def _is_meant(tree: Tree, head: int, events: EventBook) -> bool:
    """Say whether a verb tells what one will do to others, not what will befall one."""
    word = tree.words[head]
    listed = (events.verbs, events.phrases, events.open, REACTING)
    return has_word(tree, head, MEANT, "aux") and any(word in each for each in listed)


# Types of what is done against somebody.
HOSTILE = frozenset({"COERCE", "ASSAULT", "SANCTION"})
AGAINST = ("against", "on", "at")


def _is_hostile(tree: Tree, head: int, cues: CueBook, events: EventBook) -> bool:
    """Say whether a verb, or an infinitive that it leads to, does harm to somebody it names."""
    if has_word(tree, head, cues.negations, "advmod", "mark"):
        return False
    return any(
        _harms(tree, verb, cues, events) or _carries_harm(tree, verb, events)
        for verb in (head, *kin(tree, head, "xcomp"))
    )


def _harms(tree: Tree, verb: int, cues: CueBook, events: EventBook) -> bool:
    word = tree.words[verb]
    listed = any(trigger.event in HOSTILE for trigger in events.verbs.get(word, ()))
    if not listed and word not in cues.threatening:
        return False
    suffering = (*kin(tree, verb, "obj"), *_against(tree, verb))
    return any(_may_act(tree, each) for each in suffering)


def _carries_harm(tree: Tree, verb: int, events: EventBook) -> bool:
    """Say whether a verb's object names an act against somebody: "launch a war on them"."""
    return any(
        _may_act(tree, each)
        for noun in kin(tree, verb, "obj")
        if any(trigger.event in HOSTILE for trigger in events.nouns.get(tree.words[noun], ()))
        for each in (*_against(tree, noun), *_against(tree, verb))
    )


def _against(tree: Tree, token: int) -> tuple[int, ...]:
    return tuple(
        each for each in kin(tree, token, "obl", "nmod") if has_word(tree, each, AGAINST, "case")
    )


def _is_passive(tree: Tree, subject: int) -> bool:
    return tree.annotation.tokens[subject].deprel.endswith(":pass")


def _is_asked(tree: Tree, head: int) -> bool:
    asked = has_word(tree, head, DEMANDING, "aux") or (
        tree.words[head] in NEEDING and bool(kin(tree, head, "xcomp"))
    )
    others = (at for at in kin(tree, head, "nsubj") if tree.words[at] not in OWN)
    return asked and any(_may_act(tree, at) for at in others)


def _refused_or_denied(
    tree: Tree, head: int, cues: CueBook, events: EventBook, *, ahead: bool
) -> tuple[StatementAct, str] | None:
    """The speaker's own act that is negated: turned down if it lies ahead, denied if it is past."""
    if tree.annotation.tokens[head].upos != "VERB":
        return None
    if ahead or tree.words[head] in cues.refusing:
        return "reject", "what is said is that the speaker will not do it"
    hostile = any(trigger.event in CHARGES for trigger in events.verbs.get(tree.words[head], ()))
    if hostile and has_word(tree, head, DONE, "aux"):
        return "deny", "what is said is that the speaker did not do it"
    return None


# Types of which one is charged; a denial of a visit is only news.
CHARGES = frozenset({"COERCE", "ASSAULT", "SANCTION", "AID", "MOBILIZE", "THREATEN"})


def _is_foretold(tree: Tree, head: int, subject: int, cues: CueBook) -> bool:
    """Say whether a content tells what a thing will do or what is likely, not what is planned."""
    if tree.words[head] in cues.foretelling or has_word(tree, head, cues.foretelling, "advmod"):
        return True
    return not _may_act(tree, subject) and has_word(
        tree, head, ("will", "would", "'ll", "\u2019ll"), "aux"
    )


def _may_act(tree: Tree, token: int) -> bool:
    """Say whether a word stands for somebody: a name, a pronoun, a person, a body, a state."""
    kinds = {m.kind for m in tree.annotation.mentions if m.head == token}
    named = tree.annotation.tokens[token].upos in NAMES
    return named or bool(kinds & {"person", "organization", "place"})
