"""The overview at the head of the dossier: what was read, who says most about whom."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.records import Document, Event, Rejected
from demarche.views.dossier_rows import Row, Tables
from demarche.views.dossier_words import day_words

PAIRS = 8  # lines of each overview table: the most that is taken in at a glance


@dataclass(frozen=True, slots=True)
class Pair:
    """One party and another, with what passes between them."""

    first: Row
    second: Row
    count: int
    happened: int  # events that took place in the page's own voice; of statements always 0
    acts: tuple[tuple[str, int], ...]  # acts or event types, the most frequent first
    keys: tuple[str, ...]  # numbers of the records counted


@dataclass(frozen=True, slots=True)
class Summary:
    """What the overview says."""

    publishers: tuple[str, ...]
    published: str | None  # days of the first and the last page
    undated_pages: int
    refused: tuple[Rejected, ...]  # of pages that gave no document
    refused_pages: int
    cuts: tuple[Rejected, ...]  # what was left out of pages that were read
    reasons: tuple[tuple[str, int], ...]  # why pages were refused
    says: tuple[Pair, ...]
    does: tuple[Pair, ...]
    factuality: tuple[tuple[str, int], ...]
    sources: int


def summarize(tables: Tables, rejected: Sequence[Rejected]) -> Summary:
    """Count and rank what the tables hold."""
    known = {document.id for document in tables.documents}
    refused = tuple(r for r in rejected if r.document_id not in known)
    days = sorted(
        day for d in tables.documents for day in (d.published.start, d.published.end) if day
    )
    published = None
    if days:
        ends = dict.fromkeys((day_words(days[0]), day_words(days[-1])))
        published = " to ".join(ends)
    return Summary(
        publishers=tuple(sorted({d.publisher for d in tables.documents if d.publisher})),
        published=published,
        undated_pages=sum(not _dated(d) for d in tables.documents),
        refused=refused,
        refused_pages=len({row.path for row in refused}),
        cuts=tuple(r for r in rejected if r.document_id in known),
        reasons=tuple(Counter(r.reason for r in refused).most_common()),
        says=_says(tables),
        does=_does(tables),
        factuality=tuple(Counter(map(standing, tables.kinds["events"])).most_common()),
        sources=len({row.parties for row in tables.kinds["statements"] if row.parties}),
    )


def standing(row: Row) -> str:
    """Return an event's factuality, that of a plain report on somebody's word as such."""
    hearsay = row.voice == "told" and row.record.factuality == "happened"
    return "said to have happened" if hearsay else str(row.record.factuality)


def _dated(document: Document) -> bool:
    return document.published.start is not None or document.published.end is not None


def _says(tables: Tables) -> tuple[Pair, ...]:
    found: dict[tuple[str, str], list[tuple[Row, str]]] = defaultdict(list)
    for row in tables.kinds["statements"]:
        source = row.record.source
        if source and source.id in tables.by_id:
            for entity in tables.about.get(row.record.id, ()):
                found[source.id, entity.record.id].append((row, row.record.act))
    return _ranked(tables, found)


def _does(tables: Tables) -> tuple[Pair, ...]:
    found: dict[tuple[str, str], list[tuple[Row, str]]] = defaultdict(list)
    for row in tables.kinds["events"]:
        event: Event = row.record
        actors = dict.fromkeys(p.entity.id for p in event.actors if p.entity.id in tables.by_id)
        others = dict.fromkeys(p.entity.id for p in event.recipients if p.entity.id in tables.by_id)
        for actor in actors:
            for other in others:
                found[actor, other].append((row, event.event))
    return _ranked(tables, found)


def _ranked(
    tables: Tables, found: dict[tuple[str, str], list[tuple[Row, str]]]
) -> tuple[Pair, ...]:
    pairs = [
        Pair(
            first=tables.by_id[first],
            second=tables.by_id[second],
            count=len(rows),
            happened=sum(_happened(row) for row, _ in rows),
            acts=tuple(Counter(act for _, act in rows).most_common()),
            keys=tuple(row.key for row, _ in rows),
        )
        for (first, second), rows in found.items()
    ]
    # equal counts in the order of the names, so that the overview is the same in every run
    pairs.sort(key=lambda p: (-p.count, p.first.record.name, p.second.record.name))
    return tuple(pairs[:PAIRS])


def _happened(row: Row) -> bool:
    return isinstance(row.record, Event) and standing(row) == "happened"
