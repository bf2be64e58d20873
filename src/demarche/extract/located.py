"""Where the places and states of a page lie: their entry in the table of places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from demarche.codebook.gazetteer import Spot, load_gazetteer
from demarche.codebook.load import Codebook
from demarche.extract.places import places_of, resolve_places
from demarche.records import Document, Entity
from demarche.spans import Span

LYING = ("place", "state")  # kinds of entities that lie somewhere


def locate(
    document: Document, entities: Sequence[Entity], codebook: Codebook
) -> tuple[Entity, ...]:
    """Return the entities of a page, those that lie somewhere with id, coordinates and country.

    One that the table does not have, or that nothing on the page bears out, stays as it is.
    """
    lying = [entity for entity in entities if entity.kind in LYING]
    mentions = [[place.span for place in entity.evidence] for entity in lying]
    home = _home(document, codebook) if lying else None
    spots = places_of(document.text, mentions, codebook, home=home)
    found = {
        entity.id: spot
        for entity, chosen in zip(lying, spots, strict=True)
        if (spot := _fitting(entity, chosen))
    }
    return tuple(
        _lying_at(entity, found[entity.id]) if entity.id in found else entity for entity in entities
    )


def _fitting(entity: Entity, chosen: Spot | None) -> Spot | None:
    """Return where an entity lies: a state where its country does, a place not in another one."""
    if entity.kind == "state":
        return load_gazetteer().countries.get(entity.country or "")
    if chosen and entity.country and chosen.country and chosen.country != entity.country:
        return None
    return chosen


def _lying_at(entity: Entity, spot: Spot) -> Entity:
    return replace(
        entity,
        country=entity.country or spot.country,
        feature=spot.kind,
        division=spot.division if spot.division != spot.name or spot.kind == "division" else None,
        geonames=spot.id,
        latitude=spot.latitude,
        longitude=spot.longitude,
    )


# What ends the place of a date line: "TRIPOLI, Lebanon, 3 May", "GENEVA (AP) -".
_PLACE = re.compile(
    r"\s*(?P<name>[^\s,(:;\u2013\u2014][^,(:;\u2013\u2014]*?)\s*(?:[,(:;\u2013\u2014]|-\s|$)"
)


def _home(document: Document, codebook: Codebook) -> Spot | None:
    """Return where a page was put out, by its date line."""
    lines = (block.span for block in document.blocks if block.kind == "dateline")
    for line in lines:
        match = _PLACE.match(line.of(document.text))
        if match:
            name = Span(*match.span("name")).shift(line.start)
            return resolve_places(document.text, [name], codebook)[0]
    return None
