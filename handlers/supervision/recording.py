"""Recording that supervision happened: whose, which day, how many minutes; and taking a mistake back."""

from datetime import date

from handlers.desk import Desk
from handlers.messages import Click, Done, Message, Replace, Reply, Submission
from handlers.reception.serving import Route
from handlers.supervision.record_form import find_supervised, open_form
from handlers.views.supervision import recording as view
from scoring.errors import BadInput
from scoring.ids import SupervisionId, TeamId, WorkerId
from scoring.people import Worker
from scoring.supervision import decide_supervision
from storage.audit import record_audit
from storage.supervision import find_supervision, forget_supervision, record_supervision
from storage.teams import load_team


def open_record_form(click: Click, desk: Desk) -> Reply:
    """The form for a team's people, or with one of them chosen: the button says "team:7" or "worker:12"."""
    kind, _, id_ = click.value.partition(":")
    if kind == "worker":
        return open_form(desk, None, WorkerId(int(id_)))
    return open_form(desk, load_team(desk.session, TeamId(int(id_))), None)


def record(submission: Submission, desk: Desk) -> Reply:
    """Keep it, once: the same day again corrects the minutes."""
    state = submission.view.state
    worker = _chosen(state.get("worker"), desk)
    held_on, minutes = decide_supervision(
        _day(state.get("held_on")), state.get("minutes") or "", worker, desk.today, desk.policy
    )
    with desk.writing() as session:
        before = record_supervision(session, desk.change, worker.id, held_on, minutes)
        if before is None or before.minutes != minutes:
            record_audit(
                session, desk.change, "supervision_recorded", "worker", worker.id,
                held_on=held_on, minutes=minutes,
            )  # fmt: skip
    return Done(view.recorded_message(worker.name, held_on, minutes, before))


def take_back(click: Click, desk: Desk) -> Reply:
    """It was recorded by mistake: it is gone, and the audit says what it was."""
    found = find_supervision(desk.session, SupervisionId(int(click.value)))
    if found is None:
        return Message("That has been taken back already.")
    worker = find_supervised(desk, found.worker)
    with desk.writing() as session:
        if forget_supervision(session, found.id):
            record_audit(
                session, desk.change, "supervision_taken_back", "worker", worker.id,
                held_on=found.held_on, minutes=found.minutes,
            )  # fmt: skip
    return Replace(view.taken_back_message(worker.name, found.held_on))


def _chosen(value: str | None, desk: Desk) -> Worker:
    if not value:
        raise BadInput("Choose whose supervision it was.", "worker")
    return find_supervised(desk, WorkerId(int(value)))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


ROUTES = (
    Route(Click, view.ACTION, open_record_form),
    Route(Submission, view.ACTION, record),
    Route(Click, "supervision_take_back", take_back),
)
