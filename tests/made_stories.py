"""Stories for tests, made of readings as the file makes them of its tables."""

from collections.abc import Iterable

from demarche.crisis.stories import Counted, Done, Held, Named, Said, Side, Story
from demarche.records import Participant, Reading, Reference


def story_of(reading: Reading) -> Story:
    """Return the story of a page that was read."""
    return Story(
        text=reading.document.text,
        entities=[
            Named(
                id=entity.id,
                kind=entity.kind,
                name=entity.name,
                country=entity.country,
                places=[place.span for place in entity.evidence],
            )
            for entity in reading.entities
        ],
        said=[
            Said(
                id=one.id,
                source=_id(one.source),
                source_country=one.source_country,
                on_behalf_of=_id(one.on_behalf_of),
                target=_id(one.target),
                cue=one.cue,
                act=one.act,
                mode=one.mode,
                content=one.content,
                fragments=one.fragments,
                whole=one.evidence[0].span,
                reported_by=one.reported_by,
            )
            for one in reading.statements
        ],
        done=[
            Done(
                id=one.id,
                event=one.event,
                factuality=one.factuality,
                actors=_sides(one.actors),
                recipients=_sides(one.recipients),
                whole=one.evidence[0].span,
                attributed_to=one.attributed_to,
            )
            for one in reading.events
        ],
        counted=[
            Counted(
                id=one.id,
                what=one.counted,
                unit=one.unit,
                whole=one.evidence[-1].span,
                attributed_to=one.attributed_to,
            )
            for one in reading.figures
        ],
        held=[Held(id=one.id, whole=one.evidence[0].span) for one in reading.positions],
        sentences=[sentence.span for sentence in reading.sentences],
    )


def _id(reference: Reference | None) -> str | None:
    return reference.id if reference else None


def _sides(participants: Iterable[Participant]) -> list[Side]:
    return [(one.entity.id, one.country) for one in participants]
