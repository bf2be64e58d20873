"""A page in what it takes to see what it claims: a narrow form of its records.

Made of a file's tables without reading all of each record.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from demarche.codebook.phrases import fold
from demarche.records import (
    EntityKind,
    EventType,
    Factuality,
    StatementAct,
    StatementMode,
)
from demarche.spans import Span

# Whose names say what a claim is about; all others are compared as parties.
TOPICS = frozenset(("person", "place", "document", "vessel", "other"))
Side = tuple[str, str | None]  # id of the entity, country


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity of the page, with where it is mentioned."""

    id: str
    kind: EntityKind
    name: str
    country: str | None
    places: Sequence[Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement; `source`, `on_behalf_of` and `target` are ids of entities."""

    id: str
    source: str | None
    source_country: str | None
    on_behalf_of: str | None
    target: str | None
    cue: str | None
    act: StatementAct
    mode: StatementMode
    content: str
    fragments: Sequence[Span]
    whole: Span
    reported_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An event."""

    id: str
    event: EventType
    factuality: Factuality
    actors: Sequence[Side]
    recipients: Sequence[Side]
    whole: Span
    attributed_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure; `what` is counted, by the page's words."""

    id: str
    what: str
    unit: str | None
    whole: Span
    attributed_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A position, with the sentence that it is read from."""

    id: str
    whole: Span


@dataclass(frozen=True, kw_only=True)
class Story:
    """A page: its text, who is named where, what is said, done and counted."""

    text: str
    entities: Sequence[Named]
    said: Sequence[Said]
    done: Sequence[Done]
    counted: Sequence[Counted]
    held: Sequence[Held]
    sentences: Sequence[Span]  # in the order of the page

    @cached_property
    def parties(self) -> dict[str, str]:
        """For whom each entity stands in a dispute, by its id."""
        return {entity.id: party_of(entity) for entity in self.entities}

    @cached_property
    def contents(self) -> dict[str, str]:
        """The content of each statement, by its id."""
        return {one.id: one.content for one in self.said}

    @cached_property
    def _mentions(self) -> list[tuple[int, int, str, bool]]:
        """All mentions by place: the party, and whether they are a party's name."""
        return sorted(
            (at.start, at.end, self.parties[entity.id], self._is_name(entity, at))
            for entity in self.entities
            for at in entity.places
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [row[0] for row in self._mentions]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def _is_name(self, entity: Named, at: Span) -> bool:
        capital = any(letter.isupper() for letter in at.of(self.text))
        return capital and entity.kind not in TOPICS

    def party(self, id: str | None) -> str | None:
        """Return for whom an entity stands, by its id."""
        return self.parties.get(id) if id else None

    def inside(self, spans: Iterable[Span]) -> set[str]:
        """Return the parties that are named within some spans."""
        found = set()
        for span in spans:
            first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
            found |= {row[2] for row in self._mentions[first:last] if row[1] <= span.end}
        return found

    def plain(self, span: Span) -> str:
        """Return a span's text without names of parties: "Atomic Energy Agency" claims nothing."""
        text = span.of(self.text)
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        for start, end, _, is_name in self._mentions[first:last]:
            if is_name:
                start, end = start - span.start, min(end - span.start, len(text))
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    def around(self, span: Span) -> Span:
        """Return the sentences that a span lies in, as one span; itself where none are known."""
        if not self.sentences or span.end <= span.start:
            return span
        first = max(bisect_right(self._sentence_starts, span.start) - 1, 0)
        last = max(bisect_left(self._sentence_starts, span.end) - 1, first)
        start, end = self.sentences[first].start, self.sentences[last].end
        return Span(min(start, span.start), max(end, span.end))


def party_of(entity: Named) -> str:
    """Return whom an entity stands for in a dispute: its country, else itself by name.

    A person of no known country has a question mark: he may be of the party that he speaks of.
    """
    doubt = "?" if entity.kind == "person" else ""
    return entity.country or doubt + fold(entity.name)
