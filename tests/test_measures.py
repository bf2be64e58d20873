"""Measures: what is done or asked, by whom, towards whom, and how far it has come."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_statements import wild_annotations

from demarche.extract.measures import find_measures
from demarche.extract.statements import find_statements
from demarche.records import Annotation, Measure
from tests.fakes import NamedEntities, annotate, entity, lay_out

KNOWN = {
    "Arland": entity("Arland", country="AAA"),
    "Borland": entity("Borland", country="BBB"),
    "Cestria": entity("Cestria", country="CCC"),
    "Security Council": entity("UN Security Council", "organ"),
}


def read(*annotations: Annotation) -> tuple[Measure, ...]:
    document, passages = lay_out(*annotations)
    entities = NamedEntities(document.text, KNOWN)
    statements = find_statements(document, passages, entities)  # type: ignore[arg-type]
    found = find_measures(document, passages, entities, statements)  # type: ignore[arg-type]
    ids = {statement.id for statement in statements}
    for measure in found:
        assert measure.attributed_to is None or measure.attributed_to in ids
        for place in measure.evidence:
            assert document.text[place.start : place.end] == place.quote
    return found


def tell(measure: Measure) -> tuple[str, str, str, str]:
    """A measure in four words: who takes it, kind, target, status."""
    by, target = (" ".join(r.name for r in refs) for refs in (measure.by, measure.target))
    return by, measure.kind, target, measure.status


IMPOSED = annotate(
    "Arland imposed sanctions on Borland on Monday.",
    "Arland PROPN 2 nsubj | imposed VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case"
    " | Borland PROPN 3 nmod | on ADP 7 case | Monday PROPN 2 obl | . PUNCT 2 punct",
)
URGED = annotate(
    "Arland urged the Security Council to impose sanctions on Borland.",
    "Arland PROPN 2 nsubj | urged VERB 0 root | the DET 5 det | Security PROPN 5 compound"
    " | Council PROPN 2 iobj | to PART 7 mark | impose VERB 2 xcomp | sanctions NOUN 7 obj"
    " | on ADP 10 case | Borland PROPN 7 obl | . PUNCT 2 punct",
)
REJECTED = annotate(
    "Arland rejected calls for sanctions against Borland.",
    "Arland PROPN 2 nsubj | rejected VERB 0 root | calls NOUN 2 obj | for ADP 5 case"
    " | sanctions NOUN 3 nmod | against ADP 7 case | Borland PROPN 5 nmod | . PUNCT 2 punct",
)
CARRIED = annotate(
    "The Security Council adopted a resolution which imposes sanctions on Borland.",
    "The DET 3 det | Security PROPN 3 compound | Council PROPN 4 nsubj | adopted VERB 0 root"
    " | a DET 6 det | resolution NOUN 4 obj | which PRON 8 nsubj | imposes VERB 6 acl:relcl"
    " | sanctions NOUN 8 obj | on ADP 11 case | Borland PROPN 9 nmod | . PUNCT 4 punct",
)
OPPOSED = annotate(
    "Cestria opposes any arms embargo on Borland.",
    "Cestria PROPN 2 nsubj | opposes VERB 0 root | any DET 5 det | arms NOUN 5 compound"
    " | embargo NOUN 2 obj | on ADP 7 case | Borland PROPN 5 nmod | . PUNCT 2 punct",
)
VOWED_NOT = annotate(
    "Borland vowed not to suspend uranium enrichment.",
    "Borland PROPN 2 nsubj | vowed VERB 0 root | not PART 5 advmod | to PART 5 mark"
    " | suspend VERB 2 xcomp | uranium NOUN 7 compound | enrichment NOUN 5 obj | . PUNCT 2 punct",
)
WANTED = annotate(
    "Arland wants the observer mission in Borland expanded.",
    "Arland PROPN 2 nsubj | wants VERB 0 root | the DET 5 det | observer NOUN 5 compound"
    " | mission NOUN 8 nsubj | in ADP 7 case | Borland PROPN 5 nmod | expanded VERB 2 xcomp"
    " | . PUNCT 2 punct",
)
EXPELLED = annotate(
    "Arland expelled two diplomats of Borland.",
    "Arland PROPN 2 nsubj | expelled VERB 0 root | two NUM 4 nummod | diplomats NOUN 2 obj"
    " | of ADP 6 case | Borland PROPN 4 nmod | . PUNCT 2 punct",
)
RECEIVED = annotate(
    "Borland received aid from Cestria.",
    "Borland PROPN 2 nsubj | received VERB 0 root | aid NOUN 2 obj | from ADP 5 case"
    " | Cestria PROPN 2 obl | . PUNCT 2 punct",
)
THREATENED = annotate(
    "Arland threatened Borland with a blockade.",
    "Arland PROPN 2 nsubj | threatened VERB 0 root | Borland PROPN 2 obj | with ADP 6 case"
    " | a DET 6 det | blockade NOUN 2 obl | . PUNCT 2 punct",
)


WORDS = ("sanctions", "imposed", "Arland", "on", "resolution", "calls", "halted", "arms", "ready")


@settings(max_examples=60, deadline=None)
@given(st.lists(wild_annotations(WORDS), min_size=1, max_size=2))
def test_a_wrong_parse_never_raises(annotations: list[Annotation]) -> None:
    found = read(*annotations)
    assert len({measure.id for measure in found}) == len(found)


@pytest.mark.parametrize(
    ("annotation", "told"),
    [
        (IMPOSED, ("Arland", "sanctions", "Borland", "adopted")),
        (URGED, ("UN Security Council", "sanctions", "Borland", "proposed")),
        (REJECTED, ("Arland", "sanctions", "Borland", "refused")),
        (CARRIED, ("UN Security Council", "sanctions", "Borland", "adopted")),
        (OPPOSED, ("Cestria", "arms embargo", "Borland", "refused")),
        (VOWED_NOT, ("Borland", "suspension", "Borland", "refused")),
        (WANTED, ("Arland", "observers", "Borland", "proposed")),
        (EXPELLED, ("Arland", "expulsion", "Borland", "adopted")),
        (RECEIVED, ("Cestria", "aid", "Borland", "adopted")),
        (THREATENED, ("Arland", "blockade", "Borland", "threatened")),
    ],
)
def test_who_takes_what_towards_whom(
    annotation: Annotation, told: tuple[str, str, str, str]
) -> None:
    assert [tell(measure) for measure in read(annotation)] == [told]


# What is only thought of, drafted, hoped for or feared is not told as done; one that stands stands,
# whatever is said of breaking it or of lifting it.
HOW_FAR = {
    "proposed": [
        annotate(
            "Sanctions on Borland would hurt the poor.",
            "Sanctions NOUN 5 nsubj | on ADP 3 case | Borland PROPN 1 nmod | would AUX 5 aux"
            " | hurt VERB 0 root | the DET 7 det | poor NOUN 5 obj | . PUNCT 5 punct",
        ),
        annotate(
            "Arland and Cestria tried to agree on what sanctions to impose on Borland.",
            "Arland PROPN 4 nsubj | and CCONJ 3 cc | Cestria PROPN 1 conj | tried VERB 0 root"
            " | to PART 6 mark | agree VERB 4 xcomp | on ADP 9 case | what PRON 9 det"
            " | sanctions NOUN 6 obl | to PART 11 mark | impose VERB 9 acl | on ADP 13 case"
            " | Borland PROPN 11 obl | . PUNCT 4 punct",
        ),
        annotate(
            "Borland hopes that Arland will impose sanctions on Cestria.",
            "Borland PROPN 2 nsubj | hopes VERB 0 root | that SCONJ 6 mark"
            " | Arland PROPN 6 nsubj | will AUX 6 aux | impose VERB 2 ccomp"
            " | sanctions NOUN 6 obj | on ADP 9 case | Cestria PROPN 6 obl | . PUNCT 2 punct",
        ),
    ],
    "in force": [
        annotate(
            "Borland violated the arms embargo of Arland.",
            "Borland PROPN 2 nsubj | violated VERB 0 root | the DET 5 det | arms NOUN 5 compound"
            " | embargo NOUN 2 obj | of ADP 7 case | Arland PROPN 5 nmod | . PUNCT 2 punct",
        ),
        annotate(
            "Arland would discuss lifting its sanctions on Borland.",
            "Arland PROPN 3 nsubj | would AUX 3 aux | discuss VERB 0 root | lifting VERB 3 xcomp"
            " | its PRON 6 nmod:poss | sanctions NOUN 4 obj | on ADP 8 case"
            " | Borland PROPN 4 obl | . PUNCT 3 punct",
        ),
    ],
    "ended": [
        annotate(
            "Arland let its sanctions on Borland lapse.",
            "Arland PROPN 2 nsubj | let VERB 0 root | its PRON 4 nmod:poss | sanctions NOUN 2 obj"
            " | on ADP 6 case | Borland PROPN 4 nmod | lapse VERB 2 xcomp | . PUNCT 2 punct",
        ),
    ],
    "announced": [
        annotate(
            "Arland said Arland would send aid to Borland.",
            "Arland PROPN 2 nsubj | said VERB 0 root | Arland PROPN 5 nsubj | would AUX 5 aux"
            " | send VERB 2 ccomp | aid NOUN 5 obj | to ADP 8 case | Borland PROPN 5 obl"
            " | . PUNCT 2 punct",
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "annotation"), [(each, one) for each, told in HOW_FAR.items() for one in told]
)
def test_how_far_a_measure_has_come(status: str, annotation: Annotation) -> None:
    assert [measure.status for measure in read(annotation)] == [status]


def test_who_is_blamed_took_it_and_who_faces_it_is_its_target() -> None:
    blamed = annotate(
        "Borland criticised Arland for imposing sanctions on Cestria.",
        "Borland PROPN 2 nsubj | criticised VERB 0 root | Arland PROPN 2 obj | for SCONJ 5 mark"
        " | imposing VERB 2 advcl | sanctions NOUN 5 obj | on ADP 8 case | Cestria PROPN 6 nmod"
        " | . PUNCT 2 punct",
    )
    faced = annotate(
        "Borland faces sanctions from Arland.",
        "Borland PROPN 2 nsubj | faces VERB 0 root | sanctions NOUN 2 obj | from ADP 5 case"
        " | Arland PROPN 2 obl | . PUNCT 2 punct",
    )
    told = [tell(measure) for one in (blamed, faced) for measure in read(one)]
    assert told == [
        ("Arland", "sanctions", "Cestria", "adopted"),
        ("Arland", "sanctions", "Borland", "threatened"),
    ]


def test_means_are_taken_by_who_uses_them_and_watchers_take_nothing() -> None:
    through = annotate(
        "Arland propped up Borland through arms supplies.",
        "Arland PROPN 2 nsubj | propped VERB 0 root | up ADP 2 compound:prt | Borland PROPN 2 obj"
        " | through ADP 7 case | arms NOUN 7 compound | supplies NOUN 2 obl | . PUNCT 2 punct",
    )
    watched = annotate(
        "Arland oversees the cease-fire.",
        "Arland PROPN 2 nsubj | oversees VERB 0 root | the DET 4 det | cease-fire NOUN 2 obj"
        " | . PUNCT 2 punct",
    )
    told = [tell(measure) for one in (through, watched) for measure in read(one)]
    assert told == [
        ("Arland", "arms delivery", "Borland", "in force"),
        ("", "cease-fire", "", "in force"),
    ]


def test_what_only_a_condition_names_is_not_in_force() -> None:
    (measure,) = read(
        annotate(
            "Arland leaves unless there are new sanctions against Borland.",
            "Arland PROPN 2 nsubj | leaves VERB 0 root | unless SCONJ 5 mark | there PRON 5 expl"
            " | are VERB 2 advcl | new ADJ 7 amod | sanctions NOUN 5 nsubj | against ADP 9 case"
            " | Borland PROPN 7 nmod | . PUNCT 2 punct",
        )
    )
    assert measure.status == "proposed"


def test_what_is_announced_as_done_is_done() -> None:
    halted = annotate(
        "Arland announced that Arland has stopped its shipments of heavy weapons to Borland.",
        "Arland PROPN 2 nsubj | announced VERB 0 root | that SCONJ 6 mark | Arland PROPN 6 nsubj"
        " | has AUX 6 aux | stopped VERB 2 ccomp | its PRON 8 nmod:poss | shipments NOUN 6 obj"
        " | of ADP 11 case | heavy ADJ 11 amod | weapons NOUN 8 nmod | to ADP 13 case"
        " | Borland PROPN 8 nmod | . PUNCT 2 punct",
    )
    assert [tell(m) for m in read(halted)] == [("Arland", "arms delivery", "Borland", "halted")]


def test_a_condition_is_kept_and_the_measure_that_it_names_is_another() -> None:
    agreed = annotate(
        "Borland agreed to withdraw its troops from Cestria if Arland lifts the sanctions.",
        "Borland PROPN 2 nsubj | agreed VERB 0 root | to PART 4 mark | withdraw VERB 2 xcomp"
        " | its PRON 6 nmod:poss | troops NOUN 4 obj | from ADP 8 case | Cestria PROPN 4 obl"
        " | if SCONJ 11 mark | Arland PROPN 11 nsubj | lifts VERB 4 advcl | the DET 13 det"
        " | sanctions NOUN 11 obj | . PUNCT 2 punct",
    )
    withdrawal, sanctions = read(agreed)
    assert tell(withdrawal) == ("Borland", "withdrawal", "Cestria", "promised")
    assert withdrawal.conditions == "if Arland lifts the sanctions"
    assert (sanctions.kind, sanctions.status) == ("sanctions", "in force")


def test_the_time_is_that_of_the_deed() -> None:
    (measure,) = read(IMPOSED)
    assert measure.when is not None
    assert str(measure.when.start) == "2031-05-05"


def test_a_target_left_out_is_the_one_told_elsewhere_on_the_page() -> None:
    bare = annotate(
        "Cestria rejected sanctions.",
        "Cestria PROPN 2 nsubj | rejected VERB 0 root | sanctions NOUN 2 obj | . PUNCT 2 punct",
    )
    _, refused = read(IMPOSED, bare)
    assert tell(refused) == ("Cestria", "sanctions", "Borland", "refused")
    assert "elsewhere on the page" in refused.made_by.reason
    (alone,) = read(bare)
    assert alone.target == ()


def test_what_is_told_twice_is_one_measure_with_both_places() -> None:
    (measure,) = read(IMPOSED, IMPOSED)
    assert len({place.start for place in measure.evidence}) > len(read(IMPOSED)[0].evidence)


def test_a_noun_that_only_says_what_another_is_about_names_none() -> None:
    committee = annotate(
        "The sanctions committee of Arland met in Borland.",
        "The DET 3 det | sanctions NOUN 3 compound | committee NOUN 6 nsubj | of ADP 5 case"
        " | Arland PROPN 3 nmod | met VERB 0 root | in ADP 8 case | Borland PROPN 6 obl"
        " | . PUNCT 6 punct",
    )
    assert read(committee) == ()


def test_work_that_is_stopped_is_disputed_work_only_where_the_sentence_says_so() -> None:
    strike = annotate(
        "Borland suspended work on Monday.",
        "Borland PROPN 2 nsubj | suspended VERB 0 root | work NOUN 2 obj | on ADP 5 case"
        " | Monday PROPN 2 obl | . PUNCT 2 punct",
    )
    nuclear = annotate(
        "Borland suspended nuclear work.",
        "Borland PROPN 2 nsubj | suspended VERB 0 root | nuclear ADJ 4 amod | work NOUN 2 obj"
        " | . PUNCT 2 punct",
    )
    assert read(strike) == ()
    assert [tell(m) for m in read(nuclear)] == [("Borland", "suspension", "Borland", "adopted")]


def test_a_truce_needs_no_party() -> None:
    truce = annotate(
        "The truce collapsed on Monday.",
        "The DET 2 det | truce NOUN 3 nsubj | collapsed VERB 0 root | on ADP 5 case"
        " | Monday PROPN 3 obl | . PUNCT 3 punct",
    )
    assert [tell(measure) for measure in read(truce)] == [("", "cease-fire", "", "ended")]


def test_a_truce_that_somebody_agrees_to_watch_is_not_his() -> None:
    watched = annotate(
        "Arland accepted to monitor the truce.",
        "Arland PROPN 2 nsubj | accepted VERB 0 root | to PART 4 mark | monitor VERB 2 xcomp"
        " | the DET 6 det | truce NOUN 4 obj | . PUNCT 2 punct",
    )
    assert "cease-fire" not in [measure.kind for measure in read(watched)]
    watches = annotate(
        "Arland monitors the truce.",
        "Arland PROPN 2 nsubj | monitors VERB 0 root | the DET 4 det | truce NOUN 2 obj"
        " | . PUNCT 2 punct",
    )
    assert ("cease-fire", "in force") in [(each.kind, each.status) for each in read(watches)]


def test_talks_that_are_held_are_no_measure() -> None:
    held = annotate(
        "Arland held talks with Borland.",
        "Arland PROPN 2 nsubj | held VERB 0 root | talks NOUN 2 obj | with ADP 5 case"
        " | Borland PROPN 3 nmod | . PUNCT 2 punct",
    )
    refused = annotate(
        "Arland rejected talks with Borland.",
        "Arland PROPN 2 nsubj | rejected VERB 0 root | talks NOUN 2 obj | with ADP 5 case"
        " | Borland PROPN 3 nmod | . PUNCT 2 punct",
    )
    assert read(held) == ()
    assert [tell(m) for m in read(refused)] == [("Arland", "negotiations", "Borland", "refused")]
