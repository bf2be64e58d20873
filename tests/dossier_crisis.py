"""The made-up crisis of dossier_sample with three more pages: votes, measures, plans, disputes.

It is put into a crisis file in memory and taken out again as the program does it, so that charts
are drawn from the same questions. Every name in it is invented.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from demarche.records import (
    Compliance,
    Copies,
    Dispute,
    Document,
    Entity,
    Evidence,
    Figure,
    Incident,
    Measure,
    Meeting,
    MemberVote,
    Participant,
    Period,
    Plan,
    Position,
    Provision,
    Reading,
    Reference,
    Vote,
    make_id,
)
from demarche.serial import to_plain
from demarche.store import Store, open_store, schema, write
from demarche.store.names import with_merged_names
from demarche.views.assemble import assemble_dossier
from tests.dossier_sample import (
    BY_RULE,
    DENIAL,
    DOCUMENTS,
    ENTITIES,
    EVENTS,
    FIGURES,
    SHELLED,
    STATEMENTS,
    TOLL,
    act,
    count,
    day,
    find,
    make_document,
    make_entity,
)

HERALD = (
    ("title", "A text on Brel is stopped in the Regional Council"),
    (
        "body",
        "The Regional Council voted on 18 June on a text that threatened Velmar with sanctions."
        " Nine members were in favour; Tarn voted against, and the text was vetoed. On 11 June it"
        " had adopted a call for a ceasefire.",
    ),
    (
        "body",
        "Karsin and Norland met in Ostra on 17 June to speak of aid. Tarn had been asked to come"
        " but stayed away.",
    ),
    (
        "body",
        "The Joint Observer Office now counts more than 11,000 dead. The Velmar health ministry"
        " counts 3,000 dead.",
    ),
    (
        "body",
        "Karsin halted fuel deliveries to Velmar on 15 June. Norland proposed an arms embargo on"
        " Velmar. Tarn sells arms to Velmar, Norland said.",
    ),
    ("body", "Tarn denied that it had sold any arms to Velmar."),
    (
        "body",
        "The six-step plan wants Velmar to pull its guns out of Brel and Karsin to open the road"
        " to Ostra. Velmar keeps the six-step plan, Tarn said. The Joint Observer Office saw no"
        " gun leave Brel.",
    ),
)
BULLETIN = (
    ("title", "Tarn turns"),
    (
        "body",
        "Tarn said on 4 July that it would no longer stand in the way of sanctions against"
        " Velmar. Norland backs sanctions. Velmar calls sanctions an act of war.",
    ),
    ("body", "The Joint Observer Office counts 12,000 to 15,000 dead."),
)
LATER = (
    make_document("herald", HERALD, day(2031, 6, 20), "The Herald"),
    make_document("bulletin", BULLETIN, day(2031, 7, 5), "Bulletin of Norland"),
    make_document("evening", HERALD, day(2031, 6, 21), "Evening Copy"),
)
H, B, COPY = LATER
ALL = (*DOCUMENTS, *LATER)
COORDINATES = {"Brel": (41.2, 21.5), "Ostra": (43.0, 24.5), "Velmar": (42.0, 22.0)}


def in_all(entity: Entity) -> Entity:
    """Return an entity of the smaller sample with its mentions on all pages."""
    names = tuple(entity.aliases)
    again = make_entity(entity.name, entity.kind, *names, documents=ALL)
    latitude, longitude = COORDINATES.get(entity.name, (None, None))
    feature = "country" if entity.kind == "state" else "city"
    return replace(
        entity, evidence=again.evidence, latitude=latitude, longitude=longitude,
        feature=feature if latitude else None,
    )  # fmt: skip


NEW = (
    make_entity("Tarn", "state", documents=ALL, country="TRN"),
    make_entity("Norland", "state", documents=ALL, country="NRL"),
    make_entity("Velmar health ministry", "government", documents=ALL, country="VEL"),
)
MERGED = tuple(in_all(entity) for entity in ENTITIES) + NEW
BY_NAME = {entity.name: entity for entity in MERGED}


def page_id(name: str, document: Document) -> str:
    """Return the id of an entity as one page has it."""
    return make_id("entity", name, document.id)


def refer(name: str) -> Reference:
    """Point to an entity across pages."""
    return Reference(id=BY_NAME[name].id, name=name)


def side(name: str) -> Participant:
    """Return an entity as one that takes part."""
    entity = BY_NAME[name]
    return Participant(entity=refer(name), country=entity.country, sector=None, mention=name)


def told(cls: type[Any], document: Document, sentence: str, *words: str, **fields: Any) -> Any:
    """Make a record of a kind from its sentence and the words in it."""
    whole = find(document, sentence)
    kind = cls.__name__.lower()
    given: dict[str, Any] = {"attributed_to": None, "made_by": BY_RULE, "score": 0.8}
    return cls(
        id=make_id(kind, document.id, whole.start, *words),
        evidence=(whole, *(find(document, one, sentence) for one in words)),
        **{**given, **fields},
    )


TALLY = {"yes": None, "no": None, "abstain": None, "absent": None, "not_participating": None}
VETOED = told(
    Vote, H, "Nine members were in favour; Tarn voted against, and the text was vetoed.",
    "vetoed", "Tarn", body=refer("Regional Council"), text="a text that threatened sanctions",
    symbol="RC/2031/12", count=1, when=day(2031, 6, 18), **{**TALLY, "yes": 9, "no": 1},
    members=(MemberVote(member=refer("Tarn"), country="TRN", ballot="no", mention="Tarn"),),
    result="vetoed", factuality="happened",
)  # fmt: skip
ADOPTED = told(
    Vote, H, "On 11 June it had adopted a call for a ceasefire.", "adopted",
    body=refer("Regional Council"), text="a call for a ceasefire", symbol=None, count=1,
    when=day(2031, 6, 11), members=(), result="adopted", factuality="happened", **TALLY,
)  # fmt: skip
TALKS = told(
    Meeting, H, "Karsin and Norland met in Ostra on 17 June to speak of aid.", "met", kind="talks",
    name=None, participants=(side("Karsin"), side("Norland")), invited=(side("Tarn"),),
    absent=(side("Tarn"),), host=None, place=refer("Ostra"), when=day(2031, 6, 17), outcome=None,
    factuality="happened",
)  # fmt: skip
HALTED = told(
    Measure, H, "Karsin halted fuel deliveries to Velmar on 15 June.", "halted",
    kind="deliveries", what="fuel deliveries", by=(refer("Karsin"),), target=(refer("Velmar"),),
    status="halted", when=day(2031, 6, 15), conditions=None,
)  # fmt: skip
THREATENED = told(
    Measure, DOCUMENTS[1], "Karsin will halt fuel deliveries to Velmar in July", "halt",
    kind="deliveries", what="fuel deliveries", by=(refer("Karsin"),), target=(refer("Velmar"),),
    status="threatened", when=day(2031, 6, 4), conditions="the shelling does not end",
)  # fmt: skip
EMBARGO = told(
    Measure, H, "Norland proposed an arms embargo on Velmar.", "proposed", kind="arms embargo",
    what="an arms embargo", by=(refer("Norland"),), target=(refer("Velmar"),), status="proposed",
    when=None, conditions=None,
)  # fmt: skip
SIX_STEPS = told(
    Plan, H, "six-step plan", "pull its guns out of Brel", "open the road to Ostra",
    key="six-step plan", name="six-step plan", authors=(refer("Regional Council"),), when=None,
    provisions=(
        Provision(text="pull its guns out of Brel", obligors=(refer("Velmar"),), order=1),
        Provision(text="open the road to Ostra", obligors=(refer("Karsin"),), order=2),
    ),
)  # fmt: skip
KEPT = told(
    Compliance, H, "Velmar keeps the six-step plan, Tarn said.", "keeps", plan="six-step plan",
    party=refer("Velmar"), verdict="keeps", assessor=refer("Tarn"), as_of=day(2031, 6, 20),
)  # fmt: skip
BROKEN = told(
    Compliance, H, "The Joint Observer Office saw no gun leave Brel.", "no gun leave",
    plan="six-step plan", party=refer("Velmar"), verdict="breaks",
    assessor=refer("Joint Observer Office"), as_of=day(2031, 6, 19),
)  # fmt: skip


def stand(document: Document, sentence: str, cue: str, actor: str, **fields: Any) -> Position:
    """Make a position on sanctions."""
    given = {
        "country": BY_NAME[actor].country, "issue": "sanctions", "condition": None, "when": None,
        "via": None, "records": (),
    }  # fmt: skip
    made: Position = told(
        Position, document, sentence, cue, actor=refer(actor), **{**given, **fields}
    )
    return made


AGAINST = stand(
    H, "Tarn voted against, and the text was vetoed.", "voted against", "Tarn", stance=-1.0,
    when=day(2031, 6, 18),
)  # fmt: skip
TURNED = stand(
    B, "it would no longer stand in the way of sanctions", "no longer", "Tarn", stance=0.6,
    when=day(2031, 7, 4),
)  # fmt: skip
POSITIONS = (
    AGAINST, TURNED,
    stand(B, "Norland backs sanctions.", "backs", "Norland", stance=1.0),
    stand(B, "Velmar calls sanctions an act of war.", "calls", "Velmar", stance=-1.0),
    stand(H, "Norland proposed an arms embargo on Velmar.", "proposed", "Norland", stance=-1.0,
          issue="arms-supplies", when=day(2031, 6, 19)),
)  # fmt: skip
SERIES = "dead|Brel|2031-01"
OBSERVED = count(
    H, "The Joint Observer Office now counts more than 11,000 dead", "more than 11,000", "dead",
    low=11000.0, qualifier="more than", body="The Joint Observer Office", series=SERIES,
)  # fmt: skip
OFFICIAL_TOLL = count(
    H, "The Velmar health ministry counts 3,000 dead", "3,000", "dead", value=3000.0,
    body="The Velmar health ministry", series=SERIES,
)  # fmt: skip
RANGE = count(
    B, "The Joint Observer Office counts 12,000 to 15,000 dead", "12,000 to 15,000", "dead",
    low=12000.0, high=15000.0, body="The Joint Observer Office", series=SERIES,
)  # fmt: skip
SOLD = act(
    H, "Tarn sells arms to Velmar, Norland said.", "AID", "sells", 2, ("Karsin", "Tarn"),
    ("Velmar", "Velmar"), factuality="alleged",
)  # fmt: skip
SOLD = replace(SOLD, actors=(side("Tarn"),))
UNSOLD = act(
    H, "Tarn denied that it had sold any arms to Velmar.", "AID", "sold", 2, ("Karsin", "Tarn"),
    ("Velmar", "Velmar"), factuality="denied",
)  # fmt: skip
UNSOLD = replace(UNSOLD, actors=(side("Tarn"),))
STEPS: dict[str, tuple[Any, ...]] = {
    "events": (*EVENTS, SOLD, UNSOLD),
    "figures": (
        *(replace(f, series=SERIES) if f is TOLL else f for f in FIGURES),
        OBSERVED, OFFICIAL_TOLL, RANGE,
    ),
    "statements": STATEMENTS,
    "votes": (VETOED, ADOPTED),
    "meetings": (TALKS,),
    "measures": (HALTED, THREATENED, EMBARGO),
    "plans": (SIX_STEPS,),
    "compliance": (KEPT, BROKEN),
    "positions": POSITIONS,
}  # fmt: skip


def again(record: Any) -> Any:
    """Return a record of the Herald as its copy has it."""
    evidence = tuple(replace(e, document_id=COPY.id, path=COPY.path) for e in record.evidence)
    return replace(record, id=make_id(record.id[0], record.id, "copy"), evidence=evidence)


COPIED = again(OBSERVED), again(SOLD), again(AGAINST)


def dispute(kind: str, about: str, one: Any, other: Any, kinds: tuple[str, str]) -> Dispute:
    """Make a dispute of two records."""
    evidence: tuple[Evidence, ...] = (one.evidence[0], other.evidence[0])
    fields: dict[str, Any] = {"kind": kind, "a_kind": kinds[0], "b_kind": kinds[1]}
    return Dispute(
        id=make_id("dispute", one.id, other.id, kind), about=about, matter=about, a=one.id,
        b=other.id, when=None, evidence=evidence, made_by=BY_RULE, score=0.7, **fields,
    )  # fmt: skip


ARMS = dispute("denial", "whether Tarn sells arms to Velmar", SOLD, UNSOLD, ("event", "event"))
SHELLING = dispute("fact", "who shelled Brel", SHELLED, DENIAL, ("event", "statement"))
SETTLED = dispute(
    "apparent", "how many dead", TOLL, OBSERVED, ("figure", "figure")
)  # fmt: skip
DISPUTES = (ARMS, SHELLING, SETTLED)


def incident(name: str, kind: str, when: Period, *members: Any, disputed: bool = False) -> Incident:
    """Make an incident of some records."""
    documents = sorted({one.evidence[0].document_id for one in members})
    publishers = {d.publisher for d in ALL if d.id in documents and d.publisher}
    fields: dict[str, Any] = {"kind": kind}
    return Incident(
        id=make_id("incident", *(one.id for one in members)), name=name,
        members=tuple(sorted(one.id for one in members)), documents=tuple(documents),
        publishers=tuple(sorted(publishers)), independent=len(documents), when=when, place=None,
        disputed=disputed, evidence=tuple(one.evidence[0] for one in members), made_by=BY_RULE,
        score=0.8, **fields,
    )  # fmt: skip


MAY = Period(start=date(2031, 5, 1), end=date(2031, 5, 31), precision="month", basis="in May")
SHELLS = incident("the shelling of Brel", "event", MAY, SHELLED, EVENTS[3], disputed=True)
VOTED = incident("the veto in the Regional Council", "vote", day(2031, 6, 18), VETOED)
INCIDENTS = (SHELLS, VOTED)
GROUP = Copies(
    id=make_id("copies", H.id, COPY.id), first=H.id, documents=tuple(sorted((H.id, COPY.id))),
    publishers=("Evening Copy", "The Herald"), shared=1.0,
)  # fmt: skip


def page_readings() -> list[Reading]:
    """Return every page with its own entities and with references to them."""
    records = {kind: (*found, *_copied(kind)) for kind, found in STEPS.items()}
    return [_reading(document, records) for document in ALL]


def _copied(kind: str) -> tuple[Any, ...]:
    classes = {"events": type(SOLD), "figures": Figure, "positions": Position}
    return tuple(one for one in COPIED if kind in classes and isinstance(one, classes[kind]))


def _reading(document: Document, records: dict[str, tuple[Any, ...]]) -> Reading:
    entities = tuple(
        replace(
            merged, id=page_id(merged.name, document), members=(),
            evidence=tuple(e for e in merged.evidence if e.document_id == document.id),
        )
        for merged in MERGED
    )  # fmt: skip
    own = {
        kind: tuple(one for one in found if one.evidence[0].document_id == document.id)
        for kind, found in records.items()
    }
    to_page = {e.id: Reference(id=page_id(e.name, document), name=e.name) for e in MERGED}
    return with_merged_names(Reading(document=document, entities=entities, **own), to_page)


def made_store() -> Store:
    """Return the crisis in memory, with what is kept across pages."""
    store = open_store(":memory:", create=True, versions={"reader": "1.0"})
    for reading in page_readings():
        store.add(reading, datetime(2031, 7, 6, 12))
    store.refresh(lambda pages, _: _merged(pages))
    _insert(store, "copies", [GROUP])
    _insert(store, "incidents", INCIDENTS)
    _insert(store, "disputes", DISPUTES)
    return store


def _merged(pages: Sequence[Entity]) -> list[Entity]:
    return [
        replace(one, members=tuple(sorted(e.id for e in pages if e.name == one.name)))
        for one in MERGED
    ]


def _insert(store: Store, table: str, records: Sequence[Any]) -> None:
    """Write records across pages in place of those that were found."""
    known = {one.name: one for one in schema.TABLES}
    store._connection.execute(f"DELETE FROM {table}")
    write.insert(store._connection, known[table], [to_plain(one) for one in records])


STORE = made_store()
CRISIS = assemble_dossier(STORE, title="Brel, summer of 2031")
