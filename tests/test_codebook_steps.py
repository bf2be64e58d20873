"""The word lists of measures, votes and meetings: what they hold, and mistakes in one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demarche.codebook.files import HERE
from demarche.codebook.load import load_codebook
from demarche.codebook.measures import load_measures
from demarche.codebook.meetings import load_meetings
from demarche.codebook.votes import load_votes
from demarche.errors import OptionError

LOADERS: dict[str, Callable[[Path], Any]] = {
    "measures.toml": load_measures,
    "votes.toml": load_votes,
    "meetings.toml": load_meetings,
}
ISSUES = {
    "leader-departure", "cease-fire", "withdrawal", "sanctions", "arms-supplies",
    "military-intervention", "no-fly-zone", "observers", "inspections", "humanitarian-access",
    "transition", "elections", "recognition", "accountability", "council-use", "talks",
    "territory", "prisoners", "nuclear-programme", "missile-tests", "support-for-government",
    "support-for-opposition", "expulsion",
}  # fmt: skip


@pytest.mark.parametrize("name", LOADERS)
def test_a_copy_of_a_shipped_file_loads_as_the_shipped_one(name: str, tmp_path: Path) -> None:
    copy = tmp_path / name
    copy.write_bytes((HERE / name).read_bytes())
    assert LOADERS[name](copy) == LOADERS[name](HERE / name)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("measures.toml", 'plain = "none"', 'plain = "perhaps"', "plain"),
        ("measures.toml", "sign = -1", "sign = 2", "sign"),
        ("measures.toml", 'name = "embargo"', 'name = "sanctions"', "second time"),
        ("measures.toml", "own = true", 'own = "yes"', "own"),
        ("measures.toml", "\nvetoed = ", "\nvetted = ", "vetted"),
        ("measures.toml", "meaning = ", "sense = ", "sense"),
        ("measures.toml", '"restrict|curb + trade', '"restrict|curb trade', "VERB"),
        ("votes.toml", "[veto]", "[vetoes]", "vetoes"),
        ("votes.toml", 'body = "UN Security Council"', "body = 3", "body"),
        ("votes.toml", 'no = ["against"', 'no = "against" #', "no"),
        ("meetings.toml", "[press]", "[presse]", "presse"),
        ("meetings.toml", "\ncall = ", "\ncalls = ", "calls"),
        ("meetings.toml", "refusing = ", "refuse = ", "refus"),
    ],
)
def test_a_mistake_is_told_with_the_file_and_the_line(
    name: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    text = (HERE / name).read_text("utf-8")
    assert old in text
    own = tmp_path / name
    own.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError) as caught:
        LOADERS[name](own)
    assert name in str(caught.value)
    assert said in str(caught.value)


def test_every_issue_of_a_measure_is_one_of_the_list_and_has_a_sign() -> None:
    for kind in load_codebook().measures.kinds.values():
        assert kind.issue is None or kind.issue in ISSUES
        assert (kind.sign == 0) == (kind.issue is None)


def test_the_council_with_vetoes_is_a_body_of_the_codebook() -> None:
    book = load_codebook()
    assert book.votes.veto_body in book.bodies


def test_a_noun_is_found_in_all_its_forms() -> None:
    book = load_measures()
    assert book.nouns["embargoes"][-1].kind.name == "embargo"
    assert {named.kind.name for named in book.nouns["contracts"]} == {"arms contract"}


def test_a_list_of_words_around_measures_may_be_emptied(tmp_path: Path) -> None:
    text = (HERE / "measures.toml").read_text("utf-8")
    start = text.index("\nasking = ")
    own = tmp_path / "measures.toml"
    own.write_text(f"{text[:start]}\nasking = []{text[text.index(']', start) + 1 :]}", "utf-8")
    assert load_measures(own).asking == frozenset()
