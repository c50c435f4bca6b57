"""A small council in the database, and importing files into it, for the tests of plan and apply."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from scoring.case import Case
from scoring.ids import Reference, TeamId, WorkerId
from scoring.people import Grade
from scoring.policy import Policy
from storage.cases import find_case
from storage.change import Change, Source
from storage.database import Database
from storage.details import PersonDetails, TeamDetails
from storage.joining import add_service, add_team, add_worker
from storage.session import Session
from storage.sheets.apply import apply_plan
from storage.sheets.plan import Plan, plan_import
from storage.tables import METADATA
from tests.builders import a_policy
from tests.storage.sheets.files import FILE_DAY

NOW = datetime(2026, 6, 8, 10, tzinfo=UTC)
SHELL = Change(NOW, Source.SHELL)


@dataclass(frozen=True)
class Council:
    """Sam Okafor and Priya Nair in North, Ade Bello and Dara O'Neill in South, a Jo Lee in each."""

    database: Database
    north: TeamId
    south: TeamId
    workers: dict[str, WorkerId]

    def plan(self, file: bytes, as_at: date | None = FILE_DAY, now: datetime = NOW, **options: Any) -> Plan:
        """What importing the file would do."""
        policy: Policy = options.pop("policy", a_policy())
        with self.database.reading() as session:
            return plan_import(session, file, policy=policy, now=now, as_at=as_at, **options)

    def apply(self, plan: Plan, now: datetime = NOW) -> None:
        with self.database.writing() as session:
            apply_plan(session, Change(now, Source.SHELL), plan)

    def take(self, file: bytes, as_at: date | None = FILE_DAY, now: datetime = NOW, **options: Any) -> Plan:
        """Plan a file and apply the plan."""
        plan = self.plan(file, as_at, now, **options)
        self.apply(plan, now)
        return plan

    def case(self, reference: str) -> Case:
        """The open case with this reference, which must be there."""
        with self.database.reading() as session:
            case = find_case(session, Reference(reference))
        assert case is not None
        return case

    def is_open(self, reference: str) -> bool:
        with self.database.reading() as session:
            return find_case(session, Reference(reference)) is not None

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        with self.database.reading() as session:
            return {
                table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for table in METADATA.sorted_tables
            }


def a_council(database: Database) -> Council:
    """A new small council."""
    with database.writing() as session:
        service = add_service(session, SHELL, "Safeguarding")
        north = add_team(session, SHELL, TeamDetails("North", service))
        south = add_team(session, SHELL, TeamDetails("South", service))
        people = (
            ("sam", "Sam Okafor", north),
            ("priya", "Priya Nair", north),
            ("jo.north", "Jo Lee", north),
            ("jo.south", "Jo Lee", south),
            ("ade", "Ade Bello", south),
            ("dara", "Dara O'Neill", south),
        )
        workers = {key: _person(session, key, name, team) for key, name, team in people}
    return Council(database, north, south, workers)


def _person(session: Session, key: str, name: str, team: TeamId) -> WorkerId:
    details = PersonDetails(name, f"{key}@council.example", team, Grade.EXPERIENCED)
    return add_worker(session, SHELL, details)
