"""Which place a name means on a page."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.codebook.gazetteer import Spot, load_gazetteer
from demarche.codebook.load import load_codebook
from demarche.extract.places import distance, places_of, resolve_places, spots_named
from demarche.spans import Span

BOOK = load_codebook()
NAMES = (
    "Paris", "Tripoli", "Springfield", "Georgia", "Texas", "Ruritania", "Damascus", "Homs",
    "Syrian", "Lebanon", "Libya", "Benghazi", "Beirut", "Illinois", "Moscow", "US", "us", "Kiev",
    "Balkans",
)  # fmt: skip
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def spans_of(text: str, *names: str) -> list[Span]:
    """Return where each name stands, at its first place in the text."""
    return [Span(text.index(name), text.index(name) + len(name)) for name in names]


def meant(text: str, *names: str, home: Spot | None = None) -> list[tuple[str | None, str | None]]:
    """Return country and division of each name."""
    spots = resolve_places(text, spans_of(text, *names), BOOK, home=home)
    return [(spot.country, spot.division) if spot else (None, None) for spot in spots]


# ---------------------------------------------------------------- laws


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_names_does_not_matter(names: list[str], random: object) -> None:
    text = " and ".join(names)
    spans = [Span(*match.span()) for match in re.finditer(r"\w+", text) if match[0] != "and"]
    shuffled = spans.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    straight = dict(zip(spans, resolve_places(text, spans, BOOK), strict=True))
    mixed = dict(zip(shuffled, resolve_places(text, shuffled, BOOK), strict=True))
    assert straight == mixed


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9))
@settings(max_examples=60, deadline=None)
def test_a_choice_is_one_of_the_places_of_that_name(names: list[str]) -> None:
    text = ", ".join(names)
    spans = [Span(*match.span()) for match in re.finditer(r"\w+", text)]
    for span, spot in zip(spans, resolve_places(text, spans, BOOK), strict=True):
        named = spots_named(span.of(text), BOOK)
        assert (spot is None) == (not named)
        assert spot is None or spot in named


@given(POINTS, POINTS)
def test_a_way_is_as_long_back_as_there(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert distance(one, one) == 0
    assert 0 <= distance(one, other) < 30_000


@given(
    st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=5)
)
@settings(deadline=None)
def test_no_text_is_too_odd(text: str, ends: Sequence[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ends if max(pair) <= len(text)]
    assert len(resolve_places(text, spans, BOOK)) == len(spans)


def test_nothing_to_place_is_nothing() -> None:
    assert resolve_places("Quiet today.", [], BOOK) == ()
    assert places_of("Quiet today.", [[]], BOOK) == (None,)


# ---------------------------------------------------------------- examples


def test_a_distance_is_that_of_the_map() -> None:
    paris, london = (48.857, 2.352), (51.507, -0.128)
    assert distance(paris, london) == pytest.approx(344, abs=5)
    assert distance((0, 179.9), (0, -179.9)) == pytest.approx(22, abs=1)


@pytest.mark.parametrize(
    ("text", "name", "country", "division"),
    [
        ("The talks were held in Paris.", "Paris", "FRA", "Ile-de-France"),
        ("A fire broke out in Paris, Texas, on Sunday.", "Paris", "USA", "Texas"),
        ("A fire broke out in Paris (Tex.) on Sunday.", "Paris", "USA", "Texas"),
        ("He was born in Springfield, Ill.", "Springfield", "USA", "Illinois"),
        ("He was born in the Illinois city of Springfield.", "Springfield", "USA", "Illinois"),
        ("The militia left Tripoli for Misrata and Benghazi.", "Tripoli", "LBY", "Tripoli"),
        ("Shells fell on the Lebanese city of Tripoli.", "Tripoli", "LBN", "North Lebanon"),
        ("Georgia accused Russia; Tbilisi recalled its envoy.", "Georgia", "GEO", None),
        ("Roads in Washington state were closed.", "Washington", "USA", "Washington"),
        ("Talks in Washington ended.", "Washington", "USA", "District of Columbia"),
        ("Syrian planes struck at dawn.", "Syrian", "SYR", None),
        ("Two Scots were freed.", "Scots", "GBR", "Scotland"),
        ("They fled from Aleppo province.", "Aleppo", "SYR", "Aleppo"),
    ],
)
def test_the_words_around_decide(text: str, name: str, country: str, division: str | None) -> None:
    assert meant(text, name) == [(country, division)]


def test_other_places_of_the_page_decide() -> None:
    text = "Crews from Oxford and Tupelo drove to Jackson, then to Corinth."
    names = ("Oxford", "Tupelo", "Jackson", "Corinth")
    assert meant(text, *names) == [("USA", "Mississippi")] * 4
    text = "Voters in Atlanta, in Savannah and in Macon made Georgia a close race."
    names = ("Atlanta", "Savannah", "Macon", "Georgia")
    assert meant(text, *names) == [("USA", "Georgia")] * 4
    text = "Trains from Oxford reach Reading and Swindon."
    assert meant(text, "Oxford", "Reading", "Swindon") == [("GBR", "England")] * 3


def test_tripoli_is_in_libya_or_in_lebanon_by_the_page() -> None:
    text = "Lebanon's army left Beirut for Tripoli after shots in Sidon."
    assert meant(text, "Beirut", "Tripoli", "Sidon") == [
        ("LBN", "Beirut"),
        ("LBN", "North Lebanon"),
        ("LBN", "South Lebanon"),
    ]
    text = "The army left Benghazi for Tripoli after shots in Sirte."
    assert {code for code, _ in meant(text, "Benghazi", "Tripoli", "Sirte")} == {"LBY"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The envoy flew from New York to Geneva.", "Geneva", "CHE"),
        ("Washington and New York want talks in Munich.", "Munich", "DEU"),
        ("The fair in Geneva, New York, was closed.", "Geneva", "USA"),
    ],
)
def test_known_cities_need_no_country(text: str, name: str, country: str) -> None:
    (spot, *_) = resolve_places(text, spans_of(text, name, "New York"), BOOK)
    assert spot
    assert spot.country == country


def test_a_namesake_far_from_all_that_the_page_speaks_of_is_no_answer() -> None:
    text = "Rebels of Liberia held Langtang and Ganta near Monrovia."
    assert meant(text, "Langtang", "Ganta", "Monrovia") == [
        (None, None),
        ("LBR", "Nimba"),
        ("LBR", "Montserrado"),
    ]
    assert meant("Nigeria sent troops to Langtang.", "Langtang", "Nigeria")[0][0] == "NGA"


def test_a_list_of_countries_is_no_address() -> None:
    text = "Envoys of Lebanon, Georgia, Jordan and Mexico met."
    names = ("Lebanon", "Georgia", "Jordan", "Mexico")
    assert meant(text, *names) == [(code, None) for code in ("LBN", "GEO", "JOR", "MEX")]


def test_a_name_means_one_place_unless_the_words_at_it_say_otherwise() -> None:
    text = "Floods in Paris, Texas. Paris lost power. Her sister in Paris, France, was told."
    spans = [Span(match.start(), match.end()) for match in re.finditer("Paris", text)]
    spots = resolve_places(text, spans, BOOK)
    assert [spot and spot.country for spot in spots] == ["USA", "USA", "FRA"]


def test_where_the_page_was_put_out_decides() -> None:
    (home,) = [spot for spot in load_gazetteer().find("Melbourne") if spot.division == "Victoria"]
    text = "A man from Richmond was fined."
    assert meant(text, "Richmond")[0][0] != "AUS"
    assert meant(text, "Richmond", home=home) == [("AUS", "Victoria")]


def test_a_village_that_is_not_in_the_table_has_no_place() -> None:
    text = "Shells fell on Kafr Nowhere near Homs."
    assert meant(text, "Kafr Nowhere", "Homs")[0] == (None, None)
    assert meant("He pointed at the city.", "the city") == [(None, None)]
    assert meant("The EU sent aid.", "EU")[0][0] is None


def test_a_thing_is_where_most_of_its_mentions_are() -> None:
    text = "Tripoli burned. The city is held by rebels. Fighters left Tripoli, Lebanon, and Cairo."
    first, again = (Span(match.start(), match.end()) for match in re.finditer("Tripoli", text))
    city, cairo = spans_of(text, "The city", "Cairo")
    tripoli, egypt, nothing = places_of(text, [[first, city, again], [cairo], [city]], BOOK)
    assert tripoli
    assert tripoli.country == "LBN"
    assert egypt
    assert egypt.country == "EGY"
    assert nothing is None
