"""PLOVER: events as JSON Lines, one event a line, with all its actors and recipients.

The names of the fields are those of the PLOVER manual (Open Event Data Alliance, draft 0.7 of 2021,
chapter on JSON data fields) wherever it has one:

    id, date, enddate, source, recipient, event, mode, context, quad_code, event_scale, event_loc,
    event_text (the words that bear the act), text (the sentence), text_info (start, end), cite_info
    (citation, publication, title, url, language), coder, comment (why the record stands)
    source, recipient: code, sector, actor_text, identifier_id, identifier_text, office
    event_loc: name, cc3

The table of the manual has "identifer"; we write identifier. These are ours:

    eventCode (CAMEO), when (a period: start, end, precision, basis), factuality,
    attributed_to (id and source of the statement), score, evidence
    cite_info: path, published (a period)      event_loc: id

`date` is one day out of `when`, or out of `published` where an event has no date of its own; null
where the period is wider than a quarter.

A field of the manual that we never know is not there; one that an event lacks is null.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from demarche.codebook.load import Codebook, load_codebook
from demarche.exports.events import (
    ToldEvent,
    day_text,
    entities_by_id,
    event_day,
    told_events,
    written_code,
)
from demarche.records import Document, Entity, Event, Factuality, Participant
from demarche.serial import to_json
from demarche.store import Store

Line = dict[str, Any]

# What the manual has in place of an actor's country, where he has none.
BEYOND_COUNTRIES = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
# The manual says in the contexts of an event that it did not take place, or not yet.
CONTEXT_OF: Mapping[Factuality, str] = {
    "planned": "future",
    "conditional": "hypothetical",
    "called for": "hypothetical",
    "denied": "negation",
    "did not happen": "negation",
}


def plover_lines(
    store: Store,
    *,
    factualities: frozenset[Factuality] | None = None,
    codebook: Codebook | None = None,
) -> Iterator[str]:
    """Yield the events as lines of JSON, without line ends: page after page by path.

    `factualities` are those of the events wanted, None: all. `codebook`, from which the intensities
    are taken, is the shipped one by default; OptionError is raised when it cannot be loaded.
    """
    intensities = (codebook or load_codebook()).kinds.intensities
    entities = entities_by_id(store)
    for told in told_events(store, factualities):
        yield json.dumps(_line(told, entities, intensities), ensure_ascii=False)


def _line(
    told: ToldEvent, entities: Mapping[str, Entity], intensities: Mapping[str, float]
) -> Line:
    event = told.event
    sentence = event.evidence[0] if event.evidence else None
    return {
        "id": event.id,
        "date": day_text(event_day(told)),
        "enddate": day_text(event.when.end if event.when else None),
        "source": [_actor(party, entities) for party in event.actors],
        "recipient": [_actor(party, entities) for party in event.recipients],
        "event": [event.event],
        "mode": event.mode,
        "context": _contexts(event),
        "quad_code": event.quad,
        "event_scale": intensities.get(written_code(event)),
        "eventCode": event.cameo,
        "event_loc": _place(event, entities),
        "event_text": [event.trigger],
        "when": to_json(event.when),
        "factuality": event.factuality,
        "attributed_to": _attribution(told),
        "text": sentence.quote if sentence else None,
        "text_info": {"start": sentence.start, "end": sentence.end} if sentence else None,
        "cite_info": _citation(told.document),
        "coder": f"Demarche {event.made_by.version}",
        "comment": event.made_by.reason,
        "score": event.score,
        "evidence": to_json(event.evidence),
    }


def _actor(party: Participant, entities: Mapping[str, Entity]) -> Line:
    beyond = party.sector if party.sector in BEYOND_COUNTRIES else None
    entity = entities.get(party.entity.id)
    return {
        "code": party.country or beyond,
        "sector": party.sector,
        "actor_text": party.mention,
        "identifier_id": party.entity.id,
        "identifier_text": party.entity.name,
        "office": list(entity.titles) if entity else [],
    }


def _contexts(event: Event) -> list[str]:
    modal = CONTEXT_OF.get(event.factuality)
    return sorted({*event.contexts, *([modal] if modal else [])})


def _place(event: Event, entities: Mapping[str, Entity]) -> Line | None:
    if event.place is None:
        return None
    entity = entities.get(event.place.id)
    return {
        "name": event.place.name,
        "cc3": entity.country if entity else None,
        "lat": entity.latitude if entity else None,
        "lon": entity.longitude if entity else None,
        "geonames": entity.geonames if entity else None,
        "id": event.place.id,
    }


def _attribution(told: ToldEvent) -> Line | None:
    """Return the statement in which an event stands; who makes it by name, else as written."""
    if told.event.attributed_to is None:
        return None
    said = told.statement
    named = said.source.name if said and said.source else None
    return {
        "id": told.event.attributed_to,
        "source": named or (said.source_text if said else None),
    }


def _citation(document: Document) -> Line:
    return {
        "citation": document.id,
        "publication": document.publisher,
        "title": document.title,
        "url": document.url,
        "language": document.language,
        "path": document.path,
        "published": to_json(document.published),
    }
