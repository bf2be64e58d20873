"""One entity per person, state, body, group or place, across the pages given.

Which page entities are one is said in grouping.py; here is the record that is made of them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from demarche.codebook import CODEBOOK_VERSION
from demarche.codebook.holders import BEST_FIRST
from demarche.crisis.corrections import edited_entity, regroup
from demarche.crisis.grouping import NAMED, Sight, group_entities, sight_of
from demarche.extract.naming import name_parts
from demarche.records import Correction, Entity, Evidence, MadeBy, Office, make_id

Value = TypeVar("Value", bound=str)


@dataclass(frozen=True, slots=True)
class Alike:
    """Page entities that are equal in all but id, evidence and score, as the first of them."""

    entity: Entity
    count: int


def merge_entities(
    page_entities: Sequence[Entity], corrections: Sequence[Correction] = ()
) -> tuple[Entity, ...]:
    """Return the entities of several pages with the same ones merged, sorted by id.

    Every page entity is in `members` of exactly one of them, unless a correction rejects it; the
    order of the input is without effect, and an entity given twice counts once. Raises RecordError
    when the value of a correction does not fit its field.
    """
    by_id = {entity.id: entity for entity in page_entities}
    seen: dict[Sight, list[str]] = {}
    for entity in by_id.values():
        seen.setdefault(sight_of(entity), []).append(entity.id)
    groups = [[by_id[id] for id in ids] for ids in group_entities(seen)]
    return merge_groups(groups, corrections)


def merge_groups(
    groups: Sequence[Sequence[Entity]], corrections: Sequence[Correction]
) -> tuple[Entity, ...]:
    """Return the entities of groups of page entities, as the corrections will have them, by id.

    Raises RecordError when the value of a correction does not fit its field.
    """
    together = regroup(groups, corrections) if corrections else groups
    members = [sorted(group, key=lambda entity: entity.id) for group in together]
    edits = [one for one in corrections if one.kind == "entity" and one.deed == "edit"]
    merged = [edited_entity(_merged(group), group, edits) for group in members]
    return tuple(sorted(merged, key=lambda entity: entity.id))


def _merged(members: Sequence[Entity]) -> Entity:
    ids = [entity.id for entity in members]
    return make_entity(ids, [Alike(entity, 1) for entity in members], _evidence(members))


def entity_id(members: Sequence[str]) -> str:
    """Return the id of an entity across pages; `members` are the sorted ids of its parts."""
    return make_id("entity", *members)


def make_entity(
    members: Sequence[str], alike: Sequence[Alike], evidence: tuple[Evidence, ...]
) -> Entity:
    """Return the record of page entities that are one.

    `members` are their sorted ids; `alike` are in the order of the ids of their first.
    """
    every = [item.entity for item in alike]
    name = _name(alike)
    aliases = {alias for entity in every for alias in (entity.name, *entity.aliases)}
    titles = _counted((title, item.count) for item in alike for title in item.entity.titles)
    located = next((one for one in every if one.latitude is not None), every[0])
    made = every[0].made_by
    return Entity(
        id=entity_id(members),
        kind=_commonest((item.entity.kind, item.count) for item in alike) or every[0].kind,
        name=name,
        country=_commonest((item.entity.country, item.count) for item in alike),
        sector=_commonest((item.entity.sector, item.count) for item in alike),
        titles=tuple(sorted(titles, key=lambda title: (-titles[title], title))),
        offices=_offices(every),
        feature=located.feature,
        division=located.division,
        geonames=located.geonames,
        latitude=located.latitude,
        longitude=located.longitude,
        aliases=tuple(sorted(aliases - {name})),
        members=tuple(members),
        evidence=evidence,
        made_by=MadeBy(
            kind="rule",
            name=made.name if len(members) == 1 else "entity across pages",
            version=CODEBOOK_VERSION,
            reason=made.reason if len(members) == 1 else _reason(len(members), every),
        ),
        score=max(entity.score for entity in every),
    )


def _offices(members: Sequence[Entity]) -> tuple[Office, ...]:
    """Return the offices of all pages by their first day, each term once, the surest basis of it.

    What a page says is surer than the table alone.
    """
    every = sorted(
        (office for entity in members for office in entity.offices),
        key=lambda o: (
            *(o.start or date.max, o.of or "", o.title, _doubt(o), o.basis),
            *(o.holder or "", o.end or date.max),
        ),
    )
    terms = {(o.title, o.of, o.holder, o.start, o.end): o for o in reversed(every)}
    return tuple(reversed(terms.values()))


def _doubt(office: Office) -> int:
    """Return how unsure the table is of an office."""
    return BEST_FIRST.index(office.certainty) if office.certainty else len(BEST_FIRST)


def _reason(members: int, every: Iterable[Entity]) -> str:
    names = sorted({entity.name for entity in every})
    return f"{members} page entities joined by name: {', '.join(names)}"


def _name(alike: Sequence[Alike]) -> str:
    """Return a person's fullest name, else the most frequent; ties by the alphabet."""
    named = [item for item in alike if item.entity.made_by.name in NAMED]
    counts = _counted((item.entity.name, item.count) for item in named or alike)
    if alike[0].entity.kind != "person":
        return min(counts, key=lambda name: (-counts[name], -len(name), name))
    return min(counts, key=lambda name: (-_spelt_out(name), -counts[name], -len(name), name))


def _spelt_out(name: str) -> int:
    """Return how many parts of a personal name are more than an initial."""
    return sum(len(part) > 1 for part in name_parts(name))


def _commonest(values: Iterable[tuple[Value | None, int]]) -> Value | None:
    """Return the most frequent value that is not None; ties by the alphabet."""
    counts = _counted((value, count) for value, count in values if value is not None)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _counted(values: Iterable[tuple[Value, int]]) -> Counter[Value]:
    """Return how often there is each value, which come with how often they are meant."""
    counts: Counter[Value] = Counter()
    for value, count in values:
        counts[value] += count
    return counts


def _evidence(members: Sequence[Entity]) -> tuple[Evidence, ...]:
    """Return the union of the evidence, by document and place."""
    found = {item for entity in members for item in entity.evidence}
    return tuple(sorted(found, key=lambda item: (item.document_id, item.start, item.end)))
