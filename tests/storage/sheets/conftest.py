"""The small council that the tests of imports share, on both databases."""

import pytest

from storage.database import Database
from tests.storage.sheets.council import Council, a_council


@pytest.fixture
def council(database: Database) -> Council:
    return a_council(database)
