"""What the timeline tells of each record: its lane, a line of words, on whose word it stands."""

from collections.abc import Iterator

from demarche.records import Event, Figure, Record, Statement
from demarche.views.describe import NOBODY, describe
from demarche.views.dossier_rows import LETTERS, Row, Tables, period_of
from demarche.views.dossier_timeline import Item
from demarche.views.dossier_words import excerpt, figure_words, names_of, speaker_of

LANES = ("Pages", "Statements", "Cooperation", "Conflict", "Figures", "Steps")

# Positions rest on statements and events, disputes and incidents on all: they would stand twice.
_LEFT_OUT = frozenset(LETTERS[kind] for kind in ("entities", "positions", "incidents", "disputes"))


def timeline_items(tables: Tables) -> Iterator[Item]:
    """Yield everything that has, or might have, a date."""
    for number, document in enumerate(tables.documents, 1):
        yield Item(
            key=f"page {number}",
            row=f"page-{number}",
            lane="Pages",
            words=f"published by {document.publisher or 'an unnamed publisher'}",
            period=document.published,
            claimed=None,
            by=None,
        )
    for row in tables.all():
        if row.key[0] not in _LEFT_OUT:
            yield _item(row, tables)


def _item(row: Row, tables: Tables) -> Item:
    record: Record = row.record
    lane, words = _told(record)
    factuality: str | None = getattr(record, "factuality", None)
    claimed = None if factuality == "happened" else factuality
    by = said_by(row, tables)
    if by and not claimed and not isinstance(record, Statement | Figure):
        claimed = "as told"  # somebody's word, not the page's: not to be drawn as plain fact
    return Item(row.key, record.id, lane, words, period_of(record), claimed, by)


def _told(record: Record) -> tuple[str, str]:
    """Return lane and words of a record."""
    match record:
        case Statement():
            return "Statements", f"{speaker_of(record)}, {record.act}: {excerpt(record.content)}"
        case Event():
            actors, others = names_of(record.actors), names_of(record.recipients)
            lane = "Cooperation" if record.quad < 3 else "Conflict"
            return lane, f"{actors or NOBODY} {record.event} {others or NOBODY}"
        case Figure():
            return "Figures", f"{figure_words(record)} {record.counted}"
        case _:
            return "Steps", describe(record)


def said_by(row: Row, tables: Tables) -> str | None:
    """Return on whose word a record stands, None for the page's own."""
    if row.voice != "told":
        return None
    told = tables.by_id.get(row.record.attributed_to)
    return speaker_of(told.record) if told else "a source"
