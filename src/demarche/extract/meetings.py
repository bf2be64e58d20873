"""Meetings on a page, held, planned or refused: one record each, from all that tells of it.

meeting_words  nouns and verbs that tell of one beside its events
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.meetings import MeetingBook
from demarche.extract.entities import PageEntities
from demarche.extract.meeting_names import is_body
from demarche.extract.meeting_words import OVER, Sketch, find_sketches
from demarche.extract.moments import closer_of, may_be_one
from demarche.extract.participants import participant
from demarche.extract.scenes import (
    Scene,
    ids_of,
    quoted,
    reference,
    scenes_of,
    statement_around,
    with_evidence,
)
from demarche.records import (
    Document,
    Event,
    MadeBy,
    Meeting,
    MeetingKind,
    Participant,
    Passage,
    Reference,
    Statement,
    make_id,
)

RULES_VERSION = "1"
# Kinds that one and the same meeting is called by; a call is no visit, a briefing neither.
LIKE: dict[MeetingKind, str] = {
    "talks": "talks", "conference": "conference", "summit": "conference", "visit": "talks",
    "council session": "conference", "briefing": "briefing", "call": "call", "other": "talks",
}  # fmt: skip
# Characters between "the meeting" and what it points to: talks told right before, or a gathering
# of many, which a page may name before or after. A judgement, not a count.
NEAR, FAR = 600, 1500
FROM = re.compile(r"\bfrom (?:the |a |an )?$")
# What sets a party apart from those who came, right before its words with up to four of its title
# between, or as the first of them.
APART = r"\b(?:except(?: for)?|excepting|apart from|with the exception of|barring) "
EXCEPTED = re.compile(APART)
EXCEPT = re.compile(APART + r"(?:[\w-]+ ){0,4}$")
SCORES = {True: 0.8, False: 0.6}  # with a time or place, without; a judgement, not a count


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A meeting as one place of the page tells it."""

    meeting: Meeting
    loose: bool


def find_meetings(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    statements: Sequence[Statement],
    events: Sequence[Event],
    codebook: Codebook | None = None,
) -> tuple[Meeting, ...]:
    """Return the meetings of a page in the order of their words.

    A meeting has two parties, or a name, or one party with a place or time, or somebody who stays
    away. `codebook` is the shipped one by default. Never raises on a wrong parse.
    """
    book = codebook or load_codebook()
    tellings = [
        _of_event(document, event, entities, book.meetings)
        for event in events
        if event.event == "CONSULT" and not _is_receipt(document, event)
    ]
    tellings += [
        _of_sketch(scene, sketch)
        for scene in scenes_of(document, passages, entities, statements, book)
        for sketch in find_sketches(scene)
    ]
    ordered = sorted(tellings, key=lambda each: _start(each.meeting))  # events before words
    ordered = [replace(each, meeting=_ahead(document, each.meeting)) for each in ordered]
    joined = (_without_itself(each.meeting) for each in _joined(ordered))
    return tuple(each for each in joined if _stands(each))


def _ahead(document: Document, meeting: Meeting) -> Meeting:
    """Return a meeting that is dated after its page as planned, whatever its words."""
    start, page = meeting.when.start if meeting.when else None, document.published.end
    later = start is not None and page is not None and start > page
    if meeting.factuality == "happened" and later:
        return replace(meeting, factuality="planned")
    return meeting


def _without_itself(meeting: Meeting) -> Meeting:
    """Return a meeting without the parties that are only words of its name."""
    name = (meeting.name or "").lower()
    parties = (each for each in meeting.participants if each.mention.lower() not in name)
    return replace(meeting, participants=tuple(parties)) if name else meeting


def _start(meeting: Meeting) -> int:
    return meeting.evidence[1].start


# ---------------------------------------------------------------- from an event, from words


def _of_event(
    document: Document, event: Event, entities: PageEntities, book: MeetingBook
) -> Telling:
    """Return the meeting that a CONSULT event is."""
    words = event.trigger.lower().split()
    kinds = [book.verbs.get(word) or book.nouns.get(word) for word in words]
    named = [book.nouns[word] for word in words if word in book.nouns]
    kind: MeetingKind = named[-1] if named else next((k for k in kinds if k), "other")
    if event.mode == "phone":
        kind = "call"
    away = any(word in book.attending for word in words) and event.factuality == "did not happen"
    left_out = () if away else _left_out(document, event)
    parties = tuple(each for each in (*event.actors, *event.recipients) if each not in left_out)
    if len(parties) == 1 and is_body(parties[0].entity.name):
        kind = "council session"
    hosts = bool(set(words) & book.holding)
    meeting = Meeting(
        id=make_id("meeting", document.id, event.evidence[1].start, event.evidence[1].end),
        kind=kind,
        name=None,
        participants=event.recipients if away else parties,
        invited=(),
        absent=event.actors if away else left_out,
        host=event.actors[0].entity if hosts and event.actors and not named else None,
        place=event.place or _visited(event, entities, hosts=hosts, kind=kind),
        when=event.when,
        outcome=None,
        factuality="happened" if away else event.factuality,
        attributed_to=event.attributed_to,
        evidence=event.evidence,
        made_by=_made_by(f"the event '{event.trigger}' is a meeting"),
        score=event.score,
    )
    return Telling(meeting=meeting, loose=away)


def _left_out(document: Document, event: Event) -> tuple[Participant, ...]:
    """Return the parties that are named as exceptions: "all came except for the envoy"."""
    start = event.evidence[0].start
    parties = zip((*event.actors, *event.recipients), event.evidence[2:], strict=False)
    return tuple(
        each
        for each, place in parties
        if EXCEPTED.match(place.quote) or EXCEPT.search(document.text, start, place.start)
    )


def _is_receipt(document: Document, event: Event) -> bool:
    """Say whether a thing was received and no visitor: "received a report FROM them"."""
    if not event.trigger.lower().startswith("receiv"):
        return False
    mentions = event.evidence[2 + len(event.actors) :]
    return any(
        " from " in each.quote or FROM.search(document.text[max(0, each.start - 12) : each.start])
        for each in mentions
    )


def _visited(
    event: Event, entities: PageEntities, *, hosts: bool, kind: MeetingKind
) -> Reference | None:
    """Return where a visit is: the place or state that is visited, the host's state."""
    if kind != "visit":
        return None
    sides = event.actors if hosts else event.recipients
    codes = {side.country for side in sides if side.country}
    for entity in entities.entities:
        visited = any(side.entity.id == entity.id for side in sides) or hosts
        if entity.kind in ("state", "place") and visited and entity.country in codes:
            return reference(entity)
    return None


def _made_by(reason: str) -> MadeBy:
    return MadeBy(kind="rule", name="meetings", version=RULES_VERSION, reason=reason)


def _of_sketch(scene: Scene, sketch: Sketch) -> Telling:
    text = scene.document.text
    statement = statement_around(scene, sketch.token)
    sides = (*sketch.present, *sketch.invited, *sketch.absent)
    gone = ids_of(sketch.absent)
    present = [side for side in sketch.present if side.entity.id not in gone]
    span = scene.passage.words(sketch.words[0], sketch.words[-1])
    alone = len(present) == 1 and is_body(present[0].entity.name)
    meeting = Meeting(
        id=make_id("meeting", scene.document.id, span.start, span.end),
        kind="council session" if sketch.kind == "talks" and alone else sketch.kind,
        name=sketch.name,
        participants=_once(participant(side, text) for side in present),
        invited=_once(participant(side, text) for side in sketch.invited),
        absent=_once(participant(side, text) for side in sketch.absent),
        host=None if sketch.host is None else reference(sketch.host.entity),
        place=reference(sketch.place),
        when=sketch.when,
        outcome=sketch.outcome,
        factuality=sketch.factuality,
        attributed_to=statement.id if statement else None,
        evidence=quoted(scene, sketch.token, sketch.words, sides),
        made_by=_made_by(sketch.reason),
        score=SCORES[bool(sketch.place or sketch.when)],
    )
    return Telling(meeting=meeting, loose=sketch.loose)


def _once(parties: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple({each.entity.id: each for each in parties}.values())


def _stands(meeting: Meeting) -> bool:
    """Say whether enough is told of a meeting to keep it."""
    parties = len(meeting.participants)
    if meeting.kind == "briefing":
        return parties > 0 and meeting.place is not None
    several = parties > 1 or (parties == 1 and bool(meeting.absent))
    placed = meeting.place is not None or (meeting.when is not None and meeting.when.start)
    gathered = LIKE[meeting.kind] == "conference" or (
        meeting.kind == "visit" and meeting.place is not None
    )
    told = parties or placed or meeting.absent or meeting.outcome
    named = meeting.name is not None and bool(told)
    return several or named or bool(parties and placed and gathered)


# ---------------------------------------------------------------- one meeting, told twice


def _joined(tellings: Sequence[Telling]) -> Iterator[Telling]:
    """Join the tellings of one meeting; those that only point to one go to the nearest before."""
    kept: list[Telling] = []
    waiting: list[Telling] = []
    for each in tellings:
        number = _match(kept, each)
        if number is not None:
            kept[number] = _united(kept[number], each)
        elif each.loose and not each.meeting.participants:
            waiting.append(each)
        else:
            kept.append(each)
    for each in waiting:
        number = _pointed(kept, each.meeting)
        if number is not None:
            kept[number] = _united(kept[number], each)
    return iter(kept)


def _match(kept: Sequence[Telling], new: Telling) -> int | None:
    """Return the telling of the same meeting, the nearest before it first."""
    for number in reversed(range(len(kept))):
        if _is_same(kept[number].meeting, new.meeting):
            return number
    return _pointed(kept, new.meeting) if new.loose else None


def _pointed(kept: Sequence[Telling], meeting: Meeting) -> int | None:
    """Return the meeting that "the meeting" points to: the nearest that it does not contradict."""
    best: tuple[int, int] | None = None
    for number, other in enumerate(kept):
        away = _start(meeting) - _start(other.meeting)
        many = LIKE[other.meeting.kind] == "conference"
        if not (-FAR if many else 0) <= away <= (FAR if many else NEAR):
            continue
        if not _may_be_one(other.meeting, meeting):
            continue
        away = abs(away)
        if meeting.participants and not _share(other.meeting, meeting):
            continue
        if best is None or away < best[0]:
            best = away, number
    return None if best is None else best[1]


def _is_same(known: Meeting, new: Meeting) -> bool:
    """Say whether two tellings are of one meeting.

    The same noun; the same name; the same parties, or all of the smaller side and two at least.
    """
    if known.evidence[1].span.overlaps(new.evidence[1].span):
        return True
    if not _may_be_one(known, new):
        return False
    if known.name and new.name and known.name.lower() == new.name.lower():
        return True
    mine, theirs = _ids(known), _ids(new)
    sentence = new.evidence[0].span
    beside = any(each.span == sentence for each in known.evidence)
    if beside and LIKE[known.kind] == LIKE[new.kind] and not (mine and theirs):
        return not known.name or not new.name
    if _away(known) & _away(new):
        return True
    small = min(mine, theirs, key=len)
    if known.kind == new.kind == "briefing":
        return mine == theirs and bool(mine)
    return len(small) > 1 and small <= (mine | theirs) and small <= mine & theirs


def _may_be_one(known: Meeting, new: Meeting) -> bool:
    """Say whether nothing speaks against it: name, kind, place, day, held or to come."""
    likes = {LIKE[known.kind], LIKE[new.kind]}
    alike = len(likes) == 1 or not likes & {"briefing", "call"}
    return (
        alike
        and _names_agree(known, new)
        and (known.place is None or new.place is None or known.place.id == new.place.id)
        and may_be_one(known.when, new.when)
        and (known.factuality in OVER) == (new.factuality in OVER)
    )


def _names_agree(known: Meeting, new: Meeting) -> bool:
    """Say whether two names may be of one: "the Paris conference" only tells where it is."""
    if not known.name or not new.name or known.name.lower() == new.name.lower():
        return True
    return _by_place(known) != _by_place(new)


def _by_place(meeting: Meeting) -> bool:
    """Say whether a name is a place and a noun."""
    place = meeting.place
    return bool(meeting.name and place and len(meeting.name.split()) == 2)


def _ids(meeting: Meeting) -> set[str]:
    return {each.entity.id for each in (*meeting.participants, *meeting.absent)}


def _away(meeting: Meeting) -> set[str]:
    """Return who stays away from a gathering of many."""
    many = LIKE[meeting.kind] == "conference"
    return {each.entity.id for each in meeting.absent} if many else set()


def _share(known: Meeting, new: Meeting) -> bool:
    return bool(_ids(known) & _ids(new))


def _united(known: Telling, new: Telling) -> Telling:
    """Return two tellings as one: all parties, the first of all else."""
    first, more = known.meeting, new.meeting
    if first.evidence[1].span.overlaps(more.evidence[1].span) and more.factuality == "planned":
        # One noun, read twice: what is told to lie ahead is told by its verb.
        first = replace(first, factuality=more.factuality, when=more.when or first.when)
    absent = _once((*first.absent, *more.absent))
    gone = {each.entity.id for each in absent}
    kinds = [each for each in (first.kind, more.kind) if each not in ("other", "talks")]
    meeting = replace(
        first,
        kind=kinds[0] if kinds else first.kind if first.kind != "other" else more.kind,
        name=more.name if _by_place(first) and more.name else first.name or more.name,
        participants=tuple(
            each
            for each in _once((*first.participants, *more.participants))
            if each.entity.id not in gone
        ),
        invited=_once((*first.invited, *more.invited)),
        absent=absent,
        host=first.host or more.host,
        place=first.place or more.place,
        when=closer_of(first.when, more.when),
        outcome=first.outcome or more.outcome,
        evidence=with_evidence(first.evidence, more.evidence),
        score=max(first.score, more.score),
    )
    return Telling(meeting=meeting, loose=known.loose and new.loose)
