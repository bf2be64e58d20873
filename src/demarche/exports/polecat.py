"""POLECAT: a table of PLOVER events, one row a pair of actor and recipient, for tools made for it.

Columns and their order are those of the files of the POLECAT data set (Halterman et al., Harvard
Dataverse, doi:10.7910/DVN/AJGVIT). Its files say None where there is no value, and its readers
look for that word; so do we. The table has no column for factuality, so what was denied or only
planned is left out unless asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.codebook.load import Codebook, load_codebook
from demarche.exports.events import (
    AS_DONE,
    FEATURE_CODES,
    Cells,
    Dyad,
    country_name,
    day_text,
    entities_by_id,
    event_day,
    intensity_text,
    numbered_dyads,
    place_cells,
    published_day,
    tab_line,
)
from demarche.records import Entity, EntityKind, Event, Evidence, Factuality, Participant
from demarche.store import Store

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude",
    "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version",
)  # fmt: skip
MISSING = "None"
QUADS = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}
STORY_COLUMNS: dict[str, frozenset[EntityKind]] = {
    "Story People": frozenset({"person"}),
    "Story Organizations": frozenset({"government", "organ", "organisation", "armed group"}),
    "Story Locations": frozenset({"state", "place"}),
}
# Rules that make an entity of words which name nobody: "a senior official".
NAMELESS = frozenset({"entity by office", "entity by description"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows take from beyond the event and its page."""

    codebook: Codebook
    entities: Mapping[str, Entity]  # by id
    mentions: Mapping[str, Mapping[str, tuple[Evidence, ...]]]  # by document, by entity


def polecat_lines(
    store: Store,
    *,
    factualities: frozenset[Factuality] | None = AS_DONE,
    codebook: Codebook | None = None,
) -> Iterator[str]:
    """Yield the table as lines without line ends, the header first; no value is the word None.

    Rows come page after page by path, in the order of the text. `factualities` are those of the
    events wanted, None: all. `codebook` is the shipped one by default: names of countries and
    intensities are taken from it; OptionError is raised when it cannot be loaded.
    """
    entities = entities_by_id(store)
    known = Known(codebook or load_codebook(), entities, _mentions(entities))
    yield tab_line(COLUMNS)
    for row_id, dyad in numbered_dyads(store, factualities):
        cells = _cells(row_id, dyad, known)
        yield tab_line(map(cells.get, COLUMNS), MISSING)


def _mentions(
    entities: Mapping[str, Entity],
) -> Mapping[str, Mapping[str, tuple[Evidence, ...]]]:
    """Return the mentions on each page, by entity."""
    found: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    for entity in entities.values():
        own: dict[str, list[Evidence]] = {}
        for mention in entity.evidence:
            own.setdefault(mention.document_id, []).append(mention)
        for document_id, mentions in own.items():
            ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
            found.setdefault(document_id, {})[entity.id] = ordered
    return found


def _cells(row_id: str, dyad: Dyad, known: Known) -> Cells:
    event, document = dyad.told.event, dyad.told.document
    return {
        "Event ID": row_id,
        "Event Date": day_text(event_day(dyad.told)),
        "Event Type": event.event,
        "Event Mode": event.mode,
        "Intensity": intensity_text(event, known.codebook),
        "Quad Code": QUADS[event.quad],
        "Contexts": "; ".join(event.contexts),
        **_side("Actor", dyad.actor, known),
        **_side("Recipient", dyad.recipient, known),
        **_place(event, document.id, known),
        "Source": document.publisher,
        "Publication Date": day_text(published_day(document)),
        **_story(document.id, known),
        "Language": document.language,
        "Version": f"Demarche {event.made_by.version}",
    }


def _side(name: str, party: Participant | None, known: Known) -> Cells:
    if party is None:
        return {}
    entity = known.entities.get(party.entity.id)
    return {
        f"{name} Name": party.entity.name,
        f"{name} Country": country_name(party.country, known.codebook),
        f"Primary {name} Sector": party.sector,
        f"{name} Sectors": party.sector,
        f"{name} Title": "; ".join(entity.titles) if entity else None,
        f"{name} Name Raw": party.mention,
    }


def _place(event: Event, document_id: str, known: Known) -> Cells:
    if event.place is None:
        return {}
    entity = known.entities.get(event.place.id)
    mentions = known.mentions.get(document_id, {}).get(event.place.id, ())
    return {
        "Placename": event.place.name,
        "Country": country_name(entity.country, known.codebook) if entity else None,
        **place_cells(entity),
        "GeoNames ID": str(entity.geonames) if entity and entity.geonames else None,
        "Feature Type": FEATURE_CODES.get(entity.feature or "") if entity else None,
        "Raw Placename": _words_in_sentence(event, mentions),
    }


def _words_in_sentence(event: Event, mentions: tuple[Evidence, ...]) -> str | None:
    """Return the first of the mentions that stands in the event's sentence, as it is written."""
    if not event.evidence:
        return None
    sentence = event.evidence[0]
    inside = (
        mention.quote
        for mention in mentions
        if sentence.start <= mention.start and mention.end <= sentence.end
    )
    return next(inside, None)


def _story(document_id: str, known: Known) -> Cells:
    """Return whom and what a page names, in the order of the first mention."""
    on_page = known.mentions.get(document_id, {})
    order = sorted(on_page, key=lambda id: (on_page[id][0].start, on_page[id][0].end, id))
    named = [known.entities[id] for id in order if known.entities[id].made_by.name not in NAMELESS]
    return {
        column: "; ".join(entity.name for entity in named if entity.kind in kinds)
        for column, kinds in STORY_COLUMNS.items()
    }
