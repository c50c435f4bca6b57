"""The plan's form: what, who, by when, and which broken promises it answers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from handlers.messages import Block, Message, View
from handlers.views.blocks import (
    checkboxes,
    clip,
    context,
    datepicker,
    field,
    modal,
    option,
    select,
    text_input,
)
from handlers.views.ledger.breaches import line_figures
from handlers.views.ledger.relief import Help, help_blocks, step_notes
from handlers.views.words import day_text, escape
from scoring.breaches import Breach
from scoring.ids import BreachId, WorkerId
from scoring.plans import MOST_CHARACTERS, PLAN_WORDS, Plan
from storage.plans import StepRecord

MOST_LINES = 10
"""Slack shows at most ten boxes to tick."""


def plan_form(
    lines: Sequence[tuple[Breach, str]],
    chosen: Iterable[BreachId],
    staff: Mapping[WorkerId, str],
    who: WorkerId,
    by_when: date,
    shown: Help,
    metadata: str,
) -> View:
    """The form; `lines` are the broken promises it may answer, each with whose it is."""
    boxes = [
        option(clip(escape(f"{name}: {line_figures(breach, None)}"), 75), str(breach.id))
        for breach, name in lines
    ]
    parts = [
        *help_blocks(shown),
        *plan_fields(staff, who, by_when),
        field("lines", "Which promises it answers", checkboxes("lines", boxes, [str(id_) for id_ in chosen])),
        context("A plan stops this from going one level up until its date; then it is reviewed."),
    ]
    return modal("plan", "Make a plan", parts, submit="Save the plan", metadata=metadata, close="Cancel")


def plan_fields(staff: Mapping[WorkerId, str], who: WorkerId, by_when: date) -> list[Block]:
    """What, who, by when, and a few words."""
    codes = [option(words.capitalize(), code.value) for code, words in PLAN_WORDS.items()]
    people = [option(escape(name), str(id_)) for id_, name in staff.items()]
    return [
        field("code", "What will be done", select("code", codes, hint="The main thing")),
        field("who", "Who sees to it", select("who", people, str(who))),
        field("by_when", "By when", datepicker("by_when", by_when.isoformat())),
        field(
            "text",
            "In a few words",
            text_input("text", most=MOST_CHARACTERS),
            optional=True,
            hint="Nothing about a child or a family. Names of colleagues are fine.",
        ),
    ]


def planned_message(plan: Plan, who: str, lines: int, steps: Sequence[StepRecord]) -> Message:
    """What is said once the plan is recorded, with the moves that are part of it."""
    answered = "one broken promise" if lines == 1 else f"{lines} broken promises"
    said = (
        f"Thank you. The plan is recorded for {answered}: {PLAN_WORDS[plan.code]}. "
        f"{escape(who)} sees to it by {day_text(plan.by_when)}."
    )
    if not steps:
        return Message(said)
    head = "These moves are part of it; each is made from the case's card, /case and its reference:"
    return Message("\n".join([said, head, *step_notes(steps)]))


def reminded_message(until: date) -> Message:
    return Message(
        f"I will not remind you of this before {day_text(until)}. The deadline for a plan stays as it is."
    )
