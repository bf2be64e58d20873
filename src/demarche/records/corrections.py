"""What an analyst puts right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from demarche.records.basics import Evidence, described
from demarche.records.told import EntityKind

Deed = Literal["reject", "edit", "merge", "split"]
RecordKind = Literal[
    "statement", "event", "figure", "vote", "meeting", "measure", "plan", "compliance", "position",
    "entity",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Which entities of pages a correction speaks of; those of pages read later count too."""

    kind: EntityKind = described("kind of the page's entity")
    name: str = described("its name on the page, in any case and with any accents")
    pages: tuple[str, ...] = described("paths or ids of documents; none: whatever page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that an analyst put right, said so that it holds when pages are read again.

    Rejects a record, edits one field of it, merges entities, or splits some off one.
    """

    id: str = described("content hash")
    deed: Deed = described("reject, edit, merge or split")
    kind: RecordKind = described("of what is corrected")
    record: str | None = described("id that a statement, event or figure had, none: entities")
    evidence: tuple[Evidence, ...] = described("where that record stands, to find it again")
    who: tuple[Who, ...] = described("the entities; of a split first the whole, then what leaves")
    field: str | None = described("the field that is edited")
    value: str | None = described("its new value as JSON")
    why: str | None = described("the analyst's reason")
    made: datetime = described("when it was made, in UTC")
