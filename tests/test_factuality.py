"""Whether an act happened, judged by its own words and by who tells of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from test_events import read, tell
from test_statements import wild_annotations

from demarche.codebook.words import CueBook, load_cues
from demarche.extract.factuality import HAPPENED, Judgement, judge_statements, judge_words
from demarche.extract.statements import find_statements
from demarche.extract.trees import grow
from demarche.records import Annotation, Reference, Statement, StatementAct
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out, plain

BOOK: CueBook = load_cues()


@settings(max_examples=40, deadline=None)
@given(wild_annotations())
def test_every_word_of_every_tree_is_judged_with_a_reason(annotation: Annotation) -> None:
    tree = grow(annotation)
    for token in range(len(tree.words)):
        judged = judge_words(tree, token, BOOK)
        assert judged.reason
        assert judge_words(tree, token, BOOK) == judged


WORDS = {
    "planned": (
        "They agreed to attack.",
        "They PRON 2 nsubj | agreed VERB 0 root | to PART 4 mark | attack VERB 2 xcomp",
    ),
    "called for": (
        "He called for an attack.",
        "He PRON 2 nsubj | called VERB 0 root | for ADP 5 case | an DET 5 det | attack NOUN 2 obl",
    ),
    "did not happen": (
        "They never prepared an attack.",
        "They PRON 3 nsubj | never ADV 3 advmod | prepared VERB 0 root | an DET 5 det"
        " | attack NOUN 3 obj",
    ),
    "conditional": (
        "The risk of an attack grew.",
        "The DET 2 det | risk NOUN 6 nsubj | of ADP 5 case | an DET 5 det | attack NOUN 2 nmod"
        " | grew VERB 0 root",
    ),
    "alleged": (
        "Reports of an attack spread.",
        "Reports NOUN 5 nsubj | of ADP 4 case | an DET 4 det | attack NOUN 1 nmod"
        " | spread VERB 0 root",
    ),
    "happened": (
        "They left after the attack.",
        "They PRON 2 nsubj | left VERB 0 root | after ADP 5 case | the DET 5 det"
        " | attack NOUN 2 obl",
    ),
}


@pytest.mark.parametrize("factuality", WORDS)
def test_words_around_an_act(factuality: str) -> None:
    text, rows = WORDS[factuality]
    tree = grow(annotate(text, rows))
    assert judge_words(tree, tree.words.index("attack"), BOOK).factuality == factuality


# What is said of an act that befell all the same, or of another thing.
TOLD_AS_DONE = {
    "raises": (
        "The attack is expected to raise tensions.",
        "The DET 2 det | attack NOUN 4 nsubj:pass | is AUX 4 aux:pass | expected VERB 0 root"
        " | to PART 6 mark | raise VERB 4 xcomp | tensions NOUN 6 obj",
    ),
    "victims": (
        "Victims of the attack were expected.",
        "Victims NOUN 6 nsubj:pass | of ADP 4 case | the DET 4 det | attack NOUN 1 nmod"
        " | were AUX 6 aux:pass | expected VERB 0 root",
    ),
    "unanswered": (
        "The attack will go unanswered.",
        "The DET 2 det | attack NOUN 4 nsubj | will AUX 4 aux | go VERB 0 root"
        " | unanswered ADJ 4 xcomp",
    ),
    "a war": (
        "The attack may start a war.",
        "The DET 2 det | attack NOUN 4 nsubj | may AUX 4 aux | start VERB 0 root | a DET 6 det"
        " | war NOUN 4 obj",
    ),
    "whose plan": (
        "The attack was planned by rebels.",
        "The DET 2 det | attack NOUN 4 nsubj:pass | was AUX 4 aux:pass | planned VERB 0 root"
        " | by ADP 6 case | rebels NOUN 4 obl:agent",
    ),
    "an attempt": (
        "The attack was an attempt.",
        "The DET 2 det | attack NOUN 5 nsubj | was AUX 5 cop | an DET 5 det | attempt NOUN 0 root",
    ),
}


@pytest.mark.parametrize("name", TOLD_AS_DONE)
def test_what_is_said_of_an_act_leaves_it_done(name: str) -> None:
    text, rows = TOLD_AS_DONE[name]
    tree = grow(annotate(text, rows))
    assert judge_words(tree, tree.words.index("attack"), BOOK).factuality == "happened"


# ---------------------------------------------------------------- whole sentences

SHADES = {
    "denied selling arms": (
        "Arland denied selling arms to Borland.",
        "Arland PROPN 2 nsubj | denied VERB 0 root | selling VERB 2 xcomp | arms NOUN 3 obj"
        " | to ADP 6 case | Borland PROPN 3 obl",
        ("Arland", "COOPERATE", "Borland", "denied"),
    ),
    "accused of": (
        "Borland accused Arland of bombing Cestria.",
        "Borland PROPN 2 nsubj | accused VERB 0 root | Arland PROPN 2 obj | of SCONJ 5 mark"
        " | bombing VERB 2 advcl | Cestria PROPN 5 obj",
        ("Arland", "ASSAULT", "Cestria", "alleged"),
    ),
    "not": (
        "Arland did not bomb Borland.",
        "Arland PROPN 4 nsubj | did AUX 4 aux | not PART 4 advmod | bomb VERB 0 root"
        " | Borland PROPN 4 obj",
        ("Arland", "ASSAULT", "Borland", "did not happen"),
    ),
    "no talks": (
        "Arland held no talks with Borland.",
        "Arland PROPN 2 nsubj | held VERB 0 root | no DET 4 det | talks NOUN 2 obj"
        " | with ADP 6 case | Borland PROPN 4 nmod",
        ("Arland", "CONSULT", "Borland", "did not happen"),
    ),
    "will": (
        "Arland will meet Borland.",
        "Arland PROPN 3 nsubj | will AUX 3 aux | meet VERB 0 root | Borland PROPN 3 obj",
        ("Arland", "CONSULT", "Borland", "planned"),
    ),
    "could": (
        "Arland could bomb Borland.",
        "Arland PROPN 3 nsubj | could AUX 3 aux | bomb VERB 0 root | Borland PROPN 3 obj",
        ("Arland", "ASSAULT", "Borland", "conditional"),
    ),
    "if": (
        "If Arland bombs Borland, prices rise.",
        "If SCONJ 3 mark | Arland PROPN 3 nsubj | bombs VERB 7 advcl | Borland PROPN 3 obj"
        " | , PUNCT 3 punct | prices NOUN 7 nsubj | rise VERB 0 root",
        ("Arland", "ASSAULT", "Borland", "conditional"),
    ),
    "failed to": (
        "Arland failed to meet Borland.",
        "Arland PROPN 2 nsubj | failed VERB 0 root | to PART 4 mark | meet VERB 2 xcomp"
        " | Borland PROPN 4 obj",
        ("Arland", "CONSULT", "Borland", "did not happen"),
    ),
    "urged to": (
        "Cestria urged Arland to meet Borland.",
        "Cestria PROPN 2 nsubj | urged VERB 0 root | Arland PROPN 2 obj | to PART 5 mark"
        " | meet VERB 2 xcomp | Borland PROPN 5 obj",
        ("Arland", "CONSULT", "Borland", "called for"),
    ),
    "plans to": (
        "Arland plans to meet Borland.",
        "Arland PROPN 2 nsubj | plans VERB 0 root | to PART 4 mark | meet VERB 2 xcomp"
        " | Borland PROPN 4 obj",
        ("Arland", "CONSULT", "Borland", "planned"),
    ),
    "alleged": (
        "Alleged Arlandish attacks on Borland shocked many.",
        "Alleged ADJ 3 amod | Arlandish ADJ 3 amod | attacks NOUN 6 nsubj | on ADP 5 case"
        " | Borland PROPN 3 nmod | shocked VERB 0 root | many ADJ 6 obj",
        ("Arland", "ASSAULT", "Borland", "alleged"),
    ),
    "scheduled": (
        "Talks between Arland and Borland were scheduled.",
        "Talks NOUN 7 nsubj:pass | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | Borland PROPN 3 conj | were AUX 7 aux:pass | scheduled VERB 0 root",
        ("Arland", "CONSULT", "Borland", "planned"),
    ),
    "due": (
        "Talks between Arland and Borland are due.",
        "Talks NOUN 7 nsubj | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | Borland PROPN 3 conj | are AUX 7 cop | due ADJ 0 root",
        ("Arland", "CONSULT", "Borland", "planned"),
    ),
    "will begin": (
        "Talks between Arland and Borland will begin.",
        "Talks NOUN 7 nsubj | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | Borland PROPN 3 conj | will AUX 7 aux | begin VERB 0 root",
        ("Arland", "CONSULT", "Borland", "planned"),
    ),
    "did not take place": (
        "Talks between Arland and Borland did not take place.",
        "Talks NOUN 8 nsubj | between ADP 3 case | Arland PROPN 1 nmod | and CCONJ 5 cc"
        " | Borland PROPN 3 conj | did AUX 8 aux | not PART 8 advmod | take VERB 0 root"
        " | place NOUN 8 obj",
        ("Arland", "CONSULT", "Borland", "did not happen"),
    ),
    "the victim tells it": (
        "Borland said Arland bombed Borland.",
        "Borland PROPN 2 nsubj | said VERB 0 root | Arland PROPN 4 nsubj | bombed VERB 2 ccomp"
        " | Borland PROPN 4 obj",
        ("Arland", "ASSAULT", "Borland", "alleged"),
    ),
    "the actor denies it in other words": (
        "Arland said he did not bomb Borland.",
        "Arland PROPN 2 nsubj | said VERB 0 root | he PRON 6 nsubj | did AUX 6 aux"
        " | not PART 6 advmod | bomb VERB 2 ccomp | Borland PROPN 6 obj",
        ("Arland", "ASSAULT", "Borland", "denied"),
    ),
    "the actor admits it": (
        "Arland admitted he bombed Borland.",
        "Arland PROPN 2 nsubj | admitted VERB 0 root | he PRON 4 nsubj | bombed VERB 2 ccomp"
        " | Borland PROPN 4 obj",
        ("Arland", "ASSAULT", "Borland", "happened"),
    ),
}


@pytest.mark.parametrize("shade", SHADES)
def test_whether_it_happened(shade: str) -> None:
    text, rows, expected = SHADES[shade]
    found = [tell(event) for event in read(annotate(text, rows))]
    assert expected in found
    assert [each for each in found if each[1] == expected[1]] == [expected]


# ---------------------------------------------------------------- who tells of it


def said(act: StatementAct, source: str = "s") -> Statement:
    text = "Brandt said the truce held."
    words = [attribution(text, "Brandt", "said", "the truce held")]
    document, passages = lay_out(plain(text, words))
    known = NamedEntities(document.text, {"Brandt": entity("Brandt")})
    (statement,) = find_statements(document, passages, known)  # type: ignore[arg-type]
    return replace(statement, act=act, source=Reference(id=source, name=source))


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("say", "happened"),
        ("deny", "denied"),
        ("accuse", "alleged"),
        ("demand", "called for"),
        ("promise", "planned"),
        ("threaten", "planned"),
        ("warn", "conditional"),
    ],
)
def test_an_act_told_as_done_takes_the_colour_of_its_statement(
    act: StatementAct, expected: str
) -> None:
    around = [(said(act), None)]
    judged = judge_statements(HAPPENED, around, conflict=True, actors=["a"], recipients=["r"])
    assert judged.factuality == expected


@pytest.mark.parametrize("conflict", [True, False])
def test_only_a_victim_of_a_hostile_act_alleges_it(conflict: bool) -> None:
    around = [(said("say", source="r"), None)]
    judged = judge_statements(HAPPENED, around, conflict=conflict, actors=["a"], recipients=["r"])
    assert judged.factuality == ("alleged" if conflict else "happened")


def test_what_is_open_in_its_own_words_no_statement_makes_surer() -> None:
    planned = Judgement("planned", "with 'will'")
    around = [(said("say"), None), (said("accuse"), None)]
    judged = judge_statements(planned, around, conflict=True, actors=["a"], recipients=["r"])
    assert judged.factuality == "planned"


@pytest.mark.parametrize(("conflict", "expected"), [(True, "happened"), (False, "did not happen")])
def test_rejected_talks_do_not_happen_a_rejected_attack_may_have(
    conflict: bool, expected: str
) -> None:
    around = [(said("reject"), None)]
    judged = judge_statements(HAPPENED, around, conflict=conflict, actors=["a"], recipients=["r"])
    assert judged.factuality == expected


def test_a_denied_plan_is_denied() -> None:
    planned = Judgement("planned", "with 'will'")
    around = [(said("deny"), None)]
    judged = judge_statements(planned, around, conflict=True, actors=["a"], recipients=["r"])
    assert judged.factuality == "denied"


def test_the_innermost_statement_is_heard_first() -> None:
    around = [(said("deny"), None), (said("accuse"), None)]
    judged = judge_statements(HAPPENED, around, conflict=True, actors=["a"], recipients=["r"])
    assert judged.factuality == "denied"


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        (
            "They will help but attacked it.",
            "They PRON 3 nsubj | will AUX 3 aux | help VERB 0 root | but CCONJ 5 cc"
            " | attacked VERB 3 conj | it PRON 5 obj | . PUNCT 3 punct",
            "happened",
        ),
        (
            "They will be seized and attacked.",
            "They PRON 4 nsubj:pass | will AUX 4 aux | be AUX 4 aux:pass | seized VERB 0 root"
            " | and CCONJ 6 cc | attacked VERB 4 conj | . PUNCT 4 punct",
            "planned",
        ),
    ],
)
def test_a_modal_holds_for_later_acts_unless_they_have_a_past_form(
    text: str, rows: str, expected: str
) -> None:
    tree = grow(annotate(text, rows))
    assert judge_words(tree, tree.words.index("attacked"), BOOK).factuality == expected
