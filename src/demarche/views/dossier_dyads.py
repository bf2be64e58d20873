"""Who did what to whom: the matrix, with the events behind each number."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demarche.views.dossier_rows import Row, Tables, ViewRow

ACTORS, RECIPIENTS = 10, 9  # rows and columns: what a half screen holds


@dataclass(frozen=True, slots=True)
class DyadCell:
    """What one did to another."""

    events: int
    cooperation: int
    conflict: int
    happened: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DyadLine:
    """One actor, with what it did to each recipient of the columns."""

    actor: Row
    cells: tuple[DyadCell | None, ...]


@dataclass(frozen=True, slots=True)
class Dyads:
    """The matrix and what found no room in it."""

    recipients: tuple[Row, ...]
    lines: tuple[DyadLine, ...]
    left_out: int  # events of pairs outside of it
    more: tuple[Row, ...]  # parties outside of it, those with most events first


def lay_out_dyads(tables: Tables, rows: Iterable[ViewRow]) -> Dyads | None:
    """Lay out the rows of the view `dyads`; None where there are none."""
    found = [row for row in rows if {row["actor_id"], row["recipient_id"]} <= tables.by_id.keys()]
    if not found:
        return None
    actors, recipients = _ranked(found, "actor_id"), _ranked(found, "recipient_id")
    shown, columns = actors[:ACTORS], recipients[:RECIPIENTS]
    by_place = {(row["actor_id"], row["recipient_id"]): row for row in found}
    lines = tuple(
        DyadLine(tables.by_id[one], tuple(_cell(by_place.get((one, to)), tables) for to in columns))
        for one in shown
    )
    outside = [r for r in found if r["actor_id"] not in shown or r["recipient_id"] not in columns]
    more = dict.fromkeys((*actors[ACTORS:], *recipients[RECIPIENTS:]))
    return Dyads(
        recipients=tuple(tables.by_id[id] for id in columns),
        lines=lines,
        left_out=sum(row["events"] for row in outside),
        more=tuple(tables.by_id[id] for id in more if id not in (*shown, *columns)),
    )


def _ranked(rows: Sequence[ViewRow], column: str) -> list[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row[column]] += row["events"]
    return sorted(counts, key=lambda id: (-counts[id], id))


def _cell(row: ViewRow | None, tables: Tables) -> DyadCell | None:
    if row is None:
        return None
    rows = tuple(tables.by_id[id] for id in row["records"] if id in tables.by_id)
    return DyadCell(row["events"], row["cooperation"], row["conflict"], row["happened"], rows)
