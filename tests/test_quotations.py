"""Quotation marks: pairs of every make are found, odd ones never take in more than their own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.quotations import find_quotations, in_quotations, is_speech
from demarche.spans import Span


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,:\"'“”\u2018\u2019«»`\n", max_size=60))
def test_quotations_lie_in_order_within_the_text(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.span.start < quotation.inner.start
        assert quotation.span.covers(quotation.inner)
        assert quotation.span.end <= len(text)
        assert quotation.inner.of(text).strip() == quotation.inner.of(text) != ""
        end = quotation.span.end


@pytest.mark.parametrize(
    "text",
    [
        '"We will not leave," she said.',
        "“We will not leave,” she said.",
        "''We will not leave,'' she said.",
        "``We will not leave,'' she said.",
        "«We will not leave,» she said.",
        "'We will not leave,' she said.",
        "\u2018We will not leave,\u2019 she said.",
        '“We will not leave," she said.',
    ],
)
def test_marks_of_every_make_pair(text: str) -> None:
    (quotation,) = find_quotations(text)
    assert quotation.inner.of(text) == "We will not leave,"
    assert quotation.closed


def test_apostrophes_are_no_marks() -> None:
    assert find_quotations("The ministers' envoy didn't see Arland's fleet in '08.") == ()


def test_single_marks_inside_a_quotation_stay_inside() -> None:
    text = "“He told me \u2018never again\u2019 and left,” she said."
    (quotation,) = find_quotations(text)
    assert quotation.inner.of(text) == "He told me \u2018never again\u2019 and left,"


def test_a_lost_space_after_a_full_stop_does_not_hide_a_quotation() -> None:
    text = 'The talks failed."We tried everything," she said."It was not enough."'
    inner = [quotation.inner.of(text) for quotation in find_quotations(text)]
    assert inner == ["We tried everything,", "It was not enough."]


def test_a_stray_mark_swallows_nothing() -> None:
    text = 'The 12" pipe broke. The minister left the hall and the session ended late at night.'
    assert find_quotations(text) == ()


def test_an_open_quotation_runs_on_only_after_what_brings_in_speech() -> None:
    (quotation,) = find_quotations("She said: “We stay. We always have.")
    assert not quotation.closed
    assert find_quotations("He read the “ sign and the crowd around it grew") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He called it a "so-called" plan.', False),
        ('She read "The Winter of the Long Night" twice.', False),
        ('"We will come back next week," he said.', True),
        ('"Never again."', True),
    ],
)
def test_scare_quotes_and_titles_are_no_speech(text: str, expected: bool) -> None:
    (quotation,) = find_quotations(text)
    assert is_speech(text, quotation) is expected


def test_share_in_quotation_marks() -> None:
    text = 'abcd "efgh"'
    assert in_quotations(Span(0, len(text)), find_quotations(text), text) == 0.5
