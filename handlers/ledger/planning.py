"""What the plan's form and its review both need: who can see to a plan, whose promises, what was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from handlers.desk import Desk
from handlers.reception.wording import read_words
from scoring.errors import BadInput
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.plans import Plan, decide_plan
from scoring.readings import Subject, SubjectKind
from storage.cases import list_cases
from storage.loads import list_loads
from storage.people import load_names
from storage.responsible import list_supervisors
from storage.teams import TeamRecord, load_team

USUAL_WORKING_DAYS = 5
"""A working week: the day the form starts with. It is no rule; the policy's `plan_most_days` is."""


def usual_day(desk: Desk) -> date:
    """The day that a form suggests for a plan."""
    return desk.calendar.add_working_days(desk.today, USUAL_WORKING_DAYS)


def staff_of(desk: Desk, team: TeamRecord) -> dict[WorkerId, str]:
    """Who can see to a plan: whoever makes it, the team's supervisors, its workers."""
    people = [desk.viewer.worker, *list_supervisors(desk.session, team.id, desk.today)]
    names = load_names(desk.session, people)
    workers = {
        each.load.worker: each.name for each in list_loads(desk.session, [team.id]) if not each.has_left
    }
    return {**names, **workers}


def subject_names(desk: Desk, subjects: Iterable[Subject]) -> dict[Subject, str]:
    """What each subject is called to those who look after its team: a name, a reference, the team."""
    ids: dict[SubjectKind, list[int]] = {kind: [] for kind in SubjectKind}
    for subject in set(subjects):
        ids[subject.kind].append(subject.id)
    workers = load_names(desk.session, map(WorkerId, ids[SubjectKind.WORKER]))
    cases = list_cases(desk.session, map(CaseId, ids[SubjectKind.CASE]))
    names = {Subject(SubjectKind.CASE, id_): "a case" for id_ in ids[SubjectKind.CASE]}
    names |= {Subject(SubjectKind.CASE, case.id): case.reference for case in cases}
    names |= {Subject(SubjectKind.WORKER, id_): name for id_, name in workers.items()}
    teams = map(TeamId, ids[SubjectKind.TEAM])
    return names | {Subject(SubjectKind.TEAM, id_): load_team(desk.session, id_).name for id_ in teams}


def read_plan(desk: Desk, state: Mapping[str, Any], staff: Mapping[WorkerId, str]) -> Plan:
    """The plan somebody typed; BadInput names the field if it can't be one."""
    return decide_plan(
        state.get("code") or "",
        _who(state.get("who"), staff),
        read_day(state.get("by_when")),
        read_words(state, desk),
        desk.today,
        desk.policy,
        desk.calendar,
    )


def _who(value: str | None, staff: Mapping[WorkerId, str]) -> WorkerId:
    """Who sees to it: one of those whom the form offers for the team."""
    if not value:
        raise BadInput("Choose who sees to it.", "who")
    who = WorkerId(int(value))
    if who not in staff:
        raise BadInput("They are no longer in this team. Choose somebody else who sees to it.", "who")
    return who


def read_day(value: str | None) -> date:
    """The day chosen in a form."""
    if not value:
        raise BadInput("Choose the day by which it will be done.", "by_when")
    return date.fromisoformat(value)
