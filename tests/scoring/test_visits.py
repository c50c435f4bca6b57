"""A visit is overdue once its kind's interval has passed since the child was seen."""

from datetime import date

import pytest

from scoring.case import Kind
from scoring.visits import visit_due_on, visits_overdue
from tests.builders import a_policy
from tests.scoring.london import ENGLAND

POLICY = a_policy()
SEEN = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (Kind.CP, date(2026, 12, 7)),
        (Kind.CIN, date(2026, 12, 21)),
        (Kind.CLA, date(2027, 1, 4)),
        (Kind.CARERS, date(2027, 1, 4)),
        (Kind.CARE_LEAVER, date(2027, 1, 18)),
        (Kind.ASSESSMENT, None),
        (Kind.S47, None),
    ],
)
def test_the_next_visit_is_due_by_the_interval_of_its_kind(kind: Kind, due: date | None) -> None:
    assert visit_due_on(kind, SEEN, POLICY, ENGLAND) == due


def test_working_days_pass_over_bank_holidays() -> None:
    assert visit_due_on(Kind.CP, date(2026, 12, 18), POLICY, ENGLAND) == date(2027, 1, 6)


def test_on_its_last_day_a_visit_is_not_overdue_and_the_day_after_it_is() -> None:
    assert visits_overdue(Kind.CP, SEEN, date(2026, 12, 7), POLICY, ENGLAND) is None
    assert visits_overdue(Kind.CP, SEEN, date(2026, 12, 8), POLICY, ENGLAND) == date(2026, 12, 7)


def test_a_child_of_whom_it_is_not_known_when_they_were_seen_is_not_called_overdue() -> None:
    assert visits_overdue(Kind.CP, None, date(2026, 12, 8), POLICY, ENGLAND) is None
