"""/caseload policy: the council's numbers in words, what the next version would do, and its approval.

Everybody may read what is promised to them and how points are counted; comparing and storing are for others.
"""

from handlers.access import can_see_team, has_role, is_manager
from handlers.desk import Desk
from handlers.messages import Click, Command, Message, Replace, Reply
from handlers.reception.serving import Route
from handlers.views.policies import policies as view
from handlers.views.policies.effects import effect_lines
from scoring.errors import Conflict, NotAllowed, NotFound
from scoring.people import Role
from scoring.policy import Policy
from scoring.policy_differences import policy_differences
from scoring.policy_effects import TeamEffect, compare_policies
from storage.audit import record_audit
from storage.cases import list_waiting, load_casebook
from storage.loads import count_loads, count_unscored
from storage.people import list_team_workers, load_workers
from storage.policies import approve_policy, list_policies
from storage.teams import TeamRecord, list_teams, load_teams

MOST_TEAMS = 12
"""Teams compared worker by worker in one answer; more are for the shell, which has time."""

TOO_MANY = (
    "You look after {number} teams; what it does to each worker is listed at the shell: "
    "caseload policy compare OLD NEW."
)


def show_policy(command: Command, desk: Desk) -> Reply:
    """The policy in force for everybody; those stored for later for managers and administrators."""
    compares = command.text.strip().casefold() == "compare"
    if compares:
        _require_reader(desk)
    stored = list_policies(desk.session)
    later = [policy for policy in stored if policy.starts_on > desk.today and _may_compare(desk)]
    if compares and later:
        return _comparison(later[0], desk)
    standing = view.Standing(
        policy=next(policy for policy in stored if policy.version == desk.policy.version),
        later=later,
        approves=has_role(desk.viewer, Role.HEAD),
        scoring=_scoring(desk),
    )
    return view.policy_message(standing)


def _scoring(desk: Desk) -> view.Scoring | None:
    """How far everybody's load follows the policy in force, while that is being worked out."""
    left = count_unscored(desk.session, desk.now)
    return view.Scoring(left, count_loads(desk.session)) if left else None


def compare_with_next(click: Click, desk: Desk) -> Reply:
    """What a stored policy changes, and what that does to the teams the viewer sees in full."""
    _require_reader(desk)
    return _comparison(_find(click.value, desk), desk)


def approve(click: Click, desk: Desk) -> Reply:
    """The head of service agrees a stored policy; a second press says who has done so."""
    if not has_role(desk.viewer, Role.HEAD):
        raise NotAllowed("Only the head of service approves a policy. Ask them; /caseload policy shows it.")
    policy = _find(click.value, desk)
    if not policy.is_trial:
        return Message(f"Nothing has changed now. {view.agreed_words(policy)}")
    with desk.writing() as session:
        if not approve_policy(session, policy.version, _called(desk), desk.today):
            raise Conflict("Somebody else has just approved it. Look at /caseload policy again.")
        record_audit(session, desk.change, "policy_approved", "policy", 0, version=policy.version)
    return Replace(view.approved_message(_find(click.value, desk)))


def _called(desk: Desk) -> str:
    return f"{desk.viewer.name}, head of service"


def _may_compare(desk: Desk) -> bool:
    return is_manager(desk.viewer) or has_role(desk.viewer, Role.ADMIN)


def _require_reader(desk: Desk) -> None:
    if not _may_compare(desk):
        raise NotAllowed(
            "What another policy would change is for managers to compare before it starts. /caseload policy "
            "shows how points are counted today and who agreed them; /caseload me how yours are made up."
        )


def _find(version: str, desk: Desk) -> Policy:
    found = next((each for each in list_policies(desk.session) if each.version == version), None)
    if found is None:
        raise NotFound("That version is no longer stored. /caseload policy shows which are.")
    return found


def _comparison(new: Policy, desk: Desk) -> Reply:
    teams = [team for team in list_teams(desk.session) if can_see_team(desk.viewer, team.id, team.service)]
    if len(teams) > MOST_TEAMS:
        lines = [TOO_MANY.format(number=len(teams))]
    else:
        lines = [*effect_lines(_effects(desk, new, teams))] if teams else []
    message = view.comparison_message(desk.policy, new, policy_differences(desk.policy, new), lines)
    if teams:
        with desk.writing() as session:
            ids = [team.id for team in teams]
            record_audit(session, desk.change, "policy_compared", "policy", 0, version=new.version, teams=ids)
    return message


def _effects(desk: Desk, new: Policy, teams: list[TeamRecord]) -> list[TeamEffect]:
    """Every load of these teams under both policies; other teams' cases have no part in it."""
    ids = [team.id for team in teams]
    workers = load_workers(
        desk.session, [each for team in ids for each in list_team_workers(desk.session, team)]
    )
    cases = [*load_casebook(desk.session, workers), *list_waiting(desk.session, ids)]
    known = load_teams(desk.session, ids)
    return compare_policies(desk.policy, new, workers.values(), known, cases, desk.today)


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload policy",
        show_policy,
        "/caseload policy [compare]",
        "how points are counted, what we promise, who agreed it; for managers, what the next one changes",
    ),
    Route(Click, "policy_compare", compare_with_next),
    Route(Click, "policy_approve", approve),
)
