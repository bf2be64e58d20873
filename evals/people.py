"""Score the linking of persons: our own marked wires, read as pages of one crisis and merged.

A mark is linked to the person whose words on the page overlap it best, and so to the entity that
this person is merged into. Each merged entity stands for the person, of those whose names its own
can be, that most of its marks mean. A mark is right when its entity stands for the person that it
means and no other entity holds more marks of that person: so of a person in two parts the smaller
is wrong, and of two persons in one entity the one less often named.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
class LinkedMark:
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


def _counts(links: Sequence[LinkedMark], right: Sequence[bool], forms: Sequence[str]) -> Counts:
    kept = [at for at, link in enumerate(links) if link.mark.form in forms]
    return Counts(
        sum(right[at] for at in kept),
        sum(links[at].entity is not None for at in kept),
        len(kept),
    )


# ---------------------------------------------------------------- links


def links_of(wires: Sequence[MarkedWire]) -> list[LinkedMark]:
    """Merge the entities of all wires and find those of the marks."""
    merged = merge_entities([entity for wire in wires for entity in wire.reading.entities])
    whole = {member: entity for entity in merged for member in entity.members}
    return [
        LinkedMark(
            mark=mark,
            words=mark.span.of(wire.reading.document.text),
            document_id=wire.reading.document.id,
            entity=whole[found.id] if found else None,
        )
        for wire in wires
        for mark, found in zip(wire.marks, persons_at(wire), strict=True)
    ]


def persons_at(wire: MarkedWire) -> list[Entity | None]:
    """Return for each mark the person of the page whose words share most with it, if any.

    Words that share more with another mark are that mark's: of "the son of Ada Brandt" no more
    than the name may have been found, and then nobody was found for the son.
    """
    best: dict[PersonMark, tuple[float, str]] = {}
    persons = {each.id: each for each in wire.reading.entities if each.kind == "person"}
    for id, person in sorted(persons.items()):
        for words in person.evidence:
            mark = max(wire.marks, key=lambda mark: _shared(mark.span, words.span), default=None)
            if mark is not None and _shared(mark.span, words.span):
                found = (_shared(mark.span, words.span), id)
                best[mark] = max(best.get(mark, found), found)
    return [persons[best[mark][1]] if mark in best else None for mark in wire.marks]


def _shared(one: Span, other: Span) -> float:
    """Return the code points that two spans share, as a part of those of both."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / (len(one) + len(other) - both)


# ---------------------------------------------------------------- right and wrong


def judge(links: Sequence[LinkedMark]) -> list[bool]:
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


def persons_of(links: Iterable[LinkedMark]) -> dict[str, Counter[str]]:
    """Return, by the id of a merged entity, how many of its marks mean which person."""
    persons: dict[str, Counter[str]] = {}
    for link in links:
        if link.entity is not None:
            persons.setdefault(link.entity.id, Counter())[link.mark.person] += 1
    return persons


def entities_of(links: Iterable[LinkedMark]) -> dict[str, Counter[str]]:
    """Return, by person, how many marks of that person which merged entity holds."""
    entities: dict[str, Counter[str]] = {}
    for link in links:
        found = entities.setdefault(link.mark.person, Counter())
        if link.entity is not None:
            found[link.entity.id] += 1
    return entities


def _assigned(links: Sequence[LinkedMark]) -> dict[str, str | None]:
    """Return the person that each merged entity stands for; ties by the alphabet."""
    spellings = _spellings(links)
    merged = {link.entity.id: link.entity for link in links if link.entity is not None}
    return {
        id: min(
            (person for person in counts if _can_be(merged[id], spellings[person])),
            key=lambda person: (-counts[person], person),
            default=None,
        )
        for id, counts in persons_of(links).items()
    }


def _spellings(links: Iterable[LinkedMark]) -> dict[str, set[str]]:
    """Return the usual name of each person, and the full names marked as the pages spell them."""
    spellings: dict[str, set[str]] = {}
    for link in links:
        names = spellings.setdefault(link.mark.person, {link.mark.person.partition("|")[0]})
        if link.mark.form == "name" and _is_full(link.words):
            names.add(link.words)
    return spellings


def _is_full(name: str) -> bool:
    """Say whether a name is more than a surname, which two persons may share."""
    return len(name_parts(name)) > 1


def _can_be(entity: Entity, spellings: Iterable[str]) -> bool:
    """Say whether one of an entity's names, or a holder of its office, can be called so."""
    holders = filter(None, (office.holder for office in entity.offices))
    names = (entity.name, *filter(_is_full, entity.aliases), *holders)
    return any(
        compare_names(name_parts(one), name_parts(other)) != "different"
        for one, other in product(names, spellings)
    )
