"""Who did what to whom, when and where, and whether it happened."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from demarche.codebook.kinds import KindBook
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.words import CueBook
from demarche.extract.candidates import (
    Candidate,
    cue_in,
    find_candidates,
    statement_candidate,
)
from demarche.extract.entities import PageEntities
from demarche.extract.event_places import place_of
from demarche.extract.factuality import Judgement, is_aside, judge_statements, judge_words
from demarche.extract.modes import Bearer, Coded, code_act
from demarche.extract.moments import when_told
from demarche.extract.participants import Side, participant
from demarche.extract.related import EVENT_OF_ACT
from demarche.extract.subjects import acts_anywhere, is_elsewhere
from demarche.extract.tellers import tellings, without_tellers
from demarche.extract.trees import (
    Tree,
    head_in,
    sentence_span,
    span_of,
    tokens_in,
)
from demarche.records import (
    Document,
    Event,
    Factuality,
    MadeBy,
    Passage,
    Period,
    Reference,
    Statement,
    evidence_of,
    make_id,
)
from demarche.spans import Span

RULES_VERSION = "1"
Quad = Literal[1, 2, 3, 4]


def find_events(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    codebook: Codebook | None = None,
) -> tuple[Event, ...]:
    """Return the events of a page in the order of their words, none twice in a sentence.

    An event has a word that bears it, a political actor, and a recipient where its type asks for
    one. It stands in the innermost statement that covers its trigger. On a page about sport or
    markets only the acts of officials and bodies are events. `codebook` is the shipped one by
    default. Never raises on a wrong parse.
    """
    book = codebook or load_codebook()
    listed, cues = book.events, book.cues
    trees = entities.grown(passages)
    found: list[Candidate] = []
    for at, (passage, tree) in enumerate(zip(passages, trees, strict=True)):
        said = [s for s in statements if passage.span.covers(s.evidence[0].span)]
        spoken = [
            statement_candidate(at, passage, tree, entities, each, cues=cues) for each in said
        ]
        political = [candidate for candidate in spoken if candidate is not None]
        others = find_candidates(at, passage, tree, entities, events=listed, cues=cues)
        told = tellings(passage, tree, said, cues)
        parted = [without_tellers(each, passage, tree, told) for each in others]
        acts = [each for each in parted if each is not None]
        political = [each for each in political if not _is_said_again(each, passage, acts)]
        found += [_with_targets(each, acts) for each in political]
        found += [each for each in acts if not _is_spoken(each, political)]
    if is_elsewhere(trees, listed):
        found = [each for each in found if any(acts_anywhere(a.entity) for a in each.actors)]
    events = [
        _make_event(document, passages, trees, entities, each, statements=statements, book=book)
        for each in _without_doubles(found, trees)
    ]
    return tuple(sorted(events, key=lambda event: (event.evidence[1].start, event.id)))


def _is_spoken(candidate: Candidate, political: Sequence[Candidate]) -> bool:
    """Say whether a political statement already stands for the act of its cue."""
    return any(
        set(candidate.words) & set(other.words) and candidate.event == other.event
        for other in political
    )


def _is_said_again(political: Candidate, passage: Passage, others: Sequence[Candidate]) -> bool:
    """Say whether a word of its content tells the act of a statement: "said it rejects them".

    The act is the speaker's or that of the state for which he speaks, towards the same.
    """
    if political.statement is None:
        return False
    actors = {side.entity.id for side in political.actors}
    if political.statement.on_behalf_of is not None:
        actors.add(political.statement.on_behalf_of.id)
    targets = {side.entity.id for side in political.recipients}
    return any(
        each.event == political.event
        and any(side.entity.id in actors for side in each.actors)
        and targets <= {side.entity.id for side in each.recipients}
        and any(
            span.covers(passage.words(each.judged, each.judged))
            for span in political.statement.fragments
        )
        for each in others
    )


def _with_targets(political: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Return a political statement without a target with that of the same act found otherwise."""
    if political.recipients:
        return political
    same = (each for each in others if each.recipients and _is_spoken(each, [political]))
    known = {side.entity.id for side in political.actors}
    for each in same:
        targets = tuple(side for side in each.recipients if side.entity.id not in known)
        if targets:
            return replace(political, recipients=targets)
    return political


def _without_doubles(found: Sequence[Candidate], trees: Sequence[Tree]) -> list[Candidate]:
    """Keep the surest of several candidates of one type and parties in one sentence.

    Two acts that name nobody they are done to are two ("seized and searched").
    """
    best: dict[tuple[object, ...], Candidate] = {}
    for each in found:
        key = (
            each.passage,
            trees[each.passage].sentence[each.judged],
            each.event,
            frozenset(side.entity.id for side in each.actors),
            frozenset(side.entity.id for side in each.recipients) or each.judged,
        )
        known = best.get(key)
        if known is None or each.score > known.score:
            best[key] = each
    return list(best.values())


def _make_event(
    document: Document,
    passages: Sequence[Passage],
    trees: Sequence[Tree],
    entities: PageEntities,
    candidate: Candidate,
    *,
    statements: Sequence[Statement],
    book: Codebook,
) -> Event:
    passage, tree = passages[candidate.passage], trees[candidate.passage]
    trigger = passage.place(span_of(tree, candidate.words))
    around = _around(candidate, trigger, statements)
    kind = book.kinds.types[candidate.event]
    judged = _judge(candidate, passage, tree, around, cues=book.cues, conflict=kind.quad > 2)
    coded = _code(candidate, passage, tree, book.kinds)
    sentence = passage.place(sentence_span(tree, candidate.judged))
    mentions = tuple(side.mention for side in _sides(candidate))
    holder = candidate.statement or (around[0] if around else None)
    return Event(
        id=make_id("event", document.id, candidate.event, trigger, *mentions),
        event=candidate.event,
        mode=coded.mode,
        contexts=coded.contexts,
        quad=cast(Quad, kind.quad),
        cameo=coded.cameo,
        trigger=" ".join(_trigger_words(passage, candidate)),
        actors=tuple(participant(side, document.text) for side in candidate.actors),
        recipients=tuple(participant(side, document.text) for side in candidate.recipients),
        when=_when(document, tree, candidate, judged.factuality),
        place=_place(candidate, passage, tree, entities),
        factuality=judged.factuality,
        attributed_to=holder.id if holder else None,
        evidence=tuple(evidence_of(document, span) for span in (sentence, trigger, *mentions)),
        made_by=MadeBy(
            kind="rule",
            name=candidate.name,
            version=RULES_VERSION,
            reason=f"{candidate.reason}; {judged.factuality}: {judged.reason}; {coded.reason}",
        ),
        score=round(candidate.score, 4),
    )


def _code(candidate: Candidate, passage: Passage, tree: Tree, kinds: KindBook) -> Coded:
    """Return the finer code of an event; of a political statement by its content as well."""
    local = [side.mention.shift(-passage.span.start) for side in _sides(candidate)]
    parties = [head for head in (head_in(tree, span) for span in local) if head is not None]
    content = [] if candidate.statement is None else candidate.statement.fragments
    inside = [span.shift(-passage.span.start) for span in content if passage.span.covers(span)]
    matter = [token for span in inside for token in tokens_in(tree, span)]
    return code_act(
        tree,
        candidate.event,
        Bearer(words=candidate.words, judged=candidate.judged, matter=tuple(matter)),
        parties,
        kinds,
    )


def _sides(candidate: Candidate) -> tuple[Side, ...]:
    return (*candidate.actors, *candidate.recipients)


def _trigger_words(passage: Passage, candidate: Candidate) -> list[str]:
    """The trigger's words; "..." is not put between them, "imposed sanctions" reads on."""
    annotation = passage.annotation
    return [annotation.tokens[token].span.of(annotation.text) for token in candidate.words]


def _around(
    candidate: Candidate, trigger: Span, statements: Sequence[Statement]
) -> list[Statement]:
    """Statements in whose content a trigger stands, innermost first."""
    covering = [
        (len(fragment), number)
        for number, statement in enumerate(statements)
        if statement is not candidate.statement
        for fragment in statement.fragments
        if fragment.covers(trigger)
    ]
    return [statements[number] for _, number in sorted(covering)]


def _judge(
    candidate: Candidate,
    passage: Passage,
    tree: Tree,
    around: Sequence[Statement],
    *,
    cues: CueBook,
    conflict: bool,
) -> Judgement:
    """Whether it happened: by its own words up to the cue, then by the statements around it.

    A statement that is this act itself ("refused to recognise them" as REJECT) takes nothing away,
    nor does one of which the act is an aside.
    """
    held = [(statement, *cue_in(statement, passage, tree, cues)) for statement in around]
    stop = held[0][2] if held else None
    words = judge_words(tree, candidate.judged, cues, stop)
    aside = is_aside(tree, candidate.judged, stop)
    bearer = candidate.words[-1]
    if words.factuality == "happened" and bearer != candidate.judged:
        words = judge_words(tree, bearer, cues, candidate.judged)  # "held no talks"
    return judge_statements(
        words,
        [
            (statement, cue)
            for statement, cue, _ in held
            if EVENT_OF_ACT.get(statement.act) != candidate.event and not aside
        ],
        conflict=conflict,
        actors=[side.entity.id for side in candidate.actors],
        recipients=[side.entity.id for side in candidate.recipients],
    )


def _when(
    document: Document, tree: Tree, candidate: Candidate, factuality: Factuality
) -> Period | None:
    """When it was; a political statement was made when it was said."""
    if candidate.statement is not None:
        return candidate.statement.said
    return when_told(document, tree, candidate.judged, factuality)


def _place(
    candidate: Candidate, passage: Passage, tree: Tree, entities: PageEntities
) -> Reference | None:
    """Where: what the words of the act say, else where a statement that is the act was made."""
    found = place_of(
        candidate.passage,
        passage,
        tree,
        entities,
        event=candidate.event,
        bearers=tuple(dict.fromkeys((candidate.judged, *reversed(candidate.words)))),
        parties={side.entity.id for side in _sides(candidate)},
    )
    if found is None and candidate.statement is not None:
        return candidate.statement.place
    return found
