"""Writes docs/records.md and docs/schema.json from the record types: `python docs/generate.py`.

A test fails when the two files are not what this makes of records/.
"""

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from demarche.records import (
    TOLD,
    Block,
    Copies,
    Dispute,
    Document,
    Entity,
    Evidence,
    Incident,
    MadeBy,
    MemberVote,
    Office,
    Participant,
    Period,
    Provision,
    Reference,
    Rejected,
)
from demarche.serial import optional
from demarche.spans import Span
from demarche.store.schema import TABLES, columns_of, sql_type

LINES = {
    "document": Document,
    "entity": Entity,
    **{cls.__name__.lower(): cls for cls in TOLD.values()},
    "copies": Copies,
    "incident": Incident,
    "dispute": Dispute,
    "rejected": Rejected,
}
PARTS = (
    Block, Period, Evidence, MadeBy, Reference, Office, Participant, MemberVote, Provision,
)  # fmt: skip

# What an exported line has beside its record's fields; the first four of the span are those of
# the first evidence.
PLACE = {
    "kind": "which record the line holds",
    "id": "content hash",
    "document_id": "id of the document the record was read from",
    "path": "path of that document",
    "start": "first code point in the document's text",
    "end": "code point after the last",
    "quote": "the exact words of that span",
    "evidence": "all places the record rests on",
}

INTRODUCTION = """\
# Records

Made by `python docs/generate.py` from `src/demarche/records/`; change it there.

Spans count code points, the end is not included. A missing value is null, never an empty text.
Ids are content hashes: the same page always gives the same ids.
"""

JSON_LINES = """\
## JSON Lines

`demarche export crisis.duckdb --format jsonl` gives one record a line: `kind` (document, entity,
statement, event, figure, vote, ..., incident, dispute, rejected), `id`, `document_id`, `path`, and
`start`, `end` and `quote` of its first evidence (null where it has none), then all fields of the
record as above.
References to entities are `{id, name}` of the entity merged across pages. A record's own kind is
`entity_kind`, `meeting_kind`, `measure_kind`, since `kind` says which record the line holds. The
lines as a JSON schema: [schema.json](schema.json).
"""

TABLES_INTRODUCTION = """\
## Tables of a crisis file

A crisis file is a DuckDB file: `demarche sql crisis.duckdb "SELECT ..."`, or any DuckDB client.
The same lines stand in it as comments (`SELECT * FROM duckdb_columns()`). Records refer to the
entities of their page; the view `names` (page_entity_id, id, name, aliases) leads from these to
the entities merged across pages, which the view `entities` has with their members and evidence;
the view `current_documents` holds the pages that no newer version has replaced. `when`, `start`
and `end` are SQL words: write them in double quotes.
"""


def records_page() -> str:
    """Return docs/records.md: every field of every record and column of the crisis file."""
    sections = [INTRODUCTION]
    for cls in (*LINES.values(), *PARTS):
        about = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
        rows = "".join(
            f"| `{column.name}` | {type_words(column.annotation)} | {column.help} |\n"
            for column in columns_of(cls)
        )
        sections.append(
            f"## {cls.__name__}\n\n{about}\n\n| field | type | |\n|---|---|---|\n{rows}"
        )
    sections += [JSON_LINES, TABLES_INTRODUCTION]
    for table in TABLES:
        rows = "".join(
            f"| `{column.name}` | `{short(sql_type(column.annotation))}` | {column.help} |\n"
            for column in table.columns
        )
        about = table.help[0].upper() + table.help[1:]
        sections.append(
            f"### {table.name}\n\n{about}.\n\n| column | type | |\n|---|---|---|\n{rows}"
        )
    return "\n".join(sections)


def json_schema() -> dict[str, Any]:
    """Return docs/schema.json: a schema (draft 2020-12) that each exported line fulfils."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of a Demarche export",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in LINES],
        "$defs": {kind: line_schema(kind, cls) for kind, cls in LINES.items()}
        | {cls.__name__: object_schema(cls) for cls in (*PARTS, Span)},
    }


def line_schema(kind: str, cls: type) -> dict[str, Any]:
    """Return the schema of one kind of exported line."""
    schema = object_schema(cls)
    own = schema["properties"]
    if "kind" in own:
        own[f"{kind}_kind"] = own.pop("kind")
    place = {name: {"description": help} for name, help in PLACE.items()}
    place["kind"]["const"] = kind
    properties = place | own
    for name in ("document_id", "path", "quote"):
        properties[name].setdefault("type", ["string", "null"])
    for name in ("start", "end"):
        properties[name]["type"] = ["integer", "null"]
    properties["id"]["type"] = "string"
    properties["evidence"] |= type_schema(tuple[Evidence, ...])
    return schema | {"properties": properties, "required": list(properties)}


def object_schema(cls: type) -> dict[str, Any]:
    """Return the schema of a dataclass as an object that has its fields and no others."""
    hints = get_type_hints(cls)
    properties = {
        column.name: type_schema(hints[column.name])
        | ({"description": column.help} if column.help else {})
        for column in columns_of(cls)
    }
    required = [item.name for item in fields(cls) if item.default is MISSING]
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split("\n\n")[0].split()),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def type_schema(annotation: Any) -> dict[str, Any]:
    """Return the schema of an annotation."""
    inner = optional(annotation)
    if inner is not None:
        return {"anyOf": [type_schema(inner), {"type": "null"}]}
    if get_origin(annotation) is Literal:
        return {"enum": list(get_args(annotation))}
    if get_origin(annotation) is tuple:
        return {"type": "array", "items": type_schema(get_args(annotation)[0])}
    if is_dataclass(annotation) and isinstance(annotation, type):
        return {"$ref": f"#/$defs/{annotation.__name__}"}
    return dict(SIMPLE[annotation])


SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}


def type_words(annotation: Any) -> str:
    """Return an annotation in words for the page."""
    inner = optional(annotation)
    if inner is not None:
        return f"{type_words(inner)} or none"
    if get_origin(annotation) is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(annotation))
    if get_origin(annotation) is tuple:
        return f"list of {type_words(get_args(annotation)[0])}"
    words = {str: "text", int: "whole number", float: "number", date: "date"}
    return words.get(annotation) or str(annotation.__name__)


def short(kind: str) -> str:
    """Return an SQL type without what is inside its STRUCTs: the fields stand above."""
    outer, bracket, _ = kind.partition("(")
    return outer + ("[]" if bracket and kind.endswith("[]") else "")


def write(folder: Path) -> None:
    """Write the two files to `folder`."""
    (folder / "records.md").write_text(records_page(), encoding="utf-8")
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False)
    (folder / "schema.json").write_text(schema + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parent)
