"""Statements in the making: which words belong to which speaker, before anybody is named.

1. the network's attributions, paragraph by paragraph;
2. what rules find beside them, and inside their content;
3. quotations that no attribution covers: split ones, ones over several paragraphs, ones that
   stand alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.words import Cue, CueBook
from demarche.extract.attributions import read_attributions
from demarche.extract.cues import SAY, SPEAKERS_OWN, RuleAttribution, find_attributions
from demarche.extract.quotations import Quotation, find_quotations, in_quotations, is_speech
from demarche.extract.speakers import PRONOUNS, is_mute
from demarche.extract.tails import find_tails
from demarche.extract.trees import Tree, span_of
from demarche.records import Passage
from demarche.spans import Span, hull

RULE_SCORE = 0.7
"""About what a reading of GUM news with gold trees gave, less on a parser's trees: a judgement,
not a count."""
BESIDE_SCORE = 0.6
ALONE_SCORE = 0.45
NOBODY_SCORE = 0.3
"""Guesses in falling order of evidence: a quotation beside an attribution, one in a paragraph of
its own, one with no speaker in reach. To be set anew from a marked set."""
MOSTLY = 0.8
"""Share of a paragraph's letters in quotation marks from which it counts as wholly a quotation;
the rest may be "he said"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement in the making; spans count in the document's text."""

    passage: int  # index of the passage of its cue, or of its first fragment
    source: Span | None
    cue: Span | None
    fragments: tuple[Span, ...]
    word: Cue
    kind: str  # rule or network
    name: str
    reason: str
    score: float
    borrowed: "Draft | None" = None  # the draft whose speaker it shares
    source_words: str | None = None


def draft_statements(
    passages: Sequence[Passage], trees: Sequence[Tree], book: CueBook
) -> tuple[Draft, ...]:
    """Return all statements of a page as drafts, in order, none with the same content twice."""
    drafts: list[Draft] = []
    opened: int | None = None  # the draft whose quotation goes on in the next paragraph
    waiting: list[tuple[int, Quotation]] = []  # quotations whose speaker may follow
    for at, (passage, tree) in enumerate(zip(passages, trees, strict=True)):
        quotations = find_quotations(tree.annotation.text)
        first = len(drafts)
        drafts.extend(_in_paragraph(at, passage, tree, book, quotations))
        if opened is not None and not _starts_quoted(quotations):
            opened = None
        opened = _continue(drafts, first, opened, passage, quotations)
        waiting = _resolve_waiting(drafts, first, waiting, passages, _starts_quoted(quotations))
        near = [*drafts[first:], *(drafts[n] for n in (opened,) if n is not None)]
        left = _uncovered(near, passage, quotations)
        waiting.extend(_beside(drafts, first, at, passage, left))
        opened = _goes_on(drafts, passage, quotations) if quotations else None
    _settle(drafts, waiting, passages, before=len(drafts))
    return _without_doubles(drafts)


def _in_paragraph(
    at: int, passage: Passage, tree: Tree, book: CueBook, quotations: tuple[Quotation, ...]
) -> list[Draft]:
    """The network's attributions of a paragraph, then what rules add."""
    drafts = list(_from_network(at, passage, tree, book))
    attributions = find_attributions(tree, book)
    for attribution in (*attributions, *find_tails(tree, book, attributions)):
        if _speaks_of_self(tree, attribution, quotations):
            continue  # "I think" inside a quotation: whoever is quoted goes on speaking
        if attribution.source and is_mute(tree, span_of(tree, attribution.source), book):
            continue
        draft = _from_rule(at, passage, tree, attribution, quotations)
        if draft is not None and _adds(draft, drafts, attribution):
            drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.fragments[0])


def _speaks_of_self(
    tree: Tree, attribution: RuleAttribution, quotations: Sequence[Quotation]
) -> bool:
    """Say whether it is a quoted speaker's own "I think", or the reader's "if you want"."""
    if "you" in (tree.words[token] for token in attribution.source):
        return True
    own = any(tree.words[token] in SPEAKERS_OWN for token in attribution.source)
    cue = span_of(tree, attribution.cue)
    return (own or not attribution.source) and any(q.span.covers(cue) for q in quotations)


def _from_network(at: int, passage: Passage, tree: Tree, book: CueBook) -> Iterator[Draft]:
    for each in read_attributions(tree, book):
        yield Draft(
            passage=at,
            source=passage.place(each.source) if each.source else None,
            source_words=each.source.of(tree.annotation.text) if each.source else None,
            cue=passage.place(each.cue),
            fragments=tuple(map(passage.place, each.content)),
            word=each.word,
            kind="network",
            name="attribution",
            reason=each.reason,
            score=each.score,
        )


def _from_rule(
    at: int,
    passage: Passage,
    tree: Tree,
    attribution: RuleAttribution,
    quotations: tuple[Quotation, ...],
) -> Draft | None:
    cue = span_of(tree, attribution.cue)
    source = span_of(tree, attribution.source) if attribution.source else None
    fragments = _with_marks(attribution.content, cue, quotations)
    if not fragments:
        return None
    return Draft(
        passage=at,
        source=passage.place(source) if source else None,
        source_words=source.of(tree.annotation.text) if source else None,
        cue=passage.place(cue),
        fragments=tuple(map(passage.place, fragments)),
        word=attribution.word,
        kind="rule",
        name="statement cue",
        reason=f"{attribution.reason} ({attribution.word.lemma or 'according to'})",
        score=RULE_SCORE,
    )


def _with_marks(
    fragments: Sequence[Span], cue: Span, quotations: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Widen fragments to the quotations they touch, unless the cue stands in one of them."""
    widened = list(fragments)
    for quotation in quotations:
        touching = [s for s in widened if s.overlaps(quotation.span)]
        if touching and not cue.overlaps(quotation.span):
            rest = [span for span in widened if span not in touching]
            whole = hull([*touching, quotation.span])
            if not whole.overlaps(cue):
                widened = [*rest, whole]
    return tuple(sorted(widened))


def _adds(draft: Draft, drafts: Sequence[Draft], attribution: RuleAttribution) -> bool:
    """Say whether a rule's draft is new: beside the others, or reported inside one of them."""
    for other in drafts:
        nested = draft.cue is not None and any(f.covers(draft.cue) for f in other.fragments)
        if nested:
            if not attribution.source:
                return False
            continue
        if other.cue and draft.cue and other.cue.overlaps(draft.cue):
            return False
        if overlap(draft.fragments, other.fragments) and not _holds(draft, other):
            return False
    return attribution.word.mode == "speech" or bool(attribution.source)


def _holds(draft: Draft, other: Draft) -> bool:
    """Say whether the other draft stands wholly inside this one's content."""
    return other.cue is not None and any(f.covers(other.cue) for f in draft.fragments)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> bool:
    """Say whether two sets of fragments share more than half of the smaller one."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return shared * 2 > min(sum(map(len, left)), sum(map(len, right)))


def _starts_quoted(quotations: Sequence[Quotation]) -> bool:
    return bool(quotations) and quotations[0].span.start == 0


def _continue(
    drafts: list[Draft],
    first: int,
    opened: int | None,
    passage: Passage,
    quotations: Sequence[Quotation],
) -> int | None:
    """Join the quotation at the head of a paragraph to the one left open in the paragraph before.

    If the paragraph's own attribution covers it ("...," he said), the two are one statement.
    """
    if opened is None:
        return None
    span = passage.place(quotations[0].span)
    for at in range(first, len(drafts)):
        if any(f.overlaps(span) for f in drafts[at].fragments) and drafts[at].word.mode == "speech":
            if not _may_be_one(drafts[opened], drafts[at], passage):
                return None
            drafts[opened] = _join(drafts[opened], drafts[at].fragments)
            del drafts[at]
            return opened
    drafts[opened] = _join(drafts[opened], (span,))
    return opened


def _may_be_one(opened: Draft, other: Draft, passage: Passage) -> bool:
    """Two speakers may be one unless both are named here, and by other words.

    A pronoun, or nobody, may be anyone; of names the last word decides.
    """
    speaker = opened.borrowed or opened
    if other.source is None or speaker.source is None:
        return True
    name = other.source.shift(-passage.span.start).of(passage.annotation.text).split()[-1]
    return name.lower() in PRONOUNS or name in (speaker.source_words or name).split()


def _join(draft: Draft, fragments: Sequence[Span]) -> Draft:
    together = tuple(sorted({*draft.fragments, *fragments}))
    reason = f"{draft.reason}; the quotation goes on in the next paragraph"
    if draft.reason.endswith("next paragraph"):
        reason = draft.reason
    return replace(draft, fragments=together, reason=reason)


def _resolve_waiting(
    drafts: list[Draft],
    first: int,
    waiting: list[tuple[int, Quotation]],
    passages: Sequence[Passage],
    quoted: bool,
) -> list[tuple[int, Quotation]]:
    """Give paragraphs of an open quotation to the speaker named where it ends.

    A closed one, or one that does not go on here, is settled by what stands before it.
    """
    goes_on = quoted and bool(waiting) and not waiting[-1][1].closed
    if goes_on and len(drafts) == first:
        return waiting  # the speaker may still follow
    if goes_on:
        spans = [passages[at].place(quotation.span) for at, quotation in waiting]
        drafts[first] = _join(drafts[first], spans)
    else:
        _settle(drafts, waiting, passages, before=first)
    return []


def _uncovered(
    near: Sequence[Draft], passage: Passage, quotations: Sequence[Quotation]
) -> list[Quotation]:
    """Quotations long enough to be statements that no draft of the paragraph covers."""
    text = passage.annotation.text
    taken = [span for draft in near for span in draft.fragments]
    # A phrase quoted inside somebody's indirect words is theirs; what a subject or an object
    # carries in marks is the page's scare quote, told by its length in is_speech.
    return [
        quotation
        for quotation in quotations
        if is_speech(text, quotation)
        and not any(passage.place(quotation.span).overlaps(span) for span in taken)
    ]


def _beside(
    drafts: list[Draft], first: int, at: int, passage: Passage, left: Sequence[Quotation]
) -> list[tuple[int, Quotation]]:
    """Give quotations to the attribution beside them; return those without one in the paragraph.

    One that goes on with a quotation of the same speaker is a further fragment of it; one beside
    indirect words is a statement of its own by the same speaker.
    """
    waiting: list[tuple[int, Quotation]] = []
    speech = [n for n in range(first, len(drafts)) if drafts[n].word.mode == "speech"]
    text = passage.annotation.text
    quotations = find_quotations(text)
    for quotation in left:
        span = passage.place(quotation.span)
        if not speech:
            waiting.append((at, quotation))
            continue
        number = min(speech, key=lambda n: _distance(drafts[n], span))
        draft = drafts[number]
        local = [f.shift(-passage.span.start) for f in draft.fragments if passage.span.covers(f)]
        if local and in_quotations(local[-1], quotations, text) == 1.0:
            reason = f"{draft.reason}; the quotation goes on after the cue"
            fragments = tuple(sorted({*draft.fragments, span}))
            drafts[number] = replace(draft, fragments=fragments, reason=reason)
        else:
            drafts.append(
                _borrow(draft, at, span, "stands beside the speaker's words", BESIDE_SCORE)
            )
    return waiting


def _distance(draft: Draft, span: Span) -> int:
    """Gap between a draft and a quotation; what follows a draft is nearer than what precedes."""
    parts = [*draft.fragments, *(p for p in (draft.cue, draft.source) if p)]
    whole = hull(parts)
    return span.start - whole.end if span.start >= whole.end else 2 * abs(whole.start - span.end)


def _borrow(draft: Draft, at: int, span: Span, why: str, score: float) -> Draft:
    reason = f"a quotation without a cue that {why}"
    uncued = _uncued(at, span, reason, min(score, draft.score))
    return replace(uncued, borrowed=draft.borrowed or draft)


def _settle(
    drafts: list[Draft],
    waiting: Sequence[tuple[int, Quotation]],
    passages: Sequence[Passage],
    *,
    before: int,
) -> None:
    """Give quotations that stand alone to the last speaker of the paragraph before, else nobody.

    Two paragraphs back is too far: another speaker may have been meant.
    """
    for at, quotation in waiting:
        passage = passages[at]
        span = passage.place(quotation.span)
        text = passage.annotation.text
        whole = in_quotations(Span(0, len(text)), (quotation,), text) >= MOSTLY
        earlier = [d for d in drafts[:before] if at - 1 <= _last_passage(d, passages) < at]
        speakers = [
            draft
            for draft in earlier
            if draft.word.mode == "speech"
            and (draft.source or draft.borrowed)
            and not any(_holds(other, draft) for other in earlier if other is not draft)
        ]
        if whole and speakers:
            why = "fills its paragraph: the speaker of the paragraph before goes on"
            drafts.append(_borrow(speakers[-1], at, span, why, ALONE_SCORE))
        else:
            reason = "a quotation without a cue and without a speaker in reach"
            drafts.append(_uncued(at, span, reason, NOBODY_SCORE))


def _last_passage(draft: Draft, passages: Sequence[Passage]) -> int:
    """Index of the passage in which a draft ends."""
    end = max(fragment.end for fragment in draft.fragments)
    later = range(draft.passage, len(passages))
    return max((at for at in later if passages[at].span.start < end), default=draft.passage)


def _uncued(at: int, span: Span, reason: str, score: float) -> Draft:
    """Return a quotation that no words attribute."""
    return Draft(
        passage=at,
        source=None,
        cue=None,
        fragments=(span,),
        word=SAY,
        kind="rule",
        name="free quotation",
        reason=reason,
        score=score,
    )


def _goes_on(
    drafts: Sequence[Draft], passage: Passage, quotations: Sequence[Quotation]
) -> int | None:
    """Return the draft whose quotation is still open at the end of a paragraph."""
    if quotations[-1].closed:
        return None
    span = passage.place(quotations[-1].span)
    owners = [n for n, d in enumerate(drafts) if any(f.overlaps(span) for f in d.fragments)]
    return owners[-1] if owners else None


def _without_doubles(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Keep of drafts with the same fragments the surest; sort by place on the page."""
    best: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        known = best.get(draft.fragments)
        if known is None or draft.score > known.score:
            best[draft.fragments] = draft
    return tuple(sorted(best.values(), key=lambda d: (d.fragments, d.cue or d.fragments[0])))
