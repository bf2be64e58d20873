"""From what sentences tell of measures to one record for each, with the parties told elsewhere.

A page tells once against whom sanctions are and then speaks of "the sanctions": a party that a
sentence leaves out is taken from the page's other tellings of that kind, else, for kinds that need
a target, it is the state that the page is about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from demarche.codebook.measures import MeasureBook
from demarche.extract.moments import closer_of
from demarche.extract.scenes import with_evidence
from demarche.extract.stand_targets import leading_state
from demarche.records import Entity, Measure, Reference

FILLED_SCORE = 0.5  # of a measure with a party taken from elsewhere on the page
AT_HOME = frozenset({"population", "armed group"})
TURNED_DOWN = frozenset({"refused", "vetoed"})
PLAINLY = frozenset({"adopted", "in force"})


def join_measures(
    found: Iterable[Measure], entities: Sequence[Entity], book: MeasureBook
) -> tuple[Measure, ...]:
    """Return the measures of a page, each state of one once, parties filled in where they can be.

    What has no party at all is kept only where its kind may stand alone.
    """
    told = list(found)
    homes = {entity.id: entity.country or entity.id for entity in entities}
    full = [
        _filled(each, told, entities, book)
        for each in told
        if not any(_is_argued_against(each, other) for other in told)
    ]
    kept: list[Measure] = []
    for each in full:
        kind = book.kinds[each.kind]
        parties = len({homes[party.id] for party in (*each.by, *each.target)})
        if kind.mutual and each.status in PLAINLY:
            continue  # talks that are held are a meeting
        if parties < (2 if kind.mutual else 0 if kind.alone else 1):
            continue
        shared = kind.alone and not kind.aimed
        number = next((n for n, k in enumerate(kept) if _is_same(each, k, shared=shared)), None)
        if number is None:
            kept.append(each)
        else:
            kept[number] = _united(kept[number], each)
    return tuple(kept)


def _filled(
    measure: Measure, told: Sequence[Measure], entities: Sequence[Entity], book: MeasureBook
) -> Measure:
    """Return a measure with the target and, of one that stands, the taker told elsewhere."""
    kind = book.kinds[measure.kind]
    target, by = measure.target, measure.by
    if kind.alone and not kind.aimed:
        return measure
    same = [each for each in told if book.kinds[each.kind].issue == kind.issue and kind.issue]
    if kind.mutual:
        homes = {entity.id: entity.country or entity.id for entity in entities}
        target = target or _other_side(by, same, homes)
    elif not target:
        target = _commonest(
            (each.target for each in same if each.target), but={r.id for r in by}
        ) or (_topic(measure, entities) if kind.aimed else ())
    if not by:
        doing = (
            each.by
            for each in same
            if each.by and _may_lend(each, measure) and _fits(each.target, target)
        )
        by = _commonest(doing, but={r.id for r in target})
    if (target, by) == (measure.target, measure.by):
        return measure
    more = "; what the sentence leaves out is taken from elsewhere on the page"
    made_by = replace(measure.made_by, reason=measure.made_by.reason + more)
    return replace(
        measure, target=target, by=by, made_by=made_by, score=min(measure.score, FILLED_SCORE)
    )


def _other_side(
    by: Sequence[Reference], same: Iterable[Measure], homes: Mapping[str, str]
) -> tuple[Reference, ...]:
    """Return with whom those who talk, or others of their states, do so elsewhere on the page."""

    def at_home(group: Sequence[Reference]) -> frozenset[str]:
        return frozenset(homes.get(each.id, each.id) for each in group)

    mine = at_home(by)
    pairs = [(each.by, each.target) for each in same if each.by and each.target]
    sides = [(one, two) for pair in pairs for one, two in (pair, pair[::-1])]
    return _commonest((two for one, two in sides if mine & at_home(one)), but=set())


def _may_lend(told: Measure, measure: Measure) -> bool:
    """Say whether who takes one telling's measure takes another's: who asks for it does not."""
    if told.status in TURNED_DOWN:
        return False
    return told.status != "proposed" or measure.status == "proposed"


def _commonest(groups: Iterable[tuple[Reference, ...]], *, but: set[str]) -> tuple[Reference, ...]:
    """Return the parties told most often, the first of equals, unless one is excluded."""
    counts = Counter(group for group in groups if not {each.id for each in group} & but)
    return counts.most_common(1)[0][0] if counts else ()


def _topic(measure: Measure, entities: Sequence[Entity]) -> tuple[Reference, ...]:
    """Return the state that a page is about beside those that take a measure, if one leads."""
    taking = {each.id for each in measure.by}
    # What an opposition asks for is meant for its own country.
    homes = {e.country for e in entities if e.id in taking and e.kind not in AT_HOME}
    state = leading_state(entities, homes) if taking else None
    return () if state is None else (Reference(id=state.id, name=state.name),)


# ---------------------------------------------------------------- one measure, told twice


def _is_argued_against(measure: Measure, other: Measure) -> bool:
    """Say whether a statement that refuses it only thinks of it here: "none, since they hurt"."""
    together = measure.attributed_to is not None and measure.attributed_to == other.attributed_to
    refused = measure.status == "proposed" and other.status == "refused"
    return together and refused and measure.kind == other.kind and _fits(measure.by, other.by)


def _is_same(one: Measure, other: Measure, *, shared: bool) -> bool:
    """Say whether two tellings are of one measure in one state: no party contradicts.

    What all sides do (`shared`), a truce, is one where one party is the same.
    """
    if one.kind != other.kind or _state(one) != _state(other):
        return False
    if shared:
        mine, theirs = {*one.by, *one.target}, {*other.by, *other.target}
        return not mine or not theirs or bool(mine & theirs)
    return _fits(one.by, other.by) and _fits(one.target, other.target)


def _state(measure: Measure) -> str:
    return "adopted" if measure.status in PLAINLY else measure.status


def _fits(some: Sequence[object], others: Sequence[object]) -> bool:
    """Say whether parties may be the same: one side untold, or one within the other."""
    mine, theirs = set(some), set(others)
    return not mine or not theirs or mine <= theirs or theirs <= mine


def _united(first: Measure, more: Measure) -> Measure:
    """Return two tellings as one, the fuller parties and the first time and condition kept."""
    return replace(
        first,
        by=max(first.by, more.by, key=len),
        target=max(first.target, more.target, key=len),
        when=closer_of(first.when, more.when),
        conditions=first.conditions or more.conditions,
        attributed_to=first.attributed_to if first.attributed_to == more.attributed_to else None,
        evidence=with_evidence(first.evidence, more.evidence),
        score=max(first.score, more.score),
    )
