"""JSON Lines: one record a line, each readable alone, with its words and their place.

    {kind, id, document_id, path, start, end, quote, ...all fields of the record}

`start`, `end` and `quote` are those of the first evidence, null where a record has none.
References to entities lead to the `entity` lines, merged across pages. An entity's own kind
(person, state, ...) is `entity_kind`, since `kind` says which record a line holds.
"""

import json
from collections.abc import Iterator
from typing import Any

from demarche.records import Document, Entity, Factuality, Record, Rejected, make_id
from demarche.serial import to_json
from demarche.store import Store
from demarche.store.names import with_merged_names

Line = dict[str, Any]


def export_lines(
    store: Store, *, factualities: frozenset[Factuality] | None = None
) -> Iterator[str]:
    """Yield the crisis as lines of JSON, without line ends.

    Entities by id, then page after page by path (the document, its statements, events, figures
    and what was cut), then pages that were refused: the same file always gives the same lines,
    in whatever order its pages were read. Versions that were superseded are left out.
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


def record_line(kind: str, record: Record) -> Line:
    """Return an entity, a statement, an event or a figure as a line."""
    fields: Line = to_json(record)
    if isinstance(record, Entity):
        fields["entity_kind"] = fields.pop("kind")
    first: Line = fields["evidence"][0] if fields["evidence"] else _NOWHERE
    return {"kind": kind, "id": record.id} | first | fields


def rejected_line(rejected: Rejected) -> Line:
    """Return a rejected row as a line, with an id made of all it says."""
    fields: Line = to_json(rejected)
    id = make_id("rejected", *fields.values())
    return {"kind": "rejected", "id": id} | _NOWHERE | {"evidence": []} | fields


_NOWHERE: Line = {"document_id": None, "path": None, "start": None, "end": None, "quote": None}


def _lines(store: Store, factualities: frozenset[Factuality] | None) -> Iterator[Line]:
    for entity in store.entities():
        yield record_line("entity", entity)
    names = store.names()
    for page in store.readings():
        reading = with_merged_names(page, names)
        yield document_line(reading.document)
        for statement in reading.statements:
            yield record_line("statement", statement)
        for event in reading.events:
            if factualities is None or event.factuality in factualities:
                yield record_line("event", event)
        for figure in reading.figures:
            yield record_line("figure", figure)
        for rejected in reading.rejected:
            yield rejected_line(rejected)
    for refused in store.refusals():
        yield rejected_line(refused)
