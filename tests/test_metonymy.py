"""Whether a name is a spot on the map or stands for those who sit there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.codebook.load import load_codebook
from demarche.extract.metonymy import acts_as_state, is_spot
from demarche.extract.sights import HYPHENS, Sight, look_at
from demarche.records import Annotation, Mention, MentionKind, Name, Passage, Token
from demarche.spans import Span
from tests.fakes import annotate

BOOK = load_codebook()


def sight_of(annotation: Annotation) -> Sight:
    span = Span(0, len(annotation.text))
    return look_at(0, Passage(span=span, annotation=annotation), BOOK)


def seen(text: str, rows: str, **kinds: MentionKind) -> Sight:
    """Return a sentence with the kinds of the mentions that have these words as heads."""
    annotation = annotate(text, rows)
    words = [token.span.of(text) for token in annotation.tokens]
    mentions = tuple(
        Mention(first=words.index(word), last=words.index(word), head=words.index(word), kind=kind,
                score=0.9)
        for word, kind in kinds.items()
    )  # fmt: skip
    return sight_of(
        Annotation(
            text=text,
            tokens=annotation.tokens,
            sentences=annotation.sentences,
            mentions=mentions,
        )
    )


def spot(sight: Sight, word: str) -> bool:
    at = sight.words.index(word)
    return is_spot(sight, at, at, BOOK.places)


def acts(sight: Sight, word: str) -> bool:
    phrase = sight.phrases[sight.words.index(word)]
    assert phrase
    return acts_as_state(sight, phrase, BOOK.places)


# ---------------------------------------------------------------- laws


@st.composite
def wild_sights(draw: st.DrawFn) -> Sight:
    """Sentences as a badly wrong parser might give them, heads in circles among them."""
    words = draw(
        st.lists(
            st.sampled_from(["Moscow", "Syrian", "in", "to", "of", "'s", "-", "city", "and", "x"]),
            min_size=1,
            max_size=8,
        )
    )
    tokens, at = [], 0
    for word in words:
        tokens.append(
            Token(
                span=Span(at, at + len(word)),
                upos=draw(st.sampled_from(["PROPN", "NOUN", "ADJ", "ADP", "X"])),
                head=draw(st.integers(-1, len(words) - 1)),
                deprel=draw(st.sampled_from(["nsubj", "conj", "case", "compound", "obl", "root"])),
            )
        )
        at += len(word) + 1
    return sight_of(
        Annotation(text=" ".join(words), tokens=tuple(tokens), sentences=((0, len(tokens)),))
    )


@given(wild_sights(), st.data())
@settings(deadline=None)
def test_every_token_is_decided_and_a_spot_is_no_state(sight: Sight, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(sight.words) - 1))
    last = data.draw(st.integers(first, len(sight.words) - 1))
    assert is_spot(sight, first, last, BOOK.places) in (True, False)
    for phrase in filter(None, sight.phrases):
        sided = HYPHENS.intersection(sight.words)  # "Moscow-backed cities" may be anything
        if not sided and is_spot(sight, phrase.first, phrase.last, BOOK.places):
            assert not acts_as_state(sight, phrase, BOOK.places)


# ---------------------------------------------------------------- examples


def test_moscow_says_and_people_meet_in_moscow() -> None:
    said = seen(
        "Moscow said no.", "Moscow PROPN 2 nsubj | said VERB 0 root | no INTJ 2 obj | . PUNCT 2 p"
    )
    assert not spot(said, "Moscow")
    assert acts(said, "Moscow")
    met = seen(
        "They met in Moscow.",
        "They PRON 2 nsubj | met VERB 0 root | in ADP 4 case | Moscow PROPN 2 obl | . PUNCT 2 p",
    )
    assert spot(met, "Moscow")
    assert not acts(met, "Moscow")


@pytest.mark.parametrize(
    ("noun", "kind", "is_there"),
    [("coast", "place", True), ("army", "organization", False), ("envoys", "person", False)],
)
def test_an_adjective_places_only_what_is_a_place(
    noun: str, kind: MentionKind, is_there: bool
) -> None:
    sight = seen(f"Syrian {noun}", f"Syrian ADJ 2 amod | {noun} NOUN 0 root", **{noun: kind})
    assert spot(sight, "Syrian") is is_there


def test_a_people_is_no_spot() -> None:
    sight = seen("Syrians fled.", "Syrians PROPN 2 nsubj | fled VERB 0 root | . PUNCT 2 punct")
    assert not spot(sight, "Syrians")


@pytest.mark.parametrize(
    ("verb", "is_there"), [("flew", True), ("drove", True), ("wrote", False), ("appealed", False)]
)
def test_who_goes_to_a_city_and_who_writes_to_a_government(verb: str, is_there: bool) -> None:
    sight = seen(
        f"She {verb} to Damascus.",
        f"She PRON 2 nsubj | {verb} VERB 0 root | to ADP 4 case | Damascus PROPN 2 obl"
        " | . PUNCT 2 punct",
    )
    assert spot(sight, "Damascus") is is_there
    assert acts(sight, "Damascus") is not is_there


def test_what_is_of_a_place_and_what_is_of_those_in_it() -> None:
    rows = "{0} NOUN 0 root | of ADP 3 case | Syria PROPN 1 nmod"
    assert not spot(
        seen("president of Syria", rows.format("president"), president="person"), "Syria"
    )
    assert spot(seen("north of Syria", rows.format("north"), north="place"), "Syria")
    rows = "Tehran PROPN 3 nmod:poss | 's PART 1 case | {0} NOUN 0 root"
    assert acts(seen("Tehran's envoy", rows.format("envoy"), envoy="person"), "Tehran")
    assert not acts(seen("Tehran's streets", rows.format("streets"), streets="place"), "Tehran")


def test_hyphens() -> None:
    rows = "{0} PROPN 3 compound | - PUNCT 3 punct | {1} ADJ 4 amod | group NOUN 0 root"
    based = seen("Paris-based group", rows.format("Paris", "based"), group="organization")
    assert spot(based, "Paris")
    assert not acts(based, "Paris")
    assert acts(seen("Moscow-backed group", rows.format("Moscow", "backed")), "Moscow")
    rows = "pro X 3 compound | - PUNCT 3 punct | Moscow PROPN 4 compound | group NOUN 0 root"
    assert acts(seen("pro-Moscow group", rows), "Moscow")


def test_who_lives_in_a_capital_is_not_its_state() -> None:
    sight = seen(
        "Paris residents slept.",
        "Paris PROPN 2 compound | residents NOUN 3 nsubj | slept VERB 0 root | . PUNCT 3 punct",
        residents="person",
    )
    assert not spot(sight, "Paris")
    assert not acts(sight, "Paris")


def test_a_name_within_the_name_of_a_body_is_no_spot() -> None:
    text = "Zurich Bank fell."
    annotation = annotate(
        text, "Zurich PROPN 2 compound | Bank PROPN 3 nsubj | fell VERB 0 root | . PUNCT 3 punct"
    )
    name = Name(span=Span(0, 11), kind="organization", score=0.9)
    named = Annotation(
        text=text, tokens=annotation.tokens, sentences=annotation.sentences, names=(name,)
    )
    assert not spot(sight_of(named), "Zurich")


def test_one_of_several_is_what_the_first_is() -> None:
    rows = (
        "They PRON 2 nsubj | met VERB 0 root | in ADP 4 case | Rome PROPN 2 obl | and CCONJ 6 cc"
        " | Oslo PROPN 4 conj"
    )
    assert spot(seen("They met in Rome and Oslo", rows), "Oslo")
    rows = "Rome PROPN 4 nsubj | and CCONJ 3 cc | Oslo PROPN 1 conj | agreed VERB 0 root"
    assert not spot(seen("Rome and Oslo agreed", rows), "Oslo")


def test_common_nouns_are_spots_when_they_are_places_or_something_is_in_them() -> None:
    rows = "fire NOUN 0 root | {0} ADP 4 case | the DET 4 det | {1} NOUN 1 nmod"
    assert spot(seen("fire by the shop", rows.format("by", "shop"), shop="place"), "shop")
    assert spot(seen("fire at the gala", rows.format("at", "gala"), gala="event"), "gala")
    assert not spot(seen("fire by the gala", rows.format("by", "gala"), gala="event"), "gala")
    assert not spot(seen("fire at the men", rows.format("at", "men"), men="person"), "men")
