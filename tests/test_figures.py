"""Figures: what is counted, by whom, for when; and what is no figure."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import demarche.codebook.counted
from demarche.codebook.counted import load_counted
from demarche.errors import OptionError
from demarche.extract.counted import lemma
from demarche.extract.entities import find_entities
from demarche.extract.figures import find_figures
from demarche.records import (
    Annotation,
    Evidence,
    Figure,
    SourceKind,
    Statement,
    StatementAct,
    StatementMode,
    Token,
)
from demarche.spans import Span
from evals.figures import tally
from tests.fakes import MADE_BY, NO_ROLES, annotate, lay_out

KILLED = annotate(
    "The clashes have killed more than 9,000 people, according to Red Cross estimates.",
    "The DET 2 det | clashes NOUN 4 nsubj | have AUX 4 aux | killed VERB 0 root | more ADJ 7 advmod"
    " | than ADP 5 fixed | 9,000 NUM 8 nummod | people NOUN 4 obj | , PUNCT 14 punct"
    " | according VERB 14 case | to ADP 10 fixed | Red PROPN 13 compound | Cross PROPN 14 compound"
    " | estimates NOUN 4 obl | . PUNCT 4 punct",
)
WORKERS = annotate(
    "Some 12 factory workers were killed Thursday by gunmen.",
    "Some ADV 2 advmod | 12 NUM 4 nummod | factory NOUN 4 compound | workers NOUN 6 nsubj:pass"
    " | were AUX 6 aux:pass | killed VERB 0 root | Thursday PROPN 6 obl:tmod | by ADP 9 case"
    " | gunmen NOUN 6 obl:agent | . PUNCT 6 punct",
)


_NOT_NOUNS = {
    "ADP": ("of", "to", "in", "since", "with", "from", "for", "by", "on", "according", "east"),
    "DET": ("the", "a", "some", "no", "one", "that", "which", "who"),
    "VERB": ("has", "have", "had", "said", "say", "died", "met", "passed", "lies", "is", "was"),
    "ADV": ("about", "more", "than", "there", "not", "at", "least", "already"),
    "ADJ": ("western", "arab", "dead", "civil"),
    "AUX": ("wants", "left", "killed", "vetoed", "accepted", "voted", "documented", "gathering"),
    "CCONJ": ("and", "or"),
}


def guessed(text: str) -> Annotation:
    """Return an annotation with guessed parts of speech and no tree: every word is a root."""
    tokens = []
    for match in re.finditer(r"\d[\d,]*\d|\w+|[^\w\s]", text):
        word = match[0].lower()
        tag = next((tag for tag, words in _NOT_NOUNS.items() if word in words), "NOUN")
        if not word[0].isalpha():
            tag = "NUM" if word[0].isdigit() else "SYM" if word == "$" else "PUNCT"
        tokens.append(Token(span=Span(*match.span()), upos=tag, head=-1, deprel="root"))
    return Annotation(text=text, tokens=tuple(tokens), sentences=((0, len(tokens)),))


def figures(*annotations: Annotation, statements: tuple[Statement, ...] = ()) -> tuple[Figure, ...]:
    document, passages = lay_out(*annotations)
    found = find_figures(document, passages, find_entities(document, passages), statements)
    for figure in found:
        for evidence in figure.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
    return found


def only(*annotations: Annotation, statements: tuple[Statement, ...] = ()) -> Figure:
    (found,) = figures(*annotations, statements=statements)
    return found


def statement(
    name: str,
    fragment: Span,
    source: str,
    *,
    act: StatementAct = "say",
    mode: StatementMode = "speech",
    kind: SourceKind = "named",
) -> Statement:
    return Statement(
        id=name, source=None, source_text=source, source_kind=kind, cue="said", act=act, mode=mode,
        manner="indirect", content="", fragments=(fragment,), said=None, reported_by=None,
        evidence=(), made_by=MADE_BY, score=1.0, **NO_ROLES,
    )  # fmt: skip


def test_a_count_with_its_verb_bound_and_body() -> None:
    figure = only(KILLED)
    assert (figure.low, figure.value, figure.high) == (9000, None, None)
    assert figure.qualifier == "more than"
    assert figure.counted == "people killed"
    assert figure.unit == "persons"
    assert figure.body == "Red Cross estimates"
    assert figure.evidence[1].quote == "more than 9,000"
    assert figure.evidence[0].quote.startswith("The clashes have killed more than 9,000 people")


def test_the_same_page_gives_the_same_id_and_another_number_another() -> None:
    assert only(KILLED).id == only(KILLED).id
    assert only(KILLED).id != only(WORKERS).id


def test_a_date_in_the_clause_is_when_the_number_holds() -> None:
    figure = only(WORKERS)
    assert figure.as_of is not None
    assert (figure.as_of.start, figure.as_of.precision) == (date(2031, 5, 8), "day")
    assert figure.counted == "factory workers killed"
    assert (figure.value, figure.qualifier) == (12, "some")


def test_else_it_holds_for_the_page_s_date_and_says_so() -> None:
    figure = only(KILLED)
    assert figure.as_of is not None
    assert figure.as_of.start == date(2031, 5, 9)
    assert "page" in figure.as_of.basis


def test_since_is_where_a_count_begins_not_when_it_holds() -> None:
    figure = only(guessed("About 300 villagers died since March 2030."))
    assert figure.as_of is not None
    assert figure.as_of.start == date(2031, 5, 9)


def test_a_page_without_a_date_gives_a_figure_without_one() -> None:
    document, passages = lay_out(KILLED, published=None)
    (figure,) = find_figures(document, passages, find_entities(document, passages), ())
    assert figure.as_of is None


def test_a_state_right_after_the_number_stands_for_persons() -> None:
    figure = only(guessed("The raid left more than 150 dead and the town in ruins."))
    assert (figure.counted, figure.unit, figure.low) == ("dead", "persons", 150)


MONEY = annotate(
    "The ministry has about $5 billion in weapons contracts.",
    "The DET 2 det | ministry NOUN 3 nsubj | has VERB 0 root | about ADV 6 advmod | $ SYM 3 obj"
    " | 5 NUM 7 compound | billion NUM 5 nummod | in ADP 10 case | weapons NOUN 10 compound"
    " | contracts NOUN 5 nmod | . PUNCT 3 punct",
)


def test_a_sum_has_its_currency_and_what_it_is_of() -> None:
    figure = only(MONEY)
    assert (figure.unit, figure.value, figure.qualifier) == ("USD", 5e9, "about")
    assert figure.counted == "weapons contracts"


def test_a_verb_of_counting_names_the_body() -> None:
    text = "The agency documented 340 arrests."
    figure = only(
        annotate(
            text,
            "The DET 2 det | agency NOUN 3 nsubj | documented VERB 0 root | 340 NUM 5 nummod"
            " | arrests NOUN 3 obj | . PUNCT 3 punct",
        )
    )
    assert (figure.body, figure.unit, figure.value) == ("The agency", "arrest", 340)


def test_the_source_of_the_innermost_statement_counts() -> None:
    text = "Monitors say that 260 villagers died, the envoy said."
    inner = statement("s-inner", Span(18, 36), "Monitors")
    outer = statement("s-outer", Span(0, 36), "the envoy")
    figure = only(guessed(text), statements=(outer, inner))
    assert (figure.body, figure.attributed_to) == ("Monitors", "s-inner")


def test_who_only_wants_a_number_has_not_counted_it() -> None:
    text = "Ruritania wants 300 observers sent."
    wish = statement("s-wish", Span(10, 34), "Ruritania", act="demand", mode="intention")
    figure = only(guessed(text), statements=(wish,))
    assert (figure.body, figure.attributed_to) == (None, "s-wish")


def test_who_admits_a_number_has_not_counted_it() -> None:
    text = "Ruritania admitted that 300 villagers fled."
    said = statement("s-said", Span(19, 42), "Ruritania")
    assert only(guessed(text), statements=(said,)).body == "Ruritania"
    assert only(guessed(text), statements=(replace(said, cue="admitted"),)).body is None


def test_a_pronoun_that_stands_for_nobody_known_is_no_body() -> None:
    text = "It reported that 300 villagers fled."
    said = statement("s-said", Span(17, 35), "It")
    assert only(guessed(text), statements=(said,)).body is None


def test_the_page_itself_is_nobody_who_counts() -> None:
    own = statement("s-page", Span(0, 22), "the paper", kind="the page")
    assert only(guessed("Some 40 villagers died."), statements=(own,)).body is None


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met for two hours in a 16-month conflict.",
        "It passed resolution 2042 in 2030.",
        "The town lies 30 miles east of the border.",
        "There is one side that has not signed.",
        "Nobody was hurt.",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert figures(guessed(text)) == ()


def test_without_a_parse_the_next_noun_is_counted_with_less_certainty() -> None:
    text = "Envoys of 41 small island countries voted."
    words = " | ".join(
        f"{word} {tag} 0 root"
        for word, tag in zip(
            ["Envoys", "of", "41", "small", "island", "countries", "voted", "."],
            ["NOUN", "ADP", "NUM", "ADJ", "NOUN", "NOUN", "VERB", "PUNCT"],
            strict=True,
        )
    )
    figure = only(annotate(text, words))
    assert (figure.counted, figure.unit) == ("small island countries", "country")
    assert figure.score < only(KILLED).score


def test_plurals() -> None:
    plurals = "people gunmen countries resolutions lives aircraft crises"
    assert [lemma(word) for word in plurals.split(" ")] == [
        "person", "gunman", "country", "resolution", "life", "aircraft", "crisis",
    ]  # fmt: skip


def test_a_side_that_a_hyphen_makes_stays_with_what_is_counted() -> None:
    six = annotate(
        "Six pro-Chadian ministers resigned.",
        "Six NUM 5 nummod | pro ADJ 4 amod | - PUNCT 4 punct | Chadian ADJ 5 amod"
        " | ministers NOUN 6 nsubj | resigned VERB 0 root | . PUNCT 6 punct",
    )
    assert only(six).counted.startswith("pro-Chadian ministers")


def test_a_damaged_word_list_is_named(tmp_path: Path) -> None:
    file = tmp_path / "counted.toml"
    file.write_text("persons = 3\n", "utf-8")
    with pytest.raises(OptionError, match="persons is 3"):
        load_counted(file)


def test_a_category_with_a_misspelt_field_is_named(tmp_path: Path) -> None:
    whole = (Path(demarche.codebook.counted.__file__).parent / "counted.toml").read_text("utf-8")
    file = tmp_path / "counted.toml"
    file.write_text(f'{whole}\n[categories.dams]\nnoun = "dam"\n', "utf-8")
    with pytest.raises(OptionError, match="category dams has noun"):
        load_counted(file)


def test_every_word_of_a_category_can_be_met() -> None:
    book = load_counted()
    for category in book.categories.values():
        assert category.verbs <= book.telling | book.states, category.name
        assert {lemma(noun) for noun in category.nouns} == category.nouns, category.name
    nouns = [noun for category in book.categories.values() for noun in category.nouns]
    assert len(nouns) == len(set(nouns))


def made(start: int, end: int, *, low: float | None = None, body: str | None = None) -> Figure:
    number = Evidence(document_id="d", path="p", start=start, end=end, quote="")
    value = None if low is not None else 12.0
    return Figure(
        id="f", counted="people", unit="persons", low=low, value=value, high=None, qualifier=None,
        body=body, as_of=None, since=None, place=None, subset_of=None, series=None,
        attributed_to=None, evidence=(number, number), made_by=MADE_BY,
        score=1.0,
    )  # fmt: skip


MARKED = [
    {"file": "a", "start": 0, "end": 50, "scope": "main", "unit": "persons", "value": None,
     "low": 9000, "high": None, "source_body": "the agency"},
    {"file": "a", "start": 60, "end": 90, "scope": "main", "unit": "persons", "value": 12,
     "low": None, "high": None, "source_body": None},
    {"file": "a", "start": 60, "end": 90, "scope": "main", "unit": "hours", "value": 2,
     "low": None, "high": None, "source_body": None},
]  # fmt: skip
REGION = [{"file": "a", "start": 100, "end": 200}]


def test_the_scorer_wants_number_and_body_and_counts_noise() -> None:
    good = [made(5, 9, low=9000, body="agency"), made(61, 63)]
    assert tally(MARKED, REGION, {"a": good}) == {
        "recall": 1.0, "bound_recall": 1.0, "noise": 0, "n": 2,
    }  # fmt: skip
    unsourced = [made(5, 9, low=9000), made(61, 63, body="the page"), made(120, 122)]
    assert tally(MARKED, REGION, {"a": unsourced}) == {
        "recall": 0.0, "bound_recall": 1.0, "noise": 1, "n": 2,
    }  # fmt: skip
    assert tally(MARKED, REGION, {})["recall"] == 0.0


def test_the_marked_figures_are_found_without_a_parse(shared: Path) -> None:
    marked = json.loads((shared / "gold" / "two-pages-crisis.json").read_text("utf-8"))
    for gold in marked["figures"]:
        if gold["unit"] in ("years", "hours"):
            continue
        (found, *_) = figures(guessed(gold["quote"]))
        assert (found.low, found.value, found.high) == (gold["low"], gold["value"], gold["high"])
        assert found.body == gold["source_body"]
