"""Who leads a listed child: a worker known by the name in the file, or nobody while they wait in a team."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.case import Case
from scoring.ids import TeamId, WorkerId
from storage.people import PersonRecord
from storage.sheets.known import People, Teams

_NOBODY = re.compile(
    r"(?:un|not |no |non-?)allocated(?: worker)?|no worker|unassigned|vacan(?:t|cy)(?: post)?|tb[ac]"
    r"|awaiting.*|duty|.*\b(?:duty|tray|inbox)(?: (?:team|tray|worker|desk|inbox))?",
    re.IGNORECASE,
)
"""What stands in place of a name when a case is nobody's, or lies in a team's tray."""


class Doubt(StrEnum):
    """Why a worker's name settles nothing."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who leads the child (None: waiting) and in which team (None: none is known)."""

    lead: WorkerId | None
    team: TeamId | None
    doubt: Doubt | None = None


def find_holder(
    worker: str | None, team: str, current: Case | None, people: People, teams: Teams, as_at: date
) -> Holder:
    """The holder of a child, from the worker and team as the file writes them.

    A name that settles nothing never takes a child from the worker who leads it here. The team is the file's
    if it is known here, else the worker's, else the one the case is in.
    """
    named = teams.find(team)
    team_id = named.id if named else None
    here = current.team if current else None
    if worker is None and current is not None and current.lead is not None:
        return Holder(current.lead, current.team)
    if worker is None or is_nobody(worker, people, teams):
        return Holder(None, team_id or here)
    found = _settle(people.named(worker), team_id, current, as_at)
    if isinstance(found, Doubt):
        if current is not None and current.lead is not None:
            return Holder(current.lead, current.team, found)
        return Holder(None, team_id or here, found)
    return Holder(found.id, team_id or found.team or here)


def is_nobody(worker: str, people: People, teams: Teams) -> bool:
    """Whether the cell names nobody: empty, "unallocated", a duty tray, or a team."""
    if not worker:
        return True
    if people.named(worker):
        return False
    return teams.find(worker) is not None or _NOBODY.fullmatch(worker) is not None


def _settle(
    people: list[PersonRecord], team: TeamId | None, current: Case | None, as_at: date
) -> PersonRecord | Doubt:
    """The one person meant: the only one in post, in the allocated team, or leading the child already."""
    if not people:
        return Doubt.UNKNOWN
    in_post = [person for person in people if person.ends_on is None or as_at <= person.ends_on] or people
    in_team = [person for person in in_post if team is not None and person.team == team] or in_post
    leading = [person for person in in_team if current is not None and person.id == current.lead]
    for group in (in_post, in_team, leading):
        if len(group) == 1:
            return group[0]
    return Doubt.AMBIGUOUS
