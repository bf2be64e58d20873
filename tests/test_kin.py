"""Relatives of one family name are two persons."""

from tests.page_entities import at, only, read, tagged


def test_a_son_of_the_same_name_is_another() -> None:
    document, entities = read(
        tagged(
            "Rasko's son, Milo, wept. Milo Rasko left. Rasko spoke.",
            "Rasko PROPN 3 nmod:poss | 's PART 1 case | son NOUN 7 nsubj | , PUNCT 5 punct"
            " | Milo PROPN 3 appos | , PUNCT 5 punct | wept VERB 0 root | . PUNCT 7 punct"
            " || Milo PROPN 3 nsubj | Rasko PROPN 1 flat | left VERB 0 root | . PUNCT 3 punct"
            " || Rasko PROPN 2 nsubj | spoke VERB 0 root | . PUNCT 2 punct",
            Rasko="person",
            Milo="person",
            Milo_Rasko="person",
        )
    )
    assert at(document, entities, 0, "Milo") == "Milo Rasko"
    assert at(document, entities, 0, "Rasko") == "Rasko"
    assert only(entities, "Rasko") != only(entities, "Milo Rasko")


def test_his_son_of_nearly_the_same_name_is_another() -> None:
    _, entities = read(
        tagged(
            "Juan Valera and his son Juan Valera Sandoval left.",
            "Juan PROPN 9 nsubj | Valera PROPN 1 flat | and CCONJ 5 cc | his PRON 5 nmod:poss"
            " | son NOUN 1 conj | Juan PROPN 5 appos | Valera PROPN 6 flat | Sandoval PROPN 6 flat"
            " | left VERB 0 root | . PUNCT 9 punct",
            Juan_Valera="person",
            Juan_Valera_Sandoval="person",
        )
    )
    assert {e.name for e in entities.entities if e.kind == "person"} >= {
        "Juan Valera", "Juan Valera Sandoval",
    }  # fmt: skip
