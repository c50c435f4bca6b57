"""The form that records a supervision, and what is said once it is kept or taken back."""

from collections.abc import Sequence
from datetime import date

from handlers.messages import Block, Message, View
from handlers.views.blocks import button, clip, context, datepicker, field, modal, option, select, text_input
from handlers.views.words import day_text, escape, plural
from scoring.ids import TeamId, WorkerId
from scoring.supervision import Supervision

ACTION = "supervision_record"
"""The action of the button that opens the form, wherever it stands."""

MOST_PEOPLE = 100
"""Slack's list holds no more; a bigger team has each person's own sheet, with the button."""


def record_team_button(team: TeamId) -> Block:
    """Opens the form for anybody of a team."""
    return button("Record a supervision", f"{ACTION}:team-{team}", f"team:{team}", "primary")


def record_worker_button(worker: WorkerId) -> Block:
    """Opens the form with this worker chosen."""
    return button("Record this supervision", f"{ACTION}:worker-{worker}", f"worker:{worker}", "primary")


def take_back_button(last: Supervision) -> Block:
    """Takes the last one back, after asking."""
    day = day_text(last.held_on)
    confirm = {
        "title": {"type": "plain_text", "text": "Take it back?"},
        "text": {"type": "plain_text", "text": f"Supervision on {day} was recorded by mistake."},
        "confirm": {"type": "plain_text", "text": "Take it back"},
        "deny": {"type": "plain_text", "text": "Leave it"},
    }
    return button("Take the last one back", "supervision_take_back", str(last.id), confirm=confirm)


def record_form(
    people: Sequence[tuple[WorkerId, str]], chosen: WorkerId | None, today: date, metadata: str
) -> View:
    """Whose, which day, how many minutes."""
    names = [option(clip(escape(name), 75), str(id_)) for id_, name in people]
    whose = select("worker", names, None if chosen is None else str(chosen), hint="Choose a colleague")
    parts = [
        field("worker", "Whose supervision was it?", whose),
        field("held_on", "When did it happen?", datepicker("held_on", today.isoformat())),
        field("minutes", "How many minutes did it take?", text_input("minutes", hint="60", most=20)),
        context("Nothing of what you talked about is kept here. They see what is recorded of them."),
    ]
    return modal(ACTION, "Record a supervision", parts, submit="Save", metadata=metadata, close="Cancel")


def recorded_message(name: str, held_on: date, minutes: int, before: Supervision | None) -> Message:
    """What is said once it is kept, or was kept before."""
    said = f"{escape(name)}'s supervision on {day_text(held_on)}, {plural(minutes, 'minute')}"
    if before is None:
        return Message(f"Recorded: {said}.")
    if before.minutes == minutes:
        return Message(f"{said}, was recorded already.")
    return Message(f"Corrected: {said}; it said {plural(before.minutes, 'minute')} before.")


def taken_back_message(name: str, held_on: date) -> Message:
    return Message(
        f"Taken back: no supervision is recorded for {escape(name)} on {day_text(held_on)} any more. "
        "/caseload supervision shows how it stands now."
    )
