"""The events of a crisis as the field's tables want them: one row a pair of actor and recipient.

Every table of events (PLOVER, POLECAT, ICEWS, GDELT) is a view of these rows.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO

from demarche.codebook.load import Codebook
from demarche.records import (
    Document,
    Entity,
    Event,
    Factuality,
    Participant,
    Period,
    Precision,
    Reading,
    Statement,
)
from demarche.store import Store
from demarche.store.names import with_merged_names

# Tables that cannot say that an event was denied or planned hold what is told as done.
AS_DONE: frozenset[Factuality] = frozenset({"happened", "alleged"})
CODE_DIGITS = 3  # the least that tables of CAMEO codes write: root 04 is 040
# Periods that one day may stand for; of a year or a decade, or of all days after one, none can.
NARROW: frozenset[Precision] = frozenset({"hour", "day", "week", "month", "quarter"})
NARROW_DAYS = 92  # the longest quarter: an interval may have any length, "between 2001 and 2011"

Cells = dict[str, str | None]  # by column; a column that is not there has no value


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """An event with the page that tells of it."""

    document: Document
    event: Event
    statement: Statement | None  # that it stands in, None: the page's own voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """One actor and one recipient of an event; either may be missing."""

    told: ToldEvent
    actor: Participant | None
    recipient: Participant | None


def told_events(
    store: Store, factualities: frozenset[Factuality] | None = None
) -> Iterator[ToldEvent]:
    """Yield the events of the pages that stand, page after page by path, in the order of the text.

    `factualities` are those of the events wanted, None: all. References to entities lead to the
    entities merged across pages, whose country a party has where the event tells none.
    """
    names, countries = store.names(), _countries(store)
    for page in store.readings():
        for told in _told(with_merged_names(page, names)):
            if factualities is None or told.event.factuality in factualities:
                yield replace(told, event=_with_countries(told.event, countries))


def _countries(store: Store) -> Mapping[str, str]:
    """Return the countries of entities by id: of those merged across pages, and of each page."""
    query = (
        "SELECT id, country FROM page_entities WHERE country IS NOT NULL "
        "UNION ALL SELECT id, country FROM entities WHERE country IS NOT NULL"
    )
    return dict(store.sql(query).fetchall())


def _with_countries(event: Event, countries: Mapping[str, str]) -> Event:
    """Return the event with the countries of its parties that other pages tell."""

    def known(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(
            party if party.country else replace(party, country=countries.get(party.entity.id))
            for party in side
        )

    return replace(event, actors=known(event.actors), recipients=known(event.recipients))


def _told(reading: Reading) -> Iterator[ToldEvent]:
    statements = {each.id: each for each in reading.statements}
    for event in reading.events:
        statement = statements.get(event.attributed_to) if event.attributed_to else None
        yield ToldEvent(document=reading.document, event=event, statement=statement)


def dyads_of(told: ToldEvent) -> Iterator[Dyad]:
    """Yield each actor with each recipient; where one side is empty, the other alone."""
    for actor in told.event.actors or (None,):
        for recipient in told.event.recipients or (None,):
            yield Dyad(told=told, actor=actor, recipient=recipient)


def numbered_dyads(
    store: Store, factualities: frozenset[Factuality] | None
) -> Iterator[tuple[str, Dyad]]:
    """Yield each pair of actor and recipient with an id of its own.

    It is the event's where the event has one pair, else the event's with the number of the pair:
    e0123456789abcdef-2.
    """
    for told in told_events(store, factualities):
        dyads = tuple(dyads_of(told))
        for number, dyad in enumerate(dyads, start=1):
            yield told.event.id if len(dyads) == 1 else f"{told.event.id}-{number}", dyad


def entities_by_id(store: Store) -> Mapping[str, Entity]:
    """Return the merged entities by their ids."""
    return {entity.id: entity for entity in store.entities()}


# ---------------------------------------------------------------- cells


def event_day(told: ToldEvent) -> date | None:
    """Return the one day that a table has room for, the page's for an event without a date.

    Of an event told as past that is the last day that it can have been; of a period too wide for
    one day to stand for there is none.
    """
    when = told.event.when
    if when is None:
        return published_day(told.document)
    return when.end if when.precision == "before" else _day_of(when)


def published_day(document: Document) -> date | None:
    """Return the day on which a page was put out, the first of several, None if not known."""
    return _day_of(document.published)


def _day_of(period: Period) -> date | None:
    return (period.start or period.end) if _is_narrow(period) else None


def _is_narrow(period: Period) -> bool:
    if period.precision != "interval":
        return period.precision in NARROW
    if period.start is None or period.end is None:
        return False
    return (period.end - period.start).days < NARROW_DAYS


def day_text(day: date | None) -> str | None:
    """Return a day as ISO text."""
    return day.isoformat() if day else None


def written_code(event: Event) -> str:
    """Return an event's CAMEO code with at least three digits."""
    return event.cameo.ljust(CODE_DIGITS, "0")


def intensity_text(event: Event, codebook: Codebook) -> str | None:
    """Return how hostile or friendly an event is by its CAMEO code: from "-10.0" to "10.0"."""
    value = codebook.kinds.intensities.get(written_code(event))
    return None if value is None else str(value)


def country_name(code: str | None, codebook: Codebook) -> str | None:
    """Return the name of a country, the code itself where the codebook does not have it."""
    if code is None:
        return None
    return codebook.countries[code].name if code in codebook.countries else code


def tab_line(cells: Iterable[str | None], missing: str = "") -> str:
    """Return the cells as a line, divided by tabs, without a line end; `missing` for no value.

    White space within a cell becomes single spaces. A cell with quotation marks is quoted as in
    CSV: a reader that knows of quotation would else run on beyond the end of the line.
    """
    line = StringIO()
    clean = (" ".join((cell or "").replace("\0", " ").split()) or missing for cell in cells)
    csv.writer(line, delimiter="\t", lineterminator="").writerow(clean)
    return line.getvalue()


# Kinds of places in the table of places -> GeoNames' codes of features, where one has the meaning.
FEATURE_CODES = {
    "capital": "PPLC", "city": "PPL", "division": "ADM1", "county": "ADM2", "country": "PCLI",
    "region": "RGN", "island": "ISL", "mountain": "MT",
}  # fmt: skip


def place_cells(place: Entity | None) -> dict[str, str | None]:
    """Return where a place lies, as the tables of ICEWS and POLECAT have it."""
    if place is None:
        return {}
    city = place.name if place.feature in ("city", "capital") else None
    return {
        "City": city,
        "Province": place.division,
        "Latitude": None if place.latitude is None else str(place.latitude),
        "Longitude": None if place.longitude is None else str(place.longitude),
    }
