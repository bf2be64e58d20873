"""From what an analyst says of records and entities to corrections that hold when pages are read
again: ids are found, values checked, entities named by their names.
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from demarche.codebook.load import load_codebook
from demarche.codebook.phrases import fold
from demarche.crisis.corrections import ENTITY_FIELDS, make_correction, means, pages_of
from demarche.errors import OptionError, RecordError
from demarche.extract import periods
from demarche.records import (
    Correction,
    Entity,
    Event,
    Measure,
    Participant,
    Period,
    Position,
    Reference,
    Told,
    Who,
)
from demarche.serial import from_json, optional, to_json
from demarche.store import Store
from demarche.views.explain import find_id

# What is made of other fields, or says how the record came about.
_FIXED = frozenset({"id", "evidence", "made_by", "score", "fragments", "quad",
                    "reported_by", "attributed_to", "subset_of"})  # fmt: skip


def reject(store: Store, ids: Sequence[str], why: str | None = None) -> list[Correction]:
    """Return corrections that take records or entities out, by id or a beginning of one.

    Raises StoreError when an id fits none or several.
    """
    found, pages = [], store.page_entities()
    for id in ids:
        record = _find(store, id)
        who = _parts(pages, record) if isinstance(record, Entity) else []
        told = None if isinstance(record, Entity) else record
        found.append(make_correction("reject", made=_now(), record=told, who=who, why=why))
    return found


def edit(store: Store, id: str, changes: Iterable[str], why: str | None = None) -> list[Correction]:
    """Return corrections that give fields of a record or entity new values: "act=deny".

    Entities in values are named by id or name; several are divided by ";"; nothing after the sign
    empties the field. Raises StoreError for an id that fits none or several, OptionError for a
    field or value that there cannot be.
    """
    record = _find(store, id)
    who = [_who(store.page_entities(), record)] if isinstance(record, Entity) else []
    told = None if isinstance(record, Entity) else record
    found: list[Correction] = []
    for change in changes:
        field, sign, text = change.partition("=")
        if not sign:
            raise OptionError(f"found {change!r}, expected a field and its value, such as act=deny")
        _check_field(record, field)
        value = _new_value(store, record, field, text)
        _fits(record, field, value)
        edited = field, json.dumps(value)
        found.append(
            make_correction("edit", made=_now(), record=told, who=who, edit=edited, why=why)
        )
    return found


def merge(store: Store, ids: Sequence[str], why: str | None = None) -> list[Correction]:
    """Return the correction that makes one of several entities across pages.

    Raises OptionError for fewer than two, or for records that are no entities, StoreError for an
    id that fits none or several.
    """
    entities = [_entity(store, id) for id in ids]
    if len({entity.id for entity in entities}) < 2:
        raise OptionError(f"{len(ids)} given to merge, expected two or more different entities")
    pages = store.page_entities()
    who = [_who(pages, entity) for entity in entities]
    return [make_correction("merge", made=_now(), who=who, why=why)]


def split(
    store: Store,
    id: str,
    names: Sequence[str] = (),
    pages: Sequence[str] = (),
    why: str | None = None,
) -> list[Correction]:
    """Return the correction that takes part of an entity out: what is so named, on those pages.

    Without `names` all that the pages call it leaves; without `pages` those names on all pages.
    Raises OptionError when that is nothing or the whole, and says what the entity is made of.
    """
    entity = _entity(store, id)
    every = store.page_entities()
    inside = _inside(every, entity)
    folded = {fold(name) for name in names}
    named = [one for one in inside if not names or fold(one.name) in folded]
    leaving = [one for one in named if not pages or not pages_of(one).isdisjoint(pages)]
    if not leaving or len(leaving) == len(inside):
        parts = sorted({f"'{one.name}' on {one.evidence[0].path}" for one in inside})
        raise OptionError(
            f"{len(leaving)} of the {len(inside)} parts of {entity.name} would leave, expected "
            f"some and not all; give names or pages of these: {', '.join(parts)}"
        )
    who = [_who(every, entity), *_named(leaving)]
    return [make_correction("split", made=_now(), who=who, why=why)]


def read_corrections(path: str | Path) -> list[Correction]:
    """Return the corrections of a file, one JSON object a line.

    Raises OptionError, with the line, when it cannot be read or one does not fit.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{path}: cannot be read as a list of corrections ({error})") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(from_json(Correction, json.loads(line)))
        except (RecordError, json.JSONDecodeError) as error:
            raise OptionError(
                f"{path}, line {number}: {error}; expected a line that `correct save` wrote"
            ) from error
    return found


def correction_lines(corrections: Iterable[Correction]) -> list[str]:
    """Return corrections as JSON, one a line, without line ends."""
    return [json.dumps(to_json(one), ensure_ascii=False) for one in corrections]


# ---------------------------------------------------------------- finding


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _find(store: Store, id: str) -> Told | Entity:
    """Return the record of an id; of an entity of one page, the entity across pages."""
    table, full = find_id(store, id)
    if table == "documents":
        raise OptionError(
            f"{full} is a document; `demarche forget` takes a page out, its date and publisher "
            "can be given when it is read"
        )
    if table in ("entities", "page_entities"):
        return _across(store, full)
    owner = store.sql(f"SELECT document_id FROM {table} WHERE id = ?", [full]).fetchall()
    records = {record.id: record for record in store.readings_of(owner[0][0]).told()}
    found = records[full]
    assert not isinstance(found, Entity)
    return found


def _across(store: Store, id: str) -> Entity:
    names = store.names()
    wanted = names[id].id if id in names else id
    return next(entity for entity in store.entities() if entity.id == wanted)


def _entity(store: Store, id: str) -> Entity:
    found = _find(store, id)
    if not isinstance(found, Entity):
        raise OptionError(f"{id} is no entity but of the kind {type(found).__name__.lower()}")
    return found


def _who(every: Sequence[Entity], entity: Entity) -> Who:
    """Return an entity across pages by the name that it goes by on a page.

    `every` are the entities of all pages: where others have that name, the pages are told as well.
    """
    inside = _inside(every, entity)
    called = [one for one in inside if one.name == entity.name] or inside[:1]
    bare = Who(kind=called[0].kind, name=called[0].name, pages=())
    all_called = {one.id for one in every if means(bare, one)}
    if all_called <= {one.id for one in called}:
        return bare
    return replace(bare, pages=_places(called))


def _parts(every: Sequence[Entity], entity: Entity) -> list[Who]:
    """Return the page entities that an entity is made of."""
    return _named(_inside(every, entity))


def _inside(every: Sequence[Entity], entity: Entity) -> list[Entity]:
    """Return the members of an entity across pages; one that was never merged is its own."""
    members = frozenset((*entity.members, entity.id))
    return [one for one in every if one.id in members]


def _named(entities: Sequence[Entity]) -> list[Who]:
    """Return page entities by their names and pages, and no others of those names."""
    return [
        Who(kind=kind, name=name, pages=_places([e for e in entities if (e.kind, e.name) == key]))
        for key in sorted({(entity.kind, entity.name) for entity in entities})
        for kind, name in [key]
    ]


def _places(entities: Sequence[Entity]) -> tuple[str, ...]:
    """Return the ids and paths of the pages of some entities: a new version keeps its path."""
    return tuple(sorted(set().union(*map(pages_of, entities))))


# ---------------------------------------------------------------- values


def _check_field(record: Told | Entity, field: str) -> None:
    known = (
        list(ENTITY_FIELDS)
        if isinstance(record, Entity)
        else [item.name for item in fields(record) if item.name not in _FIXED]
    )
    if field not in known:
        raise OptionError(f"found field {field!r}, expected one of {', '.join(known)}")


def _check_code(field: str, text: str) -> None:
    """Raise OptionError for a country or sector that the codebook does not have."""
    book = load_codebook()
    known: dict[str, Collection[str]] = {
        "country": book.countries, "source_country": book.countries, "sector": book.sectors,
    }  # fmt: skip
    if text and field in known and text not in known[field]:
        raise OptionError(f"found {field} {text!r}, expected a code such as RUS or GOV, or nothing")


def _new_value(store: Store, record: Told | Entity, field: str, text: str) -> object:
    """Return the new value of a field as JSON."""
    annotation = get_type_hints(type(record))[field]
    if not text.strip() and optional(annotation) is None and get_origin(annotation) is not tuple:
        raise OptionError(f"no value for {field} found, expected one: it cannot be empty")
    _check_code(field, text.strip())
    value = to_json(_value(store, record, annotation, text.strip(), field))
    known = _known(record, field)
    named = field == "issue" and str(value).startswith(("plan:", "draft:"))
    if known and value not in known and not named:
        raise OptionError(f"found {field} {text!r}, expected one of {', '.join(known)}")
    if field == "stance" and isinstance(value, float) and not -1 <= value <= 1:
        raise OptionError(f"found stance {text}, expected a number from -1 to 1, or nothing")
    return value


def _known(record: Told | Entity, field: str) -> tuple[str, ...]:
    """Return the values that the codebook has for a field, none where it may be anything."""
    book = load_codebook()
    if isinstance(record, Event) and field == "event":
        return tuple(book.kinds.types)
    if isinstance(record, Position) and field == "issue":
        return tuple(book.issues.issues)
    return tuple(book.measures.kinds) if isinstance(record, Measure) and field == "kind" else ()


def _value(store: Store, record: Told | Entity, annotation: Any, text: str, field: str) -> object:
    inner = optional(annotation)
    if inner is not None:
        return None if not text else _value(store, record, inner, text, field)
    if get_origin(annotation) is tuple:
        kind, parts = get_args(annotation)[0], filter(None, map(str.strip, text.split(";")))
        return tuple(_value(store, record, kind, part, field) for part in parts)
    if annotation is Period:
        return _period(text)
    if annotation is float:
        return _number(text)
    if annotation in (Reference, Participant):
        return _party(store, record, annotation, text)
    return text


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise OptionError(f"found {text!r}, expected a number") from None


def _party(store: Store, record: Told | Entity, annotation: Any, text: str) -> object:
    """Return an entity of the record's page, by id or name, as the record refers to it."""
    page = record.evidence[0].document_id
    names = store.names()
    here = [one for one in store.page_entities() if one.evidence[0].document_id == page]
    ways: tuple[Callable[[Entity], bool], ...] = (
        lambda one: text in (one.id, names[one.id].id),
        lambda one: fold(text) in (fold(one.name), fold(names[one.id].name)),
        lambda one: fold(text) in map(fold, one.aliases),
    )
    found = next(filter(None, ([one for one in here if way(one)] for way in ways)), [])
    if len({names[one.id].id for one in found}) > 1:
        some = ", ".join(f"{one.id} ({one.kind} {one.name})" for one in found)
        raise OptionError(f"several entities {text!r} on the page, expected the id of one: {some}")
    if not found:
        some = ", ".join(sorted({names[one.id].name for one in here}))
        raise OptionError(
            f"no entity {text!r} on the page of {record.id}, expected the id or name of one that "
            f"it speaks of: {some}"
        )
    one = found[0]
    reference = Reference(id=one.id, name=one.name)
    if annotation is Reference:
        return reference
    return Participant(
        entity=reference, country=one.country, sector=one.sector, mention=one.evidence[0].quote
    )


def _period(text: str) -> Period:
    """Return "2012-06-22", "2012-06", "2012" or two of them with "/" between as a period."""
    try:
        first, slash, last = text.partition("/")
        stretch = _stretch(first)
        stretch = periods.interval(stretch, _stretch(last)) if slash else stretch
        if stretch.start and stretch.end and stretch.start > stretch.end:
            raise ValueError
    except (ValueError, OverflowError):
        raise OptionError(
            f"found {text!r}, expected a day, month or year such as 2012-06-22, 2012-06, 2012, or "
            "first and last with / between"
        ) from None
    return Period(
        start=stretch.start,
        end=stretch.end,
        precision=stretch.precision,
        basis=f"'{text}' by the analyst",
    )


def _stretch(text: str) -> periods.Stretch:
    parts = text.split("-")
    if len(parts) == 1:
        return periods.year(int(text))
    if len(parts) == 2:
        return periods.month(int(parts[0]), int(parts[1]))
    return periods.day(date.fromisoformat(text))


def _fits(record: Told | Entity, field: str, value: object) -> None:
    """Raise OptionError for a value that a field cannot have."""
    try:
        from_json(type(record), to_json(record) | {field: value})
    except RecordError as error:
        raise OptionError(str(error)) from error
