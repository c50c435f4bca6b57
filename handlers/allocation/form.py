"""The form of /allocate: drawn again as kind, factors and worker change, with loads before → after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.access import can_see_team, supervised_teams, way_on
from handlers.allocation.preparing import Prepared, prepare, sees_team
from handlers.allocation.proposing import Proposed, propose, suggest
from handlers.desk import Desk
from handlers.messages import Click, Form, Redraw, Reply, View
from handlers.reception.opening import record_reading
from handlers.reception.serving import Route
from handlers.views.allocation import form as view
from handlers.views.allocation.allocations import MOST_IN_FORM
from scoring.allocation_line import Line
from scoring.case import Case, CoWorker, Factor, Facts, Kind, Need
from scoring.eligibility import SoftReason
from scoring.errors import BadInput, CaseloadError, NotAllowed
from scoring.ids import CaseId, Reference, TeamId, WorkerId
from scoring.suggest import Wish
from storage.allocations import NEW
from storage.cases import find_known_case
from storage.people import list_team_workers, load_names, load_workers
from storage.teams import list_teams

BLANK = Reference("–")
"""Stands for a reference that hasn't been typed yet, while loads are shown."""
NO_KIND = "Choose the kind: what the council does for the child."


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says so far, read from its fields."""

    line: Line
    team: TeamId
    worker: WorkerId | None
    co_workers: tuple[CoWorker, ...]
    agrees_kind: bool
    shown: tuple[int, ...]


def blank_form(desk: Desk, reference: str = "") -> View:
    """The form with nothing chosen yet, for the team its opener allocates in."""
    choices = team_choices(desk)
    team = _first_team(desk, choices)
    filled = Filled(Line(reference), team, None, (), False, ())
    return draw_form(desk, filled, choices)


def open_filled_form(click: Click, desk: Desk) -> Reply:
    """The form from a button, filled in with what its message said: reference, kind, worker, team."""
    said = json.loads(click.value)
    choices = team_choices(desk)
    worker = WorkerId(said["worker"]) if said.get("worker") is not None else None
    wanted = load_workers(desk.session, [worker] if worker is not None else [])
    home = next((each.team for each in wanted.values()), said.get("team"))
    team = TeamId(home) if home in choices else _first_team(desk, choices)
    kind = Kind(said["kind"]) if said.get("kind") else None
    line = Line(str(said.get("reference") or ""), kind=kind)
    filled = Filled(line, team, worker if home == team else None, (), False, ())
    form = draw_form(desk, filled, choices)
    record_reading(desk, _known_case(desk, line.reference))
    return Form(form)


def _known_case(desk: Desk, reference: str) -> list[CaseId]:
    """The case a form was opened about, where it is known and the viewer may see its team."""
    case, _ = find_known_case(desk.session, Reference(reference)) if reference else (None, False)
    return [case.id] if case is not None and sees_team(desk, case.team) else []


def redraw_allocate_form(click: Click, desk: Desk) -> Reply:
    """Something was chosen: the same form with the loads and rules that follow from it."""
    if click.view is None:
        raise BadInput("That form has gone. Please open it again with /allocate.")
    return Redraw(draw_form(desk, read_form(click.view.state, click.view.metadata), team_choices(desk)))


def draw_form(desk: Desk, filled: Filled, choices: Mapping[TeamId, str], note: str = "") -> View:
    """The form as it should look for what it says so far; only for a team they may allocate in now."""
    if filled.team not in choices:
        raise NotAllowed("You don't look after that team any more. Please open the form again.")
    prepared, note = _prepared(desk, filled, note)
    suggestions = suggest(desk, prepared, Wish(filled.line.language, filled.line.skill)) if prepared else []
    proposed = _proposed(desk, prepared, filled) if prepared else None
    staff = load_names(desk.session, list_team_workers(desk.session, filled.team))
    shown = tuple(each.worker.id for each in suggestions[:MOST_IN_FORM])
    picture = view.Picture(
        teams=choices,
        team=filled.team,
        line=filled.line,
        worker=filled.worker,
        co_workers=filled.co_workers,
        staff=staff,
        suggestions=tuple(suggestions),
        proposed=_effect(proposed),
        asks_kind=prepared.known.facts.kind
        if prepared and prepared.changes_kind and prepared.known
        else None,
        note=note,
        metadata=json.dumps({"team": filled.team, "shown": shown}),
        policy=desk.policy,
    )
    return view.allocate_form(picture)


def read_form(state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here."""
    kept = json.loads(metadata or "{}")
    ticked = set(state.get("factors") or ())
    kind = Kind(state["kind"]) if state.get("kind") else None
    line = Line(
        reference=state.get("reference") or "",
        kind=kind,
        need=Need(state["need"]) if state.get("need") and kind is Kind.CIN else None,
        unsettled="unsettled" in ticked if kind is Kind.CLA else None,
        factors=frozenset(Factor(each) for each in ticked if each != "unsettled"),
        travel_minutes=int(state["travel"]) if state.get("travel") else None,
        family=state.get("family") or None,
        language=state.get("language") or None,
        skill=state.get("skill") or None,
        because=SoftReason(state["because"]) if state.get("because") else None,
    )
    team = TeamId(int(state.get("team") or kept["team"]))
    worker = WorkerId(int(state["worker"])) if state.get("worker") else None
    return Filled(
        line, team, worker, _co_workers(state), bool(state.get("kind_changed")), tuple(kept.get("shown", ()))
    )


def prepare_form(desk: Desk, filled: Filled) -> Prepared:
    """The case the form speaks of; raises what is wrong with it, by field."""
    if not can_allocate_in(desk, filled.team):
        raise NotAllowed("You don't look after that team any more. Please open the form again.")
    try:
        return prepare(desk, filled.line, filled.team)
    except BadInput as problem:
        if problem.field == "kind" and filled.line.kind is None:
            raise BadInput(NO_KIND, "kind") from None
        raise


def team_choices(desk: Desk) -> dict[TeamId, str]:
    """The teams in which somebody may allocate, by name."""
    return {
        team.id: team.name
        for team in list_teams(desk.session)
        if can_see_team(desk.viewer, team.id, team.service)
    }


def can_allocate_in(desk: Desk, team: TeamId) -> bool:
    return team in team_choices(desk)


def _first_team(desk: Desk, choices: Mapping[TeamId, str]) -> TeamId:
    if not choices:
        way = way_on(desk.viewer, "For your own load, try /caseload; to talk about it, /caseload concern.")
        raise NotAllowed(f"Cases are allocated by a team's supervisor. {way}")
    supervised = [team for team in supervised_teams(desk.viewer) if team in choices]
    own = desk.viewer.team
    return supervised[0] if supervised else own if own in choices and own else next(iter(choices))


def _prepared(desk: Desk, filled: Filled, note: str) -> tuple[Prepared | None, str]:
    """The case so far; a reference that won't do yet doesn't stop the loads from being shown."""
    if filled.line.kind is None and not filled.line.reference:
        return None, note
    try:
        return prepare_form(desk, filled), note
    except NotAllowed:
        raise
    except CaseloadError as problem:
        if filled.line.kind is None:
            return None, note or (str(problem) if filled.line.reference else "")
        facts = Facts(
            filled.line.kind,
            filled.line.need or Need.UNKNOWN,
            bool(filled.line.unsettled),
            filled.line.factors,
            filled.line.travel_minutes or 0,
        )
        said = note or (str(problem) if filled.line.reference else "")
        return Prepared(Case(NEW, BLANK, filled.team, facts), filled.team, None, None), said


def _proposed(desk: Desk, prepared: Prepared, filled: Filled) -> Proposed | None:
    if filled.worker is None:
        return None
    try:
        return propose(desk, prepared, filled.worker, filled.co_workers)
    except BadInput:
        return propose(desk, prepared, filled.worker)


def _effect(proposed: Proposed | None) -> view.Effect | None:
    if proposed is None:
        return None
    change = None if proposed.lead.id in proposed.unseen else proposed.change
    return view.Effect(proposed.lead, change, proposed.points, proposed.decision)


def _co_workers(state: Mapping[str, Any]) -> tuple[CoWorker, ...]:
    if not state.get("co_worker"):
        return ()
    return (CoWorker(WorkerId(int(state["co_worker"])), int(state.get("co_share") or view.USUAL_SHARE)),)


ROUTES: tuple[Route, ...] = (
    Route(Click, "allocate_form", open_filled_form),
    Route(Click, "allocate_redraw", redraw_allocate_form),
)
