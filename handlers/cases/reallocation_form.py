"""The form of /case's Reallocate button: drawn again as team, worker and need change."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from handlers.allocation.form import team_choices
from handlers.allocation.proposing import Prepared, Proposed, propose, sees_team, suggest
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.allocation.allocations import MOST_IN_FORM
from handlers.views.cases import reallocation_form as view
from scoring.capacity import capacity_share
from scoring.case import Case, CoWorker, Kind, Need
from scoring.eligibility import SoftReason, wrong_holder
from scoring.errors import BadInput
from scoring.hard_rules import Rule, RuleCode
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.load_after import LoadChange, load_after
from scoring.people import Worker
from scoring.suggest import Suggestion, Wish
from storage.cases import load_casebook
from storage.people import list_team_workers, load_names, load_workers
from storage.teams import load_team, load_teams


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far; `home`, `version` and `known` are the case's, as the form last showed it.

    `home` is the case's team, `known` the number of its last change.
    """

    case: CaseId
    version: int
    known: int
    home: TeamId
    team: TeamId
    worker: WorkerId | None = None
    need: Need | None = None
    reason: str | None = None
    because: SoftReason | None = None
    stays: bool = False
    shown: tuple[int, ...] = ()


def case_of(metadata: str) -> CaseId:
    """The case a form is about."""
    return CaseId(int(json.loads(metadata)["case"]))


def read_form(state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here."""
    kept = json.loads(metadata)
    home = TeamId(int(kept["home"]))
    team = TeamId(int(state.get("team") or kept["team"]))
    worker = state.get(view.worker_field(home, team))
    return Filled(
        case=case_of(metadata),
        version=int(kept["version"]),
        known=int(kept["known"]),
        home=home,
        team=team,
        worker=WorkerId(int(worker)) if worker and worker != "0" else None,
        need=Need(state["need"]) if state.get("need") else None,
        reason=state.get("reason") or None,
        because=SoftReason(state["because"]) if state.get("because") else None,
        stays=bool(state.get("stays")),
        shown=tuple(kept.get("shown", ())),
    )


def draw_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    suggestions = _suggestions(desk, case, filled)
    proposed = propose_move(desk, case, filled) if filled.worker not in (None, case.lead) else None
    shown = tuple(each.worker.id for each in suggestions[:MOST_IN_FORM])
    kept = {name: getattr(filled, name) for name in ("case", "version", "known", "home", "team")}
    picture = view.Picture(
        case=case,
        holder=holder_name(desk, case),
        teams=_teams(desk, case, filled),
        team=filled.team,
        worker=filled.worker,
        staff=_staff(desk, case, filled),
        suggestions=tuple(suggestions),
        effect=effect_of(desk, case, proposed) if proposed else None,
        asks_need=_asks_need(case),
        need=filled.need,
        reason=filled.reason,
        because=filled.because,
        stays=filled.stays,
        stay_percent=stay_percent(desk, case),
        note=note,
        metadata=json.dumps({**kept, "shown": shown}),
        policy=desk.policy,
    )
    return view.reallocate_form(picture)


def holder_name(desk: Desk, case: Case) -> str | None:
    """Who leads the case now; None while the child waits."""
    return load_names(desk.session, [case.lead])[case.lead] if case.lead is not None else None


def stays_by_default(desk: Desk, case: Case) -> bool:
    """Whether the form asks the earlier worker to stay on: when they may not lead it (an escalation)."""
    holder = _holder(desk, case)
    return holder is not None and wrong_holder(holder, case.facts, desk.policy) is not None


def stay_percent(desk: Desk, case: Case) -> int | None:
    """The share with which the earlier worker can stay on; None if they aren't there or it isn't left."""
    holder = _holder(desk, case)
    percent = desk.policy.escalation_co_worker_percent
    taken = sum(each.percent for each in case.co_workers)
    if holder is None or capacity_share(holder, desk.today) == 0 or taken + percent > 99:
        return None
    return percent


def _prepared(case: Case, filled: Filled) -> Prepared:
    stated = filled.need if _asks_need(case) else None
    facts = replace(case.facts, need=stated) if stated is not None else case.facts
    return Prepared(replace(case, facts=facts), case.team, case, None)


def propose_move(desk: Desk, case: Case, filled: Filled) -> Proposed:
    """What the form asks for, with everything it would do."""
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", view.worker_field(case.team, filled.team))
    percent = stay_percent(desk, case) if filled.stays else None
    stays = (CoWorker(case.lead, percent),) if case.lead is not None and percent else ()
    return propose(desk, _prepared(case, filled), filled.worker, stays)


def _suggestions(desk: Desk, case: Case, filled: Filled) -> list[Suggestion]:
    """Who might lead it, in the chosen team; nobody's load is shown to whom it isn't open."""
    if not sees_team(desk, filled.team):
        return []
    return suggest(desk, replace(_prepared(case, filled), team=filled.team), Wish())


def _staff(desk: Desk, case: Case, filled: Filled) -> dict[WorkerId, str]:
    listed = list_team_workers(desk.session, filled.team) if sees_team(desk, filled.team) else [filled.worker]
    names = load_names(desk.session, [each for each in listed if each is not None])
    return {id_: name for id_, name in names.items() if id_ != case.lead}


def _teams(desk: Desk, case: Case, filled: Filled) -> dict[TeamId, str]:
    teams = {**team_choices(desk), case.team: load_team(desk.session, case.team).name}
    return teams | {filled.team: load_team(desk.session, filled.team).name}


def effect_of(desk: Desk, case: Case, proposed: Proposed) -> view.Effect:
    """What the move would do, as far as the viewer may see it."""
    lead, decision = proposed.lead, proposed.decision
    sees = sees_team(desk, lead.team)
    said = [rule.sentence for rule in decision.hard]
    said += [rule.sentence if sees else _unseen(rule, lead) for rule in decision.soft]
    return view.Effect(
        name=lead.name,
        points=proposed.points,
        change=proposed.change if sees else None,
        earlier=_earlier_change(desk, case, proposed),
        said=tuple(dict.fromkeys(said)),
        asks_reason=decision.is_allowed and bool(decision.soft),
    )


def _unseen(rule: Rule, lead: Worker) -> str:
    """A rule about a worker of another team, without the figures that are for that team's managers."""
    if rule.code in (RuleCode.OVER_PROMISE, RuleCode.OVER_BANDWIDTH, RuleCode.PACE):
        return f"{lead.name} would have more than their own team would usually give them. Ask it first."
    return rule.sentence


def _earlier_change(desk: Desk, case: Case, proposed: Proposed) -> LoadChange | None:
    holder = _holder(desk, case)
    if holder is None or not sees_team(desk, holder.team):
        return None
    cases = load_casebook(desk.session, [holder.id])
    teams = load_teams(desk.session, [holder.team])
    return load_after(holder, teams, cases, proposed.after, desk.policy, desk.today)


def _holder(desk: Desk, case: Case) -> Worker | None:
    return load_workers(desk.session, [case.lead]).get(case.lead) if case.lead is not None else None


def _asks_need(case: Case) -> bool:
    return case.facts.kind is Kind.CIN and case.facts.need is Need.UNKNOWN
