"""Statements: whose words, in what manner, as what act, when, and inside whose words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.statements import find_statements
from demarche.records import Annotation, Attribution, Entity, Statement, Token
from demarche.spans import Span
from tests.fakes import NamedEntities, annotate, attribution, entity, lay_out, plain

PEOPLE = {
    "Brandt": entity("Ada Brandt", "person", titles=("foreign minister",)),
    "Ortiz": entity("Ivo Ortiz", "person"),
    "Arland": entity("Arland"),
}


def read(
    *annotations: Annotation, published: date | None = date(2031, 5, 9)
) -> tuple[Statement, ...]:
    document, passages = lay_out(*annotations, published=published)
    entities = NamedEntities(document.text, PEOPLE)
    found = find_statements(document, passages, entities)  # type: ignore[arg-type]
    for statement in found:
        for place in statement.evidence:
            assert document.text[place.start : place.end] == place.quote
    return found


def speaker(statement: Statement) -> str | None:
    return statement.source.name if statement.source else None


# ---------------------------------------------------------------- laws


@st.composite
def wild_annotations(draw: st.DrawFn, more: tuple[str, ...] = ()) -> Annotation:
    """Annotations as a badly wrong parser might give them: any heads, labels, spans.

    `more` are words that may stand in them beside those of statements.
    """
    words = st.sampled_from(
        ["said", "Brandt", "that", "accused", '"', "of", "attacks", "not", "by", "he", ",", "to",
         "according", "claim", "will", "if", "talks", "they", "we", ":", "denied", "meet", *more]
    )  # fmt: skip
    text = " ".join(draw(st.lists(words, min_size=1, max_size=10)))
    labels = st.sampled_from(
        ["nsubj", "ccomp", "xcomp", "obj", "obl", "conj", "acl:relcl", "parataxis", "case", "mark",
         "advcl", "nmod:poss", "obl:agent", "nsubj:pass", "aux", "root", "nmod", "punct"]
    )  # fmt: skip
    tokens, at = [], 0
    for word in text.split(" "):
        tokens.append(
            Token(
                span=Span(at, at + len(word)),
                upos=draw(st.sampled_from(["VERB", "NOUN", "PROPN", "PRON", "AUX", "PUNCT"])),
                head=draw(st.integers(-2, 16)),
                deprel=draw(labels),
            )
        )
        at += len(word) + 1
    ends = st.integers(-1, len(text) + 2)
    spans = st.builds(Span, ends, ends)
    attributions = st.builds(
        Attribution,
        source=st.none() | spans,
        cue=spans,
        content=st.lists(spans, max_size=3).map(tuple),
        score=st.floats(0, 1),
    )
    return Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=((0, len(tokens)),),
        attributions=tuple(draw(st.lists(attributions, max_size=2))),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(wild_annotations(), max_size=3))
def test_no_parse_however_wrong_stops_a_page_or_gives_words_that_are_not_there(
    annotations: list[Annotation],
) -> None:
    found = read(*annotations)
    assert len({statement.id for statement in found}) == len(found)
    assert len({statement.fragments for statement in found}) == len(found)
    assert found == read(*annotations)


# ---------------------------------------------------------------- quotations


def test_a_split_quotation_is_one_statement() -> None:
    text = '"We will leave," Brandt said. "We will not come back to this table."'
    (statement,) = read(plain(text, [attribution(text, "Brandt", "said", '"We will leave,"')]))
    assert statement.content == "We will leave ... We will not come back to this table."
    assert statement.manner == "direct"
    assert speaker(statement) == "Ada Brandt"


def test_a_quotation_over_several_paragraphs_is_one_statement() -> None:
    first = "Brandt said: “We came here to talk. We stayed for a week."
    second = "“Nobody answered us in all that time."
    third = "“So we go home now.”"
    found = read(
        plain(first, [attribution(first, "Brandt", "said", first[13:])]),
        plain(second),
        plain(third),
    )
    (statement,) = found
    assert len(statement.fragments) == 3
    assert statement.manner == "direct"
    assert statement.evidence[0].quote == first


def test_an_open_quotation_goes_to_the_speaker_named_where_it_ends() -> None:
    first = "“We came here to talk and we stayed for a week."
    second = "“Nobody answered us,” Brandt said."
    found = read(
        plain(first),
        plain(second, [attribution(second, "Brandt", "said", "“Nobody answered us,”")]),
    )
    (statement,) = found
    assert speaker(statement) == "Ada Brandt"
    assert statement.content.startswith("We came here")


def test_a_paragraph_that_is_a_quotation_goes_to_the_speaker_before_it_less_surely() -> None:
    first = "Brandt said the talks had failed."
    second = "“Nobody answered us in all that time.”"
    said, alone = read(
        plain(first, [attribution(first, "Brandt", "said", "the talks had failed")]), plain(second)
    )
    assert speaker(alone) == speaker(said) == "Ada Brandt"
    assert alone.cue is None
    assert alone.score < said.score
    assert "paragraph before" in alone.made_by.reason


def test_a_quotation_alone_is_not_for_who_was_only_reported_to_have_spoken() -> None:
    text = "Brandt said that Ortiz rejected the plan."
    reported = attribution(text, "Ortiz", "rejected", "the plan")
    said = attribution(text, "Brandt", "said", "that Ortiz rejected the plan")
    alone = "“It was a good plan for everybody.”"
    found = read(plain(text, [said, reported]), plain(alone))
    assert speaker(found[-1]) == "Ada Brandt"


def test_a_quotation_without_a_speaker_in_reach_is_nobodys() -> None:
    (statement,) = read(plain("“Nobody answered us in all that time.”"))
    assert statement.source is None
    assert statement.source_kind is None


def test_a_scare_quote_is_no_statement() -> None:
    assert read(plain("The “so-called plan” lay on the table.")) == ()


def test_content_partly_in_marks_is_mixed_and_without_marks_indirect() -> None:
    mixed = "Brandt said the offer was “a bad joke” and left."
    plainly = "Brandt said the offer was old."
    content = "the offer was “a bad joke”"
    (one,) = read(plain(mixed, [attribution(mixed, "Brandt", "said", content)]))
    (two,) = read(plain(plainly, [attribution(plainly, "Brandt", "said", "the offer was old")]))
    assert (one.manner, two.manner) == ("mixed", "indirect")


# ---------------------------------------------------------------- rules

CHAIN = annotate(
    "An official said Brandt told Ortiz that talks ended.",
    "An DET 2 det | official NOUN 3 nsubj | said VERB 0 root | Brandt PROPN 5 nsubj"
    " | told VERB 3 ccomp | Ortiz PROPN 5 obj | that SCONJ 9 mark | talks NOUN 9 nsubj"
    " | ended VERB 5 ccomp | . PUNCT 3 punct",
)


def test_a_statement_inside_a_statement_names_the_one_that_reports_it() -> None:
    outer, inner = read(CHAIN)
    assert outer.reported_by is None
    assert inner.reported_by == outer.id
    assert outer.source_kind == "anonymous"
    assert (speaker(inner), inner.content) == ("Ada Brandt", "that talks ended")


def test_what_the_network_marked_is_not_told_twice_by_rule() -> None:
    marked = attribution(CHAIN.text, "An official", "said", "Brandt told Ortiz that talks ended")
    annotation = Annotation(
        text=CHAIN.text,
        tokens=CHAIN.tokens,
        sentences=CHAIN.sentences,
        attributions=(marked,),
    )
    found = read(annotation)
    assert [statement.made_by.kind for statement in found] == ["network", "rule"]
    assert found[1].reported_by == found[0].id


def test_quoted_as_saying() -> None:
    text = "An official quoted Brandt as saying talks ended."
    statements = read(
        annotate(
            text,
            "An DET 2 det | official NOUN 3 nsubj | quoted VERB 0 root | Brandt PROPN 3 obj"
            " | as SCONJ 6 mark | saying VERB 3 advcl | talks NOUN 8 nsubj | ended VERB 6 ccomp",
        )
    )
    assert [(speaker(each), each.content) for each in statements] == [("Ada Brandt", "talks ended")]


def test_another_speaker_in_the_next_paragraph_is_not_joined() -> None:
    first = "Brandt said: “We came here to talk. We stayed."
    second = "“Nobody asked them to,” Ortiz said."
    one, two = read(
        plain(first, [attribution(first, "Brandt", "said", first[13:])]),
        plain(second, [attribution(second, "Ortiz", "said", "“Nobody asked them to,”")]),
    )
    assert (speaker(one), speaker(two)) == ("Ada Brandt", "Ivo Ortiz")


def test_a_speakers_own_i_think_is_no_new_source() -> None:
    text = '"I think talks ended," Brandt said.'
    given_by_network = attribution(text, "Brandt", "said", '"I think talks ended,"')
    rows = (
        '" PUNCT 3 punct | I PRON 3 nsubj | think VERB 9 ccomp | talks NOUN 5 nsubj'
        ' | ended VERB 3 ccomp | , PUNCT 3 punct | " PUNCT 3 punct | Brandt PROPN 9 nsubj'
        " | said VERB 0 root"
    )
    (statement,) = read(annotate(text, rows, [given_by_network]))
    assert speaker(statement) == "Ada Brandt"


def test_according_to() -> None:
    (statement,) = read(
        annotate(
            "Prices fell, according to Brandt.",
            "Prices NOUN 2 nsubj | fell VERB 0 root | , PUNCT 2 punct | according VERB 6 case"
            " | to ADP 4 fixed | Brandt PROPN 2 obl | . PUNCT 2 punct",
        )
    )
    assert (statement.source_text, statement.cue) == ("Brandt", "according to")
    assert statement.content == "Prices fell"


def test_must_said_of_somebody_else_is_a_demand_of_oneself_it_is_not() -> None:
    rows = (
        "Brandt PROPN 2 nsubj | said VERB 0 root | {} {} 5 nsubj | must AUX 5 aux"
        " | leave VERB 2 ccomp | . PUNCT 2 punct"
    )
    (other,) = read(annotate("Brandt said Ortiz must leave.", rows.format("Ortiz", "PROPN")))
    (own,) = read(annotate("Brandt said she must leave.", rows.format("she", "PRON")))
    assert (other.act, own.act) == ("demand", "say")


@pytest.mark.parametrize(
    ("cue", "act", "mode"),
    [
        ("denied", "deny", "speech"),
        ("accused", "accuse", "speech"),
        ("called for", "demand", "speech"),
        ("vowed", "promise", "speech"),
        ("threatened", "threaten", "speech"),
        ("ruled out", "reject", "speech"),
        ("welcomed", "endorse", "speech"),
        ("warned", "warn", "speech"),
        ("predicted", "predict", "speech"),
        ("declined to comment on", "decline to comment", "speech"),
        ("believes", "say", "belief"),
        ("plans", "say", "intention"),
        ("stipulated", "say", "speech"),
    ],
)
def test_the_act_and_mode_come_from_the_cue(cue: str, act: str, mode: str) -> None:
    text = f"Brandt {cue} the withdrawal of the fleet."
    given = attribution(text, "Brandt", cue, "the withdrawal of the fleet")
    annotation = plain(text, [given])
    if cue.startswith("declined"):
        annotation = annotate(
            text,
            "Brandt PROPN 2 nsubj | declined VERB 0 root | to PART 4 mark | comment VERB 2 xcomp"
            " | on ADP 7 case | the DET 7 det | withdrawal NOUN 4 obl",
            [given],
        )
    (statement,) = read(annotation)
    assert (statement.act, statement.mode) == (act, mode)


@pytest.mark.parametrize(
    ("words", "rows", "expected"),
    [
        (
            "Brandt does not believe the talks failed.",
            "Brandt PROPN 4 nsubj | does AUX 4 aux | not PART 4 advmod | believe VERB 0 root"
            " | the DET 6 det | talks NOUN 7 nsubj | failed VERB 4 ccomp | . PUNCT 4 punct",
            [("deny", "belief")],
        ),
        (
            "Neither Brandt nor Ortiz believes the talks failed.",
            "Neither CCONJ 2 cc:preconj | Brandt PROPN 5 nsubj | nor CCONJ 4 cc"
            " | Ortiz PROPN 2 conj | believes VERB 0 root | the DET 7 det | talks NOUN 8 nsubj"
            " | failed VERB 5 ccomp",
            [("deny", "belief")],
        ),
        (
            "Brandt did not welcome the talks.",
            "Brandt PROPN 4 nsubj | did AUX 4 aux | not PART 4 advmod | welcome VERB 0 root"
            " | the DET 6 det | talks NOUN 4 obj | . PUNCT 4 punct",
            [("reject", "speech")],
        ),
        (
            "Brandt would not say whether the talks failed.",
            "Brandt PROPN 4 nsubj | would AUX 4 aux | not PART 4 advmod | say VERB 0 root"
            " | whether SCONJ 8 mark | the DET 7 det | talks NOUN 8 nsubj | failed VERB 4 ccomp",
            [("decline to comment", "speech")],
        ),
        (
            "Brandt said who must leave.",
            "Brandt PROPN 2 nsubj | said VERB 0 root | who PRON 5 nsubj | must AUX 5 aux"
            " | leave VERB 2 ccomp | . PUNCT 2 punct",
            [("say", "speech")],
        ),
        (
            "Brandt asked if Ortiz left.",
            "Brandt PROPN 2 nsubj | asked VERB 0 root | if SCONJ 5 mark | Ortiz PROPN 5 nsubj"
            " | left VERB 2 ccomp | . PUNCT 2 punct",
            [("say", "speech")],
        ),
        (
            "Brandt did not accuse Ortiz of lying.",
            "Brandt PROPN 4 nsubj | did AUX 4 aux | not PART 4 advmod | accuse VERB 0 root"
            " | Ortiz PROPN 4 obj | of SCONJ 7 mark | lying VERB 4 advcl | . PUNCT 4 punct",
            [],
        ),
    ],
)
def test_a_negated_cue_does_the_opposite_or_nothing_and_a_question_asks_for_nothing(
    words: str, rows: str, expected: list[tuple[str, str]]
) -> None:
    assert [(each.act, each.mode) for each in read(annotate(words, rows))] == expected


@pytest.mark.parametrize(
    ("words", "rows", "kind"),
    [
        ("A spokesman", "A DET 2 det | spokesman NOUN 3 nsubj", "office"),
        ("A diplomat", "A DET 2 det | diplomat NOUN 3 nsubj", "office"),
        ("An official", "An DET 2 det | official NOUN 3 nsubj", "anonymous"),
        ("Two officials", "Two NUM 2 nummod | officials NOUN 3 nsubj", "collective"),
        ("Some monitors", "Some DET 2 det | monitors NOUN 3 nsubj", "collective"),
        ("The statement", "The DET 2 det | statement NOUN 3 nsubj", "document"),
        ("Madam Brandt", "Madam PROPN 2 compound | Brandt PROPN 3 nsubj", "named"),
    ],
)
def test_kinds_of_sources(words: str, rows: str, kind: str) -> None:
    text = f"{words} said talks ended."
    given = attribution(text, words, "said", "talks ended")
    rest = " | said VERB 0 root | talks NOUN 5 nsubj | ended VERB 3 ccomp | . PUNCT 3 punct"
    (statement,) = read(annotate(text, rows + rest, [given]))
    assert statement.source_kind == kind


def test_a_source_that_asks_not_to_be_named_is_anonymous() -> None:
    text = "A diplomat said on condition of anonymity talks ended."
    given = attribution(text, "A diplomat", "said", "talks ended")
    rows = (
        "A DET 2 det | diplomat NOUN 3 nsubj | said VERB 0 root | on ADP 5 case"
        " | condition NOUN 3 obl | of ADP 7 case | anonymity NOUN 5 nmod | talks NOUN 9 nsubj"
        " | ended VERB 3 ccomp"
    )
    (statement,) = read(annotate(text, rows, [given]))
    assert statement.source_kind == "anonymous"


def test_a_time_beside_the_cue_says_when_and_a_time_in_the_content_does_not() -> None:
    text = "Brandt said on Tuesday that the fleet sailed on 2 April 2031."
    content = "that the fleet sailed on 2 April 2031"
    (statement,) = read(plain(text, [attribution(text, "Brandt", "said", content)]))
    assert statement.said is not None
    assert statement.said.start == date(2031, 5, 6)  # the Tuesday before Friday, 9 May 2031


def test_without_a_time_the_page_says_when_and_without_a_date_nothing_does() -> None:
    text = "Brandt said the fleet sailed."
    annotation = plain(text, [attribution(text, "Brandt", "said", "the fleet sailed")])
    (dated,) = read(annotation)
    (undated,) = read(annotation, published=None)
    assert dated.said is not None
    assert dated.said.start == date(2031, 5, 9)
    assert "page" in dated.said.basis
    assert undated.said is None


def test_a_source_nobody_knows_still_has_its_words() -> None:
    text = "A courier said the fleet sailed."
    (statement,) = read(plain(text, [attribution(text, "A courier", "said", "the fleet sailed")]))
    assert statement.source is None
    assert statement.source_text == "A courier"


def test_entities_are_those_given() -> None:
    known: Entity = PEOPLE["Brandt"]
    text = "Brandt said the fleet sailed."
    (statement,) = read(plain(text, [attribution(text, "Brandt", "said", "the fleet sailed")]))
    assert statement.source is not None
    assert statement.source.id == known.id
