"""What all tests share: the flag that renews texts which are compared to the letter."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A busy machine must not fail a test: how long an example takes says nothing about the code.
settings.register_profile("stepdown", deadline=None)
settings.load_profile("stepdown")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-expected",
        action="store_true",
        help="write what the broken sites report now into their expected.txt, to be read as a diff",
    )


@pytest.fixture
def refresh_expected(request: pytest.FixtureRequest) -> bool:
    """Whether expected texts are to be renewed instead of compared."""
    return bool(request.config.getoption("--refresh-expected"))
