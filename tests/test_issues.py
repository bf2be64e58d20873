"""The list of issues: forms of its words, an issue of one's own, mistakes told with their place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.api import check_codebook
from demarche.codebook.issues import HERE, load_issues
from demarche.codebook.load import load_codebook
from demarche.errors import OptionError

TEXT = (HERE / "issues.toml").read_text("utf-8")
OWN = """
[[issue]]
name = "fishing-rights"
sentence = "Foreign boats may fish in the disputed waters."
definition = "Licences, quotas and arrests of boats."
nouns = ["fishing|trawling licence|quota|right"]
"""


def own(folder: Path, text: str) -> Path:
    path = folder / "issues.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_cue_names_an_issue_and_a_side() -> None:
    book = load_issues()
    for form, cues in book.cues.items():
        assert form == form.lower()
        for cue in cues:
            assert cue.issue in book.issues
            assert cue.sign in (1, -1)
    assert {cue.issue for cues in book.cues.values() for cue in cues} == set(book.issues)


def test_the_most_exact_cue_of_a_word_comes_first() -> None:
    for cues in load_issues().cues.values():
        asked = [len(cue.beside) for cue in cues]
        assert asked == sorted(asked, reverse=True)


def test_an_issue_of_ones_own_is_a_few_lines(tmp_path: Path) -> None:
    own(tmp_path, TEXT + OWN)
    assert check_codebook(tmp_path) == ("issues.toml",)
    book = load_codebook(tmp_path).issues
    assert book.issues["fishing-rights"].sentence.startswith("Foreign boats")
    assert any(cue.issue == "fishing-rights" for cue in book.cues["quotas"])
    assert "fishing-rights" not in load_codebook().issues.issues


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text + OWN.replace("sentence", "sentense"), ["fishing-rights", "sentense"]),
        (lambda text: text + OWN.replace('definition = "', 'definition = "" # '), ["definition"]),
        (lambda text: text + OWN + OWN, ["fishing-rights", "second time"]),
        (lambda text: text + OWN.replace("nouns = [", "nouns = 3 # ["), ["nouns"]),
        (lambda text: text + OWN + 'verbs = ["fish +"]', ["fish +", "NOUN"]),
        (lambda text: text + OWN + "words_only = 1", ["words_only", "true"]),
        (lambda text: text.replace("[stands]", "[stance]"), ["stance"]),
        (lambda text: text.replace("opposes = ", "against = ", 1), ["against"]),
        (lambda text: text.replace("[plans.heads]", "[plans.names]"), ["names"]),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, spoil: Callable[[str], str], told: list[str]
) -> None:
    path = own(tmp_path, spoil(TEXT))
    with pytest.raises(OptionError) as caught:
        load_issues(path)
    for word in (str(path), *told):
        assert word in str(caught.value)
