"""The codebook's lists: what they hold, how phrases are found, how mistakes are answered."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.codebook.entries import Body, Country, Group, Title
from demarche.codebook.files import HERE
from demarche.codebook.load import Codebook, load_codebook
from demarche.codebook.phrases import find_phrases, fold, make_table
from demarche.errors import OptionError

DATA_FILES = (
    "countries.csv", "bodies.toml", "titles.toml", "groups.toml", "sectors.toml", "places.toml",
    "first_names.csv",
)  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    """Return (words, role, entry) of the first meaning of each phrase found."""
    hits = find_phrases(text, load_codebook().terms)
    return [(hit.span.of(text), hit.entries[0].kind, hit.entries[0].entry.name) for hit in hits]


# ---------------------------------------------------------------- laws


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abAB .,-'é\u2019", max_size=40))
def test_hits_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    table = make_table([("a b", 1), ("A", 2), ("b-a", 3), ("AB", 4), ("a'b", 5)])
    spans = [hit.span for hit in find_phrases(text, table)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_every_listed_phrase_is_found_as_listed() -> None:
    codebook = load_codebook()
    phrases = [
        *(name for c in codebook.countries.values() for name in (c.name, *c.aliases, *c.capitals)),
        *(name for body in codebook.bodies.values() for name in (body.name, *body.aliases)),
        *(name for title in codebook.titles.values() for name in (title.name, *title.words)),
        *(name for group in codebook.groups.values() for name in (group.name, *group.words)),
    ]
    missed = [
        phrase
        for phrase in phrases
        if [hit.span.of(phrase) for hit in find_phrases(phrase, codebook.terms)] != [phrase]
    ]
    assert missed == []


def test_sectors_are_the_ones_of_the_sector_list() -> None:
    codebook = load_codebook()
    entries: list[Body | Title | Group] = [
        *codebook.bodies.values(), *codebook.titles.values(), *codebook.groups.values()
    ]  # fmt: skip
    assert {entry.sector for entry in entries} <= set(codebook.sectors)
    assert {"GOV", "MIL", "REB", "OPP", "IGO", "NGO", "CVL", "JUD", "LEG", "SPY"} <= set(
        codebook.sectors
    )


def test_a_name_of_a_state_means_one_state() -> None:
    owners: dict[str, set[str]] = {}
    for country in load_codebook().countries.values():
        for name in (country.name, *country.aliases, *country.capitals, *country.seats):
            owners.setdefault(fold(name), set()).add(country.code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


# ---------------------------------------------------------------- examples


def test_states_of_the_present_and_the_past_are_there() -> None:
    countries = load_codebook().countries
    today = [country for country in countries.values() if country.until is None]
    # 193 members of the United Nations, with observers and others that act like states.
    assert len(today) >= 196
    assert {"PSE", "XKX", "TWN", "VAT"} <= {country.code for country in today}
    assert countries["SUN"].until == 1991
    assert countries["DDR"].until == 1990


@pytest.mark.parametrize(
    ("text", "words", "role", "name"),
    [
        ("The Kremlin declined", "Kremlin", "seat", "Russia"),
        ("talks in Ouagadougou", "Ouagadougou", "capital", "Burkina Faso"),
        ("the U.S. position", "U.S.", "state", "United States"),
        ("a UK minister", "UK", "state", "United Kingdom"),
        ("T\u00fcrkiye agreed", "T\u00fcrkiye", "state", "Turkey"),
        ("C\u00f4te d\u2019Ivoire voted", "C\u00f4te d\u2019Ivoire", "state", "Ivory Coast"),
        ("the UNSC met", "UNSC", "body", "UN Security Council"),
        ("the U.N. Security Council met", "U.N. Security Council", "body", "UN Security Council"),
        ("an IAEA report", "IAEA", "body", "International Atomic Energy Agency"),
        ("North Koreans fled", "North Koreans", "people", "North Korea"),
        ("the Irish vote", "Irish", "adjective", "Ireland"),
    ],
)  # fmt: skip
def test_phrases_in_running_text(text: str, words: str, role: str, name: str) -> None:
    assert (words, role, name) in found(text)


def test_capital_letters_tell_names_from_words() -> None:
    assert found("they told us who can turn up") == []
    assert [name for _, _, name in found("the WHO told the US")] == [
        "World Health Organization",
        "United States",
    ]


def test_the_longest_phrase_wins() -> None:
    assert [words for words, _, _ in found("the South Sudanese foreign minister")] == [
        "South Sudanese",
        "foreign minister",
    ]


def test_titles_say_how_their_holders_are_called() -> None:
    titles = load_codebook().titles
    assert "minister" in titles["foreign minister"].called
    assert titles["spokeswoman"].gender == "female"
    assert load_codebook().modifiers.other_office >= {"deputy", "vice"}


# ---------------------------------------------------------------- mistakes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in DATA_FILES:
        shutil.copy(HERE / name, tmp_path / name)
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("countries.csv", "FRA,France", "FR,France", ["countries.csv", "France", "'FR'", "three"]),
        ("countries.csv", "1991", "later", ["countries.csv", "Soviet Union", "later", "year"]),
        ("countries.csv", "code,name", "id,name", ["countries.csv", "line 1", "code, name"]),
        ("bodies.toml", 'sector = "IGO"', 'sector = "XXX"', ["bodies.toml", "XXX", "IGO"]),
        ("bodies.toml", 'country = "USA"', 'country = "US"', ["bodies.toml", "Pentagon", "'US'"]),
        ("titles.toml", 'kind = "office"', 'kind = "job"', ["titles.toml", "president", "rank"]),
        ("groups.toml", "plural = true", 'plural = "yes"', ["groups.toml", "officials", "true"]),
        ("groups.toml", 'name = "rebels"', 'name = "troops"', ["groups.toml", "second time"]),
        ("sectors.toml", "GOV =", "GOV", ["sectors.toml", "TOML"]),
        ("first_names.csv", ",male", ",m", ["first_names.csv", "'m'", "male or female"]),
    ],
)
def test_a_mistake_is_answered_with_file_entry_and_expectation(
    folder: Path, name: str, old: str, new: str, said: list[str]
) -> None:
    spoil(folder, name, old, new)
    with pytest.raises(OptionError) as caught:
        load_codebook(folder)
    assert [word for word in said if word not in str(caught.value)] == []


def test_a_file_that_an_own_folder_lacks_is_the_shipped_one(folder: Path) -> None:
    (folder / "bodies.toml").unlink()
    assert load_codebook(folder).bodies == load_codebook().bodies


def test_a_folder_without_any_file_of_a_codebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"no file of a codebook found.*bodies\.toml"):
        load_codebook(tmp_path)


def test_an_analyst_can_add_a_country(folder: Path) -> None:
    with (folder / "countries.csv").open("a", encoding="utf-8") as file:
        file.write("QAA,Arland,Republic of Arland,Arlandic,Arlanders,Arlsberg,Green House,\n")
    codebook: Codebook = load_codebook(folder)
    hits = find_phrases("Arlsberg told the Arlanders", codebook.terms)
    entries = [hit.entries[0] for hit in hits]
    assert [(entry.kind, entry.entry.name) for entry in entries] == [
        ("capital", "Arland"),
        ("people", "Arland"),
    ]
    assert isinstance(entries[0].entry, Country)
