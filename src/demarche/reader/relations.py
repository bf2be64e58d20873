"""Who acts on whom: every pair of a sentence is looked at in what was read, without another pass.

The network was trained to be asked about a pair with its words marked, and without marks as well;
a given pair is asked about in both ways (see read.py), the pairs of a page without marks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from demarche.codebook.load import load_codebook
from demarche.codebook.words import load_cues
from demarche.reader.decode import Floats, Range, gelu, softmax
from demarche.reader.network import Network, Scores
from demarche.records import Annotation, Mention, Relation, Token

HEADS = 4  # looks that a pair takes at its sentence, as in training
# Kinds of mention that may be acted upon; others only where a name or a group stands in them.
ACTORS = frozenset({"person", "organization", "place"})
PAIRS_A_SENTENCE = 64  # a list of fifty names would give thousands
RELATED = 0.1  # least probability of a pair that is related; what uses relations asks for more
RELATED_A_SENTENCE = 10  # relations of a sentence that are kept, the likeliest
BEARERS = frozenset({"VERB", "NOUN", "ADJ"})  # parts of speech of a word that can bear an act


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the network says of P pairs of one sentence of W words."""

    types: Floats  # [P, R] score of each type
    related: Floats  # [P] probability that there is a relation at all
    look: Floats  # [P, W] where each pair looks


def find_relations(
    network: Network, scores: Scores, annotation: Annotation
) -> tuple[Relation, ...]:
    """Return the relations between the mentions of a window."""
    found: list[Relation] = []
    for sentence in annotation.sentences:
        pairs = list(_pairs(annotation, sentence))[:PAIRS_A_SENTENCE]
        if not pairs:
            continue
        ranges = [
            (_range(annotation.mentions[one]), _range(annotation.mentions[two]))
            for one, two in pairs
        ]
        given = score_pairs(network, scores, sentence, ranges)
        likely = [
            _relation(network, annotation, pair, sentence, given, at)
            for at, pair in enumerate(pairs)
            if given.related[at] >= RELATED
        ]
        found += _best(likely, annotation)[:RELATED_A_SENTENCE]
    return tuple(found)


def score_pairs(
    network: Network, scores: Scores, sentence: Range, pairs: Sequence[tuple[Range, Range]]
) -> Answers:
    """Return what the last layers of the pair head say of pairs of word ranges in a sentence.

    `scores` are those of the window that holds the sentence; see training/network.py.
    """
    weights, inside = network.weights, slice(*sentence)
    one, ones = _means(scores.actor, [actor for actor, _ in pairs])
    two, twos = _means(scores.recipient, [recipient for _, recipient in pairs])
    # What depends on one party alone is worked out once a party, not once a pair.
    wide = one.shape[1]
    ask, see = weights["query"], weights["hidden"]
    query = (one @ ask[:, :wide].T)[ones] + (two @ ask[:, wide:].T)[twos] + weights["query_bias"]
    step = query.shape[1] // HEADS
    context, looks = [], []
    for head in range(HEADS):
        part = slice(head * step, (head + 1) * step)
        look = softmax(query[:, part] @ scores.key[inside, part].T / step**0.5)
        looks.append(look)
        context.append(look @ scores.value[inside, part])
    both = (one @ see[:, :wide].T)[ones] + (two @ see[:, wide : 2 * wide].T)[twos]
    apart = np.concatenate((one[ones] * two[twos], *context), axis=1)
    hidden = gelu(both + apart @ see[:, 2 * wide :].T + weights["hidden_bias"])
    exists = (hidden @ weights["exists"].T + weights["exists_bias"])[:, 0]
    return Answers(
        types=hidden @ weights["relation"].T + weights["relation_bias"],
        related=1 / (1 + np.exp(-exists)),
        look=np.mean(looks, axis=0),
    )


def _means(vectors: Floats, ranges: Sequence[Range]) -> tuple[Floats, list[int]]:
    """Return the mean vector of each distinct range, and for each range the number of its mean."""
    numbers = {words: number for number, words in enumerate(dict.fromkeys(ranges))}
    # What mean() does, without its checks, which cost more than the few words of a range.
    means = np.stack(
        [np.add.reduce(vectors[first:end], axis=0) / (end - first) for first, end in numbers]
    )
    return means, [numbers[words] for words in ranges]


def _pairs(annotation: Annotation, sentence: Range) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a sentence that may be actor and recipient, as indices of mentions."""
    start, end = sentence
    inside = [at for at, mention in enumerate(annotation.mentions) if start <= mention.head < end]
    parties = [at for at in inside if _is_party(annotation, annotation.mentions[at])]
    for one in parties:
        for two in inside:
            recipient = annotation.mentions[two]
            if (recipient.kind in ACTORS or two in parties) and _apart(
                annotation.mentions[one], recipient
            ):
                yield one, two


def _is_party(annotation: Annotation, mention: Mention) -> bool:
    """Say whether a mention holds a name, a pronoun, or the word for an office, group or people."""
    return any(
        token.upos in ("PROPN", "PRON") or token.span.of(annotation.text).lower() in party_words()
        for token in annotation.tokens[mention.first : mention.last + 1]
    )


@cache
def party_words() -> frozenset[str]:
    """Return the words of the codebook for offices, groups and peoples, in lower case.

    Of several words ("riot police") each counts.
    """
    codebook = load_codebook()
    called = [word for title in codebook.titles.values() for word in (title.name, *title.words)]
    called += [word for group in codebook.groups.values() for word in (group.name, *group.words)]
    peoples = [
        word
        for country in codebook.countries.values()
        for word in (*country.adjectives, *country.people)
    ]
    parts = (part for words in (*called, *peoples) for part in words.lower().split())
    return frozenset(part for part in parts if len(part) > 2)


def _apart(one: Mention, two: Mention) -> bool:
    """Say whether neither mention lies in the other."""
    return one.last < two.first or two.last < one.first


def _range(mention: Mention) -> Range:
    return mention.first, mention.last + 1


def _relation(
    network: Network,
    annotation: Annotation,
    pair: tuple[int, int],
    sentence: Range,
    given: Answers,
    at: int,
) -> Relation:
    """Return the relation of a pair that the answers at index `at` tell of."""
    return Relation(
        actor=pair[0],
        recipient=pair[1],
        type=network.labels["relations"][int(given.types[at].argmax())],
        trigger=find_bearer(annotation, pair, sentence, given.look[at]),
        score=float(given.related[at] * softmax(given.types[at]).max()),
    )


def find_bearer(
    annotation: Annotation, pair: tuple[int, int], sentence: Range, look: Floats
) -> int:
    """Return the word that bears the act: the one most looked at on the way between the parties.

    The way is that of the tree, with the objects of its verbs ("imposed sanctions on"); where no
    verb, noun or adjective lies on it, the whole sentence is the way.
    """
    one, two = (annotation.mentions[at] for at in pair)
    start, end = sentence
    taken = {*range(one.first, one.last + 1), *range(two.first, two.last + 1)}
    way = set(_way(annotation.tokens, one.head, two.head))
    way |= {
        at
        for at in range(start, end)
        if annotation.tokens[at].head in way and annotation.tokens[at].deprel in ("obj", "xcomp")
    }
    free = [at for at in range(start, end) if at not in taken]
    able = [at for at in free if _bears(annotation, at)]
    bearers = [at for at in able if at in way] or able or free or [one.head]
    return max(bearers, key=lambda at: look[at - start])


def _bears(annotation: Annotation, at: int) -> bool:
    token = annotation.tokens[at]
    said = token.span.of(annotation.text).lower() in saying_forms()
    return token.upos in BEARERS and not said


@cache
def saying_forms() -> frozenset[str]:
    """Return the forms of verbs that only attribute ("said"): they bear no act between parties."""
    acts = {"say", "warn", "predict", "decline"}
    verbs = load_cues().verbs.items()
    return frozenset(form for form, cues in verbs if acts.issuperset(cue.act for cue in cues))


def _way(tokens: Sequence[Token], one: int, two: int) -> Iterator[int]:
    """Yield the words that the tree puts between two words, both and their meeting included."""
    up, over = list(_upwards(tokens, one)), list(_upwards(tokens, two))
    shared = next((at for at in up if at in over), None)
    for line in (up, over):
        for at in line:
            yield at
            if at == shared:
                break


def _upwards(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Yield a word, its head, the head of that and so on; a circle ends at its first word."""
    seen: set[int] = set()
    while at >= 0 and at not in seen:
        seen.add(at)
        yield at
        at = tokens[at].head


def _best(relations: Sequence[Relation], annotation: Annotation) -> list[Relation]:
    """Return the likeliest relation of each two parties, likeliest first.

    Turned round, or with a mention inside another, it is the same pair.
    """
    kept: list[Relation] = []
    for relation in sorted(relations, key=lambda each: -each.score):
        if not any(_same_pair(relation, other, annotation) for other in kept):
            kept.append(relation)
    return kept


def _same_pair(one: Relation, other: Relation, annotation: Annotation) -> bool:
    left, right = (
        (annotation.mentions[each.actor], annotation.mentions[each.recipient])
        for each in (one, other)
    )
    return any(
        not _apart(left[0], actor) and not _apart(left[1], recipient)
        for actor, recipient in (right, right[::-1])
    )
