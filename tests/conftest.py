"""What all tests share: the flag that renews texts which are compared to the letter."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A busy machine must not fail a test: how long an example takes says nothing about the code.
# A push is judged by what it changes, so the same examples are tried each time; the long run invents new ones.
settings.register_profile("stepdown", deadline=None, derandomize=True)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile("stepdown")


def pytest_configure(config: pytest.Config) -> None:
    """Before test files are read: a number of examples of their own is chosen by the profile."""
    if config.getoption("--long"):
        settings.load_profile("long")


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
