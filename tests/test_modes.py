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
