"""The shipped network on text: legal on anything, the same in any company. Loads the network."""

from collections.abc import Callable
from functools import cache

import numpy as np
import onnxruntime
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.errors import ReaderError
from demarche.reader import (
    annotate,
    annotate_words,
    likeness,
    load_network,
    parse_words,
    relation_types,
)
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
    assert len(annotation.vectors) == len(annotation.sentences)
    for span in annotation.cut:
        assert 0 <= span.start < span.end <= size
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


# What pages do to sentences: each takes a text and gives it back hurt.
HURTS: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "straight marks": lambda text: text.translate(str.maketrans("“”’", '""\'')),
    "doubled marks": lambda text: text.replace("“", "““").replace("”", "''"),
    "a lost mark": lambda text: text.replace("”", "", 1),
    "lost spaces": lambda text: text.replace(". ", "."),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0", 3),
    "soft hyphens": lambda text: text.replace("re", "re\u00ad"),
    "one long sentence": lambda text: text.replace(".", ",") * 8,
    "a table": lambda text: "1 | 2 | 3\n" + text + "\n--- | ---\n" * 3,
    "another language": lambda text: f"{text} Генерал сказал: «Нет». 将军说：“不。” قال {text}",
    "marks of direction": lambda text: f"\u202e{text}\u202c\ufeff",
}


@settings(SOME, max_examples=40)
@given(st.sampled_from(TEXTS[:5]), st.lists(st.sampled_from(sorted(HURTS)), max_size=4))
def test_hurt_text_gives_a_legal_annotation_of_all_its_words(text: str, hurts: list[str]) -> None:
    for hurt in hurts:
        text = HURTS[hurt](text)
    (annotation,) = annotate(network(), [text])
    check_legal(annotation)
    words = "".join(token.span.of(text) for token in annotation.tokens)
    assert words == "".join(character for character in text if not character.isspace())


def test_what_is_too_long_to_be_seen_whole_is_reported() -> None:
    long = "x" * 61
    text = f"The envoy wrote {long} and left."
    assert [span.of(text) for span in annotate(network(), [text])[0].cut] == [long]
    endless = "Troops " + "marched and " * 200 + "left."
    (annotation,) = annotate(network(), [endless])
    check_legal(annotation)
    assert annotation.cut
    assert len(annotation.sentences) == len(annotation.cut) + 1
    assert annotate(network(), TEXTS[:1])[0].cut == ()


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
        annotation.cut,
    )


def test_scores_and_vectors_are_the_same_in_any_company_to_a_thousandth() -> None:
    # Sums of another length round in another order; 8-bit steps may fall on the other side.
    (alone,) = annotate(network(), [TEXTS[0]])
    together = annotate(network(), [LONG, *TEXTS[1:3], TEXTS[0]])[-1]
    assert likeness(alone.vectors[0], together.vectors[0]) > 0.999
    assert [m.score for m in together.mentions] == pytest.approx(
        [m.score for m in alone.mentions], abs=1e-3
    )


def test_sentences_of_the_same_claim_are_more_alike() -> None:
    claim, again, other = (
        annotate(network(), [text])[0].vectors[0]
        for text in (
            "Norway's foreign minister resigned on Monday.",
            "The foreign minister of Norway stepped down on Monday.",
            "The harvest was poor because of the rain.",
        )
    )
    assert likeness(claim, again) > likeness(claim, other) + 0.2


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


def test_given_words_are_annotated_as_given() -> None:
    paragraphs = [[["Don't", "go", "."], ["No", "."]], []]
    first, empty = annotate_words(network(), paragraphs)
    check_legal(first)
    assert first.text == "Don't go . No ."
    assert [token.span.of(first.text) for token in first.tokens] == ["Don't", "go", ".", "No", "."]
    assert first.sentences == ((0, 3), (3, 5))
    assert first.reader == empty.reader == network().version
    assert empty.tokens == ()


def test_a_given_pair_gets_a_type() -> None:
    text = "Norwegian troops shelled the rebels near the border."
    found = relation_types(network(), [(text, Span(0, 16), Span(25, 35))])
    assert found == ["ASSAULT"]


def test_a_pair_without_a_word_is_an_error() -> None:
    with pytest.raises(ValueError, match="no word"):
        relation_types(network(), [("Norway left.", Span(6, 7), Span(0, 6))])


def test_a_device_that_is_not_there_is_named() -> None:
    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("there is one here")
    with pytest.raises(ReaderError, match=r"no device 'cuda'.*onnxruntime-gpu"):
        load_network(device="cuda")


def test_a_missing_or_foreign_reader_file_is_named(tmp_path) -> None:
    with pytest.raises(ReaderError, match="no reader file"):
        load_network(tmp_path / "none.onnx")
    foreign = tmp_path / "foreign.onnx"
    foreign.write_bytes(np.arange(99, dtype=np.uint8).tobytes())
    with pytest.raises(ReaderError, match="not a reader file"):
        load_network(foreign)


def test_calls_side_by_side_give_what_one_after_the_other_gives() -> None:
    texts = [" ".join(TEXTS[:count]) for count in (5, 1, 3, 2)] * 8
    assert annotate(load_network(threads=3), texts) == annotate(network(), texts)
