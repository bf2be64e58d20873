"""Meetings: who was there, who was asked, who stayed away, where, when, and one record each."""

from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.extract.events import find_events
from demarche.extract.meetings import find_meetings
from demarche.extract.statements import find_statements
from demarche.records import Annotation, Meeting, Participant
from tests.fakes import NamedEntities, annotate, entity, lay_out

KNOWN = {
    "Arland": entity("Arland", country="AAA"),
    "Borland": entity("Borland", country="BBB"),
    "Cestria": entity("Cestria", country="CCC"),
    "Brandt": entity("Ada Brandt", "person", titles=("foreign minister",), country="AAA"),
    "Lindgren": entity("Olof Lindgren", "person", titles=("president",), country="BBB"),
    "Portville": entity("Portville", "place", country="BBB"),
    "ministers": entity("ministers", "population"),
    "Council": entity("UN Security Council", "organ"),
}
WORDS = ("conference", "Friends", "Arland", "attend", "refused", "invited", "reporters", "gather")


def read(*annotations: Annotation) -> tuple[Meeting, ...]:
    document, passages = lay_out(*annotations)
    entities = NamedEntities(document.text, KNOWN)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    events = find_events(document, passages, entities, statements)  # type: ignore[arg-type]
    found = find_meetings(document, passages, entities, statements, events)  # type: ignore[arg-type]
    for meeting in found:
        for place in meeting.evidence:
            assert document.text[place.start : place.end] == place.quote
    return found


def names(parties: tuple[Participant, ...]) -> list[str]:
    return [each.entity.name for each in parties]


MET = annotate(
    "Brandt met Lindgren on Friday for talks in Portville.",
    "Brandt PROPN 2 nsubj | met VERB 0 root | Lindgren PROPN 2 obj | on ADP 5 case"
    " | Friday PROPN 2 obl | for ADP 7 case | talks NOUN 2 obl | in ADP 9 case"
    " | Portville PROPN 7 nmod | . PUNCT 2 punct",
)
MET_AGAIN = annotate(
    "Brandt met Lindgren for two hours on Friday.",
    "Brandt PROPN 2 nsubj | met VERB 0 root | Lindgren PROPN 2 obj | for ADP 6 case"
    " | two NUM 6 nummod | hours NOUN 2 obl | on ADP 8 case | Friday PROPN 2 obl | . PUNCT 2 punct",
)
WILL_MEET = annotate(
    "Brandt will meet Lindgren in Portville next week.",
    "Brandt PROPN 3 nsubj | will AUX 3 aux | meet VERB 0 root | Lindgren PROPN 3 obj"
    " | in ADP 6 case | Portville PROPN 3 obl | next ADJ 8 amod | week NOUN 3 obl:unmarked"
    " | . PUNCT 3 punct",
)
STAYED_AWAY = annotate(
    "Arland and Borland chose not to join the “Partners of Cestria” summit.",
    "Arland PROPN 4 nsubj | and CCONJ 3 cc | Borland PROPN 1 conj | chose VERB 0 root"
    " | not PART 7 advmod | to PART 7 mark | join VERB 4 xcomp | the DET 14 det"
    " | “ PUNCT 10 punct | Partners PROPN 14 compound | of ADP 12 case | Cestria PROPN 10 nmod"
    " | ” PUNCT 10 punct"
    " | summit NOUN 7 obj | . PUNCT 4 punct",
)
ENDED = annotate(
    "The conference ended without an agreement.",
    "The DET 2 det | conference NOUN 3 nsubj | ended VERB 0 root | without ADP 6 case"
    " | an DET 6 det | agreement NOUN 3 obl | . PUNCT 3 punct",
)
REFUSED = annotate(
    "Arland refused to join ministers gathering in Portville.",
    "Arland PROPN 2 nsubj | refused VERB 0 root | to PART 4 mark | join VERB 2 xcomp"
    " | ministers NOUN 4 obj | gathering VERB 5 acl | in ADP 8 case | Portville PROPN 6 obl"
    " | . PUNCT 2 punct",
)
PRESS = annotate(
    "Brandt told reporters in Portville that the road is open.",
    "Brandt PROPN 2 nsubj | told VERB 0 root | reporters NOUN 2 iobj | in ADP 5 case"
    " | Portville PROPN 2 obl | that SCONJ 10 mark | the DET 8 det | road NOUN 10 nsubj"
    " | is AUX 10 cop | open ADJ 2 ccomp | . PUNCT 2 punct",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(wild_annotations(WORDS), min_size=1, max_size=2))
def test_a_wrong_parse_never_raises(annotations: list[Annotation]) -> None:
    found = read(*annotations)
    assert len({meeting.id for meeting in found}) == len(found)
    for meeting in found:
        gone = {each.entity.id for each in meeting.absent}
        assert not gone & {each.entity.id for each in meeting.participants}


def test_two_tellings_of_one_meeting_are_one_record() -> None:
    (meeting,) = read(MET, MET_AGAIN)
    assert names(meeting.participants) == ["Ada Brandt", "Olof Lindgren"]
    assert meeting.place is not None
    assert meeting.place.name == "Portville"
    assert meeting.when is not None
    assert str(meeting.when.start) == "2031-05-09"
    assert meeting.factuality == "happened"
    sentences = {place.quote for place in meeting.evidence}
    assert {MET.text, MET_AGAIN.text} <= sentences


def test_a_meeting_to_come_is_another_than_one_that_was() -> None:
    held, ahead = read(MET_AGAIN, WILL_MEET)
    assert (held.factuality, ahead.factuality) == ("happened", "planned")
    assert ahead.when is not None
    assert str(ahead.when.start) == "2031-05-12"


def test_who_stays_away_is_absent_from_a_meeting_with_its_name_and_outcome() -> None:
    (meeting,) = read(STAYED_AWAY, ENDED)
    assert meeting.name == "Partners of Cestria"
    assert meeting.kind == "summit"
    assert names(meeting.absent) == ["Arland", "Borland"]
    assert meeting.participants == ()
    assert meeting.outcome == "ended without an agreement"


def test_who_refuses_to_join_is_absent_and_the_others_are_there() -> None:
    (meeting,) = read(REFUSED)
    assert names(meeting.absent) == ["Arland"]
    assert names(meeting.participants) == ["ministers"]
    assert meeting.place is not None
    assert meeting.place.name == "Portville"


def test_who_is_named_as_an_exception_was_not_there() -> None:
    excepted = annotate(
        "Brandt met Borland except for President Lindgren in Portville.",
        "Brandt PROPN 2 nsubj | met VERB 0 root | Borland PROPN 2 obj | except SCONJ 7 case"
        " | for ADP 4 fixed | President PROPN 7 compound | Lindgren PROPN 3 conj | in ADP 9 case"
        " | Portville PROPN 2 obl | . PUNCT 2 punct",
    )
    (meeting,) = read(excepted)
    assert names(meeting.participants) == ["Ada Brandt", "Borland"]
    assert names(meeting.absent) == ["Olof Lindgren"]


def test_words_to_reporters_at_a_place_are_a_briefing() -> None:
    (meeting,) = read(PRESS)
    assert (meeting.kind, names(meeting.participants)) == ("briefing", ["Ada Brandt"])
    assert meeting.place is not None
    assert meeting.place.name == "Portville"


def test_a_meeting_that_is_planned_is_not_held() -> None:
    planned = annotate(
        "A meeting of Arland and Borland is planned for Tuesday.",
        "A DET 2 det | meeting NOUN 8 nsubj:pass | of ADP 4 case | Arland PROPN 2 nmod"
        " | and CCONJ 6 cc | Borland PROPN 4 conj | is AUX 8 aux:pass | planned VERB 0 root"
        " | for ADP 10 case | Tuesday PROPN 8 obl | . PUNCT 8 punct",
    )
    (meeting,) = read(planned)
    assert meeting.factuality == "planned"
    assert meeting.when is not None
    assert str(meeting.when.start) == "2031-05-13"


def test_a_body_that_sits_meets_alone() -> None:
    (meeting,) = read(
        annotate(
            "The Council will meet on Friday.",
            "The DET 2 det | Council PROPN 4 nsubj | will AUX 4 aux | meet VERB 0 root"
            " | on ADP 6 case | Friday PROPN 4 obl | . PUNCT 4 punct",
        )
    )
    assert (meeting.kind, meeting.factuality) == ("council session", "planned")
    assert names(meeting.participants) == ["UN Security Council"]


def test_a_meeting_of_nobody_at_no_place_is_none() -> None:
    assert read(ENDED) == ()
