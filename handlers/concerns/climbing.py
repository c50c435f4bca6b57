"""A concern that nobody has answered in time goes one level up, and the worker is told to whom."""

from collections.abc import Iterable

from handlers.concerns.posts import CLIMBED, ask, redraw, soon, tell_worker
from handlers.desk import Desk
from scoring.breaches import Cause
from scoring.concerns import answer_deadline, decide_next
from scoring.ids import WorkerId
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.audit import record_audit
from storage.concerns import ConcernRecord, list_unanswered, record_next_asked
from storage.due import Mark, add_marks
from storage.responsible import list_candidates
from storage.session import Session


def climb_concerns(session: Session, desk: Desk, workers: Iterable[WorkerId]) -> None:
    """One level up for the concerns of these workers that should have been answered by now."""
    for record in list_unanswered(session, workers, desk.now, desk.today):
        _climb(session, desk, record)


def _climb(session: Session, desk: Desk, record: ConcernRecord) -> None:
    concern = record.concern
    candidates = list_candidates(session, record.concern.worker, record.team, london_day(soon(desk)))
    asked = decide_next(candidates, concern.worker, concern.level)
    by = answer_deadline(desk.now, desk.policy, desk.calendar)
    if asked is None or not record_next_asked(session, concern, asked, by):
        return
    record_audit(
        session, desk.change, "concern_climbed", "worker", concern.worker,
        concern=concern.id, asked=asked.worker, level=asked.level,
    )  # fmt: skip
    redraw(session, desk, concern.id, concern.worker)
    ask(session, desk, concern.id, concern.worker, asked, earlier=concern.asked)
    tell_worker(session, desk, concern.id, concern.worker, CLIMBED)
    add_marks(session, [Mark(Subject(SubjectKind.WORKER, concern.worker), by, Cause.TIME)])
