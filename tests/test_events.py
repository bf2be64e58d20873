"""Events: who did what to whom, whether it happened, and what is none."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.codebook.kinds import load_kinds
from demarche.codebook.words import load_events
from demarche.errors import OptionError
from demarche.extract.events import find_events
from demarche.extract.statements import find_statements
from demarche.records import Annotation, Entity, Event, Mention, Relation
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out

ARLAND, BORLAND, CESTRIA = (
    entity("Arland", country="AAA"),
    entity("Borland", country="BBB"),
    entity("Cestria", country="CCC"),
)
KNOWN = {
    "Arland": ARLAND,
    "Arlandish": ARLAND,
    "Borland": BORLAND,
    "Borlandic": BORLAND,
    "Cestria": CESTRIA,
    "rebels": entity("rebels", "armed group"),
    "Estia": entity("Estia", "state", country="CCC"),
    "crowds": entity("crowds", "population"),
    "Brandt": entity("Ada Brandt", "person", titles=("foreign minister",), country="AAA"),
    "Lindgren": entity("Lindgren", "person"),  # no office, no country: no political actor
    "Portville": entity("Portville", "place", country="BBB"),
    "he": ARLAND,
}


def read(*annotations: Annotation, published: date | None = date(2031, 5, 9)) -> tuple[Event, ...]:
    return read_with(KNOWN, *annotations, published=published)


def read_with(
    known: dict[str, Entity], *annotations: Annotation, published: date | None = date(2031, 5, 9)
) -> tuple[Event, ...]:
    document, passages = lay_out(*annotations, published=published)
    entities = NamedEntities(document.text, known)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    found = find_events(document, passages, entities, statements)  # type: ignore[arg-type]
    ids = {statement.id for statement in statements}
    for event in found:
        assert event.attributed_to is None or event.attributed_to in ids
        for place in event.evidence:
            assert document.text[place.start : place.end] == place.quote
    return found


def tell(event: Event) -> tuple[str, str, str, str]:
    """An event in four words: actors, type, recipients, factuality."""
    return (
        "+".join(side.entity.name for side in event.actors),
        event.event,
        "+".join(side.entity.name for side in event.recipients),
        event.factuality,
    )


# ---------------------------------------------------------------- laws


@settings(max_examples=40, deadline=None)
@given(
    st.lists(wild_annotations(), max_size=2),
    st.lists(
        st.builds(
            Relation,
            actor=st.integers(-1, 3),
            recipient=st.integers(-1, 3),
            type=st.sampled_from(["YIELD", "ASSAULT", "ACCUSE", "nonsense"]),
            trigger=st.integers(-1, 15),
            score=st.floats(0, 1),
        ),
        max_size=3,
    ),
)
def test_no_parse_however_wrong_stops_a_page(
    annotations: list[Annotation], relations: list[Relation]
) -> None:
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="organization", score=1.0) for at in (0, 2, 20)
    )
    wild = [
        Annotation(
            text=each.text,
            tokens=each.tokens,
            sentences=each.sentences,
            mentions=mentions,
            attributions=each.attributions,
            relations=tuple(relations),
        )
        for each in annotations
    ]
    found = read(*wild)
    assert len({event.id for event in found}) == len(found)
    for event in found:
        assert event.actors
        assert event.recipients or event.event not in ("COOPERATE", "AID", "SANCTION")
        assert event.quad == load_kinds().types[event.event].quad
        assert event.cameo in load_kinds().intensities


# ---------------------------------------------------------------- who did what to whom

SHAPES = {
    "a warning with an infinitive asks": (
        "Arland warned Borland to wait.",
        "Arland PROPN 2 nsubj | warned VERB 0 root | Borland PROPN 2 iobj | to PART 5 mark"
        " | wait VERB 2 xcomp",
        [("Arland", "REQUEST", "Borland", "happened")],
    ),
    "a time between a demand and its preposition": (
        "Arland called Sunday for Borland to wait.",
        "Arland PROPN 2 nsubj | called VERB 0 root | Sunday PROPN 2 obl | for SCONJ 7 mark"
        " | Borland PROPN 7 nsubj | to PART 7 mark | wait VERB 2 xcomp",
        [("Arland", "REQUEST", "Borland", "happened")],
    ),
    "two ask together": (
        "Arland and Cestria urged Borland to wait.",
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Cestria PROPN 1 conj | urged VERB 0 root"
        " | Borland PROPN 4 obj | to PART 7 mark | wait VERB 4 xcomp",
        [("Arland+Cestria", "REQUEST", "Borland", "happened")],
    ),
    "a person of no office asks a state": (
        "Lindgren said Borland must wait.",
        "Lindgren PROPN 2 nsubj | said VERB 0 root | Borland PROPN 5 nsubj | must AUX 5 aux"
        " | wait VERB 2 ccomp",
        [("Lindgren", "REQUEST", "Borland", "happened")],
    ),
    "nor does he by asking nobody of politics": (
        "Lindgren said Lindgren must wait.",
        "Lindgren PROPN 2 nsubj | said VERB 0 root | Lindgren PROPN 5 nsubj | must AUX 5 aux"
        " | wait VERB 2 ccomp",
        [],
    ),
    "active": (
        "Arland bombed Borland.",
        "Arland PROPN 2 nsubj | bombed VERB 0 root | Borland PROPN 2 obj",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "passive": (
        "Borland was bombed by Arland.",
        "Borland PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root | by ADP 5 case"
        " | Arland PROPN 3 obl:agent",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "both go to what a third holds": (
        "Arland and Cestria attended a Borlandic conference.",
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Cestria PROPN 1 conj | attended VERB 0 root"
        " | a DET 7 det | Borlandic ADJ 7 amod | conference NOUN 4 obj",
        [("Arland+Cestria", "CONSULT", "Borland", "happened")],
    ),
    "participle before its victim": (
        "Attacked by Arland, Borland fell.",
        "Attacked VERB 6 advcl | by ADP 3 case | Arland PROPN 1 obl:agent | , PUNCT 1 punct"
        " | Borland PROPN 6 nsubj | fell VERB 0 root",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "help with what is given": (
        "Arland donated money to help Borland.",
        "Arland PROPN 2 nsubj | donated VERB 0 root | money NOUN 2 obj | to PART 5 mark"
        " | help VERB 2 advcl | Borland PROPN 5 obj",
        [("Arland", "AID", "Borland", "happened")],
    ),
    "thanked for not doing it": (
        "Cestria thanked Arland for not attacking Borland.",
        "Cestria PROPN 2 nsubj | thanked VERB 0 root | Arland PROPN 2 obj | for SCONJ 6 mark"
        " | not PART 6 advmod | attacking VERB 2 ccomp | Borland PROPN 6 obj",
        [
            ("Cestria", "SUPPORT", "Arland", "happened"),
            ("Arland", "ASSAULT", "Borland", "did not happen"),
        ],
    ),
    "passive without an agent": (
        "Borland was bombed.",
        "Borland PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root",
        [],
    ),
    "several actors": (
        "Arland and Cestria bombed Borland.",
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Cestria PROPN 1 conj | bombed VERB 0 root"
        " | Borland PROPN 4 obj",
        [("Arland+Cestria", "ASSAULT", "Borland", "happened")],
    ),
    "both sides": (
        "Arland and Borland met.",
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Borland PROPN 1 conj | met VERB 0 root",
        [("Arland", "CONSULT", "Borland", "happened")],
    ),
    "relative clause": (
        "Arland, which bombed Borland, sleeps.",
        "Arland PROPN 7 nsubj | , PUNCT 4 punct | which PRON 4 nsubj | bombed VERB 1 acl:relcl"
        " | Borland PROPN 4 obj | , PUNCT 4 punct | sleeps VERB 0 root",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "shared subject": (
        "Arland armed itself and bombed Borland.",
        "Arland PROPN 2 nsubj | armed VERB 0 root | itself PRON 2 obj | and CCONJ 5 cc"
        " | bombed VERB 2 conj | Borland PROPN 5 obj",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "possessive actor of a noun": (
        "Arland's attack on Borland shocked many.",
        "Arland PROPN 3 nmod:poss | 's PART 1 case | attack NOUN 6 nsubj | on ADP 5 case"
        " | Borland PROPN 3 nmod | shocked VERB 0 root | many ADJ 6 obj",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "adjective as actor": (
        "Arlandish sanctions against Borland hurt.",
        "Arlandish ADJ 2 amod | sanctions NOUN 5 nsubj | against ADP 4 case | Borland PROPN 2 nmod"
        " | hurt VERB 0 root",
        [("Arland", "COERCE", "Borland", "happened")],
    ),
    "talks between": (
        "Talks between Arland and Borland stalled.",
        "Talks NOUN 6 nsubj | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | Borland PROPN 3 conj | stalled VERB 0 root",
        [("Arland", "CONSULT", "Borland", "happened")],
    ),
    "light verb": (
        "Arland held talks with Borland.",
        "Arland PROPN 2 nsubj | held VERB 0 root | talks NOUN 2 obj | with ADP 5 case"
        " | Borland PROPN 3 nmod",
        [("Arland", "CONSULT", "Borland", "happened")],
    ),
    "who is arrested need be no politician": (
        "Arland arrested Lindgren.",
        "Arland PROPN 2 nsubj | arrested VERB 0 root | Lindgren PROPN 2 obj",
        [("Arland", "COERCE", "Lindgren", "happened")],
    ),
    "nor the place that is shelled": (
        "Arland shelled Portville.",
        "Arland PROPN 2 nsubj | shelled VERB 0 root | Portville PROPN 2 obj",
        [("Arland", "ASSAULT", "Portville", "happened")],
    ),
    "whose arrest it was": (
        "Brandt's arrest by Arland shocked many.",
        "Brandt PROPN 3 nmod:poss | 's PART 1 case | arrest NOUN 6 nsubj | by ADP 5 case"
        " | Arland PROPN 3 nmod | shocked VERB 0 root | many ADJ 6 obj",
        [("Arland", "COERCE", "Ada Brandt", "happened")],
    ),
    "a curfew is imposed on the place that it is imposed in": (
        "Arland imposed a curfew in Portville.",
        "Arland PROPN 2 nsubj | imposed VERB 0 root | a DET 4 det | curfew NOUN 2 obj"
        " | in ADP 6 case | Portville PROPN 2 obl",
        [("Arland", "COERCE", "Portville", "happened")],
    ),
    "what is signed together has two sides": (
        "Arland and Borland signed a treaty.",
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Borland PROPN 1 conj | signed VERB 0 root"
        " | a DET 6 det | treaty NOUN 4 obj",
        [("Arland", "SUPPORT", "Borland", "happened")],
    ),
    "a refusal needs nobody who is refused": (
        "Arland refused.",
        "Arland PROPN 2 nsubj | refused VERB 0 root",
        [("Arland", "REJECT", "", "happened")],
    ),
    "aid does": (
        "Arland helped.",
        "Arland PROPN 2 nsubj | helped VERB 0 root",
        [],
    ),
    "a demand, as a noun, does too": (
        "Arland's demand grew.",
        "Arland PROPN 3 nmod:poss | 's PART 1 case | demand NOUN 4 nsubj | grew VERB 0 root",
        [],
    ),
    "an aim is no request": (
        "Arland sought to oust Lindgren.",
        "Arland PROPN 2 nsubj | sought VERB 0 root | to PART 4 mark | oust VERB 2 xcomp"
        " | Lindgren PROPN 4 obj",
        [("Arland", "COERCE", "Lindgren", "planned")],
    ),
    "to come home is no retreat": (
        "Arland returned to Borland.",
        "Arland PROPN 2 nsubj | returned VERB 0 root | to ADP 4 case | Borland PROPN 2 obl",
        [],
    ),
    "talks are had by who tells of them": (
        "Arland withdrew after talks with Borland.",
        "Arland PROPN 2 nsubj | withdrew VERB 0 root | after ADP 4 case | talks NOUN 2 obl"
        " | with ADP 6 case | Borland PROPN 4 nmod",
        [("Arland", "RETREAT", "", "happened"), ("Arland", "CONSULT", "Borland", "happened")],
    ),
    "a thing goes to whom it is for": (
        "Arland halted supplies of arms to Borland.",
        "Arland PROPN 2 nsubj | halted VERB 0 root | supplies NOUN 2 obj | of ADP 5 case"
        " | arms NOUN 3 nmod | to ADP 7 case | Borland PROPN 5 nmod",
        [("Arland", "SANCTION", "Borland", "happened")],
    ),
    "phrase": (
        "Arland imposed sanctions on Borland.",
        "Arland PROPN 2 nsubj | imposed VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case"
        " | Borland PROPN 2 obl",
        [("Arland", "COERCE", "Borland", "happened")],
    ),
    "undoing": (
        "Arland lifted sanctions on Borland.",
        "Arland PROPN 2 nsubj | lifted VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case"
        " | Borland PROPN 3 nmod",
        [("Arland", "RETREAT", "Borland", "happened")],
    ),
    "an end to": (
        "Arland announced a halt to attacks on Borland.",
        "Arland PROPN 2 nsubj | announced VERB 0 root | a DET 4 det | halt NOUN 2 obj"
        " | to ADP 6 case | attacks NOUN 4 nmod | on ADP 8 case | Borland PROPN 6 nmod",
        [("Arland", "RETREAT", "Borland", "happened")],
    ),
    "a person who is no politician can be arrested": (
        "Arland arrested Lindgren.",
        "Arland PROPN 2 nsubj | arrested VERB 0 root | Lindgren PROPN 2 obj",
        [("Arland", "COERCE", "Lindgren", "happened")],
    ),
    "a name beside its noun": (
        "The Borlandic group Cestria bombed Arland.",
        "The DET 3 det | Borlandic ADJ 3 amod | group NOUN 5 nsubj | Cestria PROPN 3 appos"
        " | bombed VERB 0 root | Arland PROPN 5 obj",
        [("Cestria", "ASSAULT", "Arland", "happened")],
    ),
    "the one whose act is condemned": (
        "Borland condemned Brandt's visit.",
        "Borland PROPN 2 nsubj | condemned VERB 0 root | Brandt PROPN 5 nmod:poss | 's PART 3 case"
        " | visit NOUN 2 obj",
        [("Borland", "ACCUSE", "Ada Brandt", "happened")],
    ),
    "owner of the object": (
        "Arland bombed Borlandic positions.",
        "Arland PROPN 2 nsubj | bombed VERB 0 root | Borlandic ADJ 4 amod | positions NOUN 2 obj",
        [("Arland", "ASSAULT", "Borland", "happened")],
    ),
    "nobody else is needed for a protest": (
        "crowds demonstrated.",
        "crowds NOUN 2 nsubj | demonstrated VERB 0 root",
        [("crowds", "PROTEST", "", "happened")],
    ),
    "no recipient": (
        "Arland attacked early.",
        "Arland PROPN 2 nsubj | attacked VERB 0 root | early ADV 2 advmod",
        [],
    ),
    "no political actor": (
        "Lindgren attacked Berg.",
        "Lindgren PROPN 2 nsubj | attacked VERB 0 root | Berg PROPN 2 obj",
        [],
    ),
    "a noun without an act": (
        "Arland drew a no-fly zone over Borland.",
        "Arland PROPN 2 nsubj | drew VERB 0 root | a DET 7 det | no DET 6 det | - PUNCT 6 punct"
        " | fly VERB 7 compound | zone NOUN 2 obj | over ADP 9 case | Borland PROPN 7 nmod",
        [],
    ),
    "a heart attack": (
        "Arland's heart attack amused Lindgren.",
        "Arland PROPN 4 nmod:poss | 's PART 1 case | heart NOUN 4 compound | attack NOUN 5 nsubj"
        " | amused VERB 0 root | Lindgren PROPN 5 obj",
        [],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_sentences(shape: str) -> None:
    text, rows, expected = SHAPES[shape]
    assert [tell(event) for event in read(annotate(text, rows))] == expected


# ---------------------------------------------------------------- statements as events


ACCUSED = (
    "Borland accused Arland of bombing Cestria.",
    "Borland PROPN 2 nsubj | accused VERB 0 root | Arland PROPN 2 obj | of SCONJ 5 mark"
    " | bombing VERB 2 advcl | Cestria PROPN 5 obj",
)


def test_a_political_statement_is_an_event_of_its_speaker() -> None:
    text, rows = ACCUSED
    events = {event.event: event for event in read(annotate(text, rows))}
    accusation = events["ACCUSE"]
    assert tell(accusation) == ("Borland", "ACCUSE", "Arland", "happened")
    assert accusation.attributed_to == events["ASSAULT"].attributed_to is not None


def test_a_demand_goes_to_whoever_is_to_act() -> None:
    text = "Arland demanded that Borland withdraw."
    rows = (
        "Arland PROPN 2 nsubj | demanded VERB 0 root | that SCONJ 5 mark | Borland PROPN 5 nsubj"
        " | withdraw VERB 2 ccomp"
    )
    given_by_network = attribution(text, "Arland", "demanded", "that Borland withdraw")
    demand, withdrawal = read(annotate(text, rows, [given_by_network]))
    assert tell(demand) == ("Arland", "REQUEST", "Borland", "happened")
    assert tell(withdrawal) == ("Borland", "RETREAT", "", "called for")


# ---------------------------------------------------------------- the network beside the list


def related(text: str, rows: str, type: str, trigger: int, score: float) -> Annotation:
    """An annotation with one relation from the first token to the last."""
    plain = annotate(text, rows)
    last = len(plain.tokens) - 1
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="place", score=1.0) for at in (0, last)
    )
    relation = Relation(actor=0, recipient=1, type=type, trigger=trigger, score=score)
    return Annotation(
        text=text,
        tokens=plain.tokens,
        sentences=plain.sentences,
        mentions=mentions,
        relations=(relation,),
    )


def test_agreement_of_network_and_list_is_surer_than_the_list() -> None:
    text, rows, _ = SHAPES["active"]
    (alone,) = read(annotate(text, rows))
    (agreed,) = read(related(text, rows, "ASSAULT", 1, 0.8))
    assert agreed.event == alone.event
    assert agreed.score > alone.score


def test_the_network_does_not_change_what_a_word_says() -> None:
    clear, rows, _ = SHAPES["active"]
    (bombed,) = read(related(clear, rows, "CONSULT", 1, 0.9))
    assert bombed.event == "ASSAULT"
    (alone,) = read(annotate(clear, rows))
    assert bombed.score == alone.score


PELTED = "Arland PROPN 2 nsubj | pelted VERB 0 root | Borland PROPN 2 obj"
STARED = "Arland PROPN 2 nsubj | stared VERB 0 root | at ADP 4 case | Borland PROPN 2 obl"


DEEDS = {
    "a city is visited": (
        "Brandt visited Portville",
        "Brandt PROPN 2 nsubj | visited VERB 0 root | Portville PROPN 2 obj",
        [("Ada Brandt", "CONSULT", "Portville", "happened")],
    ),
    "a crowd abroad is no visit": (
        "crowds visited Borland",
        "crowds NOUN 2 nsubj | visited VERB 0 root | Borland PROPN 2 obj",
        [],
    ),
    "an armed movement abroad is one": (
        "rebels visited Borland",
        "rebels NOUN 2 nsubj | visited VERB 0 root | Borland PROPN 2 obj",
        [("rebels", "CONSULT", "Borland", "happened")],
    ),
    "ministers abroad are one": (
        "Envoys visited Borland",
        "Envoys NOUN 2 nsubj | visited VERB 0 root | Borland PROPN 2 obj",
        [("envoys", "CONSULT", "Borland", "happened")],
    ),
    "a bill is killed without violence": (
        "Arland killed the Borlandic bill",
        "Arland PROPN 2 nsubj | killed VERB 0 root | the DET 5 det | Borlandic ADJ 5 amod"
        " | bill NOUN 2 obj",
        [],
    ),
    "an envoy goes to a city": (
        "Envoys flew today to Portville",
        "Envoys NOUN 2 nsubj | flew VERB 0 root | today NOUN 2 obl:tmod | to ADP 5 case"
        " | Portville PROPN 2 obl",
        [("envoys", "CONSULT", "Portville", "happened")],
    ),
    "rebels who go somewhere pay no visit": (
        "rebels flew to Portville",
        "rebels NOUN 2 nsubj | flew VERB 0 root | to ADP 4 case | Portville PROPN 2 obl",
        [],
    ),
    "two who go somewhere do not meet": (
        "Envoys and Arland flew south",
        "Envoys NOUN 4 nsubj | and CCONJ 3 cc | Arland PROPN 1 conj | flew VERB 0 root"
        " | south ADV 4 advmod",
        [],
    ),
    "a matter is discussed with somebody": (
        "Arland discussed ways out with Borland",
        "Arland PROPN 2 nsubj | discussed VERB 0 root | ways NOUN 2 obj | out ADV 3 advmod"
        " | with ADP 6 case | Borland PROPN 3 nmod",
        [("Arland", "CONSULT", "Borland", "happened")],
    ),
    "what a thing is taken into may tell the act": (
        "Arland took rebels into custody",
        "Arland PROPN 2 nsubj | took VERB 0 root | rebels NOUN 2 obj | into ADP 5 case"
        " | custody NOUN 2 obl",
        [("Arland", "COERCE", "rebels", "happened")],
    ),
    "what is thrown at somebody": (
        "rebels threw stones at Arland",
        "rebels NOUN 2 nsubj | threw VERB 0 root | stones NOUN 2 obj | at ADP 5 case"
        " | Arland PROPN 2 obl",
        [("rebels", "ASSAULT", "Arland", "happened")],
    ),
    "two who clash": (
        "Clashes between Arland and rebels",
        "Clashes NOUN 0 root | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | rebels NOUN 3 conj",
        [("Arland", "ASSAULT", "rebels", "happened")],
    ),
    "who is killed in an attack was killed by its owner": (
        "rebels were killed in Arlandish attacks",
        "rebels NOUN 3 nsubj:pass | were AUX 3 aux:pass | killed VERB 0 root | in ADP 6 case"
        " | Arlandish ADJ 6 amod | attacks NOUN 3 obl",
        [("Arland", "ASSAULT", "rebels", "happened")],
    ),
    "who is killed in clashes with others was killed by them": (
        "crowds were killed in clashes with rebels",
        "crowds NOUN 3 nsubj:pass | were AUX 3 aux:pass | killed VERB 0 root | in ADP 5 case"
        " | clashes NOUN 3 obl | with ADP 7 case | rebels NOUN 5 nmod",
        [("rebels", "ASSAULT", "crowds", "happened")],
    ),
    "help from somebody is his": (
        "Arland rebuilt Portville with aid from Borland",
        "Arland PROPN 2 nsubj | rebuilt VERB 0 root | Portville PROPN 2 obj | with ADP 5 case"
        " | aid NOUN 2 obl | from ADP 7 case | Borland PROPN 5 nmod",
        [("Borland", "AID", "Arland", "happened")],
    ),
}


@pytest.mark.parametrize("name", DEEDS)
def test_deeds_and_whose_they_are(name: str) -> None:
    text, rows, told = DEEDS[name]
    envoys = replace(entity("envoys", "population"), sector="GOV")
    assert [
        tell(event) for event in read_with(KNOWN | {"Envoys": envoys}, annotate(text, rows))
    ] == told


def test_who_is_going_to_meet_consults_though_the_network_hears_a_promise() -> None:
    rows = "Arland PROPN 3 nsubj | will AUX 3 aux | meet VERB 0 root | Borland PROPN 3 obj"
    (event,) = read(related("Arland will meet Borland", rows, "AGREE", 2, 0.95))
    assert tell(event) == ("Arland", "CONSULT", "Borland", "planned")


def test_the_network_makes_an_event_of_a_word_that_may_bear_one() -> None:
    (event,) = read(related("Arland pelted Borland", PELTED, "SANCTION", 1, 0.95))
    assert tell(event) == ("Arland", "SANCTION", "Borland", "happened")
    assert event.made_by.name == "relation"


def test_the_network_is_not_believed_when_unsure_and_of_any_word_only_when_very_sure() -> None:
    assert read(related("Arland pelted Borland", PELTED, "SANCTION", 1, 0.35)) == ()
    assert read(related("Arland stared at Borland", STARED, "ACCUSE", 1, 0.65)) == ()
    (event,) = read(related("Arland stared at Borland", STARED, "ACCUSE", 1, 0.97))
    assert tell(event) == ("Arland", "ACCUSE", "Borland", "happened")


def test_two_who_attend_what_others_hold_do_not_meet() -> None:
    text = "Arland and Estia attended Cestria"
    plain = annotate(
        text,
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Estia PROPN 1 conj | attended VERB 0 root"
        " | Cestria PROPN 4 obj",
    )
    mentions = tuple(Mention(first=at, last=at, head=at, kind="place", score=1.0) for at in (0, 2))
    told = Relation(actor=0, recipient=1, type="CONSULT", trigger=3, score=0.95)
    found = read(replace(plain, mentions=mentions, relations=(told,)))
    assert not [event for event in found if event.made_by.name == "relation"]


def test_a_word_of_a_party_s_own_name_bears_no_act() -> None:
    text = "Arland 's Estia slammed Borland"
    plain = annotate(
        text,
        "Arland PROPN 3 nmod:poss | 's PART 1 case | Estia PROPN 4 nsubj | slammed VERB 0 root"
        " | Borland PROPN 3 appos",
    )
    mentions = tuple(Mention(first=at, last=at, head=at, kind="place", score=1.0) for at in (0, 4))
    told = Relation(actor=0, recipient=1, type="REJECT", trigger=2, score=0.95)
    assert read(replace(plain, mentions=mentions, relations=(told,))) == ()


def test_who_only_tells_of_an_act_did_not_do_it() -> None:
    text = "Arland said the weather pelted Borland"
    rows = (
        "Arland PROPN 2 nsubj | said VERB 0 root | the DET 4 det | weather NOUN 5 nsubj"
        " | pelted VERB 2 ccomp | Borland PROPN 5 obj"
    )
    assert read(related(text, rows, "SANCTION", 4, 0.95)) == ()


def test_a_listed_act_keeps_its_type_whatever_the_network_calls_it() -> None:
    text = "Arland met Borland"
    rows = "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj"
    (event,) = read(related(text, rows, "ASSAULT", 1, 0.97))
    assert event.event == "CONSULT"
    assert "reader" not in event.made_by.reason


def test_a_meeting_ahead_is_no_agreement() -> None:
    text = "Arland will meet Borland"
    rows = "Arland PROPN 3 nsubj | will AUX 3 aux | meet VERB 0 root | Borland PROPN 3 obj"
    relation = Relation(actor=0, recipient=1, type="AGREE", trigger=2, score=0.95)
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="organization", score=1.0) for at in (0, 3)
    )
    (event,) = read(replace(annotate(text, rows), mentions=mentions, relations=(relation,)))
    assert tell(event) == ("Arland", "CONSULT", "Borland", "planned")


def test_pairs_of_one_act_are_one_event() -> None:
    text = "Arland and Estia pelted Borland"
    plain = annotate(
        text,
        "Arland PROPN 4 nsubj | and CCONJ 3 cc | Estia PROPN 1 conj | pelted VERB 0 root"
        " | Borland PROPN 4 obj",
    )
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="place", score=1.0) for at in (0, 2, 4)
    )
    relations = tuple(
        Relation(actor=one, recipient=2, type="SANCTION", trigger=3, score=0.95) for one in (0, 1)
    )
    (event,) = read(replace(plain, mentions=mentions, relations=relations))
    assert [each.entity.name for each in event.actors] == ["Arland", "Estia"]
    assert [each.entity.name for each in event.recipients] == ["Borland"]


def test_the_other_name_of_a_party_makes_no_second_event() -> None:
    text = "Arland bombed Estia, Borland"
    rows = "Arland PROPN 2 nsubj | bombed VERB 0 root | Estia PROPN 2 obj | , PUNCT 5 punct"
    (event,) = read(related(text, f"{rows} | Borland PROPN 3 appos", "ASSAULT", 1, 0.95))
    assert tell(event) == ("Arland", "ASSAULT", "Estia", "happened")


def test_a_name_misread_as_an_oblique_is_the_object() -> None:
    rows = "Arland PROPN 2 nsubj | bombed VERB 0 root | Borland PROPN 2 obl | Tuesday PROPN 2 obl"
    (event,) = read(annotate("Arland bombed Borland Tuesday", rows))
    assert tell(event) == ("Arland", "ASSAULT", "Borland", "happened")


def test_yield_becomes_a_retreat_where_the_word_is_one() -> None:
    text = "Arland withdrew from Borland"
    rows = "Arland PROPN 2 nsubj | withdrew VERB 0 root | from ADP 4 case | Borland PROPN 2 obl"
    (event,) = read(related(text, rows, "YIELD", 1, 0.9))
    assert event.event == "RETREAT"


# ---------------------------------------------------------------- when and where

DATED = (
    "Arland PROPN 2 nsubj | bombed VERB 0 root | Borland PROPN 2 obj | in ADP 5 case"
    " | Portville PROPN 2 obl | on ADP 7 case | Tuesday PROPN 2 obl"
)


def test_time_and_place_of_the_act() -> None:
    (event,) = read(annotate("Arland bombed Borland in Portville on Tuesday", DATED))
    assert event.when is not None
    assert (event.when.start, event.when.precision) == (date(2031, 5, 6), "day")
    assert event.place is not None
    assert event.place.name == "Portville"


def test_a_page_of_uncertain_day_dates_nothing_by_its_weekdays() -> None:
    document, passages = lay_out(annotate("Arland bombed Borland in Portville on Tuesday", DATED))
    since = replace(document.published, end=None, precision="after")
    entities = NamedEntities(document.text, KNOWN)
    page = replace(document, published=since)
    (event,) = find_events(page, passages, entities, ())  # type: ignore[arg-type]
    assert event.when is None


def test_an_undated_past_act_was_before_the_page_and_a_planned_one_has_no_time() -> None:
    (past,) = read(annotate(*SHAPES["active"][:2]))
    assert past.when is not None
    assert (past.when.start, past.when.end, past.when.precision) == (
        None,
        date(2031, 5, 9),
        "before",
    )
    rows = "Arland PROPN 3 nsubj | will AUX 3 aux | meet VERB 0 root | Borland PROPN 3 obj"
    (planned,) = read(annotate("Arland will meet Borland", rows))
    assert planned.when is None
    (undated,) = read(annotate(*SHAPES["active"][:2]), published=None)
    assert undated.when is None


def test_evidence_is_first_the_sentence_then_trigger_and_parties() -> None:
    (event,) = read(annotate(*SHAPES["passive"][:2]))
    quotes = [place.quote for place in event.evidence]
    assert quotes == ["Borland was bombed by Arland", "bombed", "Arland", "Borland"]
    assert "bomb" in event.made_by.reason


# ---------------------------------------------------------------- the list


def test_the_list_knows_all_types_and_a_word_in_two_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    book = load_events()
    triggers = [each for known in (*book.verbs.values(), *book.nouns.values()) for each in known]
    assert {trigger.event for trigger in triggers} == set(load_kinds().types)
    assert book.verbs["withdrew"][0].event == "RETREAT"
    path = tmp_path / "events.toml"
    path.write_text(
        '[[trigger]]\nevent = "AID"\nverbs = ["feed"]\n'
        '[[trigger]]\nevent = "ASSAULT"\nverbs = ["feed"]\n[irregular]\n'
    )
    with pytest.raises(OptionError, match="feed"):
        load_events(path)


def test_an_act_in_somebodys_words_is_attributed_to_that_statement() -> None:
    text = "Brandt said Cestria bombed Borland."
    rows = (
        "Brandt PROPN 2 nsubj | said VERB 0 root | Cestria PROPN 4 nsubj | bombed VERB 2 ccomp"
        " | Borland PROPN 4 obj"
    )
    document, passages = lay_out(annotate(text, rows))
    entities = NamedEntities(document.text, KNOWN)
    (statement,) = find_statements(document, passages, entities)  # type: ignore[arg-type]
    (told,) = find_events(document, passages, entities, (statement,))  # type: ignore[arg-type]
    (own,) = find_events(document, passages, entities, ())  # type: ignore[arg-type]
    assert told.attributed_to == statement.id
    assert own.attributed_to is None


def test_what_is_discussed_is_no_party() -> None:
    text = "Arland discussed Cestria with Borland"
    rows = (
        "Arland PROPN 2 nsubj | discussed VERB 0 root | Cestria PROPN 2 obj | with ADP 5 case"
        " | Borland PROPN 2 obl"
    )
    (event,) = read(annotate(text, rows))
    assert tell(event)[:3] == ("Arland", "CONSULT", "Borland")


REFUSED = "Arland refused to recognise Borland."
REFUSED_ROWS = (
    "Arland PROPN 2 nsubj | refused VERB 0 root | to PART 4 mark | recognise VERB 2 xcomp"
    " | Borland PROPN 4 obj | . PUNCT 2 punct"
)


def test_what_is_refused_did_not_happen_and_the_refusal_did() -> None:
    said = attribution(REFUSED, "Arland", "refused", "to recognise Borland")
    plain = replace(annotate(REFUSED, REFUSED_ROWS), attributions=(said,))
    assert {tell(event)[1::2] for event in read(plain)} == {
        ("SUPPORT", "did not happen"),
        ("REJECT", "happened"),
    }
    refusal = replace(related(REFUSED, REFUSED_ROWS, "REJECT", 3, 0.95), attributions=(said,))
    mentions = (refusal.mentions[0], replace(refusal.mentions[1], first=4, last=4, head=4))
    found = read(replace(refusal, mentions=mentions))
    assert {tell(event)[1::2] for event in found if event.event == "REJECT"} == {
        ("REJECT", "happened")
    }


def test_who_suffers_the_first_of_two_acts_does_the_second() -> None:
    text = "Rebels were attacked by Arland and bombed Borland."
    rows = (
        "Rebels NOUN 3 nsubj:pass | were AUX 3 aux:pass | attacked VERB 0 root | by ADP 5 case"
        " | Arland PROPN 3 obl:agent | and CCONJ 7 cc | bombed VERB 3 conj | Borland PROPN 7 obj"
        " | . PUNCT 3 punct"
    )
    known = {**KNOWN, "Rebels": KNOWN["rebels"]}
    found = {
        (event.trigger, event.actors[0].mention) for event in read_with(known, annotate(text, rows))
    }
    assert found == {("attacked", "Arland"), ("bombed", "Rebels")}


def test_what_is_said_of_a_noun_happened_whatever_befalls_the_noun() -> None:
    text = "Cestria demanded the rebels who bombed Borland withdraw."
    rows = (
        "Cestria PROPN 2 nsubj | demanded VERB 0 root | the DET 4 det | rebels NOUN 8 nsubj"
        " | who PRON 6 nsubj | bombed VERB 4 acl:relcl | Borland PROPN 6 obj"
        " | withdraw VERB 2 ccomp | . PUNCT 2 punct"
    )
    bombed = next(event for event in read(annotate(text, rows)) if event.trigger == "bombed")
    assert bombed.factuality == "happened"


@pytest.mark.parametrize("deprel", ["acl", "advcl"])
def test_what_somebody_is_accused_of_is_alleged_however_it_hangs(deprel: str) -> None:
    text = "Cestria accused Arland of bombing Borland."
    rows = (
        "Cestria PROPN 2 nsubj | accused VERB 0 root | Arland PROPN 2 obj | of SCONJ 5 mark"
        f" | bombing VERB {3 if deprel == 'acl' else 2} {deprel} | Borland PROPN 5 obj"
        " | . PUNCT 2 punct"
    )
    bombed = next(event for event in read(annotate(text, rows)) if event.trigger == "bombing")
    assert bombed.factuality == "alleged"


def test_with_whom_one_attacks_others_is_an_ally() -> None:
    text = "Arland bombed Cestria with Borland."
    rows = (
        "Arland PROPN 2 nsubj | bombed VERB 0 root | Cestria PROPN 2 obj | with ADP 5 case"
        " | Borland PROPN 2 obl | . PUNCT 2 punct"
    )
    (event,) = read(annotate(text, rows))
    assert tell(event)[:3] == ("Arland", "ASSAULT", "Cestria")


def test_to_end_a_halt_is_to_go_on() -> None:
    rows = (
        "Arland PROPN 2 nsubj | ended VERB 0 root | the DET 4 det | halt NOUN 2 obj"
        " | to ADP 6 case | attacks NOUN 4 nmod | on ADP 8 case | Borland PROPN 6 nmod"
        " | . PUNCT 2 punct"
    )
    found = read(annotate("Arland ended the halt to attacks on Borland.", rows))
    assert {tell(event)[:3] for event in found} == {("Arland", "ASSAULT", "Borland")}


@pytest.mark.parametrize(("thing", "acts"), [("war", False), ("army", True)])
def test_a_war_acts_for_nobody_and_an_army_for_its_state(thing: str, acts: bool) -> None:
    rows = (
        f"Arland PROPN 3 nmod:poss | 's PART 1 case | {thing} NOUN 4 nsubj | killed VERB 0 root"
        " | rebels NOUN 4 obj"
    )
    found = read(annotate(f"Arland's {thing} killed rebels", rows))
    assert [tell(event)[:3] for event in found] == [("Arland", "ASSAULT", "rebels")] * acts


def test_a_quotation_with_a_borrowed_speaker_has_its_events() -> None:
    first = "Brandt said the talks had failed."
    second = "“The rebels bombed Borland that morning.”"
    found = read(
        annotate(
            first,
            "Brandt PROPN 2 nsubj | said VERB 0 root | the DET 4 det | talks NOUN 6 nsubj"
            " | had AUX 6 aux | failed VERB 2 ccomp | . PUNCT 2 punct",
            [attribution(first, "Brandt", "said", "the talks had failed")],
        ),
        annotate(
            second,
            "“ PUNCT 4 punct | The DET 3 det | rebels NOUN 4 nsubj | bombed VERB 0 root"
            " | Borland PROPN 4 obj | that DET 7 det | morning NOUN 4 obl:tmod | . PUNCT 4 punct"
            " | ” PUNCT 4 punct",
        ),
    )
    assert [tell(event)[:3] for event in found] == [("rebels", "ASSAULT", "Borland")]
    assert found[0].attributed_to is not None


@pytest.mark.parametrize(
    ("text", "rows", "wrong"),
    [
        (
            "Arland and Borland violated the treaty.",
            "Arland PROPN 4 nsubj | and CCONJ 3 cc | Borland PROPN 1 conj | violated VERB 0 root"
            " | the DET 6 det | treaty NOUN 4 obj | . PUNCT 4 punct",
            ("Arland", "REJECT", "Borland"),
        ),
        (
            "Arland paid for the attack on Borland.",
            "Arland PROPN 2 nsubj | paid VERB 0 root | for ADP 5 case | the DET 5 det"
            " | attack NOUN 2 obl | on ADP 7 case | Borland PROPN 5 nmod | . PUNCT 2 punct",
            ("Arland", "ASSAULT", "Borland"),
        ),
    ],
)
def test_what_a_treaty_or_a_price_is_for_is_not_done(
    text: str, rows: str, wrong: tuple[str, str, str]
) -> None:
    assert wrong not in [tell(event)[:3] for event in read(annotate(text, rows))]
