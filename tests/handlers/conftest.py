"""The council at its desks, for the tests of what people see."""

import pytest

from tests.handlers.views_council import Council
from tests.office import Office


@pytest.fixture
def council(office: Office) -> Council:
    """A small council with every command, on each database."""
    return Council(office.database, office.now, office.workers, office.teams, office.numbers)
