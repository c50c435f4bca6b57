"""/caseload concern and its button: a worker says that they need to talk about their caseload.

It goes to one person, by direct message. One concern is open at a time: saying more asks again.
"""

from datetime import datetime

from handlers.access import supervised_teams
from handlers.concerns.asked import read_own_concern
from handlers.concerns.posts import ask, redraw, soon
from handlers.desk import Desk
from handlers.messages import Click, Command, Done, Form, Replace, Reply, Submission
from handlers.reception.serving import Route
from handlers.reception.wording import read_words
from handlers.views.concerns import concerns as view
from scoring.breaches import Cause
from scoring.concerns import (
    Asked,
    Candidate,
    Outcome,
    Result,
    Said,
    answer_deadline,
    decide_again,
    decide_first,
    decide_next,
    decide_said,
)
from scoring.errors import Conflict, NotFound
from scoring.ids import ConcernId, TeamId
from scoring.readings import Subject, SubjectKind
from scoring.working_time import london_day
from storage.audit import record_audit
from storage.concerns import (
    ConcernRecord,
    add_concern,
    change_concern,
    close_concern,
    find_concern,
    find_open_concern,
)
from storage.due import Mark, add_marks
from storage.people import load_names
from storage.responsible import list_candidates


def show_concern(command: Command, desk: Desk) -> Reply:
    """The form; or, where the worker has an open concern, how that stands."""
    return read_own_concern(desk) or _form(desk, None, command.text)


def open_concern_form(_click: Click, desk: Desk) -> Reply:
    """The form, filled with what the worker said where a concern of theirs is open."""
    return _form(desk, find_open_concern(desk.session, desk.viewer.worker))


def send_concern(submission: Submission, desk: Desk) -> Reply:
    """Raise it, or say more where one is open already; either way somebody is asked."""
    state = submission.view.state
    said = decide_said(state.get("topics") or (), state.get("suits") or "", read_words(state, desk))
    known = find_open_concern(desk.session, desk.viewer.worker)
    return _raise(desk, said) if known is None else _say_more(desk, known, said)


def withdraw_concern(click: Click, desk: Desk) -> Reply:
    """The worker takes it back; whoever was asked can see that."""
    record = find_concern(desk.session, ConcernId(int(click.value)))
    worker = desk.viewer.worker
    if record is None or record.concern.worker != worker:
        raise NotFound("That isn't a concern of yours. /caseload concern shows yours.")
    id_ = record.concern.id
    with desk.writing() as session:
        if not close_concern(session, desk.change, id_, Result(Outcome.WITHDRAWN)):
            return Replace(view.closed_already_message())
        record_audit(session, desk.change, "concern_withdrawn", "worker", worker, concern=id_)
        redraw(session, desk, id_, worker)
    return Replace(
        view.withdrawn_message(load_names(desk.session, [record.concern.asked])[record.concern.asked])
    )


def _form(desk: Desk, known: ConcernRecord | None, typed: str = "") -> Form:
    candidates = _candidates(desk)
    asked = _decide(desk, known, candidates)
    return Form(view.concern_form(_going(desk, asked), known.concern if known else None, typed))


def _raise(desk: Desk, said: Said) -> Done:
    candidates, worker = _candidates(desk), desk.viewer.worker
    asked, by = _decide(desk, None, candidates), _deadline(desk)
    with desk.writing() as session:
        id_ = add_concern(session, desk.change, _own_team(desk), said, asked, by)
        record_audit(
            session, desk.change, "concern_raised", "worker", worker, concern=id_, asked=asked.worker
        )
        ask(session, desk, id_, worker, asked)
        add_marks(session, [Mark(Subject(SubjectKind.WORKER, worker), by, Cause.TIME)])
    goes_on = decide_next(candidates, worker, asked.level) is not None
    return Done(view.raised_message(_going(desk, asked), by, goes_on=goes_on))


def _say_more(desk: Desk, known: ConcernRecord, said: Said) -> Done:
    """Where it has been answered already, they are asked once more, with the whole time to answer in."""
    concern, worker = known.concern, desk.viewer.worker
    candidates = _candidates(desk)
    asked = _decide(desk, known, candidates)
    going = _going(desk, asked)
    is_same = said == concern.said and concern.answered_at is None and asked.worker == concern.asked
    if is_same:
        return Done(view.said_already_message(going))
    is_new_question = concern.answered_at is not None or asked.worker != concern.asked
    by = _deadline(desk) if is_new_question else concern.answer_by
    with desk.writing() as session:
        if not change_concern(session, concern, said, asked, by):
            raise Conflict("Your concern has just been answered, closed, or gone one up.")
        record_audit(
            session, desk.change, "concern_changed", "worker", worker, concern=concern.id, asked=asked.worker
        )
        ask(session, desk, concern.id, worker, asked)
        add_marks(session, [Mark(Subject(SubjectKind.WORKER, worker), by, Cause.TIME)])
    goes_on = decide_next(candidates, worker, asked.level) is not None
    return Done(view.changed_message(going, by, goes_on=goes_on))


def _candidates(desk: Desk) -> list[Candidate]:
    """Everybody above the worker on the day on which they would be told."""
    return list_candidates(desk.session, desk.viewer.worker, _own_team(desk), london_day(soon(desk)))


def _own_team(desk: Desk) -> TeamId | None:
    """The team the worker is in; for somebody in none, the one they supervise."""
    viewer = desk.viewer
    return viewer.team if viewer.team is not None else next(iter(supervised_teams(viewer)), None)


def _decide(desk: Desk, known: ConcernRecord | None, candidates: list[Candidate]) -> Asked:
    worker = desk.viewer.worker
    asked = (
        decide_first(candidates, worker)
        if known is None
        else decide_again(candidates, worker, known.concern.level)
    )
    if asked is None:
        raise NotFound(
            "I know of nobody above you whom I could tell. Please speak to your own manager directly; your "
            "caseload administrator can add who that is."
        )
    return asked


def _deadline(desk: Desk) -> datetime:
    return answer_deadline(desk.now, desk.policy, desk.calendar)


def _going(desk: Desk, asked: Asked) -> view.Going:
    name = load_names(desk.session, [asked.worker])[asked.worker]
    at = soon(desk)
    return view.Going(name, asked.level, asked.why, at if at > desk.now else None)


ROUTES = (
    Route(
        Command,
        "/caseload concern",
        show_concern,
        "/caseload concern",
        "say that you need to talk about your caseload; it goes to your supervisor alone",
    ),
    Route(Click, view.ACTION, open_concern_form),
    Route(Submission, view.ACTION, send_concern),
    Route(Click, "concern_withdraw", withdraw_concern),
)
