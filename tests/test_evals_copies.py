"""The scorer of copies on wires with known answers."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from evals.copies import KINDS, score
from tests.test_copies import words


def wires(folder: Path, texts: Sequence[str]) -> Path:
    rows = (
        {"id": f"w{at}", "text": text, "published": "20310509"} for at, text in enumerate(texts)
    )
    file = folder / "wires.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


def sentences(seed: int) -> str:
    return " ".join(f"{words(seed * 100 + at, 12)}." for at in range(20))


def test_long_wires_of_their_own_are_all_found_and_nothing_else(tmp_path: Path) -> None:
    figures = score(wires(tmp_path, [sentences(seed) for seed in range(6)]))
    assert (figures["recall"], figures["false_pairs"], figures["n"]) == (1, 0, 24)
    assert all(figures[name] == 1 for name in KINDS)


def test_wires_too_short_to_be_compared_are_not_found(tmp_path: Path) -> None:
    figures = score(wires(tmp_path, [words(seed, 5) for seed in range(4)]))
    assert figures["recall"] == 0


def test_a_pair_that_is_taken_for_copies_counts_as_false(tmp_path: Path) -> None:
    assert score(wires(tmp_path, [sentences(1), sentences(1)]))["false_pairs"] == 1


def test_one_wire_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="1 wires, expected two or more"):
        score(wires(tmp_path, [sentences(1)]))
