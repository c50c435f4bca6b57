"""Reviewing a plan whose day has passed: it is done, goes on with a new day, or another takes its place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.access import can_see_team, require_team
from handlers.desk import Desk
from handlers.ledger.planning import read_day, read_plan, staff_of, subject_names, usual_day
from handlers.ledger.posts import redraw_living
from handlers.ledger.stand import climbs_of, stand_of
from handlers.messages import Click, Done, Form, Message, Post, Redraw, Reply, Submission, View
from handlers.reception.opening import record_reading
from handlers.reception.posting import Drawer, Drawers, Drawn
from handlers.reception.serving import Route
from handlers.views.ledger import reviews as view
from handlers.views.ledger.breaches import needs_review
from handlers.views.words import day_text
from scoring.breaches import Breach, Cause, Level
from scoring.errors import BadInput, NotFound
from scoring.ids import CaseId, PlanId, TeamId, WorkerId
from scoring.plans import Plan, ReviewOutcome, decide_plan
from scoring.readings import SubjectKind
from storage.accounts import find_account_of
from storage.audit import record_audit
from storage.due import mark_subjects
from storage.outbox import OutboxEntry
from storage.people import load_names
from storage.plans import (
    PlanRecord,
    add_plan,
    find_plan,
    list_plan_breaches,
    list_plans,
    list_steps,
    record_review,
)
from storage.teams import TeamRecord, load_team

KEPT_AGAIN = "That promise is being kept again, so there is nothing to review any more."


@dataclass(frozen=True, slots=True)
class Asked:
    """A plan to be reviewed, its team, and what it answers that still isn't kept."""

    record: PlanRecord
    team: TeamRecord
    breaches: Sequence[Breach]


def open_review_form(click: Click, desk: Desk) -> Reply:
    """The form, or a sentence where there is nothing to review any more."""
    asked = _asked(PlanId(int(click.value)), desk)
    if isinstance(asked, Message):
        return asked
    form = _draw(desk, asked, None)
    record_reading(desk, _cases_of(desk, asked))
    return Form(form)


def redraw_review_form(click: Click, desk: Desk) -> Reply:
    """What came of it was chosen: the form asks for what follows."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again.")
    asked = _asked(_plan_of(click.view.metadata), desk)
    if isinstance(asked, Message):
        return asked
    return Redraw(_draw(desk, asked, _outcome(click.view.state.get("outcome"))))


def review_plan(submission: Submission, desk: Desk) -> Reply:
    """Record what came of the plan, and the plan that follows if there is one."""
    state = submission.view.state
    asked = _asked(_plan_of(submission.view.metadata), desk)
    if isinstance(asked, Message):
        return Done(asked)
    outcome = _outcome(state.get("outcome"))
    if outcome is None:
        raise BadInput("Choose what came of the plan.", "outcome")
    if outcome is not ReviewOutcome.DONE and "by_when" not in state:
        return Redraw(_draw(desk, asked, outcome))
    plan = asked.record.plan
    if outcome is ReviewOutcome.GO_ON:
        plan = _going_on(desk, asked, state.get("by_when"))
    elif outcome is ReviewOutcome.ANOTHER:
        plan = read_plan(desk, state, staff_of(desk, asked.team))
    shown = picture_of_review(desk, asked)
    _record(desk, asked, outcome, plan)
    who = load_names(desk.session, [plan.who])[plan.who]
    return Done(view.reviewed_message(shown, outcome, plan, who))


def _record(desk: Desk, asked: Asked, outcome: ReviewOutcome, plan: Plan) -> None:
    ids = [breach.id for breach in asked.breaches]
    subjects = sorted({breach.subject for breach in asked.breaches})
    with desk.writing() as session:
        record_review(session, desk.change, asked.record.id, outcome)
        if outcome is not ReviewOutcome.DONE:
            add_plan(session, desk.change, plan, ids)
        detail = {"plan": asked.record.id, "outcome": outcome}
        record_audit(session, desk.change, "plan_reviewed", "team", asked.team.id, **detail)
        mark_subjects(session, subjects, desk.now, Cause.TIME)
        for subject in subjects:
            redraw_living(session, desk, subject)


def draw_plan_review(desk: Desk, entry: OutboxEntry) -> Drawn:
    """To whoever made the plan; nothing once it was reviewed, replaced, or the promise is kept again."""
    record = find_plan(desk.session, PlanId(entry.fixed["plan"]))
    team = load_team(desk.session, TeamId(entry.subject.id))
    if record is None or not _looks_after(desk, entry.worker, team):
        return None
    standing = _standing(desk, record)
    if not standing or not needs_review(record, desk.now, desk.policy):
        return None
    asked = Asked(record, team, standing)
    return Post(view.review_message(picture_of_review(desk, asked)))


def _looks_after(desk: Desk, worker: WorkerId | None, team: TeamRecord) -> bool:
    account = find_account_of(desk.session, worker, desk.today) if worker is not None else None
    return account is not None and can_see_team(account, team.id, team.service)


def _asked(id_: PlanId, desk: Desk) -> Asked | Message:
    """The plan as the viewer may review it now; a message where there is nothing to review."""
    record = find_plan(desk.session, id_)
    if record is None:
        raise NotFound("That plan is no longer here. /caseload breaches shows what is planned.")
    team = _team(desk, record)
    if record.review is not None:
        return view.already_reviewed_message(record)
    standing = _standing(desk, record)
    if not standing:
        newest = list_plans(desk.session, record.breaches).values()
        is_replaced = any(each.id != record.id for each in newest)
        return view.already_reviewed_message(record) if is_replaced else Message(KEPT_AGAIN)
    if not needs_review(record, desk.now, desk.policy):
        day = day_text(record.plan.by_when)
        return Message(f"This plan runs until {day}. If it can't work, make another one from the message.")
    return Asked(record, team, standing)


def _team(desk: Desk, record: PlanRecord) -> TeamRecord:
    """A team of the plan's that the viewer looks after. Raises NotAllowed when there is none."""
    ids = dict.fromkeys(team for _, team in list_plan_breaches(desk.session, record.id))
    teams = [load_team(desk.session, id_) for id_ in ids]
    seen = [team for team in teams if can_see_team(desk.viewer, team.id, team.service)]
    require_team(desk.viewer, (seen or teams)[0])
    return seen[0]


def _standing(desk: Desk, record: PlanRecord) -> list[Breach]:
    """What the plan answers that isn't kept now and has no newer plan."""
    breaches = [breach for breach, _ in list_plan_breaches(desk.session, record.id)]
    newest = list_plans(desk.session, [breach.id for breach in breaches])
    return [
        breach
        for breach in breaches
        if breach.closed_at is None and not breach.is_settling and newest[breach.id].id == record.id
    ]


def picture_of_review(desk: Desk, asked: Asked) -> view.PlanReview:
    """Everything that the review shows."""
    subjects = dict.fromkeys(breach.subject for breach in asked.breaches)
    names = subject_names(desk, subjects)
    plans = {breach.id: asked.record for breach in asked.breaches}
    climbs = dict(climbs_of(desk, asked.breaches, plans))
    first = min((b for b in asked.breaches if b.id in climbs), key=lambda b: climbs[b.id], default=None)
    return view.PlanReview(
        record=asked.record,
        standing=[
            view.Standing(
                subject,
                names[subject],
                [breach for breach in asked.breaches if breach.subject == subject],
                stand_of(desk, subject, None, to_channel=False).readings,
            )
            for subject in subjects
        ],
        steps=list_steps(desk.session, [asked.record.id])[asked.record.id],
        review_by=climbs[first.id] if first is not None else None,
        level=first.climbed_to if first is not None else Level.HEAD,
        now=desk.now,
        policy=desk.policy,
    )


def _cases_of(desk: Desk, asked: Asked) -> list[CaseId]:
    """The cases the review names: those whose promise isn't kept, and those the plan moves."""
    subjects = [breach.subject for breach in asked.breaches]
    steps = list_steps(desk.session, [asked.record.id])[asked.record.id]
    named = [CaseId(each.id) for each in subjects if each.kind is SubjectKind.CASE]
    return [*named, *(step.case for step in steps)]


def _draw(desk: Desk, asked: Asked, outcome: ReviewOutcome | None) -> View:
    metadata = json.dumps({"plan": asked.record.id})
    staff = staff_of(desk, asked.team)
    return view.review_form(picture_of_review(desk, asked), outcome, staff, usual_day(desk), metadata)


def _plan_of(metadata: str) -> PlanId:
    return PlanId(int(json.loads(metadata)["plan"]))


def _outcome(value: str | None) -> ReviewOutcome | None:
    return ReviewOutcome(value) if value else None


def _going_on(desk: Desk, asked: Asked, value: str | None) -> Plan:
    """The same plan until another day, if whoever sees to it still can."""
    plan, day = asked.record.plan, read_day(value)
    if plan.who not in staff_of(desk, asked.team):
        raise BadInput(
            f"{asked.record.who_name} is no longer in this team. Choose another plan, with somebody who is.",
            "outcome",
        )
    return decide_plan(plan.code, plan.who, day, plan.text, desk.today, desk.policy, desk.calendar)


ROUTES: tuple[Route, ...] = (
    Route(Click, "review", open_review_form),
    Route(Click, "review_outcome", redraw_review_form),
    Route(Submission, "review", review_plan),
)

DRAWERS: Drawers = {"plan_review": Drawer(draw_plan_review)}
