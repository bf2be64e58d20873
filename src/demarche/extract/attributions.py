"""The network's attributions, mended with the dependency tree.

The network marks spans word by word, so a source may be missing though the cue has a subject, a
content may stop inside a phrase or break at an inner "he said", and a verb of doing may pass for
a cue. Each mending is a sentence in the reason of the record.
"""

from collections.abc import Iterator
from dataclasses import replace

from demarche.codebook.words import CueBook
from demarche.extract.clause_subjects import (
    RELATIVE,
    agent_of,
    hangs_loose,
    speaker_of,
    speaker_phrase,
)
from demarche.extract.cues import UNDONE, is_negated, marked_cue, owner_of
from demarche.extract.fragments import GAP_WORDS, NAME_LINKS, Marked, legal, with_content
from demarche.extract.quotations import Quotation, find_quotations, in_quotations
from demarche.extract.speakers import is_mute
from demarche.extract.trees import Tree, head_in, kin, sentence_span, span_of, tokens_in
from demarche.spans import Span, hull

# A cue that no list has must be this sure to stand: below, verbs of doing ("probed", "imposed")
# crowd in. A judgement from reading 25 pages, not a count.
UNLISTED_SCORE = 0.6
# Share of a fragment's letters in quotation marks from which it is a quotation, not a clause with
# a title or a scare quote in it.
MOSTLY = 0.5
OBJECTS = frozenset({"obj", "iobj", "obl", "nmod", "appos"})
# Of these it is not who "by" names that speaks: "she was quoted by the agency".
HEARD = frozenset({"quoted", "overheard"})
BEFORE_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod"})


def read_attributions(tree: Tree, book: CueBook) -> Iterator[Marked]:
    """Yield the attributions of a paragraph that stand after mending."""
    annotation = tree.annotation
    quotations = find_quotations(annotation.text)
    for each in annotation.attributions:
        content = sorted(set(legal(annotation, each.content)))
        cue = legal(annotation, (each.cue,))
        source = legal(annotation, () if each.source is None else (each.source,))
        if not content or not cue:
            continue
        marked = Marked(
            source=source[0] if source else None,
            cue=_with_verb(tree, book, cue[0]),
            content=tuple(content),
            word=marked_cue(tree, book, replace(each, cue=_with_verb(tree, book, cue[0]))),
            reason="the reader marked source, cue and content",
            score=min(1.0, max(0.0, each.score)),
        )
        marked = _with_source(tree, _without_mute(tree, book, marked))
        marked = with_content(tree, _without_mute(tree, book, marked), quotations)
        if marked.content and _is_statement(tree, book, marked, quotations):
            yield marked


def _with_verb(tree: Tree, book: CueBook, cue: Span) -> Span:
    """Return a cue that is only a colon with the listed verb before it: "telling them: ..."."""
    if any(char.isalnum() for char in cue.of(tree.annotation.text)):
        return cue
    sentence = sentence_span(tree, (tokens_in(tree, cue) or (0,))[0])
    before = [t for t in tokens_in(tree, Span(sentence.start, cue.start)) if _is_cue(tree, book, t)]
    return tree.annotation.tokens[before[-1]].span if before else cue


def _is_cue(tree: Tree, book: CueBook, token: int) -> bool:
    return tree.words[token] in book.verbs and tree.annotation.tokens[token].upos == "VERB"


# ---------------------------------------------------------------- the source


def _with_source(tree: Tree, marked: Marked) -> Marked:
    """Return an attribution with the subject of its cue where the network gave none, or another.

    A subject among the fragments is no content: "Clinton | made clear | she would go".
    """
    verb = head_in(tree, marked.cue)
    if verb is None:
        return marked
    heard = _heard(tree, verb, marked)
    if heard is not None:
        reason = f"{marked.reason}; the source is who is quoted"
        rest = tuple(span for span in marked.content if not _is_only(tree, span, heard))
        return replace(marked, source=heard, content=rest or marked.content, reason=reason)
    tokens = speaker_of(tree, verb) or owner_of(tree, verb)
    subject = span_of(tree, tokens) if tokens else None
    if marked.source is not None:
        return _corrected(tree, marked, verb)
    if subject is None or subject.overlaps(marked.cue):
        return marked
    rest = tuple(span for span in marked.content if not _is_only(tree, span, subject))
    if not rest or any(span.overlaps(subject) for span in rest):
        return marked
    subject = _whole_name(tree, replace(marked, source=subject, content=rest))
    reason = "the reader marked cue and content; the source is the cue's subject in the tree"
    return replace(marked, source=subject, content=rest, reason=reason)


def _heard(tree: Tree, verb: int, marked: Marked) -> Span | None:
    """Return who is quoted, where a passive verb of hearing is the cue: "she was quoted by ..."."""
    if tree.words[verb] not in HEARD or not kin(tree, verb, "aux:pass"):
        return None
    heard = kin(tree, verb, "nsubj:pass")
    if heard:
        return span_of(tree, speaker_phrase(tree, heard[0]))
    text, first = tree.annotation.text, marked.cue.start
    beside = [
        span for span in marked.content if span.end <= first and not text[span.end : first].strip()
    ]
    named = [span for span in beside if _is_only(tree, span, span)]
    return named[0] if named else None


def _is_only(tree: Tree, span: Span, subject: Span) -> bool:
    """Say whether a fragment holds the subject and no word that could be content beside it."""
    if not span.overlaps(subject):
        return False
    beside = set(tokens_in(tree, span)) - set(tokens_in(tree, subject))
    return not any(tree.annotation.tokens[token].upos in ("VERB", "AUX") for token in beside)


def _corrected(tree: Tree, marked: Marked, verb: int) -> Marked:
    """Return an attribution whose source is whole, and is the subject that stands at the cue.

    The network's source gives way only where it has no word of that subject, and holds a verb or
    is an object in the tree: "met the envoy, urging them to go".
    """
    source = marked.source
    if source is None:
        return marked
    own = [s for s in kin(tree, verb, "nsubj") if tree.words[s] not in RELATIVE]
    tokens = tokens_in(tree, source)
    clause = any(tree.annotation.tokens[t].upos in ("VERB", "AUX") for t in tokens)
    top = head_in(tree, source)
    below = top is not None and tree.rels[top] in OBJECTS
    if not own and below and hangs_loose(tree, verb):
        own = list(speaker_of(tree, verb)[:1])
    agent = agent_of(tree, verb)
    if agent is not None and agent in tokens:
        return replace(marked, source=_whole_name(tree, marked))
    if agent is not None:
        own, below = [agent], True
    passive = agent is None and bool(kin(tree, verb, "nsubj:pass", "aux:pass"))
    if own and not passive and not set(own) & set(tokens) and (clause or below):
        subject = span_of(tree, speaker_of(tree, verb) or own)
        if not any(subject.overlaps(s) for s in (marked.cue, *marked.content)):
            reason = f"{marked.reason}; the source is the cue's subject in the tree"
            return replace(marked, source=subject, reason=reason)
    return replace(marked, source=_whole_name(tree, marked))


def _whole_name(tree: Tree, marked: Marked) -> Span | None:
    """Return a source grown to the end of the name or noun phrase that it breaks off in."""
    tokens = tokens_in(tree, marked.source) if marked.source else ()
    if not tokens or marked.source is None:
        return marked.source
    if len(tokens) > 1 and tree.annotation.tokens[tokens[-1]].upos == "ADP":
        return span_of(tree, tokens[:-1])
    last = tokens[-1]
    while last + 1 < len(tree.words) and _same_name(tree, tokens[0], last):
        last += 1
    head = tree.heads[last]
    if tree.rels[last] in BEFORE_NOUN and last < head <= last + GAP_WORDS:
        last = head
    span = hull((marked.source, tree.annotation.tokens[last].span))
    blocked = any(span.overlaps(other) for other in (marked.cue, *marked.content))
    return marked.source if blocked else span


def _same_name(tree: Tree, first: int, last: int) -> bool:
    after = last + 1
    if tree.annotation.tokens[after].upos != "PROPN" or tree.sentence[after] != tree.sentence[last]:
        return False
    joined = first <= tree.heads[after] <= last and tree.rels[after] in NAME_LINKS
    return joined or (tree.heads[last] == after and tree.rels[last] in NAME_LINKS | {"amod"})


def _without_mute(tree: Tree, book: CueBook, marked: Marked) -> Marked:
    """Return an attribution without a source that cannot speak: "the problem", "the attack"."""
    if marked.source is None or not is_mute(tree, marked.source, book):
        return marked
    return replace(marked, source=None, reason=f"{marked.reason}; what it marked cannot speak")


# ---------------------------------------------------------------- what is no statement


def _is_statement(
    tree: Tree, book: CueBook, marked: Marked, quotations: tuple[Quotation, ...]
) -> bool:
    """Say whether an attribution reports words or thoughts, not deeds.

    A listed cue does, but an intention is somebody's. A cue that no list has needs a clause or
    words in quotation marks ("opted not to attend" is a deed).
    """
    verb = head_in(tree, marked.cue)
    subject = None if verb is None or marked.source else next(iter(kin(tree, verb, "nsubj")), None)
    mute = subject is not None and is_mute(tree, tree.annotation.tokens[subject].span, book)
    text = tree.annotation.text
    quoted = any(in_quotations(span, quotations, text) >= MOSTLY for span in marked.content)
    if mute and not quoted:
        return False  # "the attack aims to", "nothing indicates that"
    if marked.word.act in UNDONE and verb is not None and is_negated(tree, book, verb):
        return False
    if marked.word.lemma:
        if marked.word.mode == "intention":
            return marked.source is not None and not _is_passive(tree, marked)
        return marked.source is not None or not _is_asked(tree, marked)
    if "according" in marked.cue.of(text).lower():
        return True
    clause = any(_is_clause(tree, span) for span in marked.content)
    return quoted or (clause and marked.score >= UNLISTED_SCORE)


def _is_passive(tree: Tree, marked: Marked) -> bool:
    """Say whether a cue is a passive: "talks are aimed at peace" is nobody's intention."""
    verb = head_in(tree, marked.cue)
    return verb is not None and bool(kin(tree, verb, "nsubj:pass", "aux:pass"))


def _is_asked(tree: Tree, marked: Marked) -> bool:
    """Say whether a cue is a participle of who was asked: "Asked about the plan, she said"."""
    verb = head_in(tree, marked.cue)
    if verb is None or marked.word.act != "demand":
        return False
    helped = kin(tree, verb, "aux", "nsubj:pass", "nsubj")
    return tree.words[verb].endswith("ed") and not helped


def _is_clause(tree: Tree, span: Span) -> bool:
    """Say whether a fragment is a clause: "that ...", or a verb with its own subject on top."""
    tokens, top = tokens_in(tree, span), head_in(tree, span)
    if top is None:
        return False
    subjects = kin(tree, top, "nsubj", "csubj", "expl")
    return tree.words[tokens[0]] == "that" or any(subject in tokens for subject in subjects)
