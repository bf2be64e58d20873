"""How often who did what to whom: the first table that a researcher makes.

One row an actor, a recipient and a stretch of time: how many events, of which type and quad, and
how friendly they were on balance.
"""

from collections import defaultdict
from collections.abc import Mapping
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
Side = Literal["country", "entity"]
LETTERS: Mapping[Every, int] = {"day": 10, "month": 7, "year": 4}  # of an ISO date
TYPES: tuple[EventType, ...] = get_args(EventType)
QUADS = (1, 2, 3, 4)
FRIENDLY = (1, 2)


@dataclass(slots=True)
class _Tally:
    """What is counted of one pair and period, while it is counted."""

    types: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TYPES, 0))
    quads: dict[int, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))
    intensity: float = 0.0


def count_dyads(
    store: Store,
    *,
    every: Every = "month",
    by: Side = "country",
    factualities: frozenset[Factuality] = AS_DONE,
    codebook: Codebook | None = None,
) -> pa.Table:
    """Return the counts, sorted by period, actor and recipient.

    Columns: period (ISO day, month or year, null for what has no date), actor, recipient (country
    codes, or names; null where a side is missing or has none), events, one column a type, quad_1 to
    quad_4, net_cooperation (events of quads 1 and 2 less those of 3 and 4), intensity (mean of the
    CAMEO codes' values, -10 to 10). An event with several actors or recipients counts once a pair.
    Raises OptionError when `every` or `by` cannot be meant.
    """
    if every not in LETTERS or by not in get_args(Side):
        raise OptionError(
            f"counts every {every!r} by {by!r} asked for; give day, month or year, and country or "
            "entity"
        )
    intensities = (codebook or load_codebook()).kinds.intensities
    tallies: dict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
    for told in told_events(store, factualities):
        pairs = {
            (_period(event_day(told), every), _name(dyad.actor, by), _name(dyad.recipient, by))
            for dyad in dyads_of(told)
        }
        for pair in pairs:
            tally = tallies[pair]
            tally.types[told.event.event] += 1
            tally.quads[told.event.quad] += 1
            tally.intensity += intensities.get(written_code(told.event), 0.0)
    return _table(tallies)


def _period(day: date | None, every: Every) -> str:
    return day.isoformat()[: LETTERS[every]] if day else ""


def _name(side: Participant | None, by: Side) -> str:
    if side is None:
        return ""
    return (side.country or "") if by == "country" else side.entity.name


def _table(tallies: Mapping[tuple[str, str, str], _Tally]) -> pa.Table:
    rows = []
    for (period, actor, recipient), tally in sorted(tallies.items()):
        events = sum(tally.quads.values())
        friendly = sum(tally.quads[quad] for quad in FRIENDLY)
        rows.append(
            {"period": period or None, "actor": actor or None, "recipient": recipient or None}
            | {"events": events}
            | tally.types
            | {f"quad_{quad}": count for quad, count in tally.quads.items()}
            | {
                "net_cooperation": 2 * friendly - events,
                "intensity": round(tally.intensity / events, 2),
            }
        )
    return pa.Table.from_pylist(rows, schema=_schema())


def _schema() -> pa.Schema:
    words = [(name, pa.string()) for name in ("period", "actor", "recipient")]
    numbers = ["events", *TYPES, *(f"quad_{quad}" for quad in QUADS), "net_cooperation"]
    return pa.schema(
        [*words, *((name, pa.int64()) for name in numbers), ("intensity", pa.float64())]
    )
