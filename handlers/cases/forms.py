"""What every form about one case shares: who may open and send it, and what has changed meanwhile."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from handlers.access import can_see_team
from handlers.desk import Desk
from handlers.views.cases import changes as view
from handlers.views.cases.cases import REASON_WORDS
from handlers.views.words import escape
from scoring.case import Case
from scoring.errors import NotAllowed, NotFound
from scoring.ids import CaseId, TeamId, WorkerId
from storage.cases import CaseChange, find_last_change, find_open_case, list_case_changes, load_case
from storage.people import load_names
from storage.teams import TeamRecord, load_team

STILL_HERE = "What you chose is still here: look again, then send it if it is still right."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case as a form last showed it: its version, the number of its last change, and its team then."""

    case: CaseId
    version: int
    known: int
    home: TeamId


def sheet_of(desk: Desk, case: Case, siblings: Iterable[Case] = ()) -> Sheet:
    """The sheet of a case as it is now; with siblings, their changes are known of as well."""
    known = max(find_last_change(desk.session, each.id) for each in (case, *siblings))
    return Sheet(case.id, case.version, known, case.team)


def read_sheet(metadata: str) -> Sheet:
    """The sheet that a form carries."""
    kept = json.loads(metadata)
    return Sheet(
        CaseId(int(kept["case"])), int(kept["version"]), int(kept["known"]), TeamId(int(kept["home"]))
    )


def read_moving_reason(state: Mapping[str, Any]) -> str | None:
    """The chosen code of why the worker changes; ValueError for one that no form of ours offers."""
    code = state.get("reason") or None
    if code is not None and code not in REASON_WORDS:
        raise ValueError("an unknown reason for a change of worker")
    return code


def sheet_text(sheet: Sheet, **more: object) -> str:
    """What a form carries: its sheet, and ids of its own."""
    return json.dumps({**asdict(sheet), **more})


def is_shown(case: Case, team: TeamRecord, desk: Desk) -> bool:
    """Whether the viewer leads or co-works the case, or sees its team in full (policy guide §9)."""
    workers = {case.lead, *(each.worker for each in case.co_workers)}
    return desk.viewer.worker in workers or can_see_team(desk.viewer, team.id, team.service)


def changeable_case(id_: CaseId, desk: Desk) -> Case:
    """The case behind a button, open or closed.

    Raises NotFound when it has been forgotten, NotAllowed unless the viewer sees its team in full now.
    """
    case = _load(id_, desk)
    team = load_team(desk.session, case.team)
    if not can_see_team(desk.viewer, team.id, team.service):
        raise NotAllowed(
            f"Only {escape(team.name)}'s supervisor, its service manager and the head of service can "
            "change that case. Ask one of them."
        )
    return case


def open_changeable(id_: CaseId, desk: Desk) -> Case:
    """The open case behind a form that only those who look after its team may use."""
    return _open(changeable_case(id_, desk), desk)


def open_tended(id_: CaseId, desk: Desk) -> Case:
    """The open case behind a form that its lead may use as well: facts count whoever enters them."""
    case = _load(id_, desk)
    if case.lead is None or case.lead != desk.viewer.worker:
        return open_changeable(id_, desk)
    return _open(case, desk)


def open_shown(id_: CaseId, desk: Desk) -> Case:
    """The open case behind a button, for whoever may read its card; the caller asks what they may do."""
    case = _load(id_, desk)
    if is_shown(case, load_team(desk.session, case.team), desk):
        return _open(case, desk)
    raise NotAllowed("That case is with somebody else now. Its own workers and their managers can open it.")


def check_gone(sheet: Sheet, desk: Desk) -> None:
    """NotAllowed, with who moved the case to whom and when, once it has left the viewer's own teams.

    Only for who may still see the team it was in when the form was drawn: others have no right to know.
    """
    case = find_open_case(desk.session, sheet.case)
    if case is None or case.team == sheet.home:
        return
    home, now = load_team(desk.session, sheet.home), load_team(desk.session, case.team)
    viewer = desk.viewer
    if can_see_team(viewer, home.id, home.service) and not can_see_team(viewer, now.id, now.service):
        note = changed_note(sheet, desk)
        raise NotAllowed(f"{note} It is with {escape(now.name)} now; ask its supervisor.")


def changed_note(sheet: Sheet, desk: Desk, siblings: Iterable[Case] = ()) -> str:
    """Who changed what of the case, and when, since the form was drawn; and of these siblings."""
    said = [view.change_text(each, names) for each, names in _changes(desk, sheet.case, sheet.known)]
    for sibling in siblings:
        changes = _changes(desk, sibling.id, sheet.known)
        said += [f"{sibling.reference}: {view.change_text(each, names)}" for each, names in changes]
    return " ".join(["This case has changed since you opened the form.", *(f"{each}." for each in said)])


def proposed_since(sheet: Sheet, desk: Desk) -> bool:
    """Whether somebody has proposed a judgement since the form was drawn, which leaves the case as it was."""
    changes = list_case_changes(desk.session, sheet.case, sheet.known)
    return any(each.action == "judgement_proposed" for each in changes)


def closing_of(case: CaseId, desk: Desk) -> CaseChange | None:
    """Who closed a case, and when, the last time."""
    changes = list_case_changes(desk.session, case)
    return next((each for each in reversed(changes) if each.action == "case_closed"), None)


def _changes(desk: Desk, case: CaseId, known: int) -> list[tuple[CaseChange, dict[WorkerId, str]]]:
    changes = list_case_changes(desk.session, case, known)
    leads = [WorkerId(each.detail["lead"]) for each in changes if each.detail.get("lead")]
    names = load_names(desk.session, leads)
    return [(each, names) for each in changes]


def _load(id_: CaseId, desk: Desk) -> Case:
    try:
        return load_case(desk.session, id_)
    except LookupError:
        raise NotFound("That case is no longer kept here. Look in the case system.") from None


def _open(known: Case, desk: Desk) -> Case:
    case = find_open_case(desk.session, known.id)
    if case is None:
        raise NotFound(view.already_closed_message(known, closing_of(known.id, desk)).text)
    return case
