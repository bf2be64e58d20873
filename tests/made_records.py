"""Records for tests of storing and exporting: any that the types allow, and a few by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from demarche.records import (
    TOLD,
    Correction,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    MadeBy,
    Participant,
    Period,
    Reading,
    Reference,
    Rejected,
    Statement,
    evidence_of,
    make_id,
)
from demarche.serial import optional
from demarche.spans import Span
from tests.fakes import NO_ROLES

# Signs that trip quoting, encoding and column boundaries, beside anything Unicode has.
TRICKY = st.sampled_from(
    ["'", '"', "\\", "\n", "\r", "\0", ";", ",", "😀", "e\u0301", "\u2028", ""]
)
TEXT = st.text(max_size=6) | TRICKY
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 2**40),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(),
    bytes: st.binary(max_size=4),
}


@cache  # a strategy that is made anew for each draw is measured and checked anew, too
def any_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Return a strategy for values of an annotation; lists are short."""
    inner = optional(annotation)
    if inner is not None:
        return st.none() | any_of(inner)
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if get_origin(annotation) is tuple:
        kinds = get_args(annotation)
        if kinds[-1] is Ellipsis:
            return st.lists(any_of(kinds[0]), max_size=2).map(tuple)
        return st.tuples(*map(any_of, kinds))
    if annotation is Reference:  # one id has one name, and is never empty
        return TEXT.filter(bool).map(lambda id: Reference(id=id, name=id[::-1]))
    if is_dataclass(annotation) and isinstance(annotation, type):
        hints = get_type_hints(annotation)
        parts = {item.name: any_of(hints[item.name]) for item in fields(annotation)}
        return st.builds(annotation, **parts)
    return SIMPLE[annotation]


@st.composite
def readings(draw: st.DrawFn, paths: Iterable[str] = ("a.txt", "b.txt")) -> Reading:
    """Return a reading with true ids: of its path and bytes, its records' of it and their place."""
    reading: Reading = draw(any_of(Reading))
    path, sha256 = draw(st.sampled_from(list(paths))), draw(st.sampled_from("012"))
    id = make_id("document", path, sha256)
    document = replace(reading.document, id=id, path=path, url=None, sha256=sha256)

    def own(kind: str, records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(record, id=make_id(kind, id, i)) for i, record in enumerate(records))

    told: dict[str, Any] = {
        name: own(cls.__name__.lower(), getattr(reading, name)) for name, cls in TOLD.items()
    }
    return replace(
        reading,
        document=document,
        entities=tuple(replace(e, members=()) for e in own("entity", reading.entities)),
        **told,
        rejected=tuple(replace(item, path=path, document_id=id) for item in reading.rejected),
    )


MADE_BY = MadeBy(kind="rule", name="by hand", version="0", reason="a test needs it")


def day(text: str) -> Period:
    """Return a period of one day."""
    value = date.fromisoformat(text)
    return Period(start=value, end=value, precision="day", basis="stated")


def document(path: str, text: str, *, published: Period, url: str | None = None) -> Document:
    """Return a document without blocks."""
    return Document(
        id=make_id("document", url or path, text),
        path=path,
        url=url,
        sha256=make_id("sha", text),
        publisher="The Freedonia Post",
        title=text.split(".")[0],
        byline=None,
        language="en",
        published=published,
        published_basis="stated",
        text=text,
        blocks=(),
    )


def evidence(page: Document, words: str) -> Evidence:
    """Return the place of `words` on a page."""
    start = page.text.index(words)
    return evidence_of(page, Span(start, start + len(words)))


def entity(page: Document, words: str, *, aliases: tuple[str, ...] = ()) -> Entity:
    """Return a person of a page."""
    place = evidence(page, words)
    return Entity(
        id=make_id("entity", page.id, place.start),
        kind="person",
        name=words,
        country=None,
        sector=None,
        titles=(),
        aliases=aliases,
        members=(),
        evidence=(place,),
        made_by=MADE_BY,
        score=1.0,
    )


def statement(
    page: Document, source: Entity, cue: str, content: str, *, said: Period | None = None
) -> Statement:
    """Return a statement of a page."""
    place = evidence(page, content)
    return Statement(
        id=make_id("statement", page.id, place.start),
        source=Reference(id=source.id, name=source.name),
        source_text=source.name,
        source_kind="named",
        cue=cue,
        act="say",
        mode="speech",
        manner="indirect",
        content=content,
        fragments=(place.span,),
        said=said,
        reported_by=None,
        evidence=(place, evidence(page, cue)),
        made_by=MADE_BY,
        score=0.8,
        **NO_ROLES,
    )


def event(
    page: Document, actor: Entity, trigger: str, recipient: Entity, *, when: Period | None = None
) -> Event:
    """Return an event of a page."""

    def side(who: Entity) -> tuple[Participant, ...]:
        reference = Reference(id=who.id, name=who.name)
        return (Participant(entity=reference, country=None, sector=None, mention=who.name),)

    place = evidence(page, trigger)
    return Event(
        id=make_id("event", page.id, place.start),
        event="SANCTION",
        mode=None,
        contexts=(),
        quad=4,
        cameo="16",
        trigger=trigger,
        actors=side(actor),
        recipients=side(recipient),
        when=when,
        place=None,
        factuality="happened",
        attributed_to=None,
        evidence=(place,),
        made_by=MADE_BY,
        score=0.7,
    )


def figure(page: Document, words: str, low: float, counted: str) -> Figure:
    """Return a figure of a page: more than `low`."""
    place = evidence(page, words)
    return Figure(
        id=make_id("figure", page.id, place.start),
        counted=counted,
        unit="persons",
        low=low,
        value=None,
        high=None,
        qualifier="more than",
        body=None,
        as_of=None,
        since=None,
        place=None,
        subset_of=None,
        series=None,
        attributed_to=None,
        evidence=(place,),
        made_by=MADE_BY,
        score=0.9,
    )


def cut(page: Document, reason: str) -> Rejected:
    """Return a row for something cut from a page."""
    return Rejected(
        path=page.path, document_id=page.id, stage="pages", reason=reason, detail="a line"
    )


def talks(path: str = "talks.txt", url: str | None = None, more: str = "") -> Reading:
    """Return a page of 3 May 2031: Rufus Firefly said on 2 May; more than 40 guards."""
    text = f"Rufus Firefly said talks had failed. More than 40 guards left.{more}"
    page = document(path, text, published=day("2031-05-03"), url=url)
    firefly = entity(page, "Rufus Firefly")
    return Reading(
        document=page,
        entities=(firefly,),
        statements=(statement(page, firefly, "said", "talks had failed", said=day("2031-05-02")),),
        figures=(figure(page, "More than 40 guards", 40.0, "guards"),),
        rejected=(cut(page, "teaser"),),
    )


def sanctions(path: str = "sanctions.txt") -> Reading:
    """Return a page of 9 May 2031: Firefly punished Chicolini on 8 May; Chicolini answered."""
    text = "President Firefly punished Émile Chicolini. Émile Chicolini replied: it was a mistake."
    page = document(path, text, published=day("2031-05-09"))
    firefly = entity(page, "President Firefly", aliases=("Firefly",))
    chicolini = entity(page, "Émile Chicolini")
    return Reading(
        document=page,
        entities=(firefly, chicolini),
        statements=(statement(page, chicolini, "replied", "it was a mistake"),),
        events=(event(page, firefly, "punished", chicolini, when=day("2031-05-08")),),
    )


def merge_fireflies(
    entities: Iterable[Entity], corrections: Sequence[Correction] = ()
) -> tuple[Entity, ...]:
    """Merge entities by the last word of their names; the longest name wins."""
    groups: dict[str, list[Entity]] = {}
    for item in sorted(entities, key=lambda item: item.id):
        groups.setdefault(item.name.split()[-1] if item.name.split() else "", []).append(item)
    return tuple(
        replace(
            group[0],
            id=make_id("entity", *(item.id for item in group)),
            name=max((item.name for item in group), key=lambda name: (len(name), name)),
            aliases=tuple(sorted({item.name for item in group})),
            members=tuple(item.id for item in group),
            evidence=tuple(place for item in group for place in item.evidence),
        )
        for group in groups.values()
    )
