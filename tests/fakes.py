"""Stand-ins for the network and for entity resolution: annotations are written by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.extract.trees import Tree, grow
from demarche.records import (
    Annotation,
    Attribution,
    Document,
    Entity,
    EntityKind,
    MadeBy,
    Passage,
    Period,
    Token,
)
from demarche.spans import Span

MADE_BY = MadeBy(kind="rule", name="test", version="0", reason="written by hand")


# The fields of a statement of which only its source, cue and content are known.
NO_ROLES: Mapping[str, None] = dict.fromkeys(
    ("source_country", "source_level", "on_behalf_of", "addressee", "target", "target_in", "place")
)


def annotate(text: str, rows: str, attributions: Sequence[Attribution] = ()) -> Annotation:
    """Return an annotation of `text` from rows "WORD UPOS HEAD DEPREL", divided by " | ".

    Heads are 1-based within their sentence, 0 for a root; " || " divides sentences. The words must
    stand in `text` in this order.
    """
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    at = 0
    for block in rows.split(" || "):
        first = len(tokens)
        for row in block.split(" | "):
            word, upos, head, deprel = row.split()
            start = text.index(word, at)
            at = start + len(word)
            above = int(head) - 1 + first if int(head) else -1
            tokens.append(Token(span=Span(start, at), upos=upos, head=above, deprel=deprel))
        sentences.append((first, len(tokens)))
    return Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        attributions=tuple(attributions),
    )


def attribution(
    text: str, source: str | None, cue: str, *content: str, score: float = 0.9
) -> Attribution:
    """Return an attribution whose parts are found in `text` by their words."""

    def find(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    return Attribution(
        source=find(source) if source else None,
        cue=find(cue),
        content=tuple(map(find, content)),
        score=score,
    )


def plain(text: str, attributions: Sequence[Attribution] = ()) -> Annotation:
    """Return an annotation with words but without a useful tree: every word is a root."""
    tokens = tuple(
        Token(span=Span(*match.span()), upos="X", head=-1, deprel="root")
        for match in re.finditer(r"\w+|[^\w\s]", text)
    )
    sentences = ((0, len(tokens)),) if tokens else ()
    return Annotation(
        text=text, tokens=tokens, sentences=sentences, attributions=tuple(attributions)
    )


def lay_out(
    *annotations: Annotation, published: date | None = date(2031, 5, 9)
) -> tuple[Document, tuple[Passage, ...]]:
    """Return a document of these paragraphs, divided by blank lines, and its passages."""
    text = ""
    passages = []
    for annotation in annotations:
        start = len(text)
        text += annotation.text
        passages.append(Passage(span=Span(start, len(text)), annotation=annotation))
        text += "\n\n"
    known = published is not None
    document = Document(
        id="d0",
        path="page.txt",
        url=None,
        sha256="0" * 64,
        publisher=None,
        title=None,
        byline=None,
        language="en",
        published=Period(
            start=published,
            end=published,
            precision="day" if known else "unknown",
            basis="stated on the page" if known else "nothing says it",
        ),
        published_basis="stated" if known else "unknown",
        text=text,
        blocks=(),
    )
    return document, tuple(passages)


def entity(
    name: str,
    kind: EntityKind = "state",
    country: str | None = None,
    titles: tuple[str, ...] = (),
) -> Entity:
    """Return an entity of a page."""
    return Entity(
        id=f"e-{name}",
        kind=kind,
        name=name,
        country=country,
        sector=None,
        titles=titles,
        aliases=(),
        members=(),
        evidence=(),
        made_by=MADE_BY,
        score=1.0,
    )


@dataclass(frozen=True, slots=True)
class NamedEntities:
    """Entity resolution by the words of a span alone."""

    text: str
    known: Mapping[str, Entity]  # words -> entity

    @property
    def entities(self) -> tuple[Entity, ...]:
        """All entities known, each once."""
        return tuple({entity.id: entity for entity in self.known.values()}.values())

    def grown(self, passages: Sequence[Passage]) -> tuple[Tree, ...]:
        """Return the trees of the passages."""
        return tuple(grow(passage.annotation) for passage in passages)

    def at(self, passage: int, span: Span) -> Entity | None:
        """Return the entity whose words the span holds: the longest that fits."""
        words = span.of(self.text)
        fitting = [name for name in self.known if name in words]
        return self.known[max(fitting, key=len)] if fitting else None
