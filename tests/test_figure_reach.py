"""How far figures reach: since when, where, of what they are part, and in which series."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.entities import find_entities
from demarche.extract.figures import find_figures
from demarche.records import Annotation, Figure
from tests.fakes import annotate, lay_out
from tests.test_figures import figures, guessed, only


def toll(number: str, place: str, start: str) -> Annotation:
    """Return "N people have died in PLACE since START 2029." with its tree."""
    return annotate(
        f"{number} people have died in {place} since {start} 2029.",
        f"{number} NUM 2 nummod | people NOUN 4 nsubj | have AUX 4 aux | died VERB 0 root"
        f" | in ADP 6 case | {place} PROPN 4 obl | since ADP 8 case | {start} PROPN 4 obl"
        " | 2029 NUM 8 nmod | . PUNCT 4 punct",
    )


def test_a_toll_says_where_and_since_when() -> None:
    figure = only(toll("5,000", "Syria", "March"))
    assert figure.since is not None
    assert (figure.since.start, figure.since.end) == (date(2029, 3, 1), date(2029, 3, 31))
    assert figure.as_of is not None
    assert figure.as_of.start == date(2031, 5, 9)
    assert figure.place is not None
    assert figure.place.name == "Syria"
    assert figure.series == "dead | SYR | since 2029-03"


def test_one_series_wants_one_place_and_one_start() -> None:
    first = only(toll("5,000", "Syria", "March")).series
    assert first is not None
    assert only(toll("9,000", "Syria", "March")).series == first
    assert only(toll("9,000", "Syria", "May")).series != first
    assert only(toll("9,000", "Iraq", "March")).series != first


def test_the_place_is_an_entity_of_the_page() -> None:
    document, passages = lay_out(toll("5,000", "Syria", "March"))
    entities = find_entities(document, passages)
    (figure,) = find_figures(document, passages, entities, ())
    assert figure.place is not None
    assert figure.place.id in {entity.id for entity in entities.entities}


WAR = annotate(
    "Syria's war has killed 9,000 people.",
    "Syria PROPN 3 nmod:poss | 's PART 1 case | war NOUN 5 nsubj | has AUX 5 aux"
    " | killed VERB 0 root | 9,000 NUM 7 nummod | people NOUN 5 obj | . PUNCT 5 punct",
)
RAID = annotate(
    "An Israeli raid on Gaza killed five farmers.",
    "An DET 3 det | Israeli ADJ 3 amod | raid NOUN 6 nsubj | on ADP 5 case | Gaza PROPN 3 nmod"
    " | killed VERB 0 root | five NUM 8 nummod | farmers NOUN 6 obj | . PUNCT 6 punct",
)
TROOPS = annotate(
    "Britain has 7,000 troops in Iraq.",
    "Britain PROPN 2 nsubj | has VERB 0 root | 7,000 NUM 4 nummod | troops NOUN 2 obj"
    " | in ADP 6 case | Iraq PROPN 2 obl | . PUNCT 2 punct",
)


def test_the_dead_of_a_war_are_those_of_the_whole() -> None:
    figure = only(WAR)
    assert figure.place is not None
    assert (figure.place.name, figure.series) == ("Syria", "dead | SYR | the whole crisis")


def test_who_does_an_act_is_not_its_place() -> None:
    figure = only(RAID)
    assert figure.place is None or figure.place.name != "Israel"


def test_troops_are_somebody_s() -> None:
    assert only(TROOPS).series == "troops (GBR) | IRQ"


def test_the_dead_of_no_known_time_belong_to_no_series() -> None:
    text = "Shells killed 12 people in Syria."
    figure = only(
        annotate(
            text,
            "Shells NOUN 2 nsubj | killed VERB 0 root | 12 NUM 4 nummod | people NOUN 2 obj"
            " | in ADP 6 case | Syria PROPN 2 obl | . PUNCT 2 punct",
        )
    )
    assert figure.place is not None
    assert figure.series is None


def test_what_is_not_canonical_belongs_to_no_series() -> None:
    assert only(guessed("It has 40 kiosks.")).series is None


def test_past_weeks_begin_a_count_and_do_not_date_it() -> None:
    figure = only(
        annotate(
            "Some 40 villagers died in the past two weeks.",
            "Some ADV 2 advmod | 40 NUM 3 nummod | villagers NOUN 4 nsubj | died VERB 0 root"
            " | in ADP 9 case | the DET 9 det | past ADJ 9 amod | two NUM 9 nummod"
            " | weeks NOUN 4 obl | . PUNCT 4 punct",
        )
    )
    assert figure.since is not None
    assert figure.since.start == date(2031, 4, 25)
    assert figure.as_of is not None
    assert figure.as_of.start == date(2031, 5, 9)


def test_the_date_of_something_else_is_not_the_figure_s() -> None:
    figure = only(guessed("Some 40 villagers died before next month's election."))
    assert figure.as_of is not None
    assert figure.as_of.start == date(2031, 5, 9)


def parts(text: str) -> dict[str, str | None]:
    """Return the number of each figure of a text with that of the figure it is part of."""
    found = figures(guessed(text))
    quotes: dict[str | None, str] = {one.id: one.evidence[1].quote for one in found}
    return {one.evidence[1].quote: quotes.get(one.subset_of) for one in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Shells killed 108 villagers, including 49 children.", {"108": None, "49": "108"}),
        (
            "Shells killed 108 villagers, among them 49 children and 34 women.",
            {"108": None, "49": "108", "34": "108"},
        ),
        ("They held 60 villagers, 20 of them children.", {"60": None, "20": "60"}),
        ("Of the 108 hostages, 49 soldiers fled.", {"108": None, "49": "108"}),
        ("They held 60 villagers and 20 soldiers.", {"60": None, "20": None}),
    ],
)
def test_parts_know_their_whole(text: str, wanted: dict[str, str | None]) -> None:
    assert parts(text) == wanted


def test_a_part_stands_in_the_sentence_of_its_whole() -> None:
    found = figures(guessed("They held 60 villagers"), guessed("including 20 soldiers."))
    assert [one.subset_of for one in found] == [None, None]


def test_some_of_the_whole_are_a_part() -> None:
    part, whole = figures(
        annotate(
            "They freed 49 of the 108 hostages.",
            "They PRON 2 nsubj | freed VERB 0 root | 49 NUM 2 obj | of ADP 7 case | the DET 7 det"
            " | 108 NUM 7 nummod | hostages NOUN 3 nmod | . PUNCT 2 punct",
        )
    )
    assert (part.value, whole.value) == (49, 108)
    assert (part.subset_of, whole.subset_of) == (whole.id, None)


@given(st.integers(min_value=11, max_value=10**6), st.integers(min_value=11, max_value=10**6))
@settings(max_examples=30, deadline=None)
def test_a_part_is_of_its_page_and_no_larger(whole: int, part: int) -> None:
    text = f"Shells killed {whole:,} villagers, including {part:,} children."
    found: dict[str, Figure] = {figure.id: figure for figure in figures(guessed(text))}
    named = [figure for figure in found.values() if figure.subset_of is not None]
    assert len(named) == (1 if part <= whole else 0)
    for figure in named:
        over = found[figure.subset_of or ""]
        assert (figure.value or 0) <= (over.value or 0)
        assert figure.series is None


def test_the_order_of_paragraphs_does_not_change_what_a_paragraph_gives() -> None:
    one, two = toll("5,000", "Syria", "March"), TROOPS
    keys = [sorted(str(f.series) for f in figures(*order)) for order in ((one, two), (two, one))]
    assert keys[0] == keys[1]
