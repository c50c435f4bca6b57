"""The case that an allocation is about, as it would stand, and in which team's name it is allocated."""

from dataclasses import dataclass, replace

from handlers.access import can_see_team, is_manager, supervised_teams, way_on
from handlers.desk import Desk
from handlers.reception.finding import find_typed_case
from handlers.reception.privacy import read_family_key
from scoring.allocation_line import Line, check_facts, facts_of
from scoring.case import Case
from scoring.errors import BadInput, NotAllowed
from scoring.ids import TeamId
from storage.allocations import NEW

NOT_YOUR_TEAM = "That case is with another team. Its supervisor or service manager can change it; ask them."


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case as it would stand before somebody leads it: what is known, with what was said now.

    `known` is the open case as stored, `closed` the closed one, both None for a new reference.
    `team` is the team that allocates.
    """

    case: Case
    team: TeamId
    known: Case | None
    closed: Case | None

    @property
    def changes_kind(self) -> bool:
        """Whether what was said gives a known case another kind, which is asked about first."""
        return self.known is not None and self.known.facts.kind is not self.case.facts.kind


def prepare(desk: Desk, line: Line, team: TeamId | None = None, lead_team: TeamId | None = None) -> Prepared:
    """The case a line speaks of. Raises what is wrong with the reference, the facts or the family.

    A new case is allocated in `team`, where a form says it, else in the team of the chosen lead.
    """
    reference, found, is_open = find_typed_case(desk, line.reference)
    known, closed = (found, None) if is_open else (None, found)
    facts = check_facts(facts_of(line, known.facts if known else None))
    family = read_family_key(line.family) if line.family else (known.family if known else None)
    allocating = known.team if known else team or allocating_team(desk, lead_team)
    _require(desk, allocating, NOT_YOUR_TEAM if known else _no_supervisor(desk))
    if known is not None:
        return Prepared(replace(known, facts=facts, family=family), allocating, known, None)
    base = closed or Case(NEW, reference, allocating, facts)
    case = replace(
        base, team=allocating, facts=facts, family=family, lead=None, co_workers=(), led_since=None
    )
    return Prepared(case, allocating, None, closed)


def allocating_team(desk: Desk, lead_team: TeamId | None = None) -> TeamId:
    """The team in whose name somebody allocates a case that isn't known yet.

    The chosen lead's team, where they may allocate in it; else the one team they supervise.
    """
    if lead_team is not None and sees_team(desk, lead_team):
        return lead_team
    teams = supervised_teams(desk.viewer)
    if len(teams) == 1:
        return teams[0]
    if teams or is_manager(desk.viewer):
        raise BadInput(
            "You look after several teams. Name the worker, or use the form: /allocate on its own."
        )
    raise NotAllowed(_no_supervisor(desk))


def _no_supervisor(desk: Desk) -> str:
    way = way_on(desk.viewer, "Ask yours, or your service manager.")
    return f"Cases are allocated by a team's supervisor. {way}"


def sees_team(desk: Desk, team: TeamId) -> bool:
    """Whether the viewer may see this team in full and allocate in it."""
    return can_see_team(desk.viewer, team, desk.team(team).service)


def _require(desk: Desk, team: TeamId, sentence: str) -> None:
    if not sees_team(desk, team):
        raise NotAllowed(sentence)
