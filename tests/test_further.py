"""Names that the reader marks in the wrong place, of the wrong kind, or not at all."""

from dataclasses import replace

from demarche.records import Annotation, Attribution, Mention, NameKind, Relation
from demarche.spans import Span
from tests.page_entities import at, only, read, tagged


def test_a_name_that_begins_inside_a_title_is_cut_at_the_title() -> None:
    document, entities = read(
        tagged(
            "US Secretary of State Ada Brandt left. Brandt returned.",
            "US PROPN 2 nmod:poss | Secretary PROPN 7 nsubj | of ADP 4 case | State PROPN 2 nmod"
            " | Ada PROPN 2 flat | Brandt PROPN 2 flat | left VERB 0 root | . PUNCT 7 punct"
            " || Brandt PROPN 2 nsubj | returned VERB 0 root | . PUNCT 2 punct",
            US_Secretary="person",
            State_Ada_Brandt="person",
        )
    )
    brandt = only(entities, "Ada Brandt")
    assert (brandt.country, brandt.titles) == ("USA", ("secretary of state",))
    assert at(document, entities, 0, "Brandt", 1) == "Ada Brandt"
    assert {entity.name for entity in entities.entities} == {"Ada Brandt", "United States"}


def test_a_known_name_is_a_person_whatever_the_reader_takes_it_for() -> None:
    document, entities = read(
        tagged(
            "Ada Brandt spoke. Brandt left.",
            "Ada PROPN 3 nsubj | Brandt PROPN 1 flat | spoke VERB 0 root | . PUNCT 3 punct"
            " || Brandt PROPN 2 nsubj | left VERB 0 root | . PUNCT 2 punct",
            Ada_Brandt="person",
        ),
        tagged(
            "Critics of Brandt agreed.",
            "Critics NOUN 4 nsubj | of ADP 3 case | Brandt PROPN 1 nmod | agreed VERB 0 root",
            Brandt="organization",
        ),
    )
    assert at(document, entities, 1, "Brandt") == "Ada Brandt"
    assert len([entity for entity in entities.entities if "Brandt" in entity.name]) == 1


def test_a_name_is_what_most_of_its_mentions_are() -> None:
    rows = "Fire NOUN 2 nsubj | reached VERB 0 root | Ostrava PROPN 2 obj | . PUNCT 2 punct"
    text = "Fire reached Ostrava."
    _, entities = read(
        tagged(text, rows, Ostrava="organization"),
        tagged(text, rows, Ostrava="place"),
        tagged(text, rows, Ostrava="person"),
        tagged(text, rows, Ostrava="place"),
    )
    assert only(entities, "Ostrava").kind == "place"
    assert len(only(entities, "Ostrava").evidence) == 4


def test_a_pronoun_or_preposition_is_no_part_of_a_name() -> None:
    _, entities = read(
        tagged(
            "He met as Orlov.",
            "He PRON 2 nsubj | met VERB 0 root | as ADP 4 case | Orlov PROPN 2 obl",
            He="person",
            as_Orlov="person",
        )
    )
    assert [entity.name for entity in entities.entities] == ["Orlov"]


def test_a_mention_that_runs_over_a_verb_is_no_entity() -> None:
    annotation = tagged(
        "Brandt met mayors.",
        "Brandt PROPN 2 nsubj | met VERB 0 root | mayors NOUN 2 obj",
    )
    long = Mention(first=0, last=2, head=0, kind="person", score=0.9)
    source = Attribution(source=Span(0, 17), cue=Span(7, 10), content=(Span(11, 17),), score=0.9)
    _, entities = read(replace(annotation, mentions=(long,), attributions=(source,)))
    assert all("met" not in entity.name for entity in entities.entities)


def test_a_capital_that_speaks_is_its_state_whatever_the_parse() -> None:
    text = "With Moscow believing so, talks ended."
    annotation = tagged(
        text,
        "With SCONJ 3 mark | Moscow PROPN 3 compound | believing VERB 7 advcl | so ADV 3 advmod"
        " | , PUNCT 3 punct | talks NOUN 7 nsubj | ended VERB 0 root | . PUNCT 7 punct",
    )
    said = Attribution(source=Span(5, 11), cue=Span(12, 21), content=(Span(22, 24),), score=0.9)
    document, entities = read(replace(annotation, attributions=(said,)))
    assert at(document, entities, 0, "Moscow") == "Russia"


def test_a_source_with_a_relative_clause_is_who_opens_it() -> None:
    document, entities = read(
        tagged(
            "Ivo Ortiz, a critic of Russia, spoke.",
            "Ivo PROPN 9 nsubj | Ortiz PROPN 1 flat | , PUNCT 5 punct | a DET 5 det"
            " | critic NOUN 1 appos | of ADP 7 case | Russia PROPN 5 nmod | , PUNCT 5 punct"
            " | spoke VERB 0 root",
            Ivo_Ortiz="person",
        )
    )
    assert at(document, entities, 0, "Ivo Ortiz, a critic of Russia,") == "Ivo Ortiz"


def test_she_is_the_woman_that_is_known_not_the_official_who_spoke_last() -> None:
    told = "Angela Orlova was ready, an official said."
    said = Attribution(source=Span(25, 36), cue=Span(37, 41), content=(Span(0, 23),), score=0.9)
    document, entities = read(
        replace(
            tagged(
                told,
                "Angela PROPN 4 nsubj | Orlova PROPN 1 flat | was AUX 4 cop | ready ADJ 8 ccomp"
                " | , PUNCT 8 punct | an DET 7 det | official NOUN 8 nsubj | said VERB 0 root",
                Angela_Orlova="person",
            ),
            attributions=(said,),
        ),
        tagged("She left.", "She PRON 2 nsubj | left VERB 0 root | . PUNCT 2 punct"),
    )
    assert at(document, entities, 1, "She") == "Angela Orlova"


def test_who_spoke_goes_on_speaking_before_who_was_spoken_of() -> None:
    text = "Ivo Ortiz said that Ilya Orlov must go."
    said = Attribution(source=Span(0, 9), cue=Span(10, 14), content=(Span(15, 38),), score=0.9)
    next_ = "“We know,” he said."
    again = Attribution(source=Span(11, 13), cue=Span(14, 18), content=(Span(0, 10),), score=0.9)
    document, entities = read(
        replace(
            tagged(
                text,
                "Ivo PROPN 3 nsubj | Ortiz PROPN 1 flat | said VERB 0 root | that SCONJ 8 mark"
                " | Ilya PROPN 8 nsubj | Orlov PROPN 5 flat | must AUX 8 aux | go VERB 3 ccomp",
                Ivo_Ortiz="person",
                Ilya_Orlov="person",
            ),
            attributions=(said,),
        ),
        replace(
            tagged(
                next_,
                "“ PUNCT 3 punct | We PRON 3 nsubj | know VERB 7 ccomp | , PUNCT 7 punct"
                " | ” PUNCT 7 punct | he PRON 7 nsubj | said VERB 0 root",
            ),
            attributions=(again,),
        ),
    )
    assert at(document, entities, 1, "he") == "Ivo Ortiz"


def test_a_relation_between_mentions_that_are_not_there_loses_nothing() -> None:
    marked = tagged("Ivo Ortiz left.", "Ivo PROPN 3 nsubj | Ortiz PROPN 1 flat | left VERB 0 root")
    wrong = Relation(actor=0, recipient=7, type="ASSAULT", trigger=2, score=0.9)
    _, entities = read(replace(marked, relations=(wrong,)))
    assert [entity.name for entity in entities.entities] == ["Ivo Ortiz"]


def test_who_goes_by_the_first_of_his_names_is_a_person_whatever_the_reader_takes_it_for() -> None:
    document, entities = read(
        tagged(
            "Zambuto Orese Laka spoke.",
            "Zambuto PROPN 4 nsubj | Orese PROPN 1 flat | Laka PROPN 1 flat | spoke VERB 0 root"
            " | . PUNCT 4 punct",
            Zambuto_Orese_Laka="person",
        ),
        tagged(
            "Zambuto left.",
            "Zambuto PROPN 2 nsubj | left VERB 0 root | . PUNCT 2 punct",
            Zambuto="organization",
        ),
    )
    assert at(document, entities, 1, "Zambuto") == "Zambuto Orese Laka"


def body(words: str, kind: NameKind) -> Annotation:
    """Return "the WORDS left." with the words as the subject."""
    parts = words.split()
    head, verb = len(parts) + 1, len(parts) + 2
    rows = [f"the DET {head} det"] + [
        f"{word} PROPN {verb if at == head else head} {'nsubj' if at == head else 'compound'}"
        for at, word in enumerate(parts, 2)
    ]
    rows += [f"left VERB 0 root | . PUNCT {verb} punct"]
    names = {words.replace(" ", "_"): kind}
    return tagged(f"the {words} left.", " | ".join(rows), **names)


def test_an_acronym_in_brackets_is_the_body_whatever_the_reader_takes_it_for() -> None:
    introduced = tagged(
        "Zandia Workers Union (ZWU) struck.",
        "Zandia PROPN 3 compound | Workers PROPN 3 compound | Union PROPN 7 nsubj | ( PUNCT 5 punct"
        " | ZWU PROPN 3 appos | ) PUNCT 5 punct | struck VERB 0 root | . PUNCT 7 punct",
        Zandia_Workers_Union="organization",
        ZWU="organization",
    )
    document, entities = read(introduced, body("ZWU", "place"), body("ZWU", "person"))
    for passage in (1, 2):
        assert at(document, entities, passage, "ZWU") == "Zandia Workers Union"
    assert {entity.name for entity in entities.entities} == {"Zandia Workers Union"}


def test_a_name_that_many_bodies_have_is_the_listed_one_only_where_its_state_is_named() -> None:
    _, peru = read(body("Congress", "organization"), body("Peru", "place"))
    assert "US Congress" not in {entity.name for entity in peru.entities}
    _, home = read(body("Congress", "organization"), body("America", "place"))
    assert only(home, "US Congress").sector == "LEG"
