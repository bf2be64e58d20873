"""What all tests share: the folder of shared data, and no silent skips where nothing may be left
unchecked (DEMARCHE_REQUIRE=1, set by .ci/run)."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from demarche.store.schema import ddl

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

REQUIRED = os.environ.get("DEMARCHE_REQUIRE") == "1"

# A law that holds can be slow on a busy machine: no deadlines, no complaint about slow examples.
# Fifty examples keep the whole suite within minutes; a test that needs more or fewer says so.
# CI tries the same examples every time, so that it fails for what was changed; at a desk they are
# new each time, which is where a law's holes are found.
settings.register_profile(
    "demarche",
    deadline=None,
    max_examples=50,
    derandomize=REQUIRED,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("demarche")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; the test is skipped where it is absent."""
    folder = Path(os.environ.get("SHARED", "../shared"))
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: what this test holds against its data is not checked")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _bare_tables() -> Iterator[None]:
    """Make the crisis files of this process without comments on their columns.

    They are two thirds of the time that an empty file takes, and hundreds are made. The test of
    the comments takes `commented_tables`; programs that tests start are as they are.
    """
    made = [statement for statement in ddl() if not statement.startswith("COMMENT ON")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("demarche.store.files.ddl", lambda: made)
        yield


@pytest.fixture
def commented_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make crisis files as users have them, with comments on their columns."""
    monkeypatch.setattr("demarche.store.files.ddl", ddl)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    return refuse_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    return refuse_skip(report)


def refuse_skip(report: Report) -> Report:
    """Turn a skip into a failure where nothing may be skipped."""
    if REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but DEMARCHE_REQUIRE=1: {report.longrepr}"
    return report
