"""What a made-up council is in the database: the rows of a few teams at a time, inserted table by table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, insert

from scoring.breaches import Cause
from scoring.case import Case
from scoring.ids import ServiceId, WorkerId
from scoring.load import Member, TeamLoad
from scoring.people import Role, Worker
from scoring.policy import Policy
from scoring.readings import SubjectKind, waiting_deadline
from scoring.working_time import Calendar, start_of_day
from storage.loads import put_loads, put_team_loads
from storage.names import name_key
from storage.rows import fact_values, millionths_of
from storage.session import Session
from storage.tables.cases import ALLOCATIONS, CASE_HISTORY, CASES, CO_WORK, JUDGEMENTS
from storage.tables.ledger import DUE
from storage.tables.people import ACCOUNTS, REDUCTIONS, ROLES, SERVICES, TEAMS, WORKER_HISTORY, WORKERS
from storage.tables.post import DIGESTS
from tests.benchmarks.council_people import Group, account_of, channel_of

Row = dict[str, Any]

ORDER = (
    SERVICES, TEAMS, WORKERS, WORKER_HISTORY, REDUCTIONS, ROLES, ACCOUNTS,
    DIGESTS, CASES, CASE_HISTORY, ALLOCATIONS, CO_WORK, JUDGEMENTS, DUE,
)  # fmt: skip
"""Every table after those it points to."""

WORKSPACE = "T0LOCAL01"


@dataclass
class Rows:
    """Collects what some teams need, as they stand at `now`."""

    now: datetime
    random: Random
    tables: dict[Table, list[Row]] = field(default_factory=lambda: defaultdict(list))
    members: list[Member] = field(default_factory=list)
    teams: list[TeamLoad] = field(default_factory=list)

    def insert(self, session: Session, policy: Policy, services: set[ServiceId]) -> None:
        """Write everything; `services` are those that earlier rows have brought."""
        self.tables[SERVICES] = [row for row in self._services() if row["id"] not in services]
        services.update(row["id"] for row in self.tables[SERVICES])
        for table in ORDER:
            if self.tables[table]:
                session.execute(insert(table), self.tables[table])
        put_loads(session, self.members, self.now, policy.version)
        put_team_loads(session, self.teams, self.now, policy.version)

    def add_people(self, group: Group) -> None:
        """A team that has had this week's digest, its workers with confirmed accounts, its supervisor."""
        team = group.team
        row = {"id": team.id, **_named(team.name), "service_id": team.service}
        self.tables[TEAMS].append(row | {"channel_id": channel_of(team.id), "started_at": self.now})
        week = f"{self.now:%G-W%V}"
        self.tables[DIGESTS].append({"team_id": team.id, "week": week, "decided_at": self.now})
        for worker in group.workers:
            self._add_worker(worker)
        role = {"worker_id": group.supervisor, "role": Role.SUPERVISOR.value, "team_id": team.id}
        self.tables[ROLES].append(role | {"is_first": True})

    def add_cases(self, cases: Iterable[Case]) -> None:
        """Children with their histories: who leads them, and for every third who led them before."""
        for case in cases:
            self._add_case(case)
            if case.lead is not None:
                self._add_leads(case, case.lead)

    def add_loads(self, members: Iterable[Member], team: TeamLoad) -> None:
        """The loads as last scored."""
        self.members.extend(members)
        self.teams.append(team)

    def add_due(self, days: Mapping[WorkerId, date | None]) -> None:
        """The workers whose loads change by themselves, on the days on which they do."""
        for worker, day in days.items():
            if day is not None:
                self._mark(SubjectKind.WORKER, worker, start_of_day(day))

    def add_waiting(self, cases: Iterable[Case], policy: Policy, calendar: Calendar) -> None:
        """The children who wait, at the end of their time."""
        for case in cases:
            self._mark(
                SubjectKind.CASE, case.id, waiting_deadline(case.facts.kind, self.now, policy, calendar)
            )

    def _services(self) -> Iterable[Row]:
        ids = sorted({row["service_id"] for row in self.tables[TEAMS]})
        return [{"id": id_, **_named(f"Service {id_}")} for id_ in ids]

    def _add_worker(self, worker: Worker) -> None:
        held = {
            "team_id": worker.team,
            "grade": worker.grade.value,
            "fte_millionths": millionths_of(worker.fte),
            "starts_on": worker.starts_on,
        }
        self.tables[WORKERS].append(
            {
                "id": worker.id,
                **_named(worker.name),
                "email": f"worker{worker.id}@council.example",
                "employment": worker.employment.value,
                **held,
            }
        )
        self.tables[WORKER_HISTORY].append({"worker_id": worker.id, "from_at": self.now, **held})
        self.tables[ACCOUNTS].append(
            {
                "slack_user_id": account_of(worker.id),
                "slack_team_id": WORKSPACE,
                "worker_id": worker.id,
                "proposed_at": self.now,
                "confirmed_at": self.now,
            }
        )
        for reduction in worker.reductions:
            self.tables[REDUCTIONS].append(
                {
                    "worker_id": worker.id,
                    "reason": reduction.reason.value,
                    "share_thousandths": round(reduction.share * 1000),
                    "starts_on": reduction.starts_on,
                    "ends_on": reduction.ends_on,
                }
            )

    def _add_case(self, case: Case) -> None:
        opened_at = self.now if case.led_since is None else _morning(case.led_since)
        held = {"team_id": case.team, "family_key": case.family, **fact_values(case.facts)}
        self.tables[CASES].append(
            {
                "id": case.id,
                "reference": case.reference,
                "lead_id": case.lead,
                "led_since": case.led_since,
                "version": 1,
                "opened_at": opened_at,
                "waiting_since": self.now if case.lead is None else None,
                **held,
            }
        )
        self.tables[CASE_HISTORY].append(
            {"case_id": case.id, "from_at": opened_at, "is_closed": False, **held}
        )

    def _add_leads(self, case: Case, lead: WorkerId) -> None:
        began_at = self.now if case.led_since is None else _morning(case.led_since)
        spell = {
            "case_id": case.id,
            "worker_id": lead,
            "team_id": case.team,
            "family_key": case.family,
            "began_at": began_at,
            "began_on": case.led_since,
            "imported": True,
            "ended_at": None,
            "ended_reason": None,
        }
        if case.id % 3 == 0:
            earlier = {"began_at": began_at - timedelta(days=200), "began_on": None, "ended_at": began_at}
            self.tables[ALLOCATIONS].append({**spell, **earlier, "ended_reason": "CHCHAN"})
        self.tables[ALLOCATIONS].append(spell)
        for other in case.co_workers:
            self.tables[CO_WORK].append(
                {
                    "case_id": case.id,
                    "worker_id": other.worker,
                    "percent": other.percent,
                    "began_at": began_at,
                }
            )
        if case.judgement is not None:
            self._add_judgement(case)

    def _add_judgement(self, case: Case) -> None:
        judged = case.judgement
        assert judged is not None
        self.tables[JUDGEMENTS].append(
            {
                "case_id": case.id,
                "points": judged.points,
                "reason": judged.reason.value,
                "worker_id": judged.worker,
                "supervisor_id": judged.supervisor,
                "proposed_at": self.now,
                "agreed_at": self.now,
                "review_on": judged.review_on,
            }
        )

    def _mark(self, kind: SubjectKind, id_: int, at: datetime) -> None:
        self.tables[DUE].append(
            {"subject_kind": kind.value, "subject_id": id_, "at": at, "cause": Cause.TIME.value}
        )


def _named(name: str) -> Row:
    return {"name": name, "name_key": name_key(name)}


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
