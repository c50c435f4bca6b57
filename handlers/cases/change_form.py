"""The form of "Change facts" and of "Escalate / step down": what is known, and what becomes of the holder."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.access import can_see_team
from handlers.allocation.preparing import Prepared, sees_team
from handlers.allocation.proposing import Proposed, propose, suggest
from handlers.cases.forms import Sheet, read_moving_reason, read_sheet, sheet_of, sheet_text
from handlers.cases.holding import holder_of, stay_percent
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.cases import changing as view
from scoring.case import Case, CoWorker, Factor, Facts, Kind, Need
from scoring.eligibility import SoftReason, wrong_holder
from scoring.ids import WorkerId
from scoring.load_after import LoadChange, load_after
from scoring.people import Worker
from scoring.points import score_cases
from scoring.suggest import Suggestion, Wish
from storage.cases import load_casebook
from storage.people import list_team_workers, load_names

USUAL_REASON = "TSPROC"
"""An escalation moves a case by the usual process, in the codes of the looked-after return."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far. `part` is which of the two it is; `worker` is to lead it, if chosen."""

    sheet: Sheet
    part: view.Part
    facts: Facts
    worker: WorkerId | None = None
    reason: str | None = USUAL_REASON
    because: SoftReason | None = None
    stays: bool = True


def first_filled(case: Case, part: view.Part, desk: Desk) -> Filled:
    """The form as it opens: everything as it is known."""
    return Filled(sheet_of(desk, case), part, case.facts)


def read_form(case: Case, state: Mapping[str, Any], metadata: str, part: view.Part) -> Filled:
    """What the fields hold, over what is known of the case where the form has no field for it."""
    worker, because = state.get("worker"), state.get("because")
    return Filled(
        sheet=read_sheet(metadata),
        part=part,
        facts=_read_facts(case.facts, state, part),
        worker=WorkerId(int(worker)) if worker and worker != view.STAYS else None,
        reason=read_moving_reason(state) or (None if "reason" in state else USUAL_REASON),
        because=SoftReason(because) if because else None,
        stays=bool(state["stays"]) if "stays" in state else True,
    )


def _read_facts(known: Facts, state: Mapping[str, Any], part: view.Part) -> Facts:
    kind = Kind(state["kind"]) if state.get("kind") else known.kind
    need = Need(state["need"]) if state.get("need") else known.need
    unsettled = bool(state["unsettled"]) if "unsettled" in state else known.unsettled
    facts = replace(
        known,
        kind=kind,
        need=need if kind is Kind.CIN else Need.UNKNOWN,
        unsettled=unsettled and kind is Kind.CLA,
    )
    if part is view.Part.KIND:
        return facts
    travel = _read_travel(known.travel_minutes, state.get("travel"))
    return replace(facts, factors=frozenset(map(Factor, state.get("factors") or ())), travel_minutes=travel)


def _read_travel(known: int, chosen: str | None) -> int:
    """The minutes chosen; those known, where the step chosen is the one they already stand in."""
    if chosen == view.travel_step(known):
        return known
    return int(chosen or 0)


def draw_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    after = replace(case, facts=filled.facts)
    holder = holder_of(desk, case)
    may_move = can_see_team(desk.viewer, case.team, desk.team(case.team).service)
    wrong = wrong_holder(holder, after.facts, desk.policy) if holder is not None else None
    offers_lead = may_move and case.lead is not None and (wrong is not None or filled.part is view.Part.KIND)
    picture = view.Picture(
        part=filled.part,
        case=case,
        facts=filled.facts,
        holder=holder,
        is_own=holder is not None and holder.id == desk.viewer.worker,
        effect=_effect(desk, case, after, holder),
        wrong=wrong,
        suggestions=_suggestions(desk, case, after) if offers_lead and wrong is not None else [],
        staff=_staff(desk, case) if offers_lead else None,
        worker=filled.worker if offers_lead else None,
        moved=_moved(desk, case, filled) if offers_lead else None,
        reason=filled.reason,
        because=filled.because,
        stays=filled.stays,
        stay_percent=stay_percent(desk, case),
        note=note,
        metadata=sheet_text(filled.sheet),
        policy=desk.policy,
    )
    return view.change_form(picture)


def propose_change(desk: Desk, case: Case, filled: Filled, worker: WorkerId) -> Proposed:
    """The new facts and a new lead in one step, with the earlier holder staying on where that is ticked."""
    percent = stay_percent(desk, case) if filled.stays else None
    stays = (CoWorker(case.lead, percent),) if case.lead is not None and percent else ()
    prepared = Prepared(replace(case, facts=filled.facts), case.team, case, None)
    return propose(desk, prepared, worker, stays)


def change_of(desk: Desk, after: Case, holder: Worker) -> LoadChange:
    """What another version of a case does to its holder's load."""
    cases = load_casebook(desk.session, [holder.id])
    teams = {holder.team: desk.team(holder.team)}
    return load_after(holder, teams, cases, after, desk.policy, desk.today)


def _effect(desk: Desk, case: Case, after: Case, holder: Worker | None) -> view.Effect:
    """The points as they are and as they would be, and the holder's load where the viewer may see it."""
    book = load_casebook(desk.session, [holder.id] if holder is not None else [])
    others = [each for each in book if each.id != case.id]
    now = score_cases([*others, case], desk.policy, desk.today)[case.id]
    then = score_cases([*others, after], desk.policy, desk.today)[case.id]
    sees = holder is not None and (holder.id == desk.viewer.worker or sees_team(desk, holder.team))
    change = change_of(desk, after, holder) if holder is not None and sees else None
    return view.Effect(now, then, change)


def _moved(desk: Desk, case: Case, filled: Filled) -> view.Moved | None:
    if filled.worker is None or filled.worker == case.lead:
        return None
    proposed = propose_change(desk, case, filled, filled.worker)
    decision = proposed.decision
    holder = holder_of(desk, case)
    sees_holder = holder is not None and sees_team(desk, holder.team)
    return view.Moved(
        name=proposed.lead.name,
        change=None if proposed.lead.id in proposed.unseen else proposed.change,
        earlier=change_of(desk, proposed.after, holder) if holder is not None and sees_holder else None,
        said=decision.sentences,
        asks_reason=decision.is_allowed and bool(decision.soft),
    )


def _suggestions(desk: Desk, case: Case, after: Case) -> list[Suggestion]:
    """Who of the team might lead it as it would be, best first."""
    return suggest(desk, Prepared(after, case.team, case, None), Wish())


def _staff(desk: Desk, case: Case) -> dict[WorkerId, str]:
    names = load_names(desk.session, list_team_workers(desk.session, case.team))
    return {id_: name for id_, name in names.items() if id_ != case.lead}
