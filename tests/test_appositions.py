"""Who is described and named side by side is one person."""

from demarche.extract.entities import PageEntities
from demarche.records import Document
from tests.page_entities import at, read, tagged


def page(text: str, rows: str) -> tuple[Document, PageEntities]:
    return read(tagged(text, rows, Milo_Rasko="person"))


def test_a_description_before_a_name_is_the_named_one() -> None:
    document, entities = page(
        "The masked general, Milo Rasko, confessed.",
        "The DET 3 det | masked ADJ 3 amod | general NOUN 8 nsubj | , PUNCT 5 punct"
        " | Milo PROPN 3 appos | Rasko PROPN 5 flat | , PUNCT 5 punct | confessed VERB 0 root"
        " | . PUNCT 8 punct",
    )
    assert at(document, entities, 0, "The masked general") == "Milo Rasko"


def test_a_title_with_words_between_leads_to_its_name() -> None:
    document, entities = page(
        "The general of police Milo Rasko confessed.",
        "The DET 2 det | general NOUN 7 nsubj | of ADP 4 case | police NOUN 2 nmod"
        " | Milo PROPN 2 appos | Rasko PROPN 5 flat | confessed VERB 0 root | . PUNCT 7 punct",
    )
    assert at(document, entities, 0, "general") == "Milo Rasko"


def test_an_office_at_the_head_of_a_sentence_needs_no_article() -> None:
    document, entities = page(
        "Deputy interior minister, Milo Rasko, confessed.",
        "Deputy ADJ 3 amod | interior ADJ 3 amod | minister NOUN 8 nsubj | , PUNCT 5 punct"
        " | Milo PROPN 3 appos | Rasko PROPN 5 flat | , PUNCT 5 punct | confessed VERB 0 root"
        " | . PUNCT 8 punct",
    )
    assert at(document, entities, 0, "interior minister") == "Milo Rasko"


def test_those_who_are_counted_up_are_several() -> None:
    document, entities = page(
        "A general, Milo Rasko and Ada Brandt spoke.",
        "A DET 2 det | general NOUN 9 nsubj | , PUNCT 4 punct | Milo PROPN 2 conj"
        " | Rasko PROPN 4 flat | and CCONJ 7 cc | Ada PROPN 2 conj | Brandt PROPN 7 flat"
        " | spoke VERB 0 root | . PUNCT 9 punct",
    )
    assert at(document, entities, 0, "A general") == "general"
