"""Many phrases looked up at once: the longest at each place, none overlapping."""

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.codebook.phrases import find_phrases, make_table

RUNS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map(" ".join)


@given(st.lists(RUNS, max_size=6), st.lists(st.sampled_from("abcd"), max_size=12))
@settings(max_examples=80, deadline=None)
def test_the_longest_phrase_at_each_place_is_found(phrases: list[str], words: list[str]) -> None:
    table = make_table((phrase, phrase) for phrase in phrases)
    text = " ".join(words)
    expected = []
    at = 0
    while at < len(words):
        fitting = [
            phrase for phrase in phrases if words[at : at + len(phrase.split())] == phrase.split()
        ]
        longest = max(fitting, key=len, default="")
        expected += [longest] if longest else []
        at += max(1, len(longest.split()))
    assert [hit.span.of(text) for hit in find_phrases(text, table)] == expected


def test_one_phrase_may_stand_for_several_things() -> None:
    table = make_table([("red dawn", 1), ("Red Dawn", 2), ("red", 3)])
    assert [hit.entries for hit in find_phrases("the Red Dawn", table)] == [(2, 1)]
    assert [hit.entries for hit in find_phrases("a red hat", table)] == [(3,)]
