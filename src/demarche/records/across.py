"""What many pages make together: copies, incidents, disputes; and what they are compared by."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from demarche.records.basics import Evidence, MadeBy, Period, Reference, described

ItemKind = Literal[
    "statement", "event", "figure", "vote", "meeting", "measure", "plan", "compliance", "position"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Pages with the same text: copies of one wire, updates, cut versions. They count once."""

    id: str = described("content hash")
    first: str = described("id of the document that was published first")
    documents: tuple[str, ...] = described("ids of the documents, sorted")
    publishers: tuple[str, ...] = described("their publishers, sorted")
    shared: float = described("least share of the shorter text that stands in another, 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A record of a page in what it takes to compare it with those of other pages.

    `actors`, `recipients`, `speaker` and `place` are keys of entities across pages: equal for one
    entity, and the same however many pages were read since.
    """

    id: str = described("id of the record")
    kind: ItemKind = described("statement, event, figure, ...")
    document_id: str = described("id of the document")
    copies: str = described("id of the document's group of copies, its own id where it has none")
    published: date | None = described("last day on which the page can have been published")
    first: date | None = described("first day on which it held or was said")
    last: date | None = described("last day on which it held or was said")
    type: str = described("type, act, kind, or what is counted")
    factuality: str | None = described("of an event, vote or meeting; status of a measure")
    actors: tuple[str, ...] = described("keys of those who act, speak, take part or count")
    recipients: tuple[str, ...] = described("keys of those acted on, spoken to or spoken of")
    speaker: str | None = described("key of the source whose statement it is or stands in")
    place: str | None = described("key of the place")
    about: str | None = described("key of the issue, plan, draft or series that it is about")
    stance: float | None = described("of a position")
    low: float | None = described("lower bound of a figure")
    value: float | None = described("value of a figure")
    high: float | None = described("upper bound of a figure")
    words: tuple[str, ...] = described("content words, folded, sorted")
    body: str | None = described("who counts a figure, by the page's words, folded", default=None)
    vector: bytes | None = described("sentence vector, see reader.likeness; none where not made")
    act: str | None = described(
        "equal for records of a page that the same words tell: an event, a meeting, a statement",
        default=None,
    )
    start: int = described("first code point on its page", default=0)
    end: int = described("end of its words on its page", default=0)
    party: str | None = described(
        "country code, else name, of whom the speaker stands for", default=None
    )
    named: tuple[str, ...] = described("country codes, else names, that it speaks of", default=())
    asserts: bool | None = described(
        "whether it says that it is so, or not so; none: no claim", default=None
    )
    senses: tuple[str, ...] = described("sides that its words take: 'arming +'", default=())
    topics: tuple[str, ...] = described("stems of the words that name nobody", default=())
    answers: str | None = described(
        "id of the record of its page that it denies or sees otherwise", default=None
    )
    answered: tuple[str, ...] = described(
        "questions on which its own page tells the other side", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two records of different pages, or of one, that speak of one thing."""

    one: str = described("id of the first record, by id")
    other: str = described("id of the second")
    score: float = described("0 to 1, how sure")
    reason: str = described("why they are one, in words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The records of one or more pages that speak of one thing, of one kind or of several."""

    id: str = described("hash of its members")
    kind: ItemKind = described("that of the record it is named after: event, meeting, ...")
    name: str = described("what it is, in a line")
    members: tuple[str, ...] = described("ids of the records, sorted")
    documents: tuple[str, ...] = described("ids of their documents, sorted")
    publishers: tuple[str, ...] = described("publishers of these, sorted")
    independent: int = described("pages that tell of it, copies of one text counted once")
    when: Period | None = described("when, by the record that knows it best")
    place: Reference | None = described("where")
    disputed: bool = described("whether one of its records is a side of a dispute")
    evidence: tuple[Evidence, ...] = described("the first words of each record")
    made_by: MadeBy = described("rule that joined them, and why")
    score: float = described("0 to 1, how sure")


DisputeKind = Literal[
    "fact", "interpretation", "figure", "denial", "shift", "record", "conditions", "internal",
    "apparent",
]  # fmt: skip
SideKind = Literal[
    "statement", "event", "figure", "vote", "meeting", "measure", "plan", "compliance", "position",
    "entity",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two records that contradict each other, or only seem to."""

    id: str = described("hash of its two sides and kind")
    kind: DisputeKind = described("fact, interpretation, figure, denial, shift, record, ...")
    about: str = described("what is in dispute, in a line")
    matter: str = described("equal for all disputes on one question about one party")
    a: str = described("id of the record on one side")
    a_kind: SideKind = described("kind of that record")
    b: str = described("id of the record on the other side")
    b_kind: SideKind = described("kind of that record")
    when: Period | None = described("from the first side to the second")
    evidence: tuple[Evidence, ...] = described("words of a, then of b")
    made_by: MadeBy = described("rule that found it, and why")
    score: float = described("0 to 1, how sure")
