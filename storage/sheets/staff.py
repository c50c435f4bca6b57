"""What the plans of people, teams, reductions and extras share: who is known, and rows that say it twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from scoring.ids import ServiceId, WorkerId
from scoring.people import Role
from scoring.policy import Policy
from storage.details import PersonDetails, person_details_of
from storage.names import name_key
from storage.session import Session
from storage.sheets.cells import is_hours, plain_text
from storage.sheets.findings import Draft
from storage.sheets.known import Teams, load_teams
from storage.sheets.read import Line, Refusal, Table, read_lines
from storage.sheets.words import word_key
from storage.tables.people import ROLES, SERVICES, WORKERS

RoleKey = tuple[WorkerId, Role, str, str]
"""A role as it is compared: whose, which, and the keys of its team and service ("" for none)."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody known with what is kept of them, by e-mail; teams and services by name."""

    ids: Mapping[str, WorkerId]
    details: Mapping[str, PersonDetails]
    teams: Teams
    services: Mapping[str, str]
    roles: Mapping[RoleKey, bool]
    policy: Policy
    as_at: date


def load_staff(session: Session, policy: Policy, as_at: date) -> Staff:
    """Everybody and every team, read once; `roles` say of each whether it is a team's first supervisor."""
    teams = load_teams(session)
    services = {
        ServiceId(row.id): row.name for row in session.execute(select(SERVICES.c.id, SERVICES.c.name))
    }
    people = session.execute(select(WORKERS)).all()
    roles = {
        (
            WorkerId(row.worker_id),
            Role(row.role),
            "" if row.team_id is None else name_key(teams.by_id[row.team_id].name),
            "" if row.service_id is None else name_key(services[row.service_id]),
        ): bool(row.is_first)
        for row in session.execute(select(ROLES))
    }
    return Staff(
        {row.email: WorkerId(row.id) for row in people},
        {row.email: person_details_of(row) for row in people},
        teams,
        {name_key(name): name for name in services.values()},
        roles,
        policy,
        as_at,
    )


def single_lines(
    draft: Draft, table: Table, key_of: Callable[[Line], object], what: str
) -> list[tuple[Any, Line]]:
    """The readable rows by a key that only one row may have, in the order of the keys.

    Rows that can't be read, and all rows of a key that comes twice, are refused, in the file's order.
    """
    lines: dict[Any, list[Line]] = defaultdict(list)
    refused: list[tuple[int, str]] = []
    for line in read_lines(table, {}):
        if isinstance(line, Refusal):
            refused.append((int(line.place.split()[1]), line.reason))
        else:
            lines[key_of(line)].append(line)
    for same in lines.values():
        if len(same) > 1:
            rows = " and ".join(str(line.number) for line in same)
            refused += [(line.number, f"rows {rows} have the same {what}; keep one of them") for line in same]
    refuse(draft, refused)
    return [(key, lines[key][0]) for key in sorted(lines) if len(lines[key]) == 1]


def refuse(draft: Draft, refused: Iterable[tuple[int, str]]) -> None:
    """Add refused rows with their numbers and reasons."""
    for number, reason in sorted(refused):
        draft.add("refused", "", reason, f"row {number}")


def emails_of(table: Table) -> set[str]:
    """Every e-mail of the file, also of refused rows: who stands there isn't missing."""
    place = table.matched.places["email"]
    return {name_key(plain_text(row[place])) for _, row in table.rows() if place < len(row)}


def explain_reading(draft: Draft, line: Line, names: Iterable[str]) -> None:
    """Say how a synonym, or hours in place of an FTE, were read."""
    for name in names:
        value, cell = line.values.get(name), line.cells.get(name)
        words = plain_text(cell)
        if isinstance(value, StrEnum) and word_key(words) != word_key(value.value):
            draft.add("read_as", f"{name} “{words}”", str(value))
        elif isinstance(value, frozenset) and {word_key(str(each)) for each in value} != {word_key(words)}:
            draft.add("read_as", f"{name} “{words}”", ", ".join(sorted(str(each) for each in value)))
        elif name == "fte" and is_hours(cell):
            draft.add("read_as", f"fte “{words}”", f"{float(value or 0):.6g} of full time (÷ 37 hours)")
