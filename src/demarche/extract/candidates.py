"""Events in the making: what the trigger list, the network and the statements each put forward.

The list and the tree name words that bear an act; the network tells which parties are related and
how, whatever the words. Where both see an act between the same parties, it is surer, and the
list's type holds; where only one sees it, that one is heard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from demarche.codebook.words import Cue, CueBook, EventBook
from demarche.extract.cues import read_cue
from demarche.extract.entities import PageEntities
from demarche.extract.participants import (
    PERHAPS,
    UNPOLITICAL,
    Role,
    Side,
    find_sides,
    is_political,
)
from demarche.extract.related import ATTENDING, EVENT_OF_ACT, is_believed
from demarche.extract.roles import Saying, find_targets
from demarche.extract.sights import LIKELY
from demarche.extract.statements import cue_place, source_place
from demarche.extract.trees import Tree, conjuncts, head_in, kin, tokens_in
from demarche.extract.triggers import Act, find_acts, is_between, outermost
from demarche.records import Entity, EventType, Passage, Relation, Statement
from demarche.spans import Span

CLEAR_SCORE = 0.6
WEAK_SCORE = 0.45
AGREED_SCORE = 0.9
STATEMENT_SCORE = 0.7
"""Scores rank kinds of evidence against each other. They are guesses: the marked set of sentences
has too few events of each kind to set them."""

# Types that are done to people and places, not only to political actors.
SUFFERED = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT", "AID"})

# Types of force, and the sectors of which a weak word for it is believed without a victim.
FORCE = frozenset({"COERCE", "ASSAULT"})
ARMED = frozenset({"MIL", "COP", "SPY", "REB", "PRM", "UAF", "IMG"})

# Sectors of those who govern or speak for others: where they go they pay a visit.
GOVERNING = frozenset({"GOV", "LEG", "IGO", "PTY"})

# Types that two parties do with each other by an accord ("signed a treaty", not "broke it").
JOINT = frozenset({"AGREE", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event in the making; tokens are those of the passage."""

    passage: int
    event: EventType
    words: tuple[int, ...]
    judged: int
    clear: bool
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    name: str
    reason: str
    score: float
    statement: Statement | None = None  # the statement that is itself this event


def find_candidates(
    at: int,
    passage: Passage,
    tree: Tree,
    entities: PageEntities,
    *,
    events: EventBook,
    cues: CueBook,
) -> tuple[Candidate, ...]:
    """Return the candidates of one paragraph, by the trigger list and by the network."""
    acts = find_acts(tree, events, cues)
    found = [_from_act(at, passage, tree, entities, act, book=events) for act in acts]
    listed = [candidate for candidate in found if candidate is not None]
    others: list[Candidate] = []
    for relation in passage.annotation.relations:
        related = _from_relation(at, passage, tree, entities, relation, events=events)
        if related is None:
            continue
        same = [n for n, known in enumerate(listed) if _is_same(tree, known, related)]
        number = next((n for n in same if not _is_another(listed[n], related)), None)
        if number is not None:
            listed[number] = _merged(listed[number], related)
        elif is_believed(relation, tree, events, cues) and not any(
            _is_told_again(tree, passage, known, related) for known in listed
        ):
            others.append(related)
    return (*listed, *_gathered(others))


def _from_act(
    at: int, passage: Passage, tree: Tree, entities: PageEntities, act: Act, *, book: EventBook
) -> Candidate | None:
    """Keep an act whose parties are political."""
    actors, recipients = _parties_of(at, passage, tree, entities, act, book=book)
    if not actors or not (recipients or _may_stand(tree, act, actors, book)):
        return None
    return Candidate(
        passage=at,
        event=act.event,
        words=act.words,
        judged=act.judged,
        clear=act.clear,
        actors=actors,
        recipients=recipients,
        name="trigger list",
        reason=act.reason,
        score=CLEAR_SCORE if act.clear else WEAK_SCORE,
    )


def _parties_of(
    at: int, passage: Passage, tree: Tree, entities: PageEntities, act: Act, *, book: EventBook
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return who acts, and towards whom; of "A and B met" A, and B."""
    acting = [head for head in act.actors if tree.words[head] not in book.faceless]
    actors = find_sides(tree, passage, at, entities, acting, role="actor")
    visited = _goes(tree, act, book) or any(tree.words[word] in book.visits for word in act.words)
    role: Role = "sufferer" if visited else _role_of_recipient(act.event)
    recipients = find_sides(tree, passage, at, entities, act.recipients, role=role)
    if not actors and any(is_political(side.entity) for side in recipients):
        # Whoever acts towards a political actor does so in politics.
        actors = find_sides(tree, passage, at, entities, acting, role="actor", vouched=True)
    if _goes(tree, act, book) and not all(_is_envoy(side.entity) for side in actors):
        return (), ()
    if _visits(tree, act, book) and all(_is_crowd(side.entity) for side in actors):
        return (), ()  # "tourists visiting Arland"
    known = {side.entity.id for side in actors}
    recipients = tuple(side for side in recipients if side.entity.id not in known)
    if len(actors) > 1 and not recipients and _is_mutual(tree, act, book):
        return actors[:1], actors[1:]
    return actors, recipients


def _goes(tree: Tree, act: Act, book: EventBook) -> bool:
    """Say whether an act is going somewhere to talk ("flew to Arland")."""
    return act.event == "CONSULT" and tree.words[act.judged] in book.ways


def _visits(tree: Tree, act: Act, book: EventBook) -> bool:
    return tree.annotation.tokens[act.judged].upos == "VERB" and (
        tree.words[act.judged] in book.visits
    )


def _is_mutual(tree: Tree, act: Act, book: EventBook) -> bool:
    """Say whether several who act do it with each other, not each of them elsewhere."""
    if _goes(tree, act, book) or tree.words[act.judged].startswith(ATTENDING):
        return False
    accord = act.event in JOINT and any(tree.words[at] in book.accords for at in act.words)
    fought = act.event == "ASSAULT" and is_between(tree, act.token)  # "clashes between A and B"
    return act.event in book.reciprocal or accord or fought


def _may_stand(tree: Tree, act: Act, actors: Sequence[Side], book: EventBook) -> bool:
    """Say whether an act is one without anybody it is done to."""
    verbal = tree.annotation.tokens[act.judged].upos == "VERB"
    may_stand = book.alone if verbal else book.alone_nouns
    among = act.event in book.reciprocal and any(s.entity.kind == "population" for s in actors)
    stands = act.event in may_stand or among  # "both countries": the other side is in it
    sure = act.clear or _is_of_force(tree, act, actors)
    return stands and sure and _acts_alone(tree, act, actors)


def _is_envoy(entity: Entity) -> bool:
    """Say whether somebody goes for a state or a body, not as one of a crowd or to fight."""
    person = entity.kind == "person" and entity.sector is not None
    return person or entity.sector in GOVERNING


def _is_crowd(entity: Entity) -> bool:
    return entity.kind == "population" and entity.sector not in GOVERNING


def _is_of_force(tree: Tree, act: Act, actors: Sequence[Side]) -> bool:
    """Say whether armed bodies do with something what a weak word says ("police SEIZED papers")."""
    armed = all(side.entity.sector in ARMED for side in actors)
    return act.event in FORCE and armed and bool(kin(tree, act.judged, "obj"))


def _acts_alone(tree: Tree, act: Act, actors: Sequence[Side]) -> bool:
    """Say whether an act needs nobody it is done to ("crowds marched", "troops were massed").

    Of protests: a verb with another object is a different act ("demonstrated its will"), and
    governments and states do not take to the streets.
    """
    if act.event != "PROTEST":
        return True
    if act.judged == act.words[-1] and kin(tree, act.judged, "obj", "ccomp", "nsubj:pass"):
        return False
    crowd = {"population", "armed group", "organisation", "person"}
    return all(side.entity.kind in crowd for side in actors)


def _from_relation(
    at: int,
    passage: Passage,
    tree: Tree,
    entities: PageEntities,
    relation: Relation,
    *,
    events: EventBook,
) -> Candidate | None:
    """A relation of the network as a candidate, if its indices and parties hold."""
    mentions = passage.annotation.mentions
    if not all(0 <= n < len(mentions) for n in (relation.actor, relation.recipient)):
        return None
    verb = relation.trigger
    heads = mentions[relation.actor].head, mentions[relation.recipient].head
    if not all(0 <= token < len(tree.words) for token in (*heads, verb)) or verb in heads:
        return None
    event = _type_of(relation.type, tree.words[verb], events)
    if event is None or tree.words[heads[0]] in events.faceless:
        return None
    actor = outermost(tree, heads[0], events, {verb, heads[1]})
    recipient = outermost(tree, heads[1], events, {verb, actor})
    actors = find_sides(tree, passage, at, entities, [actor], role="actor", vouched=True)
    visited = tree.words[verb] in events.visits or tree.words[verb] in events.ways
    role = "sufferer" if visited else _role_of_recipient(event)
    recipients = find_sides(tree, passage, at, entities, [recipient], role=role, vouched=True)
    if not actors or not recipients or actors[0].entity.id == recipients[0].entity.id:
        return None
    if not any(is_political(side.entity) for side in (*actors, *recipients)):
        return None
    return Candidate(
        passage=at,
        event=event,
        words=(verb,),
        judged=verb,
        clear=False,
        actors=actors,
        recipients=recipients,
        name="relation",
        reason=f"the reader relates the two parties as {relation.type}, mostly by this word",
        score=min(1.0, max(0.0, relation.score)),
    )


def _role_of_recipient(event: EventType) -> Role:
    return "sufferer" if event in SUFFERED else "recipient"


def _type_of(name: str, trigger: str, book: EventBook) -> EventType | None:
    """Return the type of a network class, where a listed word tells it better.

    It tells yielding by retreat from the rest, and a meeting, also one that lies ahead, from an
    agreement or a refusal ("will meet them", "has met them but rejected their demands").
    """
    if name in ("AGREE", "REJECT") and _is_consulting(trigger, book):
        return "CONSULT"
    if name == "YIELD":
        listed = {each.event for each in book.verbs.get(trigger, ())}
        return "RETREAT" if "RETREAT" in listed else "CONCEDE"
    return cast(EventType, name) if name in get_args(EventType) else None


def _is_consulting(word: str, book: EventBook) -> bool:
    listed = (*book.verbs.get(word, ()), *book.nouns.get(word, ()))
    return any(each.event == "CONSULT" and each.particle is None for each in listed)


def _is_same(tree: Tree, listed: Candidate, related: Candidate) -> bool:
    """Say whether a listed act and a related pair are one: parties and sentence are the same.

    Of a listed act without a recipient, the actor and the word that bears it are.
    """
    parties = {(a.entity.id, r.entity.id) for a in listed.actors for r in listed.recipients}
    pair = related.actors[0].entity.id, related.recipients[0].entity.id
    sentence = tree.sentence[listed.judged] == tree.sentence[related.judged]
    if not listed.recipients:
        return related.judged in (*listed.words, listed.judged) and pair[0] in _entities(
            listed.actors
        )
    return sentence and (pair in parties or pair[::-1] in parties)


def _is_told_again(tree: Tree, passage: Passage, listed: Candidate, related: Candidate) -> bool:
    """Say whether a pair is a listed act's by other names of its parties: "the envoy, Ada Brandt".

    Both are borne by one word; each party of the pair is one on its side of the act, or apposed to
    one.
    """
    bearers = (*listed.words, listed.judged)
    if listed.event != related.event or related.judged not in bearers:
        return False
    sides = ((listed.actors, related.actors), (listed.recipients, related.recipients))
    return all(
        side.entity.id in _entities(known)
        or head_in(tree, side.mention.shift(-passage.span.start))
        in _with_apposed(tree, passage, known)
        for known, told in sides
        for side in told
    )


def _with_apposed(tree: Tree, passage: Passage, sides: Sequence[Side]) -> set[int]:
    """Return the head words of parties, with those that stand in apposition to them."""
    heads = (head_in(tree, side.mention.shift(-passage.span.start)) for side in sides)
    found = {head for head in heads if head is not None}
    below = {child for head in found for child in kin(tree, head, "appos")}
    above = {tree.heads[head] for head in found if tree.rels[head] == "appos"}
    return found | below | above


def _is_another(listed: Candidate, related: Candidate) -> bool:
    """Say whether two acts of the same parties differ in type and in the word that bears them."""
    return listed.event != related.event and related.judged not in (*listed.words, listed.judged)


def _merged(listed: Candidate, related: Candidate) -> Candidate:
    """Return a listed act that the network sees too; a recipient that only it sees is taken over.

    The act keeps its type whatever the network calls it: on the marked pairs of wires, changed
    types were wrong more often than right.
    """
    seldom_told = listed.event == "MOBILIZE"  # against whom
    if not listed.recipients and not seldom_told and related.score >= LIKELY:
        acting = _entities(listed.actors)
        others = tuple(side for side in related.recipients if side.entity.id not in acting)
        listed = replace(listed, recipients=others)
    yields = {listed.event, related.event} == {"CONCEDE", "RETREAT"}
    if listed.event != related.event and not yields:
        return listed
    agreed = "; the reader agrees"
    return replace(
        listed,
        reason=listed.reason.removesuffix(agreed) + agreed,
        score=max(AGREED_SCORE, related.score),
    )


def _gathered(related: Sequence[Candidate]) -> list[Candidate]:
    """Join pairs of one act that share a side: "A and B imposed sanctions on C" is one act."""
    kept: list[Candidate] = []
    for each in related:
        for number, other in enumerate(kept):
            if (each.event, each.words) != (other.event, other.words):
                continue
            if _entities(each.actors) & _entities(other.actors):
                kept[number] = replace(other, recipients=_united(other.recipients, each.recipients))
                break
            if _entities(each.recipients) & _entities(other.recipients):
                kept[number] = replace(other, actors=_united(other.actors, each.actors))
                break
        else:
            kept.append(each)
    return kept


def _entities(sides: Sequence[Side]) -> set[str]:
    return {side.entity.id for side in sides}


def _united(some: Sequence[Side], others: Sequence[Side]) -> tuple[Side, ...]:
    known = _entities(some)
    return (*some, *(side for side in others if side.entity.id not in known))


def statement_candidate(
    at: int,
    passage: Passage,
    tree: Tree,
    entities: PageEntities,
    statement: Statement,
    *,
    cues: CueBook,
) -> Candidate | None:
    """Return the event that a political statement is, if source and target are known.

    The target stands at the cue ("accused THEM"), else it is whoever the content is about.
    """
    event = EVENT_OF_ACT.get(statement.act)
    cue = cue_span(passage, statement)
    if event is None or statement.mode != "speech" or cue is None or statement.source is None:
        return None
    source = _by_id(entities, statement.source.id)
    tokens, head = tokens_in(tree, cue), head_in(tree, cue)
    if source is None or head is None:
        return None
    saying = Saying(
        at=at,
        passage=passage,
        tree=tree,
        act=statement.act,
        cue=head,
        bears=read_cue(tree, cues, tokens).act == statement.act,  # else "told us that X must"
        content=statement.fragments,
    )
    targets, _ = find_targets(saying, entities, source)
    if not is_political(source) and not _acts_towards(source, targets):
        return None
    spoken = source_place(statement) or statement.fragments[0]
    beside = _speaking_too(at, passage, tree, entities, source_place(statement))
    known = {source.id, *(side.entity.id for side in targets)}
    return Candidate(
        passage=at,
        event=event,
        words=tokens,
        judged=head,
        clear=True,
        actors=(Side(source, spoken), *(s for s in beside if s.entity.id not in known)),
        recipients=targets,
        name="political statement",
        reason=f"to {statement.act} is an act of type {event}",
        score=min(STATEMENT_SCORE, statement.score),
        statement=statement,
    )


def _speaking_too(
    at: int, passage: Passage, tree: Tree, entities: PageEntities, spoken: Span | None
) -> tuple[Side, ...]:
    """Return who is coordinated to the source of a statement: "Arland and Borland urged them"."""
    if spoken is None or not passage.span.covers(spoken):
        return ()
    head = head_in(tree, spoken.shift(-passage.span.start))
    heads = () if head is None else conjuncts(tree, head)[1:]
    return find_sides(tree, passage, at, entities, heads, role="actor")


def _acts_towards(source: Entity, targets: Sequence[Side]) -> bool:
    """Say whether a body or a person of no known office acts in politics by whom it acts towards.

    Not those who report, teach or trade, whose words are about politics and no part of it.
    """
    may_act = source.kind in PERHAPS and source.sector not in UNPOLITICAL
    return may_act and any(is_political(side.entity) for side in targets)


def cue_span(passage: Passage, statement: Statement) -> Span | None:
    """Return a cue's span in the paragraph, if it stands there."""
    span = cue_place(statement)
    if span is None or not passage.span.covers(span):
        return None
    return span.shift(-passage.span.start)


def cue_in(
    statement: Statement, passage: Passage, tree: Tree, cues: CueBook
) -> tuple[Cue | None, int | None]:
    """Return a statement's cue as listed, and its head token if it stands in this passage."""
    local = cue_span(passage, statement)
    if local is None:
        return None, None
    return read_cue(tree, cues, tokens_in(tree, local)), head_in(tree, local)


def _by_id(entities: PageEntities, wanted: str) -> Entity | None:
    return next((entity for entity in entities.entities if entity.id == wanted), None)
