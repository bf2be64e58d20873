"""Measures on a page: sanctions, arms, observers, aid, withdrawals, and how far each has come.

measure_words    the words that bear one
measure_status   proposed, adopted, halted, refused, by the words around them
measure_parties  who takes it, and whom it is aimed at
measure_joining  one record for all that tells of one, with the parties told elsewhere
"""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.measures import MeasureBook
from demarche.extract.entities import PageEntities
from demarche.extract.measure_joining import join_measures
from demarche.extract.measure_parties import (
    asks_for_itself,
    is_supposed,
    takers_of,
    targets_of,
)
from demarche.extract.measure_status import Progress, progress_of
from demarche.extract.measure_words import Bearer, find_bearers
from demarche.extract.moments import time_beside, when_told
from demarche.extract.participants import Side, is_political
from demarche.extract.scenes import (
    Scene,
    conditions_of,
    judge,
    quoted,
    references,
    scenes_of,
    statement_around,
)
from demarche.extract.statements import source_place
from demarche.extract.trees import Tree, has_word, phrase, span_of
from demarche.records import (
    Document,
    Factuality,
    MadeBy,
    Measure,
    MeasureStatus,
    Passage,
    Period,
    Statement,
    StatementAct,
    make_id,
)

RULES_VERSION = "1"
# Both sides told, one, or only that there is such a measure. A judgement, not a count.
SCORES = {2: 0.8, 1: 0.65, 0: 0.4}
# Relations of a noun that a statement is about; others only go along with what it is about.
MATTER = frozenset({"obj", "nsubj", "root", "ccomp", "conj"})
# What a statement makes of a measure that its content only names, by the statement's act.
OF_ACT: dict[StatementAct, MeasureStatus] = {
    "demand": "proposed",
    "promise": "promised",
    "threaten": "threatened",
    "reject": "refused",
}
# Which way the times beside a measure look.
AHEAD: dict[MeasureStatus, Factuality] = {
    "proposed": "called for",
    "threatened": "planned",
    "promised": "planned",
    "announced": "planned",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A measure as one sentence tells it."""

    scene: Scene
    bearer: Bearer
    progress: Progress
    status: MeasureStatus
    reason: str
    by: tuple[Side, ...]
    target: tuple[Side, ...]
    statement: Statement | None


def find_measures(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    codebook: Codebook | None = None,
) -> tuple[Measure, ...]:
    """Return the measures of a page in the order of their words, each state of one once.

    A measure has a party that takes it or one that it is aimed at. `codebook` is the shipped one by
    default. Never raises on a wrong parse.
    """
    book = codebook or load_codebook()
    found = [
        _make_measure(each)
        for scene in scenes_of(document, passages, entities, statements, book)
        for bearer in find_bearers(scene.tree, book.measures)
        if (each := _found(scene, bearer)) is not None
    ]
    return join_measures(found, entities.entities, book.measures)


def _found(scene: Scene, bearer: Bearer) -> Found | None:
    """Return a measure with its state and parties, None where the words do not tell one."""
    if _is_accepted_watch(scene.tree, bearer.token, scene.book.measures):
        return None
    progress = progress_of(scene.tree, bearer, scene.book.measures, scene.book.cues)
    statement = statement_around(scene, bearer.token)
    status, reason = _status(scene.tree, bearer, progress, statement)
    if status is None:
        return None
    if not progress.stands and judge(scene, bearer.token).factuality == "denied":
        return None
    itself = scene.entities.at(scene.at, scene.passage.words(bearer.token, bearer.token))
    takers = takers_of(scene, bearer, progress)
    by = tuple(side for side in takers if side.entity is not itself)
    supposed = is_supposed(scene.tree, progress) or _is_spoken_of(scene.tree, progress)
    if not by and statement is not None and status in OF_ACT.values() and not supposed:
        by = _source(scene, statement)
    target = targets_of(scene, bearer, progress, by)
    if asks_for_itself(scene, bearer, progress, by, target):
        by, target = (), by
    return Found(
        scene=scene,
        bearer=bearer,
        progress=progress,
        status=status,
        reason=reason,
        by=by,
        target=target,
        statement=statement,
    )


def _is_accepted_watch(tree: Tree, token: int, book: MeasureBook) -> bool:
    """Say whether a measure is only named as what it was agreed to watch.

    "Accepted monitors to oversee the truce", "agreed to monitor it": who agrees takes no such
    measure, and whether it stands is not told.
    """
    watch = tree.heads[token]
    if watch < 0 or tree.rels[token] != "obj" or tree.words[watch] not in book.watching:
        return False
    agreed = tree.heads[watch]
    infinitive = has_word(tree, watch, ("to",), "mark", "aux")
    return infinitive and agreed >= 0 and tree.words[agreed] in book.accepting


def _status(
    tree: Tree, bearer: Bearer, progress: Progress, statement: Statement | None
) -> tuple[MeasureStatus | None, str]:
    """Return a measure's state and why: its own words, the statement around, its kind's default."""
    if progress.status is not None:
        return progress.status, "by the words that govern it"
    matter = tree.rels[bearer.token] in MATTER
    if statement is not None and statement.act in OF_ACT and matter:
        return OF_ACT[statement.act], f"in a statement that is to {statement.act}"
    return bearer.named.kind.plain, "named as something that there is"


def _is_spoken_of(tree: Tree, progress: Progress) -> bool:
    """Say whether a noun sets the state: threats that one speaks of are not one's own."""
    setting = next((lv for lv in progress.levels if lv.status == progress.status), None)
    if setting is None or setting.status not in ("threatened", "promised"):
        return False
    return tree.annotation.tokens[setting.token].upos == "NOUN"


def _source(scene: Scene, statement: Statement) -> tuple[Side, ...]:
    """Return who speaks, if that is a political actor."""
    place, source = source_place(statement), statement.source
    entity = next((e for e in scene.entities.entities if source and e.id == source.id), None)
    if entity is None or not is_political(entity):
        return ()
    return (Side(entity, place or statement.fragments[0]),)


def _make_measure(found: Found) -> Measure:
    scene, bearer, document = found.scene, found.bearer, found.scene.document
    tokens = [bearer.token, *(level.token for level in found.progress.levels)]
    above = scene.tree.heads[bearer.token]
    if len(tokens) == 1 and above >= 0 and scene.tree.annotation.tokens[above].upos == "VERB":
        tokens.append(above)  # "took force at noon, after a long night"
    trigger = scene.passage.place(span_of(scene.tree, bearer.words))
    kind = bearer.named.kind
    nouns = bearer.objects if bearer.verb else (bearer.token,)
    whole = {bearer.token, *(at for noun in nouns for at in _named(scene.tree, noun))}
    what = scene.passage.place(span_of(scene.tree, whole)).of(document.text)
    return Measure(
        id=make_id("measure", document.id, kind.name, found.status, trigger),
        kind=kind.name,
        what=" ".join(what.split()),
        by=references(found.by),
        target=references(found.target),
        status=found.status,
        when=_when(found, tokens),
        conditions=conditions_of(scene, tokens),
        attributed_to=found.statement.id if found.statement else None,
        evidence=quoted(scene, bearer.token, bearer.words, (*found.by, *found.target)),
        made_by=MadeBy(
            kind="rule",
            name="measures",
            version=RULES_VERSION,
            reason=f"its words name a measure of this kind; {found.status}: {found.reason}",
        ),
        score=SCORES[bool(found.by) + bool(found.target)],
    )


def _named(tree: Tree, noun: int) -> list[int]:
    """Return a noun's phrase without its preposition."""
    inside = phrase(tree, noun)
    cases = {at for at in inside if tree.rels[at] == "case" and tree.heads[at] == noun}
    return [at for at in inside if not {at, tree.heads[at]} & cases]  # nor "as" of "such as"


def _when(found: Found, tokens: Sequence[int]) -> Period | None:
    """Return the time beside the words that bear and govern it, nearest first."""
    document, tree = found.scene.document, found.scene.tree
    ahead = AHEAD.get(found.status, "happened")
    for token in tokens:
        told = time_beside(document, tree, token, ahead, own=True)
        if told is not None:
            return told
    verbs = [level.token for level in found.progress.levels if level.verb]
    return when_told(document, tree, verbs[0], ahead, own=True) if verbs else None
