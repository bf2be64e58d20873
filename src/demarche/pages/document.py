"""A page to a document: every part of it known for what it is."""

import os
import re
from collections.abc import Iterable, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from demarche.errors import PageError
from demarche.pages.dump import read_dump
from demarche.pages.html import Part, read_html
from demarche.pages.language import is_english
from demarche.pages.published import Published, find_published
from demarche.records import Block, BlockKind, Document, Page, Rejected, make_id
from demarche.spans import Span

_CUT: tuple[BlockKind, ...] = ("teaser", "boilerplate", "caption")
_BY = re.compile(r"^(?:written |reporting |story )?by:?\s+", re.IGNORECASE)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$", re.IGNORECASE)


def make_document(page: Page) -> tuple[Document, tuple[Rejected, ...]]:
    """Return the document of a page, and what was cut from it.

    Raises PageError: empty, no-article, only-menus, language (the body is not English).
    """
    document = take_apart(page)
    body = body_texts(document)
    if not body:
        raise _without_body(document)
    if not is_english(body):
        raise PageError(
            "language", "the story is not in English, the only language the reader knows"
        )
    return document, tuple(_rejected(document))


def take_apart(page: Page) -> Document:
    """Return the document of a page in any language; its body may be empty.

    Raises PageError: empty; no-article (HTML without paragraphs of one).
    """
    if not page.content.strip():
        raise PageError("empty", "the page has no content; expected text or HTML")
    return _from_html(page) if page.form == "html" else _from_text(page)


def body_texts(document: Document) -> tuple[str, ...]:
    """Return the paragraphs of the story."""
    return tuple(block.span.of(document.text) for block in document.blocks if block.kind == "body")


def article_text(document: Document) -> str:
    """Return the story with the headings between its parts, as a reader would copy it out."""
    places = [at for at, block in enumerate(document.blocks) if block.kind == "body"]
    if not places:
        return ""
    inside = document.blocks[places[0] : places[-1] + 1]
    kept = (block for block in inside if block.kind in ("body", "title"))
    return "\n\n".join(block.span.of(document.text) for block in kept)


def document_id(page: Page) -> str:
    """Return the id of a page's document: of its normalised url or path, and its bytes."""
    where = normal_url(page.url) if page.url else os.path.normpath(page.path).replace(os.sep, "/")
    return make_id("document", where, page.sha256)


def normal_url(url: str) -> str:
    """Return an address without what does not change the page: fragment, tracking, last slash."""
    try:
        parts = urlsplit(url.strip())
        query = urlencode(
            [
                (key, value)
                for key, value in parse_qsl(parts.query, keep_blank_values=True)
                if not _TRACKING.match(key)
            ]
        )
    except ValueError:
        return url.strip()
    path = parts.path.rstrip("/")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, ""))


def _from_text(page: Page) -> Document:
    blocks = read_dump(page.content, title=page.title)
    story = [block.span.of(page.content) for block in blocks if block.kind == "body"]
    first = next((block.span.start for block in blocks if block.kind == "body"), None)
    others = [block for block in blocks if block.kind not in ("body", "title")]
    above = sum(first is None or block.span.start < first for block in others)
    around = [block.span.of(page.content) for block in others]
    published = find_published(page.published, around, story, above=above)
    return _document(
        page,
        text=page.content,
        blocks=blocks,
        title=page.title or _first(blocks, "title", page.content, before=first),
        byline=page.byline or _first(blocks, "byline", page.content),
        publisher=page.publisher,
        published=published,
    )


def _from_html(page: Page) -> Document:
    article = read_html(page.content, url=page.url, title=page.title)
    head = []
    byline = page.byline or article.byline
    if article.title:
        head.append(Part(kind="title", text=article.title))
    if byline:
        head.append(Part(kind="byline", text=byline))
    story = [part.text for part in article.parts if part.kind == "body"]
    text, blocks = _lay_out((*head, *article.parts))
    return _document(
        page,
        text=text,
        blocks=blocks,
        title=article.title,
        byline=byline,
        publisher=page.publisher or article.publisher,
        published=find_published(page.published or article.published, (), story),
    )


def _document(
    page: Page,
    *,
    text: str,
    blocks: tuple[Block, ...],
    title: str | None,
    byline: str | None,
    publisher: str | None,
    published: Published,
) -> Document:
    story = [block.span.of(text) for block in blocks if block.kind == "body"]
    return Document(
        id=document_id(page),
        path=page.path,
        url=page.url,
        sha256=page.sha256,
        publisher=publisher,
        title=" ".join(title.split()) if title else None,
        byline=_BY.sub("", byline) if byline else None,
        language="en" if is_english(story) else None,
        published=published.period,
        published_basis=published.basis,
        text=text,
        blocks=blocks,
    )


def _lay_out(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """Return the parts as one text, divided by blank lines, and their places in it."""
    blocks: list[Block] = []
    texts: list[str] = []
    start = 0
    for part in parts:
        blocks.append(Block(kind=part.kind, span=Span(start, start + len(part.text))))
        texts.append(part.text)
        start += len(part.text) + 2
    return "\n\n".join(texts), tuple(blocks)


def _first(
    blocks: Sequence[Block], kind: BlockKind, text: str, *, before: int | None = None
) -> str | None:
    """Return the words of the first block of a kind, if it stands before a place."""
    found = next((block.span for block in blocks if block.kind == kind), None)
    if found is None or (before is not None and found.start > before):
        return None
    return found.of(text)


def _without_body(document: Document) -> PageError:
    menus = sum(block.kind in ("boilerplate", "teaser") for block in document.blocks)
    if menus >= 5:
        return PageError(
            "only-menus", f"{menus} lines of menus and links, and no paragraph of a story"
        )
    return PageError("no-article", "no paragraph of a story was found; expected full sentences")


def _rejected(document: Document) -> Iterable[Rejected]:
    """Yield one row for each kind of block that was cut, with how much of it."""
    for kind in _CUT:
        spans = [block.span for block in document.blocks if block.kind == kind]
        if not spans:
            continue
        words = sum(len(span.of(document.text).split()) for span in spans)
        first = " ".join(spans[0].of(document.text).split())[:60]
        yield Rejected(
            path=document.path,
            document_id=document.id,
            stage="pages",
            reason=kind,
            detail=f"{len(spans)} blocks of {words} words left out as {kind}, first: {first!r}",
        )
