"""Who acts on whom: the pairs of mentions that a verb joins, each asked about in a pass of its own.

The first pass over a paragraph knows nothing of pairs. A pair is asked about by marking its words
for the network and reading their sentence again, which is why only pairs that the tree joins are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demarche.codebook.load import load_codebook
from demarche.codebook.words import load_cues
from demarche.reader.decode import Range, gelu, softmax
from demarche.reader.network import Network, Scores, score_windows
from demarche.reader.pieces import Window, ask_about, make_window
from demarche.records import Annotation, Mention, Relation, Token

Floats = NDArray[np.float32]

HEADS = 4  # looks that a pair takes at its sentence, as in training
# Kinds of mention that are parties to an act; of other kinds no pair is asked about.
ACTORS = frozenset({"person", "organization", "place"})
PAIRS_A_SENTENCE = 4  # each costs a reading of the sentence; a list of names would cost hundreds
RELATED = 0.5  # least probability of a relation that may confirm an event
REACH = 4  # steps from an object up to its verb: "backed the plan of the envoy of the council"
SUBJECTS = ("nsubj", "obl:agent", "csubj")
# Prepositions that say where, when or by what means: what follows them is not acted upon.
CIRCUMSTANCE = frozenset(
    "in near by after before during since until as like than along outside inside within amid "
    "among around because despite via through under about".split()
)
RELATIVE = ("acl", "acl:relcl")
CLAUSES = ("xcomp", "conj", "advcl", *RELATIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """One pair to ask about: where it stands, and its sentence as a window."""

    annotation: int
    actor: int  # index of the mention
    recipient: int
    sentence: Range
    verb: int
    window: Window


def add_relations(network: Network, annotations: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """Return the annotations with the relations between their mentions."""
    questions = [
        question
        for number, annotation in enumerate(annotations)
        for question in _questions(network, number, annotation)
    ]
    found: dict[int, list[Relation]] = {}
    scores = score_windows(network, [question.window for question in questions])
    for question, given in zip(questions, scores, strict=True):
        relation = _answer(network, annotations[question.annotation], question, given)
        if relation is not None:
            found.setdefault(question.annotation, []).append(relation)
    return tuple(
        replace(annotation, relations=tuple(found[number])) if number in found else annotation
        for number, annotation in enumerate(annotations)
    )


def _questions(network: Network, number: int, annotation: Annotation) -> list[_Question]:
    questions = []
    for start, end in annotation.sentences:
        inside = [
            (at, mention)
            for at, mention in enumerate(annotation.mentions)
            if start <= mention.head < end and _is_party(annotation, mention)
        ]
        pairs = [
            (one, two, verb)
            for one, actor in inside
            for two, recipient in inside
            if _apart(actor, recipient)
            if (verb := joining_verb(annotation, actor.head, recipient.head)) is not None
        ][:PAIRS_A_SENTENCE]
        if not pairs:
            continue
        words = [token.span.of(annotation.text) for token in annotation.tokens[start:end]]
        window = make_window(words, [0] * len(words), network.tokenizer)
        for one, two, verb in pairs:
            ranges = (_range(annotation.mentions[at], start, end) for at in (one, two))
            questions.append(
                _Question(
                    annotation=number,
                    actor=one,
                    recipient=two,
                    sentence=(start, end),
                    verb=verb,
                    window=ask_about(window, *ranges),
                )
            )
    return questions


def _is_party(annotation: Annotation, mention: Mention) -> bool:
    """Say whether a mention may be a party: named, a pronoun, or called by an office or group."""
    if mention.kind not in ACTORS:
        return False
    tokens = annotation.tokens[mention.first : mention.last + 1]
    return any(
        token.upos in ("PROPN", "PRON") or token.span.of(annotation.text).lower() in party_words()
        for token in tokens
    )


@cache
def party_words() -> frozenset[str]:
    """Return the words of the codebook for offices and groups, in lower case."""
    codebook = load_codebook()
    called = [title.words for title in codebook.titles.values()]
    called += [group.words for group in codebook.groups.values()]
    return frozenset(word.lower() for words in called for word in words)


def _apart(one: Mention, two: Mention) -> bool:
    """Say whether neither mention lies in the other."""
    return one.last < two.first or two.last < one.first


def _range(mention: Mention, start: int, end: int) -> Range:
    """Return a mention's words as a range of its sentence."""
    return max(mention.first, start) - start, min(mention.last + 1, end) - start


def joining_verb(annotation: Annotation, actor: int, recipient: int) -> int | None:
    """Return the verb over `recipient` of which `actor` is the subject or agent, or None.

    Both are head words of mentions. The subject may be that of a verb further up, as in "agreed
    to send" and "came and took". None where the tree joins the two otherwise: they may be
    related, but no word says how. None also where the verb attributes ("said", "wants"): that is a
    statement, and asking costs a reading.
    """
    tokens = annotation.tokens
    verb = _verb_over(annotation, recipient)
    if verb is None or _acts_in(tokens, recipient, verb):
        return None
    if tokens[verb].span.of(annotation.text).lower() in load_cues().verbs:
        return None
    above: int | None = verb
    for _ in range(REACH):
        if above is None:
            return None
        token = tokens[above]
        if _acts_in(tokens, actor, above) or (token.deprel in RELATIVE and token.head == actor):
            return verb
        above = token.head if token.deprel in CLAUSES and token.head >= 0 else None
    return None


def _verb_over(annotation: Annotation, noun: int) -> int | None:
    """Return the verb under which a noun stands as an object, at most REACH steps up."""
    tokens = annotation.tokens
    for _ in range(REACH):
        token = tokens[noun]
        if token.head < 0 or token.deprel in SUBJECTS or _is_circumstance(annotation, noun):
            return None
        noun = token.head
        if tokens[noun].upos == "VERB":
            return noun
    return None


def _is_circumstance(annotation: Annotation, noun: int) -> bool:
    """Say whether a preposition of place, time or means brings a noun in; an agent is none."""
    if annotation.tokens[noun].deprel == "obl:agent":
        return False
    return any(
        token.head == noun
        and token.deprel == "case"
        and token.span.of(annotation.text).lower() in CIRCUMSTANCE
        for token in annotation.tokens
    )


def _acts_in(tokens: Sequence[Token], noun: int, verb: int) -> bool:
    """Say whether a noun, or one it is coordinated with, is the subject or agent of a verb."""
    for _ in range(REACH):
        token = tokens[noun]
        if token.head == verb and token.deprel in SUBJECTS:
            return True
        if token.deprel != "conj" or token.head < 0:
            return False
        noun = token.head
    return False


def _answer(
    network: Network, annotation: Annotation, question: _Question, scores: Scores
) -> Relation | None:
    start, end = question.sentence
    actor, recipient = (
        _range(annotation.mentions[at], start, end) for at in (question.actor, question.recipient)
    )
    types, sure = score_pair(network, scores, actor, recipient)
    if sure < RELATED:
        return None
    return Relation(
        actor=question.actor,
        recipient=question.recipient,
        type=network.labels["relations"][int(types.argmax())],
        trigger=question.verb,
        score=float(sure),
    )


def score_pair(
    network: Network, scores: Scores, actor: Range, recipient: Range
) -> tuple[Floats, float]:
    """Return the score of each type [R] and the probability that there is a relation at all.

    `scores` are those of a window that asks about this pair. The last layers of the network's
    pair head, see training/network.py.
    """
    weights = network.weights
    one = scores.actor[slice(*actor)].mean(axis=0)
    two = scores.recipient[slice(*recipient)].mean(axis=0)
    both = np.concatenate((one, two))
    query = weights["query"] @ both + weights["query_bias"]
    step = len(query) // HEADS
    context = []
    for head in range(HEADS):
        part = slice(head * step, (head + 1) * step)
        look = softmax(scores.key[:, part] @ query[part] / step**0.5)
        context.append(look @ scores.value[:, part])
    seen = np.concatenate((both, one * two, *context))
    hidden = gelu(weights["hidden"] @ seen + weights["hidden_bias"])
    types = weights["relation"] @ hidden + weights["relation_bias"]
    exists = float((weights["exists"] @ hidden + weights["exists_bias"])[0])
    return types, 1 / (1 + float(np.exp(-exists)))
