"""Disputes: both sides with their words and who says them; settled ones apart."""

from dataclasses import replace

from demarche.views.dossier_disputes import pair_disputes
from demarche.views.dossier_rows import build_tables
from tests.dossier_crisis import ARMS, CRISIS, SETTLED, SHELLING
from tests.dossier_sample import DENIAL, SHELLED

TABLES = build_tables(CRISIS)


def test_each_side_has_its_words_and_its_speaker() -> None:
    (pair,) = (p for p in pair_disputes(TABLES).open if p.row.record.id == SHELLING.id)
    one, other = pair.sides
    assert one is not None
    assert other is not None
    assert (one.who, one.words) == ("Irena Voss", SHELLED.evidence[0].quote)
    assert (other.who, other.does, other.words) == ("Velmar", "deny", DENIAL.content)
    assert one.does == "alleged"
    assert one.document is not None
    assert one.document.publisher == "The Archive"


def test_what_only_its_dates_divide_is_settled() -> None:
    found = pair_disputes(TABLES)
    assert [pair.row.record.id for pair in found.settled] == [SETTLED.id]
    assert {pair.row.record.id for pair in found.open} == {ARMS.id, SHELLING.id}
    assert dict(found.kinds) == {"denial": 1, "fact": 1}


def test_disputes_on_one_matter_are_one_with_the_words_of_all() -> None:
    again = replace(ARMS, id="again", a=SHELLING.b, a_kind="statement", b=ARMS.a, score=0.5)
    many = build_tables(replace(CRISIS, disputes=(again, *CRISIS.disputes)))
    (pair,) = (p for p in pair_disputes(many).open if p.row.record.matter == ARMS.matter)
    assert pair.row.record.id == ARMS.id
    assert [side and side.row.record.id for side in pair.sides] == [ARMS.a, ARMS.b]
    beside = [[side.row.record.id for side in sides] for sides in pair.beside]
    assert beside == [[], [SHELLING.b]]
    assert [row.record.id for row in pair.rows] == [ARMS.id, SHELLING.b]
    assert {many.by_id[id].key for id in (ARMS.a, ARMS.b, SHELLING.b)} <= {*pair.row.of}


def test_a_side_that_is_gone_is_named_as_missing() -> None:
    gone = replace(CRISIS, events=())
    (pair,) = (p for p in pair_disputes(build_tables(gone)).open if p.row.record.id == SHELLING.id)
    assert pair.sides[0] is None
    assert pair.sides[1] is not None
