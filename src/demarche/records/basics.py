"""What all records are made of: ids, periods, evidence, references."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any, Literal

from demarche.spans import Span


def described(help: str, **options: Any) -> Any:
    """Return a dataclass field that carries its own documentation line."""
    return field(metadata={"help": help}, **options)


def make_id(kind: str, *parts: object) -> str:
    """Return the id of a record: its kind's letter and 16 hex digits of blake2 over the parts.

    The same parts always give the same id, in every process and on every machine.
    """
    joined = "\x1f".join((kind, *map(str, parts)))
    return f"{kind[0]}{blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


Precision = Literal[
    "hour", "day", "week", "month", "quarter", "year", "decade",
    "interval", "before", "after", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, both ends included, with how exact it is and why it is believed."""

    start: date | None = described("first day, none when open or unknown")
    end: date | None = described("last day (included), none when open or unknown")
    precision: Precision = described("grain of the words: hour, day, week, ..., before, after")
    basis: str = described("why: the words and the date they were resolved against")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a record stands on a page, to the character."""

    document_id: str = described("id of the document")
    path: str = described("path or url of the document")
    start: int = described("first code point in the document's text")
    end: int = described("code point after the last")
    quote: str = described("the exact words of that span")

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made a record, and why, in words for the analyst."""

    kind: Literal["rule", "network", "analyst"] = described("rule, network or analyst")
    name: str = described("name of the rule or of the reader's head; correction")
    version: str = described("version of the program or of the reader file; day of the correction")
    reason: str = described("why this record stands, in a sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A pointer to an entity, with its name so that a row can be read alone."""

    id: str = described("id of the entity")
    name: str = described("name of the entity")
