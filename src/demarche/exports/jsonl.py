"""JSON Lines: one record a line, each readable alone, with its words and their place.

    {kind, id, document_id, path, start, end, quote, ...all fields of the record}

`start`, `end` and `quote` are those of the first evidence, null where a record has none.
References to entities lead to the `entity` lines, merged across pages. A record's own kind
(an entity's: person, state, ...) is `entity_kind`, `meeting_kind` and so on, since `kind` says
which record a line holds.
"""

import json
from collections.abc import Iterator
from typing import Any

from demarche.records import (
    Copies,
    Dispute,
    Document,
    Event,
    Factuality,
    Incident,
    Record,
    Rejected,
    make_id,
)
from demarche.serial import to_json
from demarche.store import Store
from demarche.store.names import renamed, with_merged_names

Line = dict[str, Any]


def export_lines(
    store: Store, *, factualities: frozenset[Factuality] | None = None
) -> Iterator[str]:
    """Yield the crisis as lines of JSON, without line ends.

    Entities by id, then page after page by path (the document, its records kind by kind, what was
    cut), then what pages make together, and pages that were refused: the same file always gives the
    same lines, in whatever order its pages were read. Versions that were superseded are left out.
    `factualities` are those of the events wanted, None: all; other records all stay.
    """
    for line in _lines(store, factualities):
        yield json.dumps(line, ensure_ascii=False)


def document_line(document: Document) -> Line:
    """Return a document as a line; its span is the whole of its text."""
    fields: Line = to_json(document)
    place: Line = {
        "document_id": document.id,
        "path": document.path,
        "start": 0,
        "end": len(document.text),
        "quote": None,
        "evidence": [],
    }
    return {"kind": "document", "id": document.id} | place | fields


def record_line(kind: str, record: Record | Copies | Incident | Dispute) -> Line:
    """Return a record as a line; its own kind, if it has one, is under another name."""
    fields: Line = to_json(record)
    if "kind" in fields:
        fields[f"{kind}_kind"] = fields.pop("kind")
    evidence = fields.setdefault("evidence", [])
    first: Line = evidence[0] if evidence else _NOWHERE
    return {"kind": kind, "id": record.id} | first | fields


def rejected_line(rejected: Rejected) -> Line:
    """Return a rejected row as a line, with an id made of all it says."""
    fields: Line = to_json(rejected)
    id = make_id("rejected", *fields.values())
    return {"kind": "rejected", "id": id} | _NOWHERE | {"evidence": []} | fields


_NOWHERE: Line = {"document_id": None, "path": None, "start": None, "end": None, "quote": None}


def _wanted(event: Event, factualities: frozenset[Factuality] | None) -> bool:
    return factualities is None or event.factuality in factualities


def _lines(store: Store, factualities: frozenset[Factuality] | None) -> Iterator[Line]:
    for entity in store.entities():
        yield record_line("entity", entity)
    names = store.names()
    for page in store.readings():
        reading = with_merged_names(page, names)
        yield document_line(reading.document)
        for record in reading.told():
            if not isinstance(record, Event) or _wanted(record, factualities):
                yield record_line(type(record).__name__.lower(), record)
        for rejected in reading.rejected:
            yield rejected_line(rejected)
    for copies in store.across(Copies):
        yield record_line("copies", copies)
    for incident in store.across(Incident):
        yield record_line("incident", renamed(incident, names))
    for dispute in store.across(Dispute):
        yield record_line("dispute", dispute)
    for refused in store.refusals():
        yield rejected_line(refused)
