"""One deed has one name in all kinds of record."""

from demarche.crisis.deeds import deed_of, stage_of
from tests.made_items import item


def test_talks_are_called_so_in_all_kinds() -> None:
    kinds = (("event", "CONSULT"), ("meeting", "visit"), ("measure", "negotiations"))
    assert {deed_of(item(kind, type=type)) for kind, type in kinds} == {"talks"}


def test_lifting_sanctions_is_no_sanction() -> None:
    lifted = item("measure", type="sanctions", factuality="ended")
    imposed = item("measure", type="sanctions", factuality="adopted")
    assert deed_of(lifted) == deed_of(item("event", type="RETREAT", factuality="happened"))
    assert deed_of(imposed) == deed_of(item("event", type="SANCTION", factuality="happened"))
    assert stage_of(imposed) == "done"


def test_what_is_said_or_counted_is_no_deed() -> None:
    assert deed_of(item("statement", type="accuse")) is None
    assert stage_of(item("figure", type="dead", factuality="happened")) is None
