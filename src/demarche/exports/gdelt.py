"""Events as GDELT 2.0 has them: its Events and Mentions tables, tab-separated, without a header.

Columns and their meanings are those of the GDELT Event Codebook 2.0 (19 February 2015); the codes
of actor types those of its lookup CAMEO.type. One row a pair of actor and recipient; one page tells
of each, so that every event row has one mention row with the same id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from demarche.codebook.load import Codebook, load_codebook
from demarche.exports.events import (
    AS_DONE,
    Dyad,
    ToldEvent,
    dyads_of,
    entities_by_id,
    event_day,
    tab_line,
    told_events,
    written_code,
)
from demarche.records import Document, Entity, Event, Factuality, Participant, make_id
from demarche.store import Store

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = (
    "Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip

EVENT_COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName",
    "MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset",
    "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo",
    "Extras",
)  # fmt: skip

# PLOVER sector -> CAMEO type of the same meaning. MED is health in the one and the press in the
# other. PTY, PRM, REL, SOC and ISM have no type there that means the same.
TYPE_CODES = {
    "GOV": "GOV", "JUD": "JUD", "LEG": "LEG", "MIL": "MIL", "COP": "COP", "OPP": "OPP",
    "REB": "REB", "SPY": "SPY", "UAF": "UAF", "CVL": "CVL", "ELI": "ELI", "BUS": "BUS",
    "EDU": "EDU", "MED": "HLH", "LAB": "LAB", "AGR": "AGR", "JRN": "MED", "REF": "REF",
    "CRM": "CRM", "IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC",
}  # fmt: skip

COUNTRY = 1  # Geo_Type
PLACE_TYPES = {"city": (3, 4), "capital": (3, 4), "division": (2, 5)}  # American, other
WEB, CITATION_ONLY = 1, 2  # MentionType

Cells = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    """One row of either table, before it is written."""

    id: int
    dyad: Dyad
    added: str | None  # YYYYMMDDHHMMSS
    action_at: int | None  # code points in the document's text, as the next two
    actor_at: int | None
    recipient_at: int | None


def gdelt_event_lines(
    store: Store,
    *,
    factualities: frozenset[Factuality] | None = AS_DONE,
    codebook: Codebook | None = None,
) -> Iterator[str]:
    """Yield the rows of the Events table, 61 cells each, without line ends.

    Page after page by path, in the order of the text. `factualities` are those of the events
    wanted, None: all; GDELT cannot say that an act was denied or planned. `codebook`, from which
    the intensities are taken, is the shipped one by default.
    """
    entities = entities_by_id(store)
    intensities = (codebook or load_codebook()).kinds.intensities
    for coded in _coded(store, factualities):
        yield _line(EVENT_COLUMNS, _event_cells(coded, entities, intensities))


def gdelt_mention_lines(
    store: Store, *, factualities: frozenset[Factuality] | None = AS_DONE
) -> Iterator[str]:
    """Yield the rows of the Mentions table, 16 cells each, in the order of the Events table."""
    for coded in _coded(store, factualities):
        yield _line(MENTION_COLUMNS, _mention_cells(coded))


def _coded(store: Store, factualities: frozenset[Factuality] | None) -> Iterator[_Coded]:
    times = store.sql("SELECT id, read_at FROM current_documents").fetchall()
    added = {id: f"{read_at:%Y%m%d%H%M%S}" for id, read_at in times}
    for told in told_events(store, factualities):
        for number, dyad in enumerate(dyads_of(told)):
            yield _code(dyad, number, added.get(told.document.id))


def _code(dyad: Dyad, number: int, added: str | None) -> _Coded:
    """Return the row of the event's pair `number`, counted from 0 as `dyads_of` yields them.

    An event's evidence is its sentence, its trigger, then its actors, then its recipients.
    """
    event = dyad.told.event
    starts = [evidence.start for evidence in event.evidence]
    actor, recipient = divmod(number, max(1, len(event.recipients)))
    actors_from = 2
    recipients_from = actors_from + len(event.actors)
    return _Coded(
        id=_whole_id(event, number),
        dyad=dyad,
        added=added,
        action_at=_nth(starts, 1),
        actor_at=_nth(starts, actors_from + actor) if dyad.actor else None,
        recipient_at=_nth(starts, recipients_from + recipient) if dyad.recipient else None,
    )


def _whole_id(event: Event, number: int) -> int:
    """Return 1 to 2**63 - 1, the same for the same event and pair."""
    return int(make_id("gdelt", event.id, number)[1:], 16) % (2**63 - 1) + 1


def _nth(starts: list[int], place: int) -> int | None:
    return starts[place] if place < len(starts) else None


# ---------------------------------------------------------------- cells


def _event_cells(
    coded: _Coded, entities: Mapping[str, Entity], intensities: Mapping[str, float]
) -> Cells:
    told = coded.dyad.told
    code = written_code(told.event)
    return {
        "GlobalEventID": coded.id,
        **_day_cells(event_day(told)),
        **_actor_cells("Actor1", coded.dyad.actor),
        **_actor_cells("Actor2", coded.dyad.recipient),
        "IsRootEvent": _in_lead(told),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": told.event.quad,
        "GoldsteinScale": intensities.get(code),
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        **_place_cells(told.event, entities),
        "DATEADDED": coded.added,
        "SOURCEURL": _address(told.document),
    }


def _mention_cells(coded: _Coded) -> Cells:
    told = coded.dyad.told
    return {
        "GlobalEventID": coded.id,
        "EventTimeDate": coded.added,
        "MentionTimeDate": coded.added,
        "MentionType": WEB if told.document.url else CITATION_ONLY,
        "MentionSourceName": _site(told.document) or told.document.publisher,
        "MentionIdentifier": _address(told.document),
        "Actor1CharOffset": coded.actor_at,
        "Actor2CharOffset": coded.recipient_at,
        "ActionCharOffset": coded.action_at,
        "InRawText": 1,  # texts are never rewritten before they are coded
        "Confidence": f"{100 * told.event.score:.0f}",
        "MentionDocLen": len(told.document.text),
    }


def _day_cells(day: date | None) -> Cells:
    if day is None:
        return {}
    digits = day.isoformat().replace("-", "")
    # As in GDELT's own rows; the formula that its codebook prints counts a month too many.
    fraction = ((day.month - 1) * 30 + day.day) / 365
    return {
        "Day": digits,
        "MonthYear": digits[:6],
        "Year": digits[:4],
        "FractionDate": f"{day.year + fraction:.4f}",
    }


def _actor_cells(side: Literal["Actor1", "Actor2"], who: Participant | None) -> Cells:
    if who is None:
        return {}
    type_code = TYPE_CODES.get(who.sector or "")
    return {
        f"{side}Code": f"{who.country or ''}{type_code or ''}",
        f"{side}Name": who.entity.name,
        f"{side}CountryCode": who.country,
        f"{side}Type1Code": type_code,
    }


def _in_lead(told: ToldEvent) -> int | None:
    """Return 1 when the event stands in the first body paragraph, else 0; None when unknown."""
    lead = next((block.span for block in told.document.blocks if block.kind == "body"), None)
    if lead is None or not told.event.evidence:
        return None
    sentence = told.event.evidence[0]
    return int(lead.covers(sentence.span))


def _place_cells(event: Event, entities: Mapping[str, Entity]) -> Cells:
    if event.place is None:
        return {}
    place = entities.get(event.place.id)
    return {
        "ActionGeo_Type": None if place is None else _place_type(place),
        "ActionGeo_Fullname": event.place.name,
        "ActionGeo_Lat": None if place is None else place.latitude,
        "ActionGeo_Long": None if place is None else place.longitude,
    }


def _place_type(place: Entity) -> int | None:
    """Return GDELT's type of a place: its cities and states of the United States are their own."""
    if place.kind == "state" or place.feature == "country":
        return COUNTRY
    types = PLACE_TYPES.get(place.feature or "")
    return None if types is None else types[place.country != "USA"]


def _address(document: Document) -> str:
    return document.url or document.path


def _site(document: Document) -> str | None:
    """Return the host of a page's url without "www.", None without url or with a broken one."""
    try:
        host = urlsplit(document.url or "").hostname
    except ValueError:  # "http://[": half an address of IPv6
        return None
    return host.removeprefix("www.") if host else None


def _line(columns: tuple[str, ...], cells: Cells) -> str:
    values = (cells.get(column) for column in columns)
    return tab_line("" if value is None else str(value) for value in values)
