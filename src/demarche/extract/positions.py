"""Where each side stands on the issues of a crisis, by what it says and does.

topics         words for what an issue is about, and mentions of plans
stands         from there up the tree: whose stand, and for or against
stand_targets  about whom: sanctions on whom, whose leader
positions      who that is, for whom he speaks, when, and which statements and events it rests on

The page need not quote anybody: "France wants the mission widened" is France's stand as the page
tells it, "the West insists that he must go, said the adviser" the West's as the adviser tells it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.extract.entities import PageEntities
from demarche.extract.plan_names import Named, find_plan_names
from demarche.extract.plans import make_grounds
from demarche.extract.roles import spoken_for
from demarche.extract.stand_holders import (
    Taken,
    country_of,
    holder_by_act,
    holders_of,
    statement_around,
)
from demarche.extract.stand_targets import About, by_the_page, find_target
from demarche.extract.stand_ways import Stand
from demarche.extract.stands import WARNED, find_stands
from demarche.extract.subjects import is_elsewhere
from demarche.extract.topics import Ground, Topic, find_topics
from demarche.extract.trees import (
    Tree,
    has_word,
    kin,
    sentence_span,
    span_of,
    subtree,
)
from demarche.records import (
    Document,
    Entity,
    Event,
    MadeBy,
    Measure,
    Passage,
    Period,
    Position,
    Reference,
    Statement,
    evidence_of,
    make_id,
)

RULES_VERSION = "1"
SIDES = {1: "for", -1: "against", 0: "on no side"}
YEAR = re.compile(r"(?:18|19|20)[0-9][0-9]s?")
CONDITIONS = frozenset({"if", "unless", "provided", "once", "until", "long", "only"})
# How sure: told by the actor itself or done by it; told by others; told as a charge.
OWN_WORDS, OTHERS_WORDS, CHARGED = 0.8, 0.7, 0.5


def find_positions(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    events: Sequence[Event],
    measures: Sequence[Measure] = (),
    *,
    codebook: Codebook | None = None,
) -> tuple[Position, ...]:
    """Return the positions of a page in the order of their words; none twice in a sentence.

    A page about sport or markets has none. Measures of the same matter in the sentence are among
    the records that a position rests on; by themselves they make none. `codebook` is the shipped
    one by default. Never raises on a wrong parse.
    """
    book = codebook or load_codebook()
    trees = entities.grown(passages)
    if is_elsewhere(trees, book.events):
        return ()
    day = document.published.end
    year = day.year if day is not None else None
    found: dict[tuple[object, ...], tuple[Position, About]] = {}
    grounds = make_grounds(entities, passages)
    plans = find_plan_names(grounds, book.issues)
    for ground in grounds:
        topics = [*find_topics(ground, book.issues)]
        topics += [_of_plan(each) for each in plans if each.ground is ground]
        said = _said_in(ground, statements) if topics else ()
        for topic, taken in _taken(ground, topics, said, book, year):
            issue = book.issues.issues.get(taken.stand.issue)
            about = find_target(ground, topic, taken.stand, taken.actor, issue, book.cues)
            position = _position(document, ground, taken, events)
            position = _with_measures(position, measures, book)
            sentence = ground.at, ground.tree.sentence[taken.stand.by]
            key = position.actor.id, position.issue, position.stance, *sentence
            known = found.get(key)
            if known is None or position.score > known[0].score:
                found[key] = position, about
    full = _with_targets(tuple(found.values()), entities, document)
    return tuple(sorted(full, key=lambda each: (each.evidence[0].start, each.id)))


def _said_in(ground: Ground, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Return the statements of which a part stands in a paragraph."""
    span = ground.passage.span
    return [each for each in statements if any(span.covers(part) for part in each.fragments)]


def _of_plan(named: Named) -> Topic:
    """Return a plan that the page names as what a stand is taken on."""
    return Topic(token=named.token, issue=f"plan:{named.key}", sign=1, verb=False)


def _taken(
    ground: Ground,
    topics: Iterable[Topic],
    said: Sequence[Statement],
    book: Codebook,
    year: int | None,
) -> Iterator[tuple[Topic, Taken]]:
    """Yield the stands of a paragraph whose holders are known, with what they are taken on."""
    for topic in topics:
        stands, way = find_stands(ground, topic, book.issues, book.cues)
        around = statement_around(ground, topic.token, said)
        held = _one_side(
            taken
            for stand in stands
            if not (topic.words_only and stand.deed and stand.sign > 0)
            for taken in holders_of(ground, stand, around, said)
            if _counts(ground, taken, year)
        )
        yield from ((topic, taken) for taken in held)
        if not stands and not way.stopped and around is not None:
            for taken in holder_by_act(ground, topic, way, around, book):
                yield topic, taken


def _counts(ground: Ground, taken: Taken, year: int | None) -> bool:
    """Say whether a stand is told as one: not in a denial, nor what would be done, nor long ago."""
    stand, told = taken.stand, taken.told
    if told is not None and told.act == "deny":
        return False
    if stand.reason == WARNED:
        return told is not None and told.act in ("warn", "threaten")
    if not stand.deed:
        return True
    if _is_long_ago(ground.tree, stand.by, year):
        return False
    own = told is not None and taken.actor.id in {
        side.id for side in (told.source, told.on_behalf_of) if side is not None
    }
    return own or not has_word(ground.tree, stand.by, ("would",), "aux")


def _is_long_ago(tree: Tree, token: int, year: int | None) -> bool:
    """Say whether a deed's sentence names a year that lies years before the page's."""
    if year is None:
        return False
    first, end = tree.annotation.sentences[tree.sentence[token]]
    named = [int(word[:4]) for word in tree.words[first:end] if YEAR.fullmatch(word)]
    return any(each < year - 1 for each in named)


def _one_side(found: Iterable[Taken]) -> Iterable[Taken]:
    """Return one stand for each actor, the last and outermost: who withdraws his consent, say."""
    return {taken.actor.id: taken for taken in found}.values()


# ---------------------------------------------------------------- the record


def _position(
    document: Document, ground: Ground, taken: Taken, events: Sequence[Event]
) -> Position:
    stand, statement = taken.stand, taken.statement
    sentence = ground.passage.place(sentence_span(ground.tree, stand.by))
    via = taken.speaker if taken.speaker != taken.actor else None
    acts = list(_events(ground, stand, events))
    told = taken.told
    own = taken.speaker is None or spoken_for(ground.entities, taken.speaker) == taken.actor
    score = OWN_WORDS if own else OTHERS_WORDS
    if told is not None and told.act == "accuse" and not own:
        score = CHARGED
    by = ground.passage.words(stand.by, stand.by)
    return Position(
        id=make_id("position", document.id, stand.issue, stand.sign, by, taken.actor.id),
        actor=Reference(id=taken.actor.id, name=taken.actor.name),
        country=country_of(taken.actor),
        issue=stand.issue,
        target=None,
        stance=float(stand.sign) if stand.sign else None,
        condition=_condition(document, ground, stand),
        when=_when(document, told or statement, acts),
        via=Reference(id=via.id, name=via.name) if via is not None else None,
        records=tuple(dict.fromkeys(each.id for each in (told, statement, *acts) if each)),
        attributed_to=told.id if told is not None else None,
        evidence=tuple(
            evidence_of(document, span)
            for span in (sentence, by, *((taken.mention,) if taken.mention else ()))
        ),
        made_by=MadeBy(
            kind="rule",
            name="stand",
            version=RULES_VERSION,
            reason=f"{SIDES[stand.sign]}, by '{by.of(document.text)}' ({stand.reason})",
        ),
        score=score,
    )


def _with_targets(
    found: Sequence[tuple[Position, About]], entities: PageEntities, document: Document
) -> Iterator[Position]:
    """Yield the positions of a page with whom their issues are about, and the words that say so."""
    told = [(position.issue, about) for position, about in found]
    for position, about in found:
        whom = about.whom
        if about.open:
            whom = by_the_page(position.issue, about, told, entities.entities)
        yield position if whom is None else _with_target(position, whom, about, document)


def _with_target(position: Position, whom: Entity, about: About, document: Document) -> Position:
    target = Reference(id=whom.id, name=whom.name)
    more = [evidence_of(document, about.words.mention)] if about.words is not None else []
    known = {each.span for each in position.evidence}
    evidence = (*position.evidence, *(each for each in more if each.span not in known))
    return replace(position, target=target, evidence=evidence)


def _with_measures(position: Position, measures: Sequence[Measure], book: Codebook) -> Position:
    """Return a position with the measures that its sentence tells on the same issue."""
    sentence = position.evidence[0].span
    kinds = book.measures.kinds
    same = tuple(
        measure.id
        for measure in measures
        if measure.evidence[0].span.overlaps(sentence)
        and measure.kind in kinds
        and kinds[measure.kind].issue == position.issue
    )
    return replace(position, records=(*position.records, *same)) if same else position


def _condition(document: Document, ground: Ground, stand: Stand) -> str | None:
    """Return what a stand depends on, in the page's words: "as long as the others do"."""
    tree = ground.tree
    for word in dict.fromkeys((stand.by, stand.top)):
        for clause in kin(tree, word, "advcl"):
            if clause != stand.by and has_word(tree, clause, CONDITIONS, "mark", "case", "advmod"):
                return ground.passage.place(span_of(tree, subtree(tree, clause))).of(document.text)
    return None


def _events(ground: Ground, stand: Stand, events: Sequence[Event]) -> Iterable[Event]:
    """Yield the events whose trigger bears the stand."""
    by = ground.passage.words(stand.by, stand.by)
    return (each for each in events if each.evidence[1].span.covers(by))


def _when(
    document: Document, statement: Statement | None, events: Sequence[Event]
) -> Period | None:
    """When it was said; else when it was done; else before the page."""
    if statement is not None:
        return statement.said
    dated = [each.when for each in events if each.when is not None]
    if dated:
        return dated[0]
    published = document.published
    if published.end is None:
        return None
    return Period(
        start=None,
        end=published.end,
        precision="before",
        basis=f"no time stands by it; page: {published.basis}",
    )
