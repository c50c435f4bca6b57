"""Who works for the council: the posts of the table, filled with invented people."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from bot.demo.names import LANGUAGES, SKILLS, Names
from bot.demo.posts import SERVICES, TEAMS, Away, Post, TeamPlan
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import REGISTERED_GRADES, Extra, Grade, Reduction, Role, Team, Worker
from storage.accounts import Grant


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the council. `worker` is None for those in no team; `handle` is what one types after @."""

    id: WorkerId
    name: str
    worker: Worker | None
    grants: tuple[Grant, ...]
    fill: float = 1.0

    @property
    def handle(self) -> str:
        return self.name.split(" ")[0].lower()

    @property
    def email(self) -> str:
        words = self.name.lower().replace("'", "").split(" ")
        return f"{'.'.join(words)}@council.example"


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, the teams they are in, and the table each team came from."""

    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    plans: tuple[TeamPlan, ...]

    def workers_of(self, team: TeamId) -> list[Worker]:
        return [each.worker for each in self.people if each.worker and each.worker.team == team]

    def team(self, name: str) -> Team:
        return next(team for team in self.teams if team.name == name)


def build_staff(random: Random, today: date) -> Staff:
    """The people of the table: those the story needs under their own names, the others as dealt."""
    names = Names(random)
    teams = tuple(
        Team(TeamId(number), plan.name, ServiceId(SERVICES.index(plan.service) + 1), plan.service)
        for number, plan in enumerate(TEAMS, 1)
    )
    hired = [*_above(names), *_in_teams(teams, names, random, today)]
    people = tuple(
        Person(WorkerId(number), name, _numbered(worker, number), grants, fill)
        for number, (name, worker, grants, fill) in enumerate(hired, 1)
    )
    return Staff(people, teams, TEAMS)


Hired = tuple[str, Worker | None, tuple[Grant, ...], float]


def _above(names: Names) -> Iterator[Hired]:
    """The head of service, a service manager for each service, and the performance analyst."""
    yield names.next(), None, (Grant(Role.HEAD),), 1.0
    for number, _ in enumerate(SERVICES, 1):
        yield names.next(), None, (Grant(Role.SERVICE_MANAGER, service=ServiceId(number)),), 1.0
    yield names.next(), None, (Grant(Role.ADMIN),), 1.0


def _in_teams(teams: tuple[Team, ...], names: Names, random: Random, today: date) -> Iterator[Hired]:
    for team, plan in zip(teams, TEAMS, strict=True):
        manager = Post(Grade.TEAM_MANAGER, name=plan.manager)
        for post in (manager, *plan.posts):
            worker = _hire(post, team, names, random, today)
            role = Role.SUPERVISOR if post is manager else Role.WORKER
            yield worker.name, worker, (Grant(role, team=team.id),), post.fill


def _hire(post: Post, team: Team, names: Names, random: Random, today: date) -> Worker:
    starts = random.randint(-3000, -800) if post.starts is None else post.starts
    is_registered = post.grade in REGISTERED_GRADES
    return Worker(
        id=WorkerId(0),
        name=post.name or names.next(),
        team=team.id,
        grade=post.grade,
        fte=Fraction(post.fte, 100),
        employment=post.employment,
        starts_on=today + timedelta(days=starts),
        ends_on=None if post.ends is None else today + timedelta(days=post.ends),
        swe_number=f"SW{random.randint(20000, 149999)}" if is_registered else None,
        languages=frozenset(random.sample(LANGUAGES, random.choice((0, 0, 0, 1, 1, 2)))),
        skills=frozenset(random.sample(SKILLS, random.choice((0, 1, 1, 2)))),
        reductions=tuple(_reduction(away, today) for away in post.away),
        extras=(Extra(*post.extra),) if post.extra else (),
        name_in_channel=random.choice((True, False, None)) if post.name is None else None,
    )


def _reduction(away: Away, today: date) -> Reduction:
    until = None if away.until_day is None else today + timedelta(days=away.until_day)
    return Reduction(away.reason, Fraction(away.percent, 100), today + timedelta(days=away.from_day), until)


def _numbered(worker: Worker | None, number: int) -> Worker | None:
    return None if worker is None else replace(worker, id=WorkerId(number))
