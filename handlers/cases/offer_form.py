"""The forms in which another team answers an offer: drawn again when a worker or a child is chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.allocation.preparing import Prepared
from handlers.allocation.proposing import Proposed, propose, suggest
from handlers.cases.forms import Sheet, read_sheet, sheet_of, sheet_text
from handlers.cases.offer_reading import Offered, read_offers
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.cases import offer_answers as view
from handlers.views.loads.team_loads import BAND_WORDS, team_band
from scoring.case import Case
from scoring.eligibility import SoftReason
from scoring.errors import BadInput
from scoring.ids import CaseId, OfferId, TeamId, WorkerId
from scoring.suggest import Wish
from storage.loads import list_team_loads
from storage.people import list_team_workers, load_names
from storage.teams import list_teams


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far.

    `sheet` is the first case as the form last showed it, `versions` those of all that it showed; `chosen` are
    those that are answered now.
    """

    offer: OfferId
    sheet: Sheet
    versions: Mapping[CaseId, int] = field(default_factory=dict)
    chosen: frozenset[CaseId] = frozenset()
    worker: WorkerId | None = None
    because: SoftReason | None = None


def list_other_teams(desk: Desk, case: Case) -> dict[TeamId, str]:
    """The teams a case can be offered to, those of its own service first, each with how it stands."""
    loads = {load.team: load for load in list_team_loads(desk.session)}
    service = desk.team(case.team).service
    teams = [each for each in list_teams(desk.session) if each.id != case.team]
    return {
        team.id: f"{team.name} {BAND_WORDS[team_band(loads[team.id])]}" if team.id in loads else team.name
        for team in sorted(teams, key=lambda each: each.service != service)
    }


def first_filled(desk: Desk, offered: Sequence[Offered]) -> Filled:
    """The form as it opens, with everything ticked that was offered together."""
    cases = [each.case for each in offered]
    return Filled(
        offer=offered[0].offer.id,
        sheet=sheet_of(desk, cases[0], cases[1:]),
        versions={case.id: case.version for case in cases},
        chosen=frozenset(case.id for case in cases),
    )


def refreshed(desk: Desk, offered: Sequence[Offered], filled: Filled) -> Filled:
    """What was filled in, over the cases as they are now and as far as they are still offered."""
    now = first_filled(desk, offered)
    kept = filled.chosen & now.chosen
    return replace(filled, sheet=now.sheet, versions=now.versions, chosen=kept or now.chosen)


def read_answer(state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here. Without boxes to tick all that it showed is meant."""
    kept, sheet = json.loads(metadata), read_sheet(metadata)
    others = {CaseId(int(id_)): version for id_, version in kept.get("siblings", {}).items()}
    versions = {sheet.case: sheet.version, **others}
    ticked = state["cases"] or () if "cases" in state else versions
    worker, because = state.get("worker"), state.get("because")
    return Filled(
        offer=OfferId(int(kept["offer"])),
        sheet=sheet,
        versions=versions,
        chosen=frozenset(CaseId(int(id_)) for id_ in ticked),
        worker=WorkerId(int(worker)) if worker and worker != "0" else None,
        because=SoftReason(because) if because else None,
    )


def draw_accept_form(desk: Desk, offered: Sequence[Offered], filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    team = offered[0].offer.to_team
    ticked = [each for each in offered if each.case.id in filled.chosen]
    first, *along = [_prepared(each) for each in ticked or offered]
    picture = view.Picture(
        shown=read_offers(offered, desk),
        chosen=filled.chosen,
        staff=load_names(desk.session, list_team_workers(desk.session, team)),
        suggestions=suggest(desk, first, Wish(), [each.case for each in along]),
        worker=filled.worker,
        because=filled.because,
        effect=_effect(desk, ticked, filled),
        note=note,
        metadata=_metadata(filled),
    )
    return view.accept_form(picture)


def draw_decline_form(desk: Desk, offered: Sequence[Offered], filled: Filled, note: str = "") -> View:
    """Which of them are declined, and why."""
    return view.decline_form(read_offers(offered, desk), filled.chosen, note, _metadata(filled))


def propose_acceptance(desk: Desk, chosen: Sequence[Offered], worker: WorkerId) -> Proposed:
    """What accepting with this worker would do. BadInput unless they are in the team that accepts."""
    first, *along = [_prepared(each) for each in chosen]
    proposed = propose(desk, first, worker, along=along)
    if proposed.lead.team != chosen[0].offer.to_team:
        raise BadInput("They are no longer in this team. Choose somebody else.", "worker")
    return proposed


def _metadata(filled: Filled) -> str:
    others = {id_: version for id_, version in filled.versions.items() if id_ != filled.sheet.case}
    return sheet_text(filled.sheet, offer=filled.offer, siblings=others)


def _prepared(offered: Offered) -> Prepared:
    """The case as the team that accepts allocates it."""
    return Prepared(offered.case, offered.offer.to_team, offered.case, None)


def _effect(desk: Desk, ticked: Sequence[Offered], filled: Filled) -> view.Effect | None:
    if filled.worker is None or not ticked:
        return None
    proposed = propose_acceptance(desk, ticked, filled.worker)
    points = [(each.reference, proposed.scores[each.id]) for each in proposed.moved]
    return view.Effect(proposed.lead.name, proposed.change, points, proposed.decision)
