"""Who may see and do what: pure questions about an account, asked at every entry and again at every click.

Source: policy guide §9. Whatever isn't granted is refused.
"""

from datetime import date

from handlers.escaping import escape
from scoring.breaches import Level
from scoring.errors import NotAllowed
from scoring.ids import ServiceId, TeamId, WorkerId
from scoring.people import Role
from storage.accounts import Account, Grant
from storage.concerns import ConcernRecord
from storage.teams import TeamRecord


def check_entry(
    account: Account | None, workspace: str, home: str, is_shared_channel: bool, today: date
) -> Account:
    """The account, if its person may use the bot from here at all.

    Raises NotAllowed for people unknown to the bot, deactivated people, guests, people of other workspaces,
    leavers, and for everybody in a channel that is shared with another organisation.
    """
    if workspace != home:
        raise NotAllowed("I only work for people of this council's own Slack workspace.")
    if is_shared_channel:
        raise NotAllowed(
            "This channel is shared with another organisation, so I stay quiet here. "
            "Ask me in a channel of the council's own, or in a direct message."
        )
    if account is None:
        raise NotAllowed(
            "I don't know you yet. Ask your caseload administrator to add you to the people file and to "
            "confirm your Slack account; then try again."
        )
    if account.is_deactivated or (account.ends_on is not None and account.ends_on < today):
        raise NotAllowed("Your access has ended. If that is wrong, ask your caseload administrator.")
    if account.is_guest:
        raise NotAllowed(
            "Guests of this workspace can't use me, because I show caseloads. "
            "Ask your caseload administrator for a full account if you work for the council."
        )
    return account


def has_role(account: Account, *roles: Role) -> bool:
    return any(grant.role in roles for grant in account.grants)


def is_manager(account: Account) -> bool:
    """Whether they supervise a team or stand above one."""
    return has_role(account, Role.SUPERVISOR, Role.SERVICE_MANAGER, Role.HEAD)


def way_on(account: Account, own: str) -> str:
    """Where somebody who is refused can go on: `own`; who only administers is led to what is theirs."""
    only_keeps = has_role(account, Role.ADMIN) and account.team is None and not is_manager(account)
    return KEEPERS_WAY if only_keeps else own


KEEPERS_WAY = (
    "You keep people and policy, so what is yours is /caseload people, /caseload policy and /caseload needs."
)


def can_see_team(account: Account, team: TeamId, service: ServiceId) -> bool:
    """Whether they may see a team in full and allocate in it: its supervisors, its service manager, heads."""
    return any(
        (grant.role is Role.SUPERVISOR and grant.team == team)
        or (grant.role is Role.SERVICE_MANAGER and grant.service == service)
        or grant.role is Role.HEAD
        for grant in account.grants
    )


def can_see_worker(account: Account, worker: WorkerId, team: TeamId, service: ServiceId) -> bool:
    """Whether they may see a worker's load in full: the worker, and whoever sees the whole team."""
    return account.worker == worker or can_see_team(account, team, service)


def can_see_team_bands(account: Account) -> bool:
    """Whether they may see how other teams stand (room, in the band, over), without any detail."""
    return is_manager(account)


def require_team(account: Account, team: TeamRecord) -> None:
    """Raises NotAllowed unless they may see the team in full and allocate in it."""
    if not can_see_team(account, team.id, team.service):
        way = way_on(account, "Ask one of them, or try /caseload for your own load.")
        raise NotAllowed(
            f"Only {escape(team.name)}'s supervisor, its service manager and the head of service can do "
            f"that. {way}"
        )


def can_keep_people(account: Account, team: TeamId | None, service: ServiceId | None) -> bool:
    """Whether they keep a team's people and absence: supervisors, the service manager, and administrators.

    People in no team (None) are kept by administrators alone. Source: policy guide §9, "people, absence".
    """
    return any(
        (grant.role is Role.SUPERVISOR and team is not None and grant.team == team)
        or (grant.role is Role.SERVICE_MANAGER and service is not None and grant.service == service)
        or grant.role is Role.ADMIN
        for grant in account.grants
    )


def require_people(account: Account, team: TeamRecord | None) -> None:
    """Raises NotAllowed unless they keep the people and absence of this team."""
    if not can_keep_people(account, team.id if team else None, team.service if team else None):
        whose = "A team" if team is None else escape(team.name)
        raise NotAllowed(
            f"{whose}'s people and absence are kept by its supervisor, its service manager and the "
            "administrators. Ask one of them."
        )


def supervised_teams(account: Account) -> list[TeamId]:
    """The teams they supervise today, cover included."""
    return [
        grant.team for grant in account.grants if grant.role is Role.SUPERVISOR and grant.team is not None
    ]


def managed_services(account: Account) -> list[ServiceId]:
    """The services they manage."""
    return _services(account, Role.SERVICE_MANAGER)


def headed_services(account: Account) -> list[ServiceId] | None:
    """The services a head of service was named for; None for all, where they were named for none."""
    return _services(account, Role.HEAD) or None


def _services(account: Account, role: Role) -> list[ServiceId]:
    return sorted(
        {grant.service for grant in account.grants if grant.role is role and grant.service is not None}
    )


def can_answer_concern(account: Account, record: ConcernRecord) -> bool:
    """Whether a concern has come to them: it is private to the levels it has gone to, cover included.

    Nobody else knows of it, and nobody answers their own.
    """
    levels = (_level_over(grant, record.team, record.service) for grant in account.grants)
    return account.worker != record.concern.worker and any(
        level in record.concern.levels for level in levels if level is not None
    )


def _level_over(grant: Grant, team: TeamId | None, service: ServiceId | None) -> Level | None:
    """At what level somebody with this role stands over the people of a team; None if they don't."""
    if grant.role is Role.HEAD:
        return Level.HEAD
    if grant.role is Role.SERVICE_MANAGER and service is not None and grant.service == service:
        return Level.SERVICE_MANAGER
    is_theirs = grant.role is Role.SUPERVISOR and team is not None and grant.team == team
    return Level.SUPERVISOR if is_theirs else None
