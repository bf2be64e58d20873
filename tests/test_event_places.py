"""Where an act was, by the words of its own clause."""

import pytest

from demarche.extract.event_places import place_of
from demarche.records import EventType
from tests.fakes import NamedEntities, annotate, entity, lay_out

KNOWN = {
    "Arland": entity("Arland"),
    "Borland": entity("Borland"),
    "regime": entity("regime", "government"),
    "Portville": entity("Portville", "place"),
    "Estia": entity("Estia", "place"),
}

# text, rows, type, the words that bear the act, where it was
CASES: dict[str, tuple[str, str, EventType, tuple[int, ...], str | None]] = {
    "in a place": (
        "Arland met Borland in Portville",
        "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | in ADP 5 case"
        " | Portville PROPN 2 obl",
        "CONSULT", (1,), "Portville",
    ),
    "in something in a place": (
        "Arland met Borland at a stadium in Portville",
        "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | at ADP 6 case"
        " | a DET 6 det | stadium NOUN 2 obl | in ADP 8 case | Portville PROPN 6 nmod",
        "CONSULT", (1,), "Portville",
    ),
    "the town of": (
        "Arland met Borland in the town of Estia",
        "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | in ADP 6 case"
        " | the DET 6 det | town NOUN 2 obl | of ADP 8 case | Estia PROPN 6 nmod",
        "CONSULT", (1,), "Estia",
    ),
    "on a visit to": (
        "Arland met Borland on a visit to Portville",
        "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | on ADP 6 case"
        " | a DET 6 det | visit NOUN 2 obl | to ADP 8 case | Portville PROPN 6 nmod",
        "CONSULT", (1,), "Portville",
    ),
    "what it is about is no place of it": (
        "Arland met Borland on aid to Portville",
        "Arland PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | on ADP 5 case"
        " | aid NOUN 2 obl | to ADP 7 case | Portville PROPN 5 nmod",
        "CONSULT", (1,), None,
    ),
    "where those are who suffer it": (
        "Arland killed guards in Portville",
        "Arland PROPN 2 nsubj | killed VERB 0 root | guards NOUN 2 obj | in ADP 5 case"
        " | Portville PROPN 3 nmod",
        "ASSAULT", (1,), "Portville",
    ),
    "a government is not only where it sits": (
        "Arland fought the regime in Portville",
        "Arland PROPN 2 nsubj | fought VERB 0 root | the DET 4 det | regime NOUN 2 obj"
        " | in ADP 6 case | Portville PROPN 4 nmod",
        "ASSAULT", (1,), None,
    ),
    "where it ended": (
        "Talks of Arland ended in Portville",
        "Talks NOUN 4 nsubj | of ADP 3 case | Arland PROPN 1 nmod | ended VERB 0 root"
        " | in ADP 6 case | Portville PROPN 4 obl",
        "CONSULT", (0,), "Portville",
    ),
    "where one flew for it": (
        "Arland flew to Portville for talks",
        "Arland PROPN 2 nsubj | flew VERB 0 root | to ADP 4 case | Portville PROPN 2 obl"
        " | for ADP 6 case | talks NOUN 2 obl",
        "CONSULT", (5,), "Portville",
    ),
    "where one is for it": (
        "Arland is in Portville for talks",
        "Arland PROPN 4 nsubj | is AUX 4 cop | in ADP 4 case | Portville PROPN 0 root"
        " | for ADP 6 case | talks NOUN 4 nmod",
        "CONSULT", (5,), "Portville",
    ),
    "a party is not where it acts": (
        "Arland bombed targets in Borland",
        "Arland PROPN 2 nsubj | bombed VERB 0 root | targets NOUN 2 obj | in ADP 5 case"
        " | Borland PROPN 2 obl",
        "ASSAULT", (1,), None,
    ),
    "at a state is no place": (
        "Arland hit out at Borland",
        "Arland PROPN 2 nsubj | hit VERB 0 root | out ADP 2 compound:prt | at ADP 5 case"
        " | Borland PROPN 2 obl",
        "ACCUSE", (1,), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_place_of_an_act(case: str) -> None:
    text, rows, event, bearers, wanted = CASES[case]
    document, (passage,) = lay_out(annotate(text, rows))
    entities = NamedEntities(document.text, KNOWN)
    (tree,) = entities.grown((passage,))
    parties = {"e-Arland"} if event == "ACCUSE" else {"e-Arland", "e-Borland"}
    found = place_of(
        0,
        passage,
        tree,
        entities,  # type: ignore[arg-type]
        event=event,
        bearers=bearers,
        parties=parties,
    )
    assert (found.name if found else None) == wanted
