"""Who said what: drafts become statements with speaker, kind of source, act, manner and time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.words import CueBook
from demarche.extract.cues import ASKING, read_cue
from demarche.extract.drafts import Draft, draft_statements
from demarche.extract.entities import PageEntities
from demarche.extract.moments import dates_a_noun, own_clause
from demarche.extract.quotations import find_quotations, in_quotations
from demarche.extract.roles import FOR_THE_STATE, Saying, find_roles, level_of
from demarche.extract.said_acts import Own, act_of_content
from demarche.extract.speakers import kind_of
from demarche.extract.times import anchor_of, find_times
from demarche.extract.trees import Tree, head_in, sentence_span, tokens_in
from demarche.records import (
    Document,
    Entity,
    MadeBy,
    Manner,
    Passage,
    Period,
    Reference,
    SourceKind,
    SourceLevel,
    Statement,
    StatementAct,
    StatementMode,
    TimeMention,
    evidence_of,
    make_id,
)
from demarche.spans import Span, hull

RULES_VERSION = "1"
# Words by which a speaker means himself, in a quotation and in reported speech.
OWN_QUOTED = frozenset({"i", "we"})
SINGULAR = frozenset({"he", "she", "it"})  # for whom these stand is found out well enough to ask
OWN_REPORTED = SINGULAR | {"i", "we", "they"}
UNPAIRED = re.compile(r",([\"”’'])$")  # the comma that American usage puts inside the mark
MARKS = "\"“”„‟«»'`\u2018\u2019\u2039\u203a"


def find_statements(
    document: Document,
    passages: Sequence[Passage],
    entities: PageEntities,
    codebook: Codebook | None = None,
) -> tuple[Statement, ...]:
    """Return the statements of a page in the order of their words.

    Fragments are spans of the document's text with their quotation marks; `content` is the same
    words without the marks around a fragment. `codebook` is the shipped one by default. Never
    raises on a wrong parse or on unpaired marks.
    """
    codebook = codebook or load_codebook()
    trees = entities.grown(passages)
    drafts = draft_statements(passages, trees, codebook.cues)
    statements = [
        _make_statement(document, passages, trees, entities, draft, codebook=codebook)
        for draft in drafts
    ]
    return _nest(statements, drafts)


def _make_statement(
    document: Document,
    passages: Sequence[Passage],
    trees: Sequence[Tree],
    entities: PageEntities,
    draft: Draft,
    *,
    codebook: Codebook,
) -> Statement:
    speaker = draft.borrowed or draft
    passage, tree = passages[draft.passage], trees[draft.passage]
    book = codebook.cues
    entity, kind = _speaker(passages, trees, entities, speaker, book)
    own = _own(draft, passage, tree, entities, entity)
    act, why = _act(passage, tree, draft, own, codebook)
    roles = find_roles(_saying(passage, tree, draft, act, book), entities, entity)
    whole = _whole(passage, draft)
    return Statement(
        id=make_id("statement", document.id, whole.start, whole.end, draft.cue, draft.fragments),
        source=_reference(entity),
        source_text=speaker.source.of(document.text) if speaker.source else None,
        source_kind=kind,
        source_country=entity.country if entity else None,
        source_level=_level(passages, trees, speaker, book),
        on_behalf_of=None if kind == "anonymous" else _reference(roles.on_behalf_of),
        addressee=_reference(roles.addressee),
        target=_reference(roles.target),
        target_in=roles.target_in,
        cue=draft.cue.of(document.text) if draft.cue else None,
        act=act,
        mode=_mode(draft, document.text),
        manner=_manner(passages, draft),
        content=" ... ".join(_bare(span.of(document.text)) for span in draft.fragments),
        fragments=draft.fragments,
        said=_said(document, passage, tree, draft),
        place=_reference(roles.place),
        reported_by=None,
        evidence=tuple(evidence_of(document, span) for span in _parts(whole, draft)),
        made_by=MadeBy(
            kind="network" if draft.kind == "network" else "rule",
            name=draft.name,
            version=passage.annotation.reader if draft.kind == "network" else RULES_VERSION,
            reason=f"{draft.reason}; {why}",
        ),
        score=round(draft.score, 4),
    )


def _reference(entity: Entity | None) -> Reference | None:
    return Reference(id=entity.id, name=entity.name) if entity else None


def _saying(passage: Passage, tree: Tree, draft: Draft, act: StatementAct, book: CueBook) -> Saying:
    cue = draft.cue.shift(-passage.span.start) if draft.cue else None
    bears = cue is not None and read_cue(tree, book, tokens_in(tree, cue)).act == act
    return Saying(
        at=draft.passage,
        passage=passage,
        tree=tree,
        act=act,
        cue=head_in(tree, cue) if cue else None,
        bears=bears,
        content=draft.fragments,
    )


def _level(
    passages: Sequence[Passage], trees: Sequence[Tree], speaker: Draft, book: CueBook
) -> SourceLevel | None:
    if speaker.source is None:
        return None
    local = speaker.source.shift(-passages[speaker.passage].span.start)
    return level_of(trees[speaker.passage], local, book)


def _speaker(
    passages: Sequence[Passage],
    trees: Sequence[Tree],
    entities: PageEntities,
    draft: Draft,
    book: CueBook,
) -> tuple[Entity | None, SourceKind | None]:
    """Return who speaks, and as what; a source that nothing resolves still has a kind."""
    if draft.source is None:
        return None, None
    passage, tree = passages[draft.passage], trees[draft.passage]
    local = draft.source.shift(-passage.span.start)
    head = head_in(tree, local)
    entity = entities.at(draft.passage, draft.source)
    if entity is None and head is not None:
        entity = entities.at(draft.passage, passage.words(head, head))
    return entity, kind_of(tree, local, entity, book)


def _act(
    passage: Passage, tree: Tree, draft: Draft, own: Own, book: Codebook
) -> tuple[StatementAct, str]:
    """Return the act of a draft, and why: by its cue, or by what is said under a plain one."""
    word = draft.word
    because = f"'{word.lemma}' is listed as {word.act}" if word.lemma else "a plain cue"
    if word.lemma == "ask" and _is_question(passage, draft):
        return "say", "what is asked is a question"
    if word.act not in ("say", "warn", "promise") or word.mode != "speech":
        return word.act, because
    local = draft.fragments[0].shift(-passage.span.start)
    head = head_in(tree, local)
    found = head is not None and act_of_content(tree, head, own, word.act, book.cues, book.events)
    return found or (word.act, because)


def _own(
    draft: Draft, passage: Passage, tree: Tree, entities: PageEntities, source: Entity | None
) -> Own:
    """Return a test whether a word of the content stands for the speaker or for his state."""
    first = draft.fragments[0]
    text = passage.annotation.text
    quoted = in_quotations(first.shift(-passage.span.start), find_quotations(text), text) == 1
    mine = OWN_QUOTED if quoted else OWN_REPORTED

    def own(token: int) -> bool:
        entity = entities.at(draft.passage, passage.words(token, token))
        if tree.words[token] in mine - SINGULAR or entity is None or source is None:
            return tree.words[token] in mine
        state = entity.kind == "state" and entity.country == source.country is not None
        return entity.id == source.id or (state and source.sector in FOR_THE_STATE)

    return own


def _is_question(passage: Passage, draft: Draft) -> bool:
    """Say whether a content asks: "asked: 'Who came?'", "asked whether they came"."""
    local = draft.fragments[0].shift(-passage.span.start)
    first = local.of(passage.annotation.text).lstrip(f"{MARKS} ").partition(" ")[0].lower()
    return first in ASKING or _last_words(passage, draft).endswith("?")


def _last_words(passage: Passage, draft: Draft) -> str:
    local = draft.fragments[-1].shift(-passage.span.start)
    return local.of(passage.annotation.text).rstrip(f"{MARKS}. ")


def _mode(draft: Draft, text: str) -> StatementMode:
    """Return the mode of a draft: "agreed to go" is an intention, "agreed that" is speech."""
    words = draft.fragments[0].of(text)
    if draft.word.lemma == "agree" and words.startswith("to "):
        return "intention"
    return draft.word.mode


def _whole(passage: Passage, draft: Draft) -> Span:
    """Return the hull of all parts that stand in the paragraph of the cue or first fragment."""
    parts = [*draft.fragments, *(part for part in (draft.cue, draft.source) if part)]
    inside = [part for part in parts if passage.span.covers(part)]
    return hull(inside or parts)


def _parts(whole: Span, draft: Draft) -> tuple[Span, ...]:
    """Spans of the evidence: the whole, then source, cue, fragments."""
    named = tuple(part for part in (draft.source, draft.cue) if part)
    return (whole, *named, *draft.fragments)


def source_place(statement: Statement) -> Span | None:
    """Return where a statement's source stands in the document, if it stands in the statement.

    What has no words of its own is left out of the evidence: a quotation may borrow its speaker
    from the paragraph before.
    """
    named = len(statement.evidence) - 1 - len(statement.fragments)
    return statement.evidence[1].span if named > (statement.cue is not None) else None


def cue_place(statement: Statement) -> Span | None:
    """Return where a statement's cue stands in the document."""
    if statement.cue is None:
        return None
    return statement.evidence[1 if source_place(statement) is None else 2].span


def _manner(passages: Sequence[Passage], draft: Draft) -> Manner:
    """Direct when every letter of the content stands in quotation marks, mixed when some do."""
    quoted = total = 0.0
    for fragment in draft.fragments:
        passage = next((p for p in passages if p.span.covers(fragment)), None)
        if passage is None:
            continue
        text = passage.annotation.text
        local = fragment.shift(-passage.span.start)
        quoted += in_quotations(local, find_quotations(text), text)
        total += 1
    if total and quoted == total:
        return "direct"
    return "mixed" if quoted else "indirect"


def _bare(words: str) -> str:
    """Return a fragment's words without quotation marks around the whole of it."""
    bare = words.strip()
    if bare[:1] in MARKS:
        bare = bare.lstrip(MARKS)
        if bare.rstrip(",")[-1:] in MARKS:
            bare = bare.rstrip(",").rstrip(MARKS).rstrip(",")
    return UNPAIRED.sub(r"\1", bare.strip()) or words.strip()


def _said(document: Document, passage: Passage, tree: Tree, draft: Draft) -> Period | None:
    """Return when it was said: a time beside the cue, outside the content; else the page's day."""
    published = document.published
    found = _time_at_cue(passage, tree, draft, anchor_of(document))
    if found is not None:
        return found
    if published.start is None and published.end is None:
        return None
    return replace(published, basis=f"no time stands at the cue; page: {published.basis}")


def _time_at_cue(passage: Passage, tree: Tree, draft: Draft, anchor: date | None) -> Period | None:
    if draft.cue is None:
        return None
    local = draft.cue.shift(-passage.span.start)
    token = head_in(tree, local)
    if token is None:
        return None
    sentence = sentence_span(tree, token)
    contents = [fragment.shift(-passage.span.start) for fragment in draft.fragments]
    if tree.annotation.tokens[token].upos == "VERB":
        contents += _elsewhere(tree, token)
    words, here = _outside(tree.annotation.text, sentence, contents, local.start)
    found = find_times(words, anchor, future=False)
    times = [time for time in found if time.period is not None and not _is_ahead(time, anchor)]
    nearest = min(times, key=lambda time: abs(time.span.start - here), default=None)
    return nearest.period if nearest else None


def _is_ahead(time: TimeMention, anchor: date | None) -> bool:
    """Say whether a time lies after the page, so that nothing on it was said then."""
    start = time.period.start if time.period else None
    return start is not None and anchor is not None and start > anchor


def _elsewhere(tree: Tree, token: int) -> Iterator[Span]:
    """Yield the words of a cue's sentence whose times are not that of saying it.

    They are those of clauses beside that of the cue, and what dates a noun ("the 1992 murder").
    """
    own = set(own_clause(tree, token))
    for at, sentence in enumerate(tree.sentence):
        if sentence == tree.sentence[token] and (at not in own or dates_a_noun(tree, at)):
            yield Span(tree.starts[at], tree.ends[at])


def _outside(text: str, sentence: Span, contents: Sequence[Span], mark: int) -> tuple[str, int]:
    """Return a sentence's words outside some spans, and where a position of it comes to lie."""
    words = ""
    here = 0
    at = sentence.start
    for span in (*sorted(contents), Span(sentence.end, sentence.end)):
        end = min(max(span.start, at), sentence.end)
        if at <= mark < end:
            here = len(words) + mark - at
        words += f"{text[at:end]} ; "  # no time expression reaches over the gap
        at = min(max(at, span.end), sentence.end)
    return words, here


def _nest(statements: Sequence[Statement], drafts: Sequence[Draft]) -> tuple[Statement, ...]:
    """Set `reported_by` where a statement's source, cue and content stand in another's content."""
    nested = []
    for statement, draft in zip(statements, drafts, strict=True):
        inner = hull([*draft.fragments, *(p for p in (draft.source, draft.cue) if p)])
        around = [
            (len(fragment), other.id)
            for other in statements
            if other is not statement and draft.cue is not None
            for fragment in other.fragments
            if fragment.covers(inner)
        ]
        nested.append(replace(statement, reported_by=min(around)[1]) if around else statement)
    return tuple(nested)
