"""What workers are told of their cases: that one has moved on, or that something in it has changed."""

from collections.abc import Sequence

from handlers.messages import Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import context, section
from handlers.views.cases.cases import REASON_WORDS
from handlers.views.words import escape, listed, load_words, trial_note
from scoring.case import Case
from scoring.ids import WorkerId
from scoring.load import Load
from scoring.points import CasePoints, explain_points
from scoring.policy import Policy

FACE = "so that the family keeps a face it knows"


def moved_on_message(
    cases: Sequence[Case], worker: WorkerId, by: str, lead: str, reason: str, load: Load, policy: Policy
) -> Message:
    """What the earlier worker is told: where the cases went, why, and what they carry now."""
    what = listed([f"{case.reference} ({kind_text(case)})" for case in cases])
    these = "this child" if len(cases) == 1 else "these children"
    text = (
        f"{escape(by)} has moved {what} from you to {escape(lead)}. "
        f"The reason recorded is: {REASON_WORDS[reason]}. Thank you for your work with {these}."
    )
    text += "".join(f"\n{sentence}" for sentence in _stays(cases, worker))
    text += f"\nYou now have {load_words(load)}."
    return Message(text, (section(text), context(trial_note(policy))))


def _stays(cases: Sequence[Case], worker: WorkerId) -> list[str]:
    """With which share the worker stays on, where they do."""
    shares = {
        case.reference: each.percent for case in cases for each in case.co_workers if each.worker == worker
    }
    if len(shares) == len(cases) and len(set(shares.values())) == 1:
        return [f"You stay on as co-worker ({next(iter(shares.values()))} %), {FACE}."]
    said = listed([f"{reference} ({percent} %)" for reference, percent in shares.items()])
    return [f"You stay on as co-worker of {said}, {FACE}."] if said else []


def case_changed_message(case: Case, points: CasePoints, load: Load, by: str, policy: Policy) -> Message:
    """What the lead is told when somebody else has changed what is known of their case."""
    text = (
        f"{escape(by)} has changed what is known of {case.reference}. "
        f"It is now recorded as: {kind_text(case)}.\n"
        f"{explain_points(points)}\nYou now have {load_words(load)}."
    )
    return Message(text, (section(text), context(trial_note(policy))))
