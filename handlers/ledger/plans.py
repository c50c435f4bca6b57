"""Make a plan, say that it has been seen, be reminded later: what people do about a broken promise."""

import json
from collections.abc import Iterable

from handlers.access import require_team
from handlers.desk import Desk
from handlers.ledger.planning import read_plan, staff_of, subject_names, usual_day
from handlers.ledger.posts import redraw_living
from handlers.ledger.relief import read_help
from handlers.messages import Click, Done, Form, Message, Reply, Submission
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.ledger import alerts as alert_view
from handlers.views.ledger import plans as view
from handlers.views.ledger.relief import Help
from scoring.breaches import Breach, Cause
from scoring.errors import BadInput, NotFound
from scoring.ids import BreachId, CaseId, TeamId, WorkerId
from scoring.plans import decide_reminder
from scoring.readings import Subject, SubjectKind
from storage.audit import record_audit
from storage.breaches import list_breach_teams, list_team_standing, load_breaches
from storage.cases import list_cases
from storage.due import mark_subjects
from storage.loads import find_load
from storage.people import change_name_in_channel, list_team_workers, load_names
from storage.plans import add_plan, list_plans, list_steps, record_reminder, record_seen
from storage.teams import TeamRecord, load_team


def open_plan_form(click: Click, desk: Desk) -> Reply:
    """The plan's form, with every broken promise of the team that has no plan yet to tick."""
    subject = read_subject(click.value)
    team = _team_of(desk, subject)
    require_team(desk.viewer, team)
    offered = _offered(desk, team, subject)
    chosen = [breach.id for breach in offered if breach.subject == subject]
    if not chosen:
        return Message("That promise is being kept again, so there is nothing to plan any more.")
    staff = staff_of(desk, team)
    names = subject_names(desk, (breach.subject for breach in offered))
    lines = [(breach, names[breach.subject]) for breach in offered]
    metadata = json.dumps({"team": team.id})
    shown = read_help(desk, team, [breach for breach in offered if breach.subject == subject])
    form = view.plan_form(lines, chosen, staff, desk.viewer.worker, usual_day(desk), shown, metadata)
    _audit_reading(desk, team, shown, offered)
    return Form(form)


def _audit_reading(desk: Desk, team: TeamRecord, shown: Help, offered: Iterable[Breach]) -> None:
    """The form shows cases and loads of the team: who read which is kept."""
    workers = {each.id for move in shown.moves for each in (move.holder, move.lead) if each is not None}
    with desk.writing() as session:
        record_audit(session, desk.change, "load_read", "team", team.id, workers=sorted(workers))
    named = [CaseId(each.subject.id) for each in offered if each.subject.kind is SubjectKind.CASE]
    record_reading(desk, [*named, *(move.case.id for move in shown.moves)])


def make_plan(submission: Submission, desk: Desk) -> Reply:
    """Record the plan for every line that was ticked; the climb stops until its date."""
    state = submission.view.state
    team = load_team(desk.session, TeamId(json.loads(submission.view.metadata)["team"]))
    require_team(desk.viewer, team)
    ticked = [BreachId(int(id_)) for id_ in state.get("lines") or ()]
    if not ticked:
        raise BadInput("Tick at least one promise that this plan answers.", "lines")
    plan = read_plan(desk, state, staff_of(desk, team))
    breaches = [each for each in load_breaches(desk.session, ticked) if each.closed_at is None]
    if not breaches:
        raise NotFound("Those promises are being kept again, so there is nothing to plan any more.")
    steps = _steps(desk, team, state.get("moves") or ())
    subjects = {breach.subject for breach in breaches}
    if {_team_of(desk, subject).id for subject in subjects} != {team.id}:
        raise BadInput("A plan answers promises of one team. Please open it again.", "lines")
    with desk.writing() as session:
        id_ = add_plan(session, desk.change, plan, [breach.id for breach in breaches], steps)
        record_audit(session, desk.change, "plan_made", "team", team.id, plan=id_, code=plan.code)
        mark_subjects(session, subjects, desk.now, Cause.TIME)
        for subject in sorted(subjects):
            redraw_living(session, desk, subject)
    who = load_names(desk.session, [plan.who])[plan.who]
    return Done(view.planned_message(plan, who, len(breaches), list_steps(desk.session, [id_])[id_]))


def _steps(desk: Desk, team: TeamRecord, ticked: Iterable[str]) -> dict[CaseId, WorkerId]:
    """The moves that were ticked: cases of the team, each to somebody who works in it."""
    pairs = [each.split(":") for each in ticked]
    steps = {CaseId(int(case)): WorkerId(int(worker)) for case, worker in pairs}
    known = {case.id: case for case in list_cases(desk.session, steps)}
    workers = set(list_team_workers(desk.session, team.id))
    for case, worker in steps.items():
        found = known.get(case)
        is_ours = found is not None and (found.team == team.id or found.lead in workers)
        if not is_ours or worker not in workers:
            raise BadInput("One of these moves can't be made any more. Please open the form again.", "moves")
    return steps


def mark_seen(click: Click, desk: Desk) -> Reply:
    """Write down that somebody responsible has seen it; it stops neither reminders nor the climb."""
    subject = read_subject(click.value)
    require_team(desk.viewer, _team_of(desk, subject))
    with desk.writing() as session:
        record_seen(session, desk.change, subject)
        redraw_living(session, desk, subject)
    return Message("The message says now that you have seen it. It still asks for a plan.")


def remind_later(click: Click, desk: Desk) -> Reply:
    """No reminders about it for this person for some working days; the climb goes on."""
    value, _, days = click.value.rpartition(":")
    subject = read_subject(value)
    require_team(desk.viewer, _team_of(desk, subject))
    until = decide_reminder(int(days), desk.today, desk.policy, desk.calendar)
    with desk.writing() as session:
        record_reminder(session, desk.change, subject, until)
    return view.reminded_message(until)


def choose_name(click: Click, desk: Desk) -> Reply:
    """The worker says whether the team's channel may show their name."""
    shows = click.value == "yes"
    with desk.writing() as session:
        change_name_in_channel(session, desk.viewer.worker, shows)
        record_audit(session, desk.change, "name_in_channel", "worker", desk.viewer.worker, shows=shows)
        redraw_living(session, desk, Subject(SubjectKind.WORKER, desk.viewer.worker))
    return alert_view.named_message(shows)


def read_subject(value: str) -> Subject:
    """The subject a button names, like "worker:12"."""
    kind, _, id_ = value.partition(":")
    try:
        return Subject(SubjectKind(kind), int(id_))
    except ValueError:
        raise BadInput("That button belongs to an older version of me. Please open it again.") from None


def _team_of(desk: Desk, subject: Subject) -> TeamRecord:
    """The team in which a subject's breaches stand; its own team when none does any more."""
    standing = list_breach_teams(desk.session, [subject]).get(subject)
    if standing is not None:
        return load_team(desk.session, standing)
    if subject.kind is SubjectKind.TEAM:
        return load_team(desk.session, TeamId(subject.id))
    if subject.kind is SubjectKind.WORKER:
        own = find_load(desk.session, WorkerId(subject.id))
        team = own.team if own is not None else None
    else:
        team = next((case.team for case in list_cases(desk.session, [CaseId(subject.id)])), None)
    if team is None:
        raise NotFound("That promise is being kept again, so there is nothing to do any more.")
    return load_team(desk.session, team)


def _offered(desk: Desk, team: TeamRecord, subject: Subject) -> list[Breach]:
    """The team's standing breaches without a plan, the subject's own first."""
    standing = [b for b in list_team_standing(desk.session, [team.id]) if not b.is_settling]
    planned = list_plans(desk.session, [breach.id for breach in standing])
    offered = [b for b in standing if b.subject == subject or b.id not in planned]
    return sorted(offered, key=lambda b: (b.subject != subject, b.opened_at))[: view.MOST_LINES]


ROUTES = (
    Route(Click, "plan", open_plan_form),
    Route(Submission, "plan", make_plan),
    Route(Click, "seen", mark_seen),
    Route(Click, "remind", remind_later),
    Route(Click, "name_in_channel", choose_name),
)
