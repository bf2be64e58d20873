"""When an act was: the nearest time of its clause, its own clause only where that is asked."""

from demarche.extract.moments import is_past, time_beside, when_told
from demarche.extract.trees import grow
from tests.fakes import annotate, lay_out

PASSED = annotate(
    "The board passed a text that bans what was sold on Monday.",
    "The DET 2 det | board NOUN 3 nsubj | passed VERB 0 root | a DET 5 det | text NOUN 3 obj"
    " | that PRON 7 nsubj | bans VERB 5 acl:relcl | what PRON 10 nsubj:pass | was AUX 10 aux:pass"
    " | sold VERB 7 ccomp | on ADP 12 case | Monday PROPN 10 obl | . PUNCT 3 punct",
)
DOCUMENT, _ = lay_out(PASSED)
TREE = grow(PASSED)
VERB = 2


def test_a_time_of_a_clause_inside_counts_unless_the_own_is_asked_for() -> None:
    inside = time_beside(DOCUMENT, TREE, VERB, "happened")
    assert inside is not None
    assert str(inside.start) == "2031-05-05"
    assert time_beside(DOCUMENT, TREE, VERB, "happened", own=True) is None


def test_an_act_told_as_past_without_a_time_was_before_the_page() -> None:
    when = when_told(DOCUMENT, TREE, VERB, "happened", own=True)
    assert when is not None
    assert (when.start, str(when.end), when.precision) == (None, "2031-05-09", "before")
    assert when_told(DOCUMENT, TREE, VERB, "planned", own=True) is None


def test_a_present_form_is_not_past() -> None:
    assert is_past(TREE, VERB)
    assert not is_past(TREE, 6)
