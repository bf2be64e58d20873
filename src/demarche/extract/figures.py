"""Figures: every number in the story that counts something, whose count it is, and for when.

A figure never takes its body from a guess: it is named by "according to", by a verb of counting
("the agency put the toll at"), or by the source of the statement in which the number stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.codebook.counted import load_counted
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.words import CueBook
from demarche.extract.countable import find_counts
from demarche.extract.counted import Counted, find_counted, is_measure
from demarche.extract.numbers import Number
from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import (
    Tree,
    ancestors,
    grow,
    head_in,
    is_verbal,
    kin,
    phrase,
    sentence_span,
    span_of,
    subtree,
    tokens_in,
)
from demarche.records import (
    Document,
    Figure,
    MadeBy,
    Passage,
    Period,
    Statement,
    TimeMention,
    evidence_of,
    make_id,
)
from demarche.spans import Span, trim

RULES_VERSION = "1"
# Two grades: the tree names the noun, or only its nearness does. A judgement, not a count.
_SCORE_PARSED, _SCORE_NEAR = 0.9, 0.7


@dataclass(frozen=True, slots=True)
class _Place:
    """One paragraph with all that is looked at to make its figures."""

    document: Document
    passage: Passage
    tree: Tree
    times: tuple[TimeMention, ...]  # spans of the paragraph
    statements: Sequence[Statement]
    cues: CueBook


def find_figures(
    document: Document,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    codebook: Codebook | None = None,
) -> tuple[Figure, ...]:
    """Return the figures of a page's body in the order of the text.

    `codebook` is the shipped one by default.
    """
    cues = (codebook or load_codebook()).cues
    anchor = anchor_of(document)
    figures: list[Figure] = []
    for passage in passages:
        text = passage.annotation.text
        times = find_times(text, anchor)
        numbers = find_counts(text, times)
        if numbers:
            place = _Place(document, passage, grow(passage.annotation), times, statements, cues)
            found = (_figure(place, number) for number in numbers)
            figures.extend(figure for figure in found if figure is not None)
    return tuple(figures)


def _figure(place: _Place, number: Number) -> Figure | None:
    if number.unit is None:
        counted = find_counted(place.tree, number.numeral, [time.span for time in place.times])
    else:
        counted = _of_amount(place.tree, number, [time.span for time in place.times])
    if counted is None or not _kept(place, number, counted):
        return None
    span = place.passage.place(number.span)
    clause = _clause(place, number.numeral)
    within = _innermost(place.statements, span)
    body, why = _body(place, number, within)
    text = place.document.text
    return Figure(
        id=make_id("figure", place.document.id, span.start, span.end),
        counted=" ".join(place.passage.place(words).of(text) for words in counted.words),
        unit=_unit(number, counted),
        low=number.low,
        value=number.value,
        high=number.high,
        qualifier=number.qualifier,
        body=body,
        as_of=_as_of(place, number),
        attributed_to=None if within is None else within.id,
        evidence=(
            evidence_of(place.document, place.passage.place(clause)),
            evidence_of(place.document, span),
        ),
        made_by=MadeBy(
            kind="rule",
            name="figures",
            version=RULES_VERSION,
            reason=f"{_noun_reason(number, counted)}; {why}",
        ),
        score=_SCORE_PARSED if counted.parsed else _SCORE_NEAR,
    )


# ---------------------------------------------------------------- what is counted


def _unit(number: Number, counted: Counted) -> str:
    if number.unit is not None:
        return number.unit
    return "persons" if counted.persons else counted.noun


def _noun_reason(number: Number, counted: Counted) -> str:
    if number.unit is not None:
        return f"an amount in {number.unit}"
    how = "by the parse" if counted.parsed else "as the next noun"
    return f"the number counts '{counted.noun}' {how}"


# Small numbers with one of these before them speak of things known ("the two sides"), not of a
# count that somebody made. Above ten an exact number is a count whatever stands before it.
_KNOWN = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "my", "your",
                    "both", "all", "top", "other", "first", "last", "next"})  # fmt: skip
_SMALL = 10.0


def _kept(place: _Place, number: Number, counted: Counted) -> bool:
    """Say whether an analyst would keep this number as a figure."""
    if number.unit is not None:
        return True
    if is_measure(counted.noun):
        return False
    if number.value is None or number.value > _SMALL:
        return True
    if number.value == 1.0:
        return counted.persons and counted.telling
    tokens = tokens_in(place.tree, number.span)
    before = place.tree.words[tokens[0] - 1] if tokens and tokens[0] > 0 else ""
    return before not in _KNOWN or counted.telling


def _of_amount(tree: Tree, number: Number, times: Sequence[Span]) -> Counted | None:
    """Return what a sum or a share is of: "in contracts", "of the voters", "a $5 million loan".

    Falls back on subject and verb of the clause ("the ministry spent"), then on the amount's own
    words. A time is none of these ("grew 1.6 percent in October").
    """
    tokens = tokens_in(tree, number.span)
    top = head_in(tree, number.span)
    if top is None or not tokens:
        return None
    head = tree.heads[top]
    if head > tokens[-1] and tree.rels[top] in ("compound", "nummod", "amod", "nmod"):
        return _noun_phrase(tree, head)
    for child in (*kin(tree, top, "nmod", "obl"), *kin(tree, tokens[-1], "nmod", "obl")):
        if child > tokens[-1] and not _is_time(tree, child, times):
            return _noun_phrase(tree, child)
    near = _noun_after_preposition(tree, tokens[-1])
    if near is not None and not _is_time(tree, near, times):
        return _noun_phrase(tree, near)
    for above in ancestors(tree, top):
        subjects = [child for child in kin(tree, above, "nsubj") if child not in tokens]
        if subjects and is_verbal(tree, above):
            phrase_ = _noun_phrase(tree, subjects[0])
            return replace(phrase_, words=(*phrase_.words, tree.annotation.tokens[above].span))
    return Counted((span_of(tree, tokens),), "amount", False, False, False)


def _is_time(tree: Tree, token: int, times: Sequence[Span]) -> bool:
    return any(tree.annotation.tokens[token].span.overlaps(time) for time in times)


def _noun_after_preposition(tree: Tree, last: int) -> int | None:
    """Return the last of the nouns in "... of the voters", "... in arms sales"."""
    if last + 1 >= len(tree.words) or tree.words[last + 1] not in ("of", "in", "worth", "for"):
        return None
    found = None
    for at in range(last + 2, min(len(tree.words), last + 8)):
        upos = tree.annotation.tokens[at].upos
        if upos in ("NOUN", "PROPN"):
            found = at
        elif found is not None or upos not in ("ADJ", "DET", "ADV", "ADP"):
            break
    return found


def _noun_phrase(tree: Tree, noun: int) -> Counted:
    """Return a noun with the words of its phrase up to it."""
    inside = [at for at in phrase(tree, noun) if at <= noun]
    first = noun
    while first - 1 in inside and tree.annotation.tokens[first - 1].upos in (
        "ADJ", "NOUN", "PROPN", "VERB",
    ):  # fmt: skip
        first -= 1
    words = span_of(tree, range(first, noun + 1))
    return Counted((words,), tree.words[noun], False, False, True)


# ---------------------------------------------------------------- who counts

_STOPS = r",;:.()\"\u201c\u201d\u2013\u2014"
_ACCORDING = re.compile(
    rf"\baccording\sto\s(?P<body>[^{_STOPS}]+(?:\.(?=\w|\s?(?-i:[a-z]))[^{_STOPS}]*)*)",
    re.I,
)
_COUNT_OF = re.compile(
    r"\b(?:by|in|on|from)\s(?:the\s|an?\s)?"
    r"(?P<body>(?-i:[A-Z])[\w.\u2019' -]{1,40}?)(?:['\u2019]s)?\s"
    r"(?:latest\s|own\s|official\s)*(?:count|tally|reckoning|estimates?|figures)\b",
    re.I,
)  # fmt: skip
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who", "which", "that", "those"})
# Only these acts vouch for a number: who demands 300 observers has not counted them.
_VOUCHING = frozenset({"say", "accuse", "warn", "predict", "deny"})
_FINITE = frozenset({"VERB", "AUX"})


def _body(place: _Place, number: Number, within: Statement | None) -> tuple[str | None, str]:
    """Return who counts, in the page's words, and the reason."""
    sentence = _sentence(place, number.numeral)
    named = _according_to(place, sentence)
    if named is not None:
        return named, f"'according to {named}' in the sentence"
    subject = _counting_subject(place.tree, number.numeral)
    if subject is not None:
        return subject, f"'{subject}' is the subject of a verb of counting"
    vouching = within is not None and within.mode == "speech" and within.act in _VOUCHING
    if within is not None and vouching and not _concedes(within, place.cues):
        source = _source_words(within)
        if source is not None:
            return source, "said by the source of the statement it stands in"
    return None, "nobody is named who counts"


def _concedes(statement: Statement, cues: CueBook) -> bool:
    """Say whether a cue takes its content for granted: who admits a number did not count it."""
    words = (statement.cue or "").lower().split()
    return any(cue.conceding for word in words for cue in cues.verbs.get(word, ()))


def _source_words(statement: Statement) -> str | None:
    """Return the words for a statement's source, its name where they are a pronoun."""
    words = statement.source_text
    if statement.source_kind == "the page" or words is None:
        return None
    if words.lower() in _PRONOUNS and statement.source is not None:
        return statement.source.name
    return words


def _according_to(place: _Place, sentence: Span) -> str | None:
    """Return who is named by "according to" in a sentence, up to a verb or a punctuation mark."""
    text = sentence.of(place.passage.annotation.text)
    match = _ACCORDING.search(text) or _COUNT_OF.search(text)
    if match is None:
        return None
    span = Span(*match.span("body")).shift(sentence.start)
    for at in tokens_in(place.tree, span):
        token = place.tree.annotation.tokens[at]
        if token.upos in _FINITE and token.span.start > span.start:
            span = Span(span.start, token.span.start)
            break
    words = trim(span, place.passage.annotation.text).of(place.passage.annotation.text)
    return words.removesuffix(".").strip() or None


def _counting_subject(tree: Tree, numeral: Span) -> str | None:
    """Return the subject of "put", "estimate", "documented" above a number."""
    top = head_in(tree, numeral)
    if top is None:
        return None
    counting = load_counted().counting
    for above in ancestors(tree, top):
        if tree.words[above] not in counting:
            continue
        for subject in kin(tree, above, "nsubj"):
            passive = tree.annotation.tokens[subject].deprel == "nsubj:pass"
            if passive or top in subtree(tree, subject) or tree.words[subject] in _PRONOUNS:
                continue
            return span_of(tree, phrase(tree, subject)).of(tree.annotation.text)
    return None


# ---------------------------------------------------------------- where it stands, and for when


def _innermost(statements: Sequence[Statement], span: Span) -> Statement | None:
    """Return the statement with the shortest fragment around a span of the document."""
    around = [
        (len(fragment), statement.id, statement)
        for statement in statements
        for fragment in statement.fragments
        if fragment.covers(span)
    ]
    return min(around, key=lambda one: one[:2])[2] if around else None


def _sentence(place: _Place, numeral: Span) -> Span:
    inside = tokens_in(place.tree, numeral)
    if not inside:
        return Span(0, len(place.passage.annotation.text))
    return sentence_span(place.tree, inside[0])


_CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "csubj"})


def _own_clause(tree: Tree, token: int) -> tuple[int, ...]:
    """Return the words of the clause that holds a token, without the clauses inside it."""

    def closes(at: int) -> bool:
        return tree.rels[at] in _CLAUSES or (tree.rels[at] == "conj" and is_verbal(tree, at))

    top = token
    for above in ancestors(tree, token):
        if closes(top) and is_verbal(tree, top):
            break
        top = above
    return subtree(tree, top, lambda child: not closes(child))


def _clause(place: _Place, numeral: Span) -> Span:
    """Return the clause around a number, the sentence where the parse gives none that covers it."""
    sentence = _sentence(place, numeral)
    inside = tokens_in(place.tree, numeral)
    if not inside:
        return sentence
    own = [
        at for at in _own_clause(place.tree, inside[0])
        if place.tree.annotation.tokens[at].upos != "PUNCT"
    ]  # fmt: skip
    if not own:
        return sentence
    clause = span_of(place.tree, own)
    return clause if clause.covers(numeral) and sentence.covers(clause) else sentence


_SINCE = re.compile(r"\bsince\b[^,.;]{0,60}$", re.I)


def _as_of(place: _Place, number: Number) -> Period | None:
    """Return the nearest time in the number's clause, else the page's own date."""
    inside = tokens_in(place.tree, number.numeral)
    own = _own_clause(place.tree, inside[0]) if inside else ()
    tokens = place.tree.annotation.tokens
    text = place.passage.annotation.text
    near = [
        (abs(time.span.start - number.span.start), time.period)
        for time in place.times
        if time.period is not None
        and time.period.precision != "after"
        and any(time.span.overlaps(tokens[at].span) for at in own)
        and not _SINCE.search(text[: time.span.start])
    ]
    if near:
        return min(near, key=lambda one: one[0])[1]
    published = place.document.published
    if published.start is None and published.end is None:
        return None
    return Period(
        start=published.start,
        end=published.end,
        precision=published.precision,
        basis=f"no date beside the number; the page's own: {published.basis}",
    )
