"""Who said what, who did what to whom, how many: what every page tells."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from demarche.records.basics import Evidence, MadeBy, Period, Reference, described
from demarche.spans import Span

EntityKind = Literal[
    "person", "state", "government", "organ", "organisation", "armed group", "population",
    "place", "vessel", "document", "other",
]  # fmt: skip


Certainty = Literal["certain", "possible", "last known"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office as a page or the table of offices gives it to somebody on the page's date."""

    title: str = described("the office, by the codebook's name for it")
    of: str | None = described("ISO 3166 alpha-3 code of the state, or the name of the body")
    holder: str | None = described("who holds it by the table of offices, none: not known")
    start: date | None = described("first day of the term by the table, none when not known")
    end: date | None = described("last day of the term by the table, none when open or not known")
    certainty: Certainty | None = described("how sure the table is, none where it is not asked")
    basis: str = described("how it is known: the page, the table and its date, both, or at odds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, state, body, group or place; on one page, or merged across pages.

    An entity of one page has no members. One merged across pages has the sorted ids of the
    page entities as its members, and its own id is made of them.
    """

    id: str = described("content hash")
    kind: EntityKind = described("what it is")
    name: str = described("its fullest name")
    country: str | None = described("ISO 3166 alpha-3 code of the country it belongs to")
    sector: str | None = described("PLOVER sector code (GOV, MIL, REB, OPP, IGO, ...)")
    titles: tuple[str, ...] = described("offices and titles that the pages give it, in order")
    offices: tuple[Office, ...] = described("its offices on the dates of the pages", default=())
    feature: str | None = described(
        "kind of place: city, capital, division, country, island, ...", default=None
    )
    division: str | None = described("first-order division that a place lies in", default=None)
    geonames: int | None = described("GeoNames id of a place", default=None)
    latitude: float | None = described("of a place, in degrees north", default=None)
    longitude: float | None = described("of a place, in degrees east", default=None)
    aliases: tuple[str, ...] = described("other names found on the pages, sorted")
    members: tuple[str, ...] = described("ids of the page entities merged here, sorted")
    evidence: tuple[Evidence, ...] = described("its mentions")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


StatementAct = Literal[
    "say", "deny", "accuse", "demand", "promise", "threaten", "reject", "endorse", "warn",
    "predict", "decline to comment",
]  # fmt: skip
StatementMode = Literal["speech", "belief", "intention"]
Manner = Literal["direct", "indirect", "mixed"]
SourceLevel = Literal["high", "middle", "low"]
SourceKind = Literal["named", "office", "anonymous", "collective", "document", "the page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody's words or thoughts as a page reports them."""

    id: str = described("content hash")
    source: Reference | None = described("who speaks, resolved within the page")
    source_text: str | None = described("the words that name the source")
    source_kind: SourceKind | None = described("named, office, anonymous, collective, ...")
    source_country: str | None = described("ISO 3166 alpha-3 code of the source's country")
    source_level: SourceLevel | None = described("rank that is told of the source: senior, ...")
    on_behalf_of: Reference | None = described("state or body that the source's office speaks for")
    addressee: Reference | None = described("to whom it is said")
    target: Reference | None = described("who is accused, asked, threatened, endorsed, ...")
    target_in: Literal["cue", "content"] | None = described("where the target is named")
    cue: str | None = described("the words that attribute, such as 'said' or 'according to'")
    act: StatementAct = described("what is done by saying it")
    mode: StatementMode = described("speech, belief or intention")
    manner: Manner = described("direct (all in quotation marks), indirect or mixed")
    content: str = described("what is said, fragments joined by ' ... '")
    fragments: tuple[Span, ...] = described("spans of the content in the document's text")
    said: Period | None = described("when it was said")
    place: Reference | None = described("where it was said")
    reported_by: str | None = described("id of the statement in which this one is reported")
    evidence: tuple[Evidence, ...] = described("first the whole, then source, cue, fragments")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Factuality = Literal[
    "happened", "denied", "alleged", "planned", "conditional", "called for", "did not happen"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One side of an event: the entity, and what it was on that date."""

    entity: Reference = described("who")
    country: str | None = described("ISO 3166 alpha-3 code")
    sector: str | None = described("PLOVER sector code")
    mention: str = described("the words on the page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An act of one party towards another, by the PLOVER codebook."""

    id: str = described("content hash")
    event: EventType = described("PLOVER type")
    mode: str | None = described("PLOVER mode: what kind of such an act, where the words tell")
    contexts: tuple[str, ...] = described("PLOVER contexts: what the act is about, sorted")
    quad: Literal[1, 2, 3, 4] = described("1, 2 verbal, material cooperation; 3, 4 conflict")
    cameo: str = described("CAMEO code, with as many digits (2 to 4) as the words bear")
    trigger: str = described("the words that bear the act")
    actors: tuple[Participant, ...] = described("who acts")
    recipients: tuple[Participant, ...] = described("towards whom")
    when: Period | None = described("when it happened or is to happen")
    place: Reference | None = described("where")
    factuality: Factuality = described("happened, denied, alleged, planned, ...")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the sentence, then trigger and parties")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of things, with its bounds and whose count it is."""

    id: str = described("content hash")
    counted: str = described("what is counted, in the page's words")
    unit: str = described("persons, an ISO 4217 currency code, percent, or the counted noun")
    low: float | None = described("lower bound of a range or of 'more than', else none")
    value: float | None = described("the number, exact or about; none when only bounds are given")
    high: float | None = described("upper bound of a range or of 'fewer than', else none")
    qualifier: str | None = described("the words that loosen it: about, more than, between")
    body: str | None = described("who counts, in the page's words")
    as_of: Period | None = described("date for which the number holds")
    since: Period | None = described("when the count begins: 'since March'")
    place: Reference | None = described("where it counts: a place or state of the page")
    subset_of: str | None = described("id of the figure of its sentence that it is a part of")
    series: str | None = described("key of what is counted, place and start; equal in one series")
    attributed_to: str | None = described("id of the statement it stands in, none: the page's")
    evidence: tuple[Evidence, ...] = described("first the clause, then the number")
    made_by: MadeBy = described("rule or network that made it, and why")
    score: float = described("0 to 1, how sure")
