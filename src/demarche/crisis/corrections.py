"""What an analyst puts right, laid over what was read: records rejected or edited, entities
merged, split, edited or rejected.

A correction says what it is about in words that hold when the pages are read again: a record by
its id and the words it stands on, an entity by its name on the page (and the pages, where only
some are meant). Nothing here changes what was read; `corrected` and `regroup` return what holds
with the corrections over it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from demarche.codebook.kinds import load_kinds
from demarche.codebook.phrases import fold
from demarche.crisis.referring import needed, referring
from demarche.records import (
    Correction,
    Deed,
    Entity,
    Event,
    Evidence,
    MadeBy,
    MemberVote,
    Participant,
    Position,
    Reference,
    Statement,
    Told,
    Who,
    make_id,
)
from demarche.serial import from_json, to_json

AnyRecord = TypeVar("AnyRecord", bound=Told | Entity)

# New countries and sectors by the id of a page's entity.
Facts = Mapping[str, Mapping[str, str | None]]

# Characters of an old value that a reason quotes; longer ones are in the table of originals.
SHORT = 40

# Fields that name another record of the page.
STANDS_IN = ("reported_by", "subset_of", "attributed_to")

# Whose country and sector a record or a part of one holds, and in which fields.
KNOWN_OF: Mapping[type, tuple[str, Mapping[str, str]]] = {
    Statement: ("source", {"source_country": "country"}),
    Participant: ("entity", {"country": "country", "sector": "sector"}),
    MemberVote: ("member", {"country": "country"}),
    Position: ("actor", {"country": "country"}),
}

# What the name of an entity across pages, and what is known of it, may be changed in.
ENTITY_FIELDS = ("name", "kind", "country", "sector")


def make_correction(
    deed: Deed,
    *,
    made: datetime,
    record: Told | None = None,
    who: Sequence[Who] = (),
    edit: tuple[str, str] | None = None,
    why: str | None = None,
) -> Correction:
    """Return a correction of a record, or of entities where none is given.

    `edit` is the field and its new value as JSON; `made` is without a zone, in UTC.
    """
    kind = "entity" if record is None else type(record).__name__.lower()
    field, value = edit or (None, None)
    about = None if record is None else record.id
    return from_json(
        Correction,
        {
            "id": make_id("correction", deed, kind, about, *who, field, value, made),
            "deed": deed,
            "kind": kind,
            "record": about,
            "evidence": [] if record is None else to_json(record.evidence),
            "who": [to_json(one) for one in who],
            "field": field,
            "value": value,
            "why": why,
            "made": made,
        },
    )


# ---------------------------------------------------------------- records


def find_record(correction: Correction, records: Iterable[Told]) -> Told | None:
    """Return the record that a correction means, None when it is there no more.

    It has the id, else it is the only one that stands on the same words of the same page: a page
    that is read by another reader, or moved to another address, gives other ids.
    """
    kind = [r for r in records if type(r).__name__.lower() == correction.kind]
    same = [record for record in kind if record.id == correction.record]
    same = same or [record for record in kind if _same_words(correction.evidence, record.evidence)]
    return same[0] if len(same) == 1 else None


def _same_words(there: Sequence[Evidence], here: Sequence[Evidence]) -> bool:
    quotes = [item.quote for item in there] == [item.quote for item in here]
    return quotes and all(
        one.path == other.path or one.document_id == other.document_id
        for one, other in zip(there, here, strict=True)
    )


def corrected(record: Told, corrections: Iterable[Correction]) -> Told | None:
    """Return a record with the corrections that are about it, in order; None where rejected.

    Raises RecordError when a new value does not fit its field.
    """
    for correction in corrections:
        if correction.deed == "reject":
            return None
        record = _edited(record, correction)
    return record


def _edited(record: Told, correction: Correction) -> Told:
    before = json.dumps(to_json(getattr(record, correction.field or "")), ensure_ascii=False)
    was = f", was {before}" if len(before) <= SHORT else ""
    why = f" ({correction.why})" if correction.why else ""
    made = MadeBy(
        kind="analyst",
        name="correction",
        version=correction.made.date().isoformat(),
        reason=f"{correction.field} by the analyst{why}{was}; {record.made_by.reason}",
    )
    return replace(_with_value(record, correction), made_by=made)


def _with_value(record: AnyRecord, correction: Correction) -> AnyRecord:
    """Return a record with the new value that a correction gives one field.

    An event of another type has that type's quad and root code, and no mode any more.
    """
    value = None if correction.value is None else json.loads(correction.value)
    changes = {correction.field: value}
    if isinstance(record, Event) and correction.field == "event":
        kind = {str(name): kind for name, kind in load_kinds().types.items()}.get(str(value))
        changes |= {"quad": kind.quad, "cameo": kind.cameo, "mode": None} if kind else {}
    return from_json(type(record), to_json(record) | changes)


# ---------------------------------------------------------------- entities


def means(who: Who, entity: Entity) -> bool:
    """Say whether an entity of a page is one of those that a correction speaks of."""
    if entity.kind != who.kind or fold(entity.name) != fold(who.name):
        return False
    return not who.pages or not pages_of(entity).isdisjoint(who.pages)


def pages_of(entity: Entity) -> set[str]:
    """Return the ids and the paths of the pages that an entity stands on."""
    return {place for item in entity.evidence for place in (item.document_id, item.path)}


def regroup(
    groups: Sequence[Sequence[Entity]], corrections: Iterable[Correction]
) -> list[list[Entity]]:
    """Return groups of page entities that are one, as the corrections will have them, in order.

    A merge joins all groups that hold an entity it names; a split takes the entities that it
    names after the first out of the groups of the first, into one of their own; rejected entities
    are in no group.
    """
    found = [list(group) for group in groups]
    for correction in corrections:
        if correction.kind == "entity" and correction.deed != "edit":
            found = [group for group in _regrouped(found, correction) if group]
    return found


def _regrouped(groups: list[list[Entity]], correction: Correction) -> list[list[Entity]]:
    """Return groups after one merge, split or rejection."""
    if correction.deed == "merge":
        named = [any(_any(correction.who, e) for e in group) for group in groups]
        pairs = list(zip(groups, named, strict=True))
        rest = [group for group, is_named in pairs if not is_named]
        return [*rest, [entity for group, is_named in pairs if is_named for entity in group]]
    gone = correction.who if correction.deed == "reject" else correction.who[1:]
    touched = [group for group in groups if any(_any(correction.who[:1], e) for e in group)]
    leaving = {e.id for group in touched for e in group if _any(gone, e)}
    kept = [[e for e in group if e.id not in leaving] for group in groups]
    if correction.deed == "reject":
        return kept
    return [*kept, [e for group in touched for e in group if e.id in leaving]]


def _any(who: Iterable[Who], entity: Entity) -> bool:
    return any(means(one, entity) for one in who)


def edited_entity(entity: Entity, members: Sequence[Entity], edits: Iterable[Correction]) -> Entity:
    """Return an entity across pages with those edits of entities that name one of its members."""
    for correction in edits:
        if any(_any(correction.who, member) for member in members):
            reason = f"{correction.field} by the analyst: {correction.why or 'no reason given'}"
            made = replace(entity.made_by, kind="analyst", reason=reason)
            entity = replace(_with_value(entity, correction), made_by=made)
    return entity


def facts_by_member(
    merged: Iterable[Entity], page_entities: Iterable[Entity], corrections: Sequence[Correction]
) -> Facts:
    """Return the countries and sectors that corrections give, by the ids of page entities."""
    by_id = {entity.id: entity for entity in page_entities}
    found: dict[str, dict[str, str | None]] = {}
    for correction in corrections:
        if correction.deed != "edit" or correction.field not in ("country", "sector"):
            continue
        for entity in merged:
            if any(_any(correction.who, by_id[member]) for member in entity.members):
                for member in entity.members:
                    value = getattr(entity, correction.field)
                    found.setdefault(member, {})[correction.field] = value
    return found


def follow(record: Told, facts: Facts, gone: frozenset[str]) -> Told | None:
    """Return a record as corrected entities leave it; None where it cannot stand without them.

    `facts` are new countries and sectors by the id of the page's entity; `gone` are ids of page
    entities that were rejected: what referred to them refers to nothing. A record goes with the
    one that it needs (a position with its actor), an event when nobody is left in it.
    """
    left: Told | None = _left(record, facts, gone)
    alone = isinstance(left, Event) and not left.actors and not left.recipients
    return None if alone and left != record else left


def _left(part: Any, facts: Facts, gone: frozenset[str]) -> Any:
    """Return what is left of a record, or of a part of one; None where it goes."""
    if isinstance(part, Reference):
        return None if part.id in gone else part
    if isinstance(part, tuple):
        left = [_left(each, facts, gone) for each in part]
        return tuple(each for each in left if each is not None)
    kind: Any = type(part)
    changes = _known(part, facts, gone)
    for name in referring(kind):
        value = getattr(part, name)
        changes[name] = None if value is None else _left(value, facts, gone)
        if changes[name] is None and name in needed(kind):
            return None
    return replace(part, **changes) if changes else part


def _known(part: Any, facts: Facts, gone: frozenset[str]) -> dict[str, str | None]:
    """Return what a part of a record now says of the entity whose country or sector it holds."""
    whose, fields = KNOWN_OF.get(type(part), ("", {}))
    who = getattr(part, whose) if whose else None
    if who is None:
        return {}
    known = dict.fromkeys(("country", "sector")) if who.id in gone else facts.get(who.id, {})
    return {field: known[fact] for field, fact in fields.items() if fact in known}


def without(record: Told, gone: Collection[str]) -> Told:
    """Return a record without what it says of records that were rejected: `gone` are their ids."""
    changes: dict[str, Any] = {
        name: None for name in STANDS_IN if getattr(record, name, None) in gone
    }
    if isinstance(record, Position):
        changes["records"] = tuple(id for id in record.records if id not in gone)
    return replace(record, **changes)
