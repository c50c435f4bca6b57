"""Whatever is done to the core in whatever order, its loads, breaches and audit are the model's."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from scoring.case import Facts, Kind
from scoring.people import Grade
from tests.conftest import Templates
from tests.model.core import Core
from tests.model.machine import Machine
from tests.model.world import Rules


def test_the_core_and_the_model_always_agree(sqlite_templates: Templates) -> None:
    class Seeded(Machine):
        fresh = staticmethod(lambda: next(sqlite_templates.opened()))

    small = settings(
        max_examples=6, stateful_step_count=20, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(Seeded, settings=small)


def test_whoever_comes_after_next_months_policy_was_stored_is_counted_by_it_on_its_first_day(
    sqlite_templates: Templates,
) -> None:
    core = Core(next(sqlite_templates.opened()), datetime(2026, 11, 26, 10, tzinfo=UTC))
    core.join(1, Grade.EXPERIENCED, Fraction(1), 5, None)
    core.start(1)
    core.policy(5, Rules(bandwidth=300, asye_bandwidth=250, cin=55, support_leads_assessment=True))
    core.join(1, Grade.SUPPORT_WORKER, Fraction(1), 5, None)
    core.add(Facts(Kind.ASSESSMENT), None, core.people[-1], 1)
    core.pass_time(timedelta(days=7))
    core.check_loads()
    core.check_ledger()
    core.database.close()
