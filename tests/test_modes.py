"""Modes, contexts and CAMEO codes, by the words of the act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.codebook.kinds import load_kinds
from demarche.errors import OptionError
from demarche.extract.modes import Bearer, Coded, code_act
from demarche.extract.trees import grow
from demarche.records import Annotation, EventType
from tests.fakes import annotate


def code(event: EventType, text: str, rows: str, *words: int, parties: tuple[int, ...]) -> Coded:
    bearer = Bearer(words=words, judged=words[0], matter=())
    return code_act(grow(annotate(text, rows)), event, bearer, parties, load_kinds())


BOMBED = (
    "The army bombed rebels from helicopters.",
    "The DET 2 det | army NOUN 3 nsubj | bombed VERB 0 root | rebels NOUN 3 obj | from ADP 6 case"
    " | helicopters NOUN 3 obl",
)
URGED = (
    "Arland urged Borland to release prisoners.",
    "Arland PROPN 2 nsubj | urged VERB 0 root | Borland PROPN 2 obj | to PART 5 mark"
    " | release VERB 2 xcomp | prisoners NOUN 5 obj",
)
VISITED = (
    "The army chief visited Borland.",
    "The DET 3 det | army NOUN 3 compound | chief NOUN 4 nsubj | visited VERB 0 root"
    " | Borland PROPN 4 obj",
)


def test_the_bearing_word_goes_before_what_hangs_on_it() -> None:
    found = code("ASSAULT", *BOMBED, 2, parties=(1, 3))
    assert (found.mode, found.cameo) == ("explosives", "183")


def test_a_demand_is_told_by_its_matter() -> None:
    found = code("REQUEST", *URGED, 1, parties=(0, 2))
    assert (found.mode, found.cameo) == ("yield", "1053")
    assert "legal" in found.contexts


def test_what_the_parties_are_called_tells_nothing_of_the_act() -> None:
    found = code("CONSULT", *VISITED, 3, parties=(2, 4))
    assert (found.mode, found.cameo) == ("visit", "042")
    assert "military" not in found.contexts


def test_without_telling_words_the_code_is_the_root_and_there_is_no_mode() -> None:
    text, rows = (
        "Arland aided Borland.",
        "Arland PROPN 2 nsubj | aided VERB 0 root | Borland PROPN 2 obj",
    )
    assert code("AID", text, rows, 1, parties=(0, 2)) == Coded(
        None, "07", (), "CAMEO 07, no word tells more"
    )


def test_what_is_said_of_the_bearing_noun_is_its_own() -> None:
    text, rows = (
        "Police used tear gas against crowds, as rockets fell.",
        "Police NOUN 2 nsubj | used VERB 0 root | tear NOUN 4 compound | gas NOUN 2 obj"
        " | against ADP 6 case | crowds NOUN 2 obl | , PUNCT 9 punct | as SCONJ 9 mark"
        " | rockets NOUN 10 nsubj | fell VERB 2 advcl",
    )
    found = code("ASSAULT", text, rows, 1, 3, parties=(0, 5))
    assert (found.mode, found.cameo) == ("crowd-control", "175")
    assert "cbrn" not in found.contexts


REJECTED = (
    "Arland rejected the accusations and asked for talks.",
    "Arland PROPN 2 nsubj | rejected VERB 0 root | the DET 4 det | accusations NOUN 2 obj"
    " | and CCONJ 6 cc | asked VERB 2 conj | for ADP 8 case | talks NOUN 6 obl",
)
WHO_MET = (
    "Arland rejected the envoy who sought talks.",
    "Arland PROPN 2 nsubj | rejected VERB 0 root | the DET 4 det | envoy NOUN 2 obj"
    " | who PRON 6 nsubj | sought VERB 4 acl:relcl | talks NOUN 6 obj",
)


@pytest.mark.parametrize("shape", [REJECTED, WHO_MET])
def test_what_another_clause_tells_is_of_another_act(shape: tuple[str, str]) -> None:
    assert code("REJECT", *shape, 1, parties=(0,)).cameo == "12"


@pytest.mark.parametrize(
    ("event", "words", "cameo"),
    [
        ("THREATEN", "threatened sanctions over nuclear plants", "1312"),
        ("THREATEN", "threatened nuclear strikes", "1385"),
        ("THREATEN", "threatened strikes on nuclear plants", "138"),
        ("THREATEN", "threatened general strikes", "133"),
        ("ASSAULT", "attacked gas pipelines", "18"),
        ("ASSAULT", "attacked mine clearers", "18"),
        ("REQUEST", "demanded free elections", "1044"),
        ("REQUEST", "demanded payment for attacks", "10"),
        ("MOBILIZE", "deployed senior officers", "15"),
        ("CONSULT", "attended meetings they called", "04"),
    ],
)
def test_one_word_of_two_meanings_tells_nothing(event: EventType, words: str, cameo: str) -> None:
    tagged = [f"{word} NOUN 1 obl" for word in words.split()]
    rows = " | ".join([f"{words.split()[0]} VERB 0 root", *tagged[1:]])
    assert code(event, words, rows, 0, parties=()).cameo == cameo


def test_peace_is_no_land_and_a_vote_in_a_council_no_election() -> None:
    text, rows = (
        "Arland welcomed votes on settlements.",
        "Arland PROPN 2 nsubj | welcomed VERB 0 root | votes NOUN 2 obj | on ADP 5 case"
        " | settlements NOUN 3 nmod",
    )
    assert code("SUPPORT", text, rows, 1, parties=(0,)).contexts == ("diplomatic",)


@given(wild_annotations(), st.sampled_from(sorted(load_kinds().types)), st.integers(0, 9))
def test_codes_are_of_the_list_whatever_the_tree(
    annotation: Annotation, event: EventType, token: int
) -> None:
    book, tree = load_kinds(), grow(annotation)
    if token < len(tree.words):
        bearer = Bearer(words=(token,), judged=token, matter=(0,))
        found = code_act(tree, event, bearer, (), book)
        assert found.cameo in book.intensities
        assert set(found.contexts) <= set(book.contexts)
        assert found.mode is None or found.mode in {mode.mode for mode in book.modes[event]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "AGREE"', 'name = "AGREES"', "'AGREES' found"),
        ('cameo = "041"', 'cameo = "0410"', "CAMEO code '0410' found"),
        ('contexts = ["legal"]', 'contexts = ["legals"]', "context 'legals' found"),
        ("quad = 1", "quad = 5", "quad 5 found"),
    ],
)
def test_a_mistake_in_types_is_named(tmp_path, old: str, new: str, said: str) -> None:  # type: ignore[no-untyped-def]
    from demarche.codebook.kinds import HERE

    path = tmp_path / "types.toml"
    path.write_text((HERE / "types.toml").read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError, match=said):
        load_kinds(path)
