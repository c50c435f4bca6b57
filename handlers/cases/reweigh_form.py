"""The form of the card's Reweigh button: drawn again as points and reason change, with what they make."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.cases.forms import Sheet, read_sheet, sheet_of, sheet_text
from handlers.cases.weighing import has_lead, judged_load, judged_points, sees_load
from handlers.desk import Desk
from handlers.messages import View
from handlers.views.cases import reweighing as view
from scoring.case import Case, JudgementReason
from scoring.errors import Refused
from scoring.ids import WorkerId
from scoring.judgement import judged, usual_review
from storage.accounts import load_users
from storage.judgements import ProposalRecord
from storage.people import load_names
from storage.responsible import find_supervisor, list_supervisors


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says so far: whole points, a reason's code, and the two days."""

    sheet: Sheet
    points: int | None = None
    reason: str = ""
    review_on: date | None = None
    in_person_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two who agree: the lead, a supervisor of the team, and which of them is the other one here.

    `is_reached` says whether the other one can be written to in Slack.
    """

    worker: WorkerId
    supervisor: WorkerId
    other: WorkerId
    is_reached: bool


def sides_of(case: Case, desk: Desk) -> Sides:
    """Who agrees with whom about this case. Refused when nobody else could agree."""
    viewer = desk.viewer.worker
    if case.lead is None:
        raise Refused(
            "Nobody leads this case yet, so nobody can agree what it weighs. Please allocate it first."
        )
    if not has_lead(case, desk):
        raise Refused("Whoever leads this case is in no team any more. Please reallocate it first.")
    if case.lead != viewer:
        return Sides(case.lead, viewer, case.lead, case.lead in load_users(desk.session, [case.lead]))
    others = [id_ for id_ in list_supervisors(desk.session, case.team, desk.today) if id_ != viewer]
    if not others:
        raise Refused(
            "A judgement is agreed with a supervisor of the case's team, and nobody else supervises it "
            "today. Please ask your service manager to name somebody as cover."
        )
    first = find_supervisor(desk.session, case.team, desk.today)
    reached = load_users(desk.session, others)
    other = first if first in others else next(iter([*reached, *others]))
    return Sides(viewer, other, other, other in reached)


def first_filled(case: Case, open_: ProposalRecord | None, desk: Desk) -> Filled:
    """The form as it opens: what is proposed already, else the agreed judgement, else nothing yet."""
    sheet, usual = sheet_of(desk, case), usual_review(desk.policy, desk.today)
    known = open_ or case.judgement
    if known is None:
        return Filled(sheet, review_on=usual)
    review_on = known.review_on if open_ is not None else usual
    return Filled(sheet, known.points, known.reason.value, review_on)


def read_form(state: Mapping[str, Any], metadata: str) -> Filled:
    """What the fields hold; nothing is checked here."""
    points = state.get("points")
    return Filled(
        sheet=read_sheet(metadata),
        points=int(points) if points not in (None, "") else None,
        reason=state.get("reason") or "",
        review_on=_day(state.get("review_on")),
        in_person_on=_day(state.get("in_person_on")),
    )


def draw_form(desk: Desk, case: Case, filled: Filled, note: str = "") -> View:
    """The form as it should look for what it says so far."""
    sides = sides_of(case, desk)
    names = load_names(desk.session, [sides.worker, sides.other])
    picture = view.Picture(
        case=case,
        worker=names[sides.worker],
        other=names[sides.other],
        asks_in_person=not sides.is_reached,
        now=judged_points(case, desk),
        effect=_effect(desk, case, filled, sides),
        points=filled.points,
        reason=filled.reason,
        review_on=filled.review_on,
        in_person_on=filled.in_person_on,
        today=desk.today,
        note=note,
        metadata=sheet_text(filled.sheet),
        policy=desk.policy,
    )
    return view.reweigh_form(picture)


def _effect(desk: Desk, case: Case, filled: Filled, sides: Sides) -> view.Effect | None:
    """What the points chosen would make, once a number is chosen."""
    if filled.points is None:
        return None
    reason = JudgementReason(filled.reason) if filled.reason else JudgementReason.COMPLEX
    after = judged(case, filled.points, reason, sides.worker, None)
    change = judged_load(after, desk) if sees_load(sides.worker, desk) else None
    return view.Effect(judged_points(after, desk), change)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
