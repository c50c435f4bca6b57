"""The form in which another team accepts a case: drawn again when a worker is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.allocation.proposing import Prepared, Proposed, propose, suggest
from handlers.cases.forms import Sheet, read_sheet, sheet_text
from handlers.cases.offer_reading import read_offer
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.cases import offering as view
from handlers.views.loads.team_loads import BAND_WORDS, team_band
from scoring.case import Case
from scoring.eligibility import SoftReason
from scoring.errors import BadInput
from scoring.ids import TeamId, WorkerId
from scoring.offers import Offer
from scoring.suggest import Wish
from storage.loads import list_team_loads
from storage.people import list_team_workers, load_names
from storage.teams import list_teams


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far."""

    offer: Offer
    sheet: Sheet
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


def read_accept_form(offer: Offer, state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here."""
    worker = state.get("worker")
    because = state.get("because")
    return Filled(
        offer,
        read_sheet(metadata),
        WorkerId(int(worker)) if worker and worker != "0" else None,
        SoftReason(because) if because else None,
    )


def draw_accept_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    team = filled.offer.to_team
    names = load_names(desk.session, list_team_workers(desk.session, team))
    picture = view.Picture(
        shown=read_offer(filled.offer, case, desk),
        staff=names,
        suggestions=suggest(desk, _prepared(case, filled.offer), Wish()),
        worker=filled.worker,
        because=filled.because,
        effect=_effect(desk, case, filled),
        note=note,
        metadata=sheet_text(filled.sheet, offer=filled.offer.id),
    )
    return view.accept_form(picture)


def propose_acceptance(desk: Desk, case: Case, offer: Offer, worker: WorkerId) -> Proposed:
    """What accepting with this worker would do. BadInput unless they are in the team that accepts."""
    proposed = propose(desk, _prepared(case, offer), worker)
    if proposed.lead.team != offer.to_team:
        raise BadInput("They are no longer in this team. Choose somebody else.", "worker")
    return proposed


def _prepared(case: Case, offer: Offer) -> Prepared:
    """The case as the team that accepts allocates it."""
    return Prepared(case, offer.to_team, case, None)


def _effect(desk: Desk, case: Case, filled: Filled) -> view.Effect | None:
    if filled.worker is None:
        return None
    proposed = propose_acceptance(desk, case, filled.offer, filled.worker)
    return view.Effect(proposed.lead.name, proposed.change, proposed.points, proposed.decision)
