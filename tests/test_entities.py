"""Entities of a page: who is named, who is meant, who is one and who is two."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.extract.entities import PageEntities
from demarche.records import Annotation, Document, Mention, Name, Token
from demarche.spans import Span
from tests.fakes import attribution
from tests.page_entities import at, only, read, tagged

LEAD = tagged(
    "Russian Foreign Minister Ilya Orlov met his Syrian counterpart Hadi al-Masri in Geneva.",
    "Russian ADJ 3 amod | Foreign PROPN 3 compound | Minister PROPN 6 nsubj | Ilya PROPN 3 flat"
    " | Orlov PROPN 4 flat | met VERB 0 root | his PRON 9 nmod:poss | Syrian ADJ 9 amod"
    " | counterpart NOUN 6 obj | Hadi PROPN 9 appos | al PROPN 10 flat | - PUNCT 10 punct"
    " | Masri PROPN 10 flat | in ADP 15 case | Geneva PROPN 6 obl | . PUNCT 6 punct",
    Ilya_Orlov="person",
    Hadi_al__Masri="person",
    Geneva="place",
)


# ---------------------------------------------------------------- laws


@st.composite
def wild_annotations(draw: st.DrawFn) -> Annotation:
    """Annotations as a badly wrong parser might give them."""
    words = st.sampled_from(
        ["Orlov", "Ilya", "Russian", "Moscow", "the", "minister", "he", "who", "'s", "-", "al",
         "rebels", "UN", ",", "(", ")", "Mr.", "deputy", "said", "it", "of", "former", "\u201c"]
    )  # fmt: skip
    chosen = draw(st.lists(words, min_size=1, max_size=14))
    text, tokens, at_ = " ".join(chosen), [], 0
    for word in chosen:
        tokens.append(
            Token(
                span=Span(at_, at_ + len(word)),
                upos=draw(st.sampled_from(["PROPN", "NOUN", "PRON", "VERB", "ADJ", "ADP"])),
                head=draw(st.integers(-2, 16)),
                deprel=draw(st.sampled_from(["nsubj", "obj", "acl:relcl", "nmod:poss", "root"])),
            )
        )
        at_ += len(word) + 1
    ends = st.integers(0, len(text))
    names = st.builds(
        Name, span=st.builds(Span, ends, ends), kind=st.sampled_from(["person", "organization"]),
        score=st.floats(0, 1),
    )  # fmt: skip
    last = len(chosen) - 1
    mention = Mention(first=0, last=last, head=last // 2, kind="person", score=0.5)
    return Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=((0, len(tokens)),),
        mentions=(mention,),
        names=tuple(draw(st.lists(names, max_size=3))),
        attributions=(attribution(text, chosen[0], chosen[-1]),),
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(wild_annotations(), max_size=3), st.integers(0, 60), st.integers(0, 60))
def test_any_annotation_gives_exact_quotes_distinct_ids_and_a_look_up(
    annotations: Sequence[Annotation], start: int, end: int
) -> None:
    _, entities = read(*annotations)
    ids = [entity.id for entity in entities.entities]
    assert len(set(ids)) == len(ids)
    assert all(entity.evidence and not entity.members for entity in entities.entities)
    assert read(*annotations)[1].entities == entities.entities
    for passage in range(len(annotations)):
        found = entities.at(passage, Span(start, end))
        assert found is None or found.id in ids


# ---------------------------------------------------------------- names and titles


def test_title_name_and_country_are_taken_apart() -> None:
    _, entities = read(LEAD)
    orlov = only(entities, "Ilya Orlov")
    assert (orlov.kind, orlov.country, orlov.sector) == ("person", "RUS", "GOV")
    assert orlov.titles == ("foreign minister",)
    assert orlov.evidence[0].quote == "Russian Foreign Minister Ilya Orlov"
    assert only(entities, "Hadi al-Masri").country == "SYR"
    assert only(entities, "Geneva").kind == "place"
    assert only(entities, "Russia").kind == "state"


@pytest.mark.parametrize(("article", "held"), [("", True), ("The", False)])
def test_two_offices_before_a_name_are_one_persons_if_no_article_parts_them(
    article: str, held: bool
) -> None:
    rows = (
        "President NOUN 5 nsubj | and CCONJ 4 cc | Prime PROPN 4 compound | Minister PROPN 1 conj"
        " | Brandt PROPN 4 flat | spoke VERB 0 root | . PUNCT 6 punct"
    )
    text = "President and Prime Minister Brandt spoke."
    if article:
        text, rows = f"{article} {text}", f"{article} DET 2 det | {rows}"
    _, entities = read(tagged(text, rows, Brandt="person"))
    titles = only(entities, "Brandt").titles
    assert (titles == ("president", "prime minister")) is held


def test_a_state_right_before_a_first_name_is_no_part_of_the_name() -> None:
    document, entities = read(
        tagged(
            "Syria rebuked the envoy to Syria Tom Brandt.",
            "Syria PROPN 2 nsubj | rebuked VERB 0 root | the DET 4 det | envoy NOUN 2 obj"
            " | to ADP 6 case | Syria PROPN 4 nmod | Tom PROPN 6 flat | Brandt PROPN 6 flat"
            " | . PUNCT 2 punct",
            Syria_Tom_Brandt="person",
        ),
    )
    assert only(entities, "Tom Brandt").kind == "person"
    assert at(document, entities, 0, "Syria") == "Syria"


def test_look_up_by_whole_span_part_head_and_adjective() -> None:
    document, entities = read(LEAD)
    for words in (
        "Russian Foreign Minister Ilya Orlov", "Ilya Orlov", "Orlov", "Minister",
        "Foreign Minister Ilya Orlov", "Minister Ilya",
    ):  # fmt: skip
        assert at(document, entities, 0, words) == "Ilya Orlov", words
    assert at(document, entities, 0, "Russian") == "Russia"
    assert at(document, entities, 0, "his") == "Ilya Orlov"
    assert at(document, entities, 0, "met") == "nobody"


def test_surname_title_and_spelling_lead_back_to_the_full_name() -> None:
    document, entities = read(
        LEAD,
        tagged(
            "Mr. Orlov praised Masri. The minister left.",
            "Mr. PROPN 2 compound | Orlov PROPN 3 nsubj | praised VERB 0 root | Masri PROPN 3 obj"
            " | . PUNCT 3 punct || The DET 2 det | minister NOUN 3 nsubj | left VERB 0 root"
            " | . PUNCT 3 punct",
            Orlov="person",
        ),
        tagged(
            "Ilia Orlov will return.",
            "Ilia PROPN 4 nsubj | Orlov PROPN 1 flat | will AUX 4 aux | return VERB 0 root"
            " | . PUNCT 4 punct",
            Ilia_Orlov="person",
        ),
    )
    assert at(document, entities, 1, "Mr. Orlov") == "Ilya Orlov"
    assert at(document, entities, 1, "The minister") == "Ilya Orlov"
    # The reader did not mark this name; the page's own full name finds it.
    assert at(document, entities, 1, "Masri") == "Hadi al-Masri"


def brothers(surname_title: str) -> tuple[Document, PageEntities]:
    return read(
        tagged(
            "President Adil Karam thanked General Musa Karam.",
            "President PROPN 4 nsubj | Adil PROPN 1 flat | Karam PROPN 1 flat"
            " | thanked VERB 0 root | General PROPN 4 obj | Musa PROPN 5 flat"
            " | Karam PROPN 5 flat | . PUNCT 4 punct",
            Adil_Karam="person",
            Musa_Karam="person",
        ),
        tagged(
            f"{surname_title} Karam left.",
            f"{surname_title} PROPN 3 nsubj | Karam PROPN 1 flat | left VERB 0 root"
            " | . PUNCT 3 punct",
            Karam="person",
        ),
    )


def test_two_people_of_one_surname_stay_two() -> None:
    document, entities = brothers("General")
    assert at(document, entities, 1, "General Karam") == "Musa Karam"
    document, entities = brothers("Mr.")
    assert at(document, entities, 1, "Mr. Karam") == "Karam"
    assert {"Adil Karam", "Musa Karam", "Karam"} <= {e.name for e in entities.entities}


@pytest.mark.parametrize(
    ("title", "sector", "country"),
    [
        ("UN envoy to Syria", "IGO", None),
        ("French Foreign Ministry spokesman", "GOV", "FRA"),
        ("Syria's new deputy prime minister", "GOV", "SYR"),
        ("former Turkish president", "ELI", "TUR"),
        ("army spokesman", "MIL", None),
    ],
)
def test_titles_of_many_words(title: str, sector: str, country: str | None) -> None:
    words = title.replace("'s", " 's").split()
    tags = {"to": "ADP", "'s": "PART", "new": "ADJ", "former": "ADJ", "deputy": "ADJ",
            "prime": "ADJ", "French": "ADJ", "Turkish": "ADJ"}  # fmt: skip
    count = len(words)
    rows = [
        f"{word} {tags.get(word, 'NOUN' if word.islower() else 'PROPN')} {count + 1} compound"
        for word in words
    ]
    rows += [f"Nadia PROPN {count + 3} nsubj", f"Perrin PROPN {count + 1} flat",
             "left VERB 0 root", f". PUNCT {count + 3} punct"]  # fmt: skip
    _, entities = read(tagged(f"{title} Nadia Perrin left.", " | ".join(rows)))
    person = only(entities, "Nadia Perrin")
    assert (person.sector, person.country) == (sector, country)
    assert len(person.titles) == 1


# ---------------------------------------------------------------- states, bodies, groups


def test_capital_seat_and_name_are_one_state_and_the_city_is_a_place() -> None:
    document, entities = read(
        tagged(
            "Moscow rejected the plan.",
            "Moscow PROPN 2 nsubj | rejected VERB 0 root | the DET 4 det | plan NOUN 2 obj"
            " | . PUNCT 2 punct",
        ),
        tagged(
            "The Kremlin told Russia's allies in Moscow.",
            "The DET 2 det | Kremlin PROPN 3 nsubj | told VERB 0 root | Russia PROPN 6 nmod:poss"
            " | 's PART 4 case | allies NOUN 3 obj | in ADP 8 case | Moscow PROPN 3 obl"
            " | . PUNCT 3 punct",
        ),
    )
    assert at(document, entities, 0, "Moscow") == "Russia"
    assert at(document, entities, 1, "The Kremlin") == "Russia"
    assert at(document, entities, 1, "Russia's") == "Russia"
    assert at(document, entities, 1, "Moscow") == "Moscow"
    assert only(entities, "Moscow").kind == "place"
    assert only(entities, "Russia").aliases == ("Kremlin", "Moscow")


def test_a_family_name_that_is_a_capital_is_the_person() -> None:
    document, entities = read(
        tagged(
            "Valerie London spoke. London left for talks in London.",
            "Valerie PROPN 3 nsubj | London PROPN 1 flat | spoke VERB 0 root | . PUNCT 3 punct"
            " || London PROPN 2 nsubj | left VERB 0 root | for ADP 4 case | talks NOUN 2 obl"
            " | in ADP 6 case | London PROPN 4 nmod | . PUNCT 2 punct",
            Valerie_London="person",
        )
    )
    assert at(document, entities, 0, "London", 1) == "Valerie London"
    assert at(document, entities, 0, "London", 2) == "London"
    assert only(entities, "London").kind == "place"


def test_bodies_by_acronym_and_short_form_are_one() -> None:
    document, entities = read(
        tagged(
            "The U.N. Security Council met. The council voted and it adopted the UNSC text.",
            "The DET 4 det | U.N. PROPN 4 compound | Security PROPN 4 compound"
            " | Council PROPN 5 nsubj | met VERB 0 root | . PUNCT 5 punct || The DET 2 det"
            " | council NOUN 3 nsubj | voted VERB 0 root | and CCONJ 6 cc | it PRON 6 nsubj"
            " | adopted VERB 3 conj | the DET 9 det | UNSC PROPN 9 compound | text NOUN 6 obj"
            " | . PUNCT 3 punct",
        )
    )
    body = only(entities, "UN Security Council")
    assert (body.kind, body.sector) == ("organ", "IGO")
    for words in ("The U.N. Security Council", "The council", "it", "UNSC"):
        assert at(document, entities, 0, words) == "UN Security Council", words


def test_an_acronym_that_the_page_introduces() -> None:
    document, entities = read(
        tagged(
            "The Delta Relief Forum (DRF) spoke. DRF left.",
            "The DET 4 det | Delta PROPN 4 compound | Relief PROPN 4 compound | Forum PROPN 8 nsubj"
            " | ( PUNCT 6 punct | DRF PROPN 4 appos | ) PUNCT 6 punct | spoke VERB 0 root"
            " | . PUNCT 8 punct || DRF PROPN 2 nsubj | left VERB 0 root | . PUNCT 2 punct",
            Delta_Relief_Forum="organization",
        )
    )
    assert at(document, entities, 0, "DRF", 1) == "Delta Relief Forum"


def test_groups_take_the_country_they_are_said_to_be_of() -> None:
    document, entities = read(
        tagged(
            "Malian rebels attacked the army.",
            "Malian ADJ 2 amod | rebels NOUN 3 nsubj | attacked VERB 0 root | the DET 5 det"
            " | army NOUN 3 obj | . PUNCT 3 punct",
        ),
        tagged(
            "The rebels fled. They want talks.",
            "The DET 2 det | rebels NOUN 3 nsubj | fled VERB 0 root | . PUNCT 3 punct"
            " || They PRON 2 nsubj | want VERB 0 root | talks NOUN 2 obj | . PUNCT 2 punct",
        ),
    )
    rebels = only(entities, "Malian rebels")
    assert (rebels.kind, rebels.country, rebels.sector) == ("armed group", "MLI", "REB")
    assert at(document, entities, 1, "The rebels") == "Malian rebels"
    assert at(document, entities, 1, "They") == "Malian rebels"
    assert only(entities, "army").country is None


@pytest.mark.parametrize(
    ("words", "rows", "sector"),
    [
        ("The Syrian representative left.", "The DET 3 det | Syrian ADJ 3 amod", "GOV"),
        ("A special representative left.", "A DET 3 det | special ADJ 3 amod", "IGO"),
    ],
)
def test_a_representative_of_a_state_is_of_its_government(
    words: str, rows: str, sector: str
) -> None:
    rest = "representative NOUN 4 nsubj | left VERB 0 root | . PUNCT 4 punct"
    _, entities = read(tagged(words, f"{rows} | {rest}"))
    assert [entity.sector for entity in entities.entities if entity.titles] == [sector]


@pytest.mark.parametrize(
    ("phrase", "rows", "name", "sector"),
    [
        (
            "Party officials",
            "Party NOUN 2 compound | officials NOUN 3 nsubj",
            "party members",
            "PTY",
        ),
        ("Rebel leaders", "Rebel NOUN 2 compound | leaders NOUN 3 nsubj", "rebel leaders", "REB"),
        ("UN officials", "UN PROPN 2 compound | officials NOUN 3 nsubj", None, "IGO"),
        ("Serbian leaders", "Serbian ADJ 2 amod | leaders NOUN 3 nsubj", "Serbian leaders", "GOV"),
    ],
)
def test_whose_people_a_group_are_is_their_sector(
    phrase: str, rows: str, name: str | None, sector: str
) -> None:
    _, entities = read(tagged(f"{phrase} left.", f"{rows} | left VERB 0 root | . PUNCT 3 punct"))
    (group,) = (entity for entity in entities.entities if entity.kind == "population")
    assert group.sector == sector
    assert name is None or group.name == name


def test_leaders_of_the_opposition_are_no_government() -> None:
    _, entities = read(
        tagged(
            "Leaders of the opposition left.",
            "Leaders NOUN 5 nsubj | of ADP 4 case | the DET 4 det | opposition NOUN 1 nmod"
            " | left VERB 0 root | . PUNCT 5 punct",
        )
    )
    assert only(entities, "leaders").sector == "OPP"
