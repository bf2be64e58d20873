"""When an act was: the nearest time of its clause, its own clause only where that is asked."""

from demarche.extract.moments import dates_a_noun, is_past, own_clause, time_beside, when_told
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


ACCUSED = annotate(
    "Brandt, who had called for talks, left on Monday and accused Ortiz of the 1992 raid.",
    "Brandt PROPN 9 nsubj | , PUNCT 5 punct | who PRON 5 nsubj | had AUX 5 aux"
    " | called VERB 1 acl:relcl | for ADP 7 case | talks NOUN 5 obl | , PUNCT 5 punct"
    " | left VERB 0 root | on ADP 11 case | Monday PROPN 9 obl | and CCONJ 13 cc"
    " | accused VERB 9 conj | Ortiz PROPN 13 obj | of ADP 18 case | the DET 18 det"
    " | 1992 NUM 18 nummod | raid NOUN 13 obl | . PUNCT 9 punct",
)
CALLED, LEFT, MONDAY, BLAMED, YEAR, RAID = 4, 8, 10, 12, 16, 17


def test_a_clause_has_the_words_of_the_verbs_it_is_joined_to_and_of_no_other() -> None:
    tree = grow(ACCUSED)
    assert MONDAY in own_clause(tree, BLAMED)
    assert own_clause(tree, BLAMED) == own_clause(tree, LEFT)
    assert CALLED not in own_clause(tree, LEFT)
    assert MONDAY not in own_clause(tree, CALLED)


def test_a_year_before_a_noun_dates_the_noun_alone() -> None:
    document, _ = lay_out(ACCUSED)
    tree = grow(ACCUSED)
    assert dates_a_noun(tree, YEAR)
    assert not dates_a_noun(tree, MONDAY)
    accused = time_beside(document, tree, BLAMED, "happened")
    raid = time_beside(document, tree, RAID, "happened")
    assert accused is None
    assert raid is not None
    assert raid.start is not None
    assert raid.start.year == 1992
