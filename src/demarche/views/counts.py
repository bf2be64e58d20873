"""How often who did what to whom: the first table that a researcher makes.

One row an actor, a recipient and a stretch of time: how many events, of which type and quad, and
how friendly they were on balance.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

import pyarrow as pa

from demarche.codebook.load import Codebook, load_codebook
from demarche.errors import OptionError
from demarche.exports.events import (
    AS_DONE,
    dyads_of,
    event_day,
    told_events,
    written_code,
)
from demarche.records import EventType, Factuality, Participant
from demarche.store import Store

Every = Literal["day", "month", "year"]
By = Literal["country", "entity"]
LETTERS: Mapping[Every, int] = {"day": 10, "month": 7, "year": 4}  # of an ISO date
TYPES: tuple[EventType, ...] = get_args(EventType)
QUADS = (1, 2, 3, 4)
FRIENDLY = (1, 2)


@dataclass(frozen=True, slots=True, order=True)
class _Party:
    """Who stands in a row: two with one name are two, by their ids. Nobody is ("", "")."""

    name: str = ""
    id: str = ""  # of an entity


@dataclass(slots=True)
class _Tally:
    """What is counted of one pair and period, while it is counted."""

    types: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TYPES, 0))
    quads: dict[int, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))
    intensities: list[float] = field(default_factory=list)  # of the events whose code has one


_Key = tuple[str, _Party, _Party]  # period, actor, recipient


def count_dyads(
    store: Store,
    *,
    every: Every = "month",
    by: By = "country",
    factualities: frozenset[Factuality] = AS_DONE,
    codebook: Codebook | None = None,
) -> pa.Table:
    """Return the counts, sorted by period, actor and recipient.

    Columns: period (ISO day, month or year, null for what has no date), actor, recipient (country
    codes, sector codes of those without a country, or names; null where a side is missing or has
    none), actor_id, recipient_id (of entities, null by country), events, one column a type, quad_1
    to quad_4, net_cooperation (events of quads 1 and 2 less those of 3 and 4), intensity (mean of
    the values, -10 to 10, of those CAMEO codes that `codebook` has; null where it has none). An
    event with several actors or recipients counts once a pair. Raises OptionError when `every` or
    `by` cannot be meant.
    """
    if every not in LETTERS or by not in get_args(By):
        raise OptionError(
            f"counts every {every!r} by {by!r} asked for; give day, month or year, and country or "
            "entity"
        )
    intensities = (codebook or load_codebook()).kinds.intensities
    tallies: dict[_Key, _Tally] = defaultdict(_Tally)
    for told in told_events(store, factualities):
        pairs = {
            (_period(event_day(told), every), _party(dyad.actor, by), _party(dyad.recipient, by))
            for dyad in dyads_of(told)
        }
        intensity = intensities.get(written_code(told.event))
        for pair in pairs:
            tally = tallies[pair]
            tally.types[told.event.event] += 1
            tally.quads[told.event.quad] += 1
            tally.intensities += [] if intensity is None else [intensity]
    return _table(tallies)


def _period(day: date | None, every: Every) -> str:
    return day.isoformat()[: LETTERS[every]] if day else ""


def _party(side: Participant | None, by: By) -> _Party:
    """Return who a side is; bodies of many states and rebels without one go by their sector."""
    if side is None:
        return _Party()
    if by == "country":
        return _Party(side.country or side.sector or "")
    return _Party(side.entity.name, side.entity.id)


def _table(tallies: Mapping[_Key, _Tally]) -> pa.Table:
    rows = []
    for (period, actor, recipient), tally in sorted(tallies.items()):
        events = sum(tally.quads.values())
        friendly = sum(tally.quads[quad] for quad in FRIENDLY)
        row: dict[str, str | int | float | None] = {
            "period": period or None,
            "actor": actor.name or None,
            "recipient": recipient.name or None,
            "actor_id": actor.id or None,
            "recipient_id": recipient.id or None,
            "events": events,
            "net_cooperation": 2 * friendly - events,
            "intensity": _mean(tally.intensities),
        }
        row |= tally.types
        rows.append(row | {f"quad_{quad}": count for quad, count in tally.quads.items()})
    return pa.Table.from_pylist(rows, schema=_schema())


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 2) if values else None


def _schema() -> pa.Schema:
    names = ("period", "actor", "recipient", "actor_id", "recipient_id")
    words = [(name, pa.string()) for name in names]
    numbers = ["events", *TYPES, *(f"quad_{quad}" for quad in QUADS), "net_cooperation"]
    return pa.schema(
        [*words, *((name, pa.int64()) for name in numbers), ("intensity", pa.float64())]
    )
