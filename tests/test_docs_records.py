"""The documentation of records is what the record types say."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from demarche.records import Document, Entity, Event, Figure, Period, Rejected, Statement
from docs.generate import json_schema, records_page, write

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", ["records.md", "schema.json"])
def test_the_files_are_current(tmp_path: Path, name: str) -> None:
    write(tmp_path)
    stale = f"docs/{name} is not what records/ says; run python docs/generate.py"
    assert (DOCS / name).read_text(encoding="utf-8") == (tmp_path / name).read_text(
        encoding="utf-8"
    ), stale


@pytest.mark.parametrize("cls", [Document, Entity, Event, Figure, Period, Rejected, Statement])
def test_every_field_is_explained(cls: Any) -> None:
    section = records_page().split(f"\n## {cls.__name__}\n")[1].split("\n## ")[0]
    for item in fields(cls):
        assert re.search(rf"\| `{item.name}` \| [^|]+ \| [^|]*\w[^|]* \|", section)


def test_every_reference_in_the_schema_is_defined() -> None:
    schema = json_schema()
    names = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert names <= schema["$defs"].keys()
    assert {"Evidence", "Reference", "Block", "Span"} <= names
