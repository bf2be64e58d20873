"""types.toml of one's own: what would be read wrongly or passed over is refused."""

from pathlib import Path

import pytest

from demarche.codebook.kinds import HERE, load_kinds
from demarche.errors import OptionError

MODE = '[[mode]]\ntype = "AID"\ncameo = "07"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('words = ["', 'words = ["", "', "none empty"),
        ('words = ["', 'words = "troop"\nx = ["', "'x' found, expected one of type, mode"),
        ("[contexts]", f'{MODE}words = "troop"\n[contexts]', "'troop' found, expected a list"),
        ("[contexts]", f"{MODE}[contexts]", "words: None found, expected a list"),
        ('military = ["', 'military = "troop"\nnaval = ["', "contexts. military: 'troop' found"),
        ('contexts = ["legal"]', 'contexts = "legal"', "'legal' found, expected a list"),
        ('contexts = ["legal"]', 'contexts = ["lawful"]', "'lawful' .* military, intelligence"),
        ("by_matter = true", "by_mater = true", "'by_mater' found, expected one of name, quad"),
        ("by_matter = true", 'by_matter = "yes"', "'yes' found, expected true or false"),
        ('cameo = "041"', "cameo = 41", "CAMEO code 41 found"),
        ("quad = 1\n", "\n", "quad None found"),
        ("[contexts]", "[context]", "'context' found, expected one of type, mode, contexts"),
    ],
)
def test_a_mistake_is_told_with_what_is_allowed(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "types.toml"
    text = (HERE / "types.toml").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(OptionError, match=said) as caught:
        load_kinds(path)
    assert str(path) in str(caught.value)


def test_a_fault_of_the_codes_is_theirs(tmp_path: Path) -> None:
    codes = tmp_path / "cameo.csv"
    codes.write_text("number,intensity\n01,1\n", encoding="utf-8")
    with pytest.raises(OptionError, match=r"cameo\.csv: the columns number, intensity found"):
        load_kinds(codes=codes)
