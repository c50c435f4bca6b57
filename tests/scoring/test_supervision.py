"""How often somebody is supervised: every four weeks, more often in the first months of a new worker."""

from datetime import date, timedelta

import pytest

from scoring.people import Grade
from scoring.supervision import supervision_due_on, supervision_interval
from tests.builders import a_policy, a_worker

START = date(2026, 1, 5)
POLICY = a_policy()


@pytest.mark.parametrize("grade", [Grade.NEWLY_QUALIFIED, Grade.SUPPORT_WORKER])
@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (START, 1),
        (START + timedelta(days=41), 1),
        (START + timedelta(days=42), 2),
        (date(2026, 7, 4), 2),
        (date(2026, 7, 5), 4),
    ],
)
def test_a_new_worker_has_it_weekly_to_week_6_then_fortnightly_to_month_6(
    grade: Grade, today: date, weeks: int
) -> None:
    worker = a_worker(grade=grade, starts_on=START)
    assert supervision_interval(worker, today, POLICY) == timedelta(weeks=weeks)


def test_everybody_else_has_it_every_four_weeks() -> None:
    for worker in (a_worker(starts_on=START), a_worker(grade=Grade.NEWLY_QUALIFIED)):
        assert supervision_interval(worker, START, POLICY) == timedelta(weeks=4)


def test_it_is_due_from_the_last_one_or_from_the_first_day() -> None:
    worker = a_worker(starts_on=START)
    assert supervision_due_on(worker, date(2026, 3, 2), date(2026, 3, 10), POLICY) == date(2026, 3, 30)
    assert supervision_due_on(worker, None, date(2026, 3, 10), POLICY) == date(2026, 2, 2)
    assert supervision_due_on(a_worker(), None, date(2026, 3, 10), POLICY) is None
