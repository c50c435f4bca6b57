"""Children who wait, as screens show them: since when, who looks after each, and when they look next."""

from collections.abc import Iterable

from handlers.desk import Desk
from scoring.case import Case
from scoring.ids import TeamId, WorkerId
from scoring.waiting import Wait, build_wait
from storage.cases import list_waiting, list_waiting_since
from storage.responsible import find_supervisor
from storage.waiting import list_looks


def read_wait(case: Case, desk: Desk) -> Wait | None:
    """How long a child has waited and who looks after it; None for a case that somebody leads."""
    return next(iter(read_waits([case], desk)), None)


def read_waits(cases: Iterable[Case], desk: Desk) -> list[Wait]:
    """The waits of those of these cases that wait, the longest first."""
    known = {case.id: case for case in cases}
    since = list_waiting_since(desk.session, known)
    looks = list_looks(desk.session, since)
    owners: dict[TeamId, WorkerId | None] = {}
    for id_ in since:
        team = known[id_].team
        if id_ not in looks and team not in owners:
            owners[team] = find_supervisor(desk.session, team, desk.today)
    waits = [
        build_wait(
            known[id_],
            moment,
            looks.get(id_),
            owners.get(known[id_].team),
            desk.now,
            desk.policy,
            desk.calendar,
        )
        for id_, moment in since.items()
    ]
    return sorted(waits, key=lambda wait: (wait.since, wait.case.reference))


def read_team_waits(teams: Iterable[TeamId], desk: Desk) -> list[Wait]:
    """Every child who waits in these teams, the longest first."""
    return read_waits(list_waiting(desk.session, teams), desk)
