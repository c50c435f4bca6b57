"""What a change of one case would do to a worker's load: the ordinary scoring, run again.

Source: policy guide §3 and §5; there is no second formula.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.case import Case
from scoring.ids import TeamId, WorkerId
from scoring.load import Load, score_loads
from scoring.people import Team, Worker
from scoring.points import scored_together
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class LoadChange:
    """One worker's load before and after a change."""

    before: Load
    after: Load


def load_after(
    worker: Worker,
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    changed: Case,
    policy: Policy,
    today: date,
) -> LoadChange:
    """A worker's load before and after `changed` is added, or takes the place of its earlier self.

    `cases` are all those the worker leads or co-works now or then, with every sibling under the same lead
    (more do no harm): a family's shares and factors move as the family does.
    """
    return load_after_all(worker, teams, cases, [changed], policy, today)


def load_after_all(
    worker: Worker,
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    changed: Iterable[Case],
    policy: Policy,
    today: date,
) -> LoadChange:
    """A worker's load before and after several cases change in one step, as siblings that move together."""
    before, fresh = list(cases), {case.id: case for case in changed}
    after = [*(case for case in before if case.id not in fresh), *fresh.values()]
    return LoadChange(
        _load_of(worker, teams, before, policy, today), _load_of(worker, teams, after, policy, today)
    )


def _load_of(
    worker: Worker, teams: Mapping[TeamId, Team], cases: list[Case], policy: Policy, today: date
) -> Load:
    return score_loads([worker], teams, _cases_around(worker.id, cases), policy, today)[worker.id]


def _cases_around(worker: WorkerId, cases: list[Case]) -> list[Case]:
    """The cases that bear on one worker's load, so that a large team isn't scored for each of its people."""
    held = [
        case
        for case in cases
        if case.lead == worker or any(co_worker.worker == worker for co_worker in case.co_workers)
    ]
    return scored_together(held, cases)
