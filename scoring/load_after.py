"""What a change of one case would do to a worker's load: the ordinary scoring, run again.

Source: policy guide §3 and §5; there is no second formula.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.case import Case
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.load import Load, add_up_loads
from scoring.people import Team, Worker
from scoring.points import CasePoints, score_cases, scored_together
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
    """A worker's load before and after several cases change in one step, as siblings that move together.

    Only what changes is scored again: they, and the siblings in the hands they leave and come to.
    """
    before, fresh = list(cases), {case.id: case for case in changed}
    after = [*(case for case in before if case.id not in fresh), *fresh.values()]
    scored = score_cases(_cases_around(worker.id, before), policy, today)
    moved = [*fresh.values(), *(case for case in before if case.id in fresh)]
    rescored = {**scored, **score_cases(scored_together(moved, after), policy, today)}

    def load(cases: list[Case], scored: Mapping[CaseId, CasePoints]) -> Load:
        return add_up_loads([worker], teams, _held(worker.id, cases), scored, policy, today)[worker.id]

    return LoadChange(load(before, scored), load(after, rescored))


def _held(worker: WorkerId, cases: list[Case]) -> list[Case]:
    """The cases a worker leads or co-works."""
    return [
        case
        for case in cases
        if case.lead == worker or any(co_worker.worker == worker for co_worker in case.co_workers)
    ]


def _cases_around(worker: WorkerId, cases: list[Case]) -> list[Case]:
    """The cases that bear on one worker's load, so that a large team isn't scored for each of its people."""
    return scored_together(_held(worker, cases), cases)
