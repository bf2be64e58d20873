"""Who holds a stand: the entity, for whom he speaks, and who tells of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.load import Codebook
from demarche.extract.cues import read_cue
from demarche.extract.innermost import innermost
from demarche.extract.participants import BACKED, Side, find_sides, is_political
from demarche.extract.roles import FOR_THE_STATE, spoken_for
from demarche.extract.stand_ways import Stand, Way
from demarche.extract.statements import cue_place, source_place
from demarche.extract.topics import Ground, Topic
from demarche.extract.trees import Tree, conjuncts, head_in, kin, tokens_in
from demarche.records import Entity, Reference, Statement, StatementAct
from demarche.spans import Span

SPEAKER = frozenset({"i", "we", "our", "my"})
UNSURE = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})
ARTICLES = frozenset({"the", "a", "an", "some", "many"})
BODIES = frozenset({"organisation", "organ"})
OF_STATES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
HOME = frozenset({"government", "organ"})  # parts of a state that are named by it
# What a statement's act makes of what it says, where the content itself takes no side.
SIGN_OF_ACT: dict[StatementAct, int] = {
    "demand": 1, "endorse": 1, "promise": 1, "threaten": 1, "reject": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stand with its holder resolved."""

    actor: Entity
    speaker: Entity | None  # who speaks for the actor, or tells of it
    stand: Stand
    mention: Span | None  # of the document: the words for the actor
    statement: Statement | None  # the innermost in whose content the matter stands
    told: Statement | None  # the innermost in whose content the stand is told


def statement_around(ground: Ground, token: int, said: Sequence[Statement]) -> Statement | None:
    """Return the innermost statement in whose content a word stands."""
    return innermost(said, ground.passage.words(token, token))


def holders_of(
    ground: Ground, stand: Stand, around: Statement | None, said: Sequence[Statement]
) -> Iterator[Taken]:
    """Yield a stand for each of those who hold it."""
    # A cue that takes the side itself stands outside of what is said.
    outer = statement_around(ground, stand.by, said)
    holder = stand.holder
    if holder is None or _is_speaker(ground, holder):
        teller = outer or around
        if teller is not None:
            yield from _by_source(ground, stand, teller, said)
        return
    words = conjuncts(ground.tree, holder)
    sides = find_sides(ground.tree, ground.passage, ground.at, ground.entities, words, role="actor")
    for found in sides:
        if stand.deed and not _does(ground, holder):
            continue
        side = _by_full_name(ground, found)
        if not _is_known(ground, side):
            continue
        source = _entity(ground, outer.source) if outer is not None else None
        state = spoken_for(ground.entities, side.entity)
        speaker = side.entity if state is not None else source
        yield Taken(
            actor=state or side.entity,
            speaker=speaker,
            stand=stand,
            mention=side.mention,
            statement=around,
            told=outer,
        )
    if not sides and outer is not None and ground.tree.words[holder] in UNSURE:
        yield from _by_source(ground, stand, outer, said)


def _does(ground: Ground, holder: int) -> bool:
    """Say whether a subject names who does something: not "hostilities in Arland ceased"."""
    word = ground.passage.words(holder, holder)
    owned = kin(ground.tree, holder, "nmod:poss", "amod", "compound")
    return ground.entities.at(ground.at, word) is not None or bool(owned)


def _by_full_name(ground: Ground, side: Side) -> Side:
    """Return a body that is named by its noun alone as the one of the page that has a name for it.

    "The council" of a page that names but one council by its name; "Arland's parliament" with its
    country.
    """
    entity = side.entity
    home = entity.kind in HOME or (entity.kind in BODIES and entity.sector in OF_STATES)
    if home and entity.country is None:
        country = _owner_country(ground, side)
        if country is not None:
            return replace(side, entity=replace(entity, country=country))
    if (
        entity.kind not in BODIES
        or entity.country is not None
        or entity.name != entity.name.lower()
    ):
        return side
    noun = entity.name.split()[-1]
    named = [
        each
        for each in ground.entities.entities
        if each.kind in BODIES
        and each.name != each.name.lower()
        and any(name.lower().split()[-1] == noun for name in (each.name, *each.aliases))
    ]
    return replace(side, entity=named[0]) if len(named) == 1 else side


def _owner_country(ground: Ground, side: Side) -> str | None:
    """Return the country that the words of a mention name besides the body itself."""
    tree = ground.tree
    for token in tokens_in(tree, side.mention.shift(-ground.passage.span.start)):
        if tree.rels[token] in ("nmod", "amod", "compound"):
            found = ground.entities.at(ground.at, ground.passage.words(token, token))
            if found is not None and found.kind == "state":
                return found.country
    return None


def _is_known(ground: Ground, side: Side) -> bool:
    """Say whether one can tell who is meant: not "troops" or "the ministry" of wherever."""
    if side.entity.kind in BODIES and side.entity.name != side.entity.name.lower():
        return True
    words = side.mention.shift(-ground.passage.span.start).of(ground.passage.annotation.text)
    if BACKED.search(words):
        return False
    if side.entity.country is not None:
        return True
    tree = ground.tree
    tokens = tokens_in(tree, side.mention.shift(-ground.passage.span.start))
    return any(
        tree.annotation.text[tree.starts[each]].isupper()
        and (tree.annotation.tokens[each].upos == "PROPN" or not _opens(tree, each))
        for each in tokens
        if tree.words[each] not in ARTICLES
    )


def _opens(tree: Tree, token: int) -> bool:
    """Say whether a word is the first of its sentence, whose capital says nothing."""
    return token == 0 or tree.sentence[token - 1] != tree.sentence[token]


def _is_speaker(ground: Ground, token: int) -> bool:
    return ground.tree.words[token] in SPEAKER


def _by_source(
    ground: Ground, stand: Stand, statement: Statement, said: Sequence[Statement]
) -> Iterator[Taken]:
    """Yield a stand as that of a statement's source, or of whom it speaks for.

    Where another reports the statement, it is told by way of him.
    """
    source = _entity(ground, statement.source)
    if source is None or not is_political(source):
        return
    actor = _entity(ground, statement.on_behalf_of) or source
    outer = next((each for each in said if each.id == statement.reported_by), None)
    reporter = _entity(ground, outer.source) if outer is not None else None
    yield Taken(
        actor=actor,
        speaker=source if actor is not source else reporter,
        stand=stand,
        mention=source_place(statement),
        statement=statement,
        told=statement,
    )


def holder_by_act(
    ground: Ground, topic: Topic, way: Way, statement: Statement, book: Codebook
) -> Iterator[Taken]:
    """Yield the stand that a statement's act takes on what it is about: "demanded a truce"."""
    sign = SIGN_OF_ACT.get(statement.act)
    if sign is None or topic.bound or not _is_matter(ground, way, statement):
        return
    cue = cue_place(statement)
    local = cue.shift(-ground.passage.span.start) if cue is not None else None
    head = head_in(ground.tree, local) if local is not None else None
    if local is None or head is None:
        return
    if read_cue(ground.tree, book.cues, tokens_in(ground.tree, local)).act != statement.act:
        return
    stand = Stand(
        issue=topic.issue,
        sign=way.sign * sign,
        holder=None,
        by=head,
        top=head,
        deed=False,
        reason=f"a statement that is to {statement.act}",
    )
    yield from _by_source(ground, stand, statement, ())


def _is_matter(ground: Ground, way: Way, statement: Statement) -> bool:
    """Say whether the way up reached the head of what is said."""
    for fragment in statement.fragments:
        if ground.passage.span.covers(fragment):
            head = head_in(ground.tree, fragment.shift(-ground.passage.span.start))
            if head is not None and way.token in conjuncts(ground.tree, head):
                return True
    return False


def _entity(ground: Ground, reference: Reference | None) -> Entity | None:
    if reference is None:
        return None
    return next((e for e in ground.entities.entities if e.id == reference.id), None)


def country_of(actor: Entity) -> str | None:
    """Return the state that an actor is or speaks for; an expert or a rebel speaks for none."""
    of_state = actor.sector in FOR_THE_STATE or (actor.kind in BODIES and actor.sector in OF_STATES)
    if of_state or actor.kind in ("state", "government", "organ"):
        return actor.country
    return None
