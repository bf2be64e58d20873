"""HTML to the parts of an article: trafilatura finds the body, htmldate (fast mode) the date.

What trafilatura leaves in of the page around the story (links to other stories, requests, the
headline once more) is told apart by the same stock phrases as in plain text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.etree import _Element

from demarche.errors import PageError
from demarche.pages.lines import SENTENCE_END, make_line, normalise
from demarche.pages.phrases import Phrases, load_phrases
from demarche.pages.titles import clean_title, same_headline
from demarche.records import BlockKind
from demarche.spans import Span

# Fast mode: the header, the address and time elements, never any number in the text.
DATE_OPTIONS = {"original_date": True, "extensive_search": False}
STOCK_WORDS = 40  # set by hand: a longer paragraph merely happens to hold one
TAIL = 0.6  # set by hand: share of the words that stand before a phrase that ends it


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paragraph taken out of the HTML, with what it is."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What could be taken out of an HTML page; parts in reading order, without the headline."""

    title: str | None
    byline: str | None
    published: str | None  # ISO date
    publisher: str | None
    parts: tuple[Part, ...]


def read_html(html: str, *, url: str | None = None, title: str | None = None) -> Article:
    """Return the article of an HTML page; `title` is the headline if it is known already.

    Raises PageError (no-article) when nothing on the page can be taken for one.
    """
    # Here and below, not above: it is slow to import, and most commands read no HTML.
    import trafilatura

    tree = _parse(html)
    headings = [heading for one in tree.iter("h1") if (heading := _words(one))]
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=DATE_OPTIONS,
    )
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        raise PageError("no-article", "no paragraphs of an article were found in this HTML")
    site = found.sitename or None
    headline = title or clean_title(found.title, headings, site=site, url=url)
    subheads = {normalise(_words(one)) for one in found.body.iter("head")}
    return Article(
        title=headline,
        byline=found.author or None,
        published=found.date or None,
        publisher=site or _host(url),
        parts=_parts(found.text.split("\n"), headline, subheads),
    )


def _parse(html: str) -> _Element:
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        raise PageError("no-article", "this cannot be parsed as HTML")
    return tree


def _words(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _parts(paragraphs: Sequence[str], title: str | None, subheads: set[str]) -> tuple[Part, ...]:
    """Return the paragraphs with what they are."""
    phrases = load_phrases()
    parts = [
        Part(kind=_kind(text, title, subheads, phrases), text=text)
        for paragraph in paragraphs
        if (text := paragraph.strip())
    ]
    end = _end([part.text for part in parts], phrases)
    cut = [
        replace(part, kind="teaser" if part.kind == "body" else part.kind) for part in parts[end:]
    ]
    return (*parts[:end], *cut)


def _kind(text: str, title: str | None, subheads: set[str], phrases: Phrases) -> BlockKind:
    line = make_line(Span(0, len(text)), text)
    if title and same_headline(text, title):
        return "title"
    if len(line.words) > STOCK_WORDS:
        return "body"
    mark = phrases.mark(text)
    if mark.credit and not line.prose:
        return "byline"
    if mark.end or mark.drop:
        return "boilerplate"
    if mark.caption:
        return "caption"
    if normalise(text) in subheads:
        return "title"
    return "teaser" if _is_shouted_link(text, line.words) else "body"


def _is_shouted_link(text: str, words: Sequence[str]) -> bool:
    """Say whether a line in capitals only is a link to another story, set between paragraphs."""
    letters = [word for word in words if word.isalpha()]
    return len(letters) >= 5 and text.isupper() and not SENTENCE_END.search(text)


def _end(texts: Sequence[str], phrases: Phrases) -> int:
    """Return the place of the part that ends the article, or the number of parts."""
    total = sum(len(text.split()) for text in texts)
    words = 0
    for place, text in enumerate(texts):
        short = len(text.split()) <= STOCK_WORDS
        if short and words >= TAIL * total and phrases.mark(text).end:
            return place
        words += len(text.split())
    return len(texts)
