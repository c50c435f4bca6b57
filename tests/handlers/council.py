"""A small council in the database, and desks in it, for the tests of features.

a_council(database)      Ann Archer supervises North (Sam Okafor; Priya Nair, newly qualified), Ben Boyle
                         South (Ade Bello); Mo Malik is service manager, Hana Hughes head of service
council.lead("sam", 17)  gives Sam 17 more cases and scores everybody
council.desk(now)        the tick's desk; council.desk(now, "ann") is Ann's
council.outbox("kind")   what waits to be posted
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from handlers.desk import Desk
from scoring.breaches import Breach, Cause, Opened
from scoring.case import Facts, Kind
from scoring.ids import CaseId, ChannelId, Reference, ServiceId, SlackUserId, TeamId, WorkerId
from scoring.load import Member, member_of, score_loads, score_team
from scoring.people import Grade, Role
from scoring.policy import Policy
from scoring.readings import Line, Subject, SubjectKind
from scoring.working_time import london_day
from storage.accounts import Proposal, confirm_accounts, find_account, propose_accounts
from storage.breaches import record_moves
from storage.cases import list_waiting, load_casebook
from storage.change import Change, Source
from storage.database import Database
from storage.details import PersonDetails, TeamDetails
from storage.joining import add_role, add_service, add_team, add_worker
from storage.loads import put_loads, put_team_loads
from storage.outbox import OutboxEntry, entry_of
from storage.people import list_people, load_workers
from storage.policies import add_policy, default_policy_text
from storage.session import Session
from storage.tables.post import OUTBOX
from storage.teams import claim_start, load_teams
from tests.recording import add_case
from tests.scoring.london import ENGLAND, at

NOW = at("Mon 09:00")
"""Monday 23 November 2026, 09:00 in London."""
BEFORE = NOW - timedelta(days=60)
"""When the council began to use the bot, and started its teams."""
WORKSPACE = "T0COUNCIL"


@dataclass
class Council:
    """Teams North and South of one service, with channels; everybody has a confirmed Slack account."""

    database: Database
    policy: Policy
    service: ServiceId
    north: TeamId
    south: TeamId
    people: dict[str, WorkerId]
    _numbers: Iterator[int] = field(default_factory=lambda: count(1001))

    @contextmanager
    def desk(
        self, now: datetime = NOW, viewer: str | None = None, policy: Policy | None = None
    ) -> Iterator[Desk]:
        """A desk at that moment: the tick's, or somebody's; under the shipped policy unless one is given."""
        source = Source.TICK if viewer is None else Source.SLACK
        with self.database.reading() as session:
            account = None
            if viewer is not None:
                account = find_account(session, SlackUserId(f"U0{viewer.upper()}"), london_day(now))
            yield Desk(self.database, session, now, policy or self.policy, ENGLAND, source, account)

    def outbox(self, *kinds: str) -> list[OutboxEntry]:
        """What stands in the outbox, the oldest first; of these kinds, if any are given."""
        with self.database.reading() as session:
            entries = [entry_of(row) for row in session.execute(select(OUTBOX).order_by(OUTBOX.c.id))]
        return [entry for entry in entries if entry.kind in kinds or not kinds]

    def join(
        self, key: str, name: str, team: TeamId, grade: Grade = Grade.EXPERIENCED, **more: Any
    ) -> WorkerId:
        """Somebody new in a team, with a confirmed Slack account; `more` are fields of `PersonDetails`."""
        with self.database.writing() as session:
            self.people[key] = _join(session, key, PersonDetails(name, _email(key), team, grade, **more))
        return self.people[key]

    def lead(self, key: str, number: int = 1, kind: Kind = Kind.CIN, **more: Any) -> list[CaseId]:
        """So many more cases of nobody's family, led by somebody since long ago; scores everybody.

        `more` are fields of `Facts`.
        """
        with self.database.reading() as session:
            worker = load_workers(session, [self.people[key]])[self.people[key]]
        added = self._add(worker.team, worker.id, number, Facts(kind, **more))
        self.rescore()
        return added

    def wait(self, team: TeamId, number: int = 1, kind: Kind = Kind.CIN) -> list[CaseId]:
        """So many more children who wait in a team; scores everybody."""
        added = self._add(team, None, number, Facts(kind))
        self.rescore()
        return added

    def rescore(self, now: datetime = NOW) -> None:
        """Score everybody and every team into the stored loads, and open no breach."""
        with self.database.writing() as session:
            _rescore(session, self.policy, now)

    def breach(self, kind: SubjectKind, id_: int, line: Line, opened_at: datetime, **more: Any) -> Breach:
        """A breach in North that opened then; `more` are fields of `Opened`, and `team`."""
        subject, team = Subject(kind, id_), more.pop("team", self.north)
        values: dict[str, Any] = {
            "cause": Cause.ALLOCATION, "value": 17, "promised": 15, "past_120": False,
            "deadline": ENGLAND.deadline(opened_at, self.policy.ledger.plan_working_days),
        }  # fmt: skip
        with self.database.writing() as session:
            move = Opened(subject, line, opened_at, **(values | more))
            [opened] = record_moves(session, [move], {subject: team})
        return opened

    def _add(self, team: TeamId, lead: WorkerId | None, number: int, facts: Facts) -> list[CaseId]:
        change = Change(BEFORE, Source.SHELL)
        references = [Reference(f"AB-{next(self._numbers)}") for _ in range(number)]
        with self.database.writing() as session:
            return [
                add_case(session, change, reference=reference, team=team, facts=facts, lead=lead)
                for reference in references
            ]


def a_council(database: Database) -> Council:
    """A new council, its teams started and everybody scored."""
    change = Change(BEFORE, Source.SHELL)
    with database.writing() as session:
        policy = add_policy(session, change, default_policy_text())
        service = add_service(session, change, "Safeguarding")
        north, south = (
            add_team(session, change, TeamDetails(name, service, ChannelId(f"C0{name.upper()}")))
            for name in ("North", "South")
        )
        people = dict(_staff(session, north, south))
        add_role(session, change, people["ann"], Role.SUPERVISOR, team=north, is_first=True)
        add_role(session, change, people["ben"], Role.SUPERVISOR, team=south, is_first=True)
        add_role(session, change, people["mo"], Role.SERVICE_MANAGER, service=service)
        add_role(session, change, people["hana"], Role.HEAD)
        for team in (north, south):
            claim_start(session, team, BEFORE)
        _rescore(session, policy, BEFORE)
    return Council(database, policy, service, north, south, people)


def _staff(session: Session, north: TeamId, south: TeamId) -> Iterable[tuple[str, WorkerId]]:
    rows = (
        ("ann", "Ann Archer", north, Grade.TEAM_MANAGER),
        ("sam", "Sam Okafor", north, Grade.EXPERIENCED),
        ("priya", "Priya Nair", north, Grade.NEWLY_QUALIFIED),
        ("ben", "Ben Boyle", south, Grade.TEAM_MANAGER),
        ("ade", "Ade Bello", south, Grade.EXPERIENCED),
        ("mo", "Mo Malik", None, Grade.NONE),
        ("hana", "Hana Hughes", None, Grade.NONE),
    )
    for key, name, team, grade in rows:
        yield key, _join(session, key, PersonDetails(name, _email(key), team, grade))


def _join(session: Session, key: str, details: PersonDetails) -> WorkerId:
    change = Change(BEFORE, Source.SHELL)
    worker, user = add_worker(session, change, details), SlackUserId(f"U0{key.upper()}")
    propose_accounts(session, change, [Proposal(user, WORKSPACE, worker)])
    confirm_accounts(session, change, [user])
    return worker


def _email(key: str) -> str:
    return f"{key}@council.example"


def _rescore(session: Session, policy: Policy, now: datetime) -> None:
    today, teams = london_day(now), load_teams(session)
    workers = load_workers(session, [person.id for person in list_people(session)])
    cases, waiting = load_casebook(session, workers), list_waiting(session, teams)
    loads = score_loads(workers.values(), teams, cases, policy, today)
    members: dict[TeamId, list[Member]] = {team: [] for team in teams}
    for id_, load in loads.items():
        members[load.team].append(member_of(workers[id_], load, today))
    put_loads(session, [each for team in teams for each in members[team]], now, policy.version)
    queues = {team: [case for case in waiting if case.team == team] for team in teams}
    sums = [score_team(team, members[team], queues[team], policy, today) for team in teams]
    put_team_loads(session, sums, now, policy.version)
