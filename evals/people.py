"""Score the linking of persons: our own marked wires, read as pages of one crisis and merged.

A mark is linked to the person whose words on the page overlap it best, and so to the entity that
this person is merged into. Each merged entity stands for the person that most of its marks mean, if
one of its names can be that person's. A mark is right when its entity stands for the person that it
means and no other entity holds more marks of that person: so of a person in two parts the smaller
is wrong, and of two persons in one entity the one less often named.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from demarche.crisis.entities import merge_entities
from demarche.extract.naming import compare_names, name_parts
from demarche.pipeline import read_page
from demarche.reader import load_reader
from demarche.records import Entity, Reading
from demarche.spans import Span
from evals.marked import page_of, wires_by_id
from evals.measures import Counts

GOLD = Path(__file__).with_name("gold") / "people.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMark:
    """Words of a wire that mean a person; `person` is usual name, bar, country or body."""

    span: Span
    form: Literal["name", "office"]
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedWire:
    """What is marked in a wire and what was read from it."""

    marks: tuple[PersonMark, ...]
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A mark, its words, and the merged entity that was found at its place, if any."""

    mark: PersonMark
    words: str
    document_id: str
    entity: Entity | None


def score(path: Path, *, pages: Path | None = None) -> dict[str, float]:
    """Return precision, recall and f1 of links, by form too, wrong_merges, splits and n."""
    return measure(list(read_marked_people(path)))


def read_marked_people(wires: Path, gold: Path = GOLD) -> Iterator[MarkedWire]:
    """Yield the marked wires that are in `wires`, each with a fresh reading."""
    rows = wires_by_id(wires)
    reader = load_reader()
    for marks in map(json.loads, gold.read_text("utf-8").splitlines()):
        if marks["wire"] in rows:
            yield MarkedWire(
                marks=tuple(
                    PersonMark(
                        span=Span(mark["start"], mark["end"]),
                        form=mark["form"],
                        person=mark["person"],
                    )
                    for mark in marks["people"]
                ),
                reading=read_page(page_of(rows[marks["wire"]]), reader),
            )


def measure(wires: Sequence[MarkedWire]) -> dict[str, float]:
    """Score readings of marked wires. Raises ValueError when nothing is marked."""
    links = links_of(wires)
    if not links:
        raise ValueError("no marked person found: expected wires with the ids of evals/gold")
    right = judge(links)
    every, names, offices = (
        _counts(links, right, forms) for forms in (("name", "office"), ("name",), ("office",))
    )
    return {
        "precision": every.precision,
        "recall": every.recall,
        "f1": every.f1,
        "precision_name": names.precision,
        "recall_name": names.recall,
        "recall_office": offices.recall,
        "wrong_merges": sum(len(persons) > 1 for persons in persons_of(links).values()),
        "splits": sum(len(entities) > 1 for entities in entities_of(links).values()),
        "n_name": names.gold,
        "n_office": offices.gold,
        "n": every.gold,
    }


def _counts(links: Sequence[Link], right: Sequence[bool], forms: Sequence[str]) -> Counts:
    kept = [at for at, link in enumerate(links) if link.mark.form in forms]
    return Counts(
        sum(right[at] for at in kept),
        sum(links[at].entity is not None for at in kept),
        len(kept),
    )


# ---------------------------------------------------------------- links


def links_of(wires: Sequence[MarkedWire]) -> list[Link]:
    """Merge the entities of all wires and find those of the marks."""
    merged = merge_entities([entity for wire in wires for entity in wire.reading.entities])
    whole = {member: entity for entity in merged for member in entity.members}
    return [
        Link(
            mark=mark,
            words=mark.span.of(wire.reading.document.text),
            document_id=wire.reading.document.id,
            entity=whole[found.id] if found else None,
        )
        for wire in wires
        for mark in wire.marks
        for found in [person_at(mark.span, wire.reading.entities)]
    ]


def person_at(span: Span, entities: Iterable[Entity]) -> Entity | None:
    """Return the person of a page whose words share most with a span, none if none touches it."""
    likeness = {
        entity.id: (max((_shared(span, each.span) for each in entity.evidence), default=0), entity)
        for entity in entities
        if entity.kind == "person"
    }
    best = max(likeness, key=lambda id: (likeness[id][0], id), default=None)
    return likeness[best][1] if best is not None and likeness[best][0] else None


def _shared(one: Span, other: Span) -> float:
    """Return the code points that two spans share, as a part of those of both."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (len(one) + len(other) - both)


# ---------------------------------------------------------------- right and wrong


def judge(links: Sequence[Link]) -> list[bool]:
    """Say of each link whether it is right."""
    stands_for = _assigned(links)
    largest = {
        person: max(
            (id for id in entities if stands_for[id] == person),
            key=lambda id: (entities[id], id),
            default=None,
        )
        for person, entities in entities_of(links).items()
    }
    return [
        link.entity is not None and link.entity.id == largest[link.mark.person] for link in links
    ]


def persons_of(links: Iterable[Link]) -> dict[str, Counter[str]]:
    """Return, by the id of a merged entity, how many of its marks mean which person."""
    persons: dict[str, Counter[str]] = {}
    for link in links:
        if link.entity is not None:
            persons.setdefault(link.entity.id, Counter())[link.mark.person] += 1
    return persons


def entities_of(links: Iterable[Link]) -> dict[str, Counter[str]]:
    """Return, by person, how many marks of that person which merged entity holds."""
    entities: dict[str, Counter[str]] = {}
    for link in links:
        found = entities.setdefault(link.mark.person, Counter())
        if link.entity is not None:
            found[link.entity.id] += 1
    return entities


def _assigned(links: Sequence[Link]) -> dict[str, str | None]:
    """Return the person that each merged entity stands for; ties by the alphabet."""
    spellings = _spellings(links)
    merged = {link.entity.id: link.entity for link in links if link.entity is not None}
    return {
        id: _denoted(merged[id], min(counts, key=lambda one: (-counts[one], one)), spellings)
        for id, counts in persons_of(links).items()
    }


def _spellings(links: Iterable[Link]) -> dict[str, set[str]]:
    """Return the usual name of each person and the names marked, as they are spelt on the pages."""
    spellings: dict[str, set[str]] = {}
    for link in links:
        names = spellings.setdefault(link.mark.person, {link.mark.person.partition("|")[0]})
        if link.mark.form == "name":
            names.add(link.words)
    return spellings


def _denoted(entity: Entity, person: str, spellings: Mapping[str, set[str]]) -> str | None:
    """Return the person if one of the entity's names can be theirs, else none."""
    pairs = product((entity.name, *entity.aliases), spellings[person])
    fits = any(compare_names(name_parts(a), name_parts(b)) != "different" for a, b in pairs)
    return person if fits else None
