"""A codebook of one's own: every mistake is one sentence with the file, none is passed over."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from demarche.api import check_codebook
from demarche.codebook.files import HERE
from demarche.codebook.load import load_codebook
from demarche.errors import OptionError

Change = Callable[[bytes], bytes]


def own(folder: Path, name: str, change: Change = bytes) -> Path:
    """Write one changed file of the codebook into a folder."""
    path = folder / name
    path.write_bytes(change((HERE / name).read_bytes()))
    return path


def swap(old: bytes, new: bytes) -> Change:
    def change(raw: bytes) -> bytes:
        assert old in raw
        return raw.replace(old, new, 1)

    return change


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("groups.toml", swap(b"[qualifiers]", b"[others]"), "[qualifiers]"),
        ("titles.toml", swap(b"[names]", b"[others]"), "[names]"),
        ("titles.toml", swap(b"[modifiers]", b"[others]"), "[modifiers]"),
        ("places.toml", swap(b"[capitals]", b"[others]"), "[capitals]"),
        ("places.toml", swap(b"[calendar]", b"[others]"), "[calendar]"),
        ("titles.toml", swap(b"variants = [", b"variants = [[],"), "variants"),
        ("events.toml", swap(b"[light]", b"[lite]"), "light"),
        ("cues.toml", swap(b"act = ", b"# act = "), "'act'"),
        ("countries.csv", lambda raw: raw + "C\u00f4te".encode("latin-1"), "UTF-8"),
        ("bodies.toml", swap(b'aliases = ["', b'aliases = [" ", "'), "aliases"),
        ("bodies.toml", lambda raw: b'body = "x"', "[[body]]"),
        ("bodies.toml", swap(b'kind = "organisation"', b"kind = []"), "kind []"),
        ("cameo.csv", swap(b"code,intensity", b"kode,intensity"), "kode"),
        ("cameo.csv", swap(b"\n01,", b"\n1,"), "code '1'"),
        ("cameo.csv", swap(b"\n01,0.0", b"\n01,high"), "'high'"),
    ],
)
def test_a_mistake_is_told_with_the_users_file(
    tmp_path: Path, name: str, change: Change, said: str
) -> None:
    path = own(tmp_path, name, change)
    for target in (tmp_path, path):
        with pytest.raises(OptionError) as caught:
            check_codebook(target)
        assert str(path) in str(caught.value)
        assert said in str(caught.value)
        assert not re.search(r"\w(Error|Exception)\b", str(caught.value))


@pytest.mark.parametrize("name", ["countries.csv", "cameo.csv", "first_names.csv", "bodies.toml"])
def test_the_mark_that_excel_puts_before_a_file_is_no_mistake(tmp_path: Path, name: str) -> None:
    path = own(tmp_path, name, lambda raw: b"\xef\xbb\xbf" + raw)
    assert check_codebook(path) == (name,)


def test_a_misnamed_file_is_refused_and_notes_are_not(tmp_path: Path) -> None:
    own(tmp_path, "cues.toml")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert check_codebook(tmp_path) == ("cues.toml",)
    (tmp_path / "cue.toml").touch()
    with pytest.raises(OptionError, match=r"cue\.toml: not the name .* cues\.toml"):
        check_codebook(tmp_path)


def test_a_file_is_read_anew_though_another_is_younger(tmp_path: Path) -> None:
    path, younger = own(tmp_path, "countries.csv"), own(tmp_path, "bodies.toml")
    os.utime(younger, (2e9, 2e9))
    assert load_codebook(tmp_path) is load_codebook(tmp_path)
    before = load_codebook(tmp_path).countries
    path.write_bytes(path.read_bytes().replace(b"FRA,France,", b"FRA,Gaul,"))
    assert before["FRA"].name == "France"
    assert load_codebook(tmp_path).countries["FRA"].name == "Gaul"


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.symlink_to(path)
    with pytest.raises(OptionError, match=r"cues\.toml: "):
        check_codebook(path)
