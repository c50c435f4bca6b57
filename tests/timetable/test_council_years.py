"""Weeks of a small council about a clock change and about Christmas, with the product's own jobs."""

from datetime import UTC, datetime

import pytest

from tests.conftest import Templates
from tests.office import open_office
from tests.timetable.council import years_of


@pytest.mark.parametrize(
    ("seed", "start", "days"),
    [
        (1, datetime(2026, 10, 19, 6, tzinfo=UTC), 16),
        (2, datetime(2026, 12, 18, 6, tzinfo=UTC), 16),
    ],
)
def test_weeks_at_their_worst_minutes_break_no_rule(
    sqlite_templates: Templates, seed: int, start: datetime, days: int
) -> None:
    database = next(sqlite_templates.opened())
    with years_of(open_office(database, started=False), seed, start) as years:
        years.live(start, days)
        assert years.finish() == []
        assert years.counted["digests of North"] >= 2
    database.close()
