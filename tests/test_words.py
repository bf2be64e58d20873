"""Text to words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.words import find_sentences, find_words


def split(text: str) -> list[str]:
    return [span.of(text) for span in find_words(text)]


def sentences(text: str) -> list[str]:
    words = find_words(text)
    return [text[words[a].start : words[b - 1].end] for a, b in find_sentences(text, words)]


@given(st.text(max_size=200))
def test_words_hold_every_character_but_white_space(text: str) -> None:
    words = find_words(text)
    assert "".join(word.of(text) for word in words) == "".join(text.split())
    assert all(one.end <= two.start for one, two in zip(words, words[1:], strict=False))


@given(st.text(alphabet="Aab .?!\"'”“\n1", max_size=80))
def test_sentences_divide_the_words(text: str) -> None:
    words = find_words(text)
    ranges = find_sentences(text, words)
    assert [at for start, end in ranges for at in range(start, end)] == list(range(len(words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't", ["do", "n't"]),
        ("They can’t.", ["They", "ca", "n’t", "."]),
        ("cannot", ["can", "not"]),
        ("Oslo's envoys", ["Oslo", "'s", "envoys"]),
        ("Nile-backed", ["Nile", "-", "backed"]),
        ("the U.S. at 9 a.m. sharp", ["the", "U.S.", "at", "9", "a.m.", "sharp"]),
        ("$4.5bn, 9,000 men", ["$", "4.5", "bn", ",", "9,000", "men"]),
        ("Mr. Okoro", ["Mr.", "Okoro"]),
        ("see https://un.org/a-b.", ["see", "https://un.org/a-b", "."]),
        ("wait... no -- yes", ["wait", "...", "no", "--", "yes"]),
    ],
)
def test_words_are_those_of_universal_dependencies(text: str, words: list[str]) -> None:
    assert split(text) == words


@pytest.mark.parametrize(
    "parts",
    [
        ("The envoy left.", "He was tired."),
        ("Gen. Ahmed met the U.S. envoy.", "They talked."),
        ("“We leave.”", "Nobody answered."),
        ("The vote was 9-2.", "“No,” he said."),
        ('"Will it hold?" Ms. Okoro asked.', "It did."),
        ("They came from the U.S.", "The others came by sea."),
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: tuple[str, ...]) -> None:
    assert sentences(" ".join(parts)) == list(parts)


def test_a_lost_space_after_a_full_stop_ends_a_sentence() -> None:
    found = sentences("The minister warned.Norway agreed.")
    assert found == ["The minister warned.", "Norway agreed."]


def test_a_web_address_is_no_end() -> None:
    assert len(sentences("He wrote on example.org about it.")) == 1
