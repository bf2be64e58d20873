"""A page's claims are the same out of the file as out of its reading."""

from datetime import datetime
from pathlib import Path

import duckdb

from demarche.crisis.claims import find_claims
from demarche.crisis.stories import Story
from demarche.records import Reading
from demarche.store import open_store
from demarche.store.stories import load_stories
from tests.made_records import sanctions, talks
from tests.made_stories import story_of

NOON = datetime(2031, 5, 10, 12)


def through_a_file(path: Path, *told: Reading) -> dict[str, Story]:
    """Return the stories of readings that were put into a file."""
    with open_store(path, create=True) as store:
        for reading in told:
            store.add(reading, NOON)
    with duckdb.connect(str(path), read_only=True) as connection:
        return dict(load_stories(connection, [reading.document.id for reading in told]))


def test_claims_come_out_of_the_file(tmp_path: Path) -> None:
    told = talks(), sanctions()
    found = through_a_file(tmp_path / "c.duckdb", *told)
    assert {id: find_claims(story) for id, story in found.items()} == {
        reading.document.id: find_claims(story_of(reading)) for reading in told
    }
    assert any(find_claims(story) for story in found.values())


def test_a_page_that_is_not_there_has_no_story(tmp_path: Path) -> None:
    path = tmp_path / "c.duckdb"
    through_a_file(path, talks())
    with duckdb.connect(str(path), read_only=True) as connection:
        assert dict(load_stories(connection, ["d0"])) == {}
