"""Pronouns to the entity they stand for, by grammar, gender, number and salience.

A rule in the manner of Lappin and Leass (1994): the nearest agreeing mention wins, subjects before
objects, and a pronoun and its fellow argument of one verb are two.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log2
from typing import Literal

from demarche.codebook.forms import all_verb_forms
from demarche.extract.actors import Actor
from demarche.extract.coreference import Links, members, profile
from demarche.extract.sights import Sight, is_surname_he
from demarche.extract.trees import Tree, ancestors, has_word
from demarche.spans import Span

Class = Literal["he", "she", "it", "they"]

PRONOUNS: Mapping[str, Class] = {
    "he": "he", "him": "he", "his": "he", "himself": "he",
    "she": "she", "her": "she", "hers": "she", "herself": "she",
    "it": "it", "its": "it", "itself": "it",
    "they": "they", "them": "they", "their": "they", "theirs": "they", "themselves": "they",
}  # fmt: skip
RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
GROUNDS = frozenset({"for", "over"})
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVE = frozenset({"his", "its", "their", "hers", "theirs"})
# Where "it" is their subject, it is nobody who acts.
IMPERSONAL = "matter seem appear take rain snow happen turn remain depend".split()
# What is reported, thought or decided is no actor: "it was announced on Monday".
REPORTED = (
    "report say announce believe think know understand expect hope fear learn decide agree reveal "
    "confirm disclose assume suggest propose rumour"
).split()
GENDERS = {"he": "male", "she": "female"}
# Sentences that a pronoun reaches back: by reasoning, not by a count. "It" has the most rivals.
REACH: Mapping[Class, int] = {"he": 3, "she": 3, "it": 1, "they": 2}
# Salience in units of one sentence of distance: a subject of the sentence before outweighs an
# object of the same sentence, as in "Petrov met Ivanov. He said".
ROLES: Mapping[str, float] = {"nsubj": 1.5, "obj": 0.4, "iobj": 0.4, "obl": 0.2, "nmod": 0.0}
# A known gender is better than an unknown one; far better for "she", since of the office holders
# whose first names tell nothing most are men. By reasoning, like all weights here.
SURE_GENDER = {"he": 0.3, "she": 1.5}
QUOTED = 1.0  # words in quotation marks are another speaker's: one sentence further away
# Who is talked about is less in view than who talks, once the talk is over; who spoke goes on
# speaking ("..., he said"). Less than a sentence each.
TOLD = 0.5
SPEAKER = 0.8
# Whom a page keeps speaking of, for each doubling of the mentions so far. Of 0, 0.2, 0.4, 0.6 the
# best on the news, lives and interviews of GUM's training part: 0.898 of "he" and "she" right
# without it, 0.919 with. Not for who speaks: that is oftenest the speaker before.
OFTEN = 0.4
# "Petrov said that he ...", outside quotation marks: who is quoted speaks of himself. Of 0, 0.5, 1,
# 1.5, 2.5 the best on the same part, by 2 pronouns of 716.
HIMSELF = 1.0
# "Petrov said that he must go" is said of another. By reasoning: GUM and the wires have too few.
OBLIGED = frozenset({"must", "should", "ought"})
PRONOUN_SCORE = 0.6


@dataclass(frozen=True, slots=True)
class Spot:
    """A mention as a possible antecedent."""

    actor: Actor
    number: int  # of its entity
    sentence: int  # counted over the page
    role: str
    quoted: bool
    nth: int  # mention of its entity on the page, the first is 1
    told: bool  # in the content of an attribution
    speaks: bool  # the source of one


def link_pronouns(
    actors: Sequence[Actor], links: Links, sights: Sequence[Sight]
) -> tuple[Links, tuple[Actor, ...]]:
    """Return `links` and mentions with the pronouns of the page that could be resolved."""
    links, found = dict(links), list(actors)
    genders = {number: profile(known).gender for number, known in members(links, actors).items()}
    starts = _sentence_starts(sights)
    spots: list[Spot] = []
    counts: Counter[int] = Counter()
    by_passage: dict[int, list[int]] = {}
    for at in sorted(links, key=lambda at: (actors[at].passage, actors[at].first)):
        by_passage.setdefault(actors[at].passage, []).append(at)
    for sight in sights:
        here = []
        for at in by_passage.get(sight.number, ()):
            counts[links[at]] += 1
            here.append(_spot(found[at], links[at], sight, starts, counts[links[at]]))
        for token, word in enumerate(sight.tree.words):
            if is_surname_he(sight, token):
                continue
            number = None
            if word in RELATIVES:
                number = _relative(sight, token, here)
            elif word in PRONOUNS and not _is_expletive(sight, token):
                number = _in_brackets(sight, token, here)
                if number is None:
                    number = _antecedent(sight, token, [*spots, *here], genders, starts)
            if number is None:
                continue
            pronoun = _pronoun(found, links, number, sight, token)
            links[len(found)] = number
            found.append(pronoun)
            if word in PRONOUNS:
                genders[number] = genders.get(number) or GENDERS.get(PRONOUNS[word])
            if word in PRONOUNS or word in ("who", "which", "whose"):
                counts[number] += 1
                here.append(_spot(pronoun, number, sight, starts, counts[number]))
        reach = starts[sight.number] + len(sight.tree.annotation.sentences) - max(REACH.values())
        spots = [spot for spot in (*spots, *here) if spot.sentence >= reach]
    return links, tuple(found)


def _sentence_starts(sights: Sequence[Sight]) -> dict[int, int]:
    """Return for each passage how many sentences of the page come before it."""
    starts, total = {}, 0
    for sight in sights:
        starts[sight.number] = total
        total += max(1, len(sight.tree.annotation.sentences))
    return starts


def _spot(actor: Actor, number: int, sight: Sight, starts: Mapping[int, int], nth: int) -> Spot:
    head = head_of(actor, sight)
    # "Albara, whose work shows that it ...": whose is as much in view as what is theirs.
    role_of = sight.tree.heads[head] if sight.words[head] == "whose" else head
    return Spot(
        actor,
        number,
        starts[sight.number] + sight.tree.sentence[head],
        sight.tree.rels[role_of],
        head in sight.quoted,
        nth,
        _in_parts(sight, head, content=True),
        _in_parts(sight, head, content=False),
    )


def _in_parts(sight: Sight, token: int, *, content: bool) -> bool:
    """Say whether a token stands in the content, or in the source, of an attribution."""
    span = sight.tree.annotation.tokens[token].span
    return any(
        part.covers(span)
        for each in sight.tree.annotation.attributions
        for part in (each.content if content else (each.source,))
        if part is not None
    )


def head_of(actor: Actor, sight: Sight) -> int:
    """Return the token of a mention's phrase whose head lies outside the phrase."""
    inside = range(actor.first, actor.last + 1)
    return next((at for at in inside if sight.tree.heads[at] not in inside), actor.core[1])


def _pronoun(found: Sequence[Actor], links: Links, number: int, sight: Sight, token: int) -> Actor:
    known = found[next(at for at in links if links[at] == number)]
    return replace(
        known,
        passage=sight.number,
        first=token,
        last=token,
        core=(token, token),
        form="pronoun",
        text=sight.words[token],
        titles=(),
        title=None,
        country=None,
        score=PRONOUN_SCORE,
    )


def _is_expletive(sight: Sight, token: int) -> bool:
    """Say whether "it" stands for nothing: "it is clear that", "it rained"."""
    tree = sight.tree
    if tree.rels[token] == "expl":
        return True
    above = tree.heads[token]
    if tree.words[token] != "it" or above < 0:
        return False
    passive = tree.annotation.tokens[token].deprel == "nsubj:pass"
    if tree.words[above] in _without_actor(passive):
        return True
    return any(tree.rels[child] in ("csubj", "cop") for child in tree.children[above])


@cache
def _without_actor(passive: bool) -> frozenset[str]:
    """Return the forms of verbs whose subject "it" stands for no actor."""
    return all_verb_forms(REPORTED if passive else IMPERSONAL)


def _relative(sight: Sight, token: int, here: Sequence[Spot]) -> int | None:
    """Return the entity that "who" or "which" goes back to, through the tree."""
    tree = sight.tree
    if tree.annotation.tokens[token].upos != "PRON":
        return None
    for above in ancestors(tree, token):
        if tree.rels[above] == "acl" and tree.heads[above] >= 0:
            noun = tree.heads[above]
            if noun > token:
                return None
            if (beside := _before_comma(sight, token, noun, here)) is not None:
                return beside.number
            covering = [s for s in here if s.actor.first <= noun <= s.actor.last]
            covering.sort(key=lambda spot: spot.actor.last - spot.actor.first)
            return covering[0].number if covering and _suits(sight, token, covering[0]) else None
        if tree.rels[above] in ("root", "ccomp", "conj"):
            break
    last = token - 2 if token > 1 and sight.words[token - 1] == "," else token - 1
    if tree.words[token] not in ("who", "whom", "whose"):
        return None
    beside = _named_up_to(last, sight, token, here)
    return beside.number if beside else None


def _named_up_to(last: int, sight: Sight, token: int, here: Sequence[Spot]) -> Spot | None:
    """Return the longest mention that ends at `last` and that a relative word fits."""
    ending = (
        s
        for s in here
        if s.actor.last == last and s.actor.form != "pronoun" and _suits(sight, token, s)
    )
    return max(ending, key=lambda s: s.actor.last - s.actor.first, default=None)


def _before_comma(sight: Sight, token: int, noun: int, here: Sequence[Spot]) -> Spot | None:
    """Return who is named right before ", which", where the tree's noun is of another clause.

    "Albara, which has ties, tried to soften it, while Brodia, which fears ...": not Albara.
    """
    if token < 2 or sight.words[token - 1] != ",":
        return None
    near = _named_up_to(token - 2, sight, token, here)
    if near is None or near.actor.first <= noun:
        return None
    between = sight.tree.annotation.tokens[noun + 1 : near.actor.first]
    return near if any(each.upos in ("VERB", "AUX") for each in between) else None


def _suits(sight: Sight, token: int, spot: Spot) -> bool:
    """Say whether a relative word fits a thing: "who" no state, "which" no person."""
    if sight.tree.words[token] in ("who", "whom"):
        return spot.actor.kind not in ("state", "place")
    return sight.tree.words[token] != "which" or spot.actor.kind != "person"


def _in_brackets(sight: Sight, token: int, here: Sequence[Spot]) -> int | None:
    """Return the entity that the page itself puts in for a pronoun: "he (Petrov) said"."""
    if sight.words[token + 1 : token + 2] != ("(",):
        return None
    meant = [
        spot for spot in here if spot.actor.first == token + 2 and spot.actor.form != "pronoun"
    ]
    whole = max(meant, key=lambda spot: spot.actor.last, default=None)
    closed = whole and sight.words[whole.actor.last + 1 : whole.actor.last + 2] == (")",)
    return whole.number if whole and closed else None


def _antecedent(
    sight: Sight,
    token: int,
    spots: Sequence[Spot],
    genders: Mapping[int, str | None],
    starts: Mapping[int, int],
) -> int | None:
    """Return the entity of the best antecedent of a pronoun, None when nothing agrees."""
    word = sight.tree.words[token]
    class_ = PRONOUNS[word]
    owner = _owner_beside(sight, token, spots) if word in POSSESSIVE else None
    if owner is not None and _agrees(class_, owner, genders.get(owner.number)):
        return owner.number
    sentence = starts[sight.number] + sight.tree.sentence[token]
    quoting = _speakers(sight, token, spots)
    marked = token in sight.quoted
    others = (quoting if marked else frozenset()) | _obliging(sight, token, spots)
    fellows = {s.number for s in spots if word not in POSSESSIVE and _fellow(s, sight, token)}
    told = _in_parts(sight, token, content=True)
    speaks = _in_parts(sight, token, content=False)
    best: tuple[float, int] | None = None
    for order, spot in enumerate(spots):
        distance = sentence - spot.sentence
        if distance > REACH[class_] or distance < 0 or not _before(spot, sight, token):
            continue
        if not _agrees(class_, spot, genders.get(spot.number)) or spot.number in others:
            continue
        if (spot.number in fellows) != (word in REFLEXIVES):
            continue
        subjects = spot.role == "nsubj" and (distance == 0 or _is_subject(sight, token))
        if class_ == "it" and not subjects:
            continue
        salience = ROLES.get(spot.role, 0.0) - distance
        salience += SURE_GENDER.get(class_, 0) * (genders.get(spot.number) == GENDERS.get(class_))
        salience += OFTEN * log2(spot.nth) * (class_ in GENDERS and not speaks)
        salience -= TOLD * (spot.told and not told)
        salience += HIMSELF * (spot.number in quoting and _is_subject(sight, token))
        salience += SPEAKER * (spot.speaks and speaks)
        salience -= QUOTED * (spot.quoted and not marked)
        if best is None or (salience, order) >= best:
            best = (salience, order)
    return spots[best[1]].number if best else None


def _owner_beside(sight: Sight, token: int, spots: Sequence[Spot]) -> Spot | None:
    """Return who stands right before "for its ...": "imposed sanctions on Brodia for its refusal".

    What one is praised, blamed or punished for is one's own.
    """
    if token < 2 or sight.tree.words[token - 1] not in GROUNDS:
        return None
    beside = (s for s in spots if s.actor.passage == sight.number and s.actor.last == token - 2)
    return max(beside, key=lambda s: s.actor.last - s.actor.first, default=None)


def _obliging(sight: Sight, token: int, spots: Sequence[Spot]) -> frozenset[int]:
    """Return who says that a pronoun must or should do what its verb says."""
    tree, verb = sight.tree, sight.tree.heads[token]
    if tree.rels[verb] != "ccomp" or not has_word(tree, verb, OBLIGED, "aux"):
        return frozenset()
    saying = _subjects_verb(tree, tree.heads[verb])
    here = (spot for spot in spots if spot.actor.passage == sight.number)
    heads = ((spot.number, head_of(spot.actor, sight)) for spot in here)
    return frozenset(
        number
        for number, head in heads
        if tree.rels[head] == "nsubj" and tree.heads[head] == saying
    )


def _is_subject(sight: Sight, token: int) -> bool:
    return sight.tree.rels[token] == "nsubj"


def _before(spot: Spot, sight: Sight, token: int) -> bool:
    return spot.actor.passage < sight.number or spot.actor.last < token


def _agrees(class_: Class, spot: Spot, gender: str | None) -> bool:
    """Say whether a mention can be meant by a pronoun of this class."""
    actor = spot.actor
    if class_ in GENDERS:
        return actor.kind == "person" and gender in (None, GENDERS[class_])
    if class_ == "they":
        return actor.plural or actor.kind == "population"
    kinds = ("state", "organisation", "organ", "government", "armed group")
    return actor.kind in kinds and not actor.plural


def _fellow(spot: Spot, sight: Sight, token: int) -> bool:
    """Say whether pronoun and mention are arguments of one verb, hence two different things.

    A possessive is no fellow ("Petrov praised his envoy"), nor what it belongs to. A verb joined
    to another has its subject: "Petrov met Ivanov and accused him".
    """
    if spot.actor.passage != sight.number:
        return False
    tree = sight.tree
    if tree.rels[token] == "nmod" or tree.annotation.tokens[token].deprel == "nmod:poss":
        return False
    verb, head = tree.heads[token], head_of(spot.actor, sight)
    if verb < 0:
        return False
    if verb == tree.heads[head]:
        return True
    return tree.rels[head] == "nsubj" and tree.heads[head] == _subjects_verb(tree, verb)


def _subjects_verb(tree: Tree, verb: int) -> int:
    """Return the verb of which this one, joined to it, has the subject; itself where it has one."""
    while tree.rels[verb] == "conj" and tree.heads[verb] >= 0:
        if any(tree.rels[child] == "nsubj" for child in tree.children[verb]):
            break
        verb = tree.heads[verb]
    return verb


def _speakers(sight: Sight, token: int, spots: Sequence[Spot]) -> frozenset[int]:
    """Return whose words a pronoun stands in. In quotation marks they say "I" of themselves."""
    span = sight.tree.annotation.tokens[token].span
    speakers = set()
    for attribution in sight.tree.annotation.attributions:
        if attribution.source and any(part.covers(span) for part in attribution.content):
            speakers |= {
                spot.number
                for spot in spots
                if spot.actor.passage == sight.number
                and _span(sight, spot.actor).overlaps(attribution.source)
            }
    return frozenset(speakers)


def _span(sight: Sight, actor: Actor) -> Span:
    tokens = sight.tree.annotation.tokens
    return Span(tokens[actor.first].span.start, tokens[actor.last].span.end)
