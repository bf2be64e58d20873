"""Rows as a terminal shows them, as CSV and as JSON."""

import csv
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from rich.table import Table
from rich.text import Text

from demarche.records import Correction
from demarche.store import StoreInfo

Row = Mapping[str, Any]

# A cell longer than this is cut in the terminal: three lines of a column 40 wide. CSV and JSON
# are never cut.
CELL_CHARACTERS = 120

# Narrow columns that make no sense when broken over lines.
UNBROKEN = frozenset({"id", "when", "event", "act", "reason", "country"})

# Columns that a terminal has room for; CSV and JSON have all of them.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "documents": ("id", "when", "publisher", "title", "statements", "events", "figures", "page"),
    "statements": ("id", "when", "who", "act", "what", "page"),
    "events": ("id", "when", "who", "event", "to_whom", "factuality", "said_by", "page"),
    "figures": ("id", "when", "low", "value", "high", "what", "unit", "who", "page"),
    "votes": ("id", "when", "who", "what", "symbol", "result", "by_rule", "yes", "no", "abstain",
              "members", "page"),
    "meetings": ("id", "when", "kind", "what", "who", "absent", "place", "factuality", "page"),
    "measures": ("id", "when", "kind", "status", "who", "to_whom", "what", "said_by", "page"),
    "plans": ("id", "when", "what", "who", "provisions", "terms", "page"),
    "compliance": ("id", "when", "plan", "who", "verdict", "assessor", "said_by", "page"),
    "positions": (
        "id", "when", "who", "issue", "about", "stance", "condition", "via", "quote", "page",
    ),
    "disputes": ("id", "when", "kind", "what", "who", "says", "against", "but_says"),
    "incidents": ("id", "when", "kind", "what", "place", "pages", "publishers", "disputed"),
    "timeline": ("id", "when", "precision", "kind", "what", "pages", "first_published", "disputed"),
    "series": ("id", "series", "who", "when", "low", "value", "high", "unit", "copies", "page"),
    "entities": ("id", "who", "kind", "country", "sector", "pages", "mentions", "aliases"),
    "rejected": ("page", "stage", "reason", "detail"),
    "corrections": ("id", "made", "deed", "what", "change", "why", "state"),
    "counts": (
        "period", "actor", "recipient", "events", "quad_1", "quad_2", "quad_3", "quad_4",
        "net_cooperation", "intensity",
    ),
    "offices": ("of", "title", "at", "person", "start", "end", "source", "as_of"),
    "held": ("of", "title", "at", "person", "certainty", "basis"),
}  # fmt: skip

# What stands before the day that a period is listed under, by its precision.
BOUNDS: Mapping[str, str] = {"before": "before", "after": "after", "interval": "from"}

# Characters that act on a terminal instead of being shown: controls, and those that turn the
# direction of writing round. Page text is untrusted.
_ACTING = {
    code: "\ufffd"
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\t\n"
}


def rich_table(columns: Sequence[str], rows: Iterable[Row], *, title: str | None = None) -> Table:
    """Return rows as a table for the terminal; page text in it is not taken for markup."""
    table = Table(title=title, title_justify="left", header_style="bold", show_lines=False)
    for column in columns:
        heading = Text(column.replace("_", " "))
        table.add_column(heading, no_wrap=column in UNBROKEN, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cut(shown_cell(row, column))) for column in columns))
    return table


def shown_cell(row: Row, column: str) -> str:
    """Return one value of a row for people: a day that only bounds a period says so.

    Of a page's path the last folder and the name are shown.
    """
    text = cell(row[column])
    if column == "page":
        folders, _, name = text.rpartition("/")
        parent = folders.rpartition("/")[2]
        return f"…/{parent}/{name}" if len(parent) + 1 < len(folders) else text
    bound = BOUNDS.get(str(row.get("precision"))) if column == "when" and text else None
    return f"{bound} {text}" if bound else text


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows as CSV with a header line; what is nested is written as JSON."""
    for values in chain([list(columns)], ([cell(row[name]) for name in columns] for row in rows)):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(values)
        yield line.getvalue()


def json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield rows as one JSON list, a row a line."""
    opening = "["
    for row in rows:
        yield f"{opening}\n{json.dumps(dict(row), ensure_ascii=False, default=_plain)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def correction_rows(
    corrections: Iterable[Correction], waiting: Container[str] = ()
) -> list[dict[str, Any]]:
    """Return corrections as rows: what each is about, and what it changes.

    `waiting` are the ids of those that found nothing to be about.
    """
    return [
        {
            "id": one.id,
            "made": one.made,
            "deed": one.deed,
            "kind": one.kind,
            "what": _corrected_thing(one),
            "change": None if one.field is None else f"{one.field} = {one.value}",
            "why": one.why,
            "state": "found nothing" if one.id in waiting else "done",
        }
        for one in corrections
    ]


def _corrected_thing(correction: Correction) -> str:
    if correction.kind != "entity":
        quote = correction.evidence[0].quote if correction.evidence else ""
        return f"{correction.kind} {correction.record}: {quote}"
    names = [
        one.name + (f" ({len(one.pages)} pages)" if one.pages else "") for one in correction.who
    ]
    return (" off " if correction.deed == "split" else " + ").join(
        [" + ".join(names[1:]), names[0]] if correction.deed == "split" else names
    )


def correction_lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """Yield a line for each correction, for people."""
    for row in correction_rows(corrections):
        change = f", {row['change']}" if row["change"] else ""
        yield f"{row['id']}: {row['deed']} {_cut(row['what'])}{change}"


def info_lines(info: StoreInfo, read_with: Mapping[str, int]) -> Iterator[str]:
    """Yield what is in a crisis file, a line each; `read_with`: versions -> pages read by them."""
    yield info.path
    if len(read_with) > 1:
        yield f"written last by: {counted(info.versions)}"
        for versions, pages in read_with.items():
            yield f"read by {versions}: {pages} page{'' if pages == 1 else 's'}"
    else:
        yield f"written by: {counted(info.versions)}"
    yield f"holds: {counted(info.counts)}"
    if info.superseded:
        yield f"superseded versions of pages: {info.superseded}"
    yield f"pages refused: {counted(info.refused)}"
    yield f"parts cut from pages: {counted(info.cut)}"


def counted(numbers: Mapping[str, object]) -> str:
    """Return names with their numbers in a line: "statements 12, events 3"."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items()) or "none"


def printable(text: str) -> str:
    """Return text with the characters that act on a terminal made visible."""
    return text.translate(_ACTING)


def cell(value: Any) -> str:
    """Return one value as text; a missing one is empty, what is nested is JSON."""
    if value is None:
        return ""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(_plain(value)) if isinstance(value, date) else str(value)


def _plain(value: Any) -> str:
    """Return what JSON has no form for as text."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


def _cut(text: str) -> str:
    """Return text on one line, cut to what a terminal's table can hold."""
    line = printable(" ".join(text.split()))
    if len(line) <= CELL_CHARACTERS:
        return line
    return line[: CELL_CHARACTERS - 1].rstrip() + "…"
