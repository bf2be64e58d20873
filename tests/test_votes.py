"""Votes: who voted how, where, on what, and what came of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.extract.statements import find_statements
from demarche.extract.vote_counts import Tally, count_votes, last_symbol_in, symbol_in
from demarche.extract.votes import find_votes
from demarche.records import Annotation, Vote
from tests.fakes import NamedEntities, annotate, entity, lay_out

KNOWN = {
    "Arland": entity("Arland", country="AAA"),
    "Borland": entity("Borland", country="BBB"),
    "Cestria": entity("Cestria", country="CCC"),
    "Council": entity("UN Security Council", "organ"),
    "board": entity("board", "organ"),
}
WORDS = ("vetoed", "resolution", "voted", "for", "against", "Arland", "veto", "vote", "Council")


def read(*annotations: Annotation) -> tuple[Vote, ...]:
    document, passages = lay_out(*annotations)
    entities = NamedEntities(document.text, KNOWN)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    found = find_votes(document, passages, entities, statements)  # type: ignore[arg-type]
    for vote in found:
        for place in vote.evidence:
            assert document.text[place.start : place.end] == place.quote
    return found


def ballots(vote: Vote) -> list[tuple[str, str]]:
    return [(each.member.name, each.ballot) for each in vote.members]


VETOED = annotate(
    "Arland, which vetoed two Council resolutions on Borland, wants talks.",
    "Arland PROPN 11 nsubj | , PUNCT 4 punct | which PRON 4 nsubj | vetoed VERB 1 acl:relcl"
    " | two NUM 7 nummod | Council PROPN 7 compound | resolutions NOUN 4 obj | on ADP 9 case"
    " | Borland PROPN 7 nmod | , PUNCT 1 punct | wants VERB 0 root | talks NOUN 11 obj"
    " | . PUNCT 11 punct",
)
COUNTED = annotate(
    "Meeting in Portville, 23 members voted for the motion although Arland and Borland voted"
    " against it.",
    "Meeting VERB 7 advcl | in ADP 3 case | Portville PROPN 1 nmod | , PUNCT 1 punct"
    " | 23 NUM 6 nummod | members NOUN 7 nsubj | voted VERB 0 root | for ADP 10 case"
    " | the DET 10 det | motion NOUN 7 obl | although SCONJ 15 mark | Arland PROPN 15 nsubj"
    " | and CCONJ 14 cc | Borland PROPN 12 conj | voted VERB 7 advcl | against ADP 17 case"
    " | it PRON 15 obl | . PUNCT 7 punct",
)
ADOPTED = annotate(
    "The Council adopted resolution 2099 by 13-0 with two abstentions on Monday.",
    "The DET 2 det | Council PROPN 3 nsubj | adopted VERB 0 root | resolution NOUN 3 obj"
    " | 2099 NUM 4 flat | by ADP 7 case | 13 NUM 3 obl | - SYM 9 case | 0 NUM 7 nmod"
    " | with ADP 12 case | two NUM 12 nummod | abstentions NOUN 3 obl | on ADP 14 case"
    " | Monday PROPN 3 obl | . PUNCT 3 punct",
)
AHEAD = annotate(
    "The board will vote on the draft on Tuesday.",
    "The DET 2 det | board NOUN 4 nsubj | will AUX 4 aux | vote VERB 0 root | on ADP 7 case"
    " | the DET 7 det | draft NOUN 4 obl | on ADP 9 case | Tuesday PROPN 4 obl | . PUNCT 4 punct",
)
ELECTION = annotate(
    "Voters in Arland voted for change in the election on Sunday.",
    "Voters NOUN 4 nsubj | in ADP 3 case | Arland PROPN 1 nmod | voted VERB 0 root | for ADP 6 case"
    " | change NOUN 4 obl | in ADP 9 case | the DET 9 det | election NOUN 6 nmod | on ADP 11 case"
    " | Sunday PROPN 4 obl | . PUNCT 4 punct",
)
ABSTAINED = annotate(
    "Cestria abstained from the vote on the resolution.",
    "Cestria PROPN 2 nsubj | abstained VERB 0 root | from ADP 5 case | the DET 5 det"
    " | vote NOUN 2 obl | on ADP 8 case | the DET 8 det | resolution NOUN 5 nmod | . PUNCT 2 punct",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(wild_annotations(WORDS), min_size=1, max_size=2))
def test_a_wrong_parse_never_raises(annotations: list[Annotation]) -> None:
    found = read(*annotations)
    assert len({vote.id for vote in found}) == len(found)


def test_vetoes_are_counted_and_cast_by_who_cast_them() -> None:
    (vote,) = read(VETOED)
    assert (vote.result, vote.count, ballots(vote)) == ("vetoed", 2, [("Arland", "no")])
    assert vote.body is not None
    assert vote.body.name == "UN Security Council"
    assert vote.text == "two Council resolutions on Borland"


def test_the_number_of_a_resolution_is_not_how_many_there_are() -> None:
    tokens = [
        replace(token, deprel="nummod") if token.span.of(ADOPTED.text) == "2099" else token
        for token in ADOPTED.tokens
    ]
    (vote,) = read(replace(ADOPTED, tokens=tuple(tokens)))
    assert vote.count == 1


def test_those_for_and_those_against_in_one_sentence_are_one_vote() -> None:
    (vote,) = read(COUNTED)
    assert vote.yes == 23
    assert ballots(vote) == [("Arland", "no"), ("Borland", "no")]
    assert vote.text == "the motion"


def test_a_tally_a_symbol_and_a_day() -> None:
    (vote,) = read(ADOPTED)
    assert (vote.yes, vote.no, vote.abstain, vote.result) == (13, 0, 2, "adopted")
    assert vote.symbol == "S/RES/2099"
    assert vote.when is not None
    assert str(vote.when.start) == "2031-05-05"


def test_a_tally_is_evidence() -> None:
    (vote,) = read(ADOPTED)
    assert vote.evidence[-1].quote == "13-0 with two"


def test_a_majority_is_no_body_but_stands_in_one() -> None:
    (vote,) = read(
        annotate(
            "The bill was approved by a majority in the board.",
            "The DET 2 det | bill NOUN 4 nsubj:pass | was AUX 4 aux:pass | approved VERB 0 root"
            " | by ADP 7 case | a DET 7 det | majority NOUN 4 obl | in ADP 10 case | the DET 10 det"
            " | board NOUN 7 nmod | . PUNCT 4 punct",
        )
    )
    assert vote.body is not None
    assert (vote.body.name, vote.result) == ("board", "adopted")


def test_a_vote_that_lies_ahead_has_no_result() -> None:
    (vote,) = read(AHEAD)
    assert (vote.factuality, vote.result, vote.text) == ("planned", None, "the draft")


def test_an_election_is_no_vote_of_a_body() -> None:
    assert read(ELECTION) == ()


def test_who_abstains_is_told() -> None:
    (vote,) = read(ABSTAINED)
    assert ballots(vote) == [("Cestria", "abstain")]


def test_a_vote_told_twice_is_one() -> None:
    (vote,) = read(ADOPTED, ADOPTED)
    assert len({place.start for place in vote.evidence}) == 2 * len(read(ADOPTED)[0].evidence)


@pytest.mark.parametrize(
    ("sentence", "tally"),
    [
        (
            "It carried by a vote of 88 to 12 with five abstentions.",
            Tally(yes=88, no=12, abstain=5),
        ),
        ("The chamber voted 79-19 in favour of the bill.", Tally(yes=79, no=19)),
        ("With 310 senators voting for, 64 against it, it carried.", Tally(yes=310, no=64)),
        ("Thirteen of the 15 members voted in favour and two voted against.", Tally(yes=13, no=2)),
        ("They adopted it after 12 people had called for a vote.", Tally()),
        ("On 14 April all 15 members voted for it.", Tally(yes=15)),
        ("They voted 9-2-4.", Tally(yes=9, no=2, abstain=4)),
        ("The council unanimously adopted the text.", Tally(no=0, abstain=0)),
        ("From 2004-05 it had 15 members.", Tally()),
    ],
)
def test_tallies(sentence: str, tally: Tally) -> None:
    assert count_votes(sentence) == tally


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_a_written_tally_is_read_back(yes: int, no: int, abstain: int) -> None:
    words = f"The text was adopted by {yes}-{no} with {abstain} abstentions."
    assert count_votes(words) == Tally(yes=yes, no=no, abstain=abstain)


def test_symbols() -> None:
    assert symbol_in("the draft S/2012/538 failed", of_council=False) == "S/2012/538"
    assert symbol_in("resolution 1737 was adopted", of_council=True) == "S/RES/1737"
    assert symbol_in("resolution 12 of the parliament", of_council=False) is None
    assert symbol_in("resolution 66/3 and draft A/71/4", of_council=False) == "A/71/4"
    assert last_symbol_in("draft A/71/4 and resolution 66/3", of_council=False) == "A/RES/66/3"
    assert last_symbol_in("no text at all", of_council=False) is None


@given(st.lists(st.integers(1, 999), min_size=1, max_size=4))
def test_the_last_symbol_is_the_last_that_was_written(numbers: list[int]) -> None:
    symbols = [f"S/2031/{number}" for number in numbers]
    words = " and then ".join(symbols)
    assert symbol_in(words, of_council=False) == symbols[0]
    assert last_symbol_in(words, of_council=False) == symbols[-1]


def test_a_vote_without_a_symbol_has_that_of_the_text_told_last() -> None:
    told = annotate(
        "Drafts S/2031/4 and S/2031/9 differ. Arland vetoed the draft.",
        "Drafts NOUN 5 nsubj | S/2031/4 PROPN 1 appos | and CCONJ 4 cc | S/2031/9 PROPN 2 conj"
        " | differ VERB 0 root | . PUNCT 5 punct || "
        "Arland PROPN 2 nsubj | vetoed VERB 0 root | the DET 4 det | draft NOUN 2 obj"
        " | . PUNCT 2 punct",
    )
    (vote,) = read(told)
    assert vote.symbol == "S/2031/9"
