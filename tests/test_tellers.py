"""Whoever only tells of an act, or is told of it, has no part in it."""

from dataclasses import replace

import pytest
from test_events import read, tell

from demarche.codebook.words import load_cues, load_events
from demarche.extract.related import conjuncts_above, is_believed
from demarche.extract.trees import grow
from demarche.records import Annotation, Mention, Relation
from tests.fakes import annotate, attribution


def heard(
    text: str,
    rows: str,
    pair: tuple[int, int],
    trigger: int,
    type: str,
    said: tuple[str, str, str] | None = None,
) -> Annotation:
    """A sentence with a relation between two tokens, and perhaps (source, cue, content)."""
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="organization", score=1.0) for at in pair
    )
    relation = Relation(actor=0, recipient=1, type=type, trigger=trigger, score=0.99)
    attributions = (attribution(text, *said),) if said else ()
    return replace(
        annotate(text, rows), mentions=mentions, relations=(relation,), attributions=attributions
    )


def acts(annotation: Annotation) -> list[tuple[str, ...]]:
    return [tell(event)[:3] for event in read(annotation)]


@pytest.mark.parametrize("shape", ["case", "head"])
def test_who_stands_under_according_to_is_no_actor(shape: str) -> None:
    text = "Cestria was bombed, according to medics and rebels."
    by, of = ("case", 7) if shape == "case" else ("obl", 3)
    medics = "obl" if shape == "case" else "nmod"
    rows = (
        "Cestria PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root | , PUNCT 3 punct"
        f" | according ADP {of} {by} | to ADP 5 fixed | medics NOUN {3 if of == 7 else 5} {medics}"
        " | and CCONJ 9 cc | rebels NOUN 7 conj | . PUNCT 3 punct"
    )
    assert acts(heard(text, rows, (8, 0), 2, "ASSAULT")) == []


TOLD = (
    "Brandt told medics and rebels Borland bombed Cestria.",
    "Brandt PROPN 2 nsubj | told VERB 0 root | medics NOUN 2 iobj | and CCONJ 5 cc"
    " | rebels NOUN 3 conj | Borland PROPN 7 nsubj | bombed VERB 2 ccomp | Cestria PROPN 7 obj"
    " | . PUNCT 2 punct",
)
SAID = ("Brandt", "told", "Borland bombed Cestria")


@pytest.mark.parametrize("pair", [(0, 7), (4, 7), (5, 4), (5, 0)])
def test_neither_teller_nor_told_is_a_party_to_what_is_told(pair: tuple[int, int]) -> None:
    assert acts(heard(*TOLD, pair, 6, "COERCE", SAID)) == [("Borland", "ASSAULT", "Cestria")]


def test_a_source_after_its_words_does_not_act_in_them() -> None:
    text = "Borland was bombed by rebels, said Arland."
    rows = (
        "Borland PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root | by ADP 5 case"
        " | rebels NOUN 3 obl:agent | , PUNCT 7 punct | said VERB 3 parataxis"
        " | Arland PROPN 7 nsubj | . PUNCT 3 punct"
    )
    said = ("Arland", "said", "Borland was bombed by rebels")
    assert acts(heard(text, rows, (7, 0), 2, "ASSAULT", said)) == [("rebels", "ASSAULT", "Borland")]


OWN = {
    "pronoun": (
        "Arland said it had pelted Borland.",
        "Arland PROPN 2 nsubj | said VERB 0 root | it PRON 5 nsubj | had AUX 5 aux"
        " | pelted VERB 2 ccomp | Borland PROPN 5 obj | . PUNCT 2 punct",
        ("Arland", "said", "it had pelted Borland"),
        (0, 5, 4),
    ),
    "infinitive": (
        "Arland decided to pelt Borland.",
        "Arland PROPN 2 nsubj | decided VERB 0 root | to PART 4 mark | pelt VERB 2 xcomp"
        " | Borland PROPN 4 obj | . PUNCT 2 punct",
        ("Arland", "decided", "to pelt Borland"),
        (0, 4, 3),
    ),
    "promise to somebody": (
        "Arland promised Cestria to pelt Borland.",
        "Arland PROPN 2 nsubj | promised VERB 0 root | Cestria PROPN 2 iobj | to PART 5 mark"
        " | pelt VERB 2 xcomp | Borland PROPN 5 obj | . PUNCT 2 punct",
        ("Arland", "promised", "to pelt Borland"),
        (0, 5, 4),
    ),
}


@pytest.mark.parametrize("name", OWN)
def test_a_source_acts_in_its_own_words_where_they_are_about_itself(name: str) -> None:
    text, rows, said, (actor, recipient, verb) = OWN[name]
    found = acts(heard(text, rows, (actor, recipient), verb, "SANCTION", said))
    assert ("Arland", "SANCTION", "Borland") in found


@pytest.mark.parametrize("by", ["told Cestria", "said shelling by Cestria"])
def test_a_source_does_not_act_where_somebody_else_does(by: str) -> None:
    if by.startswith("told"):
        text = "Arland told Cestria to shun Borland."
        rows = (
            "Arland PROPN 2 nsubj | told VERB 0 root | Cestria PROPN 2 obj | to PART 5 mark"
            " | shun VERB 2 xcomp | Borland PROPN 5 obj | . PUNCT 2 punct"
        )
        annotation = heard(text, rows, (0, 5), 4, "SANCTION", ("Arland", "told", "to shun Borland"))
    else:
        text = "Arland said sanctions by Cestria hurt Borland."
        rows = (
            "Arland PROPN 2 nsubj | said VERB 0 root | sanctions NOUN 6 nsubj | by ADP 5 case"
            " | Cestria PROPN 3 nmod | hurt VERB 2 ccomp | Borland PROPN 6 obj | . PUNCT 2 punct"
        )
        said = ("Arland", "said", "sanctions by Cestria hurt Borland")
        annotation = heard(text, rows, (0, 6), 2, "SANCTION", said)
    assert not [act for act in acts(annotation) if act[0] == "Arland" and act[1] == "SANCTION"]


@pytest.mark.parametrize("who", ["by rebels", "rebels"])
def test_who_suffers_an_act_is_not_believed_to_do_it(who: str) -> None:
    if who == "rebels":
        rows = "Rebels NOUN 2 nsubj | stormed VERB 0 root | Borland PROPN 2 obj"
        tree = grow(annotate("Rebels stormed Borland", rows))
        pair = (2, 0)
    else:
        rows = (
            "Borland PROPN 3 nsubj:pass | was AUX 3 aux:pass | stormed VERB 0 root | by ADP 5 case"
            " | rebels NOUN 3 obl:agent"
        )
        tree = grow(annotate("Borland was stormed by rebels", rows))
        pair = (0, 4)
    mentions = tuple(
        Mention(first=at, last=at, head=at, kind="organization", score=1.0) for at in pair
    )
    tree = grow(replace(tree.annotation, mentions=mentions))
    verb = tree.words.index("stormed")
    turned = Relation(actor=0, recipient=1, type="ASSAULT", trigger=verb, score=0.99)
    told = replace(turned, actor=1, recipient=0)
    assert not is_believed(turned, tree, load_events(), load_cues())
    assert is_believed(told, tree, load_events(), load_cues())


def test_a_coordination_that_runs_in_a_circle_ends() -> None:
    rows = "Arland PROPN 3 conj | and CCONJ 3 cc | Borland PROPN 1 conj | met VERB 0 root"
    tree = grow(annotate("Arland and Borland met", rows))
    assert list(conjuncts_above(tree, 2)) == [0]
