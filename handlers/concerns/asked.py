"""Concerns as other screens show them: the viewer's own, and those that have come to them."""

from handlers.access import can_answer_concern, is_manager
from handlers.desk import Desk
from handlers.messages import Message
from handlers.views.concerns import concerns as view
from storage.concerns import ConcernRecord, find_open_concern, list_open_concerns
from storage.people import load_names


def list_concerns(desk: Desk) -> list[ConcernRecord]:
    """The open concerns that have come to the viewer, the oldest first: what they are asked to see to."""
    if not is_manager(desk.viewer):
        return []
    concerns = list_open_concerns(desk.session, desk.today)
    return [each for each in concerns if can_answer_concern(desk.viewer, each)]


def read_own_concern(desk: Desk) -> Message | None:
    """How the viewer's own open concern stands, with what they can do about it; None without one."""
    known = find_open_concern(desk.session, desk.viewer.worker)
    if known is None:
        return None
    concern = known.concern
    people = [concern.asked, *([concern.answered_by] if concern.answered_by is not None else [])]
    names = load_names(desk.session, people)
    answered_by = names[concern.answered_by] if concern.answered_by is not None else None
    return view.own_concern_message(concern, names[concern.asked], answered_by)
