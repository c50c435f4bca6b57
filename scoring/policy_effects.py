"""What another policy would do: everybody's load under both, side by side (policy guide §3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scoring.case import Case
from scoring.ids import TeamId
from scoring.load import Load, TeamLoad, member_of, score_loads, score_team
from scoring.people import Team, Worker
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class WorkerEffect:
    """One worker's load of the same day and cases under both policies."""

    name: str
    before: Load
    after: Load

    @property
    def changes(self) -> bool:
        """Whether either line reads differently."""
        return lines_of(self.before) != lines_of(self.after)


@dataclass(frozen=True, slots=True)
class TeamEffect:
    """A team's sums under both policies, its workers by name; over: on children, points or the average."""

    name: str
    before: TeamLoad
    after: TeamLoad
    was_over: bool
    is_over: bool
    workers: tuple[WorkerEffect, ...]

    @property
    def changes(self) -> bool:
        """Whether either of the team's lines reads differently."""
        return lines_of(self.before) != lines_of(self.after)


def compare_policies(
    old: Policy,
    new: Policy,
    workers: Iterable[Worker],
    teams: Mapping[TeamId, Team],
    cases: Iterable[Case],
    today: date,
) -> list[TeamEffect]:
    """Every team's and worker's load of a London day under both policies, by name.

    `workers` are all there are, those who left too, and `cases` all that are open, waiting ones included.
    """
    people = sorted(workers, key=lambda worker: (worker.name, worker.id))
    listed = list(cases)
    before, after = (score_loads(people, teams, listed, policy, today) for policy in (old, new))
    return [
        _team_effect(
            team,
            [(worker, before[worker.id], after[worker.id]) for worker in people if worker.team == team.id],
            [case for case in listed if case.lead is None and case.team == team.id],
            (old, new),
            today,
        )
        for team in sorted(teams.values(), key=lambda each: (each.name, each.id))
    ]


def lines_of(load: Load | TeamLoad) -> tuple[int, int, int, int]:
    """Both lines: children and promise, points and bandwidth."""
    return (load.children, load.promise, load.points, load.bandwidth)


def _team_effect(
    team: Team,
    people: Sequence[tuple[Worker, Load, Load]],
    waiting: Sequence[Case],
    policies: tuple[Policy, Policy],
    today: date,
) -> TeamEffect:
    old, new = policies
    was = score_team(team.id, [member_of(who, load, today) for who, load, _ in people], waiting, old, today)
    now = score_team(team.id, [member_of(who, load, today) for who, _, load in people], waiting, new, today)
    workers = tuple(WorkerEffect(who.name, before, after) for who, before, after in people)
    return TeamEffect(team.name, was, now, _is_over(was, old), _is_over(now, new), workers)


def _is_over(load: TeamLoad, policy: Policy) -> bool:
    return load.over_children or load.over_points or load.over_average(policy)
