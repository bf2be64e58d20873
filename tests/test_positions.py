"""Positions: whose stand it is and for or against what, and what is no stand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.codebook.load import load_codebook
from demarche.extract.events import find_events
from demarche.extract.measures import find_measures
from demarche.extract.positions import find_positions
from demarche.extract.statements import find_statements
from demarche.records import Annotation, Position
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out

KNOWN = {
    "Arland": entity("Arland", country="AAA"),
    "Borland": entity("Borland", country="BBB"),
    "Cestria": entity("Cestria", country="CCC"),
    "it": entity("Cestria", country="CCC"),
    "Estia": entity("Estia", country="EEE"),
    "Leon": entity("Leon", "person", country="EEE"),
    "Brandt": entity("Ada Brandt", "person", titles=("foreign minister",), country="AAA"),
    "Lindgren": entity("Lindgren", "person"),
    "militia": entity("militia", "armed group"),
}


def read(*annotations: Annotation) -> tuple[Position, ...]:
    document, passages = lay_out(*annotations, published=date(2031, 5, 9))
    entities = NamedEntities(document.text, KNOWN)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    events = find_events(document, passages, entities, statements)  # type: ignore[arg-type]
    return find_positions(document, passages, entities, statements, events)  # type: ignore[arg-type]


def stands(text: str, rows: str, *parts: str) -> set[tuple[str, str, float | None]]:
    """Who stands where, by a sentence; `parts` are source, cue and contents of its statement."""
    said = [attribution(text, parts[0], *parts[1:])] if parts else []
    found = read(annotate(text, rows, said))
    return {(each.actor.name, each.issue, each.stance) for each in found}


# ---------------------------------------------------------------- laws


@settings(max_examples=40, deadline=None)
@given(st.lists(wild_annotations(), max_size=2))
def test_no_parse_however_wrong_stops_a_page(annotations: list[Annotation]) -> None:
    found = read(*annotations)
    issues = load_codebook().issues.issues
    assert len({each.id for each in found}) == len(found)
    for each in found:
        assert each.stance in (-1.0, None, 1.0)
        assert each.issue in issues or each.issue.startswith("plan:")
        words, by = each.evidence[0], each.evidence[1]
        assert words.span.covers(by.span)


@pytest.mark.parametrize("number", range(3))
def test_not_turns_a_stand_and_not_twice_restores_it(number: int) -> None:
    """Each refusal between an actor and the thing turns his stand once."""
    words = ["Arland", *["rejects"] * number, "sanctions"]
    text = " ".join(words) + " ."
    rows = ["Arland PROPN 2 nsubj"] if number else ["Arland PROPN 2 nmod"]
    for at in range(number):
        rows.append(f"rejects VERB {at + 1 if at else 0} {'xcomp' if at else 'root'}")
    rows.append(f"sanctions NOUN {number + 1 if number else 0} {'obj' if number else 'root'}")
    rows.append(". PUNCT 1 punct")
    wanted = {("Arland", "sanctions", float((-1) ** number))} if number else set()
    assert stands(text, " | ".join(rows)) == wanted


# ---------------------------------------------------------------- whose, and for or against what

ARLAND_FOR = ("Arland", "sanctions", 1.0)


@pytest.mark.parametrize(
    ("text", "rows", "wanted"),
    [
        (
            "Arland wants more sanctions against Estia.",
            "Arland PROPN 2 nsubj | wants VERB 0 root | more ADJ 4 amod | sanctions NOUN 2 obj | "
            "against ADP 6 case | Estia PROPN 4 nmod | . PUNCT 2 punct",
            {ARLAND_FOR},
        ),
        (  # one sentence, two stands
            "Borland rejected Arland's call for sanctions.",
            "Borland PROPN 2 nsubj | rejected VERB 0 root | Arland PROPN 5 nmod:poss | "
            "'s PART 3 case | call NOUN 2 obj | for ADP 7 case | sanctions NOUN 5 nmod | "
            ". PUNCT 2 punct",
            {ARLAND_FOR, ("Borland", "sanctions", -1.0)},
        ),
        (
            "Arland does not support sanctions.",
            "Arland PROPN 4 nsubj | does AUX 4 aux | not PART 4 advmod | support VERB 0 root | "
            "sanctions NOUN 4 obj | . PUNCT 4 punct",
            {("Arland", "sanctions", -1.0)},
        ),
        (  # who stops it stands against it, by the deed
            "Cestria has halted all supplies of arms to Estia.",
            "Cestria PROPN 3 nsubj | has AUX 3 aux | halted VERB 0 root | all DET 5 det | "
            "supplies NOUN 3 obj | of ADP 7 case | arms NOUN 5 nmod | to ADP 9 case | "
            "Estia PROPN 3 obl | . PUNCT 3 punct",
            {("Cestria", "arms-supplies", -1.0)},
        ),
        (  # who refuses to stop it stands for it
            "Cestria refused to halt arms deliveries.",
            "Cestria PROPN 2 nsubj | refused VERB 0 root | to PART 4 mark | halt VERB 2 xcomp | "
            "arms NOUN 6 compound | deliveries NOUN 4 obj | . PUNCT 2 punct",
            {("Cestria", "arms-supplies", 1.0)},
        ),
        (
            "Arland broke off talks with Borland.",
            "Arland PROPN 2 nsubj | broke VERB 0 root | off ADP 2 compound:prt | talks NOUN 2 obj "
            "| with ADP 6 case | Borland PROPN 4 nmod | . PUNCT 2 punct",
            {("Arland", "talks", -1.0)},
        ),
        (
            "Borland finds the sanctions illegal.",
            "Borland PROPN 2 nsubj | finds VERB 0 root | the DET 4 det | sanctions NOUN 2 obj | "
            "illegal ADJ 2 xcomp | . PUNCT 2 punct",
            {("Borland", "sanctions", -1.0)},
        ),
        (  # spoken of, but on no side
            "Borland did not rule out sanctions.",
            "Borland PROPN 4 nsubj | did AUX 4 aux | not PART 4 advmod | rule VERB 0 root | "
            "out ADP 4 compound:prt | sanctions NOUN 4 obj | . PUNCT 4 punct",
            {("Borland", "sanctions", None)},
        ),
        (
            "Cestria supports the Lindgren plan.",
            "Cestria PROPN 2 nsubj | supports VERB 0 root | the DET 5 det | "
            "Lindgren PROPN 5 compound | plan NOUN 2 obj | . PUNCT 2 punct",
            {("Cestria", "plan:lindgren plan", 1.0)},
        ),
    ],
)
def test_a_stand_is_read_off_the_words_between_actor_and_thing(
    text: str, rows: str, wanted: set[tuple[str, str, float | None]]
) -> None:
    assert stands(text, rows) == wanted


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (  # a meeting is no stand on meeting
            "Arland held talks with Borland.",
            "Arland PROPN 2 nsubj | held VERB 0 root | talks NOUN 2 obj | with ADP 5 case | "
            "Borland PROPN 2 obl | . PUNCT 2 punct",
        ),
        (  # nor what was not done yet
            "Borland has not sent any observers.",
            "Borland PROPN 4 nsubj | has AUX 4 aux | not PART 4 advmod | sent VERB 0 root | "
            "any DET 6 det | observers NOUN 4 obj | . PUNCT 4 punct",
        ),
        (  # nor what was done long before the page
            "Arland imposed sanctions on Estia in 2019.",
            "Arland PROPN 2 nsubj | imposed VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case | "
            "Estia PROPN 3 nmod | in ADP 7 case | 2019 NUM 2 obl | . PUNCT 2 punct",
        ),
        (  # nor what might be done
            "Borland may impose sanctions.",
            "Borland PROPN 3 nsubj | may AUX 3 aux | impose VERB 0 root | sanctions NOUN 3 obj | "
            ". PUNCT 3 punct",
        ),
        (  # nobody knows whose militia
            "The militia wants sanctions.",
            "The DET 2 det | militia NOUN 3 nsubj | wants VERB 0 root | sanctions NOUN 3 obj | "
            ". PUNCT 3 punct",
        ),
    ],
)
def test_what_takes_no_side_is_no_position(text: str, rows: str) -> None:
    assert stands(text, rows) == set()


# ---------------------------------------------------------------- in what others say

STEP_DOWN = (
    "Arland said that Leon must step down.",
    "Arland PROPN 2 nsubj | said VERB 0 root | that SCONJ 6 mark | Leon PROPN 6 nsubj | "
    "must AUX 6 aux | step VERB 2 ccomp | down ADV 6 compound:prt | . PUNCT 2 punct",
)


def test_what_must_be_is_the_stand_of_the_speaker() -> None:
    said = ("Arland", "said", "that Leon must step down")
    assert stands(*STEP_DOWN, *said) == {("Arland", "leader-departure", 1.0)}
    text, rows = (
        "Leon must step down.",
        (
            "Leon PROPN 3 nsubj | must AUX 3 aux | step VERB 0 root | down ADV 3 compound:prt | "
            ". PUNCT 3 punct"
        ),
    )
    assert stands(text, rows) == set()  # without a statement nobody is known to say so


def test_a_stand_told_by_another_is_its_holders_by_way_of_him() -> None:
    text = "Brandt said that Cestria opposes sanctions."
    rows = (
        "Brandt PROPN 2 nsubj | said VERB 0 root | that SCONJ 5 mark | Cestria PROPN 5 nsubj | "
        "opposes VERB 2 ccomp | sanctions NOUN 5 obj | . PUNCT 2 punct"
    )
    said = attribution(text, "Brandt", "said", "that Cestria opposes sanctions")
    (position,) = read(annotate(text, rows, [said]))
    assert (position.actor.name, position.country, position.stance) == ("Cestria", "CCC", -1.0)
    assert position.via is not None
    assert position.via.name == "Ada Brandt"
    assert position.attributed_to is not None
    assert position.records[0] == position.attributed_to


def test_what_is_warned_of_if_it_happens_is_not_wanted() -> None:
    text = "Cestria warned that it would suffer if sanctions were imposed."
    rows = (
        "Cestria PROPN 2 nsubj | warned VERB 0 root | that SCONJ 6 mark | it PRON 6 nsubj | "
        "would AUX 6 aux | suffer VERB 2 ccomp | if SCONJ 10 mark | sanctions NOUN 10 nsubj:pass"
        " | were AUX 10 aux:pass | imposed VERB 6 advcl | . PUNCT 2 punct"
    )
    warned = ("Cestria", "warned", "that it would suffer if sanctions were imposed")
    assert stands(text, rows, *warned) == {("Cestria", "sanctions", -1.0)}
    said = text.replace("warned", "said")
    rows = rows.replace("warned", "said")
    told = ("Cestria", "said", "that it would suffer if sanctions were imposed")
    assert stands(said, rows, *told) == set()


def test_what_a_stand_depends_on_is_kept() -> None:
    text = "Arland will send observers if Borland agrees."
    rows = (
        "Arland PROPN 3 nsubj | will AUX 3 aux | send VERB 0 root | observers NOUN 3 obj | "
        "if SCONJ 7 mark | Borland PROPN 7 nsubj | agrees VERB 3 advcl | . PUNCT 3 punct"
    )
    (position,) = read(annotate(text, rows))
    assert (position.actor.name, position.issue) == ("Arland", "observers")
    assert position.condition == "if Borland agrees"


def test_a_position_rests_on_the_measures_of_its_sentence() -> None:
    text = "Arland imposed sanctions on Estia."
    rows = (
        "Arland PROPN 2 nsubj | imposed VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case | "
        "Estia PROPN 3 nmod | . PUNCT 2 punct"
    )
    document, passages = lay_out(annotate(text, rows), published=date(2031, 5, 9))
    entities = NamedEntities(document.text, KNOWN)
    measures = find_measures(document, passages, entities, ())  # type: ignore[arg-type]
    assert [each.kind for each in measures] == ["sanctions"]
    (position,) = find_positions(document, passages, entities, (), (), measures)  # type: ignore[arg-type]
    assert measures[0].id in position.records


# ---------------------------------------------------------------- about whom

ABOUT = {
    "sanctions on whom": (
        "Arland called for sanctions on Borland.",
        "Arland PROPN 2 nsubj | called VERB 0 root | for ADP 4 case | sanctions NOUN 2 obl"
        " | on ADP 6 case | Borland PROPN 4 nmod | . PUNCT 2 punct",
        "Borland",
    ),
    "whom they are threatened with": (
        "Arland threatened Borland with sanctions.",
        "Arland PROPN 2 nsubj | threatened VERB 0 root | Borland PROPN 2 obj | with ADP 5 case"
        " | sanctions NOUN 2 obl | . PUNCT 2 punct",
        "Borland",
    ),
    "whose nuclear work": (
        "Arland urged Borland to halt uranium enrichment.",
        "Arland PROPN 2 nsubj | urged VERB 0 root | Borland PROPN 2 iobj | to PART 5 mark"
        " | halt VERB 2 xcomp | uranium NOUN 7 compound | enrichment NOUN 5 obj | . PUNCT 2 punct",
        "Borland",
    ),
    "his own": (
        "Borland resumed uranium enrichment.",
        "Borland PROPN 2 nsubj | resumed VERB 0 root | uranium NOUN 4 compound"
        " | enrichment NOUN 2 obj | . PUNCT 2 punct",
        "Borland",
    ),
    "whom one recognises": (
        "Arland recognised Cestria.",
        "Arland PROPN 2 nsubj | recognised VERB 0 root | Cestria PROPN 2 obj | . PUNCT 2 punct",
        "Cestria",
    ),
    "from where the troops go, not whose they are": (
        "Arland pulled Arland troops out of Cestria.",
        "Arland PROPN 2 nsubj | pulled VERB 0 root | Arland PROPN 4 compound | troops NOUN 2 obj"
        " | out ADP 7 case | of ADP 7 case | Cestria PROPN 2 obl | . PUNCT 2 punct",
        "Cestria",
    ),
    "nobody, where no words say": (
        "Arland imposed sanctions.",
        "Arland PROPN 2 nsubj | imposed VERB 0 root | sanctions NOUN 2 obj | . PUNCT 2 punct",
        None,
    ),
}


@pytest.mark.parametrize("case", ABOUT)
def test_about_whom_an_issue_is(case: str) -> None:
    text, rows, whom = ABOUT[case]
    (found,) = read(annotate(text, rows))
    assert (found.target and found.target.name) == whom
    if whom is not None:
        assert any(each.quote == whom for each in found.evidence)
