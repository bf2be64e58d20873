"""Pages as they come in, and documents: pages of which every part is known for what it is."""

from dataclasses import dataclass
from typing import Literal

from demarche.records.basics import Evidence, Period, described
from demarche.spans import Span

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


def evidence_of(document: Document, span: Span) -> Evidence:
    """Return a span of a document's text as evidence."""
    return Evidence(
        document_id=document.id,
        path=document.path,
        start=span.start,
        end=span.end,
        quote=span.of(document.text),
    )
