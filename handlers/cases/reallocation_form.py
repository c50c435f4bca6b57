"""The form of /case's Reallocate button: drawn again as team, worker, need and siblings change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.allocation.form import team_choices
from handlers.allocation.preparing import Prepared, sees_team
from handlers.allocation.proposing import Proposed, propose, suggest
from handlers.cases.forms import Sheet, read_moving_reason, read_sheet, sheet_of, sheet_text
from handlers.cases.holding import holder_name, holder_of, stay_percent
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.allocation.allocations import MOST_IN_FORM
from handlers.views.cases import reallocation_form as view
from scoring.case import Case, CoWorker, Kind, Need
from scoring.eligibility import SoftReason, wrong_holder
from scoring.errors import BadInput
from scoring.hard_rules import Rule, RuleCode
from scoring.ids import CaseId, TeamId, WorkerId
from scoring.load_after import LoadChange, load_after_all
from scoring.people import Worker
from scoring.suggest import Suggestion, Wish
from storage.cases import list_family, load_casebook
from storage.people import list_team_workers, load_names
from storage.teams import load_team, load_teams


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far; `sheet` is the case as the form last showed it.

    `siblings` are those that move along, `versions` the siblings as the form last showed them.
    """

    sheet: Sheet
    team: TeamId
    worker: WorkerId | None = None
    need: Need | None = None
    reason: str | None = None
    because: SoftReason | None = None
    stays: bool = False
    siblings: frozenset[CaseId] = frozenset()
    versions: Mapping[CaseId, int] = field(default_factory=dict)
    shown: tuple[int, ...] = ()


def first_filled(desk: Desk, case: Case, worker: WorkerId | None, team: TeamId) -> Filled:
    """The form as it opens: with every sibling that could move along, so that a family stays together."""
    siblings = movable(desk, case)
    return Filled(
        sheet=sheet_of(desk, case, siblings),
        team=team,
        worker=worker,
        stays=stays_by_default(desk, case),
        siblings=frozenset(each.id for each in siblings),
        versions={each.id: each.version for each in siblings},
    )


def refreshed(desk: Desk, case: Case, filled: Filled) -> Filled:
    """What was filled in, over the case and its siblings as they are now."""
    siblings = movable(desk, case)
    return replace(
        filled,
        sheet=sheet_of(desk, case, siblings),
        siblings=filled.siblings & {each.id for each in siblings},
        versions={each.id: each.version for each in siblings},
    )


def read_form(state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here."""
    kept = json.loads(metadata)
    sheet = read_sheet(metadata)
    team = TeamId(int(state.get("team") or kept["team"]))
    worker = state.get(view.worker_field(sheet.home, team))
    return Filled(
        sheet=sheet,
        team=team,
        worker=WorkerId(int(worker)) if worker and worker != "0" else None,
        need=Need(state["need"]) if state.get("need") else None,
        reason=read_moving_reason(state),
        because=SoftReason(state["because"]) if state.get("because") else None,
        stays=bool(state.get("stays")),
        siblings=frozenset(CaseId(int(id_)) for id_ in state.get("siblings") or ()),
        versions={CaseId(int(id_)): version for id_, version in kept.get("siblings", {}).items()},
        shown=tuple(kept.get("shown", ())),
    )


def draw_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    siblings = movable(desk, case)
    suggestions = _suggestions(desk, case, filled)
    proposed = propose_move(desk, case, filled) if filled.worker not in (None, case.lead) else None
    shown = tuple(each.worker.id for each in suggestions[:MOST_IN_FORM])
    picture = view.Picture(
        case=case,
        holder=holder_name(desk, case),
        teams=_teams(desk, case, filled),
        team=filled.team,
        worker=filled.worker,
        staff=_staff(desk, case, filled),
        suggestions=tuple(suggestions),
        siblings=siblings,
        along=filled.siblings,
        effect=effect_of(desk, case, proposed) if proposed else None,
        asks_need=_asks_need([case, *_along(siblings, filled)]),
        need=filled.need,
        reason=filled.reason,
        because=filled.because,
        stays=filled.stays,
        stay_percent=stay_percent(desk, case),
        note=note,
        metadata=sheet_text(filled.sheet, team=filled.team, shown=shown, siblings=dict(filled.versions)),
        policy=desk.policy,
    )
    return view.reallocate_form(picture)


def movable(desk: Desk, case: Case) -> list[Case]:
    """The siblings that could move along: with the same lead in the same team, or waiting in it as well."""
    if case.family is None:
        return []
    siblings = [
        each
        for each in list_family(desk.session, case.family)
        if each.id != case.id and (each.lead, each.team) == (case.lead, case.team)
    ]
    return sorted(siblings, key=lambda each: each.reference)[: view.MOST_SIBLINGS]


def moved_siblings(desk: Desk, case: Case, filled: Filled) -> list[Case]:
    """The siblings ticked, as they are now; those that can't move along any more are left out."""
    return _along(movable(desk, case), filled)


def _along(siblings: Sequence[Case], filled: Filled) -> list[Case]:
    return [each for each in siblings if each.id in filled.siblings]


def stays_by_default(desk: Desk, case: Case) -> bool:
    """Whether the form asks the earlier worker to stay on: when they may not lead it (an escalation)."""
    holder = holder_of(desk, case)
    return holder is not None and wrong_holder(holder, case.facts, desk.policy) is not None


def _prepared(case: Case, filled: Filled) -> Prepared:
    stated = filled.need if _asks_need([case]) else None
    facts = replace(case.facts, need=stated) if stated is not None else case.facts
    return Prepared(replace(case, facts=facts), case.team, case, None)


def propose_move(desk: Desk, case: Case, filled: Filled) -> Proposed:
    """What the form asks for, with everything it would do."""
    if filled.worker is None:
        raise BadInput("Choose who leads the case.", view.worker_field(case.team, filled.team))
    percent = stay_percent(desk, case) if filled.stays else None
    stays = (CoWorker(case.lead, percent),) if case.lead is not None and percent else ()
    along = [_prepared(each, filled) for each in moved_siblings(desk, case, filled)]
    return propose(desk, _prepared(case, filled), filled.worker, stays, along)


def _suggestions(desk: Desk, case: Case, filled: Filled) -> list[Suggestion]:
    """Who might lead it, in the chosen team; nobody's load is shown to whom it isn't open."""
    if not sees_team(desk, filled.team):
        return []
    prepared = replace(_prepared(case, filled), team=filled.team)
    along = [_prepared(each, filled).case for each in moved_siblings(desk, case, filled)]
    return suggest(desk, prepared, Wish(), along)


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
        points=[(each.reference, proposed.scores[each.id]) for each in proposed.moved],
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
    holder = holder_of(desk, case)
    if holder is None or not sees_team(desk, holder.team):
        return None
    cases = load_casebook(desk.session, [holder.id])
    teams = load_teams(desk.session, [holder.team])
    return load_after_all(holder, teams, cases, proposed.moved, desk.policy, desk.today)


def _asks_need(cases: Sequence[Case]) -> bool:
    """Whether the need of one of these children isn't known, which a support worker's lead asks for."""
    return any(case.facts.kind is Kind.CIN and case.facts.need is Need.UNKNOWN for case in cases)
