"""One council for all tests of the demonstration: making it takes a second."""

import pytest

from bot.demo.council import Council, build_council


@pytest.fixture(scope="session")
def council() -> Council:
    return build_council(1)
