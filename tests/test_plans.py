"""Plans: one key for one plan, what it provides, and who is said to keep it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.extract.compliance import find_compliance
from demarche.extract.plans import find_plans
from demarche.extract.statements import find_statements
from demarche.records import Annotation, Compliance, Plan
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out

KNOWN = {
    "Lindgren": entity("Eva Lindgren", "person"),
    "Portville": entity("Portville", "place", country="BBB"),
    "Estia": entity("Estia", country="EEE"),
    "Borland": entity("Borland", country="BBB"),
    "Brandt": entity("Ada Brandt", "person", country="AAA"),
    "rebels": entity("rebels", "armed group", country="EEE"),
}


def read(*annotations: Annotation) -> tuple[tuple[Plan, ...], tuple[Compliance, ...]]:
    document, passages = lay_out(*annotations, published=date(2031, 5, 9))
    entities = NamedEntities(document.text, KNOWN)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    return (
        find_plans(document, passages, entities, statements),  # type: ignore[arg-type]
        find_compliance(document, passages, entities, statements),  # type: ignore[arg-type]
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(wild_annotations(), max_size=2))
def test_no_parse_however_wrong_stops_a_page(annotations: list[Annotation]) -> None:
    plans, compliance = read(*annotations)
    keys = [plan.key for plan in plans]
    assert len(set(keys)) == len(keys)
    assert {each.plan for each in compliance} <= set(keys)


# ---------------------------------------------------------------- one key for one plan

DRAWN_UP = (
    "Estia has failed to comply with the peace plan drawn up by Lindgren.",
    "Estia PROPN 3 nsubj | has AUX 3 aux | failed VERB 0 root | to PART 5 mark | "
    "comply VERB 3 xcomp | with ADP 9 case | the DET 9 det | peace NOUN 9 compound | "
    "plan NOUN 5 obl | drawn VERB 9 acl | up ADP 10 compound:prt | by ADP 13 case | "
    "Lindgren PROPN 10 obl:agent | . PUNCT 3 punct",
)
BY_NAME = (
    "Estia has implemented the Lindgren plan.",
    "Estia PROPN 3 nsubj | has AUX 3 aux | implemented VERB 0 root | the DET 6 det | "
    "Lindgren PROPN 6 compound | plan NOUN 3 obj | . PUNCT 3 punct",
)
THE_PLAN = (
    "Borland violated the terms of the plan.",
    "Borland PROPN 2 nsubj | violated VERB 0 root | the DET 4 det | terms NOUN 2 obj | "
    "of ADP 7 case | the DET 7 det | plan NOUN 4 nmod | . PUNCT 2 punct",
)
PORTVILLE = (
    "The six-point Portville plan calls for all rebels to lay down arms and then to leave.",
    "The DET 6 det | six NUM 4 nummod | - PUNCT 4 punct | point NOUN 6 compound | "
    "Portville PROPN 6 compound | plan NOUN 7 nsubj | calls VERB 0 root | for ADP 12 mark | "
    "all DET 10 det | rebels NOUN 12 nsubj | to PART 12 mark | lay VERB 7 advcl | "
    "down ADP 12 compound:prt | arms NOUN 12 obj | and CCONJ 18 cc | then ADV 18 advmod | "
    "to PART 18 mark | leave VERB 12 conj | . PUNCT 7 punct",
)


def test_a_plan_is_known_by_whose_it_is_however_it_is_told() -> None:
    plans, _ = read(annotate(*DRAWN_UP), annotate(*BY_NAME))
    assert [plan.key for plan in plans] == ["lindgren plan"]
    assert [author.name for author in plans[0].authors] == ["Eva Lindgren"]
    assert len(plans[0].evidence) == 2


def test_the_plan_alone_is_the_pages_only_one() -> None:
    plans, compliance = read(annotate(*BY_NAME), annotate(*THE_PLAN))
    assert [plan.key for plan in plans] == ["lindgren plan"]
    assert [(each.party and each.party.name, each.verdict) for each in compliance] == [
        ("Estia", "keeps"),
        ("Borland", "breaks"),
    ]


def test_the_plan_alone_is_left_out_where_there_are_two_or_none() -> None:
    _, compliance = read(annotate(*BY_NAME), annotate(*PORTVILLE), annotate(*THE_PLAN))
    assert [each.party and each.party.name for each in compliance] == ["Estia"]
    assert read(annotate(*THE_PLAN)) == ((), ())


def test_two_texts_of_as_many_points_stay_apart() -> None:
    text = "Brandt read the six-point Lindgren plan."
    rows = (
        "Brandt PROPN 2 nsubj | read VERB 0 root | the DET 8 det | six NUM 6 nummod | "
        "- PUNCT 6 punct | point NOUN 8 compound | Lindgren PROPN 8 compound | plan NOUN 2 obj | "
        ". PUNCT 2 punct"
    )
    plans, _ = read(annotate(text, rows), annotate(*PORTVILLE))
    assert [plan.key for plan in plans] == ["lindgren plan", "portville plan"]


def test_a_draft_is_known_by_its_symbol_and_is_the_pages_only_one() -> None:
    text = "Borland rejected draft X/2031/7. Brandt had read the draft."
    rows = (
        "Borland PROPN 2 nsubj | rejected VERB 0 root | draft NOUN 2 obj | X/2031/7 PROPN 3 appos"
        " | . PUNCT 2 punct || Brandt PROPN 3 nsubj | had AUX 3 aux | read VERB 0 root | "
        "the DET 5 det | draft NOUN 3 obj | . PUNCT 3 punct"
    )
    (plan,), _ = read(annotate(text, rows))
    assert plan.key == "draft x/2031/7"
    assert len(plan.evidence) == 2


def test_what_somebody_means_to_do_is_no_plan_between_parties() -> None:
    text = "Brandt presented her plan to run again."
    rows = (
        "Brandt PROPN 2 nsubj | presented VERB 0 root | her PRON 4 nmod:poss | plan NOUN 2 obj | "
        "to PART 6 mark | run VERB 4 acl | again ADV 6 advmod | . PUNCT 2 punct"
    )
    assert read(annotate(text, rows)) == ((), ())


def test_provisions_stand_in_order_with_those_who_are_to_see_to_them() -> None:
    (plan,), _ = read(annotate(*PORTVILLE))
    assert [(each.order, each.text) for each in plan.provisions] == [
        (1, "lay down arms"),
        (2, "leave"),
    ]
    assert [side.name for side in plan.provisions[0].obligors] == ["rebels"]


# ---------------------------------------------------------------- who keeps it


@pytest.mark.parametrize(
    ("text", "rows", "wanted"),
    [
        (*DRAWN_UP, [("Estia", "breaks")]),
        (*BY_NAME, [("Estia", "keeps")]),
        (
            "Brandt urged Estia to implement the Lindgren plan.",
            "Brandt PROPN 2 nsubj | urged VERB 0 root | Estia PROPN 2 iobj | to PART 5 mark | "
            "implement VERB 2 xcomp | the DET 8 det | Lindgren PROPN 8 compound | plan NOUN 5 obj"
            " | . PUNCT 2 punct",
            [("Estia", "not yet")],
        ),
        (
            "Borland will not implement the Lindgren plan.",
            "Borland PROPN 4 nsubj | will AUX 4 aux | not PART 4 advmod | implement VERB 0 root | "
            "the DET 7 det | Lindgren PROPN 7 compound | plan NOUN 4 obj | . PUNCT 4 punct",
            [("Borland", "breaks")],
        ),
        (
            "Brandt found Borland in non-compliance with the Lindgren plan.",
            "Brandt PROPN 2 nsubj | found VERB 0 root | Borland PROPN 2 obj | in ADP 7 case | "
            "non ADJ 7 amod | - PUNCT 7 punct | compliance NOUN 2 obl | with ADP 11 case | "
            "the DET 11 det | Lindgren PROPN 11 compound | plan NOUN 7 nmod | . PUNCT 2 punct",
            [("Borland", "breaks")],
        ),
        (
            "Brandt reported no violations of the Lindgren plan by Borland.",
            "Brandt PROPN 2 nsubj | reported VERB 0 root | no DET 4 det | violations NOUN 2 obj | "
            "of ADP 8 case | the DET 8 det | Lindgren PROPN 8 compound | plan NOUN 4 nmod | "
            "by ADP 10 case | Borland PROPN 4 nmod | . PUNCT 2 punct",
            [("Borland", "keeps")],
        ),
        (
            "Brandt reported no compliance with the Lindgren plan by Borland.",
            "Brandt PROPN 2 nsubj | reported VERB 0 root | no DET 4 det | compliance NOUN 2 obj | "
            "with ADP 8 case | the DET 8 det | Lindgren PROPN 8 compound | plan NOUN 4 nmod | "
            "by ADP 10 case | Borland PROPN 4 nmod | . PUNCT 2 punct",
            [("Borland", "breaks")],
        ),
        (
            "Brandt did not report violations of the Lindgren plan by Borland.",
            "Brandt PROPN 4 nsubj | did AUX 4 aux | not PART 4 advmod | report VERB 0 root | "
            "violations NOUN 4 obj | of ADP 9 case | the DET 9 det | Lindgren PROPN 9 compound | "
            "plan NOUN 5 nmod | by ADP 11 case | Borland PROPN 5 nmod | . PUNCT 4 punct",
            [],
        ),
        (
            "Brandt expected violations of the Lindgren plan by Borland.",
            "Brandt PROPN 2 nsubj | expected VERB 0 root | violations NOUN 2 obj | of ADP 7 case"
            " | the DET 7 det | Lindgren PROPN 7 compound | plan NOUN 3 nmod | by ADP 9 case | "
            "Borland PROPN 3 nmod | . PUNCT 2 punct",
            [],
        ),
        (
            "Brandt demanded compliance with the Lindgren plan by Borland.",
            "Brandt PROPN 2 nsubj | demanded VERB 0 root | compliance NOUN 2 obj | with ADP 7 case"
            " | the DET 7 det | Lindgren PROPN 7 compound | plan NOUN 3 nmod | by ADP 9 case | "
            "Borland PROPN 3 nmod | . PUNCT 2 punct",
            [("Borland", "not yet")],
        ),
        (
            "Borland could implement the Lindgren plan.",
            "Borland PROPN 3 nsubj | could AUX 3 aux | implement VERB 0 root | the DET 6 det | "
            "Lindgren PROPN 6 compound | plan NOUN 3 obj | . PUNCT 3 punct",
            [],
        ),
    ],
)
def test_a_plan_is_kept_broken_or_not_kept_yet(
    text: str, rows: str, wanted: list[tuple[str, str]]
) -> None:
    _, compliance = read(annotate(text, rows))
    assert [(each.party and each.party.name, each.verdict) for each in compliance] == wanted


def test_who_says_so_is_the_assessor() -> None:
    text = "Brandt said that Estia has implemented the Lindgren plan."
    rows = (
        "Brandt PROPN 2 nsubj | said VERB 0 root | that SCONJ 6 mark | Estia PROPN 6 nsubj | "
        "has AUX 6 aux | implemented VERB 2 ccomp | the DET 9 det | Lindgren PROPN 9 compound | "
        "plan NOUN 6 obj | . PUNCT 2 punct"
    )
    said = attribution(text, "Brandt", "said", "that Estia has implemented the Lindgren plan")
    _, (claim,) = read(annotate(text, rows, [said]))
    assert claim.assessor is not None
    assert claim.assessor.name == "Ada Brandt"
    assert claim.attributed_to is not None
    _, (told,) = read(annotate(*BY_NAME))
    assert (told.assessor, told.attributed_to) == (None, None)
