"""The dossier: one HTML file in which a crisis can be read, and checked against the pages.

It opens from disk, loads nothing, and is whole with scripts off: every record is a row that
links to its words, and every record's words carry a number that links to its row. The style and
the script stand in `templates/` and are put in at rendering, named by their hashes in the
content security policy, so that nothing a page says can run.
"""

from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from demarche.records import Document, Event, Figure, Statement
from demarche.views import dossier_words
from demarche.views.dossier_rows import Dossier, Row, Tables, build_tables
from demarche.views.dossier_summary import summarize
from demarche.views.dossier_text import (
    Mark,
    Part,
    Ref,
    body_words,
    page_parts,
    record_marks,
    record_refs,
)
from demarche.views.dossier_timeline import Item, dated_entries, draw_strip, undated

__all__ = ["Dossier", "render_dossier"]

LANES = ("Pages", "Statements", "Cooperation", "Conflict", "Figures")
# Run before the body is laid out: the rows that come later are then never laid out in vain.
FIRST_SCRIPT = 'document.documentElement.classList.add("js")'
ROWS_AT_FIRST = 100  # rows of a table laid out before the reader asks for more: opens at once
PARTIES_OFFERED = 200  # names in the party filter: past these, typing is quicker than choosing


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as it is laid out."""

    number: int
    document: Document
    parts: tuple[Part, ...]
    counts: Mapping[str, int]  # records by their kind's letter
    words: int  # of the body


def render_dossier(dossier: Dossier) -> str:
    """Return the dossier as one HTML document that refers to nothing outside itself."""
    tables = build_tables(dossier)
    items = _items(tables)
    entries = dated_entries(items)
    style, script = _template_file("dossier.css"), _template_file("dossier.js")
    return (
        _environment()
        .get_template("dossier.html.jinja")
        .render(
            dossier=dossier,
            tables=tables,
            rows=tables.by_id,
            pages=_page_views(tables),
            summary=summarize(tables, dossier.rejected),
            entries=entries,
            undated=undated(items),
            strip=draw_strip(entries, LANES),
            parties=_parties(tables),
            types=_type_choices(tables),
            rows_at_first=ROWS_AT_FIRST,
            style=Markup(style),  # our own files: no word of a page is in them
            script=Markup(script),
            first=Markup(FIRST_SCRIPT),
            style_hash=_hash(style),
            script_hashes=[_hash(FIRST_SCRIPT), _hash(script)],
        )
    )


def _template_file(name: str) -> str:
    return (files("demarche.views") / "templates" / name).read_text("utf-8")


def _hash(source: str) -> str:
    return b64encode(sha256(source.encode("utf-8")).digest()).decode("ascii")


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("demarche.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("period_words", "figure_words", "count_words", "web_address", "slug"):
        environment.filters[name] = getattr(dossier_words, name)
    return environment


def _page_views(tables: Tables) -> tuple[PageView, ...]:
    """Lay out every page with the marks and numbers of its records."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    refs: dict[str, list[Ref]] = defaultdict(list)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in tables.all():
        found = record_marks(row.record, row.key, told=row.voice == "told")
        for mark in found:
            marks[mark.document_id].append(mark)
        for document_id, ref in record_refs(row.record, row.key, found):
            refs[document_id].append(ref)
        for number, _, _ in row.pages:
            counts[number][row.key[0]] += 1
    return tuple(
        PageView(
            number=number,
            document=document,
            parts=page_parts(document, marks[document.id], refs[document.id]),
            counts=counts[number],
            words=body_words(document),
        )
        for number, document in enumerate(tables.documents, 1)
    )


def _items(tables: Tables) -> tuple[Item, ...]:
    """Return everything that has, or might have, a date."""
    pages = (
        Item(
            key=f"page {number}",
            row=f"page-{number}",
            lane="Pages",
            words=f"published by {document.publisher or 'an unnamed publisher'}",
            period=document.published,
            claimed=None,
            by=None,
        )
        for number, document in enumerate(tables.documents, 1)
    )
    records = (_item(row, tables) for row in tables.all() if row.key[0] != "N")
    return (*pages, *records)


def _item(row: Row, tables: Tables) -> Item:
    record: Statement | Event | Figure = row.record
    claimed: str | None = None
    if isinstance(record, Statement):
        lane, period = "Statements", record.said
        words = f"{_speaker(record)}, {record.act}: {dossier_words.excerpt(record.content)}"
    elif isinstance(record, Event):
        lane, period = "Cooperation" if record.quad < 3 else "Conflict", record.when
        words = f"{_names(record.actors)} {record.event} {_names(record.recipients)}"
        claimed = None if record.factuality == "happened" else record.factuality
    else:
        lane, period = "Figures", record.as_of
        words = f"{dossier_words.figure_words(record)} {record.counted}"
    by = said_by(row, tables)
    if isinstance(record, Event) and by and not claimed:
        claimed = "as told"  # somebody's word, not the page's: not to be drawn as plain fact
    return Item(row.key, record.id, lane, words, period, claimed, by)


def _speaker(statement: Statement) -> str:
    return statement.source.name if statement.source else statement.source_text or "unnamed"


def _names(participants: Sequence[object]) -> str:
    names = [p.entity.name for p in participants]  # type: ignore[attr-defined]
    return ", ".join(names) or "nobody named"


def said_by(row: Row, tables: Tables) -> str | None:
    """Return on whose word an event or figure stands, None for the page's own."""
    if row.voice != "told":
        return None
    told = tables.by_id.get(row.record.attributed_to)
    return _speaker(told.record) if told else "a source"


def _parties(tables: Tables) -> tuple[Row, ...]:
    """Return the entities that speak, act, receive or count, for the party filter, by name."""
    records = (*tables.statements, *tables.events, *tables.figures)
    busy = {key for row in records for key in row.parties}
    found = [row for row in tables.entities if row.key in busy][:PARTIES_OFFERED]
    return tuple(sorted(found, key=lambda row: row.record.name.casefold()))


def _type_choices(tables: Tables) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the choices of the type filter that some row has: label, prefix, values."""
    groups = (
        ("Statements", "act", {row.record.act for row in tables.statements}),
        ("Events", "event", {row.record.event for row in tables.events}),
        ("Standing of events", "standing", {row.record.factuality for row in tables.events}),
        ("Entities", "kind", {row.record.kind for row in tables.entities}),
    )
    return tuple((label, prefix, tuple(sorted(values))) for label, prefix, values in groups)
