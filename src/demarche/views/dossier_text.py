"""A page's text cut into segments that know which records stand on them.

Records overlap freely: an event's trigger stands inside a statement's content, a name inside
both. Nested tags cannot show that, so the text is cut at every edge of every record, and each
segment carries the keys of all the records it belongs to.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demarche.records import (
    Block,
    BlockKind,
    Document,
    Entity,
    Event,
    Figure,
    Plan,
    Record,
    Statement,
    Told,
)
from demarche.spans import Span

# What a mark shows; "whole" is the sentence or clause around a record, shown faintly on request.
CONTENT, SOURCE, CUE, TRIGGER, CLAIMED, PARTY, NUMBER, NAME, STEP, WHOLE = (
    "content", "source", "cue", "trigger", "claimed", "party", "number", "name", "step", "whole",
)  # fmt: skip
SHOWN_KINDS = ("body", "dateline", "byline")  # all other blocks are folded away


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of one document that one record stands on, and as what."""

    document_id: str
    span: Span
    key: str
    layer: str


@dataclass(frozen=True, slots=True)
class Ref:
    """The little number after a record's words that leads to its row."""

    at: int  # code point of the document's text after which it stands
    key: str | None  # None: an anchor only, nothing to see
    row: str  # id of the row it leads to
    anchor: str  # its own id in the HTML


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text on which the same records stand from end to end."""

    text: str
    keys: tuple[str, ...]
    layers: tuple[str, ...]
    around: tuple[str, ...]  # keys of the records whose sentence or clause covers the segment
    refs: tuple[Ref, ...]  # that follow it


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph to read, or a run of blocks that were left out."""

    left_out: bool
    label: str
    blocks: tuple[tuple[str, tuple[Segment, ...]], ...]  # kind, segments


def record_marks(record: Record, key: str, *, told: bool = False) -> tuple[Mark, ...]:
    """Return the words a record stands on, each with what it is for the record.

    `told` says that an event stands on somebody's word, not on the page's own.
    """
    match record:
        case Statement():
            return _statement_marks(record, key)
        case Event():
            plain = record.factuality == "happened" and not told
            layer = TRIGGER if plain else CLAIMED
            return _marks_by_quote(record, key, {record.trigger: layer}, PARTY)
        case Figure():
            return _marks_by_quote(record, key, {}, NUMBER)
        case Entity():
            return tuple(Mark(e.document_id, e.span, key, NAME) for e in record.evidence)
        case Plan():
            return tuple(Mark(e.document_id, e.span, key, STEP) for e in record.evidence)
        case _:  # votes, meetings, measures, ...: the words that tell it stand second
            cue = record.evidence[1].quote if len(record.evidence) > 1 else None
            return _marks_by_quote(record, key, {cue: STEP} if cue else {}, PARTY)


def _statement_marks(statement: Statement, key: str) -> tuple[Mark, ...]:
    if not statement.evidence:
        return ()
    whole, *rest = statement.evidence
    content = set(statement.fragments)
    marks = [Mark(whole.document_id, span, key, CONTENT) for span in statement.fragments]
    for evidence in rest:
        span = evidence.span
        if span not in content:
            layer = CUE if evidence.quote == statement.cue else SOURCE
            marks.append(Mark(evidence.document_id, span, key, layer))
    around = Mark(whole.document_id, whole.span, key, WHOLE if marks else CONTENT)
    return (*marks, around)


def _marks_by_quote(
    record: Told, key: str, layers: Mapping[str, str], other: str
) -> tuple[Mark, ...]:
    """Mark the first evidence as the whole and each later one by its words."""
    marks = [Mark(e.document_id, e.span, key, layers.get(e.quote, other)) for e in record.evidence]
    if len(marks) > 1:
        first = marks[0]
        marks[0] = Mark(first.document_id, first.span, key, WHOLE)
    return tuple(marks)


def record_refs(record: Record, key: str, marks: Sequence[Mark]) -> tuple[tuple[str, Ref], ...]:
    """Return where the record's number stands: document id and reference.

    A statement's stands after its cue, an event's after its trigger, a figure's after its
    number, that of a vote, a measure, ... after the words that tell it. An entity has an anchor
    at its first mention on each page, and no number.
    """
    if isinstance(record, Entity):
        first: dict[str, int] = {}
        for mark in marks:
            at = first.get(mark.document_id, mark.span.start)
            first[mark.document_id] = min(at, mark.span.start)
        return tuple(
            (document, Ref(at, None, record.id, f"w-{record.id}-{document}"))
            for document, at in first.items()
        )
    order = (CUE, TRIGGER, CLAIMED, NUMBER, STEP, CONTENT, SOURCE, PARTY, WHOLE)
    best = min(marks, key=lambda mark: order.index(mark.layer), default=None)
    if best is None:
        return ()
    return ((best.document_id, Ref(best.span.end, key, record.id, f"w-{record.id}")),)


def cut_segments(
    text: str, span: Span, marks: Iterable[Mark], refs: Iterable[Ref] = ()
) -> tuple[Segment, ...]:
    """Cut `span` of `text` at every edge of every mark; the segments join to the words again."""
    inside = [m for m in marks if len(m.span) and m.span.overlaps(span)]
    here = [r for r in refs if _stands_in(r, span)]
    starts: dict[int, list[Mark]] = defaultdict(list)
    ends: dict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        starts[max(mark.span.start, span.start)].append(mark)
        ends[min(mark.span.end, span.end)].append(mark)
    after: dict[int, list[Ref]] = defaultdict(list)
    for ref in here:
        after[ref.at].append(ref)
    edges = sorted({span.start, span.end, *starts, *ends, *after})
    active: dict[Mark, None] = {}  # a set that keeps the order in which marks began
    segments = [Segment("", (), (), (), tuple(after[span.start]))] if after[span.start] else []
    for start, end in pairwise(edges):
        for mark in ends[start]:
            active.pop(mark, None)
        active.update(dict.fromkeys(starts[start]))
        segments.append(_segment(text[start:end], active, tuple(after[end])))
    return tuple(segments)


def _stands_in(ref: Ref, span: Span) -> bool:
    """Say whether a reference is this block's: anchors precede words, numbers follow them."""
    if ref.key is None:
        return span.start <= ref.at < span.end
    return span.start < ref.at <= span.end


def _segment(text: str, active: Iterable[Mark], refs: tuple[Ref, ...]) -> Segment:
    strong = [mark for mark in active if mark.layer != WHOLE]
    return Segment(
        text=text,
        keys=tuple(dict.fromkeys(mark.key for mark in strong)),
        layers=tuple(sorted({mark.layer for mark in strong})),
        around=tuple(dict.fromkeys(mark.key for mark in active if mark.layer == WHOLE)),
        refs=refs,
    )


def all_blocks(document: Document) -> tuple[tuple[str, Span], ...]:
    """Return the kind and span of every stretch of the text, those in no block included.

    Words that stand in no block are "unsorted", so that nothing of a page goes unseen.
    """
    found: list[tuple[str, Span]] = []
    at = 0
    ordered = sorted(document.blocks, key=lambda block: block.span)
    for block in (*ordered, Block(kind="body", span=Span(len(document.text), len(document.text)))):
        gap = Span(at, block.span.start)
        if len(gap) > 0 and gap.of(document.text).strip():
            found.append(("unsorted", gap))
        if len(block.span):
            found.append((block.kind, block.span))
        at = max(at, block.span.end)
    return tuple(found)


def page_parts(document: Document, marks: Sequence[Mark], refs: Sequence[Ref]) -> tuple[Part, ...]:
    """Return a page as paragraphs to read and folded runs of what was left out."""
    parts: list[Part] = []
    run: list[tuple[str, tuple[Segment, ...]]] = []
    for kind, span in all_blocks(document):
        segments = cut_segments(document.text, span, marks, refs)
        if kind not in SHOWN_KINDS:
            run.append((kind, segments))
            continue
        if run:
            parts.append(_left_out(run))
            run = []
        parts.append(Part(False, kind, ((kind, segments),)))
    if run:
        parts.append(_left_out(run))
    return tuple(parts)


def _left_out(run: Sequence[tuple[str, tuple[Segment, ...]]]) -> Part:
    kinds = ", ".join(dict.fromkeys(kind for kind, _ in run))
    words = sum(len(segment.text.split()) for _, segments in run for segment in segments)
    return Part(True, f"{kinds}, {words:,} {'word' if words == 1 else 'words'}", tuple(run))


def body_words(document: Document, kind: BlockKind = "body") -> int:
    """Count the words of a document's blocks of one kind."""
    blocks = (block.span.of(document.text) for block in document.blocks if block.kind == kind)
    return sum(len(words.split()) for words in blocks)
