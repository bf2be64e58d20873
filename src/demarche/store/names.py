"""References to a page's entities turned into references to entities across pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from demarche.records import Event, Figure, Participant, Reading, Reference, Statement

R = TypeVar("R", Reference, Reference | None)


def with_merged_names(reading: Reading, names: Mapping[str, Reference]) -> Reading:
    """Return the reading with each reference under its merged id and name.

    `names` (from `Store.names`) leads from a page entity's id to the merged entity; what is not
    in it stays as it is. The entities of the reading itself remain those of the page.
    """

    def merged(reference: R) -> R:
        return names.get(reference.id, reference) if reference is not None else reference

    def side(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(replace(item, entity=merged(item.entity)) for item in participants)

    def statement(item: Statement) -> Statement:
        return replace(
            item,
            source=merged(item.source),
            on_behalf_of=merged(item.on_behalf_of),
            addressee=merged(item.addressee),
            target=merged(item.target),
            place=merged(item.place),
        )

    def event(item: Event) -> Event:
        actors, recipients = side(item.actors), side(item.recipients)
        return replace(item, actors=actors, recipients=recipients, place=merged(item.place))

    def figure(item: Figure) -> Figure:
        return replace(item, place=merged(item.place))

    return replace(
        reading,
        statements=tuple(map(statement, reading.statements)),
        events=tuple(map(event, reading.events)),
        figures=tuple(map(figure, reading.figures)),
    )
