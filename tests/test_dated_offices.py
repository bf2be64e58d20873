"""Offices on the page's day: who holds them by the page's words and by the table."""

from datetime import date
from pathlib import Path

import pytest

from demarche.codebook.files import with_list
from demarche.codebook.load import Codebook, load_codebook
from demarche.crisis.entities import merge_entities
from demarche.extract.entities import PageEntities, find_entities
from demarche.records import Annotation, Entity, Office
from tests.fakes import lay_out
from tests.page_entities import only, tagged

SPOKE = " | spoke VERB 0 root | . PUNCT {} punct"


def said(words: str, **names: str) -> Annotation:
    """Return "WORDS spoke." whose words are given as word/UPOS, the last one the subject."""
    pairs = [pair.rsplit("/", 1) for pair in words.split()]
    head, verb = len(pairs), len(pairs) + 1
    rows = [
        f"{word} {upos} {verb if at == head else head} {'nsubj' if at == head else 'compound'}"
        for at, (word, upos) in enumerate(pairs, 1)
    ]
    text = f"{' '.join(word for word, _ in pairs)} spoke."
    return tagged(text, " | ".join(rows) + SPOKE.format(verb), **names)  # type: ignore[arg-type]


MINISTER = said("The/DET Russian/ADJ foreign/ADJ minister/NOUN")
PRESIDENT = said("The/DET French/ADJ president/NOUN")
LAVROV = said("Sergei/PROPN Lavrov/PROPN", Sergei_Lavrov="person")
RUSSIA = said("Russia/PROPN", Russia="place")


def read(
    *annotations: Annotation, on: str | None = "2012-06-22", codebook: Codebook | None = None
) -> PageEntities:
    day = date.fromisoformat(on) if on else None
    return find_entities(*lay_out(*annotations, published=day), codebook)


def people(*pages: PageEntities) -> list[Entity]:
    return [e for e in merge_entities([e for p in pages for e in p.entities]) if e.kind == "person"]


def only_office(entity: Entity) -> Office:
    (office,) = entity.offices
    return office


# ---------------------------------------------------------------- laws


@pytest.mark.parametrize(
    "page", [[MINISTER], [PRESIDENT, LAVROV], [LAVROV, RUSSIA, MINISTER]], ids=["1", "2", "3"]
)
@pytest.mark.parametrize("on", ["1950-01-01", "2004-03-09", "2012-05-15", "2030-01-01", None])
def test_every_office_says_how_it_is_known_and_its_term_holds_the_day(
    page: list[Annotation], on: str | None
) -> None:
    for entity in read(*page, on=on).entities:
        assert on or not entity.offices
        for office in entity.offices:
            assert office.basis.startswith(("the page", "the table"))
            assert (office.certainty is None) == (office.holder is None)
            if on and office.start and office.certainty == "certain":
                assert office.start <= date.fromisoformat(on)
                assert office.end is None or date.fromisoformat(on) <= office.end


# ---------------------------------------------------------------- who it is


def test_an_office_without_a_name_has_its_holder_of_that_day() -> None:
    for on, who in (("2012-04-19", "Nicolas Sarkozy"), ("2012-06-01", "François Hollande")):
        office = only_office(only(read(PRESIDENT, on=on), "French president"))
        assert (office.title, office.of, office.holder) == ("president", "FRA", who)
        assert office.certainty == "certain"


def test_an_office_is_whoever_of_the_page_can_hold_it() -> None:
    (lavrov,) = (entity for entity in read(MINISTER, LAVROV).entities if entity.kind == "person")
    assert lavrov.name == "Sergei Lavrov"
    assert [place.quote for place in lavrov.evidence] == [
        "Russian foreign minister", "Sergei Lavrov"
    ]  # fmt: skip
    assert (lavrov.country, lavrov.sector) == ("RUS", "GOV")


def test_another_man_on_the_page_does_not_become_the_minister() -> None:
    page = read(MINISTER, said("Otto/PROPN Rudin/PROPN", Otto_Rudin="person"))
    names = {entity.name for entity in page.entities if entity.kind == "person"}
    assert names == {"Otto Rudin", "Russian foreign minister"}
    assert only(page, "Otto Rudin").offices == ()


def test_a_page_that_disagrees_is_kept_and_the_table_noted() -> None:
    title = "Russian/ADJ Foreign/PROPN Minister/PROPN Otto/PROPN Rudin/PROPN"
    rudin = only(read(said(title, Otto_Rudin="person")), "Otto Rudin")
    office = only_office(rudin)
    assert (office.title, office.of, office.holder) == ("foreign minister", "RUS", None)
    assert "the table has Sergey Lavrov" in office.basis
    assert rudin.titles == ("foreign minister",)


def test_a_family_name_alone_is_an_office_holder_only_where_his_state_is_named() -> None:
    surname = said("Lavrov/PROPN", Lavrov="person")
    assert only(read(surname), "Lavrov").offices == ()
    known = only(read(surname, RUSSIA), "Lavrov")
    assert only_office(known).holder == "Sergey Lavrov"
    assert (known.country, known.sector) == ("RUS", "GOV")


def test_an_office_without_its_state_is_that_of_the_one_who_is_so_called() -> None:
    title = "Chancellor/PROPN Angela/PROPN Merkel/PROPN"
    merkel = only(read(said(title, Angela_Merkel="person")), "Angela Merkel")
    assert (merkel.country, only_office(merkel).of) == ("DEU", "DEU")


def test_who_once_held_an_office_does_not_hold_it() -> None:
    title = "Former/ADJ French/ADJ President/PROPN Jacques/PROPN Chirac/PROPN"
    chirac = only(read(said(title, Jacques_Chirac="person")), "Jacques Chirac")
    assert chirac.offices == ()


def test_without_a_day_the_table_is_not_asked() -> None:
    assert only(read(PRESIDENT, on=None), "French president").offices == ()


# ---------------------------------------------------------------- across pages


def test_a_name_an_office_and_a_surname_of_three_pages_are_one_man() -> None:
    surname = said("Lavrov/PROPN", Lavrov="person")
    # Pages by hand have one id: entities are told apart by their place on them.
    moved = [read(*[RUSSIA] * n, *page) for n, page in enumerate([[LAVROV], [MINISTER], [surname]])]
    (lavrov,) = people(*moved)
    assert lavrov.name == "Sergei Lavrov"
    assert len(lavrov.members) == 3
    assert only_office(lavrov).basis.startswith("the page")


def test_two_presidents_of_two_days_are_two() -> None:
    early, late = read(PRESIDENT, on="2012-04-19"), read(RUSSIA, PRESIDENT, on="2012-06-01")
    assert len(people(early, late)) == 2
    same = read(RUSSIA, PRESIDENT, on="2012-04-30")
    assert len(people(early, same)) == 1


# ---------------------------------------------------------------- one's own list


def test_an_own_list_adds_persons_and_stands_before_the_table(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text(
        "name,aliases,kind,country,sector,title,of,start,end\n"
        "Ada Brandt,the Widow of Ghent|A. Brandt,person,BEL,OPP,,,,\n"
        "Otto Rudin,,person,,,foreign minister,RUS,2012-01-01,2012-12-31\n"
        "Front of the North,FotN,armed group,MLI,REB,,,,\n",
        encoding="utf-8",
    )
    codebook = load_codebook(with_list(None, own))
    page = read(
        said("the/DET Widow/PROPN of/ADP Ghent/PROPN"), MINISTER, said("FotN/PROPN"), LAVROV,
        codebook=codebook,
    )  # fmt: skip
    brandt = only(page, "Ada Brandt")
    assert (brandt.kind, brandt.country, brandt.sector) == ("person", "BEL", "OPP")
    front = only(page, "Front of the North")
    assert (front.kind, front.country, front.sector) == ("armed group", "MLI", "REB")
    office = only_office(only(page, "Russian foreign minister"))
    assert (office.holder, office.certainty) == ("Otto Rudin", "certain")
    assert "mine.csv" in office.basis
    assert only(page, "Sergei Lavrov").offices == ()
    assert "Dalai Lama" in codebook.persons  # the shipped list is still there


def test_who_is_told_to_be_something_else_is_no_prime_minister() -> None:
    teacher = tagged(
        "Brown, a teacher, spoke.",
        "Brown PROPN 6 nsubj | , PUNCT 4 punct | a DET 4 det | teacher NOUN 1 appos"
        " | , PUNCT 4 punct | spoke VERB 0 root | . PUNCT 6 punct",
        Brown="person",
    )
    britain = said("Britain/PROPN", Britain="place")
    premier = said("The/DET British/ADJ prime/ADJ minister/NOUN")
    page = read(teacher, britain, premier, on="2008-05-02")
    assert only(page, "Brown").offices == ()
    assert only_office(only(page, "British prime minister")).holder == "Gordon Brown"


def test_a_past_office_is_the_named_one_who_held_it() -> None:
    sarkozy = said("Nicolas/PROPN Sarkozy/PROPN", Nicolas_Sarkozy="person")
    past = said("The/DET former/ADJ French/ADJ president/NOUN")
    (person,) = people(read(sarkozy, past, on="2014-06-22"))
    assert person.name == "Nicolas Sarkozy"
    assert len(people(read(sarkozy, past, on="2010-06-22"))) == 2  # he still held it
