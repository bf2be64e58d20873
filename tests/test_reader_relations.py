"""Which pairs of mentions are asked about: those that a verb joins."""

from hypothesis import given
from hypothesis import strategies as st

from demarche.reader.relations import joining_verb
from demarche.records import Annotation, Token
from demarche.spans import Span
from tests.fakes import annotate

SENT = annotate(
    "Norland sent arms to the rebels in Estia.",
    "Norland PROPN 2 nsubj | sent VERB 0 root | arms NOUN 2 obj | to ADP 6 case | the DET 6 det"
    " | rebels NOUN 2 obl | in ADP 8 case | Estia PROPN 6 nmod | . PUNCT 2 punct",
)
BLOCKED = annotate(
    "The text was blocked by Norland and Estia.",
    "The DET 2 det | text NOUN 4 nsubj:pass | was AUX 4 aux:pass | blocked VERB 0 root"
    " | by ADP 6 case | Norland PROPN 4 obl:agent | and CCONJ 8 cc | Estia PROPN 6 conj"
    " | . PUNCT 4 punct",
)
AGREED = annotate(
    "Norland agreed to aid Estia.",
    "Norland PROPN 2 nsubj | agreed VERB 0 root | to PART 4 mark | aid VERB 2 xcomp"
    " | Estia PROPN 4 obj | . PUNCT 2 punct",
)
WHICH = annotate(
    "troops which shelled Estia",
    "troops NOUN 0 root | which PRON 3 nsubj | shelled VERB 1 acl:relcl | Estia PROPN 3 obj",
)


@given(
    st.lists(
        st.tuples(
            st.integers(-1, 8),
            st.sampled_from(["nsubj", "obj", "obl", "nmod", "acl", "conj", "xcomp", "nsubj:pass"]),
            st.sampled_from(["VERB", "NOUN"]),
        ),
        min_size=9,
        max_size=9,
    ),
    st.integers(0, 8),
    st.integers(0, 8),
)
def test_any_tree_gives_a_verb_or_nothing(
    rows: list[tuple[int, str, str]], one: int, two: int
) -> None:
    tokens = tuple(
        Token(span=Span(2 * at, 2 * at + 1), upos=upos, head=head, deprel=deprel)
        for at, (head, deprel, upos) in enumerate(rows)
    )
    annotation = Annotation(text="w " * len(rows), tokens=tokens, sentences=((0, len(rows)),))
    verb = joining_verb(annotation, one, two)
    assert verb is None or tokens[verb].upos == "VERB"


def test_the_verb_joins_its_subject_and_its_objects() -> None:
    assert joining_verb(SENT, 0, 2) == 1
    assert joining_verb(SENT, 0, 5) == 1


def test_an_object_does_not_act() -> None:
    assert joining_verb(SENT, 5, 0) is None


def test_a_place_is_not_acted_upon() -> None:
    assert joining_verb(SENT, 0, 7) is None


def test_who_agrees_to_act_acts() -> None:
    assert joining_verb(AGREED, 0, 4) == 3


def test_who_is_told_of_in_a_relative_clause_acts() -> None:
    assert joining_verb(WHICH, 0, 3) == 2


def test_agents_of_a_passive_act_but_not_on_each_other() -> None:
    assert joining_verb(BLOCKED, 5, 1) == 3
    assert joining_verb(BLOCKED, 7, 1) == 3
    assert joining_verb(BLOCKED, 5, 7) is None
