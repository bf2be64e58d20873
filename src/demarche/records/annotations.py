"""What the reader says of a paragraph: the input of every extractor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from demarche.records.basics import Period, described
from demarche.spans import Span

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
