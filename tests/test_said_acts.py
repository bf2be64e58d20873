"""What is done by what is said, where the cue only says that it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.codebook.load import load_codebook
from demarche.extract.said_acts import act_of_content
from demarche.extract.trees import grow
from demarche.records import Annotation, Mention
from tests.fakes import annotate

# The content, its rows, and whether its first word stands for the speaker.
SAID = {
    "must": ("they must leave", "they PRON 3 nsubj | must AUX 3 aux | leave VERB 0 root", False),
    "others must": (
        "Borland must leave",
        "Borland PROPN 3 nsubj | must AUX 3 aux | leave VERB 0 root",
        False,
    ),
    "own need": (
        "Borland must act",
        "Borland PROPN 3 nsubj | must AUX 3 aux | act VERB 0 root",
        True,
    ),
    "others need": (
        "rebels need to disarm",
        "rebels PROPN 2 nsubj | need VERB 0 root | to PART 4 mark | disarm VERB 2 xcomp",
        False,
    ),
    "will not be bombed": (
        "it will not be bombed",
        "it PRON 5 nsubj:pass | will AUX 5 aux | not PART 5 advmod | be AUX 5 aux:pass"
        " | bombed VERB 0 root",
        True,
    ),
    "will not": (
        "it would not accept this",
        "it PRON 4 nsubj | would AUX 4 aux | not PART 4 advmod | accept VERB 0 root"
        " | this PRON 4 obj",
        True,
    ),
    "does not recognise": (
        "it does not recognise them",
        "it PRON 4 nsubj | does AUX 4 aux | not PART 4 advmod | recognise VERB 0 root"
        " | them PRON 4 obj",
        True,
    ),
    "did not bomb": (
        "it had not bombed them",
        "it PRON 4 nsubj | had AUX 4 aux | not PART 4 advmod | bombed VERB 0 root"
        " | them PRON 4 obj",
        True,
    ),
    "did not come": (
        "it had not come",
        "it PRON 4 nsubj | had AUX 4 aux | not PART 4 advmod | come VERB 0 root",
        True,
    ),
    "supports": (
        "it supports them",
        "it PRON 2 nsubj | supports VERB 0 root | them PRON 2 obj",
        True,
    ),
    "others support": (
        "Borland supports them",
        "Borland PROPN 2 nsubj | supports VERB 0 root | them PRON 2 obj",
        False,
    ),
    "things will": (
        "prices will rise",
        "prices NOUN 3 nsubj | will AUX 3 aux | rise VERB 0 root",
        False,
    ),
    "people will": (
        "envoys will meet",
        "envoys NOUN 3 nsubj | will AUX 3 aux | meet VERB 0 root",
        False,
    ),
}


def act(name: str, said: str = "say") -> str | None:
    text, rows, own = SAID[name]
    annotation = annotate(text, rows)
    if text.startswith("envoys"):
        mention = Mention(first=0, last=0, head=0, kind="person", score=1.0)
        annotation = Annotation(
            text=text,
            tokens=annotation.tokens,
            sentences=annotation.sentences,
            mentions=(mention,),
        )
    tree = grow(annotation)
    head = next(at for at, over in enumerate(tree.heads) if over < 0)
    book = load_codebook()
    found = act_of_content(
        tree,
        head,
        lambda token: own and token == 0,
        said,
        book.cues,
        book.events,  # type: ignore[arg-type]
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("must", None),
        ("others must", "demand"),
        ("own need", None),
        ("others need", "demand"),
        ("will not be bombed", None),
        ("will not", "reject"),
        ("does not recognise", "reject"),
        ("did not bomb", "deny"),
        ("did not come", None),
        ("supports", "endorse"),
        ("others support", None),
        ("things will", "predict"),
        ("people will", None),
    ],
)
def test_the_content_tells_what_is_done(name: str, expected: str | None) -> None:
    assert act(name) == expected


WARNED = {
    "will act": ("it will act", "it PRON 3 nsubj | will AUX 3 aux | act VERB 0 root"),
    "could strike": ("it could strike", "it PRON 3 nsubj | could AUX 3 aux | strike VERB 0 root"),
    "will falter": ("it will falter", "it PRON 3 nsubj | will AUX 3 aux | falter VERB 0 root"),
}


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("will act", True, "threaten"),
        ("will act", False, None),
        ("could strike", True, None),
        ("will falter", True, None),
    ],
)
def test_to_warn_of_ones_own_act_is_to_threaten(name: str, own: bool, expected: str | None) -> None:
    tree, book = grow(annotate(*WARNED[name])), load_codebook()
    found = act_of_content(tree, 2, lambda _: own, "warn", book.cues, book.events)
    assert (found[0] if found else None) == expected


VOWED = {
    "to crush them": "to PART 2 mark | crush VERB 0 root | Borland PROPN 2 obj",
    "to keep bombing them": (
        "to PART 2 mark | keep VERB 0 root | bombing VERB 2 xcomp | Borland PROPN 3 obj"
    ),
    "to launch attacks on them": (
        "to PART 2 mark | launch VERB 0 root | attacks NOUN 2 obj | on ADP 5 case"
        " | Borland PROPN 3 nmod"
    ),
    "to fight poverty": "to PART 2 mark | fight VERB 0 root | poverty NOUN 2 obj",
    "not to bomb them": (
        "not PART 3 advmod | to PART 3 mark | bomb VERB 0 root | Borland PROPN 3 obj"
    ),
    "to help them": "to PART 2 mark | help VERB 0 root | Borland PROPN 2 obj",
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("to crush them", "threaten"),
        ("to keep bombing them", "threaten"),
        ("to launch attacks on them", "threaten"),
        ("to fight poverty", None),
        ("not to bomb them", None),
        ("to help them", None),
    ],
)
def test_to_promise_harm_to_somebody_is_to_threaten(name: str, expected: str | None) -> None:
    words = " ".join(row.split()[0] for row in VOWED[name].split(" | "))
    tree, book = grow(annotate(words, VOWED[name])), load_codebook()
    head = next(at for at, over in enumerate(tree.heads) if over < 0)
    found = act_of_content(tree, head, lambda _: True, "promise", book.cues, book.events)
    assert (found[0] if found else None) == expected


@given(wild_annotations(), st.integers(0, 9), st.booleans())
def test_no_tree_however_wrong_stops_it(annotation: Annotation, head: int, own: bool) -> None:
    tree, book = grow(annotation), load_codebook()
    if head < len(tree.words):
        for said in ("say", "promise"):
            act_of_content(tree, head, lambda _: own, said, book.cues, book.events)
