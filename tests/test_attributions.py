"""What is mended in the network's attributions: sources, contents, and what is no statement."""

import pytest

from demarche.extract.statements import find_statements
from demarche.records import Annotation, Statement
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out

PEOPLE = {
    "Brandt": entity("Ada Brandt", "person"),
    "Ortiz": entity("Ivo Ortiz", "person"),
    "Arland": entity("Arland"),
}


def read(annotation: Annotation) -> tuple[Statement, ...]:
    document, passages = lay_out(annotation)
    return find_statements(document, passages, NamedEntities(document.text, PEOPLE))  # type: ignore[arg-type]


def speaker(statement: Statement) -> str | None:
    return statement.source.name if statement.source else None


# ---------------------------------------------------------------- sources


def test_a_cue_without_a_source_is_its_subjects_and_the_reason_says_so() -> None:
    text = "Brandt met Ortiz, noting that talks ended."
    (statement,) = read(
        annotate(
            text,
            "Brandt PROPN 2 nsubj | met VERB 0 root | Ortiz PROPN 2 obj | , PUNCT 5 punct"
            " | noting VERB 2 advcl | that SCONJ 8 mark | talks NOUN 8 nsubj | ended VERB 5 ccomp",
            [attribution(text, None, "noting", "that talks ended")],
        )
    )
    assert speaker(statement) == "Ada Brandt"
    assert "subject in the tree" in statement.made_by.reason
    assert (statement.made_by.kind, statement.made_by.version) == ("network", "unnamed")


def test_what_cannot_speak_is_no_source() -> None:
    text = "The attack aims to stop the talks."
    rows = (
        "The DET 2 det | attack NOUN 3 nsubj | aims VERB 0 root | to PART 5 mark"
        " | stop VERB 3 xcomp | the DET 7 det | talks NOUN 5 obj | . PUNCT 3 punct"
    )
    aims = attribution(text, "The attack", "aims", "to stop the talks")
    assert read(annotate(text, rows, [aims])) == ()
    text = "The key problem is that Brandt said the talks failed."
    rows = (
        "The DET 3 det | key ADJ 3 amod | problem NOUN 4 nsubj | is VERB 0 root | that SCONJ 7 mark"
        " | Brandt PROPN 7 nsubj | said VERB 4 ccomp | the DET 9 det | talks NOUN 10 nsubj"
        " | failed VERB 7 ccomp | . PUNCT 4 punct"
    )
    problem = attribution(text, "The key problem", "said", "the talks failed")
    assert [speaker(one) for one in read(annotate(text, rows, [problem]))] == ["Ada Brandt"]


def test_who_is_quoted_by_another_speaks() -> None:
    text = "Brandt was quoted by Ortiz as saying talks ended."
    (statement,) = read(
        annotate(
            text,
            "Brandt PROPN 3 nsubj:pass | was AUX 3 aux:pass | quoted VERB 0 root | by ADP 5 case"
            " | Ortiz PROPN 3 obl | as SCONJ 7 mark | saying VERB 3 advcl | talks NOUN 9 nsubj"
            " | ended VERB 7 ccomp",
            [attribution(text, "Ortiz", "was quoted by", "talks ended")],
        )
    )
    assert speaker(statement) == "Ada Brandt"


def test_an_object_before_a_loose_participle_is_not_who_speaks() -> None:
    text = "Brandt met Ortiz, urging peace."
    (statement,) = read(
        annotate(
            text,
            "Brandt PROPN 2 nsubj | met VERB 0 root | Ortiz PROPN 2 obj | , PUNCT 5 punct"
            " | urging VERB 2 advcl | peace NOUN 5 obj",
            [attribution(text, "Ortiz", "urging", "peace")],
        )
    )
    assert speaker(statement) == "Ada Brandt"


def test_who_is_accused_does_not_accuse() -> None:
    text = "Accused by Ortiz of lies, Brandt left."
    (statement,) = read(
        annotate(
            text,
            "Accused VERB 8 advcl | by ADP 3 case | Ortiz PROPN 1 obl | of ADP 5 case"
            " | lies NOUN 1 obl | , PUNCT 1 punct | Brandt PROPN 8 nsubj | left VERB 0 root",
            [attribution(text, "Brandt", "Accused", "lies")],
        )
    )
    assert (speaker(statement), statement.act) == ("Ivo Ortiz", "accuse")


def test_a_colon_is_no_cue_the_verb_before_it_is() -> None:
    text = "Brandt left, telling reporters: “Talks ended.”"
    (statement,) = read(
        annotate(
            text,
            "Brandt PROPN 2 nsubj | left VERB 0 root | , PUNCT 4 punct | telling VERB 2 advcl"
            " | reporters NOUN 4 obj | : PUNCT 8 punct | “ PUNCT 8 punct | Talks NOUN 9 nsubj"
            " | ended VERB 4 ccomp | . PUNCT 9 punct | ” PUNCT 9 punct",
            [attribution(text, None, ":", "“Talks ended.”")],
        )
    )
    assert (statement.cue, speaker(statement)) == ("telling", "Ada Brandt")
    assert statement.manner == "direct"


def test_a_source_that_breaks_off_grows_to_the_end_of_its_name() -> None:
    text = "Deputy Minister Brandt said talks ended."
    (statement,) = read(
        annotate(
            text,
            "Deputy PROPN 3 compound | Minister PROPN 3 compound | Brandt PROPN 4 nsubj"
            " | said VERB 0 root | talks NOUN 6 nsubj | ended VERB 4 ccomp",
            [attribution(text, "Deputy Minister", "said", "talks ended")],
        )
    )
    assert statement.source_text == "Deputy Minister Brandt"


# ---------------------------------------------------------------- contents


def test_an_inner_attribution_stays_in_the_outer_content_and_is_a_statement_itself() -> None:
    text = "Brandt said a truce “needs monitors”, an official said."
    inner, outer = sorted(
        read(
            annotate(
                text,
                "Brandt PROPN 2 nsubj | said VERB 12 ccomp | a DET 4 det | truce NOUN 6 nsubj"
                " | “ PUNCT 6 punct | needs VERB 2 ccomp | monitors NOUN 6 obj | ” PUNCT 6 punct"
                " | , PUNCT 12 punct | an DET 11 det | official NOUN 12 nsubj | said VERB 0 root"
                " | . PUNCT 12 punct",
                [attribution(text, None, "said", "Brandt", "a truce “needs monitors”")],
            )
        ),
        key=lambda statement: len(statement.content),
    )
    assert (speaker(inner), inner.content) == ("Ada Brandt", "a truce “needs monitors”")
    assert outer.content == "Brandt said a truce “needs monitors”"
    assert (outer.source_text, inner.reported_by) == ("an official", outer.id)


def test_the_closing_words_of_a_sentence_attribute_it_whatever_the_parse() -> None:
    text = "Talks in the capital had ended, a senior official said."
    (statement,) = read(
        annotate(
            text,
            "Talks NOUN 6 nsubj | in ADP 4 case | the DET 4 det | capital NOUN 1 nmod"
            " | had AUX 6 aux | ended VERB 0 root | , PUNCT 6 punct | a DET 10 det"
            " | senior ADJ 10 amod | official NOUN 6 obl | said VERB 4 acl | . PUNCT 6 punct",
        )
    )
    assert statement.source_text == "a senior official"
    assert statement.content == "Talks in the capital had ended"


def test_a_relative_pronoun_as_content_grows_to_its_clause() -> None:
    text = "The war, which according to Brandt cost many lives, ended."
    (statement,) = read(
        annotate(
            text,
            "The DET 2 det | war NOUN 12 nsubj | , PUNCT 8 punct | which PRON 8 nsubj"
            " | according VERB 7 case | to ADP 5 fixed | Brandt PROPN 8 obl | cost VERB 2 acl:relcl"
            " | many ADJ 10 amod | lives NOUN 8 obj | , PUNCT 8 punct | ended VERB 0 root",
            [attribution(text, "Brandt", "according to", "which")],
        )
    )
    assert statement.content == "cost many lives"


def test_a_content_that_breaks_off_inside_a_phrase_grows_to_its_end_and_no_further() -> None:
    text = "Brandt praised the new truce in June."
    rows = (
        "Brandt PROPN 2 nsubj | praised VERB 0 root | the DET 5 det | new ADJ 5 amod"
        " | truce NOUN 2 obj | in ADP 7 case | June PROPN 2 obl | . PUNCT 2 punct"
    )
    for marked in ("the", "the new", "the new truce"):
        (statement,) = read(annotate(text, rows, [attribution(text, "Brandt", "praised", marked)]))
        assert statement.content == "the new truce"


def test_a_cue_gives_back_the_preposition_of_an_adverbial() -> None:
    text = "Arland rejects in strong terms claims that it lied."
    rows = (
        "Arland PROPN 2 nsubj | rejects VERB 0 root | in ADP 5 case | strong ADJ 5 amod"
        " | terms NOUN 2 obl | claims NOUN 2 obj | that SCONJ 9 mark | it PRON 9 nsubj"
        " | lied VERB 6 acl | . PUNCT 2 punct"
    )
    marked = attribution(text, "Arland", "rejects in", "strong terms claims that it lied")
    found = read(annotate(text, rows, [marked]))
    assert (found[0].cue, found[0].content) == ("rejects", "claims that it lied")


def test_quoted_as_saying_takes_the_words_before_it() -> None:
    text = "“We shall go on,” an official quoted Brandt as saying."
    rows = (
        "“ PUNCT 4 punct | We PRON 4 nsubj | shall AUX 4 aux | go VERB 10 ccomp | on ADV 4 advmod"
        " | , PUNCT 4 punct | ” PUNCT 4 punct | an DET 9 det | official NOUN 10 nsubj"
        " | quoted VERB 0 root | Brandt PROPN 10 obj | as SCONJ 13 mark | saying VERB 10 advcl"
    )
    marked = attribution(text, "an official", "quoted", "Brandt as saying")
    found = read(annotate(text, rows, [marked]))
    assert found[0].content == "We shall go on"
    assert found[0].cue == "quoted Brandt as saying"


# ---------------------------------------------------------------- what is no statement


@pytest.mark.parametrize(
    ("text", "rows", "cue", "content"),
    [
        (
            "Arland opted not to attend.",
            "Arland PROPN 2 nsubj | opted VERB 0 root | not PART 5 advmod | to PART 5 mark"
            " | attend VERB 2 xcomp",
            "opted not",
            "to attend",
        ),
        (
            "Brandt probed the affair.",
            "Brandt PROPN 2 nsubj | probed VERB 0 root | the DET 4 det | affair NOUN 2 obj",
            "probed",
            "the affair",
        ),
        (
            "Talks were aimed at peace.",
            "Talks NOUN 3 nsubj:pass | were AUX 3 aux:pass | aimed VERB 0 root | at ADP 5 case"
            " | peace NOUN 3 obl",
            "aimed at",
            "peace",
        ),
    ],
)
def test_a_deed_is_no_statement(text: str, rows: str, cue: str, content: str) -> None:
    assert read(annotate(text, rows, [attribution(text, None, cue, content)])) == ()


def test_a_question_put_to_the_speaker_is_not_the_speakers() -> None:
    text = "Asked about the raid, Brandt said talks ended."
    rows = (
        "Asked VERB 7 advcl | about ADP 4 case | the DET 4 det | raid NOUN 1 obl | , PUNCT 1 punct"
        " | Brandt PROPN 7 nsubj | said VERB 0 root | talks NOUN 9 nsubj | ended VERB 7 ccomp"
    )
    given = [
        attribution(text, None, "Asked about", "the raid"),
        attribution(text, "Brandt", "said", "talks ended"),
    ]
    assert [each.content for each in read(annotate(text, rows, given))] == ["talks ended"]


@pytest.mark.parametrize(
    ("verb", "content", "act", "mode"),
    [
        ("refused", "to go", "reject", "intention"),
        ("agreed", "to go", "say", "intention"),
        ("agreed", "that talks ended", "say", "speech"),
        ("muttered", "that talks ended", "say", "speech"),
    ],
)
def test_intentions_are_apart_from_speech(verb: str, content: str, act: str, mode: str) -> None:
    text = f"Arland {verb} {content}."
    rows = f"Arland PROPN 2 nsubj | {verb} VERB 0 root | " + (
        "to PART 4 mark | go VERB 2 xcomp"
        if content == "to go"
        else "that SCONJ 5 mark | talks NOUN 5 nsubj | ended VERB 2 ccomp"
    )
    (statement,) = read(annotate(text, rows, [attribution(text, "Arland", verb, content)]))
    assert (statement.act, statement.mode) == (act, mode)


def test_a_question_is_asked_not_demanded() -> None:
    text = "Brandt asked: “Who would go?”"
    rows = (
        "Brandt PROPN 2 nsubj | asked VERB 0 root | : PUNCT 2 punct | “ PUNCT 7 punct"
        " | Who PRON 7 nsubj | would AUX 7 aux | go VERB 2 ccomp | ? PUNCT 7 punct"
        " | ” PUNCT 7 punct"
    )
    (statement,) = read(
        annotate(text, rows, [attribution(text, "Brandt", "asked", "“Who would go?”")])
    )
    assert statement.act == "say"


def test_what_stands_before_said_and_a_colon_is_the_pages_own_account() -> None:
    text = 'Noting the 90 dead, Brandt said: "We left."'
    (statement,) = read(
        annotate(
            text,
            "Noting VERB 7 advcl | the DET 4 det | 90 NUM 4 nummod | dead NOUN 1 obj"
            " | , PUNCT 7 punct | Brandt PROPN 7 nsubj | said VERB 0 root | : PUNCT 11 punct"
            ' | " PUNCT 11 punct | We PRON 11 nsubj | left VERB 7 ccomp | . PUNCT 7 punct'
            ' | " PUNCT 11 punct',
            [attribution(text, "Brandt", "said", "Noting the 90 dead", '"We left."')],
        )
    )
    assert statement.content == "We left."
