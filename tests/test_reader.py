"""The shipped network on text: legal on anything, the same in any company. Loads the network."""

from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.errors import ReaderError
from demarche.reader import annotate, load_network, parse_words, relation_types
from demarche.reader.network import Network
from demarche.records import Annotation
from demarche.spans import Span

SOME = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXTS = (
    "The foreign minister of Norway, Ines Okoro, said on Monday that Freedonia had broken the "
    "truce.",
    "“We will not leave,” the general told reporters. “Not now.”",
    "NORWAY ACCUSES FREEDONIA OF ATTACK",
    "the two presidents met in geneva and signed the accord",
    "Troops left.The rebels stayed.",
    "x" * 5000,
    "a, " * 250,
)


LONG = " ".join(TEXTS[:5])


@cache
def network() -> Network:
    return load_network(threads=1)


def check_legal(annotation: Annotation) -> None:
    size = len(annotation.text)
    count = len(annotation.tokens)
    assert [at for a, b in annotation.sentences for at in range(a, b)] == list(range(count))
    for start, end in annotation.sentences:
        heads = [token.head for token in annotation.tokens[start:end]]
        assert heads.count(-1) == 1
        assert all(head == -1 or start <= head < end for head in heads)
    for token in annotation.tokens:
        assert 0 <= token.span.start < token.span.end <= size
        assert (token.deprel == "root") == (token.head == -1)
    for mention in annotation.mentions:
        assert 0 <= mention.first <= mention.head <= mention.last < count
    for name in annotation.names:
        assert 0 <= name.span.start < name.span.end <= size
    for attribution in annotation.attributions:
        for span in (attribution.cue, *attribution.content, *filter(None, [attribution.source])):
            words = span.of(annotation.text)
            assert words
            assert words == words.strip()
    for relation in annotation.relations:
        assert relation.actor != relation.recipient
        assert max(relation.actor, relation.recipient) < len(annotation.mentions)
        assert 0 <= relation.trigger < count


@SOME
@given(st.text(max_size=120))
def test_any_text_gives_a_legal_annotation(text: str) -> None:
    (annotation,) = annotate(network(), [text])
    assert annotation.text == text
    check_legal(annotation)


@pytest.mark.parametrize("text", TEXTS)
def test_odd_text_gives_a_legal_annotation_of_all_its_words(text: str) -> None:
    (annotation,) = annotate(network(), [text])
    check_legal(annotation)
    found = "".join(token.span.of(text) for token in annotation.tokens)
    assert found == "".join(text.split())


@settings(SOME, max_examples=6)  # each reads 900 words over again, 1.5 s
@given(st.lists(st.sampled_from(TEXTS[:5]), max_size=6))
def test_a_text_is_read_the_same_in_any_company(others: list[str]) -> None:
    (alone,) = annotate(network(), [TEXTS[0]])
    together = annotate(network(), [*others, TEXTS[0], LONG])
    assert labels(together[len(others)]) == labels(alone)


def labels(annotation: Annotation) -> tuple[object, ...]:
    """Return what is decided; scores may differ in the last bits, where sums round otherwise."""
    return (
        annotation.tokens,
        tuple((m.first, m.last, m.kind) for m in annotation.mentions),
        tuple((n.span, n.kind) for n in annotation.names),
        tuple((a.source, a.cue, a.content) for a in annotation.attributions),
        tuple((r.actor, r.recipient, r.type) for r in annotation.relations),
    )


def test_nothing_in_nothing_out() -> None:
    assert annotate(network(), []) == ()
    assert annotate(network(), [" "])[0].tokens == ()


def test_a_plain_sentence_is_understood() -> None:
    (annotation,) = annotate(network(), [TEXTS[0]])
    names = {name.span.of(TEXTS[0]): name.kind for name in annotation.names}
    assert names["Ines Okoro"] == "person"
    assert names["Norway"] == "place"
    (attribution,) = annotation.attributions
    assert attribution.cue.of(TEXTS[0]).startswith("said")
    assert attribution.content[0].of(TEXTS[0]).endswith("Freedonia had broken the truce")


def test_given_words_are_parsed_as_given() -> None:
    (parsed,) = parse_words(network(), [["Soldiers", "left", "the", "village", "."]])
    assert [head for _, head, _ in parsed] == [1, -1, 3, 1, 1]
    assert [upos for upos, _, _ in parsed] == ["NOUN", "VERB", "DET", "NOUN", "PUNCT"]


def test_a_given_pair_gets_a_type() -> None:
    text = "Norwegian troops shelled the rebels near the border."
    found = relation_types(network(), [(text, Span(0, 16), Span(25, 35))])
    assert found == ["ASSAULT"]


def test_a_pair_without_a_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word"):
        relation_types(network(), [("Norway left.", Span(6, 7), Span(0, 6))])


def test_a_missing_or_foreign_reader_file_is_named(tmp_path) -> None:
    with pytest.raises(ReaderError, match="no reader file"):
        load_network(tmp_path / "none.onnx")
    foreign = tmp_path / "foreign.onnx"
    foreign.write_bytes(np.arange(99, dtype=np.uint8).tobytes())
    with pytest.raises(ReaderError, match="not a reader file"):
        load_network(foreign)
