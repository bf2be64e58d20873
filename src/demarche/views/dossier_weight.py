"""What stands first where there is room for a few: how the dossier and the brief rank.

Heavier is what more texts tell; of equals what more publishers tell, then what more records tell,
then what is later, then what is surer. A text and its copies are one text, and a record that is
joined with others in an incident has the weight of all of these. Of numbers that weigh the same by
texts, publishers and records the larger stands first. Nothing is left out for its weight: it is
shown later, or counted.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from demarche.records import Dispute, Entity, Figure, Incident
from demarche.views.dossier_parties import members_of
from demarche.views.dossier_rows import Row, Tables

Weight = tuple[int, int, int, int, float]
Name = TypeVar("Name", str, tuple[str, str], tuple[str, str, str])


def weigh(tables: Tables, rows: Iterable[Row]) -> Weight:
    """Return a sort key for what these rows tell: the heaviest comes first.

    Texts, publishers, records, day of the last, surest score, each with its sign turned. What is
    dated before or after all days counts from the end that is known. A dispute about what a page
    says of an entity has the pages that it quotes, not all that name the entity.
    """
    given = list(rows)
    told = _told_with(tables, given)
    quoted = (row for row in given if isinstance(row.record, Dispute))
    numbers = {number for row in (*told, *quoted) for number, _, _ in row.pages}
    pages = [tables.documents[number - 1] for number in numbers]
    days = (row.period.end or row.period.start for row in told if row.period)
    last = max((day for day in days if day), default=date.min)
    return (
        -len({tables.texts.get(page.id, page.id) for page in pages}),
        -len({page.publisher for page in pages if page.publisher}),
        -len(told),
        -last.toordinal(),
        -max((row.record.score for row in told), default=0.0),
    )


def weigh_number(tables: Tables, rows: Iterable[Row], figure: Figure) -> tuple[float, ...]:
    """Return a sort key for a number that these rows give: the heaviest comes first."""
    texts, publishers, records, *later = weigh(tables, rows)
    sizes = (n for n in (figure.low, figure.value, figure.high) if n is not None)
    return (texts, publishers, records, -max(sizes, default=0.0), *later)


def heaviest_first(tables: Tables, groups: Mapping[Name, Iterable[Row]]) -> list[Name]:
    """Return the names of groups of rows, the heaviest group first, equals by their names."""
    weights = {name: weigh(tables, rows) for name, rows in groups.items()}
    return sorted(weights, key=lambda name: (weights[name], name))


def _told_with(tables: Tables, rows: Iterable[Row]) -> list[Row]:
    """Return the records that tell this or are one with it, each once; entities tell nothing."""
    found: dict[str, Row] = {}
    for row in rows:
        across = isinstance(row.record, Incident | Dispute)
        for id in members_of(row.record) if across else (row.record.id,):
            for one in (id, *tables.together.get(id, ())):
                told = tables.by_id.get(one)
                if told is not None and not isinstance(told.record, Entity):
                    found[told.key] = told
    return list(found.values())
