"""The people of a made-up council: teams of twelve in services of twelve teams, each with its supervisor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Grade, Reduction, ReductionReason, Team, Worker

TEAM_SIZE = 12
TEAMS_IN_SERVICE = 12
HALF = Fraction(1, 2)
POSTS = (
    (Grade.TEAM_MANAGER, Fraction(1)),
    (Grade.NEWLY_QUALIFIED, Fraction(1)),
    (Grade.NEWLY_QUALIFIED, Fraction(1)),
    (Grade.EXPERIENCED, HALF),
    (Grade.SUPPORT_WORKER, Fraction(1)),
    (Grade.ADVANCED_PRACTITIONER, Fraction(1)),
    *[(Grade.EXPERIENCED, Fraction(1))] * 6,
)
FIRST = ("Ada", "Ben", "Cleo", "Dev", "Esi", "Finn", "Gita", "Hal", "Ines", "Jo", "Kit", "Lena", "Mo", "Nia")
LAST = ("Abbott", "Bello", "Clarke", "Dunn", "Evans", "Farah", "Grant", "Hughes", "Iqbal", "Jones", "Khan")


@dataclass(frozen=True, slots=True)
class Group:
    """One team with its workers; the first of them supervises it."""

    team: Team
    workers: list[Worker]

    @property
    def supervisor(self) -> WorkerId:
        return self.workers[0].id


def groups(workers: int, today: date, random: Random) -> Iterator[Group]:
    """The teams, with as many workers as asked for in all; the last team may be smaller."""
    for number, start in enumerate(range(0, workers, TEAM_SIZE), start=1):
        service = ServiceId((number - 1) // TEAMS_IN_SERVICE + 1)
        team = Team(TeamId(number), f"Team {number}", service, f"Service {service}")
        ids = range(start + 1, min(start + TEAM_SIZE, workers) + 1)
        yield Group(team, [_worker(id_, place, team, today, random) for place, id_ in enumerate(ids)])


def account_of(worker: WorkerId) -> str:
    """The Slack user id of a made-up worker."""
    return f"U{worker:09d}"


def channel_of(team: TeamId) -> str:
    """The Slack channel id of a made-up team."""
    return f"C{team:09d}"


def _worker(id_: int, place: int, team: Team, today: date, random: Random) -> Worker:
    grade, fte = POSTS[place]
    return Worker(
        id=WorkerId(id_),
        name=f"{random.choice(FIRST)} {random.choice(LAST)}",
        team=team.id,
        grade=grade,
        fte=fte,
        starts_on=today - timedelta(days=random.randrange(100, 3_000)),
        reductions=_reductions(today, random) if place else (),
    )


def _reductions(today: date, random: Random) -> tuple[Reduction, ...]:
    if random.random() >= 0.02:
        return ()
    ends_on = today + timedelta(days=random.randrange(10, 90))
    return (Reduction(ReductionReason.TRAINING, Fraction(1, 5), today - timedelta(days=30), ends_on),)
