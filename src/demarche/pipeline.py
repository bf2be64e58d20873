"""The stages in order: one page in, one reading out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from traceback import walk_tb

from demarche.codebook.load import Codebook
from demarche.errors import PageError
from demarche.extract.compliance import find_compliance
from demarche.extract.entities import find_entities
from demarche.extract.events import find_events
from demarche.extract.figures import find_figures
from demarche.extract.measures import find_measures
from demarche.extract.meetings import find_meetings
from demarche.extract.page_dates import find_contradictions
from demarche.extract.plans import find_plans
from demarche.extract.positions import find_positions
from demarche.extract.statements import find_statements
from demarche.extract.votes import find_votes
from demarche.pages import make_document
from demarche.pages.document import take_apart
from demarche.records import (
    Document,
    Page,
    Paragraph,
    Passage,
    Period,
    Reader,
    Reading,
    Rejected,
    Sentence,
)

CUTS_NAMED = 5  # places of a page that its row names


def read_page(page: Page, reader: Reader, codebook: Codebook | None = None) -> Reading:
    """Read one page; one in another language gives its document alone, refused with that reason.

    `codebook` is the shipped one by default. Raises PageError when nothing on it can be read.
    """
    try:
        document, cut = make_document(page)
    except PageError as error:
        return _in_another_language(page, error)
    passages = read_passages(document, reader)
    entities = find_entities(document, passages, codebook)
    document = _dated(document, entities.published)
    statements = find_statements(document, passages, entities, codebook)
    events = find_events(document, passages, entities, statements, codebook)
    figures = find_figures(document, passages, entities, statements, codebook)
    plans = find_plans(document, passages, entities, statements, codebook=codebook)
    compliance = find_compliance(document, passages, entities, statements, codebook=codebook)
    measures = find_measures(document, passages, entities, statements, codebook)
    positions = find_positions(
        document, passages, entities, statements, events, measures, codebook=codebook
    )
    return Reading(
        document=document,
        entities=entities.entities,
        statements=statements,
        events=events,
        figures=figures,
        votes=find_votes(document, passages, entities, statements, codebook),
        meetings=find_meetings(document, passages, entities, statements, events, codebook),
        measures=measures,
        plans=plans,
        compliance=compliance,
        positions=positions,
        sentences=tuple(_sentences(passages)),
        rejected=(*cut, *_unseen(document, passages), *find_contradictions(document)),
    )


def read_pages(
    pages: Iterable[Page | Rejected], reader: Reader, codebook: Codebook | None = None
) -> Iterator[Reading | Rejected]:
    """Read pages one after the other; a page that fails is a Rejected and the others go on."""
    for page in pages:
        yield page if isinstance(page, Rejected) else read_or_reject(page, reader, codebook)


def read_or_reject(
    page: Page, reader: Reader, codebook: Codebook | None = None
) -> Reading | Rejected:
    """Read one page, or say why it could not be read."""
    try:
        return read_page(page, reader, codebook)
    except PageError as error:
        return Rejected(
            path=page.path, document_id=None, stage="pages", reason=error.reason, detail=str(error)
        )
    except Exception as error:  # noqa: BLE001 - a fault in our code on one page of a thousand must
        # not lose the other 999; it becomes a row that names the fault and its place.
        return _failed(page, error)


def read_passages(document: Document, reader: Reader) -> tuple[Passage, ...]:
    """Return the body blocks of a document with what the reader says of them."""
    spans = [block.span for block in document.blocks if block.kind == "body"]
    annotations = reader([Paragraph(text=span.of(document.text)) for span in spans])
    return tuple(
        Passage(span=span, annotation=annotation)
        for span, annotation in zip(spans, annotations, strict=True)
    )


def _sentences(passages: Sequence[Passage]) -> Iterator[Sentence]:
    """Yield the sentences of a page whose vectors the reader made."""
    for passage in passages:
        annotation = passage.annotation
        for (start, end), vector in zip(annotation.sentences, annotation.vectors, strict=False):
            if end > start:
                yield Sentence(span=passage.words(start, end - 1), vector=vector)


def _dated(document: Document, told: Period | None) -> Document:
    """Return a page with the date that its own words gave it, if they did."""
    if told is None:
        return document
    return replace(document, published=told, published_basis="inferred")


def _unseen(document: Document, passages: Sequence[Passage]) -> Iterator[Rejected]:
    """Yield a row that says what the reader did not see whole, if anything."""
    spans = [passage.place(span) for passage in passages for span in passage.annotation.cut]
    if spans:
        places = ", ".join(str(span.start) for span in spans[:CUTS_NAMED])
        yield Rejected(
            path=document.path,
            document_id=document.id,
            stage="reader",
            reason="cut",
            detail=f"{len(spans)} words or sentences too long to be read whole (at {places}): a "
            "long word was read by its beginning, a long sentence in parts",
        )


def _in_another_language(page: Page, error: PageError) -> Reading:
    """Return a page that only its language keeps from being read; raise any other error again."""
    if error.reason != "language":
        raise error
    document = take_apart(page)
    refused = Rejected(
        path=page.path,
        document_id=document.id,
        stage="reader",
        reason=error.reason,
        detail=f"{error}; the document is kept without records",
    )
    return Reading(document=document, rejected=(refused,))


def _failed(page: Page, error: Exception) -> Rejected:
    """Return an unexpected error as a row; its stage is the package that it came from."""
    places = [
        (name.split(".")[1], f"{name}, line {line}")
        for frame, line in walk_tb(error.__traceback__)
        if (name := str(frame.f_globals.get("__name__"))).startswith("demarche.")
        and name != __name__
    ]
    # A reader given by the caller is the only code here that is not our own.
    stage = places[0][0] if places else "reader"
    where = places[-1][1] if places else "the reader that was given"
    return Rejected(
        path=page.path,
        document_id=None,
        stage=stage,
        reason="failed",
        detail=f"{type(error).__name__} in {where}: {error}; the page was left out, "
        "please report it with the page",
    )
