"""Relations: what the pair head says of pairs, and which word bears the act between them."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.extract.sights import likely_relations
from demarche.reader.network import Network, load_network, score_windows
from demarche.reader.pieces import make_window
from demarche.reader.read import annotate as read_texts
from demarche.reader.relations import find_bearer, score_pairs
from demarche.records import Annotation, Mention, Token
from demarche.spans import Span
from tests.fakes import annotate

SENT = annotate(
    "Norland sent arms to the rebels in Estia.",
    "Norland PROPN 2 nsubj | sent VERB 0 root | arms NOUN 2 obj | to ADP 6 case | the DET 6 det"
    " | rebels NOUN 2 obl | in ADP 8 case | Estia PROPN 6 nmod | . PUNCT 2 punct",
)
TOLD = annotate(
    "Norland said it bombed Estia.",
    "Norland PROPN 2 nsubj | said VERB 0 root | it PRON 4 nsubj | bombed VERB 2 ccomp"
    " | Estia PROPN 4 obj | . PUNCT 2 punct",
)


@cache
def network() -> Network:
    """The shipped reader file, on one thread."""
    return load_network(threads=1)


def with_mentions(annotation: Annotation, *heads: int) -> Annotation:
    """Return the annotation with one word each for a mention."""
    return Annotation(
        text=annotation.text,
        tokens=annotation.tokens,
        sentences=annotation.sentences,
        mentions=tuple(
            Mention(first=at, last=at, head=at, kind="place", score=1.0) for at in heads
        ),
    )


# ---------------------------------------------------------------- the word that bears the act


@given(
    st.lists(
        st.tuples(
            st.integers(-1, 8),
            st.sampled_from(["nsubj", "obj", "obl", "nmod", "acl", "conj", "xcomp", "punct"]),
            st.sampled_from(["VERB", "NOUN", "PROPN", "ADP"]),
            st.floats(0, 1),
        ),
        min_size=9,
        max_size=9,
    ),
    st.lists(st.integers(0, 8), min_size=2, max_size=2, unique=True),
)
def test_any_tree_has_a_bearer_that_is_no_party(
    rows: list[tuple[int, str, str, float]], heads: list[int]
) -> None:
    tokens = tuple(
        Token(span=Span(2 * at, 2 * at + 1), upos=upos, head=head, deprel=deprel)
        for at, (head, deprel, upos, _) in enumerate(rows)
    )
    plain = Annotation(text="w " * len(rows), tokens=tokens, sentences=((0, len(rows)),))
    look = np.array([row[3] for row in rows], np.float32)
    bearer = find_bearer(with_mentions(plain, *heads), (0, 1), (0, len(rows)), look)
    assert 0 <= bearer < len(rows)
    assert bearer not in heads


def test_the_bearer_lies_between_the_parties_or_is_an_object_there() -> None:
    pair = with_mentions(SENT, 0, 5)
    even = np.full(9, 0.1, np.float32)
    assert find_bearer(pair, (0, 1), (0, 9), even) == 1
    arms = even.copy()
    arms[2] = 0.5
    assert find_bearer(pair, (0, 1), (0, 9), arms) == 2


def test_a_word_of_grammar_bears_no_act_where_another_word_may() -> None:
    rows = (
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Borland PROPN 1 conj | met VERB 0 root"
        " | there ADV 4 advmod"
    )
    pair = with_mentions(annotate("Arland and Borland met there", rows), 0, 2)
    look = np.array([0, 0.6, 0, 0.1, 0.3], np.float32)
    assert find_bearer(pair, (0, 1), (0, 5), look) == 3


def test_a_verb_of_saying_bears_no_act() -> None:
    saying = np.array([0, 0.9, 0, 0.1, 0, 0], np.float32)
    assert find_bearer(with_mentions(TOLD, 0, 4), (0, 1), (0, 6), saying) == 3


# ---------------------------------------------------------------- the network


def test_pairs_are_scored_alike_alone_and_together() -> None:
    words = "Norland bombed Estia and met the envoys of Ostia .".split()
    window = make_window(words, [0] * len(words), network().tokenizer)
    (scores,) = score_windows(network(), [window])
    pairs = [((0, 1), (2, 3)), ((0, 1), (5, 9)), ((2, 3), (0, 1))]
    together = score_pairs(network(), scores, (0, len(words)), pairs)
    assert together.look.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    for at, pair in enumerate(pairs):
        alone = score_pairs(network(), scores, (0, len(words)), [pair])
        assert alone.types[0] == pytest.approx(together.types[at], abs=1e-4)
        assert alone.related[0] == pytest.approx(together.related[at], abs=1e-5)


def test_an_act_between_states_is_found_and_its_parts_stand_in_its_sentence() -> None:
    text = "The hall was full. Russian forces bombed Ukrainian positions on Monday, officials said."
    (annotation,) = read_texts(network(), [text])
    relation = max(annotation.relations, key=lambda each: each.score)
    assert relation.type == "ASSAULT"
    assert annotation.tokens[relation.trigger].span.of(text) == "bombed"
    actor, recipient = (annotation.mentions[at] for at in (relation.actor, relation.recipient))
    assert annotation.tokens[actor.last].span.of(text) == "forces"
    assert annotation.tokens[recipient.last].span.of(text) == "positions"


def test_two_who_stand_beside_each_other_are_not_related() -> None:
    text = "Norway and Chile are among the countries where salmon is farmed."
    (annotation,) = read_texts(network(), [text])
    assert not likely_relations(annotation)
