"""The content of an attribution by the network, mended with the dependency tree.

Fragments that break off grow to the end of their phrase, gaps with an inner "he said" are closed,
and what belongs to the sentence around is taken out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.codebook.words import Cue
from demarche.extract.clause_subjects import RELATIVE, antecedent_of
from demarche.extract.quotations import Quotation, in_quotations
from demarche.extract.speakers import PRONOUNS
from demarche.extract.trees import (
    Tree,
    head_in,
    phrase,
    sentence_span,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import Annotation
from demarche.spans import Span, hull, trim

# Words between two fragments that an inner "the envoy, in Geneva, said that" may take; a longer
# gap is something else that the network left out on purpose. By reasoning, not by a count.
GAP_WORDS = 8
# Words by which a fragment that stops inside a phrase may grow to the phrase's end: most noun
# phrases of news are shorter. By reasoning, not by a count.
GROWTH_WORDS = 12
EDGES = re.compile(r"^[\s,;:\u2013\u2014-]+|[\s,;:\u2013\u2014-]+$")
NOUNS = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ", "ADV", "X", "SYM", "INTJ"})
DANGLING = frozenset({"CCONJ", "DET", "SCONJ"})
ADDRESSED = frozenset({"tell", "inform", "assure", "remind", "notify", "brief"})
NAME_LINKS = frozenset({"flat", "compound", "fixed", "goeswith"})


@dataclass(frozen=True, slots=True)
class Marked:
    """An attribution by the network; spans count in the paragraph."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    word: Cue
    reason: str
    score: float


def legal(annotation: Annotation, spans: Sequence[Span]) -> list[Span]:
    """Spans that lie in the text and hold words, trimmed."""
    size = len(annotation.text)
    inside = [trim(s, annotation.text) for s in spans if 0 <= s.start < s.end <= size]
    return [span for span in inside if len(span)]


def with_content(tree: Tree, marked: Marked, quotations: tuple[Quotation, ...]) -> Marked:
    """Return an attribution with whole fragments: grown, joined, freed from what is not said."""
    marked = _quoted_after_colon(tree, marked, quotations)
    marked = _without_preposition(tree, marked)
    marked = _quoted_before(tree, marked)
    content = _joined(tree, _without_others(tree, marked, quotations), marked)
    others = _parts_of_others(tree, marked)
    content = [_grown(tree, span, (*others, *content), quotations) for span in content]
    content = [span for each in content if len(span := _edged(tree, each))]
    if content and not any(_bears(tree, span) for span in content):
        content = list(_clause_of(tree, content, marked))
    content = [span for span in content if _bears(tree, span)]
    return replace(marked, content=tuple(sorted(set(content))))


def _quoted_after_colon(tree: Tree, marked: Marked, quotations: tuple[Quotation, ...]) -> Marked:
    """Return an attribution of the form `X, ..., said: "..."` with the quotation for content.

    What stands before the colon without marks is the page's own account of the speaker.
    """
    text = tree.annotation.text
    colon = marked.cue.of(text).endswith(":") or text[marked.cue.end :].lstrip().startswith(":")
    after = tuple(span for span in marked.content if span.start >= marked.cue.end)
    if not colon or not any(in_quotations(span, quotations, text) for span in after):
        return marked
    before = (span for span in marked.content if span.end <= marked.cue.start)
    quoted = tuple(span for span in before if in_quotations(span, quotations, text))
    return replace(marked, content=(*quoted, *after))


def _bears(tree: Tree, span: Span) -> bool:
    """Say whether a fragment has a word of content, not only pronouns and articles."""
    tokens = tokens_in(tree, span)
    if not tokens:
        return True
    return any(
        tree.annotation.tokens[t].upos in NOUNS and tree.words[t] not in PRONOUNS | RELATIVE
        for t in tokens
    )


def _edged(tree: Tree, span: Span) -> Span:
    """Return a fragment without commas, articles and conjunctions that hang at its edges."""
    text = tree.annotation.text
    tokens = tokens_in(tree, span)
    while len(tokens) > 1 and _hangs(tree, tokens):
        tokens = tokens[:-1]
        span = Span(span.start, tree.annotation.tokens[tokens[-1]].span.end)
    words = span.of(text)
    left = len(words) - len(EDGES.sub(lambda m: m.group() if m.start() else "", words))
    right = len(words) - len(EDGES.sub(lambda m: "" if m.start() else m.group(), words))
    return Span(span.start + left, max(span.start + left, span.end - right))


def _hangs(tree: Tree, tokens: Sequence[int]) -> bool:
    last = tokens[-1]
    loose = tree.annotation.tokens[last].upos in DANGLING or tree.rels[last] in ("case", "mark")
    return loose and tree.heads[last] > last


def _without_preposition(tree: Tree, marked: Marked) -> Marked:
    """Return an attribution whose cue takes in no preposition of an adverbial.

    Of "rejects in | the strongest terms the claims" the cue is "rejects", the content "the claims";
    "warned against | the move" stays, since nothing else is warned.
    """
    tokens = tokens_in(tree, marked.cue)
    starts = [s for s in marked.content if 0 <= s.start - marked.cue.end <= 1]
    first = tokens_in(tree, starts[0])[:1] if starts else ()
    if not tokens or not first:
        return marked
    outside = tree.annotation.tokens[tokens[-1]].upos != "ADP"
    case = first[0] if outside else tokens[-1]
    if tree.annotation.tokens[case].upos != "ADP" or tree.words[case] == marked.word.particle:
        return marked
    if not outside and len(tokens) < 2:
        return marked
    noun = tree.heads[case]
    if noun < 0:
        return marked
    below = [t for t in subtree(tree, noun) if t <= noun]
    inside = tokens_in(tree, starts[0])
    if not below or not inside or noun not in inside or inside[-1] == noun:
        return marked
    rest = Span(tree.annotation.tokens[noun].span.end, starts[0].end)
    follows = [t for t in tokens_in(tree, rest) if tree.rels[t] in ("obj", "ccomp", "xcomp")]
    if not any(tree.heads[t] in tokens for t in follows):
        return marked
    content = (*(s for s in marked.content if s != starts[0]), trim(rest, tree.annotation.text))
    end = tokens[-1] if outside else tokens[-2]
    cue = Span(marked.cue.start, tree.annotation.tokens[end].span.end)
    return replace(marked, cue=cue, content=content)


def _quoted_before(tree: Tree, marked: Marked) -> Marked:
    """Return "..., the aide quoted | her as saying" with the words that stand before it."""
    last = max(marked.content)
    if tree.words[(tokens_in(tree, last) or (0,))[-1]] != "saying" or len(marked.content) > 1:
        return marked
    start = min(span.start for span in (marked.cue, marked.source) if span)
    sentence = sentence_span(tree, (tokens_in(tree, marked.cue) or (0,))[0])
    before = trim(Span(sentence.start, max(sentence.start, start)), tree.annotation.text)
    if not len(before):
        return marked
    reason = f"{marked.reason}; what is quoted stands before"
    return replace(marked, cue=hull((marked.cue, last)), content=(before,), reason=reason)


def _without_others(
    tree: Tree, marked: Marked, quotations: tuple[Quotation, ...]
) -> tuple[Span, ...]:
    """Return the fragments without those of the sentence around the attribution.

    Where the words themselves follow the cue, a fragment before the source that is no quotation is
    about something else: "Noting the delay, she said: '...'", "as ministers called for a truce".
    A fragment set off by commas stays: "The problem, she said, is that".
    """
    text = tree.annotation.text
    start = min(span.start for span in (marked.cue, marked.source) if span)
    after = [span for span in marked.content if span.start >= marked.cue.end]
    colon = text[marked.cue.start : min((s.start for s in after), default=0)].rstrip("\"'“‘ ")
    kept = []
    for span in marked.content:
        before = after and span.end <= start and not in_quotations(span, quotations, text)
        before = before and not _is_subject(tree, span, marked)
        apart = text[:start].rstrip()[-1:] not in (",", "\u2013", "-", "\u2014")
        if before and (colon.endswith(":") or apart):
            continue
        kept.append(span)
    addressee = len(kept) > 1 and marked.word.lemma in ADDRESSED
    return tuple(
        span for span in kept if not (addressee and _is_addressee(tree, span, marked, kept))
    )


def _is_subject(tree: Tree, span: Span, marked: Marked) -> bool:
    """Say whether a fragment is what a passive cue tells of: "they | are believed | to arm"."""
    top, verb = head_in(tree, span), head_in(tree, marked.cue)
    return top is not None and tree.heads[top] == verb and tree.rels[top] == "nsubj"


def _is_addressee(tree: Tree, span: Span, marked: Marked, kept: Sequence[Span]) -> bool:
    """Say whether a fragment is who was told: "told | the envoys | that ..."."""
    top, verb = head_in(tree, span), head_in(tree, marked.cue)
    if top is None or tree.heads[top] != verb or tree.rels[top] not in ("obj", "iobj"):
        return False
    later = [other for other in kept if other.start >= span.end]
    first = tokens_in(tree, later[0])[:1] if later else ()
    return any(tree.words[token] in ("that", "\u201c", '"', "``", "\u2018") for token in first)


def _joined(tree: Tree, content: Sequence[Span], marked: Marked) -> list[Span]:
    """Return fragments with the gaps closed in which neither cue nor source stands.

    What the network left out is punctuation, or the inner attribution of what is reported.
    """
    joined: list[Span] = []
    for span in sorted(content):
        if joined:
            gap = Span(joined[-1].end, max(joined[-1].end, span.start))
            words = tokens_in(tree, gap)
            own = any(gap.overlaps(part) for part in (marked.cue, marked.source) if part)
            sentence = _sentence(tree, joined[-1]) == _sentence(tree, span)
            few = len(words) <= GAP_WORDS and sentence and _outside(marked, content)
            bare = not any(c.isalnum() for c in gap.of(tree.annotation.text))
            if not own and ((bare and sentence) or few):
                joined[-1] = hull((joined[-1], span))
                continue
        joined.append(span)
    return joined


def _outside(marked: Marked, content: Sequence[Span]) -> bool:
    whole = hull(content)
    return not any(whole.overlaps(part) for part in (marked.cue, marked.source) if part)


def _sentence(tree: Tree, span: Span) -> int:
    tokens = tokens_in(tree, span)
    return tree.sentence[tokens[-1]] if tokens else -1


def _parts_of_others(tree: Tree, marked: Marked) -> tuple[Span, ...]:
    """Return the sources and cues of a paragraph, the attribution's own in their mended form."""
    known = [part for each in tree.annotation.attributions for part in (each.source, each.cue)]
    parts = [part for part in (*known, marked.source, marked.cue) if part is not None]
    return tuple(legal(tree.annotation, parts))


def _grown(
    tree: Tree, span: Span, taken: Sequence[Span], quotations: tuple[Quotation, ...]
) -> Span:
    """Return a fragment grown to the end of the phrase in which it breaks off."""
    tokens = list(tokens_in(tree, span))
    if not tokens or any(q.span.end == span.end for q in quotations):
        return span
    for _ in range(GROWTH_WORDS):
        after = tokens[-1] + 1
        if after >= len(tree.words) or not _goes_on(tree, tokens, after):
            break
        word = tree.annotation.tokens[after].span
        if any(part.overlaps(word) and part != span for part in taken):
            break
        tokens.append(after)
    return hull((span, tree.annotation.tokens[tokens[-1]].span))


def _goes_on(tree: Tree, tokens: Sequence[int], after: int) -> bool:
    """Say whether the last token leaves a phrase open that the next one goes on with.

    A phrase is open after an article, an adjective, a preposition or a verb; where it could end,
    the network's word for its end is taken.
    """
    last = tokens[-1]
    if tree.sentence[after] != tree.sentence[last]:
        return False
    if tree.annotation.tokens[after].upos == "PUNCT" or tree.rels[after] == "parataxis":
        return False
    begun = tree.heads[last] >= after and tree.rels[last] not in ("punct", "nsubj", "obl", "advmod")
    named = tree.heads[after] in tokens and tree.rels[after] in NAME_LINKS
    verb = tree.annotation.tokens[last].upos == "VERB" and tree.heads[after] == last
    return begun or named or (verb and tree.annotation.tokens[after].upos != "ADV")


def _clause_of(tree: Tree, content: Sequence[Span], marked: Marked) -> Iterator[Span]:
    """Yield what a relative pronoun stands for: its clause, or the noun it goes back to.

    "the dead, who according to monitors are many" gives the clause; "which they had demanded",
    whose verb is the cue itself, gives the noun. Other pronouns alone are no content.
    """
    for span in content:
        token = next((t for t in tokens_in(tree, span) if tree.words[t] in RELATIVE), None)
        if token is None:
            continue
        clause, noun = antecedent_of(tree, token)
        cue = tokens_in(tree, marked.cue)
        if noun is not None and clause in cue:
            yield span_of(tree, phrase(tree, noun))
        elif clause is not None:
            taken = {token, *cue}
            taken |= set(tokens_in(tree, marked.source)) if marked.source else set()
            yield from _runs(tree, (t for t in subtree(tree, clause) if t not in taken))


def _runs(tree: Tree, tokens: Iterable[int]) -> Iterator[Span]:
    """Yield the spans of tokens that stand side by side."""
    run: list[int] = []
    for token in (*sorted(tokens), -1):
        if run and token != run[-1] + 1:
            span = _edged(tree, span_of(tree, run))
            if len(span):
                yield span
            run = []
        run.append(token)
