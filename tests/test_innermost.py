"""The innermost statement around words: the shortest one, in whatever order statements come."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from demarche.extract.innermost import innermost
from demarche.records import Statement
from demarche.spans import Span
from tests.made_records import document, entity, statement

PAGE = document("a.txt", "Arland said that it would rain.", published="2031-05-05")
SAID = statement(PAGE, entity(PAGE, "Arland"), "said", "it would rain")
SPANS = st.tuples(st.integers(0, 6), st.integers(1, 4)).map(lambda at: Span(at[0], sum(at)))
STATEMENTS = st.lists(st.lists(SPANS, min_size=1, max_size=2), max_size=4).map(
    lambda found: [
        replace(SAID, id=f"s{number}", fragments=tuple(spans)) for number, spans in enumerate(found)
    ]
)


@given(STATEMENTS, SPANS, st.randoms())
def test_it_is_a_shortest_one_around_whatever_the_order(
    statements: list[Statement], span: Span, random: Random
) -> None:
    found = innermost(statements, span)
    lengths = [len(f) for s in statements for f in s.fragments if f.covers(span)]
    assert (found is None) == (not lengths)
    if found is not None:
        assert min(len(f) for f in found.fragments if f.covers(span)) == min(lengths)
    mixed = random.sample(statements, len(statements))
    assert innermost(mixed, span) == found
