"""The days on which a load changes by itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from scoring.case import Case
from scoring.ids import WorkerId
from scoring.next_changes import next_case_change, next_changes
from scoring.people import Worker
from tests.builders import TODAY, a_case, a_judgement, a_policy, a_reduction, a_worker

DAY = timedelta(days=1)


def next_of(worker: Worker, *cases: Case) -> date | None:
    return next_changes([worker], cases, a_policy(), TODAY)[worker.id]


@pytest.mark.parametrize(
    ("person", "day"),
    [
        ({}, None),
        ({"starts_on": TODAY + 3 * DAY}, TODAY + 3 * DAY),
        ({"starts_on": TODAY}, None),
        ({"ends_on": TODAY}, TODAY + DAY),
        ({"ends_on": TODAY - DAY}, None),
        ({"reductions": (a_reduction(50, TODAY + 5 * DAY),)}, TODAY + 5 * DAY),
        ({"reductions": (a_reduction(50, TODAY - DAY, TODAY + 5 * DAY),)}, TODAY + 6 * DAY),
        ({"reductions": (a_reduction(50, TODAY - DAY),)}, None),
    ],
)
def test_a_post_and_a_reduction_start_on_their_day_and_end_after_it(
    person: dict[str, Any], day: date | None
) -> None:
    assert next_of(a_worker(1, **person)) == day


def test_the_first_weeks_end_on_day_42() -> None:
    assert next_of(a_worker(1), a_case(1, led_since=TODAY - 41 * DAY)) == TODAY + DAY
    assert next_of(a_worker(1), a_case(1, led_since=TODAY - 42 * DAY)) is None


def test_a_judgement_lapses_on_its_review_day() -> None:
    case = a_case(1, judgement=a_judgement(review_on=TODAY + 9 * DAY))
    assert next_of(a_worker(1), case) == TODAY + 9 * DAY
    assert next_case_change(case, a_policy(), TODAY) == TODAY + 9 * DAY


def test_the_earliest_change_counts_and_co_workers_have_it_too() -> None:
    case = a_case(1, lead=1, co=[(2, 25)], led_since=TODAY - 40 * DAY)
    workers = [a_worker(1, ends_on=TODAY), a_worker(2), a_worker(3)]
    changes = next_changes(workers, [case], a_policy(), TODAY)
    assert changes == {WorkerId(1): TODAY + DAY, WorkerId(2): TODAY + 2 * DAY, WorkerId(3): None}
