"""What applying a plan writes, as values; `apply` has one function for each type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from scoring.people import Role


@dataclass(frozen=True, slots=True)
class AddCase:
    case: Case
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """`before` is the case as it was when the plan was made: applying refuses if it has changed since.

    `reason` is one of the ten reallocation codes, for the lead that ends.
    """

    before: Case
    after: Case
    reason: str
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class ReopenCase:
    id: CaseId
    after: Case
    last_seen: date | None


@dataclass(frozen=True, slots=True)
class CloseCase:
    case: Case


@dataclass(frozen=True, slots=True)
class AddTeam:
    """A team by name, with its service by name, which is added if it isn't known."""

    name: str
    service: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeTeam:
    name: str
    service: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddWorker:
    """Somebody by e-mail; `team` by name, "" for none."""

    email: str
    team: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeWorker:
    """`team` by name, None where it stays."""

    worker: WorkerId
    team: str | None
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddRole:
    """A role by e-mail, for a team or a service by name (neither: the council)."""

    email: str
    role: Role
    team: str = ""
    service: str = ""
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class AddCover:
    team: str
    email: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PutReduction:
    """A reduction that is new, or whose share or last day changes."""

    worker: WorkerId
    reason: Any
    share_thousandths: int
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class PutExtra:
    """An extra responsibility that is new, or whose points (tenths) change."""

    worker: WorkerId
    responsibility: str
    points: int
