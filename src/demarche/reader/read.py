"""Paragraphs to annotations through the network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from pathlib import Path

from demarche.reader.decode import (
    Range,
    decode_attributions,
    decode_mentions,
    decode_tokens,
    divide,
    label_arcs,
    softmax,
    tag_attributions,
)
from demarche.reader.likeness import sentence_vectors
from demarche.reader.names import decode_names, with_names
from demarche.reader.network import Device, Network, Scores, load_network, score_windows
from demarche.reader.pieces import MAX_PIECES, Window, ask_about, make_window
from demarche.reader.relations import find_relations, score_pairs
from demarche.reader.threads import one_thread_a_product
from demarche.reader.trees import best_heads
from demarche.reader.words import find_sentences, find_words
from demarche.records import Annotation, Paragraph, Reader
from demarche.spans import Span

# A word of more characters is noise (an encoded image, a table without spaces): the network sees
# its beginning only, the span stays whole. The longest English words in the corpora have 34.
LONGEST_WORD = 60


def load_reader(
    path: str | Path | None = None, *, threads: int | None = None, device: Device = "cpu"
) -> Reader:
    """Return the reader of a reader file, the shipped one by default.

    `threads` limits the processor threads of one call; `device` is where the network runs. Raises
    ReaderError as `load_network` does.
    """
    network = load_network(path, threads=threads, device=device)

    def read(paragraphs: Sequence[Paragraph]) -> tuple[Annotation, ...]:
        return annotate(network, [paragraph.text for paragraph in paragraphs])

    return read


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One window of a paragraph, with the words and sentences it holds."""

    paragraph: int
    words: tuple[Span, ...]
    sentences: tuple[Range, ...]  # of this window's words
    window: Window
    broken: bool = False  # it begins inside a sentence


def annotate(network: Network, texts: Sequence[str]) -> tuple[Annotation, ...]:
    """Return one annotation a text. A text over a window's length is read in several windows.

    Every span lies inside its text; a text without a word has an empty annotation.
    """
    divided = [find_words(text) for text in texts]
    return _annotate(
        network,
        [
            _Divided(text=text, words=words, sentences=find_sentences(text, words))
            for text, words in zip(texts, divided, strict=True)
        ],
    )


def annotate_words(
    network: Network, paragraphs: Sequence[Sequence[Sequence[str]]]
) -> tuple[Annotation, ...]:
    """Return one annotation a paragraph that is given as sentences of words.

    Its text is the words with a space between them.
    """
    return _annotate(network, [_given(sentences) for sentences in paragraphs])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Divided:
    """A paragraph divided into words and sentences."""

    text: str
    words: tuple[Span, ...]
    sentences: tuple[Range, ...]


def _given(sentences: Sequence[Sequence[str]]) -> _Divided:
    words = [word for sentence in sentences for word in sentence]
    ends = list(accumulate(len(word) + 1 for word in words))
    bounds = list(accumulate(map(len, sentences), initial=0))
    return _Divided(
        text=" ".join(words),
        words=tuple(
            Span(end - 1 - len(word), end - 1) for word, end in zip(words, ends, strict=True)
        ),
        sentences=tuple(pairwise(bounds)),
    )


def _annotate(network: Network, given: Sequence[_Divided]) -> tuple[Annotation, ...]:
    parts = [part for number, one in enumerate(given) for part in _parts(network, number, one)]
    scores = score_windows(network, [part.window for part in parts])
    found: list[list[Annotation]] = [[] for _ in given]
    with one_thread_a_product():
        tags = tag_attributions(network, scores)
        for part, score, tagged in zip(parts, scores, tags, strict=True):
            text = given[part.paragraph].text
            found[part.paragraph].append(_annotation(network, text, part, score, tagged))
    return tuple(
        _join(one.text, pieces, network.version) for one, pieces in zip(given, found, strict=True)
    )


def _parts(network: Network, number: int, given: _Divided) -> list[_Part]:
    words, sentences = given.words, given.sentences
    shapes = [word.of(given.text)[:LONGEST_WORD] for word in words]
    whole = _window(network, shapes, sentences)
    if len(whole.pieces) <= MAX_PIECES:
        if not words:
            return []
        return [_Part(paragraph=number, words=words, sentences=sentences, window=whole)]
    sizes = [last - first + 1 for first, last in zip(whole.first, whole.last, strict=True)]
    parts = []
    for start, end in divide(sentences, sizes, MAX_PIECES - 2):
        inside = tuple(
            (max(a, start) - start, min(b, end) - start)
            for a, b in sentences
            if a < end and start < b
        )
        window = _window(network, shapes[start:end], inside)
        parts.append(
            _Part(
                paragraph=number,
                words=words[start:end],
                sentences=inside,
                window=window,
                broken=all(start != first for first, _ in sentences),
            )
        )
    return parts


def _window(network: Network, shapes: Sequence[str], sentences: Sequence[Range]) -> Window:
    numbers = [number for number, (start, end) in enumerate(sentences) for _ in range(start, end)]
    return make_window(shapes, numbers, network.tokenizer)


def _annotation(
    network: Network, text: str, part: _Part, scores: Scores, tags: Sequence[int]
) -> Annotation:
    tokens = decode_tokens(network, scores, part.words, part.sentences)
    mentions = decode_mentions(network, scores, tokens)
    names = decode_names(network, scores, text, tokens)
    annotation = Annotation(
        text=text,
        tokens=tokens,
        sentences=part.sentences,
        mentions=with_names(mentions, names, tokens),
        names=names,
        attributions=decode_attributions(network, scores, tags, part.words, text),
        vectors=sentence_vectors(scores.likeness, part.sentences),
        reader=network.version,
        cut=tuple(_cut(part)),
    )
    return replace(annotation, relations=find_relations(network, scores, annotation))


def _cut(part: _Part) -> Iterator[Span]:
    """Yield the words of which the network saw the beginning only, and where a sentence broke."""
    for at, word in enumerate(part.words):
        if (part.broken and at == 0) or word.end - word.start > LONGEST_WORD:
            yield word


def _join(text: str, parts: Sequence[Annotation], version: str) -> Annotation:
    """Put the windows of one paragraph together; indices count on from the first window."""
    joined = Annotation(text=text, tokens=(), sentences=(), reader=version)
    for part in parts:
        words, mentions = len(joined.tokens), len(joined.mentions)
        joined = replace(
            joined,
            tokens=(
                *joined.tokens,
                *(
                    replace(token, head=token.head + words if token.head >= 0 else -1)
                    for token in part.tokens
                ),
            ),
            sentences=(*joined.sentences, *((a + words, b + words) for a, b in part.sentences)),
            vectors=(*joined.vectors, *part.vectors),
            cut=(*joined.cut, *part.cut),
            mentions=(
                *joined.mentions,
                *(
                    replace(m, first=m.first + words, last=m.last + words, head=m.head + words)
                    for m in part.mentions
                ),
            ),
            names=(*joined.names, *part.names),
            attributions=(*joined.attributions, *part.attributions),
            relations=(
                *joined.relations,
                *(
                    replace(
                        relation,
                        actor=relation.actor + mentions,
                        recipient=relation.recipient + mentions,
                        trigger=relation.trigger + words,
                    )
                    for relation in part.relations
                ),
            ),
        )
    return joined if len(parts) != 1 else parts[0]


# ---------------------------------------------------------------- given words, given pairs


def parse_words(
    network: Network, sentences: Sequence[Sequence[str]]
) -> list[list[tuple[str, int, str]]]:
    """Return (part of speech, head, relation) of each word of sentences given as words.

    Heads are indices in the sentence, -1 for the root.
    """
    windows = [make_window(words, [0] * len(words), network.tokenizer) for words in sentences]
    upos = network.labels["upos"]
    parsed = []
    for scores in score_windows(network, windows):
        heads = best_heads(scores.arcs)
        deprels = label_arcs(network, scores, heads)
        parsed.append(
            [
                (upos[tag], *arc)
                for tag, *arc in zip(scores.upos.tolist(), heads, deprels, strict=True)
            ]
        )
    return parsed


def relation_types(network: Network, items: Sequence[tuple[str, Span, Span]]) -> list[str]:
    """Return the PLOVER type of each (sentence, actor span, recipient span); none is no answer.

    Each pair is asked about twice, with its words marked and without, and the two answers are
    added up. Raises ValueError when a span has no word in it.
    """
    asked, windows = [], []
    for text, *spans in items:
        words = find_words(text)
        shapes = [word.of(text) for word in words]
        pair = (_covered(words, spans[0]), _covered(words, spans[1]))
        window = _window(network, shapes, find_sentences(text, words))
        asked += [pair, pair]
        windows += [window, ask_about(window, *pair)]
    scored = score_windows(network, windows)
    with one_thread_a_product():
        answers = [
            softmax(score_pairs(network, scores, (0, len(scores.key)), [pair]).types[0])
            for pair, scores in zip(asked, scored, strict=True)
        ]
    types = network.labels["relations"]
    both = zip(answers[::2], answers[1::2], strict=True)
    return [types[int((plain + marked).argmax())] for plain, marked in both]


def _covered(words: Sequence[Span], span: Span) -> Range:
    inside = [at for at, word in enumerate(words) if word.overlaps(span)]
    if not inside:
        raise ValueError(f"no word in {span}")
    return inside[0], inside[-1] + 1
