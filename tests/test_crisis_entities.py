"""Page entities to one entity per person or state across pages."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.crisis.entities import merge_entities
from demarche.records import Certainty, Entity, EntityKind, Evidence, MadeBy, Office, make_id

NAME, CODEBOOK, GROUP, OFFICE = (
    "entity by name", "entity by codebook", "entity by group", "entity by office",
)  # fmt: skip


def page_entity(
    page: int,
    name: str,
    country: str | None = None,
    *,
    kind: EntityKind = "person",
    rule: str = NAME,
    titles: tuple[str, ...] = (),
) -> Entity:
    document = f"d{page}"
    return Entity(
        id=make_id("entity", document, name, country),
        kind=kind,
        name=name,
        country=country,
        sector="GOV",
        titles=titles,
        aliases=(),
        members=(),
        evidence=(Evidence(document_id=document, path="p", start=0, end=len(name), quote=name),),
        made_by=MadeBy(kind="rule", name=rule, version="0", reason="a test"),
        score=0.9,
    )


def names(entities: list[Entity]) -> list[list[str]]:
    """Return the page names that were merged, group by group, sorted."""
    merged = merge_entities(entities)
    by_id = {entity.id: entity.name for entity in entities}
    return sorted(sorted(by_id[member] for member in entity.members) for entity in merged)


# ---------------------------------------------------------------- laws

some_entities = st.lists(
    st.builds(
        page_entity,
        st.integers(0, 4),
        st.sampled_from(
            ["Ada Brandt", "Brandt", "A. Brandt", "Otto Brandt", "Sergei Orlov", "Sergey Orlov",
             "Orlov", "Kim Jae-ho", "Kim", "rebels", "Arland"]
        ),
        st.sampled_from([None, "DEU", "RUS", "KOR"]),
        kind=st.sampled_from(["person", "state", "armed group"]),
        rule=st.sampled_from([NAME, CODEBOOK, GROUP, OFFICE]),
    ),
    max_size=14,
    unique_by=lambda entity: entity.id,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(some_entities, st.randoms())
def test_order_never_matters_and_every_page_entity_is_in_exactly_one(
    entities: list[Entity], chance: random.Random
) -> None:
    merged = merge_entities(entities)
    shuffled = list(entities)
    chance.shuffle(shuffled)
    assert merge_entities(shuffled) == merged
    assert sorted(m for entity in merged for m in entity.members) == sorted(e.id for e in entities)
    assert {entity.id for entity in merged} == {
        make_id("entity", *entity.members) for entity in merged
    }
    assert {item for e in merged for item in e.evidence} == {
        item for e in entities for item in e.evidence
    }


@settings(max_examples=40, deadline=None)
@given(some_entities)
def test_different_first_names_never_merge(entities: list[Entity]) -> None:
    for group in names([entity for entity in entities if entity.kind == "person"]):
        assert not {"Ada Brandt", "Otto Brandt"} <= set(group)


# ---------------------------------------------------------------- examples


def test_spellings_of_one_name_are_one_person_under_the_commonest_full_name() -> None:
    (merged,) = merge_entities(
        [
            page_entity(1, "Sergei Orlov", "RUS", titles=("foreign minister",)),
            page_entity(2, "Sergey Orlov", titles=("minister",)),
            page_entity(3, "Sergey Orlov", "RUS", titles=("foreign minister",)),
            page_entity(4, "Orlov"),
        ]
    )
    assert merged.name == "Sergey Orlov"
    assert merged.aliases == ("Orlov", "Sergei Orlov")
    assert merged.country == "RUS"
    assert merged.titles == ("foreign minister", "minister")
    assert len(merged.members) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Walid al-Muallem", "Walid Moallem"),
        ("Volodymyr Zelensky", "Vladimir Zelenskyy"),
        ("Moammar Gaddafi", "Muammar Qadhafi"),
        ("Nicolas Ferrand", "Nicholas Ferrand"),
        ("Charles Pelon", "Charles Pelion"),
        ("Ban Ki-moon", "Ban Ki Moon"),
        ("Fran\u00e7ois Ferrand", "Francois Ferrand"),
        ("Hillary Clinton", "Hillary Rodham Clinton"),
    ],
)
def test_spellings_that_are_one_person(one: str, other: str) -> None:
    assert len(merge_entities([page_entity(1, one), page_entity(2, other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maher al-Assad", "Bashar al-Assad"),
        ("Kim Jong-il", "Kim Jong-un"),
        ("Daniel Ortega", "Daniela Ortega"),
        ("George H. Bush", "George W. Bush"),
        ("Ada Brandt", "Ada Branting"),
        ("Ada Klein", "Ada Kleine"),
        ("Ada Moran", "Ada Morgan"),
        ("Ada Pelon", "Otto Pelion"),
    ],
)
def test_names_that_are_two_people(one: str, other: str) -> None:
    assert len(merge_entities([page_entity(1, one), page_entity(2, other)])) == 2


def test_a_surname_joins_the_only_full_name_and_stays_when_there_are_two() -> None:
    ada, otto = page_entity(1, "Ada Brandt", "DEU"), page_entity(2, "Otto Brandt", "AUT")
    alone = page_entity(3, "Brandt")
    assert names([ada, alone]) == [["Ada Brandt", "Brandt"]]
    assert names([ada, otto, alone]) == [["Ada Brandt"], ["Brandt"], ["Otto Brandt"]]
    elsewhere = page_entity(3, "Brandt", "NOR")
    assert names([ada, elsewhere]) == [["Ada Brandt"], ["Brandt"]]


def test_a_name_that_fits_two_people_joins_neither() -> None:
    people = ["George Petrov", "George A. Petrov", "George B. Petrov"]
    assert len(names([page_entity(n, name) for n, name in enumerate(people)])) == 3


def test_family_names_that_stand_first() -> None:
    assert names([page_entity(1, "Kim Jae-ho", "KOR"), page_entity(2, "Kim", "KOR")]) == [
        ["Kim", "Kim Jae-ho"]
    ]


def test_states_merge_by_code_and_unnamed_persons_never() -> None:
    states = [
        page_entity(1, "Burma", "MMR", kind="state", rule=CODEBOOK),
        page_entity(2, "Myanmar", "MMR", kind="state", rule=CODEBOOK),
    ]
    assert len(merge_entities(states)) == 1
    offices = [page_entity(n, "French president", "FRA", rule=OFFICE) for n in (1, 2)]
    assert len(merge_entities(offices)) == 2


def test_groups_merge_only_where_it_is_said_whose_they_are() -> None:
    def rebels(page: int, name: str, country: str | None) -> Entity:
        return page_entity(page, name, country, kind="armed group", rule=GROUP)

    assert names([rebels(1, "Malian rebels", "MLI"), rebels(2, "Malian rebels", "MLI")]) == [
        ["Malian rebels", "Malian rebels"]
    ]
    assert names([rebels(1, "rebels", None), rebels(2, "rebels", None)]) == [
        ["rebels"],
        ["rebels"],
    ]


def test_work_grows_with_the_number_of_names_not_with_its_square() -> None:
    # 100,000 page entities take some 5 s of processor time; a square would take hours.
    chance = random.Random(7)
    first = ["".join(chance.choices("abdeiklmnorst", k=7)).title() for _ in range(60)]
    family = ["".join(chance.choices("abdeiklmnorst", k=8)).title() for _ in range(800)]
    template = page_entity(0, "Ada Brandt")
    entities = [
        replace(template, id=f"e{n}", name=f"{chance.choice(first)} {chance.choice(family)}")
        for n in range(6000)
    ]
    start = time.process_time()
    merged = merge_entities(entities)
    assert time.process_time() - start < 6
    assert len(merged) <= len({entity.name for entity in entities})


def test_a_king_is_not_joined_to_who_bears_that_family_name() -> None:
    pages = [
        page_entity(1, "Otto Rudin", "DEU"),
        page_entity(2, "Rudin", titles=("king",)),
        page_entity(3, "Rudin", titles=("president",)),
    ]
    assert names(pages) == [["Otto Rudin", "Rudin"], ["Rudin"]]


def test_a_belief_or_a_compass_point_makes_no_one_thing_of_two_pages() -> None:
    pages = [
        page_entity(n, name, kind=kind, rule=rule)
        for n in (1, 2)
        for name, kind, rule in (
            ("Islamist militants", "armed group", GROUP),
            ("UN monitors", "armed group", GROUP),
            ("South", "place", NAME),
        )
    ]
    joined = [group for group in names(pages) if len(group) > 1]  # type: ignore[arg-type]
    assert joined == [["UN monitors", "UN monitors"]]


def held(entity: Entity, holder: str, certainty: Certainty = "certain") -> Entity:
    office = Office(
        title="president", of="USA", holder=holder, start=None, end=None, certainty=certainty,
        basis="the table",
    )  # fmt: skip
    return replace(entity, offices=(office,))


def test_two_presidents_of_one_name_are_two() -> None:
    father = held(page_entity(1, "George Bush"), "George H. W. Bush")
    son = held(page_entity(2, "George Bush"), "George W. Bush")
    assert len(merge_entities([father, son])) == 2
    assert len(merge_entities([son, page_entity(3, "George W. Bush")])) == 1


def test_who_may_only_be_a_holder_is_nobody_in_particular() -> None:
    pages = [
        held(page_entity(n, "prime minister", rule=OFFICE), "Anna Orlova", "possible")
        for n in (1, 2)
    ]
    assert len(merge_entities(pages)) == 2


def test_a_country_in_a_kings_name_is_no_family_name() -> None:
    king = held(page_entity(1, "Abdullah", titles=("king",)), "Abdullah II of Jordan")
    assert len(merge_entities([king, page_entity(2, "Jordan")])) == 2


def test_a_place_without_coordinates_is_the_only_one_of_its_name() -> None:
    def tripoli(page: int, latitude: float | None) -> Entity:
        place = page_entity(page, "Tripoli", kind="place")
        return replace(place, latitude=latitude, longitude=latitude)

    assert len(merge_entities([tripoli(1, 32.9), tripoli(2, None), tripoli(3, 32.9)])) == 1
    assert len(merge_entities([tripoli(1, 32.9), tripoli(2, None), tripoli(3, 34.4)])) == 3
