"""The gate: floors hold on the fixed subsets, and are never lowered silently."""

import json
from pathlib import Path

import pytest

from evals import gate
from evals.gate import Floor, falls, raised
from evals.subsets import SUBSETS, blocks, digest, html_pages, members, rows, write_subset

FLOORS = gate.read_floors()


@pytest.mark.parametrize("task", gate.gated(), ids=lambda task: task.name)
def test_figures_are_not_below_their_floors(task: gate.Task, shared: Path) -> None:
    assert task.name in FLOORS, "no floor yet: python -m evals.gate --update"
    assert falls(task.name, FLOORS[task.name], gate.measure(task, shared)) == []


def floor(data: str = "d", **figures: float) -> Floor:
    return {"data": data, "figures": figures}


def test_a_fall_is_named_with_both_figures() -> None:
    (line,) = falls("names", floor(f1=0.70), floor(f1=0.69))
    assert line == "names f1: 0.6900 is worse than its floor 0.7000"
    assert falls("names", floor(f1=0.70), floor(f1=0.70 - gate.TOLERANCE / 2)) == []


def test_more_noise_is_a_fall() -> None:
    assert falls("figures", floor(noise=0.0), floor(noise=1.0)) != []
    assert falls("figures", floor(noise=1.0), floor(noise=0.0)) == []
    assert raised(floor(noise=0.0), floor(noise=1.0)) == floor(noise=0.0)


def test_other_data_are_a_fall_even_when_figures_rise() -> None:
    (line,) = falls("names", floor(f1=0.1), floor("e", f1=0.9))
    assert "data" in line


def test_an_update_never_lowers_unless_told() -> None:
    old, now = floor(f1=0.70, recall=0.50), floor("e", f1=0.60, recall=0.61239)
    assert raised(old, now) == floor("e", f1=0.70, recall=0.6123)
    assert raised(old, now, allow_lower=True) == floor("e", f1=0.60, recall=0.6123)
    assert raised(None, now) == floor("e", f1=0.60, recall=0.6123)


def test_an_update_that_would_lower_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "floors.json"
    gate.write_floors({"names": floor(f1=0.7)}, kept)
    monkeypatch.setattr(gate, "read_floors", lambda: json.loads(kept.read_text()))
    monkeypatch.setattr(gate, "write_floors", lambda floors: kept.write_text(json.dumps(floors)))
    monkeypatch.setattr(gate, "measure", lambda task, shared: floor(f1=0.6))
    assert gate.main(["names", "--update"]) == 1
    assert "names f1" in capsys.readouterr().err
    assert json.loads(kept.read_text())["names"] == floor(f1=0.7)
    assert gate.main(["names", "--update", "--allow-lower"]) == 0
    assert json.loads(kept.read_text())["names"] == floor(f1=0.6)


def test_subsets_take_every_nth(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("head\n1\n2\n3\n")
    assert rows(tmp_path / "a.tsv", every=2) == {"a.tsv": b"head\n1\n3\n"}
    (tmp_path / "a.conllu").write_text("1\tx\n2\ty\n\n1\tz\n\n1\tw\n\n")
    assert blocks(tmp_path / "a.conllu", every=2) == {"a.conllu": b"1\tx\n2\ty\n\n1\tw\n\n"}


def test_documents_of_times_are_cut_without_what_lies_beside_them(tmp_path: Path) -> None:
    for name in ("c.tml", "a.tml", "b.tml", "readme.txt"):
        (tmp_path / name).write_text(name)
    assert members(tmp_path, ending=".tml", every=2) == {"a.tml": b"a.tml", "c.tml": b"c.tml"}


def test_pages_are_cut_together_with_their_gold(tmp_path: Path) -> None:
    gold = {"p1": {"articleBody": "one"}, "p2": {"articleBody": "two"}}
    files = {
        "gold.json": json.dumps(gold).encode(),
        "html/p1.html.gz": b"1",
        "html/p2.html.gz": b"2",
    }
    packed = write_subset(files, tmp_path / "pages.tar.gz", tmp_path)
    cut = html_pages(packed, every=2)
    assert set(cut) == {"gold.json", "html/p1.html.gz"}
    assert json.loads(cut["gold.json"]) == {"p1": {"articleBody": "one"}}


def test_the_hash_sees_names_and_contents() -> None:
    assert digest({"a": b"1", "b": b"2"}) == digest({"b": b"2", "a": b"1"})
    assert len({digest({"a": b"1"}), digest({"a": b"2"}), digest({"b": b"1"})}) == 3


def test_every_subset_is_of_a_task() -> None:
    assert set(SUBSETS) <= {task.name for task in gate.TASKS}
