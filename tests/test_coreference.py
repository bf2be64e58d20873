"""Offices, pronouns and unnamed sources: who is meant where no name stands."""

from dataclasses import replace

import pytest

from demarche.records import Name
from demarche.spans import Span
from tests.fakes import annotate, attribution
from tests.page_entities import at, only, read, tagged


def test_an_anonymous_official_is_one_person_and_another_is_another() -> None:
    document, entities = read(
        tagged(
            "A senior US official spoke. The official left.",
            "A DET 4 det | senior ADJ 4 amod | US PROPN 4 compound | official NOUN 5 nsubj"
            " | spoke VERB 0 root | . PUNCT 5 punct || The DET 2 det | official NOUN 3 nsubj"
            " | left VERB 0 root | . PUNCT 3 punct",
        ),
        tagged(
            "A Turkish official disagreed.",
            "A DET 3 det | Turkish ADJ 3 amod | official NOUN 4 nsubj | disagreed VERB 0 root"
            " | . PUNCT 4 punct",
        ),
    )
    assert at(document, entities, 0, "The official") == "senior US official"
    assert only(entities, "senior US official").country == "USA"
    assert at(document, entities, 1, "A Turkish official") == "Turkish official"


def test_an_office_after_the_name_belongs_to_the_name() -> None:
    document, entities = read(
        tagged(
            "Nadia Perrin, the French ambassador, left. The ambassador was tired.",
            "Nadia PROPN 8 nsubj | Perrin PROPN 1 flat | , PUNCT 6 punct | the DET 6 det"
            " | French ADJ 6 amod | ambassador NOUN 1 appos | , PUNCT 6 punct | left VERB 0 root"
            " | . PUNCT 8 punct || The DET 2 det | ambassador NOUN 4 nsubj | was AUX 4 cop"
            " | tired ADJ 0 root | . PUNCT 4 punct",
            Nadia_Perrin="person",
        )
    )
    assert only(entities, "Nadia Perrin").titles == ("ambassador",)
    assert only(entities, "Nadia Perrin").country == "FRA"
    assert at(document, entities, 0, "The ambassador") == "Nadia Perrin"


def test_a_deputy_is_not_the_minister() -> None:
    document, entities = read(
        tagged(
            "Deputy Foreign Minister Oleg Rudin spoke. The foreign minister left.",
            "Deputy PROPN 6 nsubj | Foreign PROPN 1 flat | Minister PROPN 1 flat"
            " | Oleg PROPN 1 flat | Rudin PROPN 1 flat | spoke VERB 0 root | . PUNCT 6 punct"
            " || The DET 3 det | foreign ADJ 3 amod | minister NOUN 4 nsubj | left VERB 0 root"
            " | . PUNCT 4 punct",
            Oleg_Rudin="person",
        )
    )
    assert only(entities, "Oleg Rudin").titles == ("deputy foreign minister",)
    assert at(document, entities, 0, "The foreign minister") == "foreign minister"


def test_which_behind_a_comma_is_who_stands_before_it() -> None:
    # The parse lays the clause to the first subject, whose own clause ends before.
    document, entities = read(
        tagged(
            "Russia slept while Washington, which feared war, woke.",
            "Russia PROPN 2 nsubj | slept VERB 0 root | while SCONJ 10 mark"
            " | Washington PROPN 10 nsubj | , PUNCT 7 punct | which PRON 7 nsubj"
            " | feared VERB 1 acl:relcl | war NOUN 7 obj | , PUNCT 7 punct | woke VERB 2 advcl"
            " | . PUNCT 2 punct",
        )
    )
    assert at(document, entities, 0, "which") == "United States"


def test_what_one_is_punished_for_is_ones_own() -> None:
    document, entities = read(
        tagged(
            "Russia punished France for its refusal.",
            "Russia PROPN 2 nsubj | punished VERB 0 root | France PROPN 2 obj | for ADP 6 case"
            " | its PRON 6 nmod:poss | refusal NOUN 2 obl | . PUNCT 2 punct",
        )
    )
    assert at(document, entities, 0, "its") == "France"


def test_pronouns_follow_gender_and_the_subject() -> None:
    document, entities = read(
        tagged(
            "Nadia Perrin told Ilya Orlov that he must wait. She left.",
            "Nadia PROPN 3 nsubj | Perrin PROPN 1 flat | told VERB 0 root | Ilya PROPN 3 obj"
            " | Orlov PROPN 4 flat | that SCONJ 9 mark | he PRON 9 nsubj | must AUX 9 aux"
            " | wait VERB 3 ccomp | . PUNCT 3 punct || She PRON 2 nsubj | left VERB 0 root"
            " | . PUNCT 2 punct",
            Nadia_Perrin="person",
            Ilya_Orlov="person",
        ),
        tagged(
            "Orlov met Hadi Masri, who thanked him.",
            "Orlov PROPN 2 nsubj | met VERB 0 root | Hadi PROPN 2 obj | Masri PROPN 3 flat"
            " | , PUNCT 7 punct | who PRON 7 nsubj | thanked VERB 3 acl:relcl | him PRON 7 obj"
            " | . PUNCT 2 punct",
            Orlov="person",
            Hadi_Masri="person",
        ),
    )
    assert at(document, entities, 0, "he ") == "Ilya Orlov"
    assert at(document, entities, 0, "She") == "Nadia Perrin"
    assert at(document, entities, 1, "who") == "Hadi Masri"
    assert at(document, entities, 1, "him") == "Ilya Orlov"


def test_two_arguments_of_one_verb_are_two() -> None:
    document, entities = read(
        tagged(
            "Ilya Orlov blamed him.",
            "Ilya PROPN 3 nsubj | Orlov PROPN 1 flat | blamed VERB 0 root | him PRON 3 obj"
            " | . PUNCT 3 punct",
            Ilya_Orlov="person",
        )
    )
    assert at(document, entities, 0, "him") == "nobody"


def test_the_first_of_coordinated_sources_is_given() -> None:
    document, entities = read(
        tagged(
            "France and Turkey agreed.",
            "France PROPN 4 nsubj | and CCONJ 3 cc | Turkey PROPN 1 conj | agreed VERB 0 root"
            " | . PUNCT 4 punct",
        )
    )
    assert at(document, entities, 0, "France and Turkey") == "France"


def test_unnamed_sources_become_entities_by_the_readers_word() -> None:
    text = "Her lawyer complained about Syria."
    annotation = annotate(
        text,
        "Her PRON 2 nmod:poss | lawyer NOUN 3 nsubj | complained VERB 0 root | about ADP 5 case"
        " | Syria PROPN 3 obl | . PUNCT 3 punct",
        [attribution(text, "Her lawyer", "complained", "about Syria")],
    )
    document, entities = read(annotation)
    assert at(document, entities, 0, "Her lawyer") != "nobody"
    assert at(document, entities, 0, "complained about Syria") == "nobody"


def test_a_monarch_is_nobody_of_that_family_name() -> None:
    document, entities = read(
        tagged(
            "Otto Rudin spoke. King Rudin left.",
            "Otto PROPN 3 nsubj | Rudin PROPN 1 flat | spoke VERB 0 root | . PUNCT 3 punct"
            " || King PROPN 3 nsubj | Rudin PROPN 1 flat | left VERB 0 root | . PUNCT 3 punct",
            Otto_Rudin="person",
        ),
        tagged(
            "President Rudin left.",
            "President PROPN 3 nsubj | Rudin PROPN 1 flat | left VERB 0 root | . PUNCT 3 punct",
        ),
    )
    assert at(document, entities, 0, "King Rudin") == "Rudin"
    assert at(document, entities, 1, "President Rudin") == "Otto Rudin"


def test_a_spiritual_leader_is_not_the_president() -> None:
    rows = (
        "President PROPN 4 nsubj | Otto PROPN 1 flat | Rudin PROPN 1 flat | spoke VERB 0 root"
        " | . PUNCT 4 punct || The DET 3 det | {} ADJ 3 amod | leader NOUN 4 nsubj | left VERB 0"
        " root | . PUNCT 4 punct"
    )
    for word, who in (("spiritual", "spiritual leader"), ("new", "Otto Rudin")):
        document, entities = read(
            tagged(
                f"President Otto Rudin spoke. The {word} leader left.",
                rows.format(word),
                Otto_Rudin="person",
            )
        )
        assert at(document, entities, 0, f"The {word} leader") == who


def test_who_is_for_a_state_is_not_of_it() -> None:
    _, entities = read(
        tagged(
            "The pro-Russian speaker left.",
            "The DET 5 det | pro ADJ 4 amod | - PUNCT 4 punct | Russian ADJ 5 amod"
            " | speaker NOUN 6 nsubj | left VERB 0 root | . PUNCT 6 punct",
        )
    )
    (speaker,) = (entity for entity in entities.entities if entity.kind == "person")
    assert speaker.country is None


def test_an_office_is_the_one_whom_the_page_names_in_it_later() -> None:
    document, entities = read(
        tagged(
            "The president left.",
            "The DET 2 det | president NOUN 3 nsubj | left VERB 0 root | . PUNCT 3 punct",
        ),
        tagged(
            "President Otto Rudin spoke.",
            "President PROPN 4 nsubj | Otto PROPN 1 flat | Rudin PROPN 1 flat | spoke VERB 0 root"
            " | . PUNCT 4 punct",
            Otto_Rudin="person",
        ),
    )
    assert at(document, entities, 0, "The president") == "Otto Rudin"


def test_a_family_name_is_the_only_one_of_it_who_was_told_of_so_far() -> None:
    full = "{} PROPN 3 nsubj | {} PROPN 1 flat | {} VERB 0 root | . PUNCT 3 punct"
    lone = "{} PROPN 2 nsubj | {} VERB 0 root | . PUNCT 2 punct"
    document, entities = read(
        tagged("Milo Rasko spoke.", full.format("Milo", "Rasko", "spoke"), Milo_Rasko="person"),
        tagged("Rasko left.", lone.format("Rasko", "left"), Rasko="person"),
        tagged("Ada Rasko came.", full.format("Ada", "Rasko", "came"), Ada_Rasko="person"),
        tagged("Rasko wept.", lone.format("Rasko", "wept"), Rasko="person"),
    )
    assert at(document, entities, 1, "Rasko") == "Milo Rasko"
    assert at(document, entities, 3, "Rasko") == "Rasko"


def test_the_last_name_but_one_may_be_the_family_s() -> None:
    document, entities = read(
        tagged(
            "Luis Valera Soto spoke. Valera left.",
            "Luis PROPN 4 nsubj | Valera PROPN 1 flat | Soto PROPN 1 flat | spoke VERB 0 root"
            " | . PUNCT 4 punct || Valera PROPN 2 nsubj | left VERB 0 root | . PUNCT 2 punct",
            Luis_Valera_Soto="person",
            Valera="person",
        )
    )
    assert at(document, entities, 0, "Valera") == "Luis Valera Soto"


def test_who_is_spoken_of_by_the_verb_is_not_its_subject_even_when_named_twice() -> None:
    document, entities = read(
        tagged(
            "Milo Rasko came. He will meet him.",
            "Milo PROPN 3 nsubj | Rasko PROPN 1 flat | came VERB 0 root | . PUNCT 3 punct"
            " || He PRON 3 nsubj | will AUX 3 aux | meet VERB 0 root | him PRON 3 obj"
            " | . PUNCT 3 punct",
            Milo_Rasko="person",
        )
    )
    assert at(document, entities, 0, "He") == "Milo Rasko"
    assert at(document, entities, 0, "him") == "nobody"


def test_what_was_announced_is_nobody() -> None:
    document, entities = read(
        tagged(
            "Iran left. It was announced on Monday.",
            "Iran PROPN 2 nsubj | left VERB 0 root | . PUNCT 2 punct || It PRON 3 nsubj:pass"
            " | was AUX 3 aux:pass | announced VERB 0 root | on ADP 5 case | Monday PROPN 3 obl"
            " | . PUNCT 3 punct",
            Iran="place",
        )
    )
    assert at(document, entities, 0, "It") == "nobody"


def test_the_councils_president_is_not_the_state_s() -> None:
    document, entities = read(
        tagged(
            "President Hadi Masri spoke. The council president left.",
            "President PROPN 4 nsubj | Hadi PROPN 1 flat | Masri PROPN 1 flat | spoke VERB 0 root"
            " | . PUNCT 4 punct || The DET 3 det | council NOUN 3 compound"
            " | president NOUN 4 nsubj | left VERB 0 root | . PUNCT 4 punct",
            Hadi_Masri="person",
        ),
        tagged(
            "The country's president left.",
            "The DET 2 det | country NOUN 4 nmod:poss | 's PART 2 case | president NOUN 5 nsubj"
            " | left VERB 0 root | . PUNCT 5 punct",
        ),
    )
    assert at(document, entities, 0, "The council president") == "council president"
    assert at(document, entities, 1, "The country's president") == "Hadi Masri"


def test_a_title_within_a_name_is_no_part_of_it() -> None:
    _, entities = read(
        tagged(
            "Ustava Chairman Hadi Masri left.",
            "Ustava PROPN 2 compound | Chairman PROPN 5 nsubj | Hadi PROPN 2 flat"
            " | Masri PROPN 2 flat | left VERB 0 root | . PUNCT 5 punct",
            Ustava_Chairman_Hadi_Masri="person",
        )
    )
    assert {e.name for e in entities.entities if e.kind == "person"} == {"Hadi Masri"}


def test_a_government_to_be_formed_is_another_than_the_one_in_office() -> None:
    document, entities = read(
        tagged(
            "The government fell. A new government left.",
            "The DET 2 det | government NOUN 3 nsubj | fell VERB 0 root | . PUNCT 3 punct"
            " || A DET 3 det | new ADJ 3 amod | government NOUN 4 nsubj | left VERB 0 root"
            " | . PUNCT 4 punct",
        ),
        tagged(
            "The government left.",
            "The DET 2 det | government NOUN 3 nsubj | left VERB 0 root | . PUNCT 3 punct",
        ),
    )
    assert at(document, entities, 0, "A new government") == "new government"
    assert at(document, entities, 0, "The government") == "government"
    assert at(document, entities, 1, "The government") == "government"


def test_a_pronoun_is_whom_the_page_puts_in_brackets() -> None:
    document, entities = read(
        tagged(
            "Nadia Perrin met Hadi Masri. Masri hopes she (Perrin) stays.",
            "Nadia PROPN 3 nsubj | Perrin PROPN 1 flat | met VERB 0 root | Hadi PROPN 3 obj"
            " | Masri PROPN 4 flat | . PUNCT 3 punct || Masri PROPN 2 nsubj | hopes VERB 0 root"
            " | she PRON 7 nsubj | ( PUNCT 5 punct | Perrin PROPN 3 appos | ) PUNCT 5 punct"
            " | stays VERB 2 ccomp | . PUNCT 2 punct",
            Nadia_Perrin="person",
            Hadi_Masri="person",
            Masri="person",
            Perrin="person",
        )
    )
    assert at(document, entities, 0, "she") == "Nadia Perrin"


def test_who_is_quoted_without_marks_speaks_of_himself_however_often_another_is_named() -> None:
    often = tagged(
        "Ilya Orlov left. Orlov waited. Orlov wrote. Orlov called.",
        "Ilya PROPN 3 nsubj | Orlov PROPN 1 flat | left VERB 0 root | . PUNCT 3 punct"
        " || Orlov PROPN 2 nsubj | waited VERB 0 root | . PUNCT 2 punct"
        " || Orlov PROPN 2 nsubj | wrote VERB 0 root | . PUNCT 2 punct"
        " || Orlov PROPN 2 nsubj | called VERB 0 root | . PUNCT 2 punct",
        Ilya_Orlov="person",
    )
    said = tagged(
        "For Orlov, Hadi Masri said that he would stay.",
        "For ADP 2 case | Orlov PROPN 6 nsubj | , PUNCT 2 punct | Hadi PROPN 6 nsubj"
        " | Masri PROPN 4 flat | said VERB 0 root | that SCONJ 10 mark | he PRON 10 nsubj"
        " | would AUX 10 aux | stay VERB 6 ccomp | . PUNCT 6 punct",
        Orlov="person",
        Hadi_Masri="person",
    )
    quoted = attribution(said.text, "Hadi Masri", "said", "that he would stay")
    document, entities = read(often, replace(said, attributions=(quoted,)))
    assert at(document, entities, 1, "he ") == "Hadi Masri"
    document, entities = read(often, said)
    assert at(document, entities, 1, "he ") == "Ilya Orlov"


def test_who_says_that_one_must_go_means_another() -> None:
    document, entities = read(
        tagged(
            "Hadi Masri accused Ilya Orlov and said he must go.",
            "Hadi PROPN 3 nsubj | Masri PROPN 1 flat | accused VERB 0 root | Ilya PROPN 3 obj"
            " | Orlov PROPN 4 flat | and CCONJ 7 cc | said VERB 3 conj | he PRON 10 nsubj"
            " | must AUX 10 aux | go VERB 7 ccomp | . PUNCT 3 punct",
            Hadi_Masri="person",
            Ilya_Orlov="person",
        )
    )
    assert at(document, entities, 0, "he ") == "Ilya Orlov"


def test_whose_work_it_is_is_in_view() -> None:
    document, entities = read(
        tagged(
            "Turkey blames Syria, whose work shows that it leads.",
            "Turkey PROPN 2 nsubj | blames VERB 0 root | Syria PROPN 2 obj | , PUNCT 7 punct"
            " | whose PRON 6 nmod:poss | work NOUN 7 nsubj | shows VERB 3 acl:relcl"
            " | that SCONJ 10 mark | it PRON 10 nsubj | leads VERB 7 ccomp | . PUNCT 2 punct",
        )
    )
    assert at(document, entities, 0, "it ") == "Syria"


@pytest.mark.parametrize(("case", "found"), [("for", "person"), ("in", "place")])
def test_a_bare_family_name_is_the_persons_save_where_it_is_a_place(case: str, found: str) -> None:
    text = f"Ilya Orlov left. Masri spoke {case} Orlov."
    rows = (
        "Ilya PROPN 3 nsubj | Orlov PROPN 1 flat | left VERB 0 root | . PUNCT 3 punct"
        f" || Masri PROPN 2 nsubj | spoke VERB 0 root | {case} ADP 4 case | Orlov PROPN 2 obl"
        " | . PUNCT 2 punct"
    )
    said = tagged(text, rows, Ilya_Orlov="person", Masri="person")
    start = text.rindex("Orlov")
    town = Name(span=Span(start, start + 5), kind="place", score=0.9)  # as the reader may see it
    document, entities = read(replace(said, names=(*said.names, town)))
    assert at(document, entities, 0, "Orlov.") == {"person": "Ilya Orlov", "place": "Orlov"}[found]
