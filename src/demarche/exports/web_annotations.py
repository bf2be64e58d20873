"""Records as annotations of their pages, for any tool that reads the W3C's Web Annotations.

One annotation a line, in JSON-LD: Web Annotation Data Model and Vocabulary, W3C Recommendations of
23 February 2017. Each says what was read (`body`) from which words of which page (`target`).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from demarche.exports.jsonl import record_line
from demarche.records import Document, Entity, Factuality, Record, Reference
from demarche.spans import Span
from demarche.store import Store
from demarche.store.names import with_merged_names

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # code points on each side by which a tool finds the words again in a changed text

Json = dict[str, Any]

# Said by the annotation's id and by its targets.
_ELSEWHERE = frozenset({"id", "path", "start", "end", "quote", "evidence"})


def annotation_lines(
    store: Store, *, factualities: frozenset[Factuality] | None = None
) -> Iterator[str]:
    """Yield the annotations as lines of JSON, without line ends.

    Page after page by path: its entities with all their mentions, its statements, events and
    figures. References to entities lead to the entities merged across pages. `factualities` are
    those of the events wanted, None: all; other records all stay.
    """
    names = store.names()
    for page in store.readings():
        reading = with_merged_names(page, names)
        document = reading.document
        for entity in reading.entities:
            yield _json(_tagging(document, entity, names))
        for statement in reading.statements:
            yield _json(_describing(document, "statement", statement))
        for event in reading.events:
            if factualities is None or event.factuality in factualities:
                yield _json(_describing(document, "event", event))
        for figure in reading.figures:
            yield _json(_describing(document, "figure", figure))


def _json(annotation: Json) -> str:
    return json.dumps(annotation, ensure_ascii=False)


def _tagging(document: Document, entity: Entity, names: Mapping[str, Reference]) -> Json:
    """Return an entity of a page: its name as a tag, its fields, and who it is across pages."""
    merged = names.get(entity.id, Reference(id=entity.id, name=entity.name))
    fields = _fields("entity", entity) | {"merged": {"id": merged.id, "name": merged.name}}
    tag = {
        "type": "TextualBody",
        "purpose": "tagging",
        "format": "text/plain",
        "value": entity.name,
    }
    return _annotation(document, entity, "tagging", [tag, _description(fields)])


def _describing(document: Document, kind: str, record: Record) -> Json:
    return _annotation(document, record, "describing", [_description(_fields(kind, record))])


def _annotation(document: Document, record: Record, motivation: str, body: list[Json]) -> Json:
    return {
        "@context": CONTEXT,
        "id": f"urn:demarche:{record.id}",
        "type": "Annotation",
        "motivation": motivation,
        "body": body,
        "target": _targets(document, record),
    }


def _fields(kind: str, record: Record) -> Json:
    """Return a record's line of JSON Lines without what the annotation says elsewhere."""
    line = record_line(kind, record)
    return {name: value for name, value in line.items() if name not in _ELSEWHERE}


def _description(fields: Json) -> Json:
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "application/json",
        "value": _json(fields),
    }


def _targets(document: Document, record: Record) -> list[Json]:
    """Return each piece of a record's evidence once, in order; without evidence the page."""
    source = document.url or document.path
    spans = dict.fromkeys(place.span for place in record.evidence)
    return [
        {"type": "SpecificResource", "source": source, "selector": _selectors(document.text, span)}
        for span in spans
    ] or [{"type": "SpecificResource", "source": source}]


def _selectors(text: str, span: Span) -> list[Json]:
    """Return the words with what stands around them, and their place: two ways to one choice."""
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.of(text),
            "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
