"""Roles: on whose behalf, to whom, of whom and where a statement is made."""

from dataclasses import replace

from demarche.extract.statements import find_statements
from demarche.records import Annotation, Entity, Statement
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out

ARLAND = entity("Arland", country="AAA")
PEOPLE: dict[str, Entity] = {
    "Arland": ARLAND,
    "Borland": entity("Borland", country="BBB"),
    "Cestria": entity("Cestria", country="CCC"),
    "Brandt": replace(
        entity("Ada Brandt", "person", titles=("foreign minister",), country="AAA"), sector="GOV"
    ),
    "Okoro": replace(
        entity("Maria Okoro", "person", titles=("former minister",), country="AAA"), sector="GOV"
    ),
    "Hale": replace(entity("Per Hale", "person", titles=("analyst",), country="AAA"), sector="EDU"),
    "Portville": entity("Portville", "place", country="BBB"),
}


def read(annotation: Annotation) -> Statement:
    document, passages = lay_out(annotation)
    entities = NamedEntities(document.text, PEOPLE)
    (found,) = find_statements(document, passages, entities)  # type: ignore[arg-type]
    return found


def said(name: str, tail: str = "") -> Statement:
    """NAME said that Cestria had agreed, after which Arland is named."""
    text = f"{name} said that Cestria had agreed. Arland was silent."
    rows = (
        f"{name} PROPN 2 nsubj | said VERB 0 root | that SCONJ 6 mark | Cestria PROPN 6 nsubj"
        " | had AUX 6 aux | agreed VERB 2 ccomp || Arland PROPN 3 nsubj | was AUX 3 cop"
        " | silent ADJ 0 root"
    )
    return read(annotate(text, rows, [attribution(text, name, "said", "that Cestria had agreed")]))


def test_a_minister_speaks_for_his_state_and_nobody_else_does() -> None:
    spoken = said("Brandt")
    assert spoken.on_behalf_of is not None
    assert spoken.on_behalf_of.name == "Arland"
    assert spoken.source_country == "AAA"
    assert said("Hale").on_behalf_of is None
    assert said("Okoro").on_behalf_of is None
    assert said("Arland").on_behalf_of is None


def test_who_is_accused_stands_at_the_cue() -> None:
    text = "Arland accused Borland of lying."
    rows = (
        "Arland PROPN 2 nsubj | accused VERB 0 root | Borland PROPN 2 obj | of SCONJ 5 mark"
        " | lying VERB 2 advcl"
    )
    found = read(annotate(text, rows, [attribution(text, "Arland", "accused", "of lying")]))
    assert found.target is not None
    assert (found.target.name, found.target_in) == ("Borland", "cue")
    assert found.addressee is None


def test_who_must_act_stands_in_the_content_and_who_is_told_at_the_cue() -> None:
    text = "Arland told Cestria in Portville that Borland must leave."
    rows = (
        "Arland PROPN 2 nsubj | told VERB 0 root | Cestria PROPN 2 obj | in ADP 5 case"
        " | Portville PROPN 2 obl | that SCONJ 9 mark | Borland PROPN 9 nsubj | must AUX 9 aux"
        " | leave VERB 2 ccomp"
    )
    content = "that Borland must leave"
    found = read(annotate(text, rows, [attribution(text, "Arland", "told", content)]))
    assert found.act == "demand"
    assert found.target is not None
    assert (found.target.name, found.target_in) == ("Borland", "content")
    assert found.addressee is not None
    assert found.addressee.name == "Cestria"
    assert found.place is not None
    assert found.place.name == "Portville"


def test_a_senior_official_is_of_high_rank() -> None:
    text = "A senior official said that Borland had left."
    rows = (
        "A DET 3 det | senior ADJ 3 amod | official NOUN 4 nsubj | said VERB 0 root"
        " | that SCONJ 8 mark | Borland PROPN 8 nsubj | had AUX 8 aux | left VERB 4 ccomp"
    )
    content = "that Borland had left"
    found = read(annotate(text, rows, [attribution(text, "A senior official", "said", content)]))
    assert (found.source_kind, found.source_level) == ("anonymous", "high")
