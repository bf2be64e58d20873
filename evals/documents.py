"""Documents of bare text, for scorers whose gold has no pages."""

from demarche.records import Block, Document, Period
from demarche.spans import Span


def bare_document(id: str, text: str, published: Period | None = None) -> Document:
    """Return a document that is all body; `published` is unknown by default."""
    unknown = Period(start=None, end=None, precision="unknown", basis="bare text")
    return Document(
        id=id,
        path=id,
        url=None,
        sha256="",
        publisher=None,
        title=None,
        byline=None,
        language="en",
        published=published or unknown,
        published_basis="stated" if published else "unknown",
        text=text,
        blocks=(Block(kind="body", span=Span(0, len(text))),),
    )
