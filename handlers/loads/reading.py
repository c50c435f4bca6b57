"""What a caseload's view and a Home both show: one worker's load, and one team's, as they are now."""

from handlers.desk import Desk
from handlers.ledger.kept import worker_kept
from handlers.views.ledger.breach_list import standing_notes
from handlers.views.loads import loads as view
from handlers.views.loads import team_loads as team_view
from scoring.capacity import full_time_promise
from scoring.case import Case
from scoring.ids import CaseId, WorkerId
from scoring.judgement import judged, proposed_text
from scoring.load import score_loads
from scoring.load_after import load_after
from scoring.load_words import explain_lines
from scoring.people import Worker
from scoring.points import score_cases, share_points
from scoring.readings import Subject, SubjectKind
from storage.breaches import list_standing, list_team_standing
from storage.cases import load_casebook
from storage.judgements import list_proposals
from storage.loads import find_team_load, list_loads
from storage.plans import list_plans
from storage.teams import TeamRecord, load_team, load_teams


def read_caseload(worker: Worker, desk: Desk) -> view.Caseload:
    """A worker's load, scored now from their cases, with everything that explains it."""
    teams = load_teams(desk.session, [worker.team])
    book = load_casebook(desk.session, [worker.id])
    points = score_cases(book, desk.policy, desk.today)
    load = score_loads([worker], teams, book, desk.policy, desk.today)[worker.id]
    cases = [case for case in book if worker.id in share_points(case, points[case.id].total)]
    return view.Caseload(
        worker=worker,
        load=load,
        cases=cases,
        points=points,
        full_time=full_time_promise(worker, teams[worker.team], desk.policy),
        why=explain_lines(load, points, cases),
        proposed=_proposed(worker, book, desk),
        breaches=_breach_notes(worker.id, desk),
        kept=worker_kept(desk, worker.id, load_team(desk.session, worker.team)),
        is_own=worker.id == desk.viewer.worker,
        today=desk.today,
        policy=desk.policy,
    )


def _proposed(worker: Worker, book: list[Case], desk: Desk) -> dict[CaseId, str]:
    """By case, the judgement that waits to be agreed, and the load it would make."""
    teams = load_teams(desk.session, [worker.team])
    cases = {case.id: case for case in book if case.lead == worker.id}
    said = {}
    for id_, each in list_proposals(desk.session, cases, desk.today).items():
        after = judged(cases[id_], each.points, each.reason, each.worker, each.supervisor)
        change = load_after(worker, teams, book, after, desk.policy, desk.today)
        said[id_] = proposed_text(each.points, change.after.points)
    return said


def _breach_notes(worker: WorkerId, desk: Desk) -> list[str]:
    standing = list_standing(desk.session, [Subject(SubjectKind.WORKER, worker)])
    plans = list_plans(desk.session, [breach.id for breach in standing])
    return standing_notes(standing, plans, desk.policy, desk.now)


def read_team_picture(team: TeamRecord, desk: Desk) -> team_view.TeamPicture:
    """A team with everybody in it; it must have been counted."""
    load = find_team_load(desk.session, team.id)
    if load is None:
        raise LookupError(f"team {team.id} has not been counted")
    members = [(each.name, each.load) for each in list_loads(desk.session, [team.id])]
    standing = [each for each in list_team_standing(desk.session, [team.id]) if not each.is_settling]
    return team_view.TeamPicture(
        name=team.name,
        load=load,
        members=members,
        breaches=len({each.subject for each in standing}),
        is_started=team.started_at is not None,
        policy=desk.policy,
    )
