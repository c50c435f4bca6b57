"""What a reallocation has done, for the person who made it and for the worker the case moved on from."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.messages import Message
from handlers.views.allocation.allocations import kind_text
from handlers.views.blocks import context, section
from handlers.views.cases.cases import REASON_WORDS
from handlers.views.cases.reallocation_form import Effect, load_lines
from handlers.views.words import escape, listed, load_words, trial_note
from scoring.case import Case
from scoring.eligibility import SOFT_REASON_WORDS, SoftReason
from scoring.load import Load
from scoring.points import explain_points
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class Moved:
    """A reallocation that has been recorded. `reason` is None for a child who was waiting."""

    case: Case
    holder: str | None
    tells_holder: bool
    effect: Effect
    reason: str | None
    because: SoftReason | None
    stay_percent: int | None
    siblings: Sequence[str]
    policy: Policy


def moved_message(moved: Moved) -> Message:
    """What the move has done, for the person who made it."""
    name = escape(moved.effect.name)
    if moved.holder is None:
        title = f"{moved.case.reference} is with {name}."
    else:
        title = f"{moved.case.reference} has moved from {escape(moved.holder)} to {name}."
    lines = [*load_lines(moved.holder, moved.effect), *_recorded(moved), _told(moved)]
    points = f"{kind_text(moved.case).capitalize()}: {explain_points(moved.effect.points)}"
    text = "\n".join([title, points, *lines])
    shown = (section(f"*{title}*\n" + "\n".join([points, *lines])),)
    return Message(text.replace("*", ""), (*shown, context(trial_note(moved.policy))))


def _recorded(moved: Moved) -> list[str]:
    lines = []
    if moved.holder is not None and moved.stay_percent is not None:
        lines.append(f"{escape(moved.holder)} stays on as co-worker ({moved.stay_percent} %).")
    if moved.reason is not None:
        lines.append(f"Reason recorded: {moved.reason}, {REASON_WORDS[moved.reason]}.")
    if moved.because is not None:
        words = SOFT_REASON_WORDS[moved.because]
        lines.append(f"Reason to go ahead recorded: {moved.because.value}, {words}.")
    if moved.siblings and moved.holder is not None:
        with_ = "stays" if len(moved.siblings) == 1 else "stay"
        lines.append(f"{', '.join(moved.siblings)} of the same family {with_} with {escape(moved.holder)}.")
    return lines


def _told(moved: Moved) -> str:
    told = [moved.effect.name, *([moved.holder] if moved.holder and moved.tells_holder else [])]
    return f"I will tell {listed([escape(name) for name in told])} by direct message."


def moved_on_message(
    case: Case, by: str, lead: str, reason: str, share: int | None, load: Load, policy: Policy
) -> Message:
    """What the earlier worker is told: where the case went, why, and what they carry now."""
    text = (
        f"{escape(by)} has moved {case.reference} ({kind_text(case)}) from you to {escape(lead)}. "
        f"The reason recorded is: {REASON_WORDS[reason]}. Thank you for your work with this child."
    )
    if share is not None:
        text += f"\nYou stay on as co-worker ({share} %), so that the family keeps a face it knows."
    text += f"\nYou now have {load_words(load)}."
    return Message(text, (section(text), context(trial_note(policy))))
