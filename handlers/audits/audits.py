"""/caseload audit: a worker sees everything held about them, and their managers that of their own people."""

from collections.abc import Collection
from functools import partial

from handlers.access import can_answer_concern, can_see_team, has_role
from handlers.desk import Desk
from handlers.messages import Command, Reply
from handlers.reception.finding import find_person
from handlers.reception.serving import Route
from handlers.views.audits import held as view
from scoring.errors import NotAllowed
from scoring.ids import ConcernId, WorkerId
from scoring.people import Role
from storage.audit import record_audit
from storage.audit_trail import Trace, list_about
from storage.concerns import list_concerns_of
from storage.held import load_held
from storage.people import load_person
from storage.teams import load_team

OWN = frozenset({"", "me", "mine", "my"})


def show_audit(command: Command, desk: Desk) -> Reply:
    """What is held about the viewer, or about somebody whose team they see; the reading is audited too."""
    text = command.text.strip()
    person = desk.viewer.worker
    if text.casefold() not in OWN:
        person = find_person(desk.session, text.strip('"“”')).id
    is_own = person == desk.viewer.worker
    sees = is_own or _sees_cases(desk, person)
    concerns = None if is_own else _known_concerns(desk, person)
    held = load_held(desk.session, person, concerns)
    is_for_viewer = partial(_is_for_reader, concerns, sees)
    traces = list_about(desk.session, person, held.teams, view.MOST_TRACES, is_for_viewer)
    message = view.held_message(view.Picture(held, traces, is_own, sees, desk.today, desk.policy))
    with desk.writing() as session:
        record_audit(session, desk.change, "audit_read", "worker", person)
    return message


def _sees_cases(desk: Desk, person: WorkerId) -> bool:
    """Whether the viewer may see how much the person holds: who sees their team, and no administrator alone.

    Raises NotAllowed for whoever may read nothing of them.
    """
    team = load_person(desk.session, person).team
    record = load_team(desk.session, team) if team is not None else None
    sees = record is not None and can_see_team(desk.viewer, record.id, record.service)
    if not sees and not has_role(desk.viewer, Role.ADMIN):
        raise NotAllowed(
            "What is held about somebody is for themselves and their own managers to read. "
            "/caseload audit me shows what is held about you."
        )
    return sees


def _known_concerns(desk: Desk, person: WorkerId) -> frozenset[ConcernId]:
    """The person's concerns that have come to the viewer; nobody else may know that there is one."""
    concerns = list_concerns_of(desk.session, person)
    return frozenset(each.concern.id for each in concerns if can_answer_concern(desk.viewer, each))


def _is_for_reader(concerns: Collection[ConcernId] | None, sees: bool, trace: Trace) -> bool:
    """Whether a trace may be told: of a concern to whom it has come, of supervision to who sees the team."""
    if trace.action.startswith("concern"):
        return concerns is None or trace.detail.get("concern") in concerns
    return sees or not trace.action.startswith("supervision")


ROUTES: tuple[Route, ...] = (
    Route(
        Command,
        "/caseload audit",
        show_audit,
        "/caseload audit [me | @worker]",
        "everything that is held about you, and who looked at it; of a worker, for those who look after them",
    ),
)
