"""A reader of a dozen rules, for tests of what comes before and after the network.

It knows sentences of one shape, "Anna Example said the road is open." and "Arland condemned
Borland.": capitalised words are names, `said` attributes what follows to what stands before it,
and the verbs of RELATIONS relate the names on their two sides.
"""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Sequence

from demarche.records import (
    Annotation,
    Attribution,
    Mention,
    Name,
    NameKind,
    Paragraph,
    Relation,
    Token,
)
from demarche.spans import Span

RELATIONS = {"condemned": "ACCUSE", "attacked": "ASSAULT", "met": "CONSULT"}
CUES = {"said"}


def toy_reader(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
    """Annotate paragraphs by the rules above."""
    return tuple(annotate(paragraph.text) for paragraph in paragraphs)


def load_toy_reader() -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
    """Return the toy reader, as `load_reader` returns the network."""
    return toy_reader


def annotate(text: str) -> Annotation:
    """Annotate one paragraph."""
    words = [Span(*match.span()) for match in re.finditer(r"\w+|[^\w\s]", text)]
    sentences = tuple(sentence_ranges([word.of(text) for word in words]))
    tokens = [
        token
        for first, end in sentences
        for token in sentence_tokens(text, words[first:end], first)
    ]
    mentions = tuple(named(text, tokens))
    return Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=sentences,
        mentions=mentions,
        names=tuple(
            Name(span=words_span(tokens, one), kind=name_kind(one), score=1.0) for one in mentions
        ),
        attributions=tuple(attributed(text, tokens, sentences, mentions)),
        relations=tuple(related(text, tokens, mentions)),
    )


def sentence_ranges(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Divide words after each full stop."""
    first = 0
    for index, word in enumerate(words):
        if word == "." or index == len(words) - 1:
            yield first, index + 1
            first = index + 1


def sentence_tokens(text: str, words: Sequence[Span], first: int) -> Iterator[Token]:
    """Hang all words of a sentence on its verb; what stands before the verb is its subject."""
    forms = [word.of(text) for word in words]
    verb = next((i for i, form in enumerate(forms) if form in RELATIONS or form in CUES), 0)
    for index, (form, span) in enumerate(zip(forms, words, strict=True)):
        is_name = form[0].isupper() and form.isalpha()
        upos = "PROPN" if is_name else "NOUN" if form.isalpha() else "PUNCT"
        relation = "nsubj" if index < verb else "obj" if is_name else "dep"
        yield Token(
            span=span,
            upos="VERB" if index == verb else "NUM" if form.isdigit() else upos,
            head=-1 if index == verb else first + verb,
            deprel="root" if index == verb else "nummod" if form.isdigit() else relation,
        )


def named(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Take runs of capitalised words as names: of two words, a person; of one, a place."""
    first = None
    for index in range(len(tokens) + 1):
        inside = index < len(tokens) and tokens[index].upos == "PROPN"
        if inside and first is None:
            first = index
        elif not inside and first is not None:
            kind: NameKind = "person" if index - first > 1 else "place"
            yield Mention(first=first, last=index - 1, head=index - 1, kind=kind, score=1.0)
            first = None


def name_kind(mention: Mention) -> NameKind:
    """Return the kind of the name that a mention of `named` is."""
    return "person" if mention.kind == "person" else "place"


def words_span(tokens: Sequence[Token], mention: Mention) -> Span:
    """Return the characters of a mention."""
    return Span(tokens[mention.first].span.start, tokens[mention.last].span.end)


def attributed(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[tuple[int, int]],
    mentions: Sequence[Mention],
) -> Iterator[Attribution]:
    """Attribute what follows a cue to the name before it."""
    for first, end in sentences:
        cue = next((i for i in range(first, end) if tokens[i].span.of(text) in CUES), None)
        if cue is None or cue + 2 >= end:
            continue
        source = next((one for one in mentions if one.last == cue - 1), None)
        yield Attribution(
            source=words_span(tokens, source) if source else None,
            cue=tokens[cue].span,
            content=(Span(tokens[cue + 1].span.start, tokens[end - 2].span.end),),
            score=1.0,
        )


def related(text: str, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Relation]:
    """Relate the names on both sides of a verb of RELATIONS."""
    for index, token in enumerate(tokens):
        verb = token.span.of(text)
        before = [i for i, one in enumerate(mentions) if one.last == index - 1]
        after = [i for i, one in enumerate(mentions) if one.first == index + 1]
        if verb in RELATIONS and before and after:
            yield Relation(
                actor=before[0],
                recipient=after[0],
                type=RELATIONS[verb],
                trigger=index,
                score=1.0,
            )


def load_waiting_reader() -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
    """Return a reader that says so on stderr and waits for Ctrl-C at the word `wait`."""

    def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        if any("wait" in paragraph.text for paragraph in paragraphs):
            os.write(2, b"waiting\n")
            time.sleep(60)
        return toy_reader(paragraphs)

    return read


def load_interrupted_reader() -> Callable[[Sequence[Paragraph]], tuple[Annotation, ...]]:
    """Return the toy reader, after a Ctrl-C that came while it was being loaded."""
    os.kill(os.getpid(), signal.SIGINT)
    return toy_reader
