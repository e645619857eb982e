"""What all tests share: how many examples they try, and the flag that renews texts which are compared to the letter."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings

from tests.examples import LONG, register_profiles

register_profiles()
settings.load_profile("stepdown")


def pytest_configure(config: pytest.Config) -> None:
    """Before test files are read: they take their numbers of examples from the profile."""
    if config.getoption("--long"):
        settings.load_profile(LONG)


def pytest_collection_finish() -> None:
    """Tests stay until all are run: looking through them for garbage, again and again, takes a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="let tests that invent texts invent many: see make test-long")
    parser.addoption(
        "--refresh-expected",
        action="store_true",
        help="write what the broken sites report now into their expected.txt, to be read as a diff",
    )


@pytest.fixture
def refresh_expected(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be renewed instead of compared."""
    return bool(request.config.getoption("--refresh-expected"))
