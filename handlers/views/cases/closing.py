"""What closing a case has done, and what opening it again has."""

import json
from datetime import datetime

from handlers.messages import Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import actions, button, section
from handlers.views.words import escape, load_words, moment_text
from scoring.case import Case
from scoring.load import Load


def closed_message(case: Case, holder: tuple[str, Load] | None) -> Message:
    """What closing has done; `holder` is the worker who led it, with their load without it."""
    text = f"{case.reference} is closed."
    if holder is not None:
        name, load = holder
        text += f" {escape(name)} now has {load_words(load)}."
    text += " If it is still open in the case system, please close it there too."
    return Message(text, (section(text), actions(button("Reopen", "case_reopen", str(case.id)))))


def reopened_message(case: Case, team: str, due_at: datetime) -> Message:
    """That a case is open again and waits in its team, with the way to allocate it."""
    text = (
        f"{case.reference} ({kind_text(case)}) is open again, with what was known of it, and waits for "
        f"a worker in {escape(team)}. We promise one by {moment_text(due_at)}. If it is closed in the "
        "case system, "
        "please "
        "open it there too."
    )
    value = json.dumps({"case": case.id}, separators=(",", ":"))
    return Message(text, (section(text), actions(button("Allocate", "reallocate", value, "primary"))))


def already_open_message(case: Case, lead: str | None, team: str) -> Message:
    """That somebody has opened it meanwhile."""
    where = f"with {escape(lead)}" if lead is not None else f"waiting for a worker in {escape(team)}"
    return Message(f"{case.reference} is open: it is {where}. Nothing has changed now.")
