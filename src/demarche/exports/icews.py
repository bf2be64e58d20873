"""ICEWS: a table of coded events, one row a pair of source and target, for tools made for it.

Columns and their order are those of the yearly files of the ICEWS Coded Event Data (Boschee et al.,
Harvard Dataverse, doi:10.7910/DVN/28075). ICEWS calls the actor source and the recipient target.
The table has no column for factuality, so what was denied or only planned is left out unless asked
for.
"""

from collections.abc import Iterator, Mapping

from demarche.codebook.load import Codebook, load_codebook
from demarche.exports.events import (
    AS_DONE,
    Cells,
    Dyad,
    country_name,
    day_text,
    entities_by_id,
    event_day,
    intensity_text,
    numbered_dyads,
    place_cells,
    tab_line,
    written_code,
)
from demarche.records import Entity, Factuality, Participant
from demarche.store import Store

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text",
    "CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID",
    "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)  # fmt: skip


def icews_lines(
    store: Store,
    *,
    factualities: frozenset[Factuality] | None = AS_DONE,
    codebook: Codebook | None = None,
) -> Iterator[str]:
    """Yield the table as lines without line ends, the header first; no value is an empty cell.

    Rows come page after page by path, in the order of the text. `factualities` are those of the
    events wanted, None: all. `codebook` is the shipped one by default: countries, intensities and
    meanings of types are taken from it; OptionError is raised when it cannot be loaded.
    """
    codebook = codebook or load_codebook()
    entities = entities_by_id(store)
    yield tab_line(COLUMNS)
    for row_id, dyad in numbered_dyads(store, factualities):
        cells = _cells(row_id, dyad, entities, codebook)
        yield tab_line(map(cells.get, COLUMNS))


def _cells(row_id: str, dyad: Dyad, entities: Mapping[str, Entity], codebook: Codebook) -> Cells:
    event, document = dyad.told.event, dyad.told.document
    place = entities.get(event.place.id) if event.place else None
    return {
        "Event ID": row_id,
        "Event Date": day_text(event_day(dyad.told)),
        **_side("Source", dyad.actor, codebook),
        "Event Text": codebook.kinds.types[event.event].meaning,
        "CAMEO Code": written_code(event),
        "Intensity": intensity_text(event, codebook),
        **_side("Target", dyad.recipient, codebook),
        "Story ID": document.id,
        "Publisher": document.publisher,
        "Country": country_name(place.country, codebook) if place else None,
        **place_cells(place),
    }


def _side(name: str, party: Participant | None, codebook: Codebook) -> Cells:
    if party is None:
        return {}
    return {
        f"{name} Name": party.entity.name,
        f"{name} Sectors": party.sector,
        f"{name} Country": country_name(party.country, codebook),
    }
