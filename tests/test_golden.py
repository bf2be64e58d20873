"""The example pages give the records that were read and judged; a change must be looked at."""

from pathlib import Path

import pytest

from tests.golden import examples, golden_path, records_of

# Eight-bit arithmetic rounds differently on another make of processor: that may move a record in
# fifty, a change of a rule or of the reader moves more, and `make golden` shows each.
SHARE_THAT_MAY_DIFFER = 0.02

KEPT = [folder for folder in examples() if golden_path(folder).exists()]


def test_every_example_has_its_records_kept() -> None:
    assert {folder.name for folder in KEPT} == {folder.name for folder in examples()}


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_examples_give_the_records_that_were_judged(folder: Path) -> None:
    kept = set(golden_path(folder).read_text("utf-8").splitlines())
    found = set(records_of(folder))
    assert found
    differing = sorted(found ^ kept)
    message = "\n".join(["run `make golden` and read the difference:", *differing])
    assert len(differing) <= SHARE_THAT_MAY_DIFFER * len(kept), message
