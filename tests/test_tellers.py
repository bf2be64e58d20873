"""Whoever only tells of an act, or is told of it, has no part in it."""

from dataclasses import replace

from test_events import read, tell

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


def test_who_stands_under_according_to_is_no_actor() -> None:
    text = "Crowds were bombed, according to rebels."
    rows = (
        "Crowds NOUN 3 nsubj:pass | were AUX 3 aux:pass | bombed VERB 0 root | , PUNCT 7 punct"
        " | according ADP 7 case | to ADP 5 fixed | rebels NOUN 3 obl | . PUNCT 3 punct"
    )
    assert read(heard(text, rows, (6, 0), 2, "ASSAULT")) == ()


TOLD = (
    "Brandt told rebels Borland bombed Cestria.",
    "Brandt PROPN 2 nsubj | told VERB 0 root | rebels NOUN 2 iobj | Borland PROPN 5 nsubj"
    " | bombed VERB 2 ccomp | Cestria PROPN 5 obj | . PUNCT 2 punct",
)
SAID = ("Brandt", "told rebels", "Borland bombed Cestria")


def test_neither_teller_nor_told_is_a_party_to_what_is_told() -> None:
    for pair in ((0, 5), (2, 5), (3, 2)):
        found = read(heard(*TOLD, pair, 4, "ASSAULT", SAID))
        assert [tell(event)[:3] for event in found if event.event == "ASSAULT"] == [
            ("Borland", "ASSAULT", "Cestria")
        ]


def test_a_source_after_its_words_does_not_act_in_them() -> None:
    text = "Borland was bombed by rebels, said Arland."
    rows = (
        "Borland PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root | by ADP 5 case"
        " | rebels NOUN 3 obl:agent | , PUNCT 7 punct | said VERB 3 parataxis"
        " | Arland PROPN 7 nsubj | . PUNCT 3 punct"
    )
    said = ("Arland", "said", "Borland was bombed by rebels")
    found = read(heard(text, rows, (7, 0), 2, "ASSAULT", said))
    assert [tell(event)[:3] for event in found] == [("rebels", "ASSAULT", "Borland")]


def test_a_source_acts_in_its_own_words_where_they_are_about_itself() -> None:
    text = "Arland said it had shunned Borland."
    rows = (
        "Arland PROPN 2 nsubj | said VERB 0 root | it PRON 5 nsubj | had AUX 5 aux"
        " | shunned VERB 2 ccomp | Borland PROPN 5 obj | . PUNCT 2 punct"
    )
    said = ("Arland", "said", "it had shunned Borland")
    (event,) = read(heard(text, rows, (0, 5), 4, "SANCTION", said))
    assert tell(event)[:3] == ("Arland", "SANCTION", "Borland")


def test_who_is_killed_by_somebody_is_not_the_killer() -> None:
    text = "Brandt was bombed by rebels."
    rows = (
        "Brandt PROPN 3 nsubj:pass | was AUX 3 aux:pass | bombed VERB 0 root | by ADP 5 case"
        " | rebels NOUN 3 obl:agent | . PUNCT 3 punct"
    )
    found = read(heard(text, rows, (0, 4), 2, "ASSAULT"))
    assert [tell(event)[:3] for event in found] == [("rebels", "ASSAULT", "Ada Brandt")]
