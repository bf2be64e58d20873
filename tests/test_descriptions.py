"""Descriptions of the one person that a page names."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from demarche.extract import descriptions
from demarche.extract.entities import find_entities
from demarche.records import Annotation, Mention
from tests.fakes import lay_out
from tests.page_entities import at, tagged
from tests.page_entities import read as read_page_entities


def mentioned(annotation: Annotation, *tokens: tuple[int, int, int]) -> Annotation:
    """Return an annotation with persons at (first, last, head)."""
    mentions = tuple(
        Mention(first=first, last=last, head=head, kind="person", score=0.9)
        for first, last, head in tokens
    )
    return replace(annotation, mentions=mentions)


NAMED = mentioned(
    tagged(
        "Otto Rudin spoke.",
        "Otto PROPN 3 nsubj | Rudin PROPN 1 flat | spoke VERB 0 root | . PUNCT 3 punct",
        Otto_Rudin="person",
    ),
    (0, 1, 0),
)


def described(words: str) -> Annotation:
    """Return "The WORDS general left." as a mention of a person."""
    parts = words.split()
    head = len(parts) + 2
    rows = [f"The DET {head} det", *(f"{word} ADJ {head} amod" for word in parts)]
    rows += [f"general NOUN {head + 1} nsubj", "left VERB 0 root", f". PUNCT {head + 1} punct"]
    text = f"The {words} general left."
    return mentioned(tagged(text, " | ".join(rows)), (0, head - 1, head - 1))


@pytest.fixture(autouse=True)
def goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every mention go back to the first of the page: the scorer has tests of its own."""

    def first(_: object, wanted: Iterable[tuple[int, int]]) -> dict[object, object]:
        return {place: ((0, 0),) for place in wanted}

    monkeypatch.setattr(descriptions, "find_antecedents", first)


def test_a_description_is_the_one_person_whom_the_page_names() -> None:
    document, entities = read_page_entities(NAMED, described("bearded"))
    assert at(document, entities, 1, "The bearded general") == "Otto Rudin"


def test_a_description_of_somebody_of_another_time_is_not() -> None:
    document, entities = read_page_entities(NAMED, described("late"))
    assert at(document, entities, 1, "The late general") != "Otto Rudin"


def test_without_anybody_named_a_description_is_itself() -> None:
    entities = find_entities(*lay_out(described("bearded")))
    assert len(entities.entities) == 1


def test_who_is_given_an_age_is_the_one_told_of_last() -> None:
    words = "the DET 8 det | 66 NUM 6 nummod | - PUNCT 4 punct | year NOUN 6 obl | - PUNCT 6 punct"
    old = tagged(
        "The 66-year-old general left.",
        words.replace("the", "The", 1) + " | old ADJ 7 amod | general NOUN 8 nsubj"
        " | left VERB 0 root | . PUNCT 8 punct",
    )
    document, entities = read_page_entities(NAMED, old)
    assert at(document, entities, 1, "general") == "Otto Rudin"
