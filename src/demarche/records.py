"""The vocabulary: every core type, in the order in which a page passes through them.

Page -> Document -> Paragraph -> Annotation -> Entity, Statement, Event, Figure -> Reading.

All are frozen, slotted and keyword-only; a missing value is None, never an empty string. Each
field of an exported record carries a help line: the documentation, the column comments of the
store and the JSON schema are made from it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Literal

from demarche.spans import Span


def described(help: str, **options: Any) -> Any:
    """Return a dataclass field that carries its own documentation line."""
    return field(metadata={"help": help}, **options)


def make_id(kind: str, *parts: object) -> str:
    """Return the id of a record: its kind's letter and 16 hex digits of blake2 over the parts.

    The same parts always give the same id, in every process and on every machine.
    """
    joined = "\x1f".join((kind, *map(str, parts)))
    return f"{kind[0]}{blake2b(joined.encode('utf-8', 'surrogatepass'), digest_size=8).hexdigest()}"


# ---------------------------------------------------------------- pages and documents

Form = Literal["text", "html"]
BlockKind = Literal["title", "dateline", "byline", "body", "caption", "teaser", "boilerplate"]
PublishedBasis = Literal["stated", "weekday", "inferred", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it came in, decoded, before anything is decided about it."""

    path: str  # file path as given, "FILE#id" for a line of a JSON Lines file, else the url
    url: str | None = None
    form: Form
    content: str  # decoded without newline translation, byte-order mark dropped
    sha256: str  # of the bytes
    title: str | None = None  # what the sender says of the page, before what the page says
    byline: str | None = None
    published: str | None = None  # ISO date or date and time
    publisher: str | None = None


Precision = Literal[
    "hour", "day", "week", "month", "quarter", "year", "decade",
    "interval", "before", "after", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days, both ends included, with how exact it is and why it is believed."""

    start: date | None = described("first day, none when open or unknown")
    end: date | None = described("last day (included), none when open or unknown")
    precision: Precision = described("grain of the words: hour, day, week, ..., before, after")
    basis: str = described("why: the words and the date they were resolved against")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One run of a document's text with what it is. Only body blocks give records."""

    kind: BlockKind = described("title, dateline, byline, body, caption, teaser or boilerplate")
    span: Span = described("code points in the document's text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page of which every part is known for what it is.

    For a plain-text page `text` is the page's content unchanged, so that spans are positions in
    the file; for HTML it is the text that was taken out of it, blocks divided by blank lines.
    Body blocks are paragraphs, in reading order.
    """

    id: str = described("hash of the normalised url or path and of the bytes")
    path: str = described("where the page came from, as given")
    url: str | None = described("address of the page on the web")
    sha256: str = described("of the page's bytes, in hex")
    publisher: str | None = described("outlet that put the page out")
    title: str | None = described("headline, without the outlet's name")
    byline: str | None = described("who wrote it, as printed")
    language: str | None = described("ISO 639-1 code of the body")
    published: Period = described("when the page was put out")
    published_basis: PublishedBasis = described("how `published` is known")
    text: str = described("the text that all spans of this document count in")
    blocks: tuple[Block, ...] = described("what each part of the text is")


# ---------------------------------------------------------------- what the reader says

MentionKind = Literal[
    "person", "organization", "place", "event", "object", "time", "abstract", "substance",
    "animal", "plant",
]  # fmt: skip
NameKind = Literal["person", "organization", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What a reader is given: the text of one body block."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a paragraph, with its place in the dependency tree of its sentence."""

    span: Span  # code points in the paragraph's text
    upos: str  # universal part of speech
    head: int  # index of the governing token in the annotation, -1 for a root
    deprel: str  # universal dependency relation, with subtype


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One reference to a thing, named or nominal; mentions may be nested in each other."""

    first: int  # index of the first token
    last: int  # index of the last token, included
    head: int  # index of the head token
    kind: MentionKind
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name of a person, an organization or a place."""

    span: Span  # code points in the paragraph's text
    kind: NameKind
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: the cue ("said"), its source, the fragments of the content.

    Without fragments the reader saw that something is said, and not what. Spans count code points
    in the paragraph's text and are trimmed of white space.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An act between two mentions, by type of the PLOVER codebook."""

    actor: int  # index in Annotation.mentions
    recipient: int  # index in Annotation.mentions
    type: str  # PLOVER type; YIELD stands for CONCEDE and RETREAT
    trigger: int  # index of the token that bears the act
    score: float  # probability that there is a relation, times that of its type


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """All that a reader says of one paragraph. Token indices count from the paragraph's start."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]  # token ranges, end exclusive, that divide the tokens
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    vectors: tuple[bytes, ...] = ()  # one a sentence, see reader.likeness; none where not made
    reader: str = "unnamed"  # version of the reader that says so
    cut: tuple[Span, ...] = ()  # words that it saw only in part, or where it broke a sentence


Reader = Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]  # one a paragraph, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A body block with what the reader said of it: the input of every extractor."""

    span: Span  # code points of the block in the document's text
    annotation: Annotation  # its spans count from span.start

    def place(self, span: Span) -> Span:
        """Return a span of the paragraph as a span of the document."""
        return span.shift(self.span.start)

    def words(self, first: int, last: int) -> Span:
        """Return the document span of tokens `first` to `last`, both included."""
        tokens = self.annotation.tokens
        return self.place(Span(tokens[first].span.start, tokens[last].span.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression with its meaning."""

    span: Span = described("code points in the text searched")
    text: str = described("the words")
    value: str | None = described("TIMEX3 value, none when unresolved")
    period: Period | None = described("the days meant, none when unresolved or a duration")


# ---------------------------------------------------------------- records


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a record stands on a page, to the character."""

    document_id: str = described("id of the document")
    path: str = described("path or url of the document")
    start: int = described("first code point in the document's text")
    end: int = described("code point after the last")
    quote: str = described("the exact words of that span")

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return Span(self.start, self.end)


def evidence_of(document: Document, span: Span) -> Evidence:
    """Return a span of a document's text as evidence."""
    return Evidence(
        document_id=document.id,
        path=document.path,
        start=span.start,
        end=span.end,
        quote=span.of(document.text),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBy:
    """What made a record, and why, in words for the analyst."""

    kind: Literal["rule", "network", "analyst"] = described("rule, network or analyst")
    name: str = described("name of the rule or of the reader's head; correction")
    version: str = described("version of the program or of the reader file; day of the correction")
    reason: str = described("why this record stands, in a sentence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A pointer to an entity, with its name so that a row can be read alone."""

    id: str = described("id of the entity")
    name: str = described("name of the entity")


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


Record = Entity | Statement | Event | Figure


# ---------------------------------------------------------------- what an analyst puts right

Deed = Literal["reject", "edit", "merge", "split"]
RecordKind = Literal["statement", "event", "figure", "entity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Which entities of pages a correction speaks of; those of pages read later count too."""

    kind: EntityKind = described("kind of the page's entity")
    name: str = described("its name on the page, in any case and with any accents")
    pages: tuple[str, ...] = described("paths or ids of documents; none: whatever page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that an analyst put right, said so that it holds when pages are read again.

    Rejects a record, edits one field of it, merges entities, or splits some off one.
    """

    id: str = described("content hash")
    deed: Deed = described("reject, edit, merge or split")
    kind: RecordKind = described("of what is corrected")
    record: str | None = described("id that a statement, event or figure had, none: entities")
    evidence: tuple[Evidence, ...] = described("where that record stands, to find it again")
    who: tuple[Who, ...] = described("the entities; of a split first the whole, then what leaves")
    field: str | None = described("the field that is edited")
    value: str | None = described("its new value as JSON")
    why: str | None = described("the analyst's reason")
    made: datetime = described("when it was made, in UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something a stage cut, could not read or refused: losses are data."""

    path: str = described("page it happened on")
    document_id: str | None = described("id of the document, if it came that far")
    stage: str = described("pages, reader, extract, store")
    reason: str = described("short stable code")
    detail: str = described("what was found, what was expected, what to do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one page."""

    document: Document
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    rejected: tuple[Rejected, ...] = ()
