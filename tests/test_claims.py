"""What a page's statements claim: that it is so or not so, about whom, in answer to what."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from demarche.codebook.opposites import load_opposites
from demarche.crisis.claim_words import (
    is_bare,
    is_negated,
    negated_part,
    senses,
    wishes,
    words_of,
)
from demarche.crisis.claims import Claim, find_claims
from demarche.crisis.disputes import dispute_of, with_claims
from demarche.records import (
    Document,
    Entity,
    Event,
    Participant,
    Reading,
    Reference,
    Sentence,
    Statement,
    StatementAct,
    evidence_of,
)
from demarche.spans import Span
from tests.made_items import item, place
from tests.made_records import day, document, entity, event, statement
from tests.made_stories import story_of

PAGE = (
    "Albara accused Brodia of arming the rebels in the hills, a charge Brodia denied. "
    "Cavonia said Brodia is selling weapons to the rebels. "
    "Brodia said its reactor is purely civilian. "
    "Albara said the reactor of Brodia is a cover for a bomb. "
    "Cavonia planned a corridor, which Brodia views as a first step to an invasion."
)


def country(page: Document, words: str, code: str) -> Entity:
    """Return a state of the page, wherever it is named."""
    places = tuple(
        evidence_of(page, Span(found.start(), found.end()))
        for found in re.finditer(words, page.text)
    )
    return replace(entity(page, words), kind="state", country=code, evidence=places)


def reading() -> Reading:
    page = document("a.txt", PAGE, published=day("2031-05-09"))
    albara, brodia, cavonia = (
        country(page, name, code)
        for name, code in (("Albara", "ALB"), ("Brodia", "BRD"), ("Cavonia", "CAV"))
    )

    def told(who: Entity, cue: str, content: str, act: str, mode: str = "speech") -> Statement:
        made = statement(page, who, cue, content)
        return replace(made, act=act, mode=mode)

    accused = told(albara, "accused", "Brodia of arming the rebels in the hills", "accuse")
    return Reading(
        document=page,
        entities=(albara, brodia, cavonia),
        statements=(
            replace(accused, target=Reference(id=brodia.id, name="Brodia")),
            told(brodia, "denied", "a charge", "deny"),
            told(cavonia, "said", "Brodia is selling weapons to the rebels", "say"),
            told(brodia, "said", "its reactor is purely civilian", "say"),
            told(albara, "said", "the reactor of Brodia is a cover for a bomb", "say"),
            told(cavonia, "planned", "a corridor", "say", "intention"),
            told(brodia, "views", "as a first step to an invasion", "say", "belief"),
        ),
        sentences=tuple(
            Sentence(span=place(PAGE, sentence + "."), vector=b"")
            for sentence in PAGE.removesuffix(".").split(". ")
        ),
    )


@pytest.fixture(scope="module")
def claims() -> dict[str, Claim]:
    made = reading()
    words = {one.id: one.content for one in made.statements}
    return {words[claim.id]: claim for claim in find_claims(story_of(made))}


def test_a_charge_is_claimed_and_its_denial_is_not(claims: dict[str, Claim]) -> None:
    charge = claims["Brodia of arming the rebels in the hills"]
    assert (charge.party, charge.asserts, charge.named) == ("ALB", True, ("BRD",))
    assert charge.senses == ("arming +",)
    assert claims["a charge"].asserts is False


def test_what_is_meant_is_no_claim(claims: dict[str, Claim]) -> None:
    assert claims["a corridor"].asserts is None


def test_a_charge_denied_by_that_name_is_the_one_before(claims: dict[str, Claim]) -> None:
    assert claims["a charge"].answers == claims["Brodia of arming the rebels in the hills"].id


def test_a_view_answers_what_is_told_in_its_sentence(claims: dict[str, Claim]) -> None:
    assert claims["as a first step to an invasion"].answers == claims["a corridor"].id


def test_a_pretext_is_what_hides_behind_it(claims: dict[str, Claim]) -> None:
    assert claims["its reactor is purely civilian"].senses == ("peaceful or military +",)
    assert claims["the reactor of Brodia is a cover for a bomb"].senses == (
        "peaceful or military -",
    )


def test_names_of_states_are_no_topic(claims: dict[str, Claim]) -> None:
    topics = claims["Brodia is selling weapons to the rebels"].topics
    assert "rebel" in topics
    assert "brodia" not in topics


def test_the_disputes_of_the_page(claims: dict[str, Claim]) -> None:
    bare = [item(id=claim.id, document_id="d", copies="d") for claim in claims.values()]
    items, _ = with_claims(bare, claims.values())
    words = {claim.id: content for content, claim in claims.items()}
    found = {
        (words[one.id], words[other.id], judged.kind)
        for at, one in enumerate(items)
        for other in items[at + 1 :]
        if (judged := dispute_of(one, other))
    }
    assert found == {
        ("Brodia of arming the rebels in the hills", "a charge", "fact"),
        ("its reactor is purely civilian", "the reactor of Brodia is a cover for a bomb", "fact"),
        ("a corridor", "as a first step to an invasion", "fact"),
    }


def test_an_event_told_in_a_statement_claims_nothing() -> None:
    made = reading()
    brodia = made.entities[1]
    act: Event = event(made.document, brodia, "arming the rebels", brodia)
    side = Participant(entity=Reference(id="x", name="x"), country="BRD", sector=None, mention="x")
    alone = replace(event(made.document, brodia, "Cavonia planned", brodia), actors=(side,))
    told = replace(made, statements=made.statements[:4], events=(act, alone))
    claims = {claim.id: claim for claim in find_claims(story_of(told))}
    assert claims[act.id].asserts is None
    assert (claims[alone.id].asserts, claims[alone.id].named) == (True, ("BRD",))


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("that it did not fire", True),
        ("nobody was there", True),
        ("they aren't there", True),
        ("it is not true that nobody was there", True),
        ("no one has never been there", False),
        ("not only the port but the road is shut", False),
        ("no one doubts any more that the road is shut", False),
        ("the road is shut, which is not new", False),
        ("the road is shut", False),
    ],
)
def test_a_claim_is_negated_in_its_first_clause(text: str, negated: bool) -> None:
    assert is_negated(words_of(text)) is negated


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a charge", True),
        ("the latest allegations", True),
        ("this", True),
        ("any role in the attack on the port", True),
        ("I think that such a suggestion is malicious", True),
        ("a role in the talks", False),
        ("Such reports are baseless and were spread by its enemies", True),
        ("allegations that it arms the rebels in the hills", False),
        ("the plan for the port", False),
    ],
)
def test_a_claim_may_be_named_and_no_more(text: str, bare: bool) -> None:
    assert is_bare(words_of(text)) is bare


def test_a_not_turns_the_words_behind_it_and_no_more() -> None:
    text = words_of("its envoy was not a guest of those who met over the killing of the mayor")
    assert not [*senses(text, negated_part(text))]
    text = words_of("the mayor was not killed on the road to the port")
    assert [*senses(text, negated_part(text))] == ["alive or dead -"]


@pytest.mark.parametrize(
    ("text", "act", "side"),
    [
        ("resuming the talks", "demand", ["+"]),
        ("resuming the talks", "reject", ["-"]),
        ("a precondition for talks", "reject", ["+"]),
        ("the troops must leave before talks begin", "say", ["-"]),
        ("the talks resumed on Monday", "say", []),
        ("there will be no aid until they agree to talks", "say", []),
    ],
)
def test_a_term_for_talks_is_wanted_or_refused(
    text: str, act: StatementAct, side: list[str]
) -> None:
    words = words_of(text)
    found = wishes(words, act, words_of("said"), words)
    assert [one[-1] for one in found] == side


def two_claims(text: str, one: str, other: str) -> tuple[Claim, Claim]:
    """Return what Albara says and what Brodia insists on, of a page of one sentence."""
    page = document("b.txt", text, published=day("2031-05-09"))
    albara, brodia = country(page, "Albara", "ALB"), country(page, "Brodia", "BRD")
    told = (
        replace(statement(page, albara, "says", one), act="say"),
        replace(statement(page, brodia, "insists", other), act="say"),
    )
    made = Reading(
        document=page,
        entities=(albara, brodia),
        statements=told,
        sentences=(Sentence(span=Span(0, len(text)), vector=b""),),
    )
    first, second = find_claims(story_of(made))
    return first, second


def test_one_sentence_sets_two_claims_against_each_other() -> None:
    first, second = two_claims(
        "Albara says the road is open, but Brodia insists it is mined.",
        "the road is open", "it is mined",
    )  # fmt: skip
    assert second.answers == first.id
    first, second = two_claims(
        "Albara says the road is open, and Brodia insists it is mined.",
        "the road is open", "it is mined",
    )  # fmt: skip
    assert second.answers is None


def test_every_opposite_has_a_name_of_its_own() -> None:
    book = load_opposites()
    names: Sequence[str] = [one.name for one in (*book.opposites, *book.conditions)]
    assert len(set(names)) == len(names)
    assert all(one.first and not one.first & one.second for one in book.opposites)
