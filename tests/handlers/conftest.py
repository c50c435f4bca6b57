"""The council at its desks, for the tests of what people see."""

import pytest

from storage.database import Database
from tests.handlers.views_council import Council, open_council


@pytest.fixture
def council(database: Database) -> Council:
    """A small council with every command, on each database."""
    return open_council(database)
