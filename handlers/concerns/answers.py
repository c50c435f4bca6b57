"""What whoever is asked does about a worker's concern: say that they will talk, and what came of it."""

import json
from dataclasses import replace

from handlers.access import can_answer_concern
from handlers.concerns.drawing import told_of
from handlers.concerns.posts import ANSWERED, CLOSED, redraw, tell_worker
from handlers.desk import Desk
from handlers.messages import Click, Done, Form, Replace, Reply, Submission
from handlers.reception.serving import Route
from handlers.reception.wording import read_words
from handlers.views.concerns import answers as view
from scoring.concerns import decide_result
from scoring.errors import Conflict, NotAllowed
from scoring.ids import ConcernId
from storage.audit import record_audit
from storage.concerns import ConcernRecord, claim_concern, close_concern, find_concern
from storage.session import Session


def answer_concern(click: Click, desk: Desk) -> Reply:
    """They will talk with the worker: it goes no further up, and the worker is told."""
    record = _load(click.value, desk)
    concern = record.concern
    if concern.answered_at is None and concern.closed_at is None:
        with desk.writing() as session:
            if not claim_concern(session, desk.change, concern.id):
                raise Conflict("Somebody has just answered it.")
            _audit(desk, session, "concern_answered", record)
            tell_worker(session, desk, concern.id, concern.worker, ANSWERED)
            redraw(session, desk, concern.id, concern.worker)
        concern = replace(concern, answered_at=desk.now, answered_by=desk.viewer.worker)
    return Replace(view.concern_message(told_of(desk, replace(record, concern=concern))))


def open_outcome_form(click: Click, desk: Desk) -> Reply:
    """What came of the talk, as a form; a concern that is closed is shown as it is."""
    record = _load(click.value, desk)
    if record.concern.closed_at is not None:
        return Replace(view.concern_message(told_of(desk, record)))
    return Form(view.outcome_form(record.name, json.dumps({"concern": record.concern.id})))


def close_with_outcome(submission: Submission, desk: Desk) -> Reply:
    """It is closed with what was agreed, and the worker is told."""
    record = _load(str(json.loads(submission.view.metadata)["concern"]), desk)
    state, concern = submission.view.state, record.concern
    result = decide_result(state.get("outcome") or "", read_words(state, desk))
    if concern.closed_at is not None:
        return Done(view.concern_message(told_of(desk, record)))
    with desk.writing() as session:
        if not close_concern(session, desk.change, concern.id, result):
            raise Conflict("Somebody has just closed it.")
        _audit(desk, session, "concern_closed", record)
        tell_worker(session, desk, concern.id, concern.worker, CLOSED)
        redraw(session, desk, concern.id, concern.worker)
    return Done(view.closed_message(record.name, result.outcome))


def _load(value: str, desk: Desk) -> ConcernRecord:
    """The concern, for somebody it has come to; everybody else reads the same whether there is one or not."""
    record = find_concern(desk.session, ConcernId(int(value)))
    if record is None or not can_answer_concern(desk.viewer, record):
        raise NotAllowed(
            "This is private to whoever looks after that worker today. If that is you, ask your caseload "
            "administrator to look at who supervises the team."
        )
    return record


def _audit(desk: Desk, session: Session, action: str, record: ConcernRecord) -> None:
    concern = record.concern
    record_audit(session, desk.change, action, "worker", concern.worker, concern=concern.id)


ROUTES = (
    Route(Click, "concern_answer", answer_concern),
    Route(Click, "concern_close", open_outcome_form),
    Route(Submission, "concern_close", close_with_outcome),
)
