"""The table of what can wait for somebody. A feature hands in its own row; nothing else has to know of it."""

from collections.abc import Sequence

from handlers.access import can_see_team, has_role, supervised_teams
from handlers.desk import Desk
from handlers.home.promises import climbed_promises, team_promises
from handlers.home.undelivered import undelivered
from handlers.home.work import (
    due_looks,
    due_supervision,
    offered_cases,
    offers_above,
    proposed_judgements,
    raised_concerns,
)
from handlers.reception.needs import Need, Needs, NeedsRow
from handlers.views.allocation.allocations import kind_text
from handlers.views.home import needs as view
from scoring.people import Role
from scoring.points import score_cases, share_points
from scoring.readings import Subject, SubjectKind, waiting_deadline
from storage.accounts import list_proposals
from storage.audit import Deed
from storage.breaches import list_breach_teams
from storage.cases import list_waiting, list_waiting_since, load_casebook
from storage.homes import list_to_discuss, list_unanswered, list_unreached
from storage.teams import list_teams_of
from storage.waiting import list_looks_due


def unanswered_cases(desk: Desk) -> Needs | None:
    """For a worker: the cases they were given and have said nothing about yet."""
    waiting = list_unanswered(desk.session, desk.viewer.worker)
    if not waiting:
        return None
    book = load_casebook(desk.session, [desk.viewer.worker])
    scored = score_cases(book, desk.policy, desk.today)
    mine = {case.id: share_points(case, scored[case.id].total).get(desk.viewer.worker) for case in book}
    needs = [
        Need(
            view.unanswered_text(each.reference, mine.get(each.case), each.since, desk.today),
            view.unanswered_buttons(each.case, each.reference),
        )
        for each in waiting
    ]
    return Needs("New cases of yours", needs, "/caseload me lists all your cases.")


def cases_to_discuss(desk: Desk) -> Needs | None:
    """For a supervisor: what their workers would like to talk about."""
    teams = supervised_teams(desk.viewer)
    asked = list_to_discuss(desk.session, teams) if teams else []
    needs = [
        Need(
            view.discuss_text(each.name, each.reference, each.since, desk.today),
            [view.case_button(each.reference)],
            case=each.case,
        )
        for each in asked
    ]
    return Needs("Workers who would like to talk", needs, "The weekly digest lists them all.")


def waiting_children(desk: Desk) -> Needs | None:
    """For a supervisor: the children who wait; a broken promise, or a look of theirs that is due, says so."""
    teams = supervised_teams(desk.viewer)
    waiting = list_waiting(desk.session, teams) if teams else []
    if not waiting:
        return None
    since = list_waiting_since(desk.session, [case.id for case in waiting])
    due = {
        case.id: waiting_deadline(case.facts.kind, since.get(case.id, desk.now), desk.policy, desk.calendar)
        for case in waiting
    }
    late = [Subject(SubjectKind.CASE, case.id) for case in waiting if due[case.id] <= desk.now]
    broken = {subject.id for subject in list_breach_teams(desk.session, late)}
    said = broken | set(list_looks_due(desk.session, desk.viewer.worker, desk.today))
    listed = sorted((case for case in waiting if case.id not in said), key=lambda case: due[case.id])
    needs = [
        Need(
            view.waiting_text(case.reference, kind_text(case), since.get(case.id), due[case.id], desk.now),
            [view.allocate_button(case.id)],
            case=case.id,
        )
        for case in listed
    ]
    return Needs("Children without a worker", needs)


def unstarted_teams(desk: Desk) -> Needs | None:
    """For a supervisor: their teams whose promises nobody watches yet."""
    teams = supervised_teams(desk.viewer)
    listed = list_teams_of(desk.session, teams=teams) if teams else []
    needs = [
        Need(
            view.unstarted_text(team.name),
            [view.typed_button("Start", f"/caseload start {team.name}", f"start-{team.id}")],
        )
        for team in listed
        if team.started_at is None and can_see_team(desk.viewer, team.id, team.service)
    ]
    return Needs("Teams to start", needs)


def administration(desk: Desk) -> Needs | None:
    """For an administrator: who waits to be let in, and teams whose messages find nobody."""
    if not has_role(desk.viewer, Role.ADMIN):
        return None
    said = []
    if names := [name for name, _, _ in list_proposals(desk.session)]:
        said.append(view.unconfirmed_text(names))
    unreached = list_unreached(desk.session, desk.today)
    if without := [each.name for each in unreached if not each.has_channel]:
        said.append(view.unreached_text("a channel", without))
    if without := [each.name for each in unreached if not each.has_supervisor]:
        said.append(view.unreached_text("anybody who supervises it today", without))
    return Needs("To look after", [Need(each) for each in said])


NEEDS: Sequence[NeedsRow] = (
    raised_concerns,
    unanswered_cases,
    proposed_judgements,
    team_promises,
    climbed_promises,
    due_looks,
    waiting_children,
    offered_cases,
    offers_above,
    cases_to_discuss,
    due_supervision,
    unstarted_teams,
    administration,
    undelivered,
)
"""Every kind of thing that can wait, in the order in which a Home shows them."""


def list_needs(desk: Desk) -> list[Needs]:
    """Everything that waits for the viewer, without the kinds of which there is nothing."""
    return [found for row in NEEDS if (found := row(desk)) is not None and found.needs]


def deeds_of(needs: Sequence[Needs]) -> list[Deed]:
    """What reading these tells of cases and of others' loads, for the audit."""
    shown = [need for each in needs for need in each.needs[: view.MOST_OF_A_KIND]]
    cases = dict.fromkeys(need.case for need in shown if need.case is not None)
    deeds = [Deed("case_read", "case", case, {}) for case in cases]
    for team in dict.fromkeys(need.team for need in shown if need.team is not None):
        workers = sorted({worker for need in shown if need.team == team for worker in need.workers})
        if workers:
            deeds.append(Deed("load_read", "team", team, {"workers": workers}))
    return deeds


def kind_of(needs: Needs) -> view.Kind:
    """Things of one kind, as many as are shown."""
    shown = needs.needs[: view.MOST_OF_A_KIND]
    rows = [(need.said, need.buttons) for need in shown]
    return view.Kind(needs.title, rows, len(needs.needs) - len(shown), needs.is_cut, needs.rest)
