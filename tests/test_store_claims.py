"""What pages claim is kept in the file, and made again where it rests on something else by now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from demarche.crisis.claims import Claim, find_claims
from demarche.records import Reading
from demarche.store import Store, claims, open_store
from tests.made_records import MADE_BY, sanctions, talks
from tests.made_stories import story_of

NOON = datetime(2031, 5, 10, 12)


def named(reading: Reading, country: str | None) -> Reading:
    """Return a page on which the first person is known by name, and of a country."""
    first, *rest = reading.entities
    by_name = replace(first, country=country, made_by=replace(MADE_BY, name="entity by name"))
    return replace(reading, entities=(by_name, *rest))


def claims_of(store: Store, reading: Reading) -> Sequence[Claim]:
    ((_, found),) = claims.load_claims(store._connection, [reading.document.id])
    return found


def test_claims_are_made_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    told = talks(), sanctions()
    with open_store(":memory:", create=True) as store:
        for reading in told:
            store.add(reading, NOON)
        store.flush()
        monkeypatch.setattr(claims, "find_claims", None)
        for reading in told:
            assert tuple(claims_of(store, reading)) == find_claims(story_of(reading))
        store.refresh()
        assert store.sql("SELECT count(*) FROM items").fetchall() != [(0,)]


def test_a_country_that_another_page_tells_is_a_partys_too() -> None:
    page, other = named(talks(), None), named(talks("other.txt", more=" So it goes."), "AUT")
    with open_store(":memory:", create=True) as store:
        store.add(page, NOON)
        store.refresh()
        assert claims_of(store, page)[0].party == "?rufus firefly"
        store.add(other, NOON)
        store.refresh()
        assert claims_of(store, page)[0].party == "AUT"
        store.forget(other.document.id)
        store.refresh()
        assert claims_of(store, page)[0].party == "?rufus firefly"


def test_claims_go_with_their_page() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(talks(), NOON)
        store.refresh()
        store.forget(talks().document.id)
        assert store.sql("FROM claims").fetchall() == []
