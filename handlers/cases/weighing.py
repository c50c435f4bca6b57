"""Weighing a case differently, as several screens need it: who may, what is proposed, what it makes."""

from handlers.access import can_see_worker, supervised_teams
from handlers.desk import Desk
from handlers.views.cases.cases import Proposed
from scoring.case import Case
from scoring.ids import WorkerId
from scoring.judgement import judged
from scoring.load_after import LoadChange, load_after
from scoring.points import CasePoints, score_cases
from storage.cases import load_casebook
from storage.judgements import ProposalRecord, list_proposals
from storage.people import load_workers


def may_weigh(case: Case, desk: Desk) -> bool:
    """Whether the viewer is one of the two who agree a judgement: the lead, or a supervisor of the team."""
    return case.lead is not None and (case.lead == desk.viewer.worker or supervises(case, desk))


def supervises(case: Case, desk: Desk) -> bool:
    """Whether the viewer supervises the case's team today, as its cover or otherwise."""
    return case.team in supervised_teams(desk.viewer)


def may_answer(proposal: ProposalRecord, case: Case, desk: Desk) -> bool:
    """Whether it is the viewer who is asked to agree: the worker, or any supervisor but the worker."""
    viewer = desk.viewer.worker
    if proposal.supervisor is None:
        return viewer != proposal.worker and supervises(case, desk)
    return viewer == proposal.worker


def read_proposed(case: Case, desk: Desk) -> Proposed | None:
    """The open proposal about a case, with the load it would make where the viewer may see that."""
    proposal = list_proposals(desk.session, [case.id], desk.today).get(case.id)
    if proposal is None:
        return None
    makes = None
    if sees_load(proposal.worker, desk):
        makes = judged_load(case_proposed(case, proposal), desk).after.points
    return Proposed(proposal, makes, may_answer(proposal, case, desk))


def case_proposed(case: Case, proposal: ProposalRecord) -> Case:
    """The case as it would be with the proposal agreed."""
    return judged(case, proposal.points, proposal.reason, proposal.worker, proposal.supervisor)


def has_lead(case: Case, desk: Desk) -> bool:
    """Whether somebody leads the case who is in a team, so that they have a load."""
    return case.lead is not None and case.lead in load_workers(desk.session, [case.lead])


def judged_load(after: Case, desk: Desk) -> LoadChange:
    """What another judgement does to the load of the case's lead, who must be in a team."""
    if after.lead is None:
        raise LookupError("nobody leads the case")
    lead = load_workers(desk.session, [after.lead])[after.lead]
    cases = load_casebook(desk.session, [lead.id])
    teams = {lead.team: desk.team(lead.team)}
    return load_after(lead, teams, cases, after, desk.policy, desk.today)


def judged_points(after: Case, desk: Desk) -> CasePoints:
    """The points of a case as it would be, among its family."""
    book = load_casebook(desk.session, [after.lead] if after.lead is not None else [])
    cases = [*(case for case in book if case.id != after.id), after]
    return score_cases(cases, desk.policy, desk.today)[after.id]


def sees_load(worker: WorkerId, desk: Desk) -> bool:
    """Whether the viewer may see this worker's load."""
    person = load_workers(desk.session, [worker]).get(worker)
    if person is None:
        return False
    return can_see_worker(desk.viewer, worker, person.team, desk.team(person.team).service)
